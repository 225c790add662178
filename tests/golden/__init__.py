"""The last frames of some scenes, kept as pictures."""
