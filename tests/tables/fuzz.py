"""Tables broken at random, through all readers and on to the organization: `python -m tests.tables.fuzz 20000 --seed 1`.

The files are those of real writers: openpyxl, XlsxWriter, LibreOffice (where it is installed), Excel, HR systems and directories.
Their bytes are changed; of packages, those of one part inside of them, so that what is broken is not the zip file alone. Each
input is read, or refused with words: anything else is printed with its traceback, and the status is 1.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from orgrules.design.load import source_in
from orgrules.design.read import Design, design_of
from orgrules.errors import OrgrulesError
from orgrules.files.source import Limits
from orgrules.organization.entries import entries_of
from orgrules.organization.link import link
from orgrules.organization.terms import Terms
from orgrules.organization.titles import TitleIndex
from orgrules.settings import Settings
from orgrules.tables.asked import Asked
from orgrules.tables.asked import Limits as TableLimits
from orgrules.tasks.check import check_each
from tests.helpers import ROOT, SHARED, shipped_library
from tests.tables import books, test_backstage, test_drawio, test_graph, test_html_table, test_json_records, test_peribolos
from tests.tables.directories import changed
from tests.tables.test_samples import SAMPLES

#: What an input may cost: what is within it and takes longer is a fault.
LIMITS = TableLimits(bytes=10_000_000, rows=100_000, cells=1_000_000)
SECONDS, GIBIBYTES = 20, 6
#: One of so many inputs that are read is checked, too.
CHECKED = 50

_ROWS = (
    ("工号", "姓名", "部门", "岗位", "直属上级工号", "学历", "fte"),
    ("001", "张一", "总部", "总经理", "", "本科", 1),
    ("002", "李二", "总部/销售部", "销售经理", "001", "大专", 0.5),
    ("003", "王三", "总部/销售部", "销售代表", "2", "#N/A", 1),
    ("003", "王三", "总部/仓库", "仓库管理员", "李二", "硕士", 1),
)
_LDIF = """\
version: 1
dn: uid=ann,ou=people,dc=x,dc=org
objectClass: inetOrgPerson
cn: Ann Lee
sn: Lee
title: General Manager
mail: ann@x.org

dn:: dWlkPWJvYixvdT1wZW9wbGUsZGM9eCxkYz1vcmc=
objectClass: inetOrgPerson
cn: Bob
sn: Ray
title;lang-en: Driver
manager: uid=ann, ou=people,
  dc=x,dc=org
