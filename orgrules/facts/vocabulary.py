"""Every fact: its name, type, one-line meaning, and how it is read. One table a kind of subject.

A *fact* is a value; a *hop* leads to another subject (``manager``, ``unit``), whose facts follow a dot; a *collection* leads to
several. ``key`` is where a design says it: a finding about the fact points there. A reader answers None for what the design leaves
open. Facts of kind ``choice`` name their values; ``folded`` ones are compared without regard to case and width of letters.
"""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

from collections.abc import Callable, Hashable, Iterable, Sequence, Sized
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.facts import attributes, lists, readers
from orgrules.locale import N_, _
from orgrules.organization.attributes import Attribute
from orgrules.organization.model import Cycle, Organization, Person, Position, Unit, class_of, organization_of
from orgrules.organization.terms import union_of

Kind = Literal["position", "unit", "person", "cycle", "organization"]
KINDS: tuple[Kind, ...] = ("position", "unit", "person", "cycle", "organization")
FactType = Literal["text", "number", "decimal", "truth", "date", "role", "choice", "level", "set", "any"]


#: What tells a word of each of some subjects: it is the same of all of whom this is equal, and much quicker to read.
Telling = Callable[[Sequence[Any]], Iterable[Hashable]]


class Fact(NamedTuple):
    """One value. ``term`` is the kind of terms that a set or text holds ids of; ``values`` are those of a choice."""

    name: str
    type: FactType
    key: tuple[str, ...]
    meaning: str
    read: Callable[[Any], Any]
    values: tuple[str, ...] = ()
    scale: Scale | None = None
    term: str | None = None
    folded: bool = False
    item: Callable[[Any], int | None] | None = None  # which item of the list under ``key`` a finding about it points to
    members: str = ""  # what the members mean whose number, names … it is: the meaning of their collection
    written: tuple[Kind, str] | None = None  # the kind of entry and the key without which it is absent everywhere in a design
    depends_on: tuple[tuple[Kind, str], ...] = ()  # those without which it has one value everywhere in a design
    inner: Callable[[Any], tuple[str, ...]] | None = None  # which key below ``key`` a finding about it points to
    declared: Attribute | None = None  # how a rulebook declares it, where it is an attribute
    told_by: Telling | None = None


class Hop(NamedTuple):
    """The way to one other subject; None where there is none."""

    name: str
    to: Kind
    key: tuple[str, ...]
    meaning: str
    read: Callable[[Any], Any]
    several: Callable[[Any], Iterable[Any]] | None = None  # where it leads to several, these: what they agree on is what is read


class Collection(NamedTuple):
    """The way to several subjects; None where the design leaves open which they are."""

    name: str
    of: Kind
    key: tuple[str, ...]
    meaning: str
    read: Callable[[Any], Iterable[Any] | None]
    has_totals: bool = True  # whether their number, names, headcount … are facts
    told_by: Telling | None = None


Word = Fact | Hop | Collection


def meaning_of(word: Word) -> str:
    """What a word means, in the language spoken."""
    members = word.members if isinstance(word, Fact) else ""
    listed_under = word.name.rpartition(".")[0]
    return _(word.meaning).format(members=_(members) if members else "", list=listed_under)


_REFERENCE = ("none", "known", "unknown", "ambiguous", "itself", "duplicate")
_IDENTITY = ("unique", "duplicate")
_ATTRIBUTES = Fact(
    "attributes",
    "any",
    ("attributes",),
    N_("anything of the user's own: attributes.NAME"),
    lambda _subject: None,
)
_DECLARED = (
    Fact(
        "misfitting_attributes",
        "set",
        ("attributes",),
        N_("attributes that hold something else than a rulebook declares, each with what is expected"),
        attributes.misfitting,
        inner=attributes.first_misfitting,
    ),
    Fact(
        "misspelt_attributes",
        "set",
        ("attributes",),
        N_("attributes that are near a declared one, each with it"),
        attributes.misspelt,
        inner=attributes.first_misspelt,
    ),
)


