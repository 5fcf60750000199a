"""From a broken rule and its subject to a finding: the one place where findings are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import islice
from typing import Any, NamedTuple

from orgrules.engine.wording import Wording
from orgrules.facts.expressions import Any_, Asked, Expression, Not, Test, answering, meets, tests
from orgrules.facts.paths import Path, reached, understand
from orgrules.facts.vocabulary import Collection, Fact, Hop, kind_of
from orgrules.files.source import Route, Source
from orgrules.findings import Cite, Finding, Location, Related, SubjectName, fingerprint
from orgrules.locale import _, pgettext
from orgrules.organization.model import Cycle, Organization, Person, Position, Subject, Unit, organization_of
from orgrules.organization.reading import FIELDS, texts_of
from orgrules.rulebook.model import Library, Rule, Statement
from orgrules.rulebook.templates import fill
from orgrules.text import fold, pick, shown

#: Most related places that one finding names: the first ones.
MOST_RELATED = 20


class Failure(NamedTuple):
    """A test that made a requirement false; ``negated`` where it is its being true that is wrong.

    Where each member of a collection is asked by itself, it is a test of the member: ``collection`` leads from the subject to it.
    """

    test: Test
    negated: bool
    of: Any
    collection: Path | None = None

    @property
    def path(self) -> Path:
        """The fact of the subject that is wrong."""
        return self.collection or self.test.column.path


def build_findings(broken: Iterable[tuple[Rule, Subject]], library: Library) -> list[Finding]:
    """The findings of one organization, in the order of their places and in the language spoken."""
    return [finding for finding, _subject in findings_with_subjects(broken, library)]


def findings_with_subjects(broken: Iterable[tuple[Rule, Subject]], library: Library) -> list[tuple[Finding, Subject]]:
    """As ``build_findings``, each with the subject that it is about."""
    builder = _Builder(library)
    found = [(builder.finding(rule, subject), subject) for rule, subject in broken]
    return sorted(found, key=lambda pair: (pair[0].location, pair[0].rule))


def failures(expression: Expression, subject: Any, wanted: bool = True) -> list[Failure]:
    """The tests because of which an expression is not ``wanted`` of a subject, in the order in which they were written."""
    if isinstance(expression, Not):
        return failures(expression.part, subject, not wanted)
    if answering(expression)(subject) is not (not wanted):
        return []
    if isinstance(expression, Test):
        asked, path = expression.column.asked, expression.column.path
        if asked is not None and asked.test == "each" and isinstance(asked.where, Not) and wanted:
            there = [failure for member in path.read(subject) for failure in failures(asked.where.part, member)]
            return [failure._replace(collection=path) for failure in there]
        return [Failure(expression, not wanted, subject)]
    return [failure for part in expression.parts for failure in failures(part, subject, wanted)]


def place(subject: Subject, keys: Sequence[str] = (), item: int | None = None, way: Sequence[str] = ()) -> Location:
    """Where the first of ``keys`` that the subject's entry has stands, or its first key.

    A list is pointed at by ``item`` of it, or by its key: where something is missing, none of its items is wrong. ``way`` leads
    on below the key; without it, the keys that follow may be one: requirements, education; attributes, site.floor.
    """
    if isinstance(subject, Cycle):
        return place(subject.members[0], ("reports_to",) if isinstance(subject.members[0], Position) else ("parent",))
    source, route = _entry(subject)
    if source is None:
        # a unit or a person of whom the design only gives the name, in the entries of positions
        named = "unit" if isinstance(subject, Unit) else "holder"
        positions = getattr(subject, "positions", ())
        item = _among_holders(positions[0], subject) if positions and named == "holder" else None
        return place(positions[0], (named,), item) if positions else Location(subject_path(subject), 1, 1)
    entry: Any = source.data
    for step in route:
        entry = entry[step]
    if not isinstance(entry, dict) or not entry:
        return located(source, route)
    key = next((key for key in keys if key in entry), None)
    if key is None:
        return Location(source.path, *source.place_in(entry, next(iter(entry)), route, key=True), source.sheet)
    inner: Any = entry[key]
    if not isinstance(inner, list | dict):
        return Location(source.path, *source.place_in(entry, key, route), source.sheet)
    deeper = _way(inner, ".".join(way or keys[keys.index(key) + 1 :]))
    for step in deeper:
        inner = inner[step]  # type: ignore[index]  # the way leads through mappings
    there = (*route, key, *deeper)
    if isinstance(inner, list) and item is not None and item < len(inner):
        return located(source, (*there, item))
    return located(source, there, key=isinstance(inner, list | dict))


def located(source: Source, route: Route, *, key: bool = False) -> Location:
    """Where the value (or the key) at a route stands."""
    return Location(source.path, *source.place(route, key=key), source.sheet)


def _way(node: Any, name: str) -> Route:
    """The keys that lead to ``name`` below a mapping, as facts/paths.py follows them: whole first, then by its dots."""
    if not isinstance(node, dict) or not name:
        return ()
    if name in node:
        return (name,)
    first, _, rest = name.partition(".")
    return (first, *_way(node[first], rest)) if first in node else ()


def subject_path(subject: Subject) -> str:
    """The file that a subject without an entry of its own is reported in."""
    return organization_of(subject).design.path


def cites(statements: Iterable[Statement]) -> tuple[Cite, ...]:
    """Statements as reports cite them."""
    return tuple(Cite(each.rulebook, each.document, each.id, pick(each.gloss)) for each in statements)


def title_of(subject: Subject) -> str:
    """A subject's title or name."""
    return subject.title if isinstance(subject, Position) else str(understand(kind_of(subject), "name").read(subject))


