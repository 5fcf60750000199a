"""Patterns of paths: which files settings, waivers and the like are about."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple

from orgrules.text import shown


class Globs(NamedTuple):
    """Patterns of paths as .gitignore has them, seen from ``folder`` ("" for the working directory)."""

    patterns: tuple[str, ...] = ()
    folder: str = ""


#: Whether a path is one that patterns mean; a folder's ends in "/".
Matcher = Callable[[str], bool]


def matcher(globs: Globs) -> Matcher:
    """Whether patterns mean a path: ``*.yaml`` anywhere, ``/a.yaml`` in the folder itself, ``old/`` all in one of that name."""
    if not globs.patterns:
        return lambda path: False  # noqa: ARG005 - no pattern means no path

    import pathspec  # imported where used: most runs have no patterns

    spec = pathspec.GitIgnoreSpec.from_lines(globs.patterns)
    home = os.path.realpath(globs.folder)

    def matches(path: str) -> bool:
        folder, name = os.path.split(path.removesuffix("/"))
        seen = os.path.relpath(os.path.join(os.path.realpath(folder), name), home).replace(os.sep, "/")
        return spec.match_file(seen + "/" if path.endswith("/") else seen)

    return matches


def check_pattern(pattern: str) -> str:
    """A pattern, checked.

    Raises:
        ValueError: it is none that could mean a file.
    """
    import pathspec

    try:
        parts = list(pathspec.GitIgnoreSpec.from_lines([pattern]).patterns)
    except (ValueError, re.error):
        parts = []
    if not any(part.include is not None for part in parts):
        raise ValueError(f'"{shown(pattern)}" is no pattern that could mean a file')
    return pattern
