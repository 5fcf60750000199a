"""Rules and facts for a person to read: a rule in its written form with its reasons, and the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact, Hop, Word
from orgrules.files.source import dump
from orgrules.locale import Language
from orgrules.rulebook.model import Rule
from orgrules.text import pick

_HEADINGS: dict[str, dict[Language, str]] = {
    "why": {"en": "Why", "zh": "理由"},
    "fix": {"en": "How to mend it", "zh": "如何改正"},
    "source": {"en": "Statements it comes from", "zh": "依据的陈述"},
    "reading": {"en": "How the document is read here", "zh": "对文件的解读"},
    "written": {"en": "Written form", "zh": "规则原文"},
    "place": {"en": "Written in", "zh": "所在文件"},
}
_SHOWN_KEYS = ("name", "cites", "severity", "each", "where", "require", "finding", "message")
_SUBJECTS = {"position": "岗位", "unit": "单位", "person": "人员", "cycle": "循环", "organization": "组织"}


def explain_rule(rule: Rule, language: Language) -> list[str]:
    """A rule in full, line by line."""
    lines = [f"{rule.id} ({rule.severity.word}, {rule.rulebook})", pick(rule.name, language)]
    for heading, texts in (("why", rule.why), ("fix", rule.fix)):
        if texts:
            lines += ["", _HEADINGS[heading][language], f"  {pick(texts, language)}"]
    if rule.cites:
        lines += ["", _HEADINGS["source"][language]]
        lines += [f"  {statement.document}:{statement.id}  {pick(statement.gloss, language)}" for statement in rule.cites]
    if rule.reading:
        lines += ["", _HEADINGS["reading"][language], f"  {rule.reading}"]
    if not rule.written:
        return lines
    written: Mapping[str, Any] = {key: rule.written[key] for key in _SHOWN_KEYS if key in rule.written}
    lines += ["", _HEADINGS["written"][language], *(f"  {line}" for line in dump(dict(written)).splitlines())]
    line, column = rule.source.place(rule.route)
    return [*lines, "", _HEADINGS["place"][language], f"  {rule.source.path}:{line}:{column}"]


def fact_lines(language: Language) -> list[str]:
    """The vocabulary: every fact, hop and collection by kind of subject, with its type and meaning."""
    lines: list[str] = []
    for kind, words in VOCABULARY.items():
        shown = [
            (name if name != "attributes" else "attributes.NAME", _type(word), word.en if language == "en" else word.zh)
            for name, word in words.items()
        ]
        name_width = max(len(name) for name, _, _ in shown)
        type_width = max(len(type_) for _, type_, _ in shown)
        lines += ["", kind if language == "en" else f"{kind}（{_SUBJECTS[kind]}）"]
        lines += [f"  {name:{name_width}}  {type_:{type_width}}  {meaning}" for name, type_, meaning in shown]
    return lines[1:]


def _type(word: Word) -> str:
    if isinstance(word, Hop):
        return f"→ {word.to}"
    if isinstance(word, Collection):
        return f"{word.of}s" if word.of != "person" else "people"
    return _fact_type(word)


def _fact_type(fact: Fact) -> str:
    if fact.scale is not None:
        return "level"
    return {"truth": "true/false", "number": "whole number", "decimal": "number", "set": "set of texts", "any": "any"}.get(
        fact.type, fact.type
    )
