"""Bad input: a generator of it, and what every case must keep to. ``python -m fuzz --help``."""
