"""What must be so of whatever is read: of a refusal, of a report, and of what the formats make of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from random import Random as Dice
from typing import Any
from xml.etree import ElementTree

from jsonschema import Draft7Validator, Draft202012Validator

from orgrules.errors import EngineError, OrgrulesError, Problem, UsageError
from orgrules.files.decoding import LINE_BREAK
from orgrules.findings import Finding, Location, Report
from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS
from orgrules.text import sanitize
from tests.fuzz.hunt import Fault
from tests.helpers import SHARED, is_chinese

#: Where a text for people must not have it: it changes what stands around it.
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: What only somebody who mends the program understands.
_INSIDE = re.compile(
    r"Traceback|pydantic|Input should|Value error|object at 0x|<class|NoneType|KeyError|IndexError|TypeError|AttributeError"
    r"|RecursionError|internal error|function-|dict\[|list\["
)
#: What is said of a whole file.
_OF_FILE = re.compile("^and [0-9,]+ more problems? in this file|^本文件中另有")
#: One in so many reports is held to the schema of its format, which takes longer than all else.
_BY_SCHEMA = 100

#: The lines of the files of an input, by their paths.
Lines = Mapping[str, list[str]]


def lines_of(path: str, content: bytes, encoding: str | None = None) -> Lines:
    """The lines of a file, where its bytes are text; none is known of others."""
    for each in (encoding, "utf-8-sig", "utf-16", "utf-32") if encoding is None else (encoding,):
        if each is None or (each != "utf-8-sig" and encoding is None and content[:2] not in (b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(each)
            return {path: text.split("\n") if path.endswith(".toml") else LINE_BREAK.split(text)}
        except (UnicodeError, LookupError):
            continue
    return {}


# ---------------------------------------------------------------------------------------- refusals


def refused(error: OrgrulesError, lines: Lines, language: Language = "en") -> str:
    """Hold a refusal to what it must say; the word for it."""
    if not error.problems:
        raise Fault("an error without a problem")
    for problem in error.problems:
        told(problem, lines, language)
        if not problem.path and not isinstance(error, UsageError | EngineError) and not problem.message.startswith("ORGRULES_"):
            raise Fault("a problem without a place", problem.message)
    return "refused"


def told(problem: Problem, lines: Lines, language: Language = "en") -> None:
    """Hold a problem to what it must say."""
    message = problem.message
    if not message.strip() or message.rstrip().endswith((":", "：")):
        raise Fault("a problem without a reason", repr(message))
    if message != sanitize(message):
        raise Fault("a control character in a problem", repr(message))
    if _INSIDE.search(unquoted(message)):
        raise Fault("words of the inside in a problem", message)
    placeholder = re.search(r"(?<!\{)\{[a-z_]+\}(?!\})", unquoted(message))
    if placeholder and not any(placeholder[0] in line for of_file in lines.values() for line in of_file):
        raise Fault("a placeholder in a problem", message)
    if len(message) > 6_000:
        raise Fault("an endless problem", message[:200])
    if language == "zh" and not _in_chinese(message, lines):
        raise Fault("no Chinese in a problem", message)
    if problem.path and (problem.line < 1 or problem.column < 1) and not _OF_FILE.search(message):
        raise Fault("a problem without a line", str(problem))
    inside(Location(problem.path, problem.line, problem.column, problem.sheet), lines, "a problem")


def _in_chinese(message: str, lines: Lines) -> bool:
    """Whether a message is Chinese, apart from what stands in its input and what is to be typed."""
    said = re.sub(r"--[a-z]+ \S+|orgrules [a-z]+", "", message)
    if is_chinese(said):
        return True
    words = re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", unquoted(said))
    written = [line for of_file in lines.values() for line in of_file]
    chinese = re.search(r"[\u4e00-\u9fff]", unquoted(said)) is not None
    return chinese and all(any(each in line for line in written) for each in words)


def unquoted(message: str) -> str:
    """A message without what it repeats of its input."""
    return re.sub(r'"[^"]*"|“[^”]*”', "", message)


def inside(location: Location, lines: Lines, what: str) -> None:
    """Hold a place to be one of its file."""
    of_file = lines.get(location.path)
    if of_file is None or location.sheet:
        return
    if location.line == len(of_file) + 1 and location.column == 1:
        return  # after the last line
    if location.line > len(of_file) or location.column > len(of_file[location.line - 1]) + 1:
        length = len(of_file[location.line - 1]) if location.line <= len(of_file) else None
        raise Fault(f"{what} stands outside of its file", f"{location}, {len(of_file)} lines, {length} characters")


# ---------------------------------------------------------------------------------------- reports


def whole(report: Report, lines: Lines, language: Language, dice: Dice) -> str:
    """Hold a report to what it must be, and what formats make of it; the word for what it says."""
    if not report.problems and not any(file.positions for file in report.files):
        raise Fault("green, though nothing was checked")
    looked = any(rule.judged or rule.not_judged or rule.findings for rule in report.rules)
    if not report.problems and not looked and not report.rules_left_out:
        raise Fault("green, though no rule looked at anything")
    for problem in report.problems:
        told(problem, lines, language)
    for finding in report.findings:
        _finding(finding, lines, language)
    if list(report.findings) != sorted(report.findings, key=lambda finding: (finding.location, finding.rule)):
        raise Fault("findings out of order")
    _formats(report, language, dice)
    return "findings" if report.findings else "clean"


def _finding(finding: Finding, lines: Lines, language: Language) -> None:
    if not finding.message.strip():
        raise Fault("a finding without a message", finding.rule)
    if _INSIDE.search(unquoted(finding.message)):
        raise Fault("words of the inside in a finding", finding.message)
    if len(finding.fingerprint) != 32:
        raise Fault("a fingerprint that is none", finding.fingerprint)
    for location in (finding.location, *(related.location for related in finding.related)):
        if location.line < 1 or location.column < 1 or not location.path:
            raise Fault("a finding without a place", f"{finding.rule} {location}")
        inside(location, lines, "a finding")


def _formats(report: Report, language: Language, dice: Dice) -> None:
    by_schema = dice.randrange(_BY_SCHEMA) == 0
    for name in ("text", "json", dice.choice(FORMATS.names())):
        if name == "html" and dice.randrange(4):
            continue  # it takes as long as all the rest
        stream = io.StringIO(newline="")
        FORMATS.writer(name)(report, stream, View(language, all=dice.random() < 0.5))
        written(name, stream.getvalue(), report, by_schema=by_schema)


def written(name: str, text: str, report: Report, *, by_schema: bool = False) -> None:
    """Hold a report in a format to what its readers take, with every finding in it."""
    if RAW.search(text.removeprefix("\ufeff").replace("\r\n", "\n")):
        raise Fault(f"a control character in {name}")
    number = len(report.findings)
    try:
        if name in ("json", "sarif", "gitlab"):
            data = json.loads(text, parse_constant=_no_constant)
            if by_schema and (schema := _SCHEMAS.get(name)) is not None and (SHARED / "schemas").exists():
                _validator(*schema).validate(data)
            told_of = {
                "json": lambda: len(data["findings"]),
                "sarif": lambda: len(data["runs"][0]["results"]),
                "gitlab": lambda: len(data) - len(report.problems) + report.waived,  # which knows no waivers
            }[name]()
        elif name == "junit":
            ElementTree.fromstring(text.encode())
            return
        elif name == "csv":
            told_of = len(list(csv.reader(io.StringIO(text)))) - 1 - len(report.problems)
        else:
            return
    except Fault:
        raise
    except Exception as error:
        raise Fault(f"invalid {name}", f"{type(error).__name__}: {str(error)[:300]}") from error
    if told_of != number:
        raise Fault(f"findings are missing in {name}", f"{told_of} of {number}")


def _no_constant(name: str) -> Any:
    raise Fault("a number that JSON does not have", name)


_SCHEMAS = {"sarif": ("sarif-2.1.0.json", Draft7Validator), "gitlab": ("gitlab-code-quality.json", Draft202012Validator)}


@cache
def _validator(name: str, validator: Any) -> Any:
    return validator(json.loads((SHARED / "schemas" / name).read_text("utf-8")))


def alike(one: Iterable[object], other: Iterable[object], what: str) -> None:
    """Two ways to the same findings must give the same."""
    first, second = list(one), list(other)
    if first != second:
        only_first = [each for each in first if each not in second]
        only_second = [each for each in second if each not in first]
        raise Fault(what, f"only the first: {only_first[:3]}, only the second: {only_second[:3]}"[:1500])
