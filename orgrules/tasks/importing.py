"""The use case of ``orgrules import``: tables in, one clean design out, as YAML with what was decided as comments."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.design.read import Declared, Design, read_together
from orgrules.errors import Problem, UsageError
from orgrules.files.source import Limits, paused_collector
from orgrules.files.yaml_text import block_entry, comment, entry
from orgrules.locale import N_, _, ngettext, speaking
from orgrules.organization.entries import Entries, Entry, entries_of
from orgrules.organization.link import link
from orgrules.organization.terms import Terms
from orgrules.organization.titles import TitleIndex
from orgrules.settings import Settings
from orgrules.tables.read import meaning_words, told_columns
from orgrules.tables.source import Table, TableSource
from orgrules.text import listed, shown

#: How it was found out what a column means.
_HOWS: Mapping[str, str] = {
    "name": N_("by its name"),
    "map": N_("as you say"),
    "agrees": N_("says the same as another"),
    "format": N_("as the format says"),
}
#: Titles and terms as they are written: what they mean to rules is nothing that a design says.
_NO_TITLES, _NO_TERMS = TitleIndex({}, {}, frozenset(), (), frozenset()), Terms({})


class Imported(NamedTuple):
    """A design as the text of YAML, how many entries it has, and what is to be said of it beside it.

    ``sources`` are the resolved paths of the files that were read.
    """

    text: str
    units: int
    positions: int
    people: int
    notes: tuple[str, ...]
    sources: frozenset[str]


def import_design(paths: Sequence[str], settings: Settings = Settings()) -> Imported:  # noqa: B008 - frozen
    """Read tables as one organization, and write it as a design.

    What is written is judged as the tables are: the same rules find the same in it, except for what only a table can be told,
    which stands in comments.

    Raises:
        SourceError: a file cannot be read.
        DesignError: it is not clear what the columns of one mean, or it is no table.
        UsageError: it is a design already.
    """
    with speaking(settings.language), paused_collector():
        design = read_together(paths, encoding=settings.encoding, limits=settings.limits, tables=settings.asked())
        if design.table is None:
            raise UsageError(_('"{path}" is a design already; tables are imported').format(path=shown(design.path)))
        entries = entries_of(link(design, _NO_TITLES, _NO_TERMS))
        text = "\n".join([*_head(design, design.table, entries), *_sections(design, design.table, entries), ""])
        return Imported(
            text,
            len(entries.units or ()),
            len(entries.positions),
            len(entries.people or ()),
            tuple(_notes(text, entries, settings.limits)),
            frozenset(os.path.realpath(source.path) for source in design.sources),
        )


def _notes(text: str, entries: Entries, limits: Limits) -> Iterator[str]:
    """What whoever gets the design has to know before it is checked."""
    if not entries.positions:
        yield _part_of_a_design()
    if len(text) * 3 > limits.bytes and (size := len(text.encode())) > limits.bytes:
        message = _("the design has {size:,} bytes; at most {most:,} are read: the settings can raise limits.bytes")
        yield message.format(size=size, most=limits.bytes)


def _part_of_a_design() -> str:
    return _("there are no positions: this is a part of a design, which another file includes (include: [FILE])")


def _head(design: Design, table: Table, entries: Entries) -> Iterator[str]:
    """What was read, how each column was understood, and what was decided of whole tables."""
    files = listed(shown(path) for path in dict.fromkeys(source.path for source in design.sources))
    yield from comment(_("Imported from {files}.").format(files=files))
    for source in table.sources:
        yield "#"
        yield from _columns_of(source)
    told_above = {told for source in table.sources for told in told_columns(source.of_sheet, source.layout)}
    told = [str(problem) for problem in dict.fromkeys(table.decided) if problem not in told_above]
    if entries.ids:
        message = ngettext(
            "{number:,} thing that others refer to had no id; made: {ids}",
            "{number:,} things that others refer to had no ids; made: {ids}",
            len(entries.ids),
        )
        told.append(message.format(number=len(entries.ids), ids=listed(map(shown, entries.ids), 5)))
    told += _counted(table)
    if not entries.positions:
        told.append(_part_of_a_design())
    if told:
        yield "#"
        yield from comment(_("What was decided:"))
        for each in told:
            yield from comment(f"- {each}")


def how_words(how: str) -> str:
    """How it was found out what a column means, as it is told."""
    return _(_HOWS.get(how, how))


def _columns_of(source: TableSource) -> Iterator[str]:
    """A sheet, and what each of its columns was taken for."""
    layout, sheet = source.layout, source.of_sheet
    name = shown(sheet.path) + (f" ({shown(sheet.name)})" if sheet.name else "")
    if layout.header < 0:
        message = ngettext("{file}: {number:,} row is read.", "{file}: {number:,} rows are read.", source.number)
    else:
        message = ngettext(
            "{file}: {number:,} row is read, below the header in line {line}.",
            "{file}: {number:,} rows are read, below the header in line {line}.",
            source.number,
        )
    line = sheet.lines[max(layout.header, 0)] if sheet.lines else 0
    yield from comment(message.format(file=name, number=source.number, line=line))
    left_out = []
    for column in layout.columns:
        if layout.takes(column):
            words = _('"{column}": {meaning} ({how})')
            meaning, how = meaning_words(column.means, layout), how_words(column.how)
            yield from comment("  " + words.format(column=shown(column.name), meaning=meaning, how=how))
        elif column.name:
            left_out.append(_('"{item}"').format(item=shown(column.name)))
    if left_out:
        message = _("left out: {columns}; one is kept by --map attributes.NAME=COLUMN")
        yield from comment("  " + message.format(columns=listed(left_out)))


def _counted(table: Table) -> Iterator[str]:
    """How many references were understood without the zeros before them; of other ways the table itself tells."""
    if table.zeros:
        message = ngettext(
            "{number:,} reference is understood without the zeros before the id",
            "{number:,} references are understood without the zeros before the ids",
            len(table.zeros),
        )
        yield message.format(number=len(table.zeros))


def _sections(design: Design, table: Table, entries: Entries) -> Iterator[str]:
    """The lists of the design, each entry below the remarks on its row."""
    remarks = _Remarks(table)
    sections: tuple[tuple[str, Sequence[Declared[Any]] | None, list[Entry] | None, Callable[[Entry], Iterator[str]]], ...] = (
        ("units", design.units, entries.units, entry),
        ("positions", design.positions, entries.positions or None, _position),
        ("people", design.people, entries.people, entry),
    )
    for section, declared, written, lines in sections:
        if written is None or declared is None:
            continue
        yield from ("", f"{section}:")
        for each, fields in zip(declared, written, strict=True):
            yield from remarks.before(each)
            yield from lines(fields)
        yield from remarks.rest(section)


def _position(fields: Entry) -> Iterator[str]:
    return entry(fields) if any(field.key == "outside" for field in fields) else block_entry(fields)


class _Remarks:
    """What was noted of single rows and cells, told above the entry of the row, or of the next row that has one."""

    def __init__(self, table: Table) -> None:
        self._sources = table.sources
        self._waiting = [_of_rows(table, source) for source in table.sources]
        self._numbers = {id(source): number for number, source in enumerate(table.sources)}

    def before(self, declared: Declared[Any]) -> Iterator[str]:
        """The remarks on rows up to that of an entry which were not told yet."""
        number = self._numbers[id(declared.source)]
        source, waiting = self._sources[number], self._waiting[number]
        section, index = str(declared.route[0]), int(declared.route[1])
        if not waiting or _section(source) != section:
            return
        next_row = source.rows[section][index] + 1
        lines = source.of_sheet.lines
        while waiting and (next_row >= len(lines) or waiting[-1].line < lines[next_row]):
            yield from comment(str(waiting.pop()), "  ")

    def rest(self, section: str) -> Iterator[str]:
        """The remarks on rows behind the last entry of a section."""
        for source, waiting in zip(self._sources, self._waiting, strict=True):
            while waiting and _section(source) == section:
                yield from comment(str(waiting.pop()), "  ")


def _section(source: TableSource) -> str:
    """What the rows of a sheet are."""
    return "units" if source.layout.about == "units" else "positions"


def _of_rows(table: Table, source: TableSource) -> list[Problem]:
    """All that was noted of the rows of a sheet, the first last: what cannot be read, what is left out, what is not found."""
    header = source.of_sheet.lines[source.layout.header] if source.layout.header >= 0 else 0
    skipped = (problem for problem in source.skipped if problem.line > header)
    noted = (problem for problem in (*table.unreadable, *table.notes, *table.gone) if _is_of(problem, source))
    return sorted(dict.fromkeys((*noted, *skipped)), reverse=True)


def _is_of(problem: Problem, source: TableSource) -> bool:
    return problem.path == source.path and problem.sheet == source.sheet
