"""``orgrules rules``: what would be checked, and what has been made of each statement of the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import _options
from orgrules.locale import Language
from orgrules.rulebook.builtin import BUILT_IN, TITLE
from orgrules.text import listed, pick, sanitize

if TYPE_CHECKING:
    from orgrules.rulebook.model import Library, Rule

_WORDS: dict[str, tuple[str, str]] = {
    "not checkable": ("not checkable: {}", "无法检查：{}"),
    "open": ("open", "未落实"),
    "not shown": ("open: cited by {}, and no failing example shows it", "未落实：{} 引用了它，但没有失败样例能够证明"),
    "totals": (
        "{} statements: {} enforced by rules, {} not checkable, {} open.",
        "共 {} 条陈述：{} 条由规则落实，{} 条无法检查，{} 条未落实。",
    ),
}


@click.command("rules", short_help="List the rules that are loaded, or what is made of each statement.")
@_options.rulebooks
@_options.language
@_options.config
@click.option("--statements", is_flag=True, help="List the statements of the documents, and what enforces each of them.")
@click.option(
    "--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True, help="text or json."
)
def command(statements: bool, format_name: str, config: str | None, isolated: bool, **given: Any) -> int:
    """List the rules of the loaded rulebooks: severity, id and name; in JSON with the statements that each comes from.

    With --statements, list the statements of their documents instead. A statement counts as enforced where a rule cites it and
    one of that rule's failing examples shows a finding with it; the others are not checkable, for the reason given, or open.
    """
    from orgrules.rulebook.library import load_library

    settings = _options.settings(config, isolated, **given)
    library = load_library(settings.rulebooks)
    write = (
        (_statements_json if format_name == "json" else _statements)
        if statements
        else (_json if format_name == "json" else _text)
    )
    write(library, settings.language)
    return 0


def _text(library: Library, language: Language) -> None:
    width = max(len(rule.id) for rule in library.rules)

    def tell(rules: Iterable[Rule]) -> None:
        for rule in rules:
            click.echo(sanitize(f"  {rule.severity.word:7}  {rule.id:{width}}  {pick(rule.name, language)}"))

    for rulebook in library.rulebooks:
        click.echo(sanitize(f"{rulebook.name} {rulebook.version}: {pick(rulebook.title, language)}"))
        tell(rule for rule in library.rules if rule.rulebook in rulebook.family)
    click.echo(pick(TITLE, language))
    tell(BUILT_IN)


def _json(library: Library, language: Language) -> None:
    del language  # JSON has the names in both
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


def _statements(library: Library, language: Language) -> None:
    from orgrules.tasks.coverage import coverage_of, totals

    coverage = coverage_of(library)
    for covered in coverage:
        statement = covered.statement
        if covered.rules:
            what = listed(covered.rules)
        elif covered.not_checkable:
            what = _say("not checkable", language, pick(covered.not_checkable, language))
        elif covered.cited_by:
            what = _say("not shown", language, listed(covered.cited_by))
        else:
            what = _say("open", language)
        click.echo(sanitize(f"{statement.document}:{statement.id}  {pick(statement.gloss, language)}"))
        click.echo(sanitize(f"    {what}"))
    if coverage:
        click.echo("")
    click.echo(_say("totals", language, *map(str, totals(coverage))))


def _statements_json(library: Library, language: Language) -> None:
    from orgrules.tasks.coverage import coverage_of, totals

    coverage = coverage_of(library)
    statements = [
        {
            "document": covered.statement.document,
            "statement": covered.statement.id,
            "gloss": pick(covered.statement.gloss, language),
            "rules": list(covered.rules),
            "not_checkable": pick(covered.not_checkable, language) if covered.not_checkable and not covered.rules else None,
        }
        for covered in coverage
    ]
    click.echo(json.dumps({"statements": statements, "totals": totals(coverage)._asdict()}, ensure_ascii=False, indent=2))


def _say(what: str, language: Language, *values: str) -> str:
    text = _WORDS[what][language != "en"]
    for value in values:
        text = text.replace("{}", value, 1)
    return text
