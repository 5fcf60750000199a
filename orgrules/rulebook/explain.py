"""Rules and facts for a person to read: a rule in its written form with its reasons, and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from orgrules.errors import RulebookError
from orgrules.facts.expressions import Expression, all_tests
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact, Hop, Kind, Word, meaning_of
from orgrules.files.yaml_events import dump
from orgrules.locale import _, pgettext
from orgrules.organization.attributes import Attribute, Attributes, Declarations
from orgrules.rulebook.builtin import BUILT_IN
from orgrules.rulebook.constants import ONE_OF_KIND
from orgrules.rulebook.files import RULE_FIELDS
from orgrules.rulebook.model import Library, Rule
from orgrules.rulebook.profiles import field_names, rule_id
from orgrules.text import columns, listed, normalize, pick

_SHOWN_KEYS = ("name", "cites", "severity", "each", "where", "require", "finding", "message")


def rules_named(asked: str, library: Library) -> list[Rule]:
    """The rules that somebody means: by id, by name in any language, by the name of a role and a field; ``…/*`` means several."""
    wanted = normalize(asked)
    rules = (*library.rules, *BUILT_IN)
    by_id = [rule for rule in rules if rule.id == wanted]
    if by_id:
        return by_id
    by_name = [rule for rule in rules if any(normalize(text) == wanted for text in rule.name.values())]
    if by_name:
        return by_name
    role, slash, field = (part.strip() for part in wanted.partition("/"))
    if not slash:
        return []
    fields = {normalize(text): name for name in RULE_FIELDS for text in (name, *field_names(name))}
    patterns = [rule_id(each, fields.get(field, field)) for each in (role, *_roles_called(role, library))]
    return [rule for rule in rules if any(_fits(rule.id, pattern) for pattern in patterns)]


def known_names(library: Library) -> Iterator[str]:
    """What can be asked for, in the form in which a reader would write it: to suggest the one that somebody mistyped."""
    rules = (*library.rules, *BUILT_IN)
    yield from (rule.id for rule in rules)
    yield from (text for rule in rules for text in rule.name.values())
    held = {rule.id for rule in rules}
    for role, profile in library.profiles.items():
        fields = [name for name in RULE_FIELDS if rule_id(role, name) in held]
        for called in dict.fromkeys((role, *profile.name.values(), *profile.aliases)):
            yield from (f"{called}/{word}" for field in fields for word in field_names(field))
            if fields:
                yield f"{called}/*"


def explain_rule(rule: Rule, library: Library) -> list[str]:
    """A rule in full, line by line."""
    lines = [
        _("{rule} ({severity}, {rulebook})").format(rule=rule.id, severity=_(rule.severity.word), rulebook=rule.rulebook),
        pick(rule.name),
    ]
    for heading, texts in ((_("Why"), rule.why), (_("How to mend it"), rule.fix)):
        if texts:
            lines += ["", heading, f"  {pick(texts)}"]
    if rule.cites:
        lines += ["", _("Statements it comes from")]
        lines += [
            "  " + "  ".join(filter(None, (f"{cited.document}:{cited.id}", pick(cited.gloss), cited.place)))
            for cited in rule.cites
        ]
    if rule.reading:
        lines += ["", _("How the document is read here"), f"  {rule.reading}"]
    if not rule.written:
        return lines
    names = dict(_names(rule, library))
    if names:
        lines += ["", _("What a design may write, by id or by name"), *_table(names.items())]
    written: Mapping[str, Any] = {key: rule.written[key] for key in _SHOWN_KEYS if key in rule.written}
    lines += ["", _("Written form"), *(f"  {line}" for line in dump(dict(written)).splitlines())]
    line, column = rule.source.place(rule.route)
    return [*lines, "", _("Written in"), f"  {rule.source.path}:{line}:{column}"]


def declared_in(rulebooks: Sequence[str]) -> Attributes:
    """The attributes that rulebooks declare; none where they cannot be loaded: who asks may be about to mend that."""
    from orgrules.rulebook.library import load_library

    if not rulebooks:  # the shipped ones declare none
        return {}
    try:
        return load_library(rulebooks).terms.attributes
    except RulebookError:
        return {}


def fact_lines(declared: Attributes) -> list[str]:
    """The vocabulary: every fact, hop and collection by kind of subject, with its type and meaning, and declared attributes."""
    lines: list[str] = []
    for kind, words in VOCABULARY.items():
        name = _(ONE_OF_KIND[kind])
        lines += ["", kind if name == kind else _("{key} ({name})").format(key=kind, name=name)]
        rows = [
            (name if name != "attributes" else "attributes.NAME", _type(word), meaning_of(word)) for name, word in words.items()
        ]
        rows += [_declared_row(kind, name, attribute) for name, attribute in declared.get(kind, {}).items()]
        lines += _table(rows)
    return lines[1:]


def _declared_row(kind: Kind, name: str, attribute: Attribute) -> tuple[str, str, str]:
    """An attribute as a rulebook declares it: what it is called, and the values that it may have."""
    path = understand(kind, f"attributes.{name}", Declarations({kind: {name: attribute}}))
    said = [pick(attribute.label)] if attribute.label else []
    said += [listed(attribute.named(id_) for id_ in attribute.values)] if attribute.values else []
    return path.text, _type(path.word), pgettext("between what an attribute is called and its values", ": ").join(said)


def _fits(id_: str, pattern: str) -> bool:
    return id_ == pattern or (pattern.endswith("*") and fnmatchcase(id_, pattern))


def _roles_called(name: str, library: Library) -> list[str]:
    """The roles that go by a name, in any language."""
    return [
        role
        for role, profile in library.profiles.items()
        if any(normalize(text) == name for text in (*profile.name.values(), *profile.aliases))
    ]


def _names(rule: Rule, library: Library) -> Iterator[tuple[str, str]]:
    """The terms that a rule asks for, such as duties: their ids and names."""
    for parts in rule.conditions.values():
        for part in parts:
            for kind, id_ in _terms(part):
                texts = library.term_names.get(kind, {}).get(id_)
                if texts is not None:
                    yield id_, pick(texts)
            for test in all_tests(part):
                word = test.column.path.word
                if isinstance(word, Fact) and word.declared is not None:
                    yield from ((id_, word.declared.named(id_)) for id_ in word.declared.values)


def _terms(expression: Expression) -> Iterator[tuple[str, str]]:
    """The kinds and ids of the terms that a condition names."""
    for test in all_tests(expression):
        word, asked = test.column.path.word, test.column.asked
        if isinstance(word, Fact) and word.term is not None:
            yield from ((word.term, str(value)) for value in (asked.values if asked is not None else (test.value,)))


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows whose columns stand below each other, the last one as long as it is."""
    rows = list(rows)
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        "  " + "".join(cell + " " * (width - columns(cell) + 2) for cell, width in zip(row[:-1], widths, strict=True)) + row[-1]
        for row in rows
    ]


def _type(word: Word) -> str:
    if isinstance(word, Hop):
        return f"→ {_(ONE_OF_KIND[word.to])}"
    if isinstance(word, Collection):
        return _collection_type(word)
    return _fact_type(word)


def _collection_type(collection: Collection) -> str:
    said: dict[Kind, str] = {
        "position": pgettext("type of a fact", "positions"),
        "unit": pgettext("type of a fact", "units"),
        "person": pgettext("type of a fact", "people"),
        "cycle": pgettext("type of a fact", "cycles"),
        "organization": pgettext("type of a fact", "organizations"),
    }
    return said[collection.of]


def _fact_type(fact: Fact) -> str:
    if fact.scale is not None:
        return pgettext("type of a fact", "level")
    said = {
        "text": pgettext("type of a fact", "text"),
        "number": pgettext("type of a fact", "whole number"),
        "decimal": pgettext("type of a fact", "number"),
        "truth": pgettext("type of a fact", "true/false"),
        "date": pgettext("type of a fact", "day"),
        "role": pgettext("type of a fact", "role"),
        "choice": pgettext("type of a fact", "choice"),
        "level": pgettext("type of a fact", "level"),
        "set": pgettext("type of a fact", "set of texts"),
        "any": pgettext("type of a fact", "any"),
    }
    return said[fact.type]
