#!/usr/bin/env bash
# Guess: git quotes paths that are not ASCII in diffs (core.quotePath, which is on), so whoever reads unified diffs in Python takes the quotes off.
# Seen: unidiff 1.0.1, whatthepatch 1.0.7 and patch-ng 1.19.1 do not: the path of 组织.yaml is "\347\273\204\347\273\207.yaml" to them, with its
#   quotes and backslashes, and with `a/` in whatthepatch. The changes are read rightly, and nothing is said; patch-ng's `apply` gives False
#   for the same patch that it applies where the path stands as it is. git takes either.
# Matters: a bot that maps changed lines to files finds nothing changed in a file with a Chinese name: its findings are all "old".
# Here: output/patches.py writes Chinese paths as they are, which git and patch take, and quotes only what would break a line.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q unidiff==1.0.1 whatthepatch==1.0.7 patch-ng==1.19.1
cd "$folder"
git --version
venv/bin/python - <<'PYTHON'
import logging
import subprocess
from importlib.metadata import version
from pathlib import Path

import patch_ng
import unidiff
import whatthepatch

logging.disable()
NAME = "组织.yaml"


def git(*arguments):
    settings = ["-c", "core.quotePath=true", "-c", "core.autocrlf=false"]
    return subprocess.run(["git", *settings, *arguments], cwd="design", check=True, capture_output=True).stdout


Path("design").mkdir()
file = Path("design", NAME)
git("init", "-q")
file.write_bytes("岗位: 经理\n".encode())
git("add", NAME)
file.write_bytes("岗位: 总监\n".encode())
quoted = git("diff")
plain = b"--- a/%b\n+++ b/%b\n" % (NAME.encode(), NAME.encode()) + quoted[quoted.index(b"@@") :]
file.write_bytes("岗位: 经理\n".encode())
for name, diff in (("quoted", quoted), ("plain", plain)):
    Path(name).write_bytes(diff)
    git("apply", "--check", f"../{name}")

ESCAPED = r"\347\273\204\347\273\207.yaml"
by_unidiff = [unidiff.PatchSet(diff.decode())[0] for diff in (quoted, plain)]
by_whatthepatch = [next(whatthepatch.parse_patch(diff.decode())).header.new_path for diff in (quoted, plain)]
by_patch_ng = [patch_ng.fromfile(name).apply(root="design") for name in ("quoted", "plain")]
print("unidiff", version("unidiff"), [each.path for each in by_unidiff], [each.added for each in by_unidiff])
print("whatthepatch", version("whatthepatch"), by_whatthepatch)
print("patch-ng", version("patch-ng"), by_patch_ng)
assert [each.path for each in by_unidiff] == [f'"{ESCAPED}"', NAME], by_unidiff
assert [each.added for each in by_unidiff] == [1, 1]
assert by_whatthepatch == [f'"b/{ESCAPED}"', NAME], by_whatthepatch
assert by_patch_ng == [False, True], by_patch_ng
PYTHON