def _declared_id(subject: Subject) -> str | None:
    """The id as the design writes it."""
    declared = getattr(subject, "declared", None)
    return None if declared is None else declared.entry.id


def _item(subject: Subject, failed: Sequence[Failure]) -> int | None:
    """Which item of a list is at fault, by the first failure that can tell."""
    told = (_item_at_fault(subject, failure) for failure in failed)
    return next((item for item in told if item is not None), None)


def _item_at_fault(subject: Subject, failure: Failure) -> int | None:
    path, asked = failure.path, failure.test.column.asked
    word = path.word
    if path.text != word.name:  # another subject's list
        return None
    if isinstance(word, Fact) and word.item is not None:
        return word.item(subject)
    if failure.collection is not None:
        return _among_holders(subject, failure.of) if word.name == "holders" and isinstance(subject, Position) else None
    if asked is None or asked.fact is not None or asked.measure is not None:
        return None
    if isinstance(word, Fact):
        return _term_at_fault(subject, word, asked, negated=failure.negated) if word.term is not None else None
    if (
        not (isinstance(word, Collection) and isinstance(subject, Position))
        or (asked.test in ("at_most", "less_than")) is failure.negated
    ):
        return None
    members = [member for member in path.read(subject) or () if meets(asked.where, member)]
    if word.name == "reports":
        return next((index for index, report in _nested(subject) if any(report is member for member in members)), None)
    if word.name == "dotted_lines":
        targets = enumerate(line.target for line in subject.dotted)
        return next((index for index, target in targets if any(target is member for member in members)), None)
    return None


def _way_to(failure: Failure, subject: Subject) -> tuple[str, ...]:
    """The keys at fault."""
    path = failure.test.column.path
    word = path.word
    inner = word.inner if isinstance(word, Fact) and path.text == word.name else None
    return (*path.key, *(inner(subject) if inner is not None else ()))


def _term_at_fault(subject: Any, fact: Fact, asked: Asked, *, negated: bool) -> int | None:
    """The first item of a list that should not be there."""
    if asked.test not in (("includes", "includes_any") if negated else ("only", "excludes")):
        return None
    if getattr(subject, "declared", None) is None:  # as the organization, whose lists stand at others
        return None
    named = frozenset(map(str, asked.values))
    role = subject.known_role if isinstance(subject, Position | Person) else None
    for index, text in enumerate(texts_of(subject, ".".join(fact.key))):
        certain = subject.organization.term_set(fact.term, [text], role)  # as the fact itself is read
        if certain - named if asked.test == "only" else certain & named:
            return index
    return None


def _among_holders(position: Position, person: Any) -> int | None:
    """Which of several who share a position a person is."""
    return next((index for index, each in enumerate(position.co_holders) if each.target is person), None)


def _nested(position: Position) -> Iterable[tuple[int, Position]]:
    """Its reports that stand in the list of its entry, written out there or named, each with its index."""
    declared = position.declared
    written = {report.declared.route: report for report in position.reports if report.declared.source is declared.source}
    named = {name: report for report in position.reports for name in (fold(report.title), report.id) if name is not None}
    for index, entry in enumerate(declared.entry.reports or ()):
        report = named.get(entry) or named.get(fold(entry)) if isinstance(entry, str) else None
        report = report or written.get((*declared.route, "reports", index))
        if report is not None:
            yield index, report


