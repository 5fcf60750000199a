"""Role profiles: what each field demands of a position, when it is judged, and what its finding says."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.findings import Severity
from orgrules.locale import LANGUAGES, Language
from orgrules.rulebook.model import Library
from tests.rulebook.authoring import HEAD, findings, load, only_finding, problems, verdict

HOUSE = {
    "rulebook.yaml": HEAD
    + """\
documents: {law: {title: Law, statements: law.tsv}}
unit_types:
  office: {en: Office, zh: 办事处}
  store: {en: Store, zh: 门店}
""",
    "law.tsv": "id\tkind\ten\tzh\n" + "".join(f"l.{number}\tduty\tLaw {number}\t法{number}\n" for number in range(1, 10)),
    "roles/boss.yaml": "role: boss\nname: {en: Boss, zh: 老板}\n",
    "roles/chief.yaml": "role: chief\nname: {en: Chief, zh: 主管人}\n",
    "roles/guard.yaml": "role: guard\nname: {en: Guard, zh: 保安}\n",
}

DUTIES = """\
duties:
  - {id: make-tea, name: {en: Make tea, zh: 泡茶}, cites: [l.1]}
  - {id: bake-cake, name: {en: Bake cakes, zh: 烤蛋糕}, cites: [l.2, l.3]}
  - {id: wash-up, cites: [l.4]}
"""
REQUIREMENTS = """\
requirements:
  - {skill: driving, name: {en: Driving, zh: 驾驶}, cites: [l.1]}
  - {skill: first-aid, cites: [l.2]}
  - {education: college, cites: [l.3]}
"""
AUTHORITY = "authority: [{id: sign, name: {en: Sign letters, zh: 签发信函}, cites: [l.1]}]\n"
MEETINGS = "meetings: [{id: monday, name: {en: Monday meeting, zh: 周一例会}, cites: [l.1]}]\n"
EXPERIENCE = "requirements: [{experience: 3, cites: [l.1]}, {experience: 1, cites: [l.2]}]\n"
CERTIFICATES = """\
requirements:
  - {certificate: forklift, name: {en: Forklift licence, zh: 叉车证}, cites: [l.1]}
  - {certificate: first-aid, cites: [l.2]}
"""
STUDIED = """\
requirements:
  - cites: [l.1]
    fields_of_study: [{id: law, name: {en: Law, zh: 法学}}, {id: trade, name: {en: Trade, zh: 国际贸易}}]
"""
INSIDE = "internal_relations: [{id: kitchen, name: {en: The kitchen, zh: 厨房}, cites: [l.1]}]\n"
OUTSIDE = "external_relations: [{id: police, name: {en: The police, zh: 公安机关}, cites: [l.1]}]\n"
FROM = "promoted_from: [{role: guard, cites: [l.1]}, {role: page, name: {en: Page, zh: 门童}}]\n"
ROTATES = "rotates_with: [{role: guard, cites: [l.1]}]\n"
OWN = "manages: {role: [guard, chief], exclusive: true, own: guard, cites: [l.1]}\n"
BELOW = "headcount_below: {at_least: 3, at_most: 5, cites: [l.1]}\n"
CAREER = "career_path: [{role: chief, cites: [l.1]}, {role: owner, name: {en: Owner, zh: 业主}}]\n"


def house(folder: Path, field: str) -> Library:
    """The rulebook in which the clerk's profile has ``field``."""
    return load(folder, {**HOUSE, "roles/clerk.yaml": "role: clerk\nname: {en: Clerk, zh: 文员}\n" + field})


def clerk(keys: str = "", *others: str) -> str:
    """A design with a clerk below a chief below a boss, and other positions."""
    lines = [
        "{id: boss, title: Boss, reports_to: null}",
        "{id: chief, title: Chief, reports_to: boss}",
        "{id: finance, title: Head of Finance, reports_to: boss}",
        "{id: typo, title: Cheif, reports_to: boss}",
        f"{{id: clerk, title: Clerk{keys and ', '}{keys}}}",
        *others,
    ]
    return "positions:\n" + "".join(f"  - {line}\n" for line in lines)


def held(person: str) -> str:
    """A design in which somebody is the clerk."""
    return f"people: [{{name: Ann, {person}}}]\npositions: [{{title: Clerk, holder: Ann}}]\n"


def below(*reports: str) -> tuple[str, ...]:
    """Positions that report to the clerk."""
    return tuple(f"{{{report}, reports_to: clerk}}" for report in reports)


def units(keys: str, positions: str) -> str:
    """A design with one unit and these positions."""
    return f"units: [{{id: u, name: U{keys}}}]\npositions: {positions}\n"


REPORTS = "reports_to: {role: chief}\n"
DOTTED = "reports_to: {role: chief, line: dotted}\n"
ANY = "reports_to: {role: chief, line: any}\n"
BROKEN_DOTTED = "dotted_line_to: [boss, nobody]"

