"""The folder of a drafted rulebook: what the last draft left there, its files as text and bytes, and copies to try things in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orgrules.drafting.drafted import State
from orgrules.errors import OrgrulesError, Problem, SourceError, UsageError
from orgrules.files.decoding import decode
from orgrules.files.source import Limits, parse
from orgrules.locale import _
from orgrules.rulebook.folders import MOST_EXTENSIONS
from orgrules.rulebook.shipped import RULEBOOK_FILE, shipped_folder
from orgrules.text import reason_of, shown

#: Where drafts keep what they wrote, and what keeps ids stable; the folder of a rulebook is searched for no hidden files.
DRAFT_FOLDER, STATE_FILE = ".draft", "state.json"
VERSION = 1

TABLES = (".tsv", ".csv", ".txt")
YAML = (".yaml", ".yml")
LIMITS = Limits(bytes=4 * 1024 * 1024, nodes=500_000)


@dataclass(frozen=True, slots=True)
class Before:
    """A folder as it is before a draft: what the last one wrote, by path, and its state; both empty where none did."""

    folder: str
    name: str = ""
    state: State | None = None
    written: Mapping[str, str] = field(default_factory=dict)


def opened(folder: str) -> Before:
    """A folder that a draft may be written to.

    Raises:
        UsageError: it is none, or holds something that no draft wrote.
        SourceError: what the last draft left there cannot be read.
    """
    if not folder or (os.path.lexists(folder) and not os.path.isdir(folder)):
        raise UsageError(_('"{path}" is no folder; a rulebook is one').format(path=shown(folder)))
    hidden = os.path.join(folder, DRAFT_FOLDER)
    state = os.path.join(hidden, STATE_FILE)
    if os.path.isfile(state):
        data = _state(state)
        own = ((path, os.path.join(hidden, path)) for path in files_in(hidden) if path != STATE_FILE)
        written = {path: text_of(bytes_of(file), file) for path, file in own}
        return Before(folder, data["rulebook"], data["state"], written)
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")] if os.path.isdir(folder) else []
    except OSError as error:
        raise SourceError(_unreadable(folder, error)) from None
    if RULEBOOK_FILE in names:
        message = _(
            '"{path}" holds a rulebook that orgrules draft did not write (there is no {file} in it); name another folder, and '
            "take from there what you want"
        )
        raise UsageError(message.format(path=shown(folder), file=f"{DRAFT_FOLDER}/{STATE_FILE}"))
    if names:
        raise UsageError(_('"{path}" is not empty; name a folder that is new or empty').format(path=shown(folder)))
    return Before(folder)


def _state(path: str) -> dict[str, Any]:
    """What the last draft has to say to the next one."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        if data["version"] == VERSION:
            return {"rulebook": str(data["rulebook"]), "state": State.from_data(data)}
        message = _("was written by another version of orgrules draft; this one knows version {version}").format(version=VERSION)
    except OSError as error:
        raise SourceError(_unreadable(path, error)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        message = _("is not what orgrules draft wrote there; put the file back as it was, from a copy or the history")
    raise SourceError(Problem(path, 0, 0, message))


def copied(folder: str, scratch: str) -> str:
    """What can belong to the rulebook in a folder, in another one of that name; with the rulebooks beside it that it extends."""
    name = os.path.basename(os.path.realpath(folder)) or "rulebook"
    around, copy = os.path.dirname(os.path.realpath(folder)), os.path.join(scratch, name)
    _copy_files(folder, copy)
    place = folder
    for _step in range(MOST_EXTENSIONS):
        extended = _extended(os.path.join(place, RULEBOOK_FILE))
        if not extended or os.path.isfile(shipped_folder() / extended / RULEBOOK_FILE):
            break
        place = os.path.realpath(os.path.join(place, extended))
        inside = os.path.relpath(place, around)
        if inside.startswith(os.pardir) or not os.path.isdir(place):
            break
        _copy_files(place, os.path.join(scratch, inside))
    return copy


def _copy_files(folder: str, copy: str) -> None:
    os.makedirs(copy, exist_ok=True)
    for path in files_in(folder):
        if path.endswith((*YAML, *TABLES)):
            put(copy, path, bytes_of(os.path.join(folder, path)))


def put(folder: str, path: str, content: bytes) -> None:
    """Write a file of a copy."""
    target = os.path.join(folder, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(content)


def _extended(path: str) -> str:
    """What a rulebook extends; "" for nothing, or where that cannot be told."""
    try:
        data = parse(bytes_of(path), path, None, LIMITS).data
    except OrgrulesError:
        return ""
    extends = data.get("extends") if isinstance(data, dict) else None
    return extends if isinstance(extends, str) and "\0" not in extends else ""


def said_of(problem: Problem, copy: str, folder: str) -> Problem:
    """A problem of a copy as one of the folder."""
    path, message = (text.replace(copy, folder.rstrip(os.sep) or folder) for text in (problem.path, problem.message))
    return problem._replace(path=path, message=message)


def cited(folder: str) -> Iterator[str]:
    """The ids of the statements that the files of a rulebook cite, or say to be not checkable."""
    for path in files_in(folder):
        if not path.endswith(YAML):
            continue
        try:
            waiting: list[Any] = [parse(bytes_of(os.path.join(folder, path)), path, None, LIMITS).data]
        except OrgrulesError:  # loading says so
            continue
        while waiting:
            node = waiting.pop()
            waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            if not isinstance(node, dict):
                continue
            for key, value in node.items():
                if key == "cites" and isinstance(value, list):
                    yield from (name for cite in value for name in (str(cite), str(cite).partition(":")[2]))
                elif key == "not_checkable" and isinstance(value, dict):
                    yield from value


def files_in(folder: str) -> Iterator[str]:
    """The files below a folder but for hidden ones, by their path in it."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield os.path.relpath(path, folder).replace(os.sep, "/")


def bytes_of(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SourceError(_unreadable(path, error)) from None


def text_of(content: bytes, path: str) -> str:
    """The text of a file, its lines ended as those of drafts are where all of them are ended otherwise.

    Raises:
        SourceError: it is none.
    """
    try:
        text = decode(content, path)
    except SourceError as error:
        # no option says in which encoding the files of a rulebook are: what helps is to save them anew
        message = _("not UTF-8 text; save the file as UTF-8")
        raise SourceError(*(Problem(*place[:3], message) for place in error.problems)) from None
    return text.replace("\r\n", "\n") if _has_other_ends(text) else text


def as_before(text: str, content: bytes | None) -> bytes:
    """The bytes of a text, in the encoding and with the ends of lines of the file that it takes the place of."""
    if content is None:
        return text.encode()
    if _has_other_ends(decode(content, "")):
        text = text.replace("\n", "\r\n")
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if content.startswith(mark):
            return mark + text.encode(name)
    return text.encode()


def _has_other_ends(text: str) -> bool:
    return "\r\n" in text and text.count("\r\n") == text.count("\n")


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(path, 0, 0, _("cannot be read: {reason}").format(reason=reason_of(error)))
