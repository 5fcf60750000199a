"""From tables to lines: forms of labels and values, tables with a job a row or a column, and all others as they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from orgrules.documents.marks import Mark, mark_of
from orgrules.documents.model import Block, Cell, Paragraph, Place, Table
from orgrules.drafting.reading.labels import Label, Meaning, is_ordinary, is_title_too, meaning_of
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, Part, is_aside, line_of

#: Fields of which a table of jobs has at least one beside the title.
_OF_JOBS: frozenset[Meaning] = frozenset(
    (
        *("reports_to", "manages", "duties", "requirements", "purpose", "education", "experience", "skills", "authority"),
        *("meetings", "responsibility", "unit", "promotes_to"),
    )
)
#: In how many of its rows the header of a table of jobs is looked for.
_HEADER_ROWS = 3
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


def text_of(cell: Cell) -> str:
    """All that stands in a cell, its paragraphs parted by line breaks."""
    return "\n".join(_texts(cell.blocks)).strip()


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text.strip()
        else:
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.blocks)


def _label(cell: Cell) -> Meaning | None:
    """What a cell announces that is a label alone."""
    text = text_of(cell)
    found = meaning_of(text.replace("\n", "")) if text and len(text) <= 80 else None
    if found is None:
        mark, rest = mark_of(text.replace("\n", ""))
        found = meaning_of(rest) if mark.shape and rest else None
    return found


def _of_table(table: Table) -> Iterator[Element]:
    rows = [[cell for cell in row if text_of(cell)] for row in table.rows]
    if all(len(row) <= 1 for row in rows):
        for row in table.rows:
            for cell in row:
                yield from elements_of(cell.blocks)
        return
    header = _header(table)
    if header is not None:
        for row in table.rows[:header]:
            for cell in row:
                yield from elements_of(cell.blocks)
        yield from _jobs_by_row(table, header)
    elif _has_jobs_by_column(table):
        yield from _jobs_by_column(table)
    else:
        yield from _form(table)


def _header(table: Table) -> int | None:
    """The row of a table whose cells are all labels, and below which each row has what they announce."""
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        cells = [cell for cell in row if text_of(cell)]
        meanings = [_label(cell) for cell in cells]
        if len(cells) < 2 or sum(meaning is not None for meaning in meanings) < max(2, len(cells) - 1):
            continue
        named = set(meanings)
        if not named & (_OF_JOBS | {"certificates", "fields_of_study"}):
            continue
        below = table.rows[index + 1 :]
        first = [cell for row in below for cell in row if cell.column == cells[0].column and text_of(cell)]
        if not below or not first:
            continue
        if sum(_label(cell) is not None and not is_title_too(text_of(cell)) for cell in first) * 2 > len(first):
            continue
        return index
    return None


def _jobs_by_row(table: Table, header: int) -> Iterator[Element]:
    """A table with one job a row; a row without a title goes on with the job above."""
    heads = {cell.column: cell for cell in table.rows[header] if text_of(cell)}
    titled = [column for column, cell in heads.items() if _label(cell) == "title"]
    over: list[Cell] = []  # cells of rows above that reach down to this one: a department's name beside its jobs
    for row in table.rows[header + 1 :]:
        number = min((cell.row for cell in row), default=0)
        over = [cell for cell in over if cell.row + cell.rows > number]
        is_job = any(cell.column in titled and text_of(cell) for cell in row)
        cells = [cell for cell in row if text_of(cell)] + (over if is_job else [])
        over += [cell for cell in row if cell.rows > 1 and cell.column not in titled and text_of(cell)]
        if not cells or all(text_of(cell) == text_of(heads[cell.column]) for cell in cells if cell.column in heads):
            continue  # the header once more, as on each page
        if len(cells) == 1 and cells[0].columns >= len(heads) > 1:  # a line over the whole width
            yield from elements_of(cells[0].blocks)
            continue
        if any(cell.column in titled for cell in cells):
            yield Form(_place(cells[0], table.place))
        for cell in sorted(cells, key=lambda cell: cell.column not in titled):
            head = heads.get(cell.column)
            meaning = _label(head) if head else None
            if meaning == "furniture" and len(text_of(cell)) <= 4:
                continue  # numbers of rows
            yield from _under(meaning, text_of(head).replace("\n", "") if head else "", cell.blocks, _place(cell, table.place))


def _has_jobs_by_column(table: Table) -> bool:
    """Whether the first column has labels, and each of several others a job."""
    whole = [row for row in table.rows if len(row) >= 2]
    widths = {sum(cell.columns for cell in row) for row in whole}
    if len(whole) < 2 or len(whole) * 10 < len(table.rows) * 7 or len(widths) != 1 or max(map(len, whole)) < 3:
        return False
    if not all(_label(row[0]) is not None for row in whole) or not any(_label(row[0]) == "title" for row in whole[:_HEADER_ROWS]):
        return False
    return not any(_label(cell) is not None and not is_ordinary(text_of(cell)) for row in whole for cell in row[1:])


def _jobs_by_column(table: Table) -> Iterator[Element]:
    first = table.rows[0][0].column
    columns = sorted({cell.column for row in table.rows for cell in row if cell.column != first})
    titles = next(row for row in table.rows if row and _label(row[0]) == "title")
    for column in columns:
        yield Form(table.place)
        for row in sorted(table.rows, key=lambda row: row is not titles):
            head = next((cell for cell in row if cell.column == first), None)
            for cell in row:
                is_here = cell.column <= column < cell.column + cell.columns
                if cell is not head and is_here and text_of(cell):
                    label = _label(head) if head else None
                    yield from _under(label, text_of(head) if head else "", cell.blocks, _place(cell, table.place))


def _under(meaning: Meaning | None, written: str, blocks: Iterable[Block], place: Place) -> Iterator[Element]:
    yield Enter(meaning, written, place)
    yield from elements_of(blocks)
    yield Leave()


def _place(cell: Cell, place: Place) -> Place:
    """The place of what stands first in a cell."""
    first = next((block for block in cell.blocks if isinstance(block, Paragraph)), None)
    return first.place if first else place


# ---------------------------------------------------------------------------------------- forms


def _form(table: Table) -> Iterator[Element]:
    """A form: each label with the cells behind it, or below it where it has a row of its own."""
    titles = [index for index, row in enumerate(table.rows) if any(_is_title_label(cell, row) for cell in row)]
    begins = {0} if len(titles) == 1 else set(titles)
    known = Counter(cell.column for row in table.rows for cell in row if _label(cell) is not None)
    # where labels stand, a short text with a value behind it is one that nobody knows
    columns = {column for column, number in known.items() if number > 1 or (column == 1 and number)}
    wished: Mapping[int, str] = {}  # columns of what is only wished for, by what stands above them
    open_until: list[int] = []  # the rows, counted from 0, after which labels that take several rows end
    for index, row in enumerate(table.rows):
        if index in begins and titles:
            while open_until:
                yield Leave()
                open_until.pop()
            yield Form(table.place)
        if index == 0 and _is_head(row):
            continue
        above = _wished_columns(row)
        if above:
            wished = above
            yield _heading_of_requirements(row, table.place)
            continue
        if len(row) == 1 or index in begins:
            wished = {}
        yield from _row(row, index, open_until, table, columns, wished)
        while open_until and open_until[-1] <= index:
            yield Leave()
            open_until.pop()
    for _rest in open_until:
        yield Leave()


def _is_title_label(cell: Cell, row: Sequence[Cell]) -> bool:
    """Whether a cell is the label of the title, or says the title itself: ``岗位名称：销售经理``."""
    if _label(cell) == "title":
        return len([other for other in row if text_of(other)]) > 1
    line = next((line_of(block) for block in cell.blocks if isinstance(block, Paragraph)), None)
    return line is not None and any(part.label.meaning == "title" and part.value for part in line.parts)


def _is_head(row: Sequence[Cell]) -> bool:
    """Whether a row says no more than that labels stand to the left and what they announce to the right: ``Field | Detail``."""
    words = [text_of(cell).casefold().strip(" *:：") for cell in row if text_of(cell)]
    return len(words) == 2 and words[0] in _HEADS_OF_LABELS and words[1] in _HEADS_OF_VALUES


def _wished_columns(row: Sequence[Cell]) -> Mapping[int, str]:
    """The columns below ``Desirable`` by that word, where a row is the head of what is required beside what is wished for."""
    filled = [cell for cell in row if text_of(cell)]
    meanings = [_label(cell) for cell in filled]
    heads = meanings[-2:] if len(filled) in (2, 3) else []
    if sorted(map(str, heads)) != ["optional", "requirements"]:
        return {}
    return {
        column: text_of(cell)
        for cell, meaning in zip(filled, meanings, strict=True)
        if meaning == "optional"
        for column in range(cell.column, cell.column + cell.columns)
    }


def _heading_of_requirements(row: Sequence[Cell], place: Place) -> Line:
    """The head of two columns as the label that it is: what stands below it is required, but for one of them."""
    cell = next(cell for cell in row if _label(cell) == "requirements")
    text = text_of(cell).replace("\n", " ")
    return Line(text, _place(cell, place), parts=(Part(Label("requirements", text), ""),))


def _row(
    row: Sequence[Cell],
    index: int,
    open_until: list[int],
    table: Table,
    columns: Container[int],
    wished: Mapping[int, str],
) -> Iterator[Element]:
    cells = list(row)
    filled = [cell for cell in cells if text_of(cell)]
    if len(filled) == 1 and _label(filled[0]) is not None and filled[0].rows == 1 and len(cells) == 1:
        yield from _lines(filled[0])  # a row of its own: what it announces stands below
        return
    scopes = 0
    at = 0
    mark: Mark | None = None
    while at < len(cells):
        cell = cells[at]
        text = text_of(cell).replace("\n", "")
        meaning = _label(cell)
        if not text:
            at += 1
            continue
        is_first = at == 0 and bool(columns) and bool(open_until)
        if meaning is not None or ((cell.column in columns or is_first) and _may_be_label(cell, cells[at + 1 :])):
            values, after = _values(cells, at + 1, columns)
            place = _place(cell, table.place)
            if cell.rows > 1 and index + cell.rows - 1 > index:
                yield Enter(meaning, text, place)
                open_until.append(index + cell.rows - 1)
                at += 1
                continue
            if not any(text_of(value) for value in values) and after < len(cells):
                # a label whose next cell is another label: it stands over the rest of the row
                if _label(cells[after]) is not None and after == at + 1 and meaning not in (None, "group"):
                    yield Enter(meaning, text, place)
                    scopes += 1
                at = after
                continue
            yield Enter(meaning, text, place)
            for value in values:
                if value.column in wished and text_of(value):
                    yield from _under("optional", wished[value.column], value.blocks, _place(value, table.place))
                else:
                    yield from _lines(value)
            yield Leave()
            at = after
            continue
        only_mark, rest = mark_of(f"{text} x")
        if rest == "x" and only_mark.shape:
            mark = only_mark
        elif cell.column in wished:
            yield from _under("optional", wished[cell.column], cell.blocks, _place(cell, table.place))
        else:
            yield from _lines(cell, mark)
            mark = None
        at += 1
    for _scope in range(scopes):
        yield Leave()


def _values(cells: Sequence[Cell], at: int, columns: Container[int]) -> tuple[list[Cell], int]:
    """The cells that hold what a label announces, and where the next label stands."""
    values: list[Cell] = []
    while at < len(cells):
        cell = cells[at]
        meaning = _label(cell)
        if meaning is not None and (values or not (is_title_too(text_of(cell)) or _is_value_in_disguise(cell, cells[at + 1 :]))):
            break
        if meaning is None and values and cell.column in columns and _may_be_label(cell, cells[at + 1 :]):
            break
        values.append(cell)
        at += 1
        if not text_of(cell) and at < len(cells) and _label(cells[at]) is not None:
            break
    return values, at


def _is_value_in_disguise(cell: Cell, after: Sequence[Cell]) -> bool:
    """Whether an ordinary word behind a label is its value: no value of its own follows."""
    if not is_ordinary(text_of(cell)):
        return False
    following = next((other for other in after if text_of(other)), None)
    return following is None or _label(following) is not None


def _may_be_label(cell: Cell, after: Sequence[Cell]) -> bool:
    """Whether a cell looks like a label that nobody knows: short, no sentence, and with something behind it."""
    text = text_of(cell).replace("\n", "")
    is_short = len(text) <= _LONGEST_LABEL or (text.isascii() and len(text.split()) <= 4 and len(text) <= 40)
    if not is_short or text.endswith(("。", "；", ";", ".", "，", ",")) or not any(character.isalpha() for character in text):
        return False
    return any(text_of(other) for other in after)


def _lines(cell: Cell, mark: Mark | None = None) -> Iterator[Element]:
    for element in elements_of(cell.blocks):
        if isinstance(element, Line) and is_aside(element):
            continue
        if mark is not None and isinstance(element, Line):
            yield element if element.mark.shape else element._replace(mark=mark)
            mark = None
        else:
            yield element