VERDICTS: list[tuple[str, str, str, str]] = [
    # reports_to: judged of a known manager; an unrecognized one is none of those named, a misspelt one may be anything
    ("reports-to", REPORTS, clerk("reports_to: chief"), "kept"),
    ("reports-to", REPORTS, clerk("reports_to: boss"), "broken"),
    ("reports-to", REPORTS, clerk("reports_to: finance"), "broken"),
    ("reports-to", REPORTS, clerk("reports_to: typo"), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: stated", "{id: stated, title: Cheif, role: chief}"), "kept"),
    ("reports-to", REPORTS, clerk("reports_to: stated", "{id: stated, title: Chief, role: boss}"), "broken"),
    # … or of a declared top, where somebody whom it may report to is there
    ("reports-to", REPORTS, clerk("reports_to: null"), "broken"),
    ("reports-to", "reports_to: {role: guard}\n", clerk("reports_to: null"), "silent"),
    ("reports-to", "reports_to: {role: [clerk, chief]}\n", clerk("reports_to: null"), "broken"),
    ("reports-to", "reports_to: {role: clerk}\n", clerk("reports_to: null", "{title: Clerk, reports_to: clerk}"), "kept"),
    ("reports-to", REPORTS, "positions: [{title: Chief}, {title: Clerk, reports_to: null}]", "silent"),
    ("reports-to", REPORTS, clerk(), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: nobody"), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: clerk"), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: Guard", "{title: Guard}", "{title: Guard}"), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: twice", "{id: twice, title: Boss}", "{id: twice, title: Boss}"), "silent"),
    ("reports-to", REPORTS, clerk("reports_to: boss, dotted_line_to: [chief]"), "broken"),
    ("reports-to", REPORTS, clerk("dotted_line_to: [boss]"), "silent"),
    ("reports-to", REPORTS, "positions: [{title: Boss, reports: [{title: Clerk}]}]", "broken"),
    ("reports-to", REPORTS, "positions: [{title: Chief, reports: [{title: Clerk}]}]", "kept"),
    ("reports-to", REPORTS, "positions: [{title: Boss, reports: [{title: Cook}]}]", "silent"),
    ("reports-to", "reports_to: {role: [chief, boss]}\n", clerk("reports_to: boss"), "kept"),
    ("reports-to", "reports_to: {role: [chief, boss]}\n", clerk("reports_to: chief"), "kept"),
    ("reports-to", "reports_to: {role: [chief, boss]}\n", clerk("reports_to: finance"), "broken"),
    ("reports-to", "reports_to: {role: chief, line: solid}\n", clerk("reports_to: boss"), "broken"),
    ("reports-to", DOTTED, clerk("reports_to: boss, dotted_line_to: [chief]"), "kept"),
    ("reports-to", DOTTED, clerk("reports_to: chief, dotted_line_to: [boss]"), "broken"),
    ("reports-to", DOTTED, clerk("reports_to: chief, dotted_line_to: [finance, boss]"), "broken"),
    ("reports-to", DOTTED, clerk("reports_to: chief, dotted_line_to: [finance, chief]"), "kept"),
    ("reports-to", DOTTED, clerk("reports_to: chief, dotted_line_to: [typo, boss]"), "silent"),
    ("reports-to", DOTTED, clerk("reports_to: chief, dotted_line_to: [nobody]"), "silent"),
    ("reports-to", DOTTED, clerk(f"reports_to: chief, {BROKEN_DOTTED}"), "silent"),
    ("reports-to", DOTTED, clerk("reports_to: boss"), "silent"),
    ("reports-to", DOTTED, clerk("reports_to: boss, dotted_line_to: []"), "silent"),
    ("reports-to", "reports_to: {role: [guard, chief], line: dotted}\n", clerk("dotted_line_to: [chief]"), "kept"),
    ("reports-to", ANY, clerk("reports_to: chief"), "kept"),
    ("reports-to", ANY, clerk("reports_to: boss"), "broken"),
    ("reports-to", ANY, clerk("reports_to: boss, dotted_line_to: [chief]"), "kept"),
    ("reports-to", ANY, clerk("dotted_line_to: [boss]"), "broken"),
    ("reports-to", ANY, clerk("reports_to: boss, dotted_line_to: [typo]"), "silent"),
    ("reports-to", ANY, clerk(f"reports_to: boss, {BROKEN_DOTTED}"), "silent"),
    ("reports-to", ANY, clerk("reports_to: nobody, dotted_line_to: [boss]"), "silent"),
    ("reports-to", ANY, clerk(), "silent"),
    # manages: judged of direct reports by solid lines
    ("manages", "manages: {role: guard}\n", clerk("", "{title: Guard, reports_to: clerk}"), "kept"),
    ("manages", "manages: {role: guard}\n", clerk("", "{title: Boss, reports_to: clerk}"), "broken"),
    ("manages", "manages: {role: guard}\n", clerk("", "{title: Cook, reports_to: clerk}"), "broken"),
    ("manages", "manages: {role: guard}\n", clerk("", "{title: Gaurd, reports_to: clerk}"), "silent"),
    (
        "manages",
        "manages: {role: guard}\n",
        clerk("", "{title: Guard, reports_to: clerk}", "{title: Gaurd, reports_to: clerk}", "{title: Boss, reports_to: clerk}"),
        "broken",
    ),
    ("manages", "manages: {role: [guard, chief]}\n", clerk("", "{title: Chief, reports_to: clerk}"), "kept"),
    ("manages", "manages: {role: guard}\n", clerk("", "{title: Boss, dotted_line_to: [clerk]}"), "silent"),
    (
        "manages",
        "manages: {role: guard}\n",
        clerk("", "{id: g, title: Guard, reports_to: clerk}", "{title: Cook, reports_to: g}"),
        "kept",
    ),
    ("manages", "manages: {role: guard}\n", clerk(), "silent"),
    # assists: judged where lines are modelled at all
    ("assists", "assists: {role: chief}\n", clerk("reports_to: chief"), "kept"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: boss, dotted_line_to: [chief]"), "kept"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: boss"), "broken"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: null"), "broken"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: finance, dotted_line_to: [boss]"), "broken"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: typo"), "silent"),
    ("assists", "assists: {role: chief}\n", clerk("reports_to: nobody"), "silent"),
    ("assists", "assists: {role: chief}\n", clerk(f"reports_to: boss, {BROKEN_DOTTED}"), "silent"),
    ("assists", "assists: {role: [guard, chief]}\n", clerk("reports_to: chief"), "kept"),
    ("assists", "assists: {role: chief}\n", "positions: [{title: Clerk}, {title: Chief}]", "silent"),
    # unit_type: judged where its unit's type is modelled
    ("unit-type", "unit_type: {type: office}\n", units(", type: office", "[{title: Clerk, unit: u}]"), "kept"),
    ("unit-type", "unit_type: {type: office}\n", units(", type: 办事处", "[{title: Clerk, unit: U}]"), "kept"),
    ("unit-type", "unit_type: {type: 办事处}\n", units(", type: OFFICE", "[{title: Clerk, unit: u}]"), "kept"),
    ("unit-type", "unit_type: {type: office}\n", units(", type: store", "[{title: Clerk, unit: u}]"), "broken"),
    ("unit-type", "unit_type: {type: office}\n", units(", type: camp", "[{title: Clerk, unit: u}]"), "broken"),
    ("unit-type", "unit_type: {type: [office, store]}\n", units(", type: store", "[{title: Clerk, unit: u}]"), "kept"),
    ("unit-type", "unit_type: {type: office}\n", units("", "[{title: Clerk, unit: u}]"), "silent"),
    ("unit-type", "unit_type: {type: office}\n", units(", type: store", "[{title: Clerk, unit: v}]"), "silent"),
    ("unit-type", "unit_type: {type: office}\n", units(", type: store", "[{title: Clerk}]"), "silent"),
    ("unit-type", "unit_type: {type: office}\n", "positions: [{title: Clerk, unit: store}]", "silent"),
    (
        "unit-type",
        "unit_type: {type: office}\n",
        units(", type: store", "[{title: Boss, unit: u, reports: [{title: Clerk}]}]"),
        "broken",
    ),
    # duties: judged where it lists them; by id or name in either language
    ("duties", DUTIES, clerk("duties: [make-tea, bake-cake, wash-up]"), "kept"),
    ("duties", DUTIES, clerk("duties: [MAKE TEA, 烤蛋糕, wash-up, sing]"), "kept"),
    ("duties", DUTIES, clerk("duties: [泡茶, Bake  cakes, Wash-Up]"), "kept"),
    ("duties", DUTIES, clerk("duties: [make-tea, bake-cake]"), "broken"),
    ("duties", DUTIES, clerk("duties: []"), "broken"),
    ("duties", DUTIES, clerk(), "silent"),
    ("duties", DUTIES, clerk("", "{title: Guard, duties: []}"), "silent"),
    # requirements: judged where it lists them; no level listed is no level below
    ("requirements", REQUIREMENTS, clerk("requirements: {education: college, skills: [驾驶, first-aid]}"), "kept"),
    ("requirements", REQUIREMENTS, clerk("requirements: {education: 硕士, skills: [driving, first-aid, 茶艺]}"), "kept"),
    ("requirements", REQUIREMENTS, clerk("requirements: {education: vocational, skills: [driving, first-aid]}"), "broken"),
    ("requirements", REQUIREMENTS, clerk("requirements: {education: master, skills: [driving]}"), "broken"),
    ("requirements", REQUIREMENTS, clerk("requirements: {education: master}"), "broken"),
    ("requirements", REQUIREMENTS, clerk("requirements: {skills: [driving, first-aid]}"), "silent"),
    ("requirements", REQUIREMENTS, clerk("requirements: {skills: [driving]}"), "broken"),
    ("requirements", REQUIREMENTS, clerk(), "silent"),
    ("requirements", "requirements: [{education: 大专}]\n", clerk("requirements: {education: college}"), "kept"),
    ("requirements", "requirements: [{education: 大专}]\n", clerk("requirements: {education: secondary}"), "broken"),
    ("requirements", "requirements: [{education: 大专}]\n", clerk("requirements: {skills: []}"), "silent"),
    (
        "requirements",
        "requirements: [{education: college}, {education: master}]\n",
        clerk("requirements: {education: bachelor}"),
        "broken",
    ),
    ("requirements", "requirements: [{skill: driving}]\n", clerk("requirements: {skills: [driving]}"), "kept"),
    # experience: a number of years, in whatever words; where it says none, it is not judged
    ("requirements", EXPERIENCE, clerk("requirements: {experience: 3}"), "kept"),
    ("requirements", EXPERIENCE, clerk("requirements: {experience: 三年以上}"), "kept"),
    ("requirements", EXPERIENCE, clerk("requirements: {experience: 2.5 years}"), "broken"),
    ("requirements", EXPERIENCE, clerk("requirements: {skills: []}"), "silent"),
    ("requirements", EXPERIENCE, clerk(), "silent"),
    ("holder", EXPERIENCE, held("experience: 3"), "kept"),
    ("holder", EXPERIENCE, held("experience: 30 months"), "broken"),
    ("holder", EXPERIENCE, held("education: college"), "silent"),
    # certificates: all of them
    ("requirements", CERTIFICATES, clerk("requirements: {certificates: [叉车证, First-Aid, other]}"), "kept"),
    ("requirements", CERTIFICATES, clerk("requirements: {certificates: [first-aid]}"), "broken"),
    ("requirements", CERTIFICATES, clerk("requirements: {certificates: []}"), "broken"),
    ("requirements", CERTIFICATES, clerk("requirements: {skills: []}"), "silent"),
    ("holder", CERTIFICATES, held("certificates: [Forklift licence, first-aid]"), "kept"),
    ("holder", CERTIFICATES, held("certificates: [forklift]"), "broken"),
    ("holder", CERTIFICATES, held("skills: [forklift, first-aid]"), "silent"),
    # fields of study: one of them will do
    ("requirements", STUDIED, clerk("requirements: {fields_of_study: [法学]}"), "kept"),
    ("requirements", STUDIED, clerk("requirements: {fields_of_study: [physics, Trade]}"), "kept"),
    ("requirements", STUDIED, clerk("requirements: {fields_of_study: [physics]}"), "broken"),
    ("requirements", STUDIED, clerk("requirements: {education: college}"), "silent"),
    ("holder", STUDIED, held("field_of_study: Law"), "kept"),
    ("holder", STUDIED, held("field_of_study: [physics, trade]"), "kept"),
    ("holder", STUDIED, held("field_of_study: physics"), "broken"),
    ("holder", STUDIED, held("education: college"), "silent"),
    ("holder", STUDIED + "  - fields_of_study: [{id: physics}]\n", held("field_of_study: [law, physics]"), "kept"),
    ("holder", STUDIED + "  - fields_of_study: [{id: physics}]\n", held("field_of_study: [law, trade]"), "broken"),
    # relations: judged where it lists them
    ("internal-relations", INSIDE, clerk("internal_relations: [厨房, cellar]"), "kept"),
    ("internal-relations", INSIDE, clerk("internal_relations: [cellar]"), "broken"),
    ("internal-relations", INSIDE, clerk("external_relations: [cellar]"), "silent"),
    ("external-relations", OUTSIDE, clerk("external_relations: [police]"), "kept"),
    ("external-relations", OUTSIDE, clerk("external_relations: []"), "broken"),
    ("external-relations", OUTSIDE, clerk(), "silent"),
    # promoted_from and rotates_with: as career_path
    ("promoted-from", FROM, clerk("promoted_from: [保安, Page]"), "kept"),
    ("promoted-from", FROM, clerk("promoted_from: []"), "kept"),
    ("promoted-from", FROM, clerk("promoted_from: [guard, boss]"), "broken"),
    ("promoted-from", FROM, clerk("career_path: [boss]"), "silent"),
    ("rotates-with", ROTATES, clerk("rotates_with: [Guard]"), "kept"),
    ("rotates-with", ROTATES, clerk("rotates_with: [Astronaut]"), "broken"),
    ("rotates-with", ROTATES, clerk(), "silent"),
    # own reports: judged where it has reports; no dotted line of one leads to another role
    ("own-reports", OWN, clerk("", *below("title: Guard")), "kept"),
    ("own-reports", OWN, clerk("", *below("title: Chief, dotted_line_to: [boss]")), "kept"),
    ("own-reports", OWN, clerk("", *below("title: Guard, dotted_line_to: [boss]")), "broken"),
    ("own-reports", OWN, clerk("", *below("title: Guard, dotted_line_to: [finance]")), "broken"),
    ("own-reports", OWN, clerk("", "{id: other, title: Clerk}", *below("title: Guard, dotted_line_to: [other]")), "kept"),
    ("own-reports", OWN, clerk("", *below("title: Guard, dotted_line_to: [typo]")), "silent"),
    ("own-reports", OWN, clerk("", *below("title: Guard, dotted_line_to: [nobody]")), "silent"),
    ("own-reports", OWN, clerk(), "silent"),
    # people below: counted by headcount, judged where it has reports and no line is broken
    ("headcount-below", BELOW, clerk("", *below("title: Guard, headcount: 3")), "kept"),
    ("headcount-below", BELOW, clerk("", *below("id: g, title: Guard"), "{title: Cook, reports_to: g, headcount: 4}"), "kept"),
    ("headcount-below", BELOW, clerk("", *below("title: Guard", "title: Guard")), "broken"),
    ("headcount-below", BELOW, clerk("", *below("title: Guard, headcount: 6")), "broken"),
    ("headcount-below", BELOW, clerk(), "silent"),
    ("headcount-below", BELOW, clerk("", *below("title: Guard"), "{title: Cook, reports_to: nobody}"), "silent"),
    ("headcount-below", "headcount_below: {at_least: 2}\n", clerk("", *below("title: Guard, headcount: 900")), "kept"),
    ("headcount-below", "headcount_below: {at_most: 1}\n", clerk("", *below("title: Guard", "title: Cook")), "broken"),
    (
        "headcount-below",
        "headcount_below: {at_most: 1, direct: true}\n",
        clerk("", *below("id: g, title: Guard"), "{title: Cook, reports_to: g, headcount: 4}"),
        "kept",
    ),
    (
        "headcount-below",
        "headcount_below: {at_most: 1, direct: true}\n",
        clerk("", *below("title: Guard, headcount: 2")),
        "broken",
    ),
    # authority and meetings: judged where it lists them
    ("authority", AUTHORITY, clerk("authority: [签发信函]"), "kept"),
    ("authority", AUTHORITY, clerk("authority: [spend]"), "broken"),
    ("authority", AUTHORITY, clerk("authority: []"), "broken"),
    ("authority", AUTHORITY, clerk(), "silent"),
    ("meetings", MEETINGS, clerk("meetings: [Monday Meeting]"), "kept"),
    ("meetings", MEETINGS, clerk("meetings: [tuesday]"), "broken"),
    ("meetings", MEETINGS, clerk(), "silent"),
    # career_path: judged where it lists one; a part of the path will do
    ("career-path", CAREER, clerk("career_path: [chief, owner]"), "kept"),
    ("career-path", CAREER, clerk("career_path: [主管人, OWNER]"), "kept"),
    ("career-path", CAREER, clerk("career_path: []"), "kept"),
    ("career-path", CAREER, clerk("career_path: [chief, boss]"), "broken"),
    ("career-path", CAREER, clerk("career_path: [Astronaut]"), "broken"),
    ("career-path", CAREER, clerk(), "silent"),
    # legal_representative and job_family: judged where it states them
    ("legal-representative", "legal_representative: {value: true}\n", clerk("legal_representative: true"), "kept"),
    ("legal-representative", "legal_representative: {value: true}\n", clerk("legal_representative: false"), "broken"),
    ("legal-representative", "legal_representative: {value: false}\n", clerk("legal_representative: true"), "broken"),
    ("legal-representative", "legal_representative: {value: false}\n", clerk("legal_representative: false"), "kept"),
    ("legal-representative", "legal_representative: {value: true}\n", clerk(), "silent"),
    ("job-family", "job_family: {value: sales}\n", clerk("job_family: sales"), "kept"),
    ("job-family", "job_family: {value: [sales, trade]}\n", clerk("job_family: trade"), "kept"),
    ("job-family", "job_family: {value: sales}\n", clerk("job_family: support"), "broken"),
    ("job-family", "job_family: {value: sales}\n", clerk(), "silent"),
]


