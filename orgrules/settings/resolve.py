"""Which settings hold: the command line goes before the environment, that before the nearest file, that before the defaults."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from orgrules.errors import Problem, SettingsError, UsageError
from orgrules.files.globs import Globs
from orgrules.files.names import SETTINGS_FILES
from orgrules.findings import THRESHOLDS, threshold
from orgrules.locale import LANGUAGES
from orgrules.settings import Origin, Settings
from orgrules.text import did_you_mean, listed, shown, suggest

#: The file that may hold settings beside much else.
PROJECT = "pyproject.toml"
#: How the environment names settings.
PREFIX = "ORGRULES_"
#: Those that the environment can give, of which a list is separated by commas; ``config`` names the settings file.
VARIABLES = ("rulebooks", "select", "ignore", "exclude", "language", "fail_on", "engine", "encoding", "baseline")
LISTS = ("rulebooks", "select", "ignore", "exclude")

# the table of ours in a TOML file, which is parsed only where this is found
_TABLE = rb"""(?m)^\s*(?:\[\[?\s*)?tool\s*\.\s*["']?orgrules\b"""

#: Settings by name, and where each comes from.
Layer = Mapping[str, tuple[Any, Origin]]


def resolve(
    given: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    config: str | None = None,
    isolated: bool = False,
    defaults: Settings = Settings(),  # noqa: B008 - frozen
) -> Settings:
    """The settings of a run, each with its origin.

    ``given`` is what the command line says, in words, by the names of ``Settings``: None and () stand for nothing. ``config``
    names the settings file; without it, and unless ``isolated``, it is the nearest one from the working directory upwards.

    Raises:
        SettingsError: a file or a variable says what no setting can be.
        SourceError: a settings file cannot be read, or is no YAML.
        UsageError: ``config`` and ``isolated`` exclude each other.
    """
    if config is not None and isolated:
        raise UsageError("--config names a settings file, and --isolated says that none is read; give one of the two")
    chosen = _chosen(config, isolated=isolated, environment=environment)
    told = {
        name: (_meant(name, value), Origin("command line")) for name, value in given.items() if value not in (None, (), False)
    }
    layers: list[Layer] = [_file(chosen), _environment(environment), told]
    values = {name: pair for layer in layers for name, pair in layer.items()}
    return defaults._replace(
        **{name: value for name, (value, _) in values.items()},
        origins={**defaults.origins, **{name: origin for name, (_, origin) in values.items()}},
    )


def _chosen(config: str | None, *, isolated: bool, environment: Mapping[str, str]) -> tuple[str | None, Origin]:
    """The settings file, and who chose it."""
    if isolated:
        return None, Origin("command line")
    if config is not None:
        return config, Origin("command line")
    named = environment.get(PREFIX + "CONFIG")
    if named:
        return named, Origin(PREFIX + "CONFIG")
    try:
        return nearest(os.getcwd()), Origin("nearest")
    except FileNotFoundError:  # the working directory was removed
        return None, Origin("nearest")


def nearest(folder: str) -> str | None:
    """The settings file in a folder, or in the nearest one above it that has one; None where there is none.

    Raises:
        SettingsError: a folder has two.
    """
    start = folder
    while True:
        found = [name for name in SETTINGS_FILES if os.path.isfile(os.path.join(folder, name))]
        if _holds_table(os.path.join(folder, PROJECT)):
            found.append(PROJECT)
        if found:
            path = os.path.relpath(os.path.join(folder, found[0]), start)
            if len(found) > 1:
                raise SettingsError(Problem(path, 1, 1, f"{found[1]} beside it holds settings too; keep one of the two"))
            return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _holds_table(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return re.search(_TABLE, file.read()) is not None
    except OSError:
        return False


def _file(chosen: tuple[str | None, Origin]) -> Layer:
    path, _ = chosen
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
        name = {"lang": "language"}.get(name, name)  # as the option is called
        if name in VARIABLES:
            layer[name] = _parsed(name, text, variable), Origin(variable)
        elif name not in known:
            # it may be somebody else's, ORGRULES_VERSION in a script that installs; a near miss is none
            meant = suggest(name, known) or next((other for other in known if other.startswith(name)), None)
            if meant is not None:
                hint = f"; did you mean {PREFIX}{meant.upper()}?"
                raise SettingsError(Problem("", 0, 0, f"{shown(variable)} is no setting{hint}"))
    return layer


def _parsed(name: str, text: str, variable: str) -> Any:
    """The value of a variable.

    Raises:
        SettingsError: it is none that the setting can have.
    """
    known = {"language": LANGUAGES, "fail_on": THRESHOLDS}.get(name)
    if known is not None and text not in known:
        message = f'{variable}: expected one of {listed(known)}, found "{shown(text)}"{did_you_mean(text, known)}'
        raise SettingsError(Problem("", 0, 0, message))
    items = tuple(item.strip() for item in text.split(",") if item.strip())
    return _meant(name, items if name in LISTS else text)


def _meant(name: str, said: Any) -> Any:
    """What ``Settings`` has for words that were said."""
    return threshold(said) if name == "fail_on" else Globs(said) if name == "exclude" else said
