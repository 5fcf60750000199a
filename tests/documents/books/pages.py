"""Books that are pages: what LibreOffice makes Word files of, and what Chromium prints."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.documents.books.truth import Book


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</{tag}>"


def _page(body: str, language: str, style: str = "") -> str:
    head = f'<meta charset="utf-8"><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


# -------------------------------------------------------------------- a handbook with headed lists


def hotel(book: Book) -> str:
    """Headings, labels in bold, numbered and bulleted lists: what LibreOffice writes with its own numbering."""
    parts = ["<h1>Employee Handbook</h1>", f"<p>{book.outside[0]}</p>", f"<p>{book.outside[1]}</p>", "<h1>Job Descriptions</h1>"]
    for index, job in enumerate(book.jobs):
        parts += (
            f"<h2>{escape(job.title)}</h2>",
            _labelled("Job title", job.title),
            _labelled("Reports to", ", ".join(job.of("reports_to"))),
            _labelled("Direct reports", ", ".join(job.of("manages"))),
            "<h3>Purpose</h3>",
            f"<p>{escape(job.of('purpose')[0])}</p>",
            "<h3>Key responsibilities</h3>",
            _list((f"{text}." for text in job.of("duties")), "ol" if index % 2 == 0 else "ul"),
            "<h3>Requirements</h3>" if index < 2 else "<h3>Qualifications</h3>",
            _list(job.of("requirements")),
            _labelled("Education", job.of("education")[0]),
            _labelled("Certificates", ", ".join(job.of("certificates"))) if job.of("certificates") else "",
            "<h3>Working relationships</h3>",
            _labelled("Internal", ", ".join(job.of("internal_relations"))),
            _labelled("External", ", ".join(job.of("external_relations"))),
            "<h3>Career path</h3>",
            f"<p>{escape(', '.join(job.of('promotes_to')))}</p>",
        )
    return _page("\n".join(parts), "en")


def _labelled(label: str, value: str) -> str:
    return f"<p><b>{label}:</b> {escape(value)}</p>"
