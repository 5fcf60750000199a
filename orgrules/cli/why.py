"""``orgrules why``: what makes the silence of the rules trustworthy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import _options
from orgrules.locale import Language
from orgrules.text import listed, sanitize

if TYPE_CHECKING:
    from orgrules.tasks.why import Explanation

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Title", "岗位名称"),
    "stated": ("The design states the role: {role}.", "设计中注明了角色：{role}。"),
    "unknown-role": ("The design states a role that no loaded rulebook defines.", "设计中注明的角色不在已加载的规则库中。"),
    "recognized": ("Role: {role}, by the name “{name}”{around}.", "角色：{role}，识别出的名称为“{name}”{around}。"),
    "near": (
        "Role: open. No known title, but near “{suggestion}”: nothing is concluded from a misspelling.",
        "角色：未定。不是已知名称，但接近“{suggestion}”；不根据疑似笔误下结论。",
    ),
    "area": (
        "Role: open. The name “{name}” with the area {areas} is another role in many firms; state it with role.",
        "角色：未定。“{name}”加上区域“{areas}”在许多公司是另一种角色，请用 role 注明。",
    ),
    "remark": (
        "Role: open. The name “{name}” stands with a remark that may make it another job; state it with role.",
        "角色：未定。“{name}”带有附注，可能是另一种岗位，请用 role 注明。",
    ),
    "unrecognized": ("Role: none that the loaded rulebooks know.", "角色：已加载的规则库中没有对应角色。"),
    "marks": (", with the marks {}", "，标记：{}"),
    "areas": (", area {}", "，区域：{}"),
    "read": ("Read", "读作"),
    "read wording": ("“{text}” is read by its wording as: {names}.", "“{text}”按用词读作：{names}。"),
    "read open": ("“{text}” is open; it may be: {names}.", "“{text}”未定，可能是：{names}。"),
    "read none": ("“{text}” is nothing that a loaded rulebook knows.", "“{text}”在已加载的规则库中没有对应项。"),
    "facts": ("Facts", "事实"),
    "not modelled": ("Not modelled: {}", "设计中未写：{}"),
    "broken": ("Broken", "违反的规则"),
    "known": ("Broken, and in the baseline {}", "违反、但已记入基线 {} 的规则"),
    "left out": ("Broken, but left out by the settings", "违反、但设置未启用的规则"),
    "kept": ("Kept", "符合的规则"),
    "silent": ("Not judged", "未判定的规则"),
    "because": ("because the design does not tell: {}", "因为设计中没有：{}"),
    "others left out": ("{} more rules are left out by the settings.", "另有 {} 条规则未被设置启用。"),
    "outside": ("{} more rules are about other positions.", "另有 {} 条规则与该岗位无关。"),
}


@click.command("why", short_help="Explain what the rules see in one position, and why they are silent.")
@click.argument("design", type=click.Path())
@click.argument("position")
@_options.rulebooks
@_options.language
@_options.encoding
@_options.config
def command(design: str, position: str, config: str | None, isolated: bool, **given: Any) -> int:
    """Explain what the rules see in POSITION (an id, or a title that only one has) of DESIGN, and why they are silent.

    It tells how the title was understood, every fact, the rules that are broken and kept, and those that could not be judged.
    """
    from orgrules.tasks.why import why

    settings = _options.settings(config, isolated, **given)
    explanation = why(design, position, settings)
    for line in _lines(explanation, settings.language, settings.baseline or ""):
        click.echo(line)
    return 0


def _lines(explanation: Explanation, language: Language, baseline: str) -> list[str]:
    from orgrules.output.reports.text import waived_line

    def say(what: str, /, *values: str, **named: str) -> str:
        text = _WORDS[what][language != "en"]
        for value in values:
            text = text.replace("{}", value, 1)
        for key, value in named.items():
            text = text.replace("{" + key + "}", value)
        return text

    found = explanation.resolution
    around = say("marks", listed(found.marks)) if found.marks else ""
    around += say("areas", listed(found.areas)) if found.areas else ""
    told = say(
        found.status,
        role=explanation.role or "",
        name=found.name or "",
        suggestion=found.suggestion or "",
        around=around,
        areas=listed(found.areas),
    )
    id_ = f" ({explanation.id})" if explanation.id else ""
    lines = [f"{explanation.location}: {explanation.title}{id_}", "", say("title"), f"  {told}", "", say("facts")]
    known = [fact for fact in explanation.facts if fact.value is not None]
    width = max(len(fact.name) for fact in known)
    lines += [f"  {fact.name:{width}}  {fact.value}" for fact in known]
    lines += [
        "",
        "  "
        + say(
            "not modelled",
            listed(fact.name for fact in explanation.facts if fact.value is None and not fact.name.endswith(".suggestion")),
        ),
    ]
    read = [each for each in explanation.read if each.how != "name"]  # a name needs no telling
    if read:
        lines += ["", say("read")]
        lines += [f"  {each.field}: {say(f'read {each.how}', text=each.text, names=each.names)}" for each in read]
    for heading, findings in (
        (say("broken"), explanation.broken),
        (say("known", baseline), explanation.known),
        (say("left out"), explanation.left_out),
    ):
        if findings:
            lines += ["", heading]
        for finding in findings:
            lines.append(f"  {finding.rule}: {finding.message}")
            if finding.waived is not None:
                lines.append(f"    {waived_line(finding.waived)}")
    if explanation.kept:
        lines += ["", say("kept")]
        lines += [f"  {rule}: {name}" for rule, name in explanation.kept]
    if explanation.silent:
        lines += ["", say("silent")]
        lines += [f"  {silence.rule}: {say('because', listed(silence.missing))}" for silence in explanation.silent]
    lines += ["", say("outside", str(explanation.outside))]
    if explanation.others_left_out:
        lines.append(say("others left out", str(explanation.others_left_out)))
    return [sanitize(line) for line in lines]
