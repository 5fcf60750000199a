"""Messages with facts in them: placeholders are filled once, in the order of the text, and never evaluated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.locale import Language
from orgrules.rulebook.templates import check_template, template
from tests.rulebook.authoring import HEAD, findings, load, only_finding

VALUES = {"title": "Cook", "manager.title": None, "id": "{title}", "unit.name": "[[x]]", "empty": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{title} cooks.", "Cook cooks."),
        ("{title}{title}", "CookCook"),
        ("No fact.", "No fact."),
        ("", ""),
        ("{manager.title}", "–"),
        ("{empty}", ""),
        # what is equal is said once
        ("{title} ({unit.name})", "Cook ([[x]])"),
        ("{title} ({title})", "Cook"),
        ("{title}（{title}）", "Cook"),
        ("{title} ({manager.title})", "Cook (–)"),
        # braces for themselves
        ("{{title}}", "{title}"),
        ("{{{title}}}", "{Cook}"),
        ("{{ }} {{", "{ } {"),
        ("{{{{", "{{"),
        # left out where a fact in it is absent
        ("Ask[[ {title}]].", "Ask Cook."),
        ("Ask[[ {manager.title}]].", "Ask."),
        ("Ask[[ {title} or {manager.title}]].", "Ask."),
        ("[[{manager.title}]][[{title}]][[{manager.title}]]", "Cook"),
        ("{manager.title}[[ of {title}]]", "– of Cook"),
        ("Ask[[ anybody]].", "Ask anybody."),
        ("Ask[[ {empty}]].", "Ask ."),
        ("[[two\nlines of {title}]]", "two\nlines of Cook"),
        # brackets for themselves
        ("[{title}] [x] ]] [[", "[Cook] [x] ]] [["),
        ("[[{{{title}}}]]", "{Cook}"),
        # values are not looked into again
        ("{id}", "{title}"),
        ("[[{id}]]", "{title}"),
        ("{unit.name}", "[[x]]"),
        ("[[{unit.name}]] [[{manager.title}]]", "[[x]] "),
    ],
)
def test_a_text_is_filled(text: str, filled: str) -> None:
    assert check_template(text.replace("{empty}", "{id}"), "position") is None
    assert template(text).fill(VALUES.__getitem__) == filled


@given(st.text(st.sampled_from("{}[]xé字% $\n"), max_size=20), st.text(max_size=20))
def test_any_text_is_refused_or_filled_with_values_as_they_are(text: str, value: str) -> None:
    before, after = text[: len(text) // 2], text[len(text) // 2 :]
    said = f"{before}{{title}}{after}"
    if check_template(said, "position") is None:
        filled = template(said).fill(lambda _: value)
        assert value in filled or "{title}" in filled
        assert len(filled) <= len(said) + said.count("{title}") * len(value)


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("{", "position", 'a lone "{"; write "{{" for the character itself'),
        ("a } b", "position", 'a lone "}"; write "}}" for the character itself'),
        ("{title", "position", 'a lone "{"; write "{{" for the character itself'),
        ("{a{title}}", "position", 'a lone "{"; write "{{" for the character itself'),
        ("{}", "position", '{}: "" is no fact of a position'),
        ("{0}", "position", '{0}: "0" is no fact of a position'),
        ("{ title }", "position", '{ title }: " title " is no fact of a position; did you mean "title"?'),
        ("{title!r}", "position", '{title!r}: "title!r" is no fact of a position; did you mean "title"?'),
        ("{title:>20}", "position", '{title:>20}: "title:>20" is no fact of a position'),
        ("{title.__class__}", "position", '{title.__class__}: "title.__class__": "title" is a value; no fact follows it'),
        ("{organization.__init__}", "position", '{organization.__init__}: "organization.__init__" is no fact of an organization'),
        ("{manager[0]}", "position", '{manager[0]}: "manager[0]" is no fact of a position'),
        ("[[{titel}]]", "position", '{titel}: "titel" is no fact of a position; did you mean "title"?'),
        ("{title}", "unit", '{title}: "title" is no fact of a unit'),
        ("{manager}", "position", "{manager} leads to another subject; name one of its facts, such as {manager.title}"),
        ("{holder}", "position", "{holder} leads to another subject; name one of its facts, such as {holder.name}"),
        ("{children}", "unit", "{children} is a collection; say {children.count}"),
    ],
)
def test_a_placeholder_of_no_fact_is_refused(text: str, kind: str, problem: str) -> None:
    found = check_template(text, kind)  # type: ignore[arg-type]  # the table is of kinds
    assert found is not None
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "name", ["expected", "actual", "missing", "extra", "title", "manager.title", "reports.count", "attributes.x.y"]
)
def test_what_a_finding_has_to_say_and_any_fact_may_be_named(name: str) -> None:
    assert check_template(f"{{{name}}}", "position") is None


def rule(message: str, require: str = "{headcount: 0}") -> dict[str, str]:
    """A rulebook whose one rule has this message."""
    return {"a/rule.yaml": f"name: N\neach: position\nrequire: {require}\nmessage: {message}\n"}


@pytest.mark.parametrize(
    "title", ["{id}", "[[x]]", "{{", "}", "[[{manager.title}]]", "%s", "$title", "{title.__class__}", "{0}", "a]] b [[c"]
)
def test_a_title_that_looks_like_a_template_is_shown_as_it_is(title: str, tmp_path: Path) -> None:
    design = {"positions": [{"id": "a", "title": title}]}
    library = load(tmp_path, rule("'{title}: [[of {title}]][[ under {manager.title}]].'"))
    assert only_finding(library, design).message == f"{title}: of {title}."


def test_what_is_expected_of_a_title_is_not_expanded_either(tmp_path: Path) -> None:
    finding = only_finding(
        load(tmp_path, rule("'{expected} / {actual}'", "{title: '{id} [[x]]'}")),
        {"positions": [{"id": "a", "title": "{expected}"}]},
    )
    assert finding.message == "{id} [[x]] / {expected}"


def test_values_are_in_words_of_the_language(tmp_path: Path) -> None:
    files = {
        "rulebook.yaml": HEAD + "unit_types: {office: {en: Office, zh: 办事处}}\n",
        "roles/clerk.yaml": "role: clerk\nname: {en: Clerk, zh: 文员}\nduties: [{id: tea, name: {en: Make tea, zh: 泡茶}}]\n",
        "a/rule.yaml": """\
            name: N
            each: position
            where: {id: c}
            require: {legal_representative: false}
            message: "{role}|{unit.type}|{unit.region_level}|{duties}|{fte}|{headcount}|{legal_representative}\\
              |{requirements.education}|{manager.role}|{attributes.x}|{attributes.y}|{meetings}"
            """,
    }
    design = """\
        units: [{id: u, type: office, region_level: macro-region}]
        positions:
          - id: b
            title: Whoever
            reports:
              - {id: c, title: Clerk, unit: u, duties: [泡茶, sing], fte: 0.5, headcount: 1200, legal_representative: true,
                 requirements: {education: college}, attributes: {x: [1, two, true], y: {a: 1}}, meetings: []}
        """
    library = load(tmp_path, files)
    expected: dict[Language, str] = {
        "en": "Clerk|Office|Macro-region|sing, Make tea|0.5|1200|yes|College|a title that is no known role|1, two, yes"
        "|a: 1|nothing",
        "zh": "文员|办事处|大区|sing、泡茶|0.5|1200|是|大专|名称不对应任何已知角色|1、two、是|a: 1|无",
    }
    for language, message in expected.items():
        found = [finding for finding in findings(library, design, language) if finding.rule == "a/rule"]
        assert [finding.message for finding in found] == [message]


def test_a_message_that_is_missing_names_the_subject_and_what_is_wrong(tmp_path: Path) -> None:
    files = {"a/rule.yaml": "name: {en: 'Few {{cooks}} of {title}', zh: 少}\neach: position\nrequire: {headcount: 0}\n"}
    assert only_finding(load(tmp_path, files), "positions: [{title: Cook}]").message == (
        'Cook does not keep the rule "Few {cooks} of Cook": headcount is 1 and should be 0.'
    )


def test_control_characters_of_a_design_are_shown_as_numbers(tmp_path: Path) -> None:
    design = {"positions": [{"title": "Cook\u001b[31m\u202e"}]}
    assert only_finding(load(tmp_path, rule("'{title}'")), design).message == "Cook\\x1b[31m\\u202e"


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    assert only_finding(load(tmp_path, rule("'{title}'")), {"positions": [{"title": "x" * 400}]}).message == "x" * 119 + "…"


def test_a_long_list_is_counted(tmp_path: Path) -> None:
    positions = [{"title": "Top", "headcount": 0, "reports_to": None}] + [
        {"title": f"C{number}", "reports_to": "Top"} for number in range(12)
    ]
    files = rule("'{actual}'", "{reports: {at_most: 1}, headcount: 0}")
    files["a/rule.yaml"] += "where: {title: Top}\n"
    message = only_finding(load(tmp_path, files), {"positions": positions}).message
    assert message == "C0, C1, C2, C3, C4, C5, C6, C7, and 4 more"
