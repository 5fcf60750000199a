"""What a report says of its settings: where they come from, and how many rules they leave out."""

from __future__ import annotations

from orgrules.findings import Report
from orgrules.locale import _, ngettext


def settings_lines(report: Report) -> list[str]:
    """The settings file and how many rules are left out, in a sentence; nothing where there is neither."""
    number, path = report.rules_left_out, report.settings_file
    if path is None and not number:
        return []
    if path is None:
        said = ngettext("{number:,} rule is left out.", "{number:,} rules are left out.", number)
    elif not number:
        said = _("Settings: {path}.")
    else:
        said = ngettext(
            "Settings: {path}; {number:,} rule is left out.", "Settings: {path}; {number:,} rules are left out.", number
        )
    return [said.format(path=path, number=number)]