def _unknown_terms(name: str, key: tuple[str, ...], kind: str, texts: Callable[[Any], Sequence[str] | None]) -> tuple[Word, ...]:
    """What a list of terms names that no loaded rulebook knows (near a known name, or not), or names twice."""
    facts = (
        ("misspelt", True, N_("those of {list} that are near a known one, each with it")),
        ("unknown", False, N_("those of {list} that no loaded rulebook knows")),
    )
    return (
        *(
            Fact(
                f"{name}.{word}",
                "set",
                key,
                meaning,
                lists.unknown(kind, texts, near=near),
                item=lists.first_unknown(kind, texts, near=near),
            )
            for word, near, meaning in facts
        ),
        _repeated_terms(name, key, kind, texts),
    )


def _repeated_terms(name: str, key: tuple[str, ...], kind: str, texts: Callable[[Any], Iterable[str] | None]) -> Fact:
    read, item = readers.repeated(lists.repeated_terms(kind, texts))
    return Fact(f"{name}.repeated", "set", key, N_("those of {list} that stand there twice"), read, item=item)


def _repeated(name: str, key: tuple[str, ...], meaning: str, found: Callable[[Any], Iterable[tuple[int, str]]]) -> Fact:
    read, item = readers.repeated(found)
    return Fact(name, "set", key, meaning, read, item=item)


def _candidates(name: str, of: Kind, key: tuple[str, ...], meaning: str, read: Callable[[Any], Any]) -> tuple[Word, ...]:
    """What an ambiguous reference may mean: the subjects, and their ids for the message that tells them apart."""
    return (
        Collection(f"{name}.candidates", of, key, meaning, read, has_totals=False),
        Fact(f"{name}.candidates.count", "number", key, N_("number of: {members}"), readers.count(read), members=meaning),
        Fact(
            f"{name}.candidates.ids",
            "set",
            key,
            N_("declared ids of the first 20: {members}"),
            readers.ids(read),
            members=meaning,
        ),
    )


def _by_title(positions: Sequence[Position]) -> Iterable[Hashable]:
    """What tells what is told by titles: what these came out as."""
    return map(id, map(attrgetter("resolution"), positions))


# fmt: off
def _shared(id_meaning: str) -> tuple[Word, ...]:
    return (
        Fact("id", "text", ("id",), id_meaning, lambda s: s.id),
        Fact("id.status", "choice", ("id",), N_("whether an earlier one has the same id"), readers.id_status, _IDENTITY),
        _ATTRIBUTES,
        *_DECLARED,
    )


_ORGANIZATION = Hop("organization", "organization", (), N_("the organization as a whole"), lambda s: s.organization)

