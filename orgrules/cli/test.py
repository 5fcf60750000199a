"""``orgrules test``: a rulebook's own examples and lints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import FINDINGS, _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _, ngettext
from orgrules.text import sanitize

if TYPE_CHECKING:
    from orgrules.tasks.selftest import Outcome


@_speech.command(
    "test",
    short_help=COMMANDS["test"],
    help=N_(
        "Run the examples of each RULEBOOK (a shipped name or a folder), and lint it.\n\n"
        "By default these are the rulebooks of the settings; without them, all shipped ones.\n\n"
        "Exit status: 0 all is well, 1 an example or a lint failed, 2 a rulebook is invalid."
    ),
)
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]…", shell_complete=_options.complete_rulebooks)
@_options.engine
@_options.language
@_options.config
def command(config: str | None, isolated: bool, **given: Any) -> int:
    """What the help says."""
    from orgrules.rulebook.shipped import shipped_rulebooks
    from orgrules.tasks.selftest import selftest

    settings = _options.settings(config, isolated, **given)
    failed = False
    for name in settings.rulebooks or shipped_rulebooks():
        outcome = selftest(name, settings)
        for problem in outcome.failures:
            click.echo(sanitize(f"{problem}"))
        for problem in outcome.warnings:
            click.echo(sanitize(_("{problem} (warning)").format(problem=problem)))
        click.echo(_result(outcome))
        failed |= bool(outcome.failures)
    return FINDINGS if failed else 0


def _result(outcome: Outcome) -> str:
    rules = ngettext("{number} rule", "{number} rules", outcome.rules).format(number=outcome.rules)
    failed = len(outcome.failures)
    if not outcome.examples and not failed:  # nothing can be as expected
        return _("{rulebook}: {rules}; the rulebook has no examples.").format(rulebook=outcome.rulebook, rules=rules)
    examples = ngettext("{number} example", "{number} examples", outcome.examples).format(number=outcome.examples)
    if failed:
        message = _("{rulebook}: {rules}, {examples}, {failed} failed.")
    else:
        message = _("{rulebook}: {rules}, {examples}, all as expected.")
    return message.format(rulebook=outcome.rulebook, rules=rules, examples=examples, failed=failed)
