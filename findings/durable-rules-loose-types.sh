#!/usr/bin/env bash
# Guess: a comparison of values of different JSON types is false, as in jq and CEL.
# Seen: durable-rules 2.0.28: the text "3" does not equal the number 3, yet the text "9" is greater than the number 30; and the number 1
#   equals true.
# Matters: a grade written as a text keeps or breaks a rule on numbers, and nobody is told.
# Here: a fact is given to the engine as one type only; one that is absent or of another type is told apart before (engine/durable_host.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q setuptools durable-rules==2.0.28
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import os
import sys
from importlib.metadata import version

from durable.lang import m, post, ruleset, when_all

found = []
with ruleset("grades"):

    @when_all((m.kind == "equal") & (m.grade == 3))
    def equals_three(c):
        found.append(("equals 3", c.m.grade))

    @when_all((m.kind == "truth") & (m.head == True))  # noqa: E712
    def is_true(c):
        found.append(("equals true", c.m.head))

    @when_all((m.kind == "order") & (m.grade > 30))
    def above(c):
        found.append(("greater than 30", c.m.grade))


def tell(**fact):
    try:
        post("grades", fact)
    except Exception as error:  # a fact that no rule takes is an exception
        found.append((type(error).__name__, fact))


tell(key="c", kind="equal", grade="3")
tell(key="a", kind="truth", head=1)
tell(key="b", kind="order", grade="9")
print("durable-rules", version("durable-rules"), "Python", sys.version.split()[0])
print(found)
sys.stdout.flush()
told = [("MessageNotHandledException", {"key": "c", "kind": "equal", "grade": "3"}), ("equals true", 1), ("greater than 30", "9")]
os._exit(found != told)
PYTHON