_POSITION: tuple[Word, ...] = (
    *_shared(N_("the position's declared id")),
    Fact("title", "text", ("title",), N_("its title"), lambda p: p.title, folded=True),
    Fact("name", "text", ("title",), N_("its title, as for all subjects"), lambda p: p.title, folded=True),
    Fact(
        "title.status",
        "choice",
        ("role", "title"),
        N_("how the title told the role: stated, recognized; near a known one, a name with an area that makes it another role, a name with a remark, a title of several jobs, no title at all, unrecognized"),
        lambda p: p.resolution.status,
        ("stated", "unknown-role", "recognized", "near", "area", "remark", "open", "untitled", "unrecognized"),
        told_by=_by_title,
    ),
    Fact("title.name", "text", ("title",), N_("the known name found in the title"), lambda p: p.resolution.name),
    Fact("title.marks", "set", ("title",), N_("edge marks: acting, senior, junior, vacant, concurrent"), lambda p: frozenset(p.resolution.marks), told_by=_by_title),
    Fact("title.areas", "set", ("title",), N_("areas named in the title"), lambda p: frozenset(p.resolution.areas), told_by=_by_title),
    Fact("title.headcount", "number", ("title",), N_("how many its title says that it is for"), lambda p: p.resolution.headcount),
    Fact("title.role", "role", ("title",), N_("the role that its title alone tells, whatever the design states"), lambda p: p.resolution.title_role),
    Fact("title.suggestion", "text", ("title",), N_("the known name or role nearest to it"), lambda p: p.resolution.suggestion),
    Fact("title.near", "text", ("title",), N_("the known name that it may be a misspelling of"), lambda p: p.resolution.suggestion if p.resolution.status == "near" else None),
    Fact("role", "role", ("role", "title"), N_("what the position is to the rules; unrecognized for any other title"), lambda p: p.resolution.role, told_by=_by_title),
    Fact("role.stated", "role", ("role",), N_("its role where the design states one"), lambda p: p.role if p.resolution.status == "stated" else None),
    Fact("role.written", "text", ("role",), N_("its role as written"), lambda p: p.declared.entry.role),
    Hop("manager", "position", ("reports_to",), N_("the position it reports to by a solid line"), attrgetter("manager")),
    Fact("manager.status", "choice", ("reports_to",), N_("how the reference to its manager fared"), lambda p: p.manager_status, _REFERENCE),
    Fact("manager.reference", "text", ("reports_to",), N_("its manager as written"), lambda p: p.manager_reference),
    Fact("manager.suggestion", "text", ("reports_to",), N_("the position nearest to an unknown manager"), lambda p: readers.suggestion("position", p.manager_reference, p.manager_status, p)),
    *_candidates("manager", "position", ("reports_to",), N_("the positions that an ambiguous manager may be"), readers.manager_candidates),
    Collection("manager.held", "position", ("reports_to",), N_("the positions of the person who is named in its place"), readers.manager_held, has_totals=False),
    Fact("manager.held.titles", "set", ("reports_to",), N_("titles and ids of these"), readers.titles_held),
    Fact("manager.person", "text", ("reports_to",), N_("the person who is named in its place"), readers.manager_person),
    Fact("manager.nobody", "text", ("reports_to",), N_("null where its manager as written is a word for nobody"), readers.manager_nobody),
    Fact("top", "choice", ("reports_to",), N_("below where it has a manager; else declared as a top, main (top of the largest tree) or stray"), lambda p: p.top, ("below", "declared", "main", "stray")),
    Fact("depth", "number", ("reports_to",), N_("how many managers are above it"), lambda p: p.depth),
    Collection("reports", "position", ("reports",), N_("the positions that report to it by a solid line"), readers.solid_reports, told_by=readers.by_reports),
    Fact("reports.unknown", "set", ("reports",), N_("nested ids that name no position"), readers.broken_reports(lambda p: p.unknown_reports), item=readers.first_report(lambda p: p.unknown_reports)),
    Fact("reports.ambiguous", "set", ("reports",), N_("nested titles that several positions have"), readers.broken_reports(lambda p: p.ambiguous_reports), item=readers.first_report(lambda p: p.ambiguous_reports)),
    _repeated("reports.repeated", ("reports",), N_("nested ids and titles of positions that stand in its reports already"), readers.repeated_reports),
    *_candidates("reports", "position", ("reports",), N_("the positions that the first of the ambiguous ones may mean"), readers.report_candidates),
    Fact("reports.suggestion", "text", ("reports",), N_("the position nearest to the first of the unknown ones"), readers.report_suggestion),
    Collection("all_reports", "position", ("reports",), N_("everyone below it by solid lines"), lambda p: p.all_reports() if p.organization.has_lines else None),
    Collection("chain", "position", ("reports_to",), N_("its managers up to the top, nearest first"), lambda p: p.chain() if p.depth is not None else None, told_by=readers.by_manager),
    Collection("dotted_lines", "position", ("dotted_line_to",), N_("the positions it reports to by dotted lines"), readers.dotted_lines),
    Fact("dotted_lines.unknown", "set", ("dotted_line_to",), N_("dotted lines that name no position"), readers.dotted_references("unknown"), item=readers.dotted_item(lambda _position, line: line.status == "unknown")),
    Fact("dotted_lines.ambiguous", "set", ("dotted_line_to",), N_("dotted lines whose title several positions have"), readers.dotted_references("ambiguous"), item=readers.dotted_item(lambda _position, line: line.status == "ambiguous")),
    _repeated("dotted_lines.repeated", ("dotted_line_to",), N_("dotted lines to where an earlier one leads"), readers.repeated_lines),
    *_candidates("dotted_lines", "position", ("dotted_line_to",), N_("the positions that the first of the ambiguous ones may mean"), readers.dotted_candidates),
    Fact("dotted_lines.suggestion", "text", ("dotted_line_to",), N_("the position nearest to the first of the unknown ones"), readers.dotted_suggestion),
    Fact("dotted_lines.to_itself", "truth", ("dotted_line_to",), N_("whether a dotted line leads to the position itself"), lambda p: bool(p.dotted) and any(line.status == "itself" for line in p.dotted), item=readers.dotted_item(lambda _position, line: line.status == "itself")),
    Fact("dotted_lines.to_manager", "truth", ("dotted_line_to",), N_("whether a dotted line leads to its own manager"), readers.repeats_solid, item=readers.dotted_item(lambda p, line: line.target is p.manager)),
    Collection("lines", "position", ("reports_to", "dotted_line_to"), N_("solid and dotted lines together"), readers.lines),
    Hop("unit", "unit", ("unit",), N_("the unit it sits in"), lambda p: p.unit),
    Fact("unit.status", "choice", ("unit",), N_("how the reference to its unit fared"), lambda p: p.unit_status, _REFERENCE),
    Fact("unit.inherited", "text", ("unit",), N_("the position around it whose unit it inherits"), readers.inherited_from),
    Fact("unit.reference", "text", ("unit",), N_("its unit as written"), lambda p: p.unit_reference),
    Fact("unit.suggestion", "text", ("unit",), N_("the unit nearest to an unknown one"), readers.unit_suggestion),
    *_candidates("unit", "unit", ("unit",), N_("the units that an ambiguous one may be"), readers.unit_candidates),
    Fact("heads_unit", "truth", ("unit",), N_("whether it heads the unit it sits in"), readers.heads_unit),
    Hop("holder", "person", ("holder",), N_("the person on it; of several, what they agree on"), lambda p: p.holder, readers.co_holders),
    Fact("holder.status", "choice", ("holder",), N_("how the reference to its holder fared; vacant where it is null"), readers.holder_status, ("known", "vacant", "unknown", "ambiguous", "duplicate"), item=readers.broken_holder),
    Fact("holder.reference", "text", ("holder",), N_("its holder as written; of several, the first whose reference is broken"), lambda p: p.holder_reference),
    Fact("holder.suggestion", "text", ("holder",), N_("the person nearest to an unknown one"), lambda p: readers.suggestion("person", p.holder_reference, p.holder_status, p)),
    *_candidates("holder", "person", ("holder",), N_("the people that an ambiguous holder may be"), readers.holder_candidates),
    Collection("holders", "person", ("holder",), N_("the people on it; none where it is vacant"), readers.holders),
    Fact("holders.shared", "truth", ("holder",), N_("whether several people are on it"), readers.is_shared),
    Fact("manages_itself", "truth", ("holder",), N_("whether somebody on it is on the position of its manager too"), readers.manages_itself, item=readers.first_own_manager),
    Collection("own_managers", "person", ("holder",), N_("the people on it who are on the position of its manager too"), readers.own_managers),
    Fact("headcount", "number", ("headcount",), N_("how many people it is for"), lambda p: p.declared.entry.headcount, depends_on=(("position", "headcount"),)),
    Fact("fte", "decimal", ("fte", "headcount"), N_("full-time equivalents; the headcount where not given"), readers.fte, depends_on=(("position", "fte"), ("position", "headcount"))),
    Fact("duties", "set", ("duties",), N_("its duties"), lists.terms("duty", "duties"), term="duty", told_by=lists.told_by("duties")),
    Fact("accountable_for", "set", ("accountable_for",), N_("the duties that its holder answers for"), lists.terms("duty", "accountable_for"), term="duty", told_by=lists.told_by("accountable_for")),
    *_unknown_terms("accountable_for", ("accountable_for",), "duty", lambda p: p.declared.entry.accountable_for),
    Fact("accountable_for.taken", "set", ("accountable_for",), N_("those of them that somebody else answers for by an earlier position"), lists.duties_taken, term="duty"),
    Fact("accountable_for.unheld", "set", ("accountable_for",), N_("those of them that nobody answers for, all positions named for them being vacant"), lists.duties_unheld, term="duty"),
    Collection("accountable_before", "position", ("accountable_for",), N_("the earlier positions by which somebody else answers for them"), lists.accountable_before),
    *_unknown_terms("duties", ("duties",), "duty", lambda p: p.declared.entry.duties),
    Fact("duties.of_others", "set", ("duties",), N_("its duties that only other roles' profiles list"), lists.duties_of_others, term="duty", item=lists.first_duty_of_others),
    Fact("duties.owners", "set", ("duties",), N_("the roles whose these are"), lists.owners_of_duties, term="role"),
    Fact("requirements.education", "level", ("requirements", "education"), N_("the education it requires"), readers.required_education, scale=EDUCATION),
    Fact("requirements.skills", "set", ("requirements", "skills"), N_("the skills it requires"), lists.required_skills, term="skill"),
    *_unknown_terms("requirements.skills", ("requirements", "skills"), "skill", lists.asked("skills")),
    Fact("requirements.experience", "decimal", ("requirements", "experience"), N_("the years of experience that it requires"), readers.required_experience),
    Fact("requirements.certificates", "set", ("requirements", "certificates"), N_("the certificates that it requires"), lists.listed("certificate", lists.asked("certificates")), term="certificate"),
    *_unknown_terms("requirements.certificates", ("requirements", "certificates"), "certificate", lists.asked("certificates")),
    Fact("requirements.fields_of_study", "set", ("requirements", "fields_of_study"), N_("the fields of study of which it requires one"), lists.listed("field of study", lists.asked("fields_of_study")), term="field of study"),
    *_unknown_terms("requirements.fields_of_study", ("requirements", "fields_of_study"), "field of study", lists.asked("fields_of_study")),
    Fact("authority", "set", ("authority",), N_("what it may decide"), lists.terms("authority", "authority"), term="authority", told_by=lists.told_by("authority")),
    *_unknown_terms("authority", ("authority",), "authority", lambda p: p.declared.entry.authority),
    Fact("meetings", "set", ("meetings",), N_("the meetings it takes part in"), lists.terms("meeting", "meetings"), term="meeting", told_by=lists.told_by("meetings")),
    *_unknown_terms("meetings", ("meetings",), "meeting", lambda p: p.declared.entry.meetings),
    Fact("internal_relations", "set", ("internal_relations",), N_("with whom in the organization it works"), lists.terms("relation", "internal_relations"), term="relation", told_by=lists.told_by("internal_relations")),
    *_unknown_terms("internal_relations", ("internal_relations",), "relation", lambda p: p.declared.entry.internal_relations),
    Fact("external_relations", "set", ("external_relations",), N_("with whom outside the organization it works"), lists.terms("relation", "external_relations"), term="relation", told_by=lists.told_by("external_relations")),
    *_unknown_terms("external_relations", ("external_relations",), "relation", lambda p: p.declared.entry.external_relations),
    Fact("career_path", "set", ("career_path",), N_("the roles it leads to"), lists.terms("role", "career_path"), term="role", told_by=lists.told_by("career_path")),
    _repeated_terms("career_path", ("career_path",), "role", lambda p: p.declared.entry.career_path),
    Fact("promoted_from", "set", ("promoted_from",), N_("the roles that lead to it"), lists.terms("role", "promoted_from"), term="role", told_by=lists.told_by("promoted_from")),
    _repeated_terms("promoted_from", ("promoted_from",), "role", lambda p: p.declared.entry.promoted_from),
    Fact("rotates_with", "set", ("rotates_with",), N_("the roles that it changes places with"), lists.terms("role", "rotates_with"), term="role", told_by=lists.told_by("rotates_with")),
    _repeated_terms("rotates_with", ("rotates_with",), "role", lambda p: p.declared.entry.rotates_with),
    Fact("job_family", "text", ("job_family",), N_("its job family"), lambda p: p.declared.entry.job_family, folded=True),
    Fact("legal_representative", "truth", ("legal_representative",), N_("whether it is the legal representative"), lambda p: p.declared.entry.legal_representative),
    _ORGANIZATION,
)

