"""From tables to lines: forms of labels and values, tables with a job a row or a column, and all others as they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from orgrules.documents.marks import Mark, mark_of
from orgrules.documents.model import Block, Cell, Paragraph, Place, Table
from orgrules.drafting.reading import grids
from orgrules.drafting.reading.cells import Row, filled, label_of, line_of_cell, place_of, text_of
from orgrules.drafting.reading.grids import Labelled
from orgrules.drafting.reading.labels import is_ordinary, is_title_too
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, is_aside, line_of
from orgrules.drafting.reading.meanings import Meaning
from orgrules.drafting.reading.progress import LISTS

#: What stands above the labels of a form, and above what they announce; Markdown has no table without such a row.
_HEADS_OF_LABELS = frozenset("field fields item items heading topic category element 项目 字段 条目 类别".split())  # noqa: SIM905
_HEADS_OF_VALUES = frozenset(
    "detail details description value values content contents information 内容 说明 具体内容 描述".split()  # noqa: SIM905 - a table
)
#: A label that nobody knows is at most so long.
_LONGEST_LABEL = 14


def elements_of(blocks: Iterable[Block]) -> Iterator[Element]:
    """What blocks say, line by line, tables taken apart."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _of_table(block)
        else:
            line = line_of(block)
            if line is not None:
                yield line


def _of_table(table: Table) -> Iterator[Element]:
    for rows in grids.beside_each_other(table.rows):
        yield from _of_rows(rows, table.place)


