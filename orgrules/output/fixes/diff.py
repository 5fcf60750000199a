"""The pure patch of all that is chosen, for ``git apply`` and ``patch -p1``: nothing where no text is to be different."""

from __future__ import annotations

from typing import TextIO

from orgrules.output.fixes import Fixes
from orgrules.output.formats import View
from orgrules.output.patches import patch_lines

#: It has no room for what is not a change of a text: cells of tables, what is left, what is not selected.
ONLY_PATCHES = True


def write(fixes: Fixes, stream: TextIO, view: View) -> None:
    """Write the patch."""
    del view  # the same for all
    for patch in fixes.patches:
        stream.writelines(patch_lines(patch))
