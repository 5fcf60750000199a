"""Designs: parsed and linked alone, checked whole, and checked in several ways that must say the same."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from random import Random as Dice
from typing import Any

import yaml

from orgrules.design.load import source_in
from orgrules.design.read import Design, design_of
from orgrules.errors import OrgrulesError
from orgrules.files.source import Limits
from orgrules.findings import Finding, Location, Report
from orgrules.locale import Language, speaking
from orgrules.organization.link import link
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.settings import Settings
from orgrules.tables.asked import Asked
from orgrules.tasks.check import check, check_each
from orgrules.text import collapse, fold, normalize
from tests import strategies
from tests.engine.random_rules import _with_details
from tests.fuzz import judge
from tests.fuzz.hunt import Case, Fault, Kind, folder_of
from tests.fuzz.mutate import as_bytes, as_text, broken_data, broken_text
from tests.helpers import shipped_library

TODAY = date(2026, 3, 31)
#: What one file may cost here: a small one that costs more is a fault.
LIMITS = Limits(bytes=2_000_000, nodes=200_000)
#: One in so many checks is done by the other engine too, and one in so many a second time.
BY_BOTH, AGAIN = 25, 10

Data = dict[str, Any]


def throws(dice: Dice, number: int) -> strategies.Dice:
    """So many throws for a strategy that is drawn without Hypothesis."""
    return strategies.Dice(dice.randbytes(number))


def a_design(dice: Dice) -> Data:
    """A design as the property tests draw it, with everything that one may say in half of them."""
    seats = dice.choice((1, 2, 4, 4, 7, 13))
    grown = strategies.grow(
        seats=[throws(dice, 18) for _ in range(seats)],
        units=[(unit, throws(dice, 8)) for unit in dice.sample(strategies.UNITS, dice.randrange(6))],
        people=[(person, throws(dice, 1)) for person in dice.sample(strategies.PEOPLE, dice.randrange(5))],
        dotted=[throws(dice, 4) for _ in range(dice.randrange(3))],
        faults=[(dice.choice(strategies.FAULTS), throws(dice, 10)) for _ in range(dice.choice((0, 0, 1, 2, 4)))],
        layout=throws(dice, 2),
    )
    return _with_details((grown, [throws(dice, 16) for _ in range(5)])) if dice.random() < 0.5 else grown


def a_waiver(dice: Dice) -> Data:
    """A waiver, more or less in order."""
    waiver: Data = {
        "rule": dice.choice(_RULES),
        "reason": dice.choice(("The board knows.", "已批准", "x")),
        "until": "2026-12-31",
    }
    if dice.random() < 0.4:
        waiver["at"] = dice.choice(("general-manager-0", "总经理", "nobody", "f" * 32))
    if dice.random() < 0.3:
        waiver["path"] = dice.choice(("*.yaml", "design.*", "regions/**", "!x", "[", "**"))
    if dice.random() < 0.3:
        waiver["until"] = dice.choice(("2026-01-01", "2026-03-31", "2026/12/31", "soon", "", None, 20261231))
    return waiver


_RULES = (
    "hierarchy/unknown-manager",
    "hierarchy/single-top",
    "office-manager/reports-to",
    "waivers/unused",
    "hierarchy/*",
    "nothing",
)
_COMMENTS = (
    *(
        "# orgrules: ignore[hierarchy/unknown-manager] -- known, until 2026-12-31",
        "# orgrules: ignore[office-manager/reports-to]",
    ),
    *(
        "# orgrules: ignore[a, b,,c] -- 已知，until 2027-01-01",
        "# orgrules: ignore",
        "# orgrules: ignore[] -- x",
        "#orgrules:ignore[x]——y",
    ),
    *(
        "# orgrules: ignore[hierarchy/*] -- until until until",
        "# orgrules:",
        "# orgrules: ignore[x] -- a, until 2026-02-30 # again",
    ),
)


def _with_comments(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    for _ in range(dice.randint(1, 3)):
        lines[dice.randrange(len(lines))] += dice.choice((" ", "  ", "", "\n")) + dice.choice(_COMMENTS)
    return "\n".join(lines)


def make(dice: Dice, *, sound: float = 0.2) -> Case:
    """A design, whole or broken in its data, its text or its bytes; ``sound`` is the share of those that are not."""
    data: Any = a_design(dice)
    if dice.random() < 0.15:
        data["waivers"] = [a_waiver(dice) for _ in range(dice.randint(1, 3))]
    broken = dice.uniform(-sound / (1 - sound), 1)
    if 0 < broken < 0.55:
        data = broken_data(data, dice)
    text = strategies.to_yaml(data) if broken <= 0 and dice.random() < 0.6 else as_text(data, dice)
    if dice.random() < 0.12:
        text = _with_comments(text, dice)
    if broken > 0.45:
        text = broken_text(text, dice)
    content, encoding = as_bytes(text, dice)
    name = dice.choice(("design.yaml", "design.yaml", "design.json", "org.yml"))
    return Case({name: content}, {"encoding": encoding, "language": dice.choice(("en", "zh"))})


def _read(case: Case) -> Design:
    encoding = case.asked.get("encoding")
    return design_of(source_in(case.path, case.content, Asked(encoding=encoding), LIMITS), encoding=encoding, limits=LIMITS)


def judge_parsing(case: Case, dice: Dice) -> str:
    """Parse and link a design, and ask for the place of everything."""
    library, lines = shipped_library(), judge.lines_of(case.path, case.content, case.asked["encoding"])
    with speaking(case.asked["language"]):
        try:
            design = _read(case)
            organization = link(design, library.titles, library.terms)
        except OrgrulesError as error:
            return judge.refused(error, lines, case.asked["language"])
    if not organization.positions:
        raise Fault("an organization without positions")
    for each in (*design.positions, *(design.units or ()), *(design.people or ()), *design.waivers):
        place = each.line_and_column()
        judge.inside(Location(case.path, *place), lines, "an entry")
        for key in each.entry.model_fields_set:
            judge.inside(Location(case.path, *each.line_and_column(key)), lines, "a value")
    return "read"


@cache
def every_rulebook() -> Library:
    """All that is shipped, loaded together."""
    return load_library(("sales-organization", "spans-and-layers", "internal-control"))


def judge_check(case: Case, dice: Dice) -> str:
    """Check a design, and write reports of it."""
    language: Language = case.asked["language"]
    lines = judge.lines_of(case.path, case.content, case.asked["encoding"])
    library = every_rulebook() if dice.randrange(5) == 0 else shipped_library()
    settings = Settings(engine="reference", language=language, today=TODAY, strict=dice.randrange(8) == 0)
    with speaking(language):
        try:
            [(_organization, report)] = check_each([_read(case)], library, settings)
        except OrgrulesError as error:
            return judge.refused(error, lines, language)
        found = judge.whole(report, lines, language, dice)
        if dice.randrange(AGAIN) == 0:
            _same(report, _checked(case, library, settings), "a second run says something else")
        if dice.randrange(BY_BOTH) == 0:
            _same(report, _checked(case, library, settings._replace(engine="durable")), "the engines disagree")
    if dice.randrange(AGAIN) == 0:
        other: Language = "zh" if language == "en" else "en"
        with speaking(other):
            told = _checked(case, library, settings._replace(language=other))
        judge.alike(
            map(_in_any_language, report.findings), map(_in_any_language, told.findings), "another language, other findings"
        )
    return found


def _checked(case: Case, library: Library, settings: Settings) -> Report:
    [(_organization, report)] = check_each([_read(case)], library, settings)
    return report


def _same(one: Report, other: Report, what: str) -> None:
    judge.alike(one.findings, other.findings, what)
    judge.alike(one.rules, other.rules, what)
    if one != other:
        raise Fault(what)


def _in_any_language(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.location, finding.fingerprint, finding.severity, len(finding.related)


# ---------------------------------------------------------------------------------------- several files


def make_files(dice: Dice) -> Case:
    """A design in several files, and others beside it."""
    data = a_design(dice)
    parts: dict[str, Any] = {}
    inner = a_design(dice)
    inner.pop("organization", None)
    names = dice.sample(("a.yaml", "regions/b.yaml", "regions/c.yml", "d.json", "deep/er/e.yaml"), dice.randint(1, 3))
    for name in names:
        some = {key: inner[key] for key in inner if dice.random() < 0.7}
        if dice.random() < 0.2:
            some["include"] = [dice.choice(_PATTERNS)]
        parts[name] = broken_data(some, dice) if dice.random() < 0.2 else some
    data["include"] = [dice.choice((*names, *names, *_PATTERNS)) for _ in range(dice.randint(1, 2))]
    if dice.random() < 0.2:
        data = broken_data(data, dice)
    files = {"design.yaml": as_text(data, dice), **{name: as_text(part, dice) for name, part in parts.items()}}
    if dice.random() < 0.3:
        name = dice.choice(list(files))
        files[name] = broken_text(files[name], dice)
    asked = {"paths": dice.choice((["design.yaml"], ["."], ["*.yaml"], ["design.yaml", *names], ["**/*.y*ml", "design.yaml"]))}
    content = {name: as_bytes(text, dice)[0] for name, text in files.items()}
    return Case(content, {**asked, "language": dice.choice(("en", "zh"))})


_PATTERNS = (
    "*.yaml",
    "regions/*",
    "**/*.yaml",
    "../x.yaml",
    "design.yaml",
    "missing.yaml",
    "/etc/passwd",
    "",
    "**",
    "a.yaml/",
    "[",
    ".",
)


def judge_files(case: Case, dice: Dice) -> str:
    """Check what paths name, as the program does."""
    settings = Settings(engine="reference", language=case.asked["language"], today=TODAY, limits=LIMITS)
    with folder_of(case) as folder:
        paths = [str(folder / path) for path in case.asked["paths"]]
        lines = {
            str(folder / path): each for path, content in case.files.items() for each in judge.lines_of(path, content).values()
        }
        try:
            report = check(paths, settings)
        except OrgrulesError as error:
            return judge.refused(error, lines, settings.language)
        found = judge.whole(report, lines, settings.language, dice)
        if dice.randrange(AGAIN) == 0:
            _same(report, check(paths, settings), "a second run says something else")
    return "problems" if report.problems else found


# ---------------------------------------------------------------------------------------- what must be the same


def make_sound(dice: Dice) -> Case:
    """A design that can be read, with comments in none of its lines."""
    data = a_design(dice)
    return Case({"design.json": json.dumps(data, ensure_ascii=False).encode()}, {"data": data})


def judge_sameness(case: Case, dice: Dice) -> str:
    """Check a design, and then what must say the same of it."""
    data: Data = json.loads(case.content)
    try:
        found = _found(strategies.to_yaml(data))
    except OrgrulesError as error:
        return judge.refused(error, {})
    for what, way in _WAYS.items():
        if dice.random() < 0.5:
            way(data, found, dice, what)
    return "findings" if found else "clean"


def _found(text: str | bytes, name: str = "design.yaml", encoding: str | None = None) -> list[Finding]:
    content = text if isinstance(text, bytes) else text.encode()
    case = Case({name: content}, {"encoding": encoding})
    return list(_checked(case, shipped_library(), Settings(engine="reference", today=TODAY)).findings)


def _prints(findings: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.fingerprint) for finding in findings)


def _expect(one: Mapping[Any, int], other: Mapping[Any, int], what: str) -> None:
    judge.alike(sorted(one.items()), sorted(other.items()), what)


def _in_another_order(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    """Entries of a section in another order."""
    if any(finding.rule.startswith("identity/duplicate") for finding in found):
        return  # it is the second of two that is told
    turned = copy.deepcopy(data)
    for section in ("units", "positions", "people"):
        if section in turned:
            dice.shuffle(turned[section])
    one, other = found, _found(strategies.to_yaml(turned))
    if any(finding.rule == "hierarchy/one-root" for finding in (*one, *other)):
        return  # of several tops as large, the first is the top
    # namesakes without ids are told apart by their order
    names = Counter(normalize(str(each.get("title") or each.get("name"))) for each in _entries(data) if "id" not in each)
    if max(names.values(), default=1) > 1:
        _expect(Counter(each.rule for each in one), Counter(each.rule for each in other), what)
    else:
        _expect(_prints(one), _prints(other), what)


def _keys_in_another_order(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            dice.shuffle(keys)
            return {key: turned(value[key]) for key in keys}
        return [turned(each) for each in value] if isinstance(value, list) else value

    _expect(_prints(found), _prints(_found(strategies.to_yaml(turned(data)))), what)


def _with_blanks(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    """Blank lines and comments between lines: only lines change."""
    lines = strategies.to_yaml(data).split("\n")
    moved: dict[int, int] = {}
    new: list[str] = []
    for number, line in enumerate(lines, 1):
        if dice.random() < 0.3:
            new += dice.choice(
                ([""], ["# a remark: [not] {yaml"], ["  ", "#"], ["\t# x"] if number > len(lines) else ["    # x"])
            )
        new.append(line)
        moved[number] = len(new)
    again = _found("\n".join(new))
    expected = [each._replace(message="") for each in found]
    expected = [
        finding._replace(
            location=finding.location._replace(line=moved[finding.location.line]),
            subject_at=finding.subject_at and finding.subject_at._replace(line=moved[finding.subject_at.line]),
            related=tuple(
                each._replace(location=each.location._replace(line=moved[each.location.line])) for each in finding.related
            ),
        )
        for finding in expected
    ]
    judge.alike(expected, [finding._replace(message="") for finding in again], what)


def _in_json(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    """The same data as JSON, and as YAML of another style."""
    indent = dice.choice((None, 2, "\t"))
    as_json = json.dumps(data, ensure_ascii=dice.random() < 0.5, indent=indent)
    _expect(_prints(found), _prints(_found(as_json, "design.json")), what)
    block = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=False)
    _expect(_prints(found), _prints(_found(block)), what)


def _in_another_encoding(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    encoding = dice.choice(("utf-16", "utf-8-sig", "gb18030", "utf-32"))
    text = strategies.to_yaml(data)
    again = _found(text.encode(encoding), encoding=encoding if encoding in ("gb18030", "utf-32") else None)
    judge.alike(found, again, what)


def _with_other_line_ends(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    judge.alike(found, _found(strategies.to_yaml(data).replace("\n", dice.choice(("\r\n", "\r")))), what)


_REFERRING = ("reports_to", "dotted_line_to", "reports", "head", "unit", "parent", "holder")


def _renamed(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    """Ids consistently called otherwise: the same rules are broken."""
    ids = {fold(str(each["id"])) for each in _entries(data) if "id" in each}

    def named(text: Any) -> Any:
        return f"{collapse(text)}-q7" if isinstance(text, str) and fold(text) in ids else text

    def changed(entry: Data) -> Data:
        new = dict(entry)
        for key in ("id", *_REFERRING):
            value = new.get(key)
            if isinstance(value, list):
                new[key] = [changed(each) if isinstance(each, dict) else named(each) for each in value]
            elif value is not None:
                new[key] = named(value)
        return new

    names = {fold(str(each.get(key))) for each in _entries(data) for key in ("title", "name")}
    if ids & names:
        return  # what is an id and a name too is not told apart here
    renamed = {key: [changed(each) for each in value] if isinstance(value, list) else value for key, value in data.items()}
    rules = Counter(finding.rule for finding in found)
    _expect(rules, Counter(finding.rule for finding in _found(strategies.to_yaml(renamed))), what)


def _entries(data: Data) -> Iterator[Data]:
    waiting = [each for key in ("units", "positions", "people") for each in data.get(key, ())]
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += [each for each in entry.get("reports", ()) if isinstance(each, dict)]


def _beside_another(data: Data, found: list[Finding], dice: Dice, what: str) -> None:
    """Another organization in a file that is checked in the same run."""
    if dice.random() < 0.7:
        return  # it reads rulebooks anew
    settings = Settings(engine="reference", today=TODAY)
    other = Case({"design.yaml": strategies.to_yaml(data).encode(), "other.yaml": strategies.to_yaml(a_design(dice)).encode()})
    with folder_of(other) as folder:
        mine = str(folder / "design.yaml")
        report = check(dice.choice(([mine, str(folder / "other.yaml")], [str(folder / "other.yaml"), mine])), settings)
    again = [finding for finding in report.findings if finding.location.path == mine]
    moved = {mine: "design.yaml"}
    judge.alike(map(_plain, found), [_plain(finding, moved) for finding in again], what)


def _plain(finding: Finding, moved: Mapping[str, str] = {}) -> tuple[object, ...]:
    location = finding.location
    return finding.rule, location._replace(path=moved.get(location.path, location.path)), finding.fingerprint


_WAYS = {
    "another order of entries, other findings": _in_another_order,
    "another order of keys, other findings": _keys_in_another_order,
    "blank lines and comments, other findings": _with_blanks,
    "JSON and YAML, other findings": _in_json,
    "another encoding, other findings": _in_another_encoding,
    "other line ends, other findings": _with_other_line_ends,
    "other ids, other rules": _renamed,
    "beside another organization, other findings": _beside_another,
}
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

PARSING = Kind(make, judge_parsing)
CHECKS = Kind(partial(make, sound=0.5), judge_check)
FILES = Kind(make_files, judge_files)
SAMENESS = Kind(make_sound, judge_sameness)
