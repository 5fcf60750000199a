"""What several formats share: labels, what is told of a finding and of what is hidden, paths as other programs know them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from orgrules.findings import Finding, Gone, Report
from orgrules.locale import Language
from orgrules.output.reports._settings import settings_lines

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
#: "one|many" where the number matters.
COUNTS: dict[str, dict[Language, str]] = {
    "findings": {"en": "{} finding|{} findings", "zh": " {} 个问题"},
    "waivers": {"en": "{} waiver|{} waivers", "zh": "{} 项豁免"},
}
#: The languages of the texts as other programs name them (RFC 5646).
LANGUAGE_TAGS: dict[Language, str] = {"en": "en", "zh": "zh-CN"}

_HIDING: dict[str, dict[Language, str]] = {
    "set aside": {"en": "Strict: {waivers} not applied{baseline}.", "zh": "严格检查：{waivers}未生效{baseline}。"},
    "set aside baseline": {"en": ", nor the baseline {path}", "zh": "，基线 {path} 也未使用"},
    "hidden": {
        "en": "The baseline {path} holds {findings} not shown here.",
        "zh": "基线 {path} 中已有的{findings}没有显示。",
    },
    "gone": {
        "en": "The baseline holds [{rule}] for {subject} in {path}, which no longer occurs{times}.",
        "zh": "基线中记录的 [{rule}]（{path} 的 {subject}）已不再出现{times}。",
    },
    "times": {"en": " ({} times)", "zh": "（{} 处）"},
}


class Detail(NamedTuple):
    """One thing to know about a finding: the name of its label, and a text that may be anything from a file."""

    name: str
    text: str


def details(finding: Finding, *, related: bool = True) -> list[Detail]:
    """What is to know about a finding beside its message; nothing is left empty. ``related``: other places too."""
    found = [Detail("expected", finding.expected), Detail("actual", finding.actual)]
    found += [Detail("source", str(cite)) for cite in finding.cites]
    if related:
        found += [Detail("related", f"{other.location}: {other.note}") for other in finding.related]
    found.append(Detail("fix", finding.fix))
    return [detail for detail in found if detail.text]


def labelled(detail: Detail, language: Language) -> str:
    """A detail with its label, as a sentence has it."""
    return f"{LABELS[detail.name][language]}{': ' if language == 'en' else '：'}{detail.text}"


def hiding_lines(report: Report, language: Language) -> list[str]:
    """What settings leave out; what a baseline hides, and holds too much; what a strict check did not let hide anything."""
    lines = settings_lines(report)
    if report.set_aside is not None:
        path = report.set_aside.baseline
        baseline = _hiding("set aside baseline", language, path=path) if path else ""
        waivers = counted(COUNTS["waivers"], report.set_aside.waivers, language)
        lines.append(_hiding("set aside", language, waivers=waivers, baseline=baseline))
    if report.baseline is not None:
        lines += [f"{gone.location}: {gone_text(gone, language)}" for gone in report.baseline.gone]
        if report.baseline.hidden:
            findings = counted(COUNTS["findings"], report.baseline.hidden, language)
            lines.append(_hiding("hidden", language, path=report.baseline.path, findings=findings))
    return lines


def gone_text(gone: Gone, language: Language) -> str:
    """That a baseline holds what no longer occurs."""
    times = _HIDING["times"][language].replace("{}", f"{gone.times:,}") if gone.times > 1 else ""
    return _hiding("gone", language, rule=gone.rule, subject=gone.subject, path=gone.path, times=times)


def _hiding(name: str, language: Language, **values: str) -> str:
    # one pass, as a value may hold what looks like another's name
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], _HIDING[name][language])


def counted(texts: Mapping[Language, str], number: int, language: Language) -> str:
    """A number with what it counts, by a text such as those of ``COUNTS``."""
    forms = texts[language].split("|")
    return forms[0 if number == 1 else -1].replace("{}", f"{number:,}")


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