def _entry(subject: Position | Unit | Any) -> tuple[Source | None, Route]:
    if isinstance(subject, Organization):
        return subject.design.organization_at
    declared = subject.declared
    return (declared.source, declared.route) if declared is not None else (None, ())


class _Builder:
    """Makes the findings of one organization; it counts subjects that only their order tells apart."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.wording = Wording(library)
        self.keys = _Keys()
        self._read_texts: dict[tuple[str, int, str, int], Related] = {}
        self._said_of: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def finding(self, rule: Rule, subject: Subject) -> Finding:
        """One finding."""
        kind = kind_of(subject)
        _, require = rule.conditions[kind]
        failed = failures(require, subject) or [Failure(test, False, subject) for test in list(tests(require))[:1]]
        said: dict[str, str | None] = dict(self._said(rule, subject, failed))
        elsewhere = self._elsewhere(rule, subject, failed)
        said["elsewhere"] = self.wording.row(text for _place, text in elsewhere) or None

        def value(name: str) -> str | None:
            return said[name] if name in said else self.wording.fact(self.wording.understand(kind, name), subject)

        for name, texts in (("expected", rule.placement.expected), ("actual", rule.placement.actual)):
            if texts:
                said[name] = fill(pick(texts), value)
        read_as = self._read_as(rule, subject)
        listed = [self.wording.broken_items(failure.test, failure.of) for failure in failed]
        said_by_rule = pick(rule.message)
        message = self._message(rule, subject, failed, value) if said_by_rule else self._default(rule, subject, failed, value)
        failing = tuple(key for failure in failed for key in failure.path.key)
        # of several places that a rule names, that of the test that failed comes first
        keys = tuple(sorted(rule.placement.at, key=lambda key: key not in failing)) or failing
        ways = (_way_to(failure, subject) for failure in failed)
        return Finding(
            rule=rule.id,
            severity=rule.severity,
            message=message,
            location=place(
                subject, keys, _item(subject, failed), next((way[1:] for way in ways if way[1:] and way[:1] == keys[:1]), ())
            ),
            subject=SubjectName(kind, _declared_id(subject), title_of(subject)),
            related=(*self._related(rule, subject, failed), *(Related(at, text) for at, text in elsewhere), *read_as)[
                :MOST_RELATED
            ],
            expected=said["expected"] or "",
            actual=said["actual"] or "",
            cites=cites(self._cites(rule, failed)),
            fix=fill(pick(rule.fix), value),
            fingerprint=self.keys.fingerprint(rule.id, subject),
            subject_at=place(subject),
            repeated=self._repeated(said, message) if any(len(items) > 1 for items in listed) else (),
            by_wording=bool(read_as),
        )

    def _message(self, rule: Rule, subject: Subject, failed: Sequence[Failure], value: Callable[[str], str | None]) -> str:
        """What is wrong; of several members that are asked each by itself, a sentence on each that is at fault."""
        message = pick(rule.message)
        members = list(dict.fromkeys(failure.of for failure in failed if failure.collection is not None))
        if len(members) < 2 or "{who}" not in message:
            return fill(message, value)

        def sentence(member: Any) -> str:
            said = self._said(rule, subject, [failure for failure in failed if failure.of is member])
            return fill(message, lambda name: said[name] if name in said else value(name))

        return reduce(lambda first, second: _("{first} {second}").format(first=first, second=second), map(sentence, members))

    def _repeated(self, said: Mapping[str, str | None], message: str) -> tuple[str, ...]:
        """What of the expected and the actual is a list that the message holds whole."""
        lists = {text for name in ("missing", "extra") if (text := said[name]) and text in message}
        lists |= {self.wording.without(text) for text in lists}
        return tuple(name for name in ("expected", "actual") if said[name] in lists)

    def _default(self, rule: Rule, subject: Subject, failed: Sequence[Failure], value: Callable[[str], str | None]) -> str:
        """The message of a rule that has none: who breaks it, and which of their facts is what, instead of what."""
        name = fill(pick(rule.name), value)
        told = (self.wording.contrast(failure.test, failure.negated, failure.of) for failure in failed)
        return self.wording.breaks(shown(title_of(subject)), name, list(dict.fromkeys(told)))

    def _said(self, rule: Rule, subject: Subject, failed: Sequence[Failure]) -> dict[str, str]:
        """What should be there and what is, from the tests that failed."""
        join = self.wording.alternatives if isinstance(rule.conditions[kind_of(subject)][1], Any_) else self.wording.row
        expected = dict.fromkeys(self.wording.expected(failure.test, failure.negated) for failure in failed)
        actual = dict.fromkeys(self.wording.actual(failure.test, failure.of) for failure in failed)
        members = dict.fromkeys(failure.of for failure in failed if failure.collection is not None)
        missing = [self.wording.missing(failure.test, failure.of) for failure in failed]
        too_many = [self.wording.extra(failure.test, failure.of) for failure in failed]

        def told(texts: Sequence[str]) -> str:
            return self._by_member(members, failed, texts) if len(members) > 1 else self.wording.row(filter(None, texts))

        return {
            "who": self.wording.row(shown(title_of(member)) for member in members),
            "expected": join(expected),
            "actual": self.wording.row(actual),
            "missing": told(missing),
            "extra": told(too_many),
        }

    def _by_member(self, members: Iterable[Any], failed: Sequence[Failure], texts: Sequence[str]) -> str:
        """What is told of each failure, put together by the members that are at fault."""
        told = {
            member: [text for failure, text in zip(failed, texts, strict=True) if text and failure.of is member]
            for member in members
        }
        return pgettext("between sentences on facts", "; ").join(
            _("{name}: {missing}").format(name=shown(title_of(member)), missing=self.wording.row(theirs))
            for member, theirs in told.items()
            if theirs
        )

    def _elsewhere(self, rule: Rule, subject: Subject, failed: Sequence[Failure]) -> list[tuple[Location, str]]:
        """Who else has what a list lacks: where each of them says so, and the items with the title."""
        lacking = {
            failure.test.column.path.text: self.wording.broken_items(failure.test, subject)
            for failure in failed
            if rule.placement.elsewhere
            and failure.of is subject
            and failure.test.column.asked
            and failure.test.column.asked.test == "includes"
        }
        found: dict[tuple[str, int], tuple[Location, str]] = {}
        for name, items in lacking.items():
            path = understand(kind_of(subject), name)
            for collection in rule.placement.elsewhere:
                for member in collection.read(subject) or ():
                    there = path.read(member) or frozenset()
                    theirs = [item for item in items if item in there]
                    if theirs and member is not subject:
                        text = self.wording.held(path, theirs, member)
                        found.setdefault((name, member.index), (place(member, path.key), text))
        return list(found.values())

    def _read_as(self, rule: Rule, subject: Subject) -> list[Related]:
        """The texts on whose reading by their wording the verdict rests: where each stands, and what it was read as."""
        found: dict[Location, Related] = {}
        conditions = rule.conditions[kind_of(subject)]
        for asked_of, test in (each for condition in conditions for each in _asked_of(subject, condition)):
            path, asked = test.column.path, test.column.asked
            field = next((name for name in FIELDS if f".{path.text}".endswith((f".{name}", f".{name}.of_others"))), None)
            if field is None or asked is None or asked.test not in ("includes", "includes_any", "excludes", "only"):
                continue
            way = path.text.removesuffix(".of_others")[: -len(field)].rstrip(".")
            owners = _owners(understand(path.kind, way), asked_of) if way else [asked_of]
            named = frozenset(map(str, asked.values))
            bearing = named if asked.test != "only" else (path.read(asked_of) or frozenset()) - named
            for owner in owners:
                if not isinstance(owner, Position | Person):  # of several members nobody asks which one it was
                    continue
                texts = texts_of(owner, field)
                for index, (ids, _how) in owner.organization.listed(FIELDS[field], texts, owner.known_role).by_wording:
                    if bearing.intersection(ids):
                        one = self._told(owner, field, index, texts[index], ids)
                        found.setdefault(one.location, one)
        return list(found.values())

    def _told(self, owner: Position | Person, field: str, index: int, text: str, ids: tuple[str, ...]) -> Related:
        """Where a text of a list stands, and what it was read as; several findings on one position rest on it."""
        key = (kind_of(owner), owner.index, field, index)
        found = self._read_texts.get(key)
        if found is None:
            said = self._said_of.get((text, field, ids))
            if said is None:
                said = self._said_of[text, field, ids] = self.wording.read_as(text, FIELDS[field], ids)
            found = self._read_texts[key] = Related(place(owner, field.split("."), index), said)
        return found

    def _cites(self, rule: Rule, failed: Sequence[Failure]) -> Iterable[Statement]:
        """The statements that were broken: of a list, those of its missing members; else all of the rule's."""
        items = [item for failure in failed for item in self.wording.broken_items(failure.test, failure.of)]
        of_items = [statement for item in items for statement in rule.item_cites.get(item, ())]
        if not of_items:
            return rule.field_cites or rule.cites
        return {statement[:3]: statement for statement in of_items}.values()

    def _related(self, rule: Rule, subject: Subject, failed: Sequence[Failure]) -> tuple[Related, ...]:
        if isinstance(subject, Cycle):
            return tuple(
                Related(place(member, ("reports_to", "parent")), title_of(member))
                for member in subject.members[1 : MOST_RELATED + 1]
            )
        first = getattr(subject, "first_with_id", None)
        if first is not None and rule.placement.at == ("id",):
            return (Related(place(first, ("id",)), title_of(first)),)
        related = rule.placement.related
        if related is None:
            return ()
        where = rule.placement.related_where
        try:
            path = understand(kind_of(subject), related)
            members = (_owners(path, subject) if isinstance(path.word, Hop) else path.read(subject)) or ()
        except ValueError:  # a rule on several kinds names a collection that only some of them have
            return ()
        at_fault = [failure.of for failure in failed if failure.collection is not None and failure.collection.text == related]
        members = dict.fromkeys(at_fault) or members
        meeting = (member for member in members if member is not None and meets(where, member))
        return tuple(Related(place(member), title_of(member)) for member in islice(meeting, MOST_RELATED))


