"""From a design to what is proposed for it, to its files written anew: nothing else is touched, and nothing twice."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Container
from pathlib import Path

import pytest

from orgrules.design.read import Design
from orgrules.errors import CannotEdit, Problem, SourceError, UsageError
from orgrules.fixing.model import Fixing
from orgrules.fixing.propose import propose
from orgrules.output.patches import patch_lines
from orgrules.running.one import Setup
from orgrules.settings import Settings
from orgrules.tasks import fix as fixing
from orgrules.tasks.check import check
from orgrules.tasks.fix import Engine, Wanted, fix, mend, settled, with_proposals, write
from tests.helpers import SAMPLES

DESIGN = """\
# the company
organization: {name: Sunny}   # a comment
units:
  - {id: hq, name: Head office, type: head-office}
positions:
  - id: general
    title: General manager
    unit: hq
    reports_to: null
  - {id: sales, title: Sales director, unit: hq, reports_to: generl}   # a slip
  - id: clerk
    title: Clerk
    unit: hq
    reports_to: slaes
"""
MENDED = DESIGN.replace("generl", "general").replace("slaes", "sales")
#: Rules of which slips are the only thing that is broken here.
SETTINGS = Settings(select=("hierarchy/*", "waivers/*"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "design.yaml"
    path.write_bytes(DESIGN.encode())
    return path


def written(path: Path, settings: Settings = SETTINGS, wanted: Wanted = Wanted(), output: Path | None = None) -> bytes:  # noqa: B008 - frozen
    mending = mend(str(path), settings, wanted)
    write(mending, settled(mending), None if output is None else str(output))
    return (output or path).read_bytes()


def changing(**values: object) -> Engine:
    """The engine, with something else said of its last proposal."""

    def engine(design: Design, setup: Setup, wanted: Container[str]) -> Fixing:
        found = propose(design, setup, wanted)
        *others, last = found.proposals
        return found._replace(proposals=(*others, last._replace(**values)))  # type: ignore[arg-type]

    return engine


def test_what_is_shown_is_what_is_written_and_nothing_is_written_before(file: Path) -> None:
    fixes = fix(str(file), SETTINGS)
    assert file.read_text("utf-8") == DESIGN
    assert [(each.number, each.kind, each.chosen) for each in fixes.proposals] == [(1, "reference", True), (2, "reference", True)]
    assert [(each.path, each.corrects) for each in fixes.targets] == [(str(file), str(file))]
    assert [finding.rule for finding in fixes.after] == []
    assert fixes.fails(None)
    first, second = (["".join(patch_lines(patch)) for patch in each.patches] for each in fixes.proposals)
    assert "-  - {id: sales, title: Sales director, unit: hq, reports_to: generl}   # a slip\n" in first[0]
    assert "+    reports_to: sales\n" in second[0]
    [patch] = fixes.patches
    assert [line for line in patch_lines(patch) if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        "-  - {id: sales, title: Sales director, unit: hq, reports_to: generl}   # a slip\n",
        "+  - {id: sales, title: Sales director, unit: hq, reports_to: general}   # a slip\n",
        "-    reports_to: slaes\n",
        "+    reports_to: sales\n",
    ]
    assert written(file).decode() == MENDED


def test_twice_changes_nothing(file: Path) -> None:
    written(file)
    fixes = fix(str(file), SETTINGS)
    assert (fixes.proposals, fixes.patches, fixes.fails(None)) == ((), (), False)


@pytest.mark.parametrize(
    ("select", "numbers"),
    [
        (("1",), [1]),
        (("2", "1"), [1, 2]),
        (("reference",), [1, 2]),
        (("manager",), []),
        (("hierarchy/*",), [1, 2]),
    ],
)
def test_what_is_selected_is_made_and_all_is_judged(file: Path, select: tuple[str, ...], numbers: list[int]) -> None:
    fixes = fix(str(file), SETTINGS, Wanted(select))
    assert [each.number for each in fixes.chosen] == numbers
    assert bool(fixes.patches) == bool(numbers)


@pytest.mark.parametrize(
    ("select", "message"),
    [
        ("3", 'there is no proposal "3"; there are 2'),
        ("hierarchy/unknown-manger", 'no rule and no kind of change is named "hierarchy/unknown-manger"; did you mean'),
        ("dutty", 'no rule and no kind of change is named "dutty"; did you mean "duty"'),
        ("nonsense", "kinds are manager, unit, parent, title"),
    ],
)
def test_what_is_selected_and_does_not_exist_is_told(file: Path, select: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        fix(str(file), SETTINGS, Wanted((select,)))


def test_rules_that_are_ignored_are_not_mended(file: Path) -> None:
    fixes = fix(str(file), SETTINGS, Wanted(ignore=("hierarchy/unknown-*",)))
    assert (len(fixes.before), len(fixes.after), fixes.proposals) == (2, 2, ())


def test_what_is_waived_or_held_by_a_baseline_stays(file: Path) -> None:
    file.write_text(
        DESIGN.replace("slaes", "slaes  # orgrules: ignore[hierarchy/unknown-manager] -- known, until 2999-01-01"), "utf-8"
    )
    fixes = fix(str(file), SETTINGS)
    assert [each.location.line for each in fixes.proposals] == [10]
    assert [each.waived is not None for each in fixes.after] == [True]
    file.write_text(DESIGN, "utf-8")
    findings = [each for each in check([str(file)], SETTINGS).findings if each.location.line == 10]
    baseline = file.with_name("known.json")
    entries = [
        {"rule": each.rule, "path": "design.yaml", "subject": "x", "message": "x", "fingerprint": each.fingerprint}
        for each in findings
    ]
    baseline.write_text(json.dumps({"version": 1, "findings": entries}))
    held = fix(str(file), SETTINGS._replace(baseline=str(baseline)))
    assert 10 not in [finding.location.line for each in held.proposals for finding in each.removes]
    assert len(held.proposals) == 1


def test_what_leaves_a_waiver_without_use_is_made_and_told(tmp_path: Path) -> None:
    lines = (SAMPLES / "en" / "faulty-flat.yaml").read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "id: ny-manager," in line)
    lines[at] += "  # orgrules: ignore[teams/regional-manager-leads] -- known, until 2999-01-01"
    path = tmp_path / "design.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    fixes = fix(str(path), Settings())
    assert "newark-manager" in [each.subject.id for each in fixes.chosen]
    new = {each.rule for each in fixes.after} - {each.rule for each in fixes.before}
    assert new == {"waivers/unused"}


def test_a_file_that_changed_meanwhile_is_not_overwritten(file: Path) -> None:
    mending = mend(str(file), SETTINGS)
    fixes = settled(mending)
    file.write_text(DESIGN + "# more\n", "utf-8")
    with pytest.raises(SourceError, match="was changed while it was looked at; nothing was written"):
        write(mending, fixes)
    file.unlink()
    with pytest.raises(SourceError, match="was changed"):
        write(mending, fixes)
    assert os.listdir(file.parent) == []


def test_permissions_stay_and_links_are_followed(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    written(link)
    assert link.is_symlink()
    assert file.read_text("utf-8") == MENDED
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_cannot_be_written_leaves_every_file_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "parts").mkdir()
    top, part = tmp_path / "company.yaml", tmp_path / "parts" / "sales.yaml"
    head, tail = DESIGN.split("  - id: clerk\n")
    top.write_text("include: [parts/*.yaml]\n" + head, "utf-8")
    part.write_text("positions:\n  - id: clerk\n" + tail, "utf-8")
    before = top.read_bytes(), part.read_bytes()
    mending = mend(str(top), SETTINGS)
    fixes = settled(mending)
    assert [patch.path for patch in fixes.patches] == [str(top), str(part)]
    opened = open

    def fails(path: object, *arguments: object, **named: object) -> object:
        if str(path).startswith(f"{part.parent}/."):
            raise OSError(28, "No space left on device")
        return opened(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", fails)
    with pytest.raises(SourceError, match=r"sales\.yaml: cannot be written: no space left on device"):
        write(mending, fixes)
    monkeypatch.undo()
    assert (top.read_bytes(), part.read_bytes()) == before
    assert sorted(os.listdir(tmp_path)) == ["company.yaml", "parts"]
    write(mending, fixes)
    assert top.read_text("utf-8") == "include: [parts/*.yaml]\n" + head.replace("generl", "general")
    assert part.read_text("utf-8") == "positions:\n  - id: clerk\n" + tail.replace("slaes", "sales")


def test_a_file_whose_owner_lets_nobody_write_it_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(SourceError, match="cannot be written: permission denied"):
        written(file)
    assert os.listdir(file.parent) == [file.name]


def test_standard_input_is_mended_into_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(DESIGN.encode())

    monkeypatch.setattr("sys.stdin", Input)
    mending = mend("-", SETTINGS)
    fixes = settled(mending)
    assert [patch.path for patch in fixes.patches] == ["<stdin>"]
    assert fixes.targets == ()
    with pytest.raises(UsageError, match="standard input cannot be written; name a file for the corrected text: --output FILE"):
        write(mending, fixes)
    output = tmp_path / "mended.yaml"
    assert write(mending, fixes, str(output)).written
    assert output.read_text("utf-8") == MENDED


def test_nothing_of_the_user_is_replaced_by_a_copy(file: Path) -> None:
    other = file.with_name("other.yaml")
    other.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is there already; nothing was written"):
        written(file, output=other)
    assert (file.read_text("utf-8"), other.read_text("utf-8")) == (DESIGN, "mine")
    other.write_text(MENDED, "utf-8")
    assert written(file, output=other).decode() == MENDED
    assert written(file, output=file).decode() == MENDED


def test_the_bytes_around_a_change_stay_in_every_encoding(file: Path) -> None:
    text = DESIGN.replace("Sunny", "阳光").replace("\n", "\r\n")
    for encoding, named in (("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("gb18030", "gb18030")):
        file.write_bytes(text.encode(encoding))
        after = written(file, SETTINGS._replace(encoding=named))
        assert after == text.replace("generl", "general").replace("slaes", "sales").encode(encoding)


def test_a_proposal_takes_those_with_it_that_it_rests_on(file: Path) -> None:
    fixes = settled(mend(str(file), SETTINGS, Wanted(("2",)), engine=changing(rests_on=(0,))))
    assert [each.number for each in fixes.chosen] == [1, 2]


def test_what_asks_is_shown_and_made_only_where_it_is_selected(file: Path) -> None:
    for select, numbers in (((), [1]), (("reference",), [1, 2]), (("2",), [2])):
        fixes = settled(mend(str(file), SETTINGS, Wanted(select), engine=changing(asks=True)))
        assert [each.number for each in fixes.chosen] == numbers
        assert len(fixes.proposals) == 2


def test_what_cannot_be_written_into_a_file_is_told_and_the_rest_is_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = fixing.edited  # type: ignore[attr-defined]

    def refuses(organization: object, steps: object, *others: object) -> object:
        if "slaes" in str(others) and "'sales'" in str(steps):
            raise CannotEdit(Problem(str(file), 14, 17, "it stands there by an alias"))
        return edited(organization, steps, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "edited", refuses)
    for parts in (True, False):
        mending = mend(str(file), SETTINGS, Wanted(parts=parts))
        fixes = settled(mending)
        assert [each.number for each in fixes.chosen] == [1]
        assert fixes.proposals[1].unwritable == f"{file}:14:17: it stands there by an alias"
    write(mending, fixes)
    assert file.read_text("utf-8") == DESIGN.replace("generl", "general")


def test_reports_carry_what_is_proposed(file: Path) -> None:
    report = with_proposals(check([str(file)], SETTINGS), SETTINGS)
    told = [report.proposal(finding) for finding in report.findings]
    assert [each and (each.number, each.changes) for each in told] == [
        (1, ("reports_to: generl → general",)),
        (2, ("reports_to: slaes → sales",)),
    ]
    assert told[1] is not None
    [replacement] = told[1].replacements
    assert replacement == (str(file), 14, 1, 14, len("    reports_to: slaes") + 1, "    reports_to: sales")
    assert check([str(file)], SETTINGS).proposal(report.findings[0]) is None
