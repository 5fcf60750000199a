"""From the jobs of a role to its profile: each field with the statements that it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.documents.model import Place
from orgrules.drafting.drafted import Decision, DecisionKind, NotUnderstood, ReasonKind, State
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.drafting.reading.labels import meaning_of
from orgrules.drafting.writing.ids import named_id
from orgrules.drafting.writing.requirements import Requirement, requirement
from orgrules.drafting.writing.roles import Role, Roles
from orgrules.drafting.writing.statements import Statements
from orgrules.drafting.writing.titles import Mention, Mentioned, is_nameless, mentioned
from orgrules.locale import N_, _, speaking
from orgrules.text import listed, normalize

#: Fields that list terms, by what their terms are.
TERMS: Mapping[Field, str] = {
    "duties": "duty",
    "authority": "authority",
    "meetings": "meeting",
    "internal_relations": "relation",
    "external_relations": "relation",
}
_REQUIREMENTS: tuple[Field, ...] = ("requirements", "education", "experience", "certificates", "fields_of_study", "skills")
_CAREERS: Mapping[Field, str] = {"promotes_to": "career_path", "promoted_from": "promoted_from", "rotates_with": "rotates_with"}

_WISHED = N_("it is wished for, and not asked for")
_TRAIT = N_("it tells what somebody is like, which no design shows")
_NO_TITLE = N_("it names no title")
_UNKNOWN = N_("it belongs to no field")
_APART = N_("a profile has no field for it")
_UNTITLED = N_("it stands under no title")
_SUMS_UP = N_("it sums up what the post is for; its duties are checked each by itself")
_ANSWERS = N_("it says what the post answers for, which no design shows")
_NOBODY = N_("it names nobody")
_LOWER = N_("another sentence of the same job asks for more")
_LOWEST = N_("there is nothing below it")

# comments of profiles
_DECIDE_EXCLUSIVE = N_('to decide: "exclusive: true" where nobody else may report to this post, else "exclusive: false"')
_DOTTED_TOO = N_('to decide: "{text}" names a dotted line too ({place})')
_SEVERAL = N_('to decide: "{text}" may be several roles ({place})')
_NAMED_TOO = N_('to decide: "{text}" is named too, and is no role here ({place})')
_IN_NO_FIELD = N_('in no field: "{text}" ({statement}, {place})')


@dataclass(slots=True)
class Profile:
    """What a profile says, as plain data by key, in the order of the fields; remarks are comments for whoever decides."""

    role: Role
    values: dict[str, Any] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    cites: list[str] = field(default_factory=list)

    def entries(self, key: str) -> list[dict[str, Any]]:
        """The list of a field, to be added to."""
        found: list[dict[str, Any]] = self.values.setdefault(key, [])
        return found


class Draft:
    """Everything that is gathered while a rulebook is drafted."""

    def __init__(self, handbook: Handbook, before: State) -> None:
        """What stands in files is said in the language of the handbook, all else in the language spoken."""
        self.language = handbook.language
        self.statements = Statements(before)
        jobs = [job for job in handbook.jobs if not is_nameless(job.title.text)]
        self.roles = Roles(jobs, before.roles)
        self.terms: dict[str, dict[str, str]] = {kind: dict(names) for kind, names in before.terms.items()}
        self._term_ids = {kind: {normalize(name): id_ for id_, name in names.items()} for kind, names in self.terms.items()}
        self.not_checkable: dict[str, str] = {}
        self.unit_types: dict[str, str] = {}
        self.decisions: list[Decision] = []
        self.not_understood: list[NotUnderstood] = []
        self.profiles: dict[str, Profile] = {}
        for job in handbook.jobs:
            if is_nameless(job.title.text):
                self._untitled(job)
        for role in list(self.roles.all.values()):
            self.profiles[role.id] = Profile(role)
            for job in role.jobs:
                self._names(role, job)
        links: tuple[tuple[Field, Callable[[Profile, Iterable[Said]], None]], ...] = (
            ("reports_to", self._reports_to),
            ("manages", self._manages),
        )
        for name, link in links:  # titles beside the jobs are roles before careers name them
            for role in list(self.roles.all.values()):
                link(self.profiles[role.id], [said for job in role.jobs for said in job.of(name) if said.text.strip()])
        for role in list(self.roles.all.values()):
            profile = self.profiles.setdefault(role.id, Profile(role))
            for job in role.jobs:
                self._rest(profile, job)
            self._highest_alone(profile)

    def _untitled(self, job: Job) -> None:
        for said in (job.title, *(said for those in job.fields.values() for said in those), *job.not_understood):
            if said.text.strip():
                self.not_understood.append(NotUnderstood(said.text, said.place, _(_UNTITLED)))

    def _names(self, role: Role, job: Job) -> None:
        profile = self.profiles[role.id]
        titles = (job.title, *job.of("title"))
        cites = [self.statements.add(role.id, "title", said) for said in titles]
        for said in job.of("also_called"):
            if not said.text.strip():
                continue
            cites.append(self.statements.add(role.id, "also_called", said))
            for name in re.split(r"[、，,;；/／]", said.text):
                if name.strip(" 。."):
                    self.roles.called_also(role, name.strip(" 。."), said.place)
        for name, those in job.fields.items():  # in the order of the document, whatever is made of them
            for said in those:
                if _says_something(name, said):
                    self.statements.add(role.id, name, said)
        title = profile.values.setdefault("title", {"cites": []})
        title["cites"] = list(dict.fromkeys((*title["cites"], *cites)))

    def _reports_to(self, profile: Profile, those: Iterable[Said]) -> None:
        named = [
            (said, self.statements.add(profile.role.id, "reports_to", said), self._mentioned(profile, said)) for said in those
        ]
        has_solid = any(not mention.is_dotted for _said, _statement, found in named for mention in found.titles)
        for said, statement, found in named:
            if found.is_nobody:
                self._uncheckable(statement, _NOBODY)
                message = _('"{text}": nobody is named above {role}; no rule says that it is a top')
                self._decide("open", said.place, message.format(text=said.text, role=profile.role.title), profile.role.file)
                continue
            roles = self._roles(profile, (mention for mention in found.titles if not (mention.is_dotted and has_solid)), said)
            if roles:
                value = profile.values.setdefault(
                    "reports_to", {"role": [], **({} if has_solid else {"line": "dotted"}), "cites": []}
                )
                value["role"] = list(dict.fromkeys((*value["role"], *roles)))
                value["cites"] = list(dict.fromkeys((*value["cites"], statement)))
            dotted = [mention.title for mention in found.titles if mention.is_dotted and has_solid]
            if dotted:
                message = _('"{text}": the dotted line to {title} is in no rule; "reports_to" tells of one kind of line')
                told = message.format(text=said.text, title=listed(dotted))
                self._decide("open", said.place, told, profile.role.file)
                self._remark(profile, "reports_to", _DOTTED_TOO, said, text=said.text)

    def _manages(self, profile: Profile, those: Iterable[Said]) -> None:
        for said in those:
            statement = self.statements.add(profile.role.id, "manages", said)
            named = self._mentioned(profile, said)
            if named.is_nobody:
                self._uncheckable(statement, _NOBODY)
                continue
            roles = self._roles(profile, named.titles, said)
            if not roles:
                continue
            if "manages" not in profile.values:
                message = _('whether others may report to {role} too is yours to say: "exclusive" of its "manages"')
                self._decide("exclusive", said.place, message.format(role=profile.role.title), profile.role.file)
                self._remark(profile, "manages", _DECIDE_EXCLUSIVE, said)
            for part in named.left:
                self._remark(profile, "manages", _NAMED_TOO, said, text=part)
            value = profile.values.setdefault("manages", {"role": [], "cites": []})
            value["role"] = list(dict.fromkeys((*value["role"], *roles)))
            value["cites"] = list(dict.fromkeys((*value["cites"], statement)))

    def _mentioned(self, profile: Profile, said: Said) -> Mentioned:
        named = mentioned(said.text, self.roles.is_known)
        for part in named.left or (() if named.titles or named.is_nobody else (said.text,)):
            self._left(profile, said, part, _NO_TITLE)
        return named

    def _roles(self, profile: Profile, titles: Iterable[Mention], said: Said) -> list[str]:
        """The ids of the roles that are named; of the role itself none, and what may be several is remarked."""
        found: list[str] = []
        for mention in titles:
            role = self.roles.found(mention.title, said.place)
            if role is None:
                self._remark(profile, "examples", _SEVERAL, said, text=mention.title)
            elif role == profile.role.id:
                self._left(profile, said, mention.title, N_("it names the post itself"))
            else:
                found.append(role)
                self.profiles.setdefault(role, Profile(self.roles.all[role]))
        return found

    def _rest(self, profile: Profile, job: Job) -> None:
        role = profile.role.id
        for name, those in job.fields.items():
            for said in those:
                if not said.text.strip() or name in ("title", "also_called", "reports_to", "manages"):
                    continue
                if not _says_something(name, said):
                    self._left(profile, said, said.text, _UNKNOWN)
                    continue
                statement = self.statements.add(role, name, said)
                if name in TERMS:
                    self._terms(profile, name, said, statement)
                elif name in _REQUIREMENTS:
                    self._requirement(profile, requirement(said.text, name), said, statement, is_choice=name == "fields_of_study")
                elif name in _CAREERS:
                    self._career(profile, _CAREERS[name], said, statement)
                elif name in ("purpose", "responsibility"):
                    profile.cites.append(statement)
                    self._uncheckable(statement, _SUMS_UP if name == "purpose" else _ANSWERS)
                else:
                    self._place(profile, name, said, statement)
        for said in job.not_understood:
            if said.text.strip():
                statement = self.statements.add(role, "other", said)
                meaning = meaning_of(said.under)
                if meaning == "optional":
                    self._left(profile, said, said.text, _WISHED, "optional")
                    self._uncheckable(statement, _WISHED)
                    continue
                if meaning == "apart":
                    self._left(profile, said, said.text, _APART)
                    self._uncheckable(statement, _APART)
                    continue
                self._left(profile, said, said.text, _UNKNOWN)
                self._remark(profile, "examples", _IN_NO_FIELD, said, text=said.text, statement=statement)

    def _terms(self, profile: Profile, name: Field, said: Said, statement: str) -> None:
        for text in _listed_terms(name, said.text):
            self._term(profile.entries(name), "id", TERMS[name], text, statement)

    def _term(self, entries: list[dict[str, Any]], key: str, kind: str, text: str, statement: str) -> None:
        """One term of a list: another sentence on the same one is cited by it too."""
        id_ = self._term_id(kind, text)
        for entry in entries:
            if entry.get(key) == id_:
                entry["cites"] = list(dict.fromkeys((*entry["cites"], statement)))
                return
        entries.append({key: id_, "name": self.terms[kind][id_], "cites": [statement]})

    def _term_id(self, kind: str, text: str) -> str:
        known, ids = self.terms.setdefault(kind, {}), self._term_ids.setdefault(kind, {})
        name = _as_name(text)
        id_ = named_id(name, kind.replace(" ", "-"), known, ids)
        known.setdefault(id_, name)
        return ids.setdefault(normalize(name), id_)

    def _requirement(self, profile: Profile, found: Requirement, said: Said, statement: str, *, is_choice: bool) -> None:
        kept = False
        for kind, value in found.asked:
            if kind == "education" and EDUCATION.rank(str(value)) == 0:
                self._uncheckable(statement, _LOWEST)
                continue
            kept = True
            entries = profile.entries("requirements")
            if kind in ("education", "experience"):
                entries.append({kind: value, "cites": [statement]})
            elif kind == "fields_of_study" and isinstance(value, tuple):
                fields = [{"id": self._term_id("field of study", each), "name": _as_name(each)} for each in value]
                # what stands by itself under the label of fields of study is a choice: one of them will do
                choice = [entry for entry in entries if kind in entry and is_choice]
                if choice:
                    known = {each["id"] for each in choice[0][kind]}
                    choice[0][kind] += [each for each in fields if each["id"] not in known]
                    choice[0]["cites"] = list(dict.fromkeys((*choice[0]["cites"], statement)))
                else:
                    entries.append({kind: fields, "cites": [statement]})
            else:
                self._term(entries, str(kind), str(kind), str(value), statement)
        if not profile.values.get("requirements", True):
            del profile.values["requirements"]
        for parts, reason, why in (
            (found.wished, _WISHED, "optional"),
            (found.traits, _TRAIT, "trait"),
            (found.left, _UNKNOWN, "unknown"),
        ):
            for part in parts:
                self._left(profile, said, part, reason, why)  # type: ignore[arg-type]
        if not kept and not found.left and statement not in self.not_checkable:
            self._uncheckable(statement, _TRAIT if found.traits else _WISHED)

    def _highest_alone(self, profile: Profile) -> None:
        """Of several levels of education or numbers of years, the highest alone: it asks for the others too."""
        entries: list[dict[str, Any]] = profile.values.get("requirements", [])
        ranks: Mapping[str, Callable[[Any], Any]] = {"education": EDUCATION.rank, "experience": float}
        for kind, rank in ranks.items():
            those = [entry for entry in entries if kind in entry]
            if len(those) < 2:
                continue
            highest = max(those, key=lambda entry: rank(entry[kind]))
            cites = [cite for entry in those if entry[kind] == highest[kind] for cite in entry["cites"]]
            entries[:] = [entry for entry in entries if kind not in entry or entry is highest]
            highest["cites"] = list(dict.fromkeys(cites))
            cited = {cite for entry in entries for cite in entry["cites"]}
            for entry in those:
                for cite in entry["cites"]:
                    if cite not in cited:
                        self._uncheckable(cite, _LOWER)

    def _career(self, profile: Profile, key: str, said: Said, statement: str) -> None:
        for mention in self._mentioned(profile, said).titles:
            role = self.roles.found(mention.title, said.place, makes=False)
            if role == profile.role.id:
                continue
            entries = profile.entries(key)
            entry: dict[str, Any] = {"role": role or self.roles.id_of(mention.title)}
            if any(each["role"] == entry["role"] for each in entries):
                continue
            if entry["role"] not in self.roles.all:
                entry["name"] = mention.title
            entries.append({**entry, "cites": [statement]})
        if not profile.values.get(key, True):
            del profile.values[key]
        if statement not in _cited(profile.values.get(key, [])):
            named = mentioned(said.text, self.roles.is_known)
            if named.is_nobody:
                self._uncheckable(statement, _NOBODY)

    def _place(self, profile: Profile, name: Field, said: Said, statement: str) -> None:
        """The unit that the post sits in, how many people are below it, its job family."""
        text = said.text.strip(" 。.;；")
        if name == "unit" and _is_unit(text):
            id_ = self._term_id("unit type", text)
            self.unit_types[id_] = self.terms["unit type"][id_]
            value = profile.values.setdefault("unit_type", {"type": [], "cites": []})
            value["type"] = list(dict.fromkeys((*value["type"], id_)))
            value["cites"] = list(dict.fromkeys((*value["cites"], statement)))
        elif name == "job_family" and len(text) <= 40:
            value = profile.values.setdefault("job_family", {"value": [], "cites": []})
            value["value"] = list(dict.fromkeys((*value["value"], text)))
            value["cites"] = list(dict.fromkeys((*value["cites"], statement)))
        elif name == "headcount_below" and "headcount_below" not in profile.values and (limits := _number_of_people(said)):
            profile.values["headcount_below"] = {**limits, "cites": [statement]}
        else:
            self._left(profile, said, said.text, _UNKNOWN)

    def _left(self, profile: Profile, said: Said, part: str, reason: str, kind: ReasonKind = "unknown") -> None:
        self.not_understood.append(NotUnderstood(part, said.place, _(reason), kind, profile.role.id))

    def _uncheckable(self, statement: str, reason: str) -> None:
        with speaking(self.language):
            self.not_checkable.setdefault(statement, _(reason))

    def _decide(self, kind: DecisionKind, place: Place, text: str, file: str = "") -> None:
        self.decisions.append(Decision(kind, place, text, file))

    def _remark(self, profile: Profile, key: str, sentence: str, said: Said, **values: str) -> None:
        """A comment above a key of a profile."""
        with speaking(self.language):
            profile.remarks.setdefault(key, []).append(_(sentence).format(place=str(said.place), **values))


#: A name is cut where it is longer.
_LONGEST_NAME = 500


def _says_something(name: Field, said: Said) -> bool:
    """Whether a statement has words, or the number or mark that its field may be said by."""
    may_have_none = name in ("headcount_below", "experience", "reports_to", "manages")
    return bool(said.text.strip()) and (may_have_none or not is_nameless(said.text))


def _cited(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {cite for entry in entries for cite in entry["cites"]}


def _as_name(text: str) -> str:
    """A sentence as a name: on one line, and without the mark that ends it."""
    return " ".join(text.split()).rstrip("。；;，,、：:. ")[:_LONGEST_NAME] or text.strip()


def _listed_terms(name: Field, text: str) -> list[str]:
    if name == "meetings":
        bare = re.sub(r"^(?:参加|出席|列席|attends?\s+(?:the\s+)?)", "", text.strip(), flags=re.IGNORECASE) or text
        parts = [part.strip() for part in re.split(r"[、，,；;]", bare) if part.strip(" 。.")]
        return parts if all(re.search(r"会议?。?$|\bmeetings?\.?$", part, re.IGNORECASE) for part in parts) else [bare]
    if name in ("internal_relations", "external_relations"):
        parts = [part.strip() for part in re.split(r"[、，,；;]", text) if part.strip(" 。.")]
        return parts if all(len(part) <= (12 if not part.isascii() else 40) for part in parts) else [text]
    return [text]


def _is_unit(text: str) -> bool:
    """Whether a text is the name of one unit, and not of several or of any."""
    return len(text) <= 40 and not re.search(
        r"[、，,;；/／()（）]|^各|所有|相关|^无$|\band\b|\bor\b|^n/?a$|^all ", text, re.IGNORECASE
    )


def _number_of_people(said: Said) -> dict[str, Any]:
    """The number of people below a post; nothing where the text says none for sure."""
    text = f"{said.under} {said.text}"
    form = normalize(re.sub(r"[(（][^()（）]*[)）]", "", said.text)).strip(" 。.")
    found = re.fullmatch(
        r"(?:共|合计|直接|下属|下级|管理|人数|[:,]|total|direct reports|of|\s)*"
        r"(?P<from>\d{1,6})\s*(?:(?:-|~|至|到|–|—|to)\s*(?P<to>\d{1,6})\s*)?"
        r"(?:名|人|位|个|people|persons?|employees|staff|reports)?\s*(?P<above>以上|or more|\+)?(?P<below>以下|or fewer|以内)?",
        form,
    )
    is_direct = {"direct": True} if re.search(r"直接|\bdirect", text, re.IGNORECASE) else {}
    if form in ("无", "没有", "none", "0", "nobody"):
        return {"at_most": 0, **is_direct}
    if found is None:
        return {}
    number, most = int(found["from"]), int(found["to"] or found["from"])
    if found["above"]:
        return {"at_least": number, **is_direct}
    if found["below"] or not most:
        return {"at_most": most, **is_direct}
    return {"at_least": min(number, most), "at_most": max(number, most), **is_direct}
