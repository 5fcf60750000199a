"""The shipped rulebooks themselves: what every rule must say, and that they say what the document lays down."""

from __future__ import annotations

import re
from typing import Any

import pytest

from orgrules.engine.build import build_findings
from orgrules.engine.decide import decide, engine_named
from orgrules.locale import LANGUAGES
from orgrules.rulebook.folders import examples_of
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from orgrules.rulebook.shipped import BASIC_RULEBOOK
from orgrules.text import normalize
from tests.helpers import SHARED, linked

LIBRARY = load_library()
RULES = {rule.id: rule for rule in LIBRARY.rules}
SALES = LIBRARY.rulebooks[-1]
#: The rules that fields of the sales organization's profiles are.
PROFILE_RULES = [rule for rule in LIBRARY.rules if rule.rulebook == SALES.name and rule.route != ()]
STATEMENTS = SHARED / "source" / "statements.tsv"
needs_the_document = pytest.mark.skipif(not STATEMENTS.is_file(), reason="the source document does not stand beside the project")

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
    "deputy-sales-manager/reports-to": (["sales-manager"], ["1.leaders"]),
}

#: The fields of profiles that are rules besides the reporting lines and the holder's, by role.
FIELDS: dict[str, str] = {
    "general-manager": "title",
    "sales-director": "title duties requirements",
    "sales-manager": "title duties requirements",
    "sales-manager-assistant": "title unit-type duties requirements",
    "regional-manager": "title unit-type duties requirements legal-representative",
    "office-manager": "title unit-type duties requirements",
    "store-manager": "title unit-type duties requirements",
    "channel-manager": "title duties requirements",
    "sales-representative": "title duties requirements",
    "sales-statistician": "title unit-type duties requirements",
    "customer-service-manager": "title duties requirements authority meetings",
    "sales-specialist": "duties",
    "business-representative": "duties",
    "marketing-specialist": "assists unit-type duties requirements career-path job-family",
    "operations-specialist": "duties requirements job-family",
    "branch-general-manager": "unit-type legal-representative",
}

#: The role that each section of the document describes, by the beginning of its statements' ids.
SECTIONS = {
    "4.1": "sales-director",
    "4.2": "sales-manager",
    "4.3": "sales-manager-assistant",
    "4.4": "regional-manager",
    "4.5": "office-manager",
    "4.6": "store-manager",
    "4.7": "channel-manager",
    "4.8": "sales-representative",
    "4.9": "sales-statistician",
    "4.10": "customer-service-manager",
    "2.marketing-specialist": "marketing-specialist",
    "2.operations-specialist": "operations-specialist",
    "2.career": "marketing-specialist",
}

#: The field that the statements of a kind become, and how many statements of it the sections have.
KINDS = {
    "title": ("title", 10),
    "duty": ("duties", 103),
    "requirement": ("requirements", 60),
    "authority": ("authority", 1),
    "meeting": ("meetings", 3),
    "career path": ("career-path", 3),
}

