"""``orgrules compare``: what changed between two versions of one organization, and which findings came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

import click

from orgrules.cli import FINDINGS, _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _
from orgrules.output.comparisons import FORMATS

if TYPE_CHECKING:
    from orgrules.output.formats import View
    from orgrules.settings import Settings


@_speech.command(
    "compare",
    short_help=COMMANDS["compare"],
    help=N_(
        "Compare the designs OLD and NEW: positions added, removed, moved and renamed; findings introduced, fixed and "
        "unchanged.\n\n"
        "With --since REV, compare one file with what it was in a revision of its git repository: "
        "orgrules compare --since main design.yaml.\n\n"
        "With --with FILE, lay the changes in each FILE over the design BASE, and show these scenarios side by side: "
        "orgrules compare base.yaml --with a.yaml --with b.yaml.\n\n"
        "Positions are the same by their declared id, else by title and unit. Both versions are judged with today's settings and "
        "day, each with the waivers that it holds itself.\n\n"
        "Exit status: 0 no finding at or above --fail-on was introduced, 1 one was, 2 something could not be checked."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="OLD NEW", type=click.Path())
@_speech.option("--since", "revision", metavar="REV", help=N_("Compare one file with what it was in this git revision."))
@_speech.option(
    "--with",
    "changes",
    multiple=True,
    metavar="FILE",
    type=click.Path(),
    help=N_("A scenario: the changes in this file, laid over the one design that is named. Repeatable, a column each."),
)
@_speech.option(
    "--as-changes",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help=N_("Write what leads from OLD to NEW as a file of changes; - prints it in place of the comparison."),
)
@_options.checking
@_options.fail_on
@_options.formats(FORMATS.names())
@_speech.option("--all", "everything", is_flag=True, help=N_("Leave nothing out of long tables."))
def command(
    paths: tuple[str, ...],
    revision: str | None,
    changes: tuple[str, ...],
    as_changes: str | None,
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    everything: bool,
    **given: Any,
) -> int:
    """What the help says: two designs, or one with what it was, in; a comparison out."""
    from orgrules.cli._deliver import deliver
    from orgrules.output.comparisons import FORMATS
    from orgrules.output.formats import STANDARD_OUTPUT, Output, View, outputs, spare, together
    from orgrules.tasks.compare import compare, compare_as_changes, compare_since

    _expect(paths, revision, changes, as_changes)
    settings = _options.settings(config, isolated, **given)
    if changes:
        return _scenarios(paths[0], changes, settings, asked, everything)
    wanted = outputs(asked, FORMATS.writer)
    written: list[Output[str]] = []
    if as_changes is not None:
        written = [Output("changes", _write_text, None if as_changes in STANDARD_OUTPUT else as_changes)]
        wanted = together(written[0], wanted, asked)
    charted = any(FORMATS.wants_charts(output.name) for output in wanted)
    if written:
        compared, text = compare_as_changes(
            revision or paths[0], paths[-1], settings, since=revision is not None, charted=charted
        )
    elif revision is None:
        compared, text = compare(paths[0], paths[1], settings, charted=charted), ""
    else:
        compared, text = compare_since(revision, paths[0], settings, charted=charted), ""
    spare(wanted, compared.sources, compared.rulebooks)
    spare(written, compared.sources, compared.rulebooks)
    deliver(written, text, View(settings.language))
    deliver(wanted, compared, View(settings.language, _options.wants_color(), everything, settings.fail_on))
    return FINDINGS if compared.fails(settings.fail_on) else 0


def _write_text(text: str, stream: TextIO, _view: View) -> None:
    stream.write(text)


def _scenarios(base: str, changes: tuple[str, ...], settings: Settings, asked: tuple[str, ...], everything: bool) -> int:
    from orgrules.cli._deliver import deliver
    from orgrules.output.formats import View, outputs, spare
    from orgrules.output.scenarios import FORMATS as OF_SCENARIOS
    from orgrules.tasks.scenarios import scenarios

    wanted = outputs(asked, OF_SCENARIOS.writer)
    charted = any(OF_SCENARIOS.wants_charts(output.name) for output in wanted)
    found = scenarios(base, changes, settings, charted=charted)
    spare(wanted, found.sources, found.rulebooks)
    deliver(wanted, found, View(settings.language, _options.wants_color(), everything, settings.fail_on))
    return FINDINGS if found.fails(settings.fail_on) else 0


def _expect(paths: tuple[str, ...], revision: str | None, changes: tuple[str, ...], as_changes: str | None) -> None:
    if changes:
        if revision is not None or as_changes is not None or len(paths) != 1:
            raise click.UsageError(_("with --with FILE, scenarios are laid over one design: BASE --with FILE"))
        return
    if revision is None and len(paths) != 2:
        raise click.UsageError(_("two designs are compared, OLD and NEW; or one with what it was: --since REV DESIGN"))
    if revision is not None and len(paths) != 1:
        raise click.UsageError(_("with --since REV, one design is compared with what it was"))
