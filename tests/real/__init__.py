"""Organizations that nobody here made."""
