"""What the formats of a comparison share: what became of positions and units, line by line, and how many there are of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgrules.findings import Location
from orgrules.locale import N_, _, pgettext
from orgrules.output.comparisons import Aspect, Change, Comparison, Detail, Seat
from orgrules.text import listed

_ASPECTS: dict[Aspect, str] = {
    "manager": N_("manager"),
    "unit": N_("unit"),
    "title": N_("title"),
    "role": N_("role"),
    "holder": N_("holder"),
    "headcount": N_("headcount"),
    "fte": N_("full-time equivalents"),
    "dotted_line_to": N_("dotted lines"),
    "duties": N_("duties"),
    "accountable_for": N_("accountable for"),
    "requirements": N_("requirements"),
    "authority": N_("authority"),
    "meetings": N_("meetings"),
    "internal_relations": N_("relations inside"),
    "external_relations": N_("relations outside"),
    "career_path": N_("career path"),
    "promoted_from": N_("promoted from"),
    "rotates_with": N_("rotates with"),
    "job_family": N_("job family"),
    "legal_representative": N_("legal representative"),
    "attributes": N_("attributes"),
    "name": N_("name"),
    "type": N_("unit type"),
    "region_level": N_("region level"),
    "parent": N_("parent unit"),
    "head": N_("head"),
}
#: Another place or another name, where it is the only one: the word for the change may name it already in a language.
_ALONE: dict[Aspect, str] = {
    "manager": N_("manager: {before} → {after}"),
    "unit": N_("unit: {before} → {after}"),
    "title": N_("title: {before} → {after}"),
    "role": N_("role: {before} → {after}"),
}
#: The parts of requirements.
_PARTS = {
    "education": N_("education"),
    "skills": N_("skills"),
    "experience": N_("experience"),
    "certificates": N_("certificates"),
    "fields_of_study": N_("fields of study"),
}
_COUNTS = {
    "positions": N_(
        "Positions: {added:,} added, {removed:,} removed, {moved:,} moved, {renamed:,} renamed, {changed:,} changed, "
        "{kept:,} unchanged."
    ),
    "units": N_("Units: {changed:,} changed."),
    "findings": N_("Findings: {introduced:,} introduced, {fixed:,} fixed, {unchanged:,} unchanged."),
}


class Line(NamedTuple):
    """What became of a position or a unit: in a word, of which, and what there is to say of it, which may be nothing.

    ``kind`` says the same as ``word`` to a program. ``parts`` say what ``told`` does, each for itself; ``before`` and
    ``after`` are the boxes of a position in the two charts.
    """

    kind: str
    word: str
    location: Location
    name: str
    told: str
    parts: tuple[str, ...]
    before: int | None = None
    after: int | None = None


def position_lines(comparison: Comparison) -> list[Line]:
    """The positions added and removed, those that moved, those with another title or role, and those with anything else."""
    lines = [_alone("added", _("added"), seat)._replace(after=seat.box) for seat in comparison.added]
    lines += [_alone("removed", _("removed"), seat)._replace(before=seat.box) for seat in comparison.removed]
    lines += [_changed("moved", change) for change in comparison.moved]
    lines += [_changed("renamed", change) for change in comparison.renamed]
    lines += [_changed("changed", change) for change in comparison.altered]
    return lines


def unit_lines(comparison: Comparison) -> list[Line]:
    """The units that are different."""
    lines = []
    for unit in comparison.units:
        parts = tuple(map(_difference, unit.details))
        lines.append(Line("changed", _("changed"), unit.location, _name(unit.name, unit.id), _together(parts), parts))
    return lines


def counts(comparison: Comparison) -> dict[str, dict[str, int]]:
    """How many positions and findings there are of each kind, in the order in which they are told."""
    return {
        "positions": {
            "added": len(comparison.added),
            "removed": len(comparison.removed),
            "moved": len(comparison.moved),
            "renamed": len(comparison.renamed),
            "changed": len(comparison.altered),
            "kept": comparison.kept,
        },
        **({"units": {"changed": len(comparison.units)}} if comparison.units else {}),
        "findings": {
            "introduced": len(comparison.introduced),
            "fixed": len(comparison.fixed),
            "unchanged": len(comparison.unchanged),
        },
    }


def count_lines(comparison: Comparison) -> dict[str, str]:
    """``Positions: 2 added, 1 removed …``, and the same of units, where some are different, and of findings."""
    return {what: _(_COUNTS[what]).format(**numbers) for what, numbers in counts(comparison).items()}


def _alone(kind: str, word: str, seat: Seat) -> Line:
    """A position that is in one of the designs alone."""
    parts = _about(seat)
    return Line(kind, word, seat.location, _name(seat.title, seat.id), _together(parts), parts)


def _changed(kind: str, change: Change) -> Line:
    """A position that is in both designs, under the name that it had."""
    before, after = change.before, change.after
    details = tuple(map(_difference, change.details))
    parts = (*(_aspect(change, aspect, alone=False) for aspect in change.aspects), *details)
    # the word for the change may say already what the only difference is in
    told = (_aspect(change, change.aspects[0], alone=True), *details) if len(change.aspects) == 1 else parts
    name = _name(before.title, before.id)
    return Line(kind, _word(change.aspects), after.location, name, _together(told), parts, before.box, after.box)


def _together(parts: Iterable[str]) -> str:
    return pgettext("between differences", "; ").join(parts)


def _word(aspects: tuple[Aspect, ...]) -> str:
    """What became of a position with another place or another name; none of these: with anything else."""
    if aspects == ("manager", "unit"):
        return pgettext("to another manager and another unit", "moved")
    if aspects == ("manager",):
        return pgettext("to another manager", "moved")
    if aspects == ("unit",):
        return pgettext("to another unit", "moved")
    if "title" in aspects:
        return _("renamed")
    return _("changed the role of") if aspects else _("changed")


def _aspect(change: Change, aspect: Aspect, *, alone: bool) -> str:
    """Another place or another name: ``manager: A → B``."""
    before, after = _value(change.before, aspect), _value(change.after, aspect)
    if alone:
        return _(_ALONE[aspect]).format(before=before, after=after)
    return _("{what}: {before} → {after}").format(what=_(_ASPECTS[aspect]), before=before, after=after)


def _value(seat: Seat, aspect: Aspect) -> str:
    value: str | None = getattr(seat, aspect)
    if value is not None:
        return value
    return pgettext("role", "open") if aspect == "role" else pgettext("manager or unit", "none")


def _about(seat: Seat) -> tuple[str, ...]:
    """What there is to know of a position that is in one of the designs alone."""
    values: tuple[tuple[Aspect, str | None], ...] = (("manager", seat.manager), ("unit", seat.unit), ("role", seat.role))
    return tuple(
        _("{what}: {value}").format(what=_(_ASPECTS[aspect]), value=value) for aspect, value in values if value is not None
    )


def _difference(detail: Detail) -> str:
    """``holder: A → B``, ``duties: added "X"``."""
    what = _(_ASPECTS[detail.aspect])
    if detail.name:
        # the user's own attributes stand as they are written
        part = _(_PARTS[detail.name]) if detail.aspect == "requirements" else detail.name
        what = _("{what} ({part})").format(what=what, part=part)
    if detail.added and detail.removed:
        told = _("{what}: added {added}, removed {removed}")
        return told.format(what=what, added=_quoted(detail.added), removed=_quoted(detail.removed))
    if detail.added:
        return _("{what}: added {added}").format(what=what, added=_quoted(detail.added))
    if detail.removed:
        return _("{what}: removed {removed}").format(what=what, removed=_quoted(detail.removed))
    before, after = (_("not stated") if value is None else value for value in (detail.before, detail.after))
    return _("{what}: {before} → {after}").format(what=what, before=before, after=after)


def _quoted(items: Iterable[str]) -> str:
    """Items in quotation marks: many hold the mark that would part them."""
    return listed(_('"{item}"').format(item=item) for item in items)


def _name(name: str, id_: str | None) -> str:
    """A position by its title or a unit by its name, and its id where it has another."""
    return _("{name} ({id})").format(name=name, id=id_) if id_ and id_ != name else name
