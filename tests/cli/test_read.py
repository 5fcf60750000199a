"""``orgrules read``: its formats, where they go, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests import hostile
from tests.helpers import ROOT, SAMPLES, run
from tests.test_samples import compare_with_snapshot

SAMPLE = "samples/en/company/faulty.yaml"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_how_a_faulty_company_is_understood_is_the_text_kept(language: str) -> None:
    done = run("read", f"samples/{language}/company/faulty.yaml", "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    compare_with_snapshot(f"{language}-company-faulty.read.{language}.txt", done.stdout)


def test_the_formats_say_the_same() -> None:
    document = json.loads(run("read", SAMPLE, "--format", "json", cwd=ROOT).stdout)
    rows = list(csv.reader(io.StringIO(run("read", SAMPLE, "--format", "csv", cwd=ROOT).stdout[1:], newline="")))
    titles = [row for row in rows if row[0] == "title"]
    assert [(row[2], int(row[7]), int(row[8])) for row in titles] == [
        (each["title"], each["line"], each["column"]) for each in document["positions"]
    ]
    terms = [row for row in rows if row[0] in ("duty", "skill", "authority", "meeting")]
    assert [(row[0], row[1], row[2], int(row[7])) for row in terms] == [
        (each["kind"], each["position"], each["written"], each["line"]) for each in document["terms"]
    ]
    text = run("read", SAMPLE, "--all", cwd=ROOT).stdout
    assert all(f"{SAMPLE}:{each['line']}:{each['column']}: " in text for each in (*document["positions"], *document["terms"]))
    assert f"Read 1 file: {len(document['positions'])} positions.\n" in text


def test_a_check_counts_what_reading_tells() -> None:
    document = json.loads(run("read", SAMPLE, "--format", "json", cwd=ROOT).stdout)
    checked = json.loads(run("check", SAMPLE, "--format", "json", cwd=ROOT).stdout)["reading"]
    assert checked["references"] == document["references"]
    hows = [term["how"] for term in document["terms"]]
    assert checked["terms"] == {how: hows.count(how) for how in ("id", "name", "wording", "open", "none")}


def test_several_formats_are_written_in_one_run(tmp_path: Path) -> None:
    done = run("read", SAMPLES / "en", "--format", f"json={tmp_path / 'r.json'}", "--format", f"csv={tmp_path / 'r.csv'}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("Not understood: ")
    files = json.loads((tmp_path / "r.json").read_text("utf-8"))["files"]
    included = SAMPLES / "en" / "several-files" / "regions"
    assert sorted(file["path"] for file in files) == sorted(map(str, (SAMPLES / "en").rglob("*.yaml")))
    assert {file["rows"] for file in files if Path(file["path"]).parent == included} == {3, 4, 6}


def test_a_design_is_read_from_standard_input_and_with_other_rulebooks() -> None:
    design = "positions: [{title: 总经理}]".encode()
    position = json.loads(run("read", "-", "--format", "json", stdin=design).stdout)["positions"][0]
    assert (position["path"], position["role"]) == ("<stdin>", "general-manager")
    words = ("read", "-", "--format", "json", "--rulebook", "organization-basics")
    assert json.loads(run(*words, stdin=design).stdout)["positions"][0]["role"] == "unrecognized"


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (None, "d.yaml:1:1: cannot be read: no such file or directory\n"),
        ("positions: [\n", "d.yaml:2:1: "),
        ("positions: [{titel: x}]", 'd.yaml:1:13: "title" is missing\n'),
        ("positions: [{id: a, title: A, reports: [b]}, {id: b, title: B, reports_to: b}]", "d.yaml:1:41: "),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place_and_the_rest_is_told(tmp_path: Path, design: str | None, said: str) -> None:
    (tmp_path / "good.yaml").write_text("positions: [{title: CEO}]", "utf-8")
    if design is not None:
        (tmp_path / "d.yaml").write_text(design, "utf-8")
    alone = run("read", "d.yaml", cwd=tmp_path)
    assert (alone.returncode, alone.stderr.startswith(said)) == (2, True)
    both = run("read", "good.yaml", "d.yaml", cwd=tmp_path)
    assert (both.returncode, both.stderr) == (2, alone.stderr)
    assert "good.yaml:1:21: “CEO”" in both.stdout
    assert "Not everything could be read: " in both.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["d.yaml", "--format", "jsno"], 'no format is named "jsno"; did you mean "json"?'),
        (["d.yaml", "--format", "json", "--format", "csv"], "json and csv would both go to standard output; "),
        (["d.yaml", "--format", "json=d.yaml"], '"d.yaml" is there already, and YAML, '),
        (["nowhere/*.yaml"], 'nothing to check: no file matches "nowhere/*.yaml"'),
        ([], "Missing argument 'PATH…'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "d.yaml").write_text("positions: [{title: CEO}]", "utf-8")
    done = run("read", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"orgrules: {message}")
    assert (tmp_path / "d.yaml").read_text("utf-8") == "positions: [{title: CEO}]"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["text", "json", "csv"])
def test_hostile_names_stay_texts(tmp_path: Path, name: str, language: str) -> None:
    design = hostile.design()
    design["positions"][0]["duties"] = ["=cmd|' /C calc'!A0", *hostile.NAMES]
    (tmp_path / "d.json").write_text(json.dumps(design), "utf-8")
    done = run("read", "d.json", "--format", name, "--all", "--lang", language, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not {"\x07", "\u202e", "\u2066", "\u2028", "\x1b"} & set(done.stdout)
    if name == "csv":
        rows = list(csv.reader(io.StringIO(done.stdout[1:], newline="")))
        assert {len(row) for row in rows} == {10}
        assert "'=cmd|' /C calc'!A0" in {row[2] for row in rows}


def test_positions_without_a_title_are_told_and_are_not_understood(tmp_path: Path) -> None:
    people = "id,name,department,manager id\n1,Kim Tate,Head office,\n2,Ola Roe,Sales,1\n3,Fay Lee,Sales,2\n"
    (tmp_path / "people.csv").write_text(people, "utf-8")
    told = run("read", "people.csv", cwd=tmp_path).stdout
    assert "Positions without a title, whose role is open\n  people.csv:2:3: “Kim Tate” and 2 more\n" in told
    assert "3 positions have no title.\n" in told
    assert told.endswith("Not understood: 3 positions without a title.\n")
    assert "people.csv:4:3: “Fay Lee”\n" in run("read", "people.csv", "--all", cwd=tmp_path).stdout
