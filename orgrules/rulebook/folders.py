"""A rulebook's folder, read and checked for its shape: not yet compiled, so that another rulebook can refine it.

Every part is kept with the place it came from, so that whatever turns out wrong later is reported there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from orgrules.design.read import load
from orgrules.errors import OrgrulesError, Problem, RulebookError
from orgrules.rulebook.files import KEBAB, RULE_FIELDS, RulebookFile
from orgrules.rulebook.model import Statement
from orgrules.rulebook.profiles import rule_id
from orgrules.source import Limits, Route, Source, parse
from orgrules.text import did_you_mean, shown
from orgrules.validation import validate

#: The file that makes a folder a rulebook, and the folder of its role profiles.
RULEBOOK_FILE = "rulebook.yaml"
ROLES_FOLDER = "roles"
#: A rulebook refines a rulebook that refines a rulebook …: at most so many.
MOST_EXTENSIONS = 5

_REQUIREMENTS = frozenset({"require", "role", "type", "value", "items", "line"})
_SAID_OF_IT = frozenset({"cites", "message", "why", "fix"})
_EXAMPLES = re.compile(rb"^examples[ ]*:", re.MULTILINE)
# what stands at the margin after it and is neither a comment nor an item of its list belongs to another key
_TOP_LEVEL = re.compile(rb"^[^\s#-]|^-[^ \n]", re.MULTILINE)
_LIMITS = Limits(bytes=4 * 1024 * 1024, nodes=500_000)


class Raw(NamedTuple):
    """A role profile or a written rule as written: its keys, and where they stand. ``rulebook`` is whose it is."""

    rulebook: str
    data: Mapping[str, Any]
    source: Source
    route: Route = ()


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
        alone = [key for key in ("override", "disable") if getattr(file, key)]
        _stop_at(
            [source.problem((key,), f'"{key}" refines another rulebook; name it under "extends"', key=True) for key in alone]
        )
        return folder
    base_path: Path = find(file.extends, path, source.problem(("extends",), ""))
    if base_path.resolve() in (*way, path.resolve()) or len(way) >= MOST_EXTENSIONS:
        raise RulebookError(
            source.problem(
                ("extends",),
                f'"{shown(file.extends)}" leads back to this rulebook, or through more than {MOST_EXTENSIONS} others',
            )
        )
    return _refined(folder, read_folder(base_path, find, (*way, path.resolve())))


def _refined(own: Folder, base: Folder) -> Folder:
    """``base`` with what ``own`` adds, overrides and disables."""
    problems: list[Problem] = []
    profiles, rules = dict(base.profiles), dict(base.rules)
    for table, additions in ((profiles, own.profiles), (rules, own.rules)):
        for name, raw in additions.items():
            if name in table:
                message = f'"{name}" is defined by {base.file.rulebook} already; refine it under "override" in {RULEBOOK_FILE}'
                problems.append(raw.source.problem(raw.route, message))
            table[name] = raw
    known = [*base.profiles, *_rule_ids(base)]
    for name, changes in own.file.override.items():
        at: Route = ("override", name)
        role, _, rule_field = name.partition("/")
        profile_field = rule_field.replace("-", "_")
        if name in rules:
            rules[name] = _overridden(rules[name], own, at, changes)
        elif name in profiles:
            profiles[name] = _overridden(profiles[name], own, at, changes)
        elif role in profiles and profile_field in RULE_FIELDS:
            raw = profiles[role]
            inner = raw.data.get(profile_field)
            merged = _merged({"items": inner} if isinstance(inner, list) else inner or {}, _data(own, at))
            profiles[role] = Raw(raw.rulebook, {**raw.data, profile_field: merged}, own.source, at)
        else:
            problems.append(
                own.source.problem(
                    at, f'{base.file.rulebook} has no rule or role "{shown(name)}"{did_you_mean(name, known)}', key=True
                )
            )
    for index, name in enumerate(own.file.disable):
        if name not in known:
            problems.append(
                own.source.problem(
                    ("disable", index), f'{base.file.rulebook} has no rule "{shown(name)}"{did_you_mean(name, known)}'
                )
            )
    _stop_at(problems)
    disabled = base.disabled | set(own.file.disable)
    return own._replace(
        profiles=profiles, rules=rules, statements={**base.statements, **own.statements}, disabled=disabled, base=base
    )


def _overridden(raw: Raw, own: Folder, at: Route, changes: Mapping[str, Any]) -> Raw:
    del changes  # validated for its shape only: the data with their places are taken from the source
    return Raw(raw.rulebook, _merged(raw.data, _data(own, at)), own.source, at)


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A rule or field with changes. Where the requirement changes, what was said of the old one no longer holds and goes."""
    if _REQUIREMENTS.isdisjoint(changes):
        return {**base, **changes}
    return {**{key: value for key, value in base.items() if key not in _SAID_OF_IT}, **changes}


