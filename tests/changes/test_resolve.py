"""What each change makes of an organization, and what is told where a change is wrong."""

from __future__ import annotations

import time

import pytest

from orgrules.changes.draft import linked
from orgrules.changes.lay import laid
from orgrules.changes.read import changes_of
from orgrules.design.read import design_of
from orgrules.errors import ChangesError
from orgrules.files.source import parse
from orgrules.organization.model import Organization

BASE = """
organization: {name: Sunny}
units:
  - {id: hq, name: Head office}
  - {id: south, name: South, parent: hq, type: sales-region, head: sales}
  - {id: east, name: East, parent: hq, type: sales-region}
positions:
  - id: gm
    title: General manager
    unit: hq
    holder: Li Lei
    reports:
      - id: sales
        title: Sales manager
        unit: south
        reports:
          - {id: ann, title: Clerk}
          - bob
      - {title: Assistant, dotted_line_to: [Sales manager]}
  - {id: bob, title: Driver, unit: hq, holder: [Han Meimei, Li Lei]}
  - {id: cashier, title: Cashier, reports_to: gm, unit: East}
people:
  - {name: Li Lei}
  - {id: han, name: Han Meimei}
"""
FREE = """
positions:
  - {title: Head, unit: Office, holder: Li Lei}
  - {title: Clerk, unit: Office, reports_to: Head}
  - {title: Clerk, unit: Shop, reports_to: Head, holder: Han}
"""


def after(changes: str, base: str = BASE) -> Organization:
    design = design_of(parse(base.encode(), "design.yaml"))
    return linked(laid(design, [changes_of(parse(changes.encode(), "changes.yaml"))]).design)


def told(organization: Organization) -> dict[str, str]:
    """Each position: who it reports to, where it sits, who is on it."""
    found = {}
    for each in organization.positions:
        manager = each.manager.title if each.manager else "-"
        people = ", ".join(person.name for person in each.holders) or ("vacant" if each.is_vacant else "-")
        found[each.title] = f"{manager} | {each.unit.name if each.unit else '-'} | {people}"
    return found


def problems(changes: str, base: str = BASE) -> list[str]:
    with pytest.raises(ChangesError) as caught:
        after(changes, base)
    return [str(problem) for problem in caught.value.problems]


def test_a_position_moves_with_all_below_it_and_these_stay_in_their_unit() -> None:
    found = told(after("changes:\n- {move: sales, reports_to: Cashier, unit: East}"))

    assert found["Sales manager"] == "Cashier | East | -"
    assert found["Clerk"] == "Sales manager | South | -"
    assert found["Driver"] == "Sales manager | Head office | Han Meimei, Li Lei"


def test_whoever_reported_to_a_position_that_goes_reports_to_its_manager_and_nothing_refers_to_it() -> None:
    organization = after("changes:\n- remove: sales")

    assert told(organization)["Clerk"] == "General manager | South | -"
    assert told(organization)["Driver"].startswith("General manager")
    assert organization.units[1].declared is not None
    assert organization.units[1].declared.entry.head is None
    assert [each.declared.entry.dotted_line_to for each in organization.positions if each.title == "Assistant"] == [None]


def test_one_of_the_reports_may_take_over_from_whoever_goes() -> None:
    found = told(after("changes:\n- {remove: gm, reports_to: ann}"))

    assert found["Sales manager"] == "- | South | -"  # it is above its clerk, and comes up with it
    assert found["Cashier"].startswith("Clerk |")


def test_an_id_and_a_title_are_renamed_wherever_they_are_referred_to_and_later_changes_know_the_new_ones() -> None:
    organization = after(
        "changes:\n- {rename: gm, id: boss}\n- {rename: Sales manager, title: Sales director}\n- {move: bob, reports_to: boss}"
        "\n- {rename_unit: hq, id: office, name: Office}"
    )

    assert told(organization)["Cashier"] == "General manager | East | -"
    assert told(organization)["Driver"] == "General manager | Office | Han Meimei, Li Lei"
    assert organization.positions[3].dotted_lines() == [organization.positions[1]]
    assert [each.parent and each.parent.name for each in organization.units] == [None, "Office", "Office"]


