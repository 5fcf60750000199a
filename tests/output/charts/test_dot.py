"""DOT: read by the real Graphviz where it is installed, whatever the names."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from orgrules.text import sanitize
from tests import hostile
from tests.output.charts.drawn import drawn

DESIGN = """
units: [{id: head, name: Head office}]
positions:
  - {id: gm, title: General manager, unit: head, holder: Ann Lee}
  - {id: sd, title: Sales director, reports_to: gm, holder: null}
  - {title: Sales manger, reports_to: sd, dotted_line_to: [gm]}
  - {id: a, title: Office manager, reports_to: b}
  - {id: b, title: Clerk, reports_to: a}
"""


def graphviz(text: str) -> dict[str, Any]:
    """What Graphviz understands."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not on this machine")
    done = subprocess.run(["dot", "-Tjson"], input=text.encode(), capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert b"error" not in done.stderr.lower()
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def label(node: dict[str, Any]) -> str:
    """What a reader sees in a node, on one line: JSON keeps the escapes of DOT."""
    text = html.unescape(re.sub(r"\\(.)", lambda match: "\x00" if match[1] == "n" else match[1], node["label"]))
    return text.replace("\x00", "|")


def test_the_text_holds_boxes_lines_and_marks(tmp_path: Path) -> None:
    lines = drawn("dot", tmp_path, DESIGN).splitlines()
    assert lines[0] == "digraph organization {"
    assert lines[-1] == "}"
    assert "  n0 -> n1;" in lines
    assert any(line.startswith("  n0 -> n2 [style=dashed, constraint=false") for line in lines)
    assert any(line.startswith("  n4 -> n3 [style=bold") for line in lines)
    [director] = [line for line in lines if line.startswith("  n1 [")]
    assert 'label="Sales director\\nvacant", style="rounded,filled,dashed"' in director
    [misspelt] = [line for line in lines if line.startswith("  n2 [")]
    assert 'label="Sales manger\\n▲ 1 warning"' in misspelt
    assert 'color="#8a5200"' in misspelt


def test_graphviz_reads_it(tmp_path: Path) -> None:
    graph = graphviz(drawn("dot", tmp_path, DESIGN))
    assert [label(node) for node in graph["objects"]][:2] == ["General manager|Head office|Ann Lee", "Sales director|vacant"]
    assert sorted((edge["tail"], edge["head"]) for edge in graph["edges"]) == [(0, 1), (0, 2), (1, 2), (3, 4), (4, 3)]


def test_graphviz_takes_hostile_names_for_what_they_are(tmp_path: Path) -> None:
    graph = graphviz(drawn("dot", tmp_path, hostile.design()))
    assert len(graph["objects"]) == len(hostile.NAMES)
    for node, name in zip(graph["objects"], hostile.NAMES[:-1], strict=False):
        assert label(node).replace("|", "").replace(" ", "").startswith(sanitize(name).replace(" ", "")[:60])
