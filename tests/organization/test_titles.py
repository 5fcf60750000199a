"""From title to role: a table of real titles that must come out right, and each step by which a title is taken apart."""

from __future__ import annotations

import importlib.util
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.facts.paths import understand
from orgrules.organization.model import Position, Resolution
from orgrules.organization.titles import PROTECTED
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from tests.helpers import ROOT, linked

# ---------------------------------------------------------------------------------------- the table


def module(path: Path) -> Any:
    """A program that is no part of a package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


WORDING = ROOT / "benchmarks" / "wording"
TABLES = {"tests": ROOT / "tests" / "data" / "titles.tsv", "titles": WORDING / "titles.tsv", "others": WORDING / "other-jobs.tsv"}


@cache
def measure() -> Any:
    """The program that prints the rates; the tests hold them."""
    return module(WORDING / "titles.py")


@cache
def library() -> Library:
    return load_library()


@cache
def found(table: str) -> list[tuple[dict[str, str], Resolution]]:
    """The rows of a table, each with what its title comes out as."""
    rows = measure().read(TABLES[table])
    return list(zip(rows, measure().readings(rows), strict=True))


def said(wrong: list[tuple[dict[str, str], Resolution]]) -> str:
    """Rows for a failure message, a line each."""
    return "\n" + "\n".join(
        f"{row['title']!r} in {row.get('unit')!r} ({row.get('kind')}): {row.get('role')} {row.get('marks')}, found {it}"
        for row, it in wrong
    )


def rows(*kinds: str) -> list[tuple[dict[str, str], Resolution]]:
    return [each for table in ("tests", "titles") for each in found(table) if each[0]["kind"] in kinds]


@pytest.mark.parametrize("table", TABLES)
def test_no_title_is_taken_for_a_role_that_it_is_not(table: str) -> None:
    wrong = [(row, it) for row, it in found(table) if measure().is_false(row, it)]
    assert not wrong, said(wrong)


@pytest.mark.parametrize(("decided", "least"), [("role", 1000), ("open", 400), ("other", 500)])
@pytest.mark.parametrize("table", ["tests", "titles"])
def test_nearly_every_title_comes_out_as_decided(table: str, decided: str, least: int) -> None:
    there = [(row, it) for row, it in found(table) if row["decided"] == decided]
    wrong = [(row, it) for row, it in there if not measure().is_right(row, it)]
    assert len(there) >= least
    assert len(wrong) <= len(there) / 100, said(wrong)


def test_every_mark_of_a_recognized_title_is_kept() -> None:
    true = [each for table in ("tests", "titles") for each in found(table) if each[0]["decided"] == "role"]
    wrong = [(row, it) for row, it in true if measure().is_right(row, it) and set(it.marks) != set(row["marks"].split())]
    assert not wrong, said(wrong)


def test_a_known_name_with_an_area_that_makes_it_another_role_stays_open() -> None:
    wrong = [(row, it) for row, it in rows("area-unknown") if (it.status, it.role) != ("area", None)]
    assert not wrong, said(wrong)


def test_a_known_name_with_a_remark_or_with_another_post_stays_open() -> None:
    wrong = [
        (row, it) for row, it in rows("remark", "double") if it.role or it.status not in ("remark", "open") or not it.suggestion
    ]
    assert len(rows("remark", "double")) >= 400
    assert not wrong, said(wrong)


def test_nine_in_ten_misspelt_titles_stay_open_with_a_suggestion() -> None:
    near = rows("near")
    missed = [(row, it) for row, it in near if (it.status, it.role) != ("near", None) or not it.suggestion]
    assert len(near) >= 10
    assert len(missed) <= len(near) / 10, said(missed)


@pytest.mark.parametrize("table", TABLES)
def test_a_real_title_of_another_job_is_no_typo(table: str) -> None:
    others = [(row, it) for row, it in found(table) if measure().decision(row) == "other"]
    wrong = [(row, it) for row, it in others if it != UNRECOGNIZED]
    assert len(others) >= 500
    assert not wrong, said(wrong)


# ---------------------------------------------------------------------------------------- one title


def position(title: str, unit: str | None = None, units: list[dict[str, Any]] | None = None, **entry: Any) -> Position:
    """The only position of a design; `unit` is the id of one of the units, or a free text where there are none."""
    data: dict[str, Any] = {"positions": [{"title": title, **({"unit": unit} if unit else {}), **entry}]}
    return linked({**data, **({"units": units} if units else {})}, library()).positions[0]


def recognized(role: str, name: str, marks: tuple[str, ...] = (), areas: tuple[str, ...] = ()) -> Resolution:
    return Resolution(role, "recognized", name, marks, areas, title_role=role)


UNRECOGNIZED = Resolution("unrecognized", "unrecognized")


def remark(name: str) -> Resolution:
    return Resolution(None, "remark", name, suggestion=name)


SOUTH = [{"id": "south", "name": "South Region", "type": "sales-region"}]


# ---------------------------------------------------------------------------------------- a: the stated role


@pytest.mark.parametrize("role", ["store-manager", "Store manager", "STORE  MANAGER", "店面经理", "Ｓtore-manager"])
def test_a_role_may_be_stated_by_its_id_or_its_name_in_either_language(role: str) -> None:
    assert position("Whatever", role=role).resolution == Resolution("store-manager", "stated")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sales Manager", "sales-manager"),
        ("Deputy Sales Manager", "deputy-sales-manager"),
        ("Sales Manager (EMEA)", None),
        ("Offise manager", None),
        ("Deputy Regional Manager", None),
    ],
)
def test_a_stated_role_goes_before_what_the_title_says(title: str, said: str | None) -> None:
    found = position(title, role="regional-manager").resolution
    assert found == Resolution("regional-manager", "stated", title_role=said)


def test_a_stated_role_that_no_rulebook_knows_leaves_the_role_open_and_suggests_one() -> None:
    found = position("General Manager", role="store-manger").resolution
    assert found == Resolution(None, "unknown-role", suggestion="store-manager")


def test_an_alias_is_a_title_and_states_no_role() -> None:
    assert position("Whatever", role="店长").resolution == Resolution(None, "unknown-role", suggestion="store-manager")


def test_a_stated_role_is_kept_as_it_is_where_no_rulebook_defines_roles() -> None:
    alone = linked({"positions": [{"title": "Boss", "role": "captain"}]}, load_library(["organization-basics"]))
    assert alone.positions[0].resolution == Resolution("captain", "stated")


# ---------------------------------------------------------------------------------------- b: the whole name


@pytest.mark.parametrize(
    ("title", "role", "name"),
    [
        ("Office manager", "office-manager", "Office manager"),
        ("OFFICE MANAGER", "office-manager", "Office manager"),
        ("  office \t manager ", "office-manager", "Office manager"),
        ("Ｏｆｆｉｃｅ　ｍａｎａｇｅｒ", "office-manager", "Office manager"),
        ("oﬃce manager", "office-manager", "Office manager"),
        ("办事处经理", "office-manager", "办事处经理"),
        ("办事处主任", "office-manager", "办事处主任"),
        ("销售部经理", "sales-manager", "销售部经理"),
        ("Director, Sales", "sales-director", "Director, sales"),
    ],
)
def test_a_name_is_known_in_any_case_width_and_spacing(title: str, role: str, name: str) -> None:
    assert position(title).resolution == recognized(role, name)


@pytest.mark.parametrize("title", ["销售的经理", "Office-manager's", "Officemanager", "Office & manager", "Manager office"])
def test_no_character_is_dropped_to_make_a_name(title: str) -> None:
    assert position(title).role in (None, "unrecognized")


# ---------------------------------------------------------------------------------------- c: edge marks


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Acting Sales Manager", ("acting",)),
        ("interim sales manager", ("acting",)),
        ("Sales Manager (Acting)", ("acting",)),
        ("Sales Manager, interim", ("acting",)),
        ("Sales Manager acting", ("acting",)),
        ("代理销售经理", ("acting",)),
        ("临时销售经理", ("acting",)),
        ("代销售经理", ("acting",)),
        ("销售经理（代理）", ("acting",)),
        ("Senior Sales Manager", ("senior",)),
        ("Sr. Sales Manager", ("senior",)),
        ("Sr Sales Manager", ("senior",)),
        ("Sales Manager II", ("senior",)),
        ("Sales Manager III", ("senior",)),
        ("Sales Manager Ⅳ", ("senior",)),
        ("高级销售经理", ("senior",)),
        ("资深销售经理", ("senior",)),
        ("Junior Sales Manager", ("junior",)),
        ("Jr. Sales Manager", ("junior",)),
        ("Sales Manager I", ("junior",)),
        ("初级销售经理", ("junior",)),
        ("Vacant: Sales Manager", ("vacant",)),
        ("Sales Manager - vacancy", ("vacant",)),
        ("销售经理（空缺）", ("vacant",)),
        ("销售经理待聘", ("vacant",)),
        ("Acting Senior Sales Manager (vacant)", ("acting", "senior", "vacant")),
        ("代理高级销售经理【空缺】", ("acting", "senior", "vacant")),
    ],
)
def test_a_mark_at_the_edge_leaves_the_role_and_is_kept_as_a_fact(title: str, marks: tuple[str, ...]) -> None:
    marked = position(title)
    assert marked.role == "sales-manager"
    assert marked.resolution.marks == marks
    assert understand("position", "title.marks").read(marked) == frozenset(marks)


def test_a_title_without_marks_has_an_empty_set_of_them() -> None:
    assert understand("position", "title.marks").read(position("Sales Manager")) == frozenset()


@pytest.mark.parametrize(
    "title",
    [
        "Sales Acting Manager",
        "销售代理经理",
        "销售高级经理",
        "Actingsales Manager",
        "总代理经理",
        "办事处经理代",
        "acting",
        "代理",
    ],
)
def test_a_mark_inside_a_title_or_alone_makes_no_role(title: str) -> None:
    assert position(title).role in (None, "unrecognized")


# ---------------------------------------------------------------------------------------- d: areas


@pytest.mark.parametrize(
    ("title", "areas"),
    [
        ("Regional Manager (South)", ("south",)),
        ("Regional Manager [South]", ("south",)),
        ("Regional Manager {South}", ("south",)),
        ("(South) Regional Manager", ("south",)),
        ("Regional Manager, South", ("south",)),
        ("South, Regional Manager", ("south",)),
        ("Regional Manager - South", ("south",)),
        ("Regional Manager – South", ("south",)),
        ("Regional Manager/South", ("south",)),
        ("Regional Manager: South", ("south",)),
        ("South Regional Manager", ("south",)),
        ("Regional Manager, South, China", ("south", "china")),
        ("South China Regional Manager", ("south china",)),
        ("Regional Manager (South) - 2nd", ("south", "2nd")),
        ("EMEA South Regional Manager", ("emea", "south")),
        ("First Regional Manager", ("first",)),
        ("No. 3 Regional Manager", ("no. 3",)),
        ("Regional Manager, Bosnia and Herzegovina", ("bosnia and herzegovina",)),
    ],
)
def test_an_area_in_any_shape_leaves_a_regional_manager_one(title: str, areas: tuple[str, ...]) -> None:
    assert position(title).resolution == recognized("regional-manager", "Regional manager", areas=areas)


@pytest.mark.parametrize(
    ("title", "areas"),
    [
        ("华南大区经理", ("华南",)),
        ("大区经理（华南）", ("华南",)),
        ("大区经理(华南)", ("华南",)),
        ("大区经理【华南】", ("华南",)),
        ("大区经理〔华南〕", ("华南",)),
        ("大区经理，华南", ("华南",)),
        ("大区经理、华南", ("华南",)),
        ("大区经理-华南", ("华南",)),
        ("大区经理——华南", ("华南",)),
        ("大区经理/华南", ("华南",)),
        ("华南-大区经理", ("华南",)),
        ("广东省大区经理", ("广东省",)),
        ("第一大区经理", ("第一",)),
        ("第12大区经理", ("第12",)),
        ("中国华南第一大区经理", ("中国", "华南", "第一")),
        ("华东大区经理（上海）", ("上海", "华东")),
    ],
)
def test_an_area_in_any_shape_leaves_a_regional_manager_one_in_chinese(title: str, areas: tuple[str, ...]) -> None:
    assert position(title).resolution == recognized("regional-manager", "大区经理", areas=areas)


def test_the_longest_name_is_taken_before_an_area() -> None:
    assert position("South Regional Sales Manager").resolution == recognized(
        "regional-manager", "Regional sales manager", areas=("south",)
    )


@pytest.mark.parametrize(
    ("title", "unit", "areas"),
    [
        ("Regional Manager - Northlands", "inner", ("northlands",)),
        ("Northlands Regional Manager", "inner", ("northlands",)),
        ("Northlands Sales Hub Regional Manager", "inner", ("northlands sales hub",)),
        ("Regional Manager, Elephant and Castle", "middle", ("elephant and castle",)),
        ("Regional Manager, Elephant and Castle", "inner", ("elephant and castle",)),
        ("Regional Manager (Whole Firm)", "inner", ("whole firm",)),
        ("Regional Manager (Whole Firm, Northlands, South)", "inner", ("whole firm", "northlands", "south")),
    ],
)
def test_the_names_of_its_unit_and_of_those_above_are_areas(title: str, unit: str, areas: tuple[str, ...]) -> None:
    units = [
        {"id": "outer", "name": "Whole Firm"},
        {"id": "middle", "name": "Elephant and Castle", "parent": "outer"},
        {"id": "inner", "name": "Northlands", "parent": "middle"},
        {"id": "beside", "name": "Northlands Sales Hub", "parent": "inner"},
    ]
    if "Hub" in title:
        unit = "beside"
    assert position(title, unit, units).resolution == recognized("regional-manager", "Regional manager", areas=areas)


@pytest.mark.parametrize("unit", ["other", "outer"])
def test_the_name_of_a_unit_that_a_position_does_not_sit_in_is_no_area(unit: str) -> None:
    units = [
        {"id": "outer", "name": "Whole Firm"},
        {"id": "inner", "name": "Northlands", "parent": "outer"},
        {"id": "other", "name": "Else"},
    ]
    assert position("Regional Manager - Northlands", unit, units).resolution == remark("Regional manager")


@pytest.mark.parametrize(
    ("title", "name", "role", "area"),
    [
        ("苏宁大区经理", "苏宁大区", "regional-manager", "苏宁"),
        ("柳林办事处主任", "柳林办事处", "office-manager", "柳林"),
        ("Springfield Office Manager", "Springfield Office", "office-manager", "springfield"),
        ("Regional Manager, Northlands", "Northlands Region", "regional-manager", "northlands"),
    ],
)
def test_the_name_of_a_unit_without_its_kind_is_an_area(title: str, name: str, role: str, area: str) -> None:
    found = position(title, "it", [{"id": "it", "name": name}]).resolution
    assert (found.role, found.areas) == (role, (area,))


def test_a_free_text_unit_is_an_area_too() -> None:
    assert position("Regional Manager - Northlands", "Northlands").resolution.areas == ("northlands",)


@pytest.mark.parametrize(
    "title",
    [
        "Northregional Manager",
        "Southern Hospitality Regional Manager",
        "South Finance Regional Manager",
        "大客户大区经理",
        "华南财务大区经理",
    ],
)
def test_what_is_no_area_makes_another_job(title: str) -> None:
    assert position(title).resolution == UNRECOGNIZED


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Regional Manager, Finance", "Regional manager"),
        ("Regional Manager, South, Finance", "Regional manager"),
        ("大区经理（财务）", "大区经理"),
        ("销售主管（线上）", "销售主管"),
        ("销售主管-KA", "销售主管"),
        ("Acting Store Manager (flagship)", "Store manager"),
        ("Sales Supervisor (Team A)", "Sales supervisor"),
        ("Sales Supervisor M2", "Sales supervisor"),
        ("销售主管（P6）", "销售主管"),
        ("Lead Sales Supervisor", "Sales supervisor"),
        ("German Sales Supervisor", "Sales supervisor"),
    ],
)
def test_a_remark_beside_a_known_name_leaves_the_role_open(title: str, name: str) -> None:
    assert position(title).resolution == remark(name)


@pytest.mark.parametrize("title", ["Head 2", "2", "A", "x3", "（2名）", "兼"])
def test_a_number_alone_tells_no_role(title: str) -> None:
    assert position(title).resolution == UNRECOGNIZED


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sales Manager / Office Manager", "Sales manager"),
        ("销售总监（兼）、销售经理", "销售总监"),
        ("销售主管（兼培训）", "销售主管"),
        ("华北大区经理（兼北京办事处经理）", "大区经理"),
        ("大区经理兼办事处经理", "大区经理"),
        ("副总经理兼销售总监", "销售总监"),
        ("Office Manager and Store Manager", "Office manager"),
        ("Office Manager & Bookkeeper", "Office manager"),
    ],
)
def test_of_two_posts_none_is_taken(title: str, name: str) -> None:
    found = position(title).resolution
    assert (found.role, found.status, found.name, found.suggestion) == (None, "open", name, name)


@pytest.mark.parametrize(
    ("title", "headcount"),
    [
        ("销售代表（2名）", 2),
        ("销售代表×3", 3),
        ("销售代表三人", 3),
        ("销售代表（共12人）", 12),
        ("3 x Sales Representative", 3),
        ("Sales Representatives (x2)", 2),
        ("Sales Representative – 2 positions", 2),
        ("Sales Representative 2", None),
        ("Sales Representative #3", None),
        ("Sales Representative No. 12", None),
        ("Sales Representative B", None),
        ("销售代表A", None),
        ("销售代表甲", None),
        ("销售代表 01", None),
    ],
)
def test_a_number_leaves_the_role_and_a_head_count_is_kept(title: str, headcount: int | None) -> None:
    found = position(title).resolution
    assert (found.role, found.status, found.headcount) == ("sales-representative", "recognized", headcount)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("General Manager (CEO)", "general-manager"),
        ("CEO", None),
        ("总经理（总裁）", None),
        ("销售总监 Sales Director", "sales-director"),
        ("Regional Manager (RSM)", "regional-manager"),
        ("Regional Manager (CSM)", None),
    ],
)
def test_two_names_of_one_role_are_that_role(title: str, role: str | None) -> None:
    assert position(title).role == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("天河城店店长", "store-manager"),
        ("店长（春熙路店）", "store-manager"),
        ("大酒店店长", "unrecognized"),
        ("社区药店店长", "unrecognized"),
        ("咖啡店店长", "unrecognized"),
        ("品牌加盟店店长", "unrecognized"),
        ("General Manager, South Region", "regional-manager"),
        ("总经理（华东大区）", "regional-manager"),
        ("Head of the Shanghai Office", "office-manager"),
        ("街道办主任", "unrecognized"),
        ("驻沪办事处主任", "office-manager"),
        ("滇黔大区经理", "regional-manager"),
        ("Regional Manager Hong Kong & Macau", "regional-manager"),
    ],
)
def test_places_that_no_list_names(title: str, role: str) -> None:
    assert position(title).role == role


@pytest.mark.parametrize(
    ("title", "name", "marks", "areas"),
    [
        ("Sales Manager (EMEA)", "Sales manager", (), ("emea",)),
        ("Acting Sales Manager (EMEA)", "Sales manager", ("acting",), ("emea",)),
        ("South Sales Manager", "Sales manager", (), ("south",)),
        ("General Manager, China", "General manager", (), ("china",)),
        ("华南销售经理", "销售经理", (), ("华南",)),
        ("渠道经理（西南）", "渠道经理", (), ("西南",)),
    ],
)
def test_an_area_that_makes_another_role_leaves_the_role_open(
    title: str, name: str, marks: tuple[str, ...], areas: tuple[str, ...]
) -> None:
    assert position(title).resolution == Resolution(None, "area", name, marks, areas, name)


# ---------------------------------------------------------------------------------------- e: never stripped


@pytest.mark.parametrize(
    "title",
    [
        "副总经理",
        "销售副总经理",
        "渠道部副经理",
        "华南大区副经理",
        "大区经理（副）",
        "大区经理助理",
        "助理大区经理",
        "前销售总监",
        "原销售经理",
        "非销售经理",
        "Deputy Regional Manager",
        "Regional Manager (Deputy)",
        "Acting Deputy Regional Manager",
        "Assistant Store Manager",
        "Store Manager, Assistant",
        "Asst Store Manager",
        "Vice General Manager",
        "Office Manager to the General Manager",
        "Store Manager to be",
        "Former Regional Manager",
        "Ex-Sales Manager",
        "Regional Manager, South and Deputy",
    ],
)
def test_a_word_that_makes_another_job_is_never_taken_off(title: str) -> None:
    assert position(title).resolution == UNRECOGNIZED


@cache
def plain_names() -> tuple[str, ...]:
    """Every name that needs no condition and has no protected word of its own."""
    names = (
        alias.name for aliases in library().titles.aliases.values() for alias in aliases if not (alias.applies or alias.is_open)
    )
    return tuple(name for name in names if not any(word in name.lower() for word in PROTECTED))


@given(
    name=st.sampled_from(plain_names()),
    word=st.sampled_from(PROTECTED),
    shape=st.sampled_from(
        ["{1} {0}", "{0} {1}", "{0} ({1})", "{0}, {1}", "{1}{0}", "{0}{1}", "South {1} {0}", "{0}, South {1}", "{1} - {0}"]
    ),
)
def test_wherever_a_protected_word_stands_it_is_not_lost(name: str, word: str, shape: str) -> None:
    found = position(shape.format(name, word)).resolution
    assert found.role in (None, "unrecognized") or word in str(found.name).lower() or "concurrent" in found.marks


# ---------------------------------------------------------------------------------------- conditional names


@pytest.mark.parametrize(
    ("title", "unit", "role"),
    [
        ("总经理", {"name": "华南大区", "type": "sales-region"}, "regional-manager"),
        ("总经理", {"name": "华南大区", "type": "销售大区"}, "regional-manager"),
        ("总经理", {"name": "华南大区", "type": "SALES REGION"}, "regional-manager"),
        ("General Manager", {"name": "South", "type": "sales-region"}, "regional-manager"),
        ("总经理", {"name": "总部", "type": "head-office"}, "general-manager"),
        ("总经理", {"name": "上海分公司", "type": "branch"}, "branch-general-manager"),
        ("General Manager", {"name": "Leeds Branch", "type": "branch"}, "branch-general-manager"),
        ("总经理", {"name": "火箭", "type": "rocket"}, "general-manager"),
        ("总经理", {"name": "华南大区"}, "general-manager"),
        ("代理总经理", {"name": "华南大区", "type": "sales-region"}, "regional-manager"),
        ("经理", {"name": "华南大区", "type": "sales-region"}, "regional-manager"),
        ("经理", {"name": "南山店", "type": "store"}, "store-manager"),
        ("经理", {"name": "销售部", "type": "sales-department"}, "sales-manager"),
        ("经理", {"name": "市场部", "type": "marketing-department"}, "marketing-manager"),
        ("副经理", {"name": "销售部", "type": "sales-department"}, "deputy-sales-manager"),
        ("副经理", {"name": "市场部", "type": "marketing-department"}, "unrecognized"),
        ("经理", {"name": "财务部", "type": "finance"}, "unrecognized"),
        ("经理", {"name": "销售部"}, "unrecognized"),
    ],
)
def test_what_a_conditional_name_means_depends_on_the_type_of_the_unit(title: str, unit: dict[str, str], role: str) -> None:
    assert position(title, "it", [{"id": "it", **unit}]).role == role


@pytest.mark.parametrize(("unit", "units"), [(None, None), ("sales-region", None), ("nowhere", SOUTH)])
def test_a_conditional_name_does_not_hold_where_the_type_of_the_unit_is_not_known(
    unit: str | None, units: list[dict[str, Any]] | None
) -> None:
    assert position("总经理", unit, units).role == "general-manager"
    assert position("经理", unit, units).role == "unrecognized"


def test_a_nested_position_has_the_conditional_name_of_the_unit_that_it_inherits() -> None:
    organization = linked(
        {
            "units": SOUTH,
            "positions": [{"title": "Sales manager", "unit": "south", "reports": [{"title": "General manager"}]}],
        },
        library(),
    )
    assert [position.role for position in organization.positions] == ["sales-manager", "regional-manager"]


def test_one_title_is_read_anew_in_every_unit() -> None:
    organization = linked(
        """
        units: [{id: top, type: head-office}, {id: south, type: sales-region}]
        positions:
          - {title: 总经理, unit: top}
          - {title: 总经理, unit: south}
          - {title: 总经理}
          - {title: 总经理, role: store-manager}
        """,
        library(),
    )
    assert [position.role for position in organization.positions] == [
        "general-manager",
        "regional-manager",
        "general-manager",
        "store-manager",
    ]


# ---------------------------------------------------------------------------------------- near titles


@pytest.mark.parametrize(
    ("title", "suggestion"),
    [
        ("Offic manager", "Office manager"),
        ("Officce manager", "Office manager"),
        ("Offise manager", "Office manager"),
        ("Ofifce manager", "Office manager"),
        ("Offise manger", "Office manager"),
        ("OFFISE  MANAGER", "Office manager"),
        ("Acting offise manager", "Office manager"),
        ("Offise manager (Shenzhen)", "Office manager"),
        ("Shenzhen offise manager", "Office manager"),
        ("Sales represntative", "Sales representative"),
        ("Regoinal sales manager", "Regional sales manager"),
        ("办事处经埋", "办事处经理"),
        ("办事处经理理", "办事处经理"),
        ("办处事经理", "办事处经理"),
        ("代理办事处经埋", "办事处经理"),
        ("办事处经埋（深圳）", "办事处经理"),
        ("华南大区经里", "大区经理"),
        ("销售部经理助力", "销售部经理助理"),
    ],
)
def test_a_misspelt_title_leaves_the_role_open_and_suggests_the_name(title: str, suggestion: str) -> None:
    assert position(title).resolution == Resolution(None, "near", suggestion=suggestion)


@pytest.mark.parametrize(
    "title",
    [
        "Offce mnagre",  # two slips in a word
        "Salse reprsentative assistnt",
        "Mgr",
        "店张",
        "Change manager",
        "Store mangler",
        "Warehouse keeper",
        "仓库管理员",
        "理货员",
    ],
)
def test_a_title_that_is_not_like_enough_is_another_job(title: str) -> None:
    assert position(title).resolution == UNRECOGNIZED


def test_no_other_job_that_the_rulebook_lists_is_ever_suggested_as_a_typo() -> None:
    others = sorted(library().titles.other_titles)
    organization = linked({"positions": [{"title": title} for title in others]}, library())
    assert len(others) > 100
    assert [position.title for position in organization.positions if position.resolution.suggestion is not None] == []


def test_no_other_job_that_the_rulebook_lists_is_a_title_of_a_role() -> None:
    titles = library().titles
    assert sorted(titles.other_titles & set(titles.aliases)) == []


# ---------------------------------------------------------------------------------------- at any cost


@pytest.mark.parametrize(
    "title",
    [
        "南" * 1000,
        "华南" * 500,
        "南 " * 400 + "大区经理",
        "第一" * 400 + "大区经理",
        "华南、" * 300 + "大区经理",
        "south " * 160 + "manager",
        "a, " * 330,
        "代理" * 499 + "x",
        "(" * 1000,
        "-" * 1000,
    ],
    ids=lambda title: title[:8],
)
def test_no_title_takes_long_to_read(title: str) -> None:
    library()
    started = time.perf_counter()
    position(title)
    assert time.perf_counter() - started < 1
