#!/usr/bin/env bash
# Guess: a plural sentence without a translation is left out of the .mo, so that gettext falls back to the English plural.
# Seen: Babel 2.17.0 with gettext of Python: for a language with one form, "3 units" is said as "3 unit"; a sentence without plural is
#   left out and falls back rightly. GNU msgfmt leaves both out.
# Matters: half-finished catalogs speak wrong English, and nothing is reported.
# Here: .ci/catalogs.py refuses a catalog in which anything is untranslated.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q Babel==2.17.0
"$folder/venv/bin/python" - <<'PYTHON'
import gettext
import io
import sys
from importlib.metadata import version

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

catalog = Catalog(locale="zh")
catalog.add(("{n} unit", "{n} units"))
catalog.add("no units")
stream = io.BytesIO()
write_mo(stream, catalog)
stream.seek(0)
spoken = gettext.GNUTranslations(stream)
said = [spoken.ngettext("{n} unit", "{n} units", number).format(n=number) for number in (1, 3)]
print("Babel", version("Babel"), "Python", sys.version.split()[0])
print(said, spoken.gettext("no units"))
assert said == ["1 unit", "3 unit"], said
assert spoken.gettext("no units") == "no units"
PYTHON
