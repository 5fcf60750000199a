"""The rules about waivers and tables, which no condition on a design can say.

``policy/waivers.py`` and ``engine/tables.py`` find where they are broken.
"""

from __future__ import annotations

from array import array

from orgrules.files.source import Source
from orgrules.findings import Severity
from orgrules.locale import EveryLanguage
from orgrules.rulebook.model import Placement, Rule
from orgrules.text import Texts

#: What stands for the rulebook of these rules, and for their file.
RULEBOOK = "orgrules"
TITLE: Texts = EveryLanguage("orgrules: About waivers")
TITLE_OF_TABLES: Texts = EveryLanguage("orgrules: About tables")


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
    EveryLanguage("No waiver has expired"),
    EveryLanguage("A waiver holds until its day; what it waived is a finding again."),
    EveryLanguage("Mend what was waived and remove the waiver, or have it accepted anew until a later day."),
)
UNUSED = _rule(
    "waivers/unused",
    Severity.WARNING,
    EveryLanguage("Every waiver waives something"),
    EveryLanguage(
        "A waiver that waives nothing is a leftover, or names the wrong thing; it may waive tomorrow what nobody accepted."
    ),
    EveryLanguage("Remove the waiver, or correct what it names."),
)
INVALID = _rule(
    "waivers/invalid",
    Severity.ERROR,
    EveryLanguage("Every waiver can hold"),
    EveryLanguage("A waiver without a reason, an end date where one is required, or a known rule waives nothing."),
    EveryLanguage("Write it as: # orgrules: ignore[RULE] -- REASON, until 2027-03-31"),
)

UNREADABLE = _rule(
    "tables/unreadable",
    Severity.ERROR,
    EveryLanguage("Every row and cell of a table can be read"),
    EveryLanguage("What cannot be read is not checked, and a report without it looks better than the organization is."),
    EveryLanguage("Correct the cell or the row where the table comes from, and export it again."),
)
LEADING_ZEROS = _rule(
    "tables/leading-zeros",
    Severity.WARNING,
    EveryLanguage("Ids keep their leading zeros"),
    EveryLanguage(
        "A spreadsheet reads ids as numbers and drops the zeros before them; matched exactly, they are nobody's, or another's."
    ),
    EveryLanguage(
        "Export the column of ids as text; in Excel, import the file with Data, From Text/CSV, and make the column's type Text."
    ),
)

#: Those about waivers, which no waiver waives and no baseline hides; those about tables.
ABOUT_WAIVERS = (EXPIRED, UNUSED, INVALID)
ABOUT_TABLES = (UNREADABLE, LEADING_ZEROS)
#: All of them: listed, explained, selected, ignored and given severities like any rule.
BUILT_IN = (*ABOUT_WAIVERS, *ABOUT_TABLES)
