"""``orgrules rules`` and ``orgrules explain``: which rules there are, what they say, and what rules can ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from orgrules.facts.vocabulary import VOCABULARY, meaning_of
from orgrules.files.source import parse, plain_data
from orgrules.findings import Finding
from orgrules.locale import speaking
from orgrules.rulebook.builtin import BUILT_IN
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from orgrules.rulebook.shipped import DEFAULT_RULEBOOK
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.helpers import ROOT, SAMPLES, run
from tests.rulebook.authoring import HEAD, write_rulebook

FAULTY = tuple(str(path) for path in sorted(SAMPLES.glob("*/faulty-*.yaml")))
PROFILE_RULES = tuple(rule.id for rule in load_library().rules if rule.rulebook == DEFAULT_RULEBOOK)
FEW_SEATS = "name: Few seats\neach: organization\nrequire: {positions: {at_most: 9}}\n"


# ---------------------------------------------------------------------------------------- rules


def test_the_rules_are_listed_below_their_rulebooks() -> None:
    done = run("rules")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in lines if not line.startswith("  ")] == [
        "organization-basics 1.0.0: Organization basics",
        "sales-organization 1.0.0: Sales organization",
        "orgrules: About waivers",
        "orgrules: About tables",
    ]
    listed = [line.split()[1] for line in lines if line.startswith("  ")]
    widest = max(map(len, listed))
    for severity, rule, name in (
        ("error  ", "hierarchy/one-root", "The organization has one top"),
        ("warning", "titles/unrecognized", "A title near a known one is spelt like it"),
        ("error  ", "office-manager/reports-to", "Office manager: whom it reports to"),
    ):
        assert f"  {severity}  {rule:{widest}}  {name}" in lines
    assert sorted(listed) == sorted(rule.id for rule in (*load_library().rules, *BUILT_IN))


def test_the_rules_are_listed_in_chinese() -> None:
    lines = run("rules", "--lang", "zh").stdout.splitlines()
    assert "sales-organization 1.0.0: 销售组织" in lines
    [line] = [line for line in lines if " office-manager/reports-to " in line]
    assert line.split() == ["error", "office-manager/reports-to", "办事处经理：直接上级"]


def test_the_rules_are_listed_for_programs() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert list(listed) == ["rules"]
    by_id = {rule["id"]: rule for rule in listed["rules"]}
    assert list(by_id) == [rule.id for rule in (*load_library().rules, *BUILT_IN)]
    assert by_id["customer-service-manager/manages"] == {
        "id": "customer-service-manager/manages",
        "rulebook": "sales-organization",
        "severity": "info",
        "name": {"en": "Customer service manager: whom it manages", "zh": "客户服务部经理：直接下属"},
        "cites": ["sales:4.10.manages"],
    }


def test_the_rules_of_other_rulebooks_are_listed_instead(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"seats/few.yaml": FEW_SEATS})
    lines = run("rules", "--rulebook", "house", cwd=tmp_path).stdout.splitlines()
    house = lines.index("house 1.0.0: House rules")
    assert lines[house + 1].split(maxsplit=2) == ["error", "seats/few", "Few seats"]
    assert run("rules", "--rulebook", "organization-basics").stdout.splitlines() == [*lines[:house], *lines[house + 2 :]]


def test_a_rulebook_that_extends_another_lists_the_rules_of_both(tmp_path: Path) -> None:
    head = HEAD + "extends: sales-organization\ndisable: [store-manager/reports-to]\n"
    write_rulebook(tmp_path, {"rulebook.yaml": head, "seats/few.yaml": FEW_SEATS})
    listed = [line.split()[1] for line in run("rules", "--rulebook", "house", cwd=tmp_path).stdout.splitlines() if line[0] == " "]
    known = {rule.id for rule in (*load_library().rules, *BUILT_IN)}
    assert sorted(listed) == sorted(known - {"store-manager/reports-to"} | {"seats/few"})


# ---------------------------------------------------------------------------------------- explain


def test_a_rule_is_explained_with_its_reasons_statements_and_place() -> None:
    done = run("explain", "office-manager/reports-to", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:12] == [
        "office-manager/reports-to (error, sales-organization)",
        "Office manager: whom it reports to",
        "",
        "Why",
        "  An office is part of a sales region, whose manager oversees its business and its expenses.",
        "",
        "How to mend it",
        "  Let the office manager report to the manager of the region that the office belongs to.",
        "",
        "Statements it comes from",
        "  sales:4.5.reports-to  The office manager reports to the regional manager.",
        "",
    ]
    file = ROOT / "rules/sales-organization/roles/office-manager.yaml"
    line = file.read_text("utf-8").splitlines().index("reports_to:") + 2
    assert lines[-3:] == ["", "Written in", f"  {file}:{line}:3"]


def test_a_rule_is_explained_in_chinese() -> None:
    lines = run("explain", "hierarchy/unknown-manager", "--lang", "zh", cwd=ROOT).stdout.splitlines()
    assert lines[:8] == [
        "hierarchy/unknown-manager（错误，organization-basics）",
        "上级应为设计中的岗位",
        "",
        "理由",
        "  汇报关系无法成立，该岗位及其下属将脱离组织结构。",
        "",
        "改正建议",
        "  更正上级（reports_to）[[，最接近的是“{manager.suggestion}”]]；或补充该岗位[[；如为最高岗位，请写 {manager.nobody}]]。",
    ]
    assert {"规则的书写形式", "所在文件"} < set(lines)


def written_form(output: str) -> Any:
    """The rule that an explanation shows in its written form, as data."""
    block = output.partition("\nWritten form\n")[2].partition("\nWritten in\n")[0]
    return plain_data(parse(block.encode(), "shown").data)


def found(rules: Collection[str], settings: Settings = Settings()) -> dict[str, list[Finding]]:  # noqa: B008 - frozen
    """What each of the rules finds in the faulty samples, without what depends on the rule's id."""
    findings = check(FAULTY, settings).findings
    return {rule: [finding._replace(rule="", fingerprint="") for finding in findings if finding.rule == rule] for rule in rules}


