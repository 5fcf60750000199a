"""The format of settings files, as pydantic models, and reading them: ``orgrules.yaml``, and a table of ``pyproject.toml``."""

from __future__ import annotations

import os
import re
import sys
from array import array
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from orgrules.design.format import Pattern, Truth, entry_of
from orgrules.design.load import load
from orgrules.design.read import Declared
from orgrules.errors import OrgrulesError, Problem, SettingsError
from orgrules.files.decoding import place_of, unknown_encoding
from orgrules.files.globs import Globs
from orgrules.files.nodes import Plain
from orgrules.files.source import Limits, Route, Source, scalar
from orgrules.files.validation import kind_of, validate_data
from orgrules.findings import Severity, threshold
from orgrules.locale import ENGLISH, LANGUAGES, N_, Language, _
from orgrules.rulebook.files import Line, Lines, Part, SeverityWord, one_or_many
from orgrules.rulebook.library import find_rulebook
from orgrules.rulebook.shipped import shipped_rulebooks
from orgrules.settings import EndDate, Origin, Override
from orgrules.text import did_you_mean, listed, reason_of, shown

#: The table of a TOML file that holds settings.
TABLE: Route = ("tool", "orgrules")
# the header of the table, or of one inside of it; and a key in it
_HEADER = re.compile(r"""\s*\[\[?\s*tool\s*\.\s*["']?orgrules["']?\s*(?:\.\s*["']?([\w-]+)["']?\s*)?\]""")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")

Bound = Annotated[int, Field(strict=True, ge=1), BeforeValidator(scalar)]
Depth = Annotated[int, Field(strict=True, ge=1, le=Limits().depth), BeforeValidator(scalar)]


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise ValueError(unknown_encoding(name)) from None
    return name


if TYPE_CHECKING:
    from orgrules.design.model import WaiverEntry

    OneLanguage = Language
else:
    from orgrules.design.format import WaiverEntry

    OneLanguage = Literal[LANGUAGES]
Patterns = Annotated[list[Pattern], BeforeValidator(one_or_many, json_schema_input_type=list[Pattern] | Pattern)]
Severities = dict[Line, SeverityWord]


class LimitsEntry(Part):
    """What one file may cost."""

    bytes: Bound = Field(Limits().bytes, description="Its size in bytes.")
    nodes: Bound = Field(Limits().nodes, description="The values in it, an alias counting as what it stands for.")
    depth: Depth = Field(Limits().depth, description="Lists and mappings inside one another.")


class OverrideEntry(Part):
    """What holds otherwise in some files."""

    paths: Annotated[Patterns, Field(min_length=1)] = Field(description="The files, as patterns.")
    select: Lines | None = Field(None, description="The only rules that hold in them.")
    ignore: Lines = Field([], description="Rules that do not hold in them.")
    severity: Severities = Field({}, description="Severities of rules in them.")


class SettingsFile(Part):
    """A settings file: ``orgrules.yaml``, or the table ``tool.orgrules`` of ``pyproject.toml``."""

    rulebooks: Lines = Field([], description="Rulebooks beside organization-basics, by shipped name or by path from this file.")
    select: Lines = Field([], description="The only rules to check, by id or prefix/*.")
    ignore: Lines = Field([], description="Rules to leave out, by id or prefix/*.")
    mandatory: Lines = Field([], description="Rules that nothing may leave out, waive, or make less than errors.")
    severity: Severities = Field({}, description="Severities of rules, by id or prefix/*; the last that fits decides.")
    overrides: list[OverrideEntry] = Field([], description="What holds otherwise in some files; the last that fits decides.")
    exclude: Patterns = Field([], description="Files and folders to pass over in folders and patterns, as .gitignore names them.")
    language: OneLanguage = Field(ENGLISH, description="Language of the texts.")
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        "error", alias="fail-on", description="The severity from which on a finding fails a check."
    )
    engine: Literal["durable", "reference"] | None = Field(None, description="durable or reference.")
    encoding: Annotated[Line, AfterValidator(_encoding)] | None = Field(None, description="Encoding of the design files.")
    map: dict[Line, Line] = Field({}, description="The columns of tables, by what they mean: {title: 职务}.")
    leave_out_hidden: Truth = Field(
        False, alias="leave-out-hidden", description="Whether hidden rows and sheets of workbooks are left out."
    )
    tables: Truth = Field(False, description="Whether folders are gone through for tables too.")
    limits: LimitsEntry = Field(default_factory=LimitsEntry, description="What one design file may cost.")
    baseline: Line | None = Field(None, description="The baseline, by its path from this file.")
    waivers: list[WaiverEntry] = Field([], description="Findings that are accepted on purpose.")
    waiver_end_date: EndDate = Field(
        "required", alias="waiver-end-date", description="Whether waivers need the day on which they end."
    )


