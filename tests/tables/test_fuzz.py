"""A small part of what ``tests/tables/fuzz.py`` breaks: the same inputs every time."""

from __future__ import annotations

from pathlib import Path

from tests.tables.fuzz import fuzz, seeds


def test_tables_broken_at_random_are_read_or_refused_with_words(tmp_path: Path) -> None:
    files = seeds(tmp_path, office=False)
    outcome, faults = fuzz(files, 20 * len(files), seed=1)
    assert faults == []
    told = {kind.split()[1] for kind in outcome}
    assert told == {"read", "refused"}
