"""What duties, skills, meetings and the like are called: their ids by every name, over all loaded rulebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from orgrules.errors import Problem
from orgrules.files.source import Route
from orgrules.files.validation import validate_data
from orgrules.locale import _
from orgrules.organization.attributes import Attributes
from orgrules.organization.terms import TERM_KINDS, Item, Terms, Wordings
from orgrules.rulebook.files import Bilingual, RoleFile, UnitTypeEntry
from orgrules.rulebook.folders import Folder, Raw
from orgrules.text import Texts, normalize, shown

#: The lists of a profile, each with the kind of the terms in it; requirements are of several.
_TERM_FIELDS = {
    "duties": "duty",
    "authority": "authority",
    "meetings": "meeting",
    "internal_relations": "relation",
    "external_relations": "relation",
    "requirements": "",
    "career_path": "role",
    "promoted_from": "role",
    "rotates_with": "role",
}


class Named(NamedTuple):
    """One term as a rulebook names it, and where."""

    kind: str
    id: str
    said: Bilingual | None
    raw: Raw
    at: Route


class TermNames(NamedTuple):
    """The names of terms by kind and id (those that the first profile gives), and the ids by kind and every name given."""

    names: Mapping[str, Mapping[str, Texts]]
    ids: Mapping[str, Mapping[str, str]]


def term_names(folders: Sequence[Folder], profiles: Sequence[tuple[Folder, RoleFile, Raw]], problems: list[Problem]) -> TermNames:
    """Every term that the loaded rulebooks name. A name that two of them give to different terms is a problem."""
    names: dict[str, dict[str, Texts]] = {kind: {} for kind in TERM_KINDS}
    ids: dict[str, dict[str, str]] = {kind: {} for kind in TERM_KINDS}
    for named in (*_of_profiles(profiles), *_of_rulebooks(folders)):
        texts = named.said.texts() if named.said else {}
        if not names[named.kind].get(named.id):
            names[named.kind][named.id] = texts
        others = named.said.also_called.every() if isinstance(named.said, UnitTypeEntry) else []
        for text in (*texts.values(), *others):
            other = ids[named.kind].setdefault(normalize(text), named.id)
            if other != named.id:
                message = _('the {kind} "{name}" has two ids: {one} and {other}').format(
                    kind=_(named.kind), name=shown(text), one=other, other=named.id
                )
                problems.append(named.raw.problem((*named.at, "name"), message))
    for named in _refined_away(folders):
        if named.id not in names[named.kind]:
            names[named.kind][named.id] = named.said.texts() if named.said else {}
            for text in names[named.kind][named.id].values():
                ids[named.kind].setdefault(normalize(text), named.id)
    for kind, known in names.items():
        ids[kind] |= {normalize(id_): id_ for id_ in known}  # an id means itself, whatever else is named so
    return TermNames(names, ids)


def terms_of(
    named: TermNames,
    profiles: Sequence[RoleFile],
    titles: Mapping[str, str],
    glosses: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType({}),
    attributes: Attributes = MappingProxyType({}),
) -> Terms:
    """The terms as an organization is linked with them; ``titles`` are the titles of roles, by which a design may name them.

    ``glosses`` are those of the statements that a role's item cites, by role and id; ``attributes`` those that are declared.
    """
    spelled = {
        kind: {normalize(text): text for id_, texts in known.items() for text in (id_, *texts.values())}
        for kind, known in named.names.items()
    }
    owners: dict[str, frozenset[str]] = {}
    for profile in profiles:
        for item in profile.duties.items if profile.duties else ():
            owners[item.id] = owners.get(item.id, frozenset()) | {profile.role}
    roles = {**{normalize(title): role for title, role in titles.items()}, **named.ids["role"]}
    return Terms({**named.ids, "role": roles}, spelled, owners, Wordings(_items(named, profiles, glosses)), attributes)


#: The fields of a profile whose items are read by their wording, and of which kinds these are.
WORDED = tuple(field for field, kind in _TERM_FIELDS.items() if kind != "role")
WORDED_KINDS = ("duty", "skill", "certificate", "field of study", "authority", "meeting", "relation")


class _Term(NamedTuple):
    """One term in a profile's list: its kind and id, what names it, and where that stands below the list."""

    kind: str
    id: str
    of: Any
    at: Route


def _terms_of(field: str, item: Any, index: int) -> Iterator[_Term]:
    """The terms of one item of a list: one that names a level of education, or years of experience, has none."""
    if field != "requirements":
        yield _Term(_TERM_FIELDS[field], getattr(item, "id", None) or item.role, item, (index,))
        return
    for kind, id_ in (("skill", item.skill), ("certificate", item.certificate)):
        if id_ is not None:
            yield _Term(kind, id_, item, (index,))
    for number, each in enumerate(item.fields_of_study):
        yield _Term("field of study", each.id, each, (index, "fields_of_study", number))


def _items(
    named: TermNames, profiles: Iterable[RoleFile], glosses: Mapping[tuple[str, str], Sequence[str]]
) -> dict[str, dict[str, Item]]:
    """What every item that a text may mean goes by."""
    found = {kind: {id_: Item(tuple(texts.values())) for id_, texts in named.names[kind].items()} for kind in WORDED_KINDS}
    for profile in profiles:
        for field in WORDED:
            for index, item in enumerate(getattr(getattr(profile, field), "items", ())):
                for kind, id_, of, _at in _terms_of(field, item, index):
                    known = found[kind][id_]
                    words = of.recognized_by.every() if of.recognized_by else ()
                    found[kind][id_] = Item(
                        known.names,
                        tuple(dict.fromkeys((*known.glosses, *glosses.get((profile.role, id_), ())))),
                        tuple(dict.fromkeys((*known.words, *words))),
                        known.roles | {profile.role},
                    )
    return found


def _of_profiles(profiles: Iterable[tuple[Folder, RoleFile, Raw]]) -> Iterator[Named]:
    for _folder, profile, raw in profiles:
        yield Named("role", profile.role, profile.name, raw, ())
        yield from _of_profile(profile, raw)


def _of_profile(profile: RoleFile, raw: Raw) -> Iterator[Named]:
    """The terms in a profile's lists."""
    for field in _TERM_FIELDS:
        for index, item in enumerate(getattr(getattr(profile, field), "items", ())):
            listed: Route = (field,) if isinstance(raw.data[field], list) else (field, "items")
            for kind, id_, of, at in _terms_of(field, item, index):
                yield Named(kind, id_, of.name, raw, (*listed, *at))


def _of_rulebooks(folders: Iterable[Folder]) -> Iterator[Named]:
    for folder in folders:
        for member in folder.family:
            raw = Raw(member.file.rulebook, {}, member.source)
            yield from (Named("unit type", id_, said, raw, ("unit_types", id_)) for id_, said in member.file.unit_types.items())
            yield from (Named("duty", id_, said, raw, ("duties", id_)) for id_, said in member.file.duties.items())


def _refined_away(folders: Iterable[Folder]) -> Iterator[Named]:
    """The terms of refined profiles as they were: the written rules of the refined rulebook may name them still."""
    for folder in folders:
        for base in list(folder.family)[1:]:
            for raw in base.profiles.values():
                profile = validate_data(RoleFile, raw.data, raw.locate)
                if isinstance(profile, RoleFile):
                    yield from _of_profile(profile, raw)
