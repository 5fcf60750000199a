"""Patterns of paths: which files settings, waivers and the like are about, and which files a pattern finds."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from orgrules.locale import _
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
        raise ValueError(_('"{pattern}" is no pattern that could mean a file').format(pattern=shown(pattern)))
    return pattern


def is_pattern(path: str) -> bool:
    """Whether a path, or a part of one, has a character that may stand for others."""
    return any(character in path for character in "*?[")


def files_named(
    pattern: str, folder: str = "", *, hidden: bool = False, enter: Callable[[str], object] | None = None
) -> list[str]:
    """The files that a pattern finds from a folder on, sorted: ``*``, ``?`` and ``[…]`` in names, ``**`` for all folders below.

    ``**`` goes through no link to a folder: it would leave the place where it began, or never end. ``hidden``: whether what
    stands for any name stands for those that begin with a dot too. ``enter`` is told each folder before what is in it is looked
    through, and may refuse it by an exception: a link that is named can lead anywhere.
    """
    drive, rest = os.path.splitdrive(pattern)
    rest = rest.replace(os.altsep or os.sep, os.sep)
    if rest.endswith(os.sep):
        return []  # what is called so is a folder
    places = [os.path.join(folder, drive + os.sep if rest.startswith(os.sep) else drive)]
    for part in _steps(rest):
        if is_pattern(part) and enter is not None:
            for place in places:
                enter(place)
        if part == "**":
            places = list(_with_folders_below(places, hidden=hidden))
        elif is_pattern(part):
            wanted = re.compile(fnmatch.translate(os.path.normcase(part))).match
            also_hidden = hidden or part.startswith(".")
            places = [
                os.path.join(place, entry.name)
                for place in places
                for entry in _entries(place)
                if wanted(os.path.normcase(entry.name)) and (also_hidden or not entry.name.startswith("."))
            ]
        else:
            places = [os.path.join(place, part) for place in places]
    return sorted(filter(os.path.isfile, places))


def _steps(path: str) -> list[str]:
    """The parts of a pattern. Several "**" in a row mean what one does; one at the end means every file."""
    steps: list[str] = []
    for part in filter(None, path.split(os.sep)):
        if not (part == "**" and steps[-1:] == ["**"]):
            steps.append(part)
    return [*steps, "*"] if steps[-1:] == ["**"] else steps


def _with_folders_below(places: Iterable[str], *, hidden: bool) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [*places]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        yield place
        waiting.extend(
            os.path.join(place, entry.name)
            for entry in _entries(place)
            if (hidden or not entry.name.startswith(".")) and entry.is_dir(follow_symlinks=False)
        )


def _entries(place: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place or os.curdir) as entries:
            return list(entries)
    except (OSError, ValueError):  # it is no folder, or one that is nobody's to read
        return []
