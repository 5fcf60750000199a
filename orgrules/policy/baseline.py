"""Baselines: findings that were there when one began to check, kept in a file, so that a check reports only what is new."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from orgrules.design.load import STANDARD_INPUT_NAME, load
from orgrules.errors import BaselineError
from orgrules.files.source import Limits, scalar
from orgrules.files.validation import describe, kind_of, validate
from orgrules.findings import BaselineSummary, Finding, Gone, Location
from orgrules.locale import _

#: The version of the files.
VERSION = 1

#: Whether a finding of this rule in this file would have been found, had it been there: rule, path as the findings have it.
Looked = Callable[[str, str], bool]


class EntryModel(BaseModel):
    """Findings of one rule on one subject, as they stand in a baseline."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    rule: str
    path: str
    subject: str
    message: str
    fingerprint: Annotated[str, Field(min_length=1)]
    count: Annotated[int, Field(strict=True, ge=1), BeforeValidator(scalar)] = 1


class FileModel(BaseModel):
    """A baseline."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    version: Annotated[int, Field(strict=True), BeforeValidator(scalar)]
    findings: list[EntryModel]


class Entry(NamedTuple):
    """``times`` findings with one fingerprint in one file; ``path`` is seen from the folder of the baseline."""

    rule: str
    path: str
    subject: str
    message: str
    fingerprint: str
    times: int
    location: Location | None = None  # where it stands in the baseline; None for one that is not written yet


class Comparison(NamedTuple):
    """Findings against a baseline: those that are new, and how many it hides.

    Of its entries, ``gone`` are those that no longer occur and ``kept`` the rest; ``outside`` are those of files that were not
    looked through.
    """

    new: list[Finding]
    hidden: int
    gone: list[Entry]
    kept: list[Entry]
    outside: list[Entry]


def read_baseline(path: str) -> list[Entry]:
    """The entries of a baseline.

    Raises:
        SourceError, BaselineError: it cannot be read, or is no baseline of this version.
    """
    source = load(path, None, Limits())
    if not isinstance(source.data, dict):
        message = _("a baseline is a mapping; found {kind}").format(kind=kind_of(source.data))
        raise BaselineError(source.problem((), message))
    version = scalar(source.data.get("version"))
    if version != VERSION and "version" in source.data:
        message = _(
            "a baseline of version {found}; this program reads version {known}: "
            "remove it and write it anew with orgrules baseline"
        ).format(found=describe(source.data["version"]), known=VERSION)
        raise BaselineError(source.problem(("version",), message))
    file = validate(FileModel, source)
    if not isinstance(file, FileModel):
        raise BaselineError(*file)
    return [
        Entry(
            entry.rule,
            entry.path,
            entry.subject,
            entry.message,
            entry.fingerprint,
            entry.count,
            Location(path, *source.place(("findings", index))),
        )
        for index, entry in enumerate(file.findings)
    ]


def compare(
    findings: Sequence[Finding], entries: Sequence[Entry], path: str, looked: Looked, never: frozenset[str]
) -> Comparison:
    """Take the findings away that a baseline has. Waived ones and those of the rules ``never`` stay, and use its entries up last.

    An entry no longer occurs where its file was ``looked`` through, or exists no longer, and its finding is not there. A finding
    in a file that moved is known again by its fingerprint alone.
    """
    folder = os.path.dirname(path)
    left = [entry.times for entry in entries]
    by_key: dict[tuple[str, str], list[int]] = {}
    for index, entry in enumerate(entries):
        by_key.setdefault((_seen(entry.path), entry.fingerprint), []).append(index)
        if not _exists(entry, folder):
            by_key.setdefault(("", entry.fingerprint), []).append(index)
    paths = {finding.location.path for finding in findings}
    own = {path: relative(path, folder) for path in paths}
    hidden: set[int] = set()
    stays = [finding.waived is not None or finding.rule in never for finding in findings]
    for number, finding in sorted(enumerate(findings), key=lambda pair: stays[pair[0]]):
        keys = ((own[finding.location.path], finding.fingerprint), ("", finding.fingerprint))
        indices = [index for key in keys for index in by_key.get(key, ())]
        holding = next((index for index in indices if left[index]), None)
        if holding is not None:
            left[holding] -= 1
            if not stays[number]:
                hidden.add(number)
    gone, kept, outside = [], [], []
    for index, entry in enumerate(entries):
        inside = not _exists(entry, folder) or looked(entry.rule, os.path.normpath(os.path.join(folder, entry.path)))
        stale = left[index] if inside else 0
        if stale:
            gone.append(entry._replace(times=stale))
        if entry.times > stale:
            kept.append(entry._replace(times=entry.times - stale))
        if not inside:
            outside.append(entry)
    new = [finding for number, finding in enumerate(findings) if number not in hidden]
    return Comparison(new, len(hidden), gone, kept, outside)


def entries_of(findings: Iterable[Finding], path: str, never: frozenset[str]) -> list[Entry]:
    """The entries of a baseline at ``path`` that hides these findings: not the waived ones, nor those of the rules ``never``."""
    folder = os.path.dirname(path)
    found: dict[tuple[str, str, str], Entry] = {}
    for finding in findings:
        if finding.waived is not None or finding.rule in never:
            continue
        key = (finding.rule, relative(finding.location.path, folder), finding.fingerprint)
        first = found.get(key) or Entry(finding.rule, key[1], finding.subject.title, finding.message, finding.fingerprint, 0)
        found[key] = first._replace(times=first.times + 1)
    return list(found.values())


def summary(path: str, comparison: Comparison) -> BaselineSummary:
    """What a report says of a comparison."""
    gone = tuple(
        Gone(entry.location or Location(path, 1, 1), entry.rule, entry.path, entry.subject, entry.times)
        for entry in comparison.gone
    )
    return BaselineSummary(path, comparison.hidden, gone)


def text_of(entries: Iterable[Entry]) -> str:
    """A baseline as the text of its file: one order for the same entries, whatever the order of the findings was."""
    ordered = sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.subject, entry.fingerprint))
    documents: list[dict[str, Any]] = []
    for entry in ordered:
        names = ("rule", "path", "subject", "message", "fingerprint")
        document = {name: getattr(entry, name) for name in names}
        documents.append(document | ({"count": entry.times} if entry.times > 1 else {}))
    text = json.dumps({"version": VERSION, "findings": documents}, ensure_ascii=False, indent=2)
    # what is no character to read is escaped: it could end a line of YAML, or hide from who reviews the file
    return re.sub(r"[^\n -~]", lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1], text) + "\n"


def relative(path: str, folder: str) -> str:
    """A path as a baseline in ``folder`` has it; standard input keeps its name."""
    if path == STANDARD_INPUT_NAME:
        return path
    seen = os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(os.sep, "/")
    return seen.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # names that are no text are none in JSON


def _seen(path: str) -> str:
    return path if path == STANDARD_INPUT_NAME else os.path.normpath(path).replace(os.sep, "/")


def _exists(entry: Entry, folder: str) -> bool:
    return entry.path == STANDARD_INPUT_NAME or os.path.lexists(os.path.join(folder, entry.path))
