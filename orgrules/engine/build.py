"""From a broken rule and its subject to a finding: the one place where findings are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from typing import Any, NamedTuple

from orgrules.engine.elsewhere import Elsewhere, Having
from orgrules.engine.failures import Failure, Tested, broken_items, failing, inner_of, item_of, items_asked, way_on
from orgrules.engine.places import place
from orgrules.engine.subjects import Keys, declared_id, title_of
from orgrules.engine.wording import Wording, named, tells_by_items
from orgrules.facts.expressions import Any_, Expression, Not, answering, meeting, tests
from orgrules.facts.paths import Path, reached, understand
from orgrules.facts.vocabulary import Hop, Kind, kind_of
from orgrules.findings import Cite, Finding, Location, Related, SubjectName, fingerprint
from orgrules.locale import _, pgettext
from orgrules.organization.model import Cycle, Person, Position, Subject
from orgrules.organization.reading import FIELDS, keys_of, texts_of
from orgrules.rulebook.model import Library, Rule, Statement
from orgrules.rulebook.templates import Template, template
from orgrules.text import pick, shown

#: Most related places that one finding names: the first ones.
MOST_RELATED = 20


def build_findings(broken: Iterable[tuple[Rule, Subject]], library: Library) -> list[Finding]:
    """The findings of one organization, in the order of their places and in the language spoken."""
    found = (finding for finding, _subject in Builder(library).each(broken))
    return sorted(found, key=lambda finding: (finding.location, finding.rule))


def cites(statements: Iterable[Statement]) -> tuple[Cite, ...]:
    """Statements as reports cite them."""
    return tuple(Cite(each.rulebook, each.document, each.id, pick(each.gloss), each.place) for each in statements)


#: What names a fact, or something that a finding says itself, and gives its text.
Value = Callable[[str], str | None]
#: Members of a list that are missing or too many.
Items = tuple[str, ...]


class _About(NamedTuple):
    """What every finding about a subject says of it: its name, where it begins, and what outlives edits elsewhere."""

    subject: SubjectName
    at: Location
    key: str


class Builder:
    """Makes findings in the language spoken, of one organization or several; what is known of rules is put together once."""

    def __init__(self, library: Library) -> None:
        self.wording = Wording(library)
        self.made = 0
        self._rules: dict[tuple[str, Kind], _OfRule] = {}

    def each(self, broken: Iterable[tuple[Rule, Subject]]) -> Iterator[tuple[Finding, Subject]]:
        """Each finding of one organization with the subject that it is about: rule by rule, not in the order of places."""
        of_one = _OfOne(self.wording)
        for rule, subject in broken:
            self.made += 1
            yield self._of_rule(rule, kind_of(subject)).finding(subject, of_one), subject

    def _of_rule(self, rule: Rule, kind: Kind) -> _OfRule:
        found = self._rules.get((rule.id, kind))
        if found is None:
            found = self._rules[rule.id, kind] = _OfRule(rule, kind, self.wording)
        return found


class _OfOne:
    """What several findings of one organization say."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._keys = Keys()
        self._subjects: dict[Subject, _About] = {}
        self._elsewhere: dict[tuple[tuple[Kind, str], ...], Elsewhere] = {}
        self._read_texts: dict[tuple[str, int, str, int], Related] = {}
        self._said_of: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def about(self, subject: Subject) -> _About:
        """What is said of a subject, whatever rule it breaks."""
        found = self._subjects.get(subject)
        if found is None:
            name = SubjectName(kind_of(subject), declared_id(subject), title_of(subject))
            found = self._subjects[subject] = _About(name, place(subject), "\x1f".join(self._keys.key(subject)))
        return found

    def elsewhere(self, collections: Sequence[Path]) -> Elsewhere:
        """Who has what lists lack in some collections, whatever rule names them."""
        names = tuple((each.kind, each.text) for each in collections)
        if names not in self._elsewhere:
            self._elsewhere[names] = Elsewhere(collections, self._wording, MOST_RELATED)
        return self._elsewhere[names]

    def read_as(self, owner: Position | Person, field: str, index: int, text: str, ids: tuple[str, ...]) -> Related:
        """Where a text of a list stands, and what it was read as; several findings on one position rest on it."""
        key = (kind_of(owner), owner.index, field, index)
        found = self._read_texts.get(key)
        if found is None:
            said = self._said_of.get((text, field, ids))
            if said is None:
                said = self._said_of[text, field, ids] = self._wording.read_as(text, FIELDS[field], ids)
            found = self._read_texts[key] = Related(place(owner, keys_of(field), index), said)
        return found


