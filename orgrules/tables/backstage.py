"""Backstage's catalog (``backstage.io/v1alpha1``): groups as units and users as people, in several documents of a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from orgrules.errors import Problem
from orgrules.files.source import Route, Source
from orgrules.locale import _, ngettext
from orgrules.tables.placed import Placed, sheet_of_cells, together
from orgrules.tables.records import described
from orgrules.tables.sheet import Sheet
from orgrules.text import listed, shown

KIND = "backstage"

_VERSION = "backstage.io/"
_DEFAULT = "default"  # the namespace of what states none
_UNIT_COLUMNS = {"id": "id", "name": "name", "type": "type", "parent": "parent"}
_PERSON_COLUMNS = {"id": "person", "name": "holder", "email": "email", "memberOf": "unit"}

#: An entity as all references to it are understood: kind, namespace and name in lower case.
Ref = tuple[str, str, str]


class _Entity(NamedTuple):
    source: Source
    route: Route
    ref: Ref
    data: dict[str, Any]

    @property
    def written(self) -> str:
        """Its name as it writes it, with its namespace where that is not the default one."""
        metadata = self.data["metadata"]
        name = str(metadata["name"])
        return name if self.ref[1] == _DEFAULT else f"{metadata['namespace']}/{name}"

    def cell(self, text: str, *keys: str | int) -> Placed:
        return Placed(text, self.source, (*self.route, *keys))

    def texts(self, key: str, *keys: str) -> list[Placed]:
        """The texts under a key, one or a list of them."""
        value: Any = self.data
        for step in (key, *keys):
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, list):
            return [self.cell(item, key, *keys, index) for index, item in enumerate(value) if _is_text(item)]
        return [self.cell(value, key, *keys)] if _is_text(value) else []


class _Reference(NamedTuple):
    """What one entity says of another."""

    entity: _Entity
    other: Ref
    cell: Placed


class _Catalog(NamedTuple):
    entities: dict[Ref, _Entity]
    above: dict[Ref, list[_Reference]]  # of a group, the groups that have it among their children
    groups: dict[Ref, list[_Reference]]  # of a user, the groups that have it among their members


def recognizes(documents: Sequence[Source]) -> bool:
    """Whether one of the documents is an entity of a catalog, or the list of them that its API answers."""
    return any(
        isinstance(item, dict) and "kind" in item and str(item.get("apiVersion")).startswith(_VERSION)
        for document in documents
        for __, item in _items(document.data)[:1]
    )


def read(documents: Sequence[Source]) -> list[Sheet]:
    """The groups as a sheet of units and the users as one of people; references in the spelling of what they name."""
    path = documents[0].path
    unreadable: list[Problem] = []
    notes: list[Problem] = []
    entities = list(_entities(documents, unreadable))
    catalog = _catalog(entities, unreadable)
    groups = [entity for entity in catalog.entities.values() if entity.ref[0] == "group"]
    users = [entity for entity in catalog.entities.values() if entity.ref[0] == "user"]
    units = [_unit(group, catalog, notes) for group in groups]
    people = [_person(user, catalog) for user in users]
    notes += [*_strangers(catalog), *_left_out(entities)]
    sheets = []
    if units or not people:
        sheets.append(sheet_of_cells(units, path, KIND, _UNIT_COLUMNS, about="units", unreadable=unreadable, notes=notes))
        unreadable, notes = [], []
    if people:
        sheets.append(sheet_of_cells(people, path, KIND, _PERSON_COLUMNS, about="people", unreadable=unreadable, notes=notes))
    return sheets


def _items(data: Any) -> list[tuple[Route, Any]]:
    """What stands in a document: one entity, or the list of them that the API of the catalog answers."""
    if isinstance(data, dict) and "kind" not in data and isinstance(data.get("items"), list):
        return [(("items", index), item) for index, item in enumerate(data["items"])]
    if isinstance(data, list):
        return [((index,), item) for index, item in enumerate(data)]
    return [((), data)]


def _entities(documents: Sequence[Source], unreadable: list[Problem]) -> Iterator[_Entity]:
    for source in documents:
        for route, item in _items(source.data):
            if item is None:  # an empty document: a file may begin or end with ---
                continue
            if not isinstance(item, dict):
                message = _("an entity is a mapping with kind, metadata and spec; found {found}")
                unreadable.append(source.problem(route, message.format(found=described(item))))
                continue
            metadata = item.get("metadata")
            if not isinstance(metadata, dict) or not _is_text(item.get("kind")) or not _is_text(metadata.get("name")):
                unreadable.append(source.problem(route, _("an entity needs a kind and metadata.name; this one is not read")))
                continue
            namespace = metadata.get("namespace")
            space = namespace.strip().lower() if isinstance(namespace, str) and namespace.strip() else _DEFAULT
            yield _Entity(source, route, (item["kind"].strip().lower(), space, metadata["name"].strip().lower()), item)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _catalog(entities: Sequence[_Entity], unreadable: list[Problem]) -> _Catalog:
    """The entities by what references mean; of those that have one name the first counts, and the others are told of."""
    kept: dict[Ref, _Entity] = {}
    for entity in entities:
        first = kept.setdefault(entity.ref, entity)
        if first is not entity:
            line, column = first.cell("", "metadata", "name").place()
            message = _(
                '"{name}" stands here again; first at line {line}, column {column}. Names differ in more than letter case'
            )
            name = shown(entity.written)
            unreadable.append(entity.cell("", "metadata", "name").problem(message.format(name=name, line=line, column=column)))
    catalog = _Catalog(kept, defaultdict(list), defaultdict(list))
    for entity in kept.values():
        if entity.ref[0] == "group":
            for reference in _references(entity, "children", "group"):
                catalog.above[reference.other].append(reference)
            for reference in _references(entity, "members", "user"):
                catalog.groups[reference.other].append(reference)
    return catalog


def _references(entity: _Entity, key: str, kind: str) -> list[_Reference]:
    return [_Reference(entity, ref_of(cell.text, kind, entity.ref[1]), cell) for cell in entity.texts("spec", key)]


def ref_of(written: str, kind: str, namespace: str) -> Ref:
    """What a reference means, ``[kind:][namespace/]name``, where its place implies a kind and a namespace."""
    before, colon, rest = written.partition(":")
    if not colon:
        before, rest = kind, before
    space, slash, name = rest.partition("/")
    if not slash:
        space, name = namespace, space
    return before.strip().lower(), space.strip().lower(), name.strip().lower()


def _as_named(reference: _Reference, catalog: _Catalog) -> Placed:
    """A reference in the spelling of what it means; as it is written where that stands in no document."""
    found = catalog.entities.get(reference.other)
    return reference.cell if found is None else reference.cell._replace(text=found.written)


def _display_name(entity: _Entity) -> Placed:
    """What people call it: the name in its profile, its title, else its name."""
    names = entity.texts("spec", "profile", "displayName") or entity.texts("metadata", "title")
    return names[0] if names else entity.cell(str(entity.data["metadata"]["name"]), "metadata", "name")


def _unit(group: _Entity, catalog: _Catalog, notes: list[Problem]) -> list[Placed | None]:
    kind = group.texts("spec", "type")
    return [
        group.cell(group.written, "metadata", "name"),
        _display_name(group),
        kind[0] if kind else None,
        _parent(group, catalog, notes),
    ]


def _parent(group: _Entity, catalog: _Catalog, notes: list[Problem]) -> Placed | None:
    """The group above, as it says itself, else as the first says that has it among its children."""
    own = _references(group, "parent", "group")[:1]
    others = catalog.above.get(group.ref, [])
    stated = own[0].other if own else others[0].entity.ref if others else None
    for other in others:
        if other.entity.ref != stated:
            above = catalog.entities[stated].written if stated in catalog.entities else own[0].cell.text
            message = _('"{child}" is among the children of "{group}" and has another parent: "{parent}", which counts')
            child, name, parent = shown(group.written), shown(other.entity.written), shown(above)
            notes.append(other.cell.problem(message.format(child=child, group=name, parent=parent)))
    if own:
        return _as_named(own[0], catalog)
    return others[0].cell._replace(text=others[0].entity.written) if others else None


def _person(user: _Entity, catalog: _Catalog) -> list[Placed | None]:
    mail = user.texts("spec", "profile", "email")
    groups = [_as_named(reference, catalog) for reference in _references(user, "memberOf", "group")]
    groups += [reference.cell._replace(text=reference.entity.written) for reference in catalog.groups.get(user.ref, ())]
    return [
        user.cell(user.written, "metadata", "name"),
        _display_name(user),
        mail[0] if mail else None,
        together(groups),
    ]


def _strangers(catalog: _Catalog) -> Iterator[Problem]:
    """A note on members of groups who are no users of the file: their rows would have nothing but an id."""
    strangers = [references[0] for ref, references in catalog.groups.items() if ref not in catalog.entities]
    if strangers:
        message = ngettext(
            "{number:,} member of a group is no user of this file, and left out: {names}",
            "{number:,} members of groups are no users of this file, and left out: {names}",
            len(strangers),
        )
        names = listed((shown(each.cell.text) for each in strangers), 5)
        yield strangers[0].cell.problem(message.format(number=len(strangers), names=names))


def _left_out(entities: Sequence[_Entity]) -> Iterator[Problem]:
    """What is told of entities that are neither groups nor users; where a location leads is not followed."""
    others = [entity for entity in entities if entity.ref[0] not in ("group", "user")]
    if others:
        kinds = Counter(entity.data["kind"] for entity in others)
        message = ngettext(
            "{number:,} entity is neither a group nor a user, and left out ({kinds})",
            "{number:,} entities are neither groups nor users, and left out ({kinds})",
            len(others),
        )
        names = listed(shown(str(kind)) for kind, __ in kinds.most_common(5))
        yield others[0].cell("").problem(message.format(number=len(others), kinds=names))
    locations = [entity for entity in others if entity.ref[0] == "location"]
    if locations:
        message = _("where a location leads is not followed; name the files of groups and users themselves")
        yield locations[0].cell("").problem(message)
