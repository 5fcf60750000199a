"""From the parts of rulebooks as written to rules that can be decided: everything is checked against everything loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from orgrules.design.model import OrganizationEntry, PersonEntry, PositionEntry, UnitEntry
from orgrules.errors import Problem
from orgrules.facts.expressions import Expression, tests
from orgrules.facts.paths import Path, understand
from orgrules.facts.vocabulary import Collection, Hop, Kind, Word
from orgrules.files.source import Route, plain_data
from orgrules.files.validation import describe, validate_data
from orgrules.findings import Severity
from orgrules.locale import _
from orgrules.organization.titles import Alias
from orgrules.rulebook.attributes import declaring
from orgrules.rulebook.conditions import Compiler
from orgrules.rulebook.constants import MANY_OF_KIND, ONE_OF_KIND, Names, unknown_role
from orgrules.rulebook.files import RULE_FIELDS, AliasEntry, Bilingual, RoleFile, RuleFile
from orgrules.rulebook.folders import Folder, Raw
from orgrules.rulebook.model import Placement, Rule, Statement, UnitCondition
from orgrules.rulebook.profiles import field_of, item_ids, listed_in, rule_id, written_rule
from orgrules.rulebook.shipped import RULEBOOK_FILE
from orgrules.rulebook.templates import check_template
from orgrules.text import Texts, did_you_mean, listed, shown

_KEYS: dict[Kind, tuple[str, ...]] = {
    "position": tuple(PositionEntry.keys),
    "unit": tuple(UnitEntry.keys),
    "person": tuple(PersonEntry.keys),
    "cycle": (),
    "organization": tuple(OrganizationEntry.keys),
}


class _Cited(NamedTuple):
    """The statements that a rule cites: all of them, those of the rule as a whole, and those of single members of its list."""

    every: tuple[Statement, ...]
    field: tuple[Statement, ...]
    items: Mapping[str, tuple[Statement, ...]]


class RuleCompiler:
    """Compiles the rules of one rulebook with what it extends; problems are collected."""

    def __init__(self, folder: Folder, names: Names, role_names: Mapping[str, Texts], problems: list[Problem]) -> None:
        self.folder = folder
        self.names = names
        self.role_names = role_names
        self.problems = problems
        self.by_cite = self._statements_by_cite()

    def profile_rules(self, profile: RoleFile, raw: Raw) -> Iterable[Rule]:
        """The rules that the fields of a profile are."""
        for field in RULE_FIELDS:
            value: Any = field_of(profile, field)
            rule = rule_id(profile.role, field)
            if value is None or rule in self.folder.disabled:
                continue
            at = listed_in(field)
            items: Any = getattr(profile, at)
            cites = self.cites(items.cites, raw, (at,))
            if items is not value:
                cites += self.cites(value.cites, raw, (field,))
            by_item: dict[str, tuple[Statement, ...]] = {}
            listed_as: Route = (at,) if isinstance(raw.data[at], list) else (at, "items")
            for index, item in enumerate(getattr(items, "items", ())):
                of_item = self.cites(item.cites, raw, (*listed_as, index))
                by_item |= {id_: by_item.get(id_, ()) + of_item for id_ in item_ids(item)}
            if self._has_unknown_roles(value, raw, field):
                continue
            every = [*cites, *(statement for those in by_item.values() for statement in those)]
            written = written_rule(profile, field, self.role_names)
            parts = _Cited(tuple({statement[:3]: statement for statement in every}.values()), cites, by_item)
            place: Route = (field if raw.data.get(field) else at,)
            made = self._rule(rule, RuleFile.model_validate(written), written, raw, place, parts)
            yield made._replace(exclusive=getattr(value, "exclusive", None))

    def written(self, id_: str, raw: Raw) -> Rule | None:
        """A written rule; None where it is invalid."""
        shape = validate_data(RuleFile, raw.data, raw.locate)
        if not isinstance(shape, RuleFile):
            self.problems.extend(shape)
            return None
        data = plain_data({key: value for key, value in raw.data.items() if key != "examples"})
        cites = self.cites(shape.cites, raw, ())
        return self._rule(id_, shape, data, raw, (), _Cited(cites, cites, {}))

    def alias(self, role: str, entry: AliasEntry, raw: Raw, at: Route, *, with_area: bool) -> Alias:
        """A title of a role, with its condition where it has one."""
        if not entry.where:
            return Alias(role, entry.title, with_area)
        compiler = Compiler(raw.problem, self._names(raw), self.problems)
        expression = compiler.condition("position", entry.where, (*at, "where"))
        for test in tests(expression):
            path = test.column.path
            of_positions = "role" in path.text or "title" in path.text or "positions" in path.text
            if not path.text.startswith("unit.") or of_positions or path.reads_terms:
                message = _(
                    '"{path}" may depend on the role that is asked for; a title\'s condition asks for facts of the unit'
                ).format(path=path.text)
                self.problems.append(raw.problem((*at, "where"), message))
        return Alias(role, entry.title, with_area, UnitCondition(plain_data(entry.where), expression))

    def cites(self, cites: Iterable[str], raw: Raw, at: Route) -> tuple[Statement, ...]:
        """The statements that citations name: STATEMENT, or DOCUMENT:STATEMENT where several documents have it."""
        found = []
        for index, cite in enumerate(cites):
            matches = self.by_cite.get(cite, [])
            if len(matches) == 1:
                found.append(matches[0])
                continue
            known = sorted({statement.id for statements in self.folder.statements.values() for statement in statements})
            if matches:
                message = _('"{cite}" is in several documents; write {document}:{statement}').format(
                    cite=shown(cite), document=matches[0].document, statement=matches[0].id
                )
            elif not known:
                message = _('"{cite}" cites a statement, and the rulebook has no documents').format(cite=shown(cite))
            else:
                message = unknown_statement(cite, known)
            self.problems.append(raw.problem((*at, "cites", index), message))
        return tuple(found)

    def _statements_by_cite(self) -> dict[str, list[Statement]]:
        """The statements that a citation may mean: this rulebook's own before those of what it extends."""
        found: dict[str, list[Statement]] = {}
        for folder in reversed(list(self.folder.family)):
            own: dict[str, list[Statement]] = {}
            for statement in folder.statements[folder.file.rulebook]:
                for cite in (statement.id, f"{statement.document}:{statement.id}"):
                    own.setdefault(cite, []).append(statement)
            found |= own
        return found

    def _rule(self, id_: str, shape: RuleFile, data: Mapping[str, Any], raw: Raw, at: Route, cited: _Cited) -> Rule:
        """The rule of one shape. ``data`` is its written form; ``at`` is where it stands: () for a file of its own."""
        names = self._names(raw)
        compiler = Compiler(raw.problem, names, self.problems)
        own = raw.data if not at else data
        where, require = own.get("where"), own.get("require")
        kinds: list[Kind] = list(shape.each)
        conditions = {}
        for kind in kinds:
            before = len(self.problems)
            conditions[kind] = (
                compiler.condition(kind, where, (*at, "where")),
                compiler.condition(kind, require, (*at, "require")),
            )
            if require is None or require == {}:
                message = _('"require" is a condition; found {found}').format(found=describe(require))
                self.problems.append(raw.problem((*at, "require"), message))
            self._check_texts(shape, kind, raw, at, names)
            if len(self.problems) > before:
                break  # the same words are wrong for the next kind too
        roles = where.get("role") if isinstance(where, dict) and kinds == ["position"] else None
        confined = [roles] if isinstance(roles, str) else roles if isinstance(roles, list) else None
        source, route = raw.locate(at)
        return Rule(
            id=id_,
            rulebook=raw.rulebook,
            name=shape.name.texts(),
            severity=Severity[shape.severity.upper()],
            conditions=conditions,
            roles=None if confined is None else frozenset(map(str, confined)),
            message=shape.message.texts() if shape.message else {},
            why=shape.why.texts() if shape.why else {},
            fix=shape.fix.texts() if shape.fix else {},
            cites=cited.every,
            field_cites=cited.field,
            item_cites=cited.items,
            placement=self._placement(shape, kinds, compiler, raw, at),
            written=data,
            source=source,
            route=route,
            reading=self._reading(shape, raw, at),
        )

    def _names(self, raw: Raw) -> Names:
        """What the parts of a rulebook may name: where it, or what it extends, declares attributes, none but those."""
        if not self.names.declared.attributes:
            return self.names
        family = list(self.folder.family)
        own = next((member for member in family if member.file.rulebook == raw.rulebook and not raw.overridden), family[0])
        return self.names._replace(declared=self.names.declared._replace(closed=declaring(own)))

    def _reading(self, shape: RuleFile, raw: Raw, at: Route) -> str | None:
        """Where the rule's reading is told."""
        if shape.reading is None:
            return None
        page = next((folder.file.readings for folder in self.folder.family if folder.file.rulebook == raw.rulebook), None)
        if page is None:
            message = _('"reading" is a heading of the page that {file} names under "readings", and it names none')
            self.problems.append(raw.problem((*at, "reading"), message.format(file=RULEBOOK_FILE)))
        return f"{page}#{shape.reading}"

    def _placement(self, shape: RuleFile, kinds: list[Kind], compiler: Compiler, raw: Raw, at: Route) -> Placement:
        finding = shape.finding
        if finding is None:
            return Placement()
        here = (*at, "finding")
        for index, key in enumerate(finding.at or ()):
            unknown = next((kind for kind in kinds if key not in _KEYS[kind]), None)
            if unknown is not None:
                self.problems.append(raw.problem((*here, "at", index), _no_key(key, unknown)))
        related, where = self._related(finding.related, kinds, compiler, raw, (*here, "related"))
        return Placement(
            tuple(finding.at or ()),
            related,
            where,
            finding.expected.texts() if finding.expected else {},
            finding.actual.texts() if finding.actual else {},
            tuple(self._elsewhere(finding.elsewhere or (), kinds, raw, (*here, "elsewhere"))),
        )

    def _elsewhere(self, names: Iterable[str], kinds: list[Kind], raw: Raw, here: Route) -> Iterable[Path]:
        """The collections of positions in which what a list lacks is looked for."""
        for index, name in enumerate(names):
            try:
                path = understand(kinds[0], name)
            except ValueError as error:
                self.problems.append(raw.problem((*here, index), str(error)))
                continue
            if not isinstance(path.word, Collection) or path.word.of not in kinds:
                message = _('"{name}" is no collection of {kinds}').format(name=shown(name), kinds=_(MANY_OF_KIND[kinds[0]]))
                self.problems.append(raw.problem((*here, index), message))
                continue
            yield path

    def _related(
        self, said: Any, kinds: list[Kind], compiler: Compiler, raw: Raw, here: Route
    ) -> tuple[str | None, Expression | None]:
        """The collection of related places, and the condition that its members must meet."""
        if said is None:
            return None, None
        name, condition = said, None
        if isinstance(said, dict) and len(said) == 1:
            [(name, inner)] = said.items()
            condition = inner.get("where") if isinstance(inner, dict) and set(inner) == {"where"} else None
        if not isinstance(name, str) or (isinstance(said, dict) and condition is None):
            message = _('"related" takes a collection, or {{COLLECTION: {{where: CONDITION}}}}; found {found}')
            self.problems.append(raw.problem(here, message.format(found=describe(said))))
            return None, None
        word: Word | None = None
        wrong = ""
        for kind in kinds:
            try:
                word = word or understand(kind, name).word
            except ValueError as error:
                wrong = wrong or str(error)
        if word is None:
            self.problems.append(raw.problem(here, wrong))
            return None, None
        if not isinstance(word, Collection | Hop):
            message = _('"{name}" is a value; name another subject, or a collection').format(name=shown(name))
            self.problems.append(raw.problem(here, message))
            return None, None
        kind = word.of if isinstance(word, Collection) else word.to
        return name, compiler.condition(kind, condition, (*here, name, "where"))

    def _check_texts(self, shape: RuleFile, kind: Kind, raw: Raw, at: Route, names: Names) -> None:
        """The placeholders of every text that a finding shows."""
        finding = shape.finding
        texts: list[tuple[Route, Bilingual | None]] = [
            (("fix",), shape.fix),
            (("message",), shape.message) if shape.message else (("name",), shape.name),
            (("finding", "expected"), finding.expected if finding else None),
            (("finding", "actual"), finding.actual if finding else None),
        ]
        for route, said in texts:
            for language, text in said.texts().items() if said is not None else ():
                problem = check_template(text, kind, names.declared)
                if problem is not None:
                    self.problems.append(raw.problem((*at, *route, language), problem))

    def _has_unknown_roles(self, value: Any, raw: Raw, field: str) -> bool:
        """Whether a field names roles that nobody defines: told at their own places rather than at the field's."""
        roles = getattr(value, "role", None) or ()
        unknown = [(index, role) for index, role in enumerate(roles) if role not in self.names.roles]
        for index, role in unknown:
            self.problems.append(raw.problem((field, "role", index), unknown_role(role, self.names)))
        return bool(unknown)


def unknown_statement(cite: str, known: Iterable[str]) -> str:
    """That no document has a statement, with the nearest one."""
    return _('no document has the statement "{statement}"{hint}').format(statement=shown(cite), hint=did_you_mean(cite, known))


def _no_key(key: str, kind: Kind) -> str:
    """That a finding cannot point at a key of subjects of some kind."""
    known = _KEYS[kind]
    if not known:
        return _("a cycle has no keys in a design; its findings stand at its first member")
    hint = did_you_mean(key, known) or _("; known are {names}").format(names=listed(known))
    return _('"{key}" is no key of a {kind} in a design{hint}').format(key=shown(key), kind=_(ONE_OF_KIND[kind]), hint=hint)
