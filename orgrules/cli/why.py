"""``orgrules why``: what makes the silence of the rules trustworthy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _, ngettext
from orgrules.text import columns, listed, sanitize

if TYPE_CHECKING:
    from orgrules.organization.model import Resolution
    from orgrules.tasks.why import Explanation, TermRead


@_speech.command(
    "why",
    short_help=COMMANDS["why"],
    help=N_(
        "Explain what the rules see in THING of DESIGN, and why they are silent.\n\n"
        "THING is the id, the title or the name of a position, a unit, a person or the organization; without it, it is the "
        "organization. Where several are called the same, a kind before it says which: position:NAME, unit:NAME, person:NAME. "
        "cycle:NAME is the cycle that a position or a unit is in.\n\n"
        "It tells how a title was understood, every fact, the rules that are broken and kept, and those that could not be judged."
    ),
)
@click.argument("design", type=click.Path())
@click.argument("thing", required=False)
@_options.changes
@_options.rulebooks
@_options.language
@_options.encoding
@_options.today
@_options.tables
@_options.config
def command(design: str, thing: str | None, changes: tuple[str, ...], config: str | None, isolated: bool, **given: Any) -> int:
    """What the help says: a design and the name of a thing in, what the rules know of it out."""
    from orgrules.tasks.why import why

    settings = _options.settings(config, isolated, **given)
    explanation = why(design, thing, settings, changes=changes)
    for line in _lines(explanation, settings.baseline or ""):
        click.echo(sanitize(line))
    return 0


def _lines(explanation: Explanation, baseline: str) -> list[str]:
    from orgrules.output.reports.text import waived_line

    lines = [f"{explanation.location}: {_named(explanation)}"]
    if explanation.resolution is not None:
        lines += ["", _("Title"), f"  {_understood(explanation.resolution, explanation.role or '')}"]
    lines += ["", _("Facts")]
    known = [(fact.label, fact.value) for fact in explanation.facts if fact.value is not None]
    width = max((columns(label) for label, _value in known), default=0)
    lines += [f"  {label}{' ' * (width - columns(label))}  {value}" for label, value in known]
    open_ = [fact.lacking for fact in explanation.facts if fact.value is None and not fact.name.endswith(".suggestion")]
    if open_:
        lines += ["", "  " + _("Not modelled: {facts}").format(facts=listed(dict.fromkeys(open_)))]
    read = [each for each in explanation.read if each.how != "name"]  # a name needs no telling
    if read:
        lines += ["", _("Read")]
        lines += [f"  {each.field}: {_read_as(each)}" for each in read]
    for heading, findings in (
        (_("Broken"), explanation.broken),
        (_("Broken, and in the baseline {path}").format(path=baseline), explanation.known),
        (_("Broken, but left out by the settings"), explanation.left_out),
    ):
        if findings:
            lines += ["", heading]
        for finding in findings:
            lines.append(f"  {finding.rule}: {finding.message}")
            if finding.waived is not None:
                lines.append(f"    {waived_line(finding.waived)}")
    if explanation.kept:
        lines += ["", _("Kept")]
        lines += [f"  {rule}: {name}" for rule, name in explanation.kept]
    if explanation.silent:
        because = _("because the design does not tell: {facts}")
        lines += ["", _("Not judged")]
        lines += [f"  {silence.rule}: {because.format(facts=listed(silence.lacking))}" for silence in explanation.silent]
    if explanation.outside or explanation.others_left_out:
        lines.append("")
    if explanation.outside:
        lines.append(_outside(explanation.kind, explanation.outside))
    if explanation.others_left_out:
        told = ngettext(
            "{number:,} more rule is left out by the settings.",
            "{number:,} more rules are left out by the settings.",
            explanation.others_left_out,
        )
        lines.append(told.format(number=explanation.others_left_out))
    return lines


def _read_as(term: TermRead) -> str:
    """How one duty, skill, power or meeting was read."""
    match term.how:
        case "wording":
            told = _("“{text}” is read by its wording as: {names}.")
        case "open":
            told = _("“{text}” is open; it may be: {names}.")
        case _:
            told = _("“{text}” is nothing that a loaded rulebook knows.")
    return told.format(text=term.text, names=term.names)


def _named(explanation: Explanation) -> str:
    """What is explained, by its title or name and its id; of which kind it is, where it is no position."""
    name = f"{explanation.title} ({explanation.id})" if explanation.id else explanation.title
    match explanation.kind:
        case "unit":
            return _("unit {name}").format(name=name)
        case "person":
            return _("person {name}").format(name=name)
        case "cycle":
            return _("cycle {name}").format(name=name)
        case "organization":
            return _("organization {name}").format(name=name)
    return name


def _understood(found: Resolution, role: str) -> str:
    """How the title of a position was understood."""
    from orgrules.output.readings._words import title_told

    return title_told(found.status, role, found.name, found.suggestion, found.marks, found.areas)


def _outside(kind: str, number: int) -> str:
    """How many rules are about others of a kind."""
    match kind:
        case "unit":
            told = ngettext("{number:,} more rule is about other units.", "{number:,} more rules are about other units.", number)
        case "person":
            told = ngettext(
                "{number:,} more rule is about other people.", "{number:,} more rules are about other people.", number
            )
        case "cycle":
            told = ngettext(
                "{number:,} more rule is about other cycles.", "{number:,} more rules are about other cycles.", number
            )
        case "organization":
            told = ngettext(
                "{number:,} more rule is about other organizations.",
                "{number:,} more rules are about other organizations.",
                number,
            )
        case _:
            told = ngettext(
                "{number:,} more rule is about other positions.", "{number:,} more rules are about other positions.", number
            )
    return told.format(number=number)
