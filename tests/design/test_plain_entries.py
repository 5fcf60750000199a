"""A design without mistakes is the same whether pydantic reads it or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from orgrules.design import model
from orgrules.design.model import DesignFile
from orgrules.design.plain_entries import DEFAULTS, nothing_said, plain_file
from orgrules.design.plain_entries import KEYS as KEYS_OF
from orgrules.files.nodes import Plain
from orgrules.files.source import parse
from tests.strategies import designs

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(ROOT.glob("samples/**/*.yaml"))


def shape(value: Any) -> Any:
    """An entry with the types of its values and the keys that were written."""
    if hasattr(value, "model_fields_set"):
        name = type(value).__name__
        return name, set(value.model_fields_set), {key: shape(getattr(value, key)) for key in KEYS_OF[name]}
    if isinstance(value, list | tuple):
        return [shape(each) for each in value]
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return type(value), value


def same_as_pydantic(data: Any) -> bool:
    """Whether it was read; where it was, pydantic reads the same, and where that refuses it, it was not."""
    plain = plain_file(data)
    try:
        there = DesignFile.model_validate(data)
    except ValidationError:
        assert plain is None
        return False
    if plain is not None:
        assert shape(plain) == shape(there)
    return plain is not None


def test_the_keys_are_those_of_the_models() -> None:
    models = {name: getattr(model, name) for name in KEYS_OF}
    entries = {name for name, each in vars(model).items() if isinstance(each, type) and issubclass(each, model.Entry)}
    assert entries == {*KEYS_OF, "Entry"}
    for name, each in models.items():
        assert list(each.model_fields) == list(KEYS_OF[name])
        assert {key: each.__annotations__[key] for key in each.model_fields} == KEYS_OF[name]
        defaults = {key: field.default for key, field in each.model_fields.items() if not field.is_required()}
        ours = {key: DEFAULTS.get(name, {}).get(key) for key in defaults}
        assert shape(list(defaults.items())) == shape(list(ours.items()))
    assert shape(nothing_said()) == shape(model.OrganizationEntry())


def test_the_data_of_a_file_stay_as_they_are() -> None:
    data = parse(b"positions: [{title: ' A ', headcount: 2, duties: [a, ' b '], attributes: {x: 1}}]", "a.yaml").data
    before = repr(data)
    assert plain_file(data) is not None
    assert repr(data) == before


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_samples_are_read_as_pydantic_reads_them(path: Path) -> None:
    same_as_pydantic(parse(path.read_bytes(), str(path)).data)


def test_most_samples_need_no_pydantic() -> None:
    read = [plain_file(parse(path.read_bytes(), str(path)).data) is not None for path in SAMPLES]
    assert sum(read) > 0.6 * len(read)


VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", " x ", "x" * 1000, "x" * 1001, "大专", "college", "macro-region", "大区", "民企", "\u3000", "null"]
    ),
    st.sampled_from(
        [Plain(text) for text in ("1", "0", "-1", "1.5", "true", "false", "1e400", ".inf", ".nan", "007", "1000001")]
    ),
    st.lists(st.sampled_from(["a", " b ", "", None, Plain("7")]), max_size=3),
    st.dictionaries(st.sampled_from(["education", "skills", "x", "title"]), st.sampled_from(["college", "a", None]), max_size=2),
)
KEYS = ["id", "title", "name", "unit", "reports_to", "reports", "holder", "head", "parent", "type", "region_level", "headcount"]
KEYS += ["fte", "duties", "requirements", "education", "skills", "legal_representative", "outside", "attributes", "manager"]
WAIVERS = st.fixed_dictionaries(
    {"rule": st.sampled_from(["a", " a ", ""]), "reason": st.sampled_from(["b", None])},
    optional={
        "at": st.sampled_from(["c", None]),
        "path": st.sampled_from(["*.yaml", "", "#", None]),
        "until": st.sampled_from(["2027-03-31", "2027-02-30", " 2027-03-31", Plain("2027"), None]),
    },
)
ENTRIES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {"positions": st.lists(ENTRIES.map(lambda one: {"title": "A", **one}), max_size=3)},
        optional={
            "units": st.lists(ENTRIES, max_size=2),
            "people": st.lists(ENTRIES.map(lambda one: {"name": "P", **one}), max_size=2),
            "waivers": st.lists(WAIVERS, max_size=2),
            "include": st.lists(st.sampled_from(["a.yaml", " b.yaml ", "", None]), max_size=2),
            "organization": st.dictionaries(st.sampled_from(["name", "ownership", "attributes", "x"]), VALUES, max_size=2),
        },
    )
)
def test_whatever_stands_under_the_keys_both_agree(data: dict[str, Any]) -> None:
    same_as_pydantic(data)


@settings(max_examples=150, deadline=None)
@given(designs())
def test_designs_are_read_as_pydantic_reads_them(data: dict[str, Any]) -> None:
    same_as_pydantic(data)


def test_a_short_design_with_a_mistake_is_told_in_the_same_words() -> None:
    data = {"positions": [{"title": "A", "headcount": Plain("-1")}]}
    assert plain_file(data) is None
    assert plain_file({"positions": [{"title": "A", "titel": "B"}]}) is None
    assert plain_file([]) is None
