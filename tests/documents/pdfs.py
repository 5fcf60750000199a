"""PDF files for tests: small ones written here, byte by byte, and those that LibreOffice and Chromium make."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from orgrules.documents import pdf
from orgrules.documents.model import Block, Table
from tests.documents.books.programs import writer

#: A picture of one grey point, which a page may draw as large as it likes.
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /Im Do Q\n"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


class Writer:
    """Writes pages; Latin text is in Courier, where each character is 0.6 of its size wide, other text has square characters."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def text(self, x: float, y: float, text: str, size: float = 10, *, is_bold: bool = False, before: str = "") -> str:
        """A line of text whose left end is x, y from the bottom left corner of the page."""
        parts: list[tuple[bool, str]] = []
        for letter in text:
            is_latin = letter.isascii()
            if not parts or parts[-1][0] != is_latin:
                parts.append((is_latin, ""))
            parts[-1] = is_latin, parts[-1][1] + letter
        shown = []
        for is_latin, part in parts:
            font = ("B" if is_bold else "L") if is_latin else "W"
            codes = part.encode() if is_latin else bytes(self._codes.setdefault(each, 33 + len(self._codes)) for each in part)
            shown.append(f"/{font} {size} Tf <{codes.hex()}> Tj ")
        return f"BT {before} {x} {y} Td {''.join(shown)}ET\n"

    def write(
        self,
        pages: Iterable[str],
        *,
        page: str = "",
        objects: Mapping[int, bytes] | None = None,
        password: str | None = None,
    ) -> bytes:
        """The file of pages, each with ``page`` in its dictionary; encrypted where there is a password, even an empty one."""
        wide = "\n".join(f"<{code:02X}> <{each.encode('utf-16-be').hex()}>" for each, code in self._codes.items())
        to_unicode = f"1 begincodespacerange <00> <FF> endcodespacerange {len(self._codes)} beginbfchar {wide} endbfchar".encode()
        widths = " ".join(["1000"] * 223)
        found = {
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
            4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >>",
            5: _PICTURE,
            6: f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 33 /LastChar 255 /Widths [{widths}] "
            f"/ToUnicode 7 0 R >>".encode(),
            7: _stream(to_unicode),
            **(objects or {}),
        }
        kids = []
        for number, content in enumerate(pages):
            kids.append(100 + 2 * number)
            found[kids[-1]] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /L 3 0 R /B 4 0 R /W 6 0 R >> "
                f"/XObject << /Im 5 0 R >> >> /Contents {kids[-1] + 1} 0 R {page} >>"
            ).encode()
            found[kids[-1] + 1] = content.encode()
        found.setdefault(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        found[2] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
        trailer, key = "", b""
        if password is not None:
            trailer, key = _encryption(password)
        contents = {kid + 1 for kid in kids}
        body = b"%PDF-1.4\n"
        places = {}
        for number in sorted(found):
            places[number] = len(body)
            written = found[number]
            if number in contents:
                written = _stream(_rc4(hashlib.md5(key + bytes([number, 0, 0, 0, 0])).digest()[:10], written) if key else written)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
        start = len(body)
        last = max(found) + 1
        body += b"xref\n0 %d\n0000000000 65535 f \n" % last
        for number in range(1, last):
            body += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        return body + f"trailer\n<< /Size {last} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _encryption(password: str) -> tuple[str, bytes]:
    """What a trailer says of encryption with a key of 40 bits, and the key (PDF 1.7, algorithms 2 to 4)."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    rights = -44
    name = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + (rights & 0xFFFFFFFF).to_bytes(4, "little") + name).digest()[:5]
    user = _rc4(key, _PADDING)
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {rights} >>"
    return f"{encrypt} /ID [<{name.hex()}> <{name.hex()}>]", key


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    result = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        result.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(result)


def box(left: float, bottom: float, right: float, top: float) -> str:
    """A drawn rectangle, as around a cell."""
    return f"{left} {bottom} {right - left} {top - bottom} re S\n"


def blocks(content: bytes) -> tuple[Block, ...]:
    return pdf.read("book.pdf", content).blocks


def said(found: Iterable[Block]) -> list[object]:
    """Blocks as plain values: a paragraph its text, a table its rows, a cell its texts, with its span where it has one."""
    result: list[object] = []
    for block in found:
        if isinstance(block, Table):
            rows = []
            for row in block.rows:
                cells: list[object] = []
                for cell in row:
                    texts = said(cell.blocks)
                    value = texts[0] if len(texts) == 1 else texts or ""
                    cells.append(value if cell.rows == cell.columns == 1 else (value, cell.rows, cell.columns))
                rows.append(cells)
            result.append(rows)
        else:
            result.append(block.text)
    return result


def by_office(sources: Iterable[Path], folder: Path) -> dict[str, bytes]:
    """Documents as LibreOffice prints them, by their names without ending; the test is skipped where there is none."""
    program = writer()
    sources = list(sources)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder / "printed"), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return {source.stem: (folder / "printed" / f"{source.stem}.pdf").read_bytes() for source in sources}


def by_browser(page: str, folder: Path) -> bytes:
    """A page as Chromium prints it, with its date, title and page numbers; the test is skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={folder / 'chromium'}",
    ]
    subprocess.run([*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=300)
    return target.read_bytes()
