#!/usr/bin/env bash
# Guess: `sarif --check error` ends with 0 where there is no error, and with 1 where there is one or more.
# Seen: sarif-tools 3.0.5: it ends with the number of errors, of which a process keeps the last eight bits: 1 for 1 error, 255 for 255, 0 for
#   256 and for 512. It says itself "exiting with return code 256". SARIF of 256 results is valid, and of a usual size.
# Matters: a CI step that goes by the status passes at every 256th error, and in between takes a 2 for another trouble than a 1.
# Here: orgrules ends with 0, 1 or 2 whatever it counts (docs/ci.md); its own status is the gate, not that of a reader of its SARIF.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q sarif-tools==3.0.5
cd "$folder"
for errors in 0 1 255 256 257 512; do
    venv/bin/python - "$errors" > report.sarif <<'PYTHON'
import json
import sys

results = [
    {
        "ruleId": "hierarchy/unknown-manager",
        "level": "error",
        "message": {"text": f"Position {number} reports to nobody."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "org.yaml"}, "region": {"startLine": number + 1}}}],
    }
    for number in range(int(sys.argv[1]))
]
run = {"tool": {"driver": {"name": "checker", "rules": [{"id": "hierarchy/unknown-manager"}]}}, "results": results}
print(json.dumps({"version": "2.1.0", "runs": [run]}))
PYTHON
    status=0
    venv/bin/sarif --check error summary report.sarif > /dev/null 2> said || status=$?
    echo "$errors errors: the process ends with $status; $(cat said)"
    [ "$status" = "$((errors % 256))" ]
done
