"""``orgrules check``: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgrules.cli import COULD_NOT_CHECK, FINDINGS, _options, say_problems
from orgrules.errors import OrgrulesError
from orgrules.report import formats
from orgrules.text import Language

if TYPE_CHECKING:
    from orgrules.findings import Report

_CHECKING: dict[Language, str] = {"en": "Checking", "zh": "正在检查"}


@click.command("check", short_help="Check designs, and report every rule that is broken.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path())
@_options.rulebooks
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=_options.complete_rules,
    help="Check only this rule; prefix/* names several. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=_options.complete_rules,
    help="Leave out this rule; prefix/* names several. Repeatable.",
)
@_options.fail_on
@_options.formats(formats())
@click.option("--all", "everything", is_flag=True, help="Spell out like findings instead of counting them.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@_options.language
@_options.encoding
@_options.engine
def command(
    paths: tuple[str, ...],
    rulebooks: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    asked: tuple[str, ...],
    everything: bool,
    watch: bool,
    language: Language,
    encoding: str | None,
    engine: str | None,
) -> int:
    """Check designs, and report every rule that is broken.

    PATH is a file, a folder, a pattern such as 'org/**/*.yaml', or - for standard input.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked.
    """
    from orgrules.check import check
    from orgrules.cli._deliver import deliver
    from orgrules.cli._progress import progress
    from orgrules.outputs import outputs, spare
    from orgrules.report import View, writer
    from orgrules.settings import Settings

    wanted = outputs(asked, writer)
    threshold = _options.threshold(fail_on)
    settings = Settings(rulebooks, select, ignore, engine, language, encoding, threshold)
    view = View(language, _options.wants_color(), everything, threshold)

    def once() -> Report:
        with progress(_CHECKING[language]) as tell:
            report = check(paths, settings, tell)
        if report.problems:
            say_problems(OrgrulesError(*report.problems))
        spare(wanted, report.sources)
        deliver(wanted, report, view)
        return report

    if watch:
        from orgrules.cli._watch import again_and_again

        files = [output.path for output in wanted if output.path is not None]
        again_and_again(lambda: once().sources, paths, rulebooks, files, language)
    report = once()
    if report.problems:
        return COULD_NOT_CHECK
    return FINDINGS if report.fails(threshold) else 0
