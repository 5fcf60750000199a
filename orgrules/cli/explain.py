"""``orgrules explain``: one rule in full, or the vocabulary that rules are written in."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import _options
from orgrules.errors import UsageError
from orgrules.rulebook.builtin import BUILT_IN
from orgrules.rulebook.explain import explain_rule, fact_lines
from orgrules.text import did_you_mean, sanitize, shown


@click.command("explain", short_help="Show a rule in its written form, or the facts that rules can ask for.")
@click.argument("rule", required=False, shell_complete=_options.complete_rules)
@click.option("--facts", is_flag=True, help="List every fact with its type and meaning.")
@_options.rulebooks
@_options.language
@_options.config
def command(rule: str | None, facts: bool, config: str | None, isolated: bool, **given: Any) -> int:
    """Show RULE in full: why it is there, the statements that it comes from, and its written form.

    A field of a role profile is shown as the written rule that it stands for.
    """
    from orgrules.rulebook.library import load_library

    if facts == (rule is not None):
        raise UsageError("name one rule, or ask for --facts; orgrules rules lists the rules")
    settings = _options.settings(config, isolated, **given)
    if facts:
        lines = fact_lines(settings.language)
    else:
        library = load_library(settings.rulebooks)
        by_id = {found.id: found for found in (*library.rules, *BUILT_IN)}
        if rule not in by_id:
            hint = did_you_mean(str(rule), by_id)
            raise UsageError(f'no loaded rule is named "{shown(str(rule))}"{hint}; orgrules rules lists them')
        lines = explain_rule(by_id[str(rule)], settings.language)
    for line in lines:
        click.echo(sanitize(line))
    return 0
