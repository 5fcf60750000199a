"""What was made of job descriptions, for a person at a terminal: the jobs, what to decide, what is in no field, what is next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

from orgrules.locale import N_, NN_, _, ngettext, pgettext
from orgrules.output.drafts import Disagreement, DraftReport, JobFound
from orgrules.output.formats import View
from orgrules.text import columns, listed, sanitize, shown

#: Most lines of a part, and of one sort in it, unless all are asked for.
MOST_LINES = 20
MOST_OF_A_SORT = 5
#: Most files that a line names.
MOST_FILES = 5
_WIDEST = 40

#: What a person has to decide, by kind; other kinds have no heading of their own.
_DECISIONS = {
    "synonym": N_("Names that may be one role:"),
    "ambiguous": N_("Titles that may mean more than one job:"),
    "stub": N_("Roles that no job description is about:"),
    "exclusive": N_("Whether others may report to a role too:"),
    "twice": N_("Jobs that are described more than once:"),
    "circle": N_("Posts that report to each other:"),
    "open": N_("What the words leave open:"),
}
#: What became of files, in the order in which it is told.
_FILES = {
    "new": NN_("{number:,} new file: {paths}", "{number:,} new files: {paths}"),
    "updated": NN_("{number:,} file updated: {paths}", "{number:,} files updated: {paths}"),
    "merged": NN_(
        "{number:,} file merged with what you changed: {paths}", "{number:,} files merged with what you changed: {paths}"
    ),
    "removed": NN_(
        "{number:,} file removed, of which the documents no longer speak: {paths}",
        "{number:,} files removed, of which the documents no longer speak: {paths}",
    ),
    "kept": NN_("{number:,} file kept as you have it: {paths}", "{number:,} files kept as you have them: {paths}"),
    "deleted": NN_(
        "{number:,} file that you deleted is not written again: {paths}",
        "{number:,} files that you deleted are not written again: {paths}",
    ),
}

ThingT = TypeVar("ThingT")


def write(report: DraftReport, stream: TextIO, view: View) -> None:
    """Write it as text."""
    parts = [
        _jobs(report, view),
        _decisions(report, view),
        _not_understood(report, view),
        _remarks(report, view),
        *_disagreements(report),
        _tested(report, view),
        _summary(report),
    ]
    stream.write("\n\n".join("\n".join(map(sanitize, part)) for part in parts if part) + "\n")


def _jobs(report: DraftReport, view: View) -> list[str]:
    """A table of the jobs: their titles, roles, and how much they say."""
    header = [_("job"), _("role"), _("duties"), _("requirements"), _("reports to")]
    told = report.jobs if view.all else report.jobs[:MOST_LINES]
    width = max((columns(shown(job.number)) for job in told), default=0)
    rows = [header, *(_row(job, width) for job in told)]
    widths = [min(_WIDEST, max(columns(row[index]) for row in rows)) for index in range(len(header))]
    lines = [
        "  "
        + "  ".join(
            _padded(cell, width, is_number=index in (2, 3)) for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    number = len(report.jobs)
    files = listed((shown(each.path) for each in report.documents), MOST_FILES)
    heading = ngettext("{number:,} job in {files}:", "{number:,} jobs in {files}:", number).format(number=number, files=files)
    return [heading, *(line.rstrip() for line in lines), *_more(number - len(told))]


def _row(job: JobFound, width: int) -> list[str]:
    """What the table says of a job, its number in as many columns as the widest one takes."""
    title = f"{_padded(shown(job.number), width, is_number=True)} {shown(job.title)}" if width else shown(job.title)
    role = shown(job.role) or pgettext("role of a job", "none")
    asked = job.count("requirements", "education", "experience", "certificates", "fields_of_study", "skills")
    return [title, role, str(job.count("duties")), str(asked), shown(listed(job.reports_to))]


def _padded(text: str, width: int, *, is_number: bool) -> str:
    blanks = " " * max(0, width - columns(text))
    return blanks + text if is_number else text + blanks


def _decisions(report: DraftReport, view: View) -> list[str]:
    if not report.decisions:
        return []
    lines = [_("What you have to decide")]
    for kind, group in _grouped(report.decisions, lambda decision: decision.kind):
        lines.append("  " + (_(_DECISIONS[kind]) if kind in _DECISIONS else kind + ":"))
        told = [
            (_("{place}: {text} ({file})") if each.file else _("{place}: {text}")).format(
                place=each.spot, text=each.text, file=each.file
            )
            for each in group
        ]
        lines += _some(told, view, "    ")
    return lines


def _not_understood(report: DraftReport, view: View) -> list[str]:
    if not report.not_understood:
        return []
    lines = [_("What stands in no field of a role")]
    for reason, group in _grouped(report.not_understood, lambda each: each.reason):
        lines.append("  " + reason + (_(":") if not reason.endswith((":", "：")) else ""))
        told = [_("{place}: “{text}”").format(place=each.spot, text=shown(each.text)) for each in group]
        lines += _some(told, view, "    ")
    return lines


def _remarks(report: DraftReport, view: View) -> list[str]:
    if not report.remarks:
        return []
    told = [_("{place}: {text}").format(place=each.spot, text=each.text) for each in report.remarks]
    return [_("How the documents were read"), *_some(told, view, "  ")]


def _disagreements(report: DraftReport) -> Iterator[list[str]]:
    """What you and the handbook say differently; all of it, for it is told once."""
    if report.disagreements:
        yield [
            _("What you and the handbook say differently; yours stays, and this is told once"),
            *("  " + line for each in report.disagreements for line in _disagreement(report, each)),
        ]
    left = [file for file in report.files if file.what == "left"]
    if left:
        yield [
            _("Files left as they were, because the rulebook could not be loaded otherwise"),
            *("  " + _("{path}: {text}").format(path=_path(report, file.path), text=file.reason) for file in left),
        ]


def _disagreement(report: DraftReport, each: Disagreement) -> Iterator[str]:
    place = _path(report, each.path) + (f":{each.line}" if each.line else "")
    ours, theirs, key = shown(each.ours), shown(each.theirs), shown(each.key)
    match each.kind:
        case "changed":
            yield (_("{place}: {key}") if key else "{place}").format(place=place, key=key)
            yield "    " + _("you have: {text}").format(text=ours)
            yield "    " + _("the handbook says: {text}").format(text=theirs)
        case "gone" if not key:
            yield _("{place}: you changed it, and the handbook no longer speaks of it").format(place=place)
        case "gone":
            yield _("{place}: {key}: the handbook no longer says it").format(place=place, key=key)
            yield "    " + _("you have: {text}").format(text=ours)
        case "removed":
            yield _("{place}: {key}: you removed it, and the handbook says it otherwise now").format(place=place, key=key)
            yield "    " + _("the handbook says: {text}").format(text=theirs)
        case "cited":
            yield _("{place}: {key}: the handbook no longer says it, and your files cite it").format(place=place, key=key)
        case "translated":
            yield _("{place}: {key}: the handbook changed the text that you translated").format(place=place, key=key)
            yield "    " + _("you have: {text}").format(text=ours)
            yield "    " + _("the handbook says: {text}").format(text=theirs)
        case _:
            yield _("{place}: you have a file of your own here; the one of the handbook is not written").format(place=place)


def _tested(report: DraftReport, view: View) -> list[str]:
    """What ``orgrules test`` says of the rulebook, without what is told above as yours to decide."""
    undecided = tuple(f"/{each.file}" for each in report.decisions if each.kind == "exclusive" and each.file)
    told = [each for each in report.warnings if not (each.path.endswith(undecided) and "exclusive" in each.message)]
    if not report.failures and not told:
        return []
    failures = [str(problem) for problem in report.failures]
    warnings = [_("{problem} (warning)").format(problem=problem) for problem in told]
    return [
        _("What orgrules test finds in the rulebook"),
        *_some(failures, view, "  ", MOST_LINES),
        *_some(warnings, view, "  "),
    ]


def _summary(report: DraftReport) -> list[str]:
    folder = shown(report.folder)
    lines = []
    for what, (one, many) in _FILES.items():
        paths = [shown(file.path) for file in report.files if file.what == what]
        if paths and not (report.is_first and what == "new"):
            lines.append(ngettext(one, many, len(paths)).format(number=len(paths), paths=listed(paths, MOST_FILES)))
    if not report.written:
        lines.append(_("{folder} is up to date; nothing was written.").format(folder=folder))
    elif report.is_first:
        number = len(report.files)
        message = ngettext("Wrote {folder}: {number:,} file.", "Wrote {folder}: {number:,} files.", number)
        lines.append(message.format(folder=folder, number=number))
    else:
        lines.append(_("Updated {folder}.").format(folder=folder))
    lines.append(_("Next: orgrules test {folder}").format(folder=_typed(report.folder)))
    lines.append(_("Then: orgrules check --rulebook {folder} design.yaml").format(folder=_typed(report.folder)))
    return lines


def _path(report: DraftReport, path: str) -> str:
    return shown(f"{report.folder.rstrip('/')}/{path}")


def _typed(path: str) -> str:
    """A path as it is typed into a shell."""
    import shlex

    return shlex.quote(path) if not path.replace("/", "").replace("-", "").replace("_", "").replace(".", "").isalnum() else path


def _grouped(things: Iterable[ThingT], by: Callable[[ThingT], str]) -> Iterator[tuple[str, list[ThingT]]]:
    """Things of one kind together, the kinds in the order of their first."""
    groups: dict[str, list[ThingT]] = {}
    for thing in things:
        groups.setdefault(by(thing), []).append(thing)
    yield from groups.items()


def _some(lines: Sequence[str], view: View, margin: str, most: int = MOST_OF_A_SORT) -> list[str]:
    """Lines with a margin: the first ones, and how many more there are; all where all are asked for."""
    told = lines if view.all else lines[:most]
    return [*(margin + line for line in told), *(margin[2:] + line for line in _more(len(lines) - len(told)))]


def _more(number: int) -> list[str]:
    return ["  " + _("… and {number:,} more; --all shows them.").format(number=number)] if number else []
