"""Role profiles as written rules: each field of a profile becomes one rule, ``ROLE/FIELD``, spelled out as an author would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from orgrules.design.levels import EDUCATION
from orgrules.design.years import years_asked
from orgrules.locale import EveryLanguage
from orgrules.rulebook.files import RULE_FIELDS, Bilingual, HeadcountBelow, HolderField, OwnReports, RoleFile
from orgrules.text import Texts, pick

#: What joins the roles of which any will do.
_OR = EveryLanguage(" or ")


class _Said(NamedTuple):
    """What a field's rule is called, says, and advises. ``{expected}`` and its like are filled in by the finding."""

    name: EveryLanguage
    message: EveryLanguage
    fix: EveryLanguage


_SAID: dict[str, _Said] = {
    "title": _Said(
        EveryLanguage("{role}: title"),
        EveryLanguage("{title} is stated to be {role}, and its title says {title.role}."),
        EveryLanguage("Correct the title or the stated role."),
    ),
    "reports_to": _Said(
        EveryLanguage("{role}: whom it reports to"),
        EveryLanguage("{title} reports to {actual} instead of {expected}."),
        EveryLanguage("Let it report to {expected}; if its manager is one under another title, state the manager's role."),
    ),
    "manages": _Said(
        EveryLanguage("{role}: whom it manages"),
        EveryLanguage("{title} manages {actual}; only {expected} should report to it."),
        EveryLanguage("Move these positions to another manager, or state their role."),
    ),
    "own_reports": _Said(
        EveryLanguage("{role}: who answers to it alone"),
        EveryLanguage("{title} shares {actual} with somebody else; {expected} should answer to it alone."),
        EveryLanguage("Leave out the dotted lines of these positions, or let them report to where these lead."),
    ),
    "headcount_below": _Said(
        EveryLanguage("{role}: how many people it has below it"),
        EveryLanguage("The number of people below {title} is {actual} and should be {expected}."),
        EveryLanguage("Move positions or correct their headcount; if not all of them are in the design, add those."),
    ),
    "assists": _Said(
        EveryLanguage("{role}: whom it assists"),
        EveryLanguage("No line leads from {title} to {expected}."),
        EveryLanguage("Add a dotted line to {expected}, or let it report there."),
    ),
    "unit_type": _Said(
        EveryLanguage("{role}: where it sits"),
        EveryLanguage(
            "{title} sits in {unit.name} ({actual})[[, which it takes over from {unit.inherited}]]; it belongs in {expected}."
        ),
        EveryLanguage("Move it to a unit of that type, or correct the unit's type."),
    ),
    "duties": _Said(
        EveryLanguage("{role}: duties"),
        EveryLanguage("{title} lists its duties without: {missing}.[[ Listed elsewhere: {elsewhere}.]]"),
        EveryLanguage("Add the missing duties, or let the job description say who else has them."),
    ),
    "requirements": _Said(
        EveryLanguage("{role}: requirements"),
        EveryLanguage("{title} lists its requirements without: {missing}."),
        EveryLanguage("Add the missing requirements."),
    ),
    "holder": _Said(
        EveryLanguage("{role}: its holder"),
        EveryLanguage("{who} holds {title} without: {missing}."),
        EveryLanguage("Train the holder or find another one; if it is only not written down, complete the person's entry."),
    ),
    "authority": _Said(
        EveryLanguage("{role}: authority"),
        EveryLanguage("{title} lists its authority without: {missing}."),
        EveryLanguage("Add what is missing."),
    ),
    "meetings": _Said(
        EveryLanguage("{role}: meetings"),
        EveryLanguage("{title} lists its meetings without: {missing}."),
        EveryLanguage("Add the missing meetings."),
    ),
    "internal_relations": _Said(
        EveryLanguage("{role}: relations inside"),
        EveryLanguage("{title} lists with whom inside it works without: {missing}."),
        EveryLanguage("Add the missing relations."),
    ),
    "external_relations": _Said(
        EveryLanguage("{role}: relations outside"),
        EveryLanguage("{title} lists with whom outside it works without: {missing}."),
        EveryLanguage("Add the missing relations."),
    ),
    "career_path": _Said(
        EveryLanguage("{role}: career path"),
        EveryLanguage("{title} is said to lead to {extra}, which is outside its career path."),
        EveryLanguage("Leave out what is outside the path."),
    ),
    "promoted_from": _Said(
        EveryLanguage("{role}: what leads there"),
        EveryLanguage("{extra} is said to lead to {title}, and is none of the roles from which it is reached."),
        EveryLanguage("Leave out what does not lead there."),
    ),
    "rotates_with": _Said(
        EveryLanguage("{role}: what it rotates with"),
        EveryLanguage("{title} is said to change places with {extra}, which is none of the roles that it rotates with."),
        EveryLanguage("Leave out what it does not rotate with."),
    ),
    "legal_representative": _Said(
        EveryLanguage("{role}: legal representative"),
        EveryLanguage("{title}: legal representative is {actual}, and should be {expected}."),
        EveryLanguage("Correct legal_representative."),
    ),
    "job_family": _Said(
        EveryLanguage("{role}: job family"),
        EveryLanguage("{title} is in the job family {actual}, and should be in {expected}."),
        EveryLanguage("Correct job_family."),
    ),
}
#: What the rule of ``reports_to`` says where it asks for a dotted line: a solid one to that very role is none.
_DOTTED = _Said(
    _SAID["reports_to"].name,
    EveryLanguage("No dotted line leads from {title} to {expected}; its dotted lines lead to {actual}."),
    EveryLanguage("Add a dotted line to {expected}; a solid line does not stand for it."),
)
#: What the rule of ``manages`` says where the profile names reports and does not exclude others.
_OTHERS_MANAGED = _Said(
    _SAID["manages"].name,
    EveryLanguage("{title} manages {actual}; of its reports, the profile names {expected} alone."),
    EveryLanguage("If that is meant, leave it; else move these positions to another manager, or state their role."),
)
#: What the rule of ``headcount_below`` says where only those who report to it directly count.
_DIRECTLY_BELOW = _Said(
    _SAID["headcount_below"].name,
    EveryLanguage("The number of people who report to {title} directly is {actual} and should be {expected}."),
    _SAID["headcount_below"].fix,
)
_ERRORS = frozenset({"reports_to", "manages", "own_reports", "unit_type", "legal_representative"})
_TERM_FIELDS = frozenset({"duties", "authority", "meetings", "internal_relations", "external_relations"})
_ROLE_FIELDS = frozenset({"career_path", "promoted_from", "rotates_with"})


