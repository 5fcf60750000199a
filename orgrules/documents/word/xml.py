"""The XML of Word files: parsed without entities, and elements by short names, whichever edition of the format they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, cast


class Element(Protocol):
    """What of an element of lxml is used here: lxml is imported where files are parsed, and says nothing of its types."""

    tag: str
    text: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def get(self, name: str, /) -> str | None: ...  # noqa: D102
    def iter(self) -> Iterator[Element]: ...  # noqa: D102
    def getparent(self) -> Element | None: ...  # noqa: D102
    def getroottree(self) -> Any: ...  # noqa: D102


_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_W = f"{{{_TRANSITIONAL}wordprocessingml/2006/main}}"
_STRICT_W = f"{{{_STRICT}wordprocessingml/main}}"
#: Namespaces by the prefixes that Word gives them. Most have two names: the Strict edition has its own.
_PREFIXES = {
    _W: "w",
    _STRICT_W: "w",
    f"{{{_TRANSITIONAL}officeDocument/2006/math}}": "m",
    f"{{{_STRICT}officeDocument/math}}": "m",
    f"{{{_TRANSITIONAL}drawingml/2006/main}}": "a",
    f"{{{_STRICT}drawingml/main}}": "a",
    f"{{{_TRANSITIONAL}drawingml/2006/picture}}": "pic",
    f"{{{_STRICT}drawingml/picture}}": "pic",
    f"{{{_TRANSITIONAL}drawingml/2006/chart}}": "c",
    f"{{{_STRICT}drawingml/chart}}": "c",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}": "c",
    f"{{{_TRANSITIONAL}drawingml/2006/diagram}}": "dgm",
    f"{{{_STRICT}drawingml/diagram}}": "dgm",
    f"{{{_TRANSITIONAL}markup-compatibility/2006}}": "mc",
    "{urn:schemas-microsoft-com:vml}": "v",
    "{urn:schemas-microsoft-com:office:office}": "o",
    "{http://schemas.microsoft.com/office/word/2010/wordml}": "w14",
}
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,10}\s*")
_OFF = frozenset({"0", "false", "off", "none"})


class _Tags(dict[str, str]):
    """Names of elements as ``w:p``, each made once; what is in another namespace keeps its local name alone."""

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition("}")
        prefix = _PREFIXES.get(f"{namespace}}}", "")
        short = self[name] = f"{prefix}:{local}"
        return short


def parsed(content: bytes) -> Element:
    """The root of one part.

    Raises:
        ValueError: for what is no XML, and for a document type: it is where entities are declared, and Word writes none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("DOCTYPE")
    return cast("Element", root)


_TAGS = _Tags()


def tag(element: Element) -> str:
    """The name of an element with the usual prefix: ``w:p``, ``mc:AlternateContent``."""
    return _TAGS[element.tag]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name, or None."""
    if element is not None:
        for each in element:
            if tag(each) == name:
                return each
    return None


def found(element: Element | None, *names: str) -> Element | None:
    """The first child of the first child … of these names, or None."""
    for name in names:
        element = child(element, name)
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace, or None."""
    if element is None:
        return None
    value = element.get(_W + name)
    return element.get(_STRICT_W + name) if value is None else value


def value(element: Element | None, *names: str) -> str | None:
    """What the child of these names says: its ``w:val``, or None."""
    return attribute(found(element, *names))


def number(text: str | None, without: int | None = None) -> int | None:
    """A whole number, or what stands for none; files have numbers of 32 bits."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else without


def switch(element: Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said of it."""
    one = child(element, name)
    return None if one is None else is_on(one)


def is_on(element: Element) -> bool:
    """Whether an element that is a switch says "on", which it does when it says nothing."""
    return (attribute(element) or "").lower() not in _OFF


def chosen(alternatives: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` that is shown: they say the same for newer and for older programs."""
    for each in alternatives:
        if tag(each) in ("mc:Choice", "mc:Fallback"):
            return each
    return None


def all_text(element: Element) -> str:
    """All text within an element, in order, without what was deleted: for notes."""
    texts = [each.text or "" for each in element.iter() if tag(each) == "w:t"]
    return "".join(texts).strip()