def found_by(folder: Path, written: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Finding]]:
    """What written rules, in a rulebook that has the shipped roles but none of their rules, find in the faulty samples."""
    head = HEAD + f"extends: sales-organization\nreadings: readings.md\ndisable: {json.dumps(PROFILE_RULES)}\n"
    files = {f"{rule}.yaml": json.dumps(data, ensure_ascii=False) for rule, data in written.items()}
    rulebook = write_rulebook(folder, {"rulebook.yaml": head, **files})
    return found(written.keys(), Settings(rulebooks=(str(rulebook),)))


def as_written(rule: Rule) -> str:
    """The id of a profile's rule as a written rule: profiles keep the ids of their own."""
    return f"as-written/{rule.id.replace('/', '-')}"


def test_a_profile_field_spelled_out_as_a_written_rule_finds_the_same(tmp_path: Path) -> None:
    rules = [rule for rule in load_library().rules if rule.id in PROFILE_RULES]
    spelled_out = found_by(tmp_path, {as_written(rule): dict(rule.written) for rule in rules})
    by_profile = found(PROFILE_RULES)
    assert {rule.id: spelled_out[as_written(rule)] for rule in rules} == by_profile
    assert sum(bool(those) for those in by_profile.values()) >= 8


@pytest.mark.parametrize("rule", ["office-manager/reports-to", "sales-supervisor/manages"])
def test_what_explain_shows_can_be_copied_into_a_rulebook(tmp_path: Path, rule: str) -> None:
    shown = written_form(run("explain", rule).stdout)
    copied = found_by(tmp_path, {"copied/rule": shown})["copied/rule"]
    [original] = found([rule]).values()
    assert original
    assert copied == [finding._replace(fix="") for finding in original]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_fact_is_listed_with_its_type_and_meaning(language: str) -> None:
    done = run("explain", "--facts", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    listed: dict[str, dict[str, str]] = {}
    kind = ""
    for line in filter(None, done.stdout.splitlines()):
        if line.startswith("  "):
            name, _, rest = line.strip().partition("  ")
            listed[kind][name] = rest
        else:
            kind = line.partition("（")[0]
            listed[kind] = {}
    assert list(listed) == list(VOCABULARY)
    for kind, words in VOCABULARY.items():
        assert [name.replace("attributes.NAME", "attributes") for name in listed[kind]] == list(words)
        for name, word in words.items():
            with speaking(language):
                meaning = meaning_of(word)
            assert meaning
            assert listed[kind]["attributes.NAME" if name == "attributes" else name].endswith(f"  {meaning}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name one rule, or ask for --facts; orgrules rules lists the rules"),
        (["hierarchy/cycle", "--facts"], "name one rule, or ask for --facts; orgrules rules lists the rules"),
        (
            ["hierarchy/cylce"],
            'no loaded rule is named "hierarchy/cylce"; did you mean "hierarchy/cycle"?; orgrules rules lists them',
        ),
        (["x\x1b/y"], 'no loaded rule is named "x\\x1b/y"; orgrules rules lists them'),
        (
            ["hierarchy/cycle", "--rulebook", "none"],
            '"none" is no shipped rulebook and no folder with a rulebook.yaml; '
            "shipped are internal-control, organization-basics, sales-organization, spans-and-layers",
        ),
    ],
)
def test_what_cannot_be_explained_is_an_error(arguments: list[str], message: str) -> None:
    done = run("explain", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_a_rule_of_another_rulebook_is_explained(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"seats/few.yaml": FEW_SEATS})
    lines = run("explain", "seats/few", "--rulebook", "house", cwd=tmp_path).stdout.splitlines()
    assert lines[:2] == ["seats/few (error, house)", "Few seats"]
    assert lines[-2:] == ["Written in", "  house/seats/few.yaml:1:1"]


# ---------------------------------------------------------------------------------------- names instead of ids