def field_names(field: str) -> list[str]:
    """What a field is called, in every language: as the names of its rules say it."""
    return [name.format(role="").strip(" :：") for name in _SAID[field].name.values()]


def rule_id(role: str, field: str) -> str:
    """The id of a profile field's rule."""
    return f"{role}/{field.replace('_', '-')}"


def written_rule(profile: RoleFile, field: str, role_names: Mapping[str, Texts]) -> dict[str, Any]:
    """One field of a profile as a written rule, plain data in the format of a rule file.

    ``role_names`` are the names of all roles known, by id.
    """
    value: Any = field_of(profile, field)
    listed: Any = getattr(profile, listed_in(field))
    where, require, finding = _conditions(profile, field, value, role_names)
    excludes_nobody = field == "manages" and not value.exclusive
    is_dotted = field == "reports_to" and value.line == "dotted"
    counts_direct = field == "headcount_below" and value.direct
    said = _OTHERS_MANAGED if excludes_nobody else _DOTTED if is_dotted else _DIRECTLY_BELOW if counts_direct else _SAID[field]
    names = profile.name.texts()
    rule: dict[str, Any] = {
        "name": {language: name.format(role=pick(names, language)) for language, name in _texts(said.name).items()},
        "cites": list(
            dict.fromkeys([*value.cites, *(cite for part in (listed, *getattr(listed, "items", ())) for cite in part.cites)])
        ),
        "severity": value.severity or ("info" if excludes_nobody else "error" if field in _ERRORS else "warning"),
        "each": "position",
        "where": {"role": profile.role, **where},
        "require": require,
        "finding": finding,
        "message": _texts(said.message),
        "fix": value.fix.texts() if value.fix else _texts(said.fix),
    }
    if value.why:
        rule["why"] = value.why.texts()
    if value.reading:
        rule["reading"] = value.reading
    return {key: part for key, part in rule.items() if part}


