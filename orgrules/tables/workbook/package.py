"""Workbooks as zip files of whom nobody knows, and their XML, without entities; and what is said of those that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NoReturn
from xml.parsers import expat

from orgrules.files.package import Package, Sentences
from orgrules.locale import N_, _
from orgrules.tables.limits import refuse
from orgrules.text import shown

_SENTENCES = Sentences(
    protected=N_("the workbook is protected by a password; open it, save it without one, and give that file"),
    damaged=N_("the workbook is damaged ({reason}); open it and save it again"),
    too_long=N_("the workbook unpacks to more than {most:,} bytes, the most that is read"),
)


def opened(content: bytes, path: str, most_bytes: int) -> Package:
    """The zip file that a workbook is."""
    return Package(content, path, most_bytes, _SENTENCES)


def protected() -> str:
    """The message about a file that only opens with a password."""
    return _(_SENTENCES.protected)


def broken(error: object) -> str:
    """The message about a file that cannot be read as what it is."""
    return _(_SENTENCES.damaged).format(reason=shown(str(error)))


def read_xml(
    pieces: Iterable[bytes],
    path: str,
    *,
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any] | None = None,
    text: Callable[[str], Any] | None = None,
) -> None:
    """Go through XML and call for each element where it begins and ends, and for the text between; names are "namespace name".

    Raises:
        SourceError: for what is no XML, or has a document type: it is where entities are declared.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = partial(_refuse_entities, path)
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings that expat does not know
        refuse(path, broken(error))


def _refuse_entities(path: str, *_declared: object) -> NoReturn:
    refuse(path, _("the XML in the workbook declares a document type, which no workbook has; its entities are not read"))


class LocalNames(dict[str, str]):
    """Names of elements without their namespaces (workbooks have two: transitional and strict), each cut once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def local(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes by their names without namespaces."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


def without_library(library: str, kind: str) -> str:
    """The message about a library that is not installed."""
    return _('{kind} files are read by {library}, which is not installed; pip install "orgrules[tables]"').format(
        kind=kind, library=library
    )
