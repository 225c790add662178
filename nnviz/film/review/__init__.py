"""Checks of what a scene shows, by looking at it."""