def item_ids(item: Any) -> list[str]:
    """A member of a profile's list as its fact holds it: the id of a duty, skill, role …, a level of education, or years."""
    named = [getattr(item, key, None) for key in ("id", "skill", "role", "education", "certificate")]
    named += [field.id for field in getattr(item, "fields_of_study", ())]
    years = getattr(item, "experience", None)
    return [*(str(name) for name in named if name is not None), *([] if years is None else [years_asked(years)])]


def rule_fields(written: Mapping[str, Any]) -> list[str]:
    """The fields that are rules of a profile as written: those that it has, and those that come along with another."""
    manages = written.get("manages")
    along = {"holder": written.get("requirements"), "own_reports": manages.get("own") if isinstance(manages, Mapping) else None}
    return [field for field in RULE_FIELDS if written.get(field) or along.get(field)]


def field_of(profile: RoleFile, field: str) -> Any:
    """A field of a profile; what is asked of holders is there where requirements are, unless it says more; so are own reports."""
    value = getattr(profile, field)
    if field == "holder" and profile.requirements:
        return value or HolderField()
    if field == "own_reports" and profile.manages and profile.manages.own:
        return value or OwnReports()
    return value


def listed_in(field: str) -> str:
    """The field whose list a rule reads: holders are asked for what is listed under the requirements."""
    return {"holder": "requirements", "own_reports": "manages"}.get(field, field)


