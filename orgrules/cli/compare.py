"""``orgrules compare``: what changed between two versions of one organization, and which findings came or went."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import FINDINGS, _options
from orgrules.output.comparisons import FORMATS


@click.command("compare", short_help="Compare two versions of a design: positions and findings.")
@click.argument("paths", nargs=-1, required=True, metavar="OLD NEW", type=click.Path())
@click.option("--since", "revision", metavar="REV", help="Compare one file with what it was in this git revision.")
@_options.checking
@_options.fail_on
@_options.formats(FORMATS.names())
@click.option("--all", "everything", is_flag=True, help="Leave nothing out of long tables.")
def command(
    paths: tuple[str, ...],
    revision: str | None,
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    everything: bool,
    **given: Any,
) -> int:
    """Compare the designs OLD and NEW: positions added, removed, moved and renamed; findings introduced, fixed and unchanged.

    With --since REV, compare one file with what it was in a revision of its git repository: orgrules compare --since main
    design.yaml.

    Positions are the same by their declared id, else by title and unit. Both versions are judged with today's settings and day,
    each with the waivers that it holds itself.

    Exit status: 0 no finding at or above --fail-on was introduced, 1 one was, 2 something could not be checked.
    """
    from orgrules.cli._deliver import deliver
    from orgrules.output.comparisons import FORMATS
    from orgrules.output.formats import View, outputs, spare
    from orgrules.tasks.compare import compare, compare_since

    _expect(paths, revision)
    settings = _options.settings(config, isolated, **given)
    wanted = outputs(asked, FORMATS.writer)
    compared = compare(paths[0], paths[1], settings) if revision is None else compare_since(revision, paths[0], settings)
    spare(wanted, compared.sources, compared.rulebooks)
    deliver(wanted, compared, View(settings.language, _options.wants_color(), everything, settings.fail_on))
    return FINDINGS if compared.fails(settings.fail_on) else 0


def _expect(paths: tuple[str, ...], revision: str | None) -> None:
    if revision is None and len(paths) != 2:
        raise click.UsageError("two designs are compared, OLD and NEW; or one with what it was: --since REV DESIGN")
    if revision is not None and len(paths) != 1:
        raise click.UsageError("with --since REV, one design is compared with what it was")
