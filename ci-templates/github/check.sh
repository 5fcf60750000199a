#!/usr/bin/env bash
# Checks, with annotations in the log, a table in the summary of the job, and SARIF in a file.
set -euo pipefail

words=()
while IFS= read -r word || [ -n "$word" ]; do
    [ -z "$word" ] || words+=("$word")
done <<<"$ORGRULES_ARGUMENTS"
words+=(--format github --format "markdown=$GITHUB_STEP_SUMMARY" --format "sarif=$ORGRULES_SARIF" --)
while IFS= read -r word || [ -n "$word" ]; do
    [ -z "$word" ] || words+=("$word")
done <<<"$ORGRULES_PATHS"

printf 'sarif=%s\n' "${ORGRULES_SARIF//[$'\r\n']/}" >>"$GITHUB_OUTPUT"
orgrules check "${words[@]}"
