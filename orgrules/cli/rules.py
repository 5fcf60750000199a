"""``orgrules rules``: what would be checked."""

from __future__ import annotations

import click

from orgrules.cli import _options
from orgrules.text import Language, pick, sanitize


@click.command("rules", short_help="List the rules that are loaded.")
@_options.rulebooks
@_options.language
@click.option(
    "--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True, help="text or json."
)
def command(rulebooks: tuple[str, ...], language: Language, format_name: str) -> int:
    """List the rules of the loaded rulebooks: severity, id, name, and how many statements each comes from."""
    from orgrules.rulebook.library import load_library

    library = load_library(rulebooks)
    if format_name == "json":
        import json

        listed = [
            {
                "id": rule.id,
                "rulebook": rule.rulebook,
                "severity": rule.severity.word,
                "name": dict(rule.name),
                "cites": [f"{statement.document}:{statement.id}" for statement in rule.cites],
            }
            for rule in library.rules
        ]
        click.echo(json.dumps({"rules": listed}, ensure_ascii=False, indent=2))
        return 0
    width = max(len(rule.id) for rule in library.rules)
    for rulebook in library.rulebooks:
        click.echo(sanitize(f"{rulebook.name} {rulebook.version}: {pick(rulebook.title, language)}"))
        for rule in library.rules:
            if rule.rulebook in rulebook.family:
                click.echo(sanitize(f"  {rule.severity.word:7}  {rule.id:{width}}  {pick(rule.name, language)}"))
    return 0