def _of_rows(rows: Sequence[Row], place: Place, *, is_part: bool = False) -> Iterator[Element]:
    """What a table says, or a part of a form beside the label that it stands under."""
    if all(len(filled(row)) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from elements_of(cell.blocks)
        return
    header = grids.jobs_by_row(rows)
    if header is not None:
        for row in rows[:header]:
            for cell in row:
                yield from elements_of(cell.blocks)
        grid = grids.Grid(rows[header], rows[header + 1 :], len(rows))
        yield from _elements(grids.said_in(grid, place, forms=True), place)
    elif not is_part and grids.has_jobs_by_column(rows):
        yield from _elements(grids.jobs_by_column(rows, place), place)
    else:
        yield from _FormOf(rows, place, is_part=is_part).elements()


def _elements(said: Iterable[Form | Labelled], place: Place) -> Iterator[Element]:
    """Cells with what stands above them, as elements."""
    for each in said:
        if isinstance(each, Form):
            yield each
        elif each.meaning == "group" and not each.written:
            yield from elements_of(each.cell.blocks)
        else:
            yield from _under(each.meaning, each.written, _values_of(each.cell), place_of(each.cell, place))


def _values_of(cell: Cell) -> Iterator[Element]:
    """What stands in a cell that a label announces: a word that is a label elsewhere is none where it announces nothing."""
    elements = list(_lines(cell))
    for index, element in enumerate(elements):
        is_label = isinstance(element, Line) and all(not part.value for part in element.parts)
        after = elements[index + 1] if index + 1 < len(elements) else None
        if is_label and isinstance(element, Line) and (after is None or (isinstance(after, Line) and _is_label_alone(after))):
            yield element._replace(parts=())
        else:
            yield element


def _is_label_alone(line: Line) -> bool:
    return bool(line.parts) and not line.parts[-1].value


def _under(meaning: Meaning | None, written: str, elements: Iterable[Element], place: Place) -> Iterator[Element]:
    yield Enter(meaning, written, place)
    yield from elements
    yield Leave()


class _FormOf:
    """A form: each label with the cells behind it, below it in a row of labels, or below it where it has a row of its own.

    ``is_part``: it is a part of a form, which stands beside a label that takes several rows.
    """

    def __init__(self, rows: Sequence[Row], place: Place, *, is_part: bool) -> None:
        self._rows = rows
        self._place = place
        self._is_part = is_part
        self._begins = () if is_part else _begins(rows)
        known = Counter(cell.column for row in rows for cell in row if label_of(cell) is not None)
        # where labels stand, a short text with a value behind it is one that nobody knows
        self._columns = {column for column, number in known.items() if number > 1 or (column == 1 and number)}
        self._taken: set[int] = set()  # cells that stand beside a label which takes several rows

    def elements(self) -> Iterator[Element]:
        """What the form says, row by row."""
        index = 0
        while index < len(self._rows):
            if index in self._begins:
                yield Form(self._place)
            if index == 0 and _is_head(self._rows[0]):
                index = 1
                continue
            grid = grids.grid_at(self._rows, index) if not self._taken & set(map(id, self._rows[index])) else None
            if grid is not None:
                is_first = index in self._begins or not self._begins
                said = grids.said_in(grid, self._place, forms=grids.is_titled(grid) and not is_first)
                yield from _elements(said, self._place)
                index = grid.end
                continue
            if not self._is_head(self._rows[index]):
                yield from self._row(index)
            index += 1

    def _is_head(self, row: Row) -> bool:
        """Whether a row has nothing but the names of the columns: 项目 | 要求."""
        cells = filled(row)
        return len(cells) > 1 and label_of(cells[0]) == "group" and all(label_of(cell) is not None for cell in cells)

    def _row(self, index: int) -> Iterator[Element]:
        cells = [cell for cell in self._rows[index] if id(cell) not in self._taken]
        label = self._alone(cells, index)
        if label is not None:
            yield from _announcing(label)  # a row of its own: what it announces stands below
            return
        scopes = at = 0
        mark: Mark | None = None
        while at < len(cells):
            cell = cells[at]
            if id(cell) in self._taken or not text_of(cell):
                at += 1
            elif self._is_label(cells, at):
                height = self._height(cell, index)
                if height > 1 and index + 1 < len(self._rows):
                    yield from self._beside(cell, cells[at + 1 :], index, height)
                    at += 1
                    continue
                values, after = _values(cells, at + 1, self._columns)
                is_scope = self._is_over_rest(cells, at, after, values)
                scopes += is_scope
                if any(text_of(value) for value in values) or after == len(cells) or is_scope:
                    yield Enter(label_of(cell), line_of_cell(cell), place_of(cell, self._place))
                    yield from self._said_by(values)
                    if not is_scope:
                        yield Leave()
                at = after
            else:
                alone = _mark_alone(cell)
                if alone is None:
                    yield from _measured(cell, mark, self._place)
                mark = alone
                at += 1
        yield from (Leave() for _scope in range(scopes))

    def _alone(self, cells: Sequence[Cell], index: int) -> Cell | None:
        """The label that has a row of its own: it takes the whole row, or nothing that is a field stands in the next one."""
        alone = filled(cells)
        if len(alone) != 1 or label_of(alone[0]) is None or alone[0].rows > 1:
            return None
        if len(cells) == 1:
            return alone[0]
        following = filled(self._rows[index + 1]) if index + 1 < len(self._rows) else []
        is_list = len(following) == 1 and following[0].column == alone[0].column and label_of(following[0]) is None
        return alone[0] if is_list and not is_title_too(text_of(alone[0])) else None

    def _is_label(self, cells: Sequence[Cell], at: int) -> bool:
        if label_of(cells[at]) is not None:
            return True
        is_first = at == 0 and self._is_part
        return (cells[at].column in self._columns or is_first) and _may_be_label(cells[at], cells[at + 1 :])

    def _is_over_rest(self, cells: Sequence[Cell], at: int, after: int, values: Sequence[Cell]) -> bool:
        """Whether the next cell of a label is another label: it stands over the rest of the row."""
        if any(text_of(value) for value in values) or after != at + 1 or after >= len(cells):
            return False
        return label_of(cells[after]) is not None and label_of(cells[at]) not in (None, "group")

    def _said_by(self, values: Sequence[Cell]) -> Iterator[Element]:
        mark = _mark_alone(values[0]) if len(filled(values)) > 1 else None
        if mark is not None:
            yield from _lines(values[1], mark)
        for value in values[2:] if mark is not None else values:
            yield from _values_of(value)

    def _height(self, label: Cell, index: int) -> int:
        """How many rows a label takes; empty cells below it are its own, where nobody has merged them with it."""
        if label.rows > 1 or label is not self._rows[index][0] or label_of(label) not in LISTS | {"relations"}:
            return label.rows
        height = 1
        for row in self._rows[index + 1 :]:
            is_below = bool(row) and row[0].column == label.column and row[0].columns == label.columns
            if not is_below or text_of(row[0]) or not filled(row):
                break
            height += 1
        return height

    def _beside(self, label: Cell, after: Sequence[Cell], index: int, height: int) -> Iterator[Element]:
        """What stands beside a label that takes several rows, up to the next such label: a form, or a table, of its own."""
        begin = label.column + label.columns
        ends = [cell.column for cell in after if cell.rows > 1 and label_of(cell) is not None]
        end = min(ends, default=10**6)
        part: list[list[Cell]] = []
        for number, row in enumerate(self._rows[index : index + height], index):
            if number > index and number in self._begins:
                break  # another job, which its department stands beside
            part.append([cell for cell in row if begin <= cell.column < end and id(cell) not in self._taken])
            self._taken |= set(map(id, part[-1]))
        yield from _under(
            label_of(label), line_of_cell(label), _of_rows(part, self._place, is_part=True), place_of(label, self._place)
        )


def _begins(rows: Sequence[Row]) -> Container[int]:
    """The rows of a form with which a job begins."""
    titles = [index for index, row in enumerate(rows) if any(_is_title_label(cell, row) for cell in row)]
    return ({0} if len(titles) == 1 else set(titles)) if titles else ()


def _is_head(row: Row) -> bool:
    """Whether a row says no more than that labels stand to the left and what they announce to the right: ``Field | Detail``."""
    words = [line_of_cell(cell).casefold().strip(" *:：") for cell in filled(row)]
    return len(words) == 2 and words[0] in _HEADS_OF_LABELS and words[1] in _HEADS_OF_VALUES


def _is_title_label(cell: Cell, row: Row) -> bool:
    """Whether a cell is the label of the title, or says the title itself: ``岗位名称：销售经理``."""
    if label_of(cell) == "title":
        return len(filled(row)) > 1
    line = next((line_of(block) for block in cell.blocks if isinstance(block, Paragraph)), None)
    return line is not None and any(part.label.meaning == "title" and part.value for part in line.parts)


def _values(cells: Sequence[Cell], at: int, columns: Container[int]) -> tuple[list[Cell], int]:
    """The cells that hold what a label announces, and where the next label stands."""
    values: list[Cell] = []
    while at < len(cells):
        cell = cells[at]
        meaning = label_of(cell)
        if meaning is not None and (values or not (is_title_too(text_of(cell)) or _is_value_in_disguise(cell, cells[at + 1 :]))):
            break
        if meaning is None and values and cell.column in columns and _may_be_label(cell, cells[at + 1 :]):
            break
        values.append(cell)
        at += 1
        if not text_of(cell) and at < len(cells) and label_of(cells[at]) is not None:
            break
    return values, at


def _is_value_in_disguise(cell: Cell, after: Sequence[Cell]) -> bool:
    """Whether an ordinary word behind a label is its value: no value of its own follows."""
    if not is_ordinary(text_of(cell)):
        return False
    following = next((other for other in after if text_of(other)), None)
    return following is None or label_of(following) is not None


def _may_be_label(cell: Cell, after: Sequence[Cell]) -> bool:
    """Whether a cell looks like a label that nobody knows: short, no sentence, and with words behind it."""
    text = line_of_cell(cell)
    is_short = len(text) <= _LONGEST_LABEL or (text.isascii() and len(text.split()) <= 4 and len(text) <= 40)
    if not is_short or text.endswith(("。", "；", ";", ".", "，", ",")) or not any(character.isalpha() for character in text):
        return False
    if any(isinstance(element, Line) and any(part.value for part in element.parts) for element in _lines(cell)):
        return False
    return any(any(character.isalnum() for character in text_of(other)) for other in after)


def _mark_alone(cell: Cell) -> Mark | None:
    """The mark that stands in a cell of its own, before the item in the next one."""
    mark, rest = mark_of(f"{line_of_cell(cell)} x")
    return mark if rest == "x" and mark.shape else None


def _announcing(cell: Cell) -> Iterator[Element]:
    """The lines of a label that has a row of its own, which is as much as a heading."""
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from elements_of([block._replace(is_bold=True)])
        else:
            yield from elements_of([block])


def _measured(cell: Cell, mark: Mark | None, place: Place) -> Iterator[Element]:
    """The lines of a cell that no label stands beside; a share or a number alone is no statement of what stands there."""
    if any(character.isalpha() for character in text_of(cell)):
        yield from _lines(cell, mark)
    else:
        yield from _under("beside", "", _lines(cell, mark), place_of(cell, place))


def _lines(cell: Cell, mark: Mark | None = None) -> Iterator[Element]:
    for element in elements_of(cell.blocks):
        if isinstance(element, Line) and is_aside(element):
            continue
        if mark is not None and isinstance(element, Line):
            yield element if element.mark.shape else element._replace(mark=mark)
            mark = None
        else:
            yield element
