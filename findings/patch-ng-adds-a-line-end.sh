#!/usr/bin/env bash
# Guess: a unified diff says by "\ No newline at end of file" how a file ends, and by its lines how they end; whoever applies it keeps both, or
#   refuses it, as git does.
# Seen: patch-ng 1.19.1 (what Conan applies patches with) takes the diff of a last line without its end, answers True, and writes a line end
#   that neither the old file nor the diff has. A diff with bare line feeds it lays over a file with CRLF, which git refuses.
# Matters: a fix that is handed on as a patch gives another file than the one that was reviewed: hashes and "nothing else changed" do not hold.
# Here: output/patches.py writes the mark and each line's own end; `orgrules fix --write` keeps all other bytes without any patch.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q patch-ng==1.19.1
cd "$folder"
git --version
venv/bin/pip show patch-ng | sed -n 2p
venv/bin/python - <<'PYTHON'
import subprocess
from pathlib import Path

import patch_ng


def applied(name, before, diff):
    """What both make of a file: its new bytes, or None where the patch is refused."""
    outcomes = []
    for who in ("git", "patch-ng"):
        place = Path(name, who)
        place.mkdir(parents=True)
        place.joinpath("org.yaml").write_bytes(before)
        place.joinpath("fix.diff").write_bytes(diff)
        if who == "git":
            done = subprocess.run(["git", "apply", "fix.diff"], cwd=place, capture_output=True).returncode == 0
        else:
            done = patch_ng.fromfile(str(place / "fix.diff")).apply(strip=0, root=str(place))
        outcomes.append(place.joinpath("org.yaml").read_bytes() if done else None)
    print(name, "git:", outcomes[0], "patch-ng:", outcomes[1])
    return outcomes


HEAD = b"--- a/org.yaml\n+++ b/org.yaml\n@@ -1,2 +1,2 @@\n"
mark = b"\n\\ No newline at end of file\n"
without = applied("no-end", b"units:\n- sale", HEAD + b" units:\n-- sale" + mark + b"+- sales" + mark)
assert without == [b"units:\n- sales", b"units:\n- sales\n"], without

same = applied("crlf", b"units:\r\n- sale\r\n", HEAD + b" units:\r\n-- sale\r\n+- sales\r\n")
assert same == [b"units:\r\n- sales\r\n"] * 2, same

other = applied("crlf-by-lf", b"units:\r\n- sale\r\n", HEAD + b" units:\n-- sale\n+- sales\n")
assert other == [None, b"units:\r\n- sales\r\n"], other
PYTHON
