"""The README and the documentation say what is so: their commands exist, and their output is what the program prints."""

from __future__ import annotations

import re
import shlex
import signal
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orgrules.cli import COULD_NOT_CHECK, FINDINGS, INTERRUPTED, cli
from orgrules.design.read import design_of
from orgrules.files.source import parse
from orgrules.findings import Severity
from orgrules.policy.selection import Selection
from orgrules.rulebook.files import RoleFile
from orgrules.rulebook.library import load_library
from orgrules.settings.files import SettingsFile
from orgrules.settings.resolve import resolve
from tests.helpers import ROOT, report, run

PAGES = tuple(path.relative_to(ROOT).as_posix() for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))))
READMES = ("README.md", "docs/README.zh.md")
WALKTHROUGHS = ("docs/rulebooks.md", "docs/rulebooks.zh.md", "docs/designs.md", "docs/designs.zh.md")
SETTINGS = ("docs/settings.md", "docs/settings.zh.md")
#: Pages that there are in Chinese too, besides the README.
TRANSLATED = (
    *("benchmarks", "designs", "draft", "fix", "many-designs", "readings", "reliability", "rulebooks", "scenarios", "settings"),
    "tables",
)
#: What stands for a name in the English pages, and is translated.
PLACEHOLDERS = {"attributes.NAME", "attributes.NAME.NAME", "path:line:column:", "prefix/*", "orgrules"}


class Block(NamedTuple):
    """A fenced block of a page: its language, its text, and the line that it begins in."""

    language: str
    text: str
    line: int


@cache
def text_of(page: str) -> str:
    """A page."""
    return (ROOT / page).read_text("utf-8")


def blocks(page: str, *languages: str) -> list[Block]:
    """The fenced blocks of a page in some languages."""
    text = text_of(page)
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(match[1], match[2], text.count("\n", 0, match.start()) + 1) for match in found if match[1] in languages]


@cache
def helps() -> dict[str, str]:
    """The help of every command."""
    commands: Any = cli
    return {name: run(name, "--help").stdout for name in commands.list_commands(None)}


def commands(page: str) -> Iterator[list[str]]:
    """The commands, cut into words, that a page shows in its blocks."""
    for block in blocks(page, "sh", "console"):
        for line in block.text.splitlines():
            if block.language == "sh" or line.startswith("$ "):
                yield from (shlex.split(part) for part in re.split(r"\s*&&\s*|\s*>\s*\S+", line.removeprefix("$ ")) if part)


# ---------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("marker", "ends"),
    [("the main job", "orgrules check samples/en/faulty-nested.yaml"), ("the tests", "python -m pytest -n auto --cov")],
)
def test_each_of_the_two_commands_is_one_line_after_its_marker(marker: str, ends: str) -> None:
    [block] = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*?)^```$", text_of("README.md"), re.MULTILINE | re.DOTALL)
    assert block.count("\n") == 1
    assert block.startswith("python3 -m venv .venv && .venv/bin/pip install -q ")
    assert block.endswith(f"{ends}\n")


def test_the_chinese_readme_has_the_same_commands() -> None:
    english, chinese = ([block.text for block in blocks(page, "sh")] for page in READMES)
    assert chinese == english


def test_what_the_commands_of_the_readme_name_exists() -> None:
    words = {word for command in commands("README.md") for word in command}
    paths = {word for word in words if word.endswith(".yaml")}
    assert paths
    assert all((ROOT / path).is_file() for path in paths)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert ".[dev]" in words
    assert {"pytest", "pytest-xdist", "pytest-cov"} <= {re.split(r"[<>=]", name)[0] for name in extras["dev"]}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_a_page_names_exists(page: str) -> None:
    inline = re.findall(r"`[^`\n]+`", re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL))
    named = {match[1] for code in inline if (match := re.match(r"`orgrules ([a-z]+)\b", code))}
    named |= {command[1] for command in commands(page) if command[0] == "orgrules"}
    assert named - set(helps()) == set()
    all_help = "".join(helps().values()) + run("--help").stdout
    options = {option for code in inline for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)}
    assert {option for option in options if not re.search(rf"{option}\b", all_help)} == set()


@pytest.mark.parametrize("page", READMES)
def test_the_readme_lists_every_command(page: str) -> None:
    rows = re.findall(r"^\| `([a-z]+)\b", text_of(page), re.MULTILINE)
    assert set(rows) == set(helps())


