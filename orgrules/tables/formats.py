"""The formats of tables: how each is recognized, and the module that reads it, imported when a file of it is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from orgrules.tables.asked import Asked

if TYPE_CHECKING:
    from orgrules.tables.sheet import Sheet

#: What the module of a format reads bytes with: ``read(content, path, asked)``.
Reader = Callable[[bytes, str, Asked], "Sequence[Sheet]"]


class Format(NamedTuple):
    """One format: its module, the suffixes of its files, and what the first bytes are like where they tell.

    ``starts`` are the first bytes of files that are of the format whatever they are called: an .xlsx named .xls, and a table
    of HTML in an .xls.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    starts: Callable[[bytes], bool] | None = None


def _workbook(start: bytes) -> bool:
    if start[:1] not in (b"P", b"\xd0", b"\x09", b"<", b"\xef"):  # no module is imported for what is plainly something else
        return False
    from orgrules.tables.workbook import is_workbook

    return is_workbook(start)


def _html(start: bytes) -> bool:
    if b"<" not in start and not start[:5].lower().startswith(b"mime-"):
        return False
    from orgrules.tables.html_table import is_html

    return is_html(start)


def _drawio(start: bytes) -> bool:
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"#"):
        return False
    from orgrules.tables.drawio import recognizes

    return recognizes(start)


#: The first whose first bytes or suffix fit is taken, the bytes before the suffix.
FORMATS = (
    Format("workbook", "orgrules.tables.workbook", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods"), _workbook),
    Format("drawio", "orgrules.tables.drawio", (), _drawio),
    Format("html", "orgrules.tables.html_table", (), _html),
    Format("ldif", "orgrules.tables.ldif", (".ldif", ".ldi")),
    Format("json-lines", "orgrules.tables.json_lines", (".jsonl", ".ndjson")),
    Format("csv", "orgrules.tables.csv", (".csv", ".tsv", ".tab", ".psv")),
)

#: How many bytes tell what a file holds.
_HEAD = 8192
#: What files of tables are called.
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)


def is_table(path: str) -> bool:
    """Whether a file is one of tables by its name."""
    return path.lower().endswith(SUFFIXES)


def looks_like_table(path: str, content: bytes) -> bool:
    """Whether what is no table by its name, such as standard input or a .txt, is one by what it holds."""
    if path.lower().endswith((".yaml", ".yml", ".json")) or b"positions" in content[:_HEAD] or b"include" in content[:_HEAD]:
        return False
    start = content[:_HEAD]
    if start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"{", b"[", b""):
        return False
    if any(each.starts is not None and each.starts(start) for each in FORMATS):
        return True
    from orgrules.tables.csv import has_header

    return has_header(start, path)


def format_of(path: str, content: bytes) -> Format:
    """The format of a file that is one of tables by its name."""
    start = content[:_HEAD]
    by_content = next((each for each in FORMATS if each.starts is not None and each.starts(start)), None)
    if by_content is not None:
        return by_content
    suffix = os.path.splitext(path)[1].lower()
    named = next((each for each in FORMATS if suffix in each.suffixes), FORMATS[-1])
    # a text that calls itself a workbook is what old systems export: columns with tabs between them
    return FORMATS[-1] if named.starts is not None and b"\0" not in start else named


def reader_of(found: Format) -> Reader:
    """What reads a format."""
    read: Reader = import_module(found.module).read
    return read