userAccountControl: 512
"""
_LINES = (
    '{"id": "1", "title": "General Manager"}\n{"id": "2", "title": "Driver", "manager": {"id": "01"}, "skills": ["a", "b"]}\n'
)
_SCIM = """{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "Resources": [
 {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "a", "userName": "ann", "title": "General Manager"},
 {"id": "b", "userName": "bob", "title": "Driver", "active": true, "name": {"givenName": "Bob", "familyName": "Ray"},
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "a"}, "department": "Yard"}}]}
"""


class Seed(NamedTuple):
    """A file that is broken: how it is called, and its bytes."""

    name: str
    content: bytes


def seeds(folder: Path, *, office: bool = True) -> list[Seed]:
    """The files of real writers, one or more of each format."""
    texts = {
        "catalog.yaml": test_backstage.CATALOG,
        "chart.csv": test_drawio.CHART,
        "users.json": test_graph.ANSWER,
        "export.xls": test_html_table.EXPORT,
        "people.json": test_json_records.PEOPLE,
        "org.yaml": test_peribolos.ORG,
        "dump.ldif": _LDIF,
        "people.jsonl": _LINES,
        "scim.json": _SCIM,
        **{f"sample-{number}.csv": text for number, text in enumerate(SAMPLES.values())},
    }
    found = [Seed(name, text.encode()) for name, text in texts.items()]
    last = found[-1].content.decode()
    found += [Seed("roster.csv", last.encode("gb18030")), Seed("wide.tsv", last.replace(",", "\t").encode("utf-16"))]
    by_openpyxl = books.book(_ROWS)
    found += [Seed("people.xlsx", by_openpyxl), Seed("people.xlsm", _by_xlsxwriter())]
    lines = [books.xlsb_row(line, [(6, books.wide(str(cell))) for cell in row]) for line, row in enumerate(_ROWS, 1)]
    found.append(Seed("people.xlsb", books.xlsb(lines)))
    paths = [*(ROOT / "tests" / "data" / "workbooks").glob("*.xls*"), *(ROOT / "samples").glob("*/tables/*")]
    published = [*SHARED.glob("data/*.csv"), *SHARED.glob("data/real/*"), *SHARED.glob("data/uk-organogram/*.csv")]
    paths += [path for path in published if path.stat().st_size < 8_000 and path.suffix != ".md"]
    found += [Seed(path.name, path.read_bytes()) for path in sorted(paths)]
    if office and shutil.which("soffice"):
        made = books.converted(by_openpyxl, ["xls", "ods", "fods", "xlsx", "html"], folder)
        found += [Seed(f"office.{name.replace('html', 'xls')}", content) for name, content in made.items()]
    return found


def _by_xlsxwriter() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("名单")
        bold = book.add_format({"num_format": "000", "bold": True})
        for line, row in enumerate(_ROWS):
            for column, value in enumerate(row):
                sheet.write(line, column, value, bold)
        sheet.merge_range(6, 0, 7, 2, "合计")
        sheet.write_formula(6, 4, "=SUM(G2:G5)")
        sheet.set_row(3, None, None, {"hidden": True})
        book.add_worksheet("说明").write(0, 0, "填写说明")
    return stream.getvalue()


def broken(content: bytes, dice: random.Random) -> bytes:
    """Bytes of which some are changed; of a package, mostly those of a part."""
    if content[:2] == b"PK" and dice.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = dice.choice([name for name, part in parts.items() if part])
        if dice.random() < 0.05:
            del parts[name]
        else:
            parts[name] = changed(parts[name], dice)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return stream.getvalue()
    return changed(content, dice)


def read(name: str, content: bytes, *, checked: bool) -> Design | None:
    """Read an input as the program does, link it, and ask for every place; None where it is refused with words.

    Raises:
        Exception: a fault of ours.
    """
    asked, limits = Asked(limits=LIMITS), Limits(bytes=LIMITS.bytes)
    try:
        design = design_of(source_in(name, content, asked, limits), limits=limits)
        organization = link(design, TitleIndex({}, {}, frozenset(), (), frozenset()), Terms({}))
    except OrgrulesError as error:
        if not all(problem.message for problem in error.problems):
            raise RuntimeError from error
        return None
    if design.table is not None:
        for position in organization.positions:
            for key in ("title", "id", "unit", "reports_to", "holder"):
                assert min(position.declared.line_and_column(key)) >= 1
        entries_of(organization)
        if checked:
            check_each([design], shipped_library(), Settings())
    return design


def fuzz(files: Sequence[Seed], times: int, seed: int, kept: Path | None = None) -> tuple[Counter[str], list[str]]:
    """Break files so many times: how many were read and refused of each, and what is a fault, with its traceback."""
    dice = random.Random(seed)
    outcome: Counter[str] = Counter()
    faults: dict[str, str] = {}
    for number in range(times):
        name, content = files[number % len(files)]
        input_ = broken(content, dice)
        kind = Path(name).suffix
        signal.alarm(SECONDS)
        try:
            found = read(name, input_, checked=number % CHECKED == 0)
            outcome[f"{kind} {'refused' if found is None else 'read'}"] += 1
        except Exception as error:  # noqa: BLE001 - any is a fault, and told
            last = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} {last.filename}:{last.lineno}"
            outcome["faults"] += 1
            if key not in faults:
                faults[key] = f"{name}, input {number} of seed {seed}\n{traceback.format_exc()}"
                if kept is not None:
                    (kept / f"{seed}-{number}-{name}").write_bytes(input_)
        finally:
            signal.alarm(0)
    return outcome, list(faults.values())


def _too_long(signum: int, frame: object) -> None:
    del signum, frame
    message = f"longer than {SECONDS} seconds"
    raise TimeoutError(message)


def main() -> int:
    """Break as many files as asked for, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that are faults")
    asked = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30,) * 2)
    with tempfile.TemporaryDirectory() as folder:
        files = seeds(Path(folder))
    outcome, faults = fuzz(files, asked.times, asked.seed, asked.keep)
    print(f"{len(files)} files, {asked.times:,} inputs, seed {asked.seed}")
    for kind, number in sorted(outcome.items()):
        print(f"{number:9,} {kind}")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