def test_units_are_merged_and_what_referred_to_them_refers_to_what_they_became() -> None:
    organization = after("changes:\n- merge_units: [south, East]\n  into: {id: field, name: Field}")

    field = organization.units[1]
    assert [each.name for each in organization.units] == ["Head office", "Field"]
    assert (field.parent and field.parent.name, field.type, field.head and field.head.title) == (
        "Head office",
        "sales-region",
        "Sales manager",
    )
    assert told(organization)["Clerk"] == "Sales manager | Field | -"
    assert told(organization)["Cashier"] == "General manager | Field | -"


def test_units_are_merged_into_one_of_them_that_was_in_another() -> None:
    organization = after("changes:\n- {merge_units: [hq, south], into: south}")

    assert [(each.name, each.parent and each.parent.name) for each in organization.units] == [("South", None), ("East", "South")]


def test_new_positions_may_be_nested_and_take_others_below_them() -> None:
    found = told(
        after("changes:\n- add: {title: Area manager, reports_to: gm, unit: East, reports: [{title: Porter, id: porter}, ann]}")
    )

    assert found["Porter"] == "Area manager | East | -"
    assert found["Clerk"] == "Area manager | South | -"


def test_a_manager_that_no_title_means_alone_gets_an_id() -> None:
    organization = after(
        "changes:\n- add: {title: Clerk, unit: East, reports_to: gm}\n- {move: bob, reports_to: {title: Clerk, unit: East}}"
    )

    assert organization.positions[-1].id == "clerk-east"
    assert organization.positions[4].manager is organization.positions[-1]


def test_positions_are_held_and_vacated_and_people_come_and_go() -> None:
    found = told(
        after(
            "changes:\n- add_person: {id: wu, name: Wu}\n- {hold: cashier, holder: [wu, han]}"
            "\n- remove_person: Li Lei\n- vacate: ann"
        )
    )

    assert found["Cashier"].endswith("| Wu, Han Meimei")
    assert found["General manager"].endswith("| vacant")
    assert found["Driver"].endswith("| Han Meimei")
    assert found["Clerk"].endswith("| vacant")


def test_units_move_and_go_and_take_what_is_in_them_along() -> None:
    organization = after("changes:\n- add_unit: {id: west, name: West}\n- {move_unit: east, parent: west}\n- remove_unit: south")

    assert [(each.name, each.parent and each.parent.name) for each in organization.units] == [
        ("Head office", None),
        ("East", "West"),
        ("West", None),
    ]
    assert told(organization)["Clerk"] == "Sales manager | Head office | -"


def test_whatever_else_there_is_is_set_and_unset() -> None:
    organization = after(
        "changes:\n- {change: ann, set: {headcount: 3, duties: [a, b]}}\n- {change: gm, unset: [holder]}"
        "\n- {change_unit: east, set: {head: cashier}}\n- {change_person: han, set: {education: master}}"
        "\n- {change_organization: {ownership: private}}"
    )

    entry = organization.positions[2].declared.entry
    assert (entry.headcount, entry.duties) == (3, ["a", "b"])
    assert "holder" not in organization.positions[0].declared.entry.written
    assert organization.units[2].head is not None
    assert organization.people[1].declared is not None
    assert organization.people[1].declared.entry.education == "master"
    assert organization.design.organization.ownership == "private"


def test_a_design_that_lists_no_units_and_no_people_takes_any_text_for_one() -> None:
    organization = after(
        "changes:\n- {move: {title: Clerk, number: 2}, unit: Kiosk}\n- {hold: {title: Clerk, unit: Office}, holder: Wu}", FREE
    )

    assert [each.unit and each.unit.name for each in organization.positions] == ["Office", "Office", "Kiosk"]
    assert [each.name for each in organization.people] == ["Li Lei", "Wu", "Han"]


