"""Tables as designs."""
