"""The parts of a Word file: which one is the document, and what it refers to."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from orgrules.documents.limits import refuse
from orgrules.documents.word.xml import Element, parsed
from orgrules.files.package import Package, Sentences
from orgrules.locale import N_, _
from orgrules.text import shown

#: How much a document may unpack to, in bytes, without its pictures: a handbook of 1,000 pages has 30 million.
_MOST_BYTES = 256 * 1024 * 1024
_SENTENCES = Sentences(
    protected=N_("the document is protected by a password; open it, save it without one, and give that file"),
    damaged=N_("the document is damaged ({reason}); open it and save it again"),
    too_long=N_("the document unpacks to more than {most:,} bytes, the most that is read"),
)


class Relation(NamedTuple):
    """What a part refers to: another part of the package, by the last word of its type."""

    type: str
    part: str


class Parts:
    """The document of a package, and the parts that it refers to by their kinds.

    Raises:
        SourceError: from everything here, for what is damaged, and for what is no document of Word.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self._package = Package(content, path, _MOST_BYTES, _SENTENCES)
        self._main = self._main_part()
        self._relations = self._relations_of(self._main)

    def document(self) -> Element:
        """The part that holds the text."""
        return self._read(self._main)

    def one(self, kind: str) -> Element | None:
        """The part of a kind (``styles``, ``numbering``), or None.

        A document that has lost the list of its relations is read as Word names its parts.
        """
        those = self.all(kind)
        if those:
            return those[0]
        usual = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        return self._read(usual) if not self._relations and usual in self._package else None

    def all(self, kind: str) -> list[Element]:
        """All parts of a kind: headers and footers are several."""
        those = [each.part for each in self._relations if each.type == kind and each.part in self._package]
        return [self._read(part) for part in dict.fromkeys(those)]

    def _read(self, part: str) -> Element:
        try:
            return parsed(self._package.read(part))
        except ValueError as error:
            if str(error) == "DOCTYPE":
                message = _("the XML in the document declares a document type, which Word never writes; entities are not read")
                refuse(self.path, message)
            refuse(self.path, damaged(str(error)))

    def _relations_of(self, part: str) -> list[Relation]:
        """What a part refers to. What lies outside of the package is not in it: links are never followed."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._package:
            return []
        relations = []
        for each in self._read(rels):
            target = each.get("Target")
            if target is not None and (each.get("TargetMode") or "").lower() != "external":
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                relations.append(Relation((each.get("Type") or "").rpartition("/")[2], whole))
        return relations

    def _main_part(self) -> str:
        other = self._other_kind()
        if other:
            refuse(self.path, other)
        for relation in self._relations_of(""):
            if relation.type == "officeDocument" and relation.part in self._package:
                return relation.part
        if "word/document.xml" in self._package:
            return "word/document.xml"
        return refuse(self.path, _("this is a zip file that holds no document; unpack it first"))

    def _other_kind(self) -> str:
        """What a zip file is that holds something other than a document of Word, or nothing."""
        package = self._package
        kind = package.read("mimetype")
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return _("this is an OpenDocument text (.odt); save it as .docx")
        if kind.startswith(b"application/epub"):
            return _("this is an e-book (.epub); give the document that it was made from")
        if kind.startswith(b"application/vnd.oasis.opendocument") or any(part in package for part in _WORKBOOKS):
            return _("this is a workbook or a drawing, no document; save what it says as .docx, .md or .txt")
        if "ppt/presentation.xml" in package:
            return _("these are slides of PowerPoint, no document; save what they say as .docx, .md or .txt")
        if any(name.endswith(".iwa") for name in package.names):
            return _("this is a document of Apple's Pages; export it as Word (.docx)")
        return ""


_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")


def damaged(reason: str) -> str:
    """The message about a file that cannot be read as what it is."""
    return _(_SENTENCES.damaged).format(reason=shown(reason))


def protected() -> str:
    """The message about a file that only opens with a password."""
    return _(_SENTENCES.protected)
