"""Books that python-docx writes, each in a layout of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from orgrules.drafting.model import Field
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

    def value(name: Field) -> str:
        return ("；" if name == "skills" else "、").join(job.of(name))

    said = dict(text.split("：") for text in job.not_understood)
    row("文件编号", code, "版本", "A/1", "生效日期", "2025-03-01")
    row("基本资料", merged=[(0, 5)])
    row("岗位名称", job.title, "所属部门", value("unit"), "岗位编号", code.replace("JD", "P"))
    row("直接上级", value("reports_to"), "直接下级", value("manages"), "辖员人数", value("headcount_below"))
    row("职位编制", said["职位编制"], "职系", value("job_family"), merged=[(3, 5)])
    row("工作概要", f"{value('purpose')}。", merged=[(1, 5)])
    duties = row("岗位职责", merged=[(1, 5)])[1]
    for number, text in enumerate(job.of("duties"), 1):
        line = f"{number}、{text}；"
        if number == 1:
            duties.text = line
        else:
            duties.add_paragraph(line)
    first = len(table.rows)
    wanted: Sequence[tuple[str, Field]] = (
        ("学历", "education"),
        ("专业", "fields_of_study"),
        ("经验", "experience"),
        ("证书", "certificates"),
        ("技能", "skills"),
    )
    for label, name in wanted:
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


def car_parts(book: Book, file: Path) -> None:
    """A form in two languages; the requirements are one cell with labels of its own."""
    document = new()
    for index, job in enumerate(book.jobs):
        if index:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("博睿汽车零部件有限公司 Borui Auto Parts Co., Ltd.")
        document.add_paragraph("岗位说明书 Job Description", style="Title")
        table = document.add_table(rows=0, cols=4, style="Table Grid")
        _cells(table, "岗位名称 Job Title", job.title, "所属部门 Department", job.of("unit")[0])
        _cells(
            table, "汇报对象 Reports To", job.of("reports_to")[0], "直接下属 Direct Reports", "、".join(job.of("manages")) or "无"
        )
        other, language = job.either["requirements"][1], job.either["skills"][0]
        wide: Sequence[tuple[str, Sequence[str]]] = (
            ("岗位目的 Job Purpose", [f"{job.of('purpose')[0]}。"]),
            ("主要职责 Key Responsibilities", [f"{at}) {text}；" for at, text in enumerate(job.of("duties"), 1)]),
            (
                "任职要求 Requirements",
                [
                    f"学历 Education：{job.of('education')[0]}",
                    f"经验 Experience：{job.of('experience')[0]}",
                    f"语言 Language：{language}",
                    f"其他 Other：{other}",
                ],
            ),
        )
        for label, lines in wide:
            cells = table.add_row().cells
            cells[0].text = label
            _paragraphs(cells[1].merge(cells[3]), lines)
        document.add_paragraph("修订日期 Revised: 2025-06-30")
    document.save(str(file))


def _cells(table: Table, *texts: str) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _paragraphs(cell: _Cell, lines: Sequence[str], style: str | None = None) -> None:
    """A paragraph a line, the first in the one that every cell has."""
    for at, line in enumerate(lines):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        paragraph.text = line
        if style:
            paragraph.style = style


def transit(book: Book, file: Path) -> None:
    """Two columns a job: labels, and values that stand in content controls."""
    document = docx.Document()
    document.add_heading("Position Description", 0)
    document.add_paragraph("Meridian City Transit")
    document.add_paragraph(book.outside[0])
    for job in book.jobs:
        hours = job.not_understood[0].partition(": ")[2]
        rows: Sequence[tuple[str, Sequence[str]]] = (
            ("Position", [job.title]),
            ("Department", job.of("unit")),
            ("Line manager", job.of("reports_to")),
            ("Supervises", [", ".join(job.of("manages")) or "None"]),
            ("Summary of position", job.of("purpose")),
            ("Essential functions", job.of("duties")),
            ("Education", job.of("education")),
            ("Experience", job.of("experience")),
            ("Licences and certificates", job.of("certificates")),
            ("Working hours", [hours]),
            ("Approved by", [""]),
        )
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for label, lines in rows:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).bold = True
            _paragraphs(cells[1], lines, "List Bullet" if len(lines) > 1 else None)
            if len(lines) == 1:
                _control(cells[1].paragraphs[0])
        document.add_paragraph()
    document.save(str(file))


def _control(paragraph: Paragraph) -> None:
    """Put what a paragraph says into a content control, as forms to be filled in have it."""
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    runs = [run._r for run in paragraph.runs]
    paragraph._p.append(control)
    cast("list[object]", control[1]).extend(runs)


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
