"""A client's rulebook is the shipped one with some things otherwise: overridden, disabled and added."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from orgrules.errors import RulebookError
from orgrules.findings import Severity
from orgrules.rulebook.folders import MOST_EXTENSIONS
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from tests.helpers import run
from tests.rulebook.authoring import findings, only_finding, problems, relative, subjects, verdict, write_rulebook

CLIENT = """\
rulebook: client
version: 2.0.0
name: {en: Client rules, zh: 客户规则}
extends: sales-organization
"""
COMPANY = """\
positions:
  - id: gm
    title: General Manager
    reports:
      - id: director
        title: Sales Director
        reports:
          - {id: south, title: "Regional Manager, South", reports: [{id: office, title: Office Manager}]}
          - id: manager
            title: Sales Manager
            reports:
              - {id: east, title: "Regional Manager, East", reports: [{title: Clerk}]}
"""
BASE = {
    "rulebook.yaml": """\
        rulebook: base
        version: 1.0.0
        name: Base
        documents: {law: {title: Law, statements: law.tsv}}
        areas: {en: [Marsland]}
        unit_types: {camp: {en: Camp, zh: 营地}}
        """,
    "law.tsv": "id\tkind\ten\tzh\nl.1\tduty\tThe first\t第一\nl.2\tduty\tThe second\t第二\n",
    "roles/clerk.yaml": """\
        role: clerk
        name: {en: Clerk, zh: 文员}
        with_area: same
        reports_to: {role: chief, cites: [l.1]}
        duties: [{id: tea, cites: [l.1]}, {id: cake, cites: [l.2]}]
        """,
    "roles/chief.yaml": """\
        role: chief
        name: {en: Chief, zh: 主管人}
        """,
    "camps/has-clerk.yaml": """\
        name: {en: Every camp has a clerk, zh: 营地设文员}
        cites: [l.2]
        each: unit
        where: {type: camp}
        require: {positions: {where: {role: clerk}}}
        message: {en: "{name} has no clerk.", zh: "{name}没有文员。"}
        why: {en: Somebody must write., zh: 须有人记录。}
        """,
}
CAMP = """\
units: [{id: c, name: C, type: camp}]
positions: [{title: Chief, unit: c, reports_to: null}]
"""


def client(folder: Path, text: str, files: Mapping[str, str] | None = None) -> dict[str, Rule]:
    """The rules by id when the client's rulebook is loaded."""
    rulebook = write_rulebook(folder, {"rulebook.yaml": CLIENT + text, **(files or {})}, "client")
    return {rule.id: rule for rule in load_library([str(rulebook)]).rules}


def test_a_rulebook_that_only_extends_has_the_rules_of_its_base(tmp_path: Path) -> None:
    assert list(client(tmp_path, "")) == [rule.id for rule in load_library().rules]


def test_the_clients_regional_managers_report_to_the_sales_director(tmp_path: Path) -> None:
    override = "override:\n  regional-manager/reports-to:\n    role: sales-director\n    cites: [4.4.reports-to]\n"
    client(tmp_path, override)
    library = load_library([str(tmp_path / "client")])
    shipped = findings(load_library(), COMPANY)
    [finding] = findings(library, COMPANY)
    assert [(found.rule, found.subject.id) for found in shipped] == [("regional-manager/reports-to", "south")]
    assert (finding.rule, finding.subject.id, finding.expected) == ("regional-manager/reports-to", "east", "Sales director")
    assert finding.message == "Regional Manager, East reports to Sales Manager instead of Sales director."
    assert finding.severity is Severity.ERROR
    assert [(cite.rulebook, cite.document, cite.statement) for cite in finding.cites] == [
        ("sales-organization", "sales", "4.4.reports-to")
    ]


