"""Properties of editing: any steps, on any design, written in any way, and nothing beside them."""

from __future__ import annotations

import json
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.changes.steps import Add, Put, Step
from orgrules.edits import edited
from orgrules.edits.same import first_difference
from orgrules.errors import DesignError
from orgrules.organization.model import Organization
from tests.edits.drawing import some_steps, writings, written
from tests.edits.helpers import again, linked
from tests.strategies import Dice, designs, to_yaml

#: The keys of one value, of one line.
_SINGLE = ("title", "id", "unit", "headcount", "fte", "legal_representative")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edits") / "any.yaml"


def drawn(file: Path, text: str, data: st.DataObject) -> tuple[Organization, list[Step]] | None:
    """A design in a file and steps about it; None where one of them is none."""
    file.write_text(text, "utf-8", newline="")
    try:
        organization = linked(file)
        steps = data.draw(some_steps(organization))
        again(organization, steps)
    except (ValueError, DesignError):
        return None
    return organization, steps


def texts() -> st.SearchStrategy[str]:
    return st.one_of(st.builds(written, designs(), writings()), st.builds(to_yaml, designs()))


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts(), st.builds(json.dumps, designs(), indent=st.sampled_from([None, 2, "\t"]))), st.booleans(), st.data())
def test_any_steps_are_written(file: Path, text: str, ends_in_pairs: bool, data: st.DataObject) -> None:
    text = text.replace("\n", "\r\n") if ends_in_pairs else text
    found = drawn(file, text, data)
    if found is None:
        return
    organization, steps = found
    contents = {str(file): text.encode()}
    changed = {**contents, **edited(organization, steps, contents).contents}
    file.write_bytes(changed[str(file)])

    assert not ends_in_pairs or changed[str(file)].count(b"\n") == changed[str(file)].count(b"\r\n")
    if text.startswith("{"):
        json.loads(changed[str(file)])

    # edited compares the two itself; this holds that it does
    assert first_difference(again(organization, steps), linked(file)) is None
    assert edited(organization, [], contents).contents == {}


@settings(max_examples=40, deadline=None)
@given(texts(), st.data())
def test_what_steps_are_not_about_stays_as_it_is(file: Path, text: str, data: st.DataObject) -> None:
    found = drawn(file, text, data)
    if found is None:
        return
    organization, steps = found
    steps = [step for step in steps if isinstance(step, Put) and step.section == "positions" and step.way[0] in _SINGLE]
    after = edited(organization, steps, {str(file): text.encode()}).contents.get(str(file), text.encode()).decode()
    lines = text.splitlines()
    changes = SequenceMatcher(None, lines, after.splitlines(), autojunk=False).get_opcodes()

    assert sum(end - begin for what, begin, end, *_new in changes if what != "equal") <= len(steps)
    assert len(after.splitlines()) <= len(lines) + len(steps)
    assert comments(text) == comments(after)


@settings(max_examples=40, deadline=None)
@given(st.builds(written, designs(), writings()), st.data())
def test_what_is_moved_goes_with_all_its_lines(file: Path, text: str, data: st.DataObject) -> None:
    found = drawn(file, text, data)
    if found is None:
        return
    organization, steps = found
    steps = [step for step in steps if isinstance(step, Put | Add) and (isinstance(step, Add) or step.way == ("reports_to",))]
    after = edited(organization, steps, {str(file): text.encode()}).contents.get(str(file), text.encode()).decode()
    lost = Counter(line.strip() for line in text.splitlines()) - Counter(line.strip() for line in after.splitlines())

    # the line of its manager before, of the one then, its own first line, and one of each that says who reports to whom
    assert sum(lost.values()) <= 6 * len(steps)
    alone = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    assert Counter(alone) == Counter(line.strip() for line in after.splitlines() if line.strip().startswith("#"))


def comments(text: str) -> Counter[str]:
    return Counter(part.partition("\n")[0] for part in text.split("# comment ")[1:])


@settings(max_examples=30, deadline=None)
@given(designs(), st.lists(writings(), min_size=2, max_size=2), st.data())
def test_steps_are_written_into_several_files(
    tmp_path_factory: pytest.TempPathFactory, design: dict[str, Any], dice: list[Dice], data: st.DataObject
) -> None:
    top = tmp_path_factory.mktemp("files") / "top.yaml"
    part = top.with_name("part.yaml")
    half = len(design["positions"]) // 2
    if not half:
        return
    part.write_text(written({"positions": design["positions"][half:]}, dice[0]), "utf-8")
    text = "include: [part.yaml]\n" + written({**design, "positions": design["positions"][:half]}, dice[1])
    found = drawn(top, text, data)
    if found is None:
        return
    organization, steps = found
    for path, content in edited(organization, steps, {str(path): path.read_bytes() for path in (top, part)}).contents.items():
        Path(path).write_bytes(content)

    assert first_difference(again(organization, steps), linked(top)) is None


@settings(max_examples=30, deadline=None)
@given(designs(), designs())
def test_organizations_are_the_same_in_any_order_and_others_are_not(
    tmp_path_factory: pytest.TempPathFactory, one: dict[str, Any], other: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    turned = {key: value[::-1] if isinstance(value, list) else value for key, value in one.items()}
    linked_to: list[Organization] = []
    for number, design in enumerate((one, turned, other)):
        path = folder / f"{number}.yaml"
        path.write_text(to_yaml(design), "utf-8")
        try:
            linked_to.append(linked(path))
        except DesignError:
            return
    ids = [each.id for each in linked_to[0].positions if each.id is not None]

    if len(set(ids)) == len(ids):  # which of two is meant hangs on the order
        assert first_difference(linked_to[0], linked_to[1]) is None
    if len(linked_to[0].positions) != len(linked_to[2].positions):
        assert first_difference(linked_to[0], linked_to[2]) is not None
