"""Settings files in YAML and in TOML, and variables: read, shown, and checked with."""

from __future__ import annotations

import json
from random import Random as Dice
from typing import Any

from orgrules.errors import OrgrulesError
from orgrules.locale import Language, speaking
from orgrules.settings import Settings
from orgrules.settings.resolve import resolve
from orgrules.settings.show import rows
from orgrules.tasks.check import check
from tests.fuzz import judge
from tests.fuzz.designs import TODAY, a_design, a_waiver
from tests.fuzz.hunt import Case, Kind, folder_of
from tests.fuzz.mutate import TOKENS, VALUES, as_bytes, as_text, broken_data, broken_text

_RULES = (
    "hierarchy/*",
    "hierarchy/unknown-manager",
    "identity/*",
    "office-manager/reports-to",
    "*",
    "nothing/at-all",
    "hierarchy/unknown-manger",
)
_SEVERITIES = ("error", "warning", "info", "off", "Error")
_PATHS = ("*.yaml", "design.yaml", "regions/", "!x.yaml", "**", "[", "/", "..", "a b")
_KEYS = (
    *(
        "rulebooks",
        "select",
        "ignore",
        "mandatory",
        "severity",
        "overrides",
        "exclude",
        "language",
        "fail-on",
        "fail_on",
        "engine",
        "encoding",
    ),
    *(
        "map",
        "leave-out-hidden",
        "tables",
        "limits",
        "baseline",
        "waivers",
        "waiver-end-date",
        "paths",
        "bytes",
        "nodes",
        "depth",
        "",
        "x",
    ),
)


def some_settings(dice: Dice) -> dict[str, Any]:
    """Settings, all of them in order."""
    every: dict[str, Any] = {
        "rulebooks": [
            dice.choice(("sales-organization", "spans-and-layers", "internal-control", "sales-organisation", "./house"))
        ],
        "select": [dice.choice(_RULES) for _ in range(dice.randint(0, 2))],
        "ignore": [dice.choice(_RULES[:3]) for _ in range(dice.randint(0, 2))],
        "mandatory": [dice.choice(_RULES[:4])],
        "severity": {dice.choice(_RULES): dice.choice(_SEVERITIES[:3]) for _ in range(2)},
        "overrides": [
            {
                "paths": [dice.choice(_PATHS)],
                "ignore": [dice.choice(_RULES)],
                "severity": {dice.choice(_RULES): dice.choice(_SEVERITIES)},
            }
        ],
        "exclude": dice.choice((["*.yml"], "design.yaml", [dice.choice(_PATHS)])),
        "language": dice.choice(("en", "zh")),
        "fail-on": dice.choice(("error", "warning", "info", "never")),
        "engine": "reference",
        "encoding": dice.choice(("utf-8", "gb18030", "utf-16")),
        "map": {"title": "职务", dice.choice(("holder", "nothing")): "x"},
        "leave-out-hidden": dice.random() < 0.5,
        "tables": dice.random() < 0.5,
        "limits": {
            "bytes": dice.choice((1, 10_000, 10**9)),
            "nodes": dice.choice((5, 10_000)),
            "depth": dice.choice((2, 30, 100)),
        },
        "baseline": dice.choice(("known.json", "missing.json", "design.yaml")),
        "waivers": [a_waiver(dice)],
        "waiver-end-date": dice.choice(("required", "optional", "refused")),
    }
    kept = dice.sample(list(every), dice.randint(1, 6))
    return {key: every[key] for key in every if key in kept}


def as_toml(value: Any) -> str:
    """A value as TOML, in which nothing is null."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value).replace("1e+", "1.0e")
    return json.dumps("" if value is None else value)


def make(dice: Dice) -> Case:
    """Settings, whole or broken, beside a design and a baseline."""
    data: Any = some_settings(dice)
    if dice.random() < 0.5:
        data = broken_data(data, dice, _KEYS, (*VALUES, *_RULES, *_PATHS, *_SEVERITIES))
    if dice.random() < 0.5 and isinstance(data, dict):
        name = "pyproject.toml"
        text = '[project]\nname = "x"\n\n[tool.orgrules]\n' + "".join(
            f"{json.dumps(key)} = {as_toml(value)}\n" for key, value in data.items()
        )
    else:
        name, text = dice.choice(("orgrules.yaml", "orgrules.yml", "any.yaml")), as_text(data, dice)
    if dice.random() < 0.3:
        text = broken_text(
            text, dice, (*TOKENS, "[[tool.orgrules.waivers]]\n", "[tool.orgrules.limits]\n", " = ", "''' ", "0x", "_")
        )
    design = json.dumps(a_design(dice), ensure_ascii=False).encode()
    baseline = b'{"version": 1, "findings": []}'
    variables = {}
    if dice.random() < 0.2:
        said = dice.choice((*_RULES, *_PATHS, "zh", "never", "durable", "2026-02-30", "known.json", "\x1b", "klingon"))
        variables[f"ORGRULES_{dice.choice(_KEYS).upper().replace('-', '_')}"] = said
    files = {name: as_bytes(text, dice)[0], "design.yaml": design, "known.json": baseline}
    return Case(files, {"variables": variables, "language": dice.choice(("en", "zh"))})


def judge_settings(case: Case, dice: Dice) -> str:
    """Read settings, show them, and check with them."""
    language: Language = case.asked["language"]
    with folder_of(case) as folder:
        lines = {
            str(folder / name): each for name, content in case.files.items() for each in judge.lines_of(name, content).values()
        }
        with speaking(language):
            try:
                settings = resolve(
                    {}, case.asked["variables"], config=str(folder / case.path), defaults=Settings(today=TODAY, language=language)
                )
                list(rows(settings))
            except OrgrulesError as error:
                return judge.refused(error, lines, language)
        try:
            report = check([str(folder / "design.yaml")], settings)
        except OrgrulesError as error:
            judge.refused(error, lines, settings.language)
            return "refused at the check"
        return "problems" if report.problems else judge.whole(report, lines, settings.language, dice)


SETTINGS = Kind(make, judge_settings)
