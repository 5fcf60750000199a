"""``orgrules why``: how a title was understood, every fact, and why rules speak or are silent, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from orgrules.rulebook.library import load_library
from tests.helpers import SAMPLES, run

DESIGN = """\
units:
  - {id: wuhan, name: Wuhan, type: office}
positions:
  - {id: gm, title: General manager}
  - {id: stated, title: Wizard, role: sales-director, reports_to: gm}
  - {id: mistaken, title: Sales director, role: sales-direktor, reports_to: gm}
  - {id: marked, title: "Acting Office Manager, Wuhan", unit: wuhan, reports_to: stated,
     dotted_line_to: [gm], attributes: {floor: 3}}
  - {id: near, title: Sales Represenative, reports_to: gm}
  - {id: area, title: Sales Manager (EMEA), reports_to: stated}
  - {id: other, title: Head of Finance, reports_to: nobody, holder: null}
  - {title: Clerk, reports_to: gm}
  - {title: Clerk, reports_to: gm}
  - {id: twice, title: Porter, reports_to: gm}
  - {id: twice, title: Usher, reports_to: gm}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the design."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    return tmp_path


def sections(output: str) -> dict[str, list[str]]:
    """The lines of an explanation below their headings; the first line is under ""."""
    first, *lines = output.splitlines()
    found = {"": [first]}
    heading = ""
    for line in filter(None, lines):
        if line.startswith(" "):
            found[heading].append(line.strip())
        else:
            heading = line
            found[heading] = []
    return found


@cache
def explained(design: str, position: str, language: str) -> dict[str, list[str]]:
    """The sections of the explanation of a position of a design."""
    done = run("why", "-", position, "--lang", language, stdin=design.encode())
    assert (done.returncode, done.stderr) == (0, "")
    return sections(done.stdout)


def why(position: str, language: str = "en", design: str = DESIGN) -> dict[str, list[str]]:
    """The sections of the explanation of a position."""
    return explained(design, position, language)


@pytest.mark.parametrize(
    ("position", "english", "chinese"),
    [
        ("stated", "The design states the role: Sales director.", "设计中注明的角色：销售总监。"),
        ("mistaken", "The design states a role that no loaded rulebook defines.", "设计中注明的角色未收录在已加载的规则库中。"),
        (
            "gm",
            "Role: General manager, by the name “General manager”.",
            "角色：总经理，依据名称“General manager”识别。",
        ),
        (
            "marked",
            "Role: Office manager, by the name “Office manager”, with the marks acting, area wuhan.",
            "角色：办事处经理，依据名称“Office manager”识别；标记：代理；区域：wuhan。",
        ),
        (
            "near",
            "Role: open. No known title, but near “Sales representative”: nothing is concluded from a misspelling.",
            "角色：未定。该名称未收录，与“Sales representative”相近；疑似笔误，暂不判定。",
        ),
        (
            "area",
            "Role: open. The name “Sales manager” with the area emea is another role in many firms; state it with role.",
            "角色：未定。“Sales manager”冠以区域“emea”时，在许多公司属于另一角色，请注明角色（role）。",
        ),
        ("other", "Role: none that the loaded rulebooks know.", "角色：已加载的规则库中没有对应的角色。"),
    ],
)
def test_it_tells_how_the_title_was_understood(position: str, english: str, chinese: str) -> None:
    assert why(position)["Title"] == [english]
    assert why(position, "zh")["岗位名称"] == [chinese]


def test_a_broken_rule_is_told_with_its_message_and_kept_ones_with_their_names() -> None:
    told = why("marked")
    assert told[""] == ["<stdin>:7:25: Acting Office Manager, Wuhan (marked)"]
    message = "Acting Office Manager, Wuhan reports to Wizard (as Sales director) instead of Regional manager."
    assert told["Broken"] == [f"office-manager/reports-to: {message}"]
    assert "hierarchy/unknown-manager: Every manager is a position of the design" in told["Kept"]
    assert "hierarchy/dotted-line-repeats-solid: A dotted line does not repeat the solid one" in told["Kept"]
    chinese = why("marked", "zh")
    assert chinese["违反的规则"] == [
        "office-manager/reports-to: Acting Office Manager, Wuhan的上级为“Wizard（角色：销售总监）”，应为大区经理。"
    ]
    assert "hierarchy/unknown-manager: 上级应为设计中的岗位" in chinese["符合的规则"]
    assert list(chinese) == ["", "岗位名称", "事实", "违反的规则", "符合的规则", "未判定的规则", *list(chinese)[6:]]