def _data(own: Folder, at: Route) -> Mapping[str, Any]:
    node: Any = own.source.data
    for step in at:
        node = node[step]
    return dict(node)


def _rule_ids(folder: Folder) -> list[str]:
    ids = [rule_id(role, name) for role, raw in folder.profiles.items() for name in RULE_FIELDS if name in raw.data]
    return [*ids, *folder.rules]


def _parts(path: Path, rulebook: str, problems: list[Problem]) -> tuple[dict[str, Raw], dict[str, Raw]]:
    """Profiles by role and written rules by id, from the files below a rulebook's folder."""
    profiles: dict[str, Raw] = {}
    rules: dict[str, Raw] = {}
    for file in sorted(path.rglob("*.y*ml")):
        place = file.relative_to(path)
        if place.name.startswith(".") or str(place) == RULEBOOK_FILE:
            continue
        name = place.with_suffix("").as_posix()
        display = file.as_posix()
        if (
            file.suffix not in (".yaml", ".yml")
            or len(place.parts) != 2
            or not all(re.fullmatch(KEBAB, part) for part in name.split("/"))
        ):
            message = (
                "a rule stands in FOLDER/NAME.yaml, a profile in roles/ROLE.yaml; names are lower-case words joined by hyphens"
            )
            problems.append(Problem(display, 1, 1, message))
            continue
        source = _load(file, problems, parts=True)
        if source is None:
            continue
        if not isinstance(source.data, dict):
            problems.append(source.problem((), "a rule or a profile is a mapping"))
            continue
        raw = Raw(rulebook, source.data, source)
        if place.parts[0] != ROLES_FOLDER:
            rules[name] = raw
        elif source.data.get("role") != place.stem:
            problems.append(source.problem(("role",), f'"role" must be the name of the file: {place.stem}'))
        else:
            profiles[place.stem] = raw
    return profiles, rules


def _statements(file: RulebookFile, source: Source, path: Path, problems: list[Problem]) -> Iterator[Statement]:
    """The statements of a rulebook's documents, from tab-separated files with the header id, kind, en, zh."""
    for document, entry in file.documents.items():
        at: Route = ("documents", document, "statements")
        table = path / entry.statements
        if not table.resolve().is_relative_to(path.resolve()):
            problems.append(source.problem(at, f'"{shown(entry.statements)}" leads out of the rulebook\'s folder'))
            continue
        try:
            lines = table.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(source.problem(at, f'"{shown(entry.statements)}" cannot be read: {shown(str(error))}'))
            continue
        if not lines or lines[0].split("\t") != ["id", "kind", "en", "zh"]:
            problems.append(Problem(table.as_posix(), 1, 1, "the first line must be: id, kind, en, zh, with tabs between them"))
            continue
        seen: dict[str, int] = {}
        for number, line in enumerate(lines[1:], 2):
            cells = line.split("\t")
            if len(cells) != 4 or not cells[0]:
                if line.strip():
                    problems.append(
                        Problem(
                            table.as_posix(),
                            number,
                            1,
                            f"expected four cells with tabs between them, found {len(cells)}",
                        )
                    )
                continue
            if cells[0] in seen:
                problems.append(
                    Problem(
                        table.as_posix(),
                        number,
                        1,
                        f'"{shown(cells[0])}" stands here again; first in line {seen[cells[0]]}',
                    )
                )
            seen[cells[0]] = number
            gloss = {language: text for language, text in (("en", cells[2]), ("zh", cells[3])) if text}
            yield Statement(file.rulebook, document, cells[0], cells[1], gloss)


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
        problems.append(Problem(file.as_posix(), 1, 1, f"cannot be read: {(error.strerror or str(error)).lower()}"))
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
        raise RulebookError(*problems)