def test_what_was_said_of_the_old_requirement_is_not_said_of_the_new_one(tmp_path: Path) -> None:
    rule = client(tmp_path, "override: {regional-manager/reports-to: {role: sales-director}}\n")["regional-manager/reports-to"]
    shipped = {rule.id: rule for rule in load_library().rules}["regional-manager/reports-to"]
    assert shipped.cites
    assert shipped.why
    assert (rule.cites, rule.why) == ((), {})
    assert rule.fix["en"] == "Let it report to {expected}; if its manager is one under another title, state the manager's role."


def test_a_change_that_leaves_the_requirement_leaves_what_is_said_of_it(tmp_path: Path) -> None:
    rule = client(tmp_path, "override: {regional-manager/reports-to: {severity: info}}\n")["regional-manager/reports-to"]
    shipped = {rule.id: rule for rule in load_library().rules}["regional-manager/reports-to"]
    assert rule.severity is Severity.INFO
    assert (rule.cites, rule.why, rule.fix, rule.message) == (shipped.cites, shipped.why, shipped.fix, shipped.message)


def test_a_field_that_the_base_does_not_have_may_be_added_to_its_profile(tmp_path: Path) -> None:
    rules = client(tmp_path, "override:\n  sales-director/manages: {role: sales-manager, severity: warning}\n")
    assert rules["sales-director/manages"].severity is Severity.WARNING
    library = load_library([str(tmp_path / "client")])
    assert verdict(library, COMPANY, "sales-director/manages") == "broken"


def test_the_names_of_a_role_may_be_others(tmp_path: Path) -> None:
    client(
        tmp_path,
        "override:\n  office-manager:\n    name: {en: Outpost lead, zh: 站长}\n    also_called: {en: [Post keeper]}\n",
    )
    library = load_library([str(tmp_path / "client")])
    design = """\
        positions:
          - title: Sales Manager
            reports_to: null
            reports:
              - {id: a, title: Outpost Lead}
              - {id: b, title: 站长}
              - {id: c, title: Post keeper}
              - {id: d, title: Office Manager}
              - {id: e, title: Branch office manager}
        """
    found = findings(library, design)
    assert subjects(found) == {"a", "b", "c"}
    assert {finding.rule for finding in found} == {"office-manager/reports-to"}
    assert subjects(findings(load_library(), design)) == {"d", "e"}


def test_rules_of_the_base_may_be_disabled(tmp_path: Path) -> None:
    rules = client(tmp_path, "disable: [regional-manager/reports-to]\n")
    shipped = [rule.id for rule in load_library().rules]
    assert list(rules) == [id_ for id_ in shipped if id_ != "regional-manager/reports-to"]
    assert findings(load_library([str(tmp_path / "client")]), COMPANY) == []


def test_roles_and_rules_may_be_added(tmp_path: Path) -> None:
    files = {
        "roles/area-trainer.yaml": """\
            role: area-trainer
            name: {en: Area trainer, zh: 区域培训师}
            reports_to: {role: regional-manager}
            """,
        "regions/has-trainer.yaml": """\
            name: {en: Every regional manager has a trainer, zh: 大区设培训师}
            cites: [4.4.duty.1]
            severity: info
            each: position
            where: {role: regional-manager}
            require: {reports: {where: {role: area-trainer}}}
            """,
    }
    rules = client(tmp_path, "", files)
    assert [rule.id for rule in rules.values() if rule.rulebook == "client"] == ["area-trainer/reports-to", "regions/has-trainer"]
    found = findings(load_library([str(tmp_path / "client")]), COMPANY)
    assert [(finding.rule, finding.subject.id) for finding in found] == [
        ("regional-manager/reports-to", "south"),
        ("regions/has-trainer", "south"),
        ("regions/has-trainer", "east"),
    ]
    assert [(cite.rulebook, cite.document, cite.statement) for cite in found[1].cites] == [
        ("sales-organization", "sales", "4.4.duty.1")
    ]


def extending(folder: Path, text: str) -> None:
    """``client`` extends ``base``, which stands beside it."""
    write_rulebook(folder, BASE, "base")
    write_rulebook(folder, {"rulebook.yaml": CLIENT.replace("sales-organization", "../base") + text}, "client")


