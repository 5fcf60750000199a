"""The use case of ``orgrules draft``: job descriptions in, a rulebook out, or the one of the last draft brought up to date."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from orgrules.documents.model import Document, Place
from orgrules.documents.read import open_document
from orgrules.drafting.drafted import Decision as ToDecide
from orgrules.drafting.drafted import Drafted, State
from orgrules.drafting.model import Handbook, Job
from orgrules.drafting.reading.handbook import handbook
from orgrules.drafting.updating.folder import Before, opened, said_of
from orgrules.drafting.updating.update import Update, laid_out, updated, write
from orgrules.drafting.writing.ids import slug
from orgrules.drafting.writing.rulebook import drafted
from orgrules.errors import Problem, SourceError, UsageError
from orgrules.files.globs import files_named, is_pattern
from orgrules.files.source import parse, paused_collector
from orgrules.locale import _, speaking
from orgrules.output.drafts import (
    Decision,
    Disagreement,
    DocumentRead,
    DraftReport,
    FileOutcome,
    JobFound,
    NotUnderstood,
    Remark,
    Spot,
)
from orgrules.rulebook.files import KEBAB
from orgrules.rulebook.folders import ROLES_FOLDER
from orgrules.settings import Settings
from orgrules.tasks.selftest import selftest
from orgrules.text import normalize, shown

#: What is taken for a document when a folder is gone through: what is read, and what is refused with a word on what helps.
SUFFIXES = (
    *(".docx", ".docm", ".pdf", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"),
    *(".doc", ".rtf", ".odt", ".wps", ".mht", ".mhtml"),
)

#: Told how many documents of how many are read.
Progress = Callable[[int, int], None]


class Draft(NamedTuple):
    """A draft that is not written yet: its report, what it makes of the folder, the documents that were read (resolved paths)."""

    report: DraftReport
    update: Update
    sources: frozenset[str]


def draft(
    paths: Sequence[str],
    folder: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    name: str | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Read job descriptions, and make a rulebook of them; nothing is written before ``put_down``.

    Raises:
        SourceError: a document, or what is in the folder, cannot be read.
        RulebookError: the rulebook cannot be loaded as people have it.
        UsageError: there is no document, no job in any, or the folder holds what no draft wrote, or one of quite other jobs.
    """
    with speaking(settings.language), paused_collector():
        before = opened(folder)
        id_ = _id(name, before)
        documents = _read(documents_in(paths, folder), settings.encoding, progress)
        found = handbook(documents)
        if not found.jobs:
            raise UsageError(_no_job(documents))
        made = drafted(found, id_, _renamed(before.state, documents))
        _expect_same_jobs(before, made, documents)
        update = updated(before, made, id_)
        with laid_out(update) as copy:
            outcome = selftest(copy, settings)
            failures, warnings = (
                tuple(said_of(problem, copy, folder) for problem in problems) for problems in (outcome.failures, outcome.warnings)
            )
        report = _report(documents, found, made, update)._replace(rulebook=id_, failures=failures, warnings=warnings)
        return Draft(report, update, frozenset(os.path.realpath(document.path) for document in documents))


def put_down(draft: Draft) -> DraftReport:
    """Write a draft, if there is something to be written; returns the report of it.

    Raises:
        SourceError: a file of the folder changed meanwhile, or cannot be written; nothing was written then.
    """
    if draft.update.is_up_to_date:
        return draft.report
    write(draft.update)
    return draft.report._replace(written=True)


