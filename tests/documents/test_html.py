"""Pages of HTML: what a browser shows of them, numbers of lists included, and where it stands in the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgrules.documents import html
from orgrules.documents.model import Document, Paragraph, Table
from orgrules.errors import SourceError
from tests import browser
from tests.browser import Browser
from tests.documents.blocks import all_said, notes

LISTS = {
    "start": "<ol start=3><li>a<li>b</ol>",
    "value": "<ol><li>a<li value=7>b<li>c</ol>",
    "negative": "<ol start=-1><li>a<li>b<li>c</ol>",
    "letters": '<ol type=a start=26><li>a<li>b</ol><ol type="A"><li>a</ol>',
    "roman": '<ol type="i" start=3><li>a<li>b</ol><ol type="I" start=1994><li>a</ol>',
    "beyond": '<ol type="i" start=0><li>a</ol><ol type=a start=0><li>a</ol><ol type="I" start=4000><li>a</ol>',
    "reversed": "<ol reversed><li>a<li>b<li hidden>c<li>d</ol><ol reversed start=10><li>a<li>b</ol>",
    "items": "<ol><li type=a>a<li>b<li type=I>c</ol>",
    "bullets": "<ul><li>a<ul><li>b<ul><li>c<ul><li>d</ul></ul></ul></ul><ol><li><ul><li>e</ul></ol>",
    "types": "<ul type=square><li>a<li type=circle>b</ul>",
    "nested": "<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>",
    "chinese": '<ol style="list-style-type:simp-chinese-informal" start=9><li>a<li>b<li>c</ol>',
    "tens": "".join(
        f'<ol start={number} style="list-style-type:{style}"><li>a</ol>'
        for style in ("simp-chinese-informal", "trad-chinese-informal", "cjk-ideographic", "simp-chinese-formal")
        for number in (0, 10, 12, 20, 21, 101, 110, 1005, 9999, -3)
    ),
    "digits": '<ol style="list-style: cjk-decimal inside" start=9><li>a<li>b</ol>',
    "signs": '<ol style="list-style-type:cjk-heavenly-stem" start=10><li>a<li>b</ol>',
    "zero": '<ol style="list-style-type:decimal-leading-zero" start=9><li>a<li>b</ol>',
    "none": '<ol style="list-style:none"><li>a</ol><ul style="list-style-type:none"><li>b</ul>',
    "text": "<ul style=\"list-style-type:'- '\"><li>a</ul>",
    "sheet": "<style>ol.cn, #x { list-style-type: simp-chinese-informal } @media print { ol { list-style: none } }</style>"
    "<ol class='big cn'><li>a</ol><ul id=x><li>b</ul><ol><li>c</ol>",
    "struck": "<ol><li><del>a</del><li>b</ol>",
}

PAGE = """<!DOCTYPE html><html><head><title>t</title><style>p { color: red }</style><script>x</script></head><body>loose
<header><h1>销售<br>经理</h1></header>
<p>岗位&nbsp;名称：<b>销售</b>经\u200b理
  and <i>more</i></p><div>one<p>two</p>three</div>
<p>a<br>b<span> c </span> d<wbr>e</p>
<blockquote>q <b>r<div>s</div></b></blockquote>
<details open><summary>S</summary>T</details><fieldset><legend>L</legend>M</fieldset>
<pre>p1
  p2</pre>
