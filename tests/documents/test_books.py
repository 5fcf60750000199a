"""Books in many layouts are read as their truths tell, which were written by hand; so is the source document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest

from orgrules.documents.model import Place
from orgrules.documents.read import read as read_document
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.drafting.reading.handbook import handbook as jobs_in
from tests.documents.books.long import long_handbook
from tests.documents.books.make import NAMES, made
from tests.documents.books.truth import Book, Score, Truth, book, compare, letters, pieces, table
from tests.helpers import SHARED

BOOKS = {name: book(name) for name in NAMES}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the books are made, once for all tests."""
    return tmp_path_factory.mktemp("books")


def reader() -> Callable[[Path], Handbook]:
    """What reads a document and then its jobs."""
    return lambda file: jobs_in([read_document(file.name, file.read_bytes())])


def words(file: Path) -> str:
    """All letters of a document, read without regard to its structure."""
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as archive:
            text = archive.read("word/document.xml").decode()
        taken_out = r"<w:del .*?</w:del>|<w:r>(?:(?!</w:r>).)*<w:strike/>.*?</w:r>"
        return letters(unescape(re.sub(f"{taken_out}|<[^>]*>", "", text, flags=re.DOTALL)))
    if file.suffix == ".pdf":
        texts = [re.sub(r"第 ?\d+ ?页", "", text) for text in pages(file)]
        # a header stands between the halves of a statement
        first = {text.partition("\n")[0] for text in texts}
        header = first.pop() if len(first) == 1 else ""
        return letters("".join(text.removeprefix(header) for text in texts))
    return letters(unescape(re.sub("<[^>]*>", "", file.read_text("utf-8"))))


