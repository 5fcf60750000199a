"""``orgrules check --watch`` and the progress bar: real processes, real files, a real terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgrules.cli._watch import _filter, _folders, again_and_again
from orgrules.errors import UsageError
from orgrules.settings import Settings
from tests.cli.test_bad_input import INTERRUPTIBLE
from tests.helpers import run

CLEAN = "positions:\n  - {title: General manager, reports: [{title: Sales director}]}\n"
BROKEN = "positions:\n  - {title: General manager}\n  - {title: Sales director, reports_to: nobody}\n"


def run_code(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The program, run by some code, with its output in pipes."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


class Watcher:
    """A running ``check --watch``, and what it has printed so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.out = folder.parent / "out"
        self.err = folder.parent / "err"
        command = [sys.executable, "-c", INTERRUPTIBLE, "check", "--watch", *arguments]
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=out, stderr=err, env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
            )

    def wait(self, done: Callable[[str], bool]) -> str:
        """Its output once it is as wanted."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            text = self.out.read_text("utf-8") + self.err.read_text("utf-8")
            if done(text):
                return text
            assert self.process.poll() is None, text
            time.sleep(0.05)
        raise TimeoutError(text)

    def shows(self, text: str, times: int = 1) -> str:
        """Its output once it has shown a text so many times and waits again; an edit may be seen half done, and so twice."""
        return self.wait(lambda shown: shown.count(text) >= times and shown.rstrip().endswith("Ctrl-C ends."))

    def interrupt(self) -> int:
        """Its exit status after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@contextlib.contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watcher]:
    """A watcher that is ended in the end."""
    pytest.importorskip("watchfiles", reason="watchfiles is not installed: the extra watch brings it")
    watcher = Watcher(folder, *arguments)
    try:
        yield watcher
    finally:
        watcher.process.kill()
        watcher.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clean design."""
    made = tmp_path / "org"
    made.mkdir()
    (made / "design.yaml").write_text(CLEAN)
    return made


def test_a_change_is_checked_and_an_interrupt_ends_it(folder: Path) -> None:
    with watching(folder, "design.yaml") as watcher:
        watcher.shows("No findings.")
        (folder / "design.yaml").write_text(BROKEN)
        second = watcher.shows("[hierarchy/unknown-manager]")
        assert "\x1b" not in second  # no terminal, nothing cleared
        assert watcher.interrupt() == 130
        assert "Traceback" not in watcher.err.read_text("utf-8")


def test_a_change_of_the_settings_or_the_baseline_is_checked(folder: Path) -> None:
    (folder / "design.yaml").write_text(BROKEN)
    settings = folder.parent / "orgrules.yaml"
    settings.write_text("fail-on: error\n")
    with watching(folder, "design.yaml", "--baseline", "../known.json") as watcher:
        assert watcher.process.wait(timeout=60) == 2  # there is no such baseline
    (folder.parent / "known.json").write_text('{"version": 1, "findings": []}')
    with watching(folder, "design.yaml", "--baseline", "../known.json") as watcher:
        watcher.shows("[hierarchy/unknown-manager]")
        settings.write_text("fail-on: nothing\n")
        watcher.shows("orgrules.yaml:1:10")
        settings.write_text("ignore: [hierarchy/unknown-manager]\n")
        watcher.shows("0 errors, 1 warning")
        (folder.parent / "known.json").write_text('{"version": 2, "findings": []}')
        watcher.shows("known.json:1:13")
        assert watcher.interrupt() == 130


def test_on_a_terminal_the_screen_is_cleared_before_each_further_check(folder: Path) -> None:
    pytest.importorskip("watchfiles", reason="watchfiles is not installed: the extra watch brings it")
    parent, child = pty.openpty()
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1"}
    command = [sys.executable, "-c", INTERRUPTIBLE, "check", "--watch", "design.yaml"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=child, stderr=child, env=environment) as process:
        os.close(child)
        found = b""
        while found.count(b"Ctrl-C ends.") < 1:
            found += os.read(parent, 65536)
        assert b"\x1b" not in found
        (folder / "design.yaml").write_text(BROKEN)
        while b"unknown-manager" not in found:
            found += os.read(parent, 65536)
        assert found.index(b"No findings.") < found.index(b"\x1b[2J") < found.index(b"unknown-manager")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    os.close(parent)


def test_a_file_that_an_editor_replaces_and_a_broken_one_are_checked(folder: Path) -> None:
    with watching(folder, "design.yaml") as watcher:
        watcher.shows("No findings.")
        (folder / ".new").write_text("positions: [\n")
        (folder / ".new").replace(folder / "design.yaml")
        watcher.shows("design.yaml:2:1: not YAML")
        (folder / "design.yaml").unlink()
        watcher.shows("cannot be read: no such file")
        (folder / "design.yaml").write_text(CLEAN)
        watcher.shows("No findings.", times=2)


def test_new_files_of_a_folder_and_included_ones_are_checked(folder: Path) -> None:
    (folder / "parts").mkdir()
    (folder / "parts" / "a.yaml").write_text("positions: [{title: Clerk, reports_to: General manager}]\n")
    (folder / "design.yaml").write_text(f"include: ['parts/*.yaml']\n{CLEAN}")
    with watching(folder, ".") as watcher:
        watcher.shows("Checked 1 file: 3 positions")
        (folder / "parts" / "b.yaml").write_text("positions: [{title: Typist, reports_to: General manager}]\n")
        watcher.shows("Checked 1 file: 4 positions")
        (folder / "parts" / "a.yaml").write_text("positions: [{title: Clerk, reports_to: nobody}]\n")
        watcher.shows("parts/a.yaml:1:40: error [hierarchy/unknown-manager]")


def test_its_own_reports_and_other_files_are_no_changes(folder: Path) -> None:
    with watching(folder, ".", "--format", "json=report.json", "--format", "csv=report.csv") as watcher:
        watcher.shows("No findings.")
        (folder / "notes.txt").write_text("x")
        time.sleep(2.5)
        assert watcher.shows("No findings.").count("No findings.") == 1
        assert (folder / "report.json").exists()


def test_a_rulebook_is_watched_and_may_be_broken_for_a_while(folder: Path) -> None:
    run("init", "house", "--rulebook", "--extends", "sales-organization", cwd=folder)
    rule = folder / "house" / "regions" / "has-a-head.yaml"
    text = rule.read_text("utf-8")
    with watching(folder, "design.yaml", "--rulebook", "house") as watcher:
        watcher.shows("No findings.")
        rule.write_text(text.replace("severity: warning", "severity: wrong"), "utf-8")
        watcher.shows("house/regions/has-a-head.yaml:")
        rule.write_text(text, "utf-8")
        watcher.shows("No findings.", times=2)


def test_a_rulebook_that_the_settings_name_only_later_is_watched(folder: Path) -> None:
    run("init", "house", "--rulebook", "--extends", "sales-organization", cwd=folder.parent)
    rule = folder.parent / "house" / "regions" / "has-a-head.yaml"
    with watching(folder, "design.yaml", "--config", "../orgrules.yaml") as watcher:
        assert watcher.process.wait(timeout=60) == 2  # there are no such settings
    settings = folder.parent / "orgrules.yaml"
    settings.write_text("language: en\n")
    with watching(folder, "design.yaml", "--config", "../orgrules.yaml") as watcher:
        watcher.shows("No findings.")
        settings.write_text("rulebooks: house\n")
        watcher.shows("No findings.", times=2)
        rule.write_text(rule.read_text("utf-8").replace("severity: warning", "severity: wrong"), "utf-8")
        watcher.shows("has-a-head.yaml:")


def test_a_change_that_the_system_does_not_tell_is_seen_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watchfiles = pytest.importorskip("watchfiles", reason="watchfiles is not installed: the extra watch brings it")
    design = folder / "design.yaml"
    seen: list[str] = []

    def silent(*_folders: str, **_options: object) -> Iterator[set[object]]:
        yield set()
        design.write_text(BROKEN)
        yield set()
        raise AssertionError("the change was not seen")

    def once() -> list[str]:
        seen.append(design.read_text())
        if len(seen) == 2:
            raise KeyboardInterrupt
        return [str(design)]

    monkeypatch.setattr(watchfiles, "watch", silent)
    with pytest.raises(KeyboardInterrupt):
        again_and_again(once, [str(design)], Settings, [])
    assert seen == [CLEAN, BROKEN]


def test_a_system_that_cannot_watch_so_many_folders_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watchfiles = pytest.importorskip("watchfiles", reason="watchfiles is not installed: the extra watch brings it")

    def full(*_folders: str, **_options: object) -> Iterator[set[object]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(watchfiles, "watch", full)
    with pytest.raises(UsageError, match=r"^the files cannot be watched: no space left on device$"):
        again_and_again(list, [str(folder)], Settings, [])


def test_the_folders_that_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("org/a/b", "org/.git/x", "org/node_modules/x", "other"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "other" / "x.yaml").touch()
    monkeypatch.chdir(tmp_path)

    def watched(*places: str) -> list[str]:
        return sorted(os.path.relpath(path, tmp_path.resolve()) for path in _folders(places))

    assert watched("org") == ["org", "org/a", "org/a/b"]
    assert watched("org/**/*.yaml", "other/x.yaml", "missing.yaml") == [".", "org", "org/a", "org/a/b", "other"]
    assert watched("missing/x.yaml") == []


def test_which_changes_count(tmp_path: Path) -> None:
    matters = _filter([str(tmp_path / "read.txt")], [str(tmp_path / "report.json")])
    names = ["read.txt", "new.yaml", "new.yml", "design.json", "statements.tsv", "pyproject.toml"]
    assert [name for name in names if not matters(None, str(tmp_path / name))] == []
    others = ["report.json", ".report.json.0123abcd", ".x.yaml", "notes.txt", "x.yaml~"]
    assert [name for name in others if matters(None, str(tmp_path / name))] == []


def test_what_cannot_be_watched_is_told(folder: Path) -> None:
    done = run("check", "-", "--watch", cwd=folder, stdin=b"")
    assert (done.returncode, done.stderr) == (2, 'orgrules: --watch cannot watch standard input ("-"); name a file\n')
    unknown = run("check", "design.yaml", "--watch", "--select", "nothing/*", cwd=folder)
    assert unknown.returncode == 2
    assert "no loaded rule is named" in unknown.stderr


def test_without_watchfiles_it_says_what_to_install(folder: Path) -> None:
    hide = "import sys; sys.modules['watchfiles'] = None\n" + INTERRUPTIBLE
    done = run_code(hide, "check", "design.yaml", "--watch", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "orgrules: --watch needs watchfiles, which is not installed: pip install watchfiles\n"


# ---------------------------------------------------------------------------------------- the progress bar


def in_a_terminal(code: str, *arguments: str, cwd: Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit status and output of the program, run by some code, in a terminal of its own."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", **(env or {})},
    ) as process:
        os.close(child)
        found = b""
        with contextlib.suppress(OSError):  # the terminal is gone when the program is
            while chunk := os.read(parent, 65536):
                found += chunk
        process.wait(timeout=60)
    os.close(parent)
    return process.returncode, found.decode("utf-8")


#: The program, with a bar that does not wait, and reading that takes a moment.
IMPATIENT = """\
import time
import orgrules.design.find, orgrules.cli._progress as progress
progress.DELAY = 0.01
read = orgrules.design.find.content_with
orgrules.design.find.content_with = lambda *given: (time.sleep(0.1), read(*given))[1]
from orgrules.cli import main
main()
"""


def test_long_work_has_a_bar_on_a_terminal(folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.yaml").write_text(CLEAN)
    status, text = in_a_terminal(IMPATIENT, "check", ".", cwd=folder)
    assert status == 0
    assert "Checking" in text
    assert len(set(re.findall(r"(\d+)%", text))) > 2
    assert text.rstrip().endswith("No findings.")
    assert "Checking" not in in_a_terminal(IMPATIENT, "check", ".", cwd=folder, env={"TERM": "dumb"})[1]


def test_short_work_has_none(folder: Path) -> None:
    _, text = in_a_terminal("from orgrules.cli import main; main()", "check", ".", cwd=folder)
    assert "Checking" not in text
    assert "\x1b" not in text


def test_no_bar_where_nobody_sees_it(folder: Path) -> None:
    done = run_code(IMPATIENT, "check", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
