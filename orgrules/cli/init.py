"""``orgrules init``: something to begin with."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.errors import UsageError
from orgrules.files.writing import write_whole
from orgrules.locale import N_, Language, _, pgettext
from orgrules.rulebook.shipped import BASIC_RULEBOOK, DEFAULT_RULEBOOK, shipped_rulebooks
from orgrules.text import reason_of, shown

#: What others can refine: the basics are always loaded, and are not extended.
_EXTENDED = tuple(name for name in shipped_rulebooks() if name != BASIC_RULEBOOK)

_DESIGN = N_("""\
# An organization for orgrules. Check it with: orgrules check {name}
organization: {{name: My company, ownership: private}}   # private | foreign | state-owned
units:
  - {{id: head-office, name: Head office, type: head-office}}
  - {{id: sales, name: Sales department, type: sales-department, parent: head-office}}
  - {{id: south, name: South Region, type: sales-region, region_level: macro-region, parent: sales}}
positions:
  - title: General manager
    unit: head-office
    reports:                         # nested, to any depth …
      - title: Sales director
        unit: sales
        reports:
          - id: sales-manager
            title: Sales manager
            unit: sales
            reports:
              - {{title: Sales manager assistant, unit: sales}}
  - id: south-manager                # … or flat, with reports_to
    title: Regional Manager, South
    unit: south
    reports_to: sales-manager        # an id, or a title that only one position has
    holder: Ann Lee                  # null: vacant
""")
_OWN = N_("""\
# A rulebook: what your documents say about the organization. Try it with: orgrules test FOLDER
# Ids are lower-case words joined by hyphens; names are as you like, in English, Chinese or both.
rulebook: {id}
version: 0.1.0
name: {name}
documents:                           # what the rules come from; each rule cites its statements
  handbook: {{title: {{en: Staff handbook, zh: 员工手册}}, statements: statements.tsv}}
unit_types:
  warehouse: {{en: Warehouse, zh: 仓库}}
""")
_ROLE = N_("""\
# A role profile: the titles of a role, and what its job description asks. Its id is the name of this file.
# Each field is a rule: {role}/unit-type, {role}/duties.
role: {role}
name: {{en: Warehouse manager, zh: 仓库经理}}
also_called: {{en: [Head of warehouse], zh: [仓库主任]}}
unit_type: {{type: warehouse, cites: ["1"]}}
duties:
  - {{id: count-stock, name: {{en: Count the stock, zh: 盘点库存}}, cites: ["2"]}}
examples:                            # orgrules test tries them
  - design:
      units: [{{id: w1, name: Harbour, type: warehouse}}]
      positions: [{{id: anna, title: Warehouse manager, unit: w1, duties: [Count the stock]}}]
    findings: {{}}
  - design:
      units: [{{id: s1, name: Shop, type: shop}}]
      positions: [{{id: bob, title: Head of warehouse, unit: s1, duties: [sweep]}}]
    findings: {{bob: [unit-type, duties]}}
""")
_RULE = N_("""\
# A written rule: of each subject where a condition holds, another one is required. Its id is its place: {rule}
name: {{en: Every warehouse has one manager, zh: 每个仓库设一名经理}}
cites: ["3"]
severity: warning                    # error | warning | info
each: unit                           # position | unit | person | cycle | organization
where: {{type: warehouse}}
require: {{positions: {{where: {{role: {role}}}, at_least: 1, at_most: 1}}}}
message: {{en: "{{name}} does not have exactly one warehouse manager.", zh: "{{name}}应设一名仓库经理。"}}
fix: {{en: Let one warehouse manager sit in it., zh: 为该仓库设一名仓库经理。}}
examples:
  passes:
    - units: [{{id: w1, name: Harbour, type: warehouse}}]
      positions: [{{title: Warehouse manager, unit: w1}}]
  fails:
    - design:
        units: [{{id: w1, name: Harbour, type: warehouse}}]
        positions: [{{title: Driver, unit: w1}}]
      at: [w1]
""")
_STATEMENTS = """\
id\tkind\ten\tzh
1\tplacement\tA warehouse manager sits in a warehouse.\t仓库经理设在仓库。
2\tduty\tThe warehouse manager counts the stock every month.\t仓库经理每月盘点库存。
3\tstaffing\tEvery warehouse has exactly one warehouse manager.\t每个仓库设一名仓库经理。
"""
_REFINING = N_("""\
rulebook: {id}
version: 0.1.0
name: {name}
# Refine what is shipped: a regional manager here reports to the sales director.
extends: {extended}
override:
  regional-manager/reports-to: {{role: sales-director}}
