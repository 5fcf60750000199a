"""Role profiles as written rules: each field of a profile becomes one rule, ``ROLE/FIELD``, spelled out as an author would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.locale import LANGUAGES
from orgrules.rulebook.files import RULE_FIELDS, HolderField, RoleFile
from orgrules.text import Texts, pick

_JOINED_BY_OR = {"en": " or ", "zh": "或"}

#: What each field's rule is called, says, and advises, by language. ``{expected}`` and its like are filled in by the finding.
_TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "title": {
        "name": ("{role}: title", "{role}：岗位名称"),
        "message": (
            "{title} is stated to be {role}, and its title says {title.role}.",
            "{title}注明的角色是{role}，名称却表示{title.role}。",
        ),
        "fix": ("Correct the title or the stated role.", "更正岗位名称或注明的角色。"),
    },
    "reports_to": {
        "name": ("{role}: whom it reports to", "{role}：直接上级"),
        "message": ("{title} reports to {actual} instead of {expected}.", "{title}的上级是{actual}，应为{expected}。"),
        "fix": (
            "Let it report to {expected}; if its manager is one under another title, state the manager's role.",
            "改由{expected}管理；若其上级只是名称不同，请为上级注明 role。",
        ),
    },
    "manages": {
        "name": ("{role}: whom it manages", "{role}：下属岗位"),
        "message": (
            "{title} manages {actual}; only {expected} should report to it.",
            "{title}管理着{actual}，其下属只应是{expected}。",
        ),
        "fix": (
            "Move these positions to another manager, or state their role.",
            "将这些岗位改由他人管理，或为其注明 role。",
        ),
    },
    "assists": {
        "name": ("{role}: whom it assists", "{role}：协助对象"),
        "message": ("No line leads from {title} to {expected}.", "{title}与{expected}之间没有实线或虚线。"),
        "fix": ("Add a dotted line to {expected}, or let it report there.", "增加指向{expected}的虚线，或改由其管理。"),
    },
    "unit_type": {
        "name": ("{role}: where it sits", "{role}：所在单位"),
        "message": (
            "{title} sits in {unit.name} ({actual})[[, which it takes over from {unit.inherited}]]; it belongs in {expected}.",
            "{title}[[未写单位，沿用{unit.inherited}的单位，]]设在{unit.name}（{actual}），应设在{expected}。",
        ),
        "fix": ("Move it to a unit of that type, or correct the unit's type.", "移至该类单位，或更正单位类型。"),
    },
    "duties": {
        "name": ("{role}: duties", "{role}：职责"),
        "message": (
            "{title} lists its duties without: {missing}.[[ Listed elsewhere: {elsewhere}.]]",
            "{title}的职责缺少：{missing}。[[其中列在别处的：{elsewhere}。]]",
        ),
        "fix": (
            "Add the missing duties, or let the job description say who else has them.",
            "补充所缺职责，或在职位说明中写明由谁承担。",
        ),
    },
    "requirements": {
        "name": ("{role}: requirements", "{role}：任职要求"),
        "message": ("{title} lists its requirements without: {missing}.", "{title}的任职要求缺少：{missing}。"),
        "fix": ("Add the missing requirements.", "补充所缺要求。"),
    },
    "holder": {
        "name": ("{role}: its holder", "{role}：任职者条件"),
        "message": ("{holder.name} holds {title} without: {missing}.", "{title}的任职者{holder.name}不具备：{missing}。"),
        "fix": (
            "Train the holder or find another one; if it is only not written down, complete the person's entry.",
            "培训或更换任职者；如果只是没有写全，请补充其人员信息。",
        ),
    },
    "authority": {
        "name": ("{role}: authority", "{role}：管理权限"),
        "message": ("{title} lists its authority without: {missing}.", "{title}的管理权限缺少：{missing}。"),
        "fix": ("Add what is missing.", "补充所缺权限。"),
    },
    "meetings": {
        "name": ("{role}: meetings", "{role}：参加会议"),
        "message": ("{title} lists its meetings without: {missing}.", "{title}参加的会议缺少：{missing}。"),
        "fix": ("Add the missing meetings.", "补充所缺会议。"),
    },
    "career_path": {
        "name": ("{role}: career path", "{role}：职业发展路径"),
        "message": (
            "{title} is said to lead to {extra}, which is outside its career path.",
            "{title}的发展路径中的{extra}不在其职业路径内。",
        ),
        "fix": ("Leave out what is outside the path.", "删去路径之外的岗位。"),
    },
    "legal_representative": {
        "name": ("{role}: legal representative", "{role}：法定代表人"),
        "message": (
            "{title}: legal representative is {actual}, and should be {expected}.",
            "{title}：法定代表人一项为{actual}，应为{expected}。",
        ),
        "fix": ("Correct legal_representative.", "更正 legal_representative。"),
    },
    "job_family": {
        "name": ("{role}: job family", "{role}：职族"),
        "message": (
            "{title} is in the job family {actual}, and should be in {expected}.",
            "{title}的职族为{actual}，应为{expected}。",
        ),
        "fix": ("Correct job_family.", "更正 job_family。"),
    },
}
_ERRORS = frozenset({"reports_to", "manages", "unit_type", "legal_representative"})
_LINES = {"actual": {"en": "{lines.names}", "zh": "{lines.names}"}}
_DOTTED_LINES = {"actual": {"en": "{dotted_lines.names}", "zh": "{dotted_lines.names}"}}
_TERM_FACTS = {"duties": "duties", "authority": "authority", "meetings": "meetings"}


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
    texts = _TEXTS[field]
    names = profile.name.texts()
    rule: dict[str, Any] = {
        "name": {language: _one(texts["name"], language).replace("{role}", pick(names, language)) for language in LANGUAGES},
        "cites": list(
            dict.fromkeys([*value.cites, *(cite for part in (listed, *getattr(listed, "items", ())) for cite in part.cites)])
        ),
        "severity": value.severity or ("error" if field in _ERRORS else "warning"),
        "each": "position",
        "where": {"role": profile.role, **where},
        "require": require,
        "finding": finding,
        "message": {language: _one(texts["message"], language) for language in LANGUAGES},
        "fix": value.fix.texts() if value.fix else {language: _one(texts["fix"], language) for language in LANGUAGES},
    }
    if value.why:
        rule["why"] = value.why.texts()
    if value.reading:
        rule["reading"] = value.reading
    return {key: said for key, said in rule.items() if said}


def item_ids(item: Any) -> list[str]:
    """A member of a profile's list as its fact holds it: the id of a duty, skill or role, or a level of education."""
    named = (getattr(item, key, None) for key in ("id", "skill", "role", "education"))
    return [str(name) for name in named if name is not None]


