"""Facts and tests in words: values as a reader of the report knows them, in the language spoken."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.facts.expressions import ALWAYS, All, Expression, Measure, Not, Test, meeting
from orgrules.facts.paths import Path, understand
from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact, Hop, Kind, meaning_of
from orgrules.locale import ENGLISH, N_, _, ngettext, pgettext, spoken
from orgrules.organization.attributes import Declarations
from orgrules.organization.model import UNRECOGNIZED, Position, Subject, Unit, organization_of
from orgrules.rulebook.dates import BY_SPAN, OF_DATES, TODAY
from orgrules.rulebook.model import Library
from orgrules.text import pick, shown

#: Most names that one text lists.
MOST_LISTED = 8

#: What tests ask for, as ``expected`` says it of a value.
_ASKED: dict[str, str] = {
    "!=": N_("anything but {value}"),
    "at_least": N_("at least {value}"),
    "at_most": N_("at most {value}"),
    "more_than": N_("more than {value}"),
    "less_than": N_("less than {value}"),
    "starts_with": N_("beginning with {value}"),
    "ends_with": N_("ending with {value}"),
    "contains": N_("containing {value}"),
    "before": N_("before {value}"),
    "after": N_("after {value}"),
    "from": N_("on or after {value}"),
    "until": N_("on or before {value}"),
    "older_than": N_("more than {value} ago"),
    "within_last": N_("within the last {value}"),
    "within_next": N_("within the next {value}"),
    "not older_than": N_("not more than {value} ago"),
    "not within_last": N_("not within the last {value}"),
    "not within_next": N_("not within the next {value}"),
    "includes_any": N_("one of {value}"),
    "excludes": N_("none of {value}"),
    "only": N_("only {value}"),
    "not starts_with": N_("not beginning with {value}"),
    "not ends_with": N_("not ending with {value}"),
    "not contains": N_("not containing {value}"),
    "not includes": N_("not {value}"),
    "not only": N_("not only {value}"),
}
_ORDER = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "=": "=", "!=": "!="}
_OPPOSITE = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
    "before": "from",
    "from": "before",
    "after": "until",
    "until": "after",
    "includes_any": "excludes",
    "excludes": "includes_any",
    "exists": "absent",
    "=": "!=",
    "one of": "!=",
    "!=": "=",
}


#: The facts that are years of experience.
_YEARS = ("experience", "requirements.experience")


class Wording:
    """Words over the names that a library knows, in the language that is spoken when it is made."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._declared = Declarations(library.terms.attributes)
        self._usual = pgettext("between names", ", ")
        self._other = pgettext("between names that hold the usual mark", ", ")
        # Chinese has two commas: 制定计划，组织实施、接待顾客 would be three names
        self._marks = tuple({self._usual, pgettext("between clauses of a name", ", ")})
        # what many findings say, by what it says
        self._terms: dict[tuple[str | None, str], str] = {}
        self._sets: dict[tuple[str | None, frozenset[str]], str] = {}
        self._lists: dict[tuple[str | None, tuple[str, ...]], str] = {}
        self._expected: dict[tuple[Kind, Test, bool], str] = {}

    def understand(self, kind: Kind, name: str) -> Path:
        """The path that a name is, attributes as the loaded rulebooks declare them."""
        return understand(kind, name, self._declared)

    @property
    def nothing(self) -> str:
        """The word for what is empty."""
        return _nothing()

    @property
    def vacant(self) -> str:
        """The word for a position that nobody holds."""
        return _("vacant")

    def fact(self, path: Path, subject: Subject) -> str | None:
        """The value of a fact of a subject; None where the design leaves it open."""
        word = path.word
        value = path.read(subject)
        return None if value is None else self.value(word, value) if isinstance(word, Fact) else str(value)

    def value(self, fact: Fact, value: Any) -> str:
        """A fact's value as it is read; what is absent is said to be so."""
        if isinstance(value, str):
            return self._text(fact, value)
        if value is None:
            return _nothing()
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if fact.declared is not None and fact.declared.values:
            return shown(fact.declared.named(str(value)))
        if fact.scale is not None:
            return pick(fact.scale.names[list(fact.scale.names)[value]])
        if isinstance(value, frozenset | set):
            return self._set(fact.term, frozenset(value)) if value else _nothing()
        if isinstance(value, list):
            return self.row(self.value(fact, item) for item in value)
        if isinstance(value, dict):
            return self.row(f"{shown(str(key))}: {self.value(fact, item)}" for key, item in value.items())
        if fact.name in _YEARS:
            return years_told(float(value))
        return _number(value) if isinstance(value, float) else self._text(fact, str(value))

    def _text(self, fact: Fact, value: str) -> str:
        if fact.declared is not None and fact.declared.values:
            return shown(fact.declared.named(value))
        if fact.scale is not None:
            return pick(fact.scale.names[value])
        if fact.type == "role":
            return _("a title that is no known role") if value == UNRECOGNIZED else self._term("role", value)
        return self._term(fact.term, value) if fact.term else shown(value)

    def _set(self, kind: str | None, ids: frozenset[str]) -> str:
        found = self._sets.get((kind, ids))
        if found is None:
            found = self._sets[kind, ids] = self.row(self._term(kind, item) for item in sorted(ids))
        return found

    def row(self, names: Iterable[str]) -> str:
        """Names in a row, the first ones of many."""
        there = list(names)
        return there[0] if len(there) == 1 else self._row(there, self._and(there))

    def row_of(self, first: Sequence[str], number: int, *, is_marked: bool) -> str:
        """As ``row``, of so many names the ``first``; ``is_marked``: whether one of all of them holds the usual mark."""
        return self._first_of(first, number, self._other if is_marked else self._usual)

    def is_marked(self, name: str) -> bool:
        """Whether a name holds a mark that parts as much as the one that usually parts names in a row."""
        return any(mark in name for mark in self._marks)

    def alternatives(self, names: Iterable[str]) -> str:
        """Names joined by "or"."""
        return self._row(list(names), _or())

    def expected(self, test: Test, negated: bool) -> str:
        """What a test asks for."""
        key = (test.column.path.kind, test, negated)
        found = self._expected.get(key)
        if found is None:
            found = self._expected[key] = self._expect(test, negated)
        return found

    def _expect(self, test: Test, negated: bool) -> str:
        column = test.column
        word, asked = column.path.word, column.asked
        if asked is None:
            name = _ORDER[test.operator]
            values: tuple[Any, ...] = (test.spelled or test.value,)
        else:
            name, values = asked.test, asked.values
            negated ^= test.value is False
        said = _OPPOSITE.get(name, name) if negated else name
        if asked is not None and asked.fact is not None:
            return self._asked(said, fact_name(asked.fact))
        if asked is not None and asked.measure is not None:
            return self._asked(said, _measured(asked.measure, values[0]))
        if asked is not None and isinstance(word, Collection) and asked.values:
            return self._asked(said, str(values[0]))
        if asked is not None and asked.test in OF_DATES:
            day = _("today") if values[0] == TODAY else str(values[0])
            return self._asked(f"not {name}" if negated and name in BY_SPAN else said, day)
        if not isinstance(word, Fact) or name == "exists":
            return _nothing() if negated else _something()
        texts = [self.value(word, value if word.type != "set" else frozenset({value})) for value in values]
        if not texts:
            return _nothing()
        if word.type == "text" and word.term is None:  # of one thing's names in two languages, the reader's
            texts = [text for text in texts if text.isascii() is (spoken() == ENGLISH)] or texts
        listing = word.type == "set" and said != "includes_any"
        joint = self._and(texts) if listing else _EITHER if said == "includes_any" else _or()
        if negated and name not in _OPPOSITE:
            said = f"not {name}"
        return self._asked(said, self._row(texts, joint), on_a_scale=word.type == "level")

    def actual(self, test: Test, subject: Subject, items: Sequence[str]) -> str:
        """What is there instead: a value, the members that are too many, or a number; ``items`` are its ``broken_items``."""
        path, asked = test.column.path, test.column.asked
        word = path.word
        if asked is not None and asked.measure is not None:
            return _range(asked.measure, subject)
        if isinstance(word, Fact) and word.type == "date" and asked is not None and asked.test in BY_SPAN:
            return _aged(str(path.read(subject)), subject)
        if isinstance(word, Fact) and word.type == "set" and asked is not None and path.read(subject) is not None:
            there = self._items(word, items)
            if asked.test == "includes":
                return self.without(there)
            if asked.test in ("only", "excludes"):
                return there
            if asked.test == "includes_any":  # all that is there instead would say nothing
                return _nothing()
        if isinstance(word, Fact) and word.type == "role" and "." in path.text:
            owner = understand(path.kind, path.text.rpartition(".")[0])
            if isinstance(owner.word, Hop):  # not the role that a title tells
                there = owner.read(subject)
                return _nothing() if there is None else self._position(there)
        if isinstance(word, Fact):
            return self.value(word, path.read(subject))
        if isinstance(word, Collection) and asked is not None and asked.test == "each":
            return self.row(self._counted(test, subject)) or _nothing()
        if isinstance(word, Collection) and asked is not None and asked.test in ("at_least", "at_most", "more_than", "less_than"):
            names = self._counted(test, subject)
            return self.row(names) if names and asked.test in ("at_most", "less_than") else str(len(names) or _nothing())
        there = path.read(subject)
        if isinstance(there, Position):
            return self._position(there)
        if there is None and isinstance(word, Hop) and word.to == "position":
            return pgettext("what is there", "nobody")
        return _nothing() if there is None else shown(there.name) if isinstance(there, Unit) else _something()

    def contrast(self, test: Test, negated: bool, subject: Subject, items: Sequence[str]) -> str:
        """What a fact is, and what it should be: its name is the one that rules ask for it by."""
        asked = test.column.asked
        expected = self.expected(test, negated)
        if asked is not None and asked.fact is not None and isinstance(asked.fact.word, Fact):
            other = self.fact(asked.fact, subject)
            if other is not None:  # the name of another fact does not tell what would have been right
                expected = _("{fact} ({value})").format(fact=expected, value=other)
        return _("{fact} is {actual} and should be {expected}").format(
            fact=self._asked_for(test), actual=self.actual(test, subject, items), expected=expected
        )

    def _asked_for(self, test: Test) -> str:
        """What a test is about: a fact, or members of a collection that meet a condition, their share, a sum."""
        path, asked = test.column.path, test.column.asked
        if asked is None or asked.where is None:
            return fact_name(path)
        members, measure = fact_name(path), asked.measure
        if asked.where != ALWAYS:
            members = _("{members} with {condition}").format(members=members, condition=self.condition(asked.where))
        if measure is None:
            return members
        number = fact_name(measure.of) if measure.of is not None else ""
        if measure.part is None:
            return _("sum of {number} of {members}").format(number=number, members=members)
        part = self.condition(measure.part)
        if number:
            return _("share by {number} of {members} with {condition}").format(number=number, members=members, condition=part)
        return _("share of {members} with {condition}").format(members=members, condition=part)

    def condition(self, expression: Expression, negated: bool = False) -> str:
        """A condition in words."""
        if isinstance(expression, Not):
            return self.condition(expression.part, not negated)
        if isinstance(expression, Test):
            asked = expression.column.asked
            if asked is not None and asked.test == "exists":
                is_there = expression.value is not negated
                said = pgettext("condition", "{fact} given") if is_there else pgettext("condition", "{fact} not given")
                return said.format(fact=self._asked_for(expression))
            expected = self.expected(expression, negated)
            return pgettext("condition", "{fact}: {expected}").format(fact=self._asked_for(expression), expected=expected)
        parts = [self.condition(part, negated) for part in expression.parts]
        if isinstance(expression, All) is not negated:
            return pgettext("between conditions", "; ").join(parts)
        return _or().join(parts)

    def breaks(self, subject: str, rule: str, facts: Iterable[str]) -> str:
        """That a subject breaks a rule, as a sentence."""
        told = pgettext("between sentences on facts", "; ").join(facts)
        return _('{subject} does not keep the rule "{rule}": {facts}.').format(subject=subject, rule=rule, facts=told)

    def missing(self, test: Test, subject: Subject, items: Sequence[str]) -> str:
        """What a list or a level lacks, in names; "" where the test is of another kind. ``items`` as of ``actual``."""
        word, asked = test.column.path.word, test.column.asked
        if not isinstance(word, Fact):
            return ""
        if word.scale is EDUCATION:
            there = self.value(word, test.column.path.read(subject))
            return _("education of {expected} (it is {there})").format(expected=self.expected(test, False), there=there)
        if asked is not None and asked.test == "at_least" and word.name in _YEARS and asked.fact is None:
            there = self.value(word, test.column.path.read(subject))
            return _("{years} of experience (it is {there})").format(years=years_told(float(asked.values[0])), there=there)
        if asked is None or word.type != "set":
            return ""
        if asked.test == "includes_any":
            if word.term != "field of study":
                return self.expected(test, False)
            return _("a degree in {fields}").format(
                fields=self.alternatives(self._term(word.term, str(id_)) for id_ in asked.values)
            )
        if asked.test != "includes":
            return ""
        if word.term == "certificate":
            return ngettext("certificate {names}", "certificates {names}", len(items)).format(names=self._items(word, items))
        return self._items(word, items)

    def extra(self, test: Test, items: Sequence[str]) -> str:
        """What a list has too much, in names; "" where the test is of another kind. ``items`` as of ``actual``."""
        word, asked = test.column.path.word, test.column.asked
        if isinstance(word, Fact) and word.type == "set" and asked and asked.test in ("only", "excludes"):
            return self._items(word, items)
        return ""

    def held(self, path: Path, items: Iterable[str], holder: str) -> str:
        """Items of a list, and whose list they stand in."""
        word = path.word
        names = self.row(self._term(word.term if isinstance(word, Fact) else None, item) for item in items)
        return _("{duties} ({position})").format(duties=names, position=holder)

    def terms(self, kind: str, ids: Iterable[str]) -> str:
        """The names of terms in a row."""
        return self.row(self._term(kind, id_) for id_ in ids)

    def read_as(self, text: str, kind: str, ids: Iterable[str]) -> str:
        """What a text was read as."""
        names = self.terms(kind, ids)
        return _('"{text}" read as {names}').format(text=shown(text), names=names)

    def without(self, missing: str) -> str:
        """What a list is that lacks something."""
        return _("without {missing}").format(missing=missing)

    def _items(self, fact: Fact, items: Iterable[str]) -> str:
        """All of what a list lacks or has too much, for whoever mends it needs all of it."""
        key = (fact.term, tuple(items))
        found = self._lists.get(key)
        if found is None:
            names = [self._term(fact.term, item) for item in key[1]]
            found = self._lists[key] = self._and(names).join(names) if names else _nothing()
        return found

    def _position(self, position: Position) -> str:
        """A title, with the role where the design or the unit told it rather than the title alone."""
        found = position.resolution
        title = shown(position.title)
        if found.role is None or not (found.in_context or found.status == "stated"):
            return title
        role = self._term("role", found.role)
        return title if role == title else _("{title} (as {role})").format(title=title, role=role)

    def _counted(self, test: Test, subject: Subject) -> list[str]:
        asked = test.column.asked
        members = test.column.path.read(subject) or ()
        is_meant = meeting(asked.where if asked else None)
        found = filter(is_meant, members)
        return [named(member) for member in found]

    def _term(self, kind: str | None, id_: str) -> str:
        found = self._terms.get((kind, id_))
        if found is None:
            texts = self.library.term_names.get(kind or "", {}).get(id_)
            found = self._terms[kind, id_] = shown(pick(texts) or id_) if texts else shown(id_)
        return found

    def _row(self, names: list[str], joint: str) -> str:
        if len(names) <= MOST_LISTED:
            return joint.join(names)
        return self._first_of(names, len(names), self._and(names))

    def _first_of(self, names: Sequence[str], number: int, mark: str) -> str:
        first = mark.join(names[:MOST_LISTED])
        if number <= MOST_LISTED:
            return first
        return _("{names}, and {number} more").format(names=first, number=number - MOST_LISTED)

    def _and(self, names: Iterable[str]) -> str:
        """What parts names in a row: a mark that none of them holds, as far as the language has another."""
        return self._other if any(map(self.is_marked, names)) else self._usual

    def _asked(self, name: str, value: str, *, on_a_scale: bool = False) -> str:
        """What a test asks for, of a value; of one on a scale, a language may have other words."""
        if name not in _ASKED:
            return value
        return ((_of_a_level(name) if on_a_scale else None) or _(_ASKED[name])).format(value=value)


