"""What single sentences of a job description name: terms of a list, a unit, a number of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from orgrules.drafting.model import Field, Said
from orgrules.drafting.writing.requirements import requirement
from orgrules.drafting.writing.rewording import ENOUGH
from orgrules.drafting.writing.titles import is_nameless
from orgrules.text import normalize

#: Fields that list terms, by what their terms are.
TERMS: Mapping[Field, str] = {
    "duties": "duty",
    "authority": "authority",
    "meetings": "meeting",
    "internal_relations": "relation",
    "external_relations": "relation",
}
#: Fields that ask for something.
REQUIREMENTS: tuple[Field, ...] = ("requirements", "education", "experience", "certificates", "fields_of_study", "skills")

#: A name is cut where it is longer.
_LONGEST_NAME = 500


def says_something(name: Field, said: Said) -> bool:
    """Whether a statement has words, or the number or mark that its field may be said by."""
    may_have_none = name in ("headcount_below", "experience", "reports_to", "manages")
    return bool(said.text.strip()) and (may_have_none or not is_nameless(said.text))


def terms_of(name: Field, text: str) -> Iterator[tuple[str, str]]:
    """The terms that a sentence under a field names, each with its kind."""
    if name in TERMS:
        yield from ((TERMS[name], term) for term in listed_terms(name, text))
    elif name in REQUIREMENTS:
        for kind, value in requirement(text, name).asked:
            if isinstance(value, tuple):
                yield from (("field of study", each) for each in value)
            elif kind in ("certificate", "skill"):
                yield kind, str(value)
    elif name == "unit":
        yield "unit type", text.strip(" 。.;；")


def renamed(name: Field, old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """The terms that a sentence names in other words than it did: the kind, and the two forms in which names are compared."""
    from rapidfuzz import fuzz  # imported where used: a first draft has nothing to compare

    was, now = ([(kind, normalize(as_name(term))) for kind, term in terms_of(name, text)] for text in (old, new))
    gone, come = [each for each in was if each not in now], [each for each in now if each not in was]
    if len(gone) == len(come):
        for (kind, before), (is_now, after) in zip(gone, come, strict=True):
            if kind == is_now and ((len(was) == 1 and name != "unit") or fuzz.ratio(before, after) >= ENOUGH):
                yield kind, before, after


def as_name(text: str) -> str:
    """A sentence as a name: on one line, and without the mark that ends it."""
    return " ".join(text.split()).rstrip("。；;，,、. ")[:_LONGEST_NAME] or text.strip()


def listed_terms(name: Field, text: str) -> list[str]:
    """The terms that a sentence names: meetings and relations stand in a row, a duty is a sentence."""
    if name == "meetings":
        bare = re.sub(r"^(?:参加|出席|列席|attends?\s+(?:the\s+)?)", "", text.strip(), flags=re.IGNORECASE) or text
        parts = [part.strip() for part in re.split(r"[、，,；;]", bare) if part.strip(" 。.")]
        return parts if all(re.search(r"会议?。?$|\bmeetings?\.?$", part, re.IGNORECASE) for part in parts) else [bare]
    if name in ("internal_relations", "external_relations"):
        parts = [part.strip() for part in re.split(r"[、，,；;]", text) if part.strip(" 。.")]
        return parts if all(len(part) <= (12 if not part.isascii() else 40) for part in parts) else [text]
    return [text]


def is_unit(text: str) -> bool:
    """Whether a text is the name of one unit, and not of several or of any."""
    return len(text) <= 40 and not re.search(
        r"[、，,;；/／()（）]|^各|所有|相关|^无$|\band\b|\bor\b|^n/?a$|^all ", text, re.IGNORECASE
    )


def number_of_people(said: Said) -> dict[str, Any]:
    """The number of people below a post; nothing where the text says none for sure."""
    text = f"{said.under} {said.text}"
    form = normalize(re.sub(r"[(（][^()（）]*[)）]", "", said.text)).strip(" 。.")
    found = re.fullmatch(
        r"(?:共|合计|直接|下属|下级|管理|人数|[:,]|total|direct reports|of|\s)*"
        r"(?P<from>\d{1,6})\s*(?:(?:-|~|至|到|–|—|to)\s*(?P<to>\d{1,6})\s*)?"
        r"(?:名|人|位|个|people|persons?|employees|staff|reports)?\s*(?P<above>以上|or more|\+)?(?P<below>以下|or fewer|以内)?",
        form,
    )
    is_direct = {"direct": True} if re.search(r"直接|\bdirect", text, re.IGNORECASE) else {}
    if form in ("无", "没有", "none", "0", "nobody"):
        return {"at_most": 0, **is_direct}
    if found is None:
        return {}
    number, most = int(found["from"]), int(found["to"] or found["from"])
    if found["above"]:
        return {"at_least": number, **is_direct} if number else {}
    if found["below"] or not most:
        return {"at_most": most, **is_direct}
    return {"at_least": min(number, most), "at_most": max(number, most), **is_direct}
