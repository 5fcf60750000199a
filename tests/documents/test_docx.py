"""Word files as blocks: what a reader of the printed page sees, and notes of what is not read."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Inches

from orgrules.documents.docx import is_word
from orgrules.documents.model import Paragraph, Place, Table
from orgrules.errors import SourceError
from tests.documents.word import (
    converted,
    document,
    field,
    lists,
    lvl,
    notes,
    p,
    parts,
    r,
    saved,
    shown,
    strict,
    tbl,
    tc,
    texts,
    tr,
    word,
    zipped,
)

_DUTIES = lists(lvl(0, "decimal", "%1."), lvl(1, "decimal", "（%2）"))


def _style(style: str, name: str, inside: str = "", kind: str = "paragraph", based_on: str = "") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def _form() -> bytes:
    """A job description as companies keep it: a form in a table of four columns, whose borders were dragged about."""
    header = tr(tc(p(r("销售经理岗位说明书", "<w:b/>")), span=6))
    rows = [
        tr(tc("文件编号"), tc("HR-JD-017", span=2), tc("版本"), tc("A/2", span=2)),
        tr(tc(p(r("一、基本资料", "<w:b/>")), span=6)),
        tr(tc("岗位名称"), tc("销售经理", span=2), tc("直接上级"), tc("销售总监", span=2)),
        tr(tc("所属部门"), tc("销售部", span=2), tc("辖员人数"), tc("12", span=2)),
        tr(
            tc("岗位职责", merge="restart"),
            tc(p("销售管理", numbered=(1, 0)), p("制定年度销售计划", numbered=(1, 1)), p("分解指标", numbered=(1, 1)), span=5),
        ),
        tr(tc(merge="continue"), tc(p("团队管理", numbered=(1, 0)), p("培训下属", numbered=(1, 1)), span=5)),
        tr(tc("任职资格", merge="restart"), tc("学历", span=1), tc("本科及以上", span=4)),
        tr(tc(merge="continue"), tc("经验", span=1), tc("五年以上销售经验", span=4)),
    ]
    return word(p() + tbl(header, *rows, widths=(1500, 1000, 1500, 1500, 1500, 500)) + p(), numbering=_DUTIES)


def test_a_form_with_merged_cells() -> None:
    found = document(_form())
    assert shown(found.blocks) == [
        "table 1",
        "- 1,1 1x5",
        "  1: bold 销售经理岗位说明书",
        "- 2,1",
        "  1: 文件编号",
        "- 2,2 1x2",
        "  1: HR-JD-017",
        "- 2,4",
        "  1: 版本",
        "- 2,5",
        "  1: A/2",
        "- 3,1 1x5",
        "  1: bold 一、基本资料",
        "- 4,1",
        "  1: 岗位名称",
        "- 4,2 1x2",
        "  1: 销售经理",
        "- 4,4",
        "  1: 直接上级",
        "- 4,5",
        "  1: 销售总监",
        "- 5,1",
        "  1: 所属部门",
        "- 5,2 1x2",
        "  1: 销售部",
        "- 5,4",
        "  1: 辖员人数",
        "- 5,5",
        "  1: 12",
        "- 6,1 2x1",
        "  1: 岗位职责",
        "- 6,2 1x4",
        "  1: l1 1. 销售管理",
        "  2: l2 （1） 制定年度销售计划",
        "  3: l2 （2） 分解指标",
        "- 7,2 1x4",
        "  1: l1 2. 团队管理",
        "  2: l2 （1） 培训下属",
        "- 8,1 2x1",
        "  1: 任职资格",
        "- 8,2",
        "  1: 学历",
        "- 8,3 1x3",
        "  1: 本科及以上",
        "- 9,2",
        "  1: 经验",
        "- 9,3 1x3",
        "  1: 五年以上销售经验",
    ]
    assert (found.kind, found.path, found.pages, found.notes) == ("docx", "handbook.docx", 0, ())


def test_places_say_where_a_reader_finds_it() -> None:
    found = document(word(p("a") + p() + p("b") + tbl(tr(tc("c"), tc("d", p("e")))) + p("f")))
    assert [str(block.place) for block in found.blocks] == ["paragraph 1", "paragraph 3", "table 1", "paragraph 4"]
    table = found.blocks[2]
    assert isinstance(table, Table)
    assert [block.place for block in table.rows[0][1].blocks] == [
        Place("handbook.docx", paragraph=1, table=1, row=1, column=2),
        Place("handbook.docx", paragraph=2, table=1, row=1, column=2),
    ]


def test_headings_by_style() -> None:
    styles = (
        _style("1", "heading 1")
        + _style("Ours", "公司一级", based_on="1")
        + _style("Zh", "标题 2")
        + _style("Title", "Title")
        + _style("Outline", "章", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + _style("TOCHeading", "TOC Heading", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="1")
        + _style("Ring", "Ring", based_on="Ring2")
        + _style("Ring2", "Ring2", based_on="Ring")
    )
    body = (
        "".join(p(style, style=style) for style in ("1", "Ours", "Zh", "Title", "Outline", "TOCHeading", "Ring", "Unknown"))
        + p("direct", more='<w:outlineLvl w:val="1"/>')
        + p("text", style="1", more='<w:outlineLvl w:val="9"/>')
    )
    found = [block.heading for block in document(word(body, styles=styles)).blocks if isinstance(block, Paragraph)]
    assert found == [1, 1, 2, 1, 3, 0, 0, 0, 2, 0]


def test_a_file_without_styles_still_names_its_headings() -> None:
    assert shown(document(word(p("Sales Manager", style="Heading2"))).blocks) == ["1: h2 Sales Manager"]


def test_bold_is_what_styles_and_runs_make_of_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + _style("B", "B", "<w:rPr><w:b/></w:rPr>")
        + _style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    )
    strong = '<w:rStyle w:val="Strong"/>'
    body = (
        p(r("all", "<w:b/>"), r(" ", ""))
        + p(r("some", "<w:b/>"), r("not"))
        + p("style", style="B")
        + p(r("off", '<w:b w:val="0"/>'), style="B")
        + p(r("strong", strong))
        + p(r("toggled", strong), style="B")
    )
    found = [block.is_bold for block in document(word(body, styles=styles)).blocks if isinstance(block, Paragraph)]
    assert found == [True, False, True, False, True, False]


def test_lines_that_the_author_began_are_paragraphs() -> None:
    lines = "<w:r><w:t>first</w:t><w:br/><w:t>second</w:t><w:cr/><w:br/><w:t>third</w:t></w:r>"
    page = '<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t><w:br w:type="page"/><w:t>c</w:t></w:r>'
    content = word(p(lines, numbered=(1, 0)) + p(page), numbering=_DUTIES)
    assert shown(document(content).blocks) == ["1: l1 1. first", "1: l1 second", "1: l1 third", "2: ab", "2: c"]


def test_characters_that_have_elements_of_their_own() -> None:
    code = "<w:r><w:t>C</w:t><w:noBreakHyphen/><w:t>17</w:t><w:tab/><w:t>in</w:t><w:softHyphen/><w:t>spector</w:t></w:r>"
    other = p(r("co\u00adoperate\u200b with D\u201112\ufeff"))
    trimmed = p("<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b\n</w:t></w:r>")
    assert texts(word(p(code) + other + trimmed)) == ["C-17\tinspector", "cooperate with D-12", "a b"]


def test_symbols_are_the_characters_that_they_show() -> None:
    def sym(char: str, font: str = "Wingdings") -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    content = word(
        p(sym("F0FE"), r("本科"), sym("F0A8"), r("硕士"))
        + p(sym("F052", "Wingdings 2"), r("ticked"), sym("00B3", "Symbol"), r("5"))
        + p(r("\uf0fe", font), r("l", font), r("\uf0a8"))
        + p(sym("F0EA"), r("unknown"), sym("zz"), sym("D800", "Arial"))
    )
    assert texts(content) == ["☑本科☐硕士", "☑ticked≥5", "☑●☐", "unknown"]
    assert notes(content) == ["a character of a symbol font is left out (Wingdings, F0EA)"]


def test_tables_within_controls_and_cells() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    inner = tbl(tr(tc("inner")))
    rows = tr(tc("a"), control(tc("b"))) + control(control(tr(tc("c"), tc("d", inner, p()))))
    content = word(control(tbl(rows)) + tbl(tr(tc("after"))))
    assert shown(document(content).blocks) == [
        "table 1",
        "- 1,1",
        "  1: a",
        "- 1,2",
        "  1: b",
        "- 2,1",
        "  1: c",
        "- 2,2",
        "  1: d",
        "  table 2",
        "  - 1,1",
        "    1: inner",
        "table 3",
        "- 1,1",
        "  1: after",
    ]


def test_merged_cells_stand_once_with_what_they_take() -> None:
    content = word(
        tbl(
            tr(tc("a", merge="restart"), tc("b", span=2, merge="restart"), tc("c"), more="<w:tblHeader/>"),
            tr(tc("unseen", merge="continue"), tc(span=2, merge="continue"), tc("d"), more="<w:tblHeader/>"),
            tr(tc("e", merge="restart"), tc("f"), tc("g"), tc("h", more='<w:hMerge w:val="restart"/>')),
            tr(tc("i"), tc("j", merge="continue"), tc("k", more='<w:hMerge w:val="restart"/>'), tc(more="<w:hMerge/>")),
            tr(tc("l", merge="continue"), more='<w:gridBefore w:val="3"/><w:tblHeader/>'),
        )
    )
    assert [line for line in shown(document(content).blocks) if line.startswith("-")] == [
        "- 1,1 2x1 header",
        "- 1,2 2x2 header",
        "- 1,4 header",
        "- 2,4 header",
        "- 3,1",
        "- 3,2",
        "- 3,3",
        "- 3,4",
        "- 4,1",
        "- 4,2",
        "- 4,3 1x2",
        "- 5,4",
    ]


def test_spans_beyond_reason_cost_nothing() -> None:
    began = time.process_time()
    content = word(tbl(tr(tc("a", span=2_000_000_000), tc("b"), more='<w:gridBefore w:val="-7"/>')))
    assert [line for line in shown(document(content).blocks) if line.startswith("-")] == ["- 1,1", "- 1,2"]
    assert time.process_time() - began < 5


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
    content = word(
        p(r("the "), deleted, "<w:ins>", r("new "), "</w:ins>", r("duty"), moved)
        + p("<w:moveTo>", r("moved"), "</w:moveTo>")
        + tbl(
            tr(tc("stays"), tc("gone", more="<w:cellDel/>")),
            tr(tc("deleted"), more="<w:del/>"),
            tr(tc("inserted"), more="<w:ins/>"),
        )
        + tbl(tr(tc("all of it deleted"), more="<w:del/>"))
        + f"<w:ins>{p('a whole paragraph')}</w:ins>"
    )
    assert shown(document(content).blocks) == [
        "1: the new duty",
        "2: moved",
        "table 1",
        "- 1,1",
        "  1: stays",
        "- 2,1",
        "  1: inserted",
        "3: a whole paragraph",
    ]
    assert notes(content) == ["the document tracks changes: what was inserted is read, what was deleted is left out"]


def test_paragraphs_whose_end_was_deleted_go_on_in_the_next() -> None:
    content = word(
        p("Sales ", mark="<w:del/>", style="Heading1")
        + p("Manager", style="Heading2")
        + p("hidden end, ", mark="<w:vanish/>")
        + p("goes on")
        + p("L", more='<w:framePr w:dropCap="drop"/>')
        + p("arge letter")
        + p("Heading", mark="<w:vanish/><w:specVanish/>", style="Heading1")
        + p("with text on its line")
        + tbl(tr(tc(p("last", mark="<w:del/>"))))
    )
    assert shown(document(content).blocks) == [
        "1: h2 Sales Manager",
        "2: hidden end, goes on",
        "3: Large letter",
        "4: h1 Heading",
        "5: with text on its line",
        "table 1",
        "- 1,1",
        "  1: last",
    ]


def test_struck_out_and_hidden_text_is_noted() -> None:
    styles = _style("Out", "Out", "<w:rPr><w:strike/></w:rPr>", kind="character")
    content = word(
        p("keeps ", r("old ", "<w:strike/>"), r("duty", '<w:rStyle w:val="Out"/>'), r(" words", "<w:dstrike/>"))
        + p(r("secret", "<w:vanish/>"), r("seen", '<w:vanish w:val="0"/>'), r("web", "<w:webHidden/>"))
        + tbl(tr(tc("a hidden row"), more="<w:hidden/>"), tr(tc("row"))),
        styles=styles,
    )
    assert shown(document(content).blocks)[:2] == ["1: keeps", "2: seenweb"]
    assert [(str(note.place), note.text) for note in document(content).notes] == [
        ("paragraph 1", 'struck-out text is left out: "old duty words"'),
        ("paragraph 2", 'hidden text is left out: "secret"'),
        ("paragraph 2", 'a hidden row is left out: "a hidden row"'),
    ]


def test_fields_show_what_they_computed() -> None:
    content = word(
        p("see ", field("REF job", r("4.1")), ", page ", field(" PAGE ", r("3")))
        + p('<w:fldSimple w:instr="DOCPROPERTY x"><w:r><w:t>HR-01</w:t></w:r></w:fldSimple>')
        + p(field('IF 1 = 1 "' + "", field("REF a", r("nested"))), field("XE hidden"))
        + p('<w:hyperlink w:anchor="x">', field("HYPERLINK x", r("linked")), "</w:hyperlink>")
        + p(field("eq \\o\\ac(○,3)"), "circled", field("SYMBOL 254 \\f Wingdings \\s 12"))
        + p("<w:smartTag><w:r><w:t>smart</w:t></w:r></w:smartTag>")
    )
    assert texts(content) == ["see 4.1, page 3", "HR-01", "nested", "linked", "③circled☑", "smart"]


def test_a_field_goes_over_paragraphs_and_one_that_never_ends_swallows_nothing() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = "<w:r><w:instrText>IF</w:instrText><w:t>unseen</w:t></w:r>"
    content = word(p("a", begin, instruction) + p("unseen") + p("unseen", separate, "b") + p("c", end) + p(begin, "d") + p("e"))
    assert texts(content) == ["a", "b", "c", "d", "e"]


def test_boxes_of_forms() -> None:
    box = "<w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData>"
    choice = (
        "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='大专'/><w:listEntry w:val='本科'/></w:ddList></w:ffData>"
    )
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    content = word(
        p(field("FORMCHECKBOX", "", box.format("<w:checked/>")), "ticked", field("FORMCHECKBOX", "", box.format("")), "empty")
        + p("学历：", field("FORMDROPDOWN", "", choice))
        + p(control.format("1"), "ticked", control.format("0"), "empty")
        + p("Name: ", prompt.format(r("Click to enter text")))
        + prompt.format(p("单击此处输入文字。"))
        + tbl(tr(tc("部门"), prompt.format(tc("选择一项。"))))
    )
    assert shown(document(content).blocks) == [
        "1: ☑ticked☐empty",
        "2: 学历：本科",
        "3: ☑ticked☐empty",
        "4: Name:",
        "table 1",
        "- 1,1",
        "  1: 部门",
        "- 1,2",
    ]
    said = 'nothing was entered here, the prompt is left out: "{}"'
    assert notes(content) == [said.format(text) for text in ("Click to enter text", "单击此处输入文字。", "选择一项。")]


def test_tables_of_contents_are_left_out() -> None:
    styles = _style("TOC1", "toc 1") + _style("H", "heading 1")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText> TOC \\o </w:instrText></w:r>"
    by_field = p(begin, code, separate, "1 Sales Manager\t3") + p("2 Clerk", field("PAGEREF x", r("4"))) + p(end)
    by_control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{by_field}</w:sdtContent></w:sdt>"
    )
    typed = p("1 销售经理", style="TOC1") + p() + p("2 文员", style="TOC1")
    # people see their paragraphs, and count them
    content = word(by_field + by_control + typed + p("Sales Manager", style="H"), styles=styles)
    assert shown(document(content).blocks) == ["11: h1 Sales Manager"]
    assert notes(content) == ["a table of contents is left out"] * 3


_BOX = f"<w:txbxContent>{p('in the box', numbered=(1, 0))}{tbl(tr(tc('cell')))}</w:txbxContent>"


def test_text_boxes_are_read_once() -> None:
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{_BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{_BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r>"
    letters = '<w:r><w:pict><v:shape><v:textpath string="岗位说明书"/></v:shape></w:pict></w:r>'
    content = word(p("before", both) + p(old) + p(letters), numbering=_DUTIES)
    assert shown(document(content).blocks) == [
        "1: before",
        "1: l1 1. in the box",
        "table 1",
        "- 1,1",
        "  1: cell",
        "2: l1 2. in the box",
        "table 2",
        "- 1,1",
        "  1: cell",
        "3: 岗位说明书",
    ]
    assert notes(content) == []


def test_what_is_not_read_is_noted() -> None:
    def drawing(inside: str) -> str:
        return f"<w:r><w:drawing><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></w:drawing></w:r>"

    content = word(
        p("picture", drawing("<pic:pic/>"))
        + p("old picture", "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
        + p("chart", drawing("<c:chart/>"))
        + p("diagram", drawing("<dgm:relIds/>"))
        + p("object", "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>")
        + p("control", "<w:r><w:object><v:shape/><w:control/></w:object></w:r>")
        + p("line", "<w:r><w:pict><v:line/></w:pict></w:r>")
        + p("equation", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        + "<w:altChunk/>"
        + p("linked", "<w:subDoc/>")
        + p("note", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="0"/></w:r>')
        + p(field("LISTNUM x \\l 2"), "listed"),
        footnotes=f'<w:footnote w:id="2">{p("what it explains")}</w:footnote>',
    )
    others = ["line", "equation", "linked", "note", "listed"]
    assert texts(content) == ["picture", "old picture", "chart", "diagram", "object", "control", *others]
    assert [(note.place.paragraph, note.text) for note in document(content).notes] == [
        (1, "a picture is not read"),
        (2, "a picture is not read"),
        (3, "a chart is not read"),
        (4, "a diagram (SmartArt) is not read"),
        (5, "an embedded object is not read"),
        (6, "an embedded object is not read"),
        (8, 'an equation is left out: "x=1"'),
        (8, "a file that is embedded here as text is not read; open the document and save it again"),
        (9, "another document that is linked here is not read"),
        (10, 'a note at the foot of the page is left out: "what it explains"'),
        (11, "a number that a field computes (LISTNUM) is not read"),
    ]


def test_ruby_shows_its_base() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>xiāo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>销</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert texts(word(p(ruby, "售"))) == ["销售"]


def test_headers_are_left_out_and_noted_where_they_look_like_the_form() -> None:
    plain = word(p("text"), header=p("某某有限公司"), footer=p("第 1 页"))
    assert (texts(plain), notes(plain)) == (["text"], [])
    form = word(p("text"), header=p("文件编号：HR-017"))
    assert notes(form) == ['a header or footer is left out: "文件编号：HR-017"']


def test_strict_files_are_read_alike() -> None:
    content = word(p("Sales", style="Heading1") + p("duty", numbered=(1, 0)) + tbl(tr(tc("a", span=2))), numbering=_DUTIES)
    assert document(strict(content)) == document(content)


def test_parts_are_found_wherever_they_are() -> None:
    those = parts(p("duty", numbered=(1, 0)), numbering=_DUTIES)
    lost = {name: part for name, part in those.items() if not name.startswith("word/_rels")}
    assert texts(zipped(lost)) == ["1. duty"]
    assert texts(zipped({name: part for name, part in lost.items() if name != "_rels/.rels"})) == ["1. duty"]
    elsewhere = {name.replace("word/", "doc/"): part.replace(b"word/", b"doc/") for name, part in those.items()}
    assert texts(zipped(elsewhere)) == ["1. duty"]
    dangling = {name: part for name, part in those.items() if name != "word/numbering.xml"}
    assert texts(zipped(dangling)) == ["duty"]


def _message(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        document(content)
    return str(caught.value).removeprefix("handbook.docx: ")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_REFUSED: dict[str, tuple[bytes, str]] = {
    "protected": (_OLE + "EncryptedPackage".encode("utf-16-le"), "the document is protected by a password; open it, save it"),
    "old Word": (_OLE + "WordDocument".encode("utf-16-le"), "this is a document of Word 97-2003 (.doc); save it as .docx"),
    "old Excel": (_OLE, "this is a file of an older program (.doc, .xls, .ppt or .msg); save what it says as .docx"),
    "RTF": (b"{\\rtf1 text}", "this is a document in Rich Text Format (.rtf); save it as .docx"),
    "one file of XML": (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        "this is a document of Word in one file of XML; save it as .docx",
    ),
    "nothing": (b"", "the file is empty"),
    "text": (b"Sales Manager", "this is no document of Word (.docx): it does not begin like a zip file"),
    "zip": (zipped({"a.txt": b"x"}), "this is a zip file that holds no document; unpack it first"),
    "workbook": (zipped({"xl/workbook.xml": b"x"}), "this is a workbook or a drawing, no document; save what it says"),
    "slides": (zipped({"ppt/presentation.xml": b"x"}), "these are slides of PowerPoint, no document; save what they say"),
    "OpenDocument": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "this is an OpenDocument text (.odt); save it as .docx",
    ),
    "Pages": (zipped({"Index/Document.iwa": b"x"}), "this is a document of Apple's Pages; export it as Word (.docx)"),
    "e-book": (
        zipped({"mimetype": b"application/epub+zip"}),
        "this is an e-book (.epub); give the document that it was made from",
    ),
    "no zip after all": (b"PK\x03\x04broken", "the document is damaged (File is not a zip file); open it and save it again"),
    "no XML": (zipped({"word/document.xml": b"<w:doc"}), "the document is damaged ("),
    "no text": (zipped({"word/document.xml": b"<a/>"}), "the document is damaged (it has no text); open it and save it again"),
    "entities": (
        zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "the XML in the document declares a document type, which Word never writes; entities are not read",
    ),
    "too deep": (word("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "the document is damaged ("),
}


@pytest.mark.parametrize("kind", _REFUSED)
def test_other_files_are_refused_in_words(kind: str) -> None:
    content, expected = _REFUSED[kind]
    message = _message(content)
    assert message.startswith(expected)
    assert "\n" not in message


def test_a_protected_document_of_libreoffice_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "x")
    content = bytearray(stream.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of an encrypted entry
    assert _message(bytes(content)).startswith("the document is protected by a password")


def test_a_document_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orgrules.documents.word.parts._MOST_BYTES", 1_000_000)
    content = word(p("x" * 2_000_000))
    assert len(content) < 10_000
    assert _message(content) == "the document unpacks to more than 1,000,000 bytes, the most that is read"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("job.docx", "doc", "this is a document of Word 97-2003 (.doc); save it as .docx"),
        ("job.docx", "rtf", "this is a document in Rich Text Format (.rtf); save it as .docx"),
        ("job.docx", "odt", "this is an OpenDocument text (.odt); save it as .docx"),
        ("job.docx", "xml", "this is a document of Word in one file of XML; save it as .docx"),
        ("jobs.csv", "xls", "this is a file of an older program (.doc, .xls, .ppt or .msg); save what it says as .docx"),
        ("jobs.csv", "xlsx", "this is a workbook or a drawing, no document; save what it says as .docx, .md or .txt"),
        ("jobs.csv", "ods", "this is a workbook or a drawing, no document; save what it says as .docx, .md or .txt"),
    ],
)
def test_what_libreoffice_writes_in_other_formats_is_refused(source: str, target: str, expected: str, tmp_path: Path) -> None:
    (content,) = converted({source: word(p("x")) if source == "job.docx" else b"a,b\n1,2\n"}, tmp_path, target)
    assert is_word(content)
    assert _message(content) == expected


def test_which_bytes_are_for_this_reader() -> None:
    assert all(is_word(content) for content in (word(p("x")), _OLE, b"{\\rtf1", _REFUSED["one file of XML"][0]))
    assert not any(map(is_word, (b"", b"%PDF-1.7", b"<html>", "销售经理".encode())))


def test_without_the_library_one_line_says_what_helps(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(p("x")))
    program = (
        "import sys; sys.modules['lxml'] = None; sys.modules['lxml.etree'] = None\n"
        "from orgrules.documents.docx import read\n"
        "from orgrules.errors import SourceError\n"
        "try: read('a.docx', open('a.docx', 'rb').read())\n"
        "except SourceError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == 'a.docx: Word files are read by lxml, which is not installed; pip install "orgrules[documents]"\n'


def test_damaged_bytes_never_end_in_a_traceback() -> None:
    whole, told = bytearray(_form()), set()
    for place in range(0, len(whole), 7):
        damaged = bytes(whole[:place]) + bytes([whole[place] ^ 0x55]) + bytes(whole[place + 1 :])
        for content in (damaged, bytes(whole[:place])):
            try:
                document(content)
            except SourceError as error:
                told.add(str(error)[:14])
    assert told == {"handbook.docx:"}


def test_what_python_docx_writes() -> None:
    made = docx.Document()
    made.add_heading("Job descriptions", 0)
    made.add_heading("Sales Manager", 1)
    made.add_paragraph("Leads the team.", style="List Number")
    made.add_paragraph("Signs contracts.", style="List Number")
    made.add_paragraph("Reports weekly.", style="List Bullet")
    made.add_paragraph("To the director.", style="List Bullet 2")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Requirements"
    table.cell(1, 0).text = "Education"
    table.cell(0, 2).merge(table.cell(1, 2)).width = Inches(1)
    assert shown(document(saved(made)).blocks) == [
        "1: h1 Job descriptions",
        "2: h1 bold Sales Manager",
        "3: l1 1. Leads the team.",
        "4: l1 2. Signs contracts.",
        "5: l1 • Reports weekly.",
        "6: l2 • To the director.",
        "table 1",
        "- 1,1 1x2",
        "  1: Requirements",
        "- 1,3 2x1",
        "- 2,1",
        "  1: Education",
        "- 2,2",
    ]


_HTML = """<html><head><meta charset="utf-8"></head><body><h1>销售经理</h1><p>直接上级：<b>销售总监</b></p>
<ol><li>制定计划<ol type="a"><li>年度</li><li>月度</li></ol></li><li>管理团队</li></ol><ul><li>开会</li></ul>
<table border="1"><thead><tr><th>任职资格</th><th>要求</th></tr></thead><tr><td rowspan="2">学历</td><td>本科<br>或硕士</td></tr>
<tr><td>专业不限</td></tr><tr><td colspan="2">五年经验</td></tr></table><p>结束</p></body></html>"""


def test_what_libreoffice_writes(tmp_path: Path) -> None:
    (content,) = converted({"job.html": _HTML.encode()}, tmp_path)
    found = document(content)
    lines = [line for line in shown(found.blocks) if not line.startswith("-")]
    assert [line.split(": ", 1)[-1].strip() for line in lines] == [
        "h1 bold 销售经理",
        "直接上级：销售总监",
        "l1 1. 制定计划",
        "l2 a. 年度",
        "l2 b. 月度",
        "l1 2. 管理团队",
        "l1 • 开会",
        "table 1",
        "bold 任职资格",
        "bold 要求",
        "学历",
        "本科",
        "或硕士",
        "专业不限",
        "五年经验",
        "结束",
    ]
    assert [line for line in shown(found.blocks) if line.startswith("-")] == [
        "- 1,1 header",
        "- 1,2 header",
        "- 2,1 2x1",
        "- 2,2",
        "- 3,2",
        "- 4,1 1x2",
    ]


def test_a_form_is_the_same_when_libreoffice_saved_it(tmp_path: Path) -> None:
    original = document(_form())
    (content,) = converted({"handbook.docx": _form()}, tmp_path)
    assert shown(document(content).blocks) == shown(original.blocks)


def test_long_documents_are_read_within_seconds() -> None:
    rows = tr(tc("岗位职责", merge="restart"), tc(p("duty", numbered=(1, 0)))) + tr(tc(merge="continue"), tc("x")) * 2000
    content = word((p("text", numbered=(1, 1)) + p(r("bold", "<w:b/>"))) * 10_000 + tbl(rows), numbering=_DUTIES)
    began = time.process_time()
    assert len(document(content).blocks) == 20_001
    assert time.process_time() - began < 10
