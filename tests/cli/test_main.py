"""The program as a whole: help, versions, mistakes, the ends it can come to, and shell completion."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from orgrules import __version__
from orgrules.cli import cli
from orgrules.rulebook.builtin import BUILT_IN
from orgrules.rulebook.library import load_library
from orgrules.rulebook.shipped import shipped_rulebooks
from tests.helpers import ROOT, run, run_without_reader

COMMANDS = (
    *("baseline", "chart", "check", "compare", "draft", "explain", "fix", "import", "init", "read", "rules", "schema", "test"),
    "why",
)
DESIGN = "positions: [{title: General manager, reports: [{title: Sales director}]}]\n"


def command(name: str) -> click.Command:
    """A command of the program."""
    found = cli.get_command(click.Context(cli), name)
    assert isinstance(found, click.Command)
    return found


def test_the_version_is_that_of_the_package() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"orgrules, version {__version__}\n", "")


def test_the_help_lists_every_command_with_what_it_does() -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    listed = re.findall(r"^  ([a-z]+) {2,}(\S.*)", done.stdout.partition("Commands:\n")[2], re.MULTILINE)
    assert tuple(name for name, _ in listed) == COMMANDS
    assert run("-h").stdout == done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    done = run(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: orgrules {name} ")
    found = command(name)
    assert found.help
    assert found.short_help
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts
            assert parameter.opts[0] in done.stdout


def test_the_program_alone_shows_its_help_and_has_not_checked_anything() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: orgrules [OPTIONS] COMMAND [ARGS]...\n")
    assert "\\n" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek", "design.yaml"], 'no command is named "chek"; did you mean "check"?; see orgrules --help'),
        (["frobnicate"], 'no command is named "frobnicate"; see orgrules --help'),
        (
            ["design.yaml"],
            'no command is named "design.yaml"; to check a design: orgrules check "design.yaml"; see orgrules --help',
        ),
        (["de\x1bsign"], 'no command is named "de\\x1bsign"; see orgrules --help'),
    ],
)
def test_an_unknown_command_is_an_error_with_a_suggestion(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


# ---------------------------------------------------------------------------------------- ends


def stub(folder: Path, code: str) -> dict[str, str]:
    """The environment of a program in which ``check`` does something else."""
    code = f"def check(*anything, **named):\n    {code}\n"
    code += "import os, signal, time\nimport orgrules.tasks.check\norgrules.tasks.check.check = check\n"
    code += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background is started deaf to interrupts
    (folder / "sitecustomize.py").write_text(code, "utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))}


def test_an_internal_error_is_one_line_and_never_a_clean_check(tmp_path: Path) -> None:
    env = stub(tmp_path, "raise ValueError('a\\x1bb\\nc')")
    done = run("check", "design.yaml", cwd=tmp_path, env=env)
    message = "orgrules: internal error: ValueError: a\\x1bb\\nc (orgrules --debug … shows where)\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("raise ValueError('no such thing')", "ValueError: no such thing"),
        ("from orgrules.errors import UsageError; raise UsageError('no.')", "orgrules.errors.UsageError: no."),
    ],
)
def test_debug_shows_the_traceback_and_the_check_has_failed_all_the_same(tmp_path: Path, code: str, last: str) -> None:
    done = run("--debug", "check", "design.yaml", cwd=tmp_path, env=stub(tmp_path, code))
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.rstrip().endswith(last)
    assert (done.returncode, done.stdout) == (2, "")


def test_debug_changes_nothing_where_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    plain, debug = (run(*more, "check", "design.yaml", cwd=tmp_path) for more in ([], ["--debug"]))
    assert (debug.returncode, debug.stdout, debug.stderr) == (0, plain.stdout, "")


def test_what_else_is_installed_does_not_speak_up_in_a_check(tmp_path: Path) -> None:
    (tmp_path / "noisy.py").write_text('print("a plugin of pydantic was here")\nplugin = None\n', "utf-8")
    metadata = tmp_path / "noisy-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[pydantic]\nnoisy = noisy:plugin\n", "utf-8")
    sample = ROOT / "samples" / "en" / "correct-flat.yaml"
    done = run("check", sample, env={"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])})
    assert (done.returncode, done.stdout, done.stderr) == (0, run("check", sample).stdout, "")


def test_an_interrupt_ends_the_program_without_a_traceback(tmp_path: Path) -> None:
    env = stub(tmp_path, "os.kill(os.getpid(), signal.SIGINT); time.sleep(60)")
    done = run("check", "design.yaml", cwd=tmp_path, env=env)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_an_interrupt_that_a_library_made_another_error_of_is_one(tmp_path: Path) -> None:
    swallowed = "try: os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n    except KeyboardInterrupt: raise ValueError"
    done = run("check", "design.yaml", cwd=tmp_path, env=stub(tmp_path, swallowed))
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_an_interrupt_in_a_callback_ends_the_program(tmp_path: Path) -> None:
    code = "kill = type('kill', (), {'__del__': lambda self: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60))}); kill()"
    done = run("check", "design.yaml", cwd=tmp_path, env=stub(tmp_path, code))
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


#: Says when a module of ours is about to be loaded, by which our handler stands, and may interrupt there itself.
LOADING = r"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started deaf to interrupts
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["TOLD_OF"]:
            os.write(2, b"\n")
        if name == os.environ.get("INTERRUPTED_AT"):
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""


@pytest.fixture
def loading(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that writes a newline to standard error when it loads its command line."""
    (tmp_path / "sitecustomize.py").write_text(LOADING, "utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "orgrules.yaml").write_text("---\nfail-on: never\nmandatory: hierarchy/*\n", "utf-8")  # beyond plain YAML
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "TOLD_OF": "orgrules.cli"}


@pytest.mark.parametrize("module", ["orgrules.cli", "click", "orgrules.cli.check", "orgrules.tasks.check", "pydantic", "yaml"])
def test_an_interrupt_while_a_module_is_loaded_is_quiet(tmp_path: Path, loading: dict[str, str], module: str) -> None:
    done = run("check", "design.yaml", cwd=tmp_path, env={**loading, "INTERRUPTED_AT": module})
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


@pytest.mark.parametrize("delay", range(0, 601, 50))
def test_an_interrupt_at_any_moment_is_quiet(tmp_path: Path, loading: dict[str, str], delay: int) -> None:
    command = [sys.executable, "-m", "orgrules", "check", "design.yaml", "-"]  # it never comes to the end of standard input
    with subprocess.Popen(
        command, cwd=tmp_path, env=loading, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        assert process.stderr.read(1) == b"\n"
        time.sleep(delay / 1000)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read().strip() == b""


@pytest.mark.parametrize("arguments", [["explain", "--facts"], ["check", "samples", "--all"]])
def test_a_reader_who_goes_away_early_is_no_finding_and_no_traceback(arguments: list[str]) -> None:
    assert run_without_reader(*arguments, cwd=ROOT) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_an_error_and_not_an_internal_one(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "orgrules", "check", "design.yaml"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert process.returncode == 2
    assert process.stderr == b"orgrules: the output cannot be written: no space left on device\n"


# ---------------------------------------------------------------------------------------- completion


def completed(*words: str, cwd: Path | None = None) -> list[str]:
    """What bash is offered for the last of the words."""
    env = {"_ORGRULES_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = run(cwd=cwd, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.partition(",")[2] for line in filter(None, done.stdout.splitlines())]


def test_commands_and_options_are_completed() -> None:
    assert completed("orgrules", "") == list(COMMANDS)
    assert completed("orgrules", "ex") == ["explain"]
    assert completed("orgrules", "check", "--fail-on", "") == ["error", "warning", "info", "never"]
    assert completed("orgrules", "check", "--engine", "d") == ["durable"]
    assert "--rulebook" in completed("orgrules", "check", "--r")


def test_rule_ids_are_completed_from_the_rulebooks_named_so_far(tmp_path: Path) -> None:
    ids = [rule.id for rule in (*load_library().rules, *BUILT_IN)]
    assert completed("orgrules", "explain", "office-manager/re") == ["office-manager/reports-to", "office-manager/requirements"]
    assert completed("orgrules", "check", "--select", "hierarchy/") == [id_ for id_ in ids if id_.startswith("hierarchy/")]
    basics = completed("orgrules", "check", "--rulebook", "organization-basics", "--ignore", "")
    assert basics == [rule.id for rule in (*load_library(["organization-basics"]).rules, *BUILT_IN)]
    assert completed("orgrules", "explain", "--rulebook", "missing", "", cwd=tmp_path) == []


def test_rulebooks_are_completed() -> None:
    assert completed("orgrules", "check", "--rulebook", "s") == ["sales-organization", "spans-and-layers"]
    assert completed("orgrules", "test", "") == shipped_rulebooks()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_each_shell_is_printed(shell: str) -> None:
    if shell == "bash":
        version = subprocess.run(["bash", "--version"], capture_output=True, text=True, check=False).stdout
        assert re.search(r"version [4-9]", version)
    done = run(env={"_ORGRULES_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert f"_ORGRULES_COMPLETE={shell}_complete" in done.stdout
