"""Reading a design as a git revision holds it: the real git, on repositories made for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from orgrules.design.history import read_design_at
from orgrules.design.read import Design
from orgrules.errors import DesignError, SourceError, UsageError
from orgrules.files.source import Limits

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, str | None]) -> None:
    """Write files (None: delete) and commit them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two versions of a design, alone and in several files."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(
        tmp_path,
        {
            "design.yaml": "positions: [{title: 旧}]\n",
            "org/company.yaml": "include: ['parts/*.yaml']\npositions: [{title: Boss}]\n",
            "org/parts/a.yaml": "positions: [{title: Old clerk}]\n",
            "org/parts/b.yaml": "include: ['deep/**/c.yaml']\npositions: [{title: Gone}]\n",
            "org/parts/deep/er/c.yaml": "positions: [{title: Deep}]\n",
        },
    )
    git(tmp_path, "tag", "v1")
    commit(
        tmp_path,
        {
            "design.yaml": "positions: [{title: New}]\n",
            "org/parts/a.yaml": "positions: [{title: New clerk}]\n",
            "org/parts/b.yaml": None,
        },
    )
    return tmp_path


def read(revision: str, path: str) -> Design:
    """A design of a revision."""
    return read_design_at(revision, path, encoding=None, limits=Limits())


def titles(revision: str, path: str) -> list[str]:
    """The titles of a design of a revision."""
    return [declared.entry.title for declared in read(revision, path).positions]


def test_a_revision_has_its_own_version(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    assert titles("v1", "design.yaml") == ["旧"]
    assert titles("HEAD", "design.yaml") == ["New"]
    assert titles("HEAD~1", str(repository / "design.yaml")) == ["旧"]
    (repository / "design.yaml").write_text("positions: [{title: Not committed}]")
    assert titles("main", "design.yaml") == ["New"]


def test_included_files_are_those_of_the_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    assert titles("v1", "org/company.yaml") == ["Boss", "Old clerk", "Gone", "Deep"]
    assert titles("HEAD", "org/company.yaml") == ["Boss", "New clerk"]
    monkeypatch.chdir(repository / "org" / "parts")
    assert titles("v1", "../company.yaml") == ["Boss", "Old clerk", "Gone", "Deep"]


@pytest.mark.parametrize("folder", [".", "org", "org/parts"])
def test_places_are_named_as_git_names_them(repository: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    git(repository, "branch", "feature/one", "v1")
    monkeypatch.chdir(repository / folder)
    design = read("feature/one", os.path.relpath(repository / "org" / "company.yaml"))
    for declared in design.positions:
        name = declared.source.path
        assert name.startswith("feature/one:")
        assert declared.entry.title in git(repository / folder, "show", name)


def test_the_repository_stays_as_it_is(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    (repository / "new.yaml").write_text("x")
    before = git(repository, "status", "--porcelain=v2", "--branch"), sorted(os.listdir(repository / ".git"))
    read("v1", "org/company.yaml")
    assert (git(repository, "status", "--porcelain=v2", "--branch"), sorted(os.listdir(repository / ".git"))) == before


def test_inside_a_hook_of_another_repository(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert titles("v1", str(repository / "design.yaml")) == ["旧"]


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nope", 'the repository of design.yaml has no revision "nope"'),
        ("v1:design.yaml", 'the repository of design.yaml has no revision "v1:design.yaml"'),
        ("--upload-pack=touch x", '"--upload-pack=touch x" is no revision; for example HEAD~1, main, or a tag'),
        ("-h", '"-h" is no revision; for example HEAD~1, main, or a tag'),
        ("", '"" is no revision; for example HEAD~1, main, or a tag'),
        ("$(touch x)", 'the repository of design.yaml has no revision "$(touch x)"'),
        ("a\nb\x1b[31m", 'the repository of design.yaml has no revision "a\\nb\\x1b[31m"'),
    ],
)
def test_what_is_no_revision_is_told_and_does_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, revision: str, message: str
) -> None:
    monkeypatch.chdir(repository)
    with pytest.raises(UsageError) as caught:
        read(revision, "design.yaml")
    assert str(caught.value) == message
    assert not (repository / "x").exists()


def test_a_revision_without_the_file_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    commit(repository, {"later.yaml": "positions: [{title: A}]"})
    with pytest.raises(SourceError, match=r"^v1:\./later\.yaml: cannot be read: this revision has no such file$"):
        read("v1", "later.yaml")
    with pytest.raises(SourceError, match=r"^v1:\./org: cannot be read: this revision has no such file$"):
        read("v1", "org")


def test_a_file_in_no_folder_is_told(repository: Path) -> None:
    with pytest.raises(SourceError, match=r"missing/x\.yaml:1:1: cannot be read: no such file or directory$"):
        read("HEAD", str(repository / "missing" / "x.yaml"))


def test_what_is_wrong_in_a_revision_is_told_at_its_place(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    commit(repository, {"design.yaml": "positions:\n  - titel: x\n", "org/parts/a.yaml": "positions: [\n"})
    with pytest.raises(DesignError, match=r"^HEAD:\./design\.yaml:2:5: "):
        read("HEAD", "design.yaml")
    with pytest.raises(SourceError, match=r"^HEAD:org/parts/a\.yaml:2:1: "):
        read("HEAD", "org/company.yaml")


def test_limits_hold_for_a_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    with pytest.raises(SourceError, match="at most 10 are read"):
        read_design_at("v1", "design.yaml", encoding=None, limits=Limits(bytes=10))


def test_a_shallow_clone_says_that_it_is(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", repository.as_uri(), ".")
    with pytest.raises(UsageError, match="this clone is shallow: fetch more of its history"):
        read("HEAD~1", str(clone / "design.yaml"))


def test_a_file_in_no_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: A}]")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="is in no git repository that can be read"):
        read("HEAD", str(tmp_path / "design.yaml"))


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is needed to read another revision, and is not installed"):
        read("HEAD", str(repository / "design.yaml"))
