"""The vocabulary: every fact has a type and a meaning, can be read of every subject, and has a value of its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from orgrules.design.read import read_design
from orgrules.facts.paths import MOST_HOPS, understand
from orgrules.facts.vocabulary import KINDS, VOCABULARY, Collection, Fact, Hop, Kind, Word, kind_of, meaning_of
from orgrules.locale import speaking
from orgrules.organization.attributes import Attribute, Attributes
from orgrules.organization.link import link
from orgrules.organization.model import UNRECOGNIZED, Organization, Subject
from orgrules.organization.terms import TERM_KINDS, Terms
from orgrules.rulebook.library import load_library
from tests.helpers import SAMPLES, linked

WORDS = [(kind, name, word) for kind, words in VOCABULARY.items() for name, word in words.items()]
every_word = pytest.mark.parametrize(("kind", "name", "word"), WORDS, ids=[f"{kind}-{name}" for kind, name, _ in WORDS])

#: A design that goes wrong in every way that a design may.
MUDDLE = """\
organization: {ownership: foreign}
units:
  - {id: a, parent: b, type: office}
  - {id: b, parent: a, head: Twim, type: store}
  - {id: c, parent: a, head: twin, type: office, region_level: city}
  - {id: c, parent: nowhere}
  - {name: Twins}
  - {name: Twins, parent: Twins}
  - {id: d, parent: d}
positions:
  - {id: p, title: Sales Manager, unit: a, reports_to: q, holder: x, duties: [control-office-expences, enter-orders, plan],
     requirements: {skills: [ofice-software, juggling]}, authority: [lead-departmnt-work], meetings: [annual-reviews-meeting],
     accountable_for: [plan]}
  - {title: Helper, reports_to: p, dotted_line_to: [p]}
  - {id: q, title: Regional Manger, unit: Twins, reports_to: p, holder: y, dotted_line_to: [q, p, nobody, Twin]}
  - {id: r, title: Twin, unit: nowhere, reports_to: nobody, holder: nobody,
     reports: [nobody, Twin, {title: Sales Representative x3}]}
  - {id: s, title: Twin, unit: c, reports_to: s, holder: null, headcount: 0}
  - {id: s, title: Acting Office Manager (South), reports_to: Twin}
  - {title: "Sales Manager (EMEA)", reports_to: s, role: nobody}
  - {title: Stray, fte: 0.25, duties: [], requirements: {education: college}, job_family: x, legal_representative: true,
     authority: [a], meetings: [b], career_path: [Sales manager]}
people:
  - {id: x, name: X}
  - {id: y, name: Y, education: master, skills: [writing, ofice-software]}
  - {id: y, name: Y}
"""
FREE = """
positions: [{title: Cook, unit: Kitchen, holder: Ann}, {title: Waiter, unit: Hall, holder: Ann, reports_to: Cook},
  {title: Boy, holder: TBC}, {title: Porter, reports_to: Ann}, {title: Page, reports_to: none}]
"""
#: Two people who are both accountable for one duty, a misspelt one, and one that no rulebook knows.
ACCOUNTABLE = """\
positions:
  - {title: Head, holder: Ann, duties: [ship-goods], accountable_for: [ship-goods, Ship the good sold, Sing]}
  - {title: Clerk, holder: Ben, reports_to: Head, duties: [ship-goods], accountable_for: [Ship the goods sold]}
"""

#: Attributes that are not as a rulebook declares them.
ATTRIBUTES: Attributes = {
    kind: {"grade": Attribute("number"), "shift": Attribute("text")} for kind in ("position", "unit", "person", "organization")
}
DECLARED = """\
organization: {attributes: {grade: high, shift: day}}
units: [{name: U, attributes: {grade: high, shifd: day}}]
people: [{name: P, attributes: {grade: high, shifd: day}}]
positions: [{title: Cook, attributes: {grade: high, shift: day}}, {title: Waiter, attributes: {grade: 1, shifd: day}}]
"""

#: Co-heads, holders who share a position, and lists in which the same stands twice.
SHARED = """\
units: [{id: u, name: Upper, head: [a, c]}, {id: v, name: Lower}]
positions:
  - {id: a, title: Head, unit: u, holder: [Ann, Ben], headcount: 2, reports: [b, Clerk]}
  - {id: b, title: Clerk, unit: u, holder: [Ben, Cy], dotted_line_to: [c, Cook], duties: [x, x], accountable_for: [x, x],
     requirements: {skills: [x, x]}, authority: [x, x], meetings: [x, x], career_path: [x, x]}
  - {id: c, title: Cook, unit: v, duties: [y], reports_to: a}