@pytest.mark.parametrize(("field", "profile", "design", "expected"), VERDICTS)
def test_a_profile_field_is_kept_broken_or_not_judged(
    field: str, profile: str, design: str, expected: str, tmp_path: Path
) -> None:
    library = house(tmp_path, profile)
    assert verdict(library, design, f"clerk/{field}") == expected
    assert {finding.rule for finding in findings(library, design)} == ({f"clerk/{field}"} if expected == "broken" else set())


#: Field, design; severity; message, expected, actual and fix in English and in Chinese.
SAID: list[tuple[str, str, Severity, tuple[str, str, str, str], tuple[str, str, str, str]]] = [
    (
        "reports_to: {role: chief}\n",
        clerk("reports_to: boss"),
        Severity.ERROR,
        (
            "Clerk reports to Boss instead of Chief.",
            "Chief",
            "Boss",
            "Let it report to Chief; if its manager is one under another title, state the manager's role.",
        ),
        (
            "Clerk的上级为“Boss”，应为主管人。",
            "主管人",
            "Boss",
            "将其上级（reports_to）改为主管人；如现任上级只是名称不同，请为该上级注明角色（role）。",
        ),
    ),
    (
        "reports_to: {role: chief}\n",
        clerk("reports_to: uncle", "{id: uncle, title: Uncle Bob, role: boss}"),
        Severity.ERROR,
        (
            "Clerk reports to Uncle Bob (as Boss) instead of Chief.",
            "Chief",
            "Uncle Bob (as Boss)",
            "Let it report to Chief; if its manager is one under another title, state the manager's role.",
        ),
        (
            "Clerk的上级为“Uncle Bob（角色：老板）”，应为主管人。",
            "主管人",
            "Uncle Bob（角色：老板）",
            "将其上级（reports_to）改为主管人；如现任上级只是名称不同，请为该上级注明角色（role）。",
        ),
    ),
    (
        "reports_to: {role: [chief, guard]}\n",
        clerk("reports_to: finance"),
        Severity.ERROR,
        (
            "Clerk reports to Head of Finance instead of Chief or Guard.",
            "Chief or Guard",
            "Head of Finance",
            "Let it report to Chief or Guard; if its manager is one under another title, state the manager's role.",
        ),
        (
            "Clerk的上级为“Head of Finance”，应为主管人或保安。",
            "主管人或保安",
            "Head of Finance",
            "将其上级（reports_to）改为主管人或保安；如现任上级只是名称不同，请为该上级注明角色（role）。",
        ),
    ),
    (
        REPORTS,
        clerk("reports_to: null"),
        Severity.ERROR,
        (
            "Clerk reports to nobody instead of Chief.",
            "Chief",
            "nobody",
            "Let it report to Chief; if its manager is one under another title, state the manager's role.",
        ),
        (
            "Clerk的上级为“无”，应为主管人。",
            "主管人",
            "无",
            "将其上级（reports_to）改为主管人；如现任上级只是名称不同，请为该上级注明角色（role）。",
        ),
    ),
    (
        DOTTED,
        clerk("reports_to: chief, dotted_line_to: [finance, boss]"),
        Severity.ERROR,
        (
            "No dotted line leads from Clerk to Chief; its dotted lines lead to Boss, Head of Finance.",
            "Chief",
            "Boss, Head of Finance",
            "Add a dotted line to Chief; a solid line does not stand for it.",
        ),
        (
            "Clerk没有指向主管人的虚线汇报，现有虚线上级为Boss、Head of Finance。",
            "主管人",
            "Boss、Head of Finance",
            "补充指向主管人的虚线上级（dotted_line_to）；实线上级不能代替虚线上级。",
        ),
    ),
    (
        "manages: {role: [guard, chief], exclusive: true}\n",
        clerk("", "{title: Cook, reports_to: clerk}", "{title: Guard, reports_to: clerk}", "{title: 老板, reports_to: clerk}"),
        Severity.ERROR,
        (
            "Clerk manages Cook, 老板; only Guard or Chief should report to it.",
            "Guard or Chief",
            "Cook, 老板",
            "Move these positions to another manager, or state their role.",
        ),
        (
            "Clerk的直接下属中有Cook、老板，其直接下属应仅为保安或主管人。",
            "保安或主管人",
            "Cook、老板",
            "将这些岗位调整至其他上级名下，或为其注明角色（role）。",
        ),
    ),
    *(
        (
            profile,
            clerk("", "{title: Cook, reports_to: clerk}", "{title: Guard, reports_to: clerk}"),
            Severity.INFO,
            (
                "Clerk manages Cook; of its reports, the profile names Guard or Chief alone.",
                "Guard or Chief",
                "Cook",
                "If that is meant, leave it; else move these positions to another manager, or state their role.",
            ),
            (
                "Clerk的直接下属中有Cook，角色档案列明的直接下属仅为保安或主管人。",
                "保安或主管人",
                "Cook",
                "如系有意安排，可予保留；否则请将这些岗位调整至其他上级名下，或为其注明角色（role）。",
            ),
        )
        for profile in ("manages: {role: [guard, chief], exclusive: false}\n", "manages: {role: [guard, chief]}\n")
    ),
    (
        "assists: {role: chief}\n",
        clerk("reports_to: boss"),
        Severity.WARNING,
        (
            "No line leads from Clerk to Chief.",
            "Chief",
            "Boss",
            "Add a dotted line to Chief, or let it report there.",
        ),
        (
            "Clerk未以实线或虚线向主管人汇报。",
            "主管人",
            "Boss",
            "增加指向主管人的虚线上级（dotted_line_to），或改由主管人直接管理。",
        ),
    ),
    (
        "unit_type: {type: [office, store]}\n",
        units(", type: camp", "[{title: Clerk, unit: u}]"),
        Severity.ERROR,
        (
            "Clerk sits in U (camp); it belongs in Office or Store.",
            "Office or Store",
            "camp",
            "Move it to a unit of that type, or correct the unit's type.",
        ),
        (
            "Clerk设在U（camp），应设在办事处或门店。",
            "办事处或门店",
            "camp",
            "将该岗位移至规定类型的单位，或更正所在单位的类型（type）。",
        ),
    ),
    (
        DUTIES,
        clerk("duties: [bake-cake, sing]"),
        Severity.WARNING,
        (
            "Clerk lists its duties without: Make tea, wash-up.",
            "Make tea, Bake cakes, wash-up",
            "without Make tea, wash-up",
            "Add the missing duties, or let the job description say who else has them.",
        ),
        (
            "Clerk的职责缺少：泡茶、wash-up。",
            "泡茶、烤蛋糕、wash-up",
            "缺少：泡茶、wash-up",
            "补充所缺职责，或在岗位说明书中写明由何岗位承担。",
        ),
    ),
    (
        REQUIREMENTS,
        clerk("requirements: {education: secondary, skills: [first-aid]}"),
        Severity.WARNING,
        (
            "Clerk lists its requirements without: Driving, education of at least College (it is Secondary school).",
            "Driving, first-aid, at least College",
            "without Driving, education of at least College (it is Secondary school)",
            "Add the missing requirements.",
        ),
        (
            "Clerk的任职要求缺少：驾驶、大专及以上学历（现为高中）。",
            "驾驶、first-aid；大专及以上",
            "缺少：驾驶、大专及以上学历（现为高中）",
            "补充所缺的任职要求。",
        ),
    ),
    (
        AUTHORITY,
        clerk("authority: []"),
        Severity.WARNING,
        ("Clerk lists its authority without: Sign letters.", "Sign letters", "without Sign letters", "Add what is missing."),
        ("Clerk的管理权限缺少：签发信函。", "签发信函", "缺少：签发信函", "补充所缺的管理权限。"),
    ),
    (
        MEETINGS,
        clerk("meetings: [tuesday]"),
        Severity.WARNING,
        (
            "Clerk lists its meetings without: Monday meeting.",
            "Monday meeting",
            "without Monday meeting",
            "Add the missing meetings.",
        ),
        ("Clerk参加的会议缺少：周一例会。", "周一例会", "缺少：周一例会", "补充应参加的会议。"),
    ),
    (
        CAREER,
        clerk("career_path: [chief, guard, Astronaut]"),
        Severity.WARNING,
        (
            "Clerk is said to lead to Astronaut, Guard, which is outside its career path.",
            "only Chief, Owner",
            "Astronaut, Guard",
            "Leave out what is outside the path.",
        ),
        (
            "Clerk的职业发展路径写有“Astronaut、保安”，规定的路径中没有该岗位。",
            "仅限：主管人、业主",
            "Astronaut、保安",
            "删去规定路径以外的岗位。",
        ),
    ),
    (
        EXPERIENCE,
        held("experience: 1"),
        Severity.WARNING,
        (
            "Ann holds Clerk without: 3 years of experience (it is 1 year).",
            "at least 3 years",
            "without 3 years of experience (it is 1 year)",
            "Train the holder or find another one; if it is only not written down, complete the person's entry.",
        ),
        (
            "Clerk的任职者Ann不具备：3年工作经验（现为1年）。",
            "不少于3年",
            "缺少：3年工作经验（现为1年）",
            "对任职者进行培训或另行选任；如仅为信息未填写完整，请补充该人员的信息。",
        ),
    ),
    (
        CERTIFICATES + "  - fields_of_study: [{id: law, name: {en: Law, zh: 法学}}, {id: trade}]\n",
        clerk("requirements: {certificates: [x], fields_of_study: [physics]}"),
        Severity.WARNING,
        (
            "Clerk lists its requirements without: certificates Forklift licence, first-aid, a degree in Law or trade.",
            "Forklift licence, first-aid, one of Law / trade",
            "without certificates Forklift licence, first-aid, a degree in Law or trade",
            "Add the missing requirements.",
        ),
        (
            "Clerk的任职要求缺少：证书（叉车证、first-aid）；法学或trade专业。",
            "叉车证、first-aid；法学 / trade之一",
            "缺少：证书（叉车证、first-aid）；法学或trade专业",
            "补充所缺的任职要求。",
        ),
    ),
    (
        INSIDE,
        clerk("internal_relations: [cellar]"),
        Severity.WARNING,
        (
            "Clerk lists with whom inside it works without: The kitchen.",
            "The kitchen",
            "without The kitchen",
            "Add the missing relations.",
        ),
        ("Clerk的内部协作关系缺少：厨房。", "厨房", "缺少：厨房", "补充缺少的协作关系。"),
    ),
    (
        FROM,
        clerk("promoted_from: [boss]"),
        Severity.WARNING,
        (
            "Boss is said to lead to Clerk, and is none of the roles from which it is reached.",
            "only Guard, Page",
            "Boss",
            "Leave out what does not lead there.",
        ),
        (
            "Clerk的晋升来源写有“老板”，规定的晋升来源中没有该岗位。",
            "仅限：保安、门童",
            "老板",
            "删去不在规定之内的晋升来源。",
        ),
    ),
    (
        OWN,
        clerk("", *below("title: Guard, dotted_line_to: [boss]")),
        Severity.ERROR,
        (
            "Clerk shares Guard with somebody else; Guard should answer to it alone.",
            "Guard",
            "Guard",
            "Leave out the dotted lines of these positions, or let them report to where these lead.",
        ),
        (
            "Clerk的下属“Guard”另有其他汇报线，而保安应只向该岗位负责。",
            "保安",
            "Guard",
            "删去这些岗位的虚线，或改为直接向虚线所指的岗位汇报。",
        ),
    ),
    (
        BELOW,
        clerk("", *below("title: Guard, headcount: 6")),
        Severity.WARNING,
        (
            "The number of people below Clerk is 6 and should be 3 to 5.",
            "3 to 5",
            "6",
            "Move positions or correct their headcount; if not all of them are in the design, add those.",
        ),
        ("Clerk下辖 6 人，应为 3 至 5 人。", "3 至 5", "6", "调整下属岗位或更正其编制人数；设计未列全的，请予补充。"),
    ),
    (
        "legal_representative: {value: true}\n",
        clerk("legal_representative: false"),
        Severity.ERROR,
        ("Clerk: legal representative is no, and should be yes.", "yes", "no", "Correct legal_representative."),
        ("Clerk是否为法定代表人：所写为“否”，应为“是”。", "是", "否", "更正“法定代表人”一项（legal_representative）。"),
    ),
    (
        "job_family: {value: [sales, trade]}\n",
        clerk("job_family: support"),
        Severity.WARNING,
        (
            "Clerk is in the job family support, and should be in sales or trade.",
            "sales or trade",
            "support",
            "Correct job_family.",
        ),
        ("Clerk的职族为“support”，应为sales或trade。", "sales或trade", "support", "更正职族（job_family）。"),
    ),
]


