"""``orgrules explain``: rules in full, or the vocabulary that rules are written in."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.errors import UsageError
from orgrules.locale import N_, _
from orgrules.text import did_you_mean, sanitize, shown


@_speech.command(
    "explain",
    short_help=COMMANDS["explain"],
    help=N_(
        "Show RULE in full: why it is there, the statements that it comes from, the names that designs may write, and its "
        "written form.\n\n"
        "RULE is an id, a name, or a role with a field of its profile: regional-manager/duties, Regional manager/duties, "
        "大区经理/职责. prefix/* names several.\n\n"
        "A field of a role profile is shown as the written rule that it stands for."
    ),
)
@click.argument("rule", required=False, shell_complete=_options.complete_rules)
@_speech.option("--facts", is_flag=True, help=N_("List every fact with its type and meaning."))
@_options.rulebooks
@_options.language
@_options.config
def command(rule: str | None, facts: bool, config: str | None, isolated: bool, **given: Any) -> int:
    """What the help says."""
    from orgrules.rulebook.explain import declared_in, explain_rule, fact_lines, known_names, rules_named
    from orgrules.rulebook.library import load_library

    settings = _options.settings(config, isolated, **given)
    if facts == (rule is not None):
        raise UsageError(_("name one rule, or ask for --facts; orgrules rules lists the rules"))
    if facts:
        lines = fact_lines(declared_in(settings.rulebooks))
    else:
        library = load_library(settings.rulebooks)
        found = rules_named(str(rule), library)
        if not found:
            hint = did_you_mean(str(rule), known_names(library))
            raise UsageError(
                _('no loaded rule is named "{rule}"{hint}; orgrules rules lists them').format(rule=shown(str(rule)), hint=hint)
            )
        lines = [line for each in found for line in ("", *explain_rule(each, library))][1:]
    for line in lines:
        click.echo(sanitize(line))
    return 0
