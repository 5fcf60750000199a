"""Books that are pages: what LibreOffice makes Word files of, and what Chromium prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from orgrules.drafting.model import Field
from tests.documents.books.truth import Book, Truth


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


# --------------------------------------------------------------------------- a table, a row a job


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(f"{number}. {escape(text)}" for number, text in enumerate(texts, 1))


def software(book: Book) -> str:
    """One table whose rows are jobs; lists in its cells, or lines."""
    heads = ("Job title", "Reports to", "Responsibilities", "Requirements")
    rows = "".join(
        f"<tr><td>{escape(job.title)}</td><td>{escape(job.of('reports_to')[0])}</td><td>{_list(job.of('duties'))}</td>"
        f"<td>{_list(job.of('requirements')) if index % 2 else _lines(job.of('requirements'))}</td></tr>"
        for index, job in enumerate(book.jobs)
    )
    style = (
        "body { font: 14px/1.5 sans-serif } table { border-collapse: collapse }"
        "td, th { border: 1px solid; padding: 6px; vertical-align: top }"
    )
    head = f"<thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead>"
    body = (
        f"<h1>Jobs in engineering</h1><p>{book.outside[0]}</p><table>{head}<tbody>{rows}</tbody></table><p>{book.outside[1]}</p>"
    )
    return _page(body, "en", style)


# ------------------------------------------------------------------------------- a form as a table


def pharma(book: Book) -> str:
    """A form a job, each longer than a page."""
    style = (
        "body { font: 17px/1.9 serif } td { border: 1px solid; padding: 10px; vertical-align: top }"
        "table { border-collapse: collapse; width: 100%; page-break-after: always } .head { background: #ddd }"
    )
    return _page("".join(_form(job, f"MC-QA-{at:03}") for at, job in enumerate(book.jobs, 1)), "zh-CN", style)


def _form(job: Truth, code: str) -> str:
    def said(name: Field) -> str:
        return escape(("；" if name == "skills" else "、").join(job.of(name)) or "无")

    def lines(name: Field) -> str:
        return "<br>".join(f"（{at}）{escape(text)}；" for at, text in enumerate(job.of(name), 1))

    facts: Sequence[tuple[str, Field]] = (
        ("学历", "education"),
        ("专业", "fields_of_study"),
        ("经验", "experience"),
        ("证书", "certificates"),
        ("技能", "skills"),
    )
    wanted = "".join(
        f"<tr>{f'<td rowspan={len(facts)}>任职资格</td>' if not at else ''}<td>{label}</td><td colspan=2>{said(name)}</td></tr>"
        for at, (label, name) in enumerate(facts)
    )
    return f"""<table>
<tr><td colspan=4>沐川生物制药有限公司　岗位说明书</td></tr>
<tr><td>文件编号</td><td>{code}</td><td>版次</td><td>02</td></tr>
<tr class=head><td colspan=4>一、基本信息</td></tr>
<tr><td>职位名称</td><td>{escape(job.title)}</td><td>所在部门</td><td>{said("unit")}</td></tr>
<tr><td>上级主管</td><td>{said("reports_to")}</td><td>下属岗位</td><td>{said("manages")}</td></tr>
<tr><td>辖员人数</td><td colspan=3>{said("headcount_below")}</td></tr>
<tr class=head><td colspan=4>二、职位概要</td></tr>
<tr><td colspan=4>{said("purpose")}。</td></tr>
<tr class=head><td colspan=4>三、工作职责</td></tr>
<tr><td colspan=4>{lines("duties")}</td></tr>
<tr class=head><td colspan=4>四、任职条件</td></tr>
{wanted}
<tr class=head><td colspan=4>五、工作关系与权限</td></tr>
<tr><td rowspan=2>协作关系</td><td>内部</td><td colspan=2>{said("internal_relations")}</td></tr>
<tr><td>外部</td><td colspan=2>{said("external_relations")}</td></tr>
<tr><td>工作权限</td><td colspan=3>{lines("authority") or "无"}</td></tr>
<tr><td>可晋升岗位</td><td>{said("promotes_to")}</td><td>可轮换岗位</td><td>{said("rotates_with")}</td></tr>
<tr><td colspan=2>拟制：</td><td>审核：</td><td>批准：</td></tr>
</table>"""