@pytest.mark.parametrize(("profile", "design", "severity", "en", "zh"), SAID)
def test_a_broken_field_says_in_both_languages_what_is_wrong(
    profile: str,
    design: str,
    severity: Severity,
    en: tuple[str, str, str, str],
    zh: tuple[str, str, str, str],
    tmp_path: Path,
) -> None:
    library = house(tmp_path, profile)
    languages: tuple[tuple[Language, tuple[str, str, str, str]], ...] = (("en", en), ("zh", zh))
    for language, said in languages:
        finding = only_finding(library, design, language)
        assert (finding.message, finding.expected, finding.actual, finding.fix) == said
        assert finding.severity is severity


@pytest.mark.parametrize(
    ("profile", "keys", "pointed_at"),
    [
        (REPORTS, "reports_to: boss", "boss"),
        (DOTTED, "reports_to: chief, dotted_line_to: [boss]", "dotted_line_to:"),
        (ANY, "dotted_line_to: [boss]", "dotted_line_to:"),
        (ANY, "dotted_line_to: [finance], reports_to: boss", "boss"),
        ("assists: {role: chief}\n", "reports_to: boss", "boss"),
        (DUTIES, "duties: []", "duties:"),
        (REQUIREMENTS, "requirements: {skills: []}", "skills:"),
        (AUTHORITY, "authority: []", "authority:"),
        (MEETINGS, "meetings: []", "meetings:"),
        (CERTIFICATES, "requirements: {education: college, certificates: []}", "certificates:"),
        (STUDIED, "requirements: {fields_of_study: [physics]}", "fields_of_study:"),
        (EXPERIENCE, "requirements: {experience: 1}", "1}"),
        (INSIDE, "internal_relations: []", "internal_relations:"),
        (ROTATES, "rotates_with: [guard, boss]", "boss]"),
        (CAREER, "career_path: [chief, boss]", "boss]"),
        ("job_family: {value: sales}\n", "job_family: trade", "trade"),
        ("legal_representative: {value: true}\n", "legal_representative: false", "false"),
    ],
)
def test_a_broken_field_points_at_the_value_to_change_or_at_the_list_that_lacks_one(
    profile: str, keys: str, pointed_at: str, tmp_path: Path
) -> None:
    design = clerk(keys)
    finding = only_finding(house(tmp_path, profile), design)
    line = design.splitlines()[5]
    assert (finding.location.line, finding.location.column) == (6, line.index(pointed_at) + 1)


