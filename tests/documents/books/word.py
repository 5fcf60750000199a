"""Books that python-docx writes, each in a layout of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table, _Cell

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
