"""What several formats share: how a title was understood, in a sentence, and the words for kinds and ways of reading."""

from __future__ import annotations

from collections.abc import Iterable

from orgrules.locale import N_, _
from orgrules.text import listed

#: What stands around a known name in a title.
_MARKS = {
    "acting": N_("acting"),
    "senior": N_("senior"),
    "junior": N_("junior"),
    "vacant": N_("vacant"),
    "concurrent": N_("concurrent"),
}
#: What is read.
_KINDS = {
    "title": N_("title"),
    "duty": N_("duty"),
    "skill": N_("skill"),
    "certificate": N_("certificate"),
    "field of study": N_("field of study"),
    "authority": N_("authority"),
    "meeting": N_("meeting"),
    "relation": N_("relation"),
    "managers": N_("reference to a position"),
    "units": N_("reference to a unit"),
    "holders": N_("reference to a person"),
    "column": N_("column"),
    "skipped": N_("row passed over"),
    "note": N_("note"),
}
#: How it was read.
_HOWS = {
    "stated": N_("role stated"),
    "unknown-role": N_("unknown role stated"),
    "recognized": N_("recognized"),
    "near": N_("near a known title"),
    "area": N_("a name with an area"),
    "remark": N_("a name with a remark"),
    "open": N_("may be several things"),
    "unrecognized": N_("no known role"),
    "id": N_("by id"),
    "name": N_("by name"),
    "wording": N_("by wording"),
    "none": N_("unknown to the rulebooks"),
    "exact": N_("as written"),
    "ambiguous": N_("several are called so"),
    "unknown": N_("nothing is called so"),
    "untitled": N_("no title"),
    "map": N_("as you say"),
    "agrees": N_("says the same as another"),
    "format": N_("by the format"),
}


def title_told(
    how: str,
    role: str,
    name: str | None = None,
    suggestion: str | None = None,
    marks: Iterable[str] = (),
    areas: Iterable[str] = (),
    stated: str | None = None,
) -> str:
    """How a title was understood: ``how`` is the fact ``title.status``, ``role`` what its role is called.

    ``stated`` is the role as the design writes it.
    """
    marks, areas = tuple(marks), tuple(areas)
    match how:
        case "stated":
            told = _("The design states the role: {role}.")
        case "unknown-role" if stated is not None:
            told = _("The design states the role “{stated}”, which no loaded rulebook defines.")
        case "unknown-role":
            told = _("The design states a role that no loaded rulebook defines.")
        case "recognized":
            told = _recognized(marks, areas)
        case "near":
            told = _("Role: open. No known title, but near “{suggestion}”: nothing is concluded from a misspelling.")
        case "area":
            told = _("Role: open. The name “{name}” with the area {areas} is another role in many firms; state it with role.")
        case "remark":
            told = _("Role: open. The name “{name}” stands with a remark that may make it another job; state it with role.")
        case "open":
            told = _("Role: open. The title may be of several roles or jobs; state which with role.")
        case "untitled":
            told = _("Role: open. No title is given.")
        case _:
            told = _("Role: none that the loaded rulebooks know.")
    return told.format(
        role=role,
        stated=stated or "",
        name=name or "",
        suggestion=suggestion or "",
        areas=listed(areas),
        marks=listed(_(_MARKS.get(mark, mark)) for mark in marks),
    )


def _recognized(marks: tuple[str, ...], areas: tuple[str, ...]) -> str:
    if marks and areas:
        return _("Role: {role}, by the name “{name}”, with the marks {marks}, area {areas}.")
    if marks:
        return _("Role: {role}, by the name “{name}”, with the marks {marks}.")
    if areas:
        return _("Role: {role}, by the name “{name}”, area {areas}.")
    return _("Role: {role}, by the name “{name}”.")


def kind_word(kind: str) -> str:
    """The word for what was read."""
    return _(_KINDS.get(kind, kind))


def how_word(how: str) -> str:
    """The words for how something was read: a title, a term, a reference."""
    return _(_HOWS.get(how, how))
