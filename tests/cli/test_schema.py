"""``orgrules schema``: what editors check files with, and whether it agrees with the program."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from orgrules.design.read import design_of
from orgrules.errors import OrgrulesError
from orgrules.files.source import parse
from orgrules.rulebook.library import load_library
from orgrules.settings.files import read_settings
from tests.helpers import ROOT, SAMPLES, run
from tests.rulebook.authoring import HEAD, write_rulebook

FORMATS = ("design", "changes", "rule", "role", "rulebook", "settings")
DESIGNS = sorted(SAMPLES.rglob("*.yaml"))
VALID = {
    "rule": """\
name: A
severity: error
each: position
require: {title: {not: Cook}}
finding: {at: title}
cites: [s1]
""",
    "role": """\
role: clerk
name: Clerk
with_area: same
reports_to: {role: boss}
also_called: {en: [Scribe]}
duties: [{id: write}]
""",
}
SHIPPED = sorted((ROOT / "rules").glob("*/*/*.yaml")) + sorted((ROOT / "rules").glob("*/rulebook.yaml"))


@cache
def schema(name: str) -> Draft202012Validator:
    """A published schema."""
    done = run("schema", name)
    assert (done.returncode, done.stderr) == (0, "")
    return Draft202012Validator(json.loads(done.stdout))


def format_of(path: Path) -> str:
    """Which schema a file of a rulebook is for."""
    return "rulebook" if path.name == "rulebook.yaml" else "role" if path.parent.name == "roles" else "rule"


def accepts(name: str, text: str) -> bool:
    """Whether a schema accepts a YAML text, as PyYAML and thereby most editors load it."""
    return schema(name).is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("name", FORMATS)
def test_each_schema_is_a_schema_that_names_its_dialect(name: str) -> None:
    found = schema(name).schema
    assert isinstance(found, dict)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"].startswith("orgrules ")
    assert found["additionalProperties"] is False
    assert all(part.get("description") for part in found["properties"].values())


def test_editors_show_what_a_key_means_in_chinese() -> None:
    done = run("schema", "role", "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["title"] == "orgrules 角色档案"
    assert all(re.search("[一-鿿]|true", part["description"]) for part in document["properties"].values())


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_every_sample_is_a_design_to_the_schema(path: Path) -> None:
    assert [error.message for error in schema("design").iter_errors(yaml.safe_load(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT / "rules").as_posix())
def test_every_shipped_file_is_valid_to_its_schema(path: Path) -> None:
    found = schema(format_of(path)).iter_errors(yaml.safe_load(path.read_text("utf-8")))
    assert [(list(error.path), error.message[:200]) for error in found] == []


# ---------------------------------------------------------------------------------------- mutations


def add_key(entry: dict[str, Any]) -> None:
    entry["repots_to"] = "x"


def drop_title(entry: dict[str, Any]) -> None:
    del entry["title"]


def setting(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A mutation that says something else under a key."""

    def mutate(entry: dict[str, Any]) -> None:
        entry[key] = value

    mutate.__name__ = f"{key}={value!r:.20}"
    return mutate