def test_a_unit_of_another_type_is_pointed_at_where_the_position_names_it(tmp_path: Path) -> None:
    design = "units: [{id: u, type: store}]\npositions:\n- {title: Clerk, unit: u}\n"
    finding = only_finding(house(tmp_path, "unit_type: {type: office}\n"), design)
    assert (finding.location.line, finding.location.column) == (3, 24)


def test_who_manages_others_is_pointed_at_where_they_are_nested(tmp_path: Path) -> None:
    library = house(tmp_path, "manages: {role: guard}\n")
    flat = only_finding(library, "positions:\n- {id: c, title: Clerk}\n- {title: Cook, reports_to: c}\n")
    nested = only_finding(library, "positions:\n- {id: c, title: Clerk, reports: [{title: Guard}, {title: Cook}]}\n")
    by_id = "positions:\n- {id: c, title: Clerk, reports: [{title: Guard}, k]}\n- {id: k, title: Cook}\n"
    by_title = by_id.replace(", k]", ", COOK]")
    found = (flat, nested, only_finding(library, by_id), only_finding(library, by_title))
    assert [(each.location.line, each.location.column) for each in found] == [(2, 4), (2, 51), (2, 51), (2, 51)]


def test_positions_of_another_role_are_related_to_who_manages_them(tmp_path: Path) -> None:
    design = clerk("", "{title: Guard, reports_to: clerk}", "{title: Cook, reports_to: clerk}")
    finding = only_finding(house(tmp_path, "manages: {role: guard}\n"), design)
    assert [(related.location.line, related.location.column, related.note) for related in finding.related] == [(8, 6, "Cook")]


