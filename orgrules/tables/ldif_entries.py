"""The entries of LDIF (RFC 2849): folded lines, base64, options; addresses are never followed, and changes never applied."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from orgrules.errors import Problem
from orgrules.files.decoding import decode, fits, in_pairs
from orgrules.locale import _, ngettext
from orgrules.tables.distinguished_names import Name
from orgrules.text import listed, shown

_LINE = re.compile(rb"(?P<name>[A-Za-z0-9][A-Za-z0-9.;_=-]*):(?P<how>[:<]?)(?P<fill>[ \t]*)(?P<value>.*)", re.DOTALL)

#: Attributes that name entries.
REFERENCES = frozenset({"manager", "secretary", "assistant"})
#: What only persons have, where a query did not ask for the classes.
OF_PERSONS = frozenset({"sn", "givenname", "manager", "title", "employeenumber", "employeeid", "samaccountname", "uid"})
#: Attributes that have one value to a reader, the first, however many spellings of it a directory has.
SINGLE = frozenset({"cn", "displayname"})
#: Attributes that are texts: where they are not, something is lost.
_TEXTS = OF_PERSONS | REFERENCES | SINGLE | {"ou", "department", "mail", "l", "o", "company", "employeetype", "name"}
#: Attributes that are no one's business here.
_SECRETS = frozenset(
    {"userpassword", "unicodepwd", "ntpassword", "lmpassword", "sambantpassword", "krbprincipalkey", "authpassword"}
)
#: Names of what ldapsearch writes after the entries, and before them.
_TRAILER = frozenset({"search", "result", "text", "ref", "matcheddn", "control"})


class _Line(NamedTuple):
    """One line as it is meant: with those that continue it."""

    number: int
    content: bytes


class Value(NamedTuple):
    """One value of an attribute, and where it stands."""

    name: str  # in lower case
    written: str  # the name as it is written
    place: tuple[int, int]
    text: str


@dataclass(slots=True)
class Entry:
    """One entry, or the record of a change of one."""

    name: str  # its distinguished name as written
    place: tuple[int, int]
    values: list[Value] = field(default_factory=list)
    change: str | None = None
    key: Name | None = None


class EntryReader:
    """One pass over the lines; what cannot be read is gathered on the way."""

    def __init__(self, path: str, encoding: str | None) -> None:
        self.path = path
        self.encoding = encoding
        self.unreadable: list[Problem] = []
        self.notes: list[Problem] = []
        self.all: list[Entry] = []
        self.no_text: list[tuple[tuple[int, int], bytes]] = []  # values in some other encoding
        self.bytes: dict[str, tuple[int, int]] = {}  # attributes that are no texts
        self.entry: Entry | None = None  # that is being read
        self.lost = False  # lines without a name before them are told once an entry

    def entries(self, content: bytes) -> EntryReader:
        """Read all of it."""
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            content = decode(content, self.path).encode("utf-8", "replace")
        if self.encoding is not None:
            if not _is_like_ascii(self.encoding):
                content, self.encoding = decode(content, self.path, self.encoding).encode("utf-8", "replace"), None
        elif not fits(content, "utf-8") and _looks_chinese(content):
            # decided for the whole file: two bytes of GB18030 may be one character of UTF-8 by chance
            self.encoding = "gb18030"
            message = _("not UTF-8 text; read as {encoding} (--encoding says another)")
            self._note((1, 1), message.format(encoding=self.encoding.upper()))
        for line in _lines(content.removeprefix(b"\xef\xbb\xbf")):
            self._take(line)
        self._end()
        self._tell()
        return self

    def _take(self, line: _Line) -> None:
        if not line.content:
            self._end()
            return
        found = _LINE.fullmatch(line.content)
        if found is None:
            if line.content != b"-":  # it ends a part of a change
                message = _('a line is "name: value" or continues one after a blank; found "{text}"')
                self._fail(line.number, 1, message.format(text=shown(line.content.decode("utf-8", "replace"))))
            return
        written = found["name"].decode("ascii")
        name = written.lower()
        place = (line.number, found.start("value") + 1)
        if name == "dn":
            self._end()
            self._begin(found, place)
        elif self.entry is None:
            self._outside(name, found, place)
        elif name == "changetype":
            self.entry.change = (self._text(found, name, place) or "").strip().lower()
        elif name.partition(";")[0] not in _SECRETS and name != "control":
            text = self._text(found, name, place)
            if text is not None:
                self.entry.values.append(Value(name, written, place, text))

    def _begin(self, found: re.Match[bytes], place: tuple[int, int]) -> None:
        text = self._text(found, "dn", place)
        if text is None:
            self.lost = True  # what is wrong with the name is told
        elif text:  # the entry without a name is that of the server itself
            self.entry = Entry(text, place)
        else:
            self.lost = True

    def _end(self) -> None:
        if self.entry is not None:
            self.all.append(self.entry)
        self.entry = None
        self.lost = False

    def _outside(self, name: str, found: re.Match[bytes], place: tuple[int, int]) -> None:
        """A line that is in no entry: the version, or what ldapsearch says of its search."""
        value = found["value"].decode("utf-8", "replace").strip()
        if name == "version":
            if value != "1":
                self._note(place, _("version {version} of LDIF; it is read as version 1").format(version=shown(value)))
        elif name == "result":
            if value.split(" ")[0] != "0":
                message = _('the search ended with "{result}": entries are missing here').format(result=shown(value))
                self._note(place, message)
        elif name == "ref":
            self._note(place, _("entries of another server are missing here: {address}").format(address=shown(value)))
        elif name not in _TRAILER and not self.lost:
            self.lost = True
            self._fail(place[0], 1, _('an entry begins with its name, "dn: ..."; these lines are in none'))

    def _text(self, found: re.Match[bytes], name: str, place: tuple[int, int]) -> str | None:
        """The text of a value, or None where it is none, which is told."""
        value, how = found["value"], found["how"]
        if how == b"<":
            message = _('the value of "{name}" stands elsewhere, and addresses are not followed: {address}')
            address = shown(value.decode("utf-8", "replace"))
            self._fail(*place, message.format(name=shown(found["name"].decode("ascii")), address=address))
            return None
        if how == b":":
            try:
                value = base64.b64decode(value.replace(b" ", b"").rstrip(b"\t"), validate=True)
            except (binascii.Error, ValueError):
                self._fail(
                    *place,
                    _('the value of "{name}" is no base64, as "::" says').format(name=shown(found["name"].decode("ascii"))),
                )
                return None
        text = self._decoded(value, how == b":")
        base = name.partition(";")[0]
        if text is not None and (base in _TEXTS or "\0" not in text):
            return text
        if how == b":" and base not in _TEXTS and base != "dn":
            self.bytes.setdefault(found["name"].decode("ascii"), place)
        else:
            self.no_text.append((place, value))
        return None

    def _decoded(self, value: bytes, coded: bool) -> str | None:
        encodings = ["utf-8", self.encoding] if coded else [self.encoding or "utf-8"]
        for encoding in encodings:
            try:
                return value.decode(encoding) if encoding is not None else None
            except (UnicodeError, LookupError, ValueError):
                continue
        return None

    def _tell(self) -> None:
        if self.no_text:
            message = ngettext(
                "a value is no {encoding} text and is not read; try --encoding {fitting}",
                "{number:,} values are no {encoding} text and are not read, here is the first; try --encoding {fitting}",
                len(self.no_text),
            )
            chinese = self.encoding is None and all(_looks_chinese(value) for __, value in self.no_text)
            fitting = "gb18030" if chinese else "latin-1"
            encoding = (self.encoding or "utf-8").upper()
            self._fail(*self.no_text[0][0], message.format(number=len(self.no_text), encoding=shown(encoding), fitting=fitting))
        if self.bytes:
            message = _("values that are no texts are left out: {names}").format(names=listed(map(shown, self.bytes)))
            self._note(next(iter(self.bytes.values())), message)
        changes = Counter(entry.change for entry in self.all if is_change(entry))
        for change, number in changes.items():
            first = next(entry for entry in self.all if entry.change == change)
            message = ngettext(
                'a change record ("changetype: {change}") says what becomes different, not what is: it is not read; '
                "export the entries themselves",
                '{number:,} change records ("changetype: {change}") say what becomes different, not what is: they are not read; '
                "export the entries themselves",
                number,
            )
            self._fail(*first.place, message.format(number=number, change=shown(str(change))))

    def _fail(self, line: int, column: int, message: str) -> None:
        self.unreadable.append(Problem(self.path, line, column, message))

    def _note(self, place: tuple[int, int], message: str) -> None:
        self.notes.append(Problem(self.path, *place, message))


def _lines(content: bytes) -> Iterator[_Line]:
    """The lines that are meant: comments are gone, continued ones are one; an empty line is one between entries."""
    lines = [line.removesuffix(b"\r") for line in content.split(b"\n")]
    number = 0
    while number < len(lines):
        first = number
        parts = [lines[number]]
        number += 1
        if not lines[first].strip(b" \t"):
            yield _Line(first + 1, b"")
            continue
        while number < len(lines) and lines[number][:1] == b" " and not _separates(lines, number):
            parts.append(lines[number][1:])
            number += 1
        if parts[0][:1] != b"#":
            yield _Line(first + 1, parts[0] if len(parts) == 1 else b"".join(parts))


def _separates(lines: Sequence[bytes], number: int) -> bool:
    """Whether a line of blanks alone was meant to be empty: the next one begins an entry, or nothing follows."""
    if lines[number].strip(b" \t"):
        return False
    following = next((line for line in lines[number + 1 : number + 50] if line.strip(b" \t")), b"dn:")
    return following[:3].lower() == b"dn:"


def is_change(entry: Entry) -> bool:
    """Whether an entry is the record of a change; one that adds an entry is that entry."""
    return entry.change is not None and entry.change != "add"


def _is_like_ascii(encoding: str) -> bool:
    """Whether lines, names and colons are in an encoding what they are in ASCII: then it is that of the values alone."""
    try:
        return "dn: ".encode(encoding) == b"dn: "
    except (LookupError, ValueError):
        return False  # whoever decodes with it says what is wrong


def _looks_chinese(content: bytes) -> bool:
    """Whether bytes are GB18030: they can be, and most of those beyond ASCII stand in pairs."""
    return fits(content, "gb18030") and in_pairs(content)