<p hidden>no</p><p style="display: none">no</p><p style="visibility:hidden">no</p><template>no</template>
<p>H<sub>2</sub>O</p><ul><li>u<p>v</p></ul>
<center>c</center><a href=x>link</a> tail
</body></html>"""


def _read(page: str | bytes, encoding: str | None = None) -> Document:
    return html.read("a.html", page if isinstance(page, bytes) else page.encode(), encoding)


def _said(page: str) -> list[str]:
    return all_said(_read(page).blocks)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = browser.start(tmp_path_factory.mktemp("browser"))
    yield started
    started.driver.quit()


def _shown(chromium: Browser, page: str, folder: Path) -> str:
    file = folder / "page.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{page}", "utf-8")
    chromium.driver.get(file.as_uri())
    return str(chromium.js("return document.body.innerText"))


def _marks(chromium: Browser) -> list[str]:
    nodes = chromium.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found, waiting = [], [nodes[0]]
    while waiting:
        node = waiting.pop()
        if node["role"]["value"] == "ListMarker":
            found.append(node["name"]["value"].strip().replace("■", "▪"))  # the small one, by its name
        waiting += [by_id[each] for each in reversed(node["childIds"])]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_marks_of_lists_are_those_of_a_browser(name: str, chromium: Browser, tmp_path: Path) -> None:
    """Chromium tells its marks to those who hear a page, as a part of each item."""
    _shown(chromium, LISTS[name].replace("<del>a</del>", "a"), tmp_path)
    shown = _marks(chromium)
    page = LISTS[name].replace("<del>a</del>", "a")
    numbers = [block.number for block in _read(page).blocks if isinstance(block, Paragraph) and block.number]
    # an item that begins with a list of its own shows both marks on one line, of which the inner one is that of the text
    assert numbers == (shown if "<li><ul>" not in page else [mark for mark in shown if mark != "1."])
    assert shown or name == "none"


def test_what_a_browser_shows_is_read(chromium: Browser, tmp_path: Path) -> None:
    shown = [" ".join(line.split()) for line in _shown(chromium, PAGE, tmp_path).splitlines() if line.strip()]
    blocks = [block.text for block in _read(PAGE).blocks if isinstance(block, Paragraph)]
    index = shown.index("销售")
    shown[index : index + 2] = ["销售 经理"]  # a heading is one, whatever its lines
    assert blocks == [line.replace("\u200b", "") for line in shown]


def test_each_paragraph_knows_the_line_on_which_it_begins() -> None:
    lines = PAGE.split("\n")
    for block in _read(PAGE).blocks:
        assert isinstance(block, Paragraph)
        first = block.text.split()[0].strip('"')[:1]
        assert first in lines[block.place.line - 1], block


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<dl><dt>岗位<dd>司机<dt>Title:<dd>Driver<dt>职责<dd>开车<dd>擦车</dl>",
            ["岗位：司机", "Title: Driver", "职责：", "开车", "擦车"],
        ),
        ("<ol><li>a<p>b</p><ul><li>c</ul>d</ol>", ["> 1. a", "> b", ">> ◦ c", "> d"]),
        ("<input value=Ann> <input type=hidden value=x><input type=checkbox checked>A <input type=radio>B", ["Ann ☑A ☐B"]),
        ("<select><option>p<option selected>q</select> <textarea>\nl1\nl2</textarea><button>go</button>", ["q", "l1", "l2"]),
        ("<p>a <ins>b</ins> <ruby>字<rp>(<rt>zi<rp>)</ruby>", ["a b 字"]),
        ("<pre>a\tb\nc\td\n</pre>", ["a | b / c | d"]),
        ("<h2>a</h2><h6>b</h6>", ["## a", "###### b"]),
        ("<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>（1）&nbsp;</span>负责</p>", [">> （1） 负责"]),
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='font-family:Wingdings;mso-list:Ignore'>l</span>负责</p>",
            ["> • 负责"],
        ),
        ("x<!-- no -->y<br/><div/>z", ["xy", "z"]),
        ("<header><nav>home</nav><h1>A</h1></header><main><footer>f</footer></main><aside>note</aside>", ["# A", "f", "note"]),
        ("<p><q>x</q> <q>字</q>", ['"x" “字”']),
        ("&lt;b&gt; &middot; &#24037;&#x2F2F;", ["<b> · 工⼯"]),
        ("<p>及时处理，\n  做到\n<b>日清</b>", ["及时处理，做到日清"]),
        ("plain", ["plain"]),
        ("", []),
    ],
)
def test_elements(page: str, expected: list[str]) -> None:
    assert [each.partition(": ")[2] for each in _said(page)] == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><th>a<th>b<tr><td>c<td>d", ["*a | *b / c | d"]),
        ("<thead><tr><td>a<tbody><tr><td>b", ["*a / b"]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", ["a[2x1] | b / c"]),
        ("<tr><td colspan=2>a<tr><td>c<td>d", ["a[1x2] / c | d"]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e", ["a[2x1] | b / c / d | e"]),
        ("<tr><td rowspan=99>a<td>b", ["a | b"]),
        ("<tr><td>a<br>b<ul><li>c</ul><td>", ["a + b + > • c | "]),
        ("<tr><td>a<td>x<tr><td>d<td><table><tr><td>b<td>c</table>", ["a | x / d | b | c"]),
        ("<tr hidden><td>x<td>y<tr><td>a<td>b", ["a | b"]),
        ("<caption>C</caption><tr><td>a<td>b", ["C", "a | b"]),
        ("<td>a<td>b", ["a | b"]),
        ("<tr><td><p>one<p>two", ["one", "two"]),
        ("<tr><td><h1>T</h1><table><tr><td>a<td>b</table><td>menu", ["# T", "a | b", "menu"]),
        ("<tr><td> <td>", []),
    ],
)
def test_tables(table: str, expected: list[str]) -> None:
    assert [each.partition(": ")[2] for each in _said(f"<table>{table}</table>")] == expected


def test_cells_know_the_column_in_which_they_stand() -> None:
    (table,) = _read("<table><tr><td rowspan=2 colspan=2>a<td>b\n<tr><td>c</table>").blocks
    assert isinstance(table, Table)
    (paragraph,) = table.rows[1][0].blocks
    assert (table.rows[1][0].row, table.rows[1][0].column) == (2, 3)
    assert str(paragraph.place) == "table 1, row 2, column 3, line 2"


@pytest.mark.parametrize("tag", ["b", "strong", "font style='font-weight: 700'"])
@pytest.mark.parametrize("block", ["p", "div", "center", "h4", "li"])
def test_paragraphs_within_an_element_are_bold_with_it(tag: str, block: str) -> None:
    (first, second) = _read(f"<{tag}><{block}>a</{block}></{tag.split(maxsplit=1)[0]}><{block}>b</{block}>").blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.is_bold, second.is_bold) == (True, block == "h4")


@pytest.mark.parametrize("tag", ["s", "strike", "DEL", "span style='text-decoration:line-through'"])
def test_paragraphs_within_a_struck_out_element_are_struck_out(tag: str) -> None:
    document = _read(f"<{tag}><p>old<p>gone</{tag.split(maxsplit=1)[0]}><p>new")
    assert all_said(document.blocks) == ["1: new"]


def test_what_stands_in_a_table_beside_its_cells_is_read_above_it() -> None:
    page = "<table>a<tr>b<td>c<td>d</td>e</tr><form><tr><td>f<td>g</tr></form><p>h</p></table>"
    said = [each.partition(": ")[2] for each in _said(page)]
    assert (said[-1], sorted("".join(said[:-1]))) == ("c | d / f | g", sorted("abeh"))


def test_what_is_left_out_is_noted() -> None:
    page = """<nav><p>home<p>jobs</nav><s>old</s> new
