"""A rulebook's folder, read and checked for its shape: not yet compiled, so that another rulebook can refine it.

Every part is kept with the place it came from, so that whatever turns out wrong later is reported there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from orgrules.design.load import load
from orgrules.errors import OrgrulesError, Problem, RulebookError, SourceError
from orgrules.files.decoding import decode
from orgrules.files.source import Limits, Route, Source, parse
from orgrules.files.validation import validate
from orgrules.locale import N_, _
from orgrules.rulebook.files import KEBAB, RULE_FIELDS, RulebookFile
from orgrules.rulebook.model import Statement
from orgrules.rulebook.profiles import rule_fields, rule_id
from orgrules.rulebook.shipped import RULEBOOK_FILE
from orgrules.text import did_you_mean, reason_of, shown

#: The folder of a rulebook's role profiles.
ROLES_FOLDER = "roles"
#: A rulebook refines a rulebook that refines a rulebook …: at most so many.
MOST_EXTENSIONS = 5

_COLUMNS = ("id", "kind", "en", "zh")
#: Where a statement stands in its document: a fifth column, where there is one.
_PLACE = "place"
_SEPARATORS = {"\t": N_("tabs"), ",": N_("commas"), ";": N_("semicolons")}
_NOT_UTF_8 = N_("not UTF-8 text; save the file as UTF-8 (in Excel: CSV UTF-8), or as Unicode text, which is UTF-16")

_REQUIREMENTS = frozenset(
    {"require", "role", "type", "value", "items", "line", "exclusive", "own", "at_least", "at_most", "direct"}
)
_SAID_OF_IT = frozenset({"cites", "message", "why", "fix", "reading"})
_EXAMPLES = re.compile(rb"^examples[ ]*:", re.MULTILINE)
# what stands at the margin after it and is neither a comment nor an item of its list belongs to another key
_TOP_LEVEL = re.compile(rb"^[^\s#-]|^-[^ \n]", re.MULTILINE)
_LIMITS = Limits(bytes=4 * 1024 * 1024, nodes=500_000)


class Raw(NamedTuple):
    """A role profile or a written rule as written: its keys, and where they stand. ``rulebook`` is whose it is.

    ``overridden`` tells of keys that another rulebook says otherwise: in which source, and under which route the key stands.
    A key of a profile's field is named ``field/key``.
    """

    rulebook: str
    data: Mapping[str, Any]
    source: Source
    overridden: Mapping[str, tuple[Source, Route]] = MappingProxyType({})

    def locate(self, route: Route) -> tuple[Source, Route]:
        """Where what stands at a route of the data was written."""
        for length in (2, 1) if len(route) > 1 else (1,):
            source, base = self.overridden.get("/".join(map(str, route[:length])), (None, ()))
            if source is not None:
                return source, (*base, *route[length - 1 :])
        return self.source, route

    def problem(self, route: Route, message: str, *, key: bool = False) -> Problem:
        """A problem at a route of the data."""
        source, here = self.locate(route)
        return source.problem(here, message, key=key)

    def with_changes(self, changes: Mapping[str, Any], source: Source, at: Route, *, field: str = "") -> Raw:
        """The same with the keys of ``changes``, which stand at ``at``, said otherwise; of one field where it is named."""
        inner = self.data.get(field) if field else self.data
        base = {"items": inner} if isinstance(inner, list) else inner or {}
        # where the requirement changes, what was said of the old one no longer holds and goes
        dropped = frozenset() if _REQUIREMENTS.isdisjoint(changes) else _SAID_OF_IT
        merged = {**{key: value for key, value in base.items() if key not in dropped}, **changes}
        prefix = f"{field}/" if field else ""
        places = {**self.overridden, **{f"{prefix}{key}": (source, at) for key in changes}}
        return self._replace(data={**self.data, field: merged} if field else merged, overridden=places)


class Folder(NamedTuple):
    """One rulebook with all that it extends merged in: profiles by role, written rules by id, statements by rulebook."""

    file: RulebookFile
    source: Source
    path: Path
    profiles: Mapping[str, Raw]
    rules: Mapping[str, Raw]
    statements: Mapping[str, tuple[Statement, ...]]
    disabled: frozenset[str]
    base: Folder | None = None

    @property
    def family(self) -> Iterator[Folder]:
        """This rulebook, then what it extends."""
        yield self
        if self.base is not None:
            yield from self.base.family


def read_folder(path: Path, find: Any, way: tuple[Path, ...] = ()) -> Folder:
    """Read the rulebook in a folder; ``find`` turns the name that ``extends`` gives into a folder.

    Raises:
        RulebookError: with every problem of every file, each at its place.
    """
    problems: list[Problem] = []
    source = _load(path / RULEBOOK_FILE, problems)
    if source is None:
        raise RulebookError(*problems)
    file = validate(RulebookFile, source)
    if not isinstance(file, RulebookFile):
        raise RulebookError(*file)
    profiles, rules = _parts(path, file.rulebook, problems)
    statements = {file.rulebook: tuple(_statements(file, source, path, problems))}
    _stop_at(problems)
    folder = Folder(file, source, path, profiles, rules, statements, frozenset())
    if file.extends is None:
        message = _('"{key}" refines another rulebook; name it under "extends"')
        alone = [key for key in ("override", "disable") if getattr(file, key)]
        _stop_at([source.problem((key,), message.format(key=key), key=True) for key in alone])
        return folder
    base_path: Path = find(file.extends, path, source.problem(("extends",), ""))
    if base_path.resolve() in (*way, path.resolve()) or len(way) >= MOST_EXTENSIONS:
        message = _('"{rulebook}" leads back to this rulebook, or through more than {most} others').format(
            rulebook=shown(file.extends), most=MOST_EXTENSIONS
        )
        raise RulebookError(source.problem(("extends",), message))
    return _refined(folder, read_folder(base_path, find, (*way, path.resolve())))


def _refined(own: Folder, base: Folder) -> Folder:
    """``base`` with what ``own`` adds, overrides and disables."""
    problems: list[Problem] = []
    profiles, rules = dict(base.profiles), dict(base.rules)
    for table, additions in ((profiles, own.profiles), (rules, own.rules)):
        for name, raw in additions.items():
            if name in table:
                message = _('"{name}" is defined by {rulebook} already; refine it under "override" in {file}').format(
                    name=name, rulebook=base.file.rulebook, file=RULEBOOK_FILE
                )
                problems.append(raw.problem((), message))
            table[name] = raw
    known = [*base.profiles, *_rule_ids(base)]
    for name in own.file.override:
        at: Route = ("override", name)
        changes = own.source.data["override"][name]
        role, _slash, rule_field = name.partition("/")
        profile_field = rule_field.replace("-", "_")
        if name in rules:
            rules[name] = rules[name].with_changes(changes, own.source, at)
        elif name in profiles and "role" in changes:
            message = _('"role" cannot be overridden; add a profile of its own')
            problems.append(own.source.problem((*at, "role"), message, key=True))
        elif name in profiles:
            profiles[name] = profiles[name].with_changes(changes, own.source, at)
        elif role in profiles and profile_field in RULE_FIELDS:
            profiles[role] = profiles[role].with_changes(changes, own.source, at, field=profile_field)
        else:
            message = _('{rulebook} has no rule or role "{name}"{hint}').format(
                rulebook=base.file.rulebook, name=shown(name), hint=did_you_mean(name, known)
            )
            problems.append(own.source.problem(at, message, key=True))
    rule_ids = _rule_ids(base)
    for index, name in enumerate(own.file.disable):
        if name not in rule_ids:
            message = _('{rulebook} has no rule "{name}"{hint}').format(
                rulebook=base.file.rulebook, name=shown(name), hint=did_you_mean(name, rule_ids)
            )
            problems.append(own.source.problem(("disable", index), message))
    _stop_at(problems)
    disabled = base.disabled | set(own.file.disable)
    return own._replace(
        profiles=profiles, rules=rules, statements={**base.statements, **own.statements}, disabled=disabled, base=base
    )


def defined_twice(name: str, path: str, *, is_role: bool = False) -> str:
    """That a role or a rule is defined already, in the file of that path."""
    message = _('the role "{name}" is defined in {path} too') if is_role else _('the rule "{name}" is defined in {path} too')
    return message.format(name=name, path=path)


def _rule_ids(folder: Folder) -> list[str]:
    ids = [rule_id(role, name) for role, raw in folder.profiles.items() for name in rule_fields(raw.data)]
    return [*ids, *folder.rules]


def _parts(path: Path, rulebook: str, problems: list[Problem]) -> tuple[dict[str, Raw], dict[str, Raw]]:
    """Profiles by role and written rules by id, from the files below a rulebook's folder."""
    profiles: dict[str, Raw] = {}
    rules: dict[str, Raw] = {}
    inner = [folder.parent for folder in path.rglob(RULEBOOK_FILE) if folder.parent != path]
    for file in sorted(path.rglob("*.y*ml")):
        place = file.relative_to(path)
        is_hidden = any(part.startswith(".") for part in place.parts)
        if is_hidden or str(place) == RULEBOOK_FILE or any(file.is_relative_to(folder) for folder in inner):
            continue
        name = place.with_suffix("").as_posix()
        display = file.as_posix()
        if (
            file.suffix not in (".yaml", ".yml")
            or len(place.parts) != 2
            or not all(re.fullmatch(KEBAB, part) for part in name.split("/"))
        ):
            message = _(
                "a rule stands in FOLDER/NAME.yaml, a profile in roles/ROLE.yaml; names are lower-case words joined by hyphens"
            )
            problems.append(Problem(display, 1, 1, message))
            continue
        source = _load(file, problems, parts=True)
        if source is None:
            continue
        if not isinstance(source.data, dict):
            problems.append(source.problem((), _("a rule or a profile is a mapping")))
            continue
        raw = Raw(rulebook, source.data, source)
        table = profiles if place.parts[0] == ROLES_FOLDER else rules
        first = table.get(place.stem if table is profiles else name)
        if first is not None and table is profiles:
            problems.append(source.problem(("role",), defined_twice(place.stem, first.source.path, is_role=True)))
        elif first is not None:
            problems.append(source.problem((), defined_twice(name, first.source.path)))
        elif place.parts[0] != ROLES_FOLDER:
            rules[name] = raw
        elif source.data.get("role") != place.stem:
            message = _('"role" must be the name of the file: {name}').format(name=place.stem)
            problems.append(source.problem(("role",), message))
        else:
            profiles[place.stem] = raw
    return profiles, rules