def test_one_position_has_one_finding_however_much_is_missing(tmp_path: Path) -> None:
    assert len(findings(house(tmp_path, DUTIES), clerk("duties: []"))) == 1


@pytest.mark.parametrize(
    ("severity", "expected"), [("error", Severity.ERROR), ("warning", Severity.WARNING), ("info", Severity.INFO)]
)
def test_a_field_may_have_another_severity_reason_and_advice(severity: str, expected: Severity, tmp_path: Path) -> None:
    fix = "{en: 'Ask {expected}, {title}.', zh: '请教{expected}。'}"
    said = f"  severity: {severity}\n  why: {{en: Tea, zh: 茶}}\n  fix: {fix}\n"
    library = house(tmp_path, f"reports_to:\n  role: chief\n{said}duties:\n  items: [{{id: make-tea}}]\n{said}")
    rules = {rule.id: rule for rule in library.rules}
    for name in ("clerk/reports-to", "clerk/duties"):
        assert rules[name].severity is expected
        assert rules[name].why == {"en": "Tea", "zh": "茶"}
    design = clerk("reports_to: boss, duties: []")
    assert [(finding.rule, finding.severity, finding.fix) for finding in findings(library, design)] == [
        ("clerk/reports-to", expected, "Ask Chief, Clerk."),
        ("clerk/duties", expected, "Ask make-tea, Clerk."),
    ]
    assert [finding.fix for finding in findings(library, design, "zh")] == ["请教主管人。", "请教make-tea。"]


