"""What a written duty means by its words, where it is neither an id nor a name: compared with what the rulebooks list.

A text becomes *marks*: classes of verbs and of common nouns (``parlance``), the stems of English words, and the pairs of
neighbouring characters of Chinese ones. A mark weighs the more, the fewer items have it; what no item has weighs as much as the
rarest, so that a text about something else is like none. An item is read into a text where it explains most of the text, much
of the item is in it, no other item does as well, and the decisive verbs agree. Else the text is open, or nothing that is known.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from orgrules.organization import parlance
from orgrules.organization.terms import NOTHING, Item, Read
from orgrules.text import normalize

# How well an item fits a text goes from 0 to 1: the geometric mean of how much of the text it explains and how much of the item
# is there. The numbers below were settled with benchmarks/wording/duties.py; the rates hardly change for values near them.

#: The least fit of an item of the position's own role, and of any other.
LEAST_OWN = 0.55
LEAST_OTHER = 0.66
#: From here on a text may be the item.
LEAST_OPEN = 0.42
#: What counts for the items of the position's own role when they compete with others.
OWN = 0.12
#: How far the best must be ahead of the next.
MARGIN = 0.07
#: What it costs where the decisive verbs differ.
DISAGREES = 0.2
#: How much better the fit of a part must be than that of a whole text.
PART = 0.05
#: What an item must explain more of a part than the one that fits the whole text does.
GAIN = 0.3
#: And what all of them together must explain more of the whole.
GAIN_WHOLE = 0.15
#: The same where texts list several, and how much of a name must be there so that it is named.
GAIN_LISTED = 0.2
WHOLLY = 0.95
#: What a part of a text weighs at least, in terms of the rarest mark: a verb alone is no duty.
LIGHTEST = 0.9
#: How much of an item its names and glosses are, beside all that it goes by.
NAMES = 0.2
#: What a mark weighs that no item has, in terms of the rarest; and a word of another field of the company.
UNKNOWN = 1.1
FOREIGN = 2.5
#: An item that explains less of a text is not looked at more closely.
LEAST_EXPLAINED = 0.12
#: Longest text that is read, in characters: nobody's duty is a page.
MOST_READ = 400

_NUMBERING = re.compile(
    r"^[\s◆●○■□◇★☆▪•·*#>\-–—]*"
    r"(?:[（(]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z]|[ivx]{1,4})\s*[)）.、．:：]\s*|第?[一二三四五六七八九十\d]+[条项][、:：]?)?"
)
# circled, parenthesized and dotted numbers: plain ones in the form in which texts are compared
_CIRCLED = re.compile(r"^\s*[\u2460-\u249b\u2776-\u277f\u3220-\u3229]\s*")
_FINAL = "。.；;，,、!！ \t…"
_JOINTS = r"并且|同时|以及|(?<!合)并(?!购)|\band\b|\bas well as\b|\s[&+/|]\s|(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff])"
_CLAUSES = re.compile(rf"[，,；;。]|{_JOINTS}")
_PARTS = re.compile(rf"[，,；;。、]|{_JOINTS}|和|与|及")
# 除差旅费外 leaves something out, 除差旅费外，还 adds to it
_EXCEPTED = re.compile(
    r"除.{1,40}?(?:以外|之外|外)(?![，,]?\s*(?:还|也|亦|另|同时))"
    r"|(?:\bexcept|\bexcluding|\bother than\b(?! that)|\bapart from)\b[^,;.]*"
)
_NEGATED = re.compile(
    r"不(?:再|用|需|必)?(?:负责|承担|参与|管理|处理|从事|涉及|含|包括)|无需|无须|无权|毋须|不再|原(?:先|来)?(?:负责|承担)"
    r"|曾(?:经)?(?:负责|承担|任)?|此前|以前|已(?:移交|划归|转交|取消|不)|(?:由|归|交由)(?!本人|本岗).{1,16}负责"
    r"|免于|免除|不(?:归|属于?|由)本岗|(?:除外|不在此列)\s*$"
    r"|^\s*(?:暂|现|目前|一律|均|也|亦|但|而)?"
    r"(?:不(?:[准许得应宜可能会管]|控|审|监|考)|勿|切勿|严禁|非(?!标|常|洲|凡|本|公|现|正)|暂不|尚未)"
    r"|\bnot\b(?! only\b)|\bno longer\b|\bnever\b|\bformer(?:ly)?\b|\bpreviously\b|\bused to\b|n't\b|\bcannot\b"
    r"|\bno(?:body| one)\b|\bno (?:responsibility|authority)\b|\bfree (?:of|from)\b|\bexempt(?:ed)? from\b"
    r"|\bceased? to\b|\bout of scope\b|\bdiscontinued\b"
)
# a remark that takes back all that stands before it: （不含） does, （不含差旅费） is an exception
_TAKEN_BACK = re.compile(
    r"[（(]\s*(?:除外|不含|不包括|不在此列|(?:已|拟)?(?:取消|停止|暂停|作废|不再负责)"
    r"|已(?:移交|划归|转交)[^()（）]*|原(?:岗位|有)?职责"
    r"|(?:no longer|former(?:ly)?|previously|not any ?more|not (?:applicable|included|in scope)|n/?a|excluded|discontinued"
    r"|handed over[^()]*)(?: duty| task)?)\s*[)）]\s*$"
)
# what is not said to be done today may be done, or not
_DOUBTED = re.compile(
    r"停止|取消|禁止|中止|暂停|将来|未来可能|可能|^拟(?![定订出])|监督他人"
    r"|\bpossibly\b|\b(?:until|till|from|as of) (?:\w+ )?20\d\d\b|\b(?:stop|stops|stopped|cancel|prevent)\b"
)
_SCRIPTS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9][a-z0-9+#-]*")
# put it into practice, see them through
_PRONOUNS = frozenset({"it", "them"})
# who supports the director in setting a strategy assists, and who develops a strategy draws it up
_ASSISTS = re.compile(r"\bsupport(?:s|ing)?\b(?=(?: [\w'-]+){1,5} (?:in|with) (?:the )?\w+ing\b)")
_DRAWN_UP = re.compile(
    r"\bdevelop(?:s|ing)?\b"
    r"(?=(?: (?!and\b)[\w'-]+){0,4}? (?:strateg|plan|polic|program|scheme|budget|forecast|procedure|rule|guideline|proposal))"
)

#: What a text is made of: one mark, or the two pairs that a Chinese character is in (a word of two characters: one pair twice).
Unit = tuple[str, ...]


def plain(text: str) -> str:
    """A text in the form in which names are compared, without its number in a list and its final stop."""
    return _NUMBERING.sub("", normalize(_CIRCLED.sub("", text, count=1)), count=1).strip(_FINAL)


def _affirmed(form: str) -> str:
    """What of a text is said to be done: without what it excepts, and what it says is not done or no longer."""
    form = _EXCEPTED.sub("", form)
    taken_back = _TAKEN_BACK.search(form)
    if taken_back:
        clauses = re.split(r"[，,；;。]", form[: taken_back.start()])
        form = "，".join(clauses[:-1])
    if not _NEGATED.search(form):
        return form
    return "，".join(clause for clause in re.split(r"[，,；;。()]", form) if not _NEGATED.search(clause))


def is_negated(text: str) -> bool:
    """Whether a text says of something that it is not done, or no longer."""
    form = plain(text)
    return _affirmed(form) != form


def _as_doubted(read: Read) -> Read:
    """What a text may mean that does not say that it is done, or not yet."""
    return read._replace(how="open") if read.how == "wording" else read


class _Language:
    """The tables of words put together: they tell what a text is made of."""

    def __init__(self, more_chinese: str = "", more_english: str = "") -> None:
        empty = {*parlance.EMPTY_CHINESE.split(), *more_chinese.split()}
        self._chinese = {word: f"~{word}" for word in parlance.OTHER_FIELDS_CHINESE.split()}
        self._chinese |= {
            word: name for name, words in _classes(parlance.CHINESE, parlance.CHINESE_NOUNS) for word in words.split()
        }
        self._chinese |= dict.fromkeys(empty, "")
        self._chinese |= {word: word for word in parlance.WHOLE_CHINESE.split() if word not in self._chinese}
        by_length = sorted(self._chinese, key=lambda word: (-len(word), word))
        self._chinese_words = re.compile("|".join(map(re.escape, by_length)))
        # a word may be of several classes: to review is to check, and to assess
        english: dict[str, dict[str, None]] = defaultdict(dict)
        for name, words in _classes(parlance.ENGLISH, parlance.ENGLISH_NOUNS):
            for word in words.split("|"):
                english[" ".join(stem(each) for each in word.split() if each not in _PRONOUNS)][name] = None
        self._english: dict[str, tuple[str, ...]] = {
            stem(word): (f"~{stem(word)}",) for word in parlance.OTHER_FIELDS_ENGLISH.split()
        }
        self._english |= {phrase: tuple(names) for phrase, names in english.items()}
        self._english |= dict.fromkeys((stem(word) for word in f"{parlance.EMPTY_ENGLISH} {more_english}".split()), ())
        self._longest = max(phrase.count(" ") for phrase in self._english) + 1

    def units(self, text: str) -> list[Unit]:
        """What a text is made of, each once."""
        found: dict[Unit, None] = {}
        for piece in _SCRIPTS.findall(text):
            found |= dict.fromkeys(self._of_chinese(piece) if "\u3400" <= piece[0] <= "\u9fff" else self._of_english(piece))
        return list(found)

    def _of_chinese(self, run: str) -> Iterator[Unit]:
        at = 0
        for match in self._chinese_words.finditer(run):
            yield from _pairs(run[at : match.start()])
            mark = self._chinese[match[0]]
            if mark == match[0]:
                yield from _pairs(mark)
            elif mark:
                yield (mark,)
            at = match.end()
        yield from _pairs(run[at:])

    def _of_english(self, text: str) -> Iterator[Unit]:
        words = [stem(word) for word in self._words(text)]
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                marks = self._english.get(" ".join(words[at : at + length]))
                if marks is not None:
                    if marks:
                        yield marks
                    at += length
                    break
            else:
                yield (words[at],)
                at += 1

    def _words(self, text: str) -> Iterator[str]:
        """The words of an English text, those joined by a hyphen apart unless they are known together; an id is one."""
        is_id = " " not in text.strip()
        text = _DRAWN_UP.sub("draw up", _ASSISTS.sub("assist", text))
        for word in _WORD.findall(text):
            if "-" in word and not is_id and stem(word) not in self._english:
                yield from filter(None, word.split("-"))
            elif word not in _PRONOUNS:
                yield word


def _classes(of_verbs: Mapping[str, str], of_nouns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The marks of classes of words, and their words: those of verbs begin with ``@``, those of nouns with ``=``."""
    yield from ((f"@{name}", words) for name, words in of_verbs.items())
    yield from ((f"={name}", words) for name, words in of_nouns.items())


