"""``orgrules baseline``: what is there already is written down, so that checks report what is new."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, ngettext
from orgrules.text import sanitize


@_speech.command(
    "baseline",
    short_help=COMMANDS["baseline"],
    help=N_(
        "Write the findings of PATH… (by default of this folder) to a baseline: orgrules check --baseline FILE reports what is "
        "new.\n\n"
        "What a baseline holds of files and rules that are not checked now stays as it is. Findings of mandatory rules, and "
        "those about waivers, are left out: no baseline hides them.\n\n"
        "Exit status: 0 it is written, 2 something could not be checked, and nothing is written."
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path())
@_speech.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(),
    help=N_("The baseline; by default the one of the settings, or orgrules-baseline.json."),
)
@_speech.option("--prune", is_flag=True, help=N_("Only take out what no longer occurs."))
@_options.exclude
@_options.checking
@_options.running
def command(paths: tuple[str, ...], output: str | None, prune: bool, config: str | None, isolated: bool, **given: Any) -> int:
    """What the help says: findings into a file."""
    from orgrules.files.names import BASELINE_FILE
    from orgrules.tasks.baseline import write_baseline

    settings = _options.settings(config, isolated, **given)
    written = write_baseline(paths or (".",), settings, output or settings.baseline or BASELINE_FILE, prune=prune)
    said = ngettext(
        "{path}: {number:,} finding, {added:,} of them new; {removed:,} taken out.",
        "{path}: {number:,} findings, {added:,} of them new; {removed:,} taken out.",
        written.total,
    )
    click.echo(sanitize(said.format(path=written.path, number=written.total, added=written.added, removed=written.removed)))
    if written.refused:
        said = ngettext(
            "Left out: {number:,} finding of mandatory rules, or about waivers; no baseline hides them.",
            "Left out: {number:,} findings of mandatory rules, or about waivers; no baseline hides them.",
            written.refused,
        )
        click.echo(said.format(number=written.refused))
    return 0