def test_a_written_rule_keeps_what_is_not_overridden(tmp_path: Path) -> None:
    extending(tmp_path, "override:\n  camps/has-clerk: {severity: info, fix: {en: Hire one., zh: 招一名。}}\n")
    finding = only_finding(load_library([str(tmp_path / "client")]), CAMP)
    assert (finding.rule, finding.severity, finding.message, finding.fix) == (
        "camps/has-clerk",
        Severity.INFO,
        "C has no clerk.",
        "Hire one.",
    )
    assert [(cite.rulebook, cite.statement, cite.gloss) for cite in finding.cites] == [("base", "l.2", "The second")]


def test_a_written_rule_that_requires_something_else_says_what_it_is_told_to(tmp_path: Path) -> None:
    extending(
        tmp_path,
        "override:\n  camps/has-clerk: {require: {positions: {at_least: 2}}, message: '{name} is too small.', cites: [l.1]}\n",
    )
    library = load_library([str(tmp_path / "client")])
    finding = only_finding(library, CAMP)
    assert (finding.message, [cite.statement for cite in finding.cites]) == ("C is too small.", ["l.1"])
    assert {rule.id: rule.why for rule in library.rules}["camps/has-clerk"] == {}


def test_a_list_may_be_overridden_whole(tmp_path: Path) -> None:
    extending(tmp_path, "override: {clerk/duties: {items: [{id: tea, cites: [l.2]}]}}\n")
    library = load_library([str(tmp_path / "client")])
    assert verdict(library, "positions: [{title: Clerk, duties: [tea]}]", "clerk/duties") == "kept"
    finding = only_finding(library, "positions: [{title: Clerk, duties: [cake]}]")
    assert [cite.statement for cite in finding.cites] == ["l.2"]


def test_several_fields_of_one_profile_may_be_overridden(tmp_path: Path) -> None:
    extending(
        tmp_path,
        "override:\n"
        "  clerk: {name: {en: Scribe, zh: 书记}}\n"
        "  clerk/reports-to: {severity: info}\n"
        "  clerk/duties: {severity: error}\n"
        "  clerk/meetings: {items: [{id: monday}]}\n",
    )
    library = load_library([str(tmp_path / "client")])
    design = (
        "positions: [{title: Boss, reports: [{id: a, title: 书记, duties: [tea], meetings: []}, {title: Clerk, duties: []}]}]"
    )
    assert [(finding.rule, finding.severity.word, finding.subject.id) for finding in findings(library, design)] == [
        ("clerk/reports-to", "info", "a"),
        ("clerk/duties", "error", "a"),
        ("clerk/meetings", "warning", "a"),
    ]


def test_problems_of_several_overrides_stand_each_at_its_own(tmp_path: Path) -> None:
    text = (
        CLIENT
        + "override:\n  store-manager/reports-to: {role: boss}\n  store-manager/manages: {role: sales-manager, fix: '{x}'}\n"
        + "  store-manager/duties: {items: [{id: tea, cites: [l.9]}]}\n"
    )
    assert problems(tmp_path, {"rulebook.yaml": text}) == [
        'house/rulebook.yaml:6:36: no loaded rulebook defines the role "boss"',
        'house/rulebook.yaml:7:53: {x}: "x" is no fact of a position',
        'house/rulebook.yaml:8:52: no document has the statement "l.9"',
    ]


def loaded_together(folder: Path, *names: str) -> str:
    """What the user is told of rulebooks that cannot be loaded together."""
    with pytest.raises(RulebookError) as caught:
        load_library([str(folder / name) for name in names])
    [line] = relative(caught.value, folder)
    return line


