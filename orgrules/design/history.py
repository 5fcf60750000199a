"""Reads the version of a design that a git revision holds, with what it includes, and changes nothing in the repository."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from orgrules.design.load import source_in
from orgrules.design.read import Design, Shelf, design_of
from orgrules.errors import Problem, SourceError, UsageError
from orgrules.files.nodes import Mapping
from orgrules.files.source import Limits, Source, parse
from orgrules.locale import _
from orgrules.tables.asked import Asked
from orgrules.tables.formats import is_table
from orgrules.text import shown

#: What git sets for a hook, about the repository that it runs in: the file's own is meant here.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def read_design_at(revision: str, path: str, *, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Design:  # noqa: B008 - frozen
    """The design at ``path`` as it is in ``revision``, a name of a commit. Its places are named as git does: REVISION:PATH.

    Raises:
        UsageError: git is not installed, the file is in no repository, or the revision is unknown.
        SourceError: the revision has no such file, or it is no YAML.
        DesignError: it is no design.
    """
    file = Path(os.path.realpath(path))
    prefix = f"{revision}:" if os.path.dirname(path) else f"{revision}:./"
    commit = _commit(revision, path, file.parent)

    def load(display: str, encoding: str | None, limits: Limits) -> Source:
        beside = os.path.relpath(display.removeprefix(f"{revision}:"), os.path.dirname(path) or os.curdir)
        return parse(_blob(commit, beside, display, file.parent, limits), display, encoding, limits)

    most = tables.limits.bytes if is_table(path) else limits.bytes
    content = _blob(commit, file.name, prefix + path, file.parent, limits._replace(bytes=most))
    source = source_in(prefix + path, content, tables._replace(encoding=encoding), limits)
    if not (isinstance(source.data, Mapping) and "include" in source.data):
        return replace(design_of(source, top=file, encoding=encoding, limits=limits), prefix=f"{revision}:")
    with tempfile.TemporaryDirectory(prefix="orgrules-") as folder:
        # patterns of include are looked up among names alone: contents are read when a file is included
        for name in _names(commit, file.parent):
            at = Path(folder, name)
            at.parent.mkdir(parents=True, exist_ok=True)
            at.touch()
        design = design_of(source, top=Path(folder, file.name), encoding=encoding, limits=limits, shelf=Shelf(load))
    return replace(design, prefix=f"{revision}:")


def _commit(revision: str, path: str, folder: Path) -> str:
    if not revision or revision.startswith("-"):
        raise UsageError(_('"{revision}" is no revision; for example HEAD~1, main, or a tag').format(revision=shown(revision)))
    if not folder.is_dir():
        reason = _("no such file or directory")
        raise SourceError(Problem(path, 1, 1, _("cannot be read: {reason}").format(reason=reason)))
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        # git says why: no repository, or one of another owner
        reason = shown(inside.stderr.decode("utf-8", "replace").partition("\n")[0]) or _("git failed")
        told = _("{path} is in no git repository that can be read: {reason}")
        raise UsageError(told.format(path=shown(path), reason=reason))
    found = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode:
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if shallow:
            told = _('the repository of {path} has no revision "{revision}"; this clone is shallow: fetch more of its history')
        else:
            told = _('the repository of {path} has no revision "{revision}"')
        raise UsageError(told.format(path=shown(path), revision=shown(revision)))
    return found.stdout.decode("ascii").strip()


def _names(commit: str, folder: Path) -> list[str]:
    """The files below a folder in a commit; links and other repositories are none."""
    listing = _git(folder, "ls-tree", "-r", "-z", commit)
    found = []
    for entry in listing.stdout.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        if about.startswith(b"100"):
            found.append(os.fsdecode(name))
    return found


def _blob(commit: str, beside: str, display: str, folder: Path, limits: Limits) -> bytes:
    name = f"{commit}:./{beside.replace(os.sep, '/')}"
    size = _git(folder, "cat-file", "-s", name)
    kind = _git(folder, "cat-file", "-t", name)
    if size.returncode or kind.stdout.strip() != b"blob":
        raise SourceError(Problem(display, 0, 0, _("cannot be read: this revision has no such file")))
    if int(size.stdout) > limits.bytes:
        told = _("the file has {bytes:,} bytes; at most {most:,} are read").format(bytes=int(size.stdout), most=limits.bytes)
        raise SourceError(Problem(display, 1, 1, told))
    return _git(folder, "cat-file", "blob", name).stdout


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; it only looks, in English, asks nobody anything, and fetches nothing."""
    environment = {
        **{name: value for name, value in os.environ.items() if name not in _OF_A_HOOK},
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, no shell; what the user names is never an option
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's git
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError(_("git is needed to read another revision, and is not installed")) from None
