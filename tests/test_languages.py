"""The program in the reader's language: whole catalogs, no English in Chinese, a language known from the first word on."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import click
import pytest

from orgrules.cli import cli
from tests.helpers import ROOT, SAMPLES, run
from tests.rulebook.authoring import write_rulebook

TOOL = ROOT / ".ci" / "catalogs.py"
COMMANDS = tuple(cli.list_commands(click.Context(cli)))


# ---------------------------------------------------------------------------------------- the catalogs


def tool_of(root: Path) -> ModuleType:
    """The maintainers' tool for catalogs, of a copy of the project."""
    pytest.importorskip("babel", reason="Babel is not installed: the catalogs are made with it")
    if not TOOL.exists():
        pytest.skip("the maintainers' tools are not beside the project")
    spec = importlib.util.spec_from_file_location("catalogs", root / ".ci" / "catalogs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogs_are_whole_and_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    status = tool_of(ROOT).main(check=True)
    assert (capsys.readouterr().out, status) == ("", 0)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program, of its rulebooks and of the tool."""
    for name in ("orgrules", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    if TOOL.exists():
        (tmp_path / ".ci").mkdir()
        shutil.copy(TOOL, tmp_path / ".ci")
    return tmp_path


def _untranslated(catalog: Any, _path: Path) -> None:
    catalog.get("Read no settings file.").string = ""


def _guessed(catalog: Any, _path: Path) -> None:
    catalog.get("Read no settings file.").flags.add("fuzzy")


def _renamed(catalog: Any, _path: Path) -> None:
    catalog.get("not TOML: {reason}").string = "不是有效的 TOML：{grund}"


def _formatted_otherwise(catalog: Any, _path: Path) -> None:
    catalog.get("a whole number of more than {most:,} digits").string = "整数超过 {most} 位"


def _in_one_paragraph(catalog: Any, _path: Path) -> None:
    long = next(message for message in catalog if str(message.id).count("\n\n") == 2 and "PATH" in message.id)
    long.string = long.string.replace("\n\n", "")


def _unsaid(catalog: Any, _path: Path) -> None:
    catalog.add("what nobody says", "没有人说的话")


def _not_compiled(_catalog: Any, path: Path) -> None:
    path.with_suffix(".mo").write_bytes(b"")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (_untranslated, "not translated: 'Read no settings file.'"),
        (_guessed, "a guess: 'Read no settings file.'"),
        (_renamed, "other placeholders: 'not TOML: {reason}'"),
        (_formatted_otherwise, "other placeholders: 'a whole number of more than {most:,} digits'"),
        (_in_one_paragraph, "other paragraphs: "),
        (_unsaid, "the code says other sentences"),
        (_not_compiled, "the .mo is not that of the .po"),
    ],
)
def test_each_fault_of_a_catalog_is_told(
    copy: Path, capsys: pytest.CaptureFixture[str], fault: Callable[[Any, Path], None], told: str
) -> None:
    tool = tool_of(copy)
    path = copy / "orgrules" / "locale" / "zh" / "LC_MESSAGES" / "orgrules.po"
    tool.main(check=True)
    before = capsys.readouterr().out
    assert told not in before
    catalog = tool.read(path, "zh")
    fault(catalog, path)
    path.write_bytes(tool.written(catalog))
    if fault is not _not_compiled:
        path.with_suffix(".mo").write_bytes(tool.compiled(catalog))
    assert tool.main(check=True) == 1
    assert told in capsys.readouterr().out


def test_a_further_language_is_one_file(copy: Path) -> None:
    tool = tool_of(copy)
    path = copy / "orgrules" / "locale" / "de" / "LC_MESSAGES" / "orgrules.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Read no settings file."\nmsgstr "Keine Einstellungsdatei lesen."\n\n'
        'msgid "; see {command} --help"\nmsgstr "; siehe {command} --help"\n',
        "utf-8",
    )
    path.with_suffix(".mo").write_bytes(tool.compiled(tool.read(path, "de")))
    env = {"PYTHONPATH": str(copy)}
    said = run("check", "--lang", "de", "--help", cwd=copy, env=env).stdout
    assert "Keine Einstellungsdatei lesen." in said
    assert "Check designs, and report every rule that is broken." in said  # what the file does not have
    assert "--lang [en|de|zh]" in said
    assert (
        run("--lang", "de", "check", cwd=copy, env=env).stderr
        == "orgrules: Missing argument 'PATH…'; siehe orgrules check --help\n"
    )
    for name in ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab", "csv"):
        done = run("check", "--lang", "de", SAMPLES / "en" / "faulty-flat.yaml", "--format", name, cwd=copy, env=env)
        assert (name, done.returncode, done.stderr) == (name, 1, "")


COUNT = """
import importlib, pkgutil
import orgrules
from orgrules import locale
asked = []
found = locale._catalog
locale._catalog = lambda language: asked.append(language) or found(language)
with locale.speaking("zh"):
    for module in pkgutil.walk_packages(orgrules.__path__, "orgrules."):
        importlib.import_module(module.name)
    print(len(asked))
    locale._("Read no settings file."), locale.ngettext("a", "b", 1), locale.pgettext("a", "b"), dict(locale.EveryLanguage("a"))
    print(len(asked))
"""


def test_nothing_is_translated_when_modules_are_imported() -> None:
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.split(), done.stderr) == (["0", "5"], "")


# ---------------------------------------------------------------------------------------- which language is spoken

NOBODY = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}


@pytest.mark.parametrize(
    ("arguments", "env", "chinese"),
    [
        ([], {}, False),
        (["--lang", "zh"], {}, True),
        (["--lang=zh"], {}, True),
        (["--lang", "zh"], {"LC_ALL": "en_US.UTF-8", "ORGRULES_LANGUAGE": "en"}, True),
        (["--lang=en"], {"LC_ALL": "zh_CN.UTF-8", "ORGRULES_LANGUAGE": "zh"}, False),
        ([], {"ORGRULES_LANG": "zh"}, True),
        ([], {"ORGRULES_LANGUAGE": "zh"}, True),
        ([], {"ORGRULES_LANG": "en", "ORGRULES_LANGUAGE": "zh"}, True),
        ([], {"ORGRULES_LANG": "zh", "ORGRULES_LANGUAGE": "en"}, False),
        ([], {"ORGRULES_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, False),
        ([], {"LC_ALL": "zh_CN.UTF-8"}, True),
        ([], {"LC_MESSAGES": "zh_CN.UTF-8"}, True),
        ([], {"LANG": "zh_TW.UTF-8"}, True),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, True),
        ([], {"LC_MESSAGES": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
    ],
)
def test_the_language_is_known_before_options_are_parsed(
    tmp_path: Path, arguments: list[str], env: dict[str, str], chinese: bool
) -> None:
    env = {**NOBODY, "HOME": str(tmp_path), **env}
    for words in ([*arguments, "check", "--help"], ["check", "--help", *arguments], ["check", *arguments, "--help"]):
        assert run(*words, cwd=tmp_path, env=env).stdout.startswith("用法：" if chinese else "Usage: ")
    # what is wrong with the options is said in it too, and then the settings have it
    wrong = run("check", *arguments, "--lagn", cwd=tmp_path, env=env)
    assert (wrong.returncode, ("没有" in wrong.stderr, "No such" in wrong.stderr)) == (2, (chinese, not chinese))
    for words in (["check", *arguments], [*arguments, "check"]):
        shown = run(*words, "--show-settings", cwd=tmp_path, env=env).stdout
        assert re.search(r"^language +(\w+)", shown, re.MULTILINE)[1] == ("zh" if chinese else "en")  # type: ignore[index]
        assert ("默认值" in shown) is chinese


def test_the_nearest_option_counts_and_what_is_none_does_not(tmp_path: Path) -> None:
    assert "默认值" in run("--lang", "en", "check", "--lang", "zh", "--show-settings", cwd=tmp_path).stdout
    assert "default" in run("--lang", "zh", "check", "--lang", "en", "--show-settings", cwd=tmp_path).stdout
    named = run("check", "--", "--lang", "zh", cwd=tmp_path)  # two files
    assert (named.returncode, named.stderr.count("no such file or directory")) == (2, 2)


@pytest.mark.parametrize(("locale", "said"), [("C", "Invalid value for '--lang': 'fr' is not one of"), ("zh_CN", "的值无效")])
def test_a_language_that_nobody_speaks_is_told_in_one_that_is_spoken(tmp_path: Path, locale: str, said: str) -> None:
    for words in (["check", "--lang", "fr", "x.yaml"], ["--lang=fr", "check", "x.yaml"]):
        done = run(*words, cwd=tmp_path, env={"LC_ALL": locale})
        assert (done.returncode, done.stdout, said in done.stderr) == (2, "", True)
    for variable in ("ORGRULES_LANG", "ORGRULES_LANGUAGE"):
        done = run("check", "x.yaml", cwd=tmp_path, env={"LC_ALL": locale, variable: "fr"})
        assert (done.returncode, done.stdout, done.stderr.startswith(f"orgrules: {variable}")) == (2, "", True)


def test_the_settings_file_decides_about_the_report(tmp_path: Path) -> None:
    (tmp_path / "orgrules.yaml").write_text("language: zh\n", "utf-8")
    assert "默认值" in run("check", "--show-settings", cwd=tmp_path).stdout
    assert "default" in run("check", "--show-settings", "--lang", "en", cwd=tmp_path).stdout


# ---------------------------------------------------------------------------------------- no English in Chinese

#: Three or more English words in a row are a sentence, or a part of one.
LEAST_WORDS = 3
_WORD = re.compile(r"[A-Z]?[a-z]+(?:['’-][a-z]+)?")
_QUOTED = re.compile(r"“[^”]*”|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`")
#: What is no sentence of the program in its output, and why.
ALLOWED = (
    (re.compile(r"规则原文\n(?:  .*\n)+"), "explain shows a rule as it stands in its file, in all languages of the file"),
    (re.compile(r"orgrules [a-z]+(?: --?[a-z-]+)*"), "a command to be typed"),
)


def english(text: str, *, quotations: bool = True, wrapped: bool = False) -> list[str]:
    """The runs of English words in a text; what stands between quotation marks is somebody else's, unless told otherwise.

    A run ends with its line, unless the lines are ``wrapped``.
    """
    for pattern, _why in ALLOWED:
        text = pattern.sub(" / ", text)
    if not wrapped:
        text = text.replace("\n", " / ")
    if quotations:
        text = _QUOTED.sub(" / ", text)
    found: list[str] = []
    run_of: list[str] = []
    for token in [*re.split(r"\s+|(?<=[一-鿿，。；：（）、“”])|(?=[一-鿿，。；：（）、“”])", text), "/"]:
        word = token.strip(".,;:!?()[]…")
        if _WORD.fullmatch(word) and (run_of or word.islower() or len(word) > 1):
            run_of.append(word)
            continue
        if len(run_of) >= LEAST_WORDS and sum(each.islower() for each in run_of) >= LEAST_WORDS - 1:
            found.append(" ".join(run_of))
        run_of = []
    return found


def test_what_english_is() -> None:
    assert english("Draw the org chart of a design") == ["Draw the org chart of a design"]
    assert english("无法读取：no such file or directory") == ["no such file or directory"]
    assert english("“no such file”不存在，见 hierarchy/one-root 和 --fail-on never") == []
    assert english("orgrules check design.yaml") == []
    assert english("who is\nthe manager") == []
    assert english("who is\nthe manager", wrapped=True) == ["who is the manager"]
    assert english("总经理的上级为“General manager of all”") == []


def texts_of(output: str, name: str) -> str:
    """What people read of an output in a format: no keys, no markup."""
    if name in ("json", "sarif", "gitlab"):
        return "\n".join(strings(json.loads(output)))
    if name in ("junit", "svg"):
        tree = ElementTree.fromstring(output.encode())
        read = [part for element in tree.iter() for part in (element.text, element.tail, element.get("message"))]
        return "\n".join(filter(None, read))
    if name == "html":
        output = re.sub(r"<(script|style)\b.*?</\1>", "", output, flags=re.DOTALL)
        attributes = re.findall(r"\b(?:title|aria-label|placeholder|alt)=\"([^\"]*)\"", output)
        return unescape("\n".join([*re.split(r"<[^>]*>", output), *attributes]))
    if name == "github":
        return output.replace("::", "\n").replace("%0A", "\n")
    return output


def strings(data: Any) -> Iterator[str]:
    """The texts in plain data; the program's own names for things are not for reading, nor are texts in other languages."""
    match data:
        case dict():
            for key, value in data.items():
                if key not in ("$schema", "id", "ruleId", "rule", "uri", "en", "diff"):
                    yield from strings(value)
        case list():
            for value in data:
                yield from strings(value)
        case str():
            yield data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Designs, settings and rulebooks, good ones and bad ones; nothing in them is English but what the program asks for."""
    folder = tmp_path_factory.mktemp("chinese")
    (folder / ".git").mkdir()
    shutil.copy(SAMPLES / "zh" / "correct-nested.yaml", folder / "good.yaml")
    shutil.copy(SAMPLES / "zh" / "faulty-nested.yaml", folder / "faulty.yaml")
    for name, text in BAD_DESIGNS.items():
        (folder / name).write_text(text, "utf-8")
    for name, text in (*BAD_SETTINGS.items(), *TABLES.items()):
        (folder / name).write_text(text, "utf-8")
    (folder / "handbook.md").write_text(HANDBOOK, "utf-8")
    (folder / "known.json").write_text('{"version": 7, "findings": []}', "utf-8")
    write_rulebook(folder, {"甲/乙.yaml": "name: 名称\neach: nothing\nrequire: {titel: 甲}\nmessage: '{unknown}'\nfixx: 甲\n"})
    write_rulebook(folder, {"rulebook.yaml": "rulebook: 7\nextends: nowhere\n"}, "broken")
    return folder


#: Tables of which something is to be said: an id without its zeros, somebody who left, a sum, units and their head.
TABLES = {
    "people.csv": (
        "工号,姓名,岗位,部门id,上级工号,状态,年龄\n001,张一,总经理,1,,在职,50\n002,李二,销售总监,2,1,在职,\n"
        "003,王三,司机,2,张一,,\n004,赵四,司机,2,005,,\n005,钱五,司机,2,002,离职,\n合计,5,,,,,\n"
    ),
    "units.csv": "dept_id,dept_name,parent_id,leader\n1,总部,0,\n2,销售部,1,002\n",
    "titles.csv": "工号,职务,岗位\n1,总经理,经理\n",
    "empty.csv": "",
}
#: Job descriptions of which something is to be decided, and something is in no field.
HANDBOOK = (
    "# 岗位手册\n\n## 一、销售总监\n\n直接上级：总经理\n\n下属岗位：业务员\n\n岗位职责：\n\n1、制定销售计划\n\n"
    "## 二、业务员\n\n直接上级：销售总监\n\n岗位职责：\n\n1、拜访客户\n\n任职资格：\n\n1、大专以上学历\n"
)
BAD_DESIGNS = {
    "broken.yaml": "positions: [\n  - {title: 总经理\n",
    "tabs.yaml": "positions:\n\t- title: 总经理\n",
    "list.yaml": "- 总经理\n",
    "keys.yaml": "positions:\n  - {titel: 总经理, headcount: 很多, holders: 7, reports_to: [甲, 乙]}\n  - 总经理\nunits: 7\n",
    "twice.yaml": "positions: [{title: 总经理, title: 经理}]\n",
    "include.yaml": "include: [没有.yaml]\npositions: [{title: 总经理}]\n",
    "waivers.yaml": (
        "waivers:\n  - {rule: hierarchy/cycel, reason: 已批准, until: 2030-01-01}\n  - {rule: units/*, reason: 已批准}\n"
        "  - {rule: hierarchy/cycle, reason: 已批准, until: 2020-01-01}\n  - {rule: units/cycle, reason: 已批准}\n"
        "  - {rule: waivers/unused, reason: 已批准, until: 2030-01-01}\n"
        "positions:\n  - {title: 总经理}  # orgrules: ignore hierarchy\n"
        "  - {title: 销售总监, reports_to: 总经理}  # orgrules: ignore[units/cycle] -- , until 甲\n"
    ),
}
BAD_SETTINGS = {
    "keys.settings": "langauge: zh\nfail-on: nope\nlimits: 3\noverrides: [{ignore: 甲}]\nwaivers: [{rule: 甲}]\nencoding: 甲\n",
    "rulebooks.settings": "rulebooks: [nowhere, sales-organisation]\n",
    "rules.settings": "ignore: [hierarchy/cycel]\nmandatory: [units/cycle]\nseverity: {units/cycle: info}\n",
    "list.settings": "- 甲\n",
    "none.toml": "[tool.other]\n",
    "broken.toml": "[tool.orgrules\n",
    "value.toml": "[tool.orgrules]\nlanguage =\n",
    "string.toml": '[tool.orgrules]\nlanguage = "zh\n',
}

#: What each command does where all is well, and with which exit status; then what else it prints.
SUCCESSES: dict[str, list[tuple[int, list[str]]]] = {
    "baseline": [(0, ["good.yaml", "faulty.yaml", "waivers.yaml", "-o", "written.json"])],
    "chart": [(0, ["faulty.yaml", "--format", name]) for name in ("html", "svg", "mermaid", "dot")],
    "check": [
        (0, ["good.yaml"]),
        (1, ["waivers.yaml"]),
        (0, ["--show-settings"]),
        (1, ["faulty.yaml", "--strict", "--ignore", "units/*", "--baseline", "known.json"]),
        *((1, ["faulty.yaml", "--format", name]) for name in ("text", "json", "markdown", "html", "sarif", "junit", "github")),
        *((1, ["faulty.yaml", "--format", name]) for name in ("gitlab", "csv")),
    ],
    "compare": [(1, ["good.yaml", "faulty.yaml", "--format", name]) for name in ("text", "json", "markdown", "html")],
    "draft": [(0, ["handbook.md", "-o", "drafted"]), (0, ["handbook.md", "-o", "drafted", "--all"])],
    "explain": [(0, ["hierarchy/cycle"]), (0, ["waivers/unused"]), (0, ["--facts"])],
    "fix": [(1, ["faulty.yaml", *words]) for words in ([], ["--format", "json"], ["--select", "manager,1"], ["--ignore", "*"])],
    "import": [
        (0, ["people.csv"]),
        (0, ["people.csv", "units.csv", "-o", "new-design.yaml", "--write-map", "-"]),
        (0, ["units.csv"]),
    ],
    "init": [(0, ["new.yaml"]), (0, ["new-rulebook", "--rulebook"])],
    "read": [(0, ["faulty.yaml", "--format", name]) for name in ("text", "json", "csv")],
    "rules": [(0, []), (0, ["--statements"]), (0, ["--format", "json"])],
    "schema": [],  # a JSON Schema describes a format to programs and editors, in English
    "test": [(0, ["organization-basics"])],
    "why": [(0, ["faulty.yaml", "{position}"])],
}
#: How each command is called well, as the beginning of calling it badly.
GOOD: dict[str, list[str]] = {
    "baseline": ["good.yaml", "-o", "spare.json"],
    "chart": ["good.yaml"],
    "check": ["good.yaml"],
    "compare": ["good.yaml", "good.yaml"],
    "draft": ["handbook.md", "-o", "spare"],
    "explain": ["hierarchy/cycle"],
    "fix": ["good.yaml"],
    "import": ["people.csv"],
    "init": ["good.yaml"],  # nothing is overwritten
    "read": ["good.yaml"],
    "rules": [],
    "schema": ["design"],
    "test": ["organization-basics"],
    "why": ["good.yaml", "总经理"],
}


def has(command: str, option: str) -> bool:
    """Whether a command has an option."""
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    return any(option in parameter.opts for parameter in found.params)


def failures() -> Iterator[tuple[str, ...]]:
    """What goes wrong, for every command that it can go wrong with."""
    for command, words in GOOD.items():
        yield (command, "--nonsense")
        yield (command, *words, "--formt")
        if command not in ("init", "rules", "baseline", "test"):
            yield (command,)
        if command in ("init", "schema"):
            yield (command, *([] if command == "schema" else words), "good.yaml")
        if "good.yaml" in words and command != "init":
            for name in ("missing.yaml", *BAD_DESIGNS):
                if name != "waivers.yaml":
                    yield (command, *[name if word == "good.yaml" else word for word in words])
        rulebooks = ["--rulebook"] if has(command, "--rulebook") and command != "init" else []
        if rulebooks or command == "test":
            for name in ("sales-organisation", "house", "broken", "good.yaml"):
                yield (command, *(words if rulebooks else []), *rulebooks, name)
        if has(command, "--config"):
            yield (command, *words, "--config", "keys.settings")
            yield (command, *words, "--config", "keys.settings", "--isolated")
        if has(command, "--select"):
            yield (command, *words, "--select", "hierarchy/cycel")
        if has(command, "--format") and command != "schema":
            yield (command, *words, "--format", "jsno")
    for name in ("missing.settings", *BAD_SETTINGS):
        yield ("check", "good.yaml", "--config", name)
    yield ("check", "good.yaml", "--baseline", "known.json")
    yield ("check", "good.yaml", "--baseline", "missing.json")
    yield ("check", "nowhere/", "--engine", "nothing")
    yield ("check", "good.yaml", "--encoding", "nothing")
    yield ("check", "good.yaml", "--fail-on", "nothing")
    yield ("check", "good.yaml", "--select", "units/*", "--ignore", "units/*")
    yield ("check", "good.yaml", "--format", "json", "--format", "html")
    yield ("check", "good.yaml", "--format", "json=nowhere/x.json")
    yield ("check", "people.csv", "--map", "good.yaml")
    yield ("check", "people.csv", "--map", "missing.yaml")
    yield from (("import", name) for name in ("good.yaml", "missing.csv", "titles.csv", "empty.csv"))
    yield from (("import", "people.csv", "-o", name) for name in ("people.csv", ".", "nowhere/design.yaml"))
    yield ("import", "people.csv", "good.yaml")
    yield from (("draft", name, "-o", "spare") for name in ("missing.md", "empty.csv", "units.csv", "*.docx"))
    yield from (("draft", "handbook.md", "-o", name) for name in ("good.yaml", ".", "house", "！！"))
    yield ("draft", "handbook.md", "-o", "spare", "--name", "X Y")
    yield ("explain", "hierarchy/cycel")
    yield ("fix", "faulty.yaml", "--select", "999")
    yield ("fix", "faulty.yaml", "-o", "good.yaml")
    yield ("fix", "good.yaml", "--interactive")
    yield ("check", "faulty.yaml", "--fixes", "--with", "good.yaml")
    yield ("why", "good.yaml", "没有这样的岗位")
    yield ("chek", "good.yaml")
    yield ("good.yaml",)


def chinese(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program in Chinese, as someone who asks for it on the command line has it."""
    return run("--lang", "zh", *words, cwd=folder, env={"HOME": str(folder), "COLUMNS": "200"})


def test_every_command_is_looked_at() -> None:
    assert tuple(SUCCESSES) == tuple(GOOD) == COMMANDS


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "orgrules")
def test_help_is_chinese(folder: Path, words: list[str]) -> None:
    done = chinese(folder, *words, "--help")
    assert (done.returncode, done.stderr, english(done.stdout, wrapped=True)) == (0, "", [])


