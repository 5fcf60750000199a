"""``orgrules draft``: a rulebook from job descriptions."""

from __future__ import annotations

import os
from typing import Any

import click

from orgrules.cli import FINDINGS, _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, _
from orgrules.output.drafts import FORMATS


@_speech.command(
    "draft",
    short_help=COMMANDS["draft"],
    help=N_(
        "Read the job descriptions in each HANDBOOK (a .docx, .pdf, .html, .md or .txt file, a folder of such files, or a "
        "pattern such as 'handbook/*.docx') and write a rulebook to FOLDER: a role profile a job, every statement under an id "
        "with its place in the document, and examples. What was not understood is listed with its place; nothing is guessed.\n\n"
        "A second run on a changed handbook brings the rulebook up to date, and keeps what people edited. Where both changed the "
        "same thing, what people wrote stays, and it is told once.\n\n"
        "Exit status: 0 the rulebook is written or up to date, 1 so it is, but the handbook and an edit contradict each other or "
        "an example fails, 2 something could not be read or written, or there is no job description."
    ),
)
@click.argument("handbooks", nargs=-1, required=True, metavar="HANDBOOK…", type=click.Path())
@_speech.option(
    "-o",
    "--output",
    "folder",
    metavar="FOLDER",
    required=True,
    type=click.Path(),
    help=N_("The rulebook: a new folder, or a draft."),
)
@_speech.option("--name", metavar="ID", help=N_("The id of the rulebook; by default as it was, or as the folder is called."))
@_speech.option(
    "--encoding",
    metavar="NAME",
    help=N_("Encoding of handbooks in plain text, such as big5; by default it is told by the text itself."),
)
@_options.engine
@_options.language
@_options.config
@_options.formats(FORMATS.names())
@_speech.option("--all", "everything", is_flag=True, help=N_("Tell everything by itself, and leave nothing out."))
def command(
    handbooks: tuple[str, ...],
    folder: str,
    name: str | None,
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    everything: bool,
    **given: Any,
) -> int:
    """What the help says: job descriptions in, a rulebook out."""
    from orgrules.cli._deliver import deliver
    from orgrules.cli._progress import progress
    from orgrules.output.formats import View, outputs, spare
    from orgrules.tasks.draft import draft, put_down

    wanted = outputs(asked, FORMATS.writer)
    settings = _options.settings(config, isolated, **given)
    with progress(_("Reading")) as tell:
        made = draft(handbooks, folder, settings, name, tell)
    spare(wanted, made.sources, frozenset({os.path.realpath(folder)}))
    report = put_down(made)
    deliver(wanted, report, View(settings.language, all=everything))
    return FINDINGS if report.fails else 0
