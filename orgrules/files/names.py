"""The names of the program's own files, which are no designs wherever they are found."""

from __future__ import annotations

#: Settings, of which pyproject.toml may hold some too.
SETTINGS_FILES = ("orgrules.yaml", "orgrules.yml")
#: What ``orgrules baseline`` writes.
BASELINE_FILE = "orgrules-baseline.json"