#: Other rules of profiles: what they require, the statements behind them, the severity.
OTHERS: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "general-manager/title": ({"title.role": "general-manager"}, ["3.title-ambiguity"], "warning"),
    "regional-manager/title": ({"title.role": ["regional-manager", "general-manager"]}, ["4.4.title"], "warning"),
    "regional-manager/unit-type": ({"unit.type": "sales-region"}, ["3.regional-manager.internal", "4.4.purpose"], "error"),
    "office-manager/unit-type": ({"unit.type": "office"}, ["4.5.purpose"], "error"),
    "store-manager/unit-type": ({"unit.type": "store"}, ["4.6.purpose"], "error"),
    "sales-manager-assistant/unit-type": ({"unit.type": "sales-department"}, ["4.3.purpose"], "warning"),
    "sales-statistician/unit-type": ({"unit.type": "sales-department"}, ["4.9.purpose"], "warning"),
    "marketing-specialist/unit-type": ({"unit.type": "sales-region"}, ["2.marketing-specialist.placement"], "error"),
    "branch-general-manager/unit-type": ({"unit.type": "branch"}, ["3.branch-general-manager.scope"], "error"),
    "regional-manager/legal-representative": ({"legal_representative": False}, ["3.regional-manager.internal"], "error"),
    "branch-general-manager/legal-representative": (
        {"legal_representative": True},
        ["3.branch-general-manager.legal"],
        "error",
    ),
    "marketing-specialist/assists": (
        {"lines": {"where": {"role": "regional-manager"}}},
        ["2.marketing-specialist.region-duty.1"],
        "warning",
    ),
    "marketing-specialist/career-path": (
        {
            "career_path": {
                "only": [
                    "public-relations-manager",
                    "media-promotion-manager",
                    "marketing-manager",
                    "market-research-manager",
                    "promotion-manager",
                    "product-manager",
                    "sales-manager",
                ]
            }
        },
        ["2.career.1", "2.career.2", "2.career.3"],
        "warning",
    ),
    "marketing-specialist/job-family": (
        {"job_family": ["functional", "职能", "职能类"]},
        ["2.marketing-specialist.family"],
        "warning",
    ),
    "operations-specialist/job-family": (
        {"job_family": ["operations", "运营", "运营类"]},
        ["2.marketing-specialist.family"],
        "warning",
    ),
}

#: Ids of duties that written rules, other rulebooks and designs count on, by the statement behind them.
DUTIES = {
    "4.1.duty.9": ["lead-major-contracts"],
    "4.1.duty.10": ["resolve-key-customer-complaints"],
    "4.2.duty.5": ["organize-contracts", "supervise-collection"],
    "4.3.duty.4": ["file-orders-and-contracts"],
    "4.3.duty.6": ["reconcile-accounts"],
    "4.4.duty.5": ["secure-regional-collection"],
    "4.4.duty.7": ["control-region-expenses"],
    "4.4.duty.8": ["negotiate-key-deals"],
    "4.4.duty.9": ["handle-complaints"],
    "4.5.duty.6": ["control-office-expenses"],
    "4.9.duty.4": ["enter-orders"],
    "2.marketing-specialist.region-duty.5": ["review-promotion-expenses"],
    "1.specialist": ["sell", "sell"],
}

#: The lists of which a position or a person may lack a part, by field, with the kind of their members.
LISTS = {"duties": "duty", "requirements": "skill", "holder": "skill", "authority": "authority", "meetings": "meeting"}

#: Most characters of a duty's or a skill's Chinese name, and most words of its English one: what fits a box of a chart.
MOST_CHARACTERS, MOST_WORDS = 16, 9

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
    "deputy-sales-manager": ("Deputy sales manager", "销售部副经理", False),
    "branch-general-manager": ("Branch general manager", "分公司总经理", True),
    "marketing-specialist": ("Marketing specialist", "市场专员", True),
    "operations-specialist": ("Product operations specialist", "产品运营专员", True),
    "customer-maintenance-supervisor": ("Customer maintenance supervisor", "客户维护主管", True),
    "affairs-representative": ("Affairs representative", "事务代表", True),
    "marketing-manager": ("Marketing manager", "市场部经理", False),
    "marketing-supervisor": ("Marketing supervisor", "市场主任", True),
    "marketing-representative": ("Marketing representative", "市场代表", True),
    "channel-supervisor": ("Channel supervisor", "渠道主任", True),
    "channel-representative": ("Channel representative", "渠道代表", True),
    "product-manager": ("Product manager", "产品经理", False),
    "engineer": ("Technical engineer", "技术工程师", True),
    "public-relations-manager": ("Public relations manager", "公关经理", False),
    "media-promotion-manager": ("Media promotion manager", "媒介推广经理", False),
    "market-research-manager": ("Market research manager", "市场调研经理", False),
    "promotion-manager": ("Promotion manager", "促销经理", False),
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
    "销售副经理": "deputy-sales-manager",
    "市场营销专员": "marketing-specialist",
    "运营专员": "operations-specialist",
    "市场经理": "marketing-manager",
}

