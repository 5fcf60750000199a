"""The formats of tables: how each is recognized, and the module that reads it, imported when a file of it is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from orgrules.tables.sheet import Asked, Sheet

#: What the module of a format reads bytes with: ``read(content, path, asked)``.
Reader = Callable[[bytes, str, Asked], Sequence[Sheet]]


class Format(NamedTuple):
    """One format: its module, the suffixes of its files, and what the first bytes are like where they tell.

    ``starts`` are the first bytes of files that are of the format whatever they are called: an .xlsx named .xls, and a table
    of HTML in an .xls. ``data`` tells of JSON or YAML that is read already whether it is of the format.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    starts: Callable[[bytes], bool] | None = None
    data: Callable[[Any], bool] | None = None


def _zip(start: bytes) -> bool:
    return start.startswith(b"PK\x03\x04")


def _compound(start: bytes) -> bool:
    """The container of .xls, or a bare BIFF stream of old."""
    return start.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x06\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"))


def _html(start: bytes) -> bool:
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style"))


def _drawio(start: bytes) -> bool:
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"#"):
        return False
    from orgrules.tables.drawio import recognizes

    return recognizes(start)


#: The first whose suffix or first bytes fit is taken, the bytes before the suffix.
FORMATS = (
    Format(
        "workbook", "orgrules.tables.workbook", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), lambda b: _zip(b) or _compound(b)
    ),
    Format("drawio", "orgrules.tables.drawio", (), _drawio),
    Format("html", "orgrules.tables.html_table", (), _html),
    Format("ldif", "orgrules.tables.ldif", (".ldif", ".ldi")),
    Format("json-lines", "orgrules.tables.json_lines", (".jsonl", ".ndjson")),
    Format("csv", "orgrules.tables.csv", (".csv", ".tsv", ".tab", ".psv")),
)

#: What files of tables are called.
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)


def is_table(path: str) -> bool:
    """Whether a file is one of tables by its name."""
    return path.lower().endswith(SUFFIXES)


def format_of(path: str, content: bytes) -> Format:
    """The format of a file that is one of tables by its name."""
    start = content[:2048]
    by_content = next((each for each in FORMATS if each.starts is not None and each.starts(start)), None)
    if by_content is not None:
        return by_content
    suffix = os.path.splitext(path)[1].lower()
    named = next(each for each in FORMATS if suffix in each.suffixes)
    # a text that calls itself a workbook is what old systems export: columns with tabs between them
    return FORMATS[-1] if named.starts is not None and b"\0" not in start else named


def format_of_data(data: Any) -> Format | None:
    """The format of records in JSON or YAML that is read already, or None."""
    return next((each for each in FORMATS if each.data is not None and each.data(data)), None)


def reader_of(found: Format) -> Reader:
    """What reads a format.

    Raises:
        ImportError: what it needs is not installed.
    """
    reader: Reader = import_module(found.module).read
    return reader
