"""Ends the program as an exception does when the system asks it to end, so that nothing half done is left behind."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

#: Asked to end by another program, or because the terminal is closed; Windows does not have the latter.
_ASKED_TO_END = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def clear_up_when_ended() -> None:
    """Let these signals raise ``SystemExit`` with the status that shells give them: 128 and the number of the signal.

    By itself Python dies at once, and a file that was being written leaves its temporary twin behind. A file without a name
    (O_TMPFILE) would leave nothing, but it cannot take the place of one that is there, and exists on Linux alone.
    """
    for number in _ASKED_TO_END:
        if signal.getsignal(number) is signal.SIG_DFL:  # whoever started the program by nohup wants it ignored
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    for each in _ASKED_TO_END:
        # a second one ends it at once: Python drops what is raised where it cannot be, in a callback
        signal.signal(each, signal.SIG_DFL)
    raise SystemExit(128 + number)