_UNIT: tuple[Word, ...] = (
    *_shared(N_("the unit's declared id")),
    Fact("name", "text", ("name", "id"), N_("its name"), lambda u: u.name, folded=True),
    Fact("type", "text", ("type",), N_("what kind of unit it is"), lambda u: u.type, term="unit type"),
    Fact("region_level", "level", ("region_level",), N_("the size of a region"), lambda u: u.declared.entry.region_level if u.declared else None, scale=REGION_LEVEL),
    Hop("parent", "unit", ("parent",), N_("the unit that it belongs to"), lambda u: u.parent),
    Fact("parent.status", "choice", ("parent",), N_("how the reference to its parent fared"), lambda u: u.parent_status, _REFERENCE),
    Fact("parent.reference", "text", ("parent",), N_("its parent as written"), readers.parent_reference),
    Fact("parent.suggestion", "text", ("parent",), N_("the unit nearest to an unknown parent"), lambda u: readers.suggestion("unit", readers.parent_reference(u), u.parent_status, u)),
    *_candidates("parent", "unit", ("parent",), N_("the units that an ambiguous parent may be"), readers.parent_candidates),
    Hop("head", "position", ("head",), N_("the position that heads it; of several, what they agree on"), lambda u: u.head, readers.co_heads),
    Fact("head.status", "choice", ("head",), N_("how the reference to its head fared"), lambda u: u.head_status, _REFERENCE, item=readers.broken_head),
    Fact("head.reference", "text", ("head",), N_("its head as written; of several, the first whose reference is broken"), lambda u: u.head_reference),
    Fact("head.suggestion", "text", ("head",), N_("the position nearest to an unknown head"), lambda u: readers.suggestion("position", u.head_reference, u.head_status, u)),
    *_candidates("head", "position", ("head",), N_("the positions that an ambiguous head may be"), readers.head_candidates),
    Collection("heads", "position", ("head",), N_("the positions that head it"), readers.heads),
    Collection("heads.elsewhere", "position", ("head",), N_("those of them that sit in no unit of it"), readers.heads_elsewhere),
    Fact("depth", "number", ("parent",), N_("how many units are around it"), readers.unit_depth),
    Collection("children", "unit", ("type",), N_("the units directly in it"), readers.children),
    Collection("positions", "position", ("type",), N_("the positions that sit in it"), readers.positions),
    Collection("all_positions", "position", ("type",), N_("the positions in it and in all units below"), readers.all_positions),
    _ORGANIZATION,
)

