"""``orgrules chart``: its formats, where they go, and how it ends."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers import SAMPLES, run
from tests.test_samples import compare_with_snapshot

SAMPLE = SAMPLES / "en" / "faulty-nested.yaml"
BEGINNINGS = {"html": "<!doctype html>", "svg": "<?xml", "mermaid": "flowchart TD", "dot": "digraph organization {"}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_each_format_goes_to_standard_output_whatever_is_found(name: str) -> None:
    done = run("chart", SAMPLE, "--format", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(BEGINNINGS[name])


@pytest.mark.parametrize(
    ("file", "name"),
    [("c.html", "html"), ("c.SVG", "svg"), ("c.mmd", "mermaid"), ("c.gv", "dot"), ("c.dot", "dot"), ("c", "html")],
)
def test_the_name_of_the_file_tells_the_format(tmp_path: Path, file: str, name: str) -> None:
    done = run("chart", SAMPLE, "--output", tmp_path / file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / file).read_text("utf-8").startswith(BEGINNINGS[name])
    assert [path.name for path in tmp_path.iterdir()] == [file]


def test_a_named_format_is_written_to_a_file_of_any_name_but_that_of_another(tmp_path: Path) -> None:
    assert run("chart", SAMPLE, "--format", "dot", "--output", tmp_path / "c.txt").returncode == 0
    assert (tmp_path / "c.txt").read_text("utf-8").startswith(BEGINNINGS["dot"])

    done = run("chart", SAMPLE, "--format", "dot", "--output", "c.html", cwd=tmp_path)

    message = '"c.html" is called as html is, and --format says dot; leave out --format or rename it'
    assert (done.returncode, done.stderr) == (2, f"orgrules: {message}\n")
    assert not (tmp_path / "c.html").exists()


@pytest.mark.parametrize("file", ["x.png", "x.PDF", "x.html.bak"])
def test_an_ending_that_cannot_be_drawn_is_refused_with_those_that_can(tmp_path: Path, file: str) -> None:
    done = run("chart", SAMPLE, "--output", file, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(f'orgrules: no chart is drawn as "{os.path.splitext(file)[1]}"; end the name in one of .dot, ')
    assert not (tmp_path / file).exists()


@pytest.mark.parametrize(("number", "length", "said"), [(501, 1, False), (502, 1, True), (450, 300, True)])
def test_a_chart_that_mermaid_does_not_draw_is_written_and_said_to_be_so(number: int, length: int, said: bool) -> None:
    first, *rest = (f"{{id: p{index}, title: {'x' * length}" for index in range(number))
    design = f"positions: [{first}}}, {', '.join(f'{each}, reports_to: p0}}' for each in rest)}]"

    done = run("chart", "-", "--format", "mermaid", stdin=design.encode())

    assert done.returncode == 0
    assert done.stdout.startswith("flowchart TD")
    assert ("Mermaid draws at most 500 (maxEdges) and 50,000 (maxTextSize)" in done.stderr) is said


def test_it_is_in_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    env = {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("chart", SAMPLES / "zh" / "correct-flat.yaml", "--format", "svg", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "总经理" in done.stdout


def test_a_design_is_read_from_standard_input() -> None:
    done = run("chart", "-", "--format", "mermaid", stdin="positions: [{title: 总经理}]".encode())
    assert done.stdout == 'flowchart TD\n  n0["总经理"]\n'


@pytest.mark.parametrize(
    ("design", "message"),
    [
        ("positions: [{titel: x}]", 'd.yaml:1:13: "title" is missing\nd.yaml:1:14: unknown key "titel"; did you mean "title"?\n'),
        (None, "d.yaml:1:1: no such file\n"),
    ],
)
def test_a_design_that_cannot_be_checked_leaves_the_old_file(tmp_path: Path, design: str | None, message: str) -> None:
    (tmp_path / "c.svg").write_text("old", "utf-8")
    if design is not None:
        (tmp_path / "d.yaml").write_text(design, "utf-8")
    done = run("chart", "d.yaml", "--output", "c.svg", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "d.yaml" in done.stderr
    assert design is None or done.stderr == message
    assert (tmp_path / "c.svg").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["d.yaml", "--format", "mermaids"], 'orgrules: no format is named "mermaids"; did you mean "mermaid"?\n'),
        (["d.yaml", "--format", "png"], 'orgrules: no format is named "png"; known are dot, html, mermaid, svg\n'),
        (["d.yaml", "--output", "d.yaml"], 'orgrules: "d.yaml" is there already, and may be a design; nothing was written\n'),
        (["d.yaml", "--output", "no/such/c.svg"], "no/such/c.svg: cannot be written: no such file or directory\n"),
        (
            [".", "--format", "svg"],
            "orgrules: one chart at a time, and these are 2 designs; orgrules check --format html draws all\n",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    for name in ("d.yaml", "e.yaml"):
        (tmp_path / name).write_text("positions: [{title: General manager}]", "utf-8")
    done = run("chart", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert (tmp_path / "d.yaml").read_text("utf-8") == "positions: [{title: General manager}]"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.yaml", "e.yaml"]


def test_a_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "real.svg", tmp_path / "link.svg"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("chart", SAMPLE, "--output", link).returncode == 0
    assert link.is_symlink()
    assert ElementTree.parse(target).getroot().tag.endswith("svg")
    assert os.stat(target).st_mode & 0o777 == 0o640


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["svg", "mermaid", "dot"])
def test_the_chart_of_a_faulty_sample_is_the_one_kept(name: str, language: str) -> None:
    done = run("chart", SAMPLES / language / "faulty-nested.yaml", "--format", name, "--lang", language)
    compare_with_snapshot(f"{language}-faulty-nested.{language}.{name}", done.stdout)
