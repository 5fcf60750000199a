"""A file is written whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import pytest

from orgrules.errors import SourceError
from orgrules.files.writing import write_whole
from tests.helpers import SAMPLES


def hello(stream: TextIO) -> None:
    stream.write("你好\r\n")


def fails(stream: TextIO) -> None:
    stream.write("half")
    stream.flush()
    raise RuntimeError


def test_a_new_file_is_written_as_utf_8_line_ends_as_they_are(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "a.txt"), hello)
    assert (tmp_path / "a.txt").read_bytes() == "你好\r\n".encode()
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~umask


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(RuntimeError):
        write_whole(str(file), fails)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_whoever_reads_the_old_file_keeps_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old and longer than the new")
    with file.open() as reader:
        write_whole(str(file), hello)
        assert reader.read() == "old and longer than the new"


def test_permissions_stay_and_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to("a.txt")
    write_whole(str(link), hello)
    assert link.is_symlink()
    assert file.read_bytes() == "你好\r\n".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_device_is_written_into_and_stays_what_it_is() -> None:
    write_whole(os.devnull, hello)
    assert not os.path.isfile(os.devnull)
    if Path("/dev/full").exists():
        with pytest.raises(SourceError, match="/dev/full: cannot be written: no space left on device"):
            write_whole("/dev/full", hello)


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="there is no folder of files in /dev")
def test_a_file_in_the_folder_of_devices_is_a_file() -> None:
    with TemporaryDirectory(dir="/dev/shm") as folder:
        file = Path(folder, "a.txt")
        file.write_text("old")
        with pytest.raises(RuntimeError):
            write_whole(str(file), fails)
        assert file.read_text() == "old"
        write_whole(str(file), hello)
        assert file.read_bytes() == "你好\r\n".encode()


def test_what_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing/a\.txt: cannot be written: no such file or directory"):
        write_whole(str(tmp_path / "missing" / "a.txt"), hello)


def test_what_is_no_text_is_written_as_a_number(tmp_path: Path) -> None:
    def write(stream: TextIO) -> None:
        stream.write("\udcff")

    write_whole(str(tmp_path / "a.txt"), write)
    assert (tmp_path / "a.txt").read_text() == "\\udcff"


SLOW_REPORT = """\
import signal, sys, time
from orgrules.cli import main
from orgrules.output.reports import json

def write(report, stream, view):
    stream.write("half")
    stream.flush()
    time.sleep(60)

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests by nohup has it ignored
json.write = write
sys.argv[0] = "orgrules"
main()
"""


def ended_while_writing(file: Path, number: int) -> tuple[int, bytes]:
    """Check with a report to a file, and end the program by a signal when half of it is written."""
    folder = file.parent
    before = len(os.listdir(folder))
    design = str(SAMPLES / "en" / "faulty-flat.yaml")
    command = [sys.executable, "-c", SLOW_REPORT, "check", design, "--format", f"json={file}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as program:
        until = time.monotonic() + 60
        while len(os.listdir(folder)) == before and program.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        assert len(os.listdir(folder)) == before + 1
        program.send_signal(number)
        _, said = program.communicate(timeout=30)
    return program.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="there a program that is ended is not told so")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_who_is_told_to_end_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    file = tmp_path / "a.json"
    file.write_text("old")
    assert ended_while_writing(file, number) == (128 + number, b"")
    assert os.listdir(tmp_path) == ["a.json"]
    assert file.read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("old", ["old", None])
def test_who_is_killed_while_writing_leaves_no_half_of_a_file_under_its_name(tmp_path: Path, old: str | None) -> None:
    file = tmp_path / "a.json"
    if old is not None:
        file.write_text(old)
    assert ended_while_writing(file, signal.SIGKILL) == (-signal.SIGKILL, b"")
    assert (file.read_text() if file.exists() else None) == old
    # what is left beside it is hidden, no design by its name, and in nobody's way
    [left] = [path for path in tmp_path.iterdir() if path != file]
    assert left.name.startswith(".a.json.")
    write_whole(str(file), hello)
    assert file.read_bytes() == "你好\r\n".encode()
