"""What ``--show-settings`` prints: every setting, its value, and where that comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from orgrules.files.globs import Globs
from orgrules.findings import Severity
from orgrules.settings import Settings


def rows(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of each setting, as settings files name them; a list of mappings has a row for each of them."""
    for name in settings._fields:
        if name == "origins":
            continue
        value, origin = getattr(settings, name), settings.origin(name)
        key = name.replace("_", "-")
        if name in ("overrides", "waivers") and value:
            for index, entry in enumerate(value):
                yield key, _written(entry), str(origin._replace(route=(*origin.route, index)))
        else:
            yield key, _written(value), str(origin)


def _written(value: Any) -> str:
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A value of ``Settings`` as a settings file would have it."""
    match value:
        case date():
            return value.isoformat()
        case Severity():
            return value.word
        case Globs():
            return list(value.patterns)
        case _ if hasattr(value, "entry"):
            return {name: written for name, written in value.entry.data().items() if written is not None}
        case _ if hasattr(value, "_asdict"):
            return {name: _plain(inner) for name, inner in value._asdict().items() if inner not in (None, ())}
        case tuple() if value and isinstance(value[0], tuple):
            return {pattern: _plain(severity) for pattern, severity in value}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value
