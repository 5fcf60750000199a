"""The shipped rulebooks themselves: what every rule must say, and that they say what the document lays down."""

from __future__ import annotations

import re
from typing import Any

import pytest

from orgrules.rulebook.folders import examples_of
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from orgrules.rulebook.shipped import BASIC_RULEBOOK
from orgrules.text import LANGUAGES
from tests.helpers import SHARED

LIBRARY = load_library()
RULES = {rule.id: rule for rule in LIBRARY.rules}
SALES = LIBRARY.rulebooks[-1]
STATEMENTS = SHARED / "source" / "statements.tsv"

#: What the document says of reporting lines: rule, the role judged, the roles named, the statements behind it.
LINES: dict[str, tuple[list[str], list[str]]] = {
    "sales-director/reports-to": (["general-manager"], ["4.1.reports-to"]),
    "sales-manager/reports-to": (["sales-director"], ["4.2.reports-to"]),
    "sales-manager-assistant/reports-to": (["sales-manager"], ["4.3.reports-to"]),
    "regional-manager/reports-to": (["sales-manager", "regional-manager"], ["4.4.reports-to", "3.region-grading"]),
    "office-manager/reports-to": (["regional-manager"], ["4.5.reports-to"]),
    "store-manager/reports-to": (["sales-manager"], ["4.6.reports-to"]),
    "channel-manager/reports-to": (["sales-manager"], ["4.7.reports-to"]),
    "sales-representative/reports-to": (["channel-manager"], ["4.8.reports-to"]),
    "sales-statistician/reports-to": (["sales-manager"], ["4.9.reports-to"]),
    "customer-service-manager/reports-to": (["general-manager"], ["4.10.reports-to"]),
    "customer-service-manager/manages": (["customer-representative"], ["4.10.manages"]),
    "customer-representative/reports-to": (["customer-service-manager"], ["4.10.manages"]),
    "sales-supervisor/manages": (["sales-specialist", "business-representative"], ["1.supervisor", "1.specialist"]),
    "sales-specialist/reports-to": (["sales-supervisor"], ["1.supervisor"]),
}

#: Every role by its two names, and whether a title with an area is still that role.
ROLES: dict[str, tuple[str, str, bool]] = {
    "general-manager": ("General manager", "总经理", False),
    "sales-director": ("Sales director", "销售总监", False),
    "sales-manager": ("Sales manager", "销售经理", False),
    "sales-manager-assistant": ("Sales manager assistant", "销售经理助理", False),
    "regional-manager": ("Regional manager", "大区经理", True),
    "office-manager": ("Office manager", "办事处经理", True),
    "store-manager": ("Store manager", "店面经理", True),
    "channel-manager": ("Channel manager", "渠道经理", False),
    "sales-representative": ("Sales representative", "销售代表", True),
    "sales-statistician": ("Sales statistician", "销售统计员", False),
    "customer-service-manager": ("Customer service manager", "客户服务部经理", False),
    "customer-representative": ("Customer representative", "客户代表", True),
    "sales-supervisor": ("Sales supervisor", "销售主管", True),
    "sales-specialist": ("Sales specialist", "销售专员", True),
    "business-representative": ("Business representative", "业务代表", True),
}

#: Other titles that the document, or everyday use beside it, gives a role.
ALSO_CALLED = {
    "销售部经理": "sales-manager",
    "销售部经理助理": "sales-manager-assistant",
    "区域经理": "regional-manager",
    "办事处主任": "office-manager",
    "客户服务经理": "customer-service-manager",
    "客服部经理": "customer-service-manager",
    "客服经理": "customer-service-manager",
}

BASICS = {
    "hierarchy/unknown-manager": "error",
    "hierarchy/ambiguous-manager": "error",
    "hierarchy/reports-to-itself": "error",
    "hierarchy/cycle": "error",
    "hierarchy/one-root": "error",
    "hierarchy/unknown-dotted-line": "error",
    "hierarchy/dotted-line-repeats-solid": "warning",
    "hierarchy/unknown-report": "error",
    "identity/duplicate-id": "error",
    "units/unknown-unit": "error",
    "units/unknown-parent": "error",
    "units/unknown-head": "error",
    "units/cycle": "error",
    "people/unknown-holder": "error",
    "titles/unrecognized": "warning",
    "coverage/nothing-judged": "warning",
}


def _id(rule: Rule) -> str:
    return rule.id


every_rule = pytest.mark.parametrize("rule", LIBRARY.rules, ids=_id)


