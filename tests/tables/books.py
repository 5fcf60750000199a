"""Workbooks for tests: by openpyxl, by LibreOffice, and byte by byte where no program at hand writes them."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from orgrules.tables import workbook
from orgrules.tables.asked import Asked
from orgrules.tables.sheet import Sheet

#: The sheet of a workbook that openpyxl made last, in tests that look into its XML.
SHEET = "xl/worksheets/sheet1.xml"


def book(rows: Iterable[Iterable[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx of one sheet by openpyxl; ``change`` gets the sheet before it is saved."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "花名册"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(made)


def saved(made: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def rewritten(content: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A zip file of which some parts are changed as texts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part.decode()).encode() if name in changes else part)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def only(content: bytes, **options: Any) -> Sheet:
    """The first sheet of a workbook."""
    return workbook.read(content, "people.xlsx", Asked(**options))[0]


def texts(sheet: Sheet) -> list[list[str | None]]:
    return [list(row) for row in sheet.rows]


def told(problems: Iterable[Any]) -> list[tuple[int, int, str]]:
    """Problems without their path, which is the same for all."""
    return [(each.line, each.column, each.message) for each in problems]


def converted(content: bytes, formats: Iterable[str], folder: Path, source: str = "source.xlsx") -> dict[str, bytes]:
    """A workbook as LibreOffice writes it in other formats; the test is skipped where there is none."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (folder / source).write_bytes(content)
    result = {}
    for name in formats:
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", name]
        command += ["--outdir", str(folder / name), str(folder / source)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
        result[name] = (folder / name / f"source.{name}").read_bytes()
    return result


def xlsb(rows: Iterable[bytes], *, strings: Iterable[str] = (), styles: Iterable[str] = ("",), after: bytes = b"") -> bytes:
    """An .xlsb of one sheet, of records of rows and cells; ``styles`` are number formats."""
    relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relationships = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = f'<Relationship Id="{{}}" Type="{relationship}/{{}}" Target="{{}}"/>'
    formats = list(styles)
    written = [record(44, struct.pack("<H", 164 + index) + wide(code)) for index, code in enumerate(formats)]
    used = [record(47, struct.pack("<HH", 0, 164 + index) + bytes(12)) for index in range(len(formats))]
    return zipped(
        {
            "_rels/.rels": relationships.format(one.format("r1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("名单")),
            "xl/_rels/workbook.bin.rels": relationships.format(
                one.format("r1", "worksheet", "worksheets/sheet1.bin")
                + one.format("r2", "styles", "styles.bin")
                + one.format("r3", "sharedStrings", "sharedStrings.bin")
            ),
            "xl/styles.bin": b"".join([*written, record(617, bytes(4)), *used, record(618, b"")]),
            "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(text)) for text in strings),
            "xl/worksheets/sheet1.bin": b"".join(rows) + after,
        }
    )


def record(number: int, data: bytes) -> bytes:
    """A record of an .xlsb."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length, rest = b"", len(data)
    while True:
        length += bytes([rest & 0x7F | (0x80 if rest > 0x7F else 0)])
        rest >>= 7
        if not rest:
            return head + length + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(line: int, cells: Iterable[tuple[int, bytes]] = (), *, hidden: bool = False, style: int = 0) -> bytes:
    """A row of an .xlsb from 1 with its cells: the number of a record and what stands in it behind column and style."""
    head = struct.pack("<IIHBB", line - 1, 0, 300, 0, 0x10 if hidden else 0) + bytes(1)
    numbered = enumerate(cells)
    return record(0, head) + b"".join(record(kind, struct.pack("<II", column, style) + data) for column, (kind, data) in numbered)


def biff5(rows: Iterable[Iterable[str | float]], encoding: str, codepage: int) -> bytes:
    """An .xls as Excel 95 wrote it, without its OLE container: texts in the encoding of their country."""

    def part(number: int, data: bytes) -> bytes:
        return struct.pack("<HH", number, len(data)) + data

    cells = b""
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode(encoding)
                cells += part(0x204, struct.pack("<HHHH", line, column, 0, len(text)) + text)
            else:
                cells += part(0x203, struct.pack("<HHHd", line, column, 0, value))
    font = part(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\5Arial")
    style = part(0xE0, struct.pack("<HHHHHHHH", 0, 0, 1, 0x20, 0, 0, 0, 0))
    head = part(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + part(0x42, struct.pack("<H", codepage)) + font * 5 + style
    name = "名单".encode(encoding)
    start = len(head) + 4 + 7 + len(name) + 4
    head += part(0x85, struct.pack("<IHB", start, 0, len(name)) + name) + part(0x0A, b"")
    return head + part(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + cells + part(0x0A, b"")


def ole(streams: Mapping[str, bytes], *, ring: bool = False) -> bytes:
    """An OLE container; with ``ring`` the sectors of its last stream follow one another for ever."""
    last, free, table_of_sectors = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    table, sectors = [table_of_sectors], [b""]

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[start : start + 512].ljust(512, b"\0") for start in range(0, len(data), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), last])
        return first

    def entry(name: str, kind: int, start: int, size: int, *, right: int = free, child: int = free) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, free, right, child)
        return head + bytes(36) + struct.pack("<III", start, size, 0)

    entries = [entry("Root Entry", 5, last, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), 1):
        whole = data.ljust(4096, b"\0")
        entries.append(entry(name, 2, put(whole), len(whole), right=number + 1 if number < len(streams) else free))
    if ring:
        table[-1] = len(table) - 2
    directory = put(b"".join(entries).ljust(512, b"\0"))
    sectors[0] = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, directory, 0, 4096, last, 0, last, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + b"".join(sectors)


#: A sheet as Excel 2003 and the systems of its time write it in XML.
XML_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal"><Alignment ss:Vertical="Center"/></Style>
  <Style ss:ID="s21"><NumberFormat ss:Format="00000"/></Style>
  <Style ss:ID="s22"><NumberFormat ss:Format="Short Date"/></Style>
  <Style ss:ID="s23"><NumberFormat ss:Format="Percent"/></Style>
  <Style ss:ID="s24"><NumberFormat ss:Format="h:mm"/></Style>
 </Styles>
 <Worksheet ss:Name="花名册">
  <Table ss:ExpandedColumnCount="7" ss:ExpandedRowCount="7">
   <Column ss:Index="2" ss:Hidden="1" ss:Width="60"/>
   <Row>
    <Cell ss:MergeAcross="2"><Data ss:Type="String">名单</Data></Cell>
    <Cell><Data ss:Type="String">右</Data></Cell>
   </Row>
   <Row ss:Index="3">
    <Cell ss:StyleID="s21"><Data ss:Type="Number">7</Data></Cell>
    <Cell><Data ss:Type="String">李 &amp; 雷&#10;二行</Data><Comment ss:Author="a"><Data>note</Data></Comment></Cell>
    <Cell ss:MergeDown="1"><Data ss:Type="String">销售部</Data></Cell>
    <Cell ss:Index="5" ss:StyleID="s22"><Data ss:Type="DateTime">2026-01-31T00:00:00.000</Data></Cell>
    <Cell ss:StyleID="s23"><Data ss:Type="Number">0.5</Data></Cell>
    <Cell ss:StyleID="s24"><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell>
   </Row>
   <Row ss:Hidden="1">
    <Cell><Data ss:Type="Number">8.0</Data></Cell>
    <Cell ss:Formula="=NA()"><Data ss:Type="Error">#N/A</Data></Cell>
    <Cell ss:Index="4"><Data ss:Type="Boolean">1</Data></Cell>
    <Cell ss:Formula="=R1C1"></Cell>
   </Row>
  </Table>
 </Worksheet>
 <Worksheet ss:Name="旧">
  <Table><Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>体</ss:Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
 </Worksheet>
</Workbook>
"""
