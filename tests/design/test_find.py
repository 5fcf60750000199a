"""Which files of folders and patterns are designs, and which of them settings exclude."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.design.find import Reading
from orgrules.design.gather import read_designs
from orgrules.files.globs import Globs
from tests.helpers import folders_looked_through

FILES = (
    "a.yaml",
    "old/b.yaml",
    "old/deep/c.json",
    "org/old/d.yml",
    "org/e.draft.yaml",
    "orgrules.yaml",
    "orgrules-baseline.json",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with designs, and with files of our own."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"positions": [{"title": "Clerk"}]}', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "patterns", "found"),
    [
        ((".",), (), ["a.yaml", "old/b.yaml", "old/deep/c.json", "org/e.draft.yaml", "org/old/d.yml"]),
        ((".",), ("old/",), ["a.yaml", "org/e.draft.yaml"]),
        ((".",), ("/old/",), ["a.yaml", "org/e.draft.yaml", "org/old/d.yml"]),
        ((".",), ("*.draft.yaml", "old/*", "!old/b.yaml"), ["a.yaml", "old/b.yaml", "org/old/d.yml"]),
        (("**/*.yaml",), ("old/", "orgrules.yaml"), ["a.yaml", "org/e.draft.yaml"]),
        (("old/b.yaml", "org"), ("old/",), ["old/b.yaml", "org/e.draft.yaml"]),
    ],
)
def test_folders_and_patterns_leave_out_what_is_excluded(
    paths: tuple[str, ...], patterns: tuple[str, ...], found: list[str]
) -> None:
    read = read_designs(paths, Reading(exclude=Globs(patterns)))
    assert [design.path for design in read.designs] == found
    assert read.problems == []


@pytest.mark.parametrize("path", ["org", "org/**/*.y*ml", "or*/**", "./org/*/*.yml", "{folder}/**/old/d.yml"])
def test_no_folder_behind_a_link_is_searched_that_is_not_named(folder: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    (folder / "disk/usr/share").mkdir(parents=True)
    (folder / "org/old/out").symlink_to(folder / "disk")
    (folder / "org/old/round").symlink_to(folder / "org")
    looked_through = folders_looked_through(monkeypatch)
    path = path.format(folder=folder / "org")
    read = read_designs((path,), Reading())
    assert "org/old/d.yml" in [design.path.removeprefix("./").removeprefix(f"{folder}/") for design in read.designs]
    assert len(read.designs) == len({design.path for design in read.designs}) <= 2
    assert not [each for each in looked_through if "disk" in each]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("*.yaml", ["a.yaml"]),
        ("./*.yaml", ["./a.yaml"]),
        ("o*/*/*", ["old/deep/c.json", "org/old/d.yml"]),
        ("o*/**", ["old/b.yaml", "old/deep/c.json", "org/e.draft.yaml", "org/old/d.yml"]),
        ("**/**/old/*.y?ml", ["old/b.yaml"]),
        ("**/old/[!a]*", ["old/b.yaml", "org/old/d.yml"]),
        ("*/.h*", ["org/.hidden.yaml"]),
    ],
)
def test_patterns_find_what_a_shell_finds(folder: Path, path: str, found: list[str]) -> None:
    (folder / "org/.hidden.yaml").write_text('{"positions": [{"title": "Clerk"}]}', "utf-8")
    (folder / "orgrules.yaml").unlink()
    assert [design.path for design in read_designs((path,), Reading()).designs] == found


def test_a_folder_of_which_all_is_excluded_is_nothing_to_check() -> None:
    read = read_designs(("old", "a.yaml"), Reading(exclude=Globs(("old/",))))
    assert [str(problem) for problem in read.problems] == ['nothing to check: no file in the folder "old" is left']


def test_what_an_included_file_brings_is_excluded_by_nothing(folder: Path) -> None:
    (folder / "top.yaml").write_text("include: [old/b.yaml]\n", "utf-8")
    read = read_designs((".",), Reading(exclude=Globs(("old/", "org/", "a.yaml"))))
    assert [(design.path, len(design.positions)) for design in read.designs] == [("top.yaml", 1)]