class _Alike(NamedTuple):
    """What those findings of a rule have in common that fail the same tests: what is expected, and the keys that are pointed at.

    ``way`` leads on below them; it is None where it is another at each subject. ``said`` is what they say themselves by the items
    of lists that are missing or too many, where nothing else of the subject bears on it (None: it does).
    """

    expected: str
    keys: tuple[str, ...]
    way: tuple[str, ...] | None
    said: dict[tuple[Items, ...], dict[str, str | None]] | None


class _OfRule:
    """The findings of one rule on one kind of subject: its texts taken apart, its ways understood, its tests put together."""

    def __init__(self, rule: Rule, kind: Kind, wording: Wording) -> None:
        where, require = rule.conditions[kind]
        message, placement = pick(rule.message), rule.placement
        self._rule = rule
        self._kind = kind
        self._wording = wording
        self._failing = failing(require)
        self._first = [Tested(test, False, None, broken_items(test)) for test in islice(tests(require), 1)]
        self._joins_by_or = isinstance(require, Any_)
        self._name, self._fix = template(pick(rule.name)), template(pick(rule.fix))
        self._message = template(message) if message else None
        self._says_who = "{who}" in message
        stated = (("expected", placement.expected), ("actual", placement.actual))
        self._stated = [(name, template(pick(texts))) for name, texts in stated if texts]
        filled = (self._name, self._fix, self._message, *(text for _name, text in self._stated))
        self._asks = frozenset(name for text in filled if text is not None for name in text.names)
        self._texts = (*_texts_in(where), *_texts_in(require))
        self._members = _members(placement.related, kind)
        self._is_related = meeting(placement.related_where)
        self._paths: dict[str, Path] = {}
        self._alike: dict[tuple[Tested, ...], _Alike] = {}
        self._cites: dict[tuple[Items, ...], tuple[Cite, ...]] = {}

    def finding(self, subject: Subject, of_one: _OfOne) -> Finding:
        """One finding."""
        rule, about = self._rule, of_one.about(subject)
        failed = self._failing(subject) or [Failure(tested, subject) for tested in self._first]
        items = [failure.items for failure in failed]
        alike = self._what_is_alike(failed)
        having = self._having(subject, failed, items, of_one) if rule.placement.elsewhere else _NOBODY
        said = {**self._said(alike, failed, items), "elsewhere": having.said or None}

        def value(name: str) -> str | None:
            return said[name] if name in said else self._wording.fact(self._path(name), subject)

        for name, text in self._stated:
            said[name] = text.fill(value)
        read_as = self._read_as(subject, of_one) if self._texts else ()
        told = self._message
        message = self._told(told, failed, value) if told is not None else self._default(subject, failed, items, value)
        way = alike.way if alike.way is not None else way_on(alike.keys, failed, subject)
        return Finding(
            rule=rule.id,
            severity=rule.severity,
            message=message,
            location=place(subject, alike.keys, item_of(subject, failed), way),
            subject=about.subject,
            related=_first_of(self._related(subject, failed), having.related, read_as),
            expected=said["expected"] or "",
            actual=said["actual"] or "",
            cites=self._cited([those or items_asked(failure.test) for failure, those in zip(failed, items, strict=True)]),
            fix=self._fix.fill(value),
            fingerprint=fingerprint(rule.id, about.key),
            subject_at=about.at,
            repeated=self._repeated(said, message) if any(len(those) > 1 for those in items) else (),
            by_wording=bool(read_as),
        )

    def _path(self, name: str) -> Path:
        """The fact that a placeholder names."""
        found = self._paths.get(name)
        if found is None:
            found = self._paths[name] = self._wording.understand(self._kind, name)
        return found

    def _what_is_alike(self, failed: Sequence[Failure]) -> _Alike:
        key = tuple([failure.tested for failure in failed])
        found = self._alike.get(key)
        if found is None:
            join = self._wording.alternatives if self._joins_by_or else self._wording.row
            expected = join(dict.fromkeys(self._wording.expected(each.test, each.negated) for each in key))
            at_fault = tuple(name for each in key for name in each.path.key)
            # of several places that a rule names, that of the test that failed comes first
            keys = tuple(sorted(self._rule.placement.at, key=lambda name: name not in at_fault)) or at_fault
            is_same = all(inner_of(each) is None for each in key)
            is_told = all(each.collection is None and tells_by_items(each.test) for each in key)
            way = way_on(keys, failed) if is_same else None
            found = self._alike[key] = _Alike(expected, keys, way, {} if is_told else None)
        return found

    def _said(self, alike: _Alike, failed: Sequence[Failure], items: Sequence[Items]) -> Mapping[str, str | None]:
        """What a finding says itself, from the tests that failed."""
        if alike.said is None or not all(items):
            return self._say(alike, failed, items)
        key = tuple(items)
        found = alike.said.get(key)
        if found is None:
            found = alike.said[key] = self._say(alike, failed, items)
        return found

    def _say(self, alike: _Alike, failed: Sequence[Failure], items: Sequence[Items]) -> dict[str, str | None]:
        wording = self._wording
        each = list(zip(failed, items, strict=True))
        actual = [wording.actual(failure.test, failure.of, those) for failure, those in each]
        said: dict[str, str | None] = {"expected": alike.expected, "actual": wording.row(dict.fromkeys(actual))}
        lists_several = any(len(those) > 1 for those in items)  # which may be repeated
        if lists_several or "missing" in self._asks:
            missing = [wording.missing(failure.test, failure.of, those) for failure, those in each]
            said["missing"] = self._by_member(failed, missing)
        if lists_several or "extra" in self._asks:
            said["extra"] = self._by_member(failed, [wording.extra(failure.test, those) for failure, those in each])
        if "who" in self._asks:
            said["who"] = wording.row(map(named, _members_at_fault(failed)))
        return said

    def _by_member(self, failed: Sequence[Failure], texts: Sequence[str]) -> str:
        """What is told of each failure; where several members are at fault, put together by these."""
        if len(failed) == 1 or len(_members_at_fault(failed)) < 2:
            return self._wording.row(filter(None, texts))
        told: dict[Any, list[str]] = {}
        for failure, text in zip(failed, texts, strict=True):
            if text and failure.tested.collection is not None:
                told.setdefault(failure.of, []).append(text)
        return pgettext("between sentences on facts", "; ").join(
            _("{name}: {missing}").format(name=named(member), missing=self._wording.row(theirs))
            for member, theirs in told.items()
        )

    def _told(self, message: Template, failed: Sequence[Failure], value: Value) -> str:
        """What is wrong; of several members that are asked each by itself, a sentence on each that is at fault."""
        of_members: dict[Any, list[Failure]] = {}
        for failure in failed if self._says_who else ():
            if failure.tested.collection is not None:
                of_members.setdefault(failure.of, []).append(failure)
        if len(of_members) < 2:
            return message.fill(value)

        def sentence(theirs: Sequence[Failure]) -> str:
            said = self._said(self._what_is_alike(theirs), theirs, [failure.items for failure in theirs])
            return message.fill(lambda name: said[name] if name in said else value(name))

        sentences = map(sentence, of_members.values())
        return reduce(lambda first, second: _("{first} {second}").format(first=first, second=second), sentences)

    def _default(self, subject: Subject, failed: Sequence[Failure], items: Sequence[Items], value: Value) -> str:
        """The message of a rule that has none: who breaks it, and which of their facts is what, instead of what."""
        told = [
            self._wording.contrast(failure.test, failure.tested.negated, failure.of, those)
            for failure, those in zip(failed, items, strict=True)
        ]
        return self._wording.breaks(shown(title_of(subject)), self._name.fill(value), list(dict.fromkeys(told)))

    def _repeated(self, said: Mapping[str, str | None], message: str) -> tuple[str, ...]:
        """What of the expected and the actual is a list that the message holds whole."""
        lists = [text for text in (said["missing"], said["extra"]) if text and text in message]
        same = [*lists, *map(self._wording.without, lists)]
        return tuple([name for name in ("expected", "actual") if said[name] in same])

    def _having(self, subject: Subject, failed: Sequence[Failure], items: Sequence[Items], of_one: _OfOne) -> Having:
        """Who else has what lists of the subject lack."""
        lacking: dict[str, tuple[Path, Items]] = {}
        for failure, those in zip(failed, items, strict=True):
            path, asked = failure.test.column.path, failure.test.column.asked
            if failure.of is subject and asked is not None and asked.test == "includes":
                lacking[path.text] = (path, those)
        return of_one.elsewhere(self._rule.placement.elsewhere).of(subject, lacking.values())

    def _read_as(self, subject: Subject, of_one: _OfOne) -> tuple[Related, ...]:
        """The texts on whose reading by their wording the verdict rests: where each stands, and what it was read as."""
        found: dict[Location, Related] = {}
        for asked_of, asked in _asked_of(subject, self._texts):
            bearing = asked.named if not asked.is_only else (asked.path.read(asked_of) or frozenset()) - asked.named
            for owner in _owners(asked.way, asked_of) if asked.way is not None else [asked_of]:
                if not isinstance(owner, Position | Person):  # of several members nobody asks which one it was
                    continue
                texts = texts_of(owner, asked.field)
                for index, (ids, _how) in owner.organization.listed(FIELDS[asked.field], texts, owner.known_role).by_wording:
                    if bearing.intersection(ids):
                        one = of_one.read_as(owner, asked.field, index, texts[index], ids)
                        found.setdefault(one.location, one)
        return tuple(found.values())

    def _cited(self, items: Sequence[Items]) -> tuple[Cite, ...]:
        """The statements that were broken: of a list, those of its missing members; else all of the rule's."""
        key = tuple(items)
        found = self._cites.get(key)
        if found is None:
            of_items = [statement for those in key for item in those for statement in self._rule.item_cites.get(item, ())]
            once = {statement[:3]: statement for statement in of_items}.values()
            found = self._cites[key] = cites(once or self._rule.field_cites or self._rule.cites)
        return found

    def _related(self, subject: Subject, failed: Sequence[Failure]) -> tuple[Related, ...]:
        if isinstance(subject, Cycle):
            return tuple(
                Related(place(member, ("reports_to", "parent")), title_of(member))
                for member in subject.members[1 : MOST_RELATED + 1]
            )
        first = getattr(subject, "first_with_id", None)
        if first is not None and self._rule.placement.at == ("id",):
            return (Related(place(first, ("id",)), title_of(first)),)
        if self._members is None:
            return ()
        name = self._rule.placement.related
        at_fault = [each.of for each in failed if each.tested.collection is not None and each.tested.collection.text == name]
        members = dict.fromkeys(at_fault) or self._members(subject) or ()
        meeting_it = (member for member in members if member is not None and self._is_related(member))
        return tuple(Related(place(member), title_of(member)) for member in islice(meeting_it, MOST_RELATED))


