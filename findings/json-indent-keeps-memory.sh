#!/usr/bin/env bash
# Guess: json.dumps frees what it needs when it returns, with an indent as without one.
# Seen: Python 3.11 to 3.13: with an indent, the encoder written in Python leaves a ring of closures at each call, which only the cyclic
#   collector frees; without one, nothing is left.
# Matters: a program that rests the collector, as linters and bulk loaders do, grows by some kilobytes with each record that it writes.
# Here: JSON reports write the layout themselves and let the library encode single values (output/streaming.py).
set -euo pipefail
python3 - <<'PYTHON'
import gc
import json
import sys

gc.disable()
left = {}
for name, options in (("indent", {"indent": 2}), ("no indent", {})):
    gc.collect()
    for _ in range(100):
        json.dumps({"title": "Office manager", "reports": [1, 2]}, **options)
    left[name] = gc.collect()
print("Python", sys.version.split()[0], "objects left in rings after 100 calls:", left)
assert left["no indent"] == 0, left
assert left["indent"] >= 100, left
PYTHON
