"""Random rules for the property tests: expressions over records, and whole rulebooks with designs that say much.

Everything is a function of numbers drawn up front (see `tests.strategies.Dice`), the first choice everywhere being the simplest:
so Hypothesis shrinks a failing rule to a short one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from orgrules.engine.programs import Program, Record, program
from orgrules.facts.expressions import ALWAYS, All, Any_, Column, ColumnType, Expression, Not, Operator, Scalar, Test
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact, Hop, Kind, Word
from orgrules.files.source import parse
from orgrules.organization.attributes import Declarations
from orgrules.rulebook.attributes import attributes_of
from orgrules.rulebook.dates import BY_DAY, BY_SPAN
from tests.oracle import NEAR, RECOGNIZED, UNRECOGNIZED
from tests.strategies import PEOPLE, UNITS, Dice, designs, dice, escaped


def durable_imports() -> bool:
    """Whether durable-rules is installed, and its extension can be imported: not on Python 3.13 and later."""
    try:
        import durable.engine  # noqa: F401
    except ImportError:
        return False
    return True


# ---------------------------------------------------------------------------------------- expressions and records

LARGEST = 2**53 - 1
"""The largest whole number that a rule may name."""

TEXTS: tuple[str, ...] = (
    *("", "9", "3", "1", "0", "true", "false", "null", "1.0", "1e3", "9007199254740993"),
    *("Sales", "sales", "ＳＡＬＥＳ", "销售", "销售部经理", "é", "e\u0301", "🍎"),
    *("[一-龥]+", ".*", "a|b", "^$", "(", "\\d", "$and", "$m", "id", "sid", "m", "{}", "[]", ","),
    *(
        'say "hi"',
        '"',
        "'",
        "\\",
        "\\\\",
        '\\"',
        "\\u0041",
        "A",
        "\\n",
        "\n",
        "\t",
        "\0",
        "nul\0nul",
        "nul",
        "\x1f",
        "\x7f",
        "\u2028",
    ),
    *(" ", "Sales ", "x" * 3000, "x" * 2999 + "y"),
)
"""Texts in which an engine that compares loosely, by pattern or by half a text would go wrong."""

NUMBERS: tuple[int, ...] = (
    0,
    1,
    2,
    3,
    9,
    10,
    -1,
    -9,
    2**31 - 1,
    2**31,
    2**32,
    10**15,
    LARGEST,
    LARGEST - 1,
    -LARGEST,
    1 - LARGEST,
)
VALUES: Mapping[ColumnType, tuple[Scalar, ...]] = {"text": TEXTS, "number": NUMBERS, "truth": (True, False)}
OPERATORS: Mapping[ColumnType, tuple[Operator, ...]] = {
    "text": ("=", "!="),  # no rule orders texts
    "number": ("=", "!=", "<", "<=", ">", ">="),
    "truth": ("=", "!="),
}

Subject = Mapping[str, Scalar | None]
"""What a record is made of: the value of each column by its name."""


def column(name: str, kind: ColumnType) -> Column:
    """A column that reads its own name of a mapping."""
    return Column(name, kind, understand("position", "title"), lambda subject: subject[name])


COLUMNS: tuple[Column, ...] = tuple(column(f"{kind} {number}", kind) for kind in VALUES for number in range(3))


def record_of(programs: Sequence[Program], subject: Subject) -> Record:
    """All that the programs read of a subject."""
    return {column: column.read(subject) for made in programs for column in made.columns}


def an_expression(throw: Dice, depth: int = 0) -> Expression:
    """A test, or several joined."""
    shape = throw.pick(("test",) * (2 + depth) + ("not", "all", "any"))
    if shape == "test":
        tested = throw.pick(COLUMNS)
        # few values: they shall meet
        value = throw.pick(VALUES[tested.type][:3] if throw.one_in(2) else VALUES[tested.type])
        return Test(tested, throw.pick(OPERATORS[tested.type]), value)
    if shape == "not":
        return Not(an_expression(throw, depth + 1))
    parts = tuple(an_expression(throw, depth + 1) for _ in range(throw.pick((2, 1, 3, 0))))
    return All(parts) if shape == "all" else Any_(parts)


def a_subject(throw: Dice) -> Subject:
    """Values for all columns, some of them absent."""
    return {
        column.name: None if throw.one_in(4) else throw.pick(VALUES[column.type][:3] if throw.one_in(2) else VALUES[column.type])
        for column in COLUMNS
    }


def expressions() -> st.SearchStrategy[Expression]:
    """Expressions over COLUMNS."""
    return dice(24).map(an_expression)


def subjects() -> st.SearchStrategy[Subject]:
    """Subjects of which COLUMNS can be read."""
    return dice(3 * len(COLUMNS)).map(a_subject)


def programs() -> st.SearchStrategy[list[Program]]:
    """Several programs, a good part of them without a `where`."""

    def made(pairs: list[tuple[Expression, Expression]]) -> list[Program]:
        return [program(f"rule {number}", where, require) for number, (where, require) in enumerate(pairs)]

    return st.lists(st.tuples(st.just(ALWAYS) | expressions(), expressions()), min_size=1, max_size=6).map(made)


# ---------------------------------------------------------------------------------------- rulebooks


class Rulebook(NamedTuple):
    """A rulebook's files as data, by their path in its folder."""

    files: Mapping[str, Any]

    def write(self, folder: Path) -> str:
        """Write it to a folder; the folder's name as `load_library` takes it."""
        for name, data in self.files.items():
            file = folder / name
            file.parent.mkdir(exist_ok=True)
            text = json.dumps(data, ensure_ascii=False)
            file.write_text("".join(char if char.isprintable() else escaped(char) for char in text), "utf-8")
        return str(folder)


