"""A draft laid into its folder: over nothing, or over what an earlier draft and people made of it.

What drafts wrote is kept beside the rulebook, in ``.draft``: what differs from it was changed by people, and stays.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from orgrules.drafting.drafted import Drafted
from orgrules.drafting.updating.folder import (
    DRAFT_FOLDER,
    LIMITS,
    STATE_FILE,
    TABLES,
    VERSION,
    YAML,
    Before,
    as_before,
    bytes_of,
    cited,
    copied,
    put,
    said_of,
    text_of,
)
from orgrules.drafting.updating.merging import GONE, TAKEN, Merged, merge_lines, merge_table, merge_yaml
from orgrules.drafting.updating.parts import Conflict
from orgrules.errors import OrgrulesError, Problem, RulebookError, SourceError
from orgrules.files.source import parse
from orgrules.files.writing import replace_all
from orgrules.locale import _
from orgrules.rulebook.library import load_library
from orgrules.text import reason_of

#: What becomes of a file: it is new, as the handbook has it now, merged with what people changed, no longer there; it stays as
#: people have it, stays deleted as they wanted, or stays as it was because the rulebook could not be loaded otherwise.
What = Literal["new", "updated", "merged", "removed", "kept", "deleted", "left"]


class Outcome(NamedTuple):
    """What becomes of a file of the rulebook, by its path in the folder; ``reason`` says why it is left as it was."""

    path: str
    what: What
    reason: str = ""


#: The text of a file (None: not there), what becomes of it, and its conflicts, each with its line.
Decided = tuple[str | None, What | None, tuple[tuple[int, Conflict], ...]]


class Told(NamedTuple):
    """A conflict, with the file and the line, from 1, where it is; 0 for the whole file."""

    path: str
    line: int
    conflict: Conflict


@dataclass(slots=True)
class Update:
    """What a draft makes of a folder: its files with their new texts (None: not there), and what is to be told of it."""

    before: Before
    read: dict[str, bytes] = field(default_factory=dict)  # bytes of the files as they are, by path in the folder
    texts: dict[str, str | None] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    conflicts: list[Told] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)  # what is to be written, the drafts' own files too
    gone: list[str] = field(default_factory=list)

    @property
    def is_up_to_date(self) -> bool:
        """Whether there is nothing to be written."""
        return not self.contents and not self.gone


def updated(before: Before, drafted: Drafted, name: str) -> Update:
    """What a draft makes of a folder; nothing is written there.

    Raises:
        SourceError: a file there cannot be read.
        RulebookError: the rulebook cannot be loaded as people have it, whatever is made of the draft.
    """
    update = Update(before)
    paths = sorted({*before.written, *drafted.files})
    for path in paths:
        own = os.path.join(before.folder, path)
        if before.state is not None and os.path.lexists(
            own
        ):  # a first draft finds nothing there; what comes meanwhile is not its
            update.read[path] = bytes_of(own)
    with tempfile.TemporaryDirectory(prefix="orgrules-") as scratch:
        copy = copied(before.folder, scratch)
        for path in paths:
            if not _is_table(path):
                _decide(update, drafted, path, copy)
        for path in filter(_is_table, paths):
            _decide(update, drafted, path, copy)
        _settle(update, drafted, copy)
    _put_down(update, drafted, name)
    return update


def write(update: Update) -> None:
    """Write what an update says: all of it, or nothing as far as that can be.

    Raises:
        SourceError: a file changed meanwhile, or something cannot be written.
    """
    folder = update.before.folder
    made: list[str] = []
    try:
        for path in update.contents:
            _make_folder(os.path.dirname(os.path.join(folder, path)), made)
        contents = {os.path.join(folder, path): update.contents[path] for path in _in_order(update)}
        read = {os.path.join(folder, path): content for path, content in update.read.items()}
        gone = [os.path.join(folder, path) for path in update.gone]
        replace_all(contents, read, gone, [path for path in contents if path not in read])
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                os.rmdir(path)
        raise


def _in_order(update: Update) -> list[str]:
    """In which order files are written: whatever ends a run in the middle of that, the next one brings it to its end.

    What drafts wrote comes after what they write, or a file that was not written would count as one that a person put back. Of
    a first draft the state comes first: without it the folder would be one that no draft wrote.
    """
    state = f"{DRAFT_FOLDER}/{STATE_FILE}"
    return sorted(update.contents, key=lambda path: path != state) if update.before.state is None else list(update.contents)


@contextmanager
def laid_out(update: Update) -> Iterator[str]:
    """A copy of the folder as it is with an update, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="orgrules-") as scratch:
        copy = copied(update.before.folder, scratch)
        for path in update.outcomes:
            _lay(update, path, copy)
        yield copy


