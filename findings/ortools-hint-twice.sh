#!/usr/bin/env bash
# Guess: a second `add_hint` for a variable replaces the first, as a second `minimize` replaces the first objective.
# Seen: OR-Tools 9.15.6755, CP-SAT: two hints for one variable, even equal ones, make the whole model MODEL_INVALID. `solve` raises nothing,
#   and `objective_value` is 0.0 then, as it is where nothing is feasible: a value that costs may have.
# Matters: where aims are ranked, each is solved with the last answer as the hint: the second round finds "nothing" at a cost of 0.
# Here: fixing/choose.py clears the hints before it gives new ones, and asks for the status before it asks for values.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q ortools==9.15.6755
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from ortools.sat.python import cp_model


def solved(model):
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    print("  ", solver.status_name(status), "objective_value", solver.objective_value, solver.solution_info())
    return status, solver.objective_value


print("OR-Tools", version("ortools"))
model = cp_model.CpModel()
moves, cost = model.new_int_var(3, 9, "moves"), model.new_int_var(20, 90, "cost")
model.add(cost + moves >= 25)

print("first aim, hint 3:")
model.add_hint(moves, 3)
model.minimize(moves)
assert solved(model) == (cp_model.OPTIMAL, 3.0)

print("second aim, hint 3 again:")
model.add(moves <= 3)
model.add_hint(moves, 3)
model.minimize(cost)
assert solved(model) == (cp_model.MODEL_INVALID, 0.0)

print("second aim, hints cleared first:")
model.clear_hints()
model.add_hint(moves, 3)
assert solved(model) == (cp_model.OPTIMAL, 22.0)
PYTHON