<img src=x alt="an org chart"><img src=y><img src=z alt="">
<p style="text-decoration: line-through">gone</p><p hidden>unseen</p><aside><a>links</a></aside>
<iframe src=x></iframe><svg><text>box</text></svg><footer>end</footer>
<style>li::before { content: counter(item) }</style>"""
    document = _read(page)
    assert all_said(document.blocks) == ["1: new"]
    assert notes(document) == [
        "0: numbers that a style sheet of the page writes are not read",
        '1: navigation is left out: "home jobs"',
        '1: struck-out text is left out: "old"',
        '2: a picture is not read: "an org chart"',
        "2: a picture is not read",
        '3: struck-out text is left out: "gone"',
        '3: hidden text is left out: "unseen"',
        '3: navigation is left out: "links"',
        "4: something that is embedded in the page is not read",
        '4: a drawing is not read: "box"',
        '4: the foot of the page is left out: "end"',
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("head", ["<meta charset=gb2312>", '<meta http-equiv=Content-Type content="text/html; charset=gbk">', ""])
def test_the_encoding_is_that_of_the_bytes_and_then_the_stated_one(encoding: str, head: str) -> None:
    page = f"<html>{head}<p>岗位：镕</p>"
    assert all_said(_read(page.encode(encoding)).blocks) == ["1: 岗位：镕"]


def test_xhtml_and_stated_encodings() -> None:
    page = '<?xml version="1.0" encoding="big5"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>經理</p><br/>x</body></html>'
    assert all_said(_read(page.encode("big5")).blocks) == ["1: 經理", "1: x"]
    assert all_said(_read("<p>經理".encode("big5"), "big5").blocks) == ["1: 經理"]
    with pytest.raises(SourceError, match="unknown encoding"):
        _read(b"<meta charset=klingon><p>\xff\xfe\xff")
    document = _read("<meta charset=utf-8><p>岗位名称：经理".encode() + b"\xff")
    assert all_said(document.blocks) == ["1: 岗位名称：经理\ufffd"]
    assert notes(document) == ["1: there are bytes here that are no UTF-8 text: what stood here is lost"]


def test_lines_beyond_those_that_libxml2_counts_are_not_told_wrongly() -> None:
    blocks = _read("<p>a\n" + "\n" * 65_600 + "<p>b\n<p>c").blocks
    assert [block.place.line for block in blocks] == [1, 0, 0]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "dl><dd", "font"])
def test_what_is_nested_too_deep_is_refused_and_not_dropped(tag: str) -> None:
    assert _said(f"<{tag}>" * 45 + "x")[-1].rstrip().endswith("x")
    with pytest.raises(SourceError, match="elements within elements, more than 200 deep"):
        _read(f"<{tag}>" * 100_000 + "x")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><p>&c;&c;</p>",
        f"<p title='{'x' * 8_000_000}' style='{'a:b;' * 100_000}'>x",
        "<style>" + "a{" * 100_000 + "@media x{" * 30_000 + "/*" * 100_000 + "</style><p>x",
        "<ul>" + "<li>x" * 20_000,
        "<" * 200_000,
        "<!--" * 100_000,
    ],
)
def test_pages_made_to_be_dear_are_not(page: str) -> None:
    began = time.process_time()
    _read(page)
    assert time.process_time() - began < 5


def test_spans_beyond_reason_and_frames_are_refused() -> None:
    with pytest.raises(SourceError, match="more than 200,000 paragraphs and cells"):
        _read("<table><tr>" + "<td colspan=1000>" * 1_000)
    with pytest.raises(SourceError, match="what this page shows is in other files"):
        _read("<html><frameset><frame src=/etc/passwd></frameset></html>")
