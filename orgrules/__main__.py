"""The program, as ``orgrules`` and ``python -m orgrules``: an interrupt ends it quietly even while it is being loaded."""

from __future__ import annotations

# the interpreter has loaded it before us: nothing is loaded here where an interrupt would still be told as a traceback
import os

#: The exit status that ``orgrules.cli`` has for it too: 128 and the number of the signal, as shells do.
INTERRUPTED = 130


def main() -> None:
    """Load the program and run it."""
    try:
        import gc
        import signal

        # one run makes few cycles and ends soon: without the cyclic collector, which visits every object there is, loading and
        # a small check take three quarters of the time (benchmarks/run.py)
        gc.disable()

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is to be deaf, as in the background
            # no exception: what is raised in the middle of an import may be told, swallowed or turned into another error
            signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))
        from orgrules.cli import main as program

        program()
    except KeyboardInterrupt:  # before the handler stands, or while the program is on its way out
        os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
