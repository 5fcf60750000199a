"""Settings files: what they may say in YAML and in TOML, and how their mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.errors import OrgrulesError
from orgrules.files.source import Limits
from orgrules.findings import Severity
from orgrules.settings import Settings
from orgrules.settings.files import read_settings
from orgrules.settings.resolve import resolve

YAML = """\
rulebooks: [sales-organization]
select: [hierarchy/*, units/*]
ignore: units/cycle
mandatory: [hierarchy/cycle]
severity: {units/*: info, units/unknown-unit: warning}
overrides:
  - paths: [drafts/, "*.draft.yaml"]
    ignore: [units/*]
    severity: {hierarchy/*: warning}
  - {paths: old/, select: hierarchy/*}
exclude: [archive/]
language: zh
fail-on: warning
engine: reference
encoding: gb18030
limits: {bytes: 1000, depth: 20}
baseline: known.json
waiver-end-date: optional
waivers:
  - {rule: hierarchy/one-root, at: boss, path: "*.yaml", reason: Known., until: 2027-03-31}
"""
TOML = """\
[project]
name = "company"

[tool.orgrules]
rulebooks = ["sales-organization"]
select = [
  "hierarchy/*",
  "units/*",
]
ignore = "units/cycle"
mandatory = ["hierarchy/cycle"]
exclude = ["archive/"]
language = "zh"
fail-on = "warning"
engine = "reference"
encoding = "gb18030"
baseline = "known.json"
waiver-end-date = "optional"

[tool.orgrules.severity]
"units/*" = "info"
"units/unknown-unit" = "warning"

[tool.orgrules.limits]
bytes = 1000
depth = 20

[[tool.orgrules.overrides]]
paths = ["drafts/", "*.draft.yaml"]
ignore = ["units/*"]
severity = {"hierarchy/*" = "warning"}

[[tool.orgrules.overrides]]
paths = "old/"
select = "hierarchy/*"

[[tool.orgrules.waivers]]
rule = "hierarchy/one-root"
at = "boss"
path = "*.yaml"
reason = "Known."
until = 2027-03-31
"""


def settings(folder: Path, name: str, text: str) -> Settings:
    """The settings of a file alone."""
    (folder / name).write_text(text, "utf-8")
    return resolve({}, {}, config=str(folder / name))


def told(folder: Path, text: str, name: str = "orgrules.yaml") -> list[str]:
    """What is told of a wrong file; paths are seen from ``folder``."""
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(OrgrulesError) as raised:
        read_settings(str(folder / name))
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_a_whole_file(tmp_path: Path) -> None:
    found = settings(tmp_path, "orgrules.yaml", YAML)
    assert found.rulebooks == ("sales-organization",)
    assert (found.select, found.ignore, found.mandatory) == (("hierarchy/*", "units/*"), ("units/cycle",), ("hierarchy/cycle",))
    assert found.severity == (("units/*", Severity.INFO), ("units/unknown-unit", Severity.WARNING))
    drafts, old = found.overrides
    assert (drafts.paths.patterns, drafts.select, drafts.ignore) == (("drafts/", "*.draft.yaml"), None, ("units/*",))
    assert drafts.severity == (("hierarchy/*", Severity.WARNING),)
    assert (old.paths.patterns, old.paths.folder, old.select) == (("old/",), str(tmp_path), ("hierarchy/*",))
    assert (found.exclude.patterns, found.exclude.folder) == (("archive/",), str(tmp_path))
    assert (found.language, found.fail_on, found.engine, found.encoding) == ("zh", Severity.WARNING, "reference", "gb18030")
    assert found.limits == Limits()._replace(bytes=1000, depth=20)
    assert found.baseline == str(tmp_path / "known.json")
    [waiver] = found.waivers
    assert (waiver.entry.rule, waiver.entry.at, waiver.entry.until) == ("hierarchy/one-root", "boss", "2027-03-31")
    assert found.waiver_end_date == "optional"


def test_toml_says_the_same(tmp_path: Path) -> None:
    yaml, toml = settings(tmp_path, "orgrules.yaml", YAML), settings(tmp_path, "pyproject.toml", TOML)
    assert [waiver.entry for waiver in yaml.waivers] == [waiver.entry for waiver in toml.waivers]
    same = [found._replace(waivers=(), origins={}, config=None) for found in (yaml, toml)]
    assert same[0] == same[1]


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n", "null\n"])
def test_an_empty_file_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "orgrules.yaml").write_text(text, "utf-8")
    assert read_settings(str(tmp_path / "orgrules.yaml")) == {}


def test_rulebooks_are_shipped_or_seen_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "rulebook.yaml").write_text("rulebook: house\nversion: 1.0.0\nname: House\n", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "orgrules.yaml").write_text("rulebooks: [house, ./house, sales-organization]\n", "utf-8")
    monkeypatch.chdir(tmp_path / "inner")
    assert resolve({}, {}).rulebooks == ("../house", "../house", "sales-organization")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("selct: [a/b]\n", ['orgrules.yaml:1:1: unknown key "selct"; did you mean "select"?']),
        ("fail_on: error\n", ['orgrules.yaml:1:1: unknown key "fail_on"; did you mean "fail-on"?']),
        (
            "fail-on: errors\nlanguage: [zh]\n",
            [
                'orgrules.yaml:1:10: "fail-on": expected one of error, warning, info, never, found the text "errors"; '
                'did you mean "error"?',
                'orgrules.yaml:2:11: "language": expected one of en, zh, found a list',
            ],
        ),
        (
            "severity:\n  units/*: fatal\n",
            ['orgrules.yaml:2:12: "units/*": expected one of error, warning, info, found the text "fatal"'],
        ),
        ("overrides: [{ignore: units/*}]\n", ['orgrules.yaml:1:13: "paths" is missing']),
        ("overrides:\n  - {paths: a, ignroe: b}\n", ['orgrules.yaml:2:16: unknown key "ignroe"; did you mean "ignore"?']),
        ("overrides: [{paths: []}]\n", ['orgrules.yaml:1:21: "paths": must not be empty']),
        ("exclude: ['!']\n", ['orgrules.yaml:1:11: "exclude": "!" is no pattern that could mean a file']),
        ("exclude: ['# x', '[z-a]']\n", [
            'orgrules.yaml:1:11: "exclude": "# x" is no pattern that could mean a file',
            'orgrules.yaml:1:18: "exclude": "[z-a]" is no pattern that could mean a file',
        ]),
        ("limits: {bytes: many}\n", ['orgrules.yaml:1:17: "bytes": expected a whole number, found the text "many"']),
        ("limits: {depth: 101}\n", ['orgrules.yaml:1:17: "depth": must be at most 100, found 101']),
        (
            "encoding: utf-9\n",
            ['orgrules.yaml:1:11: "encoding": unknown encoding "utf-9"; for example utf-8, utf-16, gb18030, big5, latin-1'],
        ),
        (
            "engine: referense\n",
            [
                'orgrules.yaml:1:9: "engine": expected one of durable, reference, found the text "referense"; '
                'did you mean "reference"?'
            ],
        ),
        (
            "rulebooks:\n  - sales-organisation\n",
            [
                'orgrules.yaml:2:5: "sales-organisation" is no shipped rulebook, nor, seen from this file, '
                'a folder with a rulebook.yaml; '
                'did you mean "sales-organization"?'
            ],
        ),
        (
            "waivers:\n  - {rule: a/b, until: 2027-02-30}\n",
            [
                'orgrules.yaml:2:5: "reason" is missing',
                'orgrules.yaml:2:24: "until": expected a day such as 2027-03-31, found "2027-02-30"',
            ],
        ),
        ("- a\n", ["orgrules.yaml:1:1: settings are a mapping; found a list"]),
        ("a: : b\n", [
            'orgrules.yaml:1:4: not YAML: a ":" is not allowed here; '
            'is a text with ": " not in quotes, or the indentation uneven?'
        ]),
        ("language: zh\nlanguage: en\n", [
            'orgrules.yaml:2:1: the key "language" stands here again; first at line 1, column 1'
        ]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, messages: list[str]) -> None:
    assert [line.replace(f"{tmp_path}/", "") for line in told(tmp_path, text)] == messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[tool.orgrules]\n\nselct = "a/b"\n',
            'pyproject.toml:3:1: tool.orgrules.selct: unknown key "selct"; did you mean "select"?',
        ),
        (
            '[tool.orgrules]\nfail-on = "errors"\n',
            "pyproject.toml:2:1: tool.orgrules.fail-on: expected one of error, warning, info, never, "
            'found the text "errors"; did you mean "error"?',
        ),
        (
            '[[tool.orgrules.waivers]]\nrule = "a/b"\nreason = "x"\n\n[[tool.orgrules.waivers]]\nreason = "x"\n',
            'pyproject.toml:5:1: tool.orgrules.waivers[1]: "rule" is missing',
        ),
        (
            "[tool.orgrules]\nlanguage = true\n",
            "pyproject.toml:2:1: tool.orgrules.language: expected one of en, zh, found true",
        ),
        (
            "[tool.orgrules.limits]\nbytes = 1.5\n",
            "pyproject.toml:2:1: tool.orgrules.limits.bytes: expected a whole number, found 1.5",
        ),
        ("[tool.orgrules\n", "pyproject.toml:1:15: not TOML: expected ']' at the end of a table declaration"),
        ("[tool.orgrules]\nselect = [\n", "pyproject.toml:3:1: not TOML: invalid value"),
        ("[tool.orgrules]\nengine = 'x", 'pyproject.toml:2:12: not TOML: expected "\'"'),
        ('[tool.orgrules]\nengine = "\n', "pyproject.toml:2:11: not TOML: illegal character '\\n'"),
        ("[tool.orgrules]\n[tool.orgrules]\n", 'pyproject.toml:2:15: not TOML: cannot declare "tool.orgrules" twice'),
        ("[tool.orgrules]\na = 1\nb = " + "[" * 3_000, "pyproject.toml:3:105: more than 100 levels of nesting"),
        ("[tool.orgrules]\na = 1\n" + "b." * 3_000 + "c = 1\n", "pyproject.toml:3:2: more than 100 levels of nesting"),
        ("[tool.orgrules" + ".b" * 3_000 + "]\na = 1\n", "pyproject.toml:1:6: more than 100 levels of nesting"),
        ("[tool]\nother = 1\n", "pyproject.toml:1:1: it has no table [tool.orgrules]"),
        ("[tool]\norgrules = 1\n", "pyproject.toml:1:1: tool.orgrules: settings are a mapping; found 1"),
    ],
)
def test_a_mistake_in_toml_is_told_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    assert told(tmp_path, text, "pyproject.toml") == [message]


def test_toml_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes("[tool.orgrules]\n# 设置\n".encode("gb18030"))
    with pytest.raises(OrgrulesError, match=r"pyproject\.toml:1:1: not UTF-8 text, which TOML is"):
        read_settings(str(tmp_path / "pyproject.toml"))
