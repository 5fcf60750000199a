"""What the formats of a comparison share: its words in two languages, and how a position and its changes are told."""

from __future__ import annotations

from collections.abc import Iterable

from orgrules.locale import Language
from orgrules.output.comparisons import Aspect, Change, Comparison, Detail, Seat, UnitChange

WORDS: dict[str, dict[Language, str]] = {
    "heading": {"en": "Comparison", "zh": "组织设计对比"},
    "units": {"en": "Units", "zh": "单位"},
    "positions": {"en": "Positions", "zh": "岗位"},
    "findings": {"en": "Findings", "zh": "问题"},
    "added": {"en": "added", "zh": "新增"},
    "removed": {"en": "removed", "zh": "撤销"},
    "moved": {"en": "moved", "zh": "调整隶属"},
    "renamed": {"en": "renamed", "zh": "更名"},
    "recast": {"en": "changed the role of", "zh": "角色变更"},
    "changed": {"en": "changed", "zh": "变更"},
    "kept": {"en": "unchanged", "zh": "未变"},
    "introduced": {"en": "introduced", "zh": "新出现"},
    "fixed": {"en": "fixed", "zh": "已解决"},
    "unchanged": {"en": "unchanged", "zh": "仍存在"},
    "manager": {"en": "manager", "zh": "上级"},
    "unit": {"en": "unit", "zh": "单位"},
    "title": {"en": "title", "zh": "名称"},
    "role": {"en": "role", "zh": "角色"},
    "holder": {"en": "holder", "zh": "任职者"},
    "headcount": {"en": "headcount", "zh": "编制"},
    "fte": {"en": "full-time equivalents", "zh": "全时工作量（FTE）"},
    "dotted_line_to": {"en": "dotted lines", "zh": "虚线上级"},
    "duties": {"en": "duties", "zh": "职责"},
    "accountable_for": {"en": "accountable for", "zh": "最终负责的职责"},
    "requirements": {"en": "requirements", "zh": "任职要求"},
    "authority": {"en": "authority", "zh": "管理权限"},
    "meetings": {"en": "meetings", "zh": "会议"},
    "career_path": {"en": "career path", "zh": "职业发展路径"},
    "job_family": {"en": "job family", "zh": "职族"},
    "legal_representative": {"en": "legal representative", "zh": "法定代表人"},
    "attributes": {"en": "attributes", "zh": "属性"},
    "name": {"en": "name", "zh": "名称"},
    "type": {"en": "unit type", "zh": "单位类型"},
    "region_level": {"en": "region level", "zh": "区域级别"},
    "parent": {"en": "parent unit", "zh": "上级单位"},
    "head": {"en": "head", "zh": "负责人"},
    "education": {"en": "education", "zh": "学历"},
    "skills": {"en": "skills", "zh": "技能"},
    "part": {"en": "{aspect} ({name})", "zh": "{aspect}（{name}）"},
    "items added": {"en": "added {items}", "zh": "新增{items}"},
    "items removed": {"en": "removed {items}", "zh": "删去{items}"},
    "item": {"en": '"{}"', "zh": "“{}”"},
    "items": {"en": ", ", "zh": "、"},
    "unsaid": {"en": "not stated", "zh": "未写明"},
    "nobody": {"en": "none", "zh": "无"},
    "open": {"en": "open", "zh": "未定"},
    "between": {"en": ": ", "zh": "："},
    "then": {"en": "; ", "zh": "；"},
    "and": {"en": ", ", "zh": "，"},
    "end": {"en": ".", "zh": "。"},
    "from to": {"en": "From {old} to {new}", "zh": "从 {old} 到 {new}"},
}


def say(name: str, language: Language) -> str:
    """A word."""
    return WORDS[name][language]


def counts(comparison: Comparison) -> dict[str, dict[str, int]]:
    """How many positions and findings there are of each kind, in the order in which they are told."""
    return {
        "positions": {
            "added": len(comparison.added),
            "removed": len(comparison.removed),
            "moved": len(comparison.moved),
            "renamed": len(comparison.renamed),
            "changed": len(comparison.altered),
            "kept": comparison.kept,
        },
        **({"units": {"changed": len(comparison.units)}} if comparison.units else {}),
        "findings": {
            "introduced": len(comparison.introduced),
            "fixed": len(comparison.fixed),
            "unchanged": len(comparison.unchanged),
        },
    }


def count_line(what: str, numbers: dict[str, int], language: Language) -> str:
    """``Positions: 2 added, 1 removed …``"""
    told = [
        f"{number:,} {say(name, language)}" if language == "en" else f"{say(name, language)} {number:,}"
        for name, number in numbers.items()
    ]
    return say(what, language) + say("between", language) + say("and", language).join(told) + say("end", language)


def changes(comparison: Comparison) -> list[tuple[str, Change]]:
    """The positions that moved, those with another title or role, and those with anything else, each with the word for it."""
    moved = [("moved", change) for change in comparison.moved]
    renamed = [("renamed" if "title" in change.aspects else "recast", change) for change in comparison.renamed]
    return moved + renamed + [("changed", change) for change in comparison.altered]


def name_of(seat: Seat | UnitChange) -> str:
    """A position by its title or a unit by its name, and its id where it has another."""
    name = seat.title if isinstance(seat, Seat) else seat.name
    return f"{name} ({seat.id})" if seat.id and seat.id != name else name


def about(seat: Seat, language: Language) -> str:
    """What there is to know of a position that is in one of the designs alone."""
    told = [
        say(aspect, language) + say("between", language) + value
        for aspect, value in (("manager", seat.manager), ("unit", seat.unit), ("role", seat.role))
        if value is not None
    ]
    return say("then", language).join(told)


def value_of(seat: Seat, aspect: Aspect, language: Language) -> str:
    """What a position has, in words."""
    value: str | None = getattr(seat, aspect)
    return say("open" if aspect == "role" else "nobody", language) if value is None else value


def differences(change: Change | UnitChange, language: Language) -> str:
    """What is different about a position or a unit: ``manager: A → B; duties: added "X"``."""
    told = []
    if isinstance(change, Change):
        told = [
            f"{say(aspect, language)}{say('between', language)}"
            f"{value_of(change.before, aspect, language)} → {value_of(change.after, aspect, language)}"
            for aspect in change.aspects
        ]
    return say("then", language).join([*told, *(_detail(detail, language) for detail in change.details)])


def _detail(detail: Detail, language: Language) -> str:
    what = say(detail.aspect, language)
    if detail.name:
        # the user's own attributes stand as they are written
        name = say(detail.name, language) if detail.aspect == "requirements" else detail.name
        what = say("part", language).replace("{aspect}", what).replace("{name}", name)
    if detail.added or detail.removed:
        lists = (("items added", detail.added), ("items removed", detail.removed))
        told = say("and", language).join(_items(how, items, language) for how, items in lists if items)
    else:
        before, after = (say("unsaid", language) if value is None else value for value in (detail.before, detail.after))
        told = f"{before} → {after}"
    return f"{what}{say('between', language)}{told}"


def _items(how: str, items: Iterable[str], language: Language) -> str:
    """Items in quotation marks: many hold the mark that would part them."""
    quoted = say("items", language).join(say("item", language).replace("{}", item) for item in items)
    return say(how, language).replace("{items}", quoted)
