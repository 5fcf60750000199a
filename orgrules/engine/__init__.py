"""Deciding: rules over flat records of scalars, by one of two engines that mean the same, and the findings that come of it."""