people: [{name: Ann, skills: [x, x]}, {name: Ben}, {name: Cy}]
"""

#: What job descriptions say of people, of whom a post works with and of where it leads; the terms are those of a kitchen.
QUALIFIED = """\
positions:
  - {id: a, title: Head cook, holder: Ann, promoted_from: [Cook, cook], rotates_with: [Cook, cook],
     internal_relations: [the cellar, the cellar], external_relations: [the guests, the guests],
     requirements: {experience: 3 years, certificates: [hygeine pass, hygeine pass], fields_of_study: [cookng, cookng]}}
people: [{name: Ann, experience: 5, certificates: [hygeine pass, hygeine pass], field_of_study: [cookng, cookng]}]
"""
KITCHEN = {
    "certificate": {"hygiene pass": "hygiene-pass"},
    "field of study": {"cooking": "cooking"},
    "relation": {"the kitchen": "kitchen"},
}

#: A design that says next to nothing.
BARE = "{units: [{name: U}], people: [{name: P}], positions: [{title: Office manager, reports_to: null}]}"

SAMPLE_DESIGNS = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.yaml") if path.parent.name != "regions")


def _of_a_kitchen(terms: Terms) -> Terms:
    names = {kind: {name: name for name in known} for kind, known in KITCHEN.items()}
    return terms._replace(ids={**terms.ids, **KITCHEN}, names={**terms.names, **names})


def organizations() -> dict[str, Organization]:
    """The sample designs, a muddled one, one without units and people, one with accountability, one with attributes."""
    library = load_library()
    samples = {name: link(read_design(str(SAMPLES / name)), library.titles, library.terms) for name in SAMPLE_DESIGNS}
    return {
        **samples,
        "muddle": linked(MUDDLE, library),
        "free text": linked(FREE, library),
        "shared": linked(SHARED, library),
        "accountable": linked(ACCOUNTABLE, load_library(["internal-control"])),
        "qualified": linked(QUALIFIED, library._replace(terms=_of_a_kitchen(library.terms))),
        "declared": linked(DECLARED, library._replace(terms=library.terms._replace(attributes=ATTRIBUTES))),
    }


ORGANIZATIONS = organizations()


def subjects(organization: Organization) -> Iterable[Subject]:
    """Everything in an organization that rules judge."""
    return [*organization.positions, *organization.units, *organization.people, *organization.cycles, organization]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_true_or_false(value: object) -> bool:
    return isinstance(value, bool)


def _is_set_of_texts(value: object) -> bool:
    return isinstance(value, frozenset) and all(isinstance(item, str) for item in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


HAS_TYPE: dict[str, Callable[[object], bool]] = {
    "text": _is_text,
    "number": _is_whole,
    "decimal": _is_number,
    "truth": _is_true_or_false,
    "role": _is_text,
    "choice": _is_text,
    "level": _is_text,
    "set": _is_set_of_texts,
    "any": lambda _: True,
}


@every_word
def test_a_word_has_a_type_and_a_meaning_in_both_languages(kind: Kind, name: str, word: Word) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+){0,2}", name), kind
    assert word.name == name
    assert re.fullmatch(r"[ -~]+", meaning_of(word))
    with speaking("zh"):
        assert re.search(r"[\u4e00-\u9fff]", meaning_of(word))
    if isinstance(word, Fact):
        assert word.type in HAS_TYPE
    else:
        assert (word.to if isinstance(word, Hop) else word.of) in KINDS


@every_word
def test_chinese_meanings_have_chinese_punctuation(kind: Kind, name: str, word: Word) -> None:
    with speaking("zh"):
        meaning = meaning_of(word)
    assert re.search(r"[\u4e00-\u9fff][,;:()]|[,;:()][\u4e00-\u9fff]", meaning) is None, f"{kind} {name}: {meaning}"


@every_word
def test_a_fact_names_what_its_values_may_be(kind: Kind, name: str, word: Word) -> None:
    if isinstance(word, Fact):
        assert (word.type == "choice") is bool(word.values), kind
        assert (word.type == "level") is (word.scale is not None and word.scale.ordered), name
        assert word.term is None or word.term in TERM_KINDS
        assert word.type in ("text", "set") or word.term is None
        assert word.type == "text" or not word.folded


def _is_of(word: Word, value: Any) -> bool:
    """Whether a value is one that a word may have."""
    if isinstance(word, Hop):
        return kind_of(value) == word.to
    if isinstance(word, Collection):
        return all(kind_of(member) == word.of for member in value)
    among_them = (word.type != "choice" or value in word.values) and (word.scale is None or value in word.scale.names)
    return HAS_TYPE[word.type](value) and among_them


@pytest.mark.parametrize("design", ORGANIZATIONS)
def test_every_fact_of_every_subject_is_read_and_has_its_type(design: str) -> None:
    read = [
        (kind_of(subject), name, word, word.read(subject))
        for subject in subjects(ORGANIZATIONS[design])
        for name, word in VOCABULARY[kind_of(subject)].items()
    ]
    assert [(kind, name, value) for kind, name, word, value in read if value is not None and not _is_of(word, value)] == []


@pytest.mark.parametrize("design", ORGANIZATIONS)
def test_facts_of_other_subjects_are_read_over_hops(design: str) -> None:
    hops = {kind: [word for word in words.values() if isinstance(word, Hop)] for kind, words in VOCABULARY.items()}
    for subject in subjects(ORGANIZATIONS[design]):
        kind = kind_of(subject)
        for hop in hops[kind]:
            there = hop.read(subject)
            for name, word in VOCABULARY[hop.to].items():
                if name == "attributes" or isinstance(word, Collection):
                    continue
                path = understand(kind, f"{hop.name}.{name}")
                direct = VOCABULARY[kind].get(path.text)
                several = [] if there is not None or hop.several is None else [word.read(each) for each in hop.several(subject)]
                agreed = several[0] if several and all(value == several[0] for value in several) else None
                expected = direct.read(subject) if direct else agreed if there is None else word.read(there)
                assert path.read(subject) == expected, path.text


@pytest.mark.parametrize(
    ("kind", "name"),
    # coverage is known only once the rules on positions are decided
    [(kind, name) for kind, name, word in WORDS if isinstance(word, Fact) and name not in ("attributes", "covered_positions")],
)
def test_every_fact_is_there_in_some_design(kind: Kind, name: str) -> None:
    assert any(
        VOCABULARY[kind][name].read(subject) is not None
        for organization in ORGANIZATIONS.values()
        for subject in subjects(organization)
        if kind_of(subject) == kind
    )


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("position", "requirements.experience", 3),
        ("position", "requirements.certificates", frozenset({"hygeine pass"})),
        ("position", "requirements.certificates.misspelt", frozenset({"hygeine pass → hygiene pass"})),
        ("position", "requirements.fields_of_study", frozenset({"cookng"})),
        ("position", "internal_relations", frozenset({"the cellar"})),
        ("position", "internal_relations.unknown", frozenset({"the cellar"})),
        ("position", "external_relations.repeated", frozenset({"the guests"})),
        ("position", "promoted_from", frozenset({"Cook", "cook"})),
        ("position", "rotates_with.repeated", frozenset({"cook"})),
        ("position", "holder.experience", 5),
        ("position", "holder.fields_of_study", frozenset({"cookng"})),
        ("person", "certificates.misspelt", frozenset({"hygeine pass → hygiene pass"})),
        ("person", "fields_of_study.repeated", frozenset({"cookng"})),
    ],
)
def test_what_job_descriptions_say_is_read(kind: Kind, path: str, value: object) -> None:
    organization = ORGANIZATIONS["qualified"]
    subject = organization.positions[0] if kind == "position" else organization.people[0]
    assert understand(kind, path).read(subject) == value


@pytest.mark.parametrize(
    "path",
    [
        *("requirements.experience", "requirements.certificates", "requirements.fields_of_study"),
        *("internal_relations", "external_relations", "promoted_from", "rotates_with"),
        *("holder.experience", "holder.certificates", "holder.fields_of_study"),
    ],
)
def test_what_a_job_description_does_not_say_is_open(path: str) -> None:
    text = "{people: [{name: Ann}], positions: [{title: Cook, holder: Ann, requirements: {skills: [x]}}]}"
    assert understand("position", path).read(linked(text).positions[0]) is None


def _position(title: str, organization: Organization) -> Any:
    return next(position for position in organization.positions if position.title == title)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "clerk"),
        ("title", "Office manager"),
        ("name", "Office manager"),
        ("title.status", "recognized"),
        ("title.name", "Office manager"),
        ("title.marks", frozenset()),
        ("role", "office-manager"),
        ("reports.names", frozenset({"Cook"})),
        ("unit.positions.names", frozenset({"Cook", "Office manager"})),
        ("unit.parent.children.names", frozenset({"Kent"})),
        ("holder.positions.names", frozenset({"Cook", "Office manager"})),
        ("manager.role", "regional-manager"),
        ("manager.manager.role", UNRECOGNIZED),
        ("manager.manager.manager.role", None),
        ("manager.status", "known"),
        ("manager.reference", "south"),
        ("manager.headcount", 1),
        ("manager.unit.type", "sales-region"),
        ("depth", 2),
        ("top", "below"),
        ("manager.manager.top", "declared"),
        ("reports.count", 1),
        ("reports.headcount", 3),
        ("reports.fte", 1.5),
        ("manager.all_reports.headcount", 5),
        ("chain.count", 2),
        ("dotted_lines.count", 1),
        ("dotted_lines.to_manager", False),
        ("dotted_lines.to_itself", False),
        ("dotted_lines.unknown", frozenset()),
        ("lines.count", 2),
        ("unit.type", "office"),
        ("unit.name", "Kent"),
        ("unit.depth", 1),
        ("unit.parent.region_level", "macro-region"),
        ("unit.head.id", "clerk"),
        ("unit.positions.headcount", 5),
        ("unit.attributes.floor", 3),
        ("heads_unit", True),
        ("manager.heads_unit", True),
        ("manager.manager.heads_unit", None),
        ("holder.name", "Ann"),
        ("holder.education", "master"),
        ("holder.positions.count", 2),
        ("holder.status", "known"),
        ("manager.holder.status", "vacant"),
        ("headcount", 2),
        ("fte", 2.0),
        ("duties", frozenset({"Make tea"})),
        ("requirements.education", "college"),
        ("requirements.skills", frozenset()),
        ("authority", frozenset()),
        ("meetings", None),
        ("career_path", frozenset({"regional-manager", "Astronaut"})),
        ("job_family", "sales"),
        ("legal_representative", False),
        ("attributes.cost", 42),
        ("attributes.site.floor", "ground"),
        ("attributes.a.b", 1),
        ("organization.name", "Fruit"),
        ("organization.ownership", "state-owned"),
        ("organization.positions.count", 4),
        ("organization.units.count", 2),
        ("organization.people.count", 1),
        ("organization.has_lines", True),
        ("manager.organization.name", "Fruit"),
    ],
)
def test_a_path_reads_what_the_design_says(path: str, value: object) -> None:
    organization = linked(
        """\
