"""The program itself, with options that fit together or not: an exit status, at most one line a problem, no traceback."""

from __future__ import annotations

import json
from random import Random as Dice

from orgrules.cli import COULD_NOT_CHECK
from tests.fuzz import judge
from tests.fuzz.designs import make as make_design
from tests.fuzz.hunt import Case, Fault, Kind, folder_of
from tests.fuzz.settings import make as make_settings
from tests.helpers import run
from tests.tables.fuzz import broken
from tests.tables.test_samples import SAMPLES

_COMMANDS: dict[str, tuple[str, ...]] = {
    "check": (
        "PATH",
        "PATH",
        "--all",
        "--strict",
        "--baseline",
        "--fail-on",
        "--select",
        "--ignore",
        "--exclude",
        "--show-settings",
        "--tables",
    ),
    "read": ("PATH", "PATH", "--all", "--exclude"),
    "why": ("PATH", "WORD"),
    "compare": ("PATH", "PATH", "--all"),
    "chart": ("PATH", "--output"),
    "baseline": ("PATH", "--output", "--prune"),
    "import": ("PATH", "--output", "--write-map", "--map"),
    "draft": ("PATH", "--output", "--name", "--all"),
    "rules": ("--statements",),
    "explain": ("WORD", "--facts"),
    "schema": ("WORD",),
    "test": ("WORD",),
    "init": ("PATH",),
}
_NAMED = (
    "hierarchy/one-root",
    "general-manager",
    "sales-organization",
    "design",
    "settings",
    "总经理",
    "general-manager-0",
    "007",
)
_COMMON = (
    "--lang",
    "--rulebook",
    "--config",
    "--isolated",
    "--format",
    "--engine",
    "--encoding",
    "--today",
    "--leave-out-hidden",
)
_WORDS = (
    *(
        "design.yaml",
        "org.yml",
        ".",
        "*.yaml",
        "missing.yaml",
        "-",
        "",
        "new.json",
        "sub/new.svg",
        "known.json",
        "any.yaml",
        "pyproject.toml",
    ),
    *(
        "zh",
        "en",
        "json",
        "text",
        "html=a.html",
        "sarif=",
        "csv=-",
        "never",
        "error",
        "2026-03-31",
        "2026-02-30",
        "reference",
        "durable",
    ),
    *(
        "sales-organization",
        "internal-control",
        "hierarchy/*",
        "hierarchy/one-root",
        "nothing",
        "general-manager-0",
        "\x1b[31m",
        "经理",
        "design",
    ),
    *(
        "title=职务",
        "=",
        "settings",
        "rules",
        "utf-16",
        "klingon",
        "--",
        "--all",
        "-x",
        "--help",
        "{}",
        "%s",
        "a" * 300,
        "/dev/null",
    ),
)
#: The values that options take; most of those that are asked for are among them.
_VALUES = {
    "--baseline": ("known.json", "new.json"),
    "--fail-on": ("error", "warning", "info", "never"),
    "--select": ("hierarchy/*", "hierarchy/one-root"),
    "--ignore": ("hierarchy/*", "titles/*"),
    "--exclude": ("*.yml", "known.json"),
    "--output": ("new.json", "new.svg", "new.yaml", "new.html", "-"),
    "--write-map": ("new.yaml", "-"),
    "--map": ("title=职务", "any.yaml"),
    "--lang": ("zh", "en"),
    "--rulebook": ("sales-organization", "internal-control", "spans-and-layers"),
    "--config": ("any.yaml", "orgrules.yaml", "pyproject.toml"),
    "--format": (
        "json",
        "text",
        "html",
        "markdown",
        "csv",
        "sarif",
        "junit=new.xml",
        "gitlab",
        "github",
        "svg",
        "dot",
        "mermaid",
    ),
    "--engine": ("reference", "durable"),
    "--encoding": ("utf-8", "gb18030"),
    "--today": ("2026-03-31", "2026/3/31"),
}
_TABLES = tuple(text.encode() for text in SAMPLES.values())
#: How often what is asked for is any word at all.
_WRONG = 0.08


def make(dice: Dice) -> Case:
    """Files, and words for the program."""
    case = make_settings(dice) if dice.random() < 0.3 else Case({})
    design = make_design(dice, sound=0.7)
    name = dice.choice((*("check",) * 8, *("read", "compare", "chart", "baseline", "why", "import") * 2, *_COMMANDS))
    words = [name]
    table = broken(dice.choice(_TABLES), dice) if dice.random() < 0.3 else dice.choice(_TABLES)
    path = "people.csv" if name == "import" or dice.random() < 0.1 else design.path
    for each in _COMMANDS[name]:
        if each in ("PATH", "WORD"):
            wrong = dice.random() < (_WRONG if each == "PATH" else 0.4)
            words += [dice.choice(_WORDS) if wrong else path if each == "PATH" else dice.choice(_NAMED)]
        elif dice.random() < 0.2:
            words += _option(each, dice)
    for each in _COMMON[: 5 if name in ("rules", "explain", "test", "schema", "init") else None]:
        if dice.random() < 0.07:
            words += _option(each, dice)
    if dice.random() < 0.03:
        words.insert(dice.randrange(len(words)), dice.choice(_WORDS))
    return Case(
        {**design.files, "people.csv": table, **case.files}, {"words": words, "variables": case.asked.get("variables", {})}
    )


def _option(name: str, dice: Dice) -> list[str]:
    if name not in _VALUES:
        return [name]
    return [name, dice.choice(_WORDS if dice.random() < _WRONG else _VALUES[name])]


def judge_program(case: Case, dice: Dice) -> str:
    """Run the program, twice where it is to write nothing."""
    words = case.asked["words"]
    with folder_of(case) as folder:
        stdin = case.content if "-" in words else None
        env = {name: value for name, value in case.asked["variables"].items() if "\0" not in value}
        done = run(*words, cwd=folder, stdin=stdin, env=env, timeout=30)
    if done.returncode not in (0, 1, 2):
        raise Fault("another exit status", f"{done.returncode} {words} {done.stderr[:300]}")
    if "Traceback" in done.stderr or "internal error" in done.stderr or "内部错误" in done.stderr:
        raise Fault("an internal error", f"{words} {done.stderr[:500]}")
    if done.returncode == COULD_NOT_CHECK and not done.stderr.strip():
        raise Fault("no word on what could not be done", str(words))
    if done.returncode == 1 and words[0] not in ("check", "test", "compare"):
        raise Fault("exit status 1 of another command", f"{words} {done.stderr[:300]}")
    if judge.RAW.search(done.stderr) or judge.RAW.search(done.stdout.removeprefix("\ufeff").replace("\r\n", "\n")):
        raise Fault("a control character is printed", f"{words} {done.stderr[:300]!r}")
    if words[-2:] == ["--format", "json"] and done.returncode != COULD_NOT_CHECK and "--show-settings" not in words:
        json.loads(done.stdout)
    return f"status {done.returncode}"


PROGRAM = Kind(make, judge_program)
