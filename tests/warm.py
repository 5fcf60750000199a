"""The program in processes that start with it already imported: an interpreter is started once and forked for each run.

A run is a process of its own all the same, with its own arguments, folder, environment, streams and exit status; only the
start of the interpreter and the imports, most of what a small check takes, are had once. Tests of the start itself go by
``subprocess``.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import coverage

import orgrules
from orgrules.cli import main

#: Variables that bear on how an interpreter starts.
STARTING = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")
#: What coverage hands to the processes that it measures.
MEASURING = "COVERAGE_PROCESS_CONFIG"
#: What the program, or pydantic, imports only where it is used.
LATER = (
    "durable.engine",
    "glob",
    "importlib.metadata",
    "jinja2",
    "pathspec",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
    "threading",
    "tomllib",
)


def started_by(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that decides how an interpreter starts."""
    return {name: value for name, value in environment.items() if name.startswith(STARTING)}


class Warm:
    """An interpreter that has imported the program, and is forked for each run."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.started_by = started_by(environment)
        self._folder = TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"],
            cwd=Path(__file__).parents[1],
            env={name: value for name, value in environment.items() if name != MEASURING},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="ascii",
        )
        atexit.register(self.close)

    def run(
        self, arguments: Sequence[str], cwd: Path | None, stdin: bytes | None, environment: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """As ``subprocess.run`` of ``python -m orgrules``."""
        given, out, err = (Path(self._folder.name, name) for name in ("stdin", "stdout", "stderr"))
        given.write_bytes(stdin or b"")
        request = {
            "arguments": arguments,
            "cwd": os.path.join(os.getcwd(), cwd or ""),
            "environment": dict(environment),
            "streams": [os.devnull if stdin is None else str(given), str(out), str(err)],
            "timeout": timeout,
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        if status == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(["orgrules", *arguments], timeout, out.read_bytes(), err.read_bytes())
        return subprocess.CompletedProcess(["orgrules", *arguments], status, out.read_bytes(), err.read_bytes())

    def close(self) -> None:
        """End the interpreter."""
        self._process.communicate()
        self._folder.cleanup()


@cache
def warm() -> Warm | None:
    """The interpreter of this process of tests, started by the environment of the first run; None where none can fork."""
    return Warm({**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}) if hasattr(os, "fork") else None


def import_program() -> None:
    """Import everything of the program that can be imported here."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # as the program does before it imports pydantic
    modules = [module.name for module in pkgutil.walk_packages(orgrules.__path__, "orgrules.")]
    modules.remove("orgrules.__main__")
    for name in (*modules, *LATER):
        with suppress(ImportError):  # where an engine or an extra is not installed
            import_module(name)
    measuring = coverage.Coverage(data_file=None, config_file=False)  # for the first time it takes three times as long
    measuring.start()
    measuring.stop()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Run the program for each request, one after the other."""
    for line in requests:
        child = os.fork()
        if child == 0:
            try:
                become(**json.loads(line))
            finally:  # the program ends by itself
                traceback.print_exc()
                os._exit(70)
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def become(arguments: Sequence[str], cwd: str, environment: Mapping[str, str], streams: Sequence[str], timeout: float) -> None:
    """Turn this process into a run of the program."""
    signal.setitimer(signal.ITIMER_REAL, timeout)
    written = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for descriptor, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, written, written), strict=True)):
        opened = os.open(path, flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    if MEASURING in environment:
        coverage.process_startup()
    sys.argv = ["orgrules", *arguments]
    sys.path[0] = cwd
    main()


if __name__ == "__main__":
    import_program()
    gc.freeze()
    # the descriptors 0 and 1 are those of the program
    serve(os.fdopen(os.dup(0), encoding="ascii"), os.fdopen(os.dup(1), "w", encoding="ascii"))
