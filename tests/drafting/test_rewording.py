"""Sentences that a new edition says in other words keep their ids, and so what people made of them stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from orgrules.drafting.drafted import Drafted, State
from orgrules.drafting.updating.folder import opened
from orgrules.drafting.updating.update import Update, updated, write
from orgrules.drafting.writing.rulebook import drafted
from tests.drafting.handbooks import Writer, handbook, profile

DUTIES = ["Plan the weekly shifts", "Order stock from the suppliers", "Coach the assistants"]


def draft(duties: Sequence[str], before: State | None = None, **fields: Any) -> Drafted:
    return drafted(handbook(Writer().job("Clerk", duties=duties, **fields)), "client", before)


def ids(draft: Drafted) -> dict[str, tuple[str, list[str]]]:
    """The words of each duty, with its id and the statements that it cites."""
    return {entry["name"]: (entry["id"], entry["cites"]) for entry in profile(draft, "clerk")["duties"]}


def test_a_duty_in_other_words_keeps_its_id_and_that_of_its_statement() -> None:
    first = draft(DUTIES)
    second = draft(["Plan the weekly shifts of the shop", *DUTIES[1:]], first.state)
    assert ids(second)["Plan the weekly shifts of the shop"] == ids(first)["Plan the weekly shifts"]
    assert "clerk.duty.1\tduty\tPlan the weekly shifts of the shop\t" in second.files["statements.tsv"]
    assert second.files == draft(["Plan the weekly shifts of the shop", *DUTIES[1:]], second.state).files


def test_so_do_a_requirement_and_the_skill_that_it_asks_for() -> None:
    first = draft(DUTIES, requirements=["Good command of spreadsheets"])
    second = draft(DUTIES, first.state, requirements=["Very good command of spreadsheets"])
    (before,), (after,) = (profile(each, "clerk")["requirements"] for each in (first, second))
    assert (after["skill"], after["cites"]) == (before["skill"], before["cites"])


@pytest.mark.parametrize(
    "duties",
    [
        ["Greet visitors at the door", *DUTIES[1:]],  # another duty in its place
        ["Plan the weekly shifts of the shop", "Plan the weekly shifts of the store", *DUTIES[1:]],  # which of the two?
    ],
)
def test_what_is_not_clearly_the_same_gets_a_new_id(duties: list[str]) -> None:
    first = draft(DUTIES)
    second = draft(duties, first.state)
    assert ids(first)["Plan the weekly shifts"] not in ids(second).values()
    assert "clerk.duty.1\t" not in second.files["statements.tsv"]


def test_the_number_in_the_list_tells_apart_what_is_alike() -> None:
    def numbered(*those: tuple[str, str]) -> list[Any]:
        return [(text, number) for number, text in those]

    def made(those: list[Any], before: State | None = None) -> Drafted:
        writer = Writer()
        job = writer.job("Clerk", duties=[text for text, _number in those])
        said = tuple(each._replace(number=number) for each, (_text, number) in zip(job.of("duties"), those, strict=True))
        return drafted(handbook(type(job)(job.title, "", {"duties": said})), "client", before)

    first = made(numbered(("1", "Check the tills of shop A"), ("2", "Check the tills of shop B")))
    second = made(numbered(("1", "Check the tills of shop C"), ("2", "Check the tills of shop D")), first.state)
    assert list(ids(second).values()) == list(ids(first).values())


def test_what_another_job_still_says_keeps_its_id_there() -> None:
    def made(of_clerk: str, before: State | None = None) -> Drafted:
        writer = Writer()
        jobs = (writer.job("Clerk", duties=[of_clerk]), writer.job("Driver", duties=["Keep the rules of the house"]))
        return drafted(handbook(*jobs), "client", before)

    first = made("Keep the rules of the house")
    second = made("Keep all rules of the house", first.state)
    assert profile(second, "driver") == profile(first, "driver")
    assert profile(second, "clerk")["duties"][0]["id"] != profile(first, "clerk")["duties"][0]["id"]
    assert profile(second, "clerk")["duties"][0]["cites"] == ["clerk.duty.1"]


def test_one_sentence_of_its_kind_keeps_its_id_whatever_it_says() -> None:
    first = draft(DUTIES, reports_to="Managing director")
    second = draft(DUTIES, first.state, reports_to="Sales supervisor")
    assert profile(second, "clerk")["reports_to"] == {"role": "sales-supervisor", "cites": ["clerk.reports-to"]}


def test_what_people_made_of_it_stays(tmp_path: Path) -> None:
    def run(duties: list[str]) -> Update:
        before = opened(str(tmp_path / "client"))
        update = updated(before, draft(duties, before.state), "client")
        write(update)
        return update

    run(DUTIES)
    path = tmp_path / "client/roles/clerk.yaml"
    path.write_text(
        path.read_text("utf-8").replace("name: Coach the assistants", "name: {en: Coach the assistants, zh: 辅导店员}")
    )
    update = run([*DUTIES[:2], "Coach the assistants every week"])
    assert "name: {en: Coach the assistants every week, zh: 辅导店员}" in path.read_text("utf-8")
    assert [(each.conflict.kind, each.conflict.ours, each.conflict.theirs) for each in update.conflicts] == [
        ("translated", "辅导店员", "Coach the assistants every week")
    ]


def test_a_title_that_gains_or_loses_its_name_in_the_other_language_is_the_same_role() -> None:
    def made(*titles: str, before: State | None = None) -> Drafted:
        writer = Writer()
        return drafted(
            handbook(*(writer.job(title, duties=[f"拜访{title}"]) for title in titles), language="zh"), "client", before
        )

    first = made("销售经理 Sales Manager")
    for title in ("销售经理", "Sales Manager", "销售经理（Sales Manager）"):
        assert "roles/xiaoshou-jingli.yaml" in made(title, before=first.state).files
    both = made("销售经理", "Sales Manager", before=first.state)
    assert {path for path in both.files if path.startswith("roles/")} == {
        "roles/xiaoshou-jingli.yaml",
        "roles/sales-manager.yaml",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"roles": {"../../clerk": "Clerk"}},
        {"documents": {"a/b": "a.md"}},
        {"terms": {"duty": {"": "x"}}},
        {"statements": {"clerk.duty.1\t": ["clerk", "duty", "x"]}},
        {"statements": {"clerk.duty.1": ["clerk", "duty"]}},
        {"statements": {"clerk.duty.1": [1, 2, 3]}},
    ],
)
def test_a_state_whose_ids_are_none_is_refused(change: dict[str, Any]) -> None:
    good = draft(DUTIES).state.as_data()
    assert State.from_data(good).as_data() == good
    with pytest.raises(ValueError, match="no state of a draft"):
        State.from_data({**good, **change})
