"""Whatever is given to ``orgrules check``: one line for each problem, at its place, and everything else still reported."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from orgrules.output.reports import FORMATS
from tests.helpers import SAMPLES, run

Outcome = subprocess.CompletedProcess[str]

#: A design with one finding, in line 3.
OTHER = "positions:\n  - {id: boss, title: General Manager}\n  - {title: Office Manager, reports_to: boss}\n"
OTHER_FINDING = ("office-manager/reports-to", "other.yaml", 3, 41)
CLEAN = "positions:\n  - {id: boss, title: General Manager}\n  - {title: Sales Director, reports_to: boss}\n"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))


def found(done: Outcome) -> list[tuple[str, str, int, int]]:
    """Rule and place of each finding of a JSON report."""
    return [
        (finding["rule"], finding["path"], finding["line"], finding["column"]) for finding in json.loads(done.stdout)["findings"]
    ]


def assert_refused(done: Outcome, lines: Sequence[str]) -> None:
    """Exit status 2, these lines on standard error and no others, no traceback."""
    assert done.stderr == "".join(line + "\n" for line in lines)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout
    assert not RAW.search(done.stdout + done.stderr)


def refused_beside_another(folder: Path, path: str, *options: str, stdin: bytes | None = None) -> tuple[Outcome, dict[str, Any]]:
    """Check something bad together with a design that has one finding, which must not get lost."""
    write(folder, {"other.yaml": OTHER})
    done = run("check", path, "other.yaml", "--format", "json", *options, cwd=folder, stdin=stdin, timeout=30)
    assert found(done) == [OTHER_FINDING]
    report = json.loads(done.stdout)
    assert [file["path"] for file in report["files"]] == ["other.yaml"]
    return done, report


def bomb() -> str:
    lines = ["positions: [{title: A}]", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
    return "\n".join(lines)


TOO_MANY = "more than 8,000,000 values, with aliases counted as what they stand for"
NO_MAPPING = 'a design is a mapping with the key "positions"; found '
AT_MOST = "at most 67,108,864 are read: split it with include"
NO_KEY = "a key must be a text, not a mapping or a list"

BAD: dict[str, tuple[str | bytes, list[str]]] = {
    "broken YAML": (
        "positions:\n  - {title: A\n  - title: B\n",
        ["3:10: not YAML: did not find expected ',' or '}' (while parsing a flow mapping)"],
    ),
    "an unclosed quote": (
        "positions: [{title: 'A}]\n",
        ["2:1: not YAML: found unexpected end of stream (while scanning a quoted scalar)"],
    ),
    "uneven indentation": (
        "positions:\n  - title: A\n     unit: b\n",
        ['3:10: not YAML: a ":" is not allowed here; is a text with ": " not in quotes, or the indentation uneven?'],
    ),
    "a tab": ("positions:\n\t- title: A\n", ["2:1: not YAML: a tab character; indent with spaces"]),
    "a repeated key": (
        "positions:\n  - title: 总经理\n    unit: 总部\n    title: 销售总监\n",
        ['4:5: the key "title" stands here again; first at line 2, column 5'],
    ),
    "a repeated section": (
        "positions: [{title: A}]\nunits: []\npositions: []\n",
        ['3:1: the key "positions" stands here again; first at line 1, column 1'],
    ),
    "two documents": (f"{CLEAN}---\n{CLEAN}", ["4:1: a second document (---) begins here; a file holds one"]),
    "an alias bomb": (bomb(), [f"9:15: {TOO_MANY}"]),
    "an alias to itself": (
        "positions: &p\n  - title: A\n    reports: *p\n",
        ["3:14: the alias *p stands for no anchor that is complete before it"],
    ),
    "too many values": (
        "positions: [{title: A, attributes: {a: &a [" + "x," * 300_000 + "], b: [" + "*a," * 30 + "]}}]",
        [f"1:600129: {TOO_MANY}"],
    ),
    "deep brackets": ("[" * 30_000, ["1:101: more than 100 levels of nesting"]),
    "deep mappings": ("positions: " + "{a: " * 30_000, ["1:408: more than 100 levels of nesting"]),
    "deep reports": (
        "positions: [" + "{title: A, reports: [" * 60 + "]}" * 60 + "]",
        ["1:1042: more than 100 levels of nesting"],
    ),
    "a complex key": ("? [positions]\n: []\n", [f"1:3: {NO_KEY}"]),
    "a mapping as a key": ("{{a: b}: c}\n", [f"1:2: {NO_KEY}"]),
    "a merge key": (
        "positions:\n  - &a {title: A}\n  - {<<: *a, id: b}\n",
        ['3:6: merge keys ("<<") do not work here; write the keys out'],
    ),
    "a title under another key": (
        "positions:\n  - {id: a}\n  - {name: A}\n  - {岗位: B}\n",
        [
            '2:5: "title" is missing',
            '3:6: unknown key "name"; did you mean "title"?',
            '4:6: unknown key "岗位"; did you mean "title"?',
        ],
    ),
    "a tag": ("positions: !include other.yaml\n", ['1:12: the tag "!include" means nothing here; leave it out']),
    "a tag that runs code": (
        "positions: !!python/object/apply:os.system ['touch here']\n",
        ['1:12: the tag "tag:yaml.org,2002:python/object/apply:os.system" means nothing here; leave it out'],
    ),
    "nothing": ("", [f"1:1: {NO_MAPPING}nothing"]),
    "only remarks": ("# nothing\n\n# here\n", [f"1:1: {NO_MAPPING}nothing"]),
    "a list": ("- {title: A}\n- {title: B}\n", [f"1:1: {NO_MAPPING}a list"]),
    "a text": ("total nonsense\n", [f"1:1: {NO_MAPPING}a single value"]),
    "no positions": ("organization: {name: ACME}\n", ['1:1: a design needs at least one entry under "positions"']),
    "GB18030": ("positions:\n  - title: 总经理\n".encode("gb18030"), ["2:12: not UTF-8 text; try --encoding gb18030"]),
    "half of UTF-16": (b"\xff\xfe" + "标题: A".encode("utf-16-le")[:-1], ["1:5: not UTF-16 text; try --encoding latin-1"]),
    "bytes of no text": (b"a: 1\nb: \x80 b\n", ["2:4: not UTF-8 text; try --encoding latin-1"]),
    "NUL": (b"positions: [{title: A\0}]\n", ["1:22: a control character, \\x00, is not allowed here"]),
    "an escape sequence": ("positions: [{title: \x1b[31mA}]\n", ["1:21: a control character, \\x1b, is not allowed here"]),
    "half a pair of surrogates": (
        '{"positions": [{"title": "\\ud83d"}]}',
        ["1:29: not YAML: found invalid Unicode character escape code (while parsing a quoted scalar)"],
    ),
    "a long title": (f"positions: [{{title: {'x' * 10_000}}}]\n", ['1:21: "title": a text of more than 1,000 characters']),
    "wrong types": (
        "organization: ACME\npositions:\n  - {title: [A], headcount: many}\n  - B\npeople: {name: C}\n",
        [
            '1:15: "organization": expected a mapping, found the text "ACME"',
            '3:13: "title": expected a text, found a list',
            '3:29: "headcount": expected a whole number, found the text "many"',
            '4:5: "positions": expected a mapping, found the text "B"',
            '5:9: "people": expected a list, found a mapping',
        ],
    ),
    "unknown keys": (
        'positions:\n  - title: A\n    report_to: B\nunit: []\n"\\e[31m\\u202e": 1\n',
        [
            '3:5: unknown key "report_to"; did you mean "reports_to"?',
            '4:1: unknown key "unit"; did you mean "units"?',
            '5:1: unknown key "\\x1b[31m\\u202e"; known are include, organization, units, positions, people, waivers',
        ],
    ),
    "contradictions": (
        "positions:\n  - {id: a, title: A, reports: [b]}\n  - {id: b, title: B, reports_to: null}\n",
        ['2:33: "b" is nested here, but its reports_to (bad.yaml:3:35) gives it another manager; keep one of the two'],
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_one_line_for_each_problem_and_the_next_file_is_still_checked(tmp_path: Path, kind: str) -> None:
    content, problems = BAD[kind]
    write(tmp_path, {"bad.yaml": content})

    done, report = refused_beside_another(tmp_path, "bad.yaml")

    assert_refused(done, [f"bad.yaml:{problem}" for problem in problems])
    shown = [f"{problem['path']}:{problem['line']}:{problem['column']}: {problem['message']}" for problem in report["problems"]]
    assert shown == [f"bad.yaml:{problem}" for problem in problems]


def test_in_a_text_report_the_summary_says_that_not_everything_was_checked(tmp_path: Path) -> None:
    write(tmp_path, {"bad.yaml": "- A\n", "clean.yaml": CLEAN})

    done = run("check", "bad.yaml", "clean.yaml", cwd=tmp_path)

    assert_refused(done, [f"bad.yaml:1:1: {NO_MAPPING}a list"])
    assert done.stdout.startswith("Checked 1 file: 2 positions")
    assert done.stdout.endswith("\nNot everything could be checked: 1 problem in bad.yaml.\n")


def test_bad_files_alone_are_never_green(tmp_path: Path) -> None:
    write(tmp_path, {"bad.yaml": "- A\n", "worse.yaml": "a: [\n"})

    done = run("check", "bad.yaml", "worse.yaml", "--fail-on", "never", cwd=tmp_path)

    expected = "worse.yaml:2:1: not YAML: did not find expected node content (while parsing a flow node)"
    assert_refused(done, [f"bad.yaml:1:1: {NO_MAPPING}a list", expected])
    assert done.stdout == "Not everything could be checked: 2 problems in bad.yaml, worse.yaml.\n"


# ---------------------------------------------------------------------------------------- paths


def make_loop(folder: Path) -> str:
    (folder / "loop.yaml").symlink_to("loop.yaml")
    return "loop.yaml"


def make_unreadable(folder: Path) -> str:
    write(folder, {"secret.yaml": CLEAN})
    (folder / "secret.yaml").chmod(0)
    return "secret.yaml"


def make_sparse(folder: Path) -> str:
    with (folder / "large.yaml").open("wb") as stream:
        stream.write(b"positions: [{title: '")
        stream.truncate(100 * 1024 * 1024)
    return "large.yaml"


def make_dangling(folder: Path) -> str:
    (folder / "dangling.yaml").symlink_to("nowhere")
    return "dangling.yaml"


NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
HAS_PROC = pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="there is no /proc here")


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda _: "missing.yaml", "missing.yaml:1:1: cannot be read: no such file or directory"),
        (lambda _: "missing/", "missing/:1:1: cannot be read: no such file or directory"),
        (lambda _: "other.yaml/x", "other.yaml/x:1:1: cannot be read: not a directory"),
        (lambda _: "\x1b\u202e\n.yaml", "\\x1b\\u202e\\n.yaml:1:1: cannot be read: no such file or directory"),
        (lambda _: "/dev/null", f"/dev/null:1:1: {NO_MAPPING}nothing"),
        (lambda _: "/dev/zero", f"/dev/zero:1:1: the file has 67,108,865 bytes; {AT_MOST}"),
        (make_loop, "loop.yaml:1:1: cannot be read: too many levels of symbolic links"),
        (make_dangling, "dangling.yaml:1:1: cannot be read: no such file or directory"),
        (make_sparse, f"large.yaml:1:1: the file has 104,857,600 bytes; {AT_MOST}"),
        pytest.param(make_unreadable, "secret.yaml:1:1: cannot be read: permission denied", marks=NOT_ROOT),
        pytest.param(lambda _: "/proc/self/mem", "/proc/self/mem:1:1: cannot be read: input/output error", marks=HAS_PROC),
    ],
    ids=[
        *("missing", "missing folder", "below a file", "controls", "empty device", "endless device", "loop", "dangling"),
        *("100 MB", "permission", "failing device"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, make: Callable[[Path], str], line: str) -> None:
    path = make(tmp_path)

    done, _ = refused_beside_another(tmp_path, path)

    assert_refused(done, [line])


@pytest.mark.parametrize(
    ("files", "path", "line"),
    [
        ({}, "*.yml", 'orgrules: nothing to check: no file matches "*.yml"'),
        ({"empty/notes.txt": "notes"}, "empty", 'orgrules: nothing to check: no file in the folder "empty"'),
        (
            {"others/a.yaml": "jobs: []", "others/b.json": "[]"},
            "others",
            "orgrules: nothing to check: no design among 2 files found; a design has the key positions",
        ),
    ],
)
def test_a_path_without_a_design_is_an_error(tmp_path: Path, files: dict[str, str], path: str, line: str) -> None:
    write(tmp_path, files)

    assert_refused(run("check", path, cwd=tmp_path), [line])


@pytest.mark.parametrize(("path", "what"), [("*.yml", "matches"), ("empty", "in the folder")])
def test_a_path_without_a_file_keeps_no_other_from_being_checked(tmp_path: Path, path: str, what: str) -> None:
    write(tmp_path, {"empty/notes.txt": "notes"})

    done, _ = refused_beside_another(tmp_path, path)

    assert_refused(done, [f'orgrules: nothing to check: no file {what} "{path}"'])


def test_a_folder_is_searched_whatever_its_name_is(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml/a.yaml": OTHER, "org.yaml/inner.json/b.yml": OTHER})

    done = run("check", "org.yaml", "--format", "json", cwd=tmp_path)

    assert [path for _, path, _, _ in found(done)] == ["org.yaml/a.yaml", "org.yaml/inner.json/b.yml"]
    assert done.returncode == 1


def test_a_folder_is_searched_for_designs_and_says_what_it_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "org/b.yml": OTHER,
        "org/a.yaml": OTHER,
        "org/deep/er/c.json": '{"positions": [{"title": "General Manager"}]}',
        "org/settings.yaml": "color: blue\n",
        "org/deep/list.json": "[]",
        "org/.hidden.yaml": "[",
        "org/.git/x.yaml": "[",
        "org/node_modules/x.yaml": "[",
        "org/notes.txt": "[",
    }
    write(tmp_path, files)

    done = run("check", "org", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (1, "")
    assert re.findall(r"^(\S+): error", done.stdout, re.MULTILINE) == ["org/a.yaml:3:41", "org/b.yml:3:41"]
    assert "Checked 3 files: 5 positions" in done.stdout
    assert "Passed over, being no designs: org/settings.yaml, org/deep/list.json." in done.stdout


FOREIGN: dict[str, str | bytes] = {
    "k8s.yaml": "a: 1\n---\nb: 2\n",
    "stack.yml": "Role: !Ref Key\n",
    "helm.yaml": "{{- if .Values.on }}\na: 1\n{{- end }}\n",
    "tsconfig.json": '{\n  // where\n  "a": 1\n}\n',
    "lines.json": '{"a": 1}\n{"b": 2}\n',
    "latin.yaml": b"name: caf\xe9\n",
    "nested.yaml": "a:\n  positions: 1\n---\nb: 2\n",
}


@pytest.mark.parametrize("path", [".", "*.*"])
def test_files_of_other_programs_that_cannot_be_read_are_passed_over_and_named(tmp_path: Path, path: str) -> None:
    write(tmp_path, {**FOREIGN, "org.yaml": OTHER})

    done = run("check", path, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (1, "")
    assert "Checked 1 file: " in done.stdout
    passed_over = next(line for line in done.stdout.splitlines() if line.startswith("Passed over"))
    assert passed_over.startswith("Passed over, being no designs: helm.yaml, k8s.yaml, latin.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n---\npositions: []\n",
        "positions: !Ref Key\n",
        '{"organization": "x", "positions" : [}',
        '{\n  "a": 1,\n  "positions": [\n}',
        "{organization: x, positions: [}",
        "\ufeffpositions: [",
        "a: [\r'positions': 1",
        "a: [\npositions: 1\n".encode("utf-16-le"),
        "positions: [".encode("utf-16"),
        b"name: caf\xe9\npositions: []\n",
    ],
)
def test_a_file_of_a_folder_that_has_positions_is_read_or_its_error_told(tmp_path: Path, text: str | bytes) -> None:
    write(tmp_path, {"bad.yaml": text, "org.yaml": OTHER})

    done = run("check", ".", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith("bad.yaml:")


def test_a_file_that_was_named_is_never_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"k8s.yaml": FOREIGN["k8s.yaml"], "org.yaml": OTHER})

    done = run("check", ".", "k8s.yaml", cwd=tmp_path)
    named = run("check", "k8s.yaml", "org.yaml", cwd=tmp_path)

    assert named.returncode == 2
    assert named.stderr.startswith("k8s.yaml:2:1: a second document")
    assert done.returncode == 2


def test_files_folders_and_patterns_that_name_one_file_check_it_once(tmp_path: Path) -> None:
    write(tmp_path, {"org/other.yaml": OTHER, "org/second.yaml": OTHER})
    (tmp_path / "link.yaml").symlink_to("org/other.yaml")

    paths = ["org/other.yaml", "org", "./org/other.yaml", "org/*.yaml", "**/*.yaml", "link.yaml", str(tmp_path / "org")]
    done = run("check", *paths, "--format", "json", cwd=tmp_path)

    assert [path for _, path, _, _ in found(done)] == ["org/other.yaml", "org/second.yaml"]
    assert json.loads(done.stdout)["summary"]["files"] == 2


def test_a_pattern_names_files_in_every_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": OTHER, "x/y/b.yaml": OTHER, "x/c.yml": OTHER})

    done = run("check", "**/*.yaml", "--format", "json", cwd=tmp_path)

    assert [path for _, path, _, _ in found(done)] == ["a.yaml", "x/y/b.yaml"]


@pytest.mark.parametrize("name", ["[1].yaml", "what?.yaml", "a*.yaml", "with space.yaml", "部门.yaml", "-.yaml"])
def test_a_file_is_named_literally_before_its_name_is_a_pattern(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: OTHER, "1.yaml": "[", "whatx.yaml": "[", "ab.yaml": "["})

    done = run("check", "--format", "json", "--", name, cwd=tmp_path)

    assert (done.stderr, found(done)) == ("", [(OTHER_FINDING[0], name, 3, 41)])


def test_a_path_that_is_no_text_is_shown_in_a_report(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.yaml")
    write(tmp_path, {name: OTHER})

    text = run("check", name, cwd=tmp_path)
    data = run("check", name, "--format", "json", cwd=tmp_path)

    assert text.stdout.startswith("\\udcff.yaml:3:41: error")
    assert (data.returncode, found(data)) == (1, [(OTHER_FINDING[0], "\udcff.yaml", 3, 41)])


# ---------------------------------------------------------------------------------------- pipes and signals


def feed(path: Path, content: bytes) -> threading.Thread:
    """Write to a named pipe as soon as somebody reads it."""

    def write_all() -> None:
        with contextlib.suppress(OSError):
            path.write_bytes(content)

    thread = threading.Thread(target=write_all, daemon=True)
    thread.start()
    return thread


def test_a_named_pipe_is_read_as_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    thread = feed(tmp_path / "pipe", OTHER.encode())

    done = run("check", "pipe", "--format", "json", cwd=tmp_path, timeout=30)
    thread.join(timeout=30)

    assert found(done) == [(OTHER_FINDING[0], "pipe", 3, 41)]


def test_a_named_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"org/other.yaml": OTHER})
    os.mkfifo(tmp_path / "org" / "pipe.yaml")

    done = run("check", "org", "--format", "json", cwd=tmp_path, timeout=15)

    assert found(done) == [(OTHER_FINDING[0], "org/other.yaml", 3, 41)]


@pytest.mark.parametrize(
    ("options", "unbuffered"),
    [([], ""), ([], "1"), (["--all"], ""), (["--all"], "1"), (["--format", "json"], "")],
    ids=["short", "short at once", "long", "long line by line", "JSON"],
)
def test_a_reader_that_goes_away_gets_no_traceback_and_no_status_of_a_check(
    tmp_path: Path, options: list[str], unbuffered: str
) -> None:
    lines = ["  - {title: Office Manager, reports_to: boss}\n"] * (5_000 if options else 0)
    write(tmp_path, {"design.yaml": CLEAN + "".join(lines)})
    command = [sys.executable, "-m", "orgrules", "check", "design.yaml", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    reading, writing = os.pipe()
    if not options:
        os.close(reading)

    program = subprocess.Popen(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, env=environment)
    os.close(writing)
    if options:
        head = subprocess.run(["head", "-n", "1"], stdin=reading, capture_output=True, check=True)
        assert head.stdout
        os.close(reading)
    _, errors = program.communicate(timeout=60)

    assert (errors, program.returncode) == (b"", 2)


#: The program, interruptible even where this process was started with interrupts ignored.
INTERRUPTIBLE = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('orgrules', run_name='__main__', alter_sys=True)"
)


@pytest.mark.parametrize("path", ["-", "pipe"])
def test_an_interrupt_ends_the_program_quietly(tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-c", INTERRUPTIBLE, "check", path]

    with (
        subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program,
        contextlib.suppress(BrokenPipeError),
    ):
        try:
            assert program.stdin is not None
            with program.stdin if path == "-" else (tmp_path / path).open("wb") as target:
                target.write(b"#" * (1 << 20))  # more than a pipe holds: when it is written, the program is reading
                target.flush()
                for _ in range(10):  # one that comes just before the read is not noticed in it
                    program.send_signal(signal.SIGINT)
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        program.wait(timeout=1)
                        break
            assert program.stdout is not None
            assert program.stderr is not None
            assert (program.returncode, program.stdout.read(), program.stderr.read()) == (130, b"", b"\n")
        finally:
            program.kill()


@pytest.mark.parametrize(
    ("closed", "path", "status", "errors"),
    [
        (">&-", "other.yaml", 1, ""),
        (">&- 2>&-", "missing.yaml", 2, ""),
        ("<&-", "-", 2, "<stdin>:1:1: cannot be read: it is closed\n"),
        ("<&-", "other.yaml", 1, ""),
    ],
)
def test_streams_that_are_closed_are_no_internal_errors(tmp_path: Path, closed: str, path: str, status: int, errors: str) -> None:
    write(tmp_path, {"other.yaml": OTHER})
    command = f'"{sys.executable}" -m orgrules check {path} {closed}'

    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, timeout=60, check=False)

    assert (done.returncode, done.stderr.decode()) == (status, errors)


# ---------------------------------------------------------------------------------------- standard input


def test_standard_input_is_checked_like_a_file(tmp_path: Path) -> None:
    done = run("check", "-", "--format", "json", cwd=tmp_path, stdin=OTHER.encode())

    assert (done.returncode, found(done)) == (1, [(OTHER_FINDING[0], "<stdin>", 3, 41)])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", f"1:1: {NO_MAPPING}nothing"),
        (b"a: [", "2:1: not YAML: did not find expected node content (while parsing a flow node)"),
        (b"positions: [{titel: A, title: B}]", '1:14: unknown key "titel"; did you mean "title"?'),
        (b"x" * (64 * 1024 * 1024 + 1), f"1:1: the file has 67,108,865 bytes; {AT_MOST}"),
    ],
    ids=["empty", "broken", "unknown key", "too large"],
)
def test_bad_standard_input_keeps_no_file_from_being_checked(tmp_path: Path, content: bytes, problem: str) -> None:
    done, _ = refused_beside_another(tmp_path, "-", stdin=content)

    assert_refused(done, [f"<stdin>:{problem}"])


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    done = run("check", "-", "-", cwd=tmp_path, stdin=OTHER.encode())

    assert_refused(done, ['orgrules: standard input ("-") can be read only once'])


@pytest.mark.parametrize("path", ["design.json", "-"])
def test_json_with_tabs_and_escapes_is_a_design(tmp_path: Path, path: str) -> None:
    data = {
        "positions": [
            {"id": "boss", "title": "General Manager"},
            {"title": "Office Manager", "holder": "𠮷野", "reports_to": "boss"},
        ]
    }
    text = json.dumps(data, indent="\t")
    write(tmp_path, {"design.json": text})

    done = run("check", path, "--format", "json", cwd=tmp_path, stdin=text.encode())

    assert (done.stderr, done.returncode) == ("", 1)
    assert found(done) == [(OTHER_FINDING[0], "<stdin>" if path == "-" else path, 10, 18)]


# ---------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_a_file_in_another_encoding_is_read_when_the_encoding_is_stated(tmp_path: Path, encoding: str) -> None:
    text = "positions:\n  - {id: boss, title: 總經理}\n  - {title: Office Manager, holder: 王, reports_to: boss}\n"
    write(tmp_path, {"other.yaml": text.encode(encoding)})

    done = run("check", "other.yaml", "--format", "json", "--encoding", encoding, cwd=tmp_path)

    assert (done.stderr, found(done)) == ("", [(OTHER_FINDING[0], "other.yaml", 3, 52)])


def test_the_encoding_that_a_message_names_is_the_one_that_reads_the_file(tmp_path: Path) -> None:
    text = "positions:\n  - {id: boss, title: 总经理}\n  - {title: 办事处经理, reports_to: boss}\n"
    write(tmp_path, {"other.yaml": text.encode("gb18030")})
    refused = run("check", "other.yaml", cwd=tmp_path)
    assert_refused(refused, ["other.yaml:2:23: not UTF-8 text; try --encoding gb18030"])

    done = run("check", "other.yaml", "--format", "json", *refused.stderr.split("try ")[1].split(), cwd=tmp_path)

    assert (done.stderr, found(done)) == ("", [(OTHER_FINDING[0], "other.yaml", 3, 32)])


@pytest.mark.parametrize("encoding", ["klingon", "undefined", "\x1b[31m"])
def test_an_unknown_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, {"other.yaml": OTHER})

    done = run("check", "other.yaml", "--encoding", encoding, cwd=tmp_path)

    named = encoding.replace("\x1b", "\\x1b")
    assert_refused(done, [f'other.yaml:1:1: unknown encoding "{named}"; for example utf-8, utf-16, gb18030, big5, latin-1'])


# ---------------------------------------------------------------------------------------- control characters in data

NASTY = "\x1b[31mRed\x07\x9b\u202e\u2066evil\u2069\u200b\u2028line\r\n::error::x"
QUOTED, OTHERWISE = json.dumps(NASTY), json.dumps("not " + NASTY)


@pytest.mark.parametrize(
    "options", [[], ["--all"], ["--lang", "zh"], *(["--format", name] for name in FORMATS.names() if name != "text")]
)
def test_no_report_holds_a_control_or_direction_character_of_a_design(tmp_path: Path, options: list[str]) -> None:
    text = (
        f"organization: {{name: {QUOTED}}}\n"
        f"units: [{{id: {QUOTED}, name: {QUOTED}, parent: {OTHERWISE}}}]\n"
        "positions:\n"
        f"  - {{id: boss, title: {QUOTED}}}\n"
        f"  - {{title: Office Manager, reports_to: boss, unit: {QUOTED}, holder: {QUOTED}}}\n"
        f"  - {{id: {QUOTED}, title: {QUOTED}, reports_to: {OTHERWISE}, dotted_line_to: [{OTHERWISE}]}}\n"
        f"people: [{{name: {OTHERWISE}}}]\n"
    )
    write(tmp_path, {"design.yaml": text})

    done = run("check", "design.yaml", *options, cwd=tmp_path)

    assert (done.stderr, done.returncode) == ("", 1)
    # the mark and the line ends that CSV has are its own
    assert not RAW.search(done.stdout.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert "\n::error::" not in done.stdout
    if "json" in options:
        findings = json.loads(done.stdout)["findings"]
        assert NASTY in {finding["subject"]["title"] for finding in findings}
    elif not {"sarif", "gitlab", "markdown"} & set(options):  # which write a backslash in ways of their own
        assert "\\x1b[31mRed\\x07\\x9b\\u202e\\u2066evil\\u2069\\u200b\\u2028line" in done.stdout


def test_no_message_holds_a_control_or_direction_character_of_a_design(tmp_path: Path) -> None:
    text = (
        "positions:\n"
        f"  - {{title: A, {QUOTED}: 1}}\n"
        f"  - {{title: A, headcount: {QUOTED}}}\n"
        f"  - {{title: A, requirements: {{education: {QUOTED}}}}}\n"
    )
    write(tmp_path, {"design.yaml": text})

    done = run("check", "design.yaml", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "Not everything could be checked: 3 problems in design.yaml.\n")
    places = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert places == ["design.yaml:2:16", "design.yaml:3:27", "design.yaml:4:42"]
    assert not RAW.search(done.stderr)


# ---------------------------------------------------------------------------------------- includes


def test_findings_of_a_design_in_several_files_name_the_file_they_are_in(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "org/company.yaml": "include: [regions/*.yaml]\npositions: [{id: boss, title: General Manager}]\n",
            "org/regions/south.yaml": "positions:\n"
            "  - {title: Office Manager, reports_to: boss}\n"
            "  - {title: Store Manager, reports_to: nobody}\n",
        },
    )

    done = run("check", "org/company.yaml", "--format", "json", cwd=tmp_path)

    assert found(done) == [
        ("office-manager/reports-to", "org/regions/south.yaml", 2, 41),
        ("hierarchy/unknown-manager", "org/regions/south.yaml", 3, 40),
    ]
    assert [(file["path"], file["positions"]) for file in json.loads(done.stdout)["files"]] == [("org/company.yaml", 3)]


@pytest.mark.parametrize(
    "paths",
    [
        ["company.yaml", "regions/a.yaml", "regions/units.yaml"],
        ["regions/units.yaml", "regions/a.yaml", "company.yaml"],
        ["*.yaml", "regions/*.yaml"],
        ["."],
        ["regions", "company.yaml"],
    ],
)
def test_an_included_file_that_is_named_too_is_checked_only_as_a_part(tmp_path: Path, paths: list[str]) -> None:
    write(
        tmp_path,
        {
            "company.yaml": "include: [regions/*.yaml]\npositions: [{id: boss, title: General Manager, unit: south}]\n",
            "regions/a.yaml": "positions:\n  - {title: Office Manager, reports_to: boss}\n",
            "regions/units.yaml": "units: [{id: south, name: South}]\n",
        },
    )

    done = run("check", *paths, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (1, "")
    assert re.findall(r"^(\S+): error", done.stdout, re.MULTILINE) == ["regions/a.yaml:2:41"]
    assert "Checked 1 file: 2 positions, 1 unit" in done.stdout
    assert "Passed over" not in done.stdout


@pytest.mark.parametrize("paths", [["company.yaml", "part.yaml"], ["part.yaml", "company.yaml"], ["."]])
def test_a_problem_of_an_included_file_is_named_once(tmp_path: Path, paths: list[str]) -> None:
    write(tmp_path, {"company.yaml": "include: [part.yaml]\n" + CLEAN, "part.yaml": "positions: [{title: A, headcount: many}]\n"})

    done = run("check", *paths, cwd=tmp_path)

    assert_refused(done, ['part.yaml:1:35: "headcount": expected a whole number, found the text "many"'])


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ("../other.yaml", '"../other.yaml" leads out of the design\'s folder; includes stay inside it'),
        ("link.yaml", '"link.yaml" leads out of the design\'s folder; includes stay inside it'),
        ("design.yaml", "design.yaml includes itself, directly or through other files"),
        ("missing/*.yaml", 'no file is named "missing/*.yaml", seen from the folder of this file'),
        ("a**b", 'no file is named "a**b", seen from the folder of this file'),
    ],
)
def test_an_include_that_cannot_be_keeps_no_other_design_from_being_checked(tmp_path: Path, include: str, message: str) -> None:
    write(tmp_path, {"org/design.yaml": f"include: ['{include}']\n" + CLEAN, "secret.yaml": CLEAN})
    (tmp_path / "org" / "link.yaml").symlink_to("../secret.yaml")

    done, _ = refused_beside_another(tmp_path, "org/design.yaml")

    assert_refused(done, [f"org/design.yaml:1:11: {message}"])


def test_a_pattern_of_any_folders_many_times_over_is_answered_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"org/design.yaml": f"include: ['{'**/' * 300}x.yaml']\n" + CLEAN, "org/a/b/c/d/e/y.yaml": CLEAN})

    done = run("check", "org/design.yaml", cwd=tmp_path, timeout=15)

    message = f'no file is named "{"**/" * 39}**…", seen from the folder of this file'
    assert_refused(done, [f"org/design.yaml:1:11: {message}"])


def test_the_example_of_several_files_is_one_design_however_it_is_named() -> None:
    folder = SAMPLES / "en"

    for paths in (["several-files/company.yaml"], ["several-files"], ["several-files/regions", "several-files/company.yaml"]):
        done = run("check", *paths, cwd=folder)
        assert (done.returncode, done.stderr) == (0, ""), paths
        assert "Checked 1 file: " in done.stdout, paths
        assert done.stdout.endswith("No findings.\n"), paths


def test_long_names_that_nothing_has_cost_no_more_than_reading_them(tmp_path: Path) -> None:
    words = [f"{number:03d} {'resize tailor region ' * 46}"[:985] for number in range(240)]  # alike, as names of one design are
    fields = ("title", "reports_to", "unit", "holder", "duties", "dotted_line_to")
    rows = []
    for index in range(40):
        mine = [f"x{words[index + 40 * number]}y" for number in range(len(fields))]
        values = [
            f"[{text}]" if field in ("duties", "dotted_line_to") else text for field, text in zip(fields, mine, strict=True)
        ]
        rows.append("- " + "\n  ".join(f"{field}: {value}" for field, value in zip(fields, values, strict=True)))
    (tmp_path / "design.yaml").write_text("positions:\n" + "\n".join(rows), "utf-8")
    waivers = "".join(f"# orgrules: ignore[{'manager/reports-to' * 300}{index}] -- Long.\n" for index in range(3))
    (tmp_path / "waived.yaml").write_text(waivers + "positions:\n- title: General manager\n", "utf-8")

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("check", "design.yaml", "waived.yaml", cwd=tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert done.returncode == 1, done.stderr
    assert after.ru_utime - before.ru_utime < 2  # seconds; some minutes before suggestions had a longest text


@pytest.mark.parametrize("epoch", ["9" * 23, "9" * 5000, "253402300800", "-1", "tomorrow", "１"])
def test_a_day_that_no_calendar_has_is_refused(tmp_path: Path, epoch: str) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: General manager}]\n", "utf-8")
    env = {"SOURCE_DATE_EPOCH": epoch}
    done = run("check", "design.yaml", "--format", "html=page.html", cwd=tmp_path, env=env)
    assert done.returncode == 2
    assert done.stderr.startswith("orgrules: SOURCE_DATE_EPOCH: expected whole seconds since 1970, at most 253402300799, found ")
    assert len(done.stderr) < 300
    assert sorted(path.name for path in tmp_path.iterdir()) == ["design.yaml"]


def test_a_number_of_more_digits_than_python_reads_is_told_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: General manager}]\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text(f"[tool.orgrules]\nlimits = {{nodes = {'9' * 5000}}}\n", "utf-8")
    done = run("check", "design.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "pyproject.toml:2:19: a whole number of more than 4,300 digits\n"


@pytest.mark.parametrize("command", ["check", "rules", "why", "test"])
def test_a_rulebook_of_a_name_too_long_for_a_file_is_no_rulebook(tmp_path: Path, command: str) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: General manager}]\n", "utf-8")
    name = "a" * 300
    named = [name] if command == "test" else ["--rulebook", name]
    paths = {"check": ["design.yaml"], "why": ["design.yaml", "General manager"]}.get(command, [])
    done = run(command, *paths, *named, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no shipped rulebook and no folder with a rulebook.yaml" in done.stderr


def test_a_file_that_is_no_baseline_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: General manager}]\n", "utf-8")
    (tmp_path / "notes").write_text("what nobody is to read\n", "utf-8")
    (tmp_path / "settings.yaml").write_text("what nobody is to read\n", "utf-8")
    for option in (["--baseline", "notes"], ["--config", "settings.yaml"]):
        done = run("check", "design.yaml", *option, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.endswith("is a mapping; found a text\n") or done.stderr.endswith("are a mapping; found a text\n")


@pytest.mark.parametrize("loaded", ["book", "finer"])
def test_no_report_replaces_a_file_of_a_rulebook(tmp_path: Path, loaded: str) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: General manager}]\n", "utf-8")
    book = tmp_path / "book"
    book.mkdir()
    (book / "rulebook.yaml").write_text(
        "rulebook: book\nversion: 1.0.0\nname: Book\ndocuments: {d: {title: D, language: en, statements: statements.tsv}}\n",
        "utf-8",
    )
    (tmp_path / "finer").mkdir()
    finer = "rulebook: finer\nversion: 1.0.0\nname: Finer\nextends: ../book\n"
    (tmp_path / "finer" / "rulebook.yaml").write_text(finer, "utf-8")
    statements = "id\tkind\ten\tzh\n1\trule\tOne.\t一。\n"
    (book / "statements.tsv").write_text(statements, "utf-8")
    refused = '"book/statements.tsv" is one of the files that were read; nothing was written'
    for arguments in (
        ["check", "design.yaml", "--format", "csv=book/statements.tsv"],
        ["compare", "design.yaml", "design.yaml", "--format", "json=book/statements.tsv"],
    ):
        done = run(*arguments, "--rulebook", loaded, cwd=tmp_path)
        assert (done.returncode, refused in done.stderr) == (2, True), done.stderr
        assert (book / "statements.tsv").read_text("utf-8") == statements


def test_the_page_holds_no_direction_characters_of_a_rulebook(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{id: a, title: General manager}]\n", "utf-8")
    book = tmp_path / "book"
    (book / "rules").mkdir(parents=True)
    (book / "rulebook.yaml").write_text('rulebook: book\nversion: 1.0.0\nname: "B\\u202Eook"\n', "utf-8")
    texts = "".join(f'{key}: "{key} \\u202Egnp.exe\\u2066"\n' for key in ("name", "message", "why", "fix"))
    rule = f"{texts}each: position\nrequire: {{title: Somebody else}}\n"
    (book / "rules" / "alone.yaml").write_text(rule, "utf-8")
    done = run("check", "design.yaml", "--rulebook", "book", "--format", "html=page.html", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "gnp.exe" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
