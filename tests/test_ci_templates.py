"""The pre-commit hook, the GitHub action and the GitLab template, each run as its own tool runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.design.test_history import commit, git
from tests.helpers import ROOT

ACTION = ROOT / "ci-templates" / "github"
GITLAB = ROOT / "ci-templates" / "gitlab" / "orgrules.yml"
CLEAN = "positions:\n  - {title: General manager, reports: [{title: Sales director}]}\n"
BROKEN = "positions:\n  - {title: General manager}\n  - {title: Sales director, reports_to: nobody}\n"
BINARIES = Path(sys.executable).parent

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not on this machine")


def tool(
    *command: str | Path, cwd: Path, env: Mapping[str, str | Path] | None = None, timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """Run a tool, with the programs of this environment found first."""
    environment = {**os.environ, "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**environment, **{name: str(value) for name, value in (env or {}).items()}},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def skip_without_packages(output: str) -> None:
    """Skip where pip says that it can reach no packages; any other failure is one."""
    if re.search(r"No matching distribution found|Connection|connection|Temporary failure|Network is unreachable", output):
        pytest.skip("packages cannot be installed here: no package registry can be reached")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as its users get it: a repository with what this checkout holds."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("orgrules", "rules", "ci-templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    if shutil.which("git") is not None:
        git(folder, "init", "-q", "-b", "main")
        commit(folder, {})
    return folder


# ---------------------------------------------------------------------------------------- pre-commit


def test_the_hooks_file_is_valid() -> None:
    done = tool("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@needs_git
def test_pre_commit_stops_a_commit_that_breaks_a_rule(published: Path, tmp_path: Path) -> None:
    env = {"PRE_COMMIT_HOME": tmp_path / "home"}
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "-q", "-b", "main")
    git(repository, "config", "user.name", "Somebody")
    git(repository, "config", "user.email", "somebody@example.org")
    hooks = [{"id": "orgrules", "args": ["org/"]}]
    config = {"repos": [{"repo": str(published), "rev": git(published, "rev-parse", "HEAD"), "hooks": hooks}]}
    commit(repository, {".pre-commit-config.yaml": json.dumps(config), "org/design.yaml": CLEAN, "other.yaml": "a: 1\n"})
    installed = tool("pre-commit", "install", "--install-hooks", cwd=repository, env=env)
    if installed.returncode:
        skip_without_packages(installed.stdout + installed.stderr)
    assert installed.returncode == 0, installed.stdout + installed.stderr

    (repository / "org" / "design.yaml").write_text(BROKEN)
    refused = tool("git", "commit", "-aqm", "a break", cwd=repository, env=env)
    assert refused.returncode == 1
    assert "org/design.yaml:3:41: error [hierarchy/unknown-manager]" in refused.stdout + refused.stderr

    (repository / "org" / "design.yaml").write_text(CLEAN.replace("Sales", "Chief sales"))
    accepted = tool("git", "commit", "-aqm", "a change", cwd=repository, env=env)
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert "Passed" in accepted.stdout + accepted.stderr

    # no design is checked where none is left, though nothing but a deletion is committed: that is no success
    git(repository, "rm", "-rq", "org")
    empty = tool("git", "commit", "-qm", "no design", cwd=repository, env=env)
    assert empty.returncode == 1
    assert "cannot be read: no such file or directory" in empty.stdout + empty.stderr


# ---------------------------------------------------------------------------------------- GitHub


def action() -> dict[str, Any]:
    """The action's own file."""
    found = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_action_meets_the_schema_of_actions() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION / "action.yml", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_is_written_into_a_script() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


