"""A loaded library as plain data, and back: rules spelled out, whose conditions are compiled only when they are asked for.

Reading, validating and compiling a hundred files of YAML takes most of a small check; restoring a snapshot takes a tenth of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NoReturn

from orgrules.errors import Problem, RulebookError
from orgrules.facts.expressions import ALWAYS, Expression
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import Collection, Hop, Kind
from orgrules.files.source import Source
from orgrules.findings import Severity
from orgrules.organization.attributes import Declarations, attribute
from orgrules.organization.terms import Item, Terms, Wordings
from orgrules.organization.titles import Alias, TitleIndex
from orgrules.rulebook.conditions import Compiler
from orgrules.rulebook.constants import Names
from orgrules.rulebook.model import Library, Placement, Profile, Rule, Rulebook, Statement, UnitCondition

#: The form of the data; another one is not restored.
FORM = 4


def snapshot(library: Library) -> dict[str, Any]:
    """A library as data that JSON holds."""
    statements = [statement for rulebook in library.rulebooks for statement in rulebook.statements]
    number = {statement[:3]: index for index, statement in enumerate(statements)}

    def cited(those: tuple[Statement, ...]) -> list[int]:
        return [number[statement[:3]] for statement in those]

    return {
        "form": FORM,
        "statements": [[*statement[:4], dict(statement.gloss), statement.place] for statement in statements],
        "rulebooks": [
            [
                *(book.name, list(book.family), book.version, dict(book.title), cited(book.statements)),
                *({id_: dict(why) for id_, why in book.not_checkable.items()}, book.extends, book.path),
            ]
            for book in library.rulebooks
        ],
        "rules": [
            [
                *(rule.id, rule.rulebook, dict(rule.name), rule.severity.value, list(rule.conditions), sorted(rule.roles or ())),
                *(rule.roles is None, dict(rule.message), dict(rule.why), dict(rule.fix), cited(rule.cites)),
                *(cited(rule.field_cites), {item: cited(those) for item, those in rule.item_cites.items()}),
                *(_written(rule), rule.source.path, list(rule.route)),
            ]
            for rule in library.rules
        ],
        "profiles": [
            [role, profile.rulebook, dict(profile.name), list(profile.aliases), cited(profile.cites), profile.source.path]
            for role, profile in library.profiles.items()
        ],
        "titles": {
            "aliases": {
                name: [[alias.role, alias.name, alias.with_area, _condition(alias), alias.is_open] for alias in aliases]
                for name, aliases in library.titles.aliases.items()
            },
            "roles": dict(library.titles.roles),
            "areas": sorted(library.titles.areas),
            "unit_words": list(library.titles.unit_words),
            "other_titles": sorted(library.titles.other_titles),
        },
        "terms": {
            "ids": {kind: dict(known) for kind, known in library.terms.ids.items()},
            "names": {kind: dict(known) for kind, known in library.terms.names.items()},
            "owners": {duty: sorted(roles) for duty, roles in library.terms.owners.items()},
            "items": {
                kind: {id_: [*map(list, item[:3]), sorted(item.roles)] for id_, item in known.items()}
                for kind, known in library.terms.wordings.items.items()
            },
            "attributes": {
                kind: {
                    name: [each.type, dict(each.label), {value: dict(names) for value, names in each.values.items()}]
                    for name, each in known.items()
                }
                for kind, known in library.terms.attributes.items()
            },
        },
        "term_names": {kind: {id_: dict(texts) for id_, texts in known.items()} for kind, known in library.term_names.items()},
    }


def restore(data: Mapping[str, Any]) -> Library:
    """The library of a snapshot. Its sources know their paths and nothing of what stands in them.

    Raises:
        KeyError, TypeError, ValueError: the data are no snapshot of this form.
    """
    if data["form"] != FORM:
        raise ValueError(f"a snapshot of form {data['form']}")
    statements = [Statement(*row) for row in data["statements"]]
    terms = data["terms"]
    roles = frozenset(row[0] for row in data["profiles"])
    attributes = {kind: {name: attribute(*row) for name, row in known.items()} for kind, known in terms["attributes"].items()}
    compiler = Compiler(_invalid, Names(roles, terms["ids"], Declarations(attributes)), [])

    def cited(numbers: list[int]) -> tuple[Statement, ...]:
        return tuple(statements[number] for number in numbers)

    profiles = {
        row[0]: Profile(row[0], row[1], row[2], tuple(row[3]), cited(row[4]), _unread(row[5])) for row in data["profiles"]
    }
    return Library(
        tuple(
            Rulebook(row[0], tuple(row[1]), row[2], row[3], cited(row[4]), row[5], row[6], row[7]) for row in data["rulebooks"]
        ),
        tuple(_rule(row, compiler, cited) for row in data["rules"]),
        profiles,
        _titles(data["titles"], compiler),
        Terms(
            terms["ids"],
            terms["names"],
            {duty: frozenset(those) for duty, those in terms["owners"].items()},
            Wordings(terms["items"], _item),
            attributes,
        ),
        data["term_names"],
    )


def _item(row: list[list[str]]) -> Item:
    return Item(tuple(row[0]), tuple(row[1]), tuple(row[2]), frozenset(row[3]))


class _Conditions(Mapping[Kind, tuple[Expression, Expression]]):
    """``where`` and ``require`` of a rule by kind of subject, compiled when they are first asked for."""

    def __init__(self, kinds: list[Kind], written: Mapping[str, Any], compiler: Compiler) -> None:
        self._kinds = kinds
        self._written = written
        self._compiler = compiler
        self._compiled: dict[Kind, tuple[Expression, Expression]] = {}

    def __getitem__(self, kind: Kind) -> tuple[Expression, Expression]:
        if kind not in self._compiled:
            if kind not in self._kinds:
                raise KeyError(kind)
            where, require = (self._compiler.condition(kind, self._written.get(part), ()) for part in ("where", "require"))
            self._compiled[kind] = (where, require)
        return self._compiled[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def _written(rule: Rule) -> dict[str, Any]:
    """The parts of a rule's written form that are compiled again."""
    return {part: rule.written[part] for part in ("where", "require", "finding") if part in rule.written}


