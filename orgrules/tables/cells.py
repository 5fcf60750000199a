"""Cells by the names that spreadsheets give them, read back: C14 is the third column of row 14; and areas of them."""

from __future__ import annotations

from orgrules.errors import cell_name

#: The rows and columns of the largest sheet that Excel writes.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


def area(first: tuple[int, int], last: tuple[int, int]) -> str:
    """The name of a range of cells by its corners, each row and column from 1: A2:B5, or A2 where it is one cell."""
    return cell_name(*first) if first == last else f"{cell_name(*first)}:{cell_name(*last)}"


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
