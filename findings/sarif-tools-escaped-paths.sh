#!/usr/bin/env bash
# Guess: the address of a file in SARIF is a URI, in which a blank is %20 and 组 is %E7%BB%84; who shows it, or looks for the file, decodes it.
# Seen: sarif-tools 3.0.5 takes it as it is written for a path: `sarif blame` asks git for "%E7%BB%84%E7%BB%87.yaml" and finds nobody, and
#   `sarif codeclimate` and `sarif csv` hand that name on. An address that is not escaped, and so is no URI, works everywhere.
# Matters: findings in files with Chinese names, or with blanks, have no author, and GitLab shows them at a file that is not there.
# Here: SARIF has escaped addresses, as the standard and GitHub want them; for GitLab there is `--format gitlab`, with paths as they are.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q sarif-tools==3.0.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import subprocess
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

NAMES = ["org.yaml", "our org.yaml", "组织.yaml"]


def git(*arguments):
    who = ["-c", "user.name=Li Lei", "-c", "user.email=li@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd="design", check=True)


def read(escape):
    """Whether each file's author was found, and its path in a Code Climate report."""
    results = [
        {
            "ruleId": "unit/no-head",
            "level": "error",
            "message": {"text": "Sales has no head."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": escape(name)}, "region": {"startLine": 1}}}],
        }
        for name in NAMES
    ]
    report = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "checker"}}, "results": results}]}
    Path("report.sarif").write_text(json.dumps(report))
    for arguments in (["blame", "-c", "design", "-o", "blame.sarif"], ["codeclimate", "-o", "climate.json"]):
        subprocess.run(["venv/bin/sarif", *arguments, "report.sarif"], check=True, capture_output=True)
    blamed = json.loads(Path("blame.sarif").read_text())["runs"][0]["results"]
    authors = ["blame" in each.get("properties", {}) for each in blamed]
    return authors, {each["location"]["path"] for each in json.loads(Path("climate.json").read_text())}


Path("design").mkdir()
git("init", "-q")
for name in NAMES:
    Path("design", name).write_text("units: []\n")
git("add", ".")
git("commit", "-q", "-m", "The design")
escaped, plain = read(quote), read(str)
print("sarif-tools", version("sarif-tools"))
print("escaped:    authors", *escaped)
print("not escaped: authors", *plain)
assert escaped == ([True, False, False], {"org.yaml", "our%20org.yaml", "%E7%BB%84%E7%BB%87.yaml"}), escaped
assert plain == ([True, True, True], set(NAMES)), plain
PYTHON
