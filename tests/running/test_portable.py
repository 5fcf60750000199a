"""What goes to other processes arrives as it was."""

from __future__ import annotations

import json
from datetime import date

import pytest

from orgrules.files.globs import Globs
from orgrules.findings import Severity
from orgrules.plain import text_of
from orgrules.rulebook.library import load_library
from orgrules.rulebook.snapshot import restore, snapshot
from orgrules.running.one import set_up
from orgrules.running.portable import program, sent, setup_of
from orgrules.settings import Override, Settings


@pytest.mark.parametrize("rulebooks", [(), ("internal-control", "spans-and-layers", "sales-organization")])
def test_a_setup_that_arrived_is_sent_as_it_was(rulebooks: tuple[str, ...]) -> None:
    settings = Settings(
        rulebooks,
        select=("*",),
        ignore=("units/*",),
        severity=(("hierarchy/*", Severity.INFO),),
        overrides=(Override(Globs(("a/*",), "b"), None, ("titles/*",), (("people/*", Severity.WARNING),)),),
        mandatory=("hierarchy/cycle",),
        language="zh",
        map=(("title", "职务"),),
        exclude=Globs(("old/",)),
    )
    made = set_up(settings, load_library(rulebooks), date(2026, 5, 1), charted=True)
    text = text_of(sent(made))
    arrived = setup_of(text)
    assert text_of(sent(arrived)) == text
    assert arrived.reading == made.reading
    assert [(rule.id, severity) for rule, severity in arrived.selection.rules] == [
        (rule.id, severity) for rule, severity in made.selection.rules
    ]
    assert arrived.selection.at("b/a/x.yaml") == made.selection.at("b/a/x.yaml")


def test_a_snapshot_of_what_was_restored_is_the_same() -> None:
    data = json.loads(json.dumps(snapshot(load_library())))
    assert json.loads(json.dumps(snapshot(restore(data)))) == data


def test_a_program_knows_itself() -> None:
    assert program() == program()
    assert len(program().digest) == 64
