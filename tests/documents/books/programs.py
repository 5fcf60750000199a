"""The programs of other people that make documents: LibreOffice and Chromium."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def writer() -> str:
    """The path of a LibreOffice that has Writer; the test is skipped where there is none: its parts are installed one by one."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    home = Path(program).resolve().parent
    if home.name == "program" and not any(home.glob("*swlo*")):
        pytest.skip("LibreOffice is installed without Writer")
    return program


def libreoffice(file: Path, form: str, folder: Path) -> None:
    """Have LibreOffice write a file anew in another form; the test is skipped where it is not installed."""
    command = [
        writer(),
        f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}",  # a running one would take the work over
        "--headless",
        # else a page is opened by what edits pages, which writes no Word files
        *(["--infilter=HTML (StarWriter)"] if file.suffix == ".html" else []),
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def chromium(page: Path, pdf: Path) -> None:
    """Have Chromium print a page; the test is skipped where it is not installed."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-pdf-header-footer",
    )
    profile = f"--user-data-dir={pdf.parent / 'chromium'}"
    subprocess.run(
        [program, *options, profile, f"--print-to-pdf={pdf}", page.as_uri()], check=True, capture_output=True, timeout=120
    )
