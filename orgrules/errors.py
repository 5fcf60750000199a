"""The error family: everything that stops a check is one of these, and each says where and how to mend it."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong in one input, at one place.

    ``path`` is the file as the user named it ("" where no file is at fault); ``line`` and ``column`` count from 1, 0
    where the whole file is meant. In a workbook ``sheet`` names the sheet, and line and column are those of the cell.
    """

    path: str
    line: int
    column: int
    message: str
    sheet: str = ""

    def __str__(self) -> str:
        if not self.path:
            return self.message
        return f"{place_words(self.path, self.line, self.column, self.sheet)}: {self.message}"


def place_words(path: str, line: int, column: int, sheet: str = "") -> str:
    """A place as messages name it: file:line:column, file!Sheet!C14 for a cell of a workbook, file!Sheet for all of a sheet."""
    if not line:
        return f"{path}!{sheet}" if sheet else path
    return f"{path}!{sheet}!{cell_name(line, column)}" if sheet else f"{path}:{line}:{column}"


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets name it, by its row and column from 1: C14."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """A column as spreadsheets name it, from 1: 3 is C, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class OrgrulesError(Exception):
    """Something could not be checked. It carries the problems, in order; ``str`` gives one line each."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class SourceError(OrgrulesError):
    """A file cannot be read as text and YAML."""


class DesignError(OrgrulesError):
    """A file is YAML, but no design."""


class RulebookError(OrgrulesError):
    """A rulebook is invalid: not to be confused with a rule that is broken, which is a finding."""


class SettingsError(OrgrulesError):
    """A settings file or variable says what no setting can be, or names what does not exist."""


class BaselineError(OrgrulesError):
    """A baseline cannot be read, or is none of this version."""


class UsageError(OrgrulesError):
    """What the user asked for does not exist or does not fit together."""

    def __init__(self, message: str) -> None:
        super().__init__(Problem("", 0, 0, message))


class EngineError(OrgrulesError):
    """An engine could not decide, or cannot run here."""

    def __init__(self, message: str) -> None:
        super().__init__(Problem("", 0, 0, message))


class CannotEdit(OrgrulesError):  # noqa: N818 - nothing is wrong with what was asked
    """A change cannot be written into a file as it stands: why, at its place. Nothing was written."""


class EditError(OrgrulesError):
    """Files with changes written into them do not say what they were to say: a mistake of the program. Nothing was written."""

    def __init__(self, message: str) -> None:
        super().__init__(Problem("", 0, 0, message))
