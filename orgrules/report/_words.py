"""What several formats share: labels in two languages, what is told of a finding, paths as other programs know them."""

from __future__ import annotations

import os
from typing import NamedTuple

from orgrules.findings import Finding
from orgrules.text import Language

LABELS: dict[str, dict[Language, str]] = {
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "警告"},
    "info": {"en": "info", "zh": "提示"},
    "expected": {"en": "expected", "zh": "应为"},
    "actual": {"en": "actual", "zh": "现为"},
    "source": {"en": "source", "zh": "依据"},
    "related": {"en": "related", "zh": "相关"},
    "fix": {"en": "fix", "zh": "建议"},
}


class Detail(NamedTuple):
    """One thing to know about a finding: the name of its label, and a text that may be anything from a file."""

    name: str
    text: str


def details(finding: Finding, *, related: bool = True) -> list[Detail]:
    """What is to know about a finding beside its message; nothing is left empty. ``related``: other places too."""
    found = [Detail("expected", finding.expected), Detail("actual", finding.actual)]
    found += [Detail("source", f"{cite.gloss} ({cite.document}:{cite.statement})") for cite in finding.cites]
    if related:
        found += [Detail("related", f"{other.location}: {other.note}") for other in finding.related]
    found.append(Detail("fix", finding.fix))
    return [detail for detail in found if detail.text]


def labelled(detail: Detail, language: Language) -> str:
    """A detail with its label, as a sentence has it."""
    return f"{LABELS[detail.name][language]}{': ' if language == 'en' else '：'}{detail.text}"


def from_root(path: str, variable: str) -> str:
    """A path as seen from the root of the repository that a CI server checks out, with ``/``; as it is where it leads out.

    ``variable`` names the environment variable that holds the root; where it is not set, the root is the working folder.
    What is no file, such as standard input, stays as it is.
    """
    root = os.path.abspath(os.environ.get(variable) or os.curdir)
    full = os.path.abspath(path)
    try:
        inside = os.path.commonpath([root, full]) == root
    except ValueError:  # another drive
        inside = False
    found = os.path.relpath(full, root) if inside else os.path.normpath(path)
    return found.replace(os.sep, "/")