BASICS = {
    "hierarchy/unknown-manager": "error",
    "hierarchy/ambiguous-manager": "error",
    "hierarchy/ambiguous-dotted-line": "error",
    "hierarchy/ambiguous-report": "error",
    "hierarchy/reports-to-itself": "error",
    "hierarchy/cycle": "error",
    "hierarchy/one-root": "error",
    "hierarchy/unknown-dotted-line": "error",
    "hierarchy/dotted-line-repeats-solid": "warning",
    "hierarchy/unknown-report": "error",
    "identity/duplicate-id": "error",
    "units/unknown-unit": "error",
    "units/ambiguous-unit": "error",
    "units/ambiguous-parent": "error",
    "units/ambiguous-head": "error",
    "units/unknown-parent": "error",
    "units/unknown-head": "error",
    "units/cycle": "error",
    "people/unknown-holder": "error",
    "people/ambiguous-holder": "error",
    "people/own-manager": "warning",
    "headcount/zero-and-held": "warning",
    "headcount/below-fte": "warning",
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
    for language, stop in (("en", "."), ("zh", "。")):
        # with a part that may be left out at its end, and without it
        for text in (rule.message[language].removesuffix("]]"), re.sub(r"\[\[.*?\]\]$", "", rule.message[language])):
            assert text.endswith(stop), text


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
        {"manager": {"exists": True}, "manager.role": one_or_more}
        if field == "reports-to"
        else {"reports": {"where": {"role": {"none_of": roles}}, "at_most": 0}}
    )
    assert (found.roles, found.written["require"]) == (frozenset({role}), require)
    assert [(cite.document, cite.id) for cite in found.cites] == [("sales", statement) for statement in statements]
    # the document names whom the customer service manager manages, and excludes nobody
    assert found.severity.word == ("info" if rule == "customer-service-manager/manages" else "error")
    assert set(found.why) == set(LANGUAGES)


def test_the_profiles_are_rules_in_these_fields_and_no_others() -> None:
    promised = {f"{role}/{field}" for role, fields in FIELDS.items() for field in fields.split()}
    promised |= {f"{role}/holder" for role, fields in FIELDS.items() if "requirements" in fields}
    assert {rule.id for rule in PROFILE_RULES} == promised | set(LINES)


@pytest.mark.parametrize("rule", OTHERS)
def test_a_field_of_a_profile_asks_for_what_its_statements_say(rule: str) -> None:
    require, statements, severity = OTHERS[rule]
    found = RULES[rule]
    assert found.written["require"] == require
    assert ([cite.id for cite in found.cites], found.severity.word) == (statements, severity)


@pytest.mark.parametrize("role", [role for section, role in SECTIONS.items() if section.startswith("4.")])
def test_a_stated_role_is_held_against_the_title(role: str) -> None:
    found = RULES[f"{role}/title"]
    assert role in _listed(found.written["require"]["title.role"])
    assert [SECTIONS[cite.id.removesuffix(".title")] for cite in found.cites] == [role]


@pytest.mark.parametrize("statement", DUTIES)
def test_the_duties_that_others_count_on_have_their_ids(statement: str) -> None:
    assert [duty for rule in PROFILE_RULES for duty, cited in _items(rule, "duties") if statement in cited] == DUTIES[statement]


def test_each_duty_has_one_role_but_selling() -> None:
    roles: dict[str, list[str]] = {}
    for rule in PROFILE_RULES:
        for duty, _ in _items(rule, "duties"):
            roles.setdefault(duty, []).append(rule.id)
    assert {duty: rules for duty, rules in roles.items() if len(rules) > 1} == {
        "sell": ["business-representative/duties", "sales-specialist/duties"]
    }


def test_a_college_education_is_a_level_and_asked_of_the_customer_service_manager() -> None:
    levels = {
        rule.id: found
        for rule in PROFILE_RULES
        for asked in (rule.written["require"], rule.written["require"].get("holders", {}).get("each", {}))
        for key, found in asked.items()
        if key in ("requirements.education", "education")
    }
    assert levels == {
        "customer-service-manager/requirements": {"at_least": "college"},
        "customer-service-manager/holder": {"at_least": "college"},
    }


