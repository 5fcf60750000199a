"""From the jobs of a role to its profile: each field with the statements that it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.documents.model import Place
from orgrules.drafting.drafted import Decision, DecisionKind, NotUnderstood, ReasonKind, State
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.drafting.writing import reasons
from orgrules.drafting.writing.ids import named_id
from orgrules.drafting.writing.phrases import (
    REQUIREMENTS,
    TERMS,
    as_name,
    is_unit,
    listed_terms,
    number_of_people,
    renamed,
    says_something,
    terms_of,
)
from orgrules.drafting.writing.requirements import Requirement, requirement
from orgrules.drafting.writing.rings import in_rings
from orgrules.drafting.writing.roles import Role, Roles
from orgrules.drafting.writing.statements import Statements
from orgrules.drafting.writing.titles import Mention, Mentioned, is_nameless, mentioned, says_none
from orgrules.locale import N_, _, speaking
from orgrules.text import listed, normalize

_CAREERS: Mapping[Field, str] = {"promotes_to": "career_path", "promoted_from": "promoted_from", "rotates_with": "rotates_with"}

# comments of profiles
_DECIDE_EXCLUSIVE = N_('to decide: "exclusive: true" where nobody else may report to this post, else "exclusive: false"')
_DOTTED_TOO = N_('to decide: "{text}" names a dotted line too ({place})')
_IN_A_RING = N_('to decide: the lines from "{text}" lead back to this post ({place})')
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
        self._is_of_several = len({job.title.place.path for job in handbook.jobs}) > 1
        jobs = [job for job in handbook.jobs if not is_nameless(job.title.text)]
        self.roles = Roles(jobs, before.roles)
        self.terms: dict[str, dict[str, str]] = {kind: dict(names) for kind, names in before.terms.items()}
        self._named: set[tuple[str, str]] = set()
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
        self._keep_terms(list(self.statements.expect(self._said())))
        for role in list(self.roles.all.values()):
            for job in role.jobs:
                self._names(role, job)
        links: tuple[tuple[Field, Callable[[Profile, Iterable[Said]], None]], ...] = (
            ("reports_to", self._reports_to),
            ("manages", self._manages),
        )
        for name, link in links:  # titles beside the jobs are roles before careers name them
            for role in list(self.roles.all.values()):
                link(self.profiles[role.id], [said for job in role.jobs for said in job.of(name) if said.text.strip()])
        self._open_rings()
        for role in list(self.roles.all.values()):
            profile = self.profiles.setdefault(role.id, Profile(role))
            for job in role.jobs:
                self._rest(profile, job)
            self._highest_alone(profile)

    def _untitled(self, job: Job) -> None:
        for said in (job.title, *(said for those in job.fields.values() for said in those), *job.not_understood):
            if said.text.strip():
                self.not_understood.append(NotUnderstood(said.text, said.place, _(reasons.UNTITLED)))

    def _said(self) -> Iterator[tuple[str, Field, Said]]:
        """All that the jobs say, with the role and the field."""
        for role in self.roles.all.values():
            for job in role.jobs:
                yield role.id, "title", job.title
                for name, those in job.fields.items():
                    yield from ((role.id, name, said) for said in those if says_something(name, said))

    def _keep_terms(self, reworded: Iterable[tuple[Field, str, str]]) -> None:
        """Let what is in other words now keep its id, unless another job still says it as it was."""
        pairs = [pair for those in reworded for pair in renamed(*those)]
        now = {
            (kind, normalize(as_name(term)))
            for _role, field, said in (self._said() if pairs else ())
            for kind, term in terms_of(field, said.text)
        }
        for kind, old, new in pairs:
            ids = self._term_ids.get(kind, {})
            if old in ids and new not in ids and (kind, old) not in now:
                ids[new] = ids.pop(old)

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
                if says_something(name, said):
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
                self._uncheckable(statement, reasons.NOBODY)
                message = _('"{text}": nobody is named above {role}; no rule says that it is a top')
                self._decide("open", said.place, message.format(text=said.text, role=profile.role.title), profile.role.file)
                continue
            roles = self._roles(profile, (mention for mention in found.titles if not (mention.is_dotted and has_solid)), said)
            if roles:
                value = profile.values.setdefault(
                    "reports_to", {"role": [], **({} if has_solid else {"line": "dotted"}), "cites": []}
                )
                value["role"] = list(dict.fromkeys((*value["role"], *roles)))
                value["cites"] = _with(value["cites"], statement)
            dotted = [mention.title for mention in found.titles if mention.is_dotted and has_solid]
            if dotted:
                message = _('"{text}": the dotted line to {title} is in no rule; "reports_to" tells of one kind of line')
                told = message.format(text=said.text, title=listed(dotted))
                self._decide("open", said.place, told, profile.role.file)
                self._remark(profile, "reports_to", _DOTTED_TOO, said, text=said.text)

    def _open_rings(self) -> None:
        """Of posts that report to each other, let none report to any: which line is the wrong one is not guessed."""
        lines = {role: profile.values.get("reports_to", {}) for role, profile in self.profiles.items()}
        for role in in_rings({role: line["role"] for role, line in lines.items() if line and "line" not in line}):
            profile = self.profiles[role]
            message = _('"{text}": the lines from there lead back to {role}; "reports_to" is left for you to write')
            for said in (said for job in profile.role.jobs for said in job.of("reports_to") if said.text.strip()):
                told = message.format(text=said.text, role=profile.role.title)
                self._decide("circle", said.place, told, profile.role.file)
                self._remark(profile, "reports_to", _IN_A_RING, said, text=said.text)
            del profile.values["reports_to"]

    def _manages(self, profile: Profile, those: Iterable[Said]) -> None:
        for said in those:
            statement = self.statements.add(profile.role.id, "manages", said)
            named = self._mentioned(profile, said)
            if named.is_nobody:
                self._uncheckable(statement, reasons.NOBODY)
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
            value["cites"] = _with(value["cites"], statement)

    def _mentioned(self, profile: Profile, said: Said) -> Mentioned:
        named = mentioned(said.text, self.roles.is_known)
        for part in named.left or (() if named.titles or named.is_nobody else (said.text,)):
            self._left(profile, said, part, reasons.NO_TITLE)
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
                if not says_something(name, said):
                    self._left(profile, said, said.text, reasons.UNKNOWN)
                    continue
                statement = self.statements.add(role, name, said)
                if name != "headcount_below" and says_none(said.text):
                    self._uncheckable(statement, reasons.NONE)
                elif name in TERMS:
                    self._terms(profile, name, said, statement)
                elif name in REQUIREMENTS:
                    self._requirement(profile, requirement(said.text, name), said, statement, is_choice=name == "fields_of_study")
                elif name in _CAREERS:
                    self._career(profile, _CAREERS[name], said, statement)
                elif name in ("purpose", "responsibility"):
                    profile.cites.append(statement)
                    self._uncheckable(statement, reasons.SUMS_UP if name == "purpose" else reasons.ANSWERS)
                else:
                    self._place(profile, name, said, statement)
        for each in job.not_understood:
            if each.text.strip():
                said = reasons.with_label(each)
                statement = self.statements.add(role, "other", said)
                no_field = reasons.no_field(said)
                if no_field is not None:
                    self._left(profile, said, said.text, *no_field)
                    self._uncheckable(statement, no_field[0])
                    continue
                self._left(profile, said, said.text, reasons.UNKNOWN)
                self._remark(profile, "examples", _IN_NO_FIELD, said, text=said.text, statement=statement)

    def _terms(self, profile: Profile, name: Field, said: Said, statement: str) -> None:
        for text in listed_terms(name, said.text):
            self._term(profile.entries(name), "id", TERMS[name], text, statement)

    def _term(self, entries: list[dict[str, Any]], key: str, kind: str, text: str, statement: str) -> None:
        """One term of a list: another sentence on the same one is cited by it too."""
        id_ = self._term_id(kind, text)
        for entry in entries:
            if entry.get(key) == id_:
                entry["cites"] = _with(entry["cites"], statement)
                return
        entries.append({key: id_, "name": self.terms[kind][id_], "cites": [statement]})

    def _term_id(self, kind: str, text: str) -> str:
        known, ids = self.terms.setdefault(kind, {}), self._term_ids.setdefault(kind, {})
        name = as_name(text)
        id_ = named_id(name, kind.replace(" ", "-"), known, ids)
        if (kind, id_) not in self._named:  # as the documents call it now
            self._named.add((kind, id_))
            known[id_] = name
        return ids.setdefault(normalize(name), id_)

    def _requirement(self, profile: Profile, found: Requirement, said: Said, statement: str, *, is_choice: bool) -> None:
        kept = False
        for kind, value in found.asked:
            if kind == "education" and EDUCATION.rank(str(value)) == 0:
                self._uncheckable(statement, reasons.LOWEST)
                continue
            kept = True
            entries = profile.entries("requirements")
            if kind in ("education", "experience"):
                entries.append({kind: value, "cites": [statement]})
            elif kind == "fields_of_study" and isinstance(value, tuple):
                fields = [{"id": self._term_id("field of study", each), "name": as_name(each)} for each in value]
                # what stands by itself under the label of fields of study is a choice: one of them will do
                choice = [entry for entry in entries if kind in entry and is_choice]
                if choice:
                    known = {each["id"] for each in choice[0][kind]}
                    choice[0][kind] += [each for each in fields if each["id"] not in known]
                    choice[0]["cites"] = _with(choice[0]["cites"], statement)
                else:
                    entries.append({kind: fields, "cites": [statement]})
            else:
                self._term(entries, str(kind), str(kind), str(value), statement)
        if not profile.values.get("requirements", True):
            del profile.values["requirements"]
        for parts, reason, why in (
            (found.wished, reasons.WISHED, "optional"),
            (found.traits, reasons.TRAIT, "trait"),
            (found.left, reasons.UNKNOWN, "unknown"),
        ):
            for part in parts:
                self._left(profile, said, part, reason, why)  # type: ignore[arg-type]
        if not kept and not found.left and statement not in self.not_checkable:
            self._uncheckable(statement, reasons.TRAIT if found.traits else reasons.WISHED)

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
                        self._uncheckable(cite, reasons.LOWER)

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
                self._uncheckable(statement, reasons.NOBODY)

    def _place(self, profile: Profile, name: Field, said: Said, statement: str) -> None:
        """The unit that the post sits in, how many people are below it, its job family."""
        text = said.text.strip(" 。.;；")
        if name == "unit" and is_unit(text):
            id_ = self._term_id("unit type", text)
            self.unit_types[id_] = self.terms["unit type"][id_]
            value = profile.values.setdefault("unit_type", {"type": [], "cites": []})
            value["type"] = list(dict.fromkeys((*value["type"], id_)))
            value["cites"] = _with(value["cites"], statement)
        elif name == "job_family" and len(text) <= 40:
            value = profile.values.setdefault("job_family", {"value": [], "cites": []})
            value["value"] = list(dict.fromkeys((*value["value"], text)))
            value["cites"] = _with(value["cites"], statement)
        elif name == "headcount_below" and "headcount_below" not in profile.values and (limits := number_of_people(said)):
            profile.values["headcount_below"] = {**limits, "cites": [statement]}
        else:
            self._left(profile, said, said.text, reasons.UNKNOWN)

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
            profile.remarks.setdefault(key, []).append(_(sentence).format(place=self.place(said.place), **values))

    def place(self, place: Place) -> str:
        """A place as comments tell it: with the name of the document where there are several."""
        said, name = str(place), place.path.replace("\\", "/").rpartition("/")[2]
        if said and self._is_of_several:
            return _("{path}, {place}").format(path=name, place=said)
        return said or name


def _cited(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {cite for entry in entries for cite in entry["cites"]}


def _with(cites: Iterable[str], statement: str) -> list[str]:
    return list(dict.fromkeys((*cites, statement)))
