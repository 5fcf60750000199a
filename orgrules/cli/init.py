"""``orgrules init``: something to begin with."""

from __future__ import annotations

import os
from pathlib import Path

import click

from orgrules.cli import _options
from orgrules.errors import UsageError
from orgrules.locale import Language
from orgrules.text import shown

_DESIGN = {
    "en": """\
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
""",
    "zh": """\
# 组织设计。检查命令：orgrules check {name}
organization: {{name: 我的公司, ownership: private}}   # private 民营 | foreign 外资 | state-owned 国有
units:
  - {{id: head-office, name: 总部, type: head-office}}
  - {{id: sales, name: 销售部, type: sales-department, parent: head-office}}
  - {{id: south, name: 华南大区, type: sales-region, region_level: macro-region, parent: sales}}
positions:
  - title: 总经理
    unit: head-office
    reports:                         # 可以逐层嵌套……
      - title: 销售总监
        unit: sales
        reports:
          - id: sales-manager
            title: 销售部经理
            unit: sales
            reports:
              - {{title: 销售部经理助理, unit: sales}}
  - id: south-manager                # ……也可以平铺，用 reports_to 指明上级
    title: 华南大区经理
    unit: south
    reports_to: sales-manager        # 编号，或唯一的岗位名称
    holder: 李雷                      # null 表示空缺
""",
}
_RULEBOOK = """\
rulebook: {id}
version: 0.1.0
name: {{en: {id}, zh: {id}}}
# Refine what is shipped: a regional manager here reports to the sales director.
extends: sales-organization
override:
  regional-manager/reports-to: {{role: sales-director}}
"""
_RULE = """\
name: {en: Every sales region has a head, zh: 每个销售大区设有负责人}
severity: warning
each: unit
where: {type: sales-region}
require: {positions: {where: {role: regional-manager}, at_least: 1}}
message: {en: "{name} has no regional manager.", zh: "{name}没有大区经理。"}
fix: {en: Add one., zh: 增设大区经理。}
examples:
  passes:
    - units: [{id: south, name: South, type: sales-region}]
      positions: [{title: Regional manager, unit: south}]
  fails:
    - design:
        units: [{id: south, name: South, type: sales-region}]
        positions: [{title: Clerk, unit: south}]
      at: [south]
"""


@click.command("init", short_help="Write a design, or a rulebook, to begin with.")
@click.argument("path", type=click.Path(path_type=Path), default=Path("design.yaml"))
@click.option("--rulebook", is_flag=True, help="Write a rulebook folder that refines the shipped one, instead of a design.")
@_options.language
def command(path: Path, rulebook: bool, language: Language | None) -> int:
    """Write a small design to PATH (design.yaml), or with --rulebook a rulebook to the folder PATH. Nothing is overwritten."""
    if rulebook:
        import re

        id_ = re.sub(r"[^a-z0-9]+", "-", path.resolve().name.lower()).strip("-") or "my-rules"
        _write({path / "rulebook.yaml": _RULEBOOK.format(id=id_), path / "regions" / "has-a-head.yaml": _RULE})
        click.echo(f"Wrote {path}/. Next: orgrules test {path}; orgrules check --rulebook {path} DESIGN")
    else:
        chosen = _options.settings(None, isolated=False, language=language).language
        _write({path: _DESIGN[chosen].format(name=path.name)})
        click.echo(f"Wrote {path}. Next: orgrules check {path}")
    return 0


def _write(texts: dict[Path, str]) -> None:
    """Write all files, or none where one of them is there already."""
    for path in texts:
        if os.path.lexists(path):
            raise UsageError(f"{shown(str(path))} is there already; nothing was written")
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            reason = "not a directory" if isinstance(error, FileExistsError) else error.strerror or str(error)
            raise UsageError(f"{shown(str(path))} cannot be written: {reason.lower()}") from None
