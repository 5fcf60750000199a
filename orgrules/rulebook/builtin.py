"""The rules about waivers. No condition on a design can say them: ``waivers.py`` finds where they are broken."""

from __future__ import annotations

from array import array

from orgrules.files.source import Source
from orgrules.findings import Severity
from orgrules.rulebook.model import Placement, Rule
from orgrules.text import Texts

#: What stands for the rulebook of these rules, and for their file.
RULEBOOK = "orgrules"
TITLE: Texts = {"en": "orgrules: About waivers", "zh": "orgrules: 关于豁免"}


def _rule(id_: str, severity: Severity, name: Texts, why: Texts, fix: Texts) -> Rule:
    return Rule(
        id=id_,
        rulebook=RULEBOOK,
        name=name,
        severity=severity,
        conditions={},
        roles=None,
        message=name,
        why=why,
        fix=fix,
        cites=(),
        field_cites=(),
        item_cites={},
        placement=Placement(),
        written={},
        source=Source(RULEBOOK, {}, array("Q")),
        route=(),
    )


EXPIRED = _rule(
    "waivers/expired",
    Severity.WARNING,
    {"en": "No waiver has expired", "zh": "没有过期的豁免"},
    {
        "en": "A waiver holds until its day; what it waived is a finding again.",
        "zh": "豁免只在期限内有效；到期之后，被豁免的问题会重新报告。",
    },
    {
        "en": "Mend what was waived and remove the waiver, or have it accepted anew until a later day.",
        "zh": "改正被豁免的问题并删除该豁免，或重新批准并写明新的期限。",
    },
)
UNUSED = _rule(
    "waivers/unused",
    Severity.WARNING,
    {"en": "Every waiver waives something", "zh": "每项豁免都有对应的问题"},
    {
        "en": "A waiver that waives nothing is a leftover, or names the wrong thing; it may waive tomorrow what nobody accepted.",
        "zh": "没有对应问题的豁免，不是多余的，就是写错了对象；日后还可能豁免掉从未有人同意的问题。",
    },
    {"en": "Remove the waiver, or correct what it names.", "zh": "删除该豁免，或更正它所指的对象。"},
)
INVALID = _rule(
    "waivers/invalid",
    Severity.ERROR,
    {"en": "Every waiver can hold", "zh": "每项豁免都有效"},
    {
        "en": "A waiver without a reason, an end date where one is required, or a known rule waives nothing.",
        "zh": "没有理由、缺少必需的期限或规则不存在的豁免不起作用。",
    },
    {
        "en": "Write it as: # orgrules: ignore[RULE] -- REASON, until 2027-03-31",
        "zh": "写法：# orgrules: ignore[规则] -- 理由, until 2027-03-31",
    },
)

#: All of them: listed, explained, selected, ignored and given severities like any rule.
BUILT_IN = (EXPIRED, UNUSED, INVALID)
