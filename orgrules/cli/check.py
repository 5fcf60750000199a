"""``orgrules check``: the main job."""

from __future__ import annotations

import sys

import click

from orgrules.cli import COULD_NOT_CHECK, FINDINGS, _options, say_problems
from orgrules.errors import OrgrulesError
from orgrules.report import formats
from orgrules.text import Language, listed

_SEVERITIES = ("error", "warning", "info", "never")


@click.command("check", short_help="Check designs, and report every rule that is broken.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path())
@_options.rulebooks
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=_options.complete_rules,
    help="Check only this rule; prefix/* names several. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=_options.complete_rules,
    help="Leave out this rule; prefix/* names several. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with 1 from this severity on.",
)
@click.option("--format", "format_name", metavar="NAME", default="text", show_default=True, help=f"One of {listed(formats())}.")
@click.option("--all", "everything", is_flag=True, help="Spell out like findings instead of counting them.")
@_options.language
@_options.encoding
@_options.engine
def command(
    paths: tuple[str, ...],
    rulebooks: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    format_name: str,
    everything: bool,
    language: Language,
    encoding: str | None,
    engine: str | None,
) -> int:
    """Check designs, and report every rule that is broken.

    PATH is a file, a folder, a pattern such as 'org/**/*.yaml', or - for standard input.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked.
    """
    from orgrules.check import check
    from orgrules.findings import Severity
    from orgrules.report import View, wants_charts, writer
    from orgrules.settings import Settings

    write = writer(format_name)
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    settings = Settings(rulebooks, select, ignore, engine, language, encoding, threshold)
    report = check(paths, settings, charted=wants_charts(format_name))
    if report.problems:
        say_problems(OrgrulesError(*report.problems))
    write(report, sys.stdout, View(language, _options.wants_color(), everything))
    if report.problems:
        return COULD_NOT_CHECK
    failing = threshold is not None and any(
        finding.severity >= threshold and finding.waived is None for finding in report.findings
    )
    return FINDINGS if failing else 0