def test_a_rule_that_could_not_be_judged_says_which_facts_it_lacks() -> None:
    assert why("gm")["Not judged"] == [
        "authority/misspelt: because the design does not tell: authority.misspelt",
        "duties/misspelt-accountability: because the design does not tell: accountable_for.misspelt",
        "duties/misspelt: because the design does not tell: duties.misspelt",
        "duties/of-another-role: because the design does not tell: duties.of_others",
        "headcount/below-holders: because the design does not tell: holders.shared, holders.count",
        "hierarchy/ambiguous-dotted-line: because the design does not tell: dotted_lines.ambiguous",
        "hierarchy/ambiguous-report: because the design does not tell: reports.ambiguous",
        "hierarchy/dotted-line-repeats-solid: because the design does not tell: dotted_lines.to_manager",
        "hierarchy/unknown-dotted-line: because the design does not tell: dotted_lines.unknown",
        "hierarchy/unknown-report: because the design does not tell: reports.unknown",
        "meetings/misspelt: because the design does not tell: meetings.misspelt",
        "people/ambiguous-holder: because the design does not tell: holder.status",
        "people/own-manager: because the design does not tell: manages_itself",
        "people/unknown-holder: because the design does not tell: holder.status",
        "requirements/misspelt-skill: because the design does not tell: requirements.skills.misspelt",
        "titles/headcount: because the design does not tell: title.headcount",
    ]
    assert "hierarchy/unknown-report: 设计中未写：下属列表中找不到的岗位（reports.unknown）" in why("gm", "zh")["未判定的规则"]


def test_a_rule_on_the_role_is_silent_where_the_manager_s_role_is_open() -> None:
    design = DESIGN.replace("unit: wuhan, reports_to: stated", "unit: wuhan, reports_to: area")
    told = why("marked", design=design)
    assert "office-manager/reports-to: because the design does not tell: manager.role" in told["Not judged"]
    assert "Broken" not in told


def test_it_counts_the_rules_that_are_about_other_positions(folder: Path) -> None:
    output = run("why", "design.yaml", "gm", cwd=folder).stdout
    judged = sum(len(lines) for heading, lines in sections(output).items() if heading in ("Broken", "Kept", "Not judged"))
    outside = int(output.splitlines()[-1].partition(" ")[0])
    assert output.endswith(f"\n\n{outside} more rules are about other positions.\n")
    assert judged + outside == sum("position" in rule.conditions for rule in load_library().rules)
    chinese = run("why", "design.yaml", "gm", "--lang", "zh", cwd=folder).stdout
    assert chinese.endswith(f"\n\n另有 {outside} 条规则不适用于该岗位。\n")


def test_the_facts_are_told_in_the_reader_s_words_and_what_is_not_modelled_is_named() -> None:
    told = why("marked")["Facts"]
    facts = {name: value.strip() for name, _, value in (line.partition(" ") for line in told[:-1])}
    expected = {
        "id": "marked",
        "title": "Acting Office Manager, Wuhan",
        "title.status": "recognized",
        "title.marks": "acting",
        "role": "Office manager",
        "manager.status": "known",
        "manager.title": "Wizard",
        "manager.role": "Sales director",
        "depth": "2",
        "reports.count": "0",
        "dotted_lines.count": "1",
        "dotted_lines.to_manager": "no",
        "lines.count": "2",
        "unit.name": "Wuhan",
        "unit.type": "Office",
        "heads_unit": "yes",
        "headcount": "1",
        "attributes.floor": "3",
    }
    assert {name: facts.get(name) for name in expected} == expected
    assert told[-1].startswith("Not modelled: ")
    missing = told[-1].removeprefix("Not modelled: ").split(", ")
    assert {"duties", "holder.status", "requirements.education", "unit.region_level"} <= set(missing)
    assert not set(missing) & set(facts)
    chinese = why("marked", "zh")["事实"]
    assert "unit.type" in facts
    assert any(line.split() == ["所在单位的单位类型（unit.type）", "办事处"] for line in chinese)
    assert any(line.split() == ["虚线上级是否与直接上级重复（dotted_lines.to_manager）", "否"] for line in chinese)
    assert chinese[-1].startswith("设计中未写：")


