"""The hierarchyid of SQL Server, as exports write it (0x5AC0): which node is above which."""

from __future__ import annotations

from collections.abc import Sequence

#: How a step of the way down from the root is written in bits: a prefix, then the bits of the number ("x") and fixed ones between
#: them, and what is added to the number. Microsoft describes the type in [MS-SSCLRT]; these are the steps from 0 on.
_FORMS = (
    ("01", "xx", 0),
    ("100", "xx", 4),
    ("101", "xxx", 8),
    ("110", "xx0x1xxx", 16),
    ("1110", "xxx0xxx0x1xxx", 80),
    ("11110", "xxxxx0xxx0x1xxx", 1104),
)


def node(text: str) -> tuple[str, ...] | None:
    """The steps from the root to a node; () for the root, None where the text is no hierarchyid."""
    if text[:2].lower() != "0x":
        return _written(text)
    try:
        content = bytes.fromhex(text[2:])
    except ValueError:
        return None
    bits = "".join(f"{byte:08b}" for byte in content)
    last = bits.rfind("1")
    steps: list[str] = []
    step = ""
    at = 0
    while at <= last:
        found = _step(bits, at)
        if found is None:
            return None
        number, ends, at = found
        step += str(number)
        if ends:
            steps.append(step)
            step = ""
        else:
            step += "."
    return tuple(steps)


def _step(bits: str, at: int) -> tuple[int, bool, int] | None:
    """The number of a step, whether it ends there (1 in /1.2/ does not), and where the next one begins."""
    for prefix, form, least in _FORMS:
        start = at + len(prefix)
        end = start + len(form)
        if not bits.startswith(prefix, at) or end >= len(bits):
            continue
        written = bits[start:end]
        if any(expected not in ("x", bit) for expected, bit in zip(form, written, strict=True)):
            return None
        number = int("".join(bit for expected, bit in zip(form, written, strict=True) if expected == "x"), 2)
        return number + least, bits[end] == "1", end + 1
    return None


def _written(text: str) -> tuple[str, ...] | None:
    """A node as ToString() gives it: /1/2/."""
    if not (text.startswith("/") and text.endswith("/")):
        return None
    return tuple(step for step in text.split("/") if step)


def parent_nodes(texts: Sequence[str | None]) -> tuple[dict[int, int], list[int]]:
    """For each row the row of the node above it, and the rows whose text is no hierarchyid. A row without one is the root."""
    nodes: dict[int, tuple[str, ...]] = {}
    wrong = []
    for index, text in enumerate(texts):
        if text is None or text.casefold() == "null":
            nodes[index] = ()
            continue
        found = node(text)
        if found is None:
            wrong.append(index)
        else:
            nodes[index] = found
    roots = [index for index, steps in nodes.items() if not steps]
    rows = {steps: index for index, steps in nodes.items() if steps}
    if len(roots) == 1:
        rows[()] = roots[0]
    return {index: rows[steps[:-1]] for index, steps in nodes.items() if steps and steps[:-1] in rows}, wrong
