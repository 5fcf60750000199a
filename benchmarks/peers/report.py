"""Writes the tables and plots of peers into the docs, from ``results.json``: ``python benchmarks/peers/report.py``.

In ``docs/benchmarks.md`` and ``docs/benchmarks.zh.md`` what stands between the two marks is replaced; plots are SVG files
beside them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from roster import PEERS, PROGRAMS, Peer

RESULTS = Path(__file__).with_name("results.json")
STREAMING = PROGRAMS / "plain_streaming.py"
DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- peers: written by benchmarks/peers/report.py -->", "<!-- end of peers -->"

#: What `measure.py` wrote.
Results = Mapping[str, Any]

#: Why there is no time.
WRONGS = {
    "en": {
        "wrong": "wrong findings",
        "failed": "failed",
        "time": "over {seconds:g} s",
        "memory": "over {gibibytes:g} GiB",
        "too long": "–",
        "too large": "–",
        "left out": "–",
        None: "not installed",
    },
    "zh": {
        "wrong": "结果不对",
        "failed": "出错",
        "time": "超过 {seconds:g} 秒",
        "memory": "超过 {gibibytes:g} GiB",
        "too long": "–",
        "too large": "–",
        "left out": "–",
        None: "未安装",
    },
}
#: The groups of the table: which peers are compared with each other, by what they read.
GROUPS = (
    (
        {"en": "CSV, or facts in an engine's own text form", "zh": "CSV，或各引擎自己的文本事实格式"},
        (
            "orgrules",
            "plain-python",
            "plain-streaming",
            "duckdb",
            "polars",
            "swi-prolog",
            "clingo",
            "clips",
            "pyshacl",
            "durable-rules",
        ),
        "orgrules",
    ),
    (
        {"en": "YAML", "zh": "YAML"},
        ("orgrules-yaml", "plain-yaml", "plain-yaml-collected", "spectral"),
        "orgrules-yaml",
    ),
    (
        {"en": "Other rules, compared with nothing", "zh": "其他规则，不作比较"},
        ("orgrules-default", "orgrules-default-yaml"),
        None,
    ),
)
_READS = {
    "csv": "CSV",
    "yaml": "YAML",
    "jsonl": "JSON Lines",
    "lp": "ASP",
    "ttl": "Turtle",
    "clips": "CLIPS",
}
_WORDS = {
    "en": {
        "peer": "peer",
        "reads": "reads",
        "positions": "{number:,}",
        "machine": "Measured {date} on {cores} cores of {cpu}, {memory}, with {versions}.",
        "cell": "{cpu} s, {mib} MiB",
        "ahead": "Ahead of orgrules in CPU time at {number:,} positions: {names}.",
        "none_ahead": "Ahead of orgrules in CPU time at {number:,} positions: none.",
        "times": "{name} (takes {ratio} of it)",
        "ratio": "At {number:,} positions orgrules takes {ratio} × the plain script's CPU time, {streaming} × this one's:",
        "and": "; ",
        "cpu": "CPU time, user and system (seconds; dashed: YAML)",
        "memory": "Largest resident size (MiB; dashed: YAML)",
        "axis": "positions",
        "plots": "![CPU time by number of positions](peers-cpu.svg)\n\n![Memory by number of positions](peers-memory.svg)",
    },
    "zh": {
        "peer": "同类",
        "reads": "读取",
        "positions": "{number:,}",
        "machine": "{date} 测于 {cpu}（{cores} 核，{memory}）；版本：{versions}。",
        "cell": "{cpu} 秒，{mib} MiB",
        "ahead": "{number:,} 个岗位时，CPU 时间少于 orgrules 的有：{names}。",
        "none_ahead": "{number:,} 个岗位时，没有谁的 CPU 时间少于 orgrules。",
        "times": "{name}（为其 {ratio}）",
        "ratio": "{number:,} 个岗位时，orgrules 的 CPU 时间是纯脚本的 {ratio} 倍，是逐行读取的脚本（如下）的 {streaming} 倍：",
        "and": "；",
        "cpu": "CPU 时间，用户态加内核态（秒；虚线为 YAML）",
        "memory": "最大驻留内存（MiB；虚线为 YAML）",
        "axis": "岗位数",
        "plots": "![CPU 时间随岗位数的变化](peers-cpu.zh.svg)\n\n![内存随岗位数的变化](peers-memory.zh.svg)",
    },
}
#: Products that are called otherwise than the peers that they are used in.
PRODUCTS = {"plain-python": "Python", "plain-streaming": "Python", "plain-yaml": "PyYAML", "plain-yaml-collected": "PyYAML"}
_BY_KEY = {peer.key: peer for peer in PEERS}


def name_of(peer: Peer, language: str) -> str:
    """What a peer is called in a language."""
    return peer.name_zh if language == "zh" else peer.name


def section(results: Results, language: str) -> str:
    """The tables, remarks and plots, as they stand in the docs."""
    words = _WORDS[language]
    versions = sorted({f"{product} {value}" for product, value in _versions(results)}, key=str.casefold)
    machine = words["machine"].format(**results["machine"], date=results["date"], versions=", ".join(versions))
    parts = [machine]
    for title, keys, ours in GROUPS:
        parts.append(_table(results, title[language], keys, language))
        if ours:
            parts += list(_remarks(results, keys, ours, language))
    parts.append(words["plots"])
    return "\n\n".join(parts)


def _versions(results: Results) -> Iterator[tuple[str, str]]:
    """What ran, and its version."""
    for key, value in results["versions"].items():
        if value:
            yield PRODUCTS.get(key, _BY_KEY[key].name.partition(",")[0]), value


def sizes_of(results: Results) -> list[int]:
    """The sizes that were measured."""
    return sorted({int(size) for found in results["figures"].values() for size in found})


def _table(results: Results, title: str, keys: Sequence[str], language: str) -> str:
    words = _WORDS[language]
    sizes = sizes_of(results)
    head = [title, words["reads"], *(words["positions"].format(number=number) for number in sizes)]
    rows = [
        [name_of(_BY_KEY[key], language), _READS[_BY_KEY[key].form], *(_cell(results, key, number, language) for number in sizes)]
        for key in keys
    ]
    lines = [head, ["---", "---", *("---:" for _ in sizes)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(results: Results, key: str, number: int, language: str) -> str:
    if results["versions"].get(key) is None:
        return WRONGS[language][None]
    found = results["figures"].get(key, {}).get(str(number))
    if found is None:
        return ""
    if "wrong" in found:
        limits = results["limits"]
        return WRONGS[language][found["wrong"]].format(seconds=limits["seconds"], gibibytes=limits["mebibytes"] / 1024)
    return _WORDS[language]["cell"].format(cpu=_short(found["cpu"]), mib=f"{found['mebibytes']:,}")


def _short(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}" if seconds >= 100 else f"{seconds:.1f}"


def _figure(results: Results, key: str, number: int, what: str) -> float | None:
    found = results["figures"].get(key, {}).get(str(number), {}).get(what)
    return None if found is None else float(found)


def _remarks(results: Results, keys: Sequence[str], ours: str, language: str) -> Iterator[str]:
    """Who is ahead of orgrules where the most positions were, and how far it is from a plain script."""
    words = _WORDS[language]
    measured = [number for number in sizes_of(results) if _figure(results, ours, number, "cpu") is not None]
    if not measured:
        return
    number = measured[-1]
    own = _figure(results, ours, number, "cpu") or math.inf
    ratios = {key: value / own for key in keys if (value := _figure(results, key, number, "cpu")) is not None}
    ahead = [
        words["times"].format(name=name_of(_BY_KEY[key], language), ratio=f"{ratio:.2f}")
        for key, ratio in sorted(ratios.items(), key=lambda pair: pair[1])
        if ratio < 1
    ]
    yield words["ahead" if ahead else "none_ahead"].format(number=number, names=words["and"].join(ahead))
    if {"plain-python", "plain-streaming"} <= ratios.keys():
        yield words["ratio"].format(
            ratio=f"{1 / ratios['plain-python']:.2f}", streaming=f"{1 / ratios['plain-streaming']:.2f}", number=number
        )
        yield f"```python\n{STREAMING.read_text('utf-8')}```"


# plots

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 900, 520, 64, 300, 40, 52
#: Colours that are told apart by most eyes, and dashes for what reads YAML.
DASHES = ' stroke-dasharray="6 4"'
_COLOURS = ("#000000", "#0072b2", "#b07aa1", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8c6d31", "#7f7f7f")


def plot(results: Results, what: str, language: str) -> str:
    """An SVG of one figure of all peers by the number of positions, both axes logarithmic."""
    lines = [
        (keys.index(key), ours == "orgrules-yaml", name_of(_BY_KEY[key], language), points)
        for _title, keys, ours in GROUPS
        if ours
        for key in keys
        if (points := [(number, value) for number in sizes_of(results) if (value := _figure(results, key, number, what))])
    ]
    values = [value for *_others, points in lines for _number, value in points]
    numbers = [number for *_others, points in lines for number, _value in points]
    if not values:
        return ""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(min(numbers)), max(math.log10(max(numbers)), math.log10(min(numbers)) + 1)

    def x(number: float) -> float:
        return _LEFT + (math.log10(number) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (math.log10(value) - low) / max(high - low, 1) * (_HEIGHT - _TOP - _BOTTOM)

    words = _WORDS[language]
    title = words["cpu" if what == "cpu" else "memory"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for number in sorted(set(numbers)):
        parts.append(f'<path d="M{x(number):.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#eee"/>')
        parts.append(f'<text x="{x(number):.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{number:,}</text>')
    parts.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 10}" text-anchor="middle">{words["axis"]}</text>')
    # a line that goes to the end is named in the margin, and one that ends before at its end
    beside = _WIDTH - _RIGHT + 14
    ends = {index: y(points[-1][1]) for index, (*_others, points) in enumerate(lines) if points[-1][0] == max(numbers)}
    labels = dict(zip(ends, _apart(list(ends.values())), strict=True))
    for index, (colour, dashed, name, points) in enumerate(lines):
        hue = _COLOURS[colour]
        way = " ".join(f"{x(number):.1f},{y(value):.1f}" for number, value in points)
        pen = f'stroke-width="{3 if colour == 0 else 1.5}"{DASHES if dashed else ""}'
        parts.append(f'<polyline points="{way}" fill="none" stroke="{hue}" {pen}/>')
        parts += [f'<circle cx="{x(number):.1f}" cy="{y(value):.1f}" r="3" fill="{hue}"/>' for number, value in points]
        at, height, anchor = x(points[-1][0]) + 4, y(points[-1][1]), "end" if len(points) > 1 else "start"
        if index in labels:
            parts.append(f'<path d="M{at:.1f} {height:.1f}L{beside - 3} {labels[index]:.1f}" stroke="{hue}" stroke-width=".6"/>')
            at, height, anchor = beside, labels[index], "start"
        elif anchor == "end":  # above the line that comes from the left
            at, height = at - 12, height - 6
        else:
            at += 4
        text = f"{name} (YAML)" if dashed and colour == 0 else name
        halo = 'paint-order="stroke" stroke="#fff" stroke-width="4"'  # it is read above lines, too
        parts.append(f'<text x="{at:.1f}" y="{height + 4:.1f}" fill="{hue}" text-anchor="{anchor}" {halo}>{escape(text)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(heights: Sequence[float], gap: float = 17) -> list[float]:
    """The same heights moved as little down as keeps labels off each other, and up where they would leave the picture."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = list(heights)
    at = -math.inf
    for index in order:
        at = moved[index] = max(heights[index], at + gap)
    limit = float(_HEIGHT - _BOTTOM)
    for index in reversed(order):
        limit = moved[index] = min(moved[index], limit)
        limit -= gap
    return moved


def pages(results: Results) -> dict[Path, str]:
    """Every file of the docs that shows results, as it is to be."""
    found = {}
    for language, end in (("en", ""), ("zh", ".zh")):
        page = DOCS / f"benchmarks{end}.md"
        before, _begin, rest = page.read_text("utf-8").partition(BEGIN)
        _old, _end, after = rest.partition(END)
        found[page] = f"{before}{BEGIN}\n\n{section(results, language)}\n\n{END}{after}"
        found[DOCS / f"peers-cpu{end}.svg"] = plot(results, "cpu", language)
        found[DOCS / f"peers-memory{end}.svg"] = plot(results, "mebibytes", language)
    return found


def write_docs(results: Results) -> None:
    """Bring the docs up to date."""
    for path, text in pages(results).items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write_docs(json.loads(RESULTS.read_text("utf-8")))
