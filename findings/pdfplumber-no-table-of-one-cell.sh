#!/usr/bin/env bash
# Guess: a box with a text in it is a table of one cell, so that a form comes out whole wherever its rows fall on pages.
# Seen: pdfplumber 0.11.10 finds no table in a single box, and one as soon as a second cell touches it. The first row of a form, its name over the
#   whole width, is no table where the page ends below it; on the next page the rest is a table without it.
# Matters: the title of the form, or a long text in a box of its own, is a stray line before a table that lacks its first row.
# Here: documents/pdf/ takes cells, not tables, from pdfplumber's functions, and puts tables together over pages itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q pdfplumber==0.11.10 reportlab==5.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import pdfplumber
from reportlab.pdfgen import canvas

FORM = [["Job description"], ["Title", "Sales Manager"], ["Reports to", "Sales Director"]]


def printed(*pages):
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    for rows in pages:
        for down, row in enumerate(rows):
            width = 400 / len(row)
            for right, text in enumerate(row):
                page.rect(72 + right * width, 700 - 30 * down, width, 30)
                page.drawString(76 + right * width, 710 - 30 * down, text)
        page.showPage()
    page.save()
    return [each.extract_tables() for each in pdfplumber.open(stream).pages]


print("pdfplumber", version("pdfplumber"))
whole, apart = printed(FORM), printed(FORM[:1], FORM[1:])
print("on one page:", whole)
print("over two pages:", apart)
assert whole == [[[["Job description", None], *FORM[1:]]]]
assert apart == [[], [FORM[1:]]]
PYTHON
