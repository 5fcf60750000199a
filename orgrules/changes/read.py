"""From a file to changes: each with its verb, the entry that says what is done, and the place where it stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.changes.model import VERBS
from orgrules.design.load import STANDARD_INPUT, load_bytes
from orgrules.errors import ChangesError, Problem, SourceError
from orgrules.files import nodes
from orgrules.files.source import Limits, Route, Source, parse
from orgrules.files.validation import MOST_PROBLEMS, describe, key_form
from orgrules.locale import _, ngettext
from orgrules.tables.formats import is_table
from orgrules.text import did_you_mean, listed, shown

#: What the verbs are called elsewhere, in the form in which keys are compared.
_OTHER_VERBS: Mapping[str, tuple[str, ...]] = {
    "move": ("transfer", "reassign", "relocate", "reparent", "移动", "调动", "调整", "转岗", "划转", "改汇报"),
    "move_unit": ("transferunit", "movedepartment", "移动部门", "调整部门", "划转部门"),
    "add": (
        "create",
        "new",
        "addposition",
        "newposition",
        "createposition",
        "新增",
        "增加",
        "增设",
        "新设",
        "新增岗位",
        "增设岗位",
    ),
    "add_unit": ("newunit", "createunit", "adddepartment", "新增部门", "新设部门", "增设部门", "成立部门"),
    "add_person": ("newperson", "hire", "addemployee", "新增人员", "入职", "招聘"),
    "remove": ("delete", "drop", "eliminate", "abolish", "removeposition", "撤销", "删除", "取消", "裁撤", "撤销岗位"),
    "remove_unit": ("deleteunit", "closeunit", "removedepartment", "撤销部门", "裁撤部门", "删除部门"),
    "remove_person": ("deleteperson", "leave", "dismiss", "离职", "删除人员"),
    "rename": ("retitle", "renameposition", "改名", "更名", "重命名", "改称"),
    "rename_unit": ("renamedepartment", "部门更名", "部门改名"),
    "hold": ("appoint", "assign", "staff", "fill", "任命", "任职", "聘任", "任用", "指派"),
    "vacate": ("empty", "unassign", "空缺", "免职", "免去", "腾出"),
    "merge_units": ("merge", "combine", "mergedepartments", "consolidate", "合并", "合并部门", "整合"),
    "change": ("update", "edit", "modify", "changeposition", "修改", "变更", "更改"),
    "change_unit": ("updateunit", "changedepartment", "修改部门", "变更部门"),
    "change_person": ("updateperson", "修改人员", "变更人员"),
    "change_organization": ("updateorganization", "修改组织", "变更组织"),
}


class Change(NamedTuple):
    """One change: its verb, its keys, and where it stands."""

    verb: str
    entry: Any  # the entry of VERBS that the verb has
    source: Source
    route: Route

    def problem(self, keys: Sequence[str | int], message: str, *, key: bool = False) -> Problem:
        """A problem of what stands below keys of the change."""
        return self.source.problem((*self.route, *keys), message, key=key)


class Changes(NamedTuple):
    """A file of changes: what the scenario is called and about, where that is said, and the changes in their order."""

    path: str
    name: str | None
    description: str | None
    changes: tuple[Change, ...]
    source: Source

    @property
    def real(self) -> frozenset[str]:
        """The resolved path of the file; none for standard input."""
        return frozenset() if self.path.startswith("<") else frozenset([os.path.realpath(self.path)])


def read_changes(path: str, *, encoding: str | None = None, limits: Limits = Limits()) -> Changes:  # noqa: B008 - frozen
    """Read a file of changes ("-" for standard input); ``encoding`` is that of designs, in which it need not be.

    Raises:
        SourceError: it cannot be read, or is no YAML.
        ChangesError: it is no file of changes; every problem of it, at its place.
    """
    if path != STANDARD_INPUT and is_table(path):
        raise ChangesError(Problem(path, 0, 0, _("this is a table; changes are a mapping in YAML or JSON")))
    name, content = load_bytes(path, limits)
    try:
        source = parse(content, name, None, limits)
    except SourceError:
        if encoding is None:
            raise
        source = parse(content, name, encoding, limits)
    return changes_of(source)


def read_all(paths: Iterable[str], *, encoding: str | None = None, limits: Limits = Limits()) -> list[Changes]:  # noqa: B008 - frozen
    """Read several files of changes.

    Raises:
        ChangesError: some of them are none, or cannot be read; every problem of each.
    """
    found, problems = [], list[Problem]()
    for path in paths:
        try:
            found.append(read_changes(path, encoding=encoding, limits=limits))
        except (SourceError, ChangesError) as error:
            problems += error.problems
    if problems:
        raise ChangesError(*problems)
    return found


def changes_of(source: Source) -> Changes:
    """The changes in a source.

    Raises:
        ChangesError: as ``read_changes``.
    """
    data = source.data
    if not isinstance(data, nodes.Mapping):
        message = _('a file of changes is a mapping with the key "changes"; found {found}')
        raise ChangesError(source.problem((), message.format(found=describe(data))))
    if "changes" not in data and ("positions" in data or "include" in data):
        raise ChangesError(source.problem((), _('this is a design; a file of changes is a mapping with the key "changes"')))
    from orgrules.changes.format import Head  # imported where used: only files of changes need it
    from orgrules.design.format import entry_of
    from orgrules.files.validation import validate

    head = validate(Head, source)
    problems = list(head) if isinstance(head, tuple) else []
    written = data.get("changes")
    found: list[Change] = []
    for index, each in enumerate(written if isinstance(written, list) else ()):
        read = _change(each, source, ("changes", index))
        if isinstance(read, Change):
            found.append(read)
        else:
            problems += read
    if isinstance(head, tuple) or problems:
        raise ChangesError(*most(sorted(problems), source.path))
    told = entry_of(head)
    return Changes(source.path, told.name, told.description, tuple(found), source)  # type: ignore[attr-defined]


def _change(written: Any, source: Source, route: Route) -> Change | Sequence[Problem]:
    """One change, or what is wrong with it."""
    if not isinstance(written, nodes.Mapping):
        message = _("expected a mapping with a verb such as {verbs}, found {found}")
        return [source.problem(route, message.format(verbs=listed(("move", "add", "remove")), found=describe(written)))]
    verbs = [key for key in written if key in VERBS]
    if len(verbs) > 1:
        message = _('"{one}" and "{other}" are two changes; give each an entry of its own')
        return [source.problem((*route, verbs[1]), message.format(one=verbs[0], other=verbs[1]), key=True)]
    if not verbs:
        return [_no_verb(written, source, route)]
    from orgrules.changes.format import MODELS
    from orgrules.design.format import entry_of
    from orgrules.files.validation import validate_data

    [verb] = verbs
    found = validate_data(MODELS[verb], written, lambda inner: (source, (*route, *inner)))
    return found if isinstance(found, tuple) else Change(verb, entry_of(found), source, route)


def _no_verb(written: Mapping[str, Any], source: Source, route: Route) -> Problem:
    """That a change has no verb: the nearest one, if a key may be meant as one."""
    if not written:
        return source.problem(route, _("an empty change; known verbs are {names}").format(names=listed(VERBS)))
    keys = {key for entry in VERBS.values() for key in entry.keys}
    for key in written:
        if key in keys:
            continue
        form = key_form(key)
        meant = next((verb for verb, names in _OTHER_VERBS.items() if form in names or form == key_form(verb)), None)
        hint = _('; did you mean "{name}"?').format(name=meant) if meant else did_you_mean(key, VERBS)
        if hint:
            message = _('no change is called "{key}"{hint}').format(key=shown(key), hint=hint)
            return source.problem((*route, key), message, key=True)
    unknown = next((key for key in written if key not in keys), None)
    if unknown is None:
        message = _("nothing says what is changed; known verbs are {names}").format(names=listed(VERBS))
        return source.problem(route, message)
    message = _('no change is called "{key}"{hint}')
    hint = _("; known are {names}").format(names=listed(VERBS))
    return source.problem((*route, unknown), message.format(key=shown(unknown), hint=hint), key=True)


def most(problems: Sequence[Problem], path: str) -> Sequence[Problem]:
    """As many problems as are told, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    rest = ngettext("and {number:,} more problem in this file", "and {number:,} more problems in this file", more)
    return [*problems[:MOST_PROBLEMS], Problem(path, 0, 0, rest.format(number=more))]
