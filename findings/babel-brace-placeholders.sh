#!/usr/bin/env bash
# Guess: Babel gives sentences with {name} the flag python-brace-format, and checks a translation of them as it does %(name)s.
# Seen: Babel 2.17.0: the flag is given, and a translation with {nmae} passes the check and pybabel compile; %(name)s is checked.
# Matters: str.format raises KeyError at the reader's, in the one language that nobody of the developers uses.
# Here: .ci/catalogs.py compares the placeholders itself, with string.Formatter.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q Babel==2.17.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from babel.messages.catalog import Catalog

source = b'_("the unit {name} is unknown")\n_("%(number)d units")\n'
catalog = Catalog(locale="zh")
for _line, message, _comments, _context in extract("python", io.BytesIO(source)):
    catalog.add(message)
catalog["the unit {name} is unknown"].string = "单位{nmae}未知"
catalog["%(number)d units"].string = "%(nmuber)d 个单位"
flags = {message.id: sorted(message.flags) for message in catalog if message.id}
faulty = [message.id for message, _errors in catalog.check()]
print("Babel", version("Babel"))
print("flags:", flags)
print("found faulty:", faulty)
assert flags["the unit {name} is unknown"] == ["python-brace-format"], flags
assert faulty == ["%(number)d units"], faulty
PYTHON
