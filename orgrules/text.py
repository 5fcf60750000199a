"""Texts as people write them: compared without regard to form, suggested when mistyped, made safe to print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from orgrules.locale import ENGLISH, N_, Language, _, pgettext, spoken

#: One text in the languages that it was written in.
Texts = Mapping[str, str]
NO_TEXTS: Texts = MappingProxyType({})

#: Longest text that is looked for among known ones, in characters: the longest shipped name of a duty has 62. Nobody means by a
#: paragraph what is called so, and comparing paragraphs takes seconds.
MOST_SUGGESTED = 200
#: How alike a text and the name that it was meant to be are, in percent: twice what they have in common, of both lengths.
LEAST_SIMILARITY = 70

#: Longest text that a message repeats before it is cut, in characters.
SHOWN_CHARACTERS = 120

_SPACE = re.compile(r"\s+")
#: Traditional characters that the character set of simplified Chinese holds as well: the cheap test would pass them over.
_TRADITIONAL_IN_GB2312 = frozenset("乾吒後徵夥捱於拚摺榘菸薹袷醣麴麽")
# C0 and C1 controls, line separators, zero-width and bidirectional formatting characters: they can rewrite a
# terminal, hide text or reverse its reading order (Unicode Technical Report 36, section 2.7). A text, not a compiled
# pattern: hardly any run needs it, and compiling it takes a millisecond.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"


def collapse(text: str) -> str:
    """NFKC, runs of white space as one space, none at the ends: two writings of an id that are equal are one id."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def collapse_each(texts: Sequence[str | None]) -> Sequence[str | None]:
    """``collapse`` of each of many texts, which are as they are where nothing is to be done: all are looked at as one."""
    said = [text for text in texts if text is not None] if None in texts else texts
    whole = "\n".join(said)  # type: ignore[arg-type]
    lines = f"\n{whole}\n"
    is_plain = whole.isascii() and whole.count("\n") == len(said) - 1 and whole.replace("\n", "").isprintable()
    if is_plain and not any(space in lines for space in ("  ", " \n", "\n ")):
        return texts
    return [None if text is None else collapse(text) for text in texts]


def fold(text: str) -> str:
    """``collapse`` and case folding: the form in which persons' names are compared, and which fingerprints keep."""
    return collapse(text).casefold()


def normalize(text: str) -> str:
    """The form in which titles, units and terms are compared: folded, without spaces beside Chinese characters, simplified."""
    folded = collapse(text).casefold()
    if folded.isascii():
        return folded
    if " " in folded:
        folded = _without_chinese_spaces(folded)
    return _converter()(folded) if _has_traditional(folded) else folded


def is_chinese(character: str) -> bool:
    """Whether a character is a Chinese one; false for none at all."""
    # not a pattern: to compile one with this range takes two milliseconds at every start
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _without_chinese_spaces(text: str) -> str:
    """Chinese is written without spaces: one beside a Chinese character sets letters apart and tells no names apart."""
    first, *words = text.split(" ")
    joined = first
    for word in words:
        joined += word if is_chinese(joined[-1:]) or is_chinese(word[:1]) else " " + word
    return joined


def _has_traditional(text: str) -> bool:
    """Whether a text may hold traditional characters: those that the character set of simplified Chinese lacks, and a few."""
    if not _TRADITIONAL_IN_GB2312.isdisjoint(text):
        return True
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any(is_chinese(each) and not _is_in_gb2312(each) for each in text)
    return False


def _is_in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Callable[[str], str]:
    """From traditional to simplified characters, by phrases (乾隆 stays, 餅乾 changes). It takes 20 ms: most runs need it not."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


class Names:
    """Known names in the form in which they are compared, to be asked many times what a text was probably meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_form: dict[str, str] = {}
        for name in known:
            if len(name) <= MOST_SUGGESTED:
                self._by_form.setdefault(normalize(name), name)

    def nearest(self, text: str) -> str | None:
        """The one that ``text`` was probably meant to be, or None.

        The work grows with the length of the texts: a ``text`` that is longer than any name gets no suggestion.
        """
        if len(text) > MOST_SUGGESTED:
            return None
        from rapidfuzz import fuzz, process  # imported where used: most runs suggest nothing

        found = process.extractOne(normalize(text), self._by_form.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_SIMILARITY)
        return self._by_form[found[0]] if found else None


def suggest(text: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``text`` was probably meant to be, or None; ``Names`` are asked more than once."""
    return Names(known).nearest(text)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """'; did you mean "X"?', or nothing where no known name is near: made to stand at the end of a message."""
    found = suggest(text, known)
    return _('; did you mean "{name}"?').format(name=found) if found else ""


def sanitize(text: str) -> str:
    """``text`` with every control and direction character shown as ``\\xNN`` or ``\\uNNNN``, on one line."""
    return text if text.isprintable() else re.sub(_UNSAFE, _escape, text)


def shown(text: str) -> str:
    """``text`` as a message repeats it: safe, and cut where it is long."""
    safe = sanitize(text)
    return safe if len(safe) <= SHOWN_CHARACTERS else safe[: SHOWN_CHARACTERS - 1] + "…"


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Names as a message lists them: ``a, b, c``; where they are more than ``most``, only so many and a sign of it."""
    told = list(names)
    if most is not None and len(told) > most:
        told[most:] = ["…"]
    return pgettext("between names", ", ").join(told)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


#: What the operating system says most often when a file cannot be read or written, as the C library words it.
_REASONS = (
    N_("no such file or directory"),
    N_("permission denied"),
    N_("is a directory"),
    N_("not a directory"),
    N_("file exists"),
    N_("file name too long"),
    N_("no space left on device"),
    N_("read-only file system"),
    N_("disk quota exceeded"),
    N_("too many open files"),
    N_("too many levels of symbolic links"),
    N_("input/output error"),
    N_("broken pipe"),
    N_("connection refused"),
)


def reason_of(error: OSError) -> str:
    """Why a file cannot be read or written, as the operating system says it, in the language spoken where that is known."""
    reason = (error.strerror or str(error)).lower()
    return _(reason) if reason in _REASONS else reason


def pick(texts: Texts, language: Language | None = None) -> str:
    """A text in a language (by default the one spoken), else in English, else as it is there; "" where there is none."""
    return texts.get(language or spoken()) or texts.get(ENGLISH) or next(iter(texts.values()), "")


def is_wide(character: str) -> bool:
    """Whether a character takes two columns of a terminal (Unicode Standard Annex 11)."""
    return unicodedata.east_asian_width(character) in "WF"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; marks that stand on other characters take none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(each) else 2 if is_wide(each) else 1 for each in text)
