"""The findings of a report in their order, kept where memory does not grow with their number: in a file that has no name.

Each is written down once, as the JSON of its fields, and made anew whenever somebody goes through the findings. A few stay in
memory, as bytes; from ``MOST_IN_MEMORY`` on they are in a temporary file, in the folder that TMPDIR names.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple, overload

from orgrules.errors import UsageError
from orgrules.findings import Cite, Finding, Location, Related, Severity, SubjectName, Waived
from orgrules.locale import _
from orgrules.plain import text_of
from orgrules.text import reason_of

#: How many bytes of findings are kept in memory.
MOST_IN_MEMORY = 8 * 1024 * 1024
#: How many bytes are written at a time.
_PIECE = 1024 * 1024
_SEVERITIES = {int(severity): severity for severity in Severity}


class Row(NamedTuple):
    """A finding as it goes from one process to another: what it is sorted and counted by, and all of it as JSON."""

    path: str
    line: int
    column: int
    sheet: str
    rule: str
    severity: int
    waived: bool
    by_wording: bool
    text: str


def row_of(finding: Finding) -> Row:
    """A finding as plain data."""
    return Row(
        *finding.location,
        finding.rule,
        int(finding.severity),
        finding.waived is not None,
        finding.by_wording,
        text_of(finding),
    )


def finding_of(text: str) -> Finding:
    """The finding of a row's text. It is read as ``value_of`` would, at half its cost: every finding of a report is read so."""
    rule, severity, message, at, subject, related, expected, actual, cites, fix, fingerprint, *rest = json.loads(text)
    waived, subject_at, repeated, by_wording = rest
    return Finding(
        rule,
        _SEVERITIES[severity],
        message,
        Location(*at),
        SubjectName(*subject),
        tuple([Related(Location(*place), note) for place, note in related]),
        expected,
        actual,
        tuple([Cite(*cite) for cite in cites]),
        fix,
        fingerprint,
        None if waived is None else Waived(*waived),
        None if subject_at is None else Location(*subject_at),
        tuple(repeated),
        by_wording,
    )


class Findings(Sequence[Finding]):
    """Findings sorted by place and rule; it takes no more. Equal to any sequence of the same findings.

    ``numbers`` counts them by severity, whether they are waived, and whether they rest on wording; ``by_rule`` by rule.
    """

    def __init__(self, spool: Spool, order: Sequence[int]) -> None:
        self._spool = spool
        self._order = order
        self.numbers = spool.numbers
        self.by_rule = spool.by_rule

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._spool.read, self._order)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(index, slice):
            return tuple(map(self._spool.read, self._order[index]))
        return self._spool.read(self._order[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((len(self), *self[:1]))

    def __repr__(self) -> str:
        return f"<{len(self)} findings>"


class Spool:
    """Where rows are put as they come, whichever design is done first, and read in any order."""

    def __init__(self) -> None:
        self.numbers: Counter[tuple[Severity, bool, bool]] = Counter()
        self.by_rule: Counter[str] = Counter()
        self._names: dict[str, int] = {}
        # of each row: the numbers of its path, sheet and rule, its line and column, the number of its design
        self._keys = tuple(array("q") for _key in range(6))
        self._ends = array("q", [0])
        self._waiting = bytearray()  # what is not in the file yet
        self._file: BinaryIO | None = None

    def __del__(self) -> None:
        """Give the disk back: the file is for nobody else."""
        if self._file is not None:
            self._file.close()

    def add(self, rows: Iterable[Row], design: int) -> None:
        """Put the findings of a design, by its number among the designs."""
        paths, sheets, rules, lines, columns, designs = self._keys
        number = self._number
        end = self._ends[-1]
        numbers: Counter[tuple[int, bool, bool]] = Counter()
        for row in rows:
            content = row.text.encode("utf-8", "surrogatepass")
            self._write(content)
            end += len(content)
            self._ends.append(end)
            paths.append(number(row.path))
            sheets.append(number(row.sheet))
            rules.append(number(row.rule))
            lines.append(row.line)
            columns.append(row.column)
            designs.append(design)
            numbers[row.severity, row.waived, row.by_wording] += 1
            self.by_rule[row.rule] += 1
        for (severity, waived, by_wording), number_of in numbers.items():
            self.numbers[Severity(severity), bool(waived), bool(by_wording)] += number_of

    def sorted(self) -> Findings:
        """All that was put, by place and rule, and where these are one, in the order of the designs."""
        names = list(self._names)
        rank = [0] * len(names)
        for place, index in enumerate(sorted(range(len(names)), key=names.__getitem__)):
            rank[index] = place
        if self._file is not None:
            self._put_down()
        paths, sheets, rules, lines, columns, designs = self._keys

        def key(index: int) -> tuple[int, ...]:
            place = rank[paths[index]], lines[index], columns[index], rank[sheets[index]], rank[rules[index]]
            return (*place, designs[index])

        return Findings(self, array("q", sorted(range(len(paths)), key=key)))

    def read(self, index: int) -> Finding:
        """The finding that was put as the one of this number."""
        start, end = self._ends[index], self._ends[index + 1]
        if self._file is None:
            content = bytes(self._waiting[start:end])
        else:
            self._file.seek(start)
            content = self._file.read(end - start)
        return finding_of(content.decode("utf-8", "surrogatepass"))

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def _write(self, content: bytes) -> None:
        self._waiting += content
        if len(self._waiting) > (MOST_IN_MEMORY if self._file is None else _PIECE):
            self._put_down()

    def _put_down(self) -> None:
        try:
            if self._file is None:
                import tempfile  # imported where used: most reports are small

                # without a buffer: findings are read in another order than they come, and each once
                self._file = tempfile.TemporaryFile(prefix="orgrules-", buffering=0)  # noqa: SIM115 - it lives as long as the findings
            left = memoryview(bytes(self._waiting))
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            message = _("the findings do not fit into a temporary file ({reason}); TMPDIR names a folder with more room")
            raise UsageError(message.format(reason=reason_of(error))) from None
        self._waiting.clear()


def findings_of(findings: Iterable[Finding]) -> Findings:
    """Findings that are made already, sorted."""
    made = Spool()
    made.add(map(row_of, findings), 0)
    return made.sorted()
