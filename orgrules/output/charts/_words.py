"""The words of the charts and of the page that shows them, by what the page and its scripts call them."""

from __future__ import annotations

from collections.abc import Mapping

from orgrules.locale import N_, NN_, _, ngettext

#: A sentence of which every language has all of its forms.
_PROBE = NN_("{0} finding", "{0} findings")

#: A pair where the number matters.
_WORDS: Mapping[str, str | tuple[str, str]] = {
    # what is drawn
    "chart about": N_("{0} positions; {1} of them have findings."),
    # the head
    "report": N_("Organization check"),
    "chart page": N_("Org chart"),
    "designs": NN_("{0} design", "{0} designs"),
    "no designs": N_("Nothing could be checked"),
    "skip": N_("Skip to the findings"),
    "skip chart": N_("Skip to the chart"),
    "chart of": N_("Org chart: {0}"),
    # the summary
    "summary": N_("Summary"),
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
    "Errors": N_("Errors"),
    "Warnings": N_("Warnings"),
    "Infos": N_("Notes"),
    "Waived": N_("Waived"),
    "Positions": N_("Positions checked"),
    "covered": N_("{0} judged by rules on their role"),
    "Rules judged": N_("Rules judged"),
    "rules left open": N_("{0} not judged: the design leaves open what they ask"),
    "rules without subject": N_("{0} had nothing to judge"),
    "rules left open and without subject": N_("{0} left open by the design, {1} with nothing to judge"),
    "all rules judged": N_("every rule found something to judge"),
    "clean": N_("No findings. Everything that could be judged keeps the rules."),
    "clean as far": N_("No findings in what could be checked."),
    "unrecognized titles": N_("Titles of no known role"),
    "unrecognized about": N_("No rule on a role judges these positions."),
    "times": NN_("{0} position", "{0} positions"),
    "problems": N_("Not everything could be checked"),
    "problems about": N_("What stands here was left out. The rest of this report says nothing about it."),
    # the chart
    "chart": N_("Org chart"),
    "chart help": N_(
        "Arrow keys move along the tree, right and left unfold and fold, Enter shows details, plus and minus change the size."
    ),
    "no charts": N_("No design could be read, so there is no chart."),
    "design": N_("Design"),
    "numbered": NN_("{0} finding", "{0} findings"),
    "find": N_("Find a position"),
    "find hint": N_("title, unit or holder"),
    "found none": N_("No position has this"),
    "found": N_("{0} of {1}"),
    "unfold all": N_("Unfold all"),
    "fold": N_("Fold"),
    "show findings": N_("Unfold findings"),
    "smaller": N_("Smaller"),
    "larger": N_("Larger"),
    "fit": N_("Fit"),
    "full screen": N_("Full screen"),
    "leave full screen": N_("Leave full screen"),
    "legend": N_("Legend"),
    "legend solid": N_("reporting line"),
    "legend dotted": N_("dotted line"),
    "legend ring": N_("line that closes a ring"),
    "legend vacant": N_("vacant position"),
    "legend nobody": N_("title that tells no role"),
    "legend folded": N_("positions folded away"),
    "vacant": N_("vacant"),
    "open": N_("role left open"),
    "unrecognized": N_("title of no known role"),
    "no role": N_("none"),
    "details": N_("Position"),
    "close": N_("Close"),
    "id": N_("Id"),
    "role": N_("Role"),
    "unit": N_("Unit"),
    "holder": N_("Holder"),
    "manager": N_("Manager"),
    "reports": N_("Reports"),
    "reports numbers": N_("{0} direct, {1} in all"),
    "dotted to": N_("Dotted line to"),
    "dotted from": N_("Dotted line from"),
    "closes": N_("Closes a ring with"),
    "place": N_("Place"),
    "box findings": N_("Findings"),
    "below findings": NN_("{0} finding further below", "{0} findings further below"),
    "none here": N_("None on this position."),
    "to finding": N_("Show finding"),
    "folded with": N_("{0} folded away"),
    "errors": NN_("{0} error", "{0} errors"),
    "warnings": NN_("{0} warning", "{0} warnings"),
    "infos": NN_("{0} note", "{0} notes"),
    "list": N_(", "),
    # the findings
    "findings": N_("Findings"),
    "by rule": N_("By rule"),
    "by unit": N_("By unit"),
    "rule": N_("Rule"),
    "no unit": N_("No unit"),
    "filters": N_("Filters"),
    "search": N_("Search"),
    "search hint": N_("words in the findings"),
    "severity": N_("Severity"),
    "waived": N_("waived"),
    "waived because": N_("Waived: {0}"),
    "until": N_("until {0}"),
    "all rules": N_("All rules"),
    "all units": N_("All units"),
    "all designs": N_("All designs"),
    "group": N_("Group by"),
    "about none": N_("Findings about no position"),
    "shown": N_("Showing {0} of {1} findings"),
    "none shown": N_("No finding meets the filters."),
    "clear": N_("Clear filters"),
    "to chart": N_("Show in chart"),
    "expected": N_("Expected"),
    "actual": N_("Actual"),
    "source": N_("Source"),
    "related": N_("Related"),
    "fix": N_("Fix"),
    "proposal": N_("Proposal"),
    # what was checked
    "checked": N_("What was checked"),
    "file": N_("Design"),
    "positions": N_("Positions"),
    "units": N_("Units"),
    "people": N_("People"),
    "covered column": N_("Judged by role rules"),
    "passed over": N_("Passed over, being no designs"),
    "rules": N_("Rules ({0})"),
    "rules about": N_(
        "How often each rule was judged, how often it could not be because the design leaves open what it asks, and how often it was broken."
    ),
    "rules kept": NN_("{0} other rule was not broken.", "{0} other rules were not broken."),
    "judged": N_("Judged"),
    "not judged": N_("Not judged"),
    "broken": N_("Broken"),
}


def say(name: str, *values: object) -> str:
    """A word or a sentence, with its values in their places; the first one tells one from many."""
    words = _WORDS[name]
    text = _(words) if isinstance(words, str) else ngettext(*words, values[0] if isinstance(values[0], int) else 0)
    return text.format(*(f"{value:,}" if isinstance(value, int) else value for value in values))


def words() -> dict[str, str | list[str]]:
    """All of them, for the page and its scripts to put together: one text each, or one for each form of ``plural_forms``."""
    return in_every_form(_WORDS)


def in_every_form(table: Mapping[str, str | tuple[str, str]]) -> dict[str, str | list[str]]:
    """The words of a table as ``words`` gives them."""
    forms = plural_forms()
    examples = [forms.index(form) for form in sorted(set(forms))]
    return {
        name: _(told) if isinstance(told, str) else [ngettext(*told, number) for number in examples]
        for name, told in table.items()
    }


def plural_forms() -> str:
    """Which form of a sentence goes with each number below 200, a digit each; larger numbers are as those from 100 on.

    No language has a rule that looks further (gettext manual, section 12.6).
    """
    told = [ngettext(*_PROBE, number) for number in range(200)]
    known = list(dict.fromkeys(told))
    return "".join(str(known.index(each)) for each in told)
