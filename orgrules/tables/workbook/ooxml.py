"""What .xlsx and .xlsb have in common: which parts of the package are which sheet."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from orgrules.files.package import Package
from orgrules.tables.workbook.package import LocalNames, local, read_xml


class Listed(NamedTuple):
    """A sheet as the workbook lists it: its name, the part that holds it, what it is (worksheet, chartsheet …)."""

    name: str
    part: str
    type: str
    hidden: bool


class Relation(NamedTuple):
    """What a part refers to: another part of the package, by the last word of its type."""

    type: str
    part: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """What a part refers to, by id. What lies outside of the package is not in it: links are never followed."""
    folder, name = posixpath.split(part)
    found: dict[str, Relation] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target")
        if target is not None and attributes.get("TargetMode", "Internal").lower() != "external":
            whole = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = Relation(kind, posixpath.normpath(whole).lstrip("/"))

    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in package:
        read_xml(package.pieces(rels), package.path, start=start)
    return found


def main_part(package: Package) -> str | None:
    """The part that lists the sheets, in whatever folder it is; None where the package is of no workbook."""
    for relation in relations(package, "").values():
        if relation.type == "officeDocument" and relation.part in package:
            return relation.part if posixpath.basename(relation.part).startswith("workbook") else None
    return next((part for part in ("xl/workbook.xml", "xl/workbook.bin") if part in package), None)


class Workbook(NamedTuple):
    """The sheets of a workbook in order, whether its dates count from 1904, and whether its formulas are yet to be computed."""

    sheets: list[Listed]
    epoch_1904: bool
    uncomputed: bool


def workbook(package: Package, part: str) -> Workbook:
    """Read the part that lists the sheets of an .xlsx."""
    parts = relations(package, part)
    names = LocalNames()
    sheets: list[Listed] = []
    flags = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = names[name]
        if tag == "sheet":
            attributes = local(attributes)
            relation = parts.get(attributes.get("id", ""))
            hidden = attributes.get("state", "visible") != "visible"
            if relation is not None:
                sheets.append(Listed(attributes.get("name", ""), relation.part, relation.type, hidden))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true", "on"):
            flags.add("1904")
        elif tag == "calcPr" and attributes.get("fullCalcOnLoad") in ("1", "true"):
            flags.add("uncomputed")

    read_xml(package.pieces(part), package.path, start=start)
    return Workbook(sheets, "1904" in flags, "uncomputed" in flags)


def part_of(package: Package, main: str, kind: str) -> str | None:
    """The part of a kind that a workbook refers to: its styles, its shared strings."""
    return next((each.part for each in relations(package, main).values() if each.type == kind and each.part in package), None)
