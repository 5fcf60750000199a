"""What a report says of its settings: where they come from, how many rules they leave out, and what was laid over the design."""

from __future__ import annotations

from orgrules.findings import LaidOver, Report
from orgrules.locale import _, ngettext


def settings_lines(report: Report) -> list[str]:
    """The settings file and how many rules are left out, in a sentence, and one of each file of changes that was laid over."""
    return [*_of_settings(report), *map(_of_changes, report.laid_over)]


def _of_changes(laid: LaidOver) -> str:
    if laid.name is None:
        said = ngettext(
            "With {path} laid over the design: {number:,} change.",
            "With {path} laid over the design: {number:,} changes.",
            laid.changes,
        )
    else:
        said = ngettext(
            "With {path} ({name}) laid over the design: {number:,} change.",
            "With {path} ({name}) laid over the design: {number:,} changes.",
            laid.changes,
        )
    return said.format(path=laid.path, name=laid.name, number=laid.changes)


def _of_settings(report: Report) -> list[str]:
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
