"""The ordered words of the design format: region levels and education, and the kinds of ownership, as designs write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from orgrules.locale import ENGLISH, _, spoken
from orgrules.text import Texts, did_you_mean, fold, listed, normalize, pick, shown

#: "At least" is what a level that is asked for means anyhow, and some words are there in one writing and not in another.
_AROUND = (
    r"^(全日制|统招|lowest |at least |minimum )|[ ,(]*(or above|or higher|and above|or equivalent)\)?$"
    r"|([及或](其)?)?以上(学历|文化程度|水平)?$|(学历|学位|文化程度|毕业)$|[.'’]"
)


class Scale(NamedTuple):
    """Named values, lowest first where they have an order. ``names`` maps an id to its names, all of which designs may write.

    ``also_called`` are other words for them, in the form in which they are compared.
    """

    what: str
    names: dict[str, Texts]
    ordered: bool = True
    also_called: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def read(self, text: object) -> str:
        """The id of a value written as an id or as a name in any language.

        Raises:
            ValueError: for anything else, with the nearest known value.
        """
        form = normalize(text) if isinstance(text, str) else ""
        for value, names in self.names.items():
            if form == value or form in map(fold, names.values()):
                return value
        usual = re.sub(_AROUND, "", re.sub(_AROUND, "", form))
        for value, names in self.names.items():
            if usual in (value, *self.also_called.get(value, ())) or usual in map(normalize, names.values()):
                return value
        known = listed(self.spellings())
        if not isinstance(text, str):
            message = _("expected one of {names}, found no text")
            raise ValueError(message.format(names=known))  # noqa: TRY004 - what pydantic makes a problem of
        hint = did_you_mean(text, [*self.names, *(name for names in self.names.values() for name in names.values())])
        message = _('expected one of {names}, found "{text}"{hint}')
        raise ValueError(message.format(names=known, text=shown(text), hint=hint))

    def is_name(self, value: str, text: str) -> bool:
        """Whether a text is the id of a value or one of its names, rather than other words for it."""
        return normalize(text) in (value, *map(normalize, self.names[value].values()))

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
    also_called=MappingProxyType(
        {
            "city": ("市", "市级", "城市级", "地级市", "地市"),
            "province": ("省", "省份", "自治区", "province-level"),
            "macro-region": ("大区级", "跨省", "macro region", "macroregion", "multi-province"),
            "country-group": ("跨国", "国家群", "countries", "group of countries", "multi-country"),
        }
    ),
)

EDUCATION = Scale(
    "education",
    {
        "junior-secondary": {"en": "Junior secondary school", "zh": "初中"},
        "secondary": {"en": "Secondary school", "zh": "高中"},
        "vocational": {"en": "Vocational school", "zh": "中专"},
        "college": {"en": "College", "zh": "大专"},
        "bachelor": {"en": "Bachelor", "zh": "本科"},
        "master": {"en": "Master", "zh": "硕士"},
        "doctorate": {"en": "Doctorate", "zh": "博士"},
    },
    also_called=MappingProxyType(
        {
            "junior-secondary": ("初级中学", "junior high", "junior high school", "middle school", "lower secondary"),
            "secondary": (
                "高级中学",
                "普高",
                "普通高中",
                "high school",
                "high school diploma",
                "senior high school",
                "upper secondary",
            ),
            "vocational": ("中职", "职高", "职业高中", "技校", "中技", "中等专业学校", "trade school", "vocational training"),
            "college": (
                *("专科", "大学专科", "高职", "高职高专", "高专", "junior college", "college diploma", "associate"),
                *("associate degree", "associates degree", "some college"),
            ),
            "bachelor": (
                *(
                    "大学本科",
                    "大本",
                    "学士",
                    "本科学士",
                    "bachelors",
                    "bachelor degree",
                    "bachelors degree",
                    "undergraduate degree",
                ),
                *("bachelor of arts", "bachelor of science", "ba", "bsc", "bs"),
            ),
            "master": (
                *("硕士研究生", "研究生", "masters", "master degree", "masters degree", "postgraduate degree"),
                *("master of arts", "master of science", "ma", "msc", "mba"),
            ),
            "doctorate": ("博士研究生", "phd", "doctor", "doctoral degree", "doctors degree", "doctorate degree"),
        }
    ),
)

OWNERSHIP = Scale(
    "ownership",
    {
        "private": {"en": "Private", "zh": "民营"},
        "foreign": {"en": "Foreign-owned", "zh": "外资"},
        "state-owned": {"en": "State-owned", "zh": "国有"},
    },
    ordered=False,
    also_called=MappingProxyType(
        {
            "private": (
                *("民企", "民营企业", "私企", "私营", "私营企业", "私有", "私有企业"),
                *("privately owned", "privately-owned", "private company", "privately held", "family-owned"),
            ),
            "foreign": (
                "外企",
                "外资企业",
                "外商独资",
                "外商投资",
                "外商投资企业",
                "外商独资企业",
                "foreign owned",
                "foreign-invested",
            ),
            "state-owned": ("国企", "国有企业", "央企", "国营", "国营企业", "国有控股", "state owned", "government-owned", "soe"),
        }
    ),
)
