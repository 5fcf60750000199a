"""From findings to the smallest set of changes that removes them and brings no new one: ``propose.propose`` is the entrance."""
