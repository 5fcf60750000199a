"""``python -m orgrules``."""

from orgrules.cli import main

main()
