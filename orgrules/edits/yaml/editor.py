"""Finds out what becomes of each list and mapping of a design's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Add, Drop, Put, Section, Step, data_of
from orgrules.design.read import Declared
from orgrules.edits.yaml.changed import ABSENT, KEYS, ChangedList, ChangedMapping, Item, Moved
from orgrules.edits.yaml.collections import Added
from orgrules.edits.yaml.document import Document
from orgrules.edits.yaml.layout import Layout
from orgrules.edits.yaml.placing import Numbers, Placing
from orgrules.edits.yaml.texts import manner_in
from orgrules.edits.yaml.values import entry_told
from orgrules.errors import CannotEdit
from orgrules.files.source import Route, Source
from orgrules.files.written import Written
from orgrules.files.yaml_text import WIDTH
from orgrules.locale import _
from orgrules.organization.model import Organization
from orgrules.text import columns

_SECTIONS: tuple[Section, ...] = ("units", "positions", "people")


class Editor:
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
        self._known_homes: dict[Section, Mapping[str, Source]] = {}
        self._documents = self._read(contents, encoding)
        self._lists: dict[int, ChangedList] = {}
        self._mappings: dict[int, ChangedMapping] = {}
        self._layout = Layout()
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
        """The file that an entry is added to: that of its manager, or of the unit that it belongs to, where it has one."""
        design = self._organization.design
        reference = step.entry.get({"positions": "reports_to", "units": "parent"}.get(step.section, ""))
        if reference is not None and (home := self._homes(step.section).get(str(reference))) is not None:
            return home
        having = [source for source in design.sources if isinstance(source.data, dict) and source.data.get(step.section)]
        return having[0] if having else design.sources[0]

    def _homes(self, section: Section) -> Mapping[str, Source]:
        """The files of entries, by ids and by what the entries are called: ids come first."""
        if section not in self._known_homes:
            declared = self._before[section] if len(self._organization.design.sources) > 1 else ()
            names = {str(each.entry.title if section == "positions" else each.entry.name): each.source for each in declared}
            self._known_homes[section] = {**names, **{str(each.entry.id): each.source for each in declared}}
        return self._known_homes[section]

    def _at(self, source: Source, route: Route) -> Item:
        """What stands at the route of an entry, or of a text in a list of reports."""
        document = self._documents[source.path]
        node, owner = document.node(route), document.node(route[:-2])
        return self._in_list(document, owner, str(route[-2]), document.number(route))._replace(node=node)

    def _in_list(self, document: Document, owner: Written, name: str, number: int = 0) -> Item:
        """An item of the list that is under a key of a mapping."""
        pair = owner.get(name)
        if pair is None or number >= len(pair[1].children):
            raise document.cannot(owner, _("the file no longer says what was read"))
        document.check_unshared(pair[1])
        return Item(document, pair[1].children[number], number, pair[1], pair[0], owner)

    def _entry(self, section: Section, index: int) -> Item:
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
            self._layout.put_list(each, self._drop_reports)
        for mapping in list(self._mappings.values()):
            self._layout.put_mapping(mapping)

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
            then = _said(self._then[section][self._numbers[section].then(index)].entry)
            self._change_keys(*self._entry(section, index)[:2], section, before, then, changed)

    def _change_organization(self, changed: Iterable[str]) -> None:
        source, _route = self._organization.design.organization_at
        before, then = self._organization.design.organization.data(), self._target.design.organization.data()
        document = self._documents[source.path]
        there = document.root.get("organization") if document.root else None
        if there and there[1].kind != "scalar":
            self._change_keys(document, document.node(("organization",)), "organization", before, then, changed)
        elif before != then:
            self._mapping(document, self._root(document), "").values["organization"] = (ABSENT if not there else None, then)

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
            one, other = before.get(key, ABSENT), then.get(key, ABSENT)
            if one is not other and not (one == other and (type(one) is type(other) or key == "fte")):
                self._mapping(document, node, kind).values[key] = (one, other)

    def _mapping(self, document: Document, node: Written, kind: str) -> ChangedMapping:
        return self._mappings.setdefault(id(node), ChangedMapping(document, node, kind))

    def _list(self, at: Item) -> ChangedList:
        """What becomes of the list that an entry is in."""
        return self._lists.setdefault(id(at.list), ChangedList(at))

    def _drop_reports(self, document: Document, node: Written) -> None:
        """A position has no list of reports any more."""
        self._mapping(document, node, "positions").dropped.add("reports")

    def _take(self, at: Item) -> None:
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
                self._mapping(at.document, at.node, "positions").values["unit"] = (said.get("unit", ABSENT), place.unit)
            if place.how == "first":
                self._take(at)
                first = self._in_list(at.document, self._root(at.document), "positions")
                self._list(first).moved.append(Moved(at))
            elif place.how == "nested":
                self._take(at)
                self._to_reports(place.over, Moved(at))
            elif place.how == "named":
                self._to_reports(place.over, Moved(None, place.name))

    def _to_reports(self, manager: int, moved: Moved) -> None:
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

    def _list_for(self, at: Item, over: Item) -> str | None:
        """How the list is written then in which a position comes to stand: as a block, or in brackets; None: it cannot."""
        is_block = self._layout.is_block(at.node)
        pair = over.node.get("reports")
        holder = pair[1] if pair else None
        if holder is not None and (holder.kind == "alias" or holder.is_shared):
            return None
        if holder is not None and holder.children:
            if self._layout.is_block(holder):
                return "block"
            if not is_block:
                return "flow"
            return self._layout.open(over.document, holder) if over.node.style == "block" else None
        if self._layout.is_block(over.node):
            return "block"
        is_in_block = self._contexts.get(id(over.node), "block" if self._layout.is_block(over.list) else "flow") == "block"
        if not is_in_block:
            return None if is_block else "flow"
        if holder is not None:  # reports: [] in brackets: rare enough
            return None if is_block else "flow"
        text, start = over.document.text, over.document.line_start(over.node.start)
        is_long = columns(text[start : over.node.end]) + columns(at.document.text[at.node.start : at.node.end]) + 12 > WIDTH
        return self._layout.open(over.document, over.node) or (None if is_block else "flow") if is_block or is_long else "flow"

    # ---- entries that are added

    def _add(self) -> None:
        """Entries that are new, at the end of their lists."""
        for section in _SECTIONS:
            numbers = self._numbers[section]
            added = [step for step in self._steps if isinstance(step, Add) and step.section == section]
            for index, step in enumerate(added, len(self._before[section])):
                if index not in numbers.gone:
                    said = _said(self._then[section][numbers.then(index)].entry)
                    data = {key: said[key] for key in KEYS[section] if key in said}
                    self._add_entry(self._documents[self._home(step).path], section, data)

    def _add_entry(self, document: Document, section: Section, data: Mapping[str, Any]) -> None:
        root = self._root(document)
        pair = root.get(section)
        if pair is not None and pair[1].children:
            last = pair[1].children[-1]
            told = entry_told(document, data, manner_in(document, last), last.style == "flow", self._layout.offset(document))
            self._list(self._in_list(document, root, section)).told.append(Added(len(pair[1].children) - 1, told))
        else:
            self._mapping(document, root, "").sections.setdefault(section, []).append(data)


def _said(entry: Any) -> dict[str, Any]:
    """What an entry says, as people write it: whole numbers without a fraction."""
    said = data_of(entry)
    if isinstance(fte := said.get("fte"), float) and fte.is_integer():
        said["fte"] = int(fte)
    return said