organization: {name: Fruit, ownership: 国有}
units:
  - {id: s, name: South, type: 销售大区, region_level: 大区}
  - {id: k, name: Kent, type: Office, parent: South, attributes: {floor: 3}}
positions:
  - {id: boss, title: Boss, reports_to: null}
  - {id: south, title: Regional manager, unit: s, reports_to: boss, holder: null}
  - {id: clerk, title: Office manager, unit: k, reports_to: south, dotted_line_to: [boss], holder: ann, headcount: 2,
     duties: [Make  tea], requirements: {education: 大专}, authority: [], career_path: [大区经理, Astronaut], job_family: sales,
     legal_representative: false, attributes: {cost: 42, site: {floor: ground}, a: {b: 2}, a.b: 1}}
  - {title: Cook, unit: k, reports_to: clerk, headcount: 3, fte: 1.5, holder: Ann}
people: [{id: ann, name: Ann, education: 硕士}]
"""
    )
    read = understand("position", path).read(_position("Office manager", organization))
    assert (read, type(read)) == (value, type(value))


def _organization(positions: str, more: str = "") -> Organization:
    return linked(f"{{{more}positions: [{positions}]}}", load_library(["organization-basics"]))


def _read(kind: Kind, path: str, organization: Organization, index: int = 0) -> Any:
    subject = [each for each in subjects(organization) if kind_of(each) == kind][index]
    return understand(kind, path).read(subject)


@pytest.mark.parametrize(
    ("positions", "values"),
    [
        # without reporting lines nothing is known of layers, nor of who manages
        ("{title: A}, {title: B}", [None] * 7),
        (
            "{title: A, reports: [{title: B, fte: 0.3, reports: [{title: C, headcount: 4, fte: 3.3}]}, "
            "{title: D, headcount: 2}]}",
            [3, 2, 3.5, 3.0, 4.076923, ["A", "B"], ["C", "D"]],
        ),
        # binary fractions do not make 3.3 for each 0.3 less than 11
        ("{title: A, fte: 0.3, reports: [{title: B, fte: 3.3}]}", [2, 1, 1.0, 1.0, 11.0, ["A"], ["B"]]),
        # two trees: the deeper one counts
        ("{title: A, reports: [{title: B}]}, {title: C, reports_to: null}", [2, 1, 1.0, 2.0, 2.0, ["A"], ["B", "C"]]),
        # managers who are nobody have no staff each
        ("{title: A, headcount: 0, reports: [{title: B}]}", [2, 1, None, None, None, ["A"], ["B"]]),
        # a broken line may have led anywhere; a ring has no depth, and all in it manage
        ("{title: A, reports: [{title: B}]}, {title: C, reports_to: nobody}", [None] * 7),
        ("{title: A, reports: [nobody, {title: B}]}", [2, 1, None, None, None, None, None]),
        ("{title: A, reports_to: B}, {title: B, reports_to: A}", [None, None, 1.0, 0.0, 0.0, ["A", "B"], []]),
        ("{title: A, reports_to: A}, {title: B, reports_to: A}", [None, None, 1.0, 1.0, 1.0, ["A"], ["B"]]),
    ],
)
def test_layers_and_spans_of_an_organization(positions: str, values: list[Any]) -> None:
    organization = _organization(positions)
    numbers = ("layers", "management_layers", "average_span", "staff_per_manager.headcount", "staff_per_manager.fte")
    found = [_read("organization", path, organization) for path in numbers]
    lists = [_read("organization", path, organization) for path in ("managers", "staff")]
    assert [*found, *(members and [each.title for each in members] if members else members for members in lists)] == values


def test_an_organization_has_attributes() -> None:
    organization = _organization("{title: A}", "organization: {attributes: {span_standard: x, a: {b: 1}}}, ")
    asked = ["attributes.span_standard", "attributes.a.b", "attributes.c"]
    assert [_read("organization", path, organization) for path in asked] == ["x", 1, None]
    assert _read("position", "organization.attributes.a.b", organization) == 1
    assert _read("organization", "attributes.x", _organization("{title: A}")) is None


@pytest.mark.parametrize(
    ("positions", "duties"),
    [
        ("{title: A, holder: Ann}", None),
        ("{title: A, holder: Ann, duties: []}", frozenset()),
        ("{title: A, holder: Ann, duties: [plan]}, {title: B, holder: Ann}", {"plan"}),
        ("{title: A, holder: Ann, duties: [plan]}, {title: B, holder: Ann, duties: [plan, Cook  soup]}", {"plan", "Cook soup"}),
        ("{title: A, holder: Ann, duties: [plan]}, {title: B, holder: Ben, duties: [cook]}", {"plan"}),
    ],
)
def test_the_duties_of_a_person_are_those_of_all_positions_held(positions: str, duties: set[str] | None) -> None:
    assert _read("person", "positions.duties", _organization(positions)) == duties


@pytest.mark.parametrize(
    ("positions", "taken", "before", "unheld"),
    [
        # of each position: the duties that somebody else has taken, by which positions, and those that nobody holds
        ("{title: A}", [None], [None], [None]),
        ("{title: A, accountable_for: []}", [[]], [[]], [[]]),
        # nothing is said of holders: positions are counted, but one for no people
        (
            "{title: A, accountable_for: [x]}, {title: B, accountable_for: [x, y]}, {title: C, accountable_for: [y, x, x]}",
            [[], ["x"], ["x", "y"]],
            [[], ["A"], ["A", "B"]],
            [[], [], []],
        ),
        (
            "{title: A, headcount: 0, accountable_for: [x]}, {title: B, accountable_for: [x]}",
            [[], []],
            [[], []],
            [[], []],
        ),
        ("{title: A, headcount: 0, accountable_for: [x]}", [[]], [[]], [["x"]]),
        # each further person once, however many positions they have
        (
            "{title: A, holder: Ann, accountable_for: [x]}, {title: B, holder: Ann, accountable_for: [x]}, "
            "{title: C, holder: Ben, accountable_for: [x]}, {title: D, holder: Ben, accountable_for: [x]}, "
            "{title: E, holder: Cid, accountable_for: [x]}",
            [[], [], ["x"], [], ["x"]],
            [[], [], ["A"], [], ["A"]],
            [[], [], [], [], []],
        ),
        # a vacant position has nobody, and the first of several vacant ones says so
        (
            "{title: A, holder: null, accountable_for: [x, y]}, {title: B, holder: null, accountable_for: [x]}, "
            "{title: C, holder: Ann, accountable_for: [y]}",
            [[], [], []],
            [[], [], []],
            [["x"], [], []],
        ),
        # a holder who is left open may be anybody
        (
            "{title: A, holder: Ann, accountable_for: [x]}, {title: B, accountable_for: [x]}, {title: C, accountable_for: [y]}",
            [[], None, []],
            [[], None, []],
            [[], [], None],
        ),
        (
            "{title: A, accountable_for: [x]}, {title: B, holder: Ann, accountable_for: [x]}, "
            "{title: C, holder: Ben, accountable_for: [x]}",
            [[], None, ["x"]],
            [[], None, ["B"]],
            [[], [], []],
        ),
    ],
)
def test_who_else_is_accountable(positions: str, taken: list[Any], before: list[Any], unheld: list[Any]) -> None:
    organization = _organization(positions)

    def read(path: str) -> list[Any]:
        found = [_read("position", path, organization, index) for index in range(len(organization.positions))]
        return [
            value if value is None else sorted(item if isinstance(item, str) else item.title for item in value) for value in found
        ]

    assert read("accountable_for.taken") == taken
    assert read("accountable_before") == before
    assert read("accountable_for.unheld") == unheld


def test_a_broken_holder_leaves_open_who_is_accountable() -> None:
    positions = "{title: A, holder: Ann, accountable_for: [x]}, {title: B, holder: Bne, accountable_for: [x]}"
    organization = _organization(positions, "people: [{name: Ann}, {name: Ben}], ")
    assert _read("position", "accountable_for.taken", organization, 1) is None


@pytest.mark.parametrize(
    ("kind", "path", "message"),
    [
        ("position", "titel", '"titel" is no fact of a position; did you mean "title"?'),
        ("position", "shoe_size", '"shoe_size" is no fact of a position'),
        ("unit", "region_levle", '"region_levle" is no fact of a unit; did you mean "region_level"?'),
        ("person", "eduction", '"eduction" is no fact of a person; did you mean "education"?'),
        ("cycle", "lenght", '"lenght" is no fact of a cycle; did you mean "length"?'),
        ("organization", "ownershp", '"ownershp" is no fact of an organization; did you mean "ownership"?'),
        ("position", "manager.titel", '"manager.titel" is no fact of a position; did you mean "title"?'),
        ("position", "unit.parent.tpe", '"unit.parent.tpe" is no fact of a unit; did you mean "type"?'),
        ("position", "unit.head.unt", '"unit.head.unt" is no fact of a position; did you mean "unit"?'),
        ("position", "", '"" is no fact of a position'),
        ("position", ".", '"." is no fact of a position'),
        ("position", "manager.", '"manager." is no fact of a position; did you mean "manager"?'),
        ("position", "manager..title", '"manager..title" is no fact of a position; did you mean "title"?'),
        ("position", "title.size", '"title.size": "title" is a value; no fact follows it'),
        ("position", "manager.title.size", '"manager.title.size": "title" is a value; no fact follows it'),
        (
            "position",
            "reports.title",
            '"reports.title": "reports" is a collection; it has count, headcount and fte, and conditions under "where"',
        ),
        (
            "unit",
            "children.fte",
            '"children.fte": "children" is a collection; it has count, and conditions under "where"',
        ),
        ("position", "attributes", '"attributes": name the attribute: attributes.NAME'),
        ("position", "attributes.", '"attributes.": name the attribute: attributes.NAME'),
        ("cycle", "attributes.x", '"attributes.x" is no fact of a cycle'),
        ("position", "title.__class__", '"title.__class__": "title" is a value; no fact follows it'),
        ("position", "__class__", '"__class__" is no fact of a position'),
        ("position", "ma\x1b[31mnager", '"ma\\x1b[31mnager" is no fact of a position; did you mean "manager"?'),
        ("position", "x" * 200, f'"{"x" * 119}…" is no fact of a position'),
        (
            "position",
            "manager." * (MOST_HOPS + 1) + "title",
            f'"{"manager." * (MOST_HOPS + 1)}title" goes over more than {MOST_HOPS} others',
        ),
    ],
)
def test_a_path_that_is_none_is_told_with_the_nearest_name(kind: Kind, path: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"fact|value|collection|attribute|others") as caught:
        understand(kind, path)
    assert str(caught.value) == message


def test_a_path_may_lead_over_as_many_hops_as_is_said() -> None:
    assert understand("position", "manager." * MOST_HOPS + "title").word.name == "title"


@pytest.mark.parametrize(
    ("kind", "path", "key"),
    [
        ("position", "title", ("title",)),
        ("position", "role", ("role", "title")),
        ("position", "manager.role", ("reports_to",)),
        ("position", "manager.unit.type", ("reports_to",)),
        ("position", "unit.type", ("unit",)),
        ("position", "unit.head.title", ("unit",)),
        ("position", "holder.education", ("holder",)),
        ("position", "requirements.education", ("requirements", "education")),
        ("position", "attributes.cost", ("attributes", "cost")),
        ("position", "reports.count", ("reports",)),
        ("position", "organization.name", ()),
        ("unit", "organization.name", ()),
        ("person", "organization.ownership", ()),
        ("unit", "parent.region_level", ("parent",)),
        ("unit", "head.role", ("head",)),
        ("person", "education", ("education",)),
        ("organization", "ownership", ("ownership",)),
        ("cycle", "members.count", ()),
    ],
)
def test_a_path_knows_where_the_subjects_own_entry_says_it(kind: Kind, path: str, key: tuple[str, ...]) -> None:
    assert understand(kind, path).key == key


def test_the_samples_are_found() -> None:
    names = ["correct-flat.yaml", "correct-nested.yaml", "faulty-flat.yaml", "faulty-nested.yaml"]
    in_both = [f"{language}/{name}" for language in ("en", "zh") for name in names]
    assert {*in_both, "en/several-files/company.yaml"} == {
        name for name in SAMPLE_DESIGNS if "/company/" not in name and "/wording/" not in name
    }
    assert {"en/company/faulty.yaml", "zh/company/faulty.yaml"} <= set(SAMPLE_DESIGNS)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, name, word in WORDS if isinstance(word, Fact) and word.written is not None],
)
def test_a_fact_that_one_key_alone_tells_is_absent_where_no_entry_has_the_key(kind: Kind, name: str) -> None:
    word = VOCABULARY[kind][name]
    assert isinstance(word, Fact)
    silent = [organization for organization in ORGANIZATIONS.values() if word.written not in organization.written]
    silent.append(linked(BARE))
    for organization in silent:
        values = [word.read(subject) for subject in subjects(organization) if kind_of(subject) == kind]
        assert [value for value in values if value is not None] == []


def test_an_organization_knows_what_its_design_says_at_all() -> None:
    assert linked(BARE).written == {("position", "title"), ("position", "reports_to"), ("unit", "name"), ("person", "name")}