def test_a_vacant_position_and_a_broken_reference_are_facts() -> None:
    facts = [line.split(maxsplit=1) for line in why("other")["Facts"]]
    assert ["holder.status", "vacant"] in facts
    assert ["manager.status", "unknown"] in facts
    assert ["manager.reference", "nobody"] in facts
    assert ["role", "a title that is no known role"] in facts


@pytest.mark.parametrize(
    ("position", "message"),
    [
        ("stted", 'nothing in design.yaml has the id, title or name "stted"; did you mean "stated"?'),
        (
            "Head of Finances",
            'nothing in design.yaml has the id, title or name "Head of Finances"; did you mean "Head of Finance"?',
        ),
        ("zzz", 'nothing in design.yaml has the id, title or name "zzz"'),
        (
            "clerk",
            'several are called "clerk": position:Clerk (design.yaml:12:13), position:Clerk (design.yaml:13:13); '
            "only an id of its own tells one of them from the others",
        ),
        (
            "twice",
            'several are called "twice": position:twice (design.yaml:14:24), position:twice (design.yaml:15:24); '
            "only an id of its own tells one of them from the others",
        ),
    ],
)
def test_a_position_that_is_not_one_is_an_error(folder: Path, position: str, message: str) -> None:
    done = run("why", "design.yaml", position, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_a_position_may_be_named_by_a_title_that_only_it_has_in_any_case() -> None:
    assert why("HEAD OF  FINANCE")[""] == ["<stdin>:11:24: Head of Finance (other)"]
    assert why("总经理", design="positions: [{title: 总经理}]")[""] == ["<stdin>:1:21: 总经理"]


def test_the_design_may_come_from_standard_input_or_from_a_file_that_can_be_read(folder: Path) -> None:
    assert why("gm")[""] == ["<stdin>:4:21: General manager (gm)"]
    read = run("why", "design.yaml", "gm", cwd=folder)
    assert (read.returncode, read.stdout.splitlines()[0]) == (0, "design.yaml:4:21: General manager (gm)")
    missing = run("why", "missing.yaml", "gm", cwd=folder)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "missing.yaml:1:1: cannot be read: no such file or directory\n"


def test_another_rulebook_knows_other_roles(folder: Path) -> None:
    done = run("why", "design.yaml", "marked", "--rulebook", "organization-basics", cwd=folder)
    assert sections(done.stdout)["Title"] == ["Role: none that the loaded rulebooks know."]


def test_hostile_texts_are_shown_by_numbers(folder: Path) -> None:
    (folder / "design.yaml").write_text(
        'positions: [{id: "a\\e[31m", title: "x\\n\\u202ey", attributes: {"k\\e": "v\\e"}}]', "utf-8"
    )
    done = run("why", "design.yaml", "a\x1b[31m", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("design.yaml:1:36: x\\n\\u202ey (a\\x1b[31m)\n")
    assert all(character.isprintable() or character == "\n" for character in done.stdout)


def test_what_the_samples_get_wrong_is_explained() -> None:
    done = run("why", "zh/faulty-nested.yaml", "代理办事处经理", "--lang", "zh", cwd=SAMPLES)
    told = sections(done.stdout)
    assert told[""] == ["zh/faulty-nested.yaml:57:54: 代理办事处经理 (nanjing-manager)"]
    assert told["违反的规则"] == [
        "teams/office-manager-leads: 代理办事处经理没有下属，而其他办事处经理有下属。",
        "hierarchy/unknown-dotted-line: 在设计中找不到代理办事处经理的虚线上级：市场部经理。",
    ]
    assert "office-manager/reports-to: 办事处经理：直接上级" in told["符合的规则"]


def test_it_tells_what_settings_waivers_and_the_baseline_make_of_what_is_broken(folder: Path) -> None:
    design = """\
positions:
  - {id: gm, title: General manager}
  - {id: director, title: Sales director, reports_to: gm}
  - {id: office, title: Office manager, reports_to: director, holder: Ann, dotted_line_to: [director, nobody]}
"""
    (folder / "design.yaml").write_text(design, "utf-8")
    waiver = '[{rule: office-manager/reports-to, at: office, reason: "until the region is there", until: 2999-12-31}]'
    (folder / "orgrules.yaml").write_text(f"ignore: hierarchy/dotted-*\nbaseline: known.json\nwaivers: {waiver}\n", "utf-8")
    assert run("baseline", "design.yaml", "--output", "known.json", cwd=folder).returncode == 0
    told = sections(run("why", "design.yaml", "office", cwd=folder).stdout)
    assert told["Broken"] == [
        "office-manager/reports-to: Office manager reports to Sales director instead of Regional manager.",
        "waived until 2999-12-31: until the region is there",
    ]
    assert told["Broken, and in the baseline known.json"] == [
        "hierarchy/unknown-dotted-line: A dotted line of Office manager leads to no position here: nobody."
    ]
    assert told["Broken, but left out by the settings"] == [
        "hierarchy/dotted-line-repeats-solid: Office manager reports to Sales director by a solid line and by a dotted one."
    ]
    ids = [line.partition(":")[0] for line in (*told["Kept"], *told["Not judged"])]
    assert not {"office-manager/reports-to", "hierarchy/unknown-dotted-line", "hierarchy/dotted-line-repeats-solid"} & set(ids)
    chinese = sections(run("why", "design.yaml", "office", "--lang", "zh", cwd=folder).stdout)
    assert "已豁免至 2999-12-31：until the region is there" in chinese["违反的规则"]
    assert {"违反、但已记入基线 known.json 的规则", "违反、但未按设置启用的规则"} < set(chinese)


def test_rules_that_the_settings_leave_out_are_counted_and_not_told(folder: Path) -> None:
    (folder / "orgrules.yaml").write_text("select: hierarchy/*\n", "utf-8")
    selected = run("why", "design.yaml", "gm", cwd=folder).stdout
    everything = run("why", "design.yaml", "gm", "--isolated", cwd=folder).stdout
    kept = [line for line in sections(everything)["Kept"] if line.startswith("hierarchy/")]
    silent = [line for line in sections(everything)["Not judged"] if line.startswith("hierarchy/")]
    assert (sections(selected)["Kept"], sections(selected)["Not judged"]) == (kept, silent)
    told = sum(len(sections(everything)[heading]) for heading in ("Kept", "Not judged"))
    assert selected.endswith(f"\n{told - len(kept) - len(silent)} more rules are left out by the settings.\n")


WHOLE = """\
organization: {name: Fruit, attributes: {founded: 1998}}
units:
  - {id: south, name: South, type: sales-region, head: gm}
  - {id: wuhan, name: Wuhan, type: office, parent: south}
  - {id: lost, name: Lost, parent: nowhere}
  - {id: one, name: One, parent: two}
  - {id: two, name: Two, parent: one}
positions:
  - {id: gm, title: General manager, holder: Ann Lee}
  - {id: wuhan, title: Clerk, unit: wuhan, reports_to: gm}
  - {id: a, title: Cook, reports_to: b}
  - {id: b, title: Porter, reports_to: a}
people:
  - {id: p1, name: Ann Lee, education: master, skills: [juggling]}
  - {id: p2, name: Bo Chen}
  - {id: p3, name: Bo Chen}
"""


def facts_of(told: dict[str, list[str]], heading: str = "Facts") -> dict[str, str]:
    """The facts that are told, by name."""
    return {name: value.strip() for name, _, value in (line.partition(" ") for line in told[heading][:-1])}


def test_a_unit_is_explained_with_its_facts_and_the_rules_on_units() -> None:
    told = why("south", design=WHOLE)
    assert told[""] == ["<stdin>:3:23: unit South (south)"]
    assert "Title" not in told
    facts = facts_of(told)
    expected = {"name": "South", "head.title": "General manager", "depth": "0", "children.count": "1", "positions.count": "0"}
    assert {name: facts.get(name) for name in expected} == expected
    assert any(line.startswith("units/unknown-parent") for line in told["Not judged"] + told["Kept"])
    assert any("Lost" in line and line.startswith("units/unknown-parent: ") for line in why("lost", design=WHOLE)["Broken"])
    chinese = why("Lost", "zh", design=WHOLE)
    assert chinese[""] == ["<stdin>:5:22: 单位：Lost (lost)"]
    assert any(line.split() == ["名称（name）", "Lost"] for line in chinese["事实"])
    assert chinese["违反的规则"][0].startswith("units/unknown-parent: ")


def test_a_person_is_explained() -> None:
    told = why("Ann Lee", design=WHOLE)
    assert told[""] == ["<stdin>:14:20: person Ann Lee (p1)"]
    facts = facts_of(told)
    expected = {"education": "Master", "skills": "juggling", "positions.names": "General manager"}
    assert {name: facts.get(name) for name in expected} == expected
    chinese = why("p1", "zh", design=WHOLE)
    assert chinese[""] == ["<stdin>:14:20: 人员：Ann Lee (p1)"]
    assert any(line.split() == ["学历（education）", "硕士"] for line in chinese["事实"])


@pytest.mark.parametrize("member", ["a", "Porter"])
def test_a_cycle_is_named_by_any_of_its_members(member: str) -> None:
    told = why(f"cycle:{member}", design=WHOLE)
    assert told[""] == ["<stdin>:11:38: cycle Cook → Porter → Cook"]
    assert facts_of(told)["length"] == "2"
    assert [line.partition(":")[0] for line in told["Broken"]] == ["hierarchy/cycle"]
    units = why("cycle:two", "zh", design=WHOLE)
    assert units[""] == ["<stdin>:6:34: 循环：One → Two → One"]
    assert units["违反的规则"][0].startswith("units/cycle: ")


@pytest.mark.parametrize("thing", [(), ("Fruit",), ("organization:",), ("organization:fruit",)])
def test_without_a_name_or_by_its_own_it_is_the_organization(thing: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(WHOLE, "utf-8")
    done = run("why", "design.yaml", *thing, cwd=tmp_path)
    told = sections(done.stdout)
    assert told[""] == ["design.yaml:1:22: organization Fruit"]
    facts = facts_of(told)
    assert (facts["positions.count"], facts["attributes.founded"]) == ("4", "1998")
    assert facts["covered_positions"] == "0"
    assert "Broken" in told or "Kept" in told


def test_the_organization_knows_how_many_positions_rules_on_roles_cover() -> None:
    done = run("why", "en/faulty-flat.yaml", "--lang", "zh", cwd=SAMPLES)
    facts = [line.split() for line in sections(done.stdout)["事实"]]
    assert ["按角色规则判定的岗位数（covered_positions）", "22"] in facts
    assert "符合的规则" in sections(done.stdout)


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        ("wuhan", 'several are called "wuhan": position:wuhan (design.yaml:10:24), unit:wuhan (design.yaml:4:23); name one so'),
        ("bo chen", 'several are called "bo chen": person:p2 (design.yaml:15:20), person:p3 (design.yaml:16:20); name one so'),
        ("cycle:", 'several are called "cycle:": cycle:a (design.yaml:11:38), cycle:one (design.yaml:6:34); name one so'),
        ("unit:gm", 'nothing in design.yaml has the id, title or name "unit:gm"'),
        ("cycle:gm", 'nothing in design.yaml has the id, title or name "cycle:gm"'),
        ("Suoth", 'nothing in design.yaml has the id, title or name "Suoth"; did you mean "south"?'),
    ],
)
def test_a_name_that_several_have_lists_them_with_kind_id_and_place(thing: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(WHOLE, "utf-8")
    done = run("why", "design.yaml", thing, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_what_an_ambiguous_name_lists_can_be_asked_for() -> None:
    assert why("unit:wuhan", design=WHOLE)[""] == ["<stdin>:4:23: unit Wuhan (wuhan)"]
    assert why("position:wuhan", design=WHOLE)[""] == ["<stdin>:10:24: Clerk (wuhan)"]
    assert why("person:p3", design=WHOLE)[""] == ["<stdin>:16:20: person Bo Chen (p3)"]


def test_a_title_with_a_colon_is_taken_as_it_stands() -> None:
    assert why("unit:x", design='positions: [{title: "unit:x"}]')[""] == ["<stdin>:1:21: unit:x"]


def test_in_chinese_what_the_design_does_not_say_is_named_in_chinese() -> None:
    silent = why("gm", "zh")["未判定的规则"]
    assert "authority/misspelt: 设计中未写：管理权限（authority）" in silent
    assert "people/unknown-holder: 设计中未写：任职者（holder）" in silent
    open_ = why("gm", "zh")["事实"][-1]
    assert "职责（duties）、" in open_
    assert "duties.misspelt" not in open_
