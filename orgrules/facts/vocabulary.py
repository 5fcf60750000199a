"""Every fact: its name, type, one-line meaning, and how it is read. One table a kind of subject.

A *fact* is a value; a *hop* leads to another subject (``manager``, ``unit``), whose facts follow a dot; a *collection* leads to
several. ``key`` is where a design says it: a finding about the fact points there. A reader answers None for what the design leaves
open. Facts of kind ``choice`` name their values; ``folded`` ones are compared without regard to case and width of letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.facts import readers
from orgrules.organization.model import Cycle, Organization, Person, Position, Unit

Kind = Literal["position", "unit", "person", "cycle", "organization"]
KINDS: tuple[Kind, ...] = ("position", "unit", "person", "cycle", "organization")
FactType = Literal["text", "number", "decimal", "truth", "role", "choice", "level", "set", "any"]


class Fact(NamedTuple):
    """One value. ``term`` is the kind of terms that a set or text holds ids of; ``values`` are those of a choice."""

    name: str
    type: FactType
    key: tuple[str, ...]
    en: str
    zh: str
    read: Callable[[Any], Any]
    values: tuple[str, ...] = ()
    scale: Scale | None = None
    term: str | None = None
    folded: bool = False
    item: Callable[[Any], int | None] | None = None  # which item of the list under ``key`` a finding about it points to
    written: tuple[Kind, str] | None = None  # the kind of entry and the key without which it is absent everywhere in a design


class Hop(NamedTuple):
    """The way to one other subject; None where there is none."""

    name: str
    to: Kind
    key: tuple[str, ...]
    en: str
    zh: str
    read: Callable[[Any], Any]


class Collection(NamedTuple):
    """The way to several subjects; None where the design leaves open which they are."""

    name: str
    of: Kind
    key: tuple[str, ...]
    en: str
    zh: str
    read: Callable[[Any], Iterable[Any] | None]


Word = Fact | Hop | Collection

_REFERENCE = ("none", "known", "unknown", "ambiguous", "itself", "duplicate")
_IDENTITY = ("unique", "duplicate")
_ATTRIBUTES = Fact(
    "attributes",
    "any",
    ("attributes",),
    "anything of the user's own: attributes.NAME",
    "使用者自定的属性：attributes.名称",
    lambda _: None,
)


def _unknown_terms(name: str, key: tuple[str, ...], kind: str, texts: Callable[[Any], Iterable[str] | None]) -> tuple[Word, ...]:
    """What a list of terms names that no loaded rulebook knows: near a known name, or not."""
    facts = (
        ("misspelt", True, "that are near a known one, each with it", "接近已知名称的（附该名称）"),
        ("unknown", False, "that no loaded rulebook knows", "已加载的规则库都不认识的"),
    )
    return tuple(
        Fact(
            f"{name}.{word}",
            "set",
            key,
            f"those of {name} {en}",
            f"{name} 中{zh}",
            readers.unknown(kind, texts, near=near),
            item=readers.first_unknown(kind, texts, near=near),
        )
        for word, near, en, zh in facts
    )


# fmt: off
def _shared(of_what: str, zh: str) -> tuple[Word, ...]:
    return (
        Fact("id", "text", ("id",), f"the {of_what}'s declared id", f"{zh}声明的编号", lambda s: s.id),
        Fact("id.status", "choice", ("id",), "whether an earlier one has the same id", "编号是否与前面的重复", readers.id_status, _IDENTITY),
        _ATTRIBUTES,
    )


_ORGANIZATION = Hop("organization", "organization", (), "the organization as a whole", "整个组织", lambda s: s.organization)

_POSITION: tuple[Word, ...] = (
    *_shared("position", "岗位"),
    Fact("title", "text", ("title",), "its title", "岗位名称", lambda p: p.title, folded=True),
    Fact("name", "text", ("title",), "its title, as for all subjects", "岗位名称（各类对象通用）", lambda p: p.title, folded=True),
    Fact(
        "title.status",
        "choice",
        ("role", "title"),
        "how the title told the role: stated, recognized; near a known one, a name with an area that makes it another role, a name with a remark, a title of several jobs, unrecognized",
        "名称如何对应角色：声明、识别、近似、带区域而不定、带附注而不定、可指多种岗位而不定、未识别",
        lambda p: p.resolution.status,
        ("stated", "unknown-role", "recognized", "near", "area", "remark", "open", "unrecognized"),
    ),
    Fact("title.name", "text", ("title",), "the known name found in the title", "名称中识别出的已知名称", lambda p: p.resolution.name),
    Fact("title.marks", "set", ("title",), "edge marks: acting, senior, junior, vacant, concurrent", "名称两端的标记", lambda p: frozenset(p.resolution.marks)),
    Fact("title.areas", "set", ("title",), "areas named in the title", "名称中的区域", lambda p: frozenset(p.resolution.areas)),
    Fact("title.headcount", "number", ("title",), "how many its title says that it is for", "名称中写明的人数", lambda p: p.resolution.headcount),
    Fact("title.role", "role", ("title",), "the role that its title alone tells, whatever the design states", "仅凭名称得出的角色（不论注明何种角色）", lambda p: p.resolution.title_role),
    Fact("title.suggestion", "text", ("title",), "the known name or role nearest to it", "最接近的已知名称", lambda p: p.resolution.suggestion),
    Fact("role", "role", ("role", "title"), "what the position is to the rules; unrecognized for any other title", "岗位的角色；无法识别时为 unrecognized", lambda p: p.resolution.role),
    Fact("role.stated", "role", ("role",), "its role where the design states one", "设计中注明的角色", lambda p: p.role if p.resolution.status == "stated" else None),
    Fact("role.written", "text", ("role",), "its role as written", "所写的角色", lambda p: p.declared.entry.role),
    Hop("manager", "position", ("reports_to",), "the position it reports to by a solid line", "直接上级（实线）", lambda p: p.manager),
    Fact("manager.status", "choice", ("reports_to",), "how the reference to its manager fared", "上级引用的状态", lambda p: p.manager_status, _REFERENCE),
    Fact("manager.reference", "text", ("reports_to",), "its manager as written", "所写的上级", lambda p: p.manager_reference),
    Fact("manager.suggestion", "text", ("reports_to",), "the position nearest to an unknown manager", "最接近的岗位", lambda p: readers.suggestion("position", p.manager_reference, p.manager_status, p)),
    Fact("top", "choice", ("reports_to",), "below where it has a manager; else declared as a top, main (top of the largest tree) or stray", "有上级为 below；无上级时为声明的最高岗位、主树顶端或游离", lambda p: p.top, ("below", "declared", "main", "stray")),
    Fact("depth", "number", ("reports_to",), "how many managers are above it", "上方的管理层数", lambda p: p.depth),
    Collection("reports", "position", ("reports",), "the positions that report to it by a solid line", "直接下属", readers.solid_reports),
    Fact("reports.unknown", "set", ("reports",), "nested ids that name no position, or several", "嵌套列表中无法对应的编号", readers.unknown_reports, item=readers.first_unknown_report),
    Fact("reports.suggestion", "text", ("reports",), "the position nearest to the first of them", "最接近的岗位", readers.report_suggestion),
    Collection("all_reports", "position", ("reports",), "everyone below it by solid lines", "全部下属", lambda p: p.all_reports() if p.organization.has_lines else None),
    Collection("chain", "position", ("reports_to",), "its managers up to the top, nearest first", "逐级上级", lambda p: p.chain() if p.depth is not None else None),
    Collection("dotted_lines", "position", ("dotted_line_to",), "the positions it reports to by dotted lines", "虚线上级", readers.dotted_lines),
    Fact("dotted_lines.unknown", "set", ("dotted_line_to",), "dotted lines that name no position, or several", "无法对应的虚线上级", readers.broken_dotted, item=readers.dotted_item(lambda _, line: line.status in ("unknown", "ambiguous"))),
    Fact("dotted_lines.suggestion", "text", ("dotted_line_to",), "the position nearest to the first of them", "最接近的岗位", readers.dotted_suggestion),
    Fact("dotted_lines.to_itself", "truth", ("dotted_line_to",), "whether a dotted line leads to the position itself", "虚线是否指向自身", lambda p: bool(p.dotted) and any(line.status == "itself" for line in p.dotted), item=readers.dotted_item(lambda _, line: line.status == "itself")),
    Fact("dotted_lines.to_manager", "truth", ("dotted_line_to",), "whether a dotted line leads to its own manager", "虚线是否与实线重复", lambda p: p.manager is not None and any(line.target is p.manager for line in p.dotted) if p.dotted else None, item=readers.dotted_item(lambda p, line: line.target is p.manager)),
    Collection("lines", "position", ("reports_to", "dotted_line_to"), "solid and dotted lines together", "实线与虚线上级", readers.lines),
    Hop("unit", "unit", ("unit",), "the unit it sits in", "所在单位", lambda p: p.unit),
    Fact("unit.status", "choice", ("unit",), "how the reference to its unit fared", "单位引用的状态", lambda p: p.unit_status, _REFERENCE),
    Fact("unit.inherited", "text", ("unit",), "the position around it whose unit it inherits", "沿用哪个外层岗位的单位", readers.inherited_from),
    Fact("unit.reference", "text", ("unit",), "its unit as written", "所写的单位", lambda p: p.unit_reference),
    Fact("unit.suggestion", "text", ("unit",), "the unit nearest to an unknown one", "最接近的单位", readers.unit_suggestion),
    Fact("heads_unit", "truth", ("unit",), "whether it heads the unit it sits in", "是否为所在单位负责人", lambda p: None if p.unit is None or p.unit.head is None else p.unit.head is p),
    Hop("holder", "person", ("holder",), "the person on it", "任职者", lambda p: p.holder),
    Fact("holder.status", "choice", ("holder",), "how the reference to its holder fared; vacant where it is null", "任职者引用的状态；null 为空缺", readers.holder_status, ("known", "vacant", "unknown", "ambiguous", "duplicate")),
    Fact("holder.reference", "text", ("holder",), "its holder as written", "所写的任职者", lambda p: p.declared.entry.holder),
    Fact("holder.suggestion", "text", ("holder",), "the person nearest to an unknown one", "最接近的人员", lambda p: readers.suggestion("person", p.declared.entry.holder, p.holder_status, p)),
    Fact("headcount", "number", ("headcount",), "how many people it is for", "编制人数", lambda p: p.declared.entry.headcount),
    Fact("fte", "decimal", ("fte", "headcount"), "full-time equivalents; the headcount where not given", "全职当量；未写则同编制", readers.fte),
    Fact("duties", "set", ("duties",), "its duties", "职责", readers.terms("duty", "duties"), term="duty"),
    Fact("accountable_for", "set", ("accountable_for",), "the duties that its holder answers for", "负责的职责（承担最终责任）", readers.terms("duty", "accountable_for"), term="duty"),
    *_unknown_terms("accountable_for", ("accountable_for",), "duty", lambda p: p.declared.entry.accountable_for),
    Fact("accountable_for.taken", "set", ("accountable_for",), "those of them that somebody else answers for by an earlier position", "其中前面的岗位已有他人负责的职责", readers.duties_taken, term="duty"),
    Fact("accountable_for.unheld", "set", ("accountable_for",), "those of them that nobody answers for, all positions named for them being vacant", "其中因岗位空缺而无人负责的职责", readers.duties_unheld, term="duty"),
    Collection("accountable_before", "position", ("accountable_for",), "the earlier positions by which somebody else answers for them", "前面的、已有他人负责的岗位", readers.accountable_before),
    *_unknown_terms("duties", ("duties",), "duty", lambda p: p.declared.entry.duties),
    Fact("duties.of_others", "set", ("duties",), "its duties that only other roles' profiles list", "属于其他角色的职责", readers.duties_of_others, term="duty", item=readers.first_duty_of_others),
    Fact("duties.owners", "set", ("duties",), "the roles whose these are", "这些职责所属的角色", readers.owners_of_duties, term="role"),
    Fact("requirements.education", "level", ("requirements", "education"), "the education it requires", "要求的学历", readers.required_education, scale=EDUCATION),
    Fact("requirements.skills", "set", ("requirements", "skills"), "the skills it requires", "要求的技能", readers.required_skills, term="skill"),
    *_unknown_terms("requirements.skills", ("requirements", "skills"), "skill", readers.skills_asked),
    Fact("authority", "set", ("authority",), "what it may decide", "权限", readers.terms("authority", "authority"), term="authority"),
    *_unknown_terms("authority", ("authority",), "authority", lambda p: p.declared.entry.authority),
    Fact("meetings", "set", ("meetings",), "the meetings it takes part in", "参加的会议", readers.terms("meeting", "meetings"), term="meeting"),
    *_unknown_terms("meetings", ("meetings",), "meeting", lambda p: p.declared.entry.meetings),
    Fact("career_path", "set", ("career_path",), "the roles it leads to", "职业发展路径", readers.terms("role", "career_path"), term="role"),
    Fact("job_family", "text", ("job_family",), "its job family", "职族", lambda p: p.declared.entry.job_family, folded=True),
    Fact("legal_representative", "truth", ("legal_representative",), "whether it is the legal representative", "是否为法定代表人", lambda p: p.declared.entry.legal_representative),
    _ORGANIZATION,
)

_UNIT: tuple[Word, ...] = (
    *_shared("unit", "单位"),
    Fact("name", "text", ("name", "id"), "its name", "单位名称", lambda u: u.name, folded=True),
    Fact("type", "text", ("type",), "what kind of unit it is", "单位类型", lambda u: u.type, term="unit type"),
    Fact("region_level", "level", ("region_level",), "the size of a region", "区域级别", lambda u: u.declared.entry.region_level if u.declared else None, scale=REGION_LEVEL),
    Hop("parent", "unit", ("parent",), "the unit that it belongs to", "上级单位", lambda u: u.parent),
    Fact("parent.status", "choice", ("parent",), "how the reference to its parent fared", "上级单位引用的状态", lambda u: u.parent_status, _REFERENCE),
    Fact("parent.reference", "text", ("parent",), "its parent as written", "所写的上级单位", readers.parent_reference),
    Fact("parent.suggestion", "text", ("parent",), "the unit nearest to an unknown parent", "最接近的单位", lambda u: readers.suggestion("unit", readers.parent_reference(u), u.parent_status, u)),
    Hop("head", "position", ("head",), "the position that heads it", "负责人岗位", lambda u: u.head),
    Fact("head.status", "choice", ("head",), "how the reference to its head fared", "负责人引用的状态", lambda u: u.head_status, _REFERENCE),
    Fact("head.reference", "text", ("head",), "its head as written", "所写的负责人", readers.head_reference),
    Fact("head.suggestion", "text", ("head",), "the position nearest to an unknown head", "最接近的岗位", lambda u: readers.suggestion("position", readers.head_reference(u), u.head_status, u)),
    Fact("depth", "number", ("parent",), "how many units are around it", "外层单位的数目", readers.unit_depth),
    Collection("children", "unit", ("type",), "the units directly in it", "直属下级单位", readers.children),
    Collection("positions", "position", ("type",), "the positions that sit in it", "所辖岗位（本单位）", readers.positions),
    Collection("all_positions", "position", ("type",), "the positions in it and in all units below", "所辖岗位（含下级单位）", readers.all_positions),
    _ORGANIZATION,
)

_PERSON: tuple[Word, ...] = (
    *_shared("person", "人员"),
    Fact("name", "text", ("name",), "the person's name", "姓名", lambda h: h.name, folded=True),
    Fact("education", "level", ("education",), "the person's highest education", "学历", lambda h: h.declared.entry.education if h.declared else None, scale=EDUCATION),
    Fact("skills", "set", ("skills",), "the person's skills", "技能", readers.terms("skill", "skills"), term="skill"),
    *_unknown_terms("skills", ("skills",), "skill", lambda h: h.declared.entry.skills if h.declared else None),
    Collection("positions", "position", ("name",), "the positions the person holds", "担任的岗位", readers.positions),
    _ORGANIZATION,
)

_CYCLE: tuple[Word, ...] = (
    Fact("kind", "choice", (), "what goes round: positions (reporting lines) or units", "循环的种类：汇报关系或单位", lambda c: c.kind, ("positions", "units")),
    Fact("name", "text", (), "its members in order", "循环的成员", readers.ring),
    Fact("length", "number", (), "how many members it has", "成员数目", lambda c: len(c.members)),
    Collection("members", "position", (), "the positions in it", "循环中的岗位", readers.members("positions")),
    Collection("member_units", "unit", (), "the units in it", "循环中的单位", readers.members("units")),
    _ORGANIZATION,
)

_WHOLE: tuple[Word, ...] = (
    Fact("name", "text", ("name",), "its name", "组织名称", lambda o: o.name, folded=True),
    _ATTRIBUTES,
    Fact("ownership", "choice", ("ownership",), "who owns it", "所有制", lambda o: o.design.organization.ownership, tuple(OWNERSHIP.names), OWNERSHIP),
    Fact("has_lines", "truth", (), "whether any reporting line is modelled", "是否写有汇报关系", lambda o: o.has_lines),
    Fact("layers", "number", (), "how many layers of positions there are, from a top down to the deepest one, both counted", "岗位层级数（自最高岗位至最深一层，首尾都算）", readers.layers),
    Fact("management_layers", "number", (), "how many layers of managers there are, down to the deepest position with reports", "管理层级数（自最高岗位至最深一层有下属的岗位）", readers.management_layers),
    Fact("average_span", "decimal", (), "direct reports of a manager on average, by headcount", "平均管理幅度（按编制人数）", readers.average_span),
    Fact("staff_per_manager.headcount", "decimal", (), "headcount without reports for each one with reports", "每名管理人员对应的非管理人员数（按编制人数）", readers.staff_per_manager(readers.headcount)),
    Fact("staff_per_manager.fte", "decimal", (), "full-time equivalents without reports for each one with reports", "每名管理人员对应的非管理人员数（按全职当量）", readers.staff_per_manager(readers.fte)),
    Fact("words_for_nobody", "set", (), "words in the places of holders that are read as nobody", "任职者处写明、按空缺理解的字词", readers.words_for_nobody),
    Fact("covered_positions", "number", (), "how many positions a role rule judged; absent where no role rule is loaded", "被角色规则判定的岗位数", lambda o: o.covered),
    Collection("managers", "position", (), "the positions with reports by solid lines", "有直接下属的岗位", readers.managers),
    Collection("staff", "position", (), "the positions without reports by solid lines", "没有直接下属的岗位", readers.staff),
    Collection("positions", "position", (), "all positions", "全部岗位", lambda o: o.positions),
    Collection("units", "unit", (), "all units", "全部单位", lambda o: o.units or None),
    Collection("people", "person", (), "all people", "全部人员", lambda o: o.people or None),
)

# fmt: on


def _totals(collection: Collection) -> list[Fact]:
    """The facts that every collection has: how many members, and of positions their headcount and full-time equivalents."""

    def total(measure: Callable[[Any], float]) -> Callable[[Any], Any]:
        def read(subject: Any) -> Any:
            members = collection.read(subject)
            return None if members is None else sum(measure(member) for member in members)

        return read

    name, key, en, zh = collection.name, collection.key, collection.en, collection.zh

    def names(subject: Any) -> frozenset[str] | None:
        members = collection.read(subject)
        return (
            None
            if members is None
            else frozenset(member.title if isinstance(member, Position) else member.name for member in members)
        )

    facts = [Fact(f"{name}.count", "number", key, f"number of: {en}", f"数目：{zh}", total(lambda _: 1))]
    facts.append(Fact(f"{name}.names", "set", key, f"titles or names of: {en}", f"名称：{zh}", names))

    def union(of_one: Callable[[Any], Iterable[str] | None], *, whole: bool) -> Callable[[Any], frozenset[str] | None]:
        """What the members have between them; absent where one (``whole``), or where all, leave it open."""

        def read(subject: Any) -> frozenset[str] | None:
            members = collection.read(subject)
            said = None if members is None else [of_one(member) for member in members]
            if said is None or (None in said if whole else all(each is None for each in said)):
                return None
            return frozenset(item for each in said for item in each or ())

        return read

    if collection.of == "unit":
        types = union(lambda u: (u.type,) if u.type else None, whole=True)
        facts.append(Fact(f"{name}.types", "set", key, f"types of: {en}", f"类型：{zh}", types, term="unit type"))
    if collection.of == "position":
        roles = union(lambda p: (p.role,) if p.role else None, whole=True)
        facts.append(Fact(f"{name}.roles", "set", key, f"roles of: {en}", f"角色：{zh}", roles, term="role"))
        duties = union(readers.terms("duty", "duties"), whole=False)
        facts.append(
            Fact(
                f"{name}.duties",
                "set",
                key,
                f"duties listed by: {en}",
                f"所列职责：{zh}",
                duties,
                term="duty",
                written=("position", "duties"),
            )
        )
        facts.append(
            Fact(
                f"{name}.headcount",
                "number",
                key,
                f"headcount of: {en}",
                f"编制合计：{zh}",
                total(lambda p: p.declared.entry.headcount),
            )
        )
        facts.append(
            Fact(f"{name}.fte", "decimal", key, f"full-time equivalents of: {en}", f"全职当量合计：{zh}", total(readers.fte))
        )
    return facts


#: The facts that one key of the entries alone tells: where no entry has it, they are absent of all.
_TOLD_BY: dict[Kind, dict[str, str]] = {
    "position": {
        **dict.fromkeys(("id", "id.status"), "id"),
        **dict.fromkeys(("duties", "duties.misspelt", "duties.unknown", "duties.of_others", "duties.owners"), "duties"),
        **{f"accountable_for{part}": "accountable_for" for part in ("", ".misspelt", ".unknown", ".taken", ".unheld")},
        **{f"requirements.{name}": "requirements" for name in ("education", "skills", "skills.misspelt", "skills.unknown")},
        **{f"{key}{part}": key for key in ("authority", "meetings") for part in ("", ".misspelt", ".unknown")},
        **{name: name for name in ("career_path", "job_family", "legal_representative")},
        **{f"dotted_lines.{name}": "dotted_line_to" for name in ("unknown", "suggestion", "to_manager")},
        **{f"reports.{name}": "reports" for name in ("unknown", "suggestion")},
        **{f"holder.{name}": "holder" for name in ("status", "reference", "suggestion")},
        **{f"unit.{name}": "unit" for name in ("reference", "suggestion")},
        **{f"role.{name}": "role" for name in ("stated", "written")},
    },
    "unit": {"id": "id", "id.status": "id", "region_level": "region_level", "type": "type"},
    "person": {
        **dict.fromkeys(("id", "id.status"), "id"),
        **{f"skills{part}": "skills" for part in ("", ".misspelt", ".unknown")},
        "education": "education",
    },
}


def _table(kind: Kind, words: tuple[Word, ...]) -> dict[str, Word]:
    table: dict[str, Word] = {}
    told_by = _TOLD_BY.get(kind, {})
    for each in words:
        word = each
        if isinstance(word, Fact) and word.name in told_by:
            word = word._replace(written=(kind, told_by[word.name]))
        table[word.name] = word
        if isinstance(word, Collection):
            table |= {fact.name: fact for fact in _totals(word)}
    return table


#: The words of each kind of subject by name, in the order in which they are shown.
VOCABULARY: dict[Kind, dict[str, Word]] = {
    "position": _table("position", _POSITION),
    "unit": _table("unit", _UNIT),
    "person": _table("person", _PERSON),
    "cycle": _table("cycle", _CYCLE),
    "organization": _table("organization", _WHOLE),
}


def kind_of(subject: Position | Unit | Person | Cycle | Organization) -> Kind:
    """Which kind of subject it is."""
    return subject.__class__.__name__.lower()  # type: ignore[return-value]  # the five classes bear the names of the kinds