def explained(*arguments: str) -> list[str]:
    """The ids of the rules that are explained."""
    done = run("explain", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    heading = re.compile(r"([a-z-]+/[a-z-]+)(?: \(\w+, [a-z-]+\)|（\w+，[a-z-]+）)")
    return [found[1] for line in done.stdout.splitlines() if (found := heading.fullmatch(line))]


@pytest.mark.parametrize(
    "name",
    [
        "Regional manager: duties",
        "regional MANAGER:  duties",
        "大区经理：职责",
        "regional-manager/职责",
        "Regional manager/duties",
        "大区经理/duties",
        "大区经理/职责",
        "大区经理／职责",
        "区域经理/职责",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_is_found_by_its_name_or_that_of_its_role_in_any_language(name: str, language: str) -> None:
    assert explained(name, "--lang", language) == ["regional-manager/duties"]


@pytest.mark.parametrize("name", ["regional-manager/reports_to", "大区经理/直接上级", "Regional manager/whom it reports to"])
def test_a_field_is_found_by_its_key_and_its_name(name: str) -> None:
    assert explained(name) == ["regional-manager/reports-to"]


def test_a_written_rule_is_found_by_its_name() -> None:
    assert explained("上级应为设计中的岗位") == ["hierarchy/unknown-manager"]
    assert explained("Every waiver waives something") == ["waivers/unused"]


@pytest.mark.parametrize("pattern", ["regional-manager/*", "大区经理/*", "Regional Manager/*"])
def test_several_rules_are_explained_one_after_the_other(pattern: str) -> None:
    held = [rule.id for rule in load_library().rules if rule.id.startswith("regional-manager/")]
    assert len(held) > 2
    assert explained(pattern) == held


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("大区经理/职则", "大区经理/职责"),
        ("Regional manager/dutys", "Regional manager/duties"),
        ("大区经理", "大区经理/*"),
        ("regional-manger/*", "regional-manager/*"),
    ],
)
def test_a_rule_that_is_nearly_named_is_offered(name: str, suggestion: str) -> None:
    done = run("explain", name)
    message = f'no loaded rule is named "{name}"; did you mean "{suggestion}"?; orgrules rules lists them'
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")
    assert run("explain", suggestion).returncode == 0


@pytest.mark.parametrize(
    ("language", "heading", "row"),
    [
        ("en", "What a design may write, by id or by name", "  handle-complaints            Handle customer complaints"),
        ("zh", "设计中可以书写的编号和名称", "  handle-complaints            受理客户投诉"),
    ],
)
def test_a_list_is_explained_with_the_names_that_a_design_may_write(language: str, heading: str, row: str) -> None:
    lines = run("explain", "大区经理/职责", "--lang", language).stdout.splitlines()
    start = lines.index(heading)
    rows = lines[start + 1 : lines.index("", start)]
    assert row in rows
    assert len(rows) == 11


@pytest.mark.parametrize("field", ["duties", "authority", "meetings", "requirements"])
def test_whatever_is_listed_there_is_no_longer_missing_in_a_design(tmp_path: Path, field: str) -> None:
    library = load_library()
    rule = next(rule for rule in library.rules if rule.id.endswith(f"/{field}"))
    role = rule.id.partition("/")[0]
    lines = run("explain", rule.id, "--lang", "zh").stdout.splitlines()
    start = lines.index("设计中可以书写的编号和名称")
    names = [line.split(maxsplit=1)[-1] for line in lines[start + 1 : lines.index("", start)]]
    said: Any = {"skills": names, "education": "博士"} if field == "requirements" else names
    title = library.profiles[role].name["zh"]
    for listed, broken in ((said, []), ({**said, "skills": ["x"]} if field == "requirements" else ["x"], [rule.id])):
        (tmp_path / "design.yaml").write_text(json.dumps({"positions": [{"title": title, "role": role, field: listed}]}), "utf-8")
        found = {finding.rule for finding in check([str(tmp_path / "design.yaml")], Settings()).findings}
        assert sorted(found & {rule.id}) == broken


def test_a_rule_that_names_no_terms_lists_none() -> None:
    assert "What a design may write" not in run("explain", "regional-manager/reports-to").stdout


def test_types_and_kinds_of_facts_are_told_in_chinese() -> None:
    lines = run("explain", "--facts", "--lang", "zh").stdout.splitlines()
    assert "position（岗位）" in lines
    words = {tuple(line.split()[:3]) for line in lines if line.startswith("  ")}
    assert ("title", "文字", "岗位名称") in words
    assert {("manager", "→", "岗位"), ("reports", "多个岗位", "直接下属")} <= words
    assert not any(re.search("whole number|true/false|set of texts|→ unit", line) for line in lines)


def test_what_stands_in_two_places_of_a_rule_is_written_in_both() -> None:
    done = run("explain", "sales-supervisor/manages")
    assert "none_of:" in done.stdout
    assert not re.search(r"[&*]id\d", done.stdout)