UNIT_TYPES = {kind: {"en": kind.replace("-", " ").capitalize()} for _, _, kind in UNITS}
DUTIES = ("plan", "train", "report", "office-expenses", "region-expenses")
SKILLS = ("typing", "driving", "english")
AUTHORITY = ("hire", "spend")
MEETINGS = ("monthly", "yearly")
FIELDS = ("law", "economics")
RELATIONS = ("finance", "press")
EDUCATION = ("secondary", "college", "本科", "master")
REGION_LEVELS = ("city", "省级", "macro-region")
JOB_FAMILIES = ("functional", "operations", "Sales")


NAMES_IN_WORDS: Mapping[str, dict[str, str]] = {
    "office-expenses": {"en": "Control office expenses", "zh": "控制办事处费用"},
    "region-expenses": {"en": "Control region expenses", "zh": "控制大区费用"},
}
WORDED = {"Limit the spending of the office": "office-expenses", "管控大区的各项开支": "region-expenses"}
"""Duties in other words, and what they clearly mean."""
OPEN = ("控制费用", "Control expenses", "control costs")
"""Duties that may be either of two, by their words."""


def _terms(ids: Sequence[str]) -> list[dict[str, Any]]:
    return [{"id": id_, "name": NAMES_IN_WORDS.get(id_, {"en": id_.capitalize(), "zh": f"{id_}事"})} for id_ in ids]


def _profile(role: str, zh: str, **fields: Any) -> dict[str, Any]:
    return {"role": role, "name": {"en": role.replace("-", " ").capitalize(), "zh": zh}, **fields}


PROFILES: tuple[dict[str, Any], ...] = (
    _profile("general-manager", "总经理", legal_representative={"value": True}, authority=_terms(AUTHORITY)),
    _profile(
        "sales-manager",
        "销售经理",
        also_called={"zh": ["销售部经理"]},
        reports_to={"role": ["general-manager", "sales-director"], "line": "any"},
        manages={"role": ["regional-manager", "sales-manager-assistant"], "own": "sales-manager-assistant"},
        requirements=[
            *({"skill": "english"}, {"skill": "driving"}, {"education": "college"}, {"experience": 2.5}),
            *({"certificate": "pass", "name": {"zh": "通行证"}}, {"certificate": "licence"}),
            *({"fields_of_study": _terms(FIELDS)}, {"fields_of_study": [{"id": "art"}]}),
        ],
        meetings=_terms(MEETINGS),
    ),
    _profile(
        "sales-director",
        "销售总监",
        career_path=[{"role": "general-manager"}],
        promoted_from=[{"role": "sales-manager"}],
        rotates_with=[{"role": "sales-director"}, {"role": "general-manager"}],
        headcount_below={"at_least": 2, "at_most": 4},
        internal_relations=_terms(RELATIONS[:1]),
        external_relations=_terms(RELATIONS[1:]),
    ),
    _profile(
        "regional-manager",
        "大区经理",
        also_called={"zh": [{"title": "总经理", "where": {"unit.type": "sales-region"}}, "区域经理"]},
        with_area="same",
        unit_type={"type": ["sales-region", "head-office"]},
        reports_to={"role": "sales-manager"},
        duties=_terms(DUTIES),
        headcount_below={"at_most": 1, "direct": True},
    ),
    _profile(
        "sales-manager-assistant",
        "销售经理助理",
        assists={"role": "sales-manager"},
        reports_to={"role": ["sales-manager", "sales-director"], "line": "dotted"},
        requirements=[{"skill": "typing"}],
    ),
    _profile("customer-representative", "客户代表", job_family={"value": ["functional", "Sales"]}),
)
"""Profiles with every field that becomes a rule, of roles whose titles `designs()` draws."""

