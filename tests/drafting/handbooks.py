"""Handbooks as values, and the rulebooks that are drafted of them, in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from orgrules.documents.model import Place
from orgrules.drafting.drafted import Drafted
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.settings import Settings
from orgrules.tasks.selftest import Outcome, selftest
from tests.helpers import SHARED

SOURCE = SHARED / "source" / "statements.tsv"

_FIELDS: dict[str, Field] = {"duty": "duties", "requirement": "requirements", "meeting": "meetings", "reports-to": "reports_to"}
_LABEL = re.compile("^(?:直接上司|直接上级|下属岗位):")


class Writer:
    """Jobs as they would be read, each statement on a line of its own."""

    def __init__(self, path: str = "handbook.txt") -> None:
        self.path = path
        self.line = 0

    def said(self, text: str, under: str = "") -> Said:
        """A statement on the next line."""
        self.line += 1
        return Said(text, Place(self.path, line=self.line), under=under)

    def job(self, title: str, *, not_understood: Iterable[str] = (), **fields: str | Iterable[str]) -> Job:
        """A job with what stands under each of its fields."""
        of_job = self.said(title)
        said: dict[Any, tuple[Said, ...]] = {
            name: tuple(map(self.said, [texts] if isinstance(texts, str) else texts)) for name, texts in fields.items()
        }
        return Job(of_job, fields=said, not_understood=tuple(map(self.said, not_understood)))


def handbook(*jobs: Job, language: Any = "en", not_understood: tuple[Said, ...] = ()) -> Handbook:
    return Handbook(jobs, not_understood, (), language)


def source_handbook() -> tuple[Handbook, dict[int, str]]:
    """The jobs of the source document, and the ids of its statements by line."""
    jobs: dict[str, dict[Field, list[Said]]] = {}
    ids: dict[int, str] = {}
    for number, line in enumerate(SOURCE.read_text(encoding="utf-8").splitlines(), 1):
        id_, _kind, text = line.split("\t")
        if not id_.startswith("4."):
            continue
        _chapter, section, word, *_rest = id_.split(".")
        ids[number] = id_
        said = Said(_LABEL.sub("", text), Place("handbook.txt", line=number))
        name: Any = _FIELDS.get(word, word)
        jobs.setdefault(section, {}).setdefault(name, []).append(said)
    those = tuple(
        Job(fields["title"][0], f"4.{section}", {name: tuple(said) for name, said in fields.items() if name != "title"})
        for section, fields in jobs.items()
    )
    return Handbook(those, (), (), "zh"), ids


def written(draft: Drafted, folder: Path) -> Path:
    """The files of a draft in a folder."""
    for path, text in draft.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def outcome_of(draft: Drafted, folder: Path) -> Outcome:
    """What ``orgrules test`` says of a draft."""
    return selftest(str(written(draft, folder)), Settings())


def profile(draft: Drafted, role: str) -> dict[str, Any]:
    """A drafted profile as data."""
    data = yaml.safe_load(draft.files[f"roles/{role}.yaml"])
    assert isinstance(data, dict)
    return data