def _statements(file: RulebookFile, source: Source, path: Path, problems: list[Problem]) -> Iterator[Statement]:
    """The statements of a rulebook's documents, from tables with the header id, kind, en, zh, and place where it is known."""
    for document, entry in file.documents.items():
        at: Route = ("documents", document, "statements")
        table = path / entry.statements
        if not table.resolve().is_relative_to(path.resolve()):
            message = _('"{path}" leads out of the rulebook\'s folder').format(path=shown(entry.statements))
            problems.append(source.problem(at, message))
            continue
        try:
            text = decode(table.read_bytes(), table.as_posix())
        except OSError as error:
            message = _('"{path}" cannot be read: {reason}').format(path=shown(entry.statements), reason=shown(reason_of(error)))
            problems.append(source.problem(at, message))
            continue
        except SourceError as error:
            # no option states the encoding of a rulebook's files: what helps is to save them anew
            problems += [Problem(*place[:3], _(_NOT_UTF_8)) for place in error.problems]
            continue
        rows = _rows(text)
        if rows is None:
            message = _("the first line must be: {columns}, with tabs between them (or commas, or semicolons)")
            problems.append(Problem(table.as_posix(), 1, 1, message.format(columns=", ".join(_COLUMNS))))
            continue
        separator, number_of_columns, below = rows
        seen: dict[str, int] = {}
        for number, given in below:
            if not any(cell.strip() for cell in given):
                continue
            # editors trim the blanks, and so the tabs, that end a line
            lacking = number_of_columns - len(given)
            cells = [*given, *[""] * lacking] if 0 < lacking <= number_of_columns - len(_COLUMNS) + 1 else given
            if len(cells) != number_of_columns or not cells[0]:
                if len(cells) == number_of_columns:
                    message = _("the id is missing")
                elif number_of_columns == len(_COLUMNS):
                    message = _("expected four cells with {separator} between them, found {number}").format(
                        separator=_(separator), number=len(cells)
                    )
                else:
                    message = _("expected five cells with {separator} between them, found {number}").format(
                        separator=_(separator), number=len(cells)
                    )
                problems.append(Problem(table.as_posix(), number, 1, message))
                continue
            if cells[0] in seen:
                message = _('"{id}" stands here again; first in line {line}').format(id=shown(cells[0]), line=seen[cells[0]])
                problems.append(Problem(table.as_posix(), number, 1, message))
            seen[cells[0]] = number
            gloss = {language: text for language, text in (("en", cells[2]), ("zh", cells[3])) if text}
            yield Statement(file.rulebook, document, cells[0], cells[1], gloss, "".join(cells[len(_COLUMNS) :]))