_PERSON: tuple[Word, ...] = (
    *_shared(N_("the person's declared id")),
    Fact("name", "text", ("name",), N_("the person's name"), lambda h: h.name, folded=True),
    Fact("education", "level", ("education",), N_("the person's highest education"), lambda h: h.declared.entry.education if h.declared else None, scale=EDUCATION),
    Fact("skills", "set", ("skills",), N_("the person's skills"), lists.terms("skill", "skills"), term="skill"),
    *_unknown_terms("skills", ("skills",), "skill", lambda h: h.declared.entry.skills if h.declared else None),
    Fact("experience", "decimal", ("experience",), N_("the person's years of experience"), lambda h: h.declared.entry.experience if h.declared else None),
    Fact("certificates", "set", ("certificates",), N_("the person's certificates"), lists.terms("certificate", "certificates"), term="certificate"),
    *_unknown_terms("certificates", ("certificates",), "certificate", lambda h: h.declared.entry.certificates if h.declared else None),
    Fact("fields_of_study", "set", ("field_of_study",), N_("the person's fields of study"), lists.listed("field of study", lists.fields_studied), term="field of study"),
    *_unknown_terms("fields_of_study", ("field_of_study",), "field of study", lists.fields_studied),
    Collection("positions", "position", ("name",), N_("the positions the person holds"), readers.positions),
    _ORGANIZATION,
)

