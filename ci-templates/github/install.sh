#!/usr/bin/env bash
# Installs orgrules, as this action's own repository has it, into an environment of its own.
set -euo pipefail
environment="$RUNNER_TEMP/orgrules"
python -m venv "$environment"
binaries="$environment/bin"
[ -d "$binaries" ] || binaries="$environment/Scripts" # Windows
"$binaries/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH/../.."
echo "$binaries" >>"$GITHUB_PATH"