def test_a_design_that_lists_no_units_does_once_a_change_is_about_one() -> None:
    organization = after("changes:\n- {rename_unit: Office, name: Head office}\n- {add_unit: {name: Depot, parent: Shop}}", FREE)

    assert organization.design.units is not None
    assert [each.name for each in organization.units] == ["Head office", "Shop", "Depot"]
    assert [each.unit and each.unit.name for each in organization.positions] == ["Head office", "Head office", "Shop"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("{mvoe: ann, reports_to: gm}", '2:4: no change is called "mvoe"; did you mean "move"?'),
        ("{调动: ann, reports_to: gm}", '2:4: no change is called "调动"; did you mean "move"?'),
        ("{reports_to: gm}", "2:3: nothing says what is changed; known verbs are move,"),
        ("{move: ann, rename: ann}", '2:15: "move" and "rename" are two changes; give each an entry of its own'),
        ("{move: ann, reports_too: gm}", '2:15: unknown key "reports_too"; did you mean "reports_to"?'),
        ("{move: ann, 上级: gm}", '2:15: unknown key "上级"; did you mean "reports_to"?'),
        ("move ann", '2:3: expected a mapping with a verb such as move, add, remove, found the text "move ann"'),
        ("{move: ann}", '2:10: nothing says where "Clerk" moves: give "reports_to", "unit" or both'),
        ("{move: an, unit: hq}", '2:10: no position is called "an"; did you mean "ann"?'),
        ("{move: ann, unit: Est}", '2:21: no unit is called "Est"; did you mean "east"?'),
        ("{move: gm, reports_to: ann}", '2:26: "Clerk" is below "General manager" itself; move it somewhere else first'),
        ("{move: gm, reports_to: gm}", '2:26: "General manager" cannot report to itself'),
        ("{move_unit: hq, parent: East}", '2:27: "East" belongs to "Head office" itself; move it somewhere else first'),
        (
            "{remove: gm}",
            '2:12: "General manager" has 3 reports and no manager that could take them over; say who does: reports_to',
        ),
        (
            "{remove_unit: hq}",
            '2:17: "Head office" has positions or units and no parent that could take them in; say which unit does',
        ),
        ("{rename: ann, id: bob}", '2:21: the id "bob" is that of "Driver" already'),
        ("{rename: ann}", '2:12: nothing says what "Clerk" is called from now on: give "title", "id" or both'),
        ("{hold: ann, holder: Li Li}", '2:23: no person is called "Li Li"; did you mean "Li Lei"?'),
        ("{hold: ann, holder: [han, Han Meimei]}", '2:29: "Han Meimei" stands twice in "holder"'),
        ("{change: ann, unset: [titel]}", '2:25: unknown key "titel"; did you mean "title"?'),
        ("{change: ann, unset: [title]}", '2:25: "title" has to be there, and cannot be unset'),
        ("{change: ann}", "2:12: nothing is set, and nothing unset"),
        ("{change: ann, set: {headcount: many}}", '2:34: "headcount": expected a whole number, found the text "many"'),
        ("{merge_units: [east], into: east}", "2:17: nothing to merge: name two units, or more"),
        ("{add: {titel: Cook}}", '2:10: unknown key "titel"; did you mean "title"?'),
        ("{move: {title: Clerk, unit: East}, unit: hq}", "2:10: nothing fits what is said of Clerk"),
    ],
)
def test_what_is_wrong_with_a_change_is_told_at_its_place(change: str, message: str) -> None:
    assert any(problem.startswith(f"changes.yaml:{message}") for problem in problems(f"changes:\n- {change}")), problems(
        f"changes:\n- {change}"
    )


def test_an_ambiguous_title_is_told_with_the_ids_or_the_way_to_tell_one() -> None:
    twice = BASE.replace("title: Driver", "title: Clerk")

    assert problems("changes:\n- {vacate: Clerk}", twice) == [
        'changes.yaml:2:12: "Clerk" may be any of these; name one by its id: ann, bob'
    ]
    assert problems("changes:\n- {vacate: Clerk}", FREE) == [
        'changes.yaml:2:12: 2 are called "Clerk"; tell which one is meant by what it has: '
        "{title: …, unit: …, reports_to: …, holder: …, number: …}"
    ]


