#!/usr/bin/env bash
# Guess: CP-SAT counts in whole numbers, so what `objective_value` says of whole weights is exact, or weights that are too large are refused.
# Seen: OR-Tools 9.15.6755: `objective_value` is a float; above 2**53 it is another number than the objective of the answer that it goes with
#   (8e16 for 80000000000000003), and the answer is OPTIMAL. `value(objective)` is exact. Only from 2**62 on the model is MODEL_INVALID.
# Matters: ranked aims are often one sum with weights far apart; who fixes that sum at what `objective_value` says for the next round
#   gives away all of the last aim, and is told OPTIMAL again.
# Here: fixing/choose.py solves one aim after the other, and weighs at most 40 options against one another (MOST_WEIGHED): below 2**53.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q ortools==9.15.6755
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from ortools.sat.python import cp_model

model = cp_model.CpModel()
removed, near = model.new_int_var(0, 8, "findings removed"), model.new_int_var(0, 3, "nearness")
aims = 10**16 * removed + near
model.maximize(aims)
solver = cp_model.CpSolver()
solver.parameters.num_workers = 1
status = solver.solve(model)
said, exact = solver.objective_value, solver.value(aims)
print("OR-Tools", version("ortools"))
print("objective_value says", int(said), "value says", exact)
assert status == cp_model.OPTIMAL, status
assert exact == 8 * 10**16 + 3, exact
assert int(said) == 8 * 10**16, said

model.add(aims >= int(said))
model.minimize(near)
status = solver.solve(model)
kept = solver.value(aims)
print("the next round, fixed at what objective_value says:", solver.status_name(status), kept)
assert status == cp_model.OPTIMAL, status
assert kept < exact, kept

for weight, expected in ((2**58, cp_model.OPTIMAL), (2**59, cp_model.MODEL_INVALID)):
    model = cp_model.CpModel()
    removed, near = model.new_int_var(0, 8, "findings removed"), model.new_int_var(0, 3, "nearness")
    model.maximize(weight * removed + near)
    status = solver.solve(model)
    print(f"{weight} * 8 + 3:", solver.status_name(status))
    assert status == expected, status
PYTHON
