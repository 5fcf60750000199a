#!/usr/bin/env bash
# Guess: `python -m clingo` ends with the status that the clingo program ends with: 30 for all models found, 20 for none, 65 for an error.
# Seen: clingo 5.8.3: it ends with 0 for each of them, and for a file that is not there; its module hands the status of `clingo_main` to
#   nobody. The same arguments through `clingo_main` return 30, 20 and 65.
# Matters: a script or a CI step that asks the status takes a program with an error in it for one that was solved.
# Here: a peer's findings are compared with an oracle's, whatever its status says (benchmarks/peers/measure.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check clingo==5.8.3
cd "$folder"
echo 'a.' > satisfiable.lp
echo 'a. :- a.' > unsatisfiable.lp
echo 'a :-' > error.lp
cat > returned.py <<'PYTHON'
import sys
from clingo.application import Application, clingo_main
print(int(clingo_main(Application(), sys.argv[1:])))
PYTHON
venv/bin/python -m clingo --version | head -1
for name in satisfiable unsatisfiable error; do
    status=0
    venv/bin/python -m clingo "$name.lp" > /dev/null 2>&1 || status=$?
    returned=$(venv/bin/python returned.py --outf=3 "$name.lp" 2> /dev/null)
    echo "$name: the process ends with $status, clingo_main returns $returned"
    [ "$status" = 0 ]
    [ "$returned" != 0 ]
done