def tells_by_items(test: Test) -> bool:
    """Whether the items that ``broken_items`` finds are all that ``actual``, ``missing`` and ``extra`` tell of a subject."""
    word, asked = test.column.path.word, test.column.asked
    if not isinstance(word, Fact) or word.type != "set" or asked is None or asked.measure is not None:
        return False
    return asked.test in ("includes", "only", "excludes")


def named(subject: Any) -> str:
    """A position by its title, anything else by its name, as a message shows it."""
    return shown(subject.title if isinstance(subject, Position) else subject.name)


def _measured(measure: Measure, number: float) -> str:
    """A share as a percentage, a sum as a number."""
    if measure.part is None:
        return _number(float(number))
    return _("{number}%").format(number=_number(round(float(number) * 100, 6)))


def _range(measure: Measure, subject: Subject) -> str:
    found = measure.read(subject)
    if found is None:
        return _nothing()
    least, most = (_measured(measure, number) for number in found)
    return least if least == most else _("between {least} and {most}").format(least=least, most=most)


def _aged(day: str, subject: Subject) -> str:
    """A day, and how long ago it is or how far ahead."""
    number = (organization_of(subject).today - date.fromisoformat(day)).days
    if number > 0:
        said = ngettext("{day} ({number:,} day ago)", "{day} ({number:,} days ago)", number)
    else:
        said = ngettext("{day} (in {number:,} day)", "{day} (in {number:,} days)", -number)
    return said.format(day=day, number=abs(number)) if number else _("{day} (today)").format(day=day)


