"""Titles that a job description names: lists of them divided, remarks taken off, and when two may be names of one role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from orgrules.organization.title_words import written_out
from orgrules.text import Texts, collapse, is_chinese, normalize

#: What is longer is no list of titles, and no title.
MOST_CHARACTERS = 1000
_LONGEST_TITLE = 80
_LONGEST_NAME = 200


class Mention(NamedTuple):
    """A title named somewhere, without remarks; ``is_dotted``: by a dotted line."""

    title: str
    is_dotted: bool = False


class Mentioned(NamedTuple):
    """What a list of titles names: titles, what is no title (units, groups of people), and whether it says that there is none."""

    titles: tuple[Mention, ...] = ()
    left: tuple[str, ...] = ()
    is_nobody: bool = False


_NOBODY = frozenset(
    (
        *(
            "无",
            "没有",
            "暂无",
            "不适用",
            "无下属",
            "无直接下属",
            "无下级",
            "无上级",
            "/",
            "-",
            "--",
            "—",
            "——",
            "n/a",
            "na",
            "none",
        ),
        *("nobody", "no one", "nil", "not applicable", "none.", "no direct reports", "no reports"),
        *(
            "董事会",
            "公司董事会",
            "股东会",
            "股东大会",
            "董事会 board",
            "board",
            "the board",
            "board of directors",
            "the board of directors",
        ),
    )
)
#: What says that a field has nothing.
_NONE = frozenset(
    (
        *("无", "没有", "暂无", "不适用", "无要求", "无特殊要求", "无特别要求", "不要求", "不作要求", "不做要求"),
        *("n/a", "na", "none", "nil", "nothing", "not applicable", "not required", "none required", "no requirements"),
    )
)
#: Groups of people and the manager of whoever reads: nobody's title.
_GENERIC = re.compile(
    r"(直接)?(上级|上司|主管)(领导|主管)?|(公司|部门|主管|分管)?领导|(本|所属|所辖|各)?(部门|部|单位|公司|区域|门店|店)?(内)?(的)?"
    r"(全体|所有|其他|其它|下属|所属|相关)*(的)?(员工|人员|职员|同事|下属|下级|成员)"
    r"|((direct|line|immediate|reporting) )?(manager|supervisor|superior|boss)"
    r"|(all |the |other |direct |department(al)? |team )*"
    r"(staff|employees|team members|members|subordinates|personnel|team|direct reports)"
    r"|(the |senior |executive )*management( team)?"
)
_GENERIC_ALONE = frozenset(("manager", "supervisor"))  # titles of their own, where nothing stands before them

_OPEN, _CLOSE = "(（[【", ")）]】"
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
#: What stands between the titles of a list, outside of brackets.
_HARD = re.compile(r"[、，,;；／/\n|]|\s{2,}|\s*(?:→|->|=>|—>|＞|>)\s*")
_SOFT = re.compile(r"和|及|与|或者|或|以及|\s+(?:and|or|and/or)\s+|\s*&\s*")
_DOTTED = re.compile(r"虚线(?:汇报)?(?:给|至|向|对象|上级)?[:：]?|(?:业务|职能)(?:上|线)?(?:汇报给|汇报|向)[:：]?", re.IGNORECASE)
_DOTTED_EN = re.compile(r"\b(?:dotted(?:[- ]line)?|functional(?:ly)?)(?: line)?(?: reporting)?(?: to\b)?:?", re.IGNORECASE)
_SOLID = re.compile(
    r"实线(?:汇报)?(?:给|至|向|对象|上级)?[:：]?|行政(?:上|线)?(?:汇报给|汇报|向)[:：]?"
    r"|\b(?:solid[- ]line|administrative(?:ly)?)(?: to\b)?:?",
    re.IGNORECASE,
)
#: Words around a title that are none of it.
_BEFORE = re.compile(
    r"^(?:本|我)?公司(?=(?:副)?(?:总经理|总裁|董事长)$)|^(?:直接)?(?:向|对|由|受)(?=.*(?:负责|汇报|报告|领导|管理)$)|^(?:可以?|能)?(?:晋升|提升|发展|晋级|升任|升|转任|转岗|轮换|轮岗)(?:为|至|到|向)?"
    r"|^各(?=\S{2})|^(?:所有|全体|全部)的?|^the\s+|^all\s+|^(?:directly\s+)?(?:reports?|reporting|responsible|accountable)\s+(?:directly\s+)?to\s+(?:the\s+)?"
    r"|^(?:may |can |could )?(?:be )?(?:promoted|promotion|rotates?|rotated|advance[sd]?)\s+(?:to|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:负责|汇报|报告|领导)(?:工作)?$|等(?:岗位|职位|人员)?$|岗位$|职位$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    r"^(?:约|共)?(?:\d+|[一二两三四五六七八九十]+)\s*(?:名|位|个)|^(?:\d+|one|two|three|four|five|six|several|some)\s*[x×]?\s+(?=[a-z])",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(
    r"(?:各)?\s*[:：×xX*]?\s*(?:约|共)?(?:\d+(?:\s*[-~～至到]\s*\d+)?|[一二两三四五六七八九十]+)\s*(?:名|人|位|个)$|\s*[×x*]\s*\d+$|若干(?:名|人)?$",
    re.IGNORECASE,
)
_END = " \t。．.；;，,、:："

#: How titles end in Chinese, and which words titles have in English.
_POST = re.compile(
    r"(?:经理|总监|主管|主任|专员|助理|代表|总裁|总|秘书|文秘|顾问|会计|出纳|负责人|司机|保安|董事|教练|医生|护士|前台|督导|编辑|记者|主播|客服|副理|协理|襄理|领班|管家|干事|书记|主席|理事|监事|内勤|外勤|翻译|导购|教授|老师|大夫|经纪人|合伙人|实习生|培训生|学徒|接待|收银|店助|库管|仓管|主厨|副厨|帮厨|门卫|护工|官|长|员|师|工|岗)$"
)
_POSTS = """
manager director officer head lead leader supervisor engineer representative rep clerk assistant specialist
coordinator co-ordinator analyst consultant accountant president chief executive secretary technician operator driver
nurse teacher designer developer administrator planner buyer cashier controller owner foreman salesperson agent
advisor adviser trainer inspector keeper storekeeper shopkeeper bookkeeper chairman chairwoman chair founder partner
associate intern trainee worker merchandiser receptionist programmer architect scientist auditor lawyer counsel editor
writer promoter seller salesman ceo cfo coo cto cmo cio gm vp svp evp md dispatcher packer picker mechanic electrician
guard cleaner cook chef waiter host barista pharmacist physician marketer recruiter generalist superintendent
principal dean professor tutor librarian expert strategist copywriter photographer
doctor teller steward housekeeper attendant porter concierge researcher apprentice courier handler therapist matron
registrar bursar caretaker janitor warehouseman producer treasurer valet barber butcher baker gardener welder plumber
carpenter painter dentist paramedic hygienist
"""
_POST_WORDS = frozenset(_POSTS.split())
_UNIT = re.compile(
    r"(?:部|部门|中心|科|组|处|公司|办公室|事业部|集团)$|\b(?:department|team|office|division|group|unit|committee)s?$"
)

_DROPPED = frozenset(("of", "the", "a", "an", "for", "department", "departments", "dept", "position", "post", "job", "role"))
_RANKED = frozenset(("assistant", "deputy", "vice", "associate", "acting", "junior", "senior", "to", "under"))


def mentioned(text: str, is_known: Callable[[str], bool]) -> Mentioned:
    """What a list of titles names; ``is_known`` says whether something is the name of a role as it stands."""
    if len(text) > MOST_CHARACTERS:
        return Mentioned(left=(text,))
    whole = collapse(text).strip(_END)
    if _is_nobody(whole):
        return Mentioned(is_nobody=True)
    if is_known(whole):
        return Mentioned((Mention(whole),))
    titles: list[Mention] = []
    left: list[str] = []
    nobody = False
    parts = list(_parts(whole, is_known))
    for part in parts:
        found = _mention(part, is_known)
        if _is_nobody(found.title):
            nobody = True
        elif not is_known(found.title) and (
            not is_title(found.title)
            or (len(parts) > 1 and not (has_post(found.title) or _is_counted(part)))
            or _names_unit(found.title)
        ):
            left.append(part)
        else:
            titles.append(found)
    return Mentioned(tuple(dict.fromkeys(titles)), tuple(left), nobody and not titles and not left)


def _names_unit(title: str) -> bool:
    """Whether what is named is a unit: 销售部; but not the post in one: ``Managing Director, Harbour Group``."""
    post, comma, _unit = title.partition(", ")
    return _UNIT.search((post if comma and has_post(post) else title).casefold()) is not None


def _is_counted(part: str) -> bool:
    """Whether a part of a list says how many there are of a post: ``2 Porters``, ``保洁（4人）``."""
    inside = [found[1].strip() for found in _BRACKETED.finditer(part)]
    is_bracketed = any(re.fullmatch(r"[x×]?\s*\d{1,4}\s*(?:名|人|位|个)?", each, re.IGNORECASE) for each in inside)
    return is_bracketed or _NUMBER_BEFORE.match(part) is not None or _NUMBER_AFTER.search(part) is not None


def is_title(text: str) -> bool:
    """Whether a text may be a title at all: it is short, and neither a sentence nor a group of people."""
    form = normalize(text)
    if len(form) > _LONGEST_TITLE or is_nameless(form) or _is_group(form) or re.search(r"[。;；!?？]", form):
        return False
    return len(form) <= 20 if any(map(is_chinese, form)) else len(form.split()) <= 8


def is_nameless(text: str) -> bool:
    """Whether a text has no letter that anybody could be called by."""
    return not any(character.isalpha() for character in text)


def says_none(text: str) -> bool:
    """Whether a text says that there is nothing to be said: 无, n/a."""
    return normalize(text).strip(_END) in _NONE


def _is_group(form: str) -> bool:
    """Whether a text, in the form in which titles are compared, means people or a manager without any title."""
    return form not in _GENERIC_ALONE and _GENERIC.fullmatch(form[:_LONGEST_TITLE]) is not None


def has_post(text: str) -> bool:
    """Whether a text has the words of a title."""
    form = normalize(text)
    if any(map(is_chinese, form)):
        return _POST.search(form) is not None
    return any(singular(word.strip(".,()")) in _POST_WORDS for word in form.split())


def _is_nobody(text: str) -> bool:
    form = normalize(_BRACKETED.sub("", text)).strip(_END) or normalize(text)
    return form in _NOBODY or normalize(text) in _NOBODY


def _parts(text: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """The titles of a list as they stand, with their remarks."""
    pieces: list[str] = []
    for piece in _outside_of_brackets(text):
        # "Manager, Sales" is one title: what stands behind the comma names no post
        is_one = is_known(piece) or has_post(piece) or _is_nobody(piece) or _is_counted(piece)
        if pieces and piece.isascii() and not is_one:
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    for piece in chain.from_iterable(map(_with_bracketed_line, pieces)):
        smaller = [each for each in (part.strip() for part in _SOFT.split(piece)) if each]
        bare = [_mention(each, is_known).title for each in smaller]
        if (
            len(smaller) > 1
            and not is_known(piece)
            and all(is_known(each) or has_post(each) or _is_group(normalize(each)) for each in bare)
        ):
            yield from smaller
        else:
            yield piece


def _outside_of_brackets(text: str) -> Iterator[str]:
    depth, start = 0, 0
    position = 0
    while position < len(text):
        character = text[position]
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        found = _HARD.match(text, position) if depth == 0 else None
        if found is not None and found.end() > position:
            if text[start:position].strip(_END):
                yield text[start:position].strip(_END)
            start = position = found.end()
        else:
            position += 1
    if text[start:].strip(_END):
        yield text[start:].strip(_END)


def _with_bracketed_line(piece: str) -> Iterator[str]:
    """A title, and the one that a remark names behind it as the end of a dotted line."""
    for found in _BRACKETED.finditer(piece):
        inside = found[1]
        if (_DOTTED.search(inside) or _DOTTED_EN.search(inside)) and has_post(inside):
            yield piece[: found.start()] + piece[found.end() :]
            yield inside
            return
    yield piece


def _mention(part: str, is_known: Callable[[str], bool]) -> Mention:
    is_dotted = bool(_DOTTED.search(part) or _DOTTED_EN.search(part))
    bare = _SOLID.sub("", _DOTTED_EN.sub("", _DOTTED.sub("", part)))
    if not is_known(collapse(bare)):
        bare = _BRACKETED.sub("", bare)
    bare = collapse(bare).strip(_END)
    for _time in range(3):  # 各 before 3名 before a title
        if is_known(bare):
            break
        shorter = bare
        for pattern in (_BEFORE, _NUMBER_BEFORE, _NUMBER_AFTER, _AFTER):
            cut = pattern.sub("", shorter).strip(_END)
            shorter = cut or shorter
        if shorter == bare:
            break
        bare = shorter
    return Mention(bare, is_dotted)


def names_of(title: str) -> Texts:
    """A title by language: ``销售经理（Sales Manager）`` is two names of one job, any other title one, in its language."""
    whole = " ".join(title.split())[:_LONGEST_NAME]
    if len(whole) > _LONGEST_TITLE:
        return {"zh" if any(map(is_chinese, whole)) else "en": whole}
    found = re.fullmatch(
        r"([^A-Za-z]*[\u3400-\u9fff][^A-Za-z]*?)\s*[(（/|]?\s*([A-Za-z][A-Za-z0-9 .,&'’/-]{2,}?)\s*[)）]?", whole
    )
    if found is None:
        found = re.fullmatch(
            r"([A-Za-z][A-Za-z0-9 .,&'’/-]{2,}?)\s*[(（/|]?\s*([^A-Za-z]*[\u3400-\u9fff][^A-Za-z]*?)\s*[)）]?", whole
        )
        if found is not None and " " in found[1].strip() and has_post(found[1]):
            return {"zh": found[2].strip(_END), "en": found[1].strip(_END)}
    elif has_post(found[2]) and has_post(found[1]):
        return {"zh": found[1].strip(f"{_END}(（"), "en": found[2].strip(_END)}
    return {"zh" if any(map(is_chinese, whole)) else "en": whole}


def singular(word: str) -> str:
    """An English noun in the singular, as far as titles need it."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in ("sales", "operations", "logistics"):
        return word[:-1]
    return word