ROLES: tuple[str, ...] = tuple(profile["role"] for profile in PROFILES)
TERMS: Mapping[str, Sequence[str]] = {
    "duty": (*DUTIES, "Plan", "PLAN事"),
    "skill": (*SKILLS[:2], "english"),
    "authority": AUTHORITY,
    "meeting": (*MEETINGS, "Monthly"),
    "certificate": ("pass", "licence", "通行证"),
    "field of study": (*FIELDS, "art"),
    "relation": RELATIONS,
    "unit type": tuple(UNIT_TYPES),
    "role": ROLES,
}
"""Spellings of terms by their kind; all are known to a rulebook with PROFILES."""

NAMES: tuple[str, ...] = (
    *("Sales manager", "总经理", "sales", "大区"),
    *(name for unit in UNITS for name in unit),
    *(name for person in PEOPLE for name in person),
    *RECOGNIZED,
    *NEAR,
    *UNRECOGNIZED,
    *JOB_FAMILIES,
    *("nobody", "nowhere", "acting", "ＬＩ-ＬＥＩ", "007"),
)
"""What the texts of random designs may be."""

ATTRIBUTES: tuple[Any, ...] = (3, "9", "3", 9, True, 1, "true", 0.5, False, 0, "", "Sales", [1], {"deep": 2}, None, 1.5, 2**60)

_HOPS: Mapping[Kind, tuple[tuple[tuple[str, ...], Kind], ...]] = {
    "position": (
        ((), "position"),
        (("manager",), "position"),
        (("unit",), "unit"),
        (("manager", "manager"), "position"),
        (("manager", "unit"), "unit"),
        (("unit", "head"), "position"),
        (("unit", "parent"), "unit"),
        (("holder",), "person"),
        (("organization",), "organization"),
    ),
    "unit": (
        ((), "unit"),
        (("parent",), "unit"),
        (("head",), "position"),
        (("head", "manager"), "position"),
        (("organization",), "organization"),
    ),
    "person": (((), "person"), (("organization",), "organization")),
    "cycle": (((), "cycle"), (("organization",), "organization")),
    "organization": (((), "organization"),),
}
TODAY = date(2026, 3, 31)
_OF_ALL = {
    "x": None,
    "y": {},
    "employment": {"values": {"permanent": {"zh": "正式"}, "contractor": "Contract"}},
    "since": "date",
    "until": {"type": "date"},
    "grade": "number",
    "remote": "boolean",
    "desk": {"type": "text", "name": "Desk"},
}
DECLARED = dict.fromkeys(("position", "unit", "person", "organization"), _OF_ALL)
"""What random rulebooks declare of attributes."""

_DECLARATIONS = Declarations(attributes_of(DECLARED, lambda route: (parse(b"", "declared"), route)), frozenset(DECLARED))
_ATTRIBUTE_PATHS = (*(f"attributes.{name}" for name in _OF_ALL), "attributes.y.deep")
_DAYS = ("2026-03-31", "2026-01-01", "2025-12-31", "2026-04-30", "2024-02-29")
_SPANS = ("90 days", "1 month", "12 weeks", "2 years", "0 days", "13个月")
_SAID = {
    "employment": ("contractor", "正式", "PERMANENT", "intern", 1),
    "since": (*_DAYS, "2026/3/1", "20260228", "2026-02-30", "soon", 7),
    "until": _DAYS,
    "grade": (3, "4", 0.5, "high", -2, True),
    "remote": (True, "否", "perhaps"),
    "desk": ("Sales", "A 1", 7),
}


