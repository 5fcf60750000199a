"""What ``orgrules fix`` proposes for the faulty samples is kept under ``tests/snapshots``; written, it is what was shown.

After a change that is meant, ``UPDATE_SNAPSHOTS=1 pytest tests/test_fixes.py`` writes them anew, as of ``tests/test_samples.py``.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers import ROOT, run
from tests.test_samples import FIXED, compare_with_snapshot, snapshot_name, with_rulebooks


@pytest.mark.parametrize(("sample", "language"), FIXED)
def test_what_is_proposed_for_a_faulty_sample_is_what_is_kept(sample: str, language: str) -> None:
    done = run("fix", sample, *with_rulebooks(sample), "--lang", language, cwd=ROOT)
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    compare_with_snapshot(snapshot_name(sample, f"fix.{language}.txt"), done.stdout)


@pytest.mark.parametrize("sample", dict.fromkeys(sample for sample, _language in FIXED))
def test_what_is_written_has_the_findings_that_were_told_and_no_new_one(sample: str, tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    shutil.copy(ROOT / sample, file)
    words = [*with_rulebooks(sample), "--format", "json"]
    before = json.loads(run("check", "design.yaml", *words, cwd=tmp_path).stdout)
    fixes = json.loads(run("fix", "design.yaml", "--write", *words, cwd=tmp_path).stdout)
    after = json.loads(run("check", "design.yaml", *words, cwd=tmp_path).stdout)
    told = Counter(each["fingerprint"] for each in fixes["after"])
    assert Counter(each["fingerprint"] for each in after["findings"]) == told
    assert len(after["findings"]) < len(before["findings"]) or not fixes["summary"]["chosen"]
    judged = {each["id"]: each["judged"] for each in after["rules"]}
    rings = ("hierarchy/cycle", "units/cycle")  # a ring that is gone is judged no longer
    assert [
        each["id"] for each in before["rules"] if judged.get(each["id"], 0) < each["judged"] and each["id"] not in rings
    ] == []
    again = json.loads(run("fix", "design.yaml", *words, cwd=tmp_path).stdout)
    assert [each["reason"] for each in again["proposals"] if not each["asks"]] == []
