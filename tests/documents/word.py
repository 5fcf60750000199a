"""Word files for tests: small ones of raw XML, those that python-docx makes, and those that LibreOffice writes."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from orgrules.documents.docx import read
from orgrules.documents.model import Block, Document, Paragraph
from tests.documents.books.programs import writer

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_RELATIONSHIPS = f"{_TRANSITIONAL}officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": f"{_TRANSITIONAL}wordprocessingml/2006/main",
        "m": f"{_TRANSITIONAL}officeDocument/2006/math",
        "mc": f"{_TRANSITIONAL}markup-compatibility/2006",
        "a": f"{_TRANSITIONAL}drawingml/2006/main",
        "pic": f"{_TRANSITIONAL}drawingml/2006/picture",
        "c": f"{_TRANSITIONAL}drawingml/2006/chart",
        "dgm": f"{_TRANSITIONAL}drawingml/2006/diagram",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_STRICT = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    f"{_TRANSITIONAL}officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
    f"{_TRANSITIONAL}drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}


#: What LibreOffice calls the formats of which it has several.
_FILTERS = {"txt": "txt:Text (encoded):UTF8", "docx": "docx:MS Word 2007 XML", "xml": "xml:MS Word 2003 XML"}


def parts(body: str, **others: str) -> dict[str, bytes]:
    """The parts of a small Word file; ``others`` are the insides of styles, numbering, footnotes, header …"""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for kind in ("document.main", *others)
    ).replace("/word/document.main.xml", "/word/document.xml")
    made = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TRANSITIONAL}package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in others}),
    }
    for kind, inside in others.items():
        made[f"word/{kind}.xml"] = f"<w:{roots[kind]} {NAMESPACES}>{inside}</w:{roots[kind]}>"
    return {name: text.encode() for name, text in made.items()}


def word(body: str, **others: str) -> bytes:
    """A small Word file of this body."""
    return zipped(parts(body, **others))


def zipped(those: Mapping[str, bytes]) -> bytes:
    """A zip file of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in those.items():
            package.writestr(name, content)
    return stream.getvalue()


def strict(content: bytes) -> bytes:
    """A Word file in the Strict edition of the format."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        those = {name: package.read(name) for name in package.namelist()}
    for old, new in _STRICT.items():
        those = {name: part.replace(old.encode(), new.encode()) for name, part in those.items()}
    return zipped(those)


def saved(document: Any) -> bytes:
    """What python-docx saves."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def converted(files: Mapping[str, bytes], folder: Path, target: str = "docx") -> list[bytes]:
    """Files as LibreOffice writes them in another format, all at once; the test is skipped where there is none."""
    program = writer()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    if any(name.endswith(".html") for name in files):
        command.append("--writer")  # what is HTML is otherwise a page of the web, which has no .docx
    command += [
        "--convert-to",
        _FILTERS.get(target, target),
        "--outdir",
        str(folder / target),
        *map(str, map(folder.joinpath, files)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return [(folder / target / f"{Path(name).stem}.{target}").read_bytes() for name in files]


def document(content: bytes) -> Document:
    """What is read of a Word file."""
    return read("handbook.docx", content)


def shown(blocks: Iterable[Block], indent: str = "") -> list[str]:
    """Blocks as lines: the paragraph's place, what it is, its number and text; cells with the rows and columns that they take."""
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            kinds = [f"h{block.heading}" * bool(block.heading), f"l{block.level}" * bool(block.level), "bold" * block.is_bold]
            lines.append(f"{indent}{block.place.paragraph}: " + " ".join(filter(None, [*kinds, block.number, block.text])))
            continue
        lines.append(f"{indent}table {block.place.table}")
        for row in block.rows:
            for cell in row:
                size = f" {cell.rows}x{cell.columns}" if (cell.rows, cell.columns) != (1, 1) else ""
                lines.append(f"{indent}- {cell.row},{cell.column}{size}{' header' * cell.is_header}")
                lines += shown(cell.blocks, indent + "  ")
    return lines


def texts(content: bytes) -> list[str]:
    """The paragraphs outside of tables, with their numbers."""
    return [f"{block.number} {block.text}".strip() for block in document(content).blocks if isinstance(block, Paragraph)]


def notes(content: bytes) -> list[str]:
    """What is noted."""
    return [note.text for note in document(content).notes]


def p(*runs: str, style: str = "", numbered: tuple[int, int] | None = None, mark: str = "", more: str = "") -> str:
    """A paragraph of runs in XML, or of plain texts; ``numbered`` is list and level; ``mark`` are the properties of its end."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*blocks: str, span: int = 1, merge: str = "", more: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue``."""
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}{more}</w:tcPr>{inside}</w:tc>'


def tr(*cells: str, more: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table; ``widths`` are those of the columns of its grid."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(code: str, result: str = "", begin: str = "") -> str:
    """A field with its code and what it shows; ``begin`` is what stands where it begins."""
    one = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    shown_result = one.format("separate", "") + result if result else ""
    return one.format("begin", begin) + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + shown_result + one.format("end", "")


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>') -> str:
    """The inside of a numbering part with one definition."""
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>{nums}'


def lvl(index: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _relations(those: Mapping[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(those.items())
    )
    return f'<Relationships xmlns="{_TRANSITIONAL}package/2006/relationships">{each}</Relationships>'
