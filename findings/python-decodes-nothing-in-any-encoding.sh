#!/usr/bin/env bash
# Guess: to try whether an encoding exists, it is enough to decode no bytes with it: b"".decode(name).
# Seen: CPython 3.11 to 3.13 returns "" for any name whatever, without a look at it; one byte is needed for the LookupError, and encoding "" raises it.
#   (In development mode, python -X dev, the name is checked: such a test passes there and fails for users.)
# Matters: to whoever checks an option such as --encoding before reading; a misspelt one then fails at each single value, or is never told.
# Here: what is asked is whether ASCII stays ASCII in it (orgrules/tables/ldif_entries.py), which has to encode some letters.
set -euo pipefail
python3 - <<'PYTHON'
import subprocess
import sys

print("Python", sys.version.split()[0])
assert b"".decode("no-such-encoding") == ""
try:
    "".encode("no-such-encoding")
except LookupError as error:
    print("encoding nothing:", error)
else:
    raise SystemExit("no error")
try:
    b"a".decode("no-such-encoding")
except LookupError as error:
    print("one byte:", error)
else:
    raise SystemExit("no error")
developing = subprocess.run(
    [sys.executable, "-X", "dev", "-c", "b''.decode('no-such-encoding')"], capture_output=True, text=True, check=False
)
print("python -X dev:", developing.stderr.strip().splitlines()[-1])
assert developing.returncode, "development mode does not check it either"
PYTHON
