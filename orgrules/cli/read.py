"""``orgrules read``: how everything in a design was understood."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import COULD_NOT_CHECK, _options, _speech, say_problems
from orgrules.cli._commands import COMMANDS
from orgrules.errors import OrgrulesError
from orgrules.locale import N_, _
from orgrules.output.readings import FORMATS


@_speech.command(
    "read",
    short_help=COMMANDS["read"],
    help=N_(
        "Tell how everything in designs was understood: which role each title is, what each duty, skill, power and meeting is, "
        "where references lead, and what else was decided in reading. What was not understood comes first, with what to write to "
        "settle it. No rule is judged.\n\n"
        "PATH is a file, a folder, a pattern such as 'org/**/*.yaml', or - for standard input.\n\n"
        "Exit status: 0 read, whatever was understood, 2 something could not be read."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path())
@_options.exclude
@_options.rulebooks
@_options.language
@_options.encoding
@_options.config
@_options.formats(FORMATS.names())
@_speech.option("--all", "everything", is_flag=True, help=N_("Tell each title and each duty by itself, and leave nothing out."))
def command(
    paths: tuple[str, ...], config: str | None, isolated: bool, asked: tuple[str, ...], everything: bool, **given: Any
) -> int:
    """What the help says: paths in, how they were understood out."""
    from orgrules.cli._deliver import deliver
    from orgrules.cli._progress import progress
    from orgrules.output.formats import View, outputs, spare
    from orgrules.tasks.read import read

    wanted = outputs(asked, FORMATS.writer)
    settings = _options.settings(config, isolated, **given)
    with progress(_("Reading")) as tell:
        understanding = read(paths, settings, tell)
    if understanding.problems:
        say_problems(OrgrulesError(*understanding.problems))
    spare(wanted, understanding.sources, understanding.rulebooks)
    deliver(wanted, understanding, View(settings.language, all=everything))
    return COULD_NOT_CHECK if understanding.problems else 0
