"""Documents of all formats, broken at random or made of pieces: blocks with places, or a refusal in words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random as Dice

from orgrules.documents.model import Block, Cell, Document, Paragraph, Place
from orgrules.documents.read import read
from orgrules.drafting.drafted import State
from orgrules.drafting.model import Handbook
from orgrules.drafting.reading.handbook import handbook
from orgrules.drafting.writing.rulebook import drafted
from orgrules.errors import OrgrulesError
from orgrules.files.source import parse
from orgrules.text import sanitize
from tests.fuzz.hunt import Case, Fault, Kind
from tests.helpers import ROOT
from tests.tables.fuzz import broken

_WORDS = (
    *(
        "岗位名称：",
        "销售经理",
        "直接上级：",
        "岗位职责",
        "负责销售计划。",
        "本科以上",
        "Reports to:",
        "Sales Manager",
        "plans",
        "the sales",
    ),
    *(
        "1、",
        "（2）",
        "1.",
        "(a)",
        "①",
        "◆",
        "•",
        "一、",
        "第三条",
        "4.1",
        "- ",
        "☑",
        "\u200b",
        "\u3000\u3000",
        "\xa0",
        "\ufeff",
        "\u202e",
    ),
    *(
        "\t",
        " | ",
        "|",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "====\n",
        "----\n",
        "| a | b |\n|---|---|\n",
        "+--+--+\n",
        "│ x │ y │\n",
        "\x01",
    ),
)
_MARKUP = (
    *(
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```\n",
        "# ",
        "> ",
        "1) ",
        "[",
        "](x)",
        "![",
        "\\",
        "&amp;",
        "&#0;",
        "&#x1F600;",
        "<br>",
        "<!--",
        "-->",
    ),
    *("- [x] ", "    ", "---\n", "<del>", "</del>", "<div>\n", "</div>\n", "[a]: x\n", "<https://x.y>"),
)
_TAGS = (
    *(
        "p",
        "div",
        "b",
        "ol",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h3",
        "pre",
    ),
    *("select", "option", "textarea", "input", "br", "img", "span", "del", "nav", "footer", "aside", "header", "ruby", "rt", "q"),
    *("script", "style", "template", "svg", "iframe", "form", "details", "summary", "dialog", "a", "o:p", "body", "html", "head"),
)
_ATTRIBUTES = (
    *(
        " start=3",
        " start=-99999999999",
        " reversed",
        " value=7",
        " type=a",
        ' type="I"',
        " rowspan=2",
        " colspan=3",
        " rowspan=0",
    ),
    *(
        " hidden",
        " style='display:none'",
        " style='list-style-type:simp-chinese-informal'",
        " class=x",
        " id=x",
        " checked",
        " alt=x",
    ),
    *(
        " style='white-space:pre'",
        " style='font-weight:900'",
        " colspan=99999",
        ' style="mso-list:Ignore"',
        " value='a b'",
        " type=radio",
    ),
)
_NAMES = ("a.txt", "a.md", "a.html", "a", "a.docx", "a.pdf")


def _text(dice: Dice) -> str:
    return "".join(dice.choices(_WORDS, k=dice.randrange(1, 40)))


def _markdown(dice: Dice) -> str:
    return "".join(dice.choices((*_WORDS, *_MARKUP, *_MARKUP), k=dice.randrange(1, 60)))


def _page(dice: Dice) -> str:
    pieces, open_tags = [], []
    for _each in range(dice.randrange(1, 60)):
        chance = dice.random()
        if chance < 0.45:
            name = dice.choice(_TAGS)
            open_tags.append(name)
            pieces.append(f"<{name}{''.join(dice.choices(_ATTRIBUTES, k=dice.randrange(3)))}>")
        elif chance < 0.65 and open_tags:
            pieces.append(f"</{open_tags.pop() if dice.random() < 0.8 else dice.choice(_TAGS)}>")
        else:
            pieces.append(dice.choice((*_WORDS, *_MARKUP)))
    return "".join(pieces)


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    """Whole documents: those of the tests, and small ones of Word's and of PDF's own kind."""
    folders = (ROOT / "tests" / "documents" / "books", ROOT / "tests" / "data" / "documents")
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()]
    small = [path for path in found if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf") and path.stat().st_size < 60_000]
    return (*((path.name, path.read_bytes()) for path in small), ("a.docx", _word()), ("a.pdf", _pdf()))


def _word() -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>负责</w:t></w:r></w:p>"
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>岗位</w:t></w:r></w:p></w:tc>"
    body = f"{item * 2}<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl><w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    level = "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%1）'/></w:lvl>"
    numbers = f"<w:abstractNum w:abstractNumId='0'>{level}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = "<Relationships xmlns='{}'><Relationship Id='r1' Type='{}/{}' Target='{}'/></Relationships>"
    parts = {
        "_rels/.rels": links.format(package, office, "officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": links.format(package, office, "numbering", "numbering.xml"),
        "word/document.xml": f"<w:document xmlns:w='{namespace}'><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering xmlns:w='{namespace}'>{numbers}</w:numbering>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def _pdf() -> bytes:
    text = (
        b"BT /F1 12 Tf 72 700 Td (Sales Manager) Tj 0 -20 Td (1. Plans the sales) Tj ET 72 600 200 50 re S 72 625 m 272 625 l S"
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(content))
    return content + end


def make(dice: Dice) -> Case:
    """A document that is made of pieces, or one of a real program of which some bytes are changed; sometimes by another name."""
    chance = dice.random()
    if chance < 0.4:
        name, content = dice.choice(_files())
        if dice.random() < 0.8:
            content = broken(content, dice)
    else:
        name, made = dice.choice((("a.txt", _text), ("a.md", _markdown), ("a.html", _page)))
        content = made(dice).encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030")), "replace")
        if dice.random() < 0.2:
            content = broken(content, dice)
    return Case({name if dice.random() < 0.9 else dice.choice(_NAMES): content})


def judge_document(case: Case, dice: Dice) -> str:
    """Read a document, twice: blocks that are in order, each with its place, or words."""
    path = Path(case.path).name
    try:
        document = read(path, case.content)
    except OrgrulesError as error:
        for problem in error.problems:
            if problem.path != path or not problem.message.strip() or problem.message != sanitize(problem.message):
                raise Fault("a refusal that says nothing", repr(problem)) from None
        return "refused"
    if dice.randrange(20) == 0 and read(path, case.content) != document:
        raise Fault("a document is read in two ways")
    _judge(document)
    jobs = handbook([document])
    if jobs.jobs:
        _judge_draft(jobs)
        return f"{document.kind} with jobs"
    return document.kind if document.blocks else "nothing in it"


def _judge_draft(jobs: Handbook) -> None:
    """Draft a rulebook, twice: the same each time, each statement with its place, and what is kept of it can be read again."""
    draft = drafted(jobs, "fuzzed")
    again = drafted(jobs, "fuzzed", State.from_data(json.loads(json.dumps(draft.state.as_data()))))
    if again.files != draft.files:
        changed = sorted(path for path in {*draft.files, *again.files} if draft.files.get(path) != again.files.get(path))
        raise Fault("a second draft of the same", ", ".join(changed))
    for path, text in draft.files.items():
        if path.endswith(".yaml") and not isinstance(parse(text.encode(), path).data, dict):
            raise Fault("a file of a draft that is no mapping", path)


def _judge(document: Document) -> None:
    for block in document.blocks:
        _judge_block(block, document)
    for note in document.notes:
        if not note.text.strip() or note.text != sanitize(note.text):
            raise Fault("a note that cannot be shown", repr(note.text))
        _judge_place(note.place, document)


def _judge_block(block: Block, document: Document) -> None:
    _judge_place(block.place, document)
    if isinstance(block, Paragraph):
        if not block.text.strip() or block.text != block.text.strip() or "\n" in block.text:
            raise Fault("a paragraph that is no line", repr(block.text))
        if "\u200b" in block.text or "\0" in block.text or "\ufeff" in block.text:
            raise Fault("a character that nobody sees", repr(block.text))
        return
    _judge_cells([cell for row in block.rows for cell in row])
    for row in block.rows:
        for cell in row:
            for each in cell.blocks:
                _judge_block(each, document)


def _judge_cells(cells: Iterable[Cell]) -> None:
    """No two cells of a table are at one place, and none is at none."""
    places = [(cell.row, cell.column) for cell in cells]
    if len(set(places)) < len(places) or any(row < 1 or column < 1 for row, column in places):
        raise Fault("cells at one place", str(places))


def _judge_place(place: Place, document: Document) -> None:
    if place.path != document.path or min(place[1:]) < 0:
        raise Fault("a place that is none", repr(place))


DOCUMENTS = Kind(make, judge_document)
