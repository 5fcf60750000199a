"""JSON and YAML that is no design: which format of directories or records it is, told by what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from orgrules.files.source import Source
from orgrules.tables.sheet import Sheet

#: The modules of the formats in the order in which they are asked, and the one that takes any records, of JSON only.
_FORMATS = ("scim", "graph", "backstage", "peribolos")
_ANY_RECORDS = "json_records"


class Directory(NamedTuple):
    """A format that was recognized, and what reads it."""

    name: str
    read: Callable[[Sequence[Source]], list[Sheet]]


def directory_of(documents: Sequence[Source], *, is_json: bool) -> Directory | None:
    """The format of a file's documents, or None: it is a design, or nothing that is known."""
    if not documents or all(document.data is None for document in documents):
        return None
    for name in (*_FORMATS, _ANY_RECORDS) if is_json else _FORMATS:
        module = import_module(f"orgrules.tables.{name}")
        if module.recognizes(documents):
            return Directory(module.KIND, module.read)
    return None