def test_the_exit_statuses_of_the_readme_are_those_of_the_help_and_of_the_program() -> None:
    [told] = re.findall(r"^Exit status: ([^.]+)\.", text_of("README.md"), re.MULTILINE)
    statuses = [int(number) for number in re.findall(r"(?:^|, )(\d+) ", told)]
    assert statuses == [0, FINDINGS, COULD_NOT_CHECK, INTERRUPTED, 128 + signal.SIGTERM]
    help_text = " ".join(helps()["check"].split())
    assert "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked." in help_text


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", text_of(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def names_of(page: str) -> set[str]:
    """The keys, rules, statements and commands that the prose of a page names."""
    prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([a-z0-9][A-Za-z0-9_.:-]*(?:/[a-z*-]+)?)`", prose))


@pytest.mark.parametrize("page", TRANSLATED)
def test_a_chinese_page_leaves_nothing_out(page: str) -> None:
    english, chinese = f"docs/{page}.md", f"docs/{page}.zh.md"
    assert names_of(english) - names_of(chinese) - PLACEHOLDERS == set()
    headings = [re.findall(r"^#+ ", text_of(each), re.MULTILINE) for each in (english, chinese)]
    assert headings[0] == headings[1]


# ---------------------------------------------------------------------------------------- output


def left_out(shown: list[str], printed: list[str]) -> list[str]:
    """The shown lines that are not printed there: between lines of "…" they stand together, the first and last at the ends."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == "…":
            parts.append([])
        else:
            parts[-1].append(line)
    start = 0
    for number, part in enumerate(parts):
        places = range(start, len(printed) - len(part) + 1)
        if number == 0:
            places = places[:1]
        if number == len(parts) - 1:
            places = places[-1:]
        place = next((place for place in places if printed[place : place + len(part)] == part), None)
        if place is None:
            return part
        start = place + len(part)
    return []


def write_files(page: str, folder: Path) -> None:
    """Write the files that a page shows: YAML and Markdown whose first line is a comment with its path, and the statements."""
    for block in blocks(page, "markdown"):
        if match := re.match(r"<!-- ([\w./-]+\.md) -->\n", block.text):
            (folder / match[1]).write_text(block.text, "utf-8")
    for block in blocks(page, "yaml", "tsv"):
        match = re.match(r"# ([\w./-]+\.yaml)\n", block.text)
        path = folder / (match[1] if match else "warehouse-rules/statements.tsv")
        if match or block.language == "tsv":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_of_the_output_is_what_the_program_prints(page: str, tmp_path: Path) -> None:
    write_files(page, tmp_path)
    shown = blocks(page, "console")
    assert shown or page not in (*READMES, "docs/rulebooks.md")
    for block in shown:
        command, *lines = block.text.splitlines()
        words = shlex.split(command.removeprefix("$ "))
        assert words[0] == "orgrules"
        env = {"LC_ALL": "zh_CN.UTF-8" if page.endswith(".zh.md") else "C.UTF-8"}
        done = run(*words[1:], cwd=ROOT if "samples/" in command else tmp_path, env=env)
        assert (done.stderr, left_out(lines, done.stdout.splitlines())) == ("", []), f"{page}:{block.line}"


def is_design(block: Block) -> bool:
    """Whether a YAML block is a design rather than a part of one, or of a rulebook."""
    data = parse(block.text.encode(), "block").data
    return isinstance(data, dict) and "positions" in data and "include" not in data


@pytest.mark.parametrize("page", READMES)
def test_the_design_of_the_readme_has_no_error(page: str, tmp_path: Path) -> None:
    [block] = [block for block in blocks(page, "yaml") if is_design(block)]
    found = report(tmp_path, block.text)
    assert found.problems == ()
    assert [finding.rule for finding in found.findings if finding.severity is Severity.ERROR] == []
    assert (found.files[0].covered_positions or 0) >= 1


@pytest.mark.parametrize("page", WALKTHROUGHS)
def test_every_design_of_a_page_is_one(page: str) -> None:
    designs = [block for block in blocks(page, "yaml") if is_design(block)]
    assert designs
    for block in designs:
        assert design_of(parse(block.text.encode(), f"{page}:{block.line}")).positions


@pytest.mark.parametrize("page", WALKTHROUGHS[:2])
def test_every_profile_of_a_page_is_one(page: str) -> None:
    profiles = [
        parse(block.text.encode(), page).data for block in blocks(page, "yaml") if re.match(r"# (\S+/)?roles/", block.text)
    ]
    assert [RoleFile.model_validate(profile).role for profile in profiles]
    assert any({"headcount_below", "promoted_from", "external_relations"} <= set(profile) for profile in profiles)


@pytest.mark.parametrize("page", [*READMES, *SETTINGS])
def test_the_settings_that_a_page_shows_hold(page: str, tmp_path: Path) -> None:
    shown = [block for block in blocks(page, "yaml", "toml") if re.match(r"# (orgrules\.yaml|pyproject\.toml)\b", block.text)]
    assert shown
    for block in shown:
        file = tmp_path / ("orgrules.yaml" if block.language == "yaml" else "pyproject.toml")
        file.write_text(block.text, "utf-8")
        settings = resolve({}, {}, config=str(file))
        assert len(settings.waivers) == 1
        assert "hierarchy/one-root" in Selection(load_library(settings.rulebooks), settings).mandatory


@pytest.mark.parametrize(("page", "heading"), [(SETTINGS[0], "### The keys"), (SETTINGS[1], "### 键")])
def test_every_setting_is_in_the_table_of_its_page(page: str, heading: str) -> None:
    table = text_of(page).partition(heading)[2].partition("###")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    named = {field.alias or name for name, field in SettingsFile.model_fields.items()}
    assert sorted(rows) == sorted(named)
