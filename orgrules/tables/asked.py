"""How tables are to be read, as the user says it: what settings and designs know of tables, most of which are none."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

from typing import NamedTuple


class Limits(NamedTuple):
    """What one file of tables may cost."""

    bytes: int = 512 * 1024 * 1024
    rows: int = 5_000_000
    cells: int = 100_000_000


class Asked(NamedTuple):
    """How tables are to be read, as the user says it.

    ``columns`` are headers by what they mean (``--map title=职务``); ``encoding`` is None for what the bytes tell;
    ``leave_out_hidden`` is about the rows and sheets of workbooks that nobody sees; ``every_column`` is whether a table without
    one of the columns is an error: what settings say is about many tables.
    """

    columns: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    limits: Limits = Limits()
    leave_out_hidden: bool = False
    every_column: bool = True