""")
_EXTENDING = N_("""\
rulebook: {id}
version: 0.1.0
name: {name}
# Refine what is shipped: say otherwise under "override" what a rule of it says, name under "disable" what does not hold.
# Its rules: orgrules rules --rulebook {extended}
extends: {extended}
override: {{}}
disable: []
""")
_ADDED = N_("""\
# A rule of your own, beside those that are refined. Its id is its place: {rule}
name: {{en: Every sales region has a head, zh: 每个销售大区设有负责人}}
severity: warning
each: unit
where: {{type: sales-region}}
require: {{positions: {{where: {{role: regional-manager}}, at_least: 1}}}}
message: {{en: "{{name}} has no regional manager.", zh: "{{name}}没有大区经理。"}}
fix: {{en: Add one., zh: 增设大区经理。}}
examples:
  passes:
    - units: [{{id: south, name: South, type: sales-region}}]
      positions: [{{title: Regional manager, unit: south}}]
  fails:
    - design:
        units: [{{id: south, name: South, type: sales-region}}]
        positions: [{{title: Clerk, unit: south}}]
      at: [south]
""")


@_speech.command(
    "init",
    short_help=COMMANDS["init"],
    help=N_(
        "Write a small design to PATH (design.yaml), or with --rulebook a rulebook to the folder PATH: one of its own, or with "
        "--extends one that refines a shipped one. Nothing is overwritten."
    ),
)
@click.argument("path", type=click.Path(path_type=Path), default=Path("design.yaml"))
@_speech.option("--rulebook", is_flag=True, help=N_("Write a rulebook folder instead of a design."))
@_speech.option(
    "--extends", type=click.Choice(_EXTENDED), help=N_("The shipped rulebook that the new one refines; by default none.")
)
@_options.language
def command(path: Path, rulebook: bool, extends: str | None, language: Language | None) -> int:
    """What the help says."""
    _options.settings(None, isolated=False, language=language)
    if extends and not rulebook:
        raise UsageError(_("--extends goes with --rulebook"))
    if rulebook:
        _write(_refining(path, extends) if extends else _own(path))
        message = _("Wrote {folder}. Next: orgrules test {folder}; orgrules check --rulebook {folder} DESIGN")
        click.echo(message.format(folder=_options.typed(str(path))))
    else:
        _write({path: _(_DESIGN).format(name=path.name)})
        click.echo(_("Wrote {path}. Next: orgrules check {path}").format(path=_options.typed(str(path))))
    return 0


def _own(path: Path) -> dict[Path, str]:
    """The files of a rulebook that refines no other. Its ids are words of the reader's language, in Latin letters."""
    role = pgettext("id of a role", "warehouse-manager")
    rule = pgettext("id of a rule", "warehouses/has-one-manager")
    return {
        path / "rulebook.yaml": _(_OWN).format(id=_id(path), name=_name(path)),
        path / "statements.tsv": _STATEMENTS,
        path / "roles" / f"{role}.yaml": _(_ROLE).format(role=role),
        path / f"{rule}.yaml": _(_RULE).format(rule=rule, role=role),
    }


def _refining(path: Path, extended: str) -> dict[Path, str]:
    """The files of a rulebook that refines a shipped one."""
    if extended != DEFAULT_RULEBOOK:
        return {path / "rulebook.yaml": _(_EXTENDING).format(id=_id(path), name=_name(path), extended=extended)}
    rule = "regions/has-a-head"
    return {
        path / "rulebook.yaml": _(_REFINING).format(id=_id(path), name=_name(path), extended=extended),
        path / f"{rule}.yaml": _(_ADDED).format(rule=rule),
    }


def _id(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.resolve().name.lower()).strip("-") or "my-rules"


def _name(path: Path) -> str:
    """The name of the folder as YAML, which has the quoted texts of JSON."""
    return json.dumps(path.resolve().name or _id(path), ensure_ascii=False)


def _write(texts: dict[Path, str]) -> None:
    """Write all files, or none where one of them is there already or cannot be written."""
    for path in texts:
        if os.path.lexists(path):
            raise UsageError(_("{path} is there already; nothing was written").format(path=shown(str(path))))
    written: list[Path] = []
    try:
        for path, text in texts.items():
            _make_folder(path)
            write_whole(str(path), lambda stream, text=text: stream.writelines([text]))  # type: ignore[misc]
            written.append(path)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = _("not a directory") if isinstance(error, FileExistsError) else reason_of(error)
        raise UsageError(_("{path} cannot be written: {reason}").format(path=shown(str(path)), reason=reason)) from None
