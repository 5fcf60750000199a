"""Options that several commands share, and what they stand for when they are not given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgrules.findings import THRESHOLDS
from orgrules.text import LANGUAGES, Language, listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from orgrules.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])


def language_of_locale() -> Language:
    """Chinese where the locale is, else English: LC_ALL before LC_MESSAGES before LANG, as POSIX orders them."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def wants_color() -> bool:
    """Whether standard output is a terminal that may be coloured (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def language(function: Function) -> Function:
    """``--lang``."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        help="Language of the texts; by default that of the locale.",
    )(function)


def rulebooks(function: Function) -> Function:
    """``--rulebook``, many times."""
    return click.option(
        "--rulebook",
        "rulebooks",
        multiple=True,
        metavar="NAME|FOLDER",
        shell_complete=complete_rulebooks,
        help="A rulebook beside organization-basics; by default sales-organization. Repeatable.",
    )(function)


def encoding(function: Function) -> Function:
    """``--encoding``."""
    return click.option(
        "--encoding",
        metavar="NAME",
        help="Encoding of the design files, such as gb18030; by default UTF-8, or UTF-16 with a mark.",
    )(function)


def engine(function: Function) -> Function:
    """``--engine``."""
    return click.option(
        "--engine",
        metavar="NAME",
        shell_complete=complete_engines,
        help="durable (durable-rules) or reference (plain Python); by default the first that is installed.",
    )(function)


def fail_on(function: Function) -> Function:
    """``--fail-on``."""
    return click.option("--fail-on", type=click.Choice(THRESHOLDS), help="Exit with 1 from this severity on; by default error.")(
        function
    )


def formats(known: Sequence[str]) -> Callable[[Function], Function]:
    """``--format``, many times; ``known`` are the names that the command has."""
    return click.option(
        "--format",
        "asked",
        multiple=True,
        metavar="NAME[=FILE]",
        shell_complete=lambda _ctx, _param, start: [name for name in known if name.startswith(start)],
        help=f"One of {listed(known)}; with =FILE into a file. Repeatable; text is printed where nothing else is.",
    )


def config(function: Function) -> Function:
    """``--config`` and ``--isolated``: which settings file."""
    named = click.option(
        "--config",
        metavar="FILE",
        type=click.Path(),
        help="The settings file; by default the nearest orgrules.yaml, or pyproject.toml with [tool.orgrules], upwards.",
    )
    none = click.option("--isolated", is_flag=True, help="Read no settings file.")
    return named(none(function))


def exclude(function: Function) -> Function:
    """``--exclude``, many times."""
    return click.option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        help="Pass over these files and folders in folders and patterns, named as in .gitignore. Repeatable.",
    )(function)


def checking(function: Function) -> Function:
    """What tells a check what to check designs against, and how to read them."""
    select = click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help="Check only this rule; prefix/* names several. Repeatable.",
    )
    ignore = click.option(
        "--ignore",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help="Leave out this rule; prefix/* names several. Repeatable.",
    )
    for option in (config, engine, encoding, language, ignore, select, rulebooks):
        function = option(function)
    return function


def settings(config: str | None, isolated: bool, **given: Any) -> Settings:
    """The settings of a run: what its command line gives, before the environment, the settings file and the defaults.

    Raises:
        SettingsError, SourceError, UsageError: as ``resolve``.
    """
    from orgrules.settings import Origin, Settings
    from orgrules.settings.resolve import resolve

    defaults = Settings(language=language_of_locale(), origins={"language": Origin("locale")})
    return resolve(given, os.environ, config=config, isolated=isolated, defaults=defaults)


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
    from orgrules.rulebook.library import load_library
    from orgrules.text import pick

    del param
    named = {name: ctx.params.get(name) for name in ("config", "isolated", "rulebooks")}
    try:
        chosen = settings(named["config"], bool(named["isolated"]), rulebooks=named["rulebooks"])
        library = load_library(chosen.rulebooks)
    except OrgrulesError:
        return []
    return [
        CompletionItem(rule.id, help=pick(rule.name, "en"))
        for rule in (*library.rules, *BUILT_IN)
        if rule.id.startswith(incomplete)
    ]