@pytest.mark.parametrize(
    ("command", "status", "words"),
    [(command, status, words) for command, calls in SUCCESSES.items() for status, words in calls],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_output_is_chinese(folder: Path, command: str, status: int, words: Sequence[str]) -> None:
    if "--baseline" in words:
        assert chinese(folder, "baseline", "good.yaml", "faulty.yaml", "-o", "kept.json").returncode == 0
        words = [{"known.json": "kept.json"}.get(word, word) for word in words]
    for name in ("new.yaml", "written.json"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "new-rulebook", ignore_errors=True)
    words = [word.format(position="总经理") for word in words]
    done = chinese(folder, command, *words)
    assert (done.returncode, english(done.stderr)) == (status, [])
    name = words[words.index("--format") + 1] if "--format" in words else "text"
    # a rule in its written form is data, and so are the lines of a diff
    output = done.stdout
    if (command, name) == ("fix", "text"):
        output = re.sub(r"^(?:@@|[ +-](?!   \S)).*\n", "", output, flags=re.MULTILINE)
    assert english(texts_of(output.partition("规则的书写形式")[0], name), quotations=name == "text") == []


@pytest.mark.parametrize("words", list(failures()), ids=" ".join)
def test_errors_are_chinese(folder: Path, words: tuple[str, ...]) -> None:
    done = chinese(folder, *words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert (english(done.stderr), english(done.stdout)) == ([], [])


def test_an_internal_error_and_a_full_disk_are_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import orgrules.tasks.check\ndef check(*_, **__): raise ValueError('x')\norgrules.tasks.check.check = check\n", "utf-8"
    )
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = run("--lang", "zh", "check", "x.yaml", cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr.startswith("orgrules: 内部错误：ValueError: x"), english(done.stderr)) == (2, True, [])
