"""What is done with designs besides checking them: read, why, compare, charts, baselines."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random as Dice
from typing import Any
from xml.etree import ElementTree

from orgrules.cli.why import _lines
from orgrules.errors import OrgrulesError
from orgrules.findings import Report
from orgrules.locale import Language, speaking
from orgrules.output import charts, comparisons, readings
from orgrules.output.formats import View
from orgrules.policy.baseline import entries_of, text_of
from orgrules.settings import Settings
from orgrules.tasks.baseline import write_baseline
from orgrules.tasks.check import check, check_each, examine
from orgrules.tasks.compare import compare
from orgrules.tasks.read import read
from orgrules.tasks.why import why
from orgrules.text import sanitize
from tests.fuzz import judge
from tests.fuzz.designs import LIMITS, TODAY, a_design
from tests.fuzz.designs import make as make_design
from tests.fuzz.hunt import Case, Fault, Kind, folder_of
from tests.fuzz.mutate import NAMES, VALUES, as_bytes, as_text, broken_data, broken_text, routes
from tests.fuzz.mutate import at as value_at


def _settings(case: Case) -> Settings:
    return Settings(
        engine="reference", language=case.asked["language"], today=TODAY, limits=LIMITS, encoding=case.asked.get("encoding")
    )


def _lines_of(case: Case, folder: Path) -> judge.Lines:
    known = case.asked.get("encoding")
    return {
        str(folder / name): each for name, content in case.files.items() for each in judge.lines_of(name, content, known).values()
    }


def _json_of(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Fault(f"invalid {name}", str(error)) from error


# ---------------------------------------------------------------------------------------- read, why, charts


def make_asked(dice: Dice) -> Case:
    """A design, and what somebody asks about: mostly something in it."""
    case = make_design(dice, sound=0.6)
    try:
        data = json.loads(case.content)
        texts = [each for each in (value_at(data, route) for route in routes(data)) if isinstance(each, str)]
    except (ValueError, RecursionError):
        texts = []
    about = dice.choice((None, *(dice.choice(texts or NAMES) for _ in range(6)), dice.choice(NAMES), "nobody", "", ":", "\x1b"))
    if about is not None and dice.random() < 0.3:
        about = dice.choice(("position:", "unit:", "person:", "cycle:", "organization:", "x:")) + about
    return Case(case.files, {**case.asked, "about": about})


def judge_asked(case: Case, dice: Dice) -> str:
    """Read a design, explain a thing in it, and draw it."""
    settings, language = _settings(case), case.asked["language"]
    with folder_of(case) as folder:
        path, lines = str(folder / case.path), _lines_of(case, folder)
        understanding = read([path], settings)
        for problem in understanding.problems:
            judge.told(problem, lines, language)
        for name in readings.FORMATS.names():
            text = _written(readings.FORMATS, name, understanding, View(language, all=dice.random() < 0.5))
            if name == "json":
                _json_of("reading", text)
        if understanding.problems:
            return "refused"
        try:
            explanation = why(path, case.asked["about"], settings)
        except OrgrulesError as error:
            judge.refused(error, lines, language)
        else:
            with speaking(language):
                for line in map(sanitize, _lines(explanation, "")):
                    if judge.RAW.search(line) or not line.isprintable():
                        raise Fault("a control character in why", repr(line))
        _draw(check([path], settings, charted=True), language, dice)
    return "read"


def _draw(report: Report, language: Language, dice: Dice) -> None:
    name = dice.choice(charts.FORMATS.names())
    if not report.charts:
        return
    text = _written(charts.FORMATS, name, report, View(language))
    if name == "svg":
        ElementTree.fromstring(text)


def _written(formats: Any, name: str, content: Any, view: View) -> str:
    stream = io.StringIO(newline="")
    formats.writer(name)(content, stream, view)
    if judge.RAW.search(stream.getvalue().removeprefix("\ufeff").replace("\r\n", "\n")):
        raise Fault(f"a control character in {name}")
    return stream.getvalue()


# ---------------------------------------------------------------------------------------- compare


def make_two(dice: Dice) -> Case:
    """Two versions of a design: a change or two, none, or nothing in common."""
    before = a_design(dice)
    after = (
        a_design(dice)
        if dice.random() < 0.1
        else broken_data(before, dice, values=(*NAMES, *VALUES[:10]))
        if dice.random() < 0.8
        else before
    )
    files = {"old.yaml": as_text(before, dice).encode(), "new.yaml": as_text(after, dice).encode("utf-8", "surrogatepass")}
    return Case(files, {"language": dice.choice(("en", "zh")), "same": before == after})


def judge_two(case: Case, dice: Dice) -> str:
    """Compare two versions, there and back; a version with itself is the same."""
    settings, language = _settings(case), case.asked["language"]
    with folder_of(case) as folder:
        old, new, lines = str(folder / "old.yaml"), str(folder / "new.yaml"), _lines_of(case, folder)
        try:
            found = compare(old, new, settings, charted=True)
        except OrgrulesError as error:
            return judge.refused(error, lines, language)
        for name in comparisons.FORMATS.names():
            if name == "html" and dice.randrange(5):
                continue
            text = _written(comparisons.FORMATS, name, found, View(language, all=dice.random() < 0.5))
            if name == "json":
                _json_of("comparison", text)
        back = compare(new, old, settings)
        same = case.asked["same"]
    rules = {each.rule for some in (found.introduced, found.fixed, found.unchanged) for each in some}
    if any("duplicate" in rule for rule in rules):
        return "compared"  # which of two that are called the same is meant depends on which comes first
    if (len(found.added), len(found.removed), found.kept) != (len(back.removed), len(back.added), back.kept):
        raise Fault("there and back, other positions", f"{found.added} {found.removed} {back.added} {back.removed}"[:800])
    introduced, fixed = (Counter(each.fingerprint for each in some) for some in (found.introduced, back.fixed))
    if introduced != fixed:
        raise Fault("there and back, other findings", str((introduced - fixed) + (fixed - introduced)))
    if same and (found.added or found.removed or found.changed or found.introduced or found.fixed or found.units):
        raise Fault("a version differs from itself", str(found)[:800])
    return "the same" if same else "compared"


# ---------------------------------------------------------------------------------------- baselines


def make_baseline(dice: Dice) -> Case:
    """A design and a baseline of it, or one of another design, whole or broken."""
    data = a_design(dice)
    text = as_text(data, dice)
    known = json.loads(_baseline_of(text if dice.random() < 0.8 else as_text(a_design(dice), dice)))
    if dice.random() < 0.5:
        known = broken_data(
            known, dice, ("version", "findings", "rule", "path", "subject", "message", "fingerprint", "count", "x")
        )
    written = json.dumps(known, ensure_ascii=False, indent=2)
    if dice.random() < 0.25:
        written = broken_text(written, dice)
    files = {"known.json": as_bytes(written, dice)[0], "design.yaml": text.encode("utf-8", "surrogatepass")}
    return Case(files, {"language": dice.choice(("en", "zh"))})


def _baseline_of(text: str) -> str:
    from tests.fuzz.designs import _read
    from tests.helpers import shipped_library

    case = Case({"design.yaml": text.encode("utf-8", "surrogatepass")})
    try:
        [(_organization, report)] = check_each([_read(case)], shipped_library(), Settings(engine="reference", today=TODAY))
    except OrgrulesError:
        return '{"version": 1, "findings": []}'
    return text_of(entries_of(report.findings, "known.json", frozenset()))


def judge_baseline(case: Case, dice: Dice) -> str:
    """Check with a baseline; what is written hides everything, and is written the same again."""
    settings, language = _settings(case), case.asked["language"]
    with folder_of(case) as folder:
        design, known, lines = str(folder / "design.yaml"), str(folder / "known.json"), _lines_of(case, folder)
        with_it = settings._replace(baseline=known)
        try:
            report = check([design], with_it)
        except OrgrulesError as error:
            return judge.refused(error, lines, language)
        if report.problems:
            return "problems"
        judge.whole(report, lines, language, dice)
        for path in _written_by(case, design, known, settings):
            again = check([design], settings._replace(baseline=path))
            never = examine([design], settings).selection.never_hidden
            left = [finding.rule for finding in again.findings if finding.rule not in never]
            if left or (again.baseline and again.baseline.gone):
                raise Fault("a baseline that was just written hides not everything", f"{left} {again.baseline}"[:500])
    return "compared"


def _written_by(case: Case, design: str, known: str, settings: Settings) -> Iterator[str]:
    """The baseline when it is written, and that it is the same when it is written once more."""
    write_baseline([design], settings, known)
    first = Path(known).read_bytes()
    write_baseline([design], settings, known)
    if Path(known).read_bytes() != first:
        raise Fault("a baseline is written otherwise when it is written again")
    yield known
    write_baseline([design], settings, known, prune=True)
    if Path(known).read_bytes() != first:
        raise Fault("a baseline that was just written is pruned")


ASKED = Kind(make_asked, judge_asked)
TWO = Kind(make_two, judge_two)
BASELINES = Kind(make_baseline, judge_baseline)
