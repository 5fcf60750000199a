"""The wheel: what is in it, and that it works where no checkout is near."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from orgrules import __version__
from orgrules.rulebook.shipped import shipped_rulebooks
from tests.helpers import ROOT, SAMPLES


def python(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run this interpreter."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = python("-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder with the wheel installed, and nothing else."""
    target = wheel.parent / "target"
    done = python("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel, cwd=wheel.parent)
    assert done.returncode == 0, done.stderr
    return target


def test_the_wheel_holds_the_package_and_the_shipped_rules_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == f"orgrules-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "orgrules").rglob("*.py")}
    rules = {
        path.relative_to(ROOT / "rules").as_posix() for path in (ROOT / "rules").rglob("*.*") if path.suffix in (".yaml", ".tsv")
    }
    page = {path.relative_to(ROOT).as_posix() for path in (ROOT / "orgrules" / "output" / "charts" / "page").iterdir()}
    assert len(page) == 20
    catalogs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "orgrules" / "locale").rglob("*.[mp]o")}
    assert names == package | page | catalogs | {f"orgrules/shipped_rules/{path}" for path in rules}


def test_the_metadata_names_what_the_program_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"orgrules-{__version__}.dist-info/METADATA").decode()
        entry_points = archive.read(f"orgrules-{__version__}.dist-info/entry_points.txt").decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist: ") and "extra ==" not in line]
    assert len(needed) == len(project["dependencies"])
    assert "Requires-Python: >=3.11" in metadata.splitlines()
    assert "orgrules = orgrules.__main__:main" in entry_points.splitlines()


def test_the_installed_program_checks_with_its_own_rules_from_anywhere(installed: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(installed)}
    where = python("-c", "import orgrules; print(orgrules.__file__)", cwd=tmp_path, env=env)
    assert Path(where.stdout.strip()) == installed / "orgrules" / "__init__.py"
    sample = SAMPLES / "en" / "faulty-flat.yaml"
    done = python("-m", "orgrules", "check", sample, cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith("\n10 errors, 3 warnings, 3 notes.\n")
    explained = python("-m", "orgrules", "explain", "hierarchy/cycle", cwd=tmp_path, env=env)
    file = installed / "orgrules/shipped_rules/organization-basics/hierarchy/cycle.yaml"
    assert explained.stdout.endswith(f"\nWritten in\n  {file}:1:1\n")


def test_the_installed_program_draws(installed: Path, tmp_path: Path) -> None:
    sample = SAMPLES / "zh" / "faulty-flat.yaml"
    done = python("-m", "orgrules", "check", sample, "--format", "html", cwd=tmp_path, env={"PYTHONPATH": str(installed)})
    assert (done.returncode, done.stderr) == (1, "")
    assert "d3js.org/d3-hierarchy" in done.stdout


def test_the_installed_rulebooks_pass_their_own_tests(installed: Path, tmp_path: Path) -> None:
    done = python("-m", "orgrules", "test", cwd=tmp_path, env={"PYTHONPATH": str(installed)})
    assert (done.returncode, done.stderr) == (0, "")
    tested = [line.partition(":")[0] for line in done.stdout.splitlines() if line.endswith(", all as expected.")]
    assert tested == shipped_rulebooks()


def test_the_installed_script_runs(installed: Path, tmp_path: Path) -> None:
    script = installed / "bin" / "orgrules"
    done = subprocess.run(
        [script, "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"orgrules, version {__version__}\n")
