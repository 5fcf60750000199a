"""Steps written into the YAML and JSON files of a design, by place: all else stays as it is, byte for byte.

What a step is about is changed where it stands, in the manner of what stands around it. A comment goes where its line goes: with
a key or an entry that is dropped, the comment behind it; one on a line of its own stays, unless it is further in than the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from orgrules.changes.steps import Add, Drop, Put, Section, Step, data_of, lay_over
from orgrules.design import model
from orgrules.design.load import STANDARD_INPUT_NAME
from orgrules.design.read import Declared, Design, Shelf, design_of
from orgrules.edits.collections import (
    Added,
    Block,
    Told,
    block_list,
    block_mapping,
    patch_flow,
    patch_into_block,
)
from orgrules.edits.document import Document
from orgrules.edits.placing import Numbers, Placing
from orgrules.edits.same import first_difference
from orgrules.edits.texts import Manner, is_text, manner_in, shifted
from orgrules.errors import CannotEdit, DesignError, EditError, OrgrulesError
from orgrules.files.source import Route, Source, parse, paused_collector
from orgrules.files.written import Written
from orgrules.files.yaml_text import WIDTH
from orgrules.locale import _
from orgrules.organization.link import link
from orgrules.organization.model import UNRESOLVED, Organization, Position, Resolution
from orgrules.organization.titles import TitleIndex
from orgrules.text import columns, shown

#: Something that is not there.
_ABSENT: Any = object()
#: A column that no line begins in.
_FAR = 1 << 30
_COLON = re.compile(r"\s*:")
_SECTIONS: tuple[Section, ...] = ("units", "positions", "people")
_KEYS: Mapping[str, Sequence[str]] = {
    "organization": tuple(model.OrganizationEntry.keys),
    "units": tuple(model.UnitEntry.keys),
    # the reports of a position stand behind what is said of itself
    "positions": (*(key for key in model.PositionEntry.keys if key != "reports"), "reports"),
    "people": tuple(model.PersonEntry.keys),
    "requirements": tuple(model.Requirements.keys),
    "": tuple(model.DesignFile.keys),
}


def edited_files(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], encoding: str | None
) -> dict[str, bytes]:
    """The new bytes of the files of a design that steps change, by path.

    Raises:
        CannotEdit, DesignError, EditError: as ``edits.edited``.
    """
    with paused_collector():
        return _edited_files(organization, steps, contents, encoding)


def _edited_files(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], encoding: str | None
) -> dict[str, bytes]:
    target = _linked(lay_over(organization, steps), organization)
    if not target.positions:
        source, _route = organization.design.organization_at
        raise DesignError(source.problem((), _('a design needs at least one entry under "positions"')))
    editor = _Editor(organization, target, steps, contents, encoding)
    editor.change()
    found = editor.contents()
    found = {path: content for path, content in found.items() if content != contents[path]}
    _check(organization, target, {**contents, **found}, encoding)
    return found


class _Unread(TitleIndex):
    """Tells no role of any title: none is asked for."""

    def resolve(self, position: Position) -> Resolution:  # noqa: ARG002
        """None that is known."""
        return UNRESOLVED

    def is_name(self, title: str) -> bool:  # noqa: ARG002
        """What is found holds in every unit."""
        return True


def _linked(design: Design, organization: Organization) -> Organization:
    """A design linked as an organization is, but for the roles of its positions."""
    titles = _Unread({}, {}, frozenset(), (), frozenset())
    return link(design, titles, organization.terms, trusts_wording=organization.trusts_wording, today=organization.today)


def _check(organization: Organization, target: Organization, contents: Mapping[str, bytes], encoding: str | None) -> None:
    """That files say what they are to say.

    Raises:
        EditError: they do not.
    """
    design = organization.design
    shelf = Shelf(load=lambda path, encoding, limits: parse(contents[path], path, encoding, limits))
    top = None if design.path == STANDARD_INPUT_NAME else Path(design.path)
    try:
        source = parse(contents[design.path], design.path, encoding)
        again = _linked(design_of(source, top=top, encoding=encoding, shelf=shelf), organization)
    except (OrgrulesError, KeyError) as error:
        raise EditError(
            _("the changes were not written: with them the files would be no design: {reason}").format(reason=error)
        ) from None
    different = first_difference(target, again)
    if different is not None:
        message = _("the changes were not written: the files would not say what the changes say, of {what}")
        raise EditError(message.format(what=shown(different)))


class _At(NamedTuple):
    """An item of a list in a file: its node, and the list with the key that it is under and the mapping that has both."""

    document: Document
    node: Written
    number: int
    list: Written
    key: Written
    owner: Written


@dataclass(eq=False)
class _Mapping:
    """What becomes of a mapping."""

    document: Document
    node: Written
    kind: str  # whose keys it has
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # before, and then
    dropped: set[str] = field(default_factory=set)
    reports: list[_Moved] = field(default_factory=list)  # in a list that is new
    sections: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)  # of a file: entries of lists that are new


@dataclass(eq=False)
class _List:
    """What becomes of a list."""

    at: _At
    dropped: set[int] = field(default_factory=set)
    moved: list[_Moved] = field(default_factory=list)
    told: list[Added] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)  # items that are other texts, by their numbers


class _Moved(NamedTuple):
    """An entry that comes from elsewhere, or a text: where there is no entry."""

    at: _At | None
    text: str = ""


class _Editor:
    """Finds out what becomes of each list and mapping of the files, and puts it down."""

    def __init__(
        self,
        organization: Organization,
        target: Organization,
        steps: Sequence[Step],
        contents: Mapping[str, bytes],
        encoding: str | None,
    ) -> None:
        self._organization = organization
        self._target = target
        self._steps = steps
        design = organization.design
        self._before: dict[Section, Sequence[Declared[Any]]] = {
            "units": design.units or (),
            "positions": design.positions,
            "people": design.people or (),
        }
        then = target.design
        self._then: dict[Section, Sequence[Declared[Any]]] = {
            "units": then.units or (),
            "positions": then.positions,
            "people": then.people or (),
        }
        self._numbers = {section: Numbers(section, len(self._before[section]), steps) for section in _SECTIONS}
        self._placing = Placing(organization, target, steps, self._numbers["positions"])
        self._documents = self._read(contents, encoding)
        self._lists: dict[int, _List] = {}
        self._mappings: dict[int, _Mapping] = {}
        self._blocks: dict[int, Block] = {}
        self._parts: dict[int, list[tuple[int, int, int]]] = {}  # lines of lists of reports that go, by whose they are
        self._open: set[int] = set()  # collections in brackets that become blocks
        self._contexts: dict[int, str] = {}  # how the lists are written in which nested positions come to stand

    def contents(self) -> dict[str, bytes]:
        """The bytes of the files that are edited."""
        return {path: document.content() for path, document in self._documents.items() if document.patches}

    # ---- what is looked at

    def _read(self, contents: Mapping[str, bytes], encoding: str | None) -> dict[str, Document]:
        """The files that steps are about, and of each the entries that may be changed."""
        routes: dict[str, list[Route]] = {}
        sources: dict[str, Source] = {}

        def touch(source: Source, route: Route = ()) -> None:
            sources[source.path] = source
            if len(route) > 1:
                routes.setdefault(source.path, []).append(route)

        for step in self._steps:
            if isinstance(step, Add):
                touch(self._home(step))
            elif step.section == "organization":
                touch(self._organization.design.organization_at[0])
            elif step.at < len(self._before[step.section]):
                declared = self._before[step.section][step.at]
                touch(declared.source, declared.route)
        positions = self._before["positions"]
        for index in self._placing.loose:
            manager = self._placing.manager(index)
            if 0 <= manager < len(positions):
                touch(positions[manager].source, positions[manager].route)
        for references in self._placing.references.values():
            for each in references:
                touch(each.source, each.route)
        return {path: Document(source, contents[path], encoding, routes.get(path, ())) for path, source in sources.items()}

    def _home(self, step: Add) -> Source:
        """The file that an entry is added to: that of its manager, or the unit that it is in, where it has one."""
        design = self._organization.design
        key = {"positions": "reports_to", "units": "parent"}.get(step.section)
        reference = step.entry.get(key) if key else None
        if reference is not None:
            things: Sequence[Any] = self._organization.positions if step.section == "positions" else self._organization.units
            for thing in things:
                if reference in (thing.id, thing.title if step.section == "positions" else thing.name) and thing.declared:
                    return thing.declared.source  # type: ignore[no-any-return]
        having = [source for source in design.sources if isinstance(source.data, dict) and source.data.get(step.section)]
        return having[0] if having else design.sources[0]

    def _at(self, source: Source, route: Route) -> _At:
        """What stands at the route of an entry, or of a text in a list of reports."""
        document = self._documents[source.path]
        node, owner = document.node(route), document.node(route[:-2])
        return self._in_list(document, owner, str(route[-2]), document.number(route))._replace(node=node)

    def _in_list(self, document: Document, owner: Written, name: str, number: int = 0) -> _At:
        """An item of the list that is under a key of a mapping."""
        pair = owner.get(name)
        if pair is None or number >= len(pair[1].children):
            raise document.cannot(owner, _("the file no longer says what was read"))
        document.check_unshared(pair[1])
        return _At(document, pair[1].children[number], number, pair[1], pair[0], owner)

    def _entry(self, section: Section, index: int) -> _At:
        declared = self._before[section][index]
        return self._at(declared.source, declared.route)

    # ---- what becomes of it

    def change(self) -> None:
        """Put down what becomes of all lists and mappings."""
        for section in _SECTIONS:
            for index in self._numbers[section].gone:
                if index < len(self._before[section]):
                    self._take(self._entry(section, index))
        self._change_values()
        self._place()
        self._add()
        for each in list(self._lists.values()):
            self._put_list(each)
        for mapping in list(self._mappings.values()):
            self._put_mapping(mapping)

    def _change_values(self) -> None:
        """What steps put under keys, and drop."""
        keys: dict[tuple[Section, int], set[str]] = {}
        for step in self._steps:
            if isinstance(step, Put | Drop) and (step.section, step.way[0]) != ("positions", "reports_to"):
                keys.setdefault((step.section, step.at), set()).add(step.way[0])
        for (section, index), changed in keys.items():
            if section == "organization":
                self._change_organization(changed)
                continue
            if index >= len(self._before[section]) or index in self._numbers[section].gone:
                continue
            before = data_of(self._before[section][index].entry)
            then = data_of(self._then[section][self._numbers[section].then(index)].entry)
            self._change_keys(*self._entry(section, index)[:2], section, before, then, changed)

    def _change_organization(self, changed: Iterable[str]) -> None:
        source, _route = self._organization.design.organization_at
        before, then = self._organization.design.organization.data(), self._target.design.organization.data()
        document = self._documents[source.path]
        there = document.root.get("organization") if document.root else None
        if there and there[1].kind != "scalar":
            self._change_keys(document, document.node(("organization",)), "organization", before, then, changed)
        elif before != then:
            self._mapping(document, self._root(document), "").values["organization"] = (_ABSENT if not there else None, then)

    def _root(self, document: Document) -> Written:
        return document.node(())

    def _change_keys(
        self,
        document: Document,
        node: Written,
        kind: str,
        before: Mapping[str, Any],
        then: Mapping[str, Any],
        changed: Iterable[str],
    ) -> None:
        for key in changed:
            one, other = before.get(key, _ABSENT), then.get(key, _ABSENT)
            if one is not other and not (one == other and type(one) is type(other)):
                self._mapping(document, node, kind).values[key] = (one, other)

    def _mapping(self, document: Document, node: Written, kind: str) -> _Mapping:
        return self._mappings.setdefault(id(node), _Mapping(document, node, kind))

    def _list(self, at: _At) -> _List:
        """What becomes of the list that an entry is in."""
        return self._lists.setdefault(id(at.list), _List(at))

    def _take(self, at: _At) -> None:
        """An item goes from its list."""
        at.document.check_alone(at.node)
        self._list(at).dropped.add(at.number)

    def _place(self) -> None:
        """Positions go to their managers, and where lists of reports name them, their names."""
        positions = self._before["positions"]
        found = self._placing.places(self._nests, self._names)
        for reference, text in found.named:
            if text is None:
                self._take(self._at(reference.source, reference.route))
            elif text != reference.reference:
                at = self._at(reference.source, reference.route)
                self._list(at).texts.append((at.number, text))
        for index, place in found.places.items():
            declared = positions[index]
            at = self._entry("positions", index)
            said = data_of(declared.entry)
            then = data_of(self._then["positions"][self._numbers["positions"].then(index)].entry)
            if place.says:
                self._change_keys(at.document, at.node, "positions", said, then, ["reports_to"])
            elif "reports_to" in said:
                self._change_keys(at.document, at.node, "positions", said, {}, ["reports_to"])
            if place.unit is not None:
                self._mapping(at.document, at.node, "positions").values["unit"] = (said.get("unit", _ABSENT), place.unit)
            if place.how == "first":
                self._take(at)
                first = self._in_list(at.document, self._root(at.document), "positions")
                self._list(first).moved.append(_Moved(at))
            elif place.how == "nested":
                self._take(at)
                self._to_reports(place.over, _Moved(at))
            elif place.how == "named":
                self._to_reports(place.over, _Moved(None, place.name))

    def _to_reports(self, manager: int, moved: _Moved) -> None:
        over = self._entry("positions", manager)
        pair = over.node.get("reports")
        if pair is not None and pair[1].children:
            self._list(self._in_list(over.document, over.node, "reports")).moved.append(moved)
        else:
            self._mapping(over.document, over.node, "positions").reports.append(moved)

    # ---- whether it can

    def _names(self, manager: int) -> bool:
        """Whether a position has a list of reports in which names stand."""
        if manager >= len(self._before["positions"]):
            return False
        try:
            pair = self._entry("positions", manager).node.get("reports")
        except CannotEdit:
            return False
        return (
            pair is not None
            and pair[1].kind == "sequence"
            and not pair[1].is_shared
            and any(each.kind == "scalar" for each in pair[1].children)
        )

    def _nests(self, index: int, manager: int) -> bool:
        """Whether a position can stand in the reports of another one: what is a block cannot stand between brackets.

        Brackets are opened for it where they stand on one line of a block.
        """
        if manager >= len(self._before["positions"]) or manager in self._numbers["positions"].gone:
            return False
        at = self._entry("positions", index)
        try:
            over = self._entry("positions", manager)
        except CannotEdit:
            return False
        if at.document.is_json is not over.document.is_json or over.node.kind != "mapping":
            return False
        kind = self._list_for(at, over)
        if kind is None:
            return False
        self._contexts[id(at.node)] = kind
        return True

    def _list_for(self, at: _At, over: _At) -> str | None:
        """How the list is written then in which a position comes to stand: as a block, or in brackets; None: it cannot."""
        is_block = self._is_block(at.node)
        pair = over.node.get("reports")
        holder = pair[1] if pair else None
        if holder is not None and (holder.kind == "alias" or holder.is_shared):
            return None
        if holder is not None and holder.children:
            if self._is_block(holder):
                return "block"
            if not is_block:
                return "flow"
            return self._opened(over.document, holder) if over.node.style == "block" else None
        if self._is_block(over.node):
            return "block"
        is_in_block = self._contexts.get(id(over.node), "block" if self._is_block(over.list) else "flow") == "block"
        if not is_in_block:
            return None if is_block else "flow"
        if holder is not None:  # reports: [] in brackets: rare enough
            return None if is_block else "flow"
        text, start = over.document.text, over.document.line_start(over.node.start)
        is_long = columns(text[start : over.node.end]) + columns(at.document.text[at.node.start : at.node.end]) + 12 > WIDTH
        return self._opened(over.document, over.node) or (None if is_block else "flow") if is_block or is_long else "flow"

    def _is_block(self, node: Written) -> bool:
        return node.style == "block" or id(node) in self._open

    def _opened(self, document: Document, node: Written) -> str | None:
        """Open brackets, where they stand on one line and each key in them is parted from its value by a space."""
        text = document.text[node.start : node.end]
        spaced = node.kind == "sequence" or all(
            document.text[key.end : key.end + 2] == ": " and value.kind != "alias" for key, value in node.pairs()
        )
        if document.is_json or len(text.splitlines()) > 1 or not spaced or node.start != node.inner:
            return None
        self._open.add(id(node))
        return "block"

    # ---- entries that are added

    def _add(self) -> None:
        """Entries that are new, at the end of their lists."""
        for section in _SECTIONS:
            numbers = self._numbers[section]
            added = [step for step in self._steps if isinstance(step, Add) and step.section == section]
            for index, step in enumerate(added, len(self._before[section])):
                if index not in numbers.gone:
                    said = data_of(self._then[section][numbers.then(index)].entry)
                    data = {key: said[key] for key in _KEYS[section] if key in said}
                    self._add_entry(self._documents[self._home(step).path], section, data)

    def _add_entry(self, document: Document, section: Section, data: Mapping[str, Any]) -> None:
        root = self._root(document)
        pair = root.get(section)
        if pair is not None and pair[1].children:
            last = pair[1].children[-1]
            told = _entry_told(document, data, manner_in(document, last), last.style == "flow", self._offset(document))
            self._list(self._in_list(document, root, section)).told.append(Added(len(pair[1].children) - 1, told))
        else:
            self._mapping(document, root, "").sections.setdefault(section, []).append(data)

    def _offset(self, document: Document) -> int:
        """How far in the lists of a file stand of what they are below."""
        root = self._root(document)
        for key, value in root.pairs() if root.kind == "mapping" else ():
            if value.kind == "sequence" and value.style == "block":
                return self._block(document, value).column - document.column(key.start)
        return 2

    def _block(self, document: Document, node: Written) -> Block:
        """A list of the file that is a block."""
        if id(node) not in self._blocks:
            self._blocks[id(node)] = block_list(document, node)
        return self._blocks[id(node)]

    # ---- lists

    def _put_list(self, each: _List) -> None:
        """Put down what becomes of a list of entries."""
        at, document, node = each.at, each.at.document, each.at.list
        manner = manner_in(document, node)
        for number, text in each.texts:
            if number not in each.dropped:
                _replace_scalar(document, node.children[number], text, manner)
        into_block = self._is_block(node)
        last = len(node.children) - 1
        added = [*each.told, *(Added(last, self._moved(moved, document, manner, into_block)) for moved in each.moved)]
        if not each.dropped and not added:
            return
        if len(each.dropped) == len(node.children) and not added:
            if at.owner is not document.root:
                self._mapping(document, at.owner, "positions").dropped.add("reports")
                if node.style == "block" and (parts := self._own_lines(at)):
                    self._parts[id(at.owner)] = parts
            elif node.style == "flow":
                patch_flow(document, node, each.dropped, added, "")
            else:
                _replace_block(document, at.key, node, "[]")
        elif node.style == "block":
            self._block(document, node).patch(each.dropped, added)
        elif into_block:
            column = document.column(at.key.start) + self._offset(document)
            remark = document.remark(node.end)
            begin = f"{remark}{document.line_break}{' ' * column}- "
            patch_into_block(document, node, each.dropped, added, (column, "- "), (_colon(document, at.key), begin))
            if remark:
                document.patches.add(node.end, node.end + len(remark), "")
        else:
            patch_flow(document, node, each.dropped, added, manner.comma)

    def _own_lines(self, at: _At) -> list[tuple[int, int, int]]:
        """The lines of a list of reports, by where each run of them begins and ends and its column, where comments stand between.

        These stay: they may be about what comes next.
        """
        document, key = at.document, at.key
        block = self._block(document, at.list)
        if not document.is_first(key.start) or at.list.start != at.list.inner:
            return []
        lines = [(document.line_start(key.start), document.next_line(key.start), document.column(key.start))]
        lines += [(document.line_start(start), end, block.column) for start, end in zip(block.starts, block.ends, strict=True)]
        between = "".join(document.text[one[1] : other[0]] for one, other in pairwise(lines))
        return lines if "#" in between else []

    def _moved(self, moved: _Moved, document: Document, manner: Manner, into_block: bool) -> Told:
        """What comes from elsewhere, in its own words."""
        at = moved.at
        if at is None:
            return lambda _column: manner.text(moved.text)
        source, node = at.document, at.node
        end, column = node.end, _FAR
        if into_block and at.list.style == "block":
            block = self._block(source, at.list)
            end, column = block.ends[at.number], block.column

        def told(to: int) -> str:
            text = source.patches.render(node.start, end, column)
            if end != node.end:
                text = text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text[:-1]
            return shifted(text, to - source.column(node.start), document.line_break)

        return told

    # ---- mappings

    def _put_mapping(self, mapping: _Mapping) -> None:
        """Put down what becomes of a mapping."""
        document, node = mapping.document, mapping.node
        if node.kind != "mapping":
            raise document.cannot(node, _("a mapping is expected here"))
        is_block = self._is_block(node)
        manner = manner_in(document, node)
        if is_block:
            manner = manner._replace(colon=": ", comma=", ")
        told: dict[str, Told] = {}
        dropped = set(mapping.dropped)
        for key, (before, then) in mapping.values.items():
            pair = node.get(key)
            if then is _ABSENT:
                dropped.add(key)
            elif pair is None:
                told[key] = self._key_told(document, node, key, then, manner, is_block)
            else:
                self._change_value(mapping, pair, before, then, manner)
        lists = {
            section: self._section_told(document, section, those, manner, is_block) for section, those in mapping.sections.items()
        }
        if mapping.reports:
            items = [self._moved(moved, document, manner, is_block) for moved in mapping.reports]
            lists["reports"] = self._list_told(document, items, manner, is_block)
        for name, inner in lists.items():
            pair = node.get(name)
            if pair is None:
                told[name] = _behind_key(manner, name, inner, is_block)
            elif is_block:
                column = document.column(node.children[0].start)
                document.patches.add(_colon(document, pair[0]), pair[1].end, lambda inner=inner, column=column: inner(column))  # type: ignore[misc]
            else:
                column = document.column(pair[1].start)
                document.patches.add(pair[1].start, pair[1].end, lambda inner=inner, column=column: inner(column))  # type: ignore[misc]
        self._put_keys(mapping, dropped, told, manner)

    def _put_keys(self, mapping: _Mapping, dropped: set[str], told: Mapping[str, Told], manner: Manner) -> None:
        """Put down which keys of a mapping go and come."""
        document, node = mapping.document, mapping.node
        names = [key.text for key, _value in node.pairs()]
        for own, value in node.pairs():
            for each in value.all() if own.text in dropped else ():
                document.check_unshared(each)
        gone = {index for index, name in enumerate(names) if name in dropped}
        order = {name: index for index, name in enumerate(_KEYS.get(mapping.kind, ()))}
        added = []
        for key in sorted(told, key=lambda key: order.get(key, len(order))):
            rank = order.get(key, len(order))
            before = [index for index, name in enumerate(names) if order.get(name, -1) < rank and index not in gone]
            # a key of one's own stands behind all others
            behind = len(names) - 1 if key not in order else before[-1] if before else -1
            added.append(Added(behind, told[key]))
        if (parts := self._parts.get(id(node))) is not None:
            for start, end, column in parts:
                document.patches.add(start, end, "", column)
            gone.discard(names.index("reports"))
        if not gone and not added:
            if id(node) in self._open:
                patch_into_block(document, node, gone, added, (document.column(node.start), ""))
        elif id(node) in self._open:
            patch_into_block(document, node, gone, added, (document.column(node.start), ""))
        elif node.style == "flow" or not node.children:
            patch_flow(document, node, gone, added, manner.comma)
        elif len(gone) == len(names) and not added:
            document.patches.add(node.start, node.end, "{}")
        else:
            block = block_mapping(document, node)
            if mapping.kind == "" and told:
                added = [each._replace(told=_apart(document, block, each)) for each in added]
            block.patch(gone, added)

    def _key_told(self, document: Document, node: Written, key: str, value: Any, manner: Manner, is_block: bool) -> Told:
        """A key that is new, with its value."""
        if not is_block:
            return lambda _column: manner.key(key) + manner.value(value)
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        has_blocks = any(each.kind == "sequence" and each.style == "block" for own, each in node.pairs() if own.text != "reports")
        offset = self._offset(document)

        def told(column: int) -> str:
            line = manner.key(key) + manner.value(value)
            if value and ((is_list and has_blocks) or (isinstance(value, list | dict) and column + columns(line) > WIDTH)):
                return manner.key(key).rstrip() + _block_text(document, value, manner, column, offset)
            return line

        return told

    def _section_told(
        self, document: Document, section: str, those: Sequence[Mapping[str, Any]], manner: Manner, is_block: bool
    ) -> Told:
        """The entries of a list that is new."""
        offset = self._offset(document)
        entries = [_entry_told(document, data, manner, True, offset, only_flow=not is_block) for data in those]
        del section
        return self._list_told(document, entries, manner, is_block)

    def _list_told(self, document: Document, items: Sequence[Told], manner: Manner, is_block: bool) -> Told:
        """A list behind its key, told with the column of the key where it is a block."""
        offset, end = self._offset(document), document.line_break

        def told(column: int) -> str:
            if not is_block:
                return "[" + manner.comma.join(each(column) for each in items) + "]"
            dash = column + offset
            return "".join(f"{end}{' ' * dash}- {each(dash + 2)}" for each in items)

        return told

    # ---- values

    def _change_value(self, mapping: _Mapping, pair: tuple[Written, Written], before: Any, then: Any, manner: Manner) -> None:
        """Put down that a key has another value."""
        document, (key, value) = mapping.document, pair
        if value.kind != "alias":
            document.check_unshared(value)
        if isinstance(before, Mapping) and isinstance(then, Mapping) and value.kind == "mapping":
            inner = _Mapping(document, value, key.text)
            for each in (*before, *(new for new in then if new not in before)):
                one, other = before.get(each, _ABSENT), then.get(each, _ABSENT)
                if one is _ABSENT or other is _ABSENT or one != other or type(one) is not type(other):
                    inner.values[each] = (one, other)
            self._put_mapping(inner)
            return
        lists = (before, then)
        if (
            all(isinstance(each, Sequence) and not isinstance(each, str) and each for each in lists)
            and value.kind == "sequence"
            and len(value.children) == len(before)
        ):
            self._change_items(document, value, before, then, manner)
            return
        for each in value.all():
            document.check_unshared(each)
        if value.kind == "scalar" and value.style not in ("|", ">") and not isinstance(then, list | dict):
            if value.inner == value.end:
                document.patches.add(_colon(document, key), value.end, " " + manner.value(then))
            else:
                _replace_scalar(document, value, then, manner)
        elif value.kind == "scalar" and value.inner == value.end:
            document.patches.add(_colon(document, key), value.end, " " + manner.value(then))
        elif value.style == "block":
            _replace_block(document, key, value, manner.value(then))
        else:
            document.patches.add(value.start, value.end, manner.value(then))

    def _change_items(
        self, document: Document, node: Written, before: Sequence[Any], then: Sequence[Any], manner: Manner
    ) -> None:
        """Put down that a list has other items; those that stay keep their text."""
        last = node.children[-1]
        if is_text(last) and last.style not in ("|", ">"):
            manner = manner._replace(quote=last.style)
        dropped: set[int] = set()
        added: list[Added] = []
        matcher = SequenceMatcher(None, list(map(repr, before)), list(map(repr, then)), autojunk=False)
        for what, begin, end, new, new_end in matcher.get_opcodes():
            if what == "equal":
                continue
            paired = min(end - begin, new_end - new)
            for number in range(paired):
                item, value = node.children[begin + number], then[new + number]
                document.check_unshared(item)
                if item.kind in ("scalar", "alias") and item.style not in ("|", ">") and item.inner < item.end:
                    _replace_scalar(document, item, value, manner)
                else:
                    dropped.add(begin + number)
                    added.append(Added(begin + number, lambda _column, value=value: manner.value(value)))  # type: ignore[misc]
            for number in range(begin + paired, end):
                for each in node.children[number].all():
                    document.check_unshared(each)
                dropped.add(number)
            added += [
                Added(end - 1, lambda _column, value=value: manner.value(value))  # type: ignore[misc]
                for value in then[new + paired : new_end]
            ]
        if not dropped and not added:
            return
        if node.style == "block":
            block_list(document, node).patch(dropped, added)
        else:
            patch_flow(document, node, dropped, added, manner_in(document, node).comma)


def _colon(document: Document, key: Written) -> int:
    """Where the colon behind a key ends.

    Raises:
        CannotEdit: there is none: the key stands behind a "?".
    """
    found = _COLON.match(document.text, key.end)
    if found is None:
        raise document.cannot(key, _('a key with "?" before it is not edited: change it by hand'))
    return found.end()


def _replace_scalar(document: Document, node: Written, value: Any, manner: Manner) -> None:
    """Put a value in the place of another one, quoted as that is."""
    if isinstance(value, str) and is_text(node):
        manner = manner._replace(quote=node.style)
    document.patches.add(node.start, node.end, manner.value(value))


def _replace_block(document: Document, key: Written, node: Written, text: str) -> None:
    """Put a text in the place of a value that has lines of its own."""
    colon = _colon(document, key)
    if node.kind == "scalar" or node.start != node.inner:
        document.patches.add(colon, node.end, f" {text}")
        return
    column = document.column(node.inner)
    document.patches.add(colon, colon, f" {text}")
    document.patches.add(document.line_start(node.inner), document.behind(node.end, column), "", column)


def _behind_key(manner: Manner, key: str, inner: Told, is_block: bool) -> Told:
    """A list that is new, behind its key."""
    before = manner.key(key).rstrip() if is_block else manner.key(key)
    return lambda column: before + inner(column)


def _apart(document: Document, block: Block, added: Added) -> Told:
    """A section of a file that is new, with an empty line before it where the others have one, or behind it."""
    starts, ends = block.starts[1:], block.ends
    has_gap = any(document.text[end:start].strip(" ") for start, end in zip(starts, ends, strict=False) if start > end)
    gap = document.line_break if has_gap and starts else ""
    if added.behind < 0:
        return lambda column: added.told(column) + gap
    return lambda column: gap_before(gap, column) + added.told(column)


def gap_before(gap: str, column: int) -> str:
    """An empty line before a line that begins in a column."""
    return gap + " " * column if gap else ""


def _entry_told(
    document: Document, data: Mapping[str, Any], manner: Manner, is_flow: bool, offset: int, only_flow: bool = False
) -> Told:
    """An entry that is new, on one line where it fits there and the others are written so."""
    only_flow = only_flow or document.is_json

    def told(column: int) -> str:
        line = manner.value(data)
        if only_flow or (is_flow and column + columns(line) <= WIDTH):
            return line
        plain = manner._replace(colon=": ", comma=", ")
        lines = []
        for key, value in data.items():
            text = plain.key(key) + plain.value(value)
            if value and isinstance(value, list | dict) and column + columns(text) > WIDTH:
                text = plain.key(key).rstrip() + _block_text(document, value, plain, column, offset)
            lines.append(text)
        return (document.line_break + " " * column).join(lines)

    return told


def _block_text(document: Document, value: Any, manner: Manner, column: int, offset: int) -> str:
    """A list or a mapping below its key, a line for each of what is in it."""
    if isinstance(value, Mapping):
        lines = [f"{' ' * (column + 2)}{manner.key(key)}{manner.value(each)}" for key, each in value.items()]
    else:
        lines = [f"{' ' * (column + offset)}- {manner.value(each)}" for each in value]
    return document.line_break + document.line_break.join(lines)