def test_several_problems_are_told_at_once_and_what_was_removed_is_told_so() -> None:
    assert problems("changes:\n- remove: bob\n- vacate: bob\n- vacate: nobody") == [
        'changes.yaml:3:11: "bob" is no longer there: an earlier change took it away (line 2)',
        'changes.yaml:4:11: no position is called "nobody"',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- move: a", '1:1: a file of changes is a mapping with the key "changes"; found a list'),
        ("positions: []", '1:1: this is a design; a file of changes is a mapping with the key "changes"'),
        ("name: x", '1:1: "changes" is missing'),
        ("changes: {move: a}", '1:10: "changes": expected a list, found a mapping'),
        ("changes: []\nchange: []", '2:1: unknown key "change"; did you mean "changes"?'),
    ],
)
def test_what_is_no_file_of_changes_is_told_so(text: str, message: str) -> None:
    assert problems(text) == [f"changes.yaml:{message}"]


def test_as_many_problems_are_told_as_of_a_design_and_the_others_counted() -> None:
    found = problems("changes:\n" + "- {vacate: nobody}\n" * 60)

    assert found[0] == 'changes.yaml:2:12: no position is called "nobody"'
    assert (len(found), found[-1]) == (51, "changes.yaml: and 10 more problems in this file")


def test_a_person_where_a_position_is_meant_and_a_person_who_is_not_listed_are_told_with_what_to_do() -> None:
    assert problems("changes:\n- {vacate: li lei}\n- {hold: bob, holder: Somebody}") == [
        'changes.yaml:2:12: no position is called "li lei"; a person is: name what they hold, gm, bob',
        'changes.yaml:3:23: no person is called "Somebody"; the design lists its people: add a new one first, with add_person',
    ]


def test_many_changes_of_a_large_design_take_time_as_it_grows_and_no_more() -> None:
    """Each change is made without a look at all positions, units and people: these were billions of looks."""
    number = 20_000
    base = ["organization: {name: Large}", "units:"]
    base += [
        f"- {{id: u{at}, name: Unit {at}, parent: {f'u{at // 8}' if at else 'null'}, head: p{at}}}" for at in range(1, 2_000)
    ]
    base += ["- {id: u0, name: Unit 0}", "positions:", "- {id: p0, title: Top, reports_to: null, unit: u0}"]
    base += [
        f"- {{id: p{at}, title: Clerk {at % 50}, unit: u{at % 2_000}, reports_to: p{at // 9}, dotted_line_to: [p{at // 5}],"
        f" holder: Person {at}}}"
        for at in range(1, number)
    ]
    last = range(number - 3_000, number)
    changes = [f"- {{remove: p{at}}}\n- {{remove_person: Person {at - 3_000}}}" for at in last]
    changes += [f"- {{rename: p{at - 6_000}, id: q{at}, title: Clerk}}" for at in last]
    changes += [f"- {{remove_unit: u{at}}}" for at in range(1_000, 2_000)]
    begin = time.process_time()

    found = after("changes:\n" + "\n".join(changes), "\n".join(base))

    assert (len(found.positions), len(found.units), len(found.people)) == (number - 3_000, 1_000, number - 3_001)
    assert time.process_time() - begin < 20


@pytest.mark.parametrize("merged", ["a, b", "b, a", "a, b, c"])
def test_units_inside_one_another_are_merged_into_the_innermost(merged: str) -> None:
    base = (
        "units: [{id: a, name: A}, {id: b, name: B, parent: a}, {id: c, name: C, parent: b}, {id: d, name: D, parent: a}]\n"
        "positions: [{title: One, unit: a}, {title: Two, unit: b}]\n"
    )

    found = after(f"changes:\n- {{merge_units: [{merged}], into: c}}", base)

    assert [(unit.name, unit.parent and unit.parent.name) for unit in found.units] == [("C", None), ("D", "C")]
    assert [position.unit and position.unit.name for position in found.positions] == ["C", "C"]


def test_a_unit_takes_in_several_of_those_around_it_and_what_is_between_them_stays_around_it() -> None:
    base = (
        "units: [{id: a, name: A}, {id: b, name: B, parent: a}, {id: c, name: C, parent: b}, {id: d, name: D, parent: c},"
        " {id: e, name: E, parent: d}]\npositions: [{title: One, unit: a}, {title: Two, unit: c}]\n"
    )

    found = after("changes:\n- {merge_units: [e, c, a], into: d}", base)

    assert [(unit.name, unit.parent and unit.parent.name) for unit in found.units] == [("B", None), ("D", "B")]
    assert [position.unit and position.unit.name for position in found.positions] == ["D", "D"]
