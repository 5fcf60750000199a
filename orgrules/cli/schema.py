"""``orgrules schema``: JSON Schemas, for editors."""

from __future__ import annotations

from typing import Any

import click

from orgrules.cli import _options, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.locale import N_, Language, _

_TITLES = {
    "design": N_("orgrules design"),
    "changes": N_("orgrules changes"),
    "rule": N_("orgrules written rule"),
    "role": N_("orgrules role profile"),
    "rulebook": N_("orgrules rulebook"),
    "settings": N_("orgrules settings"),
}


@_speech.command(
    "schema",
    short_help=COMMANDS["schema"],
    help=N_(
        "Print the JSON Schema of a file format: with it, editors complete and check files while they are written.\n\n"
        "For the YAML language server: orgrules schema design > design.schema.json, and in the first line of the design "
        '"# yaml-language-server: $schema=design.schema.json".'
    ),
)
@click.argument("format_name", metavar="design|changes|rule|role|rulebook|settings", type=click.Choice(tuple(_TITLES)))
@_options.language
def command(format_name: str, language: Language | None) -> int:
    """What the help says."""
    import json

    from pydantic import BaseModel

    from orgrules.changes.format import ChangesFile
    from orgrules.design.format import DesignFile
    from orgrules.rulebook.files import RoleFile, RulebookFile, RuleFile
    from orgrules.settings.files import SettingsFile

    # no settings file: whoever has one that is wrong may want its schema
    _options.settings(None, isolated=True, language=language)
    models: dict[str, type[BaseModel]] = {
        "design": DesignFile,
        "changes": ChangesFile,
        "rule": RuleFile,
        "role": RoleFile,
        "rulebook": RulebookFile,
        "settings": SettingsFile,
    }
    schema = _described(models[format_name].model_json_schema(mode="validation"))
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": _(_TITLES[format_name])}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    return 0


def _described(node: Any) -> Any:
    """A schema with its descriptions in the language spoken, as editors show them."""
    if isinstance(node, dict):
        return {
            key: _(value) if key == "description" and isinstance(value, str) else _described(value) for key, value in node.items()
        }
    return [_described(each) for each in node] if isinstance(node, list) else node
