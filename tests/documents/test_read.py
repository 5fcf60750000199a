"""The front door: which reader takes a file, and what is said of files that none takes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from orgrules.documents.limits import LIMITS
from orgrules.documents.model import Place
from orgrules.documents.read import open_document, read
from orgrules.errors import SourceError
from orgrules.locale import speaking
from tests.documents.blocks import all_said
from tests.helpers import ROOT


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        (Place("a.pdf", page=3, line=12), "page 3, line 12", "第3页第12行"),
        (
            Place("a.pdf", page=1, table=2, row=5, column=4, line=1),
            "page 1, table 2, row 5, column 4, line 1",
            "第1页第2个表格第5行第4列第1行",
        ),
        (
            Place("a.docx", table=1, row=4, column=2, paragraph=1),
            "table 1, row 4, column 2, paragraph 1",
            "第1个表格第4行第2列第1段",
        ),
        # row and line are one word in Chinese
        (
            Place("a.md", table=1, row=4, column=2, line=10),
            "table 1, row 4, column 2, line 10",
            "第1个表格第4行第2列，文件第10行",
        ),
        (Place("a.txt"), "", ""),
    ],
)
def test_a_place_is_told_as_people_tell_it(place: Place, en: str, zh: str) -> None:
    assert str(place) == en
    with speaking("zh"):
        assert str(place) == zh


def _zip(*names: str, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "x")
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        ("a.txt", b"1. x", "txt"),
        ("a", b"x", "txt"),
        ("a.MD", b"# x", "markdown"),
        ("a.markdown", b"<div>x</div>", "markdown"),
        ("a.htm", b"x", "html"),
        ("a.doc", b"\xef\xbb\xbf\r\n<html><p>x", "html"),
        ("-", b"<!-- c --><!DOCTYPE HTML><p>x", "html"),
        ("a.txt", b'<?xml version="1.0"?><html xmlns="x"><p>x</p></html>', "html"),
        ("a", "<html><p>x".encode("utf-16"), "html"),
        ("a.txt", b"PKU graduates: x", "txt"),
        ("a.txt", b"the first bytes of a PDF are %PDF-", "txt"),
        ("a.txt", "岗位".encode("utf-16"), "txt"),
        ("a.txt", b"<x> is less than a tag", "txt"),
    ],
)
def test_the_bytes_tell_the_format_and_then_the_name(path: str, content: bytes, kind: str) -> None:
    assert read(path, content).kind == kind


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t", "the file is empty"),
        (b"\xff\xfe", "the file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), r"Word 97-2003 \(.doc\); save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"{\\rtf1 x}", "save it as .docx"),
        (_zip("xl/workbook.xml"), "this is a workbook"),
        (_zip("ppt/presentation.xml"), "save what they say as .docx"),
        (_zip(mimetype="application/vnd.oasis.opendocument.text"), r"OpenDocument text \(.odt\); save it as .docx"),
        (_zip("a.txt"), "a zip file that holds no document; unpack it"),
        (b"PK\3\4broken", "damaged"),
        (b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">', "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is a picture; have its text recognized"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "this is a picture"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (b"From: <Saved by Blink>\r\n", "web archive"),
        (b"Rar!\x1a\x07", "this is an archive; unpack it"),
        (b"%!PS-Adobe", "save it as .pdf"),
        (b"\x7fELF\2\1\1", "this is no document; a .docx, .pdf, .html, .md or .txt file is expected"),
        (bytes(range(256)), "this is no document"),
        (b"x\0y" * 10 + b"abcdefgh" * 9, "this is no document"),
        ("岗位职责".encode("utf-16-le"), "try --encoding"),
    ],
)
def test_what_is_not_read_is_named_with_what_helps(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        read("a.docx", content)
    assert all(problem.path == "a.docx" for problem in refused.value.problems)


@pytest.mark.parametrize("name", ["design.yaml", "Design.YML", "people.csv", "people.json"])
def test_a_design_or_a_table_is_no_document(name: str) -> None:
    with pytest.raises(SourceError, match="this is no document but a design or a table; orgrules check reads it"):
        read(name, b"positions:\n  - title: General manager\n    duties: [Plan]\n")


def test_a_pdf_by_its_name_alone_is_none() -> None:
    with pytest.raises(SourceError, match="this is no PDF file, whatever its name says"):
        read("a.pdf", b"x")


def test_files_are_opened_or_it_is_said_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("岗位：经理\n", "gb18030")
    assert all_said(open_document(str(file)).blocks) == ["1: 岗位：经理"]
    assert open_document(str(file), "gb18030").notes == ()
    with pytest.raises(SourceError, match="cannot be read: no such file or directory"):
        open_document(str(tmp_path / "missing.txt"))
    with pytest.raises(SourceError, match="cannot be read: is a directory"):
        open_document(str(tmp_path))
    with pytest.raises(SourceError, match="cannot be read: "):
        open_document("a\0b")
    big = tmp_path / "big.txt"
    with big.open("wb") as sparse:
        sparse.truncate(LIMITS.bytes + 1)
    with pytest.raises(SourceError, match="134,217,729 bytes; at most 134,217,728 are read of a document"):
        open_document(str(big))
    with pytest.raises(SourceError, match="at most 16,777,216 are read of a document"):
        read("a.txt", b"x" * (LIMITS.text_bytes + 1))


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("<p>岗位".encode()), "ascii"))
    document = open_document("-")
    assert (document.path, all_said(document.blocks)) == ("<stdin>", ["1: 岗位"])
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SourceError, match="<stdin>: cannot be read: it is closed"):
        open_document("-")


@pytest.mark.parametrize(("library", "path", "kind"), [("lxml", "a.html", "HTML"), ("markdown_it", "a.md", "Markdown")])
def test_a_library_that_is_missing_is_one_line(library: str, path: str, kind: str) -> None:
    script = f"""
import sys
sys.modules[{library!r}] = None
from orgrules.documents.read import read
from orgrules.errors import SourceError
assert read("a.txt", b"x").kind == "txt"
try:
    read({path!r}, b"<p>x")
except SourceError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    library = library.replace("markdown_it", "markdown-it-py")
    expected = f'{path}: {kind} files are read by {library}, which is not installed; pip install "orgrules[documents]"\n'
    assert done.stdout == expected
