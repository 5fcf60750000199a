"""``orgrules rules``: what would be checked, and what has been made of each statement of the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _, pgettext
from orgrules.rulebook.builtin import ABOUT_TABLES, ABOUT_WAIVERS, BUILT_IN, TITLE, TITLE_OF_TABLES
from orgrules.text import listed, pick, sanitize

if TYPE_CHECKING:
    from orgrules.rulebook.model import Library, Rule


@_speech.command(
    "rules",
    short_help=COMMANDS["rules"],
    help=N_(
        "List the rules of the loaded rulebooks: severity, id and name; in JSON with the statements that each comes from.\n\n"
        "With --statements, list the statements of their documents instead. A statement counts as enforced where a rule cites it "
        "and one of that rule's failing examples shows a finding with it; the others are not checkable, for the reason given, "
        "or open."
    ),
)
@_options.rulebooks
@_options.language
@_options.config
@_speech.option("--statements", is_flag=True, help=N_("List the statements of the documents, and what enforces each of them."))
@_speech.option(
    "--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True, help=N_("text or json.")
)
def command(statements: bool, format_name: str, config: str | None, isolated: bool, **given: Any) -> int:
    """What the help says."""
    settings = _options.settings(config, isolated, **given)
    if statements:
        from orgrules.rulebook.library import (
            load_library,
        )  # what enforces a statement is told by examples, which are in no snapshot

        write = _statements_json if format_name == "json" else _statements
        write(load_library(settings.rulebooks))
    else:
        from orgrules.rulebook.cache import quick_library

        write = _json if format_name == "json" else _text
        write(quick_library(settings.rulebooks))
    return 0


def _text(library: Library) -> None:
    width = max(len(rule.id) for rule in library.rules)

    def tell(rules: Iterable[Rule]) -> None:
        for rule in rules:
            click.echo(sanitize(f"  {rule.severity.word:7}  {rule.id:{width}}  {pick(rule.name)}"))

    for rulebook in library.rulebooks:
        click.echo(sanitize(f"{rulebook.name} {rulebook.version}: {pick(rulebook.title)}"))
        tell(rule for rule in library.rules if rule.rulebook in rulebook.family)
    click.echo(pick(TITLE))
    tell(ABOUT_WAIVERS)
    click.echo(pick(TITLE_OF_TABLES))
    tell(ABOUT_TABLES)


def _json(library: Library) -> None:
    rules = [
        {
            "id": rule.id,
            "rulebook": rule.rulebook,
            "severity": rule.severity.word,
            "name": dict(rule.name),
            "cites": [f"{statement.document}:{statement.id}" for statement in rule.cites],
        }
        for rule in (*library.rules, *BUILT_IN)
    ]
    click.echo(json.dumps({"rules": rules}, ensure_ascii=False, indent=2))


def _statements(library: Library) -> None:
    from orgrules.tasks.coverage import coverage_of, totals

    coverage = coverage_of(library)
    for covered in coverage:
        statement = covered.statement
        if covered.rules:
            what = listed(covered.rules)
        elif covered.not_checkable:
            what = _("not checkable: {reason}").format(reason=pick(covered.not_checkable))
        elif covered.cited_by:
            what = _("open: cited by {rules}, and no failing example shows it").format(rules=listed(covered.cited_by))
        else:
            what = pgettext("statement", "open")
        click.echo(
            sanitize("  ".join(filter(None, (f"{statement.document}:{statement.id}", pick(statement.gloss), statement.place))))
        )
        click.echo(sanitize(f"    {what}"))
    if coverage:
        click.echo("")
    message = _("{statements} statements: {enforced} enforced by rules, {not_checkable} not checkable, {open} open.")
    click.echo(message.format(**totals(coverage)._asdict()))


def _statements_json(library: Library) -> None:
    from orgrules.tasks.coverage import coverage_of, totals

    coverage = coverage_of(library)
    statements = [
        {
            "document": covered.statement.document,
            "statement": covered.statement.id,
            "gloss": pick(covered.statement.gloss),
            **({"place": covered.statement.place} if covered.statement.place else {}),
            "rules": list(covered.rules),
            "not_checkable": pick(covered.not_checkable) if covered.not_checkable and not covered.rules else None,
        }
        for covered in coverage
    ]
    click.echo(json.dumps({"statements": statements, "totals": totals(coverage)._asdict()}, ensure_ascii=False, indent=2))
