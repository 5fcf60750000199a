"""The files of a rulebook out of what job descriptions say."""
