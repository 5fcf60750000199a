"""Formats found by their names, and where each writes to: standard output or a file, looked at before anything is written."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Generic, NamedTuple, TypeVar

from orgrules.errors import UsageError
from orgrules.text import did_you_mean, listed, shown

WriterT = TypeVar("WriterT")

#: What a design or a rulebook is written in: no report replaces a file that is called so.
_YAML = (".yaml", ".yml")

#: What else than no FILE at all stands for standard output.
_STANDARD_OUTPUT = ("", "-", "/dev/stdout")


@dataclass(frozen=True, slots=True)
class Formats(Generic[WriterT]):
    """The formats of one kind: the modules of a package, but for those that begin with "_", each with a function ``write``.

    ``package`` is its name, ``folders`` is its ``__path__``.
    """

    package: str
    folders: Iterable[str]

    def names(self) -> list[str]:
        """The names of the formats."""
        return sorted(module.name for module in pkgutil.iter_modules(self.folders) if not module.name.startswith("_"))

    def module(self, name: str) -> ModuleType:
        """The module of a format.

        Raises:
            UsageError: there is no such format, with the nearest name.
        """
        known = self.names()
        if name not in known:
            raise UsageError(f'no format is named "{shown(name)}"{did_you_mean(name, known) or f"; known are {listed(known)}"}')
        return import_module(f"{self.package}.{name}")

    def writer(self, name: str) -> WriterT:
        """What writes a format.

        Raises:
            UsageError: as ``module``.
        """
        found: WriterT = self.module(name).write
        return found


class Output(NamedTuple, Generic[WriterT]):
    """One format, and the file that it goes to; None: standard output."""

    name: str
    write: WriterT
    path: str | None


def outputs(asked: Sequence[str], writer: Callable[[str], WriterT]) -> list[Output[WriterT]]:
    """What ``NAME`` and ``NAME=FILE`` ask for, files first; text on standard output where nothing else goes there.

    Raises:
        UsageError: an unknown format, two for standard output, one file twice, a file that cannot be written or is a YAML file.
    """
    found: list[Output[WriterT]] = []
    for each in asked:
        name, equals, path = each.partition("=")
        if equals and not path:
            raise UsageError(f'"{shown(each)}" names no file after "="')
        found.append(Output(name, writer(name), path if path not in _STANDARD_OUTPUT else None))
    files = [output for output in found if output.path is not None]
    printed = [output for output in found if output.path is None] or [Output("text", writer("text"), None)]
    if len(printed) > 1:
        names = " and ".join(output.name for output in printed)
        raise UsageError(f"{names} would both go to standard output; give one of them a file: --format {printed[-1].name}=FILE")
    seen: dict[str, str] = {}
    for output in files:
        path = output.path or ""
        _refuse(path)
        place = os.path.realpath(path)
        if place in seen and (os.path.isfile(path) or not os.path.exists(path)):
            raise UsageError(f'"{shown(path)}" is to hold both {seen[place]} and {output.name}; give each a file of its own')
        seen[place] = output.name
    return [*files, *printed]


def spare(outputs: Sequence[Output[WriterT]], sources: Collection[str], folders: Collection[str] = ()) -> None:
    """Make sure that no output would replace what was read: ``sources``, and what is there in ``folders`` and below.

    All are resolved paths.

    Raises:
        UsageError: one would.
    """
    for output in outputs:
        if output.path is None:
            continue
        place = os.path.realpath(output.path)
        inside = any(place.startswith(folder + os.sep) for folder in folders)
        if place in sources or (inside and os.path.exists(place)):
            raise UsageError(f'"{shown(output.path)}" is one of the files that were read; nothing was written')


def _refuse(path: str) -> None:
    folder = os.path.dirname(path) or os.curdir
    if os.path.isdir(path):
        raise UsageError(f'"{shown(path)}" is a folder; name a file in it')
    if not os.path.isdir(folder):
        reason = "is no folder" if os.path.exists(folder) else "does not exist"
        raise UsageError(f'"{shown(path)}" cannot be written: the folder "{shown(folder)}" {reason}')
    if path.lower().endswith(_YAML) and os.path.exists(path):
        raise UsageError(f'"{shown(path)}" is there already, and YAML, as designs and rulebooks are; nothing was written')
