"""Message catalogs: the program's sentences taken out of the code, the catalogs of all languages brought up to date, compiled.

``python .ci/catalogs.py`` does so; new sentences stand in the ``.po`` files without a translation, for somebody to write.
``python .ci/catalogs.py --check`` changes nothing and exits with 1 where anything is missing, differs or is out of date.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "orgrules" / "locale"
#: Of gettext's own names and ours, those that are called with sentences, and which arguments these are.
KEYWORDS = {
    "_": None,
    "N_": None,
    "EveryLanguage": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def sources() -> dict[str, Path]:
    """The code of each catalog, by the catalog's name: ours, and click, which has no Chinese."""
    return {"orgrules": ROOT / "orgrules", "click": Path(click.__file__).parent}


def extracted(folder: Path) -> Catalog:
    """The sentences of some code, in the order of its files, and where each stands."""
    catalog = Catalog(charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        str(folder), [("**.py", "python")], {"**.py": {}}, KEYWORDS, comment_tags=("translators:",), strip_comment_tags=True
    ):
        catalog.add(message, None, [(f"{folder.name}/{Path(name).as_posix()}", None)], auto_comments=comments, context=context)
    return catalog


def files() -> Iterator[tuple[str, Path]]:
    """The catalogs that are there: the name of each and its path."""
    for name in sources():
        for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{name}.po")):
            yield name, path


def read(path: Path, language: str) -> Catalog:
    """A catalog as it is there."""
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=path.stem)


def renewed(path: Path, template: Catalog) -> Catalog:
    """A catalog brought up to date: nothing that the code no longer says, and no guesses."""
    catalog = read(path, path.parents[1].name)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> bytes:
    """A catalog as text."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """A catalog as gettext reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def faults(catalog: Catalog, *, ours: bool) -> Iterator[str]:
    """What is wrong in a catalog: no translation, a guess, other placeholders. Of click's, newer versions may say more."""
    for message in catalog:
        if not message.id:
            continue
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        what = repr(asked[0])
        if message.fuzzy:
            yield f"a guess: {what}"
        elif not all(said):
            if ours:
                yield f"not translated: {what}"
        elif any(placeholders(text) != placeholders(asked[-1]) for text in said):
            yield f"other placeholders: {what}"
        elif ours:
            yield from _margins(asked[-1], said[-1])


def placeholders(text: str) -> list[str]:
    """The values that a sentence holds, with their formats."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:  # no template, for it holds braces
        return []
    return sorted({f"{name}:{form}" for _text, name, form, _conversion in parts if name is not None})


def _margins(asked: str, said: str) -> Iterator[str]:
    if asked.count("\n\n") != said.count("\n\n"):
        yield f"other paragraphs: {asked!r}"


def main(*, check: bool) -> int:
    """Bring everything up to date, or tell what is not."""
    templates = {name: extracted(folder) for name, folder in sources().items()}
    wrong = 0
    for name, path in files():
        catalog = renewed(path, templates[name])
        if not check:
            path.write_bytes(written(catalog))
            path.with_suffix(".mo").write_bytes(compiled(catalog))
        found = list(faults(catalog, ours=name == "orgrules"))
        if check and name == "orgrules" and written(catalog) != path.read_bytes():
            found.append("the code says other sentences: run .ci/catalogs.py")
        compiled_now = compiled(read(path, path.parents[1].name))
        if path.with_suffix(".mo").read_bytes() != compiled_now:
            found.append("the .mo is not that of the .po: run .ci/catalogs.py")
        for fault in found:
            print(f"{path.relative_to(ROOT)}: {fault}")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