def _condition(alias: Alias) -> Any:
    return dict(alias.applies.written) if isinstance(alias.applies, UnitCondition) else None


def _rule(row: list[Any], compiler: Compiler, cited: Any) -> Rule:
    written = row[13]
    kinds: list[Kind] = row[4]
    return Rule(
        id=row[0],
        rulebook=row[1],
        name=row[2],
        severity=Severity(row[3]),
        conditions=_Conditions(kinds, written, compiler),
        roles=None if row[6] else frozenset(row[5]),
        message=row[7],
        why=row[8],
        fix=row[9],
        cites=cited(row[10]),
        field_cites=cited(row[11]),
        item_cites={item: cited(those) for item, those in row[12].items()},
        placement=_placement(written.get("finding"), kinds, compiler),
        written=written,
        source=_unread(row[14]),
        route=tuple(row[15]),
    )


def _placement(finding: Mapping[str, Any] | None, kinds: list[Kind], compiler: Compiler) -> Placement:
    if not finding:
        return Placement()
    at, related = finding.get("at", ()), finding.get("related")
    where: Expression | None = None if related is None else ALWAYS
    if isinstance(related, dict):
        [(related, inner)] = related.items()
        where = compiler.condition(_kind_of(related, kinds), inner["where"], ())
    return Placement(
        (at,) if isinstance(at, str) else tuple(at),
        related,
        where,
        _texts(finding.get("expected")),
        _texts(finding.get("actual")),
        tuple(understand(kinds[0], name) for name in _listed(finding.get("elsewhere", ()))),
    )


def _kind_of(related: str, kinds: list[Kind]) -> Kind:
    """The kind of subject that a way leads to, seen from the first of ``kinds`` that has it."""
    for kind in kinds:
        with suppress(ValueError):
            word = understand(kind, related).word
            if isinstance(word, Collection):
                return word.of
            if isinstance(word, Hop):
                return word.to
    raise ValueError(related)


def _texts(said: Any) -> Mapping[str, str]:
    return {} if said is None else {"en": said, "zh": said} if isinstance(said, str) else said


def _listed(names: Any) -> Any:
    return (names,) if isinstance(names, str) else names


def _titles(data: Mapping[str, Any], compiler: Compiler) -> TitleIndex:
    conditions: dict[str, UnitCondition] = {}  # a handful, shared by dozens of titles

    def condition(where: Any) -> UnitCondition | None:
        if not where:
            return None
        key = repr(where)
        if key not in conditions:
            conditions[key] = UnitCondition(where, compiler.condition("position", where, ()))
        return conditions[key]

    aliases = {
        name: tuple(Alias(role, text, with_area, condition(where), is_open) for role, text, with_area, where, is_open in rows)
        for name, rows in data["aliases"].items()
    }
    areas, other_titles = frozenset(data["areas"]), frozenset(data["other_titles"])
    return TitleIndex(aliases, data["roles"], areas, tuple(data["unit_words"]), other_titles)


def _invalid(route: object, message: str, *, key: bool = False) -> NoReturn:
    """Nothing of a snapshot is invalid: it was made of rules that were checked when they were loaded."""
    del route, key
    raise RulebookError(Problem("", 0, 0, message))


def _unread(path: str) -> Source:
    return Source(path, None, array("Q"))
