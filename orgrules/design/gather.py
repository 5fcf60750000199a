"""Gathers what becomes of the files that paths name: which are designs, which are parts of others, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from orgrules.design.find import Aside, File, Files, Progress, Reading, design_in, find_files, may_include, open_file
from orgrules.design.load import STANDARD_INPUT
from orgrules.design.read import Design
from orgrules.errors import OrgrulesError, Problem, UsageError
from orgrules.locale import _, ngettext
from orgrules.text import listed, shown

#: Most files that an error names.
MOST_NAMED = 5


class Designs(NamedTuple):
    """The designs that paths name, what could not be read, and the files found that are no designs.

    ``sources`` are the resolved paths of the designs' files, included ones too; ``tables_left_out`` the tables in folders that
    nobody asked for.
    """

    designs: list[Design]
    problems: list[Problem]
    passed_over: list[str]
    sources: frozenset[str]
    tables_left_out: tuple[str, ...] = ()


def read_designs(paths: Sequence[str], reading: Reading, progress: Progress | None = None) -> Designs:
    """Read every design that the paths name, in their order, without those that another of them includes.

    Raises:
        UsageError: there is nothing to check.
    """
    found = find_files(paths, reading)
    outcome = Gathered(found)
    designs: dict[int, Design] = {}
    for turn, _may_be_parts in in_turns(found.files, outcome):
        for number in turn:
            if progress:
                progress(outcome.done, 2 * len(found.files))
            try:
                given = open_file(found.files[number], reading)
                design = given and design_in(given, reading)
            except OrgrulesError as error:
                outcome.wrong(number, error.problems)
                continue
            if isinstance(design, Design):
                designs[number] = design
                outcome.read(number, map(str, design.included))
            else:
                outcome.aside(number, design or "no design")
    gathered = outcome.result()
    return Designs(
        [designs[number] for number in sorted(designs) if number not in gathered.parts],
        [*found.problems, *gathered.problems],
        gathered.passed_over,
        gathered.sources,
        gathered.tables_left_out,
    )


class Gathering(NamedTuple):
    """What became of the files that paths name, when all are gone through.

    ``parts`` are the numbers of those that another one includes; ``sources`` the resolved paths of all that were read.
    """

    parts: frozenset[int]
    problems: list[Problem]
    passed_over: list[str]
    sources: frozenset[str]
    tables_left_out: tuple[str, ...]


class Gathered:
    """Told file by file what became of it, in any order: which are parts of others is known when those are read."""

    def __init__(self, found: Files) -> None:
        self.done = 0
        self._files = found.files
        self._any_problem = bool(found.problems)
        self._left_out = [*found.tables_left_out]
        self._aside: list[int] = []
        self._problems: dict[int, Sequence[Problem]] = {}
        self._read: set[int] = set()
        self._included: set[str] = set()

    def read(self, number: int, included: Iterable[str]) -> None:
        """A file is a design; ``included`` are resolved paths."""
        self.done += 1
        self._read.add(number)
        self._included.update(included)

    def wrong(self, number: int, problems: Sequence[Problem]) -> None:
        """A file that is meant as a design cannot be read."""
        self.done += 1
        self._problems[number] = problems

    def aside(self, number: int, what: Aside) -> None:
        """A file is none that is checked."""
        self.done += 1
        if what == "table":
            self._left_out.append(self._files[number].path)
        else:
            self._aside.append(number)

    def is_part(self, number: int) -> bool:
        """Whether a file is known to be included by another one."""
        return self._files[number].real in self._included

    def result(self) -> Gathering:
        """All that is known at the end.

        Raises:
            UsageError: nothing was read, and nothing is wrong.
        """
        files, parts = self._files, frozenset(filter(self.is_part, (*self._read, *self._problems)))
        # what is wrong in a file that a design includes is told already
        wrong = {problem.path for problems in self._problems.values() for problem in problems}
        passed_over = [
            files[number].path for number in sorted(self._aside) if not self.is_part(number) and files[number].path not in wrong
        ]
        left_out = tuple(sorted(self._left_out))
        if not (self._read or self._problems or self._any_problem):
            raise UsageError(_nothing_found(passed_over, left_out))
        own = (files[number] for number in (*self._read, *self._problems))
        sources = frozenset([*(file.real for file in own if file.path != STANDARD_INPUT), *self._included])
        problems = [problem for number in sorted(self._problems) if number not in parts for problem in self._problems[number]]
        return Gathering(parts, problems, passed_over, sources, left_out)


def in_turns(files: Sequence[File], gathered: Gathered) -> Iterator[tuple[Sequence[int], bool]]:
    """The numbers of files in two turns: of those that may include others, by their text, and then of the rest, but for parts.

    With them goes whether they may be parts of one another, which is known at the end of their turn.
    """
    if len(files) == 1:
        yield (0,), False
        return
    first = [number for number, file in enumerate(files) if may_include(file)]
    yield first, len(first) > 1
    others = set(range(len(files))).difference(first)
    yield [number for number in sorted(others) if not gathered.is_part(number)], False


def _nothing_found(passed_over: Sequence[str], tables_left_out: Sequence[str]) -> str:
    """Why there is nothing to check."""
    if tables_left_out:
        number = len(tables_left_out)
        message = ngettext(
            "nothing to check: {number:,} table found, which folders are gone through for with --tables: {paths}",
            "nothing to check: {number:,} tables found, which folders are gone through for with --tables: {paths}",
            number,
        )
        return message.format(number=number, paths=listed(map(shown, tables_left_out[:MOST_NAMED])))
    if passed_over:
        number = len(passed_over)
        message = ngettext(
            "nothing to check: {number:,} file found, and no design in it; a design has the key positions",
            "nothing to check: no design among {number:,} files found; a design has the key positions",
            number,
        )
        return message.format(number=number)
    return _("nothing to check: no file found; a design has the key positions")