#: Seen to belong together in a longer row.
_EITHER = " / "


def _of_a_level(name: str) -> str | None:
    match name:
        case "at_least":
            return pgettext("level", "at least {value}")
        case "at_most":
            return pgettext("level", "at most {value}")
        case "more_than":
            return pgettext("level", "more than {value}")
        case "less_than":
            return pgettext("level", "less than {value}")
    return None


def _nothing() -> str:
    return pgettext("what is there", "nothing")


def _something() -> str:
    return pgettext("what is there", "something")


def _or() -> str:
    return pgettext("between alternatives", " or ")


def fact_name(path: Path) -> str:
    """What a fact is called: as rules ask for it, and in other languages than that of the facts' names what it means before it."""
    declared = path.word.declared if isinstance(path.word, Fact) else None
    if declared is not None and declared.label:
        label, owner = shown(pick(declared.label)), path.text.removesuffix(path.word.name).removesuffix(".")
        return _("{fact} of {owner}").format(fact=label, owner=_owner(path.kind, owner)) if owner else label
    if spoken() == ENGLISH:
        return path.text
    told = _short_meaning(path.kind, path.text)
    return _("{meaning} ({name})").format(meaning=told, name=path.text) if told else path.text


def _owner(kind: Kind, way: str) -> str:
    """What a way to another subject is called."""
    return way if spoken() == ENGLISH else _short_meaning(kind, way)