def _pairs(run: str) -> Iterator[Unit]:
    if len(run) <= 2:
        if run:
            yield (run,) * len(run)
        return
    for index in range(len(run)):
        yield tuple(run[first : first + 2] for first in (index - 1, index) if 0 <= first <= len(run) - 2)


_ENDINGS = (
    *("ations", "ation", "ators", "ator", "ative", "ional", "ions", "ment", "ion", "ing", "ors", "ers", "ies", "ate", "ive"),
    *("ed", "es", "al", "ly", "or", "er", "at", "s", "e", "y"),
)


def stem(word: str) -> str:
    """An English word without its ending: crude, and the same for most forms of a word."""
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= (3 if ending in ("s", "e") else 4):
                word = word[: -len(ending)]
                break
    return word


#: A unit with what it weighs where it is covered: its marks, the heaviest first.
_Weighed = tuple[tuple[str, float], ...]


class _Described(NamedTuple):
    """An item taken apart: all its marks, what its names and glosses are made of with their weight, and its decisive verbs.

    ``has_nouns``: its names tell not only what is done, but of what. ``required`` are the decisive verbs that each name has.
    """

    marks: frozenset[str]
    has_nouns: bool
    texts: tuple[tuple[tuple[_Weighed, ...], float], ...]
    lightest: float
    decisive: frozenset[str]
    required: frozenset[str]


