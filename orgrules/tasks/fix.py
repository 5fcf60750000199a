"""The use case behind ``orgrules fix``: what can be mended in a design, what its files would be then, and writing them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple, get_args

from orgrules.changes.steps import Step
from orgrules.days import today as day_today
from orgrules.design.load import STANDARD_INPUT, STANDARD_INPUT_NAME, content_with, load_bytes, source_in, source_of
from orgrules.design.read import Design, Shelf, design_of
from orgrules.edits import Edited, edited
from orgrules.errors import CannotEdit, Problem, UsageError
from orgrules.files.source import Limits, Source, paused_collector
from orgrules.files.writing import replace_all
from orgrules.findings import Finding, Location, Proposed, Report
from orgrules.fixing.model import Fixing
from orgrules.locale import _, ngettext, speaking
from orgrules.organization.model import Organization
from orgrules.output.fixes import Cell, Fixes, Kind, Left, Proposal, Target, kind_name
from orgrules.output.fixes._words import change_line
from orgrules.output.patches import Patch, patch_of, replacements
from orgrules.policy.baseline import compare, read_baseline
from orgrules.rulebook.builtin import ABOUT_WAIVERS
from orgrules.rulebook.cache import quick_library
from orgrules.running.one import Setup, set_up
from orgrules.settings import Settings
from orgrules.tables.formats import is_table
from orgrules.tasks.check import check_each
from orgrules.tasks.proposals import proposals_of
from orgrules.text import did_you_mean, listed, shown

#: How many bytes are written to show proposals one by one; where it were more, all of them are shown together.
MOST_WRITTEN = 3_000_000
#: Most new findings that an error names.
MOST_NAMED = 3
#: Encodings that a file may be in where none is stated.
_ENCODINGS = ("utf-8", "gb18030", "latin-1")

#: The kinds of proposals, as --select takes them.
KINDS = tuple(kind.replace(" ", "-") for kind in get_args(Kind))

#: What proposes changes to a design that remove its findings with some fingerprints.
Engine = Callable[[Design, Setup, Container[str]], Fixing]


class Wanted(NamedTuple):
    """What is wanted of all that can be mended.

    ``select`` has rules (``prefix/*`` names several), kinds of proposals, and numbers of proposals; where it has none, all
    proposals are made but those that ask. ``ignore`` has rules whose findings stay. ``parts``: somebody looks at what each
    proposal does to the files.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    parts: bool = True


class Mending(NamedTuple):
    """A design, and what is proposed for it, before it is settled which proposals are made.

    ``contents`` are the bytes of its files by their paths, as they were read. ``found`` are its findings, ``proposals`` all that
    are proposed, each ``chosen`` as it was asked for; ``left`` are the findings that none of them removes.
    """

    path: str
    settings: Settings
    setup: Setup
    organization: Organization
    contents: Mapping[str, bytes]
    found: tuple[Finding, ...]
    fixing: Fixing
    proposals: tuple[Proposal, ...]
    left: tuple[Left, ...]


def fix(
    path: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    engine: Engine | None = None,
) -> Fixes:
    """What can be mended in the design in a file; nothing is written.

    Raises:
        SourceError, DesignError: it cannot be read or checked.
        UsageError: nothing that is wanted exists.
        RulebookError, SettingsError, UsageError, EngineError: as ``check``.
    """
    mending = mend(path, settings, wanted, engine=engine)
    return settled(mending)


def mend(
    path: str,
    settings: Settings,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    engine: Engine | None = None,
) -> Mending:
    """Find what can be mended in the design in a file.

    Raises:
        OrgrulesError: as ``fix``.
    """
    with speaking(settings.language), paused_collector():
        library = quick_library(settings.rulebooks)
        setup = set_up(settings, library, day_today(settings.today), counts_kept=False)
        _expect_known(wanted, setup)
        contents: dict[str, bytes] = {}
        design = _read(path, settings, contents)
        [(_organization, report)] = check_each([design], library, settings)
        found = tuple(report.findings)
        to_mend = [each for each in _standing(found, settings, setup) if _is_wanted(each, wanted)]
        fixing = (engine or _engine())(design, setup, {each.fingerprint for each in to_mend})
        proposals = _chosen(proposals_of(fixing), wanted)
        mending = Mending(
            path, settings, setup, fixing.organization, contents, found, fixing, proposals, tuple(_left(fixing, to_mend))
        )
        return mending._replace(proposals=_with_parts(mending)) if wanted.parts else mending


def settled(mending: Mending, chosen: Collection[int] | None = None) -> Fixes:
    """What the design would be with some of the proposals, by their numbers; None: with those that were asked for.

    The files as they would be written are read and checked again.

    Raises:
        UsageError: the proposals bring a new finding without the others.
    """
    settings = mending.settings
    with speaking(settings.language), paused_collector():
        numbers = {each.number for each in mending.proposals if each.chosen} if chosen is None else set(chosen)
        mending, numbers, outcome = _writable(mending, _with_what_they_rest_on(mending.proposals, numbers))
        proposals = tuple(each._replace(chosen=each.number in numbers) for each in mending.proposals)
        after = _after(mending, numbers, outcome)
        patches = _patches(mending, outcome)
        return Fixes(
            path=mending.organization.design.path,
            proposals=proposals,
            left=mending.left,
            before=mending.found,
            after=after,
            patches=patches,
            cells=_cells(outcome, patches),
            targets=tuple(Target(_target(path), path) for path in outcome.contents if path != STANDARD_INPUT_NAME),
            solver=mending.fixing.solver,
            not_utf_8=tuple(patch.path for patch in patches if not _is_utf_8(mending.contents[patch.path])),
            sources=frozenset(map(os.path.realpath, mending.contents)) | settings.sources(),
            rulebooks=mending.setup.library.folders(),
        )


def write(
    mending: Mending, fixes: Fixes, output: str | None = None, *, in_files: bool = True, as_changes: str | None = None
) -> Fixes:
    """Write what is chosen: designs in their places, tables as copies beside them, or to ``output``; twice changes nothing.

    With ``as_changes`` it goes into that file too, as changes that can be laid over the design, or there alone unless it is to be
    ``in_files``.

    Raises:
        UsageError: there is no file to be written to, or something else is there.
        SourceError: a file changed since it was read, or cannot be written; no file is half written.
    """
    with speaking(mending.settings.language):
        contents: dict[str, bytes] = {}
        targets: tuple[Target, ...] = ()
        if in_files:
            outcome = _edited(mending, _steps(mending.fixing, {each.number for each in fixes.chosen}))
            targets = _targets(outcome, output)
            contents = {target.path: outcome.contents[target.corrects] for target in targets}
        if as_changes is not None:
            if os.path.realpath(as_changes) in map(os.path.realpath, contents):
                raise UsageError(_("{path} cannot hold both the corrected text and the changes").format(path=shown(as_changes)))
            contents[as_changes] = changes_of(mending, fixes).encode()
        corrects = {target.path: target for target in targets}
        for path, content in contents.items():
            _expect_free(corrects.get(path, Target(path, "")), content)
        read = {path: content for path, content in mending.contents.items() if path != STANDARD_INPUT_NAME}
        replace_all(contents, read if in_files else {})
        return fixes._replace(targets=targets, written=True) if in_files else fixes


def changes_of(mending: Mending, fixes: Fixes) -> str:
    """All that is chosen as the text of a file of changes, which can be laid over the design."""
    from orgrules.changes.write import changes_text  # imported where used: most runs write none

    with speaking(mending.settings.language):
        steps = _steps(mending.fixing, {each.number for each in fixes.chosen})
        about = [f"{each.number}. {each.reason}" for each in fixes.chosen]
        return changes_text(mending.organization, steps, about=about)


def with_proposals(report: Report, settings: Settings, *, engine: Engine | None = None) -> Report:
    """A report with what can be done against its findings; of standard input nothing is known any more.

    Raises:
        OrgrulesError: a design is another one than the one that was checked.
    """
    with speaking(settings.language):
        proposed: dict[tuple[str, Location], Proposed] = {}
        paths = {finding.location.path for finding in report.findings}
        for file in report.files:
            # a finding in an included file is one of the design that includes it: that it has none cannot be told before
            if paths and file.path != STANDARD_INPUT_NAME:
                for proposal in mend(file.path, settings, engine=engine).proposals:
                    told = _proposed(proposal)
                    proposed.update(((each.fingerprint, each.location), told) for each in proposal.removes)
        return report._replace(proposed=proposed)


def _proposed(proposal: Proposal) -> Proposed:
    """A proposal as reports show it; one that rests on others does nothing to files by itself."""
    changed = () if proposal.rests_on else tuple(each for patch in proposal.patches for each in replacements(patch))
    return Proposed(proposal.number, tuple(map(change_line, proposal.changes)), proposal.reason, proposal.asks, changed)


def _engine() -> Engine:
    from orgrules.fixing.propose import propose  # imported where used: a program that fixes nothing has no use for it

    return propose


# ------------------------------------------------------------------------------------------------- reading


def _read(path: str, settings: Settings, contents: dict[str, bytes], given: Mapping[str, bytes] | None = None) -> Design:
    """A design from the disk, or with the bytes of files that are ``given``; whatever was read is put into ``contents``."""
    asked = settings.asked()._replace(encoding=settings.encoding)
    given = given or {}

    def load(display: str, encoding: str | None, limits: Limits) -> Source:
        content = given[display] if display in given else load_bytes(display, limits, asked)[1]
        contents[display] = content
        return source_of(display, content, encoding, limits, asked)

    name = STANDARD_INPUT_NAME if path == STANDARD_INPUT else path
    content = given[name] if name in given else content_with(path, asked, settings.limits)[1]
    contents[name] = content
    source = source_in(name, content, asked, settings.limits)
    top = None if path == STANDARD_INPUT else Path(path)
    return design_of(source, top=top, encoding=settings.encoding, limits=settings.limits, shelf=Shelf(load))


def _left(fixing: Fixing, wanted: Iterable[Finding]) -> Iterator[Left]:
    """The findings that no proposal removes, each with the reason; some are about files rather than entries."""
    removed = {(each.fingerprint, each.location) for proposal in fixing.proposals for each in proposal.removes}
    told = {(each.finding.fingerprint, each.finding.location): each for each in fixing.left}
    for finding in wanted:
        key = finding.fingerprint, finding.location
        if key in told:
            yield Left(finding, told[key].why)
        elif key not in removed:
            yield Left(finding, _("It is not about an entry of the design: it is to be mended where it stands."))


def _standing(found: Sequence[Finding], settings: Settings, setup: Setup) -> list[Finding]:
    """The findings that are to be dealt with: neither waived, nor held by the baseline."""
    findings = [finding for finding in found if finding.waived is None]
    if settings.baseline is None or settings.strict:
        return findings
    entries = read_baseline(settings.baseline)
    return compare(findings, entries, settings.baseline, lambda _rule, _path: False, setup.selection.never_hidden).new


# --------------------------------------------------------------------------------------- what is wanted


def _rules(names: Iterable[str]) -> list[str]:
    """The names that are rules, or patterns of them: none of these is a kind or a number."""
    return [name for name in names if name not in KINDS and not name.isdecimal()]


def _is_wanted(finding: Finding, wanted: Wanted) -> bool:
    """Whether a finding is to be mended; where no rule is named, those of all rules are."""
    selected, ignored = _rules(wanted.select), wanted.ignore
    fits = not selected or len(selected) < len(wanted.select) or any(fnmatchcase(finding.rule, each) for each in selected)
    return fits and not any(fnmatchcase(finding.rule, each) for each in ignored)


def _chosen(proposals: Sequence[Proposal], wanted: Wanted) -> tuple[Proposal, ...]:
    """The proposals, of which those are chosen that are asked for: by their number, kind, or a rule that they mend."""
    missing = [name for name in wanted.select if name.isdecimal() and not 0 < int(name) <= len(proposals)]
    if missing:
        number = len(proposals)
        told = ngettext(
            'there is no proposal "{name}"; there is {number:,}', 'there is no proposal "{name}"; there are {number:,}', number
        )
        raise UsageError(told.format(name=shown(missing[0]), number=number))
    if not wanted.select:
        return tuple(each._replace(chosen=not each.asks) for each in proposals)
    rules = _rules(wanted.select)
    numbers = {int(name) for name in wanted.select if name.isdecimal()}
    return tuple(
        each._replace(
            chosen=each.number in numbers
            or kind_name(each.kind) in wanted.select
            or any(fnmatchcase(finding.rule, rule) for finding in each.removes for rule in rules)
        )
        for each in proposals
    )


def _expect_known(wanted: Wanted, setup: Setup) -> None:
    """Make sure that what is named exists: a rule, a kind of proposal, or a number."""
    known = setup.selection.known
    for name in (*_rules(wanted.select), *wanted.ignore):
        if not any(fnmatchcase(id_, name) for id_ in known):
            names = [*known, *KINDS]
            message = _('no rule and no kind of change is named "{name}"{hint}; kinds are {kinds}')
            raise UsageError(message.format(name=shown(name), hint=did_you_mean(name, names), kinds=listed(KINDS)))


def _with_what_they_rest_on(proposals: Sequence[Proposal], numbers: Collection[int]) -> set[int]:
    """The numbers of proposals, and of those without which these would not hold."""
    by_number = {each.number: each for each in proposals}
    found: set[int] = set()
    waiting = list(numbers)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += by_number[number].rests_on
    return found


# --------------------------------------------------------------------------------------- what becomes of it


def _steps(fixing: Fixing, numbers: Collection[int]) -> tuple[Step, ...]:
    return fixing.steps([number - 1 for number in sorted(numbers)])


def _edited(mending: Mending, steps: Sequence[Step]) -> Edited:
    """The files with steps written into them, and all cells of tables that are different then."""
    settings, organization = mending.settings, mending.organization
    outcome = edited(organization, steps, mending.contents, settings.encoding, settings.asked())
    if organization.design.table is None or not outcome.contents:
        return outcome
    from orgrules.edits.tables import cells_of  # imported where used: most designs are no tables

    unsaid = {each.step for each in outcome.unsaid}
    laid = [step for number, step in enumerate(steps) if number not in unsaid]
    return outcome._replace(cells=cells_of(organization, laid).cells)


def _writable(mending: Mending, numbers: set[int]) -> tuple[Mending, set[int], Edited]:
    """The files with those of the proposals that can be written into them, by their numbers; of the others it is told why.

    Raises:
        CannotEdit: each can be, and all of them together cannot.
    """
    numbers = _without_unwritable(mending.proposals, numbers)
    try:
        outcome = _edited(mending, _steps(mending.fixing, numbers))
    except CannotEdit:
        why = _refused(mending, sorted(numbers))
    else:
        why = _unsaid(mending, numbers, outcome)
        if not why:
            return mending, numbers, outcome
    told = tuple(each._replace(unwritable=why.get(each.number, each.unwritable)) for each in mending.proposals)
    mending = mending._replace(proposals=told)
    numbers = _without_unwritable(mending.proposals, numbers)
    return mending, numbers, _edited(mending, _steps(mending.fixing, numbers))


def _refused(mending: Mending, numbers: Sequence[int]) -> dict[int, str]:
    """Why proposals cannot be written, by their numbers: of many that cannot together, halves are tried in turn."""
    try:
        _edited(mending, _steps(mending.fixing, numbers))
    except CannotEdit as error:
        if len(numbers) == 1:
            return {numbers[0]: _reason(error.problems)}
    else:
        return {}
    half = len(numbers) // 2
    return {**_refused(mending, numbers[:half]), **_refused(mending, numbers[half:])}


def _unsaid(mending: Mending, numbers: Collection[int], outcome: Edited) -> dict[int, str]:
    """Why proposals cannot be written into tables, by their numbers."""
    if not outcome.unsaid:
        return {}
    steps = [repr(step) for step in _steps(mending.fixing, numbers)]
    why = {steps[each.step]: str(each.problem) for each in outcome.unsaid}
    found = {number: [why[repr(step)] for step in _steps(mending.fixing, [number]) if repr(step) in why] for number in numbers}
    return {number: "; ".join(reasons) for number, reasons in found.items() if reasons}


def _reason(problems: Iterable[Problem]) -> str:
    return "; ".join(dict.fromkeys(map(str, problems)))


def _without_unwritable(proposals: Sequence[Proposal], numbers: set[int]) -> set[int]:
    """The numbers without those of proposals that cannot be written, or rest on one that cannot."""
    gone: set[int] = set()
    for each in proposals:  # in their order: what one rests on comes before it
        if each.unwritable or not gone.isdisjoint(each.rests_on):
            gone.add(each.number)
    return numbers - gone


def _with_parts(mending: Mending) -> tuple[Proposal, ...]:
    """The proposals with what each alone does to the files, unless that were too much work."""
    size = sum(map(len, mending.contents.values()))
    return mending.proposals if size * len(mending.proposals) > MOST_WRITTEN else _each_alone(mending)


def _each_alone(mending: Mending) -> tuple[Proposal, ...]:
    """The proposals with what each alone does to the files, or why it cannot be written."""
    found = []
    for proposal in mending.proposals:
        try:
            outcome = _edited(mending, mending.fixing.proposals[proposal.number - 1].steps)
        except CannotEdit as error:
            found.append(proposal._replace(unwritable=_reason(error.problems)))
            continue
        patches = _patches(mending, outcome)
        why = _reason(each.problem for each in outcome.unsaid)
        found.append(proposal._replace(patches=patches, cells=_cells(outcome, patches), unwritable=why))
    return tuple(found)


def _after(mending: Mending, numbers: Collection[int], outcome: Edited) -> tuple[Finding, ...]:
    """The findings of the design as it would be written.

    Raises:
        UsageError: there are new ones.
    """
    if not numbers:
        return mending.found
    if not outcome.contents:
        gone = {(each.fingerprint, each.location) for number in numbers for each in mending.proposals[number - 1].removes}
        return tuple(each for each in mending.found if (each.fingerprint, each.location) not in gone)
    settings = mending.settings
    design = _read(mending.path, settings, {}, {**mending.contents, **outcome.contents})
    [(_organization, report)] = check_each([design], mending.setup.library, settings)
    known = Counter(each.fingerprint for each in mending.found) | Counter(each.fingerprint for each in mending.fixing.after)
    about_waivers = {rule.id for rule in ABOUT_WAIVERS}
    new = []
    for finding in report.findings:
        known[finding.fingerprint] -= 1
        # that a waiver waives nothing any more is told, and no reason to leave undone what makes it so
        if known[finding.fingerprint] < 0 and finding.rule not in about_waivers:
            new.append(finding)
    if new:
        told = listed((f"[{finding.rule}] {finding.message}" for finding in new), MOST_NAMED)
        message = _("what is selected brings new findings without the other proposals, and is not made: {findings}")
        raise UsageError(message.format(findings=told))
    return tuple(report.findings)


def _patches(mending: Mending, outcome: Edited) -> tuple[Patch, ...]:
    found = []
    for path, content in outcome.contents.items():
        before, after = (_text(each, mending.settings.encoding) for each in (mending.contents[path], content))
        if before is not None and after is not None:
            found.append(patch_of(path, before, after))
    return tuple(found)


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeError:
        return False
    return True


def _text(content: bytes, encoding: str | None) -> str | None:
    """The text of a file; None where it is none, as of a workbook."""
    if b"\0" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = encoding or "utf-16"
    for name in (encoding,) if encoding else _ENCODINGS:
        try:
            return content.decode(name)
        except UnicodeError:
            continue
    return None


def _cells(outcome: Edited, patches: Sequence[Patch]) -> tuple[Cell, ...]:
    """The cells that are to be different in files of which no patch tells it."""
    shown_already = {patch.path for patch in patches}
    cells = (each for each in outcome.cells if each.path not in shown_already)
    return tuple(Cell(each.path, each.sheet, each.name, each.before, each.after) for each in cells)


# ------------------------------------------------------------------------------------------------- writing


def _targets(outcome: Edited, output: str | None) -> tuple[Target, ...]:
    """Where the files go that are to be different."""
    paths = list(outcome.contents)
    if output is not None:
        if len(paths) > 1:
            message = _("several files are to be different, and one cannot hold them: {paths}; --write writes each in its place")
            raise UsageError(message.format(paths=listed(map(shown, paths))))
        return tuple(Target(output, path) for path in paths)
    if STANDARD_INPUT_NAME in paths:
        raise UsageError(_("standard input cannot be written; name a file for the corrected text: --output FILE"))
    return tuple(Target(_target(path), path) for path in paths)


def _target(path: str) -> str:
    """Where the corrected text of a file goes: a table stays as it is, for other programs know it; a copy is put beside it."""
    if not is_table(path):
        return path
    stem, suffix = os.path.splitext(path)
    return f"{stem}.fixed{suffix}"


def _expect_free(target: Target, content: bytes) -> None:
    """Make sure that nothing else is where a copy goes; the very same copy may be there."""
    path = target.path
    is_itself = target.corrects and os.path.realpath(path) == os.path.realpath(target.corrects)
    if is_itself or not os.path.lexists(path):
        return
    if os.path.isdir(path):
        raise UsageError(_('"{path}" is a folder; name a file in it').format(path=shown(path)))
    try:
        with open(path, "rb") as file:
            if file.read(len(content) + 1) == content:
                return
    except OSError:
        pass
    raise UsageError(_("{path} is there already; nothing was written").format(path=shown(path)))
