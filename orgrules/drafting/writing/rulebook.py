"""From a handbook to the files of a rulebook: the front door of ``drafting/``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from orgrules.drafting.drafted import Drafted, NotUnderstood, State
from orgrules.drafting.model import Handbook
from orgrules.drafting.writing.examples import examples
from orgrules.drafting.writing.phrases import TERMS
from orgrules.drafting.writing.profiles import Draft, Profile
from orgrules.drafting.writing.roles import Alias
from orgrules.files.yaml_text import comment, text_as_yaml, tree
from orgrules.locale import N_, _, speaking
from orgrules.rulebook.shipped import RULEBOOK_FILE
from orgrules.text import Texts, is_chinese, normalize

_VERSION = "0.1.0"
_PROPOSED = N_("proposed: named at {place}")
_UNKNOWN = N_("it belongs to no job")
#: The order of a profile's fields.
_ORDER = (
    *("title", "reports_to", "manages", "headcount_below", "unit_type", "duties", "requirements", "authority", "meetings"),
    *("internal_relations", "external_relations", "career_path", "promoted_from", "rotates_with", "job_family"),
)


def drafted(handbook: Handbook, name: str, before: State | None = None) -> Drafted:
    """The rulebook that a handbook makes: ``name`` is its id; ``before`` is the state of the last draft, whose ids are kept.

    Comments in the files are in the language of the handbook, decisions and reasons in the language spoken.
    """
    draft = Draft(handbook, before or State())
    with speaking(handbook.language):
        files = dict(_files(draft, name, handbook.language))
    titles = {normalize(job.title.text) for job in handbook.jobs}
    nowhere = (
        NotUnderstood(said.text, said.place, _(_UNKNOWN))
        for said in handbook.not_understood
        if normalize(said.text) not in titles  # a line of a table of contents, the name above a form: it says no more
    )
    return Drafted(
        files=files,
        decisions=tuple(dict.fromkeys((*draft.roles.decisions, *draft.decisions))),
        not_understood=(*nowhere, *draft.not_understood),
        notes=handbook.notes,
        counts=_counts(draft),
        state=State(
            roles=draft.roles.titles,
            terms=draft.terms,
            statements=draft.statements.kept,
            documents=draft.statements.documents,
        ),
    )


def _files(draft: Draft, name: str, language: str) -> Iterator[tuple[str, str]]:
    titles = {role.id: role.title for role in draft.roles.all.values()}
    profiles = list(draft.profiles.values())
    for profile in profiles:
        if len(titles) == 1:  # no title of another role can show that one is wrong
            cites = profile.values.pop("title", {"cites": []})["cites"]
            profile.cites[:0] = cites
            for cite in cites:
                draft.not_checkable.setdefault(cite, _("the title of the only job"))
    statements = draft.statements.files()
    yield RULEBOOK_FILE, _text(_rulebook(draft, name, language, statements))
    yield from statements.values()
    for profile in profiles:
        yield profile.role.file, _text(_profile(draft, profile, titles, language))


def _rulebook(draft: Draft, name: str, language: str, statements: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    titles = [os.path.splitext(path)[0] or path for path in draft.statements.documents.values()]
    yield from tree({"rulebook": name, "version": _VERSION, "name": titles[0] if len(titles) == 1 else name})
    documents = {
        id_: {"title": os.path.splitext(draft.statements.documents[id_])[0], "language": language, "statements": file}
        for id_, (file, _text) in statements.items()
    }
    if documents:
        yield "documents:"
        for id_, document in documents.items():
            yield from tree({id_: document}, "  ")
    if draft.unit_types:
        yield "unit_types:"
        yield from tree(draft.unit_types, "  ")
    if draft.not_checkable:
        yield "not_checkable:"
        rows = list(draft.statements.rows)
        yield from tree({id_: draft.not_checkable[id_] for id_ in rows if id_ in draft.not_checkable}, "  ")


def _profile(draft: Draft, profile: Profile, titles: Mapping[str, str], language: str) -> Iterator[str]:
    role = profile.role
    yield from tree({"role": role.id, "name": _said(role.names)})
    yield from _also_called(draft, role.aliases)
    if profile.cites:
        yield from tree({"cites": list(dict.fromkeys(profile.cites))})
    for key in _ORDER:
        for remark in profile.remarks.get(key, ()):
            yield from comment(remark)
        if key in profile.values:
            yield from tree({key: _written(profile.values[key])})
    for remark in profile.remarks.get("examples", ()):
        yield from comment(remark)
    those = list(examples(profile, titles, draft.unit_types, language))
    if those:
        yield from tree({"examples": those})


def _also_called(draft: Draft, aliases: list[Alias]) -> Iterator[str]:
    if not aliases:
        return
    yield "also_called:"
    for language in ("en", "zh"):
        those = [alias for alias in aliases if ("zh" if any(map(is_chinese, alias.name)) else "en") == language]
        if those:
            yield f"  {language}:"
        for alias in those:
            if alias.is_proposed:
                yield from comment(_(_PROPOSED).format(place=draft.place(alias.place)), "    ")
            yield f"    - {text_as_yaml(alias.name)}"


def _said(texts: Texts) -> Any:
    """A text in one language counts for both, and stands alone."""
    return next(iter(texts.values())) if len(texts) == 1 else {key: texts[key] for key in sorted(texts)}


def _written(value: Any) -> Any:
    """A field as profiles write it: of a list with one member that alone."""
    if not isinstance(value, Mapping):
        return value
    return {
        key: part[0] if key in ("role", "type", "value") and isinstance(part, list) and len(part) == 1 else part
        for key, part in value.items()
    }


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _counts(draft: Draft) -> dict[str, int]:
    profiles = list(draft.profiles.values())
    counts = {
        "jobs": sum(1 for role in draft.roles.all.values() if role.jobs),
        "stubs": sum(1 for role in draft.roles.all.values() if not role.jobs),
        "reports_to": sum(1 for profile in profiles if "reports_to" in profile.values),
        "manages": sum(1 for profile in profiles if "manages" in profile.values),
    }
    for key in (*TERMS, "requirements"):
        counts[key] = sum(len(profile.values.get(key, ())) for profile in profiles)
    return {**counts, "statements": len(draft.statements.rows), "not_checkable": len(draft.not_checkable)}