@every_rule
def test_a_rules_id_is_a_folder_and_a_name(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*", rule.id)


@every_rule
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    for texts in (rule.name, rule.message, rule.fix):
        assert set(texts) == set(LANGUAGES), texts
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
        assert not re.search(r"[\u4e00-\u9fff]", texts["en"])
    assert set(rule.why) in (set(), set(LANGUAGES))


@every_rule
def test_a_rule_says_which_facts_it_means_alike_in_both_languages(rule: Rule) -> None:
    for texts in (rule.message, rule.fix, rule.placement.expected, rule.placement.actual):
        placeholders = [set(re.findall(r"\{[^{}]*\}", text)) for text in texts.values()]
        assert placeholders[:1] * len(placeholders) == placeholders, texts


@every_rule
def test_a_message_ends_as_a_sentence(rule: Rule) -> None:
    assert rule.message["en"].endswith(".")
    assert rule.message["zh"].endswith("。")


@every_rule
def test_chinese_texts_have_chinese_punctuation(rule: Rule) -> None:
    for texts in (rule.name, rule.message, rule.why, rule.fix, rule.placement.expected, rule.placement.actual):
        between_chinese = re.search(r"[\u4e00-\u9fff}][,;:()?!]|[,;:()?!][\u4e00-\u9fff{]", texts.get("zh", ""))
        assert between_chinese is None, texts["zh"]


@every_rule
def test_a_rule_cites_the_document_unless_it_is_one_of_the_basics(rule: Rule) -> None:
    assert bool(rule.cites) is (rule.rulebook != BASIC_RULEBOOK)


@every_rule
def test_a_rules_file_has_examples(rule: Rule) -> None:
    _, examples = examples_of(rule.source)
    assert examples


def test_the_basics_are_those_that_are_promised_with_their_severities() -> None:
    basics = {rule.id: rule.severity.word for rule in LIBRARY.rules if rule.rulebook == BASIC_RULEBOOK}
    assert {id_: basics.get(id_) for id_ in BASICS} == BASICS


@pytest.mark.parametrize("rule", LINES)
def test_a_reporting_line_of_the_document_is_a_rule_that_cites_it(rule: str) -> None:
    roles, statements = LINES[rule]
    found = RULES[rule]
    role, _, field = rule.partition("/")
    one_or_more: Any = roles[0] if len(roles) == 1 else roles
    require = (
        {"manager.role": one_or_more}
        if field == "reports-to"
        else {"reports": {"where": {"role": {"none_of": roles}}, "at_most": 0}}
    )
    assert (found.roles, found.written["require"]) == (frozenset({role}), require)
    assert [(cite.document, cite.id) for cite in found.cites] == [("sales", statement) for statement in statements]
    assert found.severity.word == "error"
    assert set(found.why) == set(LANGUAGES)


def test_nothing_but_the_reporting_lines_is_a_rule_of_the_sales_organization() -> None:
    assert [rule.id for rule in LIBRARY.rules if rule.rulebook == SALES.name and rule.id not in LINES] == []


def test_the_roles_are_those_of_the_document_under_both_names() -> None:
    assert {role: tuple(profile.name.values()) for role, profile in LIBRARY.profiles.items()} == {
        role: (en, zh) for role, (en, zh, _) in ROLES.items()
    }


def test_an_area_leaves_a_role_as_it_is_or_makes_it_unknown_as_promised() -> None:
    with_area = {
        role: {alias.with_area for aliases in LIBRARY.titles.aliases.values() for alias in aliases if alias.role == role}
        for role in ROLES
    }
    assert with_area == {role: {same} for role, (_, _, same) in ROLES.items()}


@pytest.mark.parametrize("title", ALSO_CALLED)
def test_another_title_is_known(title: str) -> None:
    [alias] = LIBRARY.titles.aliases[title]
    assert (alias.role, alias.applies) == (ALSO_CALLED[title], None)


def test_a_general_manager_of_a_sales_region_is_known_to_be_ambiguous() -> None:
    assert [(alias.role, alias.applies is None) for alias in LIBRARY.titles.aliases["总经理"]] == [
        ("regional-manager", False),
        ("general-manager", True),
    ]
    assert "3.title-ambiguity" in [statement.id for statement in LIBRARY.profiles["regional-manager"].cites]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("general-manager", "business-representative")])
def test_a_profile_cites_what_it_comes_from(role: str) -> None:
    assert LIBRARY.profiles[role].cites


def test_the_types_of_units_have_names_in_both_languages() -> None:
    types = LIBRARY.term_names["unit type"]
    assert set(types) == {
        "head-office",
        "sales-department",
        "sales-region",
        "office",
        "store",
        "channel-department",
        "customer-service-department",
        "marketing-department",
        "branch",
    }
    assert all(set(texts) == set(LANGUAGES) for texts in types.values())


def test_all_statements_of_the_document_are_glossed_in_both_languages() -> None:
    assert len(SALES.statements) == 216
    for statement in SALES.statements:
        assert set(statement.gloss) == set(LANGUAGES), statement.id
        assert re.search(r"[\u4e00-\u9fff]", statement.gloss["zh"]), statement.id
        assert not re.search(r"[\u4e00-\u9fff]", statement.gloss["en"]), statement.id


def test_a_gloss_is_one_short_line() -> None:
    glosses = [gloss for statement in SALES.statements for gloss in statement.gloss.values()]
    assert [gloss for gloss in glosses if len(gloss) > 200 or gloss != " ".join(gloss.split())] == []


@pytest.mark.skipif(not STATEMENTS.is_file(), reason="the source document does not stand beside the project")
def test_the_statements_are_those_of_the_document_in_its_order() -> None:
    rows = [line.split("\t") for line in STATEMENTS.read_text("utf-8").splitlines()[1:]]
    assert [(statement.id, statement.kind) for statement in SALES.statements] == [(row[0], row[1]) for row in rows]


@pytest.mark.skipif(not STATEMENTS.is_file(), reason="the source document does not stand beside the project")
def test_no_gloss_is_a_sentence_of_the_document() -> None:
    sentences = {row.split("\t")[0]: row.split("\t")[2] for row in STATEMENTS.read_text("utf-8").splitlines()[1:]}
    copied = [
        statement.id
        for statement in SALES.statements
        if len(_letters(sentences[statement.id])) >= 12 and _letters(sentences[statement.id]) in _letters(statement.gloss["zh"])
    ]
    assert copied == []


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
