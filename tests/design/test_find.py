"""Which files of folders and patterns are designs, and which of them settings exclude."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.design.find import Reading, read_designs
from orgrules.files.globs import Globs

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


def test_a_folder_of_which_all_is_excluded_is_nothing_to_check() -> None:
    read = read_designs(("old", "a.yaml"), Reading(exclude=Globs(("old/",))))
    assert [str(problem) for problem in read.problems] == ['nothing to check: no file in the folder "old" is left']


def test_what_an_included_file_brings_is_excluded_by_nothing(folder: Path) -> None:
    (folder / "top.yaml").write_text("include: [old/b.yaml]\n", "utf-8")
    read = read_designs((".",), Reading(exclude=Globs(("old/", "org/", "a.yaml"))))
    assert [(design.path, len(design.positions)) for design in read.designs] == [("top.yaml", 1)]
