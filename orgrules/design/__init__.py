"""Designs as they stand in files: the format, and how files become one design."""
