#!/usr/bin/env bash
# Guess: openpyxl writes a whole number of 18 digits (a Chinese identity card, an id of a system) with all of them, or refuses it.
# Seen: openpyxl 3.1.5: 110101199003071517 is written as 1.101011990030715e+17; two ids that differ in their last digits become one. XlsxWriter
#   3.2.9 does the same. Neither warns, and reading the file back with openpyxl shows the loss to nobody who does not compare.
# Matters: to whoever exports ids as numbers, and to whoever looks persons up by them.
# Here: tables/workbook/grid.py tells of each number of more than 15 digits whose last ones are not written out; texts are never touched.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q openpyxl==3.1.5 XlsxWriter==3.2.9
"$folder/venv/bin/python" - <<'PYTHON'
import io
import re
import warnings
import zipfile
from importlib.metadata import version

import openpyxl
import xlsxwriter

warnings.simplefilter("error")
IDS = [110101199003071517, 110101199003071519]


def written(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return re.findall(r"<v>([^<]*)</v>", package.read("xl/worksheets/sheet1.xml").decode())


stream = io.BytesIO()
book = openpyxl.Workbook()
book.active.append(IDS)
book.save(stream)
by_openpyxl = written(stream.getvalue())
back = [cell.value for cell in openpyxl.load_workbook(stream).active[1]]

stream = io.BytesIO()
book = xlsxwriter.Workbook(stream)
book.add_worksheet().write_row(0, 0, IDS)
book.close()
by_xlsxwriter = written(stream.getvalue())

print("openpyxl", version("openpyxl"), by_openpyxl, "read back:", back)
print("XlsxWriter", version("XlsxWriter"), by_xlsxwriter)
assert by_openpyxl == ["1.101011990030715e+17"] * 2, by_openpyxl
assert back[0] == back[1] != IDS[0], back
assert by_xlsxwriter == ["1.101011990030715E+17"] * 2, by_xlsxwriter
PYTHON
