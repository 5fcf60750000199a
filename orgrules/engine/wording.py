"""Facts and tests in words: values as a reader of the report knows them, in the report's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.facts.expressions import Test, meets
from orgrules.facts.paths import Path, understand
from orgrules.facts.vocabulary import Collection, Fact, Hop
from orgrules.locale import Language
from orgrules.organization.model import UNRECOGNIZED, Position, Subject, Unit
from orgrules.rulebook.model import Library
from orgrules.text import pick, shown

#: Most names that one text lists.
MOST_LISTED = 8

_WORDS: dict[str, dict[Language, str]] = {
    "none": {"en": "nothing", "zh": "无"},
    "vacant": {"en": "vacant", "zh": "空缺"},
    "unrecognized": {"en": "a title that is no known role", "zh": "名称不对应任何已知角色"},
    "yes": {"en": "yes", "zh": "是"},
    "no": {"en": "no", "zh": "否"},
    "or": {"en": " or ", "zh": "或"},
    "and": {"en": ", ", "zh": "、"},
    "and, apart": {"en": ", ", "zh": "；"},
    "either": {"en": " / ", "zh": " / "},  # seen to belong together in a longer row
    "more": {"en": ", and {} more", "zh": "，另有 {} 项"},
    "=": {"en": "{}", "zh": "{}"},
    "one of": {"en": "{}", "zh": "{}"},
    "!=": {"en": "anything but {}", "zh": "不是{}"},
    "at_least": {"en": "at least {}", "zh": "至少{}"},
    "at_most": {"en": "at most {}", "zh": "至多{}"},
    "more_than": {"en": "more than {}", "zh": "多于{}"},
    "less_than": {"en": "less than {}", "zh": "少于{}"},
    "exists": {"en": "something", "zh": "有内容"},
    "absent": {"en": "nothing", "zh": "无"},
    "starts_with": {"en": "beginning with {}", "zh": "以{}开头"},
    "ends_with": {"en": "ending with {}", "zh": "以{}结尾"},
    "contains": {"en": "containing {}", "zh": "包含{}"},
    "includes": {"en": "{}", "zh": "{}"},
    "described": {"en": "{} (as {role})", "zh": "{}（{role}）"},
    "without": {"en": "without {}", "zh": "缺少{}"},
    "education": {"en": "education of {} (it is {there})", "zh": "{}学历（现为{there}）"},
    "includes_any": {"en": "one of {}", "zh": "{}之一"},
    "excludes": {"en": "none of {}", "zh": "不含{}"},
    "only": {"en": "only {}", "zh": "仅限{}"},
    "not": {"en": "not {}", "zh": "非{}"},
    "breaks": {"en": '{subject} does not keep the rule "{rule}": {facts}.', "zh": "{subject}不符合规则“{rule}”：{facts}。"},
    "contrast": {"en": "{fact} is {actual} and should be {expected}", "zh": "{fact} 现为{actual}，应为{expected}"},
    "known": {"en": "{fact} ({value})", "zh": "{fact}（{value}）"},
    "then": {"en": "; ", "zh": "；"},
}
_ORDER = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "=": "=", "!=": "!="}
_OPPOSITE = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
    "includes_any": "excludes",
    "excludes": "includes_any",
    "exists": "absent",
    "=": "!=",
    "one of": "!=",
    "!=": "=",
}


class Wording:
    """Words in one language over the names that a library knows."""

    def __init__(self, library: Library, language: Language) -> None:
        self.library = library
        self.language = language

    @property
    def nothing(self) -> str:
        """The word for what is empty."""
        return self._word("none")

    @property
    def vacant(self) -> str:
        """The word for a position that nobody holds."""
        return self._word("vacant")

    def fact(self, path: Path, subject: Subject) -> str | None:
        """The value of a fact of a subject; None where the design leaves it open."""
        word = path.word
        value = path.read(subject)
        return None if value is None else self.value(word, value) if isinstance(word, Fact) else str(value)

    def value(self, fact: Fact, value: Any) -> str:
        """A fact's value as it is read; what is absent is said to be so."""
        if value is None:
            return self._word("none")
        if isinstance(value, bool):
            return self._word("yes" if value else "no")
        if fact.scale is not None:
            names = fact.scale.names[value if isinstance(value, str) else list(fact.scale.names)[value]]
            return names[0 if self.language == "en" else 1]
        if isinstance(value, frozenset | set):
            return self.row(self._term(fact.term, item) for item in sorted(value)) if value else self._word("none")
        if isinstance(value, list):
            return self.row(self.value(fact, item) for item in value)
        if isinstance(value, dict):
            return self.row(f"{shown(str(key))}: {self.value(fact, item)}" for key, item in value.items())
        if isinstance(value, float):
            return _number(value)
        if fact.type == "role":
            return self._word("unrecognized") if value == UNRECOGNIZED else self._term("role", value)
        return self._term(fact.term, str(value)) if fact.term else shown(str(value))

    def row(self, names: Iterable[str]) -> str:
        """Names in a row, the first ones of many."""
        there = list(names)
        return self._row(there, self._and(there))

    def alternatives(self, names: Iterable[str]) -> str:
        """Names joined by "or"."""
        return self._row(list(names), self._word("or"))

    def expected(self, test: Test, negated: bool) -> str:
        """What a test asks for."""
        column = test.column
        word, asked = column.path.word, column.asked
        if asked is None:
            name = _ORDER[test.operator]
            values: tuple[Any, ...] = (test.spelled or test.value,)
        else:
            name, values = asked.test, asked.values
            negated ^= test.value is False
        said = _OPPOSITE.get(name, name) if negated else name
        if asked is not None and asked.fact is not None:
            return self._templated(said, asked.fact.text)
        if asked is not None and isinstance(word, Collection):
            return self._templated(said, str(values[0]))
        if not isinstance(word, Fact) or name == "exists":
            return self._word("absent" if negated else "exists")
        texts = [self.value(word, value if word.type != "set" else frozenset({value})) for value in values]
        if not texts:
            return self._word("none")
        if word.type == "text" and word.term is None:  # of one thing's names in two languages, the reader's
            texts = [text for text in texts if text.isascii() is (self.language == "en")] or texts
        listing = word.type == "set" and said != "includes_any"
        joint = self._and(texts) if listing else self._word("either" if said == "includes_any" else "or")
        told = self._templated(said, self._row(texts, joint))
        return self._templated("not", told) if negated and name not in _OPPOSITE else told

    def actual(self, test: Test, subject: Subject) -> str:
        """What is there instead: a value, the members that are too many, or a number."""
        path, asked = test.column.path, test.column.asked
        word = path.word
        if isinstance(word, Fact) and word.type == "set" and asked is not None and path.read(subject) is not None:
            there = self._items(word, self.broken_items(test, subject))
            if asked.test == "includes":
                return self.without(there)
            if asked.test in ("only", "excludes"):
                return there
            if asked.test == "includes_any":  # all that is there instead would say nothing
                return self._word("none")
        if isinstance(word, Fact) and word.type == "role" and "." in path.text:
            owner = understand(path.kind, path.text.rpartition(".")[0])
            if isinstance(owner.word, Hop):  # not the role that a title tells
                there = owner.read(subject)
                return self._word("none") if there is None else self._position(there)
        if isinstance(word, Fact):
            return self.value(word, path.read(subject))
        if isinstance(word, Collection) and asked is not None and asked.test in ("at_least", "at_most", "more_than", "less_than"):
            names = self._counted(test, subject)
            return self.row(names) if names and asked.test in ("at_most", "less_than") else str(len(names) or self._word("none"))
        there = path.read(subject)
        if isinstance(there, Position):
            return self._position(there)
        return self._word("none") if there is None else shown(there.name) if isinstance(there, Unit) else self._word("exists")

    def contrast(self, test: Test, negated: bool, subject: Subject) -> str:
        """What a fact is, and what it should be: its name is the one that rules ask for it by."""
        asked = test.column.asked
        expected = self.expected(test, negated)
        if asked is not None and asked.fact is not None and isinstance(asked.fact.word, Fact):
            other = self.fact(asked.fact, subject)
            if other is not None:  # the name of another fact does not tell what would have been right
                expected = self._filled("known", fact=expected, value=other)
        return self._filled("contrast", fact=test.column.path.text, actual=self.actual(test, subject), expected=expected)

    def breaks(self, subject: str, rule: str, facts: Iterable[str]) -> str:
        """That a subject breaks a rule, as a sentence."""
        return self._filled("breaks", subject=subject, rule=rule, facts=self._word("then").join(facts))

    def missing(self, test: Test, subject: Subject) -> str:
        """What a list or a level lacks, in names; "" where the test is of another kind."""
        word = test.column.path.word
        if isinstance(word, Fact) and word.scale is EDUCATION:
            there = self.value(word, test.column.path.read(subject))
            return self._templated("education", self.expected(test, False)).replace("{there}", there)
        asked = test.column.asked
        if isinstance(word, Fact) and word.type == "set" and asked and asked.test == "includes_any":
            return self.expected(test, False)
        if isinstance(word, Fact) and word.type == "set" and asked and asked.test == "includes":
            return self._items(word, self.broken_items(test, subject))
        return ""

    def extra(self, test: Test, subject: Subject) -> str:
        """What a list has too much, in names; "" where the test is of another kind."""
        word = test.column.path.word
        if isinstance(word, Fact) and word.type == "set" and test.column.asked and test.column.asked.test in ("only", "excludes"):
            return self._items(word, self.broken_items(test, subject))
        return ""

    def held(self, path: Path, items: Iterable[str], position: Position) -> str:
        """Items of a list, and whose list they stand in."""
        word = path.word
        names = self.row(self._term(word.term if isinstance(word, Fact) else None, item) for item in items)
        title = shown(position.title)
        return f"{names} ({title})" if self.language == "en" else f"{names}（{title}）"

    def without(self, missing: str) -> str:
        """What a list is that lacks something."""
        return self._templated("without", missing)

    def _items(self, fact: Fact, items: Iterable[str]) -> str:
        """All of what a list lacks or has too much, for whoever mends it needs all of it."""
        names = [self._term(fact.term, item) for item in items]
        return self._and(names).join(names) if names else self._word("none")

    def broken_items(self, test: Test, subject: Subject) -> list[str]:
        """The members of a list that are missing or too many, in the order of the rule; for a level, the level asked for."""
        path, asked = test.column.path, test.column.asked
        word = path.word
        if not isinstance(word, Fact):
            return []
        if word.scale is not None and isinstance(test.value, int) and asked is None:
            return [list(word.scale.names)[test.value]]
        there = path.read(subject)
        if word.type != "set" or asked is None or there is None:
            return []
        named = frozenset(map(str, asked.values))
        by_test = {"includes": named - there, "only": there - named, "excludes": there & named}
        order = {str(value): index for index, value in enumerate(asked.values)}
        return sorted(by_test.get(asked.test, frozenset()), key=lambda item: (order.get(item, len(order)), item))

    def _position(self, position: Position) -> str:
        """A title, with the role where the design or the unit told it rather than the title alone."""
        found = position.resolution
        title = shown(position.title)
        if found.role is None or not (found.in_context or found.status == "stated"):
            return title
        return self._templated("described", title).replace("{role}", self._term("role", found.role))

    def _counted(self, test: Test, subject: Subject) -> list[str]:
        asked = test.column.asked
        members = test.column.path.read(subject) or ()
        where = asked.where if asked else None
        found = [member for member in members if meets(where, member)]
        return [shown(member.title if isinstance(member, Position) else member.name) for member in found]

    def _term(self, kind: str | None, id_: str) -> str:
        texts = self.library.term_names.get(kind or "", {}).get(id_)
        return shown(pick(texts, self.language) or id_) if texts else shown(id_)

    def _row(self, names: list[str], joint: str) -> str:
        if len(names) <= MOST_LISTED:
            return joint.join(names)
        rest = len(names) - MOST_LISTED
        return self._and(names).join(names[:MOST_LISTED]) + self._templated("more", str(rest))

    def _and(self, names: Iterable[str]) -> str:
        """What parts names in a row: a mark that none of them holds, as far as the language has another."""
        usual = self._word("and")
        return self._word("and, apart") if any(usual in name for name in names) else usual

    def _word(self, name: str) -> str:
        return _WORDS[name][self.language]

    def _filled(self, name: str, **values: str) -> str:
        # one pass, as a value may hold what looks like another's name
        return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], _WORDS[name][self.language])

    def _templated(self, name: str, value: str) -> str:
        return _WORDS[name][self.language].replace("{}", value)


def _number(value: float) -> str:
    """A number with at most two decimals, unless those would make a whole one of it: 10.999 has not reached 11."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return short if "." in short or value.is_integer() else f"{value:g}"