@pytest.mark.parametrize("rule", [rule for rule in PROFILE_RULES if rule.id.partition("/")[2] in LISTS], ids=_id)
def test_who_lacks_one_item_of_a_list_is_told_which_and_by_which_statement(rule: Rule) -> None:
    role, _, field = rule.id.partition("/")
    names = LIBRARY.term_names[LISTS[field]]
    items = [item for item in rule.item_cites if item in names]
    people: list[Any] = []
    positions: list[Any] = []
    for left_out in items:
        rest = [item for item in items if item != left_out]
        able: dict[str, Any] = {"skills": rest, "education": "college"}
        people.append({"id": f"without-{left_out}", "name": "Lee", **able})
        otherwise: dict[str, Any] = {"holder": f"without-{left_out}", "requirements": able}
        positions.append({"title": ROLES[role][0], field: otherwise.get(field, rest)})
    organization = linked({"people": people, "positions": positions}, LIBRARY)
    told = build_findings(decide(organization, [rule], engine_named("reference")).broken, LIBRARY)
    assert [(finding.actual, [cite.statement for cite in finding.cites]) for finding in told] == [
        (f"without {names[item]['en']}", [statement.id for statement in rule.item_cites[item]]) for item in items
    ]


@pytest.mark.parametrize("kind", ["duty", "skill", "authority", "meeting"])
def test_a_term_has_short_names_of_its_own_in_both_languages(kind: str) -> None:
    names = LIBRARY.term_names[kind]
    assert names
    for id_, texts in names.items():
        assert set(texts) == set(LANGUAGES), id_
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"]), id_
        assert not re.search(r"[\u4e00-\u9fff]", texts["en"]), id_
        assert len(texts["zh"]) <= MOST_CHARACTERS, id_
        assert len(texts["en"].split()) <= MOST_WORDS, id_
    for language in LANGUAGES:
        spelled = [normalize(texts[language]) for texts in names.values()]
        assert len(spelled) == len(set(spelled))


def test_a_name_needs_no_quotes_in_a_list_of_a_design() -> None:
    names = [
        text for kind in ("duty", "skill", "meeting") for texts in LIBRARY.term_names[kind].values() for text in texts.values()
    ]
    assert [name for name in names if re.search(r"[,:#\[\]{}]", name)] == []


def test_a_skill_is_called_the_same_in_every_profile() -> None:
    called: dict[str, set[tuple[str, str]]] = {}
    for profile in LIBRARY.profiles.values():
        for item in profile.source.data.get("requirements", ()):
            if "skill" in item:
                called.setdefault(item["skill"], set()).add((item["name"]["en"], item["name"]["zh"]))
    assert called
    assert {skill: names for skill, names in called.items() if len(names) > 1} == {}


def test_what_no_design_can_break_is_said_in_both_languages_and_cited_by_no_rule() -> None:
    assert SALES.not_checkable
    for statement, why in SALES.not_checkable.items():
        assert set(why) == set(LANGUAGES), statement
        assert (why["en"][-1], why["zh"][-1]) == (".", "。"), statement
    assert [cite.id for rule in RULES.values() for cite in rule.cites if cite.id in SALES.not_checkable] == []


def test_the_roles_are_those_of_the_document_under_both_names() -> None:
    assert {role: tuple(profile.name.values()) for role, profile in LIBRARY.profiles.items()} == {
        role: (en, zh) for role, (en, zh, _) in ROLES.items()
    }


def test_an_area_leaves_a_role_as_it_is_or_makes_it_unknown_as_promised() -> None:
    with_area = {
        role: {
            alias.with_area
            for aliases in LIBRARY.titles.aliases.values()
            for alias in aliases
            if alias.role == role and not alias.is_open
        }
        for role in ROLES
    }
    assert with_area == {role: {same} for role, (_, _, same) in ROLES.items()}


@pytest.mark.parametrize("title", ALSO_CALLED)
def test_another_title_is_known(title: str) -> None:
    [alias] = LIBRARY.titles.aliases[title]
    assert (alias.role, alias.applies) == (ALSO_CALLED[title], None)