def test_a_rulebook_and_the_one_that_extends_it_are_told_in_one_line(tmp_path: Path) -> None:
    write_rulebook(tmp_path, BASE, "base")
    for name in ("acme", "other"):
        write_rulebook(tmp_path, {"rulebook.yaml": f"rulebook: {name}\nversion: '1'\nname: N\nextends: ../base\n"}, name)
    too = 'acme/rulebook.yaml:4:10: "acme" extends "base", which is loaded too; leave "base" out, "acme" brings it along'
    assert loaded_together(tmp_path, "base", "acme") == too
    assert loaded_together(tmp_path, "acme", "base") == too
    assert loaded_together(tmp_path, "acme", "other") == (
        'other/rulebook.yaml:4:10: "other" and "acme" both extend "base"; load one of them, or let one extend the other'
    )


def test_the_basics_are_always_loaded_and_not_extended(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"rulebook.yaml": "rulebook: a\nversion: '1'\nname: N\nextends: organization-basics\n"}, "a")
    assert loaded_together(tmp_path, "a") == (
        'a/rulebook.yaml:4:10: "a" extends "organization-basics", which is always loaded; leave "extends" out'
    )


def test_what_the_base_knows_of_areas_and_units_holds(tmp_path: Path) -> None:
    extending(tmp_path, "")
    library = load_library([str(tmp_path / "client")])
    design = """\
        units: [{id: c, type: 营地}]
        positions: [{title: Boss, unit: c, reports: [{id: a, title: "Clerk, Marsland", unit: d}]}]
        """
    assert [(finding.rule, finding.subject.id) for finding in findings(library, design)] == [
        ("camps/has-clerk", "c"),
        ("clerk/reports-to", "a"),
    ]


def test_a_citation_means_the_own_statement_before_that_of_the_base(tmp_path: Path) -> None:
    extending(
        tmp_path,
        "documents: {act: {title: Act, statements: act.tsv}}\noverride: {clerk/reports-to: {cites: [l.1, l.2, 'law:l.1']}}\n",
    )
    (tmp_path / "client/act.tsv").write_text("id\tkind\ten\tzh\nl.1\tduty\tOurs\t我方\n", "utf-8")
    finding = only_finding(load_library([str(tmp_path / "client")]), "positions: [{title: Boss, reports: [{title: Clerk}]}]")
    assert [(cite.rulebook, cite.document, cite.statement, cite.gloss) for cite in finding.cites] == [
        ("client", "act", "l.1", "Ours"),
        ("base", "law", "l.2", "The second"),
        ("base", "law", "l.1", "The first"),
    ]


def test_a_chain_of_rulebooks_adds_up(tmp_path: Path) -> None:
    write_rulebook(tmp_path, BASE, "base")
    head = "rulebook: NAME\nversion: 1.0.0\nname: NAME\n"
    write_rulebook(
        tmp_path,
        {
            "rulebook.yaml": head.replace("NAME", "middle")
            + "extends: ../base\noverride: {clerk/reports-to: {role: boss}}\ndisable: [camps/has-clerk]\n",
            "roles/boss.yaml": "role: boss\nname: Boss\n",
        },
        "middle",
    )
    write_rulebook(
        tmp_path,
        {
            "rulebook.yaml": head.replace("NAME", "last")
            + "extends: ../middle\noverride:\n  clerk/reports-to: {severity: info}\n  boss: {name: Owner}\n",
            "camps/are-few.yaml": "name: Few\neach: organization\nrequire: {units: {where: {type: camp}, at_most: 0}}\n",
        },
        "last",
    )
    library = load_library([str(tmp_path / "last")])
    assert [rule.id for rule in library.rules if rule.rulebook != "organization-basics"] == [
        "clerk/reports-to",
        "clerk/duties",
        "camps/are-few",
    ]
    found = findings(library, CAMP.replace("title: Chief", "title: Owner, reports: [{title: Clerk}]"))
    assert [(finding.rule, finding.subject.kind) for finding in found] == [("camps/are-few", "organization")]
    worse = findings(library, "positions: [{title: Chief, reports: [{title: Clerk}]}]")
    assert [(finding.rule, finding.severity.word, finding.expected) for finding in worse] == [
        ("clerk/reports-to", "info", "Owner")
    ]


