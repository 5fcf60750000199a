#!/usr/bin/env bash
# Guess: converters of HTML to text number lists as browsers do, at least where the number stands in the page: `start` of a list, `value` of an
#   item.
# Seen: html2text 2025.4.15 and markdownify 1.2.3 keep `start` and drop `value`; inscriptis 2.7.6 keeps `value` and drops `start`. `type="A"`
#   and `reversed` none of them knows. So a list of duties that an added line takes apart begins with 1 again, or a duty 4 becomes 2.
# Matters: "see duty 4" points to another duty, and two texts of one page differ in every number.
# Here: documents/html.py counts lists as browsers do; a test compares it with one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q html2text==2025.4.15 inscriptis==2.7.6 markdownify==1.2.3
"$folder/venv/bin/python" - <<'PYTHON'
import re
from importlib.metadata import version

import html2text
import inscriptis
import markdownify

CONVERTERS = {"html2text": html2text.html2text, "inscriptis": inscriptis.get_text, "markdownify": markdownify.markdownify}
ITEMS = "<li>负责销售计划</li><li>负责客户</li>"
FOURTH = ITEMS.replace("<li>", '<li value="4">', 1)
# what a browser shows, and what each converter does, in the order of CONVERTERS
CASES = {
    "start": (f'<ol start="3">{ITEMS}</ol>', "3 4", ["3 4", "1 2", "3 4"]),
    "value": (f"<ol>{FOURTH}</ol>", "4 5", ["1 2", "4 5", "1 2"]),
    "type": (f'<ol type="A">{ITEMS}</ol>', "A B", ["1 2"] * 3),
    "reversed": (f"<ol reversed>{ITEMS}</ol>", "2 1", ["1 2"] * 3),
}
print(*(f"{name} {version(name)}" for name in CONVERTERS), sep=", ")
for name, (page, browser, expected) in CASES.items():
    seen = [" ".join(re.findall(r"^\s*(\w+)\. ", convert(page), re.MULTILINE)) for convert in CONVERTERS.values()]
    print(f"{name}: a browser {browser}, the converters", seen)
    assert seen == expected, seen
PYTHON
