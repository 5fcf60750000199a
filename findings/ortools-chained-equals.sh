#!/usr/bin/env bash
# Guess: `model.add(a == b == c)` says that all three are equal, or it is refused, as `model.add(1 <= a <= 5)` is.
# Seen: OR-Tools 9.15.6755, CP-SAT: it adds `a == b` alone and says nothing. Python makes of the chain
#   `a == b and b == c`; of a comparison of two different variables the truth is asked as if they were compared as objects, and is False, so
#   that the first half is what is left. `1 <= a <= 5` and `a == 3 and b == 3` raise NotImplementedError, as one expects.
# Matters: "these positions have one manager" holds for the first two, the answer is OPTIMAL, and nothing is wrong but the answer.
# Here: fixing/choose.py writes one comparison in each constraint; what it chooses is tried on the design before it is proposed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q ortools==9.15.6755
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from ortools.sat.python import cp_model

model = cp_model.CpModel()
first, second, third = (model.new_int_var(0, 9, f"manager of {name}") for name in ("first", "second", "third"))
model.add(first == second == third)
constraints = len(model.proto.constraints)
model.maximize(third - first)
solver = cp_model.CpSolver()
solver.parameters.num_workers = 1
status = solver.solve(model)
managers = [solver.value(each) for each in (first, second, third)]
print("OR-Tools", version("ortools"))
print("first == second == third:", constraints, "constraint;", managers, "is", "optimal" if status == cp_model.OPTIMAL else status)
assert constraints == 1, constraints
assert status == cp_model.OPTIMAL, status
assert managers == [0, 0, 9], managers

for said, chain in (("1 <= a <= 5", lambda: 1 <= first <= 5), ("a == 3 and b == 3", lambda: first == 3 and second == 3)):
    try:
        chain()
    except NotImplementedError as error:
        print(f"{said}: NotImplementedError: {error}")
    else:
        raise SystemExit(f"{said} is taken now")
PYTHON
