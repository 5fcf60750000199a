"""draw.io's CSV: comments and settings before the header tell how rows become a diagram, and with it who reports to whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from orgrules.errors import Problem, SourceError
from orgrules.files.decoding import decode
from orgrules.locale import _
from orgrules.tables import csv, names
from orgrules.tables.asked import Asked
from orgrules.tables.meanings import name_form
from orgrules.tables.sheet import Cell, Sheet
from orgrules.text import shown

KIND = "drawio"

#: Settings of draw.io's import; some file of it has one of these at least.
_SETTINGS = (
    "label|labelname|labels|style|stylename|styles|connect|layout|identity|parent|parentstyle|namespace|width|height|ignore|link"
    "|left|top|padding|nodespacing|levelspacing|edgespacing|unknownstyle|vars"
)
_SETTING = re.compile(rf"#[ \t]*(?P<name>{_SETTINGS})[ \t]*:(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_LINE = re.compile(r"\r\n|\r|\n")
_LINES = re.compile(rb"(?P<line>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


class _Connection(NamedTuple):
    """One setting ``connect``: the values under ``column`` name rows by what they have under ``to``."""

    line: int
    column: str
    to: str
    inverted: bool  # the line is drawn from the row that is named: that is the one above


def recognizes(start: bytes) -> bool:
    """Whether a file begins with comments, one of them a setting of draw.io's import."""
    text = start[:8192].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    for line in _LINE.split(text):
        if line.strip() and not line.startswith("#"):
            return False
        if _SETTING.match(line):
            return True
    return False


def read(content: bytes, path: str, asked: Asked = Asked()) -> list[Sheet]:  # noqa: B008 - frozen
    """The table below the settings; what is connected is split at commas, as draw.io does.

    Raises:
        SourceError: as for CSV; or there are settings and no table.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content, asked = decode(content, path).encode("utf-8", "replace"), asked._replace(encoding="utf-8")
    settings, below, offset = _above(content.removeprefix(b"\xef\xbb\xbf"), asked.encoding)
    unreadable: list[Problem] = []
    connections = list(_connections(settings, path, unreadable))
    # blank lines in the place of the settings: rows keep the lines that they stand in
    body = b"\n" * below + content.removeprefix(b"\xef\xbb\xbf")[offset:]
    sheet = csv.read(body, path, asked)[0]
    first = next((index for index, row in enumerate(sheet.rows) if any(cell and cell.strip() for cell in row)), None)
    if first is None:
        raise SourceError(Problem(path, max(below, 1), 1, _("there are settings of draw.io here, and no table below them")))
    header = tuple((cell or "").strip() for cell in sheet.rows[first])
    rows: list[list[Cell]] = [list(row) for row in sheet.rows[first + 1 :]]
    for connection in connections:
        _split(rows, header, connection)

    def place(row: int, column: int) -> tuple[int, int]:
        return sheet.place(row + first + 1, column)

    return [
        replace(
            sheet,
            kind=KIND,
            rows=rows,
            lines=sheet.lines[first + 1 :],
            place=place,
            names=header,
            means=_means(header, connections),
            unreadable=(*unreadable, *sheet.unreadable),
        )
    ]


def _above(content: bytes, encoding: str | None) -> tuple[list[tuple[int, str]], int, int]:
    """The settings above the table with their lines, joined where a backslash says so; the lines and bytes that they take."""
    settings: list[tuple[int, str]] = []
    goes_on = False
    number = offset = 0
    for found in _LINES.finditer(content):
        line = found["line"]
        if line.strip() and not line.startswith(b"#"):
            break
        number, offset = number + 1, found.end()
        text = _text(line, encoding).rstrip()
        if goes_on:
            at, before = settings[-1]
            settings[-1] = (at, before + text.removesuffix("\\").removeprefix("#"))
        elif text.startswith("#") and not text.startswith("##"):
            settings.append((number, text.removesuffix("\\")))
        else:
            continue
        goes_on = text.endswith("\\")
    return settings, number, offset


def _text(line: bytes, encoding: str | None) -> str:
    for name in (encoding or "utf-8", "gb18030"):
        try:
            return line.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return line.decode("latin-1")


def _connections(settings: Sequence[tuple[int, str]], path: str, unreadable: list[Problem]) -> Iterator[_Connection]:
    for line, setting in settings:
        found = _SETTING.match(setting)
        if found is None or found["name"].lower() != "connect":
            continue
        try:
            value: Any = json.loads(found["value"])
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict) or not isinstance(value.get("from"), str) or not isinstance(value.get("to"), str):
            message = _('"connect" needs JSON with "from" and "to", the names of two columns; found {text}')
            unreadable.append(Problem(path, line, 1, message.format(text=shown(found["value"].strip()))))
            continue
        yield _Connection(line, value["from"], value["to"], value.get("invert") is True)


def _index(header: Sequence[str], name: str) -> int | None:
    return next((index for index, each in enumerate(header) if each == name), None)


def _split(rows: Sequence[list[Cell]], header: Sequence[str], connection: _Connection) -> None:
    """Put the several values of connected cells on lines of their own; one that is the name of a row as it stands is one."""
    column, to = _index(header, connection.column), _index(header, connection.to)
    if column is None:
        return
    known = {row[to] for row in rows if to is not None and to < len(row)}
    for row in rows:
        if column < len(row) and (cell := row[column]) and "," in cell and cell not in known:
            row[column] = "\n".join(part for each in cell.split(",") if (part := each.strip())) or None


def _means(header: Sequence[str], connections: Sequence[_Connection]) -> dict[str, str]:
    """The column of the manager, if a connection tells it: by its name, else because lines are drawn from those it names."""
    present = [each for each in connections if _index(header, each.column) is not None]
    if any(name_form(name) in _MANAGERS for name in header):
        return {}  # the names tell it
    above = next((each for each in present if each.inverted), None)
    return {above.column: "reports_to"} if above else {}


_MANAGERS = frozenset(names.POSITION_NAMES["reports_to"].replace("|", " ").split())
