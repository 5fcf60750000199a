"""Formats found by their names, and where each writes to: standard output or a file, looked at before anything is written."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any, Generic, NamedTuple, TextIO, TypeVar

from orgrules.errors import UsageError
from orgrules.findings import Severity
from orgrules.locale import ENGLISH, Language, _, speaking
from orgrules.text import did_you_mean, listed, shown

ContentT = TypeVar("ContentT")

#: What a design or a rulebook is written in: no report replaces a file that is called so.
_YAML = (".yaml", ".yml")

#: What else than no FILE at all stands for standard output.
STANDARD_OUTPUT = ("", "-", "/dev/stdout")


class View(NamedTuple):
    """How something is shown: its language, whether in colour, whether like findings are all spelled out.

    ``fail_on`` is what fails the run, for formats that tell passed from failed (None: findings never do).
    """

    language: Language = ENGLISH
    color: bool = False
    all: bool = False
    fail_on: Severity | None = Severity.ERROR


Writer = Callable[[ContentT, TextIO, View], None]


class Formats(Generic[ContentT]):
    """The formats of one kind: the modules of a package, but for those that begin with "_", each with a function ``write``."""

    def __init__(self, package: str, folders: Iterable[str]) -> None:
        """``package`` is its name, ``folders`` is its ``__path__``."""
        self.package = package
        self.folders = folders

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
            hint = did_you_mean(name, known) or _("; known are {names}").format(names=listed(known))
            raise UsageError(_('no format is named "{name}"{hint}').format(name=shown(name), hint=hint))
        return import_module(f"{self.package}.{name}")

    def wants_charts(self, name: str) -> bool:
        """Whether a format draws: its module says so with ``CHARTED = True``.

        Raises:
            UsageError: as ``module``.
        """
        return bool(getattr(self.module(name), "CHARTED", False))

    def writer(self, name: str) -> Writer[ContentT]:
        """What writes a format, in the language of the view.

        Raises:
            UsageError: as ``module``.
        """
        return partial(_write, self.module(name).write)


def _write(write: Writer[ContentT], content: ContentT, stream: TextIO, view: View) -> None:
    with speaking(view.language):
        write(content, stream, view)


class Output(NamedTuple, Generic[ContentT]):
    """One format, and the file that it goes to; None: standard output."""

    name: str
    write: Writer[ContentT]
    path: str | None


def outputs(asked: Sequence[str], writer: Callable[[str], Writer[ContentT]]) -> list[Output[ContentT]]:
    """What ``NAME`` and ``NAME=FILE`` ask for, files first; text on standard output where nothing else goes there.

    Raises:
        UsageError: an unknown format, two for standard output, one file twice, a file that cannot be written or is a YAML file.
    """
    found: list[Output[ContentT]] = []
    for each in asked:
        name, equals, path = each.partition("=")
        if equals and not path:
            raise UsageError(_('"{option}" names no file after "="').format(option=shown(each)))
        found.append(Output(name, writer(name), path if path not in STANDARD_OUTPUT else None))
    files = [output for output in found if output.path is not None]
    printed = [output for output in found if output.path is None] or [Output("text", writer("text"), None)]
    if len(printed) > 1:
        raise UsageError(
            _("{one} and {other} would both go to standard output; give one of them a file: --format {other}=FILE").format(
                one=printed[0].name, other=printed[-1].name
            )
        )
    seen: dict[str, str] = {}
    for output in files:
        path = output.path or ""
        refuse(path)
        place = os.path.realpath(path)
        if place in seen and (os.path.isfile(path) or not os.path.exists(path)):
            raise UsageError(
                _('"{path}" is to hold both {one} and {other}; give each a file of its own').format(
                    path=shown(path), one=seen[place], other=output.name
                )
            )
        seen[place] = output.name
    return [*files, *printed]


def together(written: Output[Any], outputs: Sequence[Output[ContentT]], asked: Sequence[str]) -> list[Output[ContentT]]:
    """What is left of ``outputs`` beside something else that is written: on standard output the one or the other.

    Raises:
        UsageError: both were asked for on standard output, or in one file; ``written`` cannot be written or is a YAML file.
    """
    if written.path is None:
        printed = {name for name, _equals, path in (each.partition("=") for each in asked) if path in STANDARD_OUTPUT}
        for output in outputs:
            if output.path is None and output.name in printed:
                message = _("{one} and {other} would both go to standard output; give one of them a file: --format {other}=FILE")
                raise UsageError(message.format(one=written.name, other=output.name))
        return [output for output in outputs if output.path is not None]
    refuse(written.path)
    place = os.path.realpath(written.path)
    for output in outputs:
        if output.path is not None and os.path.realpath(output.path) == place and not _is_device(place):
            message = _('"{path}" is to hold both {one} and {other}; give each a file of its own')
            raise UsageError(message.format(path=shown(written.path), one=written.name, other=output.name))
    return list(outputs)


def _is_device(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path)


def spare(outputs: Sequence[Output[ContentT]], sources: Collection[str], folders: Collection[str] = ()) -> None:
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
            raise UsageError(
                _('"{path}" is one of the files that were read; nothing was written').format(path=shown(output.path))
            )


def refuse(path: str) -> None:
    """Make sure that a file can be written, and is no YAML that is there already.

    Raises:
        UsageError: it cannot, or is.
    """
    folder = os.path.dirname(path) or os.curdir
    if os.path.isdir(path):
        raise UsageError(_('"{path}" is a folder; name a file in it').format(path=shown(path)))
    if not os.path.isdir(folder):
        if os.path.exists(folder):
            message = _('"{path}" cannot be written: "{folder}" is no folder')
        else:
            message = _('"{path}" cannot be written: the folder "{folder}" does not exist')
        raise UsageError(message.format(path=shown(path), folder=shown(folder)))
    if path.lower().endswith(_YAML) and os.path.exists(path):
        raise UsageError(
            _('"{path}" is there already, and YAML, as designs and rulebooks are; nothing was written').format(path=shown(path))
        )