class Runner:
    """What GitHub's runner gives to the steps of an action."""

    def __init__(self, folder: Path, action_path: Path, **inputs: str) -> None:
        self.folder = folder
        self.workspace = folder / "work space"
        self.inputs = {name: about.get("default", "") for name, about in action()["inputs"].items()} | inputs
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        self.action_path = action_path
        self.workspace.mkdir()
        for file in self.files.values():
            file.touch()

    def run(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run one step as the runner does."""
        given = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: self.inputs[match[1]], value)
            for name, value in step.get("env", {}).items()
        }
        path = os.pathsep.join([*self.files["GITHUB_PATH"].read_text().split("\n")[:-1], str(BINARIES), os.environ["PATH"]])
        env: dict[str, str | Path] = {
            **self.files,
            **given,
            "PATH": path,
            "GITHUB_WORKSPACE": self.workspace,
            "GITHUB_ACTION_PATH": self.action_path,
            "RUNNER_TEMP": self.folder,
        }
        assert step["shell"] == "bash"
        return tool("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], cwd=self.workspace, env=env)


def steps() -> tuple[dict[str, Any], dict[str, Any]]:
    """The steps that run scripts: install, and check."""
    python, install, check = action()["runs"]["steps"]
    assert python["uses"].startswith("actions/setup-python@")
    return install, check


@needs_bash
def test_the_check_step_annotates_summarizes_and_writes_sarif(tmp_path: Path) -> None:
    runner = Runner(tmp_path, ACTION, paths="org\nmore designs/*.yaml\n", arguments="--fail-on=never\n")
    (runner.workspace / "org").mkdir()
    (runner.workspace / "more designs").mkdir()
    (runner.workspace / "org" / "a.yaml").write_text(BROKEN)
    (runner.workspace / "more designs" / "b.yaml").write_text(BROKEN)
    done = runner.run(steps()[1])
    assert (done.returncode, done.stderr) == (0, "")
    found = [line.split("::")[1] for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert found == [
        f"error file={path},title=hierarchy/unknown-manager,line=3,col=41" for path in ("more designs/b.yaml", "org/a.yaml")
    ]
    assert "hierarchy/unknown-manager" in runner.files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
    assert runner.files["GITHUB_OUTPUT"].read_text() == "sarif=orgrules.sarif\n"
    [log] = json.loads((runner.workspace / "orgrules.sarif").read_text("utf-8"))["runs"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in log["results"]]
    assert {"uri": "more%20designs/b.yaml", "uriBaseId": "%SRCROOT%"} in places


@needs_bash
@pytest.mark.parametrize(("text", "status"), [(CLEAN, 0), (BROKEN, 1), ("positions: {", 2)])
def test_the_check_step_ends_as_the_check_does(tmp_path: Path, text: str, status: int) -> None:
    runner = Runner(tmp_path, ACTION)
    (runner.workspace / "design.yaml").write_text(text)
    assert runner.run(steps()[1]).returncode == status


@needs_bash
def test_no_input_is_a_command_or_an_option_in_disguise(tmp_path: Path) -> None:
    hostile = "$(touch made)\n`touch made`\n; touch made\n--format=json=made\n\"'"
    runner = Runner(tmp_path, ACTION, paths=hostile, sarif="a.sarif")
    done = runner.run(steps()[1])
    assert done.returncode == 2
    assert done.stderr.count("cannot be read: no such file or directory") == 5
    assert not (runner.workspace / "made").exists()
    (tmp_path / "other").mkdir()
    other = Runner(tmp_path / "other", ACTION, sarif="a\nevil=1")
    other.run(steps()[1])
    assert other.files["GITHUB_OUTPUT"].read_text().count("\n") == 1


@needs_bash
def test_the_install_step_brings_the_program_of_the_action(published: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path, published / "ci-templates" / "github")
    (runner.workspace / "design.yaml").write_text(BROKEN)
    install, check = steps()
    done = runner.run(install)
    if done.returncode:
        skip_without_packages(done.stdout + done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
    [first, *_] = runner.files["GITHUB_PATH"].read_text().splitlines()
    assert Path(first, "orgrules").exists()
    assert runner.run(check).returncode == 1


# ---------------------------------------------------------------------------------------- GitLab


def test_the_template_meets_the_schema_of_gitlab() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", GITLAB, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def run_job(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the job as GitLab's runner does, with a pip that notes what it is to install."""
    job = yaml.safe_load(GITLAB.read_text("utf-8"))["orgrules"]
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "python").write_text(f'#!/bin/sh\necho "$@" >>"{folder.parent}/installed"\n')
    (programs / "python").chmod(0o755)
    env = {**job["variables"], **variables, "CI_PROJECT_DIR": str(folder)}
    env["PATH"] = os.pathsep.join([str(programs), str(BINARIES), os.environ["PATH"]])
    return tool("bash", "-eo", "pipefail", "-c", "\n".join(job["script"]), cwd=folder, env=env)


@needs_bash
def test_the_job_of_the_template_writes_both_reports(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    (folder / "org").mkdir(parents=True)
    (folder / "org" / "design.yaml").write_text(BROKEN)
    done = run_job(folder, ORGRULES_PACKAGE="orgrules==1.0", ORGRULES_PATHS="org/", ORGRULES_ARGUMENTS="--lang zh")
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 个错误" in done.stdout
    assert (tmp_path / "installed").read_text() == "-m pip install --quiet --disable-pip-version-check orgrules==1.0\n"
    reports = yaml.safe_load(GITLAB.read_text("utf-8"))["orgrules"]["artifacts"]["reports"]
    issues = json.loads((folder / reports["codequality"]).read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"org/design.yaml"}
    assert list(ElementTree.parse(folder / reports["junit"]).iter("failure"))


@needs_bash
def test_the_job_does_not_guess_what_to_install(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "design.yaml").write_text(CLEAN)
    done = run_job(folder)
    assert done.returncode != 0
    assert "ORGRULES_PACKAGE: say what to install" in done.stderr
    assert run_job(folder, ORGRULES_PACKAGE="a.whl").returncode == 0
