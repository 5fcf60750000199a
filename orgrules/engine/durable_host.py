"""The durable-rules engine: the only module that knows ``durable``, and that absorbs every trap of it that was measured.

A program becomes durable rules, one for each alternative of its being kept or broken, which test single fields of a flat fact;
what fires says the verdict, and where nothing fires, a look at ``where`` tells outside from open.
The traps (measured on 2.0.28; each has a test of its name):

- ``Host()`` starts polling threads, ``durable.lang`` keeps rulesets in the module: only ``engine.Ruleset`` is used, no host.
- ``id`` and ``sid`` are reserved fields, and a rule that tests no ``kind`` matches the engine's own state: fields are called
  ``kind``, ``key`` and numbered ``f0``, ``p0`` …
- joins, nested conditions and regular expressions crash or are refused: conditions are flat conjunctions over one fact.
- more than 64 rules whose ``$neq`` holds, or 255 fields in a fact, are refused: rules are dealt out to small rulesets, each
  seeing only the fields that its rules read.
- types are compared loosely, and missing fields match nothing: every field is there, of one type, beside one that says
  whether it was (``p0``), with a default of that type where it was not. Whole numbers are below 2**53.
- exceptions in an action are swallowed, and an action of two parameters stalls: actions of one parameter append to a list,
  and the ruleset's errors are raised afterwards.
- a fact that matches nothing raises; so does one that the engine takes for an earlier one, which happens to different facts
  too: keys are unique, a fact is tried once more under a new key, and then the reference engine decides it.
- the cost of a fact grows with the number of facts in a session: facts are dealt out to fresh rulesets.
- ``Ruleset`` changes the definition that it is given: each gets its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from orgrules.engine import reference
from orgrules.engine.programs import Comparison, Conjunction, Program, Record, Verdict, verdicts
from orgrules.errors import EngineError
from orgrules.facts.expressions import Column, Scalar, holds
from orgrules.locale import _

#: Durable rules in one ruleset: more than 64 whose ``$neq`` holds on one fact are refused (error 303).
MOST_RULES = 30
#: Columns that the rules of one ruleset read; each takes two fields, and more than 255 are refused (error 302).
MOST_COLUMNS = 100
#: Facts in one session: its index has 512 buckets, and past ten thousand facts cost and errors grow.
MOST_FACTS = 2_000

_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_DEFAULTS: dict[str, Scalar] = {"text": "", "number": 0, "truth": False}

# one alternative of one program: its number, the verdict that it says, its comparisons
_Alternative = tuple[int, Verdict, Conjunction]


def decide(programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
    """The verdict of every program on every record.

    Raises:
        EngineError: durable-rules is not here, or failed.
    """
    engine = load()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its clock is deprecated from Python 3.12 on
        return _decide(engine, programs, records)


def _decide(engine: Any, programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
    decided: list[list[Verdict | None]] = [[None] * len(programs) for _ in records]
    too_wide: set[int] = set()
    every: list[_Alternative] = []
    for number, program in enumerate(programs):
        own = [(number, verdict, row) for verdict, rows in verdicts(program).items() for row in rows]
        if any(len(_columns(alternative)) > MOST_COLUMNS for alternative in own):
            too_wide.add(number)
        else:
            every += own
    for alternatives in _chunks(every):
        columns = list(dict.fromkeys(comparison.column for *_others, row in alternatives for comparison in row))
        for first in range(0, len(records), MOST_FACTS):
            fired: list[tuple[int, int]] = []
            ruleset = _ruleset(engine, alternatives, columns, fired)
            undecided = [
                number
                for number, record in enumerate(records[first : first + MOST_FACTS], first)
                if not _assert(engine, ruleset, number, _fact(record, columns))
            ]
            _raise_first([ruleset.get_state(None).get("exception")])  # what an action raised is kept there in silence
            for number, index in fired:
                which, verdict, _ = alternatives[index]
                decided[number][which] = verdict
            for number in undecided:
                _refer(decided, programs, records, {alternative[0] for alternative in alternatives}, [number])
    _refer(decided, programs, records, too_wide, range(len(records)))
    return [
        [
            verdict if verdict is not None else Verdict.OUTSIDE if _is_outside(program, record) else Verdict.OPEN
            for program, verdict in zip(programs, found, strict=True)
        ]
        for record, found in zip(records, decided, strict=True)
    ]


def _is_outside(program: Program, record: Record) -> bool:
    """Whether a program is certainly about something else. Putting that to durable-rules as well would double its work."""
    return holds(program.where, record.__getitem__) is False


def _refer(
    decided: list[list[Verdict | None]],
    programs: Sequence[Program],
    records: Sequence[Record],
    which: Iterable[int],
    numbers: Iterable[int],
) -> None:
    """Let the reference engine decide some programs on some records."""
    for number in numbers:
        for index in which:
            decided[number][index] = reference.judge(programs[index], records[number])


def is_installed() -> bool:
    """Whether durable-rules can be used here: on Python 3.13 and later its extension builds, and fails when it is imported."""
    try:
        load()
    except EngineError:
        return False
    return True


def load() -> Any:
    """The library's engine module.

    Raises:
        EngineError: it cannot be imported here.
    """
    try:
        from durable import engine  # imported where used: it is absent on Python 3.13 and later
    except ImportError as error:
        message = _("the engine durable-rules cannot be imported here ({error}); use --engine reference")
        raise EngineError(message.format(error=error)) from None
    return engine


def _chunks(alternatives: Iterable[_Alternative]) -> Iterator[list[_Alternative]]:
    """Alternatives, as many together as one ruleset takes."""
    chunk: list[_Alternative] = []
    columns: set[Column] = set()
    for alternative in alternatives:
        own = _columns(alternative)
        if chunk and (len(chunk) == MOST_RULES or len(columns | own) > MOST_COLUMNS):
            yield chunk
            chunk, columns = [], set()
        chunk.append(alternative)
        columns |= own
    if chunk:
        yield chunk


def _columns(alternative: _Alternative) -> set[Column]:
    return {comparison.column for comparison in alternative[2]}


def _ruleset(engine: Any, alternatives: Sequence[_Alternative], columns: Sequence[Column], fired: list[tuple[int, int]]) -> Any:
    fields = {column: str(index) for index, column in enumerate(columns)}
    definition = {
        f"r{index}": {
            "all": [{"m": {"$and": [{"kind": "record"}, *(_term(comparison, fields) for comparison in row)]}}],
            "run": _action(index, fired),
        }
        for index, (_, _, row) in enumerate(alternatives)
    }
    try:
        return engine.Ruleset("orgrules", None, definition)
    except Exception as error:
        raise EngineError(_("durable-rules refused a ruleset: {error}").format(error=error)) from error


def _action(index: int, fired: list[tuple[int, int]]) -> Callable[[Any], None]:
    def run(context: Any) -> None:
        fired.append((int(context.m.key.partition(".")[0]), index))

    return run


def _term(comparison: Comparison, fields: dict[Column, str]) -> dict[str, Any]:
    field = fields[comparison.column]
    if comparison.present:
        return {f"p{field}": True}
    plain = {f"f{field}": comparison.value}
    return plain if comparison.operator == "=" else {_OPERATORS[comparison.operator]: plain}


def _fact(record: Record, columns: Sequence[Column]) -> dict[str, Any]:
    fact: dict[str, Any] = {"kind": "record"}
    for index, column in enumerate(columns):
        value = record[column]
        fact[f"p{index}"] = value is not None
        fact[f"f{index}"] = _DEFAULTS[column.type] if value is None else value
    return fact


def _assert(engine: Any, ruleset: Any, number: int, fact: dict[str, Any]) -> bool:
    """Let a fact be matched and the actions run; False where the engine takes it for another one, twice."""
    for attempt in range(2):
        try:
            state = ruleset.assert_fact({**fact, "key": f"{number}.{attempt}"})
        except engine.MessageNotHandledException:
            return True  # it matches nothing
        except engine.MessageObservedException:
            continue
        except Exception as error:
            raise EngineError(_("durable-rules failed on a fact: {error}").format(error=error)) from error
        errors: list[Any] = []
        ruleset.do_actions(state, lambda error, _state, errors=errors: errors.append(error))
        _raise_first(errors)
        return True
    return False


def _raise_first(errors: Sequence[Any]) -> None:
    for error in errors:
        if error:
            raise EngineError(_("durable-rules failed in an action: {error}").format(error=error))
