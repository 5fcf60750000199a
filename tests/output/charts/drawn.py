"""A design drawn: what the tests of all pictures begin with."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from orgrules.output.charts import FORMATS
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.tasks.check import check


def drawn(format_name: str, folder: Path, text_or_data: str | Mapping[str, Any], settings: Settings = Settings()) -> str:  # noqa: B008 - frozen
    """The picture of a design, which is written to a file in ``folder`` first."""
    file = folder / "design.yaml"
    text = dedent(text_or_data) if isinstance(text_or_data, str) else json.dumps(text_or_data, ensure_ascii=True)
    file.write_text(text, "utf-8")
    stream = io.StringIO()
    FORMATS.writer(format_name)(check([str(file)], settings, charted=True), stream, View(settings.language))
    return stream.getvalue()
