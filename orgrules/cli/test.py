"""``orgrules test``: a rulebook's own examples and lints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import FINDINGS, _options
from orgrules.text import sanitize

if TYPE_CHECKING:
    from orgrules.tasks.selftest import Outcome


@click.command("test", short_help="Run the examples of rulebooks, and lint them.")
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]…", shell_complete=_options.complete_rulebooks)
@_options.engine
@_options.config
def command(config: str | None, isolated: bool, **given: Any) -> int:
    """Run the examples of each RULEBOOK (a shipped name or a folder), and lint it.

    By default these are the rulebooks of the settings; without them, all shipped ones.

    Exit status: 0 all is well, 1 an example or a lint failed, 2 a rulebook is invalid.
    """
    from orgrules.rulebook.shipped import shipped_rulebooks
    from orgrules.tasks.selftest import selftest

    settings = _options.settings(config, isolated, **given)
    failed = False
    for name in settings.rulebooks or shipped_rulebooks():
        outcome = selftest(name, settings)
        for problem in outcome.failures:
            click.echo(sanitize(f"{problem}"))
        for problem in outcome.warnings:
            click.echo(sanitize(f"{problem} (warning)"))
        click.echo(f"{outcome.rulebook}: {_number(outcome.rules, 'rule')}{_result(outcome)}.")
        failed |= bool(outcome.failures)
    return FINDINGS if failed else 0


def _result(outcome: Outcome) -> str:
    if not outcome.examples and not outcome.failures:
        return "; the rulebook has no examples"  # nothing can be as expected
    result = f"{len(outcome.failures)} failed" if outcome.failures else "all as expected"
    return f", {_number(outcome.examples, 'example')}, {result}"


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
