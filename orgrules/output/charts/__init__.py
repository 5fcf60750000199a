"""Pictures of org charts: one module a format, each with ``write(report, stream, view)``; a module in this folder is one."""

from __future__ import annotations

import os

from orgrules.errors import UsageError
from orgrules.findings import Report
from orgrules.locale import _
from orgrules.output.formats import Formats
from orgrules.text import listed, shown

#: What the names of files end in, where that is not the name of the format.
_ENDINGS = {"htm": "html", "mmd": "mermaid", "gv": "dot"}

FORMATS: Formats[Report] = Formats(__name__, __path__)


def format_of_file(name: str, asked: str | None = None) -> str | None:
    """The format to write a file of this name in: the one that is asked for, else what the name ends in; None: it ends in none.

    Raises:
        UsageError: the ending is that of no format and none is asked for, or it is that of another one than is asked for.
    """
    written = os.path.splitext(name)[1]
    ending = written[1:].lower()
    ending = _ENDINGS.get(ending, ending)
    known = FORMATS.names()
    if asked is not None:
        if ending in known and ending != asked:
            raise UsageError(
                _('"{name}" is called as {ending} is, and --format says {asked}; leave out --format or rename it').format(
                    name=shown(name), ending=ending, asked=asked
                )
            )
        return asked
    if ending in known:
        return ending
    if written:
        endings = listed([f".{each}" for each in sorted({*known, *_ENDINGS})])
        raise UsageError(
            _('no chart is drawn as "{ending}"; end the name in one of {endings}, or name a format: --format').format(
                ending=shown(written), endings=endings
            )
        )
    return None
