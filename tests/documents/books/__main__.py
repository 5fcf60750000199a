"""Shows how the books are read: `python -m tests.documents.books`; with names of books, all that is wrong in these, too."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from orgrules.documents.read import read
from orgrules.drafting.reading.handbook import handbook
from tests.documents.books.make import NAMES, made
from tests.documents.books.truth import Score, book, compare, table


def main() -> None:
    """Print the table."""
    print(f"{'':20} {'jobs':>5} {'true':>5} {'read':>5} {'right':>5} {'precision':>10} {'recall':>7} {'listed':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or NAMES:
            this = book(name)
            file = made(this, Path(folder))
            found = handbook([read(file.name, file.read_bytes())])
            listed = len(found.not_understood) + sum(len(job.not_understood) for job in found.jobs)
            if [job.title.text for job in found.jobs] != [job.title for job in this.jobs]:
                print(f"{this.document:20} other jobs: {', '.join(job.title.text for job in found.jobs)}")
                continue
            compared = compare(this, found)
            all_ = sum(compared.scores.values(), Score())
            figures = f"{all_.true:5} {all_.read:5} {all_.right:5} {all_.precision:10.3f} {all_.recall:7.3f} {listed:7}"
            print(f"{this.document:20} {len(found.jobs):5} {figures}")
            if sys.argv[1:]:
                print(table(compared.scores), *compared.wrong, *compared.broken, *compared.dropped, sep="\n")
                print("listed beside the truth:", *compared.listed, sep="\n  ")


if __name__ == "__main__":
    main()