def documents_in(paths: Sequence[str], folder: str) -> list[str]:
    """The documents that paths name: files, patterns, and folders with all below them, but for what is in ``folder``.

    Raises:
        UsageError: a folder has no document, or no file is as a pattern wants it.
    """
    found: dict[str, str] = {}
    home = os.path.realpath(folder)
    for path in paths:
        if os.path.isdir(path):
            named = [file for file in _below(path, home) if file.lower().endswith(SUFFIXES)]
            if not named:
                raise UsageError(_('there is no document in "{path}"').format(path=shown(path)))
        elif is_pattern(path) and not os.path.lexists(path):
            named = [file for file in files_named(path) if not os.path.realpath(file).startswith(home + os.sep)]
            if not named:
                raise UsageError(_('no document matches "{path}"').format(path=shown(path)))
        else:
            named = [path]
        for file in named:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _below(path: str, home: str) -> Iterator[str]:
    """The files below a folder, sorted, but for hidden ones and what word processors leave beside open documents."""
    for place, folders, names in os.walk(path):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and os.path.realpath(os.path.join(place, name)) != home
        )
        if os.path.realpath(place) != home:
            yield from (_joined(place, name) for name in sorted(names) if not name.startswith((".", "~$")))


def _joined(place: str, name: str) -> str:
    return name if place == os.curdir else os.path.join(place, name)


