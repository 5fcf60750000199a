#!/usr/bin/env bash
# Guess: a hyphen at the end of a line of a PDF is in the text as a hyphen before the line's end, as other readers give it.
# Seen: pypdfium2 5.15.2: hyphen and line end together become one character that is none: U+FFFE by `get_text_range`, U+0002 by
#   `get_text_bounded` of the same page. "SALES-" and "0042" become one word, "full-" and "time" another; a hyphen in the last line
#   stays. pdfplumber 0.11.10 and pypdf 7.1.1 give "-" and the line end.
# Matters: ids and words that a line breaks are found by no search, U+0002 is refused by XML, and deleting it makes SALES0042 of SALES-0042.
# Here: documents/pdf/pages.py takes it for a hyphen, and paragraphs.py tells by the words of the document whether it was typed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pypdfium2==5.15.2 pdfplumber==0.11.10 pypdf==7.1.1 reportlab==5.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen import canvas

stream = io.BytesIO()
page = canvas.Canvas(stream)
for number, line in enumerate(["Reports to the position SALES-", "0042 of the region, full-", "time, at grade M3-"]):
    page.drawString(72, 800 - 14 * number, line)
page.save()

text = pypdfium2.PdfDocument(stream.getvalue())[0].get_textpage()
by_range, by_place = text.get_text_range(), text.get_text_bounded()
by_pdfplumber = pdfplumber.open(stream).pages[0].extract_text()
by_pypdf = pypdf.PdfReader(stream).pages[0].extract_text()
print("pypdfium2", version("pypdfium2"), ascii(by_range), ascii(by_place))
print("pdfplumber", version("pdfplumber"), ascii(by_pdfplumber))
print("pypdf", version("pypdf"), ascii(by_pypdf))
joined = "Reports to the position SALES{0}0042 of the region, full{0}time, at grade M3-"
assert by_range == joined.format("\ufffe"), ascii(by_range)
assert by_place == joined.format("\x02"), ascii(by_place)
assert by_pdfplumber == by_pypdf.rstrip("\n") == joined.format("-\n"), (by_pdfplumber, by_pypdf)
PYTHON
