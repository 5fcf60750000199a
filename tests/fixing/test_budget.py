"""What could not be afforded to be found in a design is no news once the design is changed."""

from __future__ import annotations

from orgrules.organization.suggestions import Suggester


def test_one_suggester_takes_over_what_another_found_and_could_not_afford() -> None:
    names = [f"Duty number {number}" for number in range(60_000)]
    first = Suggester()
    assert first.suggest("duty", "Duty numbr 17", lambda: names) == "Duty number 17"
    first.suggest("duty", "Duty numbr 18", lambda: names)
    first.suggest("duty", "Duty numbr 19", lambda: names)
    assert first.suggest("duty", "Duty numbr 20", lambda: names) is None  # 200,000 comparisons, and no more
    second = Suggester()
    second.take_over(first)

    assert second.suggest("duty", "Duty numbr 17", list) == "Duty number 17"
    assert second.suggest("duty", "Duty numbr 20", lambda: names) is None
    assert Suggester().suggest("duty", "Duty numbr 20", lambda: names) == "Duty number 20"
