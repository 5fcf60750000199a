"""What the formats of a comparison share: its words in two languages, and how a position and its changes are told."""

from __future__ import annotations

from orgrules.output.comparisons import Aspect, Change, Comparison, Seat
from orgrules.text import Language

WORDS: dict[str, dict[Language, str]] = {
    "heading": {"en": "Comparison", "zh": "组织设计对比"},
    "positions": {"en": "Positions", "zh": "岗位"},
    "findings": {"en": "Findings", "zh": "问题"},
    "added": {"en": "added", "zh": "新增"},
    "removed": {"en": "removed", "zh": "撤销"},
    "moved": {"en": "moved", "zh": "调整隶属"},
    "renamed": {"en": "renamed", "zh": "更名"},
    "recast": {"en": "changed the role of", "zh": "角色变更"},
    "kept": {"en": "unchanged", "zh": "未变"},
    "introduced": {"en": "introduced", "zh": "新出现"},
    "fixed": {"en": "fixed", "zh": "已解决"},
    "unchanged": {"en": "unchanged", "zh": "仍存在"},
    "manager": {"en": "manager", "zh": "上级"},
    "unit": {"en": "unit", "zh": "单位"},
    "title": {"en": "title", "zh": "名称"},
    "role": {"en": "role", "zh": "角色"},
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
            "kept": comparison.kept,
        },
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
    """The positions that moved and those with another title or role, each with the word for it."""
    moved = [("moved", change) for change in comparison.moved]
    return moved + [("renamed" if "title" in change.aspects else "recast", change) for change in comparison.renamed]


def name_of(seat: Seat) -> str:
    """A position by its title, and its id where it has another."""
    return f"{seat.title} ({seat.id})" if seat.id and seat.id != seat.title else seat.title


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


def differences(change: Change, language: Language) -> str:
    """What is different about a position: ``manager: A → B; unit: X → Y``."""
    return say("then", language).join(
        f"{say(aspect, language)}{say('between', language)}"
        f"{value_of(change.before, aspect, language)} → {value_of(change.after, aspect, language)}"
        for aspect in change.aspects
    )
