"""Designs written in many ways, with comments, and steps about them: drawn for the property tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from orgrules.changes.steps import Add, Drop, Put, Remove, Step
from orgrules.organization.model import Organization
from orgrules.organization.names import position_names
from tests.strategies import Dice, dice, escaped


def writings() -> st.SearchStrategy[Dice]:
    """Dice for ``written``; without any left everything is a block without comments."""
    return dice(60)


def written(design: dict[str, Any], dice: Dice) -> str:
    """A design as YAML: blocks and brackets, plain and quoted, with comments that are all different."""
    return "".join(line + "\n" for line in _Writer(dice).top(design))


class _Writer:
    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._comments = 0
        self._offset = dice.pick((2, 2, 0, 4))
        self._quoting = dice.pick(("plain", "plain", "single", "double", "mixed"))

    def top(self, design: dict[str, Any]) -> Iterator[str]:
        for number, (key, value) in enumerate(design.items()):
            if number and self._dice.one_in(3):
                yield ""
            if self._dice.one_in(4):
                yield self._comment()
            if not isinstance(value, list) or not value:
                yield f"{key}: {self._flow(value)}"
                continue
            yield f"{key}:{self._remark()}"
            yield from self._list(value, self._offset)

    def _comment(self) -> str:
        self._comments += 1
        return f"# comment {self._comments}"

    def _remark(self) -> str:
        return "  " + self._comment() if self._dice.one_in(5) else ""

    def _list(self, items: list[Any], column: int) -> Iterator[str]:
        indent = " " * column
        for item in items:
            if self._dice.one_in(6):
                yield indent + self._comment()
            if isinstance(item, dict) and not self._dice.one_in(3):
                lines = list(self._mapping(item, column + 2))
                yield f"{indent}- {lines[0].lstrip()}"
                yield from lines[1:]
                if self._dice.one_in(8):
                    yield f"{indent}  {self._comment()}"
                if self._dice.one_in(8):
                    yield ""
            else:
                yield f"{indent}- {self._flow(item, column + 2)}{self._remark()}"

    def _mapping(self, entry: dict[str, Any], column: int) -> Iterator[str]:
        indent = " " * column
        turn = self._dice.pick(range(4)) % len(entry)
        items = list(entry.items())
        for key, value in items[turn:] + items[:turn]:
            if (key == "reports" and value and not self._dice.one_in(6)) or (
                isinstance(value, list) and value and self._dice.one_in(2)
            ):
                yield f"{indent}{key}:{self._remark()}"
                yield from self._list(value, column + self._offset)
            else:
                yield f"{indent}{key}: {self._flow(value, column)}{self._remark()}"

    def _flow(self, value: Any, column: int = 0) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(each, column + 2)}" for key, each in value.items()) + "}"
        if isinstance(value, list) and len(value) > 1 and self._dice.one_in(4):
            margin = "\n" + " " * (column + 2)
            return "[" + ",".join(margin + self._flow(each, column + 2) for each in value) + margin + "]"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(each, column) for each in value) + "]"
        if not isinstance(value, str):
            return json.dumps(value)
        how = self._dice.pick(("plain", "single", "double")) if self._quoting == "mixed" else self._quoting
        is_word = value[:1].isalpha() and all(each.isalnum() or each in "- " for each in value) and value == value.strip()
        if how == "plain" and is_word:
            return value
        if how == "single" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        text = json.dumps(value, ensure_ascii=False)
        return "".join(each if each.isprintable() else escaped(each) for each in text)


TEXTS = ("Cook", "店长", "007", "R&D: lead", "it's", 'a "b"', "[x]", "- y", "true", "x # y", "10:30", "Night: shift", "a,b", "#")


def some_steps(organization: Organization) -> st.SearchStrategy[list[Step]]:
    """Steps about an organization; some of them may exclude others."""
    names = position_names(organization)
    called = [name for each in organization.positions if (name := names.mean(each)) is not None]
    number = len(organization.positions)
    at = st.integers(0, number - 1)
    text = st.sampled_from(TEXTS)
    managers = st.sampled_from([*called, "nobody@all", "somebody@all"])
    lists = st.lists(text, max_size=4, unique=True)
    people = len(organization.design.people or ())
    units = len(organization.design.units or ())

    def put(section: Any, at: st.SearchStrategy[int], *way: str, value: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
        return st.builds(lambda index, value: Put(section, index, way, value), at, value)

    drops = ("id", "role", "unit", "reports_to", "dotted_line_to", "holder", "duties", "headcount", "requirements")
    kinds: list[st.SearchStrategy[Step]] = [
        *[put("positions", at, "reports_to", value=managers)] * 4,
        put("positions", at, "reports_to", value=st.none()),
        put("positions", at, "title", value=text),
        put("positions", at, "id", value=text),
        put("positions", at, "holder", value=st.one_of(st.none(), text, st.lists(text, min_size=2, max_size=2, unique=True))),
        put("positions", at, "unit", value=text),
        put("positions", at, "duties", value=lists),
        put("positions", at, "dotted_line_to", value=st.lists(managers, min_size=1, max_size=3)),
        put("positions", at, "headcount", value=st.integers(0, 5)),
        put("positions", at, "fte", value=st.sampled_from([0.5, 2.0])),
        put("positions", at, "legal_representative", value=st.booleans()),
        put("positions", at, "requirements", "skills", value=lists),
        put("positions", at, "requirements", "education", value=st.sampled_from(["bachelor", "master"])),
        put("positions", at, "attributes", "site", "floor", value=st.one_of(st.integers(0, 9), text, lists)),
        st.builds(lambda index, key: Drop("positions", index, (key,)), at, st.sampled_from(drops)),
        st.builds(
            lambda title, manager: Add("positions", {"title": title, "reports_to": manager, "duties": ["Cook", "Eat"]}),
            text,
            managers,
        ),
        st.builds(lambda name: Add("units", {"name": name, "type": "office"}), text),
        st.builds(lambda name: Add("people", {"name": name}), text),
        put("organization", st.just(0), "name", value=text),
        put("organization", st.just(0), "attributes", "span", value=text),
    ]
    if units:
        which = st.integers(0, units - 1)
        kinds += [
            put("units", which, "parent", value=text),
            put("units", which, "head", value=st.one_of(managers, st.lists(managers, min_size=2, max_size=2, unique=True))),
            st.builds(lambda index: Remove("units", index), which),
            st.builds(lambda index: Drop("units", index, ("type",)), which),
        ]
    if people:
        which = st.integers(0, people - 1)
        kinds += [
            put("people", which, "skills", value=lists),
            st.builds(lambda index: Remove("people", index), which),
        ]
    kinds.append(st.builds(lambda index: Remove("positions", index), at))
    return st.lists(st.one_of(kinds), min_size=1, max_size=6)
