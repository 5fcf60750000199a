"""Where the shipped rulebooks are, and which of them a check uses."""

from __future__ import annotations

from pathlib import Path

#: The file that makes a folder a rulebook.
RULEBOOK_FILE = "rulebook.yaml"
#: The rulebook that every check uses, and the one that it uses unless others are named.
BASIC_RULEBOOK = "organization-basics"
DEFAULT_RULEBOOK = "sales-organization"


def shipped_folder() -> Path:
    """The folder of the shipped rulebooks: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def shipped_rulebooks() -> list[str]:
    """The names of the shipped rulebooks."""
    return sorted(file.parent.name for file in shipped_folder().glob(f"*/{RULEBOOK_FILE}"))