def read_settings(path: str) -> dict[str, tuple[Any, Origin]]:
    """The settings that a file has, by the names of ``Settings``, and where each stands.

    Raises:
        SettingsError: everything that is wrong in it, at its place.
        SourceError: it cannot be read, or is no YAML.
    """
    source, table = _toml(path) if path.lower().endswith(".toml") else (load(path, None, Limits()), ())
    data = {} if source.data is None else source.data
    if not isinstance(data, dict):
        raise SettingsError(source.problem(table, _("settings are a mapping; found {kind}").format(kind=kind_of(data))))
    file = validate_data(SettingsFile, data, lambda route: (source, (*table, *route)))
    if not isinstance(file, SettingsFile):
        raise SettingsError(*file)
    folder = os.path.dirname(path)
    given: dict[str, tuple[Any, Origin]] = {}
    problems: list[Problem] = []
    for name in file.model_fields_set:
        origin = Origin("", source, (*table, SettingsFile.model_fields[name].alias or name))
        try:
            given[name] = _value(name, getattr(file, name), source, origin, folder), origin
        except OrgrulesError as error:
            problems += error.problems
    if problems:
        raise SettingsError(*sorted(problems))
    return given


def _value(name: str, value: Any, source: Source, origin: Origin, folder: str) -> Any:
    """A value of the file as ``Settings`` has it; paths are seen from the file's folder.

    Raises:
        SettingsError: a rulebook does not exist.
    """
    match name:
        case "rulebooks":
            return tuple(_rulebook(written, index, origin, folder) for index, written in enumerate(value))
        case "select" | "ignore" | "mandatory":
            return tuple(value)
        case "severity":
            return _severities(value)
        case "exclude":
            return Globs(tuple(value), folder)
        case "overrides":
            return tuple(
                Override(
                    Globs(tuple(entry.paths), folder),
                    None if entry.select is None else tuple(entry.select),
                    tuple(entry.ignore),
                    _severities(entry.severity),
                )
                for entry in value
            )
        case "fail_on":
            return threshold(value)
        case "map":
            return tuple(value.items())
        case "limits":
            return Limits(value.bytes, value.nodes, value.depth)
        case "baseline":
            return os.path.join(folder, value)
        case "waivers":
            return tuple(Declared(entry_of(each), source, (*origin.route, index)) for index, each in enumerate(value))
        case _:
            return value


def _severities(words: Severities) -> tuple[tuple[str, Severity], ...]:
    return tuple((pattern, Severity[word.upper()]) for pattern, word in words.items())


def _rulebook(written: str, index: int, origin: Origin, folder: str) -> str:
    known = shipped_rulebooks()
    path = written if written in known else os.path.normpath(os.path.join(folder, written))
    try:
        find_rulebook(path)
    except OrgrulesError:
        hint = did_you_mean(written, known) or _("; shipped are {names}").format(names=listed(known))
        message = _('"{name}" is no shipped rulebook, nor, seen from this file, a folder with a rulebook.yaml{hint}').format(
            name=shown(written), hint=hint
        )
        raise SettingsError(origin.problem((index,), message)) from None
    return path


class _Toml(Source):
    """A TOML file, of whose keys only the lines are known, and those only by the look of the text: ``lines``, by route."""

    lines: dict[Route, int]

    def place(self, route: Route, *, key: bool = False) -> tuple[int, int]:
        """The line of the key, or of the nearest one around it that is known."""
        del key
        known = (route[:length] for length in range(len(route), 0, -1))
        return next((self.lines[part] for part in known if part in self.lines), 1), 1

    def problem(self, route: Route, message: str, *, key: bool = False) -> Problem:
        """A problem at a key, which is named too."""
        name = ""
        for step in route:
            name += f"[{step}]" if isinstance(step, int) else f".{shown(step)}"
        message = message.removeprefix(f'"{route[-1]}": ')
        return Problem(self.path, *self.place(route, key=key), f"{name.removeprefix('.')}: {message}")


def _toml(path: str) -> tuple[Source, Route]:
    """The table of ours in a TOML file, and the route to it.

    Raises:
        SettingsError: it cannot be read, is no TOML, or has no such table.
    """
    import tomllib  # imported where used: hardly any run reads TOML

    try:
        with open(path, "rb") as file:
            text = file.read().decode()
    except OSError as error:
        raise SettingsError(Problem(path, 1, 1, _("cannot be read: {reason}").format(reason=reason_of(error)))) from None
    except UnicodeDecodeError:
        raise SettingsError(Problem(path, 1, 1, _("not UTF-8 text, which TOML is"))) from None
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise SettingsError(_too_deep(path, text)) from None
    except tomllib.TOMLDecodeError as error:
        line, column, reason = _toml_error(str(error), text)
        raise SettingsError(Problem(path, line, column, _("not TOML: {reason}").format(reason=reason))) from None
    except ValueError:  # of whole numbers with more digits than Python reads (CVE-2020-10735), which has no place
        found = re.search(r"[0-9][0-9_]{4000,}", text)
        line, column = place_of(text, found.start()) if found else (1, 1)
        message = _("a whole number of more than {most:,} digits").format(most=sys.get_int_max_str_digits())
        raise SettingsError(Problem(path, line, column, message)) from None
    tool = data.get("tool")
    if not isinstance(tool, dict) or "orgrules" not in tool:
        raise SettingsError(Problem(path, 1, 1, _("it has no table [tool.orgrules]")))
    try:
        ours = _like_yaml(tool["orgrules"])
    except RecursionError:
        raise SettingsError(_too_deep(path, text)) from None
    source = _Toml(path, ours, array("Q"))
    source.lines = _lines(text)
    return source, TABLE


