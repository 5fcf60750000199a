"""The use case behind ``orgrules baseline``: the findings of today are written down, so that checks report what is new."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orgrules.errors import OrgrulesError
from orgrules.files.writing import write_whole
from orgrules.locale import speaking
from orgrules.policy.baseline import Entry, compare, entries_of, read_baseline, text_of
from orgrules.settings import Settings
from orgrules.tasks.check import examine


class Written(NamedTuple):
    """What a baseline holds now: findings in all, those that were added, those that went, those that no baseline may hide."""

    path: str
    total: int
    added: int
    removed: int
    refused: int


def write_baseline(paths: Sequence[str], settings: Settings, path: str, *, prune: bool = False) -> Written:
    """Write the findings of a check to a baseline, or ``prune`` it: take out what no longer occurs, and add nothing.

    What the baseline holds of files and rules that are not checked now stays as it is. Nothing is written unless everything
    could be checked.

    Raises:
        OrgrulesError: something could not be checked, or the baseline cannot be read or written.
    """
    with speaking(settings.language):
        examined = examine(paths, settings)
        report, never = examined.report, examined.selection.never_hidden
        if report.problems:
            raise OrgrulesError(*report.problems)
        old = read_baseline(path) if prune or os.path.exists(path) else []
        found = compare(report.findings, old, path, examined.looked, never)
        entries = found.kept if prune else [*found.outside, *entries_of(report.findings, path, never)]
        write_whole(path, lambda stream: stream.writelines([text_of(entries)]))
        before, after = (_numbers(some) for some in (old, entries))
        return Written(
            path,
            total=after.total(),
            added=(after - before).total(),
            removed=(before - after).total(),
            refused=sum(finding.rule in never and finding.waived is None for finding in report.findings),
        )


def _numbers(entries: Iterable[Entry]) -> Counter[str]:
    """How many findings of each fingerprint entries hold."""
    numbers: Counter[str] = Counter()
    for entry in entries:
        numbers[entry.fingerprint] += entry.times
    return numbers
