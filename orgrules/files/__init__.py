"""Files as they are: bytes to data with places, checked against models, found by patterns, written whole."""
