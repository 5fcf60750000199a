"""``orgrules baseline``: what is there already is written down, so that checks report what is new."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import _options
from orgrules.text import sanitize


@click.command("baseline", short_help="Write today's findings down, so that checks report only new ones.")
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(),
    help="The baseline; by default the one of the settings, or orgrules-baseline.json.",
)
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs.")
@_options.exclude
@_options.checking
def command(paths: tuple[str, ...], output: str | None, prune: bool, config: str | None, isolated: bool, **given: Any) -> int:
    """Write the findings of PATH… (by default of this folder) to a baseline: orgrules check --baseline FILE reports what is new.

    What a baseline holds of files and rules that are not checked now stays as it is. Findings of mandatory rules, and those about
    waivers, are left out: no baseline hides them.

    Exit status: 0 it is written, 2 something could not be checked, and nothing is written.
    """
    from orgrules.files.names import BASELINE_FILE
    from orgrules.tasks.baseline import write_baseline

    settings = _options.settings(config, isolated, **given)
    written = write_baseline(paths or (".",), settings, output or settings.baseline or BASELINE_FILE, prune=prune)
    click.echo(
        sanitize(f"{written.path}: {_number(written.total)}, {written.added:,} of them new; {written.removed:,} taken out.")
    )
    if written.refused:
        click.echo(f"Left out: {_number(written.refused)} of mandatory rules, or about waivers; no baseline hides them.")
    return 0


def _number(number: int) -> str:
    return "1 finding" if number == 1 else f"{number:,} findings"
