#!/usr/bin/env bash
# Guess: what was chosen in a drop-down list of a Word form is in the text that readers give, since Word shows and prints it.
# Seen: of the older form fields (FORMDROPDOWN) python-docx 1.2.0, mammoth 1.13.0 and docx2txt 0.9 give nothing: "Grade: " and no word more,
#   and mammoth, which reads the tick box of the same form and warns of what it leaves out elsewhere, warns of nothing. The file holds only
#   the number of the entry, beside all entries; docx2python 3.7.1 looks it up.
# Matters: grade, department, full or part time are what forms offer as lists: a filled form reads as one that nobody filled.
# Here: documents/word/fields.py looks the chosen entry up, and the ticks of boxes.
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


def field(name, instruction, data):
    """A form field as Word writes it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/>{data}'
        f'</w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(label, content):
    return f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">{label}</w:t></w:r>{content}</w:p>'


grades = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="M2"/><w:listEntry w:val="M3"/><w:listEntry w:val="M4"/></w:ddList>'
ticked = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'
document = docx.Document()
for each in (
    paragraph("Grade: ", field("Grade", "FORMDROPDOWN", grades)),
    paragraph("Full time: ", field("Full", "FORMCHECKBOX", ticked)),
):
    document.element.body.insert(-1, parse_xml(each))
stream = io.BytesIO()
document.save(stream)

by_mammoth = mammoth.convert_to_html(stream)
with docx2python(stream) as content:
    texts = {
        "python-docx": "\n".join(each.text for each in docx.Document(stream).paragraphs),
        "mammoth": by_mammoth.value,
        "docx2txt": docx2txt.process(stream),
        "docx2python": content.text,
    }
for name, text in texts.items():
    print(name, version(name), repr(text))
print("mammoth's warnings:", by_mammoth.messages)
assert [name for name, text in texts.items() if "M3" in text] == ["docx2python"]
assert by_mammoth.value == '<p>Grade: </p><p>Full time: <input checked="checked" type="checkbox" /></p>', by_mammoth.value
assert by_mammoth.messages == []
PYTHON