def _words(kind: Kind) -> list[tuple[str, Word]]:
    words = [(name, word) for name, word in VOCABULARY[kind].items() if name != "attributes"]
    if "attributes" not in VOCABULARY[kind]:
        return words
    return words + [(name, understand(kind, name, _DECLARATIONS).word) for name in _ATTRIBUTE_PATHS]


_WORDS: Mapping[Kind, list[tuple[str, Word]]] = {kind: _words(kind) for kind in VOCABULARY}
_SHARED = ("name", "id", "id.status", "attributes.x")  # what positions, units and people all have
_ORDERS = ("at_least", "at_most", "more_than", "less_than")
_PARTS = ("starts_with", "ends_with", "contains")


def _comparable_paths(kind: Kind) -> dict[tuple[str, Any], list[str]]:
    """The facts that can be compared with one another, by type and scale."""
    found: dict[tuple[str, Any], list[str]] = {}
    for hops, to in _HOPS[kind]:
        for name, word in _WORDS[to]:
            if isinstance(word, Fact) and word.type != "set":
                group = "numbers" if word.type in ("number", "decimal", "any") else word.type
                found.setdefault((group, word.scale and word.scale.what), []).append(".".join((*hops, name)))
    return found


_COMPARABLE = {kind: _comparable_paths(kind) for kind in VOCABULARY}


def a_value(throw: Dice, fact: Fact) -> Any:
    """A value that the fact may be compared with."""
    if fact.type == "any":
        return throw.pick([value for value in ATTRIBUTES if isinstance(value, str | int | float) and value != 2**60])
    if fact.type == "decimal":
        return throw.pick((1, 0.5, 2, 1.5))
    if fact.type == "number":
        return throw.pick((1, 2, 0, 3, 5, -1, LARGEST))
    if fact.type == "truth":
        return not throw.one_in(2)
    if fact.type == "level" and fact.scale:
        return throw.pick([*fact.scale.names, *(name for names in fact.scale.names.values() for name in names.values())])
    if fact.type == "choice":
        return throw.pick(fact.values)
    if fact.type == "date":
        return throw.pick(_DAYS)
    if fact.type == "role":
        return throw.pick((*ROLES, "unrecognized"))
    return throw.pick(TERMS[fact.term] if fact.term else NAMES)


def a_test(throw: Dice, kind: Kind, fact: Fact) -> Any:
    """A test of a single value: a value, a list of them, or a mapping of one or two named tests."""
    shape = throw.pick(("value", "value", "list", "named", "named", "named", "two"))
    if shape == "value":
        return a_value(throw, fact)
    if shape == "list":
        return [a_value(throw, fact) for _ in range(throw.pick((2, 1, 3)))]
    first, second = a_named_test(throw, kind, fact), {}
    if shape == "two":
        second = a_named_test(throw, kind, fact)
    return first if "fact" in {**first, **second} else {**first, **second}  # another fact is named alone


def a_named_test(throw: Dice, kind: Kind, fact: Fact) -> dict[str, Any]:
    """One test by its name."""
    names = ["not", "none_of", "exists", "fact"]
    if fact.type in ("number", "decimal", "level", "any"):
        names += [*_ORDERS, *_ORDERS]
    if fact.type in ("text", "role", "choice", "any"):
        names += _PARTS
    if fact.type == "date":
        names += [*BY_DAY, *BY_SPAN]
    name = throw.pick(names)
    if name == "exists":
        return {name: not throw.one_in(2)}
    if name in BY_SPAN:
        return {name: throw.pick(_SPANS)}
    if name in BY_DAY and throw.one_in(4):
        return {name: "today"}
    if name == "none_of":
        return {name: [a_value(throw, fact) for _ in range(throw.pick((2, 1, 3)))]}
    if name in _PARTS:
        return {name: throw.pick(("经理", "Sales", "s", "ＳＡＬＥＳ", "manager", "unknown", "-", "9"))}
    group = "numbers" if fact.type in ("number", "decimal", "any") else fact.type
    other = {"fact": throw.pick(_COMPARABLE[kind][group, fact.scale and fact.scale.what])}
    if name == "fact":
        return other
    if name == "not" and throw.one_in(3):
        return {name: [a_value(throw, fact), a_value(throw, fact)]}
    return {name: other if throw.one_in(4) else a_value(throw, fact)}