def _conditions(
    profile: RoleFile, field: str, value: Any, names: Mapping[str, Texts]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """``where`` (besides the role), ``require`` and ``finding`` of a field's rule."""
    if field == "title":
        titled = [profile.role, *value.role]
        said: dict[str, Any] = {"expected": _named(titled, names), "actual": _in_every_language("{title.role}")}
        return {"role.stated": {"exists": True}}, {"title.role": _one_or_list(titled)}, {"at": "title", **said}
    if field == "reports_to":
        expected = {"expected": _named(value.role, names)}
        leads_there = {"where": {"role": _one_or_list(value.role)}}
        if value.line == "solid":
            return (
                _has_a_manager_or_should(profile.role, value.role),
                {"manager": {"exists": True}, "manager.role": _one_or_list(value.role)},
                {"at": "reports_to", **expected},
            )
        if value.line == "dotted":
            return (
                {"dotted_lines": {"at_least": 1}},
                {"dotted_lines": leads_there},
                {"at": "dotted_line_to", **expected, "actual": _in_every_language("{dotted_lines.names}")},
            )
        return (
            {"lines": {"at_least": 1}},
            {"lines": leads_there},
            {"at": ["reports_to", "dotted_line_to"], **expected, "actual": _in_every_language("{lines.names}")},
        )
    if field == "manages":
        others = {"where": {"role": {"none_of": value.role}}}
        return (
            {"reports.count": {"not": 0}},
            {"reports": {**others, "at_most": 0}},
            {"expected": _named(value.role, names), "related": {"reports": others}},
        )
    if field == "own_reports":
        own = profile.manages.own if profile.manages else []
        elsewhere = {"dotted_lines": {"where": {"role": {"none_of": [profile.role]}}}}
        shared = {"where": {"role": _one_or_list(own), **elsewhere}}
        return (
            {"reports.count": {"not": 0}},
            {"reports": {**shared, "at_most": 0}},
            {"expected": _named(own, names), "related": {"reports": shared}},
        )
    if field == "headcount_below":
        return _people_below(value)
    if field == "assists":
        return (
            {"organization.has_lines": True},
            {"lines": {"where": {"role": _one_or_list(value.role)}}},
            {"expected": _named(value.role, names), "actual": _in_every_language("{lines.names}")},
        )
    if field == "unit_type":
        return {"unit.type": {"exists": True}}, {"unit.type": _one_or_list(value.type)}, {"at": "unit"}
    if field in _TERM_FIELDS:
        others_have: dict[str, Any] = {"elsewhere": ["unit.positions", "chain"]} if field == "duties" else {}
        return {field: {"exists": True}}, {field: {"includes": [item.id for item in value.items]}}, {"at": field, **others_have}
    actual = {"actual": _texts(EveryLanguage("without {missing}"))}
    if field == "requirements":
        return {"requirements.skills": {"exists": True}}, _required(value.items, "requirements."), {"at": field, **actual}
    if field == "holder":
        items = profile.requirements.items if profile.requirements else []
        each = {"each": _required(items)}
        return {"holder": {"exists": True}}, {"holders": each}, {"at": "holder", "related": "holders", **actual}
    if field in _ROLE_FIELDS:
        return {field: {"exists": True}}, {field: {"only": [item.role for item in value.items]}}, {"at": field}
    wanted = value.value if isinstance(value.value, bool) else _one_or_list(value.value)
    return {field: {"exists": True}}, {field: wanted}, {"at": field}


def _has_a_manager_or_should(role: str, managers: list[str]) -> dict[str, Any]:
    """That a position has a manager, or declares itself a top where one of another role, whom it may report to, is there."""
    others = [manager for manager in managers if manager != role]
    has_one = {"manager": {"exists": True}}
    if not others:
        return has_one
    return {"any_of": [has_one, {"top": "declared", "organization.positions": {"where": {"role": _one_or_list(others)}}}]}


def _required(items: list[Any], of: str = "") -> dict[str, Any]:
    """That the requirements of a position, or a holder, have what a profile requires."""
    skills = list(dict.fromkeys(item.skill for item in items if item.skill))
    levels = [item.education for item in items if item.education]
    years = [item.experience for item in items if item.experience is not None]
    certificates = list(dict.fromkeys(item.certificate for item in items if item.certificate))
    studied = [{f"{of}fields_of_study": {"includes_any": [field.id for field in fields]}} for fields in _fields_asked(items)]
    require: dict[str, Any] = {f"{of}skills": {"includes": skills}} if skills else {}
    if levels:
        require[f"{of}education"] = {"at_least": max(levels, key=EDUCATION.rank)}
    if years:
        require[f"{of}experience"] = {"at_least": max(years)}
    if certificates:
        require[f"{of}certificates"] = {"includes": certificates}
    if len(studied) == 1:
        require |= studied[0]
    elif studied:
        require["all_of"] = studied
    return require


def _fields_asked(items: list[Any]) -> list[list[Any]]:
    return [item.fields_of_study for item in items if item.fields_of_study]


def _people_below(value: HeadcountBelow) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """How many people are below a position that has reports, in a design all of whose reporting lines are known."""
    fact = "reports.headcount" if value.direct else "all_reports.headcount"
    asked = {name: most for name, most in (("at_least", value.at_least), ("at_most", value.at_most)) if most is not None}
    if value.at_least is None:
        expected = EveryLanguage("at most {most}")
    elif value.at_most is None:
        expected = EveryLanguage("at least {least}")
    else:
        expected = EveryLanguage("{least}") if value.at_least == value.at_most else EveryLanguage("{least} to {most}")
    filled = {language: text.format(least=value.at_least, most=value.at_most) for language, text in _texts(expected).items()}
    return (
        {"reports.count": {"not": 0}, "organization.managers.count": {"exists": True}},
        {fact: asked},
        {"expected": filled, "actual": _in_every_language(f"{{{fact}}}")},
    )


def _one_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def _named(roles: list[str], names: Mapping[str, Texts]) -> dict[str, str]:
    """The names of roles, joined by "or", by language."""
    return {
        # a brace of a name is a character of it, and no placeholder
        language: joined.join(pick(names[role], language) if role in names else role for role in roles).translate(_BRACES)
        for language, joined in _texts(_OR).items()
    }


def _texts(sentence: EveryLanguage) -> dict[str, str]:
    """A sentence of the program in the languages that rulebooks have."""
    return {language: text for language, text in sentence.items() if language in Bilingual.model_fields}


def _in_every_language(text: str) -> dict[str, str]:
    """A text that is the same in every language: a placeholder alone."""
    return dict.fromkeys(Bilingual.model_fields, text)