def rule_fields(written: Mapping[str, Any]) -> list[str]:
    """The fields that are rules of a profile as written: those that it has, and ``holder`` where it has requirements."""
    return [field for field in RULE_FIELDS if written.get(field) or (field == "holder" and written.get("requirements"))]


def field_of(profile: RoleFile, field: str) -> Any:
    """A field of a profile; what is asked of holders is there where requirements are, unless it says more."""
    value = getattr(profile, field)
    return value or HolderField() if field == "holder" and profile.requirements else value


def listed_in(field: str) -> str:
    """The field whose list a rule reads: holders are asked for what is listed under the requirements."""
    return "requirements" if field == "holder" else field


def _conditions(
    profile: RoleFile, field: str, value: Any, names: Mapping[str, Texts]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """``where`` (besides the role), ``require`` and ``finding`` of a field's rule."""
    if field == "title":
        titled = [profile.role, *value.role]
        said: dict[str, Any] = {"expected": _named(titled, names), "actual": {"en": "{title.role}", "zh": "{title.role}"}}
        return {"role.stated": {"exists": True}}, {"title.role": _one_or_list(titled)}, {"at": "title", **said}
    if field == "reports_to":
        expected = {"expected": _named(value.role, names)}
        leads_there = {"where": {"role": _one_or_list(value.role)}}
        if value.line == "solid":
            return {"manager": {"exists": True}}, {"manager.role": _one_or_list(value.role)}, {"at": "reports_to", **expected}
        if value.line == "dotted":
            return (
                {"dotted_lines": {"at_least": 1}},
                {"dotted_lines": leads_there},
                {"at": "dotted_line_to", **expected, **_DOTTED_LINES},
            )
        return {"lines": {"at_least": 1}}, {"lines": leads_there}, {"at": ["reports_to", "dotted_line_to"], **expected, **_LINES}
    if field == "manages":
        others = {"where": {"role": {"none_of": value.role}}}
        return (
            {"reports.count": {"not": 0}},
            {"reports": {**others, "at_most": 0}},
            {"expected": _named(value.role, names), "related": {"reports": others}},
        )
    if field == "assists":
        where = {"organization.has_lines": True}
        return where, {"lines": {"where": {"role": _one_or_list(value.role)}}}, {"expected": _named(value.role, names), **_LINES}
    if field == "unit_type":
        return {"unit.type": {"exists": True}}, {"unit.type": _one_or_list(value.type)}, {"at": "unit"}
    if field in _TERM_FACTS:
        elsewhere: dict[str, Any] = {"elsewhere": ["unit.positions", "chain"]} if field == "duties" else {}
        return {field: {"exists": True}}, {field: {"includes": [item.id for item in value.items]}}, {"at": field, **elsewhere}
    actual = {"actual": {"en": "without {missing}", "zh": "缺少{missing}"}}
    if field == "requirements":
        return {"requirements.skills": {"exists": True}}, _required(value.items, "requirements"), {"at": field, **actual}
    if field == "holder":
        items = profile.requirements.items if profile.requirements else []
        return {"holder": {"exists": True}}, _required(items, "holder"), {"at": "holder", "related": "holder", **actual}
    if field == "career_path":
        return {field: {"exists": True}}, {field: {"only": [item.role for item in value.items]}}, {"at": field}
    wanted = value.value if isinstance(value.value, bool) else _one_or_list(value.value)
    return {field: {"exists": True}}, {field: wanted}, {"at": field}


def _required(items: list[Any], whose: str) -> dict[str, Any]:
    """That the requirements of a position, or the holder, have the skills and the education of a profile."""
    skills = list(dict.fromkeys(item.skill for item in items if item.skill))
    levels = [item.education for item in items if item.education]
    require: dict[str, Any] = {f"{whose}.skills": {"includes": skills}} if skills else {}
    if levels:
        require[f"{whose}.education"] = {"at_least": max(levels, key=EDUCATION.rank)}
    return require


def _one_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _named(roles: list[str], names: Mapping[str, Texts]) -> dict[str, str]:
    """The names of roles, joined by "or", by language."""
    return {
        language: _JOINED_BY_OR[language].join(pick(names[role], language) if role in names else role for role in roles)
        for language in LANGUAGES
    }


def _one(pair: tuple[str, str], language: str) -> str:
    return pair[LANGUAGES.index(language)]