def _decide(update: Update, drafted: Drafted, path: str, copy: str) -> None:
    """What becomes of one file, as which it stands in the copy then; tables come last, when it is known what is cited."""
    base = update.before.written.get(path)
    content = update.read.get(path)
    ours = None if content is None else text_of(content, os.path.join(update.before.folder, path))
    # what stands in another table now has only moved
    kept = frozenset(cited(copy)) - frozenset(_statements(drafted)) if _is_table(path) else frozenset()
    text, what, told = _decided(path, base, ours, drafted.files.get(path), kept)
    reason = _wrong(text, path) if text is not None and text != ours and path.endswith(YAML) else ""
    if reason:
        _leave(update, path, reason, copy)
        return
    update.texts[path] = text
    update.conflicts = [other for other in update.conflicts if other.path != path]
    update.conflicts += [Told(path, line, conflict) for line, conflict in told]
    update.outcomes.pop(path, None)
    if what is not None:
        update.outcomes[path] = Outcome(path, what)
    _lay(update, path, copy)


def _statements(drafted: Drafted) -> Iterator[str]:
    """The ids of all statements of a draft."""
    for path, text in drafted.files.items():
        if _is_table(path):
            yield from (line.partition("\t")[0] for line in text.split("\n")[1:])


def _leave(update: Update, path: str, reason: str, copy: str) -> None:
    """Leave a file as it is."""
    update.texts[path] = text_of(update.read[path], path) if path in update.read else None
    update.outcomes[path] = Outcome(path, "left", reason)
    update.conflicts = [told for told in update.conflicts if told.path != path]
    _lay(update, path, copy)


def _decided(path: str, base: str | None, ours: str | None, theirs: str | None, kept: frozenset[str]) -> Decided:
    """The text of a file, what becomes of it, and its conflicts; by what was drafted, what is there, and what is drafted now."""
    if ours is None:
        if base is None:
            return theirs, "new", ()
        return None, "deleted" if theirs is not None else None, ()
    if _is_table(path):
        return _decided_rows(base, ours, theirs, kept)
    if theirs is None:
        if ours == base:
            return None, "removed", ()
        return ours, "kept", ((0, Conflict(GONE, "", "", "")),)
    if ours == theirs or theirs == base:
        return ours, None, ()
    if base is None:
        return ours, "kept", ((0, Conflict(TAKEN, "", "", "")),)
    if ours == base:
        return theirs, "updated", ()
    return _named(ours, theirs, (merge_yaml if path.endswith(YAML) else merge_lines)(base, ours, theirs))


def _decided_rows(base: str | None, ours: str, theirs: str | None, kept: frozenset[str]) -> Decided:
    """The same of a table of statements: rows that are cited stay although the documents have them no more."""
    if ours == theirs or theirs == base:
        return ours, None, ()
    header = (theirs or base or "").split("\n", 1)[0] + "\n"
    merged = merge_table(base or header, ours, theirs or header, kept)
    if theirs is None and not merged.text.partition("\n")[2]:
        return None, "removed", merged.conflicts
    return _named(ours, theirs, merged)


