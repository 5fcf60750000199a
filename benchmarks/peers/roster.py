"""The peers: what each is called, how it is run, which file it reads, and how to read what it found.

A peer's program is under ``programs`` in the language that its authors mean for it. What it reads is the organization as CSV
or YAML where it can read one of these, and else the same facts in the text form of its own; writing that is not timed.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from organization import Row, positions, write

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
RULEBOOK = HERE / "rulebook"

#: Pairs of a rule and the id of a position; the id is ``*`` for the whole organization.
Findings = set[tuple[str, str]]


@dataclass(frozen=True)
class Tools:
    """Where what peers run on was found."""

    python: str
    "The interpreter whose packages the peers in Python are."

    def executable(self, name: str) -> str:
        """A program beside that interpreter, in ``node_modules`` here, or on the path; its bare name where it is nowhere."""
        for folder in (Path(self.python).parent, HERE / "node_modules" / ".bin"):
            if (folder / name).exists():
                return str(folder / name)
        return shutil.which(name) or name


@dataclass(frozen=True)
class Peer:
    """One row of the table."""

    key: str
    form: str
    "Which of ``FORMS`` it reads."
    name: str
    name_zh: str
    command: Callable[[Tools, Path], list[str]]
    "The command that checks a file."
    version: Callable[[Tools], list[str]]
    "A command that prints its version, and fails where it is not installed."
    read: Callable[[str, Path], Findings] | None = None
    "What it found, from what it printed and the file it read; None for rules of its own, which are compared with nothing."
    done: frozenset[int] = frozenset({0})
    "Its exit statuses where all went well."
    most: int | None = None
    "The largest organization that it is tried on."


# what they print


def _lines(printed: str, _file: Path) -> Findings:
    return set(re.findall(r"^(r\d+) (\S+)$", printed, re.MULTILINE))


def _atoms(printed: str, _file: Path) -> Findings:
    return set(re.findall(r'broken\((r\d+),"([^"]+)"\)', printed))


def _spectral(printed: str, file: Path) -> Findings:
    ids = re.findall(r"^  - id: (\S+)$", file.read_text("utf-8"), re.MULTILINE)
    return {(each["code"], ids[int(each["path"][1])] if each["path"][1:] else "*") for each in json.loads(printed)}


def _orgrules(printed: str, _file: Path) -> Findings:
    return {
        (row["rule"].removeprefix("peer/").removesuffix("-none"), "*" if row["kind"] == "organization" else row["id"])
        for row in csv.DictReader(printed.removeprefix("\ufeff").splitlines())
    }


# what they are run by


def _ours(*options: str) -> Callable[[Tools, Path], list[str]]:
    command = [sys.executable, "-m", "orgrules", "check", "--config", str(HERE / "orgrules.yaml"), "--format", "csv", *options]
    return lambda _tools, file: [*command, str(file)]


def _script(name: str, *options: str) -> Callable[[Tools, Path], list[str]]:
    """A script of ours, run by the interpreter that orgrules is run by."""
    return lambda _tools, file: [sys.executable, str(HERE / name), str(file), *options]


def _package(name: str) -> Callable[[Tools, Path], list[str]]:
    return lambda tools, file: [tools.python, str(PROGRAMS / name), str(file)]


def _python(code: str) -> Callable[[Tools], list[str]]:
    return lambda _tools: [sys.executable, "-c", code]


def _distribution(module: str, name: str) -> Callable[[Tools], list[str]]:
    """The version of a package, where its module can be imported."""
    code = f"import {module}; from importlib.metadata import version; print(version({name!r}))"
    return lambda tools: [tools.python, "-W", "ignore", "-c", code]


_THIRTEEN = _ours("--rulebook", str(RULEBOOK), "--select", "peer/*")
_ORGRULES = _python("import orgrules; print(orgrules.__version__)")
_PYTHON = _python("import platform; print(platform.python_version())")
_PYYAML = _python("import yaml; print(yaml.__version__)")

PEERS = (
    Peer("orgrules", "csv", "orgrules", "orgrules", _THIRTEEN, _ORGRULES, _orgrules, frozenset({0, 1})),
    Peer("plain-python", "csv", "plain Python", "纯 Python 脚本", _script("plain_python.py"), _PYTHON, _lines),
    Peer(
        "plain-streaming",
        "csv",
        "plain Python, streaming",
        "纯 Python 脚本，逐行读取",
        _script("programs/plain_streaming.py"),
        _PYTHON,
        _lines,
    ),
    Peer("duckdb", "csv", "DuckDB", "DuckDB", _package("duckdb_sql.py"), _distribution("duckdb", "duckdb"), _lines),
    Peer("polars", "csv", "Polars", "Polars", _package("polars_frames.py"), _distribution("polars", "polars"), _lines),
    Peer(
        "swi-prolog",
        "csv",
        "SWI-Prolog",
        "SWI-Prolog",
        lambda tools, file: [tools.executable("swipl"), str(PROGRAMS / "rules.pl"), str(file)],
        lambda tools: [tools.executable("swipl"), "--version"],
        _lines,
    ),
    Peer(
        "clingo",
        "lp",
        "clingo",
        "clingo",
        lambda tools, file: [tools.python, "-m", "clingo", "--outf=1", str(PROGRAMS / "rules.lp"), str(file)],
        _distribution("clingo", "clingo"),
        _atoms,
    ),
    Peer(
        "clips",
        "clips",
        "CLIPS",
        "CLIPS",
        lambda tools, file: [tools.executable("clips"), "-f2", str(file)],
        lambda tools: [tools.executable("clips")],
        _lines,
    ),
    Peer("pyshacl", "ttl", "pySHACL", "pySHACL", _package("pyshacl_shapes.py"), _distribution("pyshacl", "pyshacl"), _lines),
    Peer(
        "durable-rules",
        "jsonl",
        "durable-rules, naive joins",
        "durable-rules（直接连接）",
        _package("durable_naive.py"),
        _distribution("durable.lang", "durable-rules"),
        _lines,
        most=1_000,
    ),
    Peer("orgrules-yaml", "yaml", "orgrules", "orgrules", _THIRTEEN, _ORGRULES, _orgrules, frozenset({0, 1})),
    Peer(
        "plain-yaml",
        "yaml",
        "plain Python, C loader",
        "纯 Python 脚本，C 加载器",
        _script("programs/plain_yaml.py"),
        _PYYAML,
        _lines,
    ),
    Peer(
        "plain-yaml-collected",
        "yaml",
        "plain Python, C loader, collector on",
        "纯 Python 脚本，C 加载器，不关垃圾回收",
        _script("programs/plain_yaml.py", "--collect"),
        _PYYAML,
        _lines,
    ),
    Peer(
        "spectral",
        "yaml",
        "Spectral",
        "Spectral",
        lambda tools, file: [
            *(tools.executable("spectral"), "lint", "--ruleset", str(PROGRAMS / "spectral" / "ruleset.yaml")),
            *("--format", "json", "--quiet", str(file)),
        ],
        lambda tools: [tools.executable("spectral"), "--version"],
        _spectral,
        frozenset({0, 1}),
    ),
    Peer("orgrules-default", "csv", "orgrules, default rules", "orgrules，默认规则", _ours(), _ORGRULES, None, frozenset({0, 1})),
    Peer(
        "orgrules-default-yaml",
        "yaml",
        "orgrules, default rules",
        "orgrules，默认规则",
        _ours(),
        _ORGRULES,
        None,
        frozenset({0, 1}),
    ),
)


def version(peer: Peer, tools: Tools) -> str | None:
    """The version of what a peer runs on, or None where it is not installed."""
    try:
        command = peer.version(tools)
        done = subprocess.run(command, input="(exit)\n", capture_output=True, encoding="utf-8", timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\d+(\.\d+)+", done.stdout)
    return number[0] if number else None


# what they read


def _quoted(mark: str, rows: Sequence[Row]) -> Iterable[str]:
    """Facts of logic programs."""
    for row in rows:
        yield f"role({mark}{row.id}{mark},{mark}{row.role}{mark}).\n"
        if row.reports_to is not None:
            yield f"reports_to({mark}{row.id}{mark},{mark}{row.reports_to}{mark}).\n"
        yield from (f"duty({mark}{row.id}{mark},{mark}{duty}{mark}).\n" for duty in row.duties)


def _turtle(rows: Sequence[Row]) -> Iterable[str]:
    yield "@prefix : <urn:org:> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    yield from (f":{role} rdfs:subClassOf :position .\n" for role in sorted({row.role for row in rows}))
    for row in rows:
        manager = "" if row.reports_to is None else f" ; :reports_to :{row.reports_to}"
        yield f":{row.id} a :{row.role}{manager} ; :duty {', '.join(f':{duty}' for duty in row.duties)} .\n"


def _clips(rows: Sequence[Row]) -> Iterable[str]:
    for row in rows:
        manager, duties = row.reports_to or "", " ".join(row.duties)
        yield f'(position (id "{row.id}") (role {row.role}) (reports-to "{manager}") (duties {duties}))\n'


def _write_clips(rows: Sequence[Row], path: Path) -> None:
    """The facts, and beside them the batch of commands that is run."""
    facts = path.with_suffix(".facts")
    with facts.open("w", encoding="utf-8") as out:
        out.writelines(_clips(rows))
    commands = (f'(load "{PROGRAMS / "rules.clp"}")', "(reset)", f'(load-facts "{facts}")', "(run)", "(exit)")
    path.write_text("\n".join(commands) + "\n", "utf-8")


#: The forms in which an organization is written.
FORMS = ("csv", "yaml", "jsonl", "lp", "ttl", "clips")


def write_form(rows: Sequence[Row], form: str, path: Path) -> None:
    """An organization in one of ``FORMS``."""
    if form == "clips":
        _write_clips(rows, path)
        return
    with path.open("w", encoding="utf-8", newline="") as out:
        if form == "lp":
            out.writelines(_quoted('"', rows))
        elif form == "ttl":
            out.writelines(_turtle(rows))
        else:
            write(rows, form, out)


def organization(number: int, seed: int = 1) -> list[Row]:
    """The organization of that many positions."""
    return list(positions(number, seed))
