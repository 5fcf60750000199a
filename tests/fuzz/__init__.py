"""Inputs made and broken at random, held to what must be so whatever is read: see ``python -m tests.fuzz --help``."""