#: What tomllib says most often, without the place.
_TOML_REASONS = (
    N_("invalid statement"),
    N_("expected newline or end of document after a statement"),
    N_("expected '=' after a key in a key/value pair"),
    N_("expected ']' at the end of a table declaration"),
    N_("expected ']]' at the end of an array declaration"),
    N_("invalid initial character for a key part"),
    N_("cannot overwrite a value"),
    N_("invalid value"),
    N_("invalid date or datetime"),
    N_("unclosed array"),
    N_("unclosed inline table"),
    N_("unterminated string"),
    N_("unescaped '\\' in a string"),
    N_("invalid hex value"),
    N_("escaped character is not a Unicode scalar value"),
)


#: What it says of something that it names: a character as Python writes one, or the parts of a key.
_TOML_NAMING = (
    (r"expected (.+)", N_("expected {what}")),
    (r"illegal character (.+)", N_("illegal character {what}")),
    (r"found invalid character (.+)", N_("found invalid character {what}")),
    (r"duplicate inline table key (.+)", N_("duplicate inline table key {what}")),
    (r"cannot declare (.+) twice", N_("cannot declare {what} twice")),
    (r"cannot mutate immutable namespace (.+)", N_("cannot mutate immutable namespace {what}")),
    (r"cannot redefine namespace (.+)", N_("cannot redefine namespace {what}")),
)


def _toml_error(message: str, text: str) -> tuple[int, int, str]:
    """The place in a message of tomllib, and the rest of it."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL)
    if found is None:
        return 1, 1, shown(message)
    line, column = (int(found[2]), int(found[3])) if found[2] else place_of(text, len(text))
    reason = found[1][0].lower() + found[1][1:]
    if reason in _TOML_REASONS:
        return line, column, _(reason)
    for pattern, said in _TOML_NAMING:
        if named := re.fullmatch(pattern, reason):
            return line, column, _(said).format(what=shown(_toml_name(named[1])))
    return line, column, shown(reason)


def _toml_name(written: str) -> str:
    """What a message names, a key as TOML has it: a.b for ('a', 'b')."""
    parts = re.findall(r"'([^']*)'", written) if written.startswith("(") else []
    return '"' + ".".join(parts) + '"' if parts else written


def _too_deep(path: str, text: str) -> Problem:
    """That values are nested deeper than YAML may be: at the bracket, or at the line with the key of so many parts."""
    most = Limits().depth
    message = _("more than {most} levels of nesting").format(most=most)
    depth = 0
    for found in re.finditer(rf"[\[{{]|[\]}}]|(?:\.[^.\n]*){{{most}}}", text):
        depth = max(0, depth + 1 if found[0] in "[{" else depth - 1)
        if depth > most or len(found[0]) > 1:
            return Problem(path, *place_of(text, found.start()), message)
    return Problem(path, 1, 1, message)


def _like_yaml(value: Any, depth: int = 0) -> Any:
    """A value of TOML as reading YAML would have given it.

    Raises:
        RecursionError: it is nested deeper than YAML may be.
    """
    if isinstance(value, dict | list) and depth > Limits().depth:
        raise RecursionError
    if isinstance(value, dict):
        return {key: _like_yaml(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_like_yaml(item, depth + 1) for item in value]
    if isinstance(value, bool):
        return Plain(str(value).lower())
    if isinstance(value, date):  # a time with a date is one too, and then no day
        return value.isoformat()
    return value if isinstance(value, str) else Plain(value)


def _lines(text: str) -> dict[Route, int]:
    """The lines of our keys and tables, by the look of the text."""
    lines: dict[Route, int] = {}
    table: Route | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = TABLE if header[1] is None else (*TABLE, header[1])
            lines.setdefault(TABLE, number)
            lines.setdefault(table, number)
            if line.lstrip().startswith("[["):
                index = 0
                while (*table, index) in lines:
                    index += 1
                table = (*table, index)
                lines[table] = number
        elif re.match(r"\[", line):
            table = None
        elif table is not None and (key := _KEY.match(line)):
            lines.setdefault((*table, key[1]), number)
    return lines
