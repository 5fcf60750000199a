"""Finding, loading and joining rulebooks: what a check asks for by name becomes one library."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from orgrules.errors import Problem, RulebookError, UsageError
from orgrules.files.source import paused_collector
from orgrules.files.validation import validate_data
from orgrules.locale import _
from orgrules.organization.attributes import Declarations
from orgrules.organization.titles import Alias, title_index
from orgrules.rulebook.attributes import declared_attributes
from orgrules.rulebook.compile import RuleCompiler, unknown_statement
from orgrules.rulebook.constants import Names
from orgrules.rulebook.files import AliasEntry, RoleFile
from orgrules.rulebook.folders import Folder, Raw, defined_twice, read_folder
from orgrules.rulebook.model import Library, Profile, Rule, Rulebook
from orgrules.rulebook.profiles import rule_id
from orgrules.rulebook.shipped import BASIC_RULEBOOK, DEFAULT_RULEBOOK, RULEBOOK_FILE, shipped_folder, shipped_rulebooks
from orgrules.rulebook.terms import WORDED, term_names, terms_of
from orgrules.text import did_you_mean, listed, normalize, shown


def load_library(rulebooks: Sequence[str] = ()) -> Library:
    """Load rulebooks by shipped name or folder: organization-basics, and the named ones or sales-organization.

    Raises:
        RulebookError: with every problem found, each at its place.
        UsageError: a name is no shipped rulebook and no folder.
    """
    named = (find_rulebook(name) for name in (BASIC_RULEBOOK, *(rulebooks or (DEFAULT_RULEBOOK,))))
    paths = {path.resolve(): path for path in named}.values()
    with paused_collector():
        folders = [read_folder(path, _find_extended) for path in paths]
        return _join(folders)


def find_rulebook(name: str) -> Path:
    """The folder of a rulebook, by its shipped name or its path.

    Raises:
        UsageError: there is none, with the nearest name.
    """
    path = Path(name)
    if path.name == RULEBOOK_FILE:
        path = path.parent
    if os.sep not in name and "/" not in name and _is_rulebook(shipped_folder() / name):
        return shipped_folder() / name
    if _is_rulebook(path):
        return path
    known = shipped_rulebooks()
    hint = did_you_mean(name, known) or _("; shipped are {names}").format(names=listed(known))
    raise UsageError(
        _('"{name}" is no shipped rulebook and no folder with a {file}{hint}').format(
            name=shown(name), file=RULEBOOK_FILE, hint=hint
        )
    )


def _is_rulebook(path: Path) -> bool:
    """Whether a folder is a rulebook; a name that is too long for a file is none."""
    return os.path.isfile(path / RULEBOOK_FILE)


def _find_extended(name: str, folder: Path, place: Problem) -> Path:
    """The rulebook that ``extends`` names: a shipped one, or a folder beside the rulebook or below it."""
    if _is_rulebook(shipped_folder() / name) and "/" not in name:
        return shipped_folder() / name
    around = folder.resolve().parent
    path = (folder / name).resolve()
    if path.is_relative_to(around) and _is_rulebook(path):
        return path
    message = _('"{name}" is no shipped rulebook, and no rulebook in this one\'s folder or beside it{hint}').format(
        name=shown(name), hint=did_you_mean(name, shipped_rulebooks())
    )
    raise RulebookError(Problem(place.path, place.line, place.column, message))


def _join(folders: Sequence[Folder]) -> Library:
    problems = list(_loaded_twice(folders))
    if problems:  # one line for each, not one for every role and rule of it
        raise RulebookError(*problems)
    profiles = _profiles(folders, problems)
    terms = term_names(folders, profiles, problems)
    roles = {profile.role: profile.name.texts() for _folder, profile, _raw in profiles}
    # a profile that is wrong defines its role all the same: what names it is not wrong too
    attributes = declared_attributes(folders, problems)
    names = Names(frozenset(roles).union(*(folder.profiles for folder in folders)), terms.ids, Declarations(attributes))
    compilers = {id(folder): RuleCompiler(folder, names, roles, problems) for folder in folders}
    rules: dict[str, Rule] = {}
    loaded: dict[str, Profile] = {}
    aliases: list[Alias] = []
    for folder, profile, raw in profiles:
        compiler = compilers[id(folder)]
        _add_rules(rules, compiler.profile_rules(profile, raw), problems)
        aliases += _aliases(profile, raw, compiler)
        cites = compiler.cites(profile.cites, raw, ())
        spelled = tuple(alias.name for alias in aliases if alias.role == profile.role)
        loaded[profile.role] = Profile(profile.role, raw.rulebook, profile.name.texts(), spelled, cites, raw.source)
    for folder in folders:
        compiler = compilers[id(folder)]
        written = (compiler.written(id_, raw) for id_, raw in folder.rules.items() if id_ not in folder.disabled)
        _add_rules(rules, (rule for rule in written if rule is not None), problems)
        _check_not_checkable(folder, problems)
    _check_aliases(aliases, loaded, problems)
    if problems:
        raise RulebookError(*sorted(set(problems)))
    files = [member.file for folder in folders for member in folder.family]
    index = title_index(
        aliases,
        {**{role: role for role in roles}, **{text: role for role, texts in roles.items() for text in texts.values()}},
        [area for file in files for area in file.areas.every()],
        [word for file in files for word in file.unit_words.every()],
        [title for file in files for title in file.other_titles.every()],
        [title for file in files for title in file.open_titles.every()],
    )
    titles = {alias.name: alias.role for alias in aliases if alias.applies is None}
    described = [profile for _folder, profile, _raw in profiles]
    linked = terms_of(terms, described, titles, _glosses(described, loaded, rules), attributes)
    return Library(tuple(map(_rulebook, folders)), tuple(rules.values()), loaded, index, linked, terms.names)


def _glosses(
    profiles: Iterable[RoleFile], loaded: Mapping[str, Profile], rules: Mapping[str, Rule]
) -> dict[tuple[str, str], list[str]]:
    """What the statements say that items of profiles cite: without the role, and where a statement is behind one item alone."""
    found: dict[tuple[str, str], list[str]] = {}
    for profile in profiles:
        names = sorted({*profile.name.texts().values(), *loaded[profile.role].aliases}, key=lambda name: (-len(name), name))
        role = re.compile("|".join(rf"(?:the )?{re.escape(name)}(?:'s|s)?" for name in names), re.IGNORECASE)
        for field in WORDED:
            rule = rules.get(rule_id(profile.role, field))
            cited = rule.item_cites if rule else {}
            often = Counter(statement[:3] for those in cited.values() for statement in those)
            for id_, those in cited.items():
                glosses = [text for each in those if often[each[:3]] == 1 for text in each.gloss.values()]
                found[profile.role, id_] = [role.sub(" ", text) for text in glosses]
    return found


def _loaded_twice(folders: Sequence[Folder]) -> Iterator[Problem]:
    """Rulebooks that are loaded more than once: on their own, or by several that extend them."""
    first: dict[Path, Folder] = {folder.path.resolve(): folder for folder in folders}
    for folder in folders:
        for base in list(folder.family)[1:]:
            by = first.setdefault(base.path.resolve(), folder)
            if by is folder:
                continue
            mine, other = shown(folder.file.rulebook), shown(base.file.rulebook)
            if base.file.rulebook == BASIC_RULEBOOK:
                told = _('"{rulebook}" extends "{other}", which is always loaded; leave "extends" out')
            elif by.path.resolve() == base.path.resolve():
                told = _('"{rulebook}" extends "{other}", which is loaded too; leave "{other}" out, "{rulebook}" brings it along')
            else:
                told = _('"{rulebook}" and "{second}" both extend "{other}"; load one of them, or let one extend the other')
            told = told.format(rulebook=mine, other=other, second=shown(by.file.rulebook))
            yield folder.source.problem(("extends",), told)
            break


def _profiles(folders: Sequence[Folder], problems: list[Problem]) -> list[tuple[Folder, RoleFile, Raw]]:
    """Every role profile, validated; roles are unique over all that is loaded."""
    found: dict[str, tuple[Folder, RoleFile, Raw]] = {}
    for folder in folders:
        for role, raw in folder.profiles.items():
            profile = validate_data(RoleFile, raw.data, raw.locate)
            if not isinstance(profile, RoleFile):
                problems.extend(profile)
            elif role in found:
                first = found[role][2].source.path
                problems.append(raw.problem(("role",), defined_twice(role, first, is_role=True)))
            else:
                found[role] = (folder, profile, raw)
    return list(found.values())


def _add_rules(rules: dict[str, Rule], found: Iterable[Rule], problems: list[Problem]) -> None:
    for rule in found:
        first = rules.setdefault(rule.id, rule)
        if first is not rule:
            problems.append(rule.source.problem(rule.route, defined_twice(rule.id, first.source.path)))


def _aliases(profile: RoleFile, raw: Raw, compiler: RuleCompiler) -> Iterable[Alias]:
    with_area = profile.with_area == "same"
    for text in dict.fromkeys(profile.name.texts().values()):
        yield Alias(profile.role, text, with_area)
    lists: dict[str, list[AliasEntry]] = (
        {"en": profile.also_called.en, "zh": profile.also_called.zh} if profile.also_called else {}
    )
    for language, entries in lists.items():
        for index, entry in enumerate(entries):
            yield compiler.alias(profile.role, entry, raw, ("also_called", language, index), with_area=with_area)


def _check_aliases(aliases: Iterable[Alias], profiles: dict[str, Profile], problems: list[Problem]) -> None:
    """A title without a condition means one role."""
    first: dict[str, Alias] = {}
    for alias in aliases:
        if alias.applies is None:
            other = first.setdefault(normalize(alias.name), alias)
            if other.role != alias.role and alias.role in profiles and other.role in profiles:
                here, there = profiles[alias.role], profiles[other.role]
                message = _('the title "{title}" is a name of {role} too, in {path}; give one a condition').format(
                    title=shown(alias.name), role=other.role, path=there.source.path
                )
                problems.append(here.source.problem(("also_called",), message))


def _check_not_checkable(folder: Folder, problems: list[Problem]) -> None:
    known = [statement.id for statement in folder.statements[folder.file.rulebook]]
    problems += [
        folder.source.problem(("not_checkable", name), unknown_statement(name, known), key=True)
        for name in folder.file.not_checkable
        if name not in known
    ]


def _rulebook(folder: Folder) -> Rulebook:
    file = folder.file
    return Rulebook(
        file.rulebook,
        tuple(member.file.rulebook for member in folder.family),
        file.version,
        file.name.texts(),
        tuple(statement for member in folder.family for statement in member.statements[member.file.rulebook]),
        {name: said.texts() for member in folder.family for name, said in member.file.not_checkable.items()},
        file.extends,
        folder.path.as_posix(),
        tuple(member.path.as_posix() for member in list(folder.family)[1:]),
    )