def a_test_of_a_set(throw: Dice, fact: Fact) -> dict[str, Any]:
    """A test of what a set includes."""
    name = throw.pick(("includes", "includes_any", "excludes", "only", "exists"))
    if name == "exists":
        return {name: not throw.one_in(2)}
    members = [throw.pick(TERMS[fact.term] if fact.term else NAMES) for _ in range(throw.pick((1, 2, 0)))]
    return {name: members[0] if len(members) == 1 and throw.one_in(2) else members}


def a_count(throw: Dice, collection: Collection, depth: int) -> dict[str, Any] | None:
    """How many members of a collection meet a condition."""
    if throw.one_in(8):
        return None
    test: dict[str, Any] = {}
    if not throw.one_in(3):
        test["where"] = a_condition(throw, collection.of, depth + 1)
    if throw.one_in(4):
        part: dict[str, Any] = {"where": a_condition(throw, collection.of, depth + 1)}
        if collection.of == "position" and throw.one_in(2):
            part["by"] = throw.pick(("headcount", "fte"))
        test["share"] = {**part, throw.pick(_ORDERS): throw.pick(("50%", 0.25, 0, 1, "33.3%"))}
    if throw.one_in(4):
        numbers = ("headcount", "fte") if collection.of == "position" else ()
        test["sum"] = throw.pick((*numbers, "attributes.grade", "attributes.x"))
        test[throw.pick(_ORDERS)] = throw.pick((1, 0.5, 3, -1))
        return test
    if throw.one_in(4):
        test["each"] = a_condition(throw, collection.of, depth + 1)
    for name in (*_ORDERS, "exists"):
        if throw.one_in(4):
            test[name] = throw.pick((1, 0, 2, 3)) if name != "exists" else not throw.one_in(2)
    return test


def a_condition(throw: Dice, kind: Kind, depth: int = 0, names: Sequence[str] | None = None) -> dict[str, Any]:
    """Tests of one to three facts, now and then joined; ``names`` are the only facts that may be asked for."""
    condition: dict[str, Any] = {}
    for _ in range(throw.pick((1, 1, 2, 3))):
        join = throw.pick(("none", "none", "none", "none", "any_of", "all_of", "none_of")) if depth < 3 else "none"
        if join != "none":
            condition[join] = [a_condition(throw, kind, depth + 1, names) for _ in range(throw.pick((2, 1, 3)))]
            continue
        hops, to = throw.pick(_HOPS[kind]) if names is None else ((), kind)
        name, word = throw.pick([(name, word) for name, word in _WORDS[to] if names is None or name in names])
        path = ".".join((*hops, name))
        if isinstance(word, Hop):
            condition[path] = {"exists": not throw.one_in(2)}
        elif isinstance(word, Collection):
            condition[path] = a_count(throw, word, depth)
        elif word.type == "set":
            condition[path] = a_test_of_a_set(throw, word)
        else:
            condition[path] = a_test(throw, kind, word) if names is None else a_value(throw, word)
    return condition


def a_rule(throw: Dice) -> dict[str, Any]:
    """A written rule on any kind of subject, or on three at once."""
    kind: Kind = throw.pick(("position", "position", "position", "position", "unit", "unit", "person", "organization", "cycle"))
    rule: dict[str, Any] = {"name": "A random rule", "each": kind, "severity": throw.pick(("error", "warning", "info"))}
    if throw.one_in(8):
        rule["each"] = ["position", "unit", "person"]
        return {**rule, "require": a_condition(throw, "unit", 2, _SHARED)}
    where: dict[str, Any] = {}
    if kind == "position" and throw.one_in(2):
        where["role"] = throw.pick(ROLES) if throw.one_in(2) else [throw.pick(ROLES), throw.pick((*ROLES, "unrecognized"))]
    if throw.one_in(2):
        where |= {path: test for path, test in a_condition(throw, kind).items() if path != "role"}
    if where:
        rule["where"] = where
    return {**rule, "require": a_condition(throw, kind)}


def a_rulebook(rules: list[Dice]) -> Rulebook:
    """PROFILES and random written rules."""
    files: dict[str, Any] = {
        "rulebook.yaml": {
            "rulebook": "random",
            "version": "1",
            "name": "Random rules",
            "unit_types": UNIT_TYPES,
            "attributes": DECLARED,
        },
        **{f"roles/{profile['role']}.yaml": profile for profile in PROFILES},
        **{f"rules/rule-{number}.yaml": a_rule(throw) for number, throw in enumerate(rules)},
    }
    return Rulebook(files)


