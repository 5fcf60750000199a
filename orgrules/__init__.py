"""orgrules: checks a proposed organization against the declarative rules that a company's own documents lay down.

``check``, ``compare``, ``read`` and ``why`` are what the commands of these names do, without a command line,
``import_design`` what ``orgrules import`` does; ``Settings`` is what they are told. They are loaded when first asked for,
so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; loading typing takes long enough for an interrupt to fall into it

if TYPE_CHECKING:
    from typing import Any

    from orgrules.settings import Settings as Settings
    from orgrules.tasks.check import check as check
    from orgrules.tasks.compare import compare as compare
    from orgrules.tasks.importing import import_design as import_design
    from orgrules.tasks.read import read as read
    from orgrules.tasks.why import why as why

__version__ = "0.1.0"

_HOMES = {
    "Settings": "orgrules.settings",
    "check": "orgrules.tasks.check",
    "compare": "orgrules.tasks.compare",
    "import_design": "orgrules.tasks.importing",
    "read": "orgrules.tasks.read",
    "why": "orgrules.tasks.why",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
