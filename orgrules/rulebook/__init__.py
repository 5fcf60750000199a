"""Rulebooks: role profiles and written rules as data, compiled against the vocabulary of facts."""
