"""``orgrules compare``: what changed between two versions of one organization, and which findings came or went."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import FINDINGS, _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _
from orgrules.output.comparisons import FORMATS


@_speech.command(
    "compare",
    short_help=COMMANDS["compare"],
    help=N_(
        "Compare the designs OLD and NEW: positions added, removed, moved and renamed; findings introduced, fixed and "
        "unchanged.\n\n"
        "With --since REV, compare one file with what it was in a revision of its git repository: "
        "orgrules compare --since main design.yaml.\n\n"
        "Positions are the same by their declared id, else by title and unit. Both versions are judged with today's settings and "
        "day, each with the waivers that it holds itself.\n\n"
        "Exit status: 0 no finding at or above --fail-on was introduced, 1 one was, 2 something could not be checked."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="OLD NEW", type=click.Path())
@_speech.option("--since", "revision", metavar="REV", help=N_("Compare one file with what it was in this git revision."))
@_options.checking
@_options.fail_on
@_options.formats(FORMATS.names())
@_speech.option("--all", "everything", is_flag=True, help=N_("Leave nothing out of long tables."))
def command(
    paths: tuple[str, ...],
    revision: str | None,
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    everything: bool,
    **given: Any,
) -> int:
    """What the help says: two designs, or one with what it was, in; a comparison out."""
    from orgrules.cli._deliver import deliver
    from orgrules.output.comparisons import FORMATS
    from orgrules.output.formats import View, outputs, spare
    from orgrules.tasks.compare import compare, compare_since

    _expect(paths, revision)
    settings = _options.settings(config, isolated, **given)
    wanted = outputs(asked, FORMATS.writer)
    charted = any(FORMATS.wants_charts(output.name) for output in wanted)
    if revision is None:
        compared = compare(paths[0], paths[1], settings, charted=charted)
    else:
        compared = compare_since(revision, paths[0], settings, charted=charted)
    spare(wanted, compared.sources, compared.rulebooks)
    deliver(wanted, compared, View(settings.language, _options.wants_color(), everything, settings.fail_on))
    return FINDINGS if compared.fails(settings.fail_on) else 0


def _expect(paths: tuple[str, ...], revision: str | None) -> None:
    if revision is None and len(paths) != 2:
        raise click.UsageError(_("two designs are compared, OLD and NEW; or one with what it was: --since REV DESIGN"))
    if revision is not None and len(paths) != 1:
        raise click.UsageError(_("with --since REV, one design is compared with what it was"))
