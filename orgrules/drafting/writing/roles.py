"""Which roles a handbook speaks of: its jobs, and titles that it names beside them; what is not sure is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from orgrules.documents.model import Place
from orgrules.drafting.drafted import Decision
from orgrules.drafting.model import Job
from orgrules.drafting.writing.ids import slug, unique
from orgrules.drafting.writing.titles import is_nameless, likeness, names_of, one_of
from orgrules.locale import _
from orgrules.text import Texts, listed, normalize

#: A title is cut where it is longer.
MOST_CHARACTERS = 200
#: The folders of written rules of the rulebook that is always loaded: no role may be called so.
RESERVED = frozenset(
    (
        *("attributes", "authority", "coverage", "duties", "entries", "headcount", "hierarchy", "identity", "meetings"),
        *("people", "requirements", "titles", "units"),
    )
)


class Alias(NamedTuple):
    """Another name of a role: what the document says itself, or (``is_proposed``) what was named at a place and may be one."""

    name: str
    place: Place
    is_proposed: bool = False


@dataclass(slots=True)
class Role:
    """One role: its jobs (none: it is only named somewhere), and its names."""

    id: str
    names: Texts
    place: Place
    jobs: list[Job] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The name that people know it by, in the language that comes first in the document."""
        return next(iter(self.names.values()))

    @property
    def file(self) -> str:
        """The file of its profile."""
        return f"roles/{self.id}.yaml"


class Roles:
    """The roles of a draft while it is made: what names are known, which ids are taken, and what a person has to decide."""

    def __init__(self, jobs: Iterable[Job], kept: Mapping[str, str]) -> None:
        """``kept`` are the titles of an earlier draft by the ids that they had."""
        self.all: dict[str, Role] = {}
        self.decisions: list[Decision] = []
        self.titles = dict(kept)
        self._kept = {normalize(name): id_ for id_, title in reversed(list(kept.items())) for name in reversed(_names(title))}
        self._known: dict[str, str] = {}
        self._alike: dict[tuple[str, ...], list[str]] = {}
        jobs = list(jobs)
        # a name is an id too where designs state roles: none may be the id of another role
        self._names = frozenset(normalize(name) for job in jobs for name in _names(job.title.text))
        for job in jobs:
            self._add_job(job)
        for role in list(self.all.values()):
            self._tell_of_likeness(role)

    def is_known(self, text: str) -> bool:
        """Whether a text is the name of a role as it stands."""
        return normalize(text) in self._known

    def id_of(self, title: str) -> str:
        """The id of a role by its title: the one that it had, or a new one."""
        names = names_of(title)
        forms = [normalize(name) for name in (title, *names.values())]
        for form in forms:
            if form in self._known:
                return self._known[form]
        for form in forms:
            if form in self._kept and self._kept[form] not in self.all:  # of two titles that were one, the first is it
                return self._kept[form]
        first = next(iter(names.values()))
        id_ = unique(slug(first), self._taken() | (self._names - set(forms)), "role")
        self._kept |= dict.fromkeys(forms, id_)
        self.titles[id_] = title
        return id_

    def called_also(self, role: Role, name: str, place: Place) -> None:
        """What the document itself gives as another name of a job."""
        if is_nameless(name) or len(name) > MOST_CHARACTERS:
            return
        form = normalize(name)
        owner = self._known.get(form, form if form in self.all else None)
        if owner is None:
            role.aliases.append(Alias(name, place))
            self._know(name, role.id)
        elif owner != role.id:
            message = _('"{title}" is a name of {role} too, and was not written under "also_called"')
            self._decide("ambiguous", place, message.format(title=name, role=self.all[owner].title), role.file)

    def found(self, title: str, place: Place, *, makes: bool = True) -> str | None:
        """The role that a title names somewhere: one that is known, else one with nothing but that name (``makes``).

        None where it may be several: that is told.
        """
        for form in (title, one_of(title)):
            if self.is_known(form):
                return self._known[normalize(form)]
        names = _names(title)
        owners = {self._known[form] for form in map(normalize, names) if form in self._known}
        if len(owners) == 1:  # 总经理 General Manager is General Manager, and 总经理 is another name of that role
            (owner,) = owners
            for name in names[1:]:
                if not self.is_known(name):
                    self._propose(self.all[owner], name, place)
            self._know(title, owner)
            return owner
        form = normalize(one_of(title))
        alike = sorted(owners) or ([form] if form in self.all else self._alike.get(likeness(title), []))
        if len(alike) > 1:
            message = _('"{title}" may be {roles}; it is left for you to say which')
            roles = listed([self.all[role].title for role in alike])
            self._decide("ambiguous", place, message.format(title=title, roles=roles))
            return None
        if alike:
            self._propose(self.all[alike[0]], title, place)
            return alike[0]
        if not makes:
            return None
        role = self._made(one_of(title), place)
        message = _('no job description is of "{title}"; its profile has nothing but the name')
        self._decide("stub", place, message.format(title=role.title), role.file)
        return role.id

    def _propose(self, role: Role, name: str, place: Place) -> None:
        """Take a name for another one of a role, and tell that."""
        message = _('"{title}" was taken for another name of {role}; it stands under "also_called"')
        self._decide("synonym", place, message.format(title=name, role=role.title), role.file)
        role.aliases.append(Alias(name, place, is_proposed=True))
        self._know(name, role.id)

    def _add_job(self, job: Job) -> None:
        title = _title(job.title.text)
        owner = next((self._known[form] for form in map(normalize, _names(title)) if form in self._known), None)
        if owner is None:
            self._made(title, job.title.place).jobs.append(job)
            return
        role = self.all[owner]
        role.jobs.append(job)
        message = _('"{title}" is described at {first}, and here again; both were taken together')
        first = str(role.place) or role.place.path
        if str(role.place) and role.place.path != job.title.place.path:
            first = _("{path}, {place}").format(path=role.place.path, place=first)
        self._decide("twice", job.title.place, message.format(title=title, first=first), role.file)

    def _made(self, title: str, place: Place) -> Role:
        role = Role(self.id_of(title), names_of(title), place)
        self.titles[role.id] = title
        self.all[role.id] = role
        for name in _names(title):
            self._know(name, role.id)
        return role

    def _know(self, name: str, role: str) -> None:
        self._known.setdefault(normalize(name), role)
        alike = self._alike.setdefault(likeness(name), [])
        if role not in alike:
            alike.append(role)

    def _tell_of_likeness(self, role: Role) -> None:
        others = [self.all[other] for other in self._alike[likeness(role.title)] if other != role.id]
        if others and list(self.all).index(others[0].id) < list(self.all).index(role.id):
            message = _('"{title}" and "{other}" may be one job; each has a profile of its own')
            self._decide("synonym", role.place, message.format(title=role.title, other=others[0].title), role.file)

    def _taken(self) -> frozenset[str]:
        return RESERVED.union(self.all, self.titles)

    def _decide(self, kind: str, place: Place, text: str, file: str = "") -> None:
        self.decisions.append(Decision(kind, place, text, file))  # type: ignore[arg-type]


def _title(text: str) -> str:
    return " ".join(text.split())[:MOST_CHARACTERS]


def _names(title: str) -> tuple[str, ...]:
    """A title as it stands, and the names that it has in each language."""
    title = _title(title)
    return (title, *names_of(title).values())
