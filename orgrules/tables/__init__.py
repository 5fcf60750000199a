"""Designs from what HR has: tables, exports and directories, one module a format."""