def test_a_finding_cites_only_the_items_that_are_missing(tmp_path: Path) -> None:
    duties = DUTIES.replace("duties:\n", "duties:\n  cites: [l.9]\n  items:\n")
    library = house(tmp_path, duties + REQUIREMENTS + CAREER + "reports_to: {role: chief, cites: [l.8, l.7]}\n")

    def cited(keys: str) -> dict[str, list[str]]:
        return {finding.rule: [cite.statement for cite in finding.cites] for finding in findings(library, clerk(keys))}

    assert cited("duties: [wash-up, make-tea]") == {"clerk/duties": ["l.2", "l.3"]}
    assert cited("duties: [make-tea]") == {"clerk/duties": ["l.2", "l.3", "l.4"]}
    assert cited("requirements: {education: secondary, skills: [driving, first-aid]}") == {"clerk/requirements": ["l.3"]}
    assert cited("requirements: {education: secondary, skills: [driving]}") == {"clerk/requirements": ["l.2", "l.3"]}
    assert cited("reports_to: boss") == {"clerk/reports-to": ["l.8", "l.7"]}
    # what is too many has no statement of its own
    assert cited("career_path: [boss]") == {"clerk/career-path": ["l.1"]}


def test_years_certificates_and_fields_of_study_are_cited_where_they_are_missing(tmp_path: Path) -> None:
    items = "".join(each.replace("requirements:\n", "") for each in (CERTIFICATES.replace("l.1", "l.4"), STUDIED))
    library = house(tmp_path, f"requirements:\n  - {{experience: 3, cites: [l.3]}}\n{items}")

    def cited(person: str) -> list[str]:
        return [cite.statement for cite in only_finding(library, held(person)).cites]

    of_all = "certificates: [forklift, first-aid], field_of_study: law"
    assert cited(f"experience: 2, {of_all}") == ["l.3"]
    assert cited("experience: 3, certificates: [first-aid], field_of_study: law") == ["l.4"]
    assert cited("experience: 3, certificates: [forklift, first-aid], field_of_study: physics") == ["l.1"]
    assert cited("experience: 0, certificates: [forklift], field_of_study: physics") == ["l.3", "l.2", "l.1"]


def test_a_rule_on_own_reports_may_have_another_severity_and_be_refined(tmp_path: Path) -> None:
    library = house(tmp_path, OWN + "own_reports: {severity: info, cites: [l.2]}\n")
    finding = only_finding(library, clerk("", *below("title: Guard, dotted_line_to: [boss]")))
    assert (finding.rule, finding.severity) == ("clerk/own-reports", Severity.INFO)
    assert [cite.statement for cite in finding.cites] == ["l.1", "l.2"]
    assert [related.note for related in finding.related] == ["Guard"]


def test_a_report_that_is_shared_is_one_finding(tmp_path: Path) -> None:
    library = house(tmp_path, OWN)
    shared = findings(library, clerk("", *below("title: Guard, dotted_line_to: [boss]")))
    another = findings(library, clerk("", *below("title: Boss, dotted_line_to: [chief]")))
    assert [[finding.rule for finding in found] for found in (shared, another)] == [["clerk/own-reports"], ["clerk/manages"]]


def test_one_requirement_of_a_skill_and_a_level_is_cited_for_either(tmp_path: Path) -> None:
    library = house(
        tmp_path, "requirements: [{skill: driving, education: college, cites: [l.1]}, {skill: first-aid, cites: [l.2]}]\n"
    )
    for requirements in ("{education: secondary, skills: [driving, first-aid]}", "{education: college, skills: [first-aid]}"):
        finding = only_finding(library, clerk(f"requirements: {requirements}"))
        assert [cite.statement for cite in finding.cites] == ["l.1"]


def test_a_field_whose_missing_items_have_no_citation_cites_what_the_field_cites(tmp_path: Path) -> None:
    field = "duties:\n  cites: [l.9]\n  items: [{id: make-tea, cites: [l.1]}, {id: wash-up}]\n"
    finding = only_finding(house(tmp_path, field), clerk("duties: [make-tea]"))
    assert [cite.statement for cite in finding.cites] == ["l.9"]


