"""What goes from one process to another, and into a cache: texts, numbers and bytes; no object of ours, and no exception."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from orgrules import __version__
from orgrules.design.find import File, Given, Reading
from orgrules.findings import Severity
from orgrules.locale import Language
from orgrules.plain import plain, text_of, value_of
from orgrules.rulebook.snapshot import restore, snapshot
from orgrules.running.one import Outcome, Setup, set_up
from orgrules.settings import Override, Settings
from orgrules.spool import Row


class Program(NamedTuple):
    """Which program checks: two that are equal find the same."""

    version: str
    digest: str


@cache
def program() -> Program:
    """The program that runs here."""
    found = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(each for each in package.rglob("*") if each.suffix in (".py", ".mo")):
        found.update(path.relative_to(package).as_posix().encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return Program(__version__, found.hexdigest())


class Sent(NamedTuple):
    """A setup as it is sent: what of the settings bears on one design, and the library as JSON."""

    language: Language
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: tuple[tuple[str, Severity], ...]
    overrides: tuple[Override, ...]
    mandatory: tuple[str, ...]
    engine: str | None
    strict: bool
    reading: Reading
    today: date
    charted: bool
    counts_kept: bool
    library: str


def sent(setup: Setup) -> Sent:
    """A setup as it is sent."""
    settings = setup.settings
    return Sent(
        *(settings.language, settings.select, settings.ignore, settings.severity, settings.overrides, settings.mandatory),
        *(settings.engine, settings.strict, setup.reading, setup.today, setup.charted, setup.counts_kept),
        json.dumps(snapshot(setup.library), ensure_ascii=False, separators=(",", ":")),
    )


def setup_of(text: str) -> Setup:
    """The setup that was sent, where it arrives."""
    found = value_of(Sent, text)
    settings = Settings(
        language=found.language,
        select=found.select,
        ignore=found.ignore,
        severity=found.severity,
        overrides=found.overrides,
        mandatory=found.mandatory,
        engine=found.engine,
        strict=found.strict,
    )
    library = restore(json.loads(found.library))
    made = set_up(settings, library, found.today, charted=found.charted, counts_kept=found.counts_kept)
    return replace(made, reading=found.reading)


#: A file as it is sent, and where it goes: its number, and what ``Given`` and ``Parts`` are made of.
Task = tuple[int, tuple[Any, ...], tuple[Any, ...] | None]
#: What comes back of it: its number, its outcome as JSON but for its findings, and these, each as a row.
Answer = tuple[int, str, list[tuple[Any, ...]]]


class Parts(NamedTuple):
    """What a design includes, for where its files are not: of each pattern and folder the files, and the bytes of each file."""

    found: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()


def task_of(number: int, given: Given, parts: Parts | None = None) -> Task:
    """A file as it is sent."""
    return number, (tuple(given.file), given.contents), None if parts is None else tuple(parts)


def given_of(data: Sequence[Any]) -> Given:
    """The file that was sent."""
    file, contents = data
    return Given(File(*file), tuple(contents))


def answer_of(number: int, outcome: Outcome) -> Answer:
    """What came of a file, as it is sent back."""
    return number, head_of(outcome), [tuple(row) for row in outcome.findings]


def head_of(outcome: Outcome) -> str:
    """An outcome without its findings, as JSON."""
    chart = None if outcome.chart is None else plain(outcome.chart)
    return text_of(outcome._replace(findings=(), chart=chart))


def outcome_of(head: str, rows: Iterable[Sequence[Any]]) -> Outcome:
    """The outcome that was sent back, or kept.

    Raises:
        ValueError, TypeError: it is none.
    """
    return value_of(Outcome, head)._replace(findings=rows_of(rows))


def rows_of(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Findings that were sent."""
    return (Row(*row) for row in rows)