#: Where nobody is asked who has what is lacking.
_NOBODY = Having()


def _members_at_fault(failed: Iterable[Failure]) -> dict[Any, None]:
    """Those that are asked each by itself and fail, each once."""
    return dict.fromkeys(failure.of for failure in failed if failure.tested.collection is not None)


def _members(name: str | None, kind: Kind) -> Callable[[Any], Iterable[Any] | None] | None:
    """How related subjects are read; None where there are none."""
    try:
        path = understand(kind, name) if name is not None else None
    except ValueError:  # a rule on several kinds names a collection that only some of them have
        return None
    if path is None:
        return None
    return (lambda subject: _owners(path, subject)) if isinstance(path.word, Hop) else path.read


def _first_of(*related: tuple[Related, ...]) -> tuple[Related, ...]:
    """The first of what is related in one way or another; many findings share what is related in one way alone."""
    there = [each for each in related if each]
    if not there:
        return ()
    return there[0][:MOST_RELATED] if len(there) == 1 else tuple([one for each in there for one in each])[:MOST_RELATED]


class _Texts(NamedTuple):
    """A test of what stands in a list of texts: whose list it is (``way``: of whom it leads to), and the ids that it asks for."""

    path: Path
    field: str
    way: Path | None
    named: frozenset[str]
    is_only: bool


