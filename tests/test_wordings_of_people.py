"""Faults planted in the sample companies are found as well where their duties are written as people write them.

The duties are replaced by lines of job descriptions of other companies, where those are beside the project, else by those of
``tests/data/paraphrases.tsv``, without a look at how they are read. What is read into a line may be open: then its duty is
neither there nor missing, and a fault that rests on it cannot be told. Hardly any may be, and nothing new may be found.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from orgrules.engine.build import build_findings
from orgrules.engine.decide import ENGINES, Memory
from orgrules.files.source import parse, plain_data
from orgrules.running.one import check_design
from tests.helpers import ROOT, SHARED, design, linked, shipped_library
from tests.test_samples import all_positions

OURS = ROOT / "tests" / "data" / "paraphrases.tsv"
OTHERS = SHARED / "duties" / "dev.tsv"
SOURCES = [
    pytest.param(
        OTHERS,
        id="others",
        marks=pytest.mark.skipif(not OTHERS.exists(), reason="the lines of other companies are not beside the project"),
    ),
    pytest.param(OURS, id="ours"),
]
LANGUAGES = ("en", "zh")

Found = set[tuple[str, str, str]]


@cache
def wordings(path: Path, language: str) -> dict[tuple[str, str], str]:
    """The first line for each duty of a role; of those that a file has none for, that of our own."""
    found: dict[tuple[str, str], str] = {}
    for file in (path, OURS):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if (row["kind"], row["lang"]) == ("duty", language) and row["style"] in ("paraphrase", "list-number"):
                    found.setdefault((row["role"], row["expected"]), row["text"])
    return found


@cache
def profiles() -> dict[str, list[str]]:
    """The duties of each role in the order of its profile."""
    of_role: dict[str, list[str]] = {}
    for id_, item in shipped_library().terms.wordings.items["duty"].items():
        for role in item.roles:
            of_role.setdefault(role, []).append(id_)
    return of_role


Change = Callable[[str, list[str]], list[str]]
"""What becomes of the duties of a position of a role, by their ids."""


@cache
def roles(language: str) -> dict[str, str]:
    """The roles of the company's positions by their ids, of those whose duties a profile lists."""
    there = linked((ROOT / f"samples/{language}/company/correct.yaml").read_text("utf-8"))
    return {position.id or "": position.role for position in there.positions if position.role in profiles()}


def found_in(language: str, change: Change, path: Path | None) -> Found:
    """What is found in the company once the duties of the first position of each role are changed.

    They are written in the words of a file, as far as it has any, or by their ids.
    """
    data: dict[str, Any] = plain_data(parse((ROOT / f"samples/{language}/company/correct.yaml").read_bytes(), "it.yaml").data)
    changed: set[str] = set()
    for entry in all_positions(data["positions"]):
        role = roles(language).get(entry["id"])
        if role is None or not entry.get("duties"):
            continue
        ids = [shipped_library().terms.id("duty", duty) for duty in entry["duties"]]
        if role not in changed:
            changed.add(role)
            ids = change(role, ids)
        entry["duties"] = [written(duty, role, wordings(path, language)) if path else duty for duty in ids]
    decision = check_design(design(data), shipped_library(), shipped_library().rules, ENGINES["reference"], MEMORY)
    findings = build_findings(decision.broken, shipped_library())
    return {(finding.rule, str(finding.subject.id), finding.actual) for finding in findings}


MEMORY: Memory = {}


def written(duty: str, role: str, words: dict[tuple[str, str], str]) -> str:
    """A duty as it is written at a position of a role; that of another role as that one writes it."""
    owners = [role, *(owner for owner in sorted(profiles()) if duty in profiles()[owner]), *sorted(profiles())]
    return next((words[owner, duty] for owner in owners if (owner, duty) in words), duty)


def without(number: int) -> Change:
    """The duty of that number of each role is left out."""
    return lambda role, ids: [duty for duty in ids if profiles()[role][number : number + 1] != [duty]]


def with_one_of_another_role(number: int) -> Change:
    """Each role gets a duty of the role after it, or of the next but one and so on."""

    def change(role: str, ids: list[str]) -> list[str]:
        others = sorted(profiles())
        owner = others[(others.index(role) + 1 + number) % len(others)]
        duties = [duty for duty in profiles()[owner] if duty not in profiles()[role]]
        return [*ids, duties[number % len(duties)]] if duties else ids

    return change


def with_applications(role: str, ids: list[str]) -> list[str]:
    """Who reviews applications for promotions applies for some."""
    return [*ids, "apply-for-promotions"] if role == "marketing-specialist" else ids


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SOURCES)
def test_a_company_in_the_words_of_people_is_as_clean_as_with_ids(path: Path, language: str) -> None:
    assert len(wordings(path, language)) >= 60
    assert found_in(language, lambda _, ids: ids, None) == found_in(language, lambda _, ids: ids, path) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SOURCES)
def test_a_missing_duty_is_found_in_the_words_of_people(path: Path, language: str) -> None:
    changes = [without(number) for number in range(max(map(len, profiles().values())))]
    with_ids, in_words = (
        {(number, *finding) for number, change in enumerate(changes) for finding in found_in(language, change, words)}
        for words in (None, path)
    )
    assert len(with_ids) >= 100
    assert in_words <= with_ids  # nothing that is not so
    assert len(in_words) >= 0.95 * len(with_ids), with_ids - in_words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SOURCES)
def test_a_duty_of_another_role_is_found_in_the_words_of_people(path: Path, language: str) -> None:
    """Which other role's it is may be read otherwise: 客户档案 are kept by one role and set up by another."""
    changes = [with_one_of_another_role(number) for number in range(6)]
    with_ids, in_words = (
        {(number, *finding[:2]) for number, change in enumerate(changes) for finding in found_in(language, change, words)}
        for words in (None, path)
    )
    assert len(with_ids) >= 80
    assert in_words <= with_ids
    assert len(in_words) >= 0.7 * len(with_ids), with_ids - in_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_applies_for_promotions_does_not_review_them_in_the_words_of_people_either(language: str) -> None:
    found = found_in(language, with_applications, OURS)
    assert "marketing/review-apart-from-application" in {rule for rule, _, _ in found}
    assert found == found_in(language, with_applications, None)