@pytest.mark.parametrize(
    "mutate",
    [
        add_key,
        drop_title,
        setting("title", None),
        setting("title", ["Clerk"]),
        setting("title", ""),
        setting("headcount", "3"),
        setting("headcount", -1),
        setting("headcount", 1.5),
        setting("fte", "half"),
        setting("duties", "one"),
        setting("duties", [None]),
        setting("reports", [["x"]]),
        setting("reports", [{"titel": "x"}]),
        setting("requirements", {"education": "wizardry"}),
        setting("legal_representative", "yes, sir"),
        setting("attributes", []),
    ],
    ids=lambda mutate: mutate.__name__,
)
@pytest.mark.parametrize("nested", [False, True])
def test_a_mutated_design_is_refused_by_schema_and_program(mutate: Callable[[dict[str, Any]], None], nested: bool) -> None:
    design = {"positions": [{"title": "Boss", "reports": [{"id": "x", "title": "Clerk"}]}]}
    assert schema("design").is_valid(design)
    mutated = copy.deepcopy(design)
    entry: Any = mutated["positions"][0]
    mutate(entry["reports"][0] if nested else entry)
    assert not schema("design").is_valid(mutated)
    with pytest.raises(OrgrulesError):
        design_of(parse(json.dumps(mutated).encode(), "design.yaml"))


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("rule", "severity: error", "severity: fatal"),
        ("rule", "each: position", "each: positions"),
        ("rule", "each: position", "each: []"),
        ("rule", "name: A", "nam: A"),
        ("rule", "name: A", "name: [A]"),
        ("rule", "name: A", "name: {fr: A}"),
        ("rule", "finding: {at: title}", "finding: {at: {title: x}}"),
        ("rule", "finding: {at: title}", "finding: {place: title}"),
        ("rule", "cites: [s1]", "cites: s1"),
        ("role", "role: clerk", "role: The clerk"),
        ("role", "with_area: same", "with_area: other"),
        ("role", "reports_to: {role: boss}", "reports_to: boss"),
        ("role", "reports_to: {role: boss}", "reports_to: {role: []}"),
        ("role", "reports_to: {role: boss}", "reports_to: {role: boss, line: broken}"),
        ("role", "also_called: {en: [Scribe]}", "also_called: [Scribe]"),
        ("role", "also_called: {en: [Scribe]}", "also_called: {en: [{name: Scribe}]}"),
        ("role", "duties: [{id: write}]", "duties: []"),
        ("role", "duties: [{id: write}]", "duties: [write]"),
        ("role", "duties: [{id: write}]", "dutys: [{id: write}]"),
    ],
)
def test_a_mutated_rule_or_role_is_refused_by_schema_and_program(tmp_path: Path, kind: str, old: str, new: str) -> None:
    head = HEAD + "documents: {memo: {title: Memo, statements: memo.tsv}}\n"
    files = {
        "rulebook.yaml": head,
        "memo.tsv": "id\tkind\ten\tzh\ns1\tduty\tOne\t一\n",
        "seats/rule.yaml": VALID["rule"],
        "roles/clerk.yaml": VALID["role"],
        "roles/boss.yaml": "role: boss\nname: Boss\n",
    }
    assert old in VALID[kind]
    load_library([str(write_rulebook(tmp_path, files))])
    assert accepts(kind, VALID[kind])
    mutated = VALID[kind].replace(old, new)
    file = {"rule": "seats/rule.yaml", "role": "roles/clerk.yaml"}[kind]
    with pytest.raises(OrgrulesError):
        load_library([str(write_rulebook(tmp_path, {**files, file: mutated}))])
    assert not accepts(kind, mutated)


# ---------------------------------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("positions: [{title: Clerk}]", True),
        ("positions: [{title: 007, id: 42, unit: NO, holder: 1.50}]", True),
        ("positions: [{title: Clerk, holder: null, reports_to: ~, duties: , unit: null}]", True),
        ("positions: [{title: Clerk, headcount: 0, fte: 0.5}]", True),
        ("positions: [{title: Clerk, headcount: 1000000, fte: 1}]", True),
        ("positions: [{title: Clerk, headcount: 1000001}]", False),
        ("positions: [{title: Clerk, fte: -0.5}]", False),
        ("positions: [{title: Clerk, reports: [boss, {title: Cook}, 7]}]", True),
        ("positions: [{title: Clerk, reports: [null]}]", False),
        ("positions: [{title: Clerk, reports: boss}]", False),
        ("positions: [{title: Clerk, requirements: {education: 本科, skills: [excel]}}]", True),
        ("positions: [{title: Clerk, requirements: {education: wizardry}}]", False),
        ("positions: [{title: Clerk, requirements: [excel]}]", False),
        ("positions: [{title: Clerk, legal_representative: true, attributes: {a: [1, {b: c}]}}]", True),
        ("positions: [{title: Clerk, legal_representative: 1}]", False),
        ("positions: [{title: '  '}]", False),
        ("positions: {title: Clerk}", False),
        ("organization: {name: A, ownership: 民营}\npositions: [{title: Clerk}]", True),
        ("organization: {ownership: public}\npositions: [{title: Clerk}]", False),
        ("organization: A\npositions: [{title: Clerk}]", False),
        ("units: [{id: a, region_level: province}]\npositions: [{title: Clerk}]", True),
        ("units: [{id: a, region_level: county}]\npositions: [{title: Clerk}]", False),
        ("units: [{id: a, members: 3}]\npositions: [{title: Clerk}]", False),
        ("people: [{name: Ann, education: master, skills: []}]\npositions: [{title: Clerk}]", True),
        ("people: [{id: ann}]\npositions: [{title: Clerk}]", False),
        ("positions: [{title: Clerk}]\nunits: null\npeople:", True),
        ("positions: [{title: Clerk}]\ninclude: more.yaml", False),
        ("positions: [{title: Clerk}]\nnotes: none", False),
        ("positions: [{title: Clerk}]\nwaivers: [{rule: a/b, at: x, path: '*.yaml', reason: Known., until: '2027-03-31'}]", True),
        ("positions: [{title: Clerk}]\nwaivers: [{rule: a/b, reason: Known., until: null}]", True),
        ("positions: [{title: Clerk}]\nwaivers: [{rule: a/b}]", False),
        ("positions: [{title: Clerk}]\nwaivers: [{rule: a/b, reason: Known., until: soon}]", False),
        ("positions: [{title: Clerk}]\nwaivers: {rule: a/b, reason: Known.}", False),
        ("[]", False),
        ("", False),
    ],
)
def test_the_schema_and_the_program_agree_on_what_a_design_is(text: str, good: bool) -> None:
    try:
        design_of(parse(text.encode(), "design.yaml"))
        taken = True
    except OrgrulesError:
        taken = False
    assert (accepts("design", text), taken) == (good, good)


