"""Tables, and parts of forms, in which a row of labels stands above what they announce: jobs a row, duties, what is required."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from orgrules.documents.model import Cell, Place
from orgrules.drafting.reading.cells import Row, filled, label_of, line_of_cell, place_of, text_of
from orgrules.drafting.reading.labels import is_ordinary, is_title_too
from orgrules.drafting.reading.lines import Form
from orgrules.drafting.reading.meanings import OF_REQUIREMENTS, Meaning

#: Fields of which a table of jobs has at least one beside the title.
_OF_JOBS: frozenset[Meaning] = OF_REQUIREMENTS | frozenset(
    (
        *("reports_to", "manages", "duties", "requirements", "purpose", "authority"),
        *("meetings", "responsibility", "unit", "promotes_to"),
    )
)
#: In how many of its rows the header of a table of jobs is looked for.
_HEADER_ROWS = 3
#: The head of a column that tells what is required from what is welcome.
_WHICH = re.compile(
    r"(?:essential|required|E)\s*(?:/|\bor\b|\(E\)\s*/?)\s*(?:desirable|preferred|D\b).*|必[备须要]\s*[/／或]\s*\S{2,4}",
    re.IGNORECASE,
)
_WELCOME = re.compile(r"^(?:d|desirable|preferred|p|期望|优先|理想|加分)$", re.IGNORECASE)
#: What marks that the text of a row belongs into a column.
_TICK = re.compile(r"^(?:[✓✔√☑■●•*xX×是有yYeEdD]|yes)$", re.IGNORECASE)


#: Columns of who does what: responsible, accountable, consulted, informed.
_RACI = re.compile(r"^(?:[RACISV]|responsible|accountable|consulted|informed)$", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:(?:sub|grand )?total|合计|总计|小计|共计)\b", re.IGNORECASE)


class Labelled(NamedTuple):
    """A cell and what announces it: the label above it or beside it, as written."""

    meaning: Meaning | None
    written: str
    cell: Cell


class Grid(NamedTuple):
    """A row of labels, and the rows below it up to ``end``."""

    head: Row
    body: Sequence[Row]
    end: int


def jobs_by_row(rows: Sequence[Row]) -> int | None:
    """The row of a table whose cells are all labels, and below which each row to the end has what they announce."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        cells = filled(row)
        meanings = [label_of(cell) for cell in cells]
        if len(cells) < 2 or sum(meaning is not None for meaning in meanings) < max(2, len(cells) - 1):
            continue
        if not set(meanings) & _OF_JOBS or _is_matrix(row):
            continue
        below = rows[index + 1 :]
        first = [cell for each in below for cell in each if cell.column == cells[0].column and text_of(cell)]
        if not below or not first:
            continue
        labels = sum(label_of(cell) is not None and not is_title_too(text_of(cell)) for cell in first)
        if labels * 2 > len(first) and not _is_choice(meanings):
            continue
        # where another row of labels follows, all of them say something of one job
        return None if any(_is_label_row(each) and not _is_same(each, row) for each in below) else index
    return None