def _read(paths: Sequence[str], encoding: str | None, progress: Progress | None) -> list[Document]:
    """The documents; all that is wrong with any of them is told at once.

    Raises:
        SourceError: one cannot be read.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, path in enumerate(paths):
        try:
            documents.append(open_document(path, encoding))
        except SourceError as error:
            problems += error.problems
        if progress:
            progress(number + 1, len(paths))
    if problems:
        raise SourceError(*problems)
    return documents


def _id(name: str | None, before: Before) -> str:
    """The id of the rulebook: as it is asked for, as it was, or as the folder is called.

    Raises:
        UsageError: it is none, or the folder's name gives none.
    """
    if name is not None:
        if re.fullmatch(KEBAB, name) is None:
            hint = slug(name)
            if hint:
                message = _('"{name}" is no id of a rulebook: lower-case words joined by hyphens, such as {hint}')
                raise UsageError(message.format(name=shown(name), hint=hint))
            message = _('"{name}" is no id of a rulebook: lower-case words joined by hyphens')
            raise UsageError(message.format(name=shown(name)))
        return name
    id_ = before.name or slug(os.path.basename(os.path.realpath(before.folder)))
    if not id_:
        message = _('the name of the folder "{path}" gives no id for the rulebook; state one: --name ID')
        raise UsageError(message.format(path=shown(before.folder)))
    return id_


def _renamed(state: State | None, documents: Sequence[Document]) -> State | None:
    """The state of the last draft, its documents called as those that took their place: handbook-2026.docx, handbook-2027.docx.

    What is known of a document is known of the one that is called most like it, of those that are new.
    """
    if state is None:
        return None
    names = [os.path.basename(document.path) for document in documents]
    known = dict(state.documents)
    gone = [id_ for id_, name in known.items() if name not in names]
    new = [name for name in names if name not in known.values()]
    pairs = [(SequenceMatcher(None, known[id_], name).ratio(), id_, name) for id_ in gone for name in new]
    for _likeness, id_, name in sorted(pairs, key=lambda pair: -pair[0]):
        if id_ in gone and name in new:
            gone.remove(id_)
            new.remove(name)
            known[id_] = name
    return replace(state, documents=known)


def _expect_same_jobs(before: Before, made: Drafted, documents: Sequence[Document]) -> None:
    """Make sure that a second draft is one of the same organization: all that is not in its documents goes.

    Raises:
        UsageError: it has no job of the first, or few of them and none of its documents.
    """
    roles = {path for path in before.written if path.startswith(f"{ROLES_FOLDER}/")}
    kept = roles & made.files.keys()
    known = set(before.state.documents.values()) if before.state is not None else set()
    is_other = known.isdisjoint(os.path.basename(document.path) for document in documents)
    if roles and not kept:
        message = _(
            'none of the jobs in "{path}" is in these documents. A rulebook is drafted from all of its documents together: name '
            "them all, or another folder"
        )
        raise UsageError(message.format(path=shown(before.folder)))
    if is_other and 2 * len(kept) < len(roles):
        message = _(
            'only {kept} of {all} roles in "{path}" are in these documents, none of which it was drafted from. A rulebook is '
            "drafted from all of its documents together: name them all, or another folder"
        )
        raise UsageError(message.format(kept=len(kept), all=len(roles), path=shown(before.folder)))


def _proposes(text: str) -> bool:
    """Whether a profile has names that are marked as proposed: with a comment among its other names."""
    block = re.search(r"^also_called:.*\n((?:[ #].*\n)*)", text, re.MULTILINE)
    return block is not None and re.search(r"^\s+#", block[1], re.MULTILINE) is not None


def _is_open(decision: ToDecide, update: Update, draft: str) -> bool:
    """Whether something is still to be decided, by what people made of the file that it is about; ``draft`` is what it was."""
    text = update.texts.get(decision.file)
    if text is None:
        return decision.file not in update.texts
    if decision.kind in ("exclusive", "circle"):
        data = parse(text.encode(), decision.file).data
        return "reports_to" not in data if decision.kind == "circle" else "exclusive" not in (data.get("manages") or {})
    if decision.kind == "synonym" and _proposes(draft):
        return _proposes(text)
    return decision.kind != "stub" or text == update.before.written.get(decision.file, text)


def _no_job(documents: Sequence[Document]) -> str:
    if not any(document.blocks for document in documents):
        return _("there is no text in the documents")
    return _(
        "no job description was found in the documents: a job begins with its title in a heading or behind a label "
        "(岗位名称, 职位, Job title, Position), and labels such as 岗位职责, 任职资格, 直接上级, Responsibilities, Requirements, "
        "Reports to say what follows"
    )


def _report(documents: Sequence[Document], found: Handbook, made: Drafted, update: Update) -> DraftReport:
    """What is to be told of a draft."""
    numbers = Counter(job.title.place.path for job in found.jobs)
    remarks = [Remark(spot(note.place), note.text) for note in made.notes or found.notes]
    remarks += [Remark(Spot(each.path), _("no job was found in it")) for each in documents if not numbers[each.path]]
    roles = {normalize(title): role for role, title in reversed(list(made.state.roles.items()))}
    return DraftReport(
        folder=update.before.folder,
        rulebook="",
        documents=tuple(DocumentRead(each.path, each.kind, each.pages, numbers[each.path]) for each in documents),
        jobs=tuple(_job(job, roles, made.files) for job in found.jobs),
        decisions=tuple(
            Decision(each.kind, spot(each.place), each.text, each.file)
            for each in made.decisions
            if _is_open(each, update, made.files.get(each.file, ""))
        ),
        not_understood=tuple(
            NotUnderstood(each.kind, spot(each.place), each.text, each.reason, each.role) for each in made.not_understood
        ),
        remarks=tuple(remarks),
        files=tuple(FileOutcome(each.path, each.what, each.reason) for _path, each in sorted(update.outcomes.items())),
        disagreements=tuple(
            Disagreement(told.conflict.kind, told.path, told.line, told.conflict.key, told.conflict.ours, told.conflict.theirs)
            for told in update.conflicts
        ),
        counts=tuple(made.counts.items()),
        is_first=not update.before.written,
    )


def _job(job: Job, roles: Mapping[str, str], files: Mapping[str, str]) -> JobFound:
    role = roles.get(normalize(job.title.text), "")
    file = f"{ROLES_FOLDER}/{role}.yaml"
    return JobFound(
        role,
        job.title.text,
        job.number,
        spot(job.title.place),
        file if file in files else "",
        tuple(said.text for said in job.of("reports_to")),
        tuple((name, len(said)) for name, said in job.fields.items()),
    )


def spot(place: Place) -> Spot:
    """A place of a document as a report tells it."""
    return Spot(place.path, str(place), place.page, place.line, place.paragraph, place.table, place.row, place.column)