def pages(file: Path) -> Sequence[str]:
    """The text of each page of a PDF."""
    pdfium = import_module("pypdfium2")
    document = pdfium.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_truth_says_stands_in_its_book(name: str, folder: Path) -> None:
    text = words(made(BOOKS[name], folder))
    for job in BOOKS[name].jobs:
        those = (job.title, *job.groups, *(each for texts in (*job.fields.values(), *job.either.values()) for each in texts))
        assert [each for each in those if letters(each) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_comparison_sees_what_is_missing_and_what_is_too_much(name: str) -> None:
    this = BOOKS[name]
    perfect = handbook_of(this)
    found = compare(this, perfect)
    assert (found.wrong, found.broken, found.dropped, found.listed) == ([], [], [], [])
    assert all(score.right == score.read == score.true for score in found.scores.values())
    first, *others = perfect.jobs
    duties = first.of("duties")

    def with_duties(*those: Said) -> Handbook:
        return replace(perfect, jobs=(replace(first, fields={**first.fields, "duties": those}), *others))

    assert [line.partition(": ")[2] for line in compare(this, with_duties(*duties[1:])).dropped] == [duties[0].text]
    assert compare(this, with_duties(*duties, first.title)).scores["duties"].precision < 1
    outside = [f"outside of the jobs: {text}" for text in this.outside]
    assert compare(this, replace(perfect, not_understood=())).dropped == outside


def handbook_of(this: Book) -> Handbook:
    """A handbook that agrees with a truth in all."""
    where = Place(this.document)

    def those(texts: Iterable[str]) -> tuple[Said, ...]:
        return tuple(Said(text, where) for text in texts)

    def marked(truth: Truth, field: Field) -> tuple[Said, ...]:
        marks = truth.marks.get(field) or [""] * len(truth.of(field))
        return tuple(Said(text, where, mark) for text, mark in zip(truth.of(field), marks, strict=True))

    jobs = (
        Job(
            Said(truth.title, where),
            truth.number or "",
            {field: marked(truth, field) for field in truth.fields},
            those((*truth.not_understood, *truth.groups, *(text for texts in truth.either.values() for text in texts))),
        )
        for truth in this.jobs
    )
    return Handbook(tuple(jobs), those(this.outside), (), "zh" if this.language == "zh" else "en")


@pytest.mark.parametrize("name", NAMES)
def test_a_book_is_read_as_its_truth_tells(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Field by field: the titles and their order are all right, precision and recall are what they are to be."""
    this, read = BOOKS[name], reader()
    file = made(this, folder)
    handbook = read(file)
    assert [job.title.text for job in handbook.jobs] == [job.title for job in this.jobs]
    assert handbook.language == this.language
    found = compare(this, handbook)
    print(f"{this.document}: {this.about}\n{table(found.scores)}", *found.wrong, *found.broken, sep="\n")
    print("listed beside it:", *found.listed, sep="\n  ")
    assert not found.dropped
    low = {
        field: (round(score.precision, 3), round(score.recall, 3))
        for field, score in found.scores.items()
        if score.precision < this.precision or score.recall < this.recall
    }
    assert not low, (this.because, found.wrong)
    assert not found.broken


@pytest.mark.parametrize("name", NAMES)
def test_each_statement_of_a_book_has_the_place_where_it_stands(name: str, folder: Path) -> None:
    read = reader()
    file = made(BOOKS[name], folder)
    handbook = read(file)
    where = standing(file)
    for said in everything(handbook):
        assert said.place.path == file.name
        assert str(said.place), said
        assert letters(said.text)[:4] in where(said), said


def everything(handbook: Handbook) -> list[Said]:
    """All that was read and all that was not understood."""
    fields = [said for job in handbook.jobs for those in job.fields.values() for said in those]
    rest = [said for job in handbook.jobs for said in (job.title, *job.not_understood)]
    return [*fields, *rest, *handbook.not_understood]


def standing(file: Path) -> Callable[[Said], str]:
    """The letters at a statement's place, of files whose lines and pages can be told without a reader of ours."""
    if file.suffix == ".pdf":
        texts = [letters(text) for text in pages(file)]
        return lambda said: texts[said.place.page - 1]
    if file.suffix in {".txt", ".md"}:
        lines = file.read_text("utf-8").splitlines()
        return lambda said: letters(lines[said.place.line - 1])
    everything = words(file)
    return lambda _said: everything


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_long_handbook_is_read_whole(form: str, folder: Path) -> None:
    """The one whose drafting the benchmarks measure, with fewer jobs."""
    read = reader()
    handbook = read(long_handbook(folder, 7, form))
    assert [job.number for job in handbook.jobs] == [*(f"1.{number}" for number in range(1, 7)), "2.1"]
    assert handbook.jobs[6].title.text == "华东生产主管"
    counts = {tuple(len(job.of(field)) for field in ("duties", "requirements", "authority", "meetings")) for job in handbook.jobs}
    assert counts == {(40, 10, 2, 2)}


# ------------------------------------------------------------------------------ the source document

#: The kinds of its statements, and the fields that they belong to.
KINDS: Mapping[str, Field] = {
    "title": "title",
    "reports-to": "reports_to",
    "manages": "manages",
    "purpose": "purpose",
    "duty": "duties",
    "requirement": "requirements",
    "authority": "authority",
    "responsibility": "responsibility",
    "meeting": "meetings",
}


@cache
def source() -> tuple[Path, Sequence[tuple[str, str]]]:
    """The document that the shipped rulebook is made of, and what it says by id; the test is skipped where it is not there."""
    found = [*(SHARED / "source").glob("*.txt")]
    if not found:
        pytest.skip("the source document is not beside the project")
    rows = [line.split("\t") for line in (SHARED / "source" / "statements.tsv").read_text("utf-8").splitlines()]
    return found[0], [(row[0], row[2]) for row in rows if row[0].startswith("4.")]


def test_the_ten_jobs_of_the_source_document_are_read_row_by_row() -> None:
    """What stands in its other sections is listed or is further jobs; the ten are found by their titles."""
    file, rows = source()
    handbook = reader()(file)
    titles = [text for key, text in rows if key.endswith(".title")]
    assert len(titles) == 10
    by_title = {job.title.text: job for job in handbook.jobs}
    assert [title for title in titles if title in by_title] == titles
    scores: dict[Field, Score] = {}
    wrong = []
    for index, title in enumerate(titles, 1):
        job = by_title[title]
        for kind, field in KINDS.items():
            # what is said of others stands there with its label
            keys = (f"4.{index}.{kind}", f"4.{index}.{kind}.")
            texts = [text for key, text in rows if key == keys[0] or key.startswith(keys[1])]
            true = pieces(field, (text.partition(":")[2] if kind in {"reports-to", "manages"} else text for text in texts))
            read = pieces(field, (said.text for said in ((job.title,) if field == "title" else job.of(field))))
            right = read & true
            scores[field] = scores.get(field, Score()) + Score(right.total(), read.total(), true.total())
            wrong += [f"{title}: {field}: {text} (not there)" for text in read - true]
            wrong += [f"{title}: {field}: {text} (not read)" for text in true - read]
    print(table(scores), *wrong, sep="\n")
    assert scores["duties"].true == 83
    total = sum(scores.values(), Score())
    assert total.precision >= 0.98
    assert total.recall >= 0.95
    other = {field for title in titles for field in by_title[title].fields} - {*KINDS.values()}
    assert not other, f"the source document has no {sorted(other)}"
