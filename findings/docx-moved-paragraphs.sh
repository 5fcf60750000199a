#!/usr/bin/env bash
# Guess: a paragraph that was moved with changes tracked is read as deletions and insertions are: once, at its new place.
# Seen: docx2python 3.7.1 and docx2txt 0.9 leave deleted text out and show a moved paragraph twice, at its old place and at its new one;
#   python-docx 1.2.0 shows it nowhere; mammoth 1.13.0 once. Word writes what was moved away as ordinary text (w:t) within w:moveFrom, and
#   only what was deleted as w:delText.
# Matters: a job description that was revised by moving a duty up has it twice, or not at all, by the reader alone.
# Here: documents/word/text.py takes a moved paragraph where it was moved to, and notes that the document tracks changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q python-docx==1.2.0 docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

DUTY = "Approves orders"
BY = 'w:author="HR" w:date="2026-03-02T09:00:00Z"'


def read(*paragraphs):
    """How often each reader shows the duty."""
    document = docx.Document()
    for each in paragraphs:
        document.element.body.insert(-1, parse_xml(each.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    stream = io.BytesIO()
    document.save(stream)
    with docx2python(stream) as by_docx2python:
        texts = {
            "python-docx": "\n".join(paragraph.text for paragraph in docx.Document(stream).paragraphs),
            "mammoth": mammoth.extract_raw_text(stream).value,
            "docx2python": by_docx2python.text,
            "docx2txt": docx2txt.process(stream),
        }
    assert all("Plans sales" in text for text in texts.values()), texts
    return {name: text.count(DUTY) for name, text in texts.items()}


def paragraph(kind, number, text, marks=("", "")):
    return (
        f'<w:p><w:pPr><w:rPr><w:{kind} w:id="{number}" {BY}/></w:rPr></w:pPr>{marks[0]}'
        f'<w:{kind} w:id="{number + 1}" {BY}><w:r>{text}</w:r></w:{kind}>{marks[1]}</w:p>'
    )


def marks(kind, number):
    start = f'<w:{kind}RangeStart w:id="{number}" {BY} w:name="move1"/>'
    return start, f'<w:{kind}RangeEnd w:id="{number}"/>'


between = "<w:p><w:r><w:t>Plans sales</w:t></w:r></w:p>"
text = f"<w:t>{DUTY}</w:t>"
deleted = read(paragraph("del", 10, f"<w:delText>{DUTY}</w:delText>"), between)
moved = read(
    paragraph("moveFrom", 10, text, marks("moveFrom", 12)), between, paragraph("moveTo", 20, text, marks("moveTo", 22))
)
for name in moved:
    print(name, version(name), "deleted:", deleted[name], "moved:", moved[name])
assert set(deleted.values()) == {0}, deleted
assert moved == {"python-docx": 0, "mammoth": 1, "docx2python": 2, "docx2txt": 2}, moved
PYTHON
