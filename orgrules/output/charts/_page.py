"""What the pages are made of: their templates, styles and scripts, and what is said of a chart in them.

Everything is inlined, and a content security policy keeps a page from loading or running anything else. What comes from
files is text everywhere: the templates escape it, and the data that the scripts read are JSON that cannot end its element.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from orgrules import __version__
from orgrules.chart import Chart
from orgrules.days import today
from orgrules.findings import Severity
from orgrules.locale import N_, _, spoken
from orgrules.output.charts._layout import Layout, lay_out
from orgrules.output.charts._marks import Mark, Placed, Tag, detail_texts, mark_text, title_text
from orgrules.output.charts._words import plural_forms, say, words
from orgrules.output.charts.svg import COLORS, picture
from orgrules.text import sanitize

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).with_name("page")
#: The library that lays the chart out as it is folded and unfolded: a file of the npm package d3-hierarchy 3.1.3, as published.
LIBRARY = "d3-hierarchy.min.js"
#: A4 on its side and upright without margins and heading, in pixels, and the least scales at which boxes can be read on it.
_SIDEWAYS, _SMALLEST = (1016, 600), 0.5
_UPRIGHT, _SMALLEST_UPRIGHT = (700, 900), 0.7
#: Most levels that the printed outline indents.
_MOST_INDENTS = 12
# "</script>" and "<!--" end or change a script element whatever stands around them
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class Row(NamedTuple):
    """One line of the printed outline."""

    title: str
    depth: int
    details: str
    vacant: bool
    mark: Mark | None
    mark_words: str
    tag: Tag | None


class Paper(NamedTuple):
    """What is printed of a chart: the picture, on its side or not, or else the rows of an outline."""

    caption: str
    path: str
    svg: Any
    sideways: bool
    rows: list[Row]


#: The scripts of every page, in their order.
SCRIPTS = ("page.js", "tree.js", "routes.js", "labels.js", "panel.js", "chart.js", "bar.js")


def filled(template: str, styles: Sequence[str], scripts: Sequence[str], data: Mapping[str, Any], **values: Any) -> str:
    """A page: a template with the styles, scripts and data that it carries, and whatever else its template asks for.

    ``data`` are what the scripts know, beside the words and signs that all of them use.
    """
    style, scripts = "".join(map(_asset, styles)), [_library(), *map(_asset, (*SCRIPTS, *scripts))]
    signs = {severity: sign for severity, (_, _, sign) in COLORS.items()}
    said = words()
    known = {
        "language": spoken(),
        "forms": plural_forms(),
        **data,
        "words": {**said, **data.get("words", {})},
        "signs": {**{severity.word: sign for severity, sign in signs.items()}, **data.get("signs", {})},
    }
    return (
        _templates()
        .get_template(template)
        .render(
            html_language="zh-Hans" if spoken() == "zh" else spoken(),
            words=said,
            say=say,
            style=_markup(style),
            scripts=[_markup(script) for script in scripts],
            style_hash=_hash(style),
            script_hashes=" ".join(map(_hash, scripts)),
            data=_markup(in_script(known)),
            severities=sorted(Severity, reverse=True),
            signs=signs,
            date=_date(),
            version=__version__,
            **values,
        )
    )


@cache
def _templates() -> Environment:
    """The pages without their contents, compiled once however many are written; that takes longer than writing one."""
    import jinja2  # imported where used, as it takes as long as a small check

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_text"] = sanitize
    return environment


def chart_data(chart: Chart) -> dict[str, Any]:
    """What the scripts know of a chart; keys that say nothing are left out."""
    return {
        "name": sanitize(chart.name),
        "path": sanitize(chart.path),
        "units": [sanitize(unit) for unit in chart.units],
        "boxes": [_box(chart, index) for index in range(len(chart.boxes))],
    }


def finding_data(each: Placed) -> dict[str, Any]:
    """What the scripts know of a finding."""
    return {
        "chart": each.chart,
        "boxes": each.boxes,
        "severity": each.finding.severity.word,
        "message": sanitize(each.finding.message),
        "fix": sanitize(each.finding.fix),
        "waived": each.finding.waived is not None,
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


def paper(chart: Chart, found: Sequence[Mark | None], index: int, caption: str, tags: Sequence[Tag | None] = ()) -> Paper:
    """What is printed of a chart: the picture where it can be read on one page, on its side if it has to be; else an outline."""
    layout = lay_out(chart)
    path = sanitize(chart.path)
    if path == sanitize(chart.name):
        path = ""
    tags = tags or [None] * len(chart.boxes)
    upright = _scale(layout, _UPRIGHT) >= _SMALLEST_UPRIGHT
    if upright or _scale(layout, _SIDEWAYS) >= _SMALLEST:
        drawn = _markup(picture(chart, layout, found, f"chart-{index}", tags))
        return Paper(caption, path, drawn, not upright, [])
    return Paper(caption, path, None, False, _rows(chart, found, tags))


def _scale(layout: Layout, paper: tuple[float, float]) -> float:
    return min(paper[0] / layout.width, paper[1] / layout.height)


def _rows(chart: Chart, found: Sequence[Mark | None], tags: Sequence[Tag | None]) -> list[Row]:
    below = chart.reports()
    waiting = [(index, 0) for index in reversed(below[-1])]
    rows = []
    while waiting:
        index, depth = waiting.pop()
        box, mark = chart.boxes[index], found[index]
        details = say("list").join(detail_texts(box, chart))
        told = mark_text(mark) if mark else ""
        rows.append(Row(title_text(box), min(depth, _MOST_INDENTS), details, box.vacant, mark, told, tags[index]))
        waiting += [(report, depth + 1) for report in reversed(below[index])]
    return rows


def _date() -> str:
    """Today, or the day that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/)."""
    day = today()
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def _library() -> str:
    licence = _asset("d3-hierarchy.LICENSE").replace("*/", "* /")
    return f"/*!\n{licence}*/\n{_asset(LIBRARY)}"


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    """How a content security policy names a text that may be run (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def in_script(value: Any) -> str:
    """A value as JSON that cannot end the element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - our own files, and texts that were escaped where they were made
