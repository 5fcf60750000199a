"""One HTML page that needs nothing but itself: the charts of a report to look into, and, for a report, its findings too.

Everything is inlined, and a content security policy keeps the page from loading or running anything else. What comes from
files is text everywhere: the template escapes it, and the data that the scripts read are JSON that cannot end its element.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from orgrules import __version__
from orgrules.chart import Chart
from orgrules.errors import UsageError
from orgrules.findings import Report, RuleSummary, Severity
from orgrules.output.charts._layout import Layout, lay_out
from orgrules.output.charts._marks import Mark, Placed, detail_texts, mark_text, marks, place_findings, title_text
from orgrules.output.charts._words import say, words
from orgrules.output.charts.svg import COLORS, picture
from orgrules.text import Language, sanitize, shown

#: The last second of the year 9999, where Python's calendar ends.
_LAST_SECOND = 253_402_300_799
_FOLDER = Path(__file__).with_name("page")
#: The library that lays the chart out as it is folded and unfolded: a file of the npm package d3-hierarchy 3.1.3, as published.
LIBRARY = "d3-hierarchy.min.js"
#: A4 on its side and upright without margins and heading, in pixels, and the least scales at which boxes can be read on it.
_SIDEWAYS, _SMALLEST = (1016, 600), 0.5
_UPRIGHT, _SMALLEST_UPRIGHT = (700, 900), 0.7
#: Most levels that the printed outline indents.
_MOST_INDENTS = 12
#: Keys of designs that fixes speak of, each with the word of the page for it.
_KEYS = {"reports_to": "manager", "dotted_line_to": "dotted to", "role": "role", "unit": "unit", "holder": "holder", "id": "id"}
_KEY = re.compile(rf"(?<![\w\"“/.-])({'|'.join(_KEYS)})(: null)?(?![\w\"”/.（-])(?: (?=[一-鿿]))?", re.ASCII)
# "</script>" and "<!--" end or change a script element whatever stands around them
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class Row(NamedTuple):
    """One line of the printed outline."""

    title: str
    depth: int
    details: str
    vacant: bool
    mark: Mark | None
    mark_words: str


class Judging(NamedTuple):
    """How many rules judged something, how many could not as the design leaves open what they ask, and the others: idle ones."""

    judged: int
    open: int
    idle: int


class Group(NamedTuple):
    """How many findings of each severity, worst first, one rule or one unit has; waived ones apart."""

    key: str
    name: str
    numbers: tuple[int, ...]


def write(report: Report, stream: TextIO, language: Language) -> None:
    """Write the page of the charts alone."""
    stream.write(page(report, language, findings=False))


def page(report: Report, language: Language, *, findings: bool, notes: Sequence[str] = ()) -> str:
    """The page, with or without the list of findings and what is said of the check; ``notes`` follow its summary."""
    import jinja2  # imported where used, as it takes as long as a small check

    def say_here(name: str, *values: object) -> str:
        return say(name, language, *values)

    placed = place_findings(report)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_text"] = sanitize
    environment.filters["explained"] = lambda text: _explained(text, language)
    style, scripts = _asset("page.css"), _scripts(findings=findings)
    found = [marks(placed, index, len(chart.boxes)) for index, chart in enumerate(report.charts)]
    template = environment.get_template("page.html.jinja")
    return template.render(
        report=report,
        language=language,
        html_language="en" if language == "en" else "zh-Hans",
        words=words(language),
        say=say_here,
        style=_markup(style),
        scripts=[_markup(script) for script in scripts],
        style_hash=_hash(style),
        script_hashes=" ".join(map(_hash, scripts)),
        data=_markup(_json(_data(report, placed, language))),
        findings=findings,
        judging=_judging(report.rules),
        notes=notes,
        placed=placed,
        severities=sorted(Severity, reverse=True),
        signs={severity: sign for severity, (_, _, sign) in COLORS.items()},
        by_rule=_by_rule(report, placed),
        by_unit=_by_unit(placed),
        pictures=[
            _picture(chart, each, language, index) for index, (chart, each) in enumerate(zip(report.charts, found, strict=True))
        ],
        title=_title(report, language),
        date=_date(language),
        version=__version__,
    )


def _data(report: Report, placed: Sequence[Placed], language: Language) -> dict[str, Any]:
    """What the scripts know; keys that say nothing are left out."""
    return {
        "language": language,
        "words": words(language),
        "signs": {severity.word: sign for severity, (_, _, sign) in COLORS.items()},
        "charts": [
            {
                "name": sanitize(chart.name),
                "path": sanitize(chart.path),
                "units": [sanitize(unit) for unit in chart.units],
                "boxes": [_box(chart, index) for index in range(len(chart.boxes))],
            }
            for chart in report.charts
        ],
        "findings": [
            {
                "chart": each.chart,
                "boxes": each.boxes,
                "severity": each.finding.severity.word,
                "message": sanitize(each.finding.message),
                "fix": _explained(each.finding.fix, language),
                "waived": each.finding.waived is not None,
            }
            for each in placed
        ],
    }


def _box(chart: Chart, index: int) -> dict[str, Any]:
    box = chart.boxes[index]
    told = {
        "title": title_text(box),
        "id": sanitize(box.id or ""),
        "role": sanitize(box.role),
        "standing": "" if box.standing == "known" else box.standing,
        "unit": box.unit,
        "holder": sanitize(box.holder or ""),
        "vacant": box.vacant,
        "manager": box.manager,
        "closes": box.closes,
        "dotted": box.dotted,
        "place": sanitize(box.place),
    }
    return {key: value for key, value in told.items() if value or (value == 0 and value is not False)}


def _picture(chart: Chart, found: Sequence[Mark | None], language: Language, index: int) -> dict[str, Any]:
    """What is printed of a chart: the picture where it can be read on one page, on its side if it has to be; else an outline."""
    layout = lay_out(chart)
    names = {"name": sanitize(chart.name), "path": sanitize(chart.path)}
    upright = _scale(layout, _UPRIGHT) >= _SMALLEST_UPRIGHT
    if upright or _scale(layout, _SIDEWAYS) >= _SMALLEST:
        drawn = _markup(picture(chart, layout, found, language, f"chart-{index}"))
        return {**names, "svg": drawn, "sideways": not upright, "rows": []}
    return {**names, "svg": None, "sideways": False, "rows": _rows(chart, found, language)}


def _scale(layout: Layout, paper: tuple[float, float]) -> float:
    return min(paper[0] / layout.width, paper[1] / layout.height)


def _rows(chart: Chart, found: Sequence[Mark | None], language: Language) -> list[Row]:
    below = chart.reports()
    waiting = [(index, 0) for index in reversed(below[-1])]
    rows = []
    while waiting:
        index, depth = waiting.pop()
        box, mark = chart.boxes[index], found[index]
        details = say("list", language).join(detail_texts(box, chart, language))
        told = mark_text(mark, language) if mark else ""
        rows.append(Row(title_text(box), min(depth, _MOST_INDENTS), details, box.vacant, mark, told))
        waiting += [(report, depth + 1) for report in reversed(below[index])]
    return rows


def _explained(text: str, language: Language) -> str:
    """A text in which keys of designs, which are English, are told in Chinese too: many who read the page write no designs."""
    if language == "en":
        return sanitize(text)
    none = f"：{say('no role', language)}"
    return _KEY.sub(
        lambda key: f"{key[1]}{key[2] or ''}（{say(_KEYS[key[1]], language)}{none if key[2] else ''}）", sanitize(text)
    )


def _judging(rules: Sequence[RuleSummary]) -> Judging:
    judged = sum(rule.judged > 0 for rule in rules)
    left_open = sum(rule.judged == 0 < rule.not_judged for rule in rules)
    return Judging(judged, left_open, len(rules) - judged - left_open)


def _by_rule(report: Report, placed: Sequence[Placed]) -> list[Group]:
    names = {rule.id: rule.name for rule in report.rules}
    return _groups(
        (each.finding.rule, names.get(each.finding.rule, ""), each.finding.severity) for each in placed if _stands(each)
    )


def _by_unit(placed: Sequence[Placed]) -> list[Group]:
    return _groups((each.unit, each.unit, each.finding.severity) for each in placed if _stands(each))


def _stands(each: Placed) -> bool:
    return each.finding.waived is None


def _groups(counted: Any) -> list[Group]:
    numbers: dict[str, Counter[Severity]] = {}
    names: dict[str, str] = {}
    for key, name, severity in counted:
        numbers.setdefault(key, Counter())[severity] += 1
        names[key] = name
    worst_first = sorted(Severity, reverse=True)
    groups = [Group(key, names[key], tuple(found[severity] for severity in worst_first)) for key, found in numbers.items()]
    return sorted(groups, key=lambda group: (tuple(-number for number in group.numbers), group.key))


def _title(report: Report, language: Language) -> str:
    names = list(dict.fromkeys(sanitize(chart.name) for chart in report.charts))
    if not names:
        return say("no designs", language)
    return names[0] if len(names) == 1 else say("designs", language, len(report.charts))


def _date(language: Language) -> str:
    """Today, or the day that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/)."""
    day = _day_named(os.environ.get("SOURCE_DATE_EPOCH", "")) or datetime.date.today()
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _day_named(epoch: str) -> datetime.date | None:
    """The day of a number of seconds since 1970, or None where nothing is named.

    Raises:
        UsageError: it is no such number, or no calendar goes so far.
    """
    if not epoch:
        return None
    seconds = int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else _LAST_SECOND + 1
    if seconds > _LAST_SECOND:
        expected = f"expected whole seconds since 1970, at most {_LAST_SECOND}"
        raise UsageError(f'SOURCE_DATE_EPOCH: {expected}, found "{shown(epoch)}"')
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def _scripts(*, findings: bool) -> list[str]:
    licence = _asset("d3-hierarchy.LICENSE").replace("*/", "* /")
    library = f"/*!\n{licence}*/\n{_asset(LIBRARY)}"
    names = ["page.js", "tree.js", "routes.js", "labels.js", "panel.js", "chart.js", *(["findings.js"] if findings else [])]
    return [library, *map(_asset, names)]


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    """How a content security policy names a text that may be run (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - our own files, and texts that were escaped where they were made
