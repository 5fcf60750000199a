"""Bytes to text: which encoding they are in, and JSON in the form in which it is YAML."""

from __future__ import annotations

import json
import re

from orgrules.errors import Problem, SourceError
from orgrules.locale import _
from orgrules.text import shown

# one escape of JSON (RFC 8259, section 7), those of two halves that make one character beyond the first plane as ``pair``;
# it begins with what is looked for, so that a search runs through megabytes without trying each character
_ESCAPE = re.compile(r"\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)
#: The line breaks of YAML 1.1, by which libyaml counts lines.
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
# the first bytes of a page, in which it states its encoding
_HEAD = 4096
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
#: How many characters shorter YAML's escape (\U0001f600) is than JSON's pair.
SHORTER = 2


def decode(content: bytes, path: str, encoding: str | None = None) -> str:
    """Bytes to text: UTF-8, UTF-16 with a byte order mark, or ``encoding`` where one is stated.

    Raises:
        SourceError: at the first bad byte, naming an encoding that would fit; for an unknown encoding.
    """
    name = encoding or ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    if encoding is None and (wide := _wide_encoding(content)):
        raise _error(path, (1, 1), _not_text("UTF-8", wide))
    try:
        return content.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        try:
            before = content[: error.start].decode(name, "replace")
        except UnicodeError:  # a codec that knows no way around what it cannot read
            before = ""
        fitting = next(
            (other for other in ("gb18030", "big5", "latin-1") if other != encoding and fits(content, other)), "gb18030"
        )
        raise _error(path, place_of(before, len(before)), _not_text(name.removesuffix("-sig").upper(), fitting)) from None
    except (LookupError, UnicodeError, ValueError):  # codecs that are none of texts raise what they like
        raise _error(path, (1, 1), unknown_encoding(name)) from None


def unknown_encoding(name: str) -> str:
    """The message about a name that no encoding has."""
    return _('unknown encoding "{name}"; for example utf-8, utf-16, gb18030, big5, latin-1').format(name=shown(name))


def _not_text(encoding: str, fitting: str) -> str:
    return _("not {encoding} text; try --encoding {fitting}").format(encoding=encoding, fitting=fitting)


def encoding_of_page(content: bytes) -> str | None:
    """The encoding of HTML, to ``decode`` it; None for UTF-8 and UTF-16, where it can be nothing else.

    Of other pages it is the one that they state, or else that of China.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or fits(content, "utf-8"):
        return None
    stated = _CHARSET.search(content[:_HEAD])
    name = stated[1].decode("ascii", "replace").lower() if stated else "gb18030"
    # GB2312 and GBK are parts of GB18030; systems that state the one write characters of the other
    return "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "utf-8", "utf8") else name


def in_pairs(content: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in pairs, as those of Chinese characters do, and accented letters do not."""
    runs = _BEYOND_ASCII.findall(content)
    return sum(len(run) % 2 == 0 for run in runs) * 2 > len(runs)


def json_as_yaml(text: str) -> tuple[str, dict[int, tuple[int, ...]]]:
    """JSON in the form in which it is YAML, and where that made it shorter: columns after which, by line, both from 1.

    Tabs between its values become blanks, and two escapes for one character (\\ud83d\\ude00) one. Other texts stay as they are.
    """
    if text.lstrip()[:1] not in ("{", "[", '"') or not ("\t" in text or _pairs(text)):
        return text, {}
    try:
        json.loads(text)
    except ValueError:
        return text, {}
    except RecursionError:
        pass  # nested deeper than any design: whoever parses it says so
    lines = []
    longer = {}
    for number, line in enumerate(text.replace("\t", " ").split("\n"), 1):
        if pairs := _pairs(line):
            longer[number] = tuple(pair.start() + 1 - SHORTER * index for index, pair in enumerate(pairs))
        lines.append(_ESCAPE.sub(_one_escape, line))
    return "\n".join(lines), longer


def longer_at(text: str) -> list[int]:
    """The indices of JSON, in the form in which it is YAML, behind which it is ``SHORTER`` than it was."""
    return [pair.start() - SHORTER * index for index, pair in enumerate(_pairs(text))]


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of a text, by the lines that libyaml counts in it."""
    breaks = [found.end() for found in LINE_BREAK.finditer(text, 0, index)]
    return len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1


def _pairs(text: str) -> list[re.Match[str]]:
    return [escape for escape in _ESCAPE.finditer(text) if escape["pair"]]


def _one_escape(escape: re.Match[str]) -> str:
    if not escape["pair"]:
        return escape[0]
    character = json.loads(f'"{escape[0]}"')
    return f"\\U{ord(character):08x}"


def _wide_encoding(content: bytes) -> str | None:
    """The encoding of two or four bytes a character that bytes without a mark (or with that of UTF-32) are in, or None."""
    start = content[:64]
    if start[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or (len(start) >= 4 and start[:3] == bytes(3)):
        return "utf-32"
    if len(start) < 4 or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    even, odd = start[::2], start[1::2]
    return "utf-16-le" if not any(odd[:2]) and any(even) else "utf-16-be" if not any(even[:2]) and any(odd) else None


def fits(content: bytes, encoding: str) -> bool:
    """Whether bytes can be text in an encoding."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _error(path: str, place: tuple[int, int], message: str) -> SourceError:
    return SourceError(Problem(path, *place, message))
