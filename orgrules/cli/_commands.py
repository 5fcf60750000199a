"""The commands, and what each does, in a line: for lists of them, which load none."""

from __future__ import annotations

from orgrules.locale import N_

#: Every command by its name: that of its module, which has a stroke behind it where Python has a word of that name.
COMMANDS = {
    "baseline": N_("Write today's findings down, so that checks report only new ones."),
    "chart": N_("Draw the org chart of a design, with what is wrong in it."),
    "check": N_("Check designs, and report every rule that is broken."),
    "compare": N_("Compare two versions of a design: positions and findings."),
    "draft": N_("Write a rulebook from job descriptions, or bring one up to date."),
    "explain": N_("Show a rule in its written form, or the facts that rules can ask for."),
    "fix": N_("Propose the changes to a design that remove findings, and write them."),
    "import": N_("Write a design in YAML from tables."),
    "init": N_("Write a design, or a rulebook, to begin with."),
    "read": N_("Tell how everything in designs was understood: titles, duties, references."),
    "rules": N_("List the rules that are loaded, or what is made of each statement."),
    "schema": N_("Print the JSON Schema of a file format, for editors."),
    "test": N_("Run the examples of rulebooks, and lint them."),
    "why": N_("Explain what the rules see in a part of a design, and why they are silent."),
}