@pytest.mark.parametrize(
    ("plain", "spelled_out"),
    [
        ("duties: [{id: make-tea}]\n", "duties: {items: [{id: make-tea}]}\n"),
        ("requirements: [{skill: driving}]\n", "requirements: {items: [{skill: driving}]}\n"),
        ("authority: [{id: sign}]\n", "authority: {items: [{id: sign}]}\n"),
        ("meetings: [{id: monday}]\n", "meetings: {items: [{id: monday}]}\n"),
        ("external_relations: [{id: police}]\n", "external_relations: {items: [{id: police}]}\n"),
        ("requirements: [{certificate: forklift}]\n", "requirements: {items: [{certificate: forklift}]}\n"),
        ("promoted_from: [{role: chief}]\n", "promoted_from: {items: [{role: chief}]}\n"),
        ("headcount_below: {at_least: 2}\n", "headcount_below: {at_least: 2, direct: false}\n"),
        ("career_path: [{role: chief}]\n", "career_path: {items: [{role: chief}]}\n"),
        ("reports_to: {role: chief}\n", "reports_to: {role: [chief], line: solid}\n"),
        ("unit_type: {type: office}\n", "unit_type: {type: [office]}\n"),
        ("job_family: {value: sales}\n", "job_family: {value: [sales]}\n"),
    ],
)
def test_a_list_may_be_written_plainly_or_as_items(plain: str, spelled_out: str, tmp_path: Path) -> None:
    first, second = (
        [rule.written for rule in house(tmp_path / name, field).rules if rule.rulebook == "house"]
        for name, field in (("plain", plain), ("spelled", spelled_out))
    )
    assert len(first) == (2 if "requirements" in plain else 1)  # what is required of the position, and of its holder
    assert first == second


def test_a_duty_of_two_roles_is_known_by_the_names_that_either_gives_it(tmp_path: Path) -> None:
    library = load(
        tmp_path,
        {
            **HOUSE,
            "roles/clerk.yaml": "role: clerk\nname: Clerk\nduties: [{id: tea, name: {en: Make tea, zh: 泡茶}}]\n",
            "roles/guard.yaml": "role: guard\nname: Guard\nduties: [{id: tea, name: {en: Brew tea, zh: 泡茶}}]\n",
        },
    )
    for role in ("clerk", "guard"):
        for name in ("tea", "Make tea", "Brew tea", "泡茶"):
            assert verdict(library, f"positions: [{{title: {role}, duties: [{name}]}}]", f"{role}/duties") == "kept", (role, name)


def test_a_profile_says_which_roles_a_title_is_whatever_it_demands(tmp_path: Path) -> None:
    library = load(
        tmp_path,
        {
            **HOUSE,
            "roles/clerk.yaml": """\
                role: clerk
                name: {en: Clerk, zh: 文员}
                also_called:
                  en: [Scribe, {title: Manager, where: {unit.type: office}}]
                  zh: [书记员]
                with_area: same
                reports_to: {role: chief}
                """,
        },
    )
    design = """\
        units: [{id: o, name: Leeds, type: office}, {id: s, name: York, type: store}]
        positions:
          - id: boss
            title: Boss
            reports:
              - {id: a, title: clerk}
              - {id: b, title: 书记员}
              - {id: c, title: Manager, unit: o}
              - {id: d, title: Manager, unit: s}
              - {id: e, title: "Scribe, Leeds", unit: o}
              - {id: f, title: Acting Scribe}
              - {id: g, title: Vice Scribe}
              - {id: h, title: Whatever, role: clerk}
        """
    assert [finding.subject.id for finding in findings(library, design)] == ["a", "b", "c", "e", "f", "h"]


def test_a_role_may_report_to_itself_at_a_higher_level(tmp_path: Path) -> None:
    library = house(tmp_path, "reports_to: {role: [chief, clerk]}\n")
    assert verdict(library, clerk("reports_to: chief", "{title: Clerk, reports_to: clerk}"), "clerk/reports-to") == "kept"


def test_a_name_in_one_language_serves_both_reports(tmp_path: Path) -> None:
    files = {
        "roles/chief.yaml": "role: chief\nname: {zh: 主管人}\n",
        "roles/clerk.yaml": "role: clerk\nname: Clerk\nreports_to: {role: chief}\n",
    }
    finding = only_finding(load(tmp_path, files), "positions: [{title: Boss, reports: [{title: Clerk}]}]")
    assert (finding.expected, finding.message) == ("主管人", "Clerk reports to Boss instead of 主管人.")


# ---------------------------------------------------------------------------------------- names, and what is taken over


def test_a_type_of_units_has_other_names_too(tmp_path: Path) -> None:
    types = "unit_types: {office: {en: Office, zh: 办事处, also_called: {en: [Bureau], zh: [驻外办事处]}}}\n"
    files = {
        "rulebook.yaml": HEAD + types,
        "roles/clerk.yaml": "role: clerk\nname: {en: Clerk, zh: 文员}\nunit_type: {type: office}\n",
    }
    library = load(tmp_path, files)
    for name in ("office", "Office", "办事处", "bureau", "驻外办事处"):
        design = f"units: [{{id: u, name: U, type: {name}}}]\npositions: [{{title: Clerk, unit: u}}]\n"
        assert findings(library, design) == []
    shed = "units: [{id: u, name: U, type: shed}]\npositions: [{title: Clerk, unit: u}]\n"
    assert only_finding(library, shed).message == "Clerk sits in U (shed); it belongs in Office."


def test_a_name_of_two_types_of_units_is_a_mistake(tmp_path: Path) -> None:
    types = "unit_types: {office: {en: Office, also_called: {en: [Bureau]}}, bureau: {en: Bureau}}\n"
    assert problems(tmp_path, {"rulebook.yaml": HEAD + types}) == [
        'house/rulebook.yaml:4:73: the unit type "Bureau" has two ids: office and bureau'
    ]


def test_a_unit_that_is_taken_over_is_said_to_be(tmp_path: Path) -> None:
    library = house(tmp_path, "unit_type: {type: office}\n")
    design = """\
units: [{id: shop, name: Shop, type: store}]
positions: [{title: Guard, unit: shop, reports: [{title: Clerk}]}]
"""
    english, chinese = (only_finding(library, design, language).message for language in LANGUAGES)
    assert english == "Clerk sits in Shop (Store), which it takes over from Guard; it belongs in Office."
    assert chinese == "Clerk未注明单位，沿用Guard的单位，设在Shop（门店），应设在办事处。"


def test_a_career_path_knows_roles_by_their_other_titles_too(tmp_path: Path) -> None:
    library = house(tmp_path, "also_called: {en: [Desk clerk], zh: []}\ncareer_path: [{role: clerk}, {role: chief}]\n")
    assert findings(library, clerk("career_path: [Desk Clerk, 主管人]")) == []
    assert "Astronaut" in only_finding(library, clerk("career_path: [Astronaut]")).message


def test_of_the_names_of_a_job_family_the_reader_s_are_named_and_case_does_not_matter(tmp_path: Path) -> None:
    library = house(tmp_path, "job_family: {value: [functional, 职能, 职能类]}\n")
    assert findings(library, clerk("job_family: Functional")) == []
    wrong = clerk("job_family: support")
    assert only_finding(library, wrong).expected == "functional"
    assert only_finding(library, wrong, "zh").expected == "职能或职能类"
