"""What every drawing says of a box: its lines of text and its findings, cut to the size of the box."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orgrules.chart import Box, Chart
from orgrules.findings import Finding, Report, Severity
from orgrules.locale import _
from orgrules.output.charts._words import say
from orgrules.text import columns as width  # a line here has so many columns
from orgrules.text import is_wide, sanitize


class Placed(NamedTuple):
    """A finding on the charts of a report: ``chart`` is an index (None: it is on none of them), and so are the boxes in it."""

    finding: Finding
    chart: int | None
    boxes: tuple[int, ...]
    unit: str


class Mark(NamedTuple):
    """The findings on a box that stand: the worst severity, and how many there are of each, worst first.

    ``fixed``: they stand no more in the design that this one is compared with.
    """

    worst: Severity
    numbers: tuple[tuple[Severity, int], ...]
    fixed: bool = False

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(number for _, number in self.numbers)


class Tag(NamedTuple):
    """What became of a position since another version of its design: the ``kind`` tells a program, the text a reader."""

    kind: str
    text: str


def place_findings(report: Report) -> list[Placed]:
    """Each finding of a report with its place on the charts. Designs that share an included file have its findings one each."""
    return place_on(report.charts, report.findings)


def place_on(charts: Sequence[Chart], findings: Iterable[Finding]) -> list[Placed]:
    """Each finding with its place on some charts."""
    passed: Counter[tuple[str, str]] = Counter()
    placed = []
    for finding in findings:
        key = (finding.fingerprint, str(finding.location))
        found = [index for index, chart in enumerate(charts) if key in chart.targets]
        if not found:
            placed.append(Placed(finding, None, (), ""))
            continue
        chart = found[min(passed[key], len(found) - 1)]
        passed[key] += 1
        target = charts[chart].targets[key]
        unit = "" if target.unit is None else sanitize(charts[chart].units[target.unit])
        placed.append(Placed(finding, chart, target.boxes, unit))
    return placed


def the_chart(report: Report) -> tuple[Chart, list[Mark | None]]:
    """The chart of a report on one design, and the mark of each of its boxes."""
    [chart] = report.charts
    return chart, marks(place_findings(report), 0, len(chart.boxes))


def marks(placed: Sequence[Placed], chart: int, boxes: int) -> list[Mark | None]:
    """The mark of every box of a chart; waived findings mark none."""
    numbers: list[Counter[Severity]] = [Counter() for _ in range(boxes)]
    for each in placed:
        if each.chart == chart and each.finding.waived is None:
            for box in each.boxes:
                numbers[box][each.finding.severity] += 1
    return [Mark(max(found), tuple(sorted(found.items(), reverse=True))) if found else None for found in numbers]


def mark_text(mark: Mark) -> str:
    """A mark in words: 2 errors, 1 note."""
    told = say("list").join(say(f"{severity.word}s", number) for severity, number in mark.numbers)
    return _("fixed since: {findings}").format(findings=told) if mark.fixed else told


def title_text(box: Box) -> str:
    """A box's title, with the number of people where it is for several."""
    return sanitize(box.title) + (f" ×{box.headcount}" if box.headcount != 1 else "")


def detail_texts(box: Box, chart: Chart) -> list[str]:
    """What stands below the title: the unit and the holder, where the design has them."""
    unit = [sanitize(chart.units[box.unit])] if box.unit is not None else []
    holder = [say("vacant")] if box.vacant else [sanitize(box.holder)] if box.holder else []
    return [*unit, *holder]


def box_text(box: Box, chart: Chart, mark: Mark | None, tag: Tag | None = None) -> str:
    """Everything about a box on one line, for those who do not see it."""
    parts = [title_text(box), *detail_texts(box, chart)]
    if box.standing != "known":
        parts.append(say(box.standing))
    if tag is not None:
        parts.append(tag.text)
    if mark is not None:
        parts.append(mark_text(mark))
    return say("list").join(parts)


def wrapped(text: str, columns: int, lines: int) -> list[str]:
    """``text`` in at most so many lines of so many columns (Chinese characters take two); what is cut out is in its middle.

    Siblings are often told apart by the ends of their titles: ``Customer Representative (Wuhan)``.
    """
    found = [""]
    for word in _words(text):
        if found[-1].strip() and width((found[-1] + word).strip()) > columns:
            found.append("")
        found[-1] += word
        while width(found[-1].strip()) > columns:
            spaces = len(found[-1]) - len(found[-1].lstrip())
            head, tail = _cut(found[-1][spaces:], columns)
            found[-1:] = [found[-1][:spaces] + head, tail]
    if len(found) > lines:
        found[lines - 1 :] = [_without_middle("".join(found[lines - 1 :]).strip(), columns)]
    return [line.strip() for line in found]


def _without_middle(text: str, columns: int) -> str:
    """A text that is too wide, with an ellipsis in the place of its middle; twice as much is kept of its end."""
    head, _ = _cut(text, (columns - 1) // 3)
    room = columns - 1 - width(head)
    start = len(text)
    while start and width(text[start - 1 :]) <= room:
        start -= 1
    while start < len(text) and unicodedata.combining(text[start]):
        start += 1  # it stands on a letter that is cut out
    return f"{head.rstrip()}…{text[start:].lstrip()}"


def _words(text: str) -> list[str]:
    """Pieces that a line may end after: words with the space before them, single wide characters."""
    pieces = [""]
    for character in text:
        if character == " " or is_wide(character) or (pieces[-1] and is_wide(pieces[-1][-1])):
            pieces.append("")
        pieces[-1] += character
    return [piece for piece in pieces if piece]


def _cut(text: str, columns: int) -> tuple[str, str]:
    taken = 0
    for index, character in enumerate(text):
        taken += width(character)
        if taken > columns:
            return text[:index], text[index:]
    return text, ""
