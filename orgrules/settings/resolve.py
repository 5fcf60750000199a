"""Which settings hold: the command line goes before the environment, that before the nearest file, that before the defaults."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from orgrules.days import day_of
from orgrules.errors import Problem, SettingsError, UsageError
from orgrules.files.globs import Globs
from orgrules.files.names import SETTINGS_FILES
from orgrules.findings import THRESHOLDS, threshold
from orgrules.locale import LANGUAGES, _
from orgrules.settings import COMMAND_LINE, NEAREST, Origin, Settings
from orgrules.text import did_you_mean, listed, shown, suggest

#: The file that may hold settings beside much else.
PROJECT = "pyproject.toml"
#: How the environment names settings.
PREFIX = "ORGRULES_"
#: Those that the environment can give, of which a list is separated by commas; ``config`` names the settings file.
VARIABLES = (
    *("rulebooks", "select", "ignore", "exclude", "language", "fail_on", "engine", "encoding", "baseline", "today"),
    *("jobs", "scheduler", "cache"),
)
LISTS = ("rulebooks", "select", "ignore", "exclude")

# the table of ours in a TOML file, which is parsed only where this is found
_TABLE = rb"""(?m)^\s*(?:\[\[?\s*)?tool\s*\.\s*["']?orgrules\b"""

# what a folder holds that is the root of a repository
_REPOSITORY = (".git", ".hg", ".svn")

#: Settings by name, and where each comes from.
Layer = Mapping[str, tuple[Any, Origin]]


def _unheard(_note: str) -> None:
    """Nobody wants to know."""


def resolve(
    given: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    config: str | None = None,
    isolated: bool = False,
    defaults: Settings = Settings(),  # noqa: B008 - frozen
    note: Callable[[str], object] = _unheard,
) -> Settings:
    """The settings of a run, each with its origin.

    ``given`` is what the command line says, in words, by the names of ``Settings``: None and () stand for nothing. ``config``
    names the settings file; without it, and unless ``isolated``, it is the ``nearest`` one. ``note`` is told what nobody would
    otherwise know.

    Raises:
        SettingsError: a file or a variable says what no setting can be.
        SourceError: a settings file cannot be read, or is no YAML.
        UsageError: ``config`` and ``isolated`` exclude each other.
    """
    if config is not None and isolated:
        raise UsageError(_("--config names a settings file, and --isolated says that none is read; give one of the two"))
    chosen = _chosen(config, isolated=isolated, environment=environment, note=note)
    told = {
        name: (_meant(name, value, f"--{name}"), COMMAND_LINE) for name, value in given.items() if value not in (None, (), False)
    }
    layers: list[Layer] = [_file(chosen), _environment(environment), told]
    values = {name: pair for layer in layers for name, pair in layer.items()}
    return defaults._replace(
        **{name: value for name, (value, _origin) in values.items()},
        origins={**defaults.origins, **{name: origin for name, (_value, origin) in values.items()}},
    )


def _chosen(
    config: str | None, *, isolated: bool, environment: Mapping[str, str], note: Callable[[str], object]
) -> tuple[str | None, Origin]:
    """The settings file, and who chose it."""
    if isolated:
        return None, COMMAND_LINE
    if config is not None:
        return config, COMMAND_LINE
    named = environment.get(PREFIX + "CONFIG")
    if named:
        return named, Origin(PREFIX + "CONFIG")
    try:
        return nearest(os.getcwd(), note), NEAREST
    except FileNotFoundError:  # the working directory was removed
        return None, NEAREST


def nearest(folder: str, note: Callable[[str], object] = _unheard) -> str | None:
    """The settings file in a folder, or in the nearest one above it that has one; None where there is none.

    The root of a repository is the last folder that is looked in, and so is the home folder. What somebody else may have put
    into a folder that is open to others is passed over, and ``note`` is told so.

    Raises:
        SettingsError: a folder has two.
    """
    for place in _upwards(folder):
        found = []
        for name in (*SETTINGS_FILES, PROJECT):
            path = os.path.join(place, name)
            if not (_holds_table(path) if name == PROJECT else os.path.isfile(path)):
                continue
            if _is_trusted(path):
                found.append(name)
            else:
                said = _(
                    "{path} is passed over: it belongs to somebody else, in a folder that others may write to; --config takes it"
                )
                note(said.format(path=os.path.relpath(path, folder)))
        if found:
            path = os.path.relpath(os.path.join(place, found[0]), folder)
            if len(found) > 1:
                message = _("{name} beside it holds settings too; keep one of the two").format(name=found[1])
                raise SettingsError(Problem(path, 1, 1, message))
            return path
    return None


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those around it, up to the root of a repository, the home folder, or the root of the file system."""
    home = os.path.realpath(os.path.expanduser("~"))
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder or os.path.realpath(folder) == home:
            return
        if any(os.path.lexists(os.path.join(folder, name)) for name in _REPOSITORY):
            return
        folder = above


def _is_trusted(path: str) -> bool:
    """Whether a file is ours or the administrator's, or lies where only its owner may write (git: no dubious ownership)."""
    if not hasattr(os, "getuid"):
        return True
    trusted = {os.getuid(), 0}
    if os.getuid() == 0:
        behind = os.environ.get("SUDO_UID", "")
        trusted.add(int(behind) if behind.isdecimal() else 0)
    if {os.lstat(path).st_uid, os.stat(path).st_uid} <= trusted:  # a link is its owner's, what it leads to another's
        return True
    return not os.stat(os.path.dirname(path)).st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _holds_table(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return re.search(_TABLE, file.read()) is not None
    except OSError:
        return False


def _file(chosen: tuple[str | None, Origin]) -> Layer:
    path = chosen[0]
    if path is None:
        return {"config": chosen}
    from orgrules.settings.files import read_settings  # imported where used: most runs have no settings file

    return {**read_settings(path), "config": chosen}


def _environment(environment: Mapping[str, str]) -> Layer:
    layer: dict[str, tuple[Any, Origin]] = {}
    known = [*VARIABLES, "config"]
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or not text:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name == "lang" and not environment.get(PREFIX + "LANGUAGE"):
            name = "language"  # as the option is called
        if name in VARIABLES:
            layer[name] = _parsed(name, text, variable), Origin(variable)
        elif name not in (*known, "lang"):
            # it may be somebody else's, ORGRULES_VERSION in a script that installs; a near miss is none
            meant = suggest(name, known) or next((other for other in known if other.startswith(name)), None)
            if meant is not None:
                message = _("{variable} is no setting; did you mean {meant}?").format(
                    variable=shown(variable), meant=PREFIX + meant.upper()
                )
                raise SettingsError(Problem("", 0, 0, message))
    return layer


def _parsed(name: str, text: str, variable: str) -> Any:
    """The value of a variable.

    Raises:
        SettingsError: it is none that the setting can have.
    """
    known = {"language": LANGUAGES, "fail_on": THRESHOLDS}.get(name)
    if known is not None and text not in known:
        message = _('{variable}: expected one of {names}, found "{text}"{hint}').format(
            variable=variable, names=listed(known), text=shown(text), hint=did_you_mean(text, known)
        )
        raise SettingsError(Problem("", 0, 0, message))
    items = tuple(item.strip() for item in text.split(",") if item.strip())
    return _meant(name, items if name in LISTS else text, variable)


def _meant(name: str, said: Any, by: str) -> Any:
    """What ``Settings`` has for words that were said."""
    match name:
        case "fail_on":
            return threshold(said)
        case "exclude":
            return Globs(said)
        case "map":
            return tuple(column for each in said for column in _mapped(each))
        case "today":
            return _day(said, by)
        case "jobs":
            return _number(said, by)
        case _:
            return said


def _number(said: str | int, by: str) -> int:
    """How many there are to be.

    Raises:
        SettingsError: it is no number from 1 on.
    """
    text = str(said)
    if not (text.isascii() and text.isdecimal() and int(text) >= 1):
        message = _('{option}: expected a number from 1 on, found "{text}"').format(option=by, text=shown(text))
        raise SettingsError(Problem("", 0, 0, message))
    return int(text)


def _day(said: str, by: str) -> date:
    """The day that is taken for today.

    Raises:
        SettingsError: it is none.
    """
    found = day_of(said)
    if found is None:
        message = _('{option}: expected a day such as 2026-03-31, found "{text}"').format(option=by, text=shown(said))
        raise SettingsError(Problem("", 0, 0, message))
    return date.fromisoformat(found)


def _mapped(said: str) -> tuple[tuple[str, str], ...]:
    """What columns mean, and their names: one as MEANING=COLUMN, or those of a file that ``orgrules import`` begins."""
    meaning, equals, name = said.partition("=")
    if not equals and (said.lower().endswith((".yaml", ".yml")) or os.path.isfile(said)):
        return _map_file(said)
    if not (equals and meaning.strip() and name.strip()):
        message = _('--map names a column by what it means, such as title=职务; found "{text}"')
        raise UsageError(message.format(text=shown(said)))
    return ((meaning.strip(), name.strip()),)


def _map_file(path: str) -> tuple[tuple[str, str], ...]:
    """What columns mean by a file that says nothing else.

    Raises:
        SettingsError: it says something else, or nothing of columns.
        SourceError: it cannot be read, or is no YAML.
    """
    from orgrules.settings.files import read_settings  # imported where used: most runs have no such file

    given = read_settings(path)
    if set(given) != {"map"}:
        message = _('a file for --map has the key "map" and no other; --config takes settings')
        raise SettingsError(Problem(path, 1, 1, message))
    columns: tuple[tuple[str, str], ...] = given["map"][0]
    return columns
