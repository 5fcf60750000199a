"""What a program that imports orgrules is handed."""

from __future__ import annotations

import subprocess
import sys

import pytest

import orgrules
from tests.helpers import SAMPLES


def test_a_program_checks_and_asks_why() -> None:
    path = str(SAMPLES / "en" / "faulty-nested.yaml")
    report = orgrules.check([path], orgrules.Settings(language="zh"))
    assert report.fails(orgrules.Settings().fail_on)
    assert orgrules.why(path, "General Manager").title == "General Manager"
    assert orgrules.read([path]).positions[0].role == "general-manager"
    assert not orgrules.compare(path, path).introduced


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, orgrules; print([name for name in sys.modules if name.startswith('orgrules.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_what_there_is_can_be_listed_and_what_is_not_is_said() -> None:
    assert {"check", "compare", "import_design", "read", "why", "Settings"} <= set(dir(orgrules))
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        orgrules.chekc  # noqa: B018 - asking for it is the test
