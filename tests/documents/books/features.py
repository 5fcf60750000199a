"""A book that uses what Word does by itself: styles, numbers of lists, a table of contents, tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tests.documents.books.truth import Book, Truth
from tests.documents.books.word import new

#: Chapters 第一章, jobs 2.1 (``isLgl`` makes the chapter's number an Arabic one), parts 一、: one list of many levels, by styles.
_HEADINGS = (
    ("第%1章", "chineseCountingThousand", ""),
    ("%1.%2", "decimal", "<w:isLgl/>"),
    ("%3、", "chineseCounting", ""),
)
#: The mark of a bullet is a character of the font Wingdings, which others have no sign for.
_DIAMOND = "\uf075"


class _Numbers:
    """The automatic numbers of a document."""

    def __init__(self, document: Document) -> None:
        self.root = document.part.numbering_part.element
        for old in (*self.root.findall(qn("w:num")), *self.root.findall(qn("w:abstractNum"))):
            self.root.remove(old)
        self.kinds = 0
        self.lists = 0

    def kind(self, *levels: tuple[str, str, str], styles: Sequence[str] = (), font: str = "") -> int:
        """A kind of list."""
        self.kinds += 1
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.kinds}"><w:multiLevelType w:val="multilevel"/>'
        for depth, (text, form, more) in enumerate(levels):
            style = f'<w:pStyle w:val="{styles[depth]}"/>' if styles else ""
            fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
            xml += (
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}{more}'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{420 * (depth + 1)}" w:hanging="420"/></w:pPr>{fonts}</w:lvl>'
            )
        first = self.root.find(qn("w:num"))
        kind = parse_xml(f"{xml}</w:abstractNum>")
        self.root.append(kind) if first is None else first.addprevious(kind)
        return self.kinds

    def new(self, kind: int) -> int:
        """A list of a kind, which begins anew."""
        self.lists += 1
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.lists}"><w:abstractNumId w:val="{kind}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return self.lists


def _numbered(paragraph: Paragraph, number: int, level: int = 0) -> Paragraph:
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return paragraph


def _labelled(document: Document, label: str, value: str, *more: tuple[str, str]) -> Paragraph:
    """A line with one label, or with several parted by tabulators."""
    paragraph = document.add_paragraph()
    for index, (name, text) in enumerate(((label, value), *more)):
        paragraph.add_run(f"\t{name}：" if index else f"{name}：").bold = True
        paragraph.add_run(text)
    return paragraph


def factory(book: Book, file: Path) -> None:
    """Styles, automatic numbers, a table of contents, tracked changes, struck-out text."""
    document = new("华岭机械制造有限公司　　岗位说明书")
    numbers = _Numbers(document)
    styles = ("Heading1", "Heading2", "Heading3")
    headings = numbers.new(numbers.kind(*_HEADINGS, styles=styles))
    for level, name in enumerate(("Heading 1", "Heading 2", "Heading 3")):
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{headings}"/></w:numPr>'
        document.styles[name].element.get_or_add_pPr().append(parse_xml(xml))
    items, diamonds = numbers.kind(("（%1）", "decimal", "")), numbers.kind((_DIAMOND, "bullet", ""), font="Wingdings")
    document.add_paragraph("生产系统岗位说明书", style="Title")
    document.add_paragraph("华岭机械制造有限公司")
    _contents(document, book)
    document.add_heading("总则", 1)
    for text in book.outside:
        document.add_paragraph(text)
    document.add_heading("生产岗位", 1)
    for index, job in enumerate(book.jobs):
        if index == 3:
            document.add_heading("质量岗位", 1)
        _job(document, job, numbers, items, diamonds)
    document.save(str(file))


def _contents(document: Document, book: Book) -> None:
    """A table of contents as Word keeps it: a field in a content control, with the lines that it last gave."""
    lines = ["第一章\t总则\t1", "第二章\t生产岗位\t1"]
    lines += [f"{job.number}\t{job.title}\t{page}" for page, job in enumerate(book.jobs, 1)]
    lines.insert(-1, "第三章\t质量岗位\t4")
    body = "".join(
        "<w:p>"
        + ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>' if not at else "")
        + ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if not at else "")
        + "<w:r>"
        + "<w:tab/>".join(f"<w:t>{part}</w:t>" for part in line.split("\t"))
        + "</w:r>"
        + ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' if at == len(lines) - 1 else "")
        + "</w:p>"
        for at, line in enumerate(lines)
    )
    xml = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p>{body}</w:sdtContent></w:sdt>"
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _job(document: Document, job: Truth, numbers: _Numbers, items: int, diamonds: int) -> None:
    document.add_heading(job.title, 2)
    _labelled(document, "所属部门", job.of("unit")[0], ("直接上级", job.of("reports_to")[0]))
    if job.of("manages"):
        _labelled(document, "直接下级", "、".join(job.of("manages")))
    document.add_heading("工作概要", 3)
    document.add_paragraph(f"{job.of('purpose')[0]}。")
    document.add_heading("岗位职责", 3)
    duties = numbers.new(items)
    for at, text in enumerate(job.of("duties")):
        if job.groups and at in {0, 3}:
            document.add_paragraph().add_run(job.groups[at // 3]).bold = True
        if job.groups and at == 4:
            _numbered(document.add_paragraph(), duties).add_run("管理职工食堂；").font.strike = True
        _duty(_numbered(document.add_paragraph(), duties), f"{text}；")
    document.add_heading("任职资格", 3)
    _labelled(document, "学历", job.of("education")[0])
    _labelled(document, "专业", "、".join(job.of("fields_of_study")))
    _labelled(document, "经验", job.of("experience")[0])
    for at, text in enumerate(job.of("requirements")):
        paragraph = _numbered(document.add_paragraph(), numbers.new(diamonds) if not at else numbers.lists)
        run = paragraph.add_run(f"{text}；")
        if job.groups and at:  # the whole of it came in with a tracked change
            inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="9" w:author="HR" w:date="2025-01-06T09:00:00Z"/>')
            run._r.addprevious(inserted)
            inserted.append(run._r)
    document.add_heading("权限与责任", 3)
    if job.of("authority"):
        document.add_paragraph().add_run("管理权限：").bold = True
        authority = numbers.new(items)
        for text in job.of("authority"):
            _numbered(document.add_paragraph(f"{text}；"), authority)
    _labelled(document, "管理责任", f"{job.of('responsibility')[0]}。")
    _labelled(document, "晋升方向", job.of("promotes_to")[0])
    if job.of("rotates_with"):
        _labelled(document, "轮换岗位", job.of("rotates_with")[0])


def _duty(paragraph: Paragraph, text: str) -> None:
    """A duty; in one a tracked change put 月度 for 年度, in another a sum is struck out."""
    if "月度生产作业计划" in text:
        before, after = text.split("月度")
        paragraph.add_run(before)
        for tag, part, words in (("del", "delText", "年度"), ("ins", "t", "月度")):
            paragraph._p.append(
                parse_xml(
                    f'<w:{tag} {nsdecls("w")} w:id="{len(words)}" w:author="HR" w:date="2025-01-06T09:00:00Z">'
                    f"<w:r><w:{part}>{words}</w:{part}></w:r></w:{tag}>"
                )
            )
        paragraph.add_run(after)
    elif "五千元" in text:
        before, after = text.split("五千元")
        paragraph.add_run(before)
        paragraph.add_run("三千元").font.strike = True
        paragraph.add_run(f"五千元{after}")
    else:
        paragraph.add_run(text)
