"""``orgrules chart``: the org chart as a picture."""

from __future__ import annotations

import os
from typing import Any

import click

from orgrules.cli import COULD_NOT_CHECK, _options, _speech, say_note, say_problems
from orgrules.cli._commands import COMMANDS
from orgrules.errors import OrgrulesError, UsageError
from orgrules.locale import N_, _
from orgrules.output.charts import FORMATS, format_of_file
from orgrules.text import listed, shown


@_speech.command(
    "chart",
    short_help=COMMANDS["chart"],
    help=N_(
        "Draw the org chart of DESIGN (a file, or - for standard input). The findings of a check are marked on the boxes.\n\n"
        "html is one page in which the chart can be searched, folded and enlarged; svg is a picture; mermaid and dot are texts "
        "that other programs draw.\n\n"
        "Exit status: 0 drawn, whatever was found, 2 the design could not be checked."
    ),
)
@click.argument("design", type=click.Path())
@_speech.option(
    "--format",
    "format_name",
    metavar="NAME",
    help=lambda: _("One of {names}; by default what --output ends in, or html.").format(names=listed(FORMATS.names())),
)
@_speech.option(
    "--output", type=click.Path(dir_okay=False), metavar="FILE", help=N_("Write to this file instead of standard output.")
)
@_options.changes
@_options.checking
def command(
    design: str,
    format_name: str | None,
    output: str | None,
    changes: tuple[str, ...],
    config: str | None,
    isolated: bool,
    **given: Any,
) -> int:
    """What the help says: a design in, a picture out."""
    from orgrules.cli._deliver import deliver
    from orgrules.design.find import SUFFIXES
    from orgrules.output.formats import Output, View, spare
    from orgrules.tasks.check import check

    if output is not None and os.path.exists(output) and output.lower().endswith(SUFFIXES):
        raise UsageError(_('"{path}" is there already, and may be a design; nothing was written').format(path=shown(output)))
    if format_name is not None:
        FORMATS.writer(format_name)  # a name that no format has is told before what the file is called
    name = (format_of_file(output, format_name) if output else format_name) or "html"
    draw = FORMATS.writer(name)
    settings = _options.settings(config, isolated, **given)
    report = check([design], settings, charted=True, changes=changes)
    if report.problems:
        say_problems(OrgrulesError(*report.problems))
        return COULD_NOT_CHECK
    if len(report.charts) != 1:
        raise UsageError(
            _("one chart at a time, and these are {number:,} designs; orgrules check --format html draws all").format(
                number=len(report.charts)
            )
        )
    wanted = [Output(name, draw, output)]
    spare(wanted, report.sources, report.rulebooks)
    deliver(wanted, report, View(settings.language))
    if name == "mermaid":
        from orgrules.output.charts.mermaid import too_large

        say_note(too_large(report))
    return 0
