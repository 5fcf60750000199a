"""A zip file with other contents in some of its parts: all other parts are copied as they are, not unpacked and packed again."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

# the ends of a zip file and of its directory, one entry of it, and the header before a part (APPNOTE.TXT, section 4.3)
_END = struct.Struct("<4sHHHHIIH")
_ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_ZIP64_LOCATOR = b"PK\x06\x07"
_DESCRIPTOR_FOLLOWS = 8
_DEFLATED, _STORED = 8, 0
#: What says that a number stands in a field for large files.
_LARGE = 0xFFFFFFFF


class ZipError(Exception):
    """A zip file is written in a way in which no part can be replaced: it is a very large one, or something stands around it."""


def replaced(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A zip file with other contents in some parts, by their names in whatever case; their dates stay.

    Raises:
        ZipError: none can be replaced, or one of the names is not there or there twice.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
        directory = package.start_dir
    end = content.rfind(b"PK\x05\x06")
    said = _END.unpack_from(content, end)
    if said[6] != directory or _ZIP64_LOCATOR in content[directory:end] or end + _END.size + said[7] != len(content):
        raise ZipError
    wanted = {_name(name): new for name, new in parts.items()}
    names = [_name(entry.filename) for entry in entries]
    if any(names.count(name) != 1 for name in wanted):
        raise ZipError

    pieces: list[bytes] = [content[: entries[0].header_offset]] if entries else []
    places: dict[int, tuple[int, tuple[int, int, int] | None]] = {}  # by the old place of a part: the new one, checksum and sizes
    at = len(b"".join(pieces))
    for number, entry in enumerate(entries):
        stop = entries[number + 1].header_offset if number + 1 < len(entries) else directory
        piece, sizes = content[entry.header_offset : stop], None
        if names[number] in wanted:
            piece, sizes = _record(piece, wanted[names[number]])
        places[entry.header_offset] = at, sizes
        pieces.append(piece)
        at += len(piece)
    listed = _directory(content[directory:end], places)
    tail = _END.pack(*said[:6], at, said[7]) + content[end + _END.size :]
    return b"".join([*pieces, listed, tail])


def _record(old: bytes, new: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """A part with its header, and what the directory says of it: its checksum, its size when packed, its size."""
    mark, version, flags, method, time, date, _crc, _packed, _size, name_length, extra_length = _HEADER.unpack_from(old)
    if method not in (_STORED, _DEFLATED) or len(new) >= _LARGE:
        raise ZipError
    name = old[_HEADER.size : _HEADER.size + name_length]
    extra = _without_sizes(old[_HEADER.size + name_length : _HEADER.size + name_length + extra_length])
    packed = new
    if method == _DEFLATED:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = packer.compress(new) + packer.flush()
    sizes = (zlib.crc32(new), len(packed), len(new))
    header = _HEADER.pack(mark, version, flags & ~_DESCRIPTOR_FOLLOWS, method, time, date, *sizes, len(name), len(extra))
    return header + name + extra + packed, sizes


def _without_sizes(extra: bytes) -> bytes:
    """The further fields of a header without that of the sizes of large files: they are those of the old part."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept + extra[at:]


def _directory(old: bytes, places: Mapping[int, tuple[int, tuple[int, int, int] | None]]) -> bytes:
    """The directory with the new places of all parts, and the new sizes of those that were replaced."""
    pieces, at = [], 0
    while at < len(old):
        fields = list(_ENTRY.unpack_from(old, at))
        if fields[0] != b"PK\x01\x02" or fields[16] not in places:
            raise ZipError
        length = _ENTRY.size + sum(fields[10:13])
        behind = old[at + _ENTRY.size : at + length]
        fields[16], sizes = places[fields[16]]
        if sizes is not None:
            name, rest = behind[: fields[10]], behind[fields[10] + fields[11] :]
            extra = _without_sizes(behind[fields[10] : fields[10] + fields[11]])
            fields[3] &= ~_DESCRIPTOR_FOLLOWS
            fields[7:10] = sizes
            fields[11] = len(extra)
            behind = name + extra + rest
        elif _LARGE in fields[8:10]:
            raise ZipError
        pieces += [_ENTRY.pack(*fields), behind]
        at += length
    return b"".join(pieces)


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
