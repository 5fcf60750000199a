"""``orgrules chart``: the org chart as a picture."""

from __future__ import annotations

import os
import sys

import click

from orgrules.cli import COULD_NOT_CHECK, _options, say_problems
from orgrules.drawing import drawer, format_of_file, formats
from orgrules.errors import OrgrulesError, UsageError
from orgrules.text import Language, listed, shown


@click.command("chart", short_help="Draw the org chart of a design, with what is wrong in it.")
@click.argument("design", type=click.Path())
@click.option(
    "--format", "format_name", metavar="NAME", help=f"One of {listed(formats())}; by default what --output ends in, or html."
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file instead of standard output.")
@_options.rulebooks
@_options.language
@_options.encoding
@_options.engine
def command(
    design: str,
    format_name: str | None,
    output: str | None,
    rulebooks: tuple[str, ...],
    language: Language,
    encoding: str | None,
    engine: str | None,
) -> int:
    """Draw the org chart of DESIGN (a file, or - for standard input). The findings of a check are marked on the boxes.

    html is one page in which the chart can be searched, folded and enlarged; svg is a picture; mermaid and dot are texts
    that other programs draw.

    Exit status: 0 drawn, whatever was found, 2 the design could not be checked.
    """
    from orgrules.check import SUFFIXES, check
    from orgrules.settings import Settings
    from orgrules.writing import write_whole

    draw = drawer(format_name or (format_of_file(output) if output else None) or "html")
    if output is not None and os.path.exists(output) and output.lower().endswith(SUFFIXES):
        raise UsageError(f'"{shown(output)}" is there already, and may be a design; nothing was written')
    report = check([design], Settings(rulebooks, engine=engine, language=language, encoding=encoding), charted=True)
    if report.problems:
        say_problems(OrgrulesError(*report.problems))
        return COULD_NOT_CHECK
    if len(report.charts) != 1:
        raise UsageError(
            f"one chart at a time, and these are {len(report.charts)} designs; orgrules check --format html draws all"
        )
    if output is not None:
        write_whole(output, lambda stream: draw(report, stream, language))
        return 0
    if not sys.stdout.isatty():
        # programs read these as UTF-8, whatever the locale; a terminal shows what it can
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    draw(report, sys.stdout, language)
    return 0
