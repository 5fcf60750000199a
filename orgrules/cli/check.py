"""``orgrules check``: the main job."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import COULD_NOT_CHECK, FINDINGS, _options, _speech, say_note, say_problems
from orgrules.cli._commands import COMMANDS
from orgrules.errors import OrgrulesError
from orgrules.locale import N_, _, ngettext
from orgrules.output.reports import FORMATS
from orgrules.text import columns, sanitize

if TYPE_CHECKING:
    from orgrules.findings import BaselineSummary, Report
    from orgrules.settings import Settings

#: How wide the column of values is at most, unless one value is wider.
MOST_COLUMNS = 60


@_speech.command(
    "check",
    short_help=COMMANDS["check"],
    help=N_(
        "Check designs, and report every rule that is broken.\n\n"
        "PATH is a file, a folder, a pattern such as 'org/**/*.yaml', or - for standard input.\n\n"
        "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked."
    ),
)
@click.argument("paths", nargs=-1, metavar="PATH…", type=click.Path())
@_options.exclude
@_speech.option("--tables", is_flag=True, help=N_("Go through folders for tables too: CSV, workbooks …"))
@_options.changes
@_options.checking
@_options.running
@_options.fail_on
@_speech.option("--baseline", metavar="FILE", type=click.Path(), help=N_("Report only what this baseline does not hold."))
@_speech.option(
    "--strict",
    is_flag=True,
    help=N_("As an auditor does: leave all waivers and the baseline aside, and take for open what is only read by its wording."),
)
@_options.formats(FORMATS.names())
@_speech.option("--fixes", is_flag=True, help=N_("Show what orgrules fix proposes against each finding; it takes longer."))
@_speech.option("--all", "everything", is_flag=True, help=N_("Spell out like findings instead of counting them."))
@_speech.option("--watch", is_flag=True, help=N_("Check again whenever a file changes, until Ctrl-C."))
@_speech.option("--show-settings", is_flag=True, help=N_("Print every setting with where it comes from, and check nothing."))
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    changes: tuple[str, ...],
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    fixes: bool,
    everything: bool,
    watch: bool,
    show_settings: bool,
    **given: Any,
) -> int:
    """What the help says: paths and settings in, a report out."""
    resolved = partial(_options.settings, config, isolated, **given)
    if show_settings:
        return _show(resolved())
    if not paths:
        raise click.MissingParameter(ctx=ctx, param_hint="'PATH…'", param_type="argument")

    if fixes and changes:
        raise click.UsageError(_("--fixes is about designs as they are, and --with about what they might be: leave one out"))
    from orgrules.cli._deliver import deliver
    from orgrules.cli._progress import progress
    from orgrules.output.formats import View, outputs, spare
    from orgrules.output.reports import FORMATS, only_findings
    from orgrules.output.reports._settings import settings_lines
    from orgrules.tasks.check import check

    wanted = outputs(asked, FORMATS.writer)
    charted = any(FORMATS.wants_charts(output.name) for output in wanted)

    def once(settings: Settings) -> Report:
        with progress(_("Checking")) as tell:
            report = check(paths, settings, tell, charted=charted, changes=changes)
            if fixes:
                from orgrules.tasks.fix import with_proposals

                # whatever is looked at here, proposals keep all rules: their numbers are those that orgrules fix gives
                report = with_proposals(report, _options.settings(config, isolated, **{**given, "select": (), "ignore": ()}))
        if report.problems:
            say_problems(OrgrulesError(*report.problems))
        spare(wanted, report.sources, report.rulebooks)
        deliver(wanted, report, View(settings.language, _options.wants_color(), everything, settings.fail_on))
        if any(output.name == "sarif" for output in wanted):
            from orgrules.output.reports.sarif import too_large

            say_note(too_large(report))
        if all(only_findings(output.name) for output in wanted):
            for line in settings_lines(report):
                say_note(line)
        if not report.problems and report.baseline is not None and report.baseline.gone:
            _say_gone(report.baseline)
        return report

    settings = resolved()
    if watch:
        from orgrules.cli._watch import again_and_again

        files = [output.path for output in wanted if output.path is not None]
        # the settings are read anew each time: they may be what changed
        again_and_again(lambda: once(resolved()).sources, paths, resolved, files)
    report = once(settings)
    if report.problems:
        return COULD_NOT_CHECK
    return FINDINGS if report.fails(settings.fail_on) else 0


def _say_gone(baseline: BaselineSummary) -> None:
    import shlex

    from orgrules.files.names import BASELINE_FILE

    number = sum(gone.times for gone in baseline.gone)
    output = "" if baseline.path == BASELINE_FILE else f" --output {shlex.quote(baseline.path)}"
    say_note(
        ngettext(
            "{number:,} finding of {path} no longer occurs; take it out: {command}",
            "{number:,} findings of {path} no longer occur; take them out: {command}",
            number,
        ).format(number=number, path=baseline.path, command=f"orgrules baseline --prune{output}")
    )


def _show(settings: Settings) -> int:
    from orgrules.settings.show import rows

    shown = [tuple(map(sanitize, row)) for row in rows(settings)]
    widths = [min(max(columns(row[column]) for row in shown), MOST_COLUMNS) for column in (0, 1)]
    for name, value, origin in shown:
        told = [text + " " * (width - columns(text)) for text, width in zip((name, value), widths, strict=True)]
        click.echo("  ".join((*told, origin)))
    return 0