def test_a_chain_may_be_as_long_as_is_said(tmp_path: Path) -> None:
    names = [f"book-{number}" for number in range(MOST_EXTENSIONS + 2)]
    for name, base in zip(names, [*names[1:], None], strict=True):
        head = f"rulebook: {name}\nversion: 1.0.0\nname: {name}\n"
        extends = f"extends: ../{base}\n" if base else ""
        write_rulebook(
            tmp_path, {"rulebook.yaml": head + extends, f"rules/{name}.yaml": "name: N\neach: unit\nrequire: {id: x}\n"}, name
        )
    loaded = load_library([str(tmp_path / names[1])])
    assert [rule.id for rule in loaded.rules if rule.rulebook.startswith("book")] == [
        f"rules/{name}" for name in reversed(names[1:])
    ]
    assert problems(tmp_path, {"rulebook.yaml": f"rulebook: house\nversion: 1.0.0\nname: H\nextends: ../{names[0]}\n"}) == [
        f'book-4/rulebook.yaml:4:10: "../book-5" leads back to this rulebook, or through more than {MOST_EXTENSIONS} others'
    ]


def test_a_base_may_stand_in_a_folder_of_the_rulebook(tmp_path: Path) -> None:
    house = write_rulebook(tmp_path, {"rulebook.yaml": CLIENT.replace("sales-organization", "base")}, "client")
    write_rulebook(house, BASE, "base")
    assert [rule.id for rule in load_library([str(house)]).rules if rule.rulebook == "base"] == [
        "clerk/reports-to",
        "clerk/duties",
        "camps/has-clerk",
    ]


def test_the_rules_of_a_base_may_still_name_duties_that_are_refined_away(tmp_path: Path) -> None:
    override = "override:\n  sales-statistician/duties: {items: [{id: weekly-report, name: Weekly report}]}\n"
    rules = client(tmp_path, override)
    assert rules["chains/orders"].written["require"] == {
        "positions.duties": {"includes": ["enter-orders", "file-orders-and-contracts"]}
    }
    assert rules["sales-statistician/duties"].written["require"] == {"duties": {"includes": ["weekly-report"]}}


def test_the_program_checks_with_a_clients_rulebook(tmp_path: Path) -> None:
    client(tmp_path, "override:\n  regional-manager/reports-to: {role: sales-director, fix: Talk to sales.}\n")
    (tmp_path / "design.yaml").write_text(COMPANY, "utf-8")
    done = run("check", "design.yaml", "--rulebook", "client", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:4] == [
        "design.yaml:12:18: error [regional-manager/reports-to] "
        "Regional Manager, East reports to Sales Manager instead of Sales director.",
        "    expected  Sales director",
        "    actual    Sales Manager",
        "    fix       Talk to sales.",
    ]


def test_own_reports_and_people_below_are_refined_like_other_fields(tmp_path: Path) -> None:
    cook = """\
        role: cook
        name: Cook
        manages: {role: [clerk, chief], exclusive: true, own: clerk, cites: [l.1]}
        headcount_below: {at_least: 3, cites: [l.2]}
        rotates_with: [{role: clerk}]
        """
    write_rulebook(tmp_path, {**BASE, "roles/cook.yaml": cook}, "base")
    client = "rulebook: client\nversion: 1.0.0\nname: Client\nextends: ../base\n"
    said = (
        "override:\n  cook/own-reports: {severity: info}\n  cook/headcount-below: {at_least: 2}\ndisable: [cook/rotates-with]\n"
    )
    folder = write_rulebook(tmp_path, {"rulebook.yaml": client + said}, "client")
    rules = {rule.id: rule for rule in load_library([str(folder)]).rules}
    assert "cook/rotates-with" not in rules
    assert rules["cook/own-reports"].severity is Severity.INFO
    assert [cite.id for cite in rules["cook/own-reports"].cites] == ["l.1"]
    assert rules["cook/headcount-below"].written["require"] == {"all_reports.headcount": {"at_least": 2}}
    assert rules["cook/headcount-below"].cites == ()  # what was cited asked for another number
