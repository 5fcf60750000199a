"""Which rules hold where, how bad it is to break them, what is accepted."""
