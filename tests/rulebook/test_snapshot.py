"""Snapshots of the shipped rulebooks: a check with a restored library finds the same, and a stale or broken one is not used."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, settings

from orgrules.engine.build import build_findings
from orgrules.engine.reference import decide as reference
from orgrules.locale import speaking
from orgrules.rulebook.library import load_library
from orgrules.rulebook.shipped import shipped_rulebooks
from orgrules.rulebook.snapshot import restore, snapshot
from orgrules.running.one import check_design
from tests.helpers import ROOT, design
from tests.strategies import designs, to_yaml

NAMES = [name for name in shipped_rulebooks() if name != "organization-basics"]
LIBRARY = load_library(NAMES)
RESTORED = restore(json.loads(json.dumps(snapshot(LIBRARY), ensure_ascii=False)))


def test_a_restored_library_is_the_one_that_was_kept() -> None:
    assert RESTORED.rulebooks == LIBRARY.rulebooks
    assert RESTORED.term_names == LIBRARY.term_names
    assert RESTORED.terms._replace(wordings=LIBRARY.terms.wordings) == LIBRARY.terms
    assert RESTORED.terms.wordings.items == LIBRARY.terms.wordings.items
    for ours, theirs in zip(RESTORED.rules, LIBRARY.rules, strict=True):
        parts = ("id", "rulebook", "name", "severity", "roles", "message", "why", "fix", "cites", "field_cites", "item_cites")
        assert [getattr(ours, part) for part in parts] == [getattr(theirs, part) for part in parts]
        assert list(ours.conditions) == list(theirs.conditions)
        for kind in theirs.conditions:
            assert str(ours.conditions[kind]) == str(theirs.conditions[kind])
        assert str(ours.placement._replace(elsewhere=())) == str(theirs.placement._replace(elsewhere=()))
        assert [path.text for path in ours.placement.elsewhere] == [path.text for path in theirs.placement.elsewhere]
    assert {name: [alias[:3] for alias in those] for name, those in RESTORED.titles.aliases.items()} == {
        name: [alias[:3] for alias in those] for name, those in LIBRARY.titles.aliases.items()
    }
    assert snapshot(RESTORED) == snapshot(LIBRARY)


@given(data=designs())
@settings(max_examples=100)
def test_it_finds_the_same(data: dict[str, object]) -> None:
    written = to_yaml(data)
    try:
        with speaking("zh"):
            found = [
                build_findings(check_design(design(written), library, library.rules, reference).broken, library)
                for library in (LIBRARY, RESTORED)
            ]
    except Exception as error:  # noqa: BLE001 - the design contradicts itself, for both
        assert type(error).__name__ == "DesignError"  # noqa: PT017 - it is what is passed over
        return
    assert found[0] == found[1]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the program that nothing else uses, with a design to check."""
    kept = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "orgrules", tmp_path / "orgrules", ignore=kept)
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=kept)
    shutil.copy(ROOT / "samples" / "en" / "faulty-flat.yaml", tmp_path / "design.yaml")
    return tmp_path


def checked(package: Path, *options: str, **environment: str) -> str:
    """What the copied program prints."""
    done = subprocess.run(
        [sys.executable, *options, "-m", "orgrules", "check", "design.yaml"],
        cwd=package,
        env={"PATH": "", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout


def snapshots(package: Path) -> list[Path]:
    return sorted((package / "orgrules" / "rulebook" / "__pycache__").glob("*.json*"))


def test_the_first_check_keeps_a_snapshot_and_the_next_one_says_the_same(package: Path) -> None:
    first = checked(package)
    [kept] = snapshots(package)
    written = kept.stat().st_mtime_ns
    assert checked(package) == first
    assert [kept] == snapshots(package)
    assert kept.stat().st_mtime_ns == written


def test_a_changed_rule_holds_at_once(package: Path) -> None:
    assert "error [office-manager/reports-to]" in checked(package)
    profile = package / "rules" / "sales-organization" / "roles" / "office-manager.yaml"
    text = profile.read_text("utf-8")
    profile.write_text(text.replace("  cites: [4.5.reports-to]\n", "  cites: [4.5.reports-to]\n  severity: warning\n"), "utf-8")
    assert "warning [office-manager/reports-to]" in checked(package)


def test_a_new_rule_holds_at_once(package: Path) -> None:
    checked(package)
    rule = "name: N\neach: organization\nrequire: {positions: {at_most: 0}}\n"
    (package / "rules" / "sales-organization" / "regions" / "none.yaml").write_text(rule, "utf-8")
    assert "[regions/none]" in checked(package)


@pytest.mark.parametrize("damage", ["", "nonsense", "{}", None])
def test_a_damaged_snapshot_is_made_anew(package: Path, damage: str | None) -> None:
    first = checked(package)
    [kept] = snapshots(package)
    whole = kept.read_text("utf-8")
    kept.write_text(whole[: len(whole) // 2] if damage is None else whole.partition("\n")[0] + "\n" + damage, "utf-8")
    assert checked(package) == first
    assert kept.read_text("utf-8") == whole


def test_a_snapshot_that_says_something_else_is_made_anew(package: Path) -> None:
    first = checked(package)
    [kept] = snapshots(package)
    whole = kept.read_text("utf-8")
    key, _, content = whole.partition("\n")
    data = json.loads(content)
    for damaged in ({**data, "rules": []}, {**data, "rulebooks": data["rulebooks"][:1]}, {**data, "rules": data["rules"][:9]}):
        kept.write_text(f"{key}\n{json.dumps(damaged, ensure_ascii=False)}", "utf-8")
        assert checked(package) == first
        assert kept.read_text("utf-8") == whole


def test_nothing_is_kept_where_python_is_to_write_no_bytecode(package: Path) -> None:
    assert checked(package, "-B")
    assert snapshots(package) == []


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(package: Path) -> None:
    folder = package / "orgrules" / "rulebook" / "__pycache__"
    folder.write_text("in the way", "utf-8")
    assert checked(package)


def test_a_changed_catalog_holds_at_once(package: Path) -> None:
    assert "办事处经理" in checked(package, LC_ALL="zh_CN.UTF-8")
    catalog = Catalog(locale="zh", charset="utf-8")
    catalog.add("{title} reports to {actual} instead of {expected}.", "{title} <<{actual}>> {expected}")
    with (package / "orgrules" / "locale" / "zh" / "LC_MESSAGES" / "orgrules.mo").open("wb") as file:
        write_mo(file, catalog)
    assert "<<" in checked(package, LC_ALL="zh_CN.UTF-8")
