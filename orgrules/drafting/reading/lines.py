"""From paragraphs to lines: the mark of an item apart from its text, labels apart from what they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from orgrules.documents.marks import NO_MARK, Mark, automatic, mark_of
from orgrules.documents.model import Paragraph, Place
from orgrules.drafting.reading.headings import headed, looks_like_title
from orgrules.drafting.reading.labels import Label, is_ordinary, is_title_too, meaning_of
from orgrules.drafting.reading.meanings import Meaning

#: No label is longer, with all its blanks.
_LONGEST = 48
_LONGEST_SUPERIOR = 84
_COLON = re.compile(r"[:：]")
_BRACKETED = re.compile(r"^\s*([【\[〔〖「](?P<label>[^】\]〕〗」]{1,30})[】\]〕〗」])\s*[:：]?\s*(?P<value>.*)$")
_INNER_BRACKETS = re.compile(r"[【〔〖](?P<label>[^】〕〗]{1,30})[】〕〗]")
#: What stands between a label and its value where no colon does: a tab, a dash with blanks around it, many blanks.
_SPACED = re.compile(r"^(?P<label>[^\t]{2,40}?)(?:\t+|\s+[-–—]{1,2}\s+|[ \u3000]{3,})(?P<value>\S.*)$")
_BOUNDARY = re.compile(r"(?:^|(?<=[\s；;，,|/。.]))(?=\S)")
_WIDE_BOUNDARY = re.compile(r"(?:^|\t|[ \u3000]{2,}|[；;|]\s*)$")
_REPORTS_TO = re.compile(
    r"^(?:(?:this|the)\s+(?P<subject>[\w-]+(?:\s+[\w-]+){0,4}?)\s+)?(?P<label>reports?(?:ing)?\s+(?:directly\s+)?to)\s+"
    r"(?P<value>\S.{1,200})$",
    re.IGNORECASE,
)
_REPORTS_TO_ZH = re.compile(
    r"^(?P<subject>[^\s，。；：、:;,]{2,14}?)??(?P<label>(?:直接)?[向对])(?P<value>[^\s，。；：:;,]{2,20}?)(?:直接)?(?:汇报工作|汇报|报告工作|负责)"
    r"(?:[，,；;](?P<more>.{2,80}?))?[。；;.]?$"
)
#: Who it is that a sentence says something of, where it is the job that is described.
_THIS = re.compile(
    r"^(?:role|position|post|job|(?:job|post|role)\s*-?\s*holder|incumbent"
    r"|本岗位|该岗位|本职位|该职位|本职务|直接|任职者)$",
    re.IGNORECASE,
)
_BOARDS = re.compile(r"(?:董事会|委员会|股东会|总部|部门?|公司|上级|领导|老板|办公室|理事会|院|局)$")
#: Where the superior's name is at its end, and the sentence goes on with something else.
_MORE = re.compile(
    r"[.;]\s+(?=[A-Z])|,\s+(?=(?:supervis|manag|lead|overse)\w*\s)"
    r"|[,;]?\s+(?:and|who|but)\s+(?=(?:is|has|works?|will|supervis\w*|manages?|leads?|overse\w*|liaises?|coordinates?|supports?|directs?)\s)"
)
_MANAGES = re.compile(
    r"^(?P<label>(?:directly\s+)?(?:supervises|manages|oversees|line manages)|下辖|管理|直接管理|领导)(?P<value>\S.*|\s+\S.*)$"
)
#: Numbers of pages, and lines of a table of contents.
_OF_PAGES = re.compile(
    r"^(?:第?\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[-–—]\s*\d+\s*[-–—]|page\s+\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|目\s*录|table of contents|contents|.{2,60}?(?:\.{4,}|…{2,}|·{4,}|(?:\s\.){3,})\s*\d{1,4})$",
    re.IGNORECASE,
)
#: Who issued a document, and when.
_OF_DOCUMENT = re.compile(
    r"^(?:(?:adopted|approved|issued|prepared|revised|updated|last updated|last revised|effective|printed|published)"
    r" (?:by|on|in|as of)\b.{0,60}"
    r"|\S{2,14}(?:部|公司|室|中心|集团|厂|院|委员会)\s*(?:编印|印发|印制|编制|发布|修订)"
    r"|(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年.{0,12}[月日季](?:起?(?:执行|施行|实施|生效|发布|印发|修订))?)[。.]?$",
    re.IGNORECASE,
)


#: Blanks to be filled in by hand: ``Signature: ________  Date: ________``.
_TO_SIGN = re.compile(r"(?:sign|date|name|签|日期|姓名|年).{0,40}?[_＿]{3,}|[_＿]{3,}\s*(?:年|[(（])", re.IGNORECASE)


class Part(NamedTuple):
    """A label and what stands behind it in its line; ``is_weak`` where words announce it that may stand in any sentence.

    ``subject`` is whom such a sentence speaks of, where it does not say ``this role``.
    """

    label: Label
    value: str
    is_weak: bool = False
    subject: str = ""


class Line(NamedTuple):
    """One paragraph: its mark, its text without it, and the labels in it.

    ``number`` is the mark of an automatic list, or the typed one. ``ahead`` is what stands before the first label of its line.
    """

    text: str
    place: Place
    mark: Mark = NO_MARK
    parts: tuple[Part, ...] = ()
    heading: int = 0
    is_bold: bool = False
    level: int = 0


class Enter(NamedTuple):
    """A cell that is a label: what follows stands under it, until it is left. ``meaning`` None: nobody knows such a label."""

    meaning: Meaning | None
    written: str
    place: Place


class Leave(NamedTuple):
    """The end of what stands under a label in a table."""


class Form(NamedTuple):
    """Here begins what describes one job alone: a form, or a row of a table of jobs."""

    place: Place


Element = Line | Enter | Leave | Form


def line_of(paragraph: Paragraph) -> Line | None:
    """A paragraph as a line; None where it says nothing."""
    text = paragraph.text.strip().strip("\u3000").strip()
    mark = automatic(paragraph.number)
    if not text:
        return None
    if mark is NO_MARK:
        mark, text = _marked(text, paragraph)
    parts = tuple(
        _parts(text, is_set_apart=bool(paragraph.heading or paragraph.is_bold), is_item=mark.shape in ("bullet", "dash"))
    )
    return Line(text, paragraph.place, mark, parts, paragraph.heading, paragraph.is_bold, paragraph.level)


def is_aside(line: Line) -> bool:
    """Whether a line is about the document: the number of a page, a line of its table of contents, who issued it when."""
    if _TO_SIGN.search(line.text) and not line.mark.shape:
        return True
    if line.mark.shape and line.mark.value:
        text = f"{line.mark.written} {line.text}"
        return _OF_PAGES.match(text) is not None
    return _OF_PAGES.match(line.text) is not None or _OF_DOCUMENT.match(line.text) is not None


def _marked(text: str, paragraph: Paragraph) -> tuple[Mark, str]:
    mark, rest = mark_of(text)
    if mark.shape in ("一、", "1 ", "1", "i.", "a.") and not paragraph.heading and meaning_of(text) is not None:
        return NO_MARK, text
    return (mark, rest) if rest or mark.shape not in ("1.", "1、", "1)") else (NO_MARK, text)


def _parts(text: str, *, is_set_apart: bool, is_item: bool) -> Iterator[Part]:
    """The labels of a line, each with what stands behind it."""
    bracketed = _BRACKETED.match(text)
    if bracketed is not None:
        meaning = meaning_of(bracketed["label"])
        if meaning is not None:
            yield from _with_more(Label(meaning, bracketed["label"].strip()), bracketed["value"].strip())
            return
    has_colon = text.rstrip().endswith((":", "："))
    whole = meaning_of(text)
    if whole is not None and _announces(text, has_colon=has_colon, is_set_apart=is_set_apart, is_item=is_item):
        yield Part(Label(whole, text.rstrip(":： \t")), "")
        return
    spans = list(_spans(text))
    if spans and spans[0][0] == 0:
        ends = [start for start, _end, _meaning in spans[1:]] + [len(text)]
        for (start, colon, meaning), end in zip(spans, ends, strict=True):
            yield Part(Label(meaning, text[start:colon].strip()), text[colon + 1 : end].strip().rstrip("|/").strip())
        return
    spaced = _SPACED.match(text)
    if spaced is not None:
        meaning = meaning_of(spaced["label"])
        if meaning is not None and not is_ordinary(spaced["label"]):
            yield Part(Label(meaning, spaced["label"].strip()), spaced["value"].strip())
            return
    yield from _reporting(text)


def _reporting(text: str) -> Iterator[Part]:
    """What a sentence says that tells to whom a job reports: 销售经理向销售总监汇报, The clerk reports to the manager and …."""
    chinese = _REPORTS_TO_ZH.match(text)
    found = chinese or _REPORTS_TO.match(text)
    if found is None:
        return
    subject, value = found["subject"] or "", found["value"].strip()
    if chinese is not None:
        more = chinese["more"] or ""
        if not (looks_like_title(value) or (_BOARDS.search(value) and "对" not in found["label"])):
            return
    else:
        ends = _MORE.search(value)
        value, more = (value[: ends.start()], value[ends.end() :]) if ends else (value, "")
        if len(value) > _LONGEST_SUPERIOR:
            return
    subject = "" if _THIS.match(subject) else subject
    yield Part(Label("reports_to", found["label"]), value, is_weak=True, subject=subject)
    manages = _MANAGES.match(more)
    if manages is not None:
        yield Part(Label("manages", manages["label"].strip()), manages["value"].strip(), is_weak=True, subject=subject)
    elif more:
        yield Part(Label("beside", ""), more, is_weak=True, subject=subject)


def _with_more(label: Label, value: str) -> Iterator[Part]:
    """A label in brackets with its value, and those that may follow in the same line."""
    following = [
        found for found in re.finditer(r"[【〔〖](?P<label>[^】〕〗]{1,30})[】〕〗]", value) if meaning_of(found["label"])
    ]
    if not following:
        yield Part(label, value)
        return
    yield Part(label, value[: following[0].start()].strip())
    ends = [found.start() for found in following[1:]] + [len(value)]
    for found, end in zip(following, ends, strict=True):
        meaning = meaning_of(found["label"])
        if meaning is not None:
            yield Part(Label(meaning, found["label"].strip()), value[found.end() : end].strip(" \t:：\u3000"))


def _announces(text: str, *, has_colon: bool, is_set_apart: bool, is_item: bool) -> bool:
    """Whether a line that is a label and nothing else is meant as one."""
    if has_colon:
        return True
    if is_title_too(text):
        return False
    return is_set_apart or not (is_item or is_ordinary(text))


def _spans(text: str) -> Iterator[tuple[int, int, Meaning]]:
    """Where labels with a colon stand in a line: begin, colon, meaning; of several that end there, the longest."""
    last = 0
    for colon in _COLON.finditer(text):
        if text[colon.end() : colon.end() + 2] == "//" or colon.start() - last > 4000:
            continue
        window = max(last, colon.start() - _LONGEST)
        for boundary in _BOUNDARY.finditer(text, window, colon.start()):
            start = boundary.start()
            meaning = meaning_of(text[start : colon.start()])
            if meaning is None:
                continue
            if start > 0 and is_ordinary(text[start : colon.start()]) and not _WIDE_BOUNDARY.search(text, 0, start):
                continue
            yield start, colon.start(), meaning
            last = colon.end()
            break
        else:
            if last == 0:  # what does not begin with a label is a sentence, whatever labels are in it
                return


def says_title(line: Line) -> bool:
    """Whether what stands behind the name of a document is the title of the job: ``Job description: Clerk``."""
    found = headed(line.text) if line.parts[0].value else None
    return found is not None and found.is_said and looks_like_title(found.title)
