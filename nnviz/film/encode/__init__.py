"""Films, pictures and captions as files."""