RULE = "name: A\neach: unit\nrequire: {name: {exists: true}}\n"
ROLE = "role: clerk\nname: Clerk\n"
RULEBOOK = "rulebook: house\nversion: 1.0.0\nname: House\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rule", RULE),
        ("rule", "name: {en: A, zh: 甲}\neach: [unit, person]\nrequire: {name: {exists: true}}\nfinding: {at: [id, name]}\n"),
        ("rule", RULE + "finding: {related: {positions: {where: {role: clerk}}}, expected: A clerk., actual: {en: None.}}\n"),
        ("rule", RULE + "message: A.\nwhy: B.\nfix: {zh: 丙。}\nexamples: {passes: [], fails: []}\n"),
        ("role", ROLE),
        ("role", "role: clerk\nname: {en: Clerk}\nreports_to: {role: [boss, head], line: any, why: So it is.}\n"),
        ("role", ROLE + "also_called: {en: [Scribe, {title: Pen, where: {unit.type: office}}], zh: [文员]}\n"),
        ("role", ROLE + "unit_type: {type: office}\njob_family: {value: [a, b]}\nlegal_representative: {value: true}\n"),
        ("role", ROLE + "manages: {role: boss, severity: info}\nassists: {role: [boss]}\n"),
        ("role", ROLE + "duties: {items: [{id: write, name: Write}], severity: info}\nmeetings: [{id: monday}]\n"),
        ("role", ROLE + "requirements: [{education: college}, {skill: excel, name: Excel}]\ncareer_path: [{role: boss}]\n"),
        ("rulebook", RULEBOOK),
        ("rulebook", RULEBOOK + "extends: sales-organization\noverride: {a/b: {severity: info}}\ndisable: [a/c]\n"),
        ("rulebook", RULEBOOK + "documents: {memo: {title: Memo, statements: memo.tsv}}\nnot_checkable: {s1: No design says.}\n"),
        ("rulebook", RULEBOOK + "unit_types: {office: Office}\nareas: {en: [South]}\nother_titles: {zh: [客户经理]}\n"),
    ],
)
def test_every_spelling_that_the_program_takes_is_valid_to_the_schema(name: str, text: str) -> None:
    assert [error.message for error in schema(name).iter_errors(yaml.safe_load(text))] == []


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("{}", True),
        ("select: hierarchy/*\nignore: [units/*]\nmandatory: [hierarchy/cycle]", True),
        ("severity: {units/*: info}\nfail-on: never\nlanguage: zh\nengine: reference\nencoding: gb18030", True),
        ("overrides: [{paths: old/, select: units/*, ignore: [units/cycle], severity: {units/cycle: info}}]", True),
        ("exclude: [drafts/, '!drafts/a.yaml']\nlimits: {bytes: 1000, depth: 10}", True),
        ("waiver-end-date: optional\nwaivers: [{rule: units/cycle, reason: Known.}]", True),
        ("overrides: [{paths: []}]", False),
        ("overrides: [{ignore: [units/cycle]}]", False),
        ("severity: {units/*: fatal}", False),
        ("fail_on: error", False),
        ("fail-on: errors", False),
        ("select: {units/*: true}", False),
        ("limits: {depth: 0}", False),
        ("limits: {depth: 1000}", False),
        ("limits: {bytes: '5'}", False),
        ("language: fr", False),
        ("waiver-end-date: never", False),
        ("[]", False),
    ],
)
def test_the_schema_and_the_program_agree_on_what_settings_are(tmp_path: Path, text: str, good: bool) -> None:
    file = tmp_path / "orgrules.yaml"
    file.write_text(text, "utf-8")
    try:
        read_settings(str(file))
        taken = True
    except OrgrulesError:
        taken = False
    assert (accepts("settings", text), taken) == (good, good)


def test_an_unknown_format_is_an_error() -> None:
    done = run("schema", "desing")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "orgrules: Invalid value for 'design|changes|rule|role|rulebook|settings': 'desing' is not one of "
    )
