"""A small part of what the fuzzer makes: the same inputs every time. The long runs are by hand: docs/reliability.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import hunt as hunting
from tests.fuzz.__main__ import main
from tests.fuzz.hunt import Case, Dice, Fault, Kind, hunt
from tests.fuzz.kinds import KINDS

#: How many of each kind: some two seconds of each.
TIMES = {
    "parsing": 1_500,
    "checks": 300,
    "files": 150,
    "sameness": 70,
    "rulebooks": 120,
    "settings": 350,
    "asked": 150,
    "compare": 80,
    "baselines": 50,
    "tables": 600,
    "documents": 500,
    "program": 12,
}


def test_every_kind_has_its_number() -> None:
    assert list(TIMES) == list(KINDS)


@pytest.mark.parametrize("kind", TIMES)
def test_what_is_made_at_random_is_read_and_told_as_it_must_be(kind: str) -> None:
    outcome = hunt(KINDS[kind], kind, TIMES[kind], seed=12)
    assert not outcome.faults, "\n".join(
        f"{kind}, seed 12, input {found.number}\n{found.told}" for found in outcome.faults.values()
    )
    assert len(outcome.counts) > 1  # neither is all of it read, nor all of it refused


def one(dice: Dice) -> Case:
    return Case({"a.yaml": f"{dice.randrange(10)}\n".encode()})


def nines_are_faults(case: Case, dice: Dice) -> str:
    if case.content == b"9\n":
        raise Fault("a nine")
    if case.content == b"8\n":
        while True:
            pass
    return "read"


def test_what_is_a_fault_is_told_once_and_had_again_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hunting, "SECONDS", 0.05)
    monkeypatch.setitem(KINDS, "nines", Kind(one, nines_are_faults))
    outcome = hunt(KINDS["nines"], "nines", 60)
    assert set(outcome.faults) == {"a nine", "TooDear"}
    assert outcome.counts["faults"] + outcome.counts["read"] == 60
    number = outcome.faults["a nine"].number
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)
    monkeypatch.setattr("sys.argv", ["fuzz", "nines", "1", "--first", str(number), "--keep", str(tmp_path)])
    assert main() == 1
    assert (tmp_path / f"nines-0-{number}" / "a.yaml").read_bytes() == b"9\n"
    assert f"nines, seed 0, input {number}\n" in capsys.readouterr().out
