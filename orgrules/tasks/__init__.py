"""What a command does, told top to bottom, without click."""
