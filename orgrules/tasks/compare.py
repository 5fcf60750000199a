"""The use case behind ``orgrules compare``: two versions of one organization, what became of its positions and its findings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from orgrules.changes.pairs import identified, position_pairs, same_units, unit_pairs
from orgrules.design.history import read_design_at
from orgrules.design.load import STANDARD_INPUT
from orgrules.design.read import Design, read_design
from orgrules.engine.places import place
from orgrules.engine.wording import Wording
from orgrules.errors import UsageError
from orgrules.facts.vocabulary import VOCABULARY, Fact
from orgrules.findings import Finding, Report
from orgrules.locale import _, speaking
from orgrules.organization.model import Organization, Position
from orgrules.output.comparisons import Aspect, Change, Comparison, Seat, UnitChange
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library
from orgrules.settings import Settings
from orgrules.tasks.check import check_each
from orgrules.tasks.differences import position_details, unit_details
from orgrules.text import collapse

#: An organization, and the report on it.
Checked = tuple[Organization, Report]


def compare(
    old: str,
    new: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    charted: bool = False,
) -> Comparison:
    """Compare the designs in two files; ``charted`` asks for their charts too.

    Raises:
        SourceError, DesignError: one of them cannot be checked.
        RulebookError, UsageError, EngineError: as ``check``.
    """
    with speaking(settings.language):
        return _compared(_both(old, new, settings), settings, [path for path in (old, new) if path != STANDARD_INPUT], charted)


def compare_since(
    revision: str,
    path: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    charted: bool = False,
) -> Comparison:
    """Compare the design in a file with what it was in a revision of its git repository; ``charted`` as of ``compare``.

    Raises:
        SourceError, DesignError: one of the two cannot be read or checked.
        UsageError: there is no such revision, or the file is in no repository; and as ``check``.
        RulebookError, EngineError: as ``check``.
    """
    with speaking(settings.language):
        return _compared(_before_and_after(revision, path, settings), settings, [path], charted)


def _both(old: str, new: str, settings: Settings) -> list[Design]:
    if old == new == STANDARD_INPUT:
        raise UsageError(_('standard input ("-") can be read only once'))
    return [read_design(path, encoding=settings.encoding, limits=settings.limits, tables=settings.asked()) for path in (old, new)]


def _before_and_after(revision: str, path: str, settings: Settings) -> list[Design]:
    if path == STANDARD_INPUT:
        raise UsageError(_('standard input ("-") has no revisions; name a file'))
    new = read_design(path, encoding=settings.encoding, limits=settings.limits, tables=settings.asked())
    old = read_design_at(revision, path, encoding=settings.encoding, limits=settings.limits, tables=settings.asked())
    return [old, new]


def compare_as_changes(
    old: str,
    new: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    since: bool = False,
    charted: bool = False,
) -> tuple[Comparison, str]:
    """Compare two designs, and write a file of changes that, laid over the old one, give the new one.

    With ``since`` the old one is what the new one was in a git revision. Each file is read once.

    Raises:
        SourceError, DesignError, RulebookError, UsageError, EngineError: as ``compare`` and ``compare_since``.
    """
    with speaking(settings.language):
        designs = _before_and_after(old, new, settings) if since else _both(old, new, settings)
        paths = [path for path in ([new] if since else [old, new]) if path != STANDARD_INPUT]
        library = quick_library(settings.rulebooks)
        before, after = _checked(designs, library, settings, charted)
        return _told(before, after, library, designs, settings, paths), _changes_text(before[0], after[0])


def _changes_text(old: Organization, new: Organization) -> str:
    from orgrules.changes.difference import difference  # imported where used: most comparisons write none
    from orgrules.changes.write import changes_text

    settled = difference(old, new)
    about = _("What leads from {old} to {new}: orgrules check {old} --with this file.")
    return changes_text(old, settled.steps, settled.organization, about=[about.format(old=old.design.path, new=new.design.path)])


def _compared(designs: Sequence[Design], settings: Settings, paths: Sequence[str], charted: bool) -> Comparison:
    library = quick_library(settings.rulebooks)
    before, after = _checked(designs, library, settings, charted)
    return _told(before, after, library, designs, settings, paths)


def _checked(designs: Sequence[Design], library: Library, settings: Settings, charted: bool) -> tuple[Checked, Checked]:
    before, after = check_each(designs, library, settings, charted=charted)
    return before, after


def _told(
    before: Checked, after: Checked, library: Library, designs: Sequence[Design], settings: Settings, paths: Sequence[str]
) -> Comparison:
    sources = frozenset([*map(os.path.realpath, paths), *(str(path) for design in designs for path in design.included)])
    return compared(before, after, library)._replace(sources=sources | settings.sources())


def compared(
    before_checked: Checked, after_checked: Checked, library: Library, known: Iterable[tuple[int, int]] | None = None
) -> Comparison:
    """Compare two organizations that are checked; ``known`` are the positions that are the same in both, where that is known."""
    (old, old_report), (new, new_report) = before_checked, after_checked
    wording = Wording(library)
    units = same_units(old, new)
    if known is None:
        pairs = position_pairs(old, new, units)
    else:
        pairs = [(old.positions[before], new.positions[after]) for before, after in known]
    partner = {after.index: before for before, after in pairs}
    positions = {after.index: before.index for before, after in pairs}
    changes = [
        Change(_seat(before, wording), _seat(after, wording), aspects, details)
        for before, after in pairs
        for aspects in [_aspects(before, after, partner, units)]
        for details in [position_details(before, after, positions, wording)]
        if aspects or details
    ]
    introduced, unchanged = _split(new_report.findings, old_report.findings)
    remaining = Counter(finding.fingerprint for finding in new_report.findings)
    matched = {before.index for before, _ in pairs}
    return Comparison(
        old=old.design.path,
        new=new.design.path,
        added=tuple(_seat(position, wording) for position in new.positions if position.index not in partner),
        removed=tuple(_seat(position, wording) for position in old.positions if position.index not in matched),
        changed=tuple(changes),
        kept=len(pairs) - len(changes),
        introduced=introduced,
        fixed=tuple(finding for finding in old_report.findings if not _taken(remaining, finding)),
        unchanged=unchanged,
        units=_changed_units(old, new, positions, wording),
        rulebooks=library.folders(),
        charts=(*old_report.charts, *new_report.charts),
        pairs=tuple((before.index, after.index) for before, after in pairs),
    )


def _changed_units(
    old: Organization, new: Organization, positions: Mapping[int, int], wording: Wording
) -> tuple[UnitChange, ...]:
    """The units that are in both designs and are different, in the order of the new one."""
    pairs = unit_pairs(old, new)
    units = {after.index: before.index for before, after in pairs}
    return tuple(
        UnitChange(place(after), after.id if identified(after) else None, after.name, details)
        for before, after in pairs
        if (details := unit_details(before, after, units, positions, wording))
    )


def _aspects(
    before: Position, after: Position, partner: dict[int, Position], units: dict[int | None, Hashable]
) -> tuple[Aspect, ...]:
    """What is different about a position. A manager is the same who is the same position, whatever its title."""
    if before.manager is not None and after.manager is not None:
        other_manager = partner.get(after.manager.index) is not before.manager
    else:
        other_manager = _line(before) != _line(after)
    if before.unit is not None and after.unit is not None:
        other_unit = units.get(after.unit.index) != before.unit.index
    else:
        other_unit = _place(before) != _place(after)
    different: dict[Aspect, bool] = {
        "manager": other_manager,
        "unit": other_unit,
        "title": collapse(before.title) != collapse(after.title),
        "role": before.role != after.role,
    }
    return tuple(aspect for aspect, differs in different.items() if differs)


def _line(position: Position) -> Hashable:
    """Whom it reports to, where that is nobody known: what the design says of it."""
    return position.manager is None, collapse(position.manager_reference or "")


def _place(position: Position) -> Hashable:
    return position.unit is None, collapse(position.unit_reference or "")


def _seat(position: Position, wording: Wording) -> Seat:
    role = VOCABULARY["position"]["role"]
    told = position.declared.told or ()  # keys that a file of changes tells: what is different stands there
    return Seat(
        location=place(position, (*told, "title")),
        id=position.id if identified(position) else None,
        title=position.title,
        manager=position.manager.title if position.manager else position.manager_reference,
        unit=position.unit.name if position.unit else position.unit_reference,
        role=wording.value(role, position.role) if isinstance(role, Fact) and position.role is not None else None,
        box=position.index,
    )


def _split(findings: Sequence[Finding], before: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that were not there before, and those that were; what is there twice is there twice.

    A finding whose waiver is gone counts as new: from now on it is to be dealt with.
    """
    standing: Counter[str] = Counter()
    waived: Counter[str] = Counter()
    for finding in before:
        (standing if finding.waived is None else waived)[finding.fingerprint] += 1
    known: set[int] = set()
    for number, finding in sorted(enumerate(findings), key=lambda pair: pair[1].waived is not None):
        if (finding.waived is not None and _taken(waived, finding)) or _taken(standing, finding):
            known.add(number)
    return (
        tuple(finding for number, finding in enumerate(findings) if number not in known),
        tuple(finding for number, finding in enumerate(findings) if number in known),
    )


def _taken(left: Counter[str], finding: Finding) -> bool:
    """Whether one with the fingerprint of a finding was left; it is taken away."""
    there = left[finding.fingerprint] > 0
    left[finding.fingerprint] -= there
    return there
