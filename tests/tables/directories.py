"""What the tests of formats of records and directories share: sheets as plain values, and bytes that are broken at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from orgrules.errors import OrgrulesError
from orgrules.files.source import parse_all
from orgrules.tables.directories import directory_of
from orgrules.tables.sheet import Sheet
from tests.helpers import SHARED

#: What is put into a text to break it.
_BITS = (
    *(b"{", b"}", b"[", b"]", b'"', b"\n", b",", b";", b":", b"null", b"\\u0000", b"\\ud800", b"- ", b"---\n", b"#", b"\xff"),
    *(b"\xe4\xb8", b"&a ", b"*a", b"::", b":< ", b" ", b"\r", b"\t", b"\0", b"dn:", b"1e999", b"true", b"{}", b"[]", b'""'),
    *(b"<", b">", b"</", b"&#x110000;", b"&amp;", b'="', b"rowspan='65535'", b"99999999999999999999", b"-1", b"\xef\xbb\xbf"),
    *(b"\xff\xfe", b"#REF!", b"include: ['*']\n", b"positions:\n", b"/", b"0", "\u202e，、".encode(), b"A1:XFD1048576"),
)


def sheets_of(text: str | bytes, *, is_json: bool = True) -> list[Sheet]:
    """The sheets of a file of JSON or YAML, by the format that it is recognized as."""
    documents = parse_all(text.encode() if isinstance(text, str) else text, "dump")
    found = directory_of(documents, is_json=is_json)
    assert found is not None, "the format is not recognized"
    return found.read(documents)


def format_name(text: str, *, is_json: bool = True) -> str | None:
    """The format that a text is recognized as."""
    found = directory_of(parse_all(text.encode(), "dump"), is_json=is_json)
    return found.name if found else None


def records(sheet: Sheet) -> list[dict[str, str]]:
    """The rows by the names of their columns, without what is empty."""
    assert sheet.names is not None
    return [{name: cell for name, cell in zip(sheet.names, row, strict=False) if cell} for row in sheet.rows]


def column(sheet: Sheet, name: str) -> list[str | None]:
    """The cells of one column."""
    assert sheet.names is not None
    index = sheet.names.index(name)
    return [row[index] if index < len(row) else None for row in sheet.rows]


def place(sheet: Sheet, row: int, name: str) -> tuple[int, int]:
    """Where a cell stands."""
    assert sheet.names is not None
    return sheet.place(row, sheet.names.index(name))


def unreadable(sheets: Sequence[Sheet]) -> list[str]:
    """What could not be read, as a user sees it."""
    return [str(problem) for sheet in sheets for problem in sheet.unreadable]


def notes(sheets: Sequence[Sheet]) -> list[str]:
    """What was decided and left out, as a user sees it."""
    return [str(problem) for sheet in sheets for problem in sheet.notes]


def real(name: str) -> bytes:
    """A real file that lies beside the project; the test is skipped where it does not."""
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    return path.read_bytes()


def survives(read: Callable[[bytes], Sequence[Sheet]], content: bytes, *, times: int = 400) -> None:
    """Bytes broken at random are read or refused with words, and every cell of what is read has a place."""
    dice = random.Random(content)  # the same ones every time
    for _number in range(times):
        broken = changed(content, dice)
        try:
            found = read(broken)
        except OrgrulesError:
            continue
        for sheet in found:
            assert len(sheet.rows) == len(sheet.lines)
            for index, row in enumerate(sheet.rows):
                cells: Sequence[Any] = row
                assert all(cell is None or isinstance(cell, str) for cell in cells), broken
                assert all(min(sheet.place(index, number)) >= 1 for number in range(len(row) + 1)), broken
            assert all(map(str, (*sheet.unreadable, *sheet.notes)))


def changed(content: bytes, dice: random.Random) -> bytes:
    """Bytes of which some are changed."""
    found = bytearray(content)
    for _number in range(dice.choice((1, 1, 2, 3, 6, 12))):
        start = dice.randrange(len(found) or 1)
        end = start + dice.choice((1, 2, 5, 20, 100))
        match dice.randrange(7):
            case 0:
                found[start : start + 1] = bytes([dice.randrange(256)])
            case 1:
                del found[start:end]
            case 2:
                found[start:start] = found[start:end] * dice.choice((1, 1, 3))
            case 3:
                found[start:start] = dice.choice(_BITS)
            case 4:
                other = dice.randrange(len(found) or 1)
                found[start:end] = found[other : other + dice.choice((1, 5, 30))]
            case 5:
                found[start : start + 1] = dice.choice(_BITS)
            case _ if dice.random() < 0.2:
                del found[start:]
    return bytes(found)
