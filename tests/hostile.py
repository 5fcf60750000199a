"""Names that try to be more than names: in HTML, in scripts, in XML, in DOT, in Mermaid, on a terminal."""

from __future__ import annotations

from typing import Any

NAMES = (
    "<script>window.broken = 1</script>",
    "</script><img src=x onerror='window.broken = 2'>",
    "</style></title></textarea><svg onload=window.broken=3>",
    "\"quotes\" & 'apostrophes' `ticks` &lt;b&gt; &#x41;",
    "a\u202ebackwards\u2066isolated\u200bzero",
    "tab\tbell\x07null-ish\x01",
    "<!-- comment --> {{ 7 * 7 }} {% raw %} {} {0}",
    '\\N \\l \\"]; n0 -> n1 [label="x"',
    "style x:#fff; %%{init: {}}%% end --> class subgraph",
    "line\u2028separator\u2029paragraph",
    "\ufffe\uffff noncharacters",
    "😀 манагер مدير 经理",
    "javascript:window.broken=4",
    "x" * 900,
)


def design() -> dict[str, Any]:
    """A design in which every name, id and reference is one of them."""
    positions: list[dict[str, Any]] = [
        {"id": f"{name}{index}", "title": name, "unit": name, "holder": name, "reports_to": f"{NAMES[0]}0" if index else None}
        for index, name in enumerate(NAMES)
    ]
    positions[3]["dotted_line_to"] = [f"{NAMES[1]}1", *NAMES[4:6]]
    positions[5]["reports_to"] = NAMES[0] + "unknown"
    positions[6]["holder"] = None
    return {
        "organization": {"name": NAMES[1]},
        "units": [{"name": name} for name in NAMES],
        "people": [{"name": name} for name in NAMES[2:]],
        "positions": positions,
    }