def one_of(title: str) -> str:
    """A title as one person bears it: ``Sales Representatives`` is Sales Representative; others as they stand."""
    words = title.split()
    places = [place for place, word in enumerate(words) if word.isascii() and singular(word.casefold()) in _POST_WORDS]
    if not places:
        return title
    place = places[-1]
    if singular(words[place].casefold()) != words[place].casefold():
        words[place] = words[place][:-3] + "y" if words[place].casefold().endswith("ies") else words[place][:-1]
    return " ".join(words)


def likeness(title: str) -> tuple[str, ...]:
    """What titles have in common that may be names of one role: they differ by 部门, 岗 or 员, or by the order of words alone."""
    form = normalize(one_of(title))
    if any(map(is_chinese, form)):
        form = re.sub(r"(?:岗位|职位|岗)$", "", form)
        form = re.sub(r"(?<=.)(?<![总内外干东南西北中全分支本])(?:部门|部)(?=.)(?!长)", "", form)
        return (re.sub(r"(?<=.)(?<![专人职成委官队店会雇文])员$", "", form),)
    long = next(written_out(form), form)
    words = [singular(word) for word in re.findall(r"[a-z0-9]+", long.replace("&", " and ")) if word not in _DROPPED]
    return tuple(words) if _RANKED.intersection(words) else tuple(sorted(words))
