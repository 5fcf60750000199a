"""The statements of a rulebook: every sentence of the documents under an id that it keeps from draft to draft."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from orgrules.documents.model import Place
from orgrules.drafting.drafted import Kept, State
from orgrules.drafting.model import Field, Said
from orgrules.drafting.writing.ids import slug, unique
from orgrules.drafting.writing.rewording import key_of, reworded
from orgrules.text import collapse, is_chinese

#: The word in the ids of the statements of a field, and their kind.
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("title", "title"),
    "also_called": ("also-called", "title"),
    "unit": ("unit", "placement"),
    "reports_to": ("reports-to", "reporting"),
    "manages": ("manages", "reporting"),
    "headcount_below": ("headcount-below", "reporting"),
    "purpose": ("purpose", "purpose"),
    "duties": ("duty", "duty"),
    **dict.fromkeys(
        ("requirements", "education", "experience", "certificates", "fields_of_study", "skills"), ("requirement", "requirement")
    ),
    "authority": ("authority", "authority"),
    "responsibility": ("responsibility", "responsibility"),
    "meetings": ("meeting", "meeting"),
    "internal_relations": ("internal-relation", "relation"),
    "external_relations": ("external-relation", "relation"),
    "promotes_to": ("career", "career path"),
    "promoted_from": ("promoted-from", "career path"),
    "rotates_with": ("rotates-with", "career path"),
    "job_family": ("job-family", "job family"),
    "other": ("other", "other"),
}
#: Fields that say one thing: the id of their first statement bears no number.
_SINGLE = frozenset(("title", "unit", "reports-to", "manages", "headcount-below", "purpose", "job-family"))

#: The file of a rulebook's statements; where there are several documents, that of the first.
STATEMENTS_FILE = "statements.tsv"


class Row(NamedTuple):
    """A statement as its line has it; ``place`` is where it stands, of which the text is said in the language of the files."""

    id: str
    kind: str
    text: str
    place: Place


class Statements:
    """The statements of a draft while it is made."""

    def __init__(self, before: State) -> None:
        self.rows: dict[str, Row] = {}
        self.kept = dict(before.statements)
        self.documents = dict(before.documents)
        self._paths: dict[str, str] = {}  # of this run: the id of each document by the path that it was read from
        self._ids = {key_of(kept): id_ for id_, kept in before.statements.items()}
        self._highest: dict[str, int] = {}
        for id_ in before.statements:
            self._count(id_)

    def add(self, role: str, field: str, said: Said) -> str:
        """The id of a statement: the one that the same text had, else one with the next number that none ever had."""
        word, kind = WORDS[field]
        kept = _kept(role, field, said)
        id_ = self._ids.get(key_of(kept))
        if id_ is None:
            prefix = f"{role}.{word}"
            number = self._highest.get(prefix, 0) + 1
            id_ = prefix if number == 1 and word in _SINGLE else f"{prefix}.{number}"
            self._count(id_)
            self._ids[key_of(kept)] = id_
        self.document(said.place.path)
        if id_ not in self.rows:
            self.kept[id_] = kept
            self.rows[id_] = Row(id_, kind, " ".join(said.text.split()), said.place)
        return id_

    def expect(self, those: Iterable[tuple[str, Field, Said]]) -> Iterator[tuple[Field, str, str]]:
        """Look ahead at all that will be added, by role and field: sentences that are old ones in other words keep their ids.

        Tells of each of these: its field, the words that it had, and those that it has now.
        """
        if not self.kept:
            return
        now = {key_of(kept): (kept, field) for role, field, said in those for kept in (_kept(role, field, said),)}
        for key, id_ in reworded(self.kept, [kept for kept, _field in now.values()], _SINGLE).items():
            kept, field = now[key]
            self._ids[key] = id_
            yield field, self.kept[id_].text, kept.text

    def document(self, path: str) -> str:
        """The id of the document of a path."""
        if path not in self._paths:
            name = path.replace("\\", "/").rpartition("/")[2]
            known = [id_ for id_, of in self.documents.items() if of == name and id_ not in self._paths.values()]
            id_ = known[0] if known else unique(slug(os.path.splitext(name)[0]), self.documents, "document")
            self._paths[path] = id_
            self.documents[id_] = name
        return self._paths[path]

    def files(self) -> dict[str, tuple[str, str]]:
        """The documents that have statements, by id: the file of these, and its text."""
        lines: dict[str, list[str]] = {id_: [] for id_ in self.documents}
        for row in self.rows.values():
            language = "zh" if any(map(is_chinese, row.text)) else "en"
            cells = [row.id, row.kind, row.text if language == "en" else "", row.text if language == "zh" else "", str(row.place)]
            lines[self.document(row.place.path)].append("\t".join(map(_as_cell, cells)))
        first = next(iter(self.documents), "")
        return {
            id_: (
                STATEMENTS_FILE if id_ == first else f"statements-{id_}.tsv",
                "\n".join(("id\tkind\ten\tzh\tplace", *those)) + "\n",
            )
            for id_, those in lines.items()
            if those or id_ == first
        }

    def _count(self, id_: str) -> None:
        prefix, _dot, number = id_.rpartition(".")
        if not (number.isdecimal() and len(number) < 10):
            prefix, number = id_, "1"
        self._highest[prefix] = max(self._highest.get(prefix, 0), int(number))


def _kept(role: str, field: str, said: Said) -> Kept:
    number = re.sub(r"\W+", "", said.number)
    return Kept(role, WORDS[field][0], collapse(said.text), number)


def _as_cell(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+", " ", text)
