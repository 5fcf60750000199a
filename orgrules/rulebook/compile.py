"""From the parts of rulebooks as written to rules that can be decided: everything is checked against everything loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orgrules.design.model import OrganizationEntry, PersonEntry, PositionEntry, UnitEntry
from orgrules.errors import Problem
from orgrules.facts.expressions import holds, tests
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import Collection, Kind
from orgrules.findings import Severity
from orgrules.organization.model import Position
from orgrules.organization.titles import Alias
from orgrules.rulebook.conditions import Compiler
from orgrules.rulebook.constants import Names
from orgrules.rulebook.files import RULE_FIELDS, AliasEntry, RoleFile, RuleFile
from orgrules.rulebook.folders import Folder, Raw
from orgrules.rulebook.model import Placement, Rule, Statement
from orgrules.rulebook.profiles import item_cites, rule_id, written_rule
from orgrules.rulebook.templates import check_template
from orgrules.source import Route, plain_data
from orgrules.text import Texts, did_you_mean, listed, shown
from orgrules.validation import describe, validate

_KEYS: dict[Kind, tuple[str, ...]] = {
    "position": tuple(PositionEntry.model_fields),
    "unit": tuple(UnitEntry.model_fields),
    "person": tuple(PersonEntry.model_fields),
    "cycle": (),
    "organization": tuple(OrganizationEntry.model_fields),
}


class RuleCompiler:
    """Compiles the rules of one rulebook with what it extends; problems are collected."""

    def __init__(self, folder: Folder, names: Names, role_names: Mapping[str, Texts], problems: list[Problem]) -> None:
        self.folder = folder
        self.names = names
        self.role_names = role_names
        self.problems = problems

    def profile_rules(self, profile: RoleFile, raw: Raw) -> Iterable[Rule]:
        """The rules that the fields of a profile are."""
        for field in RULE_FIELDS:
            value = getattr(profile, field)
            id_ = rule_id(profile.role, field)
            if value is None or id_ in self.folder.disabled:
                continue
            at: Route = (*raw.route, field) if raw.route[-1:] != (id_,) else raw.route
            self._check_roles(value, raw, at)
            written = written_rule(profile, field, self.role_names)
            shape = RuleFile.model_validate(written)
            cites = item_cites(profile, field)
            yield self._rule(id_, shape, written, raw, at, cites, field=True)

    def written(self, id_: str, raw: Raw) -> Rule | None:
        """A written rule; None where it is invalid."""
        shape = validate(RuleFile, raw.source, raw.data, raw.route)
        if not isinstance(shape, RuleFile):
            self.problems.extend(shape)
            return None
        data = plain_data({key: value for key, value in raw.data.items() if key != "examples"})
        return self._rule(id_, shape, data, raw, raw.route, {}, field=False)

    def alias(self, role: str, entry: AliasEntry, raw: Raw, at: Route, *, with_area: bool) -> Alias:
        """A title of a role, with its condition where it has one."""
        if not entry.where:
            return Alias(role, entry.title, with_area)
        compiler = Compiler(raw.source, self.names, self.problems)
        expression = compiler.condition("position", entry.where, (*at, "where"))
        for test in tests(expression):
            path = test.column.path
            if not path.text.startswith("unit.") or "role" in path.text or "title" in path.text or "positions" in path.text:
                message = (
                    f'"{path.text}" may depend on the role that is asked for; a title\'s condition asks for facts of the unit'
                )
                self.problems.append(raw.source.problem((*at, "where"), message))

        def applies(position: Position) -> bool | None:
            return holds(expression, lambda column: column.read(position))

        return Alias(role, entry.title, with_area, applies)

    def cites(self, cites: Iterable[str], raw: Raw, at: Route) -> tuple[Statement, ...]:
        """The statements that citations name: STATEMENT, or DOCUMENT:STATEMENT where several documents have it."""
        found = []
        for index, cite in enumerate(cites):
            matches = self._statements(cite)
            if len(matches) == 1:
                found.append(matches[0])
                continue
            known = sorted({statement.id for statements in self.folder.statements.values() for statement in statements})
            if matches:
                message = f'"{shown(cite)}" is in several documents; write {matches[0].document}:{matches[0].id}'
            elif not known:
                message = f'"{shown(cite)}" cites a statement, and the rulebook has no documents'
            else:
                message = f'no document has the statement "{shown(cite)}"{did_you_mean(cite, known)}'
            self.problems.append(raw.source.problem((*at, "cites", index), message))
        return tuple(found)

    def _statements(self, cite: str) -> list[Statement]:
        document, _, id_ = cite.rpartition(":")
        for folder in self.folder.family:
            matches = [
                statement
                for statement in folder.statements[folder.file.rulebook]
                if statement.id == (id_ if document else cite) and document in ("", statement.document)
            ]
            if matches:
                return matches
        return []

    def _rule(
        self,
        id_: str,
        shape: RuleFile,
        data: Mapping[str, Any],
        raw: Raw,
        at: Route,
        cites_by_item: Mapping[str, list[str]],
        *,
        field: bool,
    ) -> Rule:
        compiler = Compiler(raw.source, self.names, self.problems)
        where, require = (data.get(key) if field else raw.data.get(key) for key in ("where", "require"))
        kinds: list[Kind] = list(shape.each)
        conditions = {}
        for kind in kinds:
            before = len(self.problems)
            conditions[kind] = (
                compiler.condition(kind, where, (*at, "where")),
                compiler.condition(kind, require, (*at, "require")),
            )
            if not require and not field:
                self.problems.append(raw.source.problem((*at, "require"), f'"require" is a condition; found {describe(require)}'))
            self._check_texts(shape, kind, raw, at, field=field)
            if len(self.problems) > before:
                break  # the same words are wrong for the next kind too
        roles = where.get("role") if isinstance(where, dict) and "position" in kinds else None
        confined = frozenset([roles] if isinstance(roles, str) else roles) if isinstance(roles, str | list) else None
        cites = self.cites(shape.cites, raw, at)
        by_item = {
            item: tuple(statement for cite in those for statement in self._statements(cite))
            for item, those in cites_by_item.items()
        }
        return Rule(
            id=id_,
            rulebook=raw.rulebook,
            name=shape.name.texts(),
            severity=Severity[shape.severity.upper()],
            conditions=conditions,
            roles=confined if kinds == ["position"] else None,
            message=(shape.message or shape.name).texts(),
            why=shape.why.texts() if shape.why else {},
            fix=shape.fix.texts() if shape.fix else {},
            cites=cites,
            item_cites=by_item,
            placement=self._placement(shape, kinds, compiler, raw, at),
            written=data,
            source=raw.source,
            route=at,
        )

    def _placement(self, shape: RuleFile, kinds: list[Kind], compiler: Compiler, raw: Raw, at: Route) -> Placement:
        finding = shape.finding
        if finding is None:
            return Placement()
        here = (*at, "finding")
        for key in finding.at or ():
            unknown = [kind for kind in kinds if key not in _KEYS[kind]]
            if unknown:
                known = _KEYS[unknown[0]]
                hint = did_you_mean(key, known) or f"; known are {listed(known)}"
                message = f'"{shown(key)}" is no key of a {unknown[0]} in a design{hint}'
                self.problems.append(raw.source.problem((*here, "at"), message))
        related, where = finding.related, None
        condition: Any = None
        if isinstance(related, dict) and len(related) == 1:
            [(related, inner)] = related.items()
            condition = inner.get("where") if isinstance(inner, dict) else inner
        if related is not None:
            try:
                word = understand(kinds[0], related if isinstance(related, str) else "").word
                if not isinstance(word, Collection):
                    raise ValueError(f'"{shown(str(related))}" is no collection')  # noqa: TRY004 - a problem of the file
                where = compiler.condition(word.of, condition, (*here, "related", str(related), "where"))
            except ValueError as error:
                self.problems.append(raw.source.problem((*here, "related"), str(error)))
                related = None
        return Placement(
            tuple(finding.at or ()),
            related,
            where,
            finding.expected.texts() if finding.expected else {},
            finding.actual.texts() if finding.actual else {},
        )

    def _check_texts(self, shape: RuleFile, kind: Kind, raw: Raw, at: Route, *, field: bool) -> None:
        """The placeholders of every text that a finding shows."""
        texts: list[tuple[Route, Texts]] = [(("fix",), shape.fix.texts())] if shape.fix else []
        texts += [(("message",), shape.message.texts())] if shape.message else []
        if shape.finding is not None and not field:
            texts += [(("finding", "expected"), shape.finding.expected.texts())] if shape.finding.expected else []
            texts += [(("finding", "actual"), shape.finding.actual.texts())] if shape.finding.actual else []
        for route, by_language in texts:
            for language, text in by_language.items():
                problem = check_template(text, kind)
                if problem is not None:
                    self.problems.append(raw.source.problem((*at, *route, language), problem))

    def _check_roles(self, value: Any, raw: Raw, at: Route) -> None:
        """Roles that a profile names, at their own places rather than at the field's."""
        roles = getattr(value, "role", None)
        for index, role in enumerate(roles or ()):
            if role not in self.names.roles:
                message = f'no loaded rulebook defines the role "{shown(role)}"{did_you_mean(role, self.names.roles)}'
                self.problems.append(raw.source.problem((*at, "role", index), message))