class Fit(NamedTuple):
    """How well an item fits a text, how much of the text it explains, and how much of one of its names or glosses is there.

    ``agrees``: the decisive verbs do, they have more in common than verbs, and nothing in the text is of another field.
    ``is_vague``: all that the text says is one word, and the item is more than that.
    """

    fit: float
    explained: float
    held: float
    id: str
    agrees: bool
    is_vague: bool


class _Text(NamedTuple):
    """A text or a part of one: what it is made of, what that weighs, and the items that it may be, by id."""

    units: tuple[Unit, ...]
    weight: float
    fits: tuple[Fit, ...]


class _Analysis(NamedTuple):
    """What can be told of a text without knowing whose it is: of the whole, its clauses, and its smaller parts.

    ``may_be`` are the items that it or a part may be, and ``decided`` what it is by those of them that are the role's own: to all
    roles that have none of them it is the same.
    """

    whole: _Text
    clauses: tuple[_Text, ...]
    parts: tuple[_Text, ...]
    may_be: frozenset[str]
    decided: dict[frozenset[str], Read]


class _Kind:
    """The items of one kind, weighed."""

    def __init__(self, items: Mapping[str, Item], language: _Language, *, of_actions: bool) -> None:
        self.language = language
        self._of_actions = of_actions  # such items do something with something: verbs alone are none of them
        self.rarest = math.log(1 + len(items))
        units = {
            id_: [tuple(language.units(plain(text))) for text in (*item.names, *item.glosses, *item.words)]
            for id_, item in items.items()
        }
        marks = {id_: frozenset(mark for text in texts for unit in text for mark in unit) for id_, texts in units.items()}
        self.holding: dict[str, list[str]] = defaultdict(list)  # mark -> the items that have it
        for id_, those in marks.items():
            for mark in sorted(those):
                self.holding[mark].append(id_)
        self.holding.default_factory = None
        self.weights = {mark: math.log(1 + len(items) / len(those)) for mark, those in self.holding.items()}
        self.described = {id_: self._describe(item, units[id_], marks[id_]) for id_, item in items.items()}
        self.of_role: dict[str, frozenset[str]] = {}
        for role in sorted({role for item in items.values() for role in item.roles}):
            self.of_role[role] = frozenset(id_ for id_, item in items.items() if role in item.roles)
        self._analysed: dict[str, _Analysis] = {}
        self._texts: dict[str, _Text] = {}

    def _describe(self, item: Item, units: Sequence[tuple[Unit, ...]], marks: frozenset[str]) -> _Described:
        units = units[: len(item.names) + len(item.glosses)]
        texts = [(tuple(map(self._weighed, each)), sum(map(self.weight, each))) for each in units if each]
        of_names = [_decisive(each) for each in units[: len(item.names)]]
        return _Described(
            marks,
            self._of_actions and any(unit[0][0] != "@" for each in units[: len(item.names)] for unit in each),
            tuple(texts),
            min((weight for _, weight in texts), default=1.0) or 1.0,
            frozenset(mark for mark in marks if mark[1:] in parlance.DECISIVE),
            frozenset.intersection(*of_names) if of_names else frozenset(),
        )

    def weight(self, unit: Unit) -> float:
        """What a unit of a text weighs; a Chinese character half as much as a word."""
        known = [self.weights[mark] for mark in unit if mark in self.weights]
        heaviest = max(known) if known else self.rarest * (FOREIGN if unit[0][0] == "~" else UNKNOWN)
        return heaviest if _is_word(unit) else heaviest / 2

    def _weighed(self, unit: Unit) -> _Weighed:
        share = 1.0 if _is_word(unit) else 0.5
        return tuple(sorted(((mark, self.weights[mark] * share) for mark in set(unit)), key=lambda each: (-each[1], each[0])))

    def covered(self, unit: Unit, marks: frozenset[str]) -> float:
        """What of it is among marks."""
        heaviest = max((self.weights.get(mark, 0.0) for mark in unit if mark in marks), default=0.0)
        return heaviest if _is_word(unit) else heaviest / 2

    def analysis(self, text: str) -> _Analysis:
        """What can be told of a text; remembered, for positions of many roles write the same."""
        found = self._analysed.get(text)
        if found is None:
            form = _affirmed(plain(text))
            whole = self.text(form)
            clauses, parts = (
                tuple(self.text(piece) for piece in pieces) if len(pieces) > 1 else ()
                for pieces in ([piece for piece in split.split(form) if piece.strip(_FINAL)] for split in (_CLAUSES, _PARTS))
            )
            found = self._analysed[text] = _Analysis(
                whole, clauses, parts, frozenset(fit.id for each in (whole, *clauses, *parts) for fit in each.fits), {}
            )
        return found

    def text(self, form: str) -> _Text:
        """A text or a part of one with the items that it may be; remembered, for texts have parts in common."""
        found = self._texts.get(form)
        if found is None:
            found = self._texts[form] = self._text(form)
        return found

    def _text(self, form: str) -> _Text:
        units = tuple(self.language.units(form))
        weight = sum(map(self.weight, units))
        covered: dict[str, float] = defaultdict(float)
        for unit in units:
            share = 1.0 if _is_word(unit) else 0.5
            best: dict[str, float] = {}
            for mark in unit:
                for id_ in self.holding.get(mark, ()):
                    best[id_] = max(best.get(id_, 0.0), self.weights[mark])
            for id_, of_unit in best.items():
                covered[id_] += of_unit * share
        marks = frozenset(mark for unit in units for mark in unit)
        nouns = {mark for mark in marks if mark[0] != "@"}
        said = _decisive(units)
        is_foreign = any(mark[0] == "~" and mark not in self.weights for mark in marks)
        is_one_word = len(units) == 1
        fits = []
        for id_, of_text in covered.items():
            explained = of_text / weight
            if explained < LEAST_EXPLAINED:
                continue
            item = self.described[id_]
            held = max((_held(each, marks) / total for each, total in item.texts), default=0.0)
            there = max(held, min(1.0, of_text / item.lightest))
            agrees = _agrees(said, item) and (not item.has_nouns or not nouns.isdisjoint(item.marks))
            fit = math.sqrt(explained * (there * (1 - NAMES) + held * NAMES)) - (0.0 if agrees else DISAGREES)
            fits.append(Fit(fit, explained, held, id_, agrees and not is_foreign, is_one_word and held < WHOLLY))
        return _Text(units, weight, tuple(fits))

    def explained(self, text: _Text, ids: Iterable[str]) -> float:
        """How much of a text items explain together."""
        marks = frozenset().union(*(self.described[id_].marks for id_ in ids))
        return sum(self.covered(unit, marks) for unit in text.units) / (text.weight or 1.0)


