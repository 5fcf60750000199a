"""The ordered words of the design format: region levels and education, and the kinds of ownership, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.text import did_you_mean, listed, normalize, shown


class Scale(NamedTuple):
    """Named values, lowest first where they have an order. ``names`` maps an id to its English and its Chinese name."""

    what: str
    names: dict[str, tuple[str, str]]
    ordered: bool = True

    def read(self, text: object) -> str:
        """The id of a value written as an id or as a name in either language.

        Raises:
            ValueError: for anything else, with the nearest known value.
        """
        form = normalize(text) if isinstance(text, str) else ""
        for value, names in self.names.items():
            if form == value or form in map(normalize, names):
                return value
        spelled = f'"{shown(text)}"' if isinstance(text, str) else "no text"
        hint = (
            did_you_mean(text, [*self.names, *(name for names in self.names.values() for name in names)])
            if isinstance(text, str)
            else ""
        )
        raise ValueError(f"expected one of {listed(self.names)}, found {spelled}{hint}")

    def rank(self, value: str) -> int:
        """The place of a value in the order, from 0."""
        return list(self.names).index(value)


#: smallest first; DESIGN: country-group > macro-region > province > city
REGION_LEVEL = Scale(
    "region level",
    {
        "city": ("City", "城市"),
        "province": ("Province", "省级"),
        "macro-region": ("Macro-region", "大区"),
        "country-group": ("Country group", "国家组"),
    },
)

EDUCATION = Scale(
    "education",
    {
        "secondary": ("Secondary school", "高中"),
        "vocational": ("Vocational school", "中专"),
        "college": ("College", "大专"),
        "bachelor": ("Bachelor", "本科"),
        "master": ("Master", "硕士"),
        "doctorate": ("Doctorate", "博士"),
    },
)

OWNERSHIP = Scale(
    "ownership",
    {"private": ("Private", "民营"), "foreign": ("Foreign-owned", "外资"), "state-owned": ("State-owned", "国有")},
    ordered=False,
)