def _rows(text: str) -> tuple[str, int, Iterator[tuple[int, list[str]]]] | None:
    """What stands between the cells of a table, how many there are, and the lines below the header; None without a header."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    for separator, word in _SEPARATORS.items():
        header = [cell.strip().strip('"') for cell in lines[0].split(separator)]
        if header not in ([*_COLUMNS], [*_COLUMNS, _PLACE]):
            continue
        if separator == "\t":  # as ever, a quotation mark there is a character of the text
            return word, len(header), ((number, line.split("\t")) for number, line in enumerate(lines[1:], 2))
        return word, len(header), _comma_separated(lines, separator)
    return None


def _comma_separated(lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines below the header, by the number that each begins at: a cell in quotation marks may go over several."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
    next(reader)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than the module reads; counted as what it is, one cell
            yield number, ["a cell that is too long"]


def examples_of(source: Source) -> tuple[Source, Any]:
    """The examples of a rule or profile, which loading leaves out, and the source that knows their places.

    Raises:
        SourceError: the file cannot be read any more, or its examples are no YAML.
    """
    whole = load(source.path, None, _LIMITS)
    return whole, whole.data.get("examples") if isinstance(whole.data, dict) else None


def _load(file: Path, problems: list[Problem], *, parts: bool = False) -> Source | None:
    """Read a file of a rulebook; of a rule or a profile, all but its examples, which a check never needs."""
    try:
        content = file.read_bytes()
        return parse(_without_examples(content) if parts else content, file.as_posix(), None, _LIMITS)
    except OSError as error:
        message = _("cannot be read: {reason}").format(reason=reason_of(error))
        problems.append(Problem(file.as_posix(), 1, 1, message))
    except OrgrulesError as error:
        problems.extend(error.problems)
    return None


def _without_examples(content: bytes) -> bytes:
    """A block mapping up to its last key, where that is ``examples``: reading them takes longer than all the rest."""
    start = _EXAMPLES.search(content)
    if start is None or _TOP_LEVEL.search(content, start.end()) is not None:
        return content
    return content[: start.start()]


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        raise RulebookError(*sorted(set(problems)))