def _held(units: Iterable[_Weighed], marks: frozenset[str]) -> float:
    """What of a name or gloss is among marks."""
    there = 0.0
    for unit in units:
        for mark, weight in unit:
            if mark in marks:
                there += weight
                break
    return there


def _is_word(unit: Unit) -> bool:
    """Whether it is not just one Chinese character of several."""
    return unit[0][0] < "\u3400" or (unit[0] == unit[-1] and len(unit) == 2)


def _decisive(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(unit[0] for unit in units if unit[0][0] == "@" and unit[0][1:] in parlance.DECISIVE)


def _agrees(said: frozenset[str], item: _Described) -> bool:
    """Whether the decisive verbs of a text are an item's: who assists or reviews does something else than who does it."""
    if ("@assist" in said and "@assist" not in item.decisive) or ("@assist" in item.required and "@assist" not in said):
        return False
    if "@supervise" in item.required and "@supervise" not in said:
        return False
    opposite = {"@review", "@approve"}
    if "@apply" in item.required and said & opposite and not item.decisive & opposite:
        return False
    return not (item.required & opposite and said and not said & opposite)


#: The kinds of what people are able to do and have learnt, of which one text lists several more often than not.
_OF_PERSONS = ("skill", "certificate", "field of study")


class Comparer:
    """The items of all kinds, put together kind by kind as texts are asked for."""

    def __init__(self, items: Mapping[str, Mapping[str, Item]]) -> None:
        self._items = items
        self._kinds: dict[str, _Kind] = {}

    def read(self, kind: str, text: str, role: str | None) -> Read:
        """What a text at a position of that role means by its words."""
        if len(text) > MOST_READ:
            return NOTHING
        is_skill = kind in _OF_PERSONS
        if kind not in self._kinds:
            self._kinds[kind] = _Kind(self._items[kind], self._languages[is_skill], of_actions=not is_skill)
        there = self._kinds[kind]
        analysis = there.analysis(text)
        own = there.of_role.get(role or "", frozenset()) & analysis.may_be
        found = analysis.decided.get(own)
        if found is None:
            found = _Reader(there, analysis, own).read(lists=is_skill)
            found = analysis.decided[own] = _as_doubted(found) if _DOUBTED.search(plain(text)) else found
        return found

    @cached_property
    def _languages(self) -> tuple[_Language, _Language]:
        """That of duties, powers and meetings, and that of skills."""
        return _Language(), _Language(parlance.EMPTY_SKILL_CHINESE, parlance.EMPTY_SKILL_ENGLISH)


class _Reader:
    """Decides what a text of a position means whose role has the items ``own``."""

    def __init__(self, there: _Kind, analysis: _Analysis, own: frozenset[str]) -> None:
        self.there = there
        self.analysis = analysis
        self.own = own

    def read(self, *, lists: bool) -> Read:
        """The item that the whole text is, and those that its parts hold beside it. ``lists``: such texts list several."""
        whole = self._ranked(self.analysis.whole)
        if not whole:
            return NOTHING
        one = self._one(whole)
        taken = one.ids if one.how == "wording" else ()
        if lists:
            found = self._listed(taken)
            return Read(found, "wording") if found else one
        for parts in (self.analysis.clauses, self.analysis.parts):
            found = self._several(parts, whole[0], taken)
            if len(found) > 1:
                return Read(found, "wording")
        return self._unless_own(one)

    def _unless_own(self, one: Read) -> Read:
        """What a whole text is; open where that is another role's and a clause of it is the position's own."""
        if one.how == "wording" and one.ids[0] not in self.own:
            of_clauses = [self._one(self._ranked(clause), PART) for clause in self.analysis.clauses]
            own = [each.ids[0] for each in of_clauses if each.how == "wording" and each.ids[0] in self.own]
            if own:
                return Read(tuple(dict.fromkeys((*own, *one.ids))), "open")
        return one

    def _ranked(self, text: _Text) -> list[Fit]:
        """The items that a text may be, the best first; those of the own role count for more."""
        fits = [each._replace(fit=each.fit + OWN) if each.id in self.own else each for each in text.fits]
        return sorted(fits, key=lambda each: (-each.fit, each.id))

    def _one(self, ranked: Sequence[Fit], more: float = 0.0) -> Read:
        """The item that is ahead of all others, if there is one."""
        if not ranked:
            return NOTHING
        best = ranked[0]
        least = (LEAST_OWN + OWN if best.id in self.own else LEAST_OTHER) + more
        # a word alone is one of many things, but for the one who has just one of them: driving, building
        is_told = best.agrees and (not best.is_vague or best.id in self.own)
        if best.fit >= least and is_told and not any(best.fit - each.fit < MARGIN for each in ranked[1:]):
            return Read((best.id,), "wording")
        near = [each for each in ranked if best.fit - each.fit < 2 * MARGIN]
        # where it may be another role's item, it may be an own one no less: else the own one would be missing by a guess
        more_of_own = OWN if best.id in self.own else 0.0
        possible = tuple(each.id for each in near if each.fit >= LEAST_OPEN + more_of_own * (each.id in self.own))
        return Read(possible, "open") if possible else NOTHING

    def _several(self, parts: Iterable[_Text], best: Fit, taken: tuple[str, ...]) -> tuple[str, ...]:
        """The items of a text that holds several: each explains a part of it that the best of the whole does not."""
        found = dict.fromkeys(taken)
        for part in parts:
            ranked = self._ranked(part)
            one = self._one(ranked, PART) if part.weight >= LIGHTEST * self.there.rarest else NOTHING
            if one.how != "wording" or one.ids[0] in found or (taken and one.ids[0] not in self.own):
                continue
            by_best = next((each.explained for each in ranked if each.id == best.id), 0.0)
            if one.ids[0] == best.id or ranked[0].explained - by_best >= GAIN:
                found[one.ids[0]] = None
        gain = self.there.explained(self.analysis.whole, found) - best.explained if len(found) > 1 else 0.0
        return tuple(found) if gain >= GAIN_WHOLE else taken

    def _listed(self, taken: tuple[str, ...]) -> tuple[str, ...]:
        """The skills of a text, which lists several more often than not; 沟通协调能力 names two of them side by side."""
        found = dict.fromkeys(taken)
        for part in self.analysis.parts or (self.analysis.whole,):
            ranked = self._ranked(part)
            one = self._one(ranked, PART)
            if one.how == "wording":
                by_found = max((each.explained for each in ranked if each.id in found), default=0.0)
                if ranked[0].explained - by_found >= GAIN_LISTED:
                    found.setdefault(one.ids[0])
            named = [each for each in ranked[:3] if each.held >= WHOLLY and each.id in self.own and each.agrees]
            if len(named) > 1 and self._are_apart(part, named[0], named[1]):
                found |= dict.fromkeys(each.id for each in named[:2])
        return tuple(found)

    def _are_apart(self, part: _Text, first: Fit, second: Fit) -> bool:
        """Whether no word of a text belongs to both items."""
        common = self.there.described[first.id].marks & self.there.described[second.id].marks
        return not any(mark in common for unit in part.units for mark in unit)
