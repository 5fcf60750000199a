"""Checks again whenever a file changes that the last check read, until somebody interrupts it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NoReturn

import click

from orgrules.cli import say_problems
from orgrules.design.find import is_searched
from orgrules.design.load import STANDARD_INPUT
from orgrules.errors import OrgrulesError, UsageError
from orgrules.locale import _, ngettext
from orgrules.settings import Settings
from orgrules.text import reason_of

#: What designs, rulebooks and settings are written in.
_SUFFIXES = (".yaml", ".yml", ".json", ".tsv", ".toml")
#: Milliseconds between looks at the files themselves, for what no message of the system told.
_LOOK_EVERY = 1000

Stamps = dict[str, tuple[int, int] | None]


def again_and_again(
    once: Callable[[], Collection[str]],
    paths: Sequence[str],
    settled: Callable[[], Settings],
    outputs: Iterable[str],
) -> NoReturn:
    """Run ``once``, which returns the files that it read, and run it again after every change of them.

    New files in the folders and beside the files that ``paths`` and the rulebooks of the settings name count too, those of
    ``outputs`` never. ``settled`` gives the settings anew, which may name other rulebooks each time. What goes wrong after the
    first time is told, and the next change awaited.

    Raises:
        UsageError: watchfiles is not installed, standard input is to be watched, or the system cannot watch so many folders.
        KeyboardInterrupt: somebody has had enough.
    """
    try:
        import watchfiles
    except ImportError:
        raise UsageError(_("--watch needs watchfiles, which is not installed: pip install watchfiles")) from None
    if STANDARD_INPUT in paths:
        raise UsageError(_('--watch cannot watch standard input ("-"); name a file'))
    gc.enable()  # the program does without the collector, as it ends after one run; this one does not end
    ours = {os.path.realpath(path) for path in outputs}
    settings = Settings()
    sources: Collection[str] = [os.path.realpath(path) for path in paths if os.path.isfile(path)]
    first = True
    while True:
        with suppress(OrgrulesError):  # ``once`` says what is wrong with them
            settings = settled()
        sources = {*sources, *settings.sources()}
        matters = _filter(sources, ours)
        looked_in = _places(paths, settings.rulebooks, sources)
        before = _stamps(looked_in, sources, matters)
        try:
            sources = once()
        except OrgrulesError as error:
            if first:
                raise
            say_problems(error)
        first = False
        matters = _filter(sources, ours)
        folders = _places(paths, settings.rulebooks, sources)
        # what changed during the check counts too; what was not looked at before it is taken as it is
        known = {
            path: before.get(path) if os.path.dirname(path) in looked_in else stamp
            for path, stamp in _stamps(folders, sources, matters).items()
        }
        sys.stdout.flush()
        number = len(sources)
        told = ngettext(
            "Watching {number:,} file for changes; Ctrl-C ends.", "Watching {number:,} files for changes; Ctrl-C ends.", number
        )
        print(told.format(number=number), file=sys.stderr, flush=True)
        try:
            for changes in watchfiles.watch(
                *sorted(folders), watch_filter=matters, recursive=False, rust_timeout=_LOOK_EVERY, yield_on_timeout=True
            ):
                if changes or _stamps(folders, sources, matters) != known:
                    break
        except OSError as error:
            raise UsageError(_("the files cannot be watched: {reason}").format(reason=reason_of(error))) from None
        click.clear()  # on a terminal only


def _places(paths: Iterable[str], rulebooks: Iterable[str], sources: Iterable[str]) -> set[str]:
    """The folders to watch."""
    folders = (*paths, *filter(os.path.isdir, rulebooks))  # a rulebook that is none is a shipped one's name
    return {*_folders(folders), *(os.path.dirname(path) for path in sources)}


def _filter(sources: Collection[str], ours: Collection[str]) -> Callable[[object, str], bool]:
    """Which changes count: of what was read, and of what may be read the next time."""

    def matters(_change: object, path: str) -> bool:
        real = os.path.realpath(path)
        if real in ours:
            return False
        return real in sources or (path.endswith(_SUFFIXES) and not os.path.basename(path).startswith("."))

    return matters


def _folders(places: Iterable[str]) -> Iterator[str]:
    """The folders in which what ``places`` name may change: each folder named with those in it, else the one around a file."""
    for place in places:
        while any(character in place for character in "*?[") and not os.path.lexists(place):
            place = os.path.dirname(place)  # noqa: PLW2901 - a pattern begins with a folder
        folder = place or os.curdir
        if not os.path.isdir(folder):
            around = os.path.dirname(folder) or os.curdir
            if os.path.isdir(around):
                yield os.path.realpath(around)
            continue
        for inner, folders, _files in os.walk(folder):
            folders[:] = filter(is_searched, folders)
            yield os.path.realpath(inner)


def _stamps(folders: Iterable[str], sources: Iterable[str], matters: Callable[[object, str], bool]) -> Stamps:
    """When each file that counts was written last and how long it is; None where it is not there."""
    paths = set(sources)
    for folder in folders:
        with suppress(OSError):
            paths.update(path for name in os.listdir(folder) if matters(None, path := os.path.join(folder, name)))
    found: Stamps = {}
    for path in paths:
        try:
            status = os.stat(path)
        except OSError:
            found[path] = None
        else:
            found[path] = (status.st_mtime_ns, status.st_size)
    return found