def lacking_name(path: Path, subject: Subject) -> str:
    """What a design does not say where it leaves a fact of a subject open: where it says nothing of the owner, the owner."""
    if spoken() == ENGLISH:
        return path.text
    parts = path.text.split(".")
    for number in range(1, len(parts)):
        try:
            owner = understand(path.kind, ".".join(parts[:number]))
        except ValueError:  # no fact has only this name
            continue
        if owner.read(subject) is None:
            return fact_name(owner)
    return fact_name(path)


def _short_meaning(kind: Kind, name: str) -> str:
    """What a fact is in a few words, each way that leads to it as the owner of what follows; "" of the user's own attributes."""
    words = VOCABULARY[kind]
    if name in words and name != "attributes":
        return _MORE.split(meaning_of(words[name]), maxsplit=1)[0]
    first, _dot, rest = name.partition(".")
    way = words.get(first)
    told = _short_meaning(way.to, rest) if isinstance(way, Hop) else ""
    return _("{fact} of {owner}").format(owner=_MORE.split(meaning_of(way), maxsplit=1)[0], fact=told) if told and way else ""


#: What parts what a fact means from what else there is to know of it.
_MORE = re.compile("[;；（]")


def years_told(number: float) -> str:
    """How long somebody has worked; of two and a half more than of one."""
    return ngettext("{number} year", "{number} years", math.ceil(number)).format(number=_number(number))


def _number(value: float) -> str:
    """A number with at most two decimals, unless those would make a whole one of it: 10.999 has not reached 11."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return short if "." in short or value.is_integer() else f"{value:g}"