_CYCLE: tuple[Word, ...] = (
    Fact("kind", "choice", (), N_("what goes round: positions (reporting lines) or units"), lambda c: c.kind, ("positions", "units")),
    Fact("name", "text", (), N_("its members in order"), readers.ring),
    Fact("length", "number", (), N_("how many members it has"), lambda c: len(c.members)),
    Collection("members", "position", (), N_("the positions in it"), readers.members("positions")),
    Collection("member_units", "unit", (), N_("the units in it"), readers.members("units")),
    _ORGANIZATION,
)

_WHOLE: tuple[Word, ...] = (
    Fact("name", "text", ("name",), N_("its name"), lambda o: o.name, folded=True),
    _ATTRIBUTES,
    *_DECLARED,
    Fact("ownership", "choice", ("ownership",), N_("who owns it"), lambda o: o.design.organization.ownership, tuple(OWNERSHIP.names), OWNERSHIP),
    Hop("organization", "organization", (), N_("the organization as a whole"), lambda o: o),
    Fact("declared_attributes", "truth", (), N_("whether a loaded rulebook declares attributes"), lambda o: bool(o.terms.attributes)),
    Fact("has_lines", "truth", (), N_("whether any reporting line is modelled"), lambda o: o.has_lines),
    Fact("layers", "number", (), N_("how many layers of positions there are, from a top down to the deepest one, both counted"), readers.layers),
    Fact("management_layers", "number", (), N_("how many layers of managers there are, down to the deepest position with reports"), readers.management_layers),
    Fact("average_span", "decimal", (), N_("direct reports of a manager on average, by headcount"), readers.average_span),
    Fact("staff_per_manager.headcount", "decimal", (), N_("headcount without reports for each one with reports"), readers.staff_per_manager(readers.headcount)),
    Fact("staff_per_manager.fte", "decimal", (), N_("full-time equivalents without reports for each one with reports"), readers.staff_per_manager(readers.fte)),
    Fact("words_for_nobody", "set", (), N_("words in the places of holders that are read as nobody"), readers.words_for_nobody),
    Fact("covered_positions", "number", (), N_("how many positions a role rule judged; absent where no role rule is loaded"), lambda o: o.covered),
    Collection("managers", "position", (), N_("the positions with reports by solid lines"), readers.managers),
    Collection("staff", "position", (), N_("the positions without reports by solid lines"), readers.staff),
    Collection("positions", "position", (), N_("all positions"), lambda o: o.inside),
    Collection("units", "unit", (), N_("all units"), lambda o: o.units or None),
    Collection("people", "person", (), N_("all people"), lambda o: o.people or None),
)

