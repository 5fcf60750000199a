"""How well duties, skills, powers and meetings are understood as people write them.

    python benchmarks/wording/duties.py TEXTS.tsv [--statements STATEMENTS.tsv] [--show]

TEXTS.tsv has the columns text, lang, role, kind, expected (``a+b`` where one line holds two, ``-`` where it is nobody's) and
style. STATEMENTS.tsv lists the statements of the source document (id, kind, statement): each that a role's items cite is put
to it word for word. *Right* is exactly what is expected; *wrong* is any id that is not; the rest is *open*.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library

_FIELDS = {"duties": "duty", "requirements": "skill", "authority": "authority", "meetings": "meeting"}


class Line(NamedTuple):
    """One text, and what it is."""

    group: str
    text: str
    role: str
    kind: str
    expected: frozenset[str]


def written(path: Path) -> Iterator[Line]:
    """The lines of a file of texts."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            expected = frozenset() if row["expected"] == "-" else frozenset(row["expected"].split("+"))
            group = {"negative": "nobody's", "merged": "two in one line"}.get(row["style"], f"paraphrase, {row['lang']}")
            yield Line(group, row["text"], row["role"], row["kind"], expected)


def copied(path: Path, library: Library) -> Iterator[Line]:
    """The statements of the document that a role's items cite."""
    with path.open(encoding="utf-8", newline="") as file:
        said = {row["id"]: row["statement"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for role in library.profiles:
        for field, kind in _FIELDS.items():
            rule = next((each for each in library.rules if each.id == f"{role}/{field}"), None)
            by_statement: dict[str, set[str]] = {}
            for id_, statements in (rule.item_cites if rule else {}).items():
                for statement in statements:
                    if id_ in library.term_names[kind]:  # a level of education is none
                        by_statement.setdefault(statement.id, set()).add(id_)
            for cited, ids in by_statement.items():
                if cited in said:
                    text = said[cited]
                    for form in (text, f"(3) {text.rstrip(';。')}"):
                        yield Line("document", form, role, kind, frozenset(ids))


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--statements", type=Path)
    parser.add_argument("--show", action="store_true", help="print the lines that are not right")
    asked = parser.parse_args()
    library = load_library()
    lines = [line for path in asked.texts for line in written(path)]
    if asked.statements:
        lines += copied(asked.statements, library)
    tallies: dict[str, Counter[str]] = {}
    for line in lines:
        ids, how = library.terms.read(line.kind, line.text, line.role)
        taken = frozenset(ids) if how in ("id", "name", "wording") else frozenset()
        verdict = "wrong" if taken - line.expected else "right" if taken == line.expected else "open"
        tally = tallies.setdefault(line.group, Counter())
        tally[verdict] += 1
        if asked.show and verdict != "right":
            expected = "+".join(sorted(line.expected)) or "-"
            print(verdict, line.group, line.role, line.text, expected, f"{how}: {' '.join(ids)}", sep="\t")
    total: Counter[str] = Counter()
    for group, tally in tallies.items():
        total += tally
        _print(group, tally)
    _print("all", total)


def _print(group: str, tally: Counter[str]) -> None:
    number = sum(tally.values())
    verdicts = ("right", "open", "wrong")
    shares = "  ".join(f"{verdict} {tally[verdict]:4} ({100 * tally[verdict] / max(number, 1):5.1f} %)" for verdict in verdicts)
    print(f"{group:20} {number:4} lines  {shares}")


if __name__ == "__main__":
    main()
