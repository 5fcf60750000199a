"""Measures drafting from a long handbook: `python benchmarks/draft.py`. Prints seconds of CPU, the program's and the kernel's.

The handbook has sixty jobs on some two hundred pages, as a Word file and as the PDF that LibreOffice makes of it, which is
left out where LibreOffice is missing. The target: at most a minute for each. Ends with status 1 where it is missed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from run import ROOT, Bench, cost

JOBS, PAGES, TARGET = 60, 200, 60


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    sys.path.insert(0, str(ROOT))  # the handbook is one of the books of the tests
    from tests.documents.books.long import long_handbook

    bench = Bench()
    with tempfile.TemporaryDirectory() as folder:
        for form in ("docx", "pdf"):
            if form == "pdf" and shutil.which("soffice") is None:
                print("LibreOffice is not installed: no PDF")
                continue
            file, target = long_handbook(Path(folder), JOBS, form), Path(folder, form)
            command = [sys.executable, "-m", "orgrules", "draft", str(file), "-o", str(target)]
            drafted = cost(command, bench.environment_of(ROOT))
            if not any(target.rglob("statements.tsv")):
                sys.exit(f"nothing was drafted: {' '.join(command)}")
            name = f"{JOBS} jobs on {PAGES} pages, {form}, seconds"
            bench.tell(name, drafted.seconds, TARGET, f"{drafted.memory:.0f} MiB")
    return int(bench.is_missed)


if __name__ == "__main__":
    sys.exit(main())
