"""What a table of whom nobody knows may cost."""

from __future__ import annotations

from typing import NoReturn

from orgrules.errors import Problem, SourceError
from orgrules.locale import _
from orgrules.tables.asked import Limits


def refuse(path: str, message: str) -> NoReturn:
    """Say why a whole file is not read."""
    raise SourceError(Problem(path, 0, 0, message))


class Budget:
    """Counts what is read of one file against its limits; ``spent`` are the rows and cells so far.

    Raises:
        SourceError: from ``spend`` and ``check_size`` where more is read.
    """

    def __init__(self, path: str, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self.spent = (0, 0)

    def check_size(self, size: int) -> None:
        """Refuse a file of more bytes than are read."""
        if size > self._limits.bytes:
            message = _("the file has {size:,} bytes; at most {most:,} are read of a table")
            refuse(self._path, message.format(size=size, most=self._limits.bytes))

    def spend(self, rows: int, cells: int) -> None:
        """Count rows and cells that are about to be read."""
        rows, cells = self.spent = (self.spent[0] + rows, self.spent[1] + cells)
        if rows > self._limits.rows:
            message = _("more than {most:,} rows, the most that are read of a table").format(most=self._limits.rows)
            refuse(self._path, message)
        if cells > self._limits.cells:
            message = _("more than {most:,} cells, the most that are read of a table").format(most=self._limits.cells)
            refuse(self._path, message)
