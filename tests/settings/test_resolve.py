"""Which settings hold: the command line before the environment before the nearest file before the defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from orgrules.errors import OrgrulesError
from orgrules.files.globs import Globs
from orgrules.findings import Severity
from orgrules.settings import Origin, Settings
from orgrules.settings.resolve import resolve

LAYERS = ("file", "environment", "command line")
#: For each setting that all three can give: how a file, a variable and the command line say it, and what it is then.
SAID: dict[str, tuple[tuple[Any, Any], ...]] = {
    "language": (("zh", "zh"), ("en", "en"), ("zh", "zh")),
    "fail_on": (("info", Severity.INFO), ("never", None), ("warning", Severity.WARNING)),
    "select": (("a/*", ("a/*",)), ("b/c, b/d", ("b/c", "b/d")), (("c/d",), ("c/d",))),
    "ignore": (("a/*", ("a/*",)), ("b/c", ("b/c",)), (("c/d",), ("c/d",))),
    "exclude": (("old/", Globs(("old/",))), ("x,y", Globs(("x", "y"))), (("z",), Globs(("z",)))),
    "engine": (("durable", "durable"), ("reference", "reference"), ("durable", "durable")),
    "encoding": (("gb18030", "gb18030"), ("big5", "big5"), ("utf-16", "utf-16")),
    "baseline": (("a.json", "a.json"), ("b.json", "b.json"), ("c.json", "c.json")),
    "rulebooks": (
        ("sales-organization", ("sales-organization",)),
        ("organization-basics", ("organization-basics",)),
        (("x",), ("x",)),
    ),
}


def resolved(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    environment: Mapping[str, str] | None = None,
    config: str | None = None,
    isolated: bool = False,
    defaults: Settings = Settings(),  # noqa: B008 - frozen
    note: Callable[[str], object] = str,
    **given: Any,
) -> Settings:
    """The settings of a run in a folder."""
    monkeypatch.chdir(folder)
    return resolve(given, environment or {}, config=config, isolated=isolated, defaults=defaults, note=note)


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> list[str]:
    """What the user is told of settings that cannot be."""
    with pytest.raises(OrgrulesError) as raised:
        resolved(folder, monkeypatch, **options)
    return str(raised.value).splitlines()


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("layers", [layers for layers in product((False, True), repeat=3) if any(layers)])
def test_the_last_layer_that_says_something_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, layers: tuple[bool, bool, bool]
) -> None:
    (in_file, _), (in_variable, _), (on_line, _) = SAID[name]
    key = name.replace("_", "-")
    (tmp_path / "orgrules.yaml").write_text(f"{key}: {in_file}\n" if layers[0] else "{}", "utf-8")
    environment = {f"ORGRULES_{name.upper()}": in_variable} if layers[1] else {}
    found = resolved(tmp_path, monkeypatch, environment=environment, **({name: on_line} if layers[2] else {}))
    winner = max(index for index, says in enumerate(layers) if says)
    assert getattr(found, name) == SAID[name][winner][1]
    origins = (f"orgrules.yaml:1:{len(key) + 3}", f"ORGRULES_{name.upper()}", "command line")
    assert str(found.origin(name)) == origins[winner]


def test_without_anything_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = resolved(tmp_path, monkeypatch, isolated=True)
    assert plain._replace(origins={}) == Settings()
    assert {str(plain.origin(name)) for name in plain._fields if name != "config"} == {"default"}
    chinese = Settings(language="zh", origins={"language": Origin("locale")})
    assert str(resolved(tmp_path, monkeypatch, defaults=chinese).origin("language")) == "locale"


def test_the_nearest_file_upwards_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "orgrules.yaml").write_text("language: zh\nbaseline: known.json\nexclude: old/\n", "utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.other]\nlanguage = "en"  # not tool.orgrules\n', "utf-8")
    found = resolved(inner, monkeypatch)
    assert (found.language, found.config) == ("zh", "../../orgrules.yaml")
    assert str(found.origin("language")) == "../../orgrules.yaml:1:11"
    # what the file says of paths is said from its folder
    assert (found.baseline, found.exclude.folder) == ("../../known.json", "../..")
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.orgrules]\nlanguage = "en"\n', "utf-8")
    nearer = resolved(inner, monkeypatch)
    assert (nearer.language, nearer.config, nearer.baseline) == ("en", "../pyproject.toml", None)
    assert str(nearer.origin("language")) == "../pyproject.toml:2:1"


@pytest.mark.parametrize("root", [".git", ".hg", ".svn"])
def test_the_root_of_a_repository_is_the_last_folder_that_is_looked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    inner = tmp_path / "repository" / "a"
    inner.mkdir(parents=True)
    (tmp_path / "orgrules.yaml").write_text("fail-on: never\n", "utf-8")
    assert resolved(inner, monkeypatch).config == "../../orgrules.yaml"
    (tmp_path / "repository" / root).mkdir()
    assert resolved(inner, monkeypatch).config is None
    (tmp_path / "repository" / "orgrules.yaml").write_text("fail-on: never\n", "utf-8")
    assert resolved(inner, monkeypatch).config == "../orgrules.yaml"


def test_a_work_tree_whose_repository_is_elsewhere_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "orgrules.yaml").write_text("fail-on: never\n", "utf-8")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text("gitdir: /elsewhere\n", "utf-8")
    assert resolved(tmp_path / "tree", monkeypatch).config is None


def test_the_home_folder_is_the_last_folder_that_is_looked_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "designs").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    (tmp_path / "orgrules.yaml").write_text("fail-on: never\n", "utf-8")
    assert resolved(home / "designs", monkeypatch).config is None
    (home / "orgrules.yaml").write_text("fail-on: never\n", "utf-8")
    assert resolved(home / "designs", monkeypatch).config == "../orgrules.yaml"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only the administrator can give files away")
def test_a_file_that_somebody_else_put_into_an_open_folder_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUDO_UID", raising=False)
    inner = tmp_path / "open" / "a"
    inner.mkdir(parents=True)
    (tmp_path / "orgrules.yaml").write_text("language: zh\n", "utf-8")
    planted = tmp_path / "open" / "orgrules.yaml"
    planted.write_text("fail-on: never\n", "utf-8")
    os.chown(planted, 4711, -1)
    notes: list[str] = []
    assert resolved(inner, monkeypatch, note=notes.append).config == "../orgrules.yaml"  # only its owner may write there
    assert notes == []
    message = (
        "../orgrules.yaml is passed over: it belongs to somebody else, in a folder that others may write to; --config takes it"
    )
    for mode in (0o777, 0o1777, 0o775):
        (tmp_path / "open").chmod(mode)
        assert resolved(inner, monkeypatch, note=notes.append).config == "../../orgrules.yaml"
        assert notes.pop() == message
    assert resolved(inner, monkeypatch, config="../orgrules.yaml").config == "../orgrules.yaml"
    os.chown(planted, 0, -1)
    assert resolved(inner, monkeypatch, note=notes.append).config == "../orgrules.yaml"
    planted.unlink()
    planted.symlink_to(tmp_path / "orgrules.yaml")  # a link to what is ours, put there by another
    os.chown(planted, 4711, -1, follow_symlinks=False)
    assert resolved(inner, monkeypatch, note=notes.append).config == "../../orgrules.yaml"
    assert notes == [message]


def test_two_files_in_one_folder_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "orgrules.yaml").write_text("{}", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.orgrules]\n", "utf-8")
    expected = "orgrules.yaml:1:1: pyproject.toml beside it holds settings too; keep one of the two"
    assert told(tmp_path, monkeypatch) == [expected]
    assert resolved(tmp_path, monkeypatch, isolated=True).config is None
    assert resolved(tmp_path, monkeypatch, config="pyproject.toml").config == "pyproject.toml"


@pytest.mark.parametrize("table", ["[tool.orgrules]", "[ tool . orgrules ]", '[tool."orgrules"]', "[[tool.orgrules.waivers]]"])
def test_every_spelling_of_the_table_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    entry = 'rule = "units/cycle"\nreason = "Known."\n' if "waivers" in table else ""
    (tmp_path / "pyproject.toml").write_text(f"{table}\n{entry}", "utf-8")
    assert resolved(tmp_path, monkeypatch).config == "pyproject.toml"


def test_a_named_file_and_none_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "orgrules.yaml").write_text("language: zh\n", "utf-8")
    (tmp_path / "other.yaml").write_text("fail-on: info\n", "utf-8")
    environment = {"ORGRULES_CONFIG": "orgrules.yaml"}
    named = resolved(tmp_path, monkeypatch, config="other.yaml", environment=environment)
    assert (named.fail_on, named.language, str(named.origin("config"))) == (Severity.INFO, "en", "command line")
    assert str(resolved(tmp_path, monkeypatch, environment=environment).origin("config")) == "ORGRULES_CONFIG"
    isolated = resolved(tmp_path, monkeypatch, isolated=True, environment={**environment, "ORGRULES_FAIL_ON": "never"})
    assert (isolated.language, isolated.fail_on, isolated.config) == ("en", None, None)
    both = told(tmp_path, monkeypatch, config="other.yaml", isolated=True)
    assert both == ["--config names a settings file, and --isolated says that none is read; give one of the two"]
    assert told(tmp_path, monkeypatch, config="none.yaml") == ["none.yaml:1:1: cannot be read: no such file or directory"]
    assert told(tmp_path, monkeypatch, config="none.toml") == ["none.toml:1:1: cannot be read: no such file or directory"]


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ORGRULES_LANGUAGE", "fr", 'ORGRULES_LANGUAGE: expected one of en, zh, found "fr"'),
        (
            "ORGRULES_FAIL_ON",
            "errors",
            'ORGRULES_FAIL_ON: expected one of error, warning, info, never, found "errors"; did you mean "error"?',
        ),
        ("ORGRULES_FAILON", "error", "ORGRULES_FAILON is no setting; did you mean ORGRULES_FAIL_ON?"),
        ("ORGRULES_LANGAUGE", "zh", "ORGRULES_LANGAUGE is no setting; did you mean ORGRULES_LANGUAGE?"),
        ("ORGRULES_LANG", "xx", 'ORGRULES_LANG: expected one of en, zh, found "xx"'),
        ("ORGRULES_RULEBOOK", "x", "ORGRULES_RULEBOOK is no setting; did you mean ORGRULES_RULEBOOKS?"),
    ],
)
def test_a_wrong_variable_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    assert told(tmp_path, monkeypatch, environment={variable: value}) == [message]


def test_variables_of_others_and_empty_ones_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"ORGRULES_VERSION": "1.0", "ORGRULES_LANGUAGE": "", "LANGUAGE": "zh"}
    assert resolved(tmp_path, monkeypatch, environment=environment).language == "en"


def test_a_folder_that_was_removed_has_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert resolve({}, {}).config is None