# fmt: on


def _totals(collection: Collection) -> list[Fact]:
    """The facts that every collection has: how many members, and of positions their headcount and full-time equivalents."""

    def headcount(subject: Any) -> int | None:
        members = collection.read(subject)
        if not members:
            return None if members is None else 0
        if isinstance(members, list) and ("position", "headcount") not in organization_of(subject).written:
            return len(members)  # each is for one
        return sum(map(readers.headcount, members))

    def fte(subject: Any) -> float | None:
        members = collection.read(subject)
        return None if members is None else sum(map(readers.fte, members)) if members else 0

    name, key, members = collection.name, collection.key, collection.meaning

    def names(subject: Any) -> frozenset[str] | None:
        members = collection.read(subject)
        return (
            None
            if members is None
            else frozenset(member.title if isinstance(member, Position) else member.name for member in members)
        )

    def number(subject: Any) -> int | None:
        members = collection.read(subject)
        if members is None:
            return None
        return len(members) if isinstance(members, Sized) else sum(1 for _ in members)

    facts = [Fact(f"{name}.count", "number", key, N_("number of: {members}"), number)]
    facts.append(Fact(f"{name}.names", "set", key, N_("titles or names of: {members}"), names))

    def union(of_one: Callable[[Any], Iterable[str] | None], *, whole: bool) -> Callable[[Any], frozenset[str] | None]:
        """What the members have between them; absent where one (``whole``), or where all, leave it open."""

        @readers.remembered
        def read(subject: Any) -> frozenset[str] | None:
            members = collection.read(subject)
            said = None if members is None else [of_one(member) for member in members]
            if said is None or (None in said if whole else all(each is None for each in said)):
                return None
            return union_of(each if isinstance(each, frozenset) else frozenset(each) for each in said if each is not None)

        return read

    if collection.of == "unit":
        types = union(lambda u: (u.type,) if u.type else None, whole=True)
        facts.append(Fact(f"{name}.types", "set", key, N_("types of: {members}"), types, term="unit type"))
    if collection.of == "position":
        roles = union(lambda p: (p.role,) if p.role else None, whole=True)
        facts.append(Fact(f"{name}.roles", "set", key, N_("roles of: {members}"), roles, term="role"))
        duties = union(lists.terms("duty", "duties"), whole=False)
        facts.append(
            Fact(
                f"{name}.duties",
                "set",
                key,
                N_("duties listed by: {members}"),
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
                N_("headcount of: {members}"),
                headcount,
            )
        )
        facts.append(Fact(f"{name}.fte", "decimal", key, N_("full-time equivalents of: {members}"), fte))
    return [fact._replace(members=members, told_by=collection.told_by) for fact in facts]


