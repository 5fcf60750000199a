"""``orgrules init``: what it writes is right from the start, and nothing of the user's is lost."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import run


@pytest.mark.parametrize(
    ("language", "told", "end"),
    [
        ("en", "Wrote design.yaml. Next: orgrules check design.yaml\n", "No findings."),
        ("zh", "已写入 design.yaml。下一步：orgrules check design.yaml\n", "没有发现问题。"),
    ],
)
def test_the_design_to_begin_with_has_no_finding(tmp_path: Path, language: str, told: str, end: str) -> None:
    done = run("init", "--lang", language, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == told
    checked = run("check", "design.yaml", "--lang", language, "--fail-on", "info", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.splitlines()[-1] == end
    report = json.loads(run("check", "design.yaml", "--format", "json", cwd=tmp_path).stdout)
    [file] = report["files"]
    assert (file["positions"], file["covered_positions"], file["titles"]) == (5, 4, [])


def test_the_design_goes_where_it_is_asked_for_and_names_itself(tmp_path: Path) -> None:
    done = run("init", "org/south.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Wrote org/south.yaml. Next: orgrules check org/south.yaml\n")
    first = (tmp_path / "org/south.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# An organization for orgrules. Check it with: orgrules check south.yaml"


def files(folder: Path) -> list[str]:
    """The files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_rulebook_to_begin_with_refines_no_other_and_finds_something(tmp_path: Path) -> None:
    done = run("init", "--rulebook", "our rules", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Wrote 'our rules'. Next: orgrules test 'our rules'; orgrules check --rulebook 'our rules' DESIGN\n"
    assert files(tmp_path / "our rules") == [
        "roles/warehouse-manager.yaml",
        "rulebook.yaml",
        "statements.tsv",
        "warehouses/has-one-manager.yaml",
    ]
    tested = run("test", "our rules", cwd=tmp_path)
    assert (tested.returncode, tested.stdout, tested.stderr) == (0, "our-rules: 3 rules, 4 examples, all as expected.\n", "")
    units = "units: [{id: w, name: W, type: warehouse}, {id: v, name: V, type: warehouse}]\n"
    design = units + "positions: [{title: Warehouse manager, unit: v}]\n"
    (tmp_path / "design.yaml").write_text(design, "utf-8")
    checked = run("check", "design.yaml", "--rulebook", "our rules", "--format", "json", cwd=tmp_path)
    assert [(found["rule"], found["subject"]["id"]) for found in json.loads(checked.stdout)["findings"]] == [
        ("warehouses/has-one-manager", "w")
    ]


def test_a_chinese_rulebook_to_begin_with_has_chinese_comments_and_ids_in_pinyin(tmp_path: Path) -> None:
    done = run("--lang", "zh", "init", "--rulebook", "仓库规定", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "已写入 仓库规定。下一步：orgrules test 仓库规定；orgrules check --rulebook 仓库规定 设计文件\n"
    written = {name: (tmp_path / "仓库规定" / name).read_text("utf-8") for name in files(tmp_path / "仓库规定")}
    assert sorted(written) == [
        "cangku/she-yi-ming-jingli.yaml",
        "roles/cangku-jingli.yaml",
        "rulebook.yaml",
        "statements.tsv",
    ]
    comments = [line.partition("#")[2] for name, text in written.items() if name.endswith("yaml") for line in text.splitlines()]
    assert all(re.search("[一-鿿]", comment) for comment in filter(None, comments))
    assert len(list(filter(None, comments))) >= 8
    assert 'name: "仓库规定"' in written["rulebook.yaml"].splitlines()
    tested = run("test", "--lang", "zh", "仓库规定", cwd=tmp_path)
    assert (tested.returncode, tested.stdout, tested.stderr) == (0, "my-rules：3 条规则，4 个例子，全部符合预期。\n", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rulebook_that_refines_a_shipped_one_keeps_its_promises_and_works(tmp_path: Path, language: str) -> None:
    done = run("init", "--rulebook", "ours", "--extends", "sales-organization", "--lang", language, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert files(tmp_path) == ["ours/regions/has-a-head.yaml", "ours/rulebook.yaml"]
    tested = run("test", "ours", cwd=tmp_path)
    assert (tested.returncode, tested.stdout, tested.stderr) == (0, "ours: 1 rule, 2 examples, all as expected.\n", "")
    run("init", cwd=tmp_path)
    checked = run("check", "design.yaml", "--rulebook", "ours", "--format", "json", cwd=tmp_path)
    assert [(found["rule"], found["subject"]["id"]) for found in json.loads(checked.stdout)["findings"]] == [
        ("regional-manager/reports-to", "south-manager")
    ]


@pytest.mark.parametrize("name", ["internal-control", "spans-and-layers"])
def test_every_opt_in_rulebook_can_be_refined(tmp_path: Path, name: str) -> None:
    assert run("init", "--rulebook", "ours", "--extends", name, cwd=tmp_path).returncode == 0
    assert run("test", "ours", cwd=tmp_path).returncode == 0
    listed = run("rules", "--rulebook", "ours", cwd=tmp_path).stdout.replace("ours 0.1.0: ours\n", "")
    theirs = [line for line in run("rules", "--rulebook", name).stdout.splitlines() if line.startswith(" ")]
    assert [line for line in listed.splitlines() if line.startswith(" ")] == theirs


def test_a_design_refines_no_rulebook(tmp_path: Path) -> None:
    done = run("init", "--extends", "sales-organization", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "orgrules: --extends goes with --rulebook\n")
    assert files(tmp_path) == []


@pytest.mark.parametrize("arguments", [[], ["--rulebook", "book"], ["--rulebook", "book", "--extends", "sales-organization"]])
def test_a_full_disk_leaves_no_file_behind(tmp_path: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-m", "orgrules", "init", *arguments],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": cannot be written: file too large\n")
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["规则", "2024", "__", 'a "b" \\c', "yes", "a: b #c"])
def test_a_rulebook_in_a_folder_of_any_name_can_be_loaded(tmp_path: Path, name: str) -> None:
    assert run("init", "--rulebook", name, cwd=tmp_path).returncode == 0
    assert run("test", name, cwd=tmp_path).returncode == 0


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("there", "arguments", "message"),
    [
        ("design.yaml", [], "design.yaml is there already; nothing was written"),
        ("org.yaml", ["org.yaml"], "org.yaml is there already; nothing was written"),
        ("book/rulebook.yaml", ["--rulebook", "book"], "book/rulebook.yaml is there already; nothing was written"),
        (
            "book/regions/has-a-head.yaml",
            ["--rulebook", "book", "--extends", "sales-organization"],
            "book/regions/has-a-head.yaml is there already; nothing was written",
        ),
        ("book", ["--rulebook", "book"], "book/rulebook.yaml cannot be written: not a directory"),
        ("org", ["org/design.yaml"], "org/design.yaml cannot be written: not a directory"),
    ],
)
def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path, there: str, arguments: list[str], message: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / there).write_text("mine", "utf-8")
    done = run("init", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")
    assert contents(tmp_path) == {there: "mine"}