@pytest.mark.parametrize("title", ["总经理", "general manager"])
def test_a_general_manager_of_a_sales_region_or_a_branch_is_known_to_be_ambiguous(title: str) -> None:
    assert [(alias.role, alias.applies is None) for alias in LIBRARY.titles.aliases[title]] == [
        ("branch-general-manager", False),
        ("regional-manager", False),
        ("general-manager", True),
    ]
    assert "3.title-ambiguity" in [statement.id for statement in LIBRARY.profiles["regional-manager"].cites]


@pytest.mark.parametrize("role", [*SECTIONS.values(), *(rule.partition("/")[0] for rule in (*LINES, *OTHERS))])
def test_a_profile_or_its_rules_cite_what_it_comes_from(role: str) -> None:
    assert LIBRARY.profiles[role].cites or any(rule.cites for rule in PROFILE_RULES if rule.id.startswith(f"{role}/"))


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
        "brand-department",
        "promotion-department",
        "brand-management-section",
        "promotion-research-section",
        "planning-section",
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


@needs_the_document
def test_the_statements_are_those_of_the_document_in_its_order() -> None:
    rows = [line.split("\t") for line in STATEMENTS.read_text("utf-8").splitlines()[1:]]
    assert [(statement.id, statement.kind) for statement in SALES.statements] == [(row[0], row[1]) for row in rows]


@needs_the_document
def test_no_gloss_is_a_sentence_of_the_document() -> None:
    sentences = {row.split("\t")[0]: row.split("\t")[2] for row in STATEMENTS.read_text("utf-8").splitlines()[1:]}
    copied = [
        statement.id
        for statement in SALES.statements
        if len(_letters(sentences[statement.id])) >= 12 and _letters(sentences[statement.id]) in _letters(statement.gloss["zh"])
    ]
    assert copied == []


@needs_the_document
def test_no_duty_or_skill_is_named_by_a_sentence_of_the_document() -> None:
    sentences = {_letters(row.split("\t")[2]) for row in STATEMENTS.read_text("utf-8").splitlines()[1:]}
    names = [texts["zh"] for kind in ("duty", "skill", "authority", "meeting") for texts in LIBRARY.term_names[kind].values()]
    assert names
    assert [name for name in names if _letters(name) in sentences] == []
    assert [name for name in names for sentence in sentences if len(sentence) >= 12 and sentence in _letters(name)] == []
    words = [word for known in LIBRARY.terms.wordings.items.values() for item in known.values() for word in item.words]
    assert words
    assert [word for word in words if len(_letters(word)) >= 6 and _letters(word) in sentences] == []


@needs_the_document
@pytest.mark.parametrize("kind", KINDS)
def test_every_statement_of_a_job_description_is_in_its_profile_or_not_checkable(kind: str) -> None:
    field, number = KINDS[kind]
    rows = [line.split("\t")[:2] for line in STATEMENTS.read_text("utf-8").splitlines()[1:]]
    of_kind = [statement for statement, its_kind in rows if its_kind == kind]
    described = {
        statement: role for statement in of_kind for section, role in SECTIONS.items() if statement.startswith(f"{section}.")
    }
    assert len(described) == number
    open_ones = [
        statement
        for statement, role in described.items()
        if statement not in SALES.not_checkable and statement not in _cited(RULES[f"{role}/{field}"])
    ]
    assert open_ones == []


def _cited(rule: Rule) -> set[str]:
    """The statements that a field of a profile cites; where it is a list, those that its items cite."""
    of_items = {statement.id for those in rule.item_cites.values() for statement in those}
    return of_items or {statement.id for statement in rule.cites}


def _items(rule: Rule, field: str) -> list[tuple[str, list[str]]]:
    """The items of a profile's list, where ``rule`` is the one of that field, with the statements that they cite."""
    if not rule.id.endswith(f"/{field}"):
        return []
    return [(item, [statement.id for statement in those]) for item, those in rule.item_cites.items()]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
