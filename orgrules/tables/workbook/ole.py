"""The streams of an OLE container ([MS-CFB]), in which an .xls is; xlrd would follow a chain that is a ring for ever."""

from __future__ import annotations

import struct
from array import array

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Numbers of sectors from here on say what is in none: the end of a chain, a free one.
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_HEADER = 512
_STREAM = 2


class Container:
    """The streams that stand at the top of a container, by their names in lower case.

    Raises:
        ValueError: for what is damaged, also when a stream is read.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER:
            raise ValueError("no header")
        self._content = content
        shift, short_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or short_shift != 6:
            raise ValueError(f"sectors of 2^{shift} bytes")
        self._size = 1 << shift
        _tables, directory, _version, self._shortest, short, _count, further, _further = struct.unpack_from("<8I", content, 44)
        self._table = self._sectors_of_table(further)
        entries = self._chain(directory)
        self._entries = [entries[start : start + 128] for start in range(0, len(entries) - 127, 128)]
        if not self._entries:
            raise ValueError("no directory")
        self._short_table = _numbers(self._chain(short)) if short < _LAST_SECTOR else array("I")
        start, size = struct.unpack_from("<II", self._entries[0], 116)
        self._short = self._chain(start)[:size] if start < _LAST_SECTOR else b""
        self.streams = self._listed()

    def read(self, name: str) -> bytes:
        """A stream, whole."""
        start, size = self.streams[name]
        if size >= self._shortest:
            return self._chain(start)[:size]
        places = _follow(self._short_table, start)
        return b"".join(self._short[place << 6 : (place + 1) << 6] for place in places)[:size]

    def _sectors_of_table(self, further: int) -> array[int]:
        """The table that says of each sector which follows it; where its own sectors are stands in the header and beyond."""
        sectors = [sector for sector in struct.unpack_from("<109I", self._content, 76) if sector < _LAST_SECTOR]
        seen = set()
        while further < _LAST_SECTOR:
            if further in seen:
                raise ValueError("a chain is a ring")
            seen.add(further)
            *numbers, further = _numbers(self._sector(further)) or [_NO_ENTRY]
            sectors += [sector for sector in numbers if sector < _LAST_SECTOR]
        if len(sectors) > len(self._content) // self._size:
            raise ValueError("more sectors than there are")
        return _numbers(b"".join(map(self._sector, sectors)))

    def _sector(self, number: int) -> bytes:
        # the header takes one sector, however long these are
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _follow(self._table, start)))

    def _listed(self) -> dict[str, tuple[int, int]]:
        """The streams below the root, which has them in a tree of siblings; those of embedded objects are deeper."""
        streams: dict[str, tuple[int, int]] = {}
        (top,) = struct.unpack_from("<I", self._entries[0], 76)
        waiting, seen = [top], {_NO_ENTRY}
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            length, kind = struct.unpack_from("<HB", entry, 64)
            if kind == _STREAM:
                name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", entry, 116)
                streams[name.lower()] = (start, size)
            waiting += struct.unpack_from("<II", entry, 68)
        return streams


def _follow(table: array[int], start: int) -> list[int]:
    """The sectors of a chain."""
    found: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(table) or len(found) >= len(table):
            raise ValueError("a chain of sectors that does not end")
        found.append(start)
        start = table[start]
    return found


def _numbers(data: bytes) -> array[int]:
    return array("I", struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