def rulebooks(most: int = 12) -> st.SearchStrategy[Rulebook]:
    """Rulebooks that load."""
    return st.lists(dice(60), min_size=1, max_size=most).map(a_rulebook)


# ---------------------------------------------------------------------------------------- designs that say much


def detailed_designs() -> st.SearchStrategy[dict[str, Any]]:
    """The designs of `tests.strategies.designs`, with everything else that a design may say."""
    return st.tuples(designs(), st.lists(dice(16), min_size=1, max_size=12)).map(_with_details)


def _with_details(drawn: tuple[dict[str, Any], list[Dice]]) -> dict[str, Any]:
    design, throws = drawn
    waiting: list[tuple[dict[str, Any], Callable[[dict[str, Any], Dice], None]]] = [
        *((unit, _say_of_unit) for unit in design.get("units", ())),
        *((person, _say_of_person) for person in design.get("people", ())),
        *((position, _say_of_position) for position in design["positions"]),
    ]
    number = 0
    while waiting:
        entry, say = waiting.pop()
        say(entry, throws[number % len(throws)])
        number += 1
        waiting += [(nested, _say_of_position) for nested in entry.get("reports", ()) if isinstance(nested, dict)]
    return design


def _some(throw: Dice, of: Sequence[str]) -> list[str]:
    return [throw.pick(of) for _ in range(throw.pick((1, 2, 0)))]


def _say_of_all(entry: dict[str, Any], throw: Dice) -> None:
    if throw.one_in(3):
        entry["attributes"] = {"x": throw.pick(ATTRIBUTES), "y": throw.pick(ATTRIBUTES)}
    if throw.one_in(2):
        said = {name: throw.pick(values) for name, values in _SAID.items()}
        entry["attributes"] = {**entry.get("attributes", {}), **said}


def _say_of_position(entry: dict[str, Any], throw: Dice) -> None:
    _say_of_all(entry, throw)
    for key, terms in (
        ("duties", "duty"),
        ("authority", "authority"),
        ("meetings", "meeting"),
        ("career_path", "role"),
        *_RELATED,
    ):
        if throw.one_in(4):
            in_words = (*WORDED, *OPEN, *OPEN) if terms == "duty" else ()
            entry[key] = _some(throw, (*TERMS[terms], "of our own", *in_words))
    if throw.one_in(4):
        entry["requirements"] = {"skills": _some(throw, TERMS["skill"]), "education": throw.pick(EDUCATION)}
        entry["requirements"] |= _qualified(throw, "fields_of_study")
    if throw.one_in(4):
        entry["headcount"] = throw.pick((2, 0, 3, 1_000_000))
    if throw.one_in(4):
        entry["fte"] = throw.pick((0.5, 1, 1.5, 0))
    if throw.one_in(4):
        entry["job_family"] = throw.pick(JOB_FAMILIES)
    if throw.one_in(4):
        entry["legal_representative"] = throw.one_in(2)


_RELATED = (
    *(("internal_relations", "relation"), ("external_relations", "relation")),
    *(("promoted_from", "role"), ("rotates_with", "role")),
)


def _qualified(throw: Dice, of_study: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if throw.one_in(2):
        said["experience"] = throw.pick((0, 2, "2.5 years", "三年以上"))
    if throw.one_in(2):
        said["certificates"] = _some(throw, TERMS["certificate"])
    if throw.one_in(2):
        said[of_study] = _some(throw, TERMS["field of study"])
        if of_study == "field_of_study":
            said[of_study] = said[of_study] or "art"
    return said


def _say_of_unit(entry: dict[str, Any], throw: Dice) -> None:
    _say_of_all(entry, throw)
    if throw.one_in(2):
        entry["region_level"] = throw.pick(REGION_LEVELS)


def _say_of_person(entry: dict[str, Any], throw: Dice) -> None:
    _say_of_all(entry, throw)
    if throw.one_in(2):
        entry["education"] = throw.pick(EDUCATION)
    if throw.one_in(2):
        entry["skills"] = _some(throw, TERMS["skill"])
    entry |= _qualified(throw, "field_of_study")
