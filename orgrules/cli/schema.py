"""``orgrules schema``: JSON Schemas, for editors."""

from __future__ import annotations

import click

_TITLES = {
    "design": "orgrules design",
    "rule": "orgrules written rule",
    "role": "orgrules role profile",
    "rulebook": "orgrules rulebook",
    "settings": "orgrules settings",
}


@click.command("schema", short_help="Print the JSON Schema of a file format, for editors.")
@click.argument("format_name", metavar="design|rule|role|rulebook|settings", type=click.Choice(tuple(_TITLES)))
def command(format_name: str) -> int:
    """Print the JSON Schema of a file format: with it, editors complete and check files while they are written.

    For the YAML language server: orgrules schema design > design.schema.json, and in the first line of the design
    "# yaml-language-server: $schema=design.schema.json".
    """
    import json

    from pydantic import BaseModel

    from orgrules.design.model import DesignFile
    from orgrules.rulebook.files import RoleFile, RulebookFile, RuleFile
    from orgrules.settings.files import SettingsFile

    models: dict[str, type[BaseModel]] = {
        "design": DesignFile,
        "rule": RuleFile,
        "role": RoleFile,
        "rulebook": RulebookFile,
        "settings": SettingsFile,
    }
    schema = models[format_name].model_json_schema(mode="validation")
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": _TITLES[format_name]}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    return 0
