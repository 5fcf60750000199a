"""Patterns of paths mean what git says they mean."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from orgrules.files.globs import Globs, check_pattern, matcher

PATHS = ("a.yaml", "old/a.yaml", "old/deep/b.json", "org/old/c.yaml", "org/a.draft.yaml", "org/é 文.yaml", "[x].yaml")
PATTERNS = (
    ("old/",),
    ("/old/",),
    ("old/*.yaml",),
    ("*.draft.yaml",),
    ("**/old/**",),
    ("org/*", "!org/a.draft.yaml"),
    ("a.yaml",),
    ("/a.yaml",),
    ("\\[x\\].yaml",),
    ("[!a]*.yaml",),
    ("org/?*文.yaml",),
    ("deep",),
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("patterns", PATTERNS)
def test_patterns_mean_what_git_says(tmp_path: Path, patterns: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("\n".join(patterns) + "\n", "utf-8")
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    done = subprocess.run(command, cwd=tmp_path, input="\0".join(PATHS).encode(), capture_output=True, check=False)
    ignored = done.stdout.decode().split("\0")[:-1]
    assert ignored
    monkeypatch.chdir(tmp_path)
    matches = matcher(Globs(patterns))
    assert [path for path in PATHS if matches(path)] == ignored
    # the same from elsewhere, and by absolute paths
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    matches = matcher(Globs(patterns, ".."))
    assert [path for path in PATHS if matches(f"../{path}")] == ignored
    assert [path for path in PATHS if matches(str(tmp_path / path))] == ignored


def test_a_folder_is_named_with_its_slash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    matches = matcher(Globs(("old/",)))
    assert matches("old/")
    assert matches("./org/old/")
    assert not matches("old")


def test_no_pattern_means_nothing() -> None:
    assert not matcher(Globs())("a.yaml")


@pytest.mark.parametrize("pattern", ["", " ", "#", "# a", "!", "/", "[z-a]", "a\\"])
def test_what_can_mean_no_file_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match="is no pattern that could mean a file"):
        check_pattern(pattern)
