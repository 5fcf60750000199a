"""The formats of a fix: whatever stands in files does no harm, and everything that is known is told."""

from __future__ import annotations

import io
import json

import pytest

from orgrules.findings import Cite, Location, SubjectName, Waived
from orgrules.output.fixes import ABSENT, FORMATS, Cell, Change, Fixes, Kind, Left, Proposal, Target
from orgrules.output.fixes._words import KINDS
from orgrules.output.formats import View
from orgrules.output.patches import patch_of
from orgrules.text import sanitize
from tests.output.reports.cases import HOSTILE, finding


def written(fixes: Fixes, name: str) -> str:
    stream = io.StringIO(newline="")
    FORMATS.writer(name)(fixes, stream, View())
    return stream.getvalue()


def fixes(text: str, **values: object) -> Fixes:
    """A fix in which every text that may come from a file is this one."""
    subject, place = SubjectName("position", text, text), Location(text, 1, 5)
    found = finding(message=text, location=place, subject=subject)
    changes = (
        Change("put", place, subject, "duties", [text, "x"], [text, text * 2]),
        Change("put", place, subject, "duties", [], [text]),
        Change("put", place, subject, "duties", [text], []),
        Change("put", place, subject, "reports_to", ABSENT, text),
        Change("drop", place, subject, "reports_to", None),
        Change("add", place, subject, "", after={"title": text}),
        Change("remove", place, subject, "", {"title": text}),
    )
    patch, cell = patch_of(text, f"a\n{text}", f"b\n{text}"), Cell(text, text, "C3", text, "")
    cites = (Cite("book", text, text, text),)
    proposal = Proposal(1, "manager", subject, place, changes, text, cites, (found,), patches=(patch,), cells=(cell,))
    others = (proposal._replace(number=2, asks=True, chosen=False), proposal._replace(number=3, chosen=False, unwritable=text))
    found_waived = found._replace(waived=Waived(text, None))
    made = Fixes(text, (proposal, *others), (Left(found, text),), (found, found_waived), (found_waived,))
    return made._replace(patches=(patch,), cells=(cell,), targets=(Target(text, text),), solver="greedy")._replace(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_file_reaches_a_terminal_as_it_is(text: str) -> None:
    for name in ("text", "json"):
        for line in written(fixes(text), name).splitlines():
            assert sanitize(line) == line


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_what_is_there(text: str) -> None:
    found = json.loads(written(fixes(text), "json"))
    assert found["proposals"][0]["changes"][0]["before"] == [text, "x"]
    assert "before" not in found["proposals"][0]["changes"][3]
    assert found["proposals"][0]["changes"][4]["before"] is None
    assert [each["unwritable"] for each in found["proposals"]] == [None, None, text]


def test_changes_are_told_by_what_is_different() -> None:
    lines = written(fixes("T"), "text").splitlines()
    changes = [line.removeprefix("    change    ") for line in lines if line.startswith("    change    ")]
    assert changes[:7] == [
        "duties: x → TT",
        "duties: added T",
        "duties: removed T",
        "reports_to: nothing → T",
        "reports_to: null → nothing",
        "a new entry: {title: T}",
        "no longer there: {title: T}",
    ]
    assert [line for line in lines if line.startswith("    selected  ")] == [
        "    selected  no; it is made only where it is asked for: --select 2",
        "    selected  no; it cannot be written into the files: T",
    ]
    assert lines[-4:] == [
        "Before: 1 error, 0 warnings, 0 notes; 1 waived. After: 0 errors, 0 warnings, 0 notes; 1 waived.",
        "1 more proposal says what the design does not tell, and is made only where it is selected: --select manager",
        "Proposals that exclude one another were taken nearest first; for the fewest changes: pip install 'orgrules[fix]'",
        "Nothing is written yet: --write writes T.",
    ]


def test_the_diff_is_nothing_but_the_patch() -> None:
    assert written(fixes("T"), "diff") == "--- a/T\n+++ b/T\n@@ -1,2 +1,2 @@\n-a\n+b\n T\n\\ No newline at end of file\n"
    assert written(fixes("T", patches=()), "diff") == ""


def test_every_kind_of_proposal_has_a_word() -> None:
    assert set(KINDS) == set(Kind.__args__)  # type: ignore[attr-defined]