def _named(ours: str, theirs: str | None, merged: Merged) -> Decided:
    what: What = "kept" if merged.text == ours else "updated" if merged.text == theirs else "merged"
    return merged.text, what, merged.conflicts


def _settle(update: Update, drafted: Drafted, copy: str) -> None:
    """Leave files as they were until the rulebook can be loaded: those that are wrong, else those that are gone, else all."""
    while problems := _loading(copy, update.before.folder):
        changed = {path for path in update.texts if _is_changed(update, path)}
        wrong = {os.path.relpath(problem.path, update.before.folder).replace(os.sep, "/"): problem for problem in problems}
        left = changed & set(wrong) or {path for path in changed if update.texts[path] is None} or changed
        if not left or not update.before.written:
            raise RulebookError(*problems)
        for path in left:
            _leave(update, path, str(wrong.get(path, problems[0])), copy)
        for path in filter(_is_table, update.texts):
            if not _is_left(update, path):  # other statements may be cited now
                _decide(update, drafted, path, copy)


def _loading(copy: str, folder: str) -> list[Problem]:
    """What is wrong with a copy of a rulebook; nothing where it can be loaded."""
    try:
        load_library((copy,))
    except RulebookError as error:
        return [said_of(problem, copy, folder) for problem in error.problems]
    return []


def _put_down(update: Update, drafted: Drafted, name: str) -> None:
    """What is to be written: the files that become others, and what the next draft has to know."""
    before, folder, written = update.before, update.before.folder, update.before.written
    for path in update.texts:
        if _is_changed(update, path):
            _put(update, path, update.texts[path], update.read.get(path))
    drafts = {path: text for path, text in drafted.files.items() if not _is_left(update, path)}
    drafts |= {path: text for path, text in written.items() if _is_left(update, path)}
    data = {"version": VERSION, "rulebook": name, **drafted.state.as_data()}
    drafts[STATE_FILE] = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    for path in sorted({*drafts, *written}):
        hidden = f"{DRAFT_FOLDER}/{path}"
        own = os.path.join(folder, hidden)
        content = bytes_of(own) if before.state is not None and os.path.lexists(own) else None
        text = drafts.get(path)
        if content is not None:
            update.read[hidden] = content
        if text != (None if content is None else text_of(content, own)):
            _put(update, hidden, text, content)


def _put(update: Update, path: str, text: str | None, content: bytes | None) -> None:
    if text is None:
        update.gone.append(path)
    else:
        update.contents[path] = as_before(text, content)


def _is_left(update: Update, path: str) -> bool:
    return path in update.outcomes and update.outcomes[path].what == "left"


def _is_changed(update: Update, path: str) -> bool:
    """Whether a file is to be another than it is."""
    text, content = update.texts[path], update.read.get(path)
    return (content is not None) if text is None else content is None or text != text_of(content, path)


def _lay(update: Update, path: str, copy: str) -> None:
    """Put the text of a file into a copy of the folder."""
    text = update.texts.get(path)
    if text is not None:
        put(copy, path, as_before(text, update.read.get(path)))
        return
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(copy, path))


def _wrong(text: str, path: str) -> str:
    """Why a merged text is no YAML; "" where it is."""
    try:
        parse(text.encode(), path, None, LIMITS)
    except OrgrulesError as error:
        return str(error)
    return ""


def _is_table(path: str) -> bool:
    return path.endswith(TABLES)


def _make_folder(path: str, made: list[str]) -> None:
    """Make a folder and those around it, and remember which were made."""
    if os.path.isdir(path or os.curdir):
        return
    _make_folder(os.path.dirname(path), made)
    try:
        os.mkdir(path)
    except FileExistsError:
        reason = _("not a directory")
    except OSError as error:
        reason = reason_of(error)
    else:
        made.append(path)
        return
    raise SourceError(Problem(path, 0, 0, _("cannot be written: {reason}").format(reason=reason)))
