"""Which rulebooks a check uses: the default ones, others by name or by folder, and what is said of a name that is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orgrules.errors import UsageError
from orgrules.rulebook.library import find_rulebook, load_library
from orgrules.rulebook.shipped import shipped_folder, shipped_rulebooks
from tests.helpers import run
from tests.rulebook.authoring import load, write_rulebook

NOT_FOUND = "is no shipped rulebook and no folder with a rulebook.yaml"
RULE = {"a/rule.yaml": "name: N\neach: position\nrequire: {title: Cook}\n"}


def names(*rulebooks: str) -> list[str]:
    """The names of what is loaded."""
    return [rulebook.name for rulebook in load_library(rulebooks).rulebooks]


def test_the_default_rulebooks_are_the_basics_and_the_sales_organization() -> None:
    assert names() == ["organization-basics", "sales-organization"]


def test_every_shipped_rulebook_is_listed() -> None:
    assert shipped_rulebooks() == ["organization-basics", "sales-organization"]


def test_naming_a_rulebook_replaces_the_sales_organization_and_not_the_basics(tmp_path: Path) -> None:
    house = write_rulebook(tmp_path, RULE)
    assert names(str(house)) == ["organization-basics", "house"]
    assert names("organization-basics") == ["organization-basics"]
    assert names("sales-organization") == ["organization-basics", "sales-organization"]
    assert names(str(house), "sales-organization") == ["organization-basics", "house", "sales-organization"]


def test_a_rulebook_named_twice_is_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_rulebook(tmp_path, RULE)
    monkeypatch.chdir(tmp_path)
    assert names("sales-organization", "sales-organization") == ["organization-basics", "sales-organization"]
    assert names("house", "./house", "house/rulebook.yaml", str(tmp_path / "house")) == ["organization-basics", "house"]


def test_a_rulebook_is_found_by_its_folder_or_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = write_rulebook(tmp_path, RULE)
    monkeypatch.chdir(tmp_path)
    for name in ("house", "./house", "house/", "house/rulebook.yaml", str(house), str(house / "rulebook.yaml")):
        assert names(name) == ["organization-basics", "house"], name
    monkeypatch.chdir(house)
    for name in (".", "rulebook.yaml", "../house"):
        assert names(name) == ["organization-basics", "house"], name


def test_a_shipped_name_means_the_shipped_rulebook_and_a_path_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_rulebook(tmp_path, RULE, "sales-organization")
    monkeypatch.chdir(tmp_path)
    assert find_rulebook("sales-organization") == shipped_folder() / "sales-organization"
    assert find_rulebook("./sales-organization").resolve() == tmp_path / "sales-organization"
    assert "a/rule" not in {rule.id for rule in load_library(["sales-organization"]).rules}
    assert "a/rule" in {rule.id for rule in load_library(["./sales-organization"]).rules}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "sales-organisation",
            f'"sales-organisation" {NOT_FOUND}; did you mean "sales-organization"?',
        ),
        (
            "organisation-basics",
            f'"organisation-basics" {NOT_FOUND}; did you mean "organization-basics"?',
        ),
        (
            "cooking",
            f'"cooking" {NOT_FOUND}; shipped are organization-basics, sales-organization',
        ),
        ("", f'"" {NOT_FOUND}; shipped are organization-basics, sales-organization'),
        (
            "no/such\nplace",
            f'"no/such\\nplace" {NOT_FOUND}; shipped are organization-basics, sales-organization',
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        load_library([name])
    assert str(caught.value) == message


def test_an_unknown_name_is_an_error_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: Cook}]\n", "utf-8")
    done = run("check", "design.yaml", "--rulebook", "sales-organisation", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f'orgrules: "sales-organisation" {NOT_FOUND}; did you mean "sales-organization"?\n',
    )


def test_a_rulebook_tells_its_version_names_and_statements(tmp_path: Path) -> None:
    files = {
        "rulebook.yaml": """\
            rulebook: house
            version: 1.10
            name: {en: House rules, zh: 内部规则}
            documents: {law: {title: Law, statements: law.tsv}}
            not_checkable: {l.2: {en: Nobody can tell, zh: 无从得知}}
            """,
        "law.tsv": "id\tkind\ten\tzh\r\nl.1\tduty\tOne\t一\r\n\r\nl.2\tduty\tTwo\t\r\n",
    }
    [_, house] = load(tmp_path, files).rulebooks
    assert (house.name, house.version, house.title, house.extends) == (
        "house",
        "1.10",
        {"en": "House rules", "zh": "内部规则"},
        None,
    )
    assert [(statement.document, statement.id, statement.gloss) for statement in house.statements] == [
        ("law", "l.1", {"en": "One", "zh": "一"}),
        ("law", "l.2", {"en": "Two"}),
    ]
    assert house.not_checkable == {"l.2": {"en": "Nobody can tell", "zh": "无从得知"}}
    assert house.path == (tmp_path / "house").as_posix()


def test_a_gloss_keeps_every_character_of_its_cell(tmp_path: Path) -> None:
    files = {
        "rulebook.yaml": "rulebook: house\nversion: 1\nname: H\ndocuments: {law: {title: Law, statements: law.tsv}}\n",
        "law.tsv": "id\tkind\ten\tzh\nl.1\tduty\tOne\u2028line, \x85one\x0c \x1cstatement\t一\n",
    }
    [_, house] = load(tmp_path, files).rulebooks
    assert [statement.gloss["en"] for statement in house.statements] == ["One\u2028line, \x85one\x0c \x1cstatement"]


def test_rules_come_in_the_order_of_rulebooks_profiles_and_files(tmp_path: Path) -> None:
    rule = RULE["a/rule.yaml"]
    files = {
        "z/first.yaml": rule,
        "b/second.yaml": rule,
        "roles/clerk.yaml": "role: clerk\nname: Clerk\nduties: [{id: tea}]\nreports_to: {role: clerk}\n",
        "roles/baker.yaml": "role: baker\nname: Baker\nmanages: {role: clerk}\n",
    }
    ids = [rule.id for rule in load(tmp_path, files).rules if rule.rulebook == "house"]
    assert ids == ["baker/manages", "clerk/reports-to", "clerk/duties", "b/second", "z/first"]


def test_an_installed_package_finds_the_rulebooks_inside_itself(tmp_path: Path) -> None:
    package = tmp_path / "site" / "orgrules"
    shutil.copytree(Path(find_rulebook.__code__.co_filename).parents[1], package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(shipped_folder(), package / "shipped_rules")
    profile = package / "shipped_rules/sales-organization/roles/sales-manager.yaml"
    profile.write_text(profile.read_text("utf-8").replace("en: Sales manager,", "en: Chief of sales,"), "utf-8")
    (tmp_path / "design.yaml").write_text("positions: [{title: Sales Director, reports: [{title: Store Manager}]}]\n", "utf-8")
    done = run("check", "design.yaml", cwd=tmp_path, env={"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"})
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == (
        "design.yaml:1:48: error [store-manager/reports-to] Store Manager reports to Sales Director instead of Chief of sales."
    )


def test_texts_in_one_language_or_none_in_particular_are_taken_for_both(tmp_path: Path) -> None:
    files = {
        "a/bare.yaml": "name: 名称 Name\neach: position\nrequire: {title: Cook}\nmessage: {zh: 只有中文。}\n",
    }
    [rule] = [rule for rule in load(tmp_path, files).rules if rule.rulebook == "house"]
    assert (rule.name, rule.message) == ({"en": "名称 Name", "zh": "名称 Name"}, {"zh": "只有中文。"})
