"""Cells by the names that spreadsheets give them: C14 is the third column of row 14."""

from __future__ import annotations

from functools import cache

#: The rows and columns of the largest sheet that Excel writes.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


def ref(line: int, column: int) -> str:
    """The name of a cell, by its row and column from 1: ``ref(14, 3)`` is C14."""
    return f"{letters(column)}{line}"


def area(first: tuple[int, int], last: tuple[int, int]) -> str:
    """The name of a range of cells by its corners, each row and column from 1: A2:B5, or A2 where it is one cell."""
    return ref(*first) if first == last else f"{ref(*first)}:{ref(*last)}"


@cache
def letters(column: int) -> str:
    """The letters of a column from 1: 3 is C, 27 is AA."""
    name = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_of(name: str) -> int:
    """The number from 1 of a column by its letters: C is 3; ``MOST_COLUMNS`` + 1 for those that no sheet has, 0 for none."""
    number = 0
    for letter in name[:4].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return min(number, MOST_COLUMNS + 1)


def place(name: str) -> tuple[int, int]:
    """Row and column from 1 of a cell by its name, with or without "$"; 0 for what the name does not tell."""
    name = name.replace("$", "")
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    line = int(digits[:8]) if digits.isascii() and digits.isdigit() else 0
    return line, column_of(name[: len(name) - len(digits)])