def _asked_of(subject: Any, condition: Expression) -> Iterable[tuple[Any, Test]]:
    """The tests of a condition, each with what it asks: the subject, or a member that does not meet what each one should."""
    for test in tests(condition):
        asked = test.column.asked
        if asked is None or asked.test != "each" or not isinstance(asked.where, Not):
            yield subject, test
            continue
        for member in test.column.path.read(subject) or ():
            if answering(asked.where)(member) is True:
                yield from _asked_of(member, asked.where.part)


def _owners(path: Path, subject: Any) -> Iterable[Any]:
    """What a way leads to, be it several."""
    several = reached(path)
    return several(subject) if several is not None else [path.read(subject)]


class _Keys:
    """Names of subjects that outlive edits elsewhere: the declared id, or title, unit, manager and an ordinal among equals."""

    def __init__(self) -> None:
        self._ordinals: dict[int, dict[int, int]] = {}

    def fingerprint(self, rule: str, subject: Subject) -> str:
        """32 hexadecimal digits that do not depend on lines, columns or the language."""
        return fingerprint(rule, *self.key(subject))

    def key(self, subject: Subject) -> tuple[str, ...]:
        """The parts of a subject's name."""
        kind = kind_of(subject)
        if isinstance(subject, Organization):
            return (kind,)
        if isinstance(subject, Cycle):
            return (kind, *sorted("\x1e".join(self.key(member)) for member in subject.members))
        if subject.id is not None and subject.first_with_id is None:
            return (kind, "id", subject.id)
        return (kind, *_looks(subject), str(self._ordinal(subject)))

    def _ordinal(self, subject: Any) -> int:
        """How many subjects that look the same come before it."""
        organization = subject.organization
        everyone: list[Any] = {
            "position": organization.positions,
            "unit": organization.units,
            "person": organization.people,
        }[kind_of(subject)]
        table = self._ordinals.get(id(everyone))
        if table is None:
            seen: Counter[tuple[str, ...]] = Counter()
            table = {}
            for other in everyone:
                looks = _looks(other)
                table[other.index] = seen[looks]
                seen[looks] += 1
            self._ordinals[id(everyone)] = table
        return table[subject.index]


def _looks(subject: Any) -> tuple[str, ...]:
    name = fold(title_of(subject))
    id_ = subject.id or ""
    if isinstance(subject, Position):
        return (
            id_,
            name,
            fold(subject.unit.name) if subject.unit else "",
            fold(subject.manager.title) if subject.manager else "",
        )
    return (id_, name)
