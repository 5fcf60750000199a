"""Libraries of shipped rulebooks kept as snapshots where Python keeps bytecode: in ``__pycache__``.

A snapshot is used only where it was made of the very files that are there now, by this program. Where the folder cannot be
written, or Python is told to write no bytecode, the rulebooks are loaded anew each time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path

from orgrules import __version__
from orgrules.errors import SourceError
from orgrules.files.source import paused_collector
from orgrules.rulebook.model import Library
from orgrules.rulebook.shipped import BASIC_RULEBOOK, DEFAULT_RULEBOOK, shipped_folder, shipped_rulebooks
from orgrules.rulebook.snapshot import restore, snapshot

#: What a rulebook is made of.
_SUFFIXES = (".yaml", ".yml", ".tsv")
#: The parts of the program that bear on what a loaded library is.
_PARTS = ("rulebook", "facts", "organization", "design", "locale")


def quick_library(rulebooks: Sequence[str] = ()) -> Library:
    """As ``load_library``, in a tenth of the time where the rulebooks are shipped ones that were loaded before.

    The sources of its rules know their paths and nothing of what stands in them.

    Raises:
        RulebookError, UsageError: as ``load_library``.
    """
    names = list(dict.fromkeys([BASIC_RULEBOOK, *(rulebooks or (DEFAULT_RULEBOOK,))]))
    if not set(names) <= set(shipped_rulebooks()):
        return _load(rulebooks)
    kept = _place(names)
    with paused_collector():
        digest = _digest(names)
        with suppress(OSError, ValueError, KeyError, TypeError, IndexError):  # absent, of another time, or damaged
            found, _, content = kept.read_bytes().partition(b"\n")
            if found.decode("ascii") == _key(digest, content):
                return restore(json.loads(content.decode("utf-8")))
        library = _load(rulebooks)
        if not sys.dont_write_bytecode:
            content = json.dumps(snapshot(library), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            _keep(kept, f"{_key(digest, content)}\n{content.decode('utf-8')}")
    return library


def _load(rulebooks: Sequence[str]) -> Library:
    from orgrules.rulebook.library import load_library  # with the format of the files, which a restored library does not need

    return load_library(rulebooks)


def _place(names: Sequence[str]) -> Path:
    """The file of the snapshot of these rulebooks, in the folder where Python keeps the bytecode of this module."""
    return Path(cache_from_source(__file__)).with_name(f"{'+'.join(names)}.json")


def _digest(names: Sequence[str]) -> bytes:
    """What the rulebooks hold, and which program reads them: by the hash that Python tells sources of bytecode by."""
    found = [f"{__version__} {sys.version_info[:2]}".encode()]
    package = Path(__file__).parents[1]
    for part in _PARTS:
        for path in _files(package / part, (".py", ".mo")):
            state = os.stat(path)
            found.append(f"{path} {state.st_mtime_ns} {state.st_size}".encode())
    for name in names:
        for path in _files(shipped_folder() / name, _SUFFIXES):
            content = _content(path)
            found += (f"{path} {len(content)} ".encode(), content)
    return source_hash(b"".join(found))


def _content(path: str) -> bytes:
    """A file's bytes, without what an object of a file costs: there are hundreds, in each run."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        found = []
        while part := os.read(descriptor, 1 << 20):
            found.append(part)
        return b"".join(found)
    finally:
        os.close(descriptor)


def _key(digest: bytes, content: bytes) -> str:
    """The first line of a snapshot: what it was made of and what it holds, so that a damaged one is as good as none."""
    return source_hash(digest + content).hex()


def _files(folder: str | Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    with os.scandir(folder) as found:  # a third of the time of os.walk, in each run
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(suffixes):
            yield entry.path
        elif entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, suffixes)


def _keep(path: Path, text: str) -> None:
    """Write a file whole or not at all; a folder that cannot be written is no reason to fail."""
    from orgrules.files.writing import write_whole  # imported where used: most runs find a snapshot

    with suppress(OSError, SourceError):
        path.parent.mkdir(exist_ok=True)
        write_whole(str(path), lambda stream: stream.writelines([text]))
