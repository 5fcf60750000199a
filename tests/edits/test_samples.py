"""Steps written into the samples; what became of them is kept under ``tests/snapshots``."""

from __future__ import annotations

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

from orgrules.changes.steps import Add, Drop, Put, Remove, Step
from orgrules.edits import edited
from orgrules.organization.names import position_names
from tests.edits.helpers import linked
from tests.helpers import ROOT
from tests.test_samples import compare_with_snapshot

#: By the id or title of a position or a unit, its index.
Index = Callable[[str], int]


def nested_en(at: Index) -> list[Step]:
    return [
        to(at("brighton-supervisor"), "rep-1"),
        to(at("oxford-manager"), "south-manager"),
        to(at("east-manager"), "oxford-manager"),
        to(at("rep-2"), "south-manager"),
        Put("positions", at("assistant"), ("title",), "Sales Manager: Assistant"),
        Put("positions", at("norwich-manager"), ("title",), "Office Manager, Ely"),
        Put("positions", at("store-manager"), ("duties",), ["Sell", "Count, and count again"]),
        Put("positions", at("south-manager"), ("requirements", "skills"), ["Excel"]),
        Drop("positions", at("channel-manager"), ("dotted_line_to",)),
        Drop("units", at("kent"), ("region_level",)),
        Add("positions", {"id": "cook", "title": "Cook", "reports_to": "rep-1"}),
        Add("units", {"id": "north", "name": "North"}),
        Remove("units", at("corn-exchange")),
    ]


def several_en(at: Index) -> list[Step]:
    return [
        to(at("Store Manager"), "north-manager"),
        to(at("north-manager"), "sales-director"),
        to(at("south-manager"), None),
        to(at("Channel Manager"), "cornwall-manager"),
        to(at("Sales Manager Assistant"), "south-manager"),
        Put("organization", 0, ("attributes", "span"), 7),
        Add("people", {"id": "ann", "name": "Ann"}),
        Remove("positions", at("Sales Statistician")),
    ]


def flat_zh(at: Index) -> list[Step]:
    return [
        *[to(index, "总经理") for index in range(3, 6)],
        Put("positions", 4, ("title",), "店长：汉口"),
        Put("positions", 5, ("duties",), ["拜访客户", "收款, 对账"]),
        Drop("positions", 6, ("holder",)),
        Add("positions", {"title": "销售助理", "reports_to": "总经理"}),
        Put("units", 1, ("parent",), None),
    ]


def company_zh(at: Index) -> list[Step]:
    return [
        to(at("chief-accountant"), "general-manager"),
        to(at("finance-director"), "chief-accountant"),
        Put("positions", at("finance-director"), ("duties",), ["坏账准备审批", "编制预算"]),
        Put("positions", at("general-manager"), ("requirements", "education"), "bachelor"),
        Put("organization", 0, ("ownership",), "foreign"),
        Drop("units", at("sales"), ("head",)),
        Remove("units", at("legal")),
    ]


def to(index: int, manager: str | None) -> Put:
    return Put("positions", index, ("reports_to",), manager)


@pytest.mark.parametrize(
    ("sample", "steps"),
    [
        ("samples/en/faulty-nested.yaml", nested_en),
        ("samples/en/several-files/company.yaml", several_en),
        ("samples/zh/faulty-flat.yaml", flat_zh),
        ("samples/zh/company/faulty.yaml", company_zh),
    ],
)
def test_the_samples_are_edited(sample: str, steps: Callable[[Index], list[Step]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    organization = linked(sample)
    names = position_names(organization)
    indices = {unit.id: unit.index for unit in organization.units} | {unit.name: unit.index for unit in organization.units}
    indices |= {name: each.index for each in organization.positions if (name := names.mean(each)) is not None}
    contents = {source.path: Path(source.path).read_bytes() for source in organization.design.sources}
    found = edited(organization, steps(lambda name: indices[name]), contents)
    diff = "".join(
        line
        for path in sorted(found.contents)
        for line in unified_diff(
            contents[path].decode().splitlines(keepends=True),
            found.contents[path].decode().splitlines(keepends=True),
            path,
            path,
            n=1,
        )
    )

    name = sample.removeprefix("samples/").removesuffix(".yaml").replace("/", "-")
    compare_with_snapshot(f"{name}.edited.diff", diff)
