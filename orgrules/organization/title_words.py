"""The words of a title that are no names: marks, counts and numbers, abbreviations, and where its parts begin and end.

They are the same for every rulebook: conventions of English and Chinese titles, fixed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from orgrules.text import is_chinese

#: What may stand at the edge of a title without changing the role, by the fact it is kept as.
MARKS: Mapping[str, tuple[str, ...]] = {
    "acting": ("acting", "interim", "ad interim", "a.i.", "代理", "署理", "临时", "暂代", "主持工作", "代"),
    "senior": ("senior", "snr.", "snr", "sr.", "sr", "高级", "资深", "ii", "iii", "iv"),
    "junior": ("junior", "jnr.", "jnr", "jr.", "jr", "初级", "i"),
    "vacant": (
        *("vacant", "vacancy", "to be hired", "tbh", "open position"),
        *("空缺", "待聘", "待招", "待招聘", "招聘中", "拟招", "待补", "暂缺", "空编", "缺编", "空岗", "缺"),
    ),
    "concurrent": ("兼任", "兼"),
}
#: Words that make another role of whatever they stand beside; they are never stripped, nor part of an area or of a typo.
PROTECTED = ("副", "助", "兼", "非", "前", "原", "deputy", "assistant", "asst", "vice", "to", "and", "ex", "former")
#: What stands before a name and may make another job of it, or not: a role behind it stays open.
UNCERTAIN = frozenset(
    (
        *("group", "executive", "lead", "principal", "staff", "joint"),
        *(
            "german",
            "french",
            "spanish",
            "italian",
            "japanese",
            "chinese",
            "russian",
            "polish",
            "portuguese",
            "turkish",
            "arabic",
        ),
        *("dutch", "swedish", "danish", "norwegian", "finnish", "greek", "korean", "english"),
    )
)
UNCERTAIN_CHINESE = ("执行", "轮值", "联席", "集团", "首席", "主任", "中级", "实习")
#: Chinese words that titles end with: a title that ends with another of them than a known name is no misspelling of it.
JOB_ENDINGS = (
    *("经理", "总监", "主管", "主任", "代表", "专员", "助理", "顾问", "会计", "出纳", "秘书", "文员", "司机", "管理"),
    *("组长", "班长", "科长", "处长", "课长", "股长", "店长", "队长", "站长", "所长", "院长", "校长", "厂长", "部长", "行长"),
    *("会长", "社长", "团长", "教练", "讲师", "技师", "医师", "律师", "设计师", "工程师", "服务员", "统计员"),
)
#: Words in the place of a holder that mean nobody, normalized.
NOBODY = frozenset(
    (
        *("vacant", "vacancy", "tbc", "tbd", "tba", "tbh", "n/a", "to be hired", "to be confirmed", "to be determined"),
        *("to be announced", "open position", "空缺", "待定", "待聘", "待招", "待招聘", "招聘中", "拟招", "待补", "暂缺", "空编"),
        *("缺编", "空岗", "暂无", "无"),
    )
)
#: What stands for nobody in the place of a manager, beside those words.
NOBODY_ABOVE = NOBODY | frozenset(
    (
        *("0", "-1", "none", "null", "nil", "nobody", "no one", "na", "n.a.", "root", "top", "xx", "-", "--", "—", "/", "#n/a"),
        *("没有", "无上级", "最高", "空"),
    )
)
#: Longest title that is taken apart, in characters; most parts between its separators.
LONGEST_TITLE, MOST_PARTS = 120, 6

# Marks only where nothing else stands between two separators: 兼 before or behind a name joins another post to it.
_APART = frozenset({"兼任", "兼", "缺"})
_MARK = {spelling: mark for mark, spellings in MARKS.items() for spelling in spellings}
_CHINESE_MARKS = tuple(sorted((each for each in _MARK if not each.isascii() and each not in _APART), key=len, reverse=True))
_CHINESE_END_MARKS = tuple(spelling for spelling in _CHINESE_MARKS if len(spelling) > 1)  # 代 ends many words
_PHRASES = tuple(spelling for spelling in _MARK if " " in spelling)
_PHRASES_AT_END = tuple(f" {phrase}" for phrase in _PHRASES)

# texts, not compiled patterns, but for the simple ones: few titles need them, and to compile them takes two milliseconds
_ORDINAL = (
    r"第?[一二三四五六七八九十百]+|第?\d{1,3}号?|no\.? ?\d{1,3}|#\d{1,3}"
    r"|first|second|third|fourth|fifth|\d{1,3}(?:st|nd|rd|th)"
)
_SEPARATOR = re.compile(r"[()\[\]{}【】〔〕,、/|:;\u2013\u2014]")
_HYPHENS = re.compile("-+")
_SPACE = re.compile(" ")
_LANGUAGES = r"(?<=[^\x00-\x7f])(?=[a-z]{2})|(?<=[a-z]{2})(?=[^\x00-\x7f])"
_PROTECTED = (
    rf"(?:{'|'.join(word for word in PROTECTED if not word.isascii())})|\b(?:{'|'.join(filter(str.isascii, PROTECTED))})\b"
)
# what joins two posts of one person; a hyphen or a comma joins a post and a place as well
_POSTS = r"兼任?|[暨或及和与+/、]| ?& ?| and | or | cum "

_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# how many: 3名, 共3人, ×3, x3, 3 posts; behind a name, or between separators
_COUNT = (
    r" ?(?:共?(?P<people>\d{1,4}|[一二两三四五六七八九十])[名人位个]|(?:^| |(?<=[^\x00-\x7f]))[x×*] ?(?P<times>\d{1,4})"
    r"|(?:^| )(?P<posts>\d{1,4}) (?:positions?|posts?|persons?|people|seats?))$"
)
_COUNT_BEFORE = r"(?P<times>\d{1,4}) ?[x×*] ?"
# which of several: 1, 02, #3, No. 4, A, 甲
_WHICH = r"(?:(?:^| |(?<=[^\x00-\x7f]))(?:(?:#|no\.? ?)?\d{1,4}|[a-z])|(?<=.)[甲乙丙丁戊己]|^[甲乙丙丁戊己])$"

#: Usual abbreviations of words in English titles, without their full stops.
ABBREVIATIONS: Mapping[str, str] = {
    "asst": "assistant",
    "cust": "customer",
    "dep": "deputy",
    "dept": "department",
    "dir": "director",
    "eng": "engineer",
    "exec": "executive",
    "gen": "general",
    "gm": "general manager",
    "mgr": "manager",
    "mgrs": "managers",
    "mkt": "market",
    "mktg": "marketing",
    "mngr": "manager",
    "nat'l": "national",
    "ofc": "office",
    "ops": "operations",
    "prod.": "product",
    "promo": "promotion",
    "reg": "regional",
    "rep": "representative",
    "repr": "representative",
    "reps": "representatives",
    "serv": "service",
    "sls": "sales",
    "spec": "specialist",
    "spvr": "supervisor",
    "supv": "supervisor",
    "svc": "service",
    "sw": "software",
    "tech": "technical",
}
_INITIALS = r"\b[a-z](?:\.[a-z])+\.?(?= |$)"

#: The official one-character names of China's provinces; two or more of them in a row are an area (滇黔, 冀鲁豫).
_PROVINCES = frozenset("京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀滇云黔贵陕秦甘陇青宁新藏蒙台港澳")
# with a side of the compass they are an area too (川西, 赣北), but for cities and names that are words (京东, 新北, 云南)
_SIDED = _PROVINCES - frozenset("京津沪渝云贵秦新台港澳")
_SIDES = frozenset("东南西北中")
_WIDER = ("大", "泛")


def is_compound_area(text: str, areas: frozenset[str]) -> bool:
    """Whether a Chinese text is an area by how it is made: 滇黔, 川西, 大西北, 驻沪."""
    if len(text) < 2 or text.isascii():
        return False
    if _PROVINCES.issuperset(text) and len(set(text)) == len(text):
        return True
    if len(text) == 2 and text[0] in _SIDED and text[1] in _SIDES:
        return True
    if text.startswith("驻"):
        return text[1:] in areas or text[1:] in _PROVINCES
    return len(text) > 2 and text.startswith(_WIDER) and text[1:] in areas


def ordinal(text: str) -> bool:
    """Whether a text only says which of several: first, No. 2, 第三."""
    return re.fullmatch(_ORDINAL, text) is not None


def protected_words(text: str) -> frozenset[str]:
    """Those of the words in a text that are never stripped."""
    return frozenset(re.findall(_PROTECTED, text))


def split(title: str) -> list[str]:
    """A title between its separators; [] where it is too long to be one with areas."""
    if len(title) > LONGEST_TITLE:
        return []
    parts = _SEPARATOR.split(title)
    if "-" in title:
        parts = [part for each in parts for part in _at_free_hyphens(each)]
    parts = [part.strip() for part in parts if part and not part.isspace()]
    return parts if len(parts) <= MOST_PARTS else []


def _at_free_hyphens(text: str) -> Iterator[str]:
    """A text between the hyphens that stand free or beside a Chinese character: "Ex-Sales Manager" stays whole."""
    begin = 0
    for hyphens in _HYPHENS.finditer(text):
        start, end = hyphens.span()
        if any(beside.isspace() or is_chinese(beside) for beside in (text[start - 1 : start], text[end : end + 1])):
            yield text[begin:start]
            begin = end
    yield text[begin:]


def posts(title: str) -> list[str]:
    """The posts that a title joins (销售经理兼店长, "Sales Manager and Driver"); [] where it joins none."""
    if len(title) > LONGEST_TITLE:
        return []
    pieces = [piece.strip(" ()") for piece in re.split(_POSTS, title)]
    return pieces if len(pieces) > 1 and all(pieces) and not any(piece in PROTECTED for piece in pieces) else []


def written_out(title: str) -> Iterator[str]:
    """Other ways to write a title: without abbreviations, and with its Chinese and its English name apart."""
    if not title.isascii():
        apart = re.sub(_LANGUAGES, " / ", title)
        if apart != title:
            yield apart
        title = apart
    words = re.sub(_INITIALS, lambda found: found[0].replace(".", ""), title).replace("r & d", "r&d").split(" ")
    long = " ".join(map(_long, words))
    if long != title:
        yield long


def _long(word: str) -> str:
    """A word without abbreviation; brackets and commas beside it stay."""
    core = word.strip("(),/")
    found = ABBREVIATIONS.get(core) or ABBREVIATIONS.get(core.removesuffix("."))
    return word.replace(core, found) if found else word


def without_count(text: str) -> tuple[str, int | None] | None:
    """``text`` without a count or a number of its own (×3, 2名, No. 4, A), and the count; None where it has none."""
    found = re.search(_COUNT, text) or re.match(_COUNT_BEFORE, text)
    if found:
        said = next(filter(None, found.groups()))
        count = _NUMERALS.get(said) or int(said)
        return (text[found.end() :] if found.start() == 0 and found.end() < len(text) else text[: found.start()]).strip(), count
    which = re.search(_WHICH, text)
    return (text[: which.start()].strip(), None) if which else None


def without_marks(text: str) -> tuple[str, list[str]]:
    """``text`` without edge marks, and the marks: whole words in English, the first or last characters in Chinese."""
    marks: list[str] = []
    text = text.strip()
    while text:
        first, _, after = text.partition(" ")
        before, _, last = text.rpartition(" ")
        if text in _MARK:
            marks.append(_MARK[text])
            text = ""
        elif first in _MARK and first not in _APART:
            marks.append(_MARK[first])
            text = after.lstrip()
        elif last in _MARK and last not in _APART:
            marks.append(_MARK[last])
            text = before.rstrip()
        elif text.endswith(_PHRASES_AT_END):
            phrase = next(phrase for phrase in _PHRASES if text.endswith(phrase))
            marks.append(_MARK[phrase])
            text = text[: -len(phrase)].rstrip()
        elif text.startswith(_CHINESE_MARKS):
            spelling = next(mark for mark in _CHINESE_MARKS if text.startswith(mark))
            marks.append(_MARK[spelling])
            text = text[len(spelling) :].lstrip()
        elif text.endswith(_CHINESE_END_MARKS):
            spelling = next(mark for mark in _CHINESE_END_MARKS if text.endswith(mark))
            marks.append(_MARK[spelling])
            text = text[: -len(spelling)].rstrip()
        else:
            break
    return text, marks


def starts(text: str) -> Iterator[int]:
    """Where a name may begin in ``text``, the longest first: at words, and at any Chinese character."""
    yield 0
    if text.isascii():
        yield from (match.end() for match in _SPACE.finditer(text))
        return
    for index in range(1, len(text)):
        if text[index] != " " and (text[index - 1] == " " or is_chinese(text[index]) or is_chinese(text[index - 1])):
            yield index