#: The facts that one key of the entries alone tells: where no entry has it, they are absent of all.
_TOLD_BY: dict[Kind, dict[str, str]] = {
    "position": {
        **dict.fromkeys(("id", "id.status"), "id"),
        **dict.fromkeys(("misfitting_attributes", "misspelt_attributes"), "attributes"),
        **dict.fromkeys(
            ("duties", *(f"duties.{part}" for part in ("misspelt", "unknown", "repeated", "of_others", "owners"))), "duties"
        ),
        **{
            f"accountable_for{part}": "accountable_for"
            for part in ("", ".misspelt", ".unknown", ".repeated", ".taken", ".unheld")
        },
        **{
            f"requirements.{name}": "requirements"
            for name in ("education", "skills", "skills.misspelt", "skills.unknown", "skills.repeated")
        },
        "requirements.experience": "requirements.experience",
        **{
            f"{key}{part}": key
            for key in (
                *("requirements.certificates", "requirements.fields_of_study", "authority", "meetings"),
                *("internal_relations", "external_relations"),
            )
            for part in ("", ".misspelt", ".unknown", ".repeated")
        },
        **{name: name for name in ("career_path", "promoted_from", "rotates_with", "job_family", "legal_representative")},
        **{f"{name}.repeated": name for name in ("career_path", "promoted_from", "rotates_with")},
        **{f"dotted_lines.{name}": "dotted_line_to" for name in ("unknown", "ambiguous", "suggestion", "to_manager", "repeated")},
        **{f"reports.{name}": "reports" for name in ("unknown", "ambiguous", "suggestion", "repeated")},
        **dict.fromkeys(
            (
                "holder.status",
                "holder.reference",
                "holder.suggestion",
                "holders.count",
                "holders.names",
                "holders.shared",
                "manages_itself",
            ),
            "holder",
        ),
        **{f"unit.{name}": "unit" for name in ("reference", "suggestion")},
        **{f"role.{name}": "role" for name in ("stated", "written")},
    },
    "unit": {
        **dict.fromkeys(("misfitting_attributes", "misspelt_attributes"), "attributes"),
        "id": "id",
        "id.status": "id",
        "region_level": "region_level",
        "type": "type",
    },
    "person": {
        **dict.fromkeys(("misfitting_attributes", "misspelt_attributes"), "attributes"),
        **dict.fromkeys(("id", "id.status"), "id"),
        **{
            f"{name}{part}": key
            for name, key in (("skills", "skills"), ("certificates", "certificates"), ("fields_of_study", "field_of_study"))
            for part in ("", ".misspelt", ".unknown", ".repeated")
        },
        "education": "education",
        "experience": "experience",
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
        if isinstance(word, Collection) and word.has_totals:
            for fact in _totals(word):
                key = told_by.get(fact.name)
                table[fact.name] = fact if key is None else fact._replace(written=(kind, key))
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
    return class_of(subject).lower()  # type: ignore[return-value]  # the five classes bear the names of the kinds
