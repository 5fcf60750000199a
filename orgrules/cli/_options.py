"""Options that several commands share, and what they stand for when they are not given."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgrules.cli import _speech
from orgrules.cli._speech import language_of_locale, option
from orgrules.findings import THRESHOLDS
from orgrules.locale import N_, _, speak
from orgrules.text import listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from orgrules.settings import Settings

#: What of click's notes on a run holds the remarks on settings that were made.
_TOLD = "orgrules.told"

Function = TypeVar("Function", bound=Callable[..., Any])


#: ``--lang``.
language = _speech.language


def wants_color() -> bool:
    """Whether standard output is a terminal that may be coloured (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def typed(path: str) -> str:
    """A path as it is typed into a shell."""
    import shlex  # imported where used: a check types nothing

    return path if re.fullmatch(r"[\w./-]+", path) else shlex.quote(path)


def rulebooks(function: Function) -> Function:
    """``--rulebook``, many times."""
    return option(
        "--rulebook",
        "rulebooks",
        multiple=True,
        metavar="NAME|FOLDER",
        shell_complete=complete_rulebooks,
        help=N_("A rulebook beside organization-basics; by default sales-organization. Repeatable."),
    )(function)


def encoding(function: Function) -> Function:
    """``--encoding``."""
    return option(
        "--encoding",
        metavar="NAME",
        help=N_("Encoding of the design files, such as gb18030; by default UTF-8, or UTF-16 with a mark."),
    )(function)


def tables(function: Function) -> Function:
    """``--map``, many times, and ``--leave-out-hidden``."""
    columns = option(
        "--map",
        multiple=True,
        metavar="MEANING=COLUMN|FILE",
        help=N_("What a column of a table means, such as title=职务, or a file that import --write-map began. Repeatable."),
    )
    hidden = option("--leave-out-hidden", is_flag=True, help=N_("Leave out hidden rows and sheets of workbooks."))
    return columns(hidden(function))


def engine(function: Function) -> Function:
    """``--engine``."""
    return option(
        "--engine",
        metavar="NAME",
        shell_complete=complete_engines,
        help=N_("durable (durable-rules) or reference (plain Python); by default the first that is installed."),
    )(function)


def today(function: Function) -> Function:
    """``--today``."""
    return option(
        "--today",
        metavar="DATE",
        help=N_("The day from which rules count and on which waivers end, as 2026-03-31; by default today."),
    )(function)


def running(function: Function) -> Function:
    """``--jobs``, ``--scheduler`` and ``--cache``: who checks designs, and what need not be checked again."""
    jobs = option("--jobs", metavar="N", help=N_("Check designs in N processes; by default in this one."))
    scheduler = option(
        "--scheduler",
        metavar="ADDRESS",
        help=N_("Check designs on a Dask cluster: tcp://HOST:PORT of its scheduler, or local:N for N processes here."),
    )
    cache = option(
        "--cache",
        metavar="FOLDER",
        type=click.Path(),
        help=N_("Keep what came of designs in this folder, and check again only what has changed."),
    )
    return jobs(scheduler(cache(function)))


def fail_on(function: Function) -> Function:
    """``--fail-on``."""
    return option("--fail-on", type=click.Choice(THRESHOLDS), help=N_("Exit with 1 from this severity on; by default error."))(
        function
    )


def formats(known: Sequence[str]) -> Callable[[Function], Function]:
    """``--format``, many times; ``known`` are the names that the command has."""
    return option(
        "--format",
        "asked",
        multiple=True,
        metavar="NAME[=FILE]",
        shell_complete=lambda _ctx, _param, start: [name for name in known if name.startswith(start)],
        help=lambda: _("One of {names}; with =FILE into a file. Repeatable; text is printed where nothing else is.").format(
            names=listed(known)
        ),
    )


def config(function: Function) -> Function:
    """``--config`` and ``--isolated``: which settings file."""
    named = option(
        "--config",
        metavar="FILE",
        type=click.Path(),
        help=N_("The settings file; by default the nearest orgrules.yaml, or pyproject.toml with [tool.orgrules], upwards."),
    )
    none = option("--isolated", is_flag=True, help=N_("Read no settings file."))
    return named(none(function))


def exclude(function: Function) -> Function:
    """``--exclude``, many times."""
    return option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        help=N_("Pass over these files and folders in folders and patterns, named as in .gitignore. Repeatable."),
    )(function)


def changes(function: Function) -> Function:
    """``--with``, many times."""
    return option(
        "--with",
        "changes",
        multiple=True,
        metavar="FILE",
        type=click.Path(),
        help=N_("Lay the changes in this file over the design before it is looked at. Repeatable, one after the other."),
    )(function)


def checking(function: Function) -> Function:
    """What tells a check what to check designs against, and how to read them."""
    select = option(
        "--select",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help=N_("Check only this rule; prefix/* names several. Repeatable."),
    )
    ignore = option(
        "--ignore",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help=N_("Leave out this rule; prefix/* names several. Repeatable."),
    )
    for shared in (config, today, engine, tables, encoding, language, ignore, select, rulebooks):
        function = shared(function)
    return function


def judging(function: Function) -> Function:
    """As ``checking``, for a command that has its own word on which rules it is about."""
    for shared in (config, today, engine, tables, encoding, language, rulebooks):
        function = shared(function)
    return function


def settings(config: str | None, isolated: bool, **given: Any) -> Settings:
    """The settings of a run: what its command line gives, before the environment, the settings file and the defaults.

    Raises:
        SettingsError, SourceError, UsageError: as ``resolve``.
    """
    from orgrules.cli import say_note
    from orgrules.settings import LOCALE, Settings
    from orgrules.settings.resolve import resolve

    defaults = Settings(language=language_of_locale(os.environ), origins={"language": LOCALE})
    context = click.get_current_context(silent=True)
    if context is not None and given.get("language") is None:
        given["language"] = context.find_root().params.get("language")  # before the command, as in orgrules --lang zh check
    told: set[str] = context.find_root().meta.setdefault(_TOLD, set()) if context is not None else set()

    def note(remark: str) -> None:
        if remark not in told:  # the settings are read many times where files are watched
            say_note(remark)
        told.add(remark)

    found = resolve(given, os.environ, config=config, isolated=isolated, defaults=defaults, note=note)
    speak(found.language)
    return found


def complete_engines(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The engines by name."""
    del ctx, param
    return [name for name in ("durable", "reference") if name.startswith(incomplete)]


def complete_rulebooks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """The shipped rulebooks, and folders."""
    from click.shell_completion import CompletionItem

    from orgrules.rulebook.shipped import shipped_rulebooks

    del ctx, param
    names = [name for name in shipped_rulebooks() if name.startswith(incomplete)]
    return names or [CompletionItem(incomplete, type="dir")]


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules of the rulebooks named so far."""
    from click.shell_completion import CompletionItem

    from orgrules.errors import OrgrulesError
    from orgrules.rulebook.builtin import BUILT_IN
    from orgrules.rulebook.cache import quick_library
    from orgrules.text import pick

    del param
    named = {name: ctx.params.get(name) for name in ("config", "isolated", "rulebooks")}
    try:
        chosen = settings(named["config"], bool(named["isolated"]), rulebooks=named["rulebooks"])
        library = quick_library(chosen.rulebooks)
    except OrgrulesError:
        return []
    return [
        CompletionItem(rule.id, help=pick(rule.name)) for rule in (*library.rules, *BUILT_IN) if rule.id.startswith(incomplete)
    ]
