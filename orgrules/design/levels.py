"""The ordered words of the design format: region levels and education, and the kinds of ownership, as designs write them."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.locale import ENGLISH, _, spoken
from orgrules.text import Texts, did_you_mean, fold, listed, normalize, pick, shown


class Scale(NamedTuple):
    """Named values, lowest first where they have an order. ``names`` maps an id to its names, all of which designs may write."""

    what: str
    names: dict[str, Texts]
    ordered: bool = True

    def read(self, text: object) -> str:
        """The id of a value written as an id or as a name in any language.

        Raises:
            ValueError: for anything else, with the nearest known value.
        """
        form = normalize(text) if isinstance(text, str) else ""
        for value, names in self.names.items():
            if form == value or form in map(fold, names.values()):
                return value
        known = listed(self.spellings())
        if not isinstance(text, str):
            message = _("expected one of {names}, found no text")
            raise ValueError(message.format(names=known))  # noqa: TRY004 - what pydantic makes a problem of
        hint = did_you_mean(text, [*self.names, *(name for names in self.names.values() for name in names.values())])
        message = _('expected one of {names}, found "{text}"{hint}')
        raise ValueError(message.format(names=known, text=shown(text), hint=hint))

    def spellings(self) -> list[str]:
        """The values as one who reads the language spoken writes them: by their names in it; the ids are English."""
        return list(self.names) if spoken() == ENGLISH else [pick(names) for names in self.names.values()]

    def rank(self, value: str) -> int:
        """The place of a value in the order, from 0."""
        return list(self.names).index(value)


#: smallest first; DESIGN: country-group > macro-region > province > city
REGION_LEVEL = Scale(
    "region level",
    {
        "city": {"en": "City", "zh": "城市"},
        "province": {"en": "Province", "zh": "省级"},
        "macro-region": {"en": "Macro-region", "zh": "大区"},
        "country-group": {"en": "Country group", "zh": "国家组"},
    },
)

EDUCATION = Scale(
    "education",
    {
        "secondary": {"en": "Secondary school", "zh": "高中"},
        "vocational": {"en": "Vocational school", "zh": "中专"},
        "college": {"en": "College", "zh": "大专"},
        "bachelor": {"en": "Bachelor", "zh": "本科"},
        "master": {"en": "Master", "zh": "硕士"},
        "doctorate": {"en": "Doctorate", "zh": "博士"},
    },
)

OWNERSHIP = Scale(
    "ownership",
    {
        "private": {"en": "Private", "zh": "民营"},
        "foreign": {"en": "Foreign-owned", "zh": "外资"},
        "state-owned": {"en": "State-owned", "zh": "国有"},
    },
    ordered=False,
)
