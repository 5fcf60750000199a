"""``orgrules import``: a design from what HR has."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from orgrules.cli import _options, _speech, say_note
from orgrules.cli._commands import COMMANDS
from orgrules.errors import UsageError
from orgrules.locale import N_, _
from orgrules.text import sanitize, shown

#: The path that stands for standard output.
_STANDARD_OUTPUT = "-"


@_speech.command(
    "import",
    short_help=COMMANDS["import"],
    help=N_(
        "Read SOURCE (a table such as people.csv; several are one organization: people.csv units.csv) and write a design in "
        "YAML, with what was decided as comments: how each column was understood, and each reference that is not written as the "
        "id is.\n\n"
        "With --write-map, write what each column was taken for, to be mended and given back: --map FILE. No file is "
        "overwritten.\n\n"
        "Exit status: 0 it is written, 2 a table could not be read, or something could not be written."
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", type=click.Path())
@_speech.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(),
    help=N_("The design; by default, or with -, standard output."),
)
@_speech.option(
    "--write-map",
    metavar="FILE",
    type=click.Path(),
    help=N_("Write what the columns mean to this file; the design only where --output asks for it."),
)
@_options.config
@_options.tables
@_options.encoding
@_options.language
def command(
    sources: tuple[str, ...], output: str | None, write_map: str | None, config: str | None, isolated: bool, **given: Any
) -> int:
    """What the help says: tables in, a design out."""
    settings = _options.settings(config, isolated, **given)
    for path in (output, write_map):
        _expect_free(path)
    if output is not None and write_map is not None and os.path.realpath(output) == os.path.realpath(write_map):
        raise UsageError(_("--output and --write-map name the same file"))
    if write_map is not None:
        from orgrules.tasks.mapping import map_columns

        mapped = map_columns(sources, settings, None if write_map == _STANDARD_OUTPUT else write_map)
        _write(write_map, mapped.text)
        for note in mapped.notes:
            say_note(note)
        if output is None:
            return 0
    from orgrules.tasks.importing import import_design

    imported = import_design(sources, settings)
    _write(output, imported.text)
    for note in imported.notes:
        say_note(note)
    if output is not None and output != _STANDARD_OUTPUT:
        told = _("Wrote {path}. Next: orgrules check {path}").format(path=_options.typed(output))
        click.echo(sanitize(told))
    return 0


def _expect_free(path: str | None) -> None:
    """Make sure that nothing of the user's is replaced: whatever is there stays, be it a source or not."""
    if path is None or path == _STANDARD_OUTPUT:
        return
    if os.path.isdir(path):
        raise UsageError(_('"{path}" is a folder; name a file in it').format(path=shown(path)))
    if os.path.isfile(path) or (os.path.lexists(path) and not os.path.exists(path)):
        raise UsageError(_("{path} is there already; nothing was written").format(path=shown(path)))


def _write(path: str | None, text: str) -> None:
    if path is None or path == _STANDARD_OUTPUT:
        from orgrules.cli._deliver import write_as_utf8

        write_as_utf8()
        sys.stdout.write(text)
        return
    from orgrules.files.writing import write_whole

    write_whole(path, lambda stream: stream.writelines([text]))
