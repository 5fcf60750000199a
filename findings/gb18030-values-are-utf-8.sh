#!/usr/bin/env bash
# Guess: a value in GB18030 is never valid UTF-8, so that a reader may try UTF-8 on each value of a file and take the other encoding where it fails.
# Seen: ldif 4.3.0, which tries UTF-8 value by value: of one file in GB18030 some values come as bytes, and others as Cyrillic or Arabic letters,
#   without a word. Of the 6,763 characters of GB2312 930 (14 %) are valid UTF-8 by themselves, 一 (one) among them: it is the letter U+04BB.
# Matters: to whoever reads directories, mails or tables cell by cell; short names of units and persons are hit most.
# Here: the encoding is decided for a whole file of LDIF, and told (orgrules/tables/ldif_entries.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'ldif==4.3.0'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
import unicodedata
from importlib.metadata import version

import ldif

text = "dn: cn=a,o=x\ntitle: 总经理\nou: 一\n"
parser = ldif.LDIFParser(io.BytesIO(text.encode("gb18030")))
((_name, entry),) = parser.parse()
print("Python", sys.version.split()[0], "ldif", version("ldif"), entry)
assert isinstance(entry["title"][0], bytes), entry
assert isinstance(entry["ou"][0], str), entry
assert entry["ou"][0] != "一", entry


def is_utf_8(raw):
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


known = []
for code in range(0x4E00, 0xA000):
    try:
        known.append(chr(code).encode("gb2312"))
    except UnicodeEncodeError:
        continue
alone = [raw for raw in known if is_utf_8(raw)]
print(f"{len(alone):,} of {len(known):,} characters of GB2312 are valid UTF-8 by themselves")
print({raw.decode("gb2312"): unicodedata.name(raw.decode()) for raw in alone[:3]})
assert (len(known), len(alone)) == (6763, 930), (len(known), len(alone))
assert "一".encode("gb2312") in alone
PYTHON