def grid_at(rows: Sequence[Row], index: int) -> Grid | None:
    """The grid whose labels are a row of a form; None where the row is another one."""
    row = rows[index]
    cells = filled(row)
    if len(cells) < 2 or any(not text_of(cell) for cell in row[1:]) or not _is_head(cells if text_of(row[0]) else row):
        return None
    is_matrix = _is_matrix(row)
    end = index + 1
    while end < len(rows) and _is_below(rows[end], row, is_matrix=is_matrix):
        end += 1
    return Grid(row, rows[index + 1 : end], end) if end > index + 1 else None


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether all cells are labels; one that nobody knows may be the first, or stand behind the number of the row."""
    if _is_matrix(cells):
        return True
    unknown = [cell for cell in cells if label_of(cell) is None and not _RACI.match(text_of(cell))]
    if any(is_title_too(text_of(cell)) for cell in cells) or len(unknown) > 1 or (unknown and len(cells) < 3):
        return False
    return not unknown or unknown[0] is cells[0] or label_of(cells[0]) == "furniture"


def _is_below(row: Row, head: Row, *, is_matrix: bool) -> bool:
    """Whether a row belongs to the grid below a head."""
    cells = filled(row)
    widths = {cell.column: cell.columns for cell in head}
    if not cells or any(cell.column not in widths for cell in cells):
        return False
    if len(cells) == 1 and (len(row) == 1 or cells[0].columns > 1):  # over the whole width
        return is_matrix and label_of(cells[0]) in OF_REQUIREMENTS
    is_wider = any(cell.columns > widths[cell.column] for cell in cells)
    if is_matrix and is_wider and label_of(cells[0]) not in (*OF_REQUIREMENTS, None):
        return False  # the form goes on: what stands there is neither required nor welcome
    if is_matrix:
        return not _is_label_row(row) or len(cells) == 1
    is_label = label_of(cells[0]) is not None and not is_title_too(text_of(cells[0]))
    return not is_label and not _is_label_row(row)


def _is_choice(meanings: Sequence[Meaning | None]) -> bool:
    """Whether columns part what is required from what is welcome, and nothing else: each of their cells is one of both."""
    return "optional" in meanings and set(meanings) <= {"requirements", "optional"}


def _is_label_row(row: Row) -> bool:
    """Whether all cells of a row are labels."""
    cells = filled(row)
    return len(cells) > 1 and all(label_of(cell) is not None and not is_title_too(text_of(cell)) for cell in cells)


def _is_same(row: Row, other: Row) -> bool:
    return [text_of(cell) for cell in filled(row)] == [text_of(cell) for cell in filled(other)]


def _is_matrix(head: Row) -> bool:
    """Whether the first column says what a requirement is about, and others whether it is one: ``Criteria | Essential | …``."""
    meanings = [label_of(cell) for cell in head[1:]]
    which = [cell for cell in head[1:] if _WHICH.fullmatch(line_of_cell(cell))]
    if which:
        return True
    is_about = set(meanings) <= {"requirements", "optional", "beside", "furniture", None}
    is_first = label_of(head[0]) in ("group", "requirements", "skills", None)
    return is_about and is_first and "optional" in meanings and "requirements" in meanings


def is_titled(grid: Grid) -> bool:
    """Whether the rows of a grid have titles of jobs."""
    return any(label_of(cell) == "title" for cell in grid.head)


def said_in(grid: Grid, place: Place, *, forms: bool) -> Iterator[Form | Labelled]:
    """What stands in a grid, row by row, and where jobs begin in it if ``forms``.

    A row without a title goes on with the job above.
    """
    if _is_matrix(grid.head) and not is_titled(grid):
        for row in grid.body:
            yield from _in_matrix(row, grid.head)
        return
    heads = {cell.column: cell for cell in filled(grid.head)}
    meanings = _meanings(grid)
    titled = [column for column, meaning in meanings.items() if meaning == "title"]
    over: list[Cell] = []  # cells of rows above that reach down to this one: a department's name beside its jobs
    groups: dict[int, str] = {}
    for row in grid.body:
        number = min((cell.row for cell in row), default=0)
        over = [cell for cell in over if cell.row + cell.rows > number]
        is_job = any(cell.column in titled and text_of(cell) and not _TOTAL.match(text_of(cell)) for cell in row)
        cells = filled(row) + (over if is_job else [])
        if not is_job and any(cell.column in titled for cell in cells):
            yield from (Labelled("beside", "", cell) for cell in cells)
            continue
        over += [cell for cell in row if cell.rows > 1 and cell.column not in titled and text_of(cell)]
        if not cells or all(text_of(cell) == text_of(heads[cell.column]) for cell in cells if cell.column in heads):
            continue  # the header once more, as on each page
        if len(cells) == 1 and cells[0].columns >= len(heads) > 1:  # a line over the whole width
            yield Labelled("group", "", cells[0])
            continue
        if is_job:
            groups = {}
            if forms:
                yield Form(place_of(cells[0], place))
        yield from _in_row(sorted(cells, key=lambda cell: cell.column not in titled), heads, meanings, groups)


def _in_row(
    cells: Sequence[Cell], heads: Mapping[int, Cell], meanings: Mapping[int, Meaning | None], groups: dict[int, str]
) -> Iterator[Labelled]:
    """What stands in one row; ``groups`` are the headings of duties so far, by column."""
    last = max((column for column, meaning in meanings.items() if meaning == "duties"), default=0)
    has_duties = any(cell.column == last for cell in cells)
    for cell in cells:
        meaning = meanings.get(cell.column)
        if meaning == "furniture" and len(text_of(cell)) <= 4:
            continue  # numbers of rows
        written = line_of_cell(heads[cell.column]) if cell.column in heads else ""
        if meaning == "duties" and cell.column != last and has_duties:
            groups[cell.column] = line_of_cell(cell)
        elif meaning == "duties" and cell.column == last and groups:
            yield Labelled(meaning, groups[max(groups)], cell)
        else:
            # what stands under a label that nobody knows is none of the field around the table
            yield Labelled("beside" if meaning is None else meaning, written, cell)


def _meanings(grid: Grid) -> Mapping[int, Meaning | None]:
    """What the columns of a grid announce; duties may have a heading in the column before, whatever that is called."""
    meanings = {cell.column: label_of(cell) for cell in filled(grid.head)}
    if "duties" not in meanings.values() and "title" not in meanings.values() and len(meanings) > 1:
        for cell in filled(grid.head):
            if meanings[cell.column] == "responsibility" and text_of(cell).isascii():
                meanings[cell.column] = "duties"  # each row is one of them
    columns = sorted(meanings)
    for before, column in pairwise(columns):
        if meanings[column] == "duties" and meanings[before] in (None, "group"):
            meanings[before] = "duties"
    return meanings


def _in_matrix(row: Row, head: Row) -> Iterator[Labelled]:
    """What a row says of one requirement: what is required and what is welcome, in columns of their own or by a mark."""
    cells = filled(row)
    heads = {cell.column: cell for cell in head}
    first = cells[0] if cells[0].column == head[0].column else None
    about = label_of(first) if first else None
    meaning: Meaning = about if about in OF_REQUIREMENTS else "requirements"
    if first is not None and len(cells) == 1 and about is None:
        yield Labelled("beside", line_of_cell(head[0]), first)
    is_said = False
    for cell in cells if first is None else cells[1:]:
        above = heads[cell.column]
        is_which = _WHICH.fullmatch(line_of_cell(above)) is not None
        if first is not None and (is_which or (_TICK.match(text_of(cell)) and label_of(above) in ("requirements", "optional"))):
            is_welcome = bool(_WELCOME.match(text_of(cell))) if is_which else label_of(above) == "optional"
            if not is_said:
                yield Labelled("optional" if is_welcome else "requirements", line_of_cell(above), first)
            is_said = True
        elif label_of(above) == "requirements":
            yield Labelled(meaning, line_of_cell(first) if first else line_of_cell(above), cell)
        else:
            written = line_of_cell(above) if first is None or is_said else f"{line_of_cell(first)}: {line_of_cell(above)}"
            yield Labelled(label_of(above) or "beside", written, cell)


# ---------------------------------------------------------------------------------------- several jobs beside each other


def beside_each_other(rows: Sequence[Row]) -> list[list[Row]]:
    """A table as it stands, or as several where forms stand beside each other in it: each has the labels of its own."""
    starts: list[int] = []
    for row in rows:
        titles = [cell for cell, after in pairwise(row) if label_of(cell) == "title" and text_of(after)]
        if len(titles) > 1:
            starts = [cell.column for cell in titles]
            break
    bands = [*zip(starts, [*starts[1:], 10**6], strict=True)] if starts else []
    if not bands or not _is_repeated(rows, bands):
        return [list(rows)]
    parts: list[list[Row]] = [[] for _band in bands]
    for row in rows:
        for part, (begin, end) in zip(parts, bands, strict=True):
            # what stands over the whole width is said of each of them
            part.append([cell for cell in row if begin <= cell.column < end or _is_over_all(cell, row, bands)])
    return parts


def _is_over_all(cell: Cell, row: Row, bands: Sequence[tuple[int, int]]) -> bool:
    return len(row) == 1 and cell.columns > 1 and cell.column + cell.columns > bands[-1][0] and label_of(cell) is not None


def _is_repeated(rows: Sequence[Row], bands: Sequence[tuple[int, int]]) -> bool:
    """Whether no cell reaches from one form into another, and further labels stand in each of them in the same row."""
    repeated = 0
    for row in rows:
        for cell in filled(row):
            if not _is_over_all(cell, row, bands) and any(
                cell.column < begin < cell.column + cell.columns for begin, _end in bands
            ):
                return False
            if cell.column < bands[0][0]:
                return False
        meanings = [[label_of(cell) for cell in row if begin <= cell.column < end] for begin, end in bands]
        firsts = [each[0] if each else None for each in meanings]
        repeated += firsts[0] is not None and all(each == firsts[0] for each in firsts)
    return repeated > 1


# ---------------------------------------------------------------------------------------- jobs by column


def has_jobs_by_column(rows: Sequence[Row]) -> bool:
    """Whether the first column has labels, and each of several others a job."""
    whole = [row for row in rows if len(row) >= 2]
    # without headings over the whole width, and rows all of whose cells began above
    rows = [row for row in rows if row and (len(row) != 1 or label_of(row[0]) is None)]
    widths = {sum(cell.columns for cell in row) for row in whole}
    if len(whole) < 2 or len(whole) * 10 < len(rows) * 7 or len(widths) != 1 or max(map(len, whole)) < 3:
        return False
    labels = [label_of(row[0]) for row in whole]
    if None in labels or "title" not in labels[:_HEADER_ROWS]:
        return False
    titles = whole[labels.index("title")]
    if any(label_of(cell) is not None and not is_title_too(text_of(cell)) for cell in titles[1:]):
        return False
    return not any(label_of(cell) is not None and not is_ordinary(text_of(cell)) for row in whole for cell in row[1:])


def jobs_by_column(rows: Sequence[Row], place: Place) -> Iterator[Form | Labelled]:
    """What a table says that has a job a column."""
    titles = next(row for row in rows if row and label_of(row[0]) == "title")
    first = titles[0].column
    columns = sorted({cell.column for row in rows for cell in row if cell.column != first})
    for column in columns:
        yield Form(place)
        for row in sorted(rows, key=lambda row: row is not titles):
            head = next((cell for cell in row if cell.column == first), None)
            for cell in row:
                is_here = cell.column <= column < cell.column + cell.columns
                if cell is not head and is_here and text_of(cell):
                    yield Labelled(label_of(head) if head else None, line_of_cell(head) if head else "", cell)
