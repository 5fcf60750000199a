"""JSON written piece by piece is the JSON that the library writes whole."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orgrules.output.streaming import SLOT, form, json_pieces, listed, quoted

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def lazily(data: Any) -> Any:
    """The same data with an iterator for each list that stands in a dict or an iterator."""
    if isinstance(data, dict):
        return {key: lazily(value) for key, value in data.items()}
    return (lazily(item) for item in data) if isinstance(data, list) else data


@given(VALUES)
def test_the_pieces_are_what_is_written_whole(data: Any) -> None:
    whole = json.dumps(data, ensure_ascii=False, indent=2)
    assert "".join(json_pieces(data)) == whole
    assert "".join(json_pieces(lazily(data))) == whole


def test_items_are_asked_for_one_by_one() -> None:
    tracemalloc.start()
    try:
        for _ in json_pieces({"findings": ({"message": "x" * 1000} for _ in range(20_000))}):  # 20 MB in all
            pass
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@given(st.lists(st.text()), st.text())
def test_a_form_that_is_filled_in_is_what_is_written_whole(items: list[str], text: str) -> None:
    filled = form({"100 %s": SLOT, "of": {"many": SLOT}}, 1) % (quoted(text), listed(map(quoted, items), 3))
    whole = json.dumps([{"100 %s": text, "of": {"many": items}}], ensure_ascii=False, indent=2)
    assert f"[\n  {filled}\n]" == whole