class _OfEach(NamedTuple):
    """Such tests of the members of a collection that do not meet what each one should."""

    path: Path
    is_at_fault: Callable[[Any], bool | None]
    texts: tuple[_Texts | _OfEach, ...]


def _texts_in(condition: Expression) -> tuple[_Texts | _OfEach, ...]:
    """The tests in a condition whose answer may rest on how a text was read."""
    found: list[_Texts | _OfEach] = []
    for test in tests(condition):
        path, asked = test.column.path, test.column.asked
        if asked is not None and asked.test == "each" and isinstance(asked.where, Not):
            if inner := _texts_in(asked.where.part):
                found.append(_OfEach(path, answering(asked.where), inner))
            continue
        field = next((name for name in FIELDS if f".{path.text}".endswith((f".{name}", f".{name}.of_others"))), None)
        if field is None or asked is None or asked.test not in ("includes", "includes_any", "excludes", "only"):
            continue
        way = path.text.removesuffix(".of_others")[: -len(field)].rstrip(".")
        values = frozenset(map(str, asked.values))
        found.append(_Texts(path, field, understand(path.kind, way) if way else None, values, asked.test == "only"))
    return tuple(found)


def _asked_of(subject: Any, texts: Iterable[_Texts | _OfEach]) -> Iterator[tuple[Any, _Texts]]:
    """These tests, each with what it asks: the subject, or a member that does not meet what each one should."""
    for each in texts:
        if isinstance(each, _Texts):
            yield subject, each
            continue
        for member in each.path.read(subject) or ():
            if each.is_at_fault(member) is True:
                yield from _asked_of(member, each.texts)


def _owners(path: Path, subject: Any) -> Iterable[Any]:
    """What a way leads to, be it several."""
    several = reached(path)
    return several(subject) if several is not None else [path.read(subject)]
