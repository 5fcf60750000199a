#!/usr/bin/env bash
# Guess: a formula that nobody has computed yet has no value in the file, as openpyxl leaves it, and readers say that there is none.
# Seen: XlsxWriter 3.2.9 writes the value 0 for every formula; openpyxl 3.1.5 (data_only) and python-calamine 0.5.3 hand it on as a number.
#   Only fullCalcOnLoad="1" in xl/workbook.xml says that nothing was computed.
# Matters: a manager's number that is looked up by formula is 0 on every row, and 0 is how many systems write "nobody".
# Here: tables/workbook/xlsx.py takes such a 0 for a formula without its value, and says so; a value that was given is read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q openpyxl==3.1.5 XlsxWriter==3.2.9 python-calamine==0.5.3
"$folder/venv/bin/python" - <<'PYTHON'
import io
import zipfile
from importlib.metadata import version

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

stream = io.BytesIO()
book = xlsxwriter.Workbook(stream)
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["id", "manager"])
sheet.write_row(1, 0, [7, "E-1"])
sheet.write_formula(2, 1, "=VLOOKUP(7,A1:B2,2,FALSE)")
book.close()

by_openpyxl = openpyxl.load_workbook(stream, data_only=True).active["B3"].value
stream.seek(0)
by_calamine = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()[2][1]
with zipfile.ZipFile(stream) as package:
    told = 'fullCalcOnLoad="1"' in package.read("xl/workbook.xml").decode()
print("XlsxWriter", version("XlsxWriter"), "formula =VLOOKUP(…), shown by Excel as E-1")
print("openpyxl", version("openpyxl"), "reads", repr(by_openpyxl))
print("python-calamine", version("python-calamine"), "reads", repr(by_calamine))
print("fullCalcOnLoad:", told)
assert by_openpyxl == 0, by_openpyxl
assert by_calamine == 0, by_calamine
assert told
PYTHON
