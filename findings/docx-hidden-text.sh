#!/usr/bin/env bash
# Guess: text that is formatted as hidden, which Word neither shows nor prints, is left out by readers that look at formatting, or marked.
# Seen: python-docx 1.2.0, mammoth 1.13.0 (HTML too), docx2python 3.7.1 and docx2txt 0.9 give it like any text; mammoth, which keeps
#   bold and italic and warns of much that it leaves out, says nothing of it. Only python-docx can be asked, run by run (`font.hidden`), and
#   a paragraph style that hides is not in its answer.
# Matters: templates of job descriptions hide what they tell their writers ("at most seven duties"); it becomes a duty.
# Here: documents/word/ leaves hidden text out, and says so with its words.
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
from docx.enum.style import WD_STYLE_TYPE
from docx2python import docx2python

HINTS = ["at most seven duties", "begin with a verb"]
document = docx.Document()
document.styles.add_style("Guidance", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
paragraph = document.add_paragraph("Duties ")
paragraph.add_run(HINTS[0]).font.hidden = True
document.add_paragraph(HINTS[1], style="Guidance")
document.add_paragraph("Plans sales")
stream = io.BytesIO()
document.save(stream)

again = docx.Document(stream)
by_mammoth = mammoth.convert_to_html(stream)
with docx2python(stream, html=True) as content:
    texts = {
        "python-docx": "\n".join(each.text for each in again.paragraphs),
        "mammoth": by_mammoth.value,
        "docx2python": content.text,
        "docx2txt": docx2txt.process(stream),
    }
for name, text in texts.items():
    print(name, version(name), repr(text))
    assert all(hint in text for hint in HINTS), (name, text)
print("mammoth's warnings:", by_mammoth.messages)
assert not any("vanish" in each.message for each in by_mammoth.messages), by_mammoth.messages
hidden = [run.font.hidden for each in again.paragraphs for run in each.runs]
print("python-docx, font.hidden of each run:", hidden)
assert hidden == [None, True, None, None], hidden
PYTHON
