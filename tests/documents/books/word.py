"""Books that python-docx writes, each in a layout of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.documents.books.truth import Book, Truth


def new(header: str = "") -> Document:
    """An empty document of A4 pages in a Chinese font, with a header and the number of the page below."""
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="Noto Serif CJK SC"/>')
    )
    section = document.sections[0]
    if header:
        section.header.paragraphs[0].text = header
        foot = section.footer.paragraphs[0]
        foot.add_run("第 ")
        foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        foot.add_run(" 页")
    return document


# ------------------------------------------------------------------------- what Word does by itself

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


# ------------------------------------------------------------ a handbook whose lines and pages break


def logistics(book: Book, file: Path) -> None:
    """Chapters and long statements with typed marks; LibreOffice makes a PDF of it."""
    document = new("通达远航物流有限公司岗位手册（内部资料）")
    document.add_paragraph("岗位手册", style="Title")
    document.add_heading("第一章　总则", 1)
    document.add_paragraph(book.outside[0])
    document.add_heading("第二章　运输部岗位", 1)
    for index, job in enumerate(book.jobs):
        if index == 3:
            document.add_heading("第三章　仓储部岗位", 1)
        document.add_heading(f"{job.number}. {job.title}", 2)
        document.add_paragraph(f"直接上级：{job.of('reports_to')[0]}")
        if job.of("manages"):
            document.add_paragraph(f"直接下级：{'、'.join(job.of('manages'))}")
        document.add_paragraph(f"工作概要：{job.of('purpose')[0]}。")
        document.add_paragraph("岗位职责：")
        for at, text in enumerate(job.of("duties"), 1):
            document.add_paragraph(f"（{at}）{text}；")
        document.add_paragraph("任职资格：")
        for at, text in enumerate(job.of("requirements"), 1):
            document.add_paragraph(f"{at}、{text}。")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)  # small, so that many statements break
    section.left_margin = section.right_margin = Mm(18)
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.line_spacing = 1.5
        paragraph.paragraph_format.widow_control = False  # so that pages break within statements
    document.save(str(file))


# ------------------------------------------------------------------------------- a form as a table


def hospital(book: Book, file: Path) -> None:
    """A form a job: a table of six columns with merged cells, duties numbered within one cell, and a row for signatures."""
    document = new("临江友邻医院岗位说明书")
    for index, job in enumerate(book.jobs):
        if index:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_heading("岗位说明书", 1)
        _form(document, job, f"YD-HR-JD-{index + 1:02}")
    document.save(str(file))


def _form(document: Document, job: Truth, code: str) -> None:
    table = document.add_table(rows=0, cols=6, style="Table Grid")

    def row(*texts: str, merged: Sequence[tuple[int, int]] = ()) -> Sequence[_Cell]:
        cells: Sequence[_Cell] = table.add_row().cells
        for start, end in merged:
            cells[start].merge(cells[end])
        at = 0
        for text in texts:
            cells[at].text = text
            at = next((end for start, end in merged if start == at), at) + 1
        return cells

    def value(name: Any, sep: str = "、") -> str:
        return sep.join(job.of(name))

    said = dict(text.split("：") for text in job.not_understood)
    row("文件编号", code, "版本", "A/1", "生效日期", "2025-03-01")
    row("基本资料", merged=[(0, 5)])
    row("岗位名称", job.title, "所属部门", value("unit"), "岗位编号", code.replace("JD", "P"))
    row("直接上级", value("reports_to"), "直接下级", value("manages"), "辖员人数", value("headcount_below"))
    row("职位编制", said["职位编制"], "职系", said["职系"], merged=[(3, 5)])
    row("工作概要", f"{value('purpose')}。", merged=[(1, 5)])
    duties = row("岗位职责", merged=[(1, 5)])[1]
    for number, text in enumerate(job.of("duties"), 1):
        line = f"{number}、{text}；"
        if number == 1:
            duties.text = line
        else:
            duties.add_paragraph(line)
    first = len(table.rows)
    for label, name in (
        ("学历", "education"),
        ("专业", "fields_of_study"),
        ("经验", "experience"),
        ("证书", "certificates"),
        ("技能", "skills"),
    ):
        row("", label, value(name), merged=[(2, 5)])
    _down(table, first, "任职资格")
    first = len(table.rows)
    row("", "内部", value("internal_relations"), merged=[(2, 5)])
    row("", "外部", value("external_relations"), merged=[(2, 5)])
    _down(table, first, "工作关系")
    row("晋升方向", value("promotes_to"), "轮换岗位", value("rotates_with"), merged=[(1, 2), (4, 5)])
    row("编制", "人力资源部", "审核", "", "批准", "")


def _down(table: Table, first: int, text: str, column: int = 0) -> None:
    """Merge the cells of a column from a row to the last one."""
    table.cell(first, column).merge(table.cell(len(table.rows) - 1, column)).text = text


# ------------------------------------------------------------------------------------ a wide table


def online_shop(book: Book, file: Path) -> None:
    """One table with a row a job; units are merged downwards, and line breaks part the statements of a cell."""
    document = new("云集优选电子商务有限公司")
    document.add_paragraph("岗位职责与任职资格一览表", style="Title")
    document.add_paragraph(book.outside[0])
    heads = ("序号", "部门", "岗位名称", "直接上级", "岗位职责", "任职资格")
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    starts: list[int] = []
    for number, job in enumerate(book.jobs, 1):
        cells = table.add_row().cells
        cells[0].text, cells[2].text, cells[3].text = str(number), job.title, job.of("reports_to")[0]
        cells[4].text = "\n".join(f"{at}. {text}；" for at, text in enumerate(job.of("duties"), 1))
        # a break is one of the line, not a paragraph
        cells[5].text = "\n".join(job.of("requirements"))
        if number == 1 or job.of("unit") != book.jobs[number - 2].of("unit"):
            starts.append(number)
            cells[1].text = job.of("unit")[0]
    for start, end in zip(starts, [*starts[1:], len(book.jobs) + 1], strict=True):
        table.cell(start, 1).merge(table.cell(end - 1, 1)).text = book.jobs[start - 1].of("unit")[0]
    document.save(str(file))
