"""What the author of a broken rulebook is told: every problem at its own file, line and column, with the nearest right word."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from orgrules.errors import RulebookError, UsageError
from orgrules.rulebook.files import RoleFile
from orgrules.rulebook.folders import MOST_EXTENSIONS, read_folder
from orgrules.rulebook.library import load_library
from orgrules.rulebook.shipped import shipped_folder
from tests.helpers import ROOT, run
from tests.rulebook.authoring import HEAD, Files, load, problems, relative, write_rulebook

RULE = "name: N\neach: position\nrequire: {title: Cook}\n"
CLERK = "role: clerk\nname: {en: Clerk, zh: 文员}\n"
WITH_LAW = HEAD + "documents: {law: {title: Law, statements: law.tsv}}\n"
LAW = "id\tkind\ten\tzh\nl.1\tduty\tOne\t一\nl.2\tduty\tTwo\t二\n"
WITH_TYPES = HEAD + "unit_types: {office: {en: Office, zh: 办事处}}\n"
EXTENDING = HEAD + "extends: sales-organization\n"


class Case(NamedTuple):
    """A broken rulebook and the lines that its author reads."""

    name: str
    files: Files
    lines: tuple[str, ...]


def condition(text: str, *lines: str, each: str = "position", **files: str) -> Case:
    """A rule that requires ``text``, which stands in line 4 from column 3 on; ``lines`` are what comes after "a/rule.yaml:4:"."""
    named = {name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    rule = {"a/rule.yaml": f"name: N\neach: {each}\nrequire:\n  {text}\n"}
    return Case(text, {**rule, **named}, tuple(f"house/a/rule.yaml:4:{line}" for line in lines))


def rule(name: str, text: str, *lines: str, **files: str) -> Case:
    """A rule file with ``text`` after its three first lines."""
    named = {name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    return Case(name, {"a/rule.yaml": RULE + text, **named}, tuple(f"house/a/rule.yaml:{line}" for line in lines))


def role(name: str, text: str, *lines: str, **files: str) -> Case:
    """A role profile with ``text`` after its two first lines."""
    named = {name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    return Case(name, {"roles/clerk.yaml": CLERK + text, **named}, tuple(f"house/roles/clerk.yaml:{line}" for line in lines))


SCALAR_TESTS = "not, none_of, exists, at_least, at_most, more_than, less_than, starts_with, ends_with, contains"
NOT_FOUND = "is no shipped rulebook, and no rulebook in this one's folder or beside it"
LEVELS = "junior-secondary, secondary, vocational, college, bachelor, master, doctorate"

CONDITIONS = [
    # facts
    condition("titel: Cook", '3: "titel" is no fact of a position; did you mean "title"?'),
    condition("manager.titel: Cook", '3: "manager.titel" is no fact of a position; did you mean "title"?'),
    condition("region_lvl: city", '3: "region_lvl" is no fact of a unit; did you mean "region_level"?', each="unit"),
    condition("shoe_size: 9", '3: "shoe_size" is no fact of an organization', each="organization"),
    condition("title.size: 3", '3: "title.size": "title" is a value; no fact follows it'),
    condition(
        "reports.title: x",
        '3: "reports.title": "reports" is a collection; it has count, headcount and fte, and conditions under "where"',
    ),
    condition("attributes: x", '3: "attributes": name the attribute: attributes.NAME'),
    condition(
        "manager: clerk",
        '12: "manager" leads to another subject; ask for {exists: true}, for {fact: PATH}, or for one of its facts, '
        'such as "manager.role"',
    ),
    condition(
        "unit: {at_least: 3}",
        '9: "unit" leads to another subject; ask for {exists: true}, for {fact: PATH}, or for one of its facts, '
        'such as "unit.id"',
    ),
    # joins
    condition("any_off: [{title: x}]", '3: "any_off" is no fact of a position; did you mean "any_of"?'),
    condition("any_of: {title: x}", '11: "any_of" takes a list of conditions; found a mapping'),
    condition("any_of: []", '11: "any_of" takes a list of conditions; found an empty list'),
    condition("all_of: [Cook]", '12: a condition is a mapping of facts to tests; found the text "Cook"'),
    condition("Cook", '3: a condition is a mapping of facts to tests; found the text "Cook"'),
    # tests of single values
    condition("headcount: {at_lest: 3}", '15: "at_lest" is no test; did you mean "at_least"?'),
    condition("headcount: {even: true}", f'15: "even" is no test; known are {SCALAR_TESTS}'),
    condition("headcount: {}", f"14: a test is missing; known are {SCALAR_TESTS}"),
    condition("title: {includes: x}", '11: "includes" asks for the members of a set, and "title" is a single value'),
    condition("title: {at_least: x}", '11: "at_least" needs an order, and "title" has none'),
    condition("headcount: {contains: 3}", '15: "contains" asks for a part of a text, and "headcount" is none'),
    condition("title: {contains: ''}", '21: expected a text, found the text ""'),
    condition("title: {exists: maybe}", '19: "exists" takes true or false, found the text "maybe"'),
    condition("title: {none_of: x}", '20: expected a list of values, found the text "x"'),
    condition("title: []", "10: expected a list of values, found an empty list"),
    condition("title: {not: {at_least: 3}}", "16: expected a value, found a mapping"),
    # constants of another type
    condition("title:", "9: expected a value, found nothing"),
    condition("title: [[x]]", "11: expected a value, found a list"),
    condition("headcount: three", '14: expected a whole number, found the text "three"'),
    condition("headcount: {at_least: '3'}", '25: expected a whole number, found the text "3"'),
    condition("headcount: 1.5", "14: expected a whole number, found 1.5"),
    condition("headcount: true", "14: expected a whole number, found true"),
    condition("headcount: 9007199254740992", "14: expected a number below 9007199254740992, found 9007199254740992"),
    condition("fte: half", '8: expected a number, found the text "half"'),
    condition("fte: {at_most: .inf}", "18: expected a number below 9007199254740992, found .inf"),
    condition("fte: .nan", "8: expected a number below 9007199254740992, found .nan"),
    condition("legal_representative: yes", '25: expected true or false, found the text "yes"'),
    condition("legal_representative: 1", "25: expected true or false, found 1"),
    condition("requirements.education: colege", f'27: expected one of {LEVELS}, found "colege"; did you mean "college"?'),
    condition("unit.region_level: 3", '22: expected one of city, province, macro-region, country-group, found "3"'),
    condition(
        "organization.ownership: privat",
        '27: expected one of private, foreign, state-owned, found "privat"; did you mean "private"?',
    ),
    condition(
        "title.status: recognised",
        '17: "recognised" is no value of title.status; expected one of stated, unknown-role, recognized, near, area, remark, '
        'open, untitled, unrecognized; did you mean "recognized"?',
    ),
    # names that no rulebook defines
    condition("role: clrek", '9: no loaded rulebook defines the role "clrek"; did you mean "clerk"?', roles__clerk=CLERK),
    condition(
        "manager.role: [clerk, clrek]",
        '25: no loaded rulebook defines the role "clrek"; did you mean "clerk"?',
        roles__clerk=CLERK,
    ),
    condition(
        "unit.type: offce",
        '14: no loaded rulebook defines the unit type "offce"; did you mean "office"?',
        rulebook=WITH_TYPES,
    ),
    condition(
        "duties: {includes: [tea, tee-a]}",
        '28: no loaded rulebook defines the duty "tee-a"; did you mean "tea"?',
        roles__clerk=CLERK + "duties: [{id: tea}]\n",
    ),
    # other facts
    condition("title: {fact: manager.titel}", '17: "manager.titel" is no fact of a position; did you mean "title"?'),
    condition("title: {fact: headcount}", '17: "headcount" cannot be compared with "title"; it is of another type'),
    condition("title: {fact: manager}", '17: "manager" cannot be compared with "title"; it is of another type'),
    condition(
        "unit.region_level: {at_least: {fact: holder.education}}",
        '40: "holder.education" cannot be compared with "unit.region_level"; it is of another type',
    ),
    condition("title: {fact: id, not: x}", "10: another fact is named alone: {fact: PATH}"),
    # sets and collections
    condition("duties: x", '11: "duties" is a set; test it with one of includes, includes_any, excludes, only, exists'),
    condition("duties: {include: x}", '12: "include" is no test of a set; did you mean "includes"?'),
    condition(
        "duties: {at_least: 1}",
        '12: "at_least" is no test of a set; known are includes, includes_any, excludes, only, exists',
    ),
    condition(
        "reports: 3",
        '12: "reports" is a collection; test it with "where" and at_least, at_most, more_than, less_than, share, sum',
    ),
    condition("reports: {at_leest: 3}", '13: "at_leest" is no test of a collection; did you mean "at_least"?'),
    condition("reports: {at_least: 1.5}", '23: "at_least" takes a whole number, found 1.5'),
    condition("reports: {at_least: -1}", '23: "at_least" takes a whole number, found -1'),
    condition("reports: {where: {titel: x}}", '21: "titel" is no fact of a position; did you mean "title"?'),
    condition(
        "{titel: x, headcount: three, reports: {where: {unit.tpe: x}, at_most: few}}",
        '4: "titel" is no fact of a position; did you mean "title"?',
        '25: expected a whole number, found the text "three"',
        '50: "unit.tpe" is no fact of a unit; did you mean "type"?',
        '73: "at_most" takes a whole number, found the text "few"',
    ),
]

RULES = [
    rule("unknown key", "mesage: M\n", '4:1: unknown key "mesage"; did you mean "message"?'),
    rule(
        "unknown key like none",
        "colour: red\n",
        '4:1: unknown key "colour"; known are name, cites, severity, each, where, require, finding, message, why, fix, '
        "reading, examples",
    ),
    rule(
        "unknown key inside",
        "finding: {on: title}\n",
        '4:11: unknown key "on"; known are at, related, expected, actual, elsewhere',
    ),
    rule("key twice", "name: M\n", '4:1: the key "name" stands here again; first at line 1, column 1'),
    rule(
        "severity",
        "severity: warn\n",
        '4:11: "severity": expected one of error, warning, info, found the text "warn"; did you mean "warning"?',
    ),
    rule("where of another type", "where: [x]\n", "4:8: a condition is a mapping of facts to tests; found a list"),
    rule("role of another type", "where: {role: [[clerk]]}\n", "4:16: expected a value, found a list", roles__clerk=CLERK),
    Case(
        "missing keys",
        {"a/rule.yaml": "cites: []\n"},
        (
            'house/a/rule.yaml:1:1: "each" is missing',
            'house/a/rule.yaml:1:1: "name" is missing',
            'house/a/rule.yaml:1:1: "require" is missing',
        ),
    ),
    Case("empty file", {"a/rule.yaml": ""}, ("house/a/rule.yaml:1:1: a rule or a profile is a mapping",)),
    Case(
        "each of no kind",
        {"a/rule.yaml": RULE.replace("position", "positon")},
        (
            'house/a/rule.yaml:2:7: "each": expected one of position, unit, person, cycle, organization, '
            'found the text "positon"; did you mean "position"?',
        ),
    ),
    Case("each empty", {"a/rule.yaml": RULE.replace("position", "[]")}, ('house/a/rule.yaml:2:7: "each": must not be empty',)),
    Case(
        "require empty",
        {"a/rule.yaml": RULE.replace("{title: Cook}", "{}")},
        ('house/a/rule.yaml:3:10: "require" is a condition; found an empty mapping',),
    ),
    Case(
        "require nothing",
        {"a/rule.yaml": RULE.replace(" {title: Cook}", "")},
        ('house/a/rule.yaml:3:9: "require" is a condition; found nothing',),
    ),
    Case(
        "require of another type",
        {"a/rule.yaml": RULE.replace("{title: Cook}", "[]")},
        ("house/a/rule.yaml:3:10: a condition is a mapping of facts to tests; found an empty list",),
    ),
    # texts
    Case(
        "name in no language",
        {"a/rule.yaml": RULE.replace("name: N", "name: {}")},
        ('house/a/rule.yaml:1:7: "name": a text is missing; give en, zh or both',),
    ),
    rule("message in no language", "message: {}\n", '4:10: "message": a text is missing; give en, zh or both'),
    rule("placeholder", "message: 'x {titel} y'\n", '4:10: {titel}: "titel" is no fact of a position; did you mean "title"?'),
    rule(
        "placeholder in one language",
        "message: {en: x, zh: '{nmae}'}\n",
        '4:22: {nmae}: "nmae" is no fact of a position; did you mean "name"?',
    ),
    rule(
        "placeholder of the finding",
        "fix: '{expcted}'\n",
        '4:6: {expcted}: "expcted" is no fact of a position; did you mean "expected"?',
    ),
    rule("placeholder of nothing", "message: 'x {} y'\n", '4:10: {}: "" is no fact of a position'),
    rule(
        "placeholder of a subject",
        "message: '{manager}'\n",
        "4:10: {manager} leads to another subject; name one of its facts, such as {manager.title}",
    ),
    rule(
        "placeholder of a unit",
        "message: '{unit.parent}'\n",
        "4:10: {unit.parent} leads to another subject; name one of its facts, such as {unit.parent.name}",
    ),
    rule("placeholder of several", "message: '{reports}'\n", "4:10: {reports} is a collection; say {reports.count}"),
    rule("opening brace", "message: 'x { y'\n", '4:10: a lone "{"; write "{{" for the character itself'),
    rule("closing brace", "message: 'x } y'\n", '4:10: a lone "}"; write "}}" for the character itself'),
    Case(
        "placeholder in a name that is the message",
        {"a/rule.yaml": RULE.replace("name: N", "name: '{titel}'")},
        ('house/a/rule.yaml:1:7: {titel}: "titel" is no fact of a position; did you mean "title"?',),
    ),
    rule(
        "placeholders of what a finding shows",
        "finding: {expected: '{titel}', actual: {en: '{'}}\n",
        '4:21: {titel}: "titel" is no fact of a position; did you mean "title"?',
        '4:45: a lone "{"; write "{{" for the character itself',
    ),
    # places
    rule(
        "place of no key",
        "finding: {at: [title, titel]}\n",
        '4:23: "titel" is no key of a position in a design; did you mean "title"?',
    ),
    Case(
        "place of a cycle",
        {"a/rule.yaml": "name: N\neach: cycle\nrequire: {length: 0}\nfinding: {at: id}\n"},
        ("house/a/rule.yaml:4:15: a cycle has no keys in a design; its findings stand at its first member",),
    ),
    rule("related value", "finding: {related: title}\n", '4:20: "title" is a value; name another subject, or a collection'),
    rule(
        "related of no fact", "finding: {related: reprts}\n", '4:20: "reprts" is no fact of a position; did you mean "reports"?'
    ),
    rule(
        "related condition",
        "finding: {related: {reports: {where: {titel: x}}}}\n",
        '4:39: "titel" is no fact of a position; did you mean "title"?',
    ),
    rule(
        "related list",
        "finding: {related: [reports]}\n",
        '4:20: "related" takes a collection, or {COLLECTION: {where: CONDITION}}; found a list',
    ),
    rule(
        "related without where",
        "finding: {related: {reports: {title: x}}}\n",
        '4:20: "related" takes a collection, or {COLLECTION: {where: CONDITION}}; found a mapping',
    ),
    # citations
    rule("citation without documents", "cites: [l.1]\n", '4:9: "l.1" cites a statement, and the rulebook has no documents'),
    Case(
        "citation of no statement",
        {"a/rule.yaml": RULE + "cites: [l.2, law:l.1, lw:l.1, l.10]\n", "rulebook.yaml": WITH_LAW, "law.tsv": LAW},
        (
            'house/a/rule.yaml:4:23: no document has the statement "lw:l.1"',
            'house/a/rule.yaml:4:31: no document has the statement "l.10"; did you mean "l.1"?',
        ),
    ),
    Case(
        "citation of several statements",
        {
            "a/rule.yaml": RULE + "cites: [l.1]\n",
            "rulebook.yaml": HEAD
            + "documents: {law: {title: Law, statements: law.tsv}, act: {title: Act, statements: act.tsv}}\n",
            "law.tsv": LAW,
            "act.tsv": LAW,
        },
        ('house/a/rule.yaml:4:9: "l.1" is in several documents; write law:l.1',),
    ),
    # files
    Case(
        "broken YAML",
        {"a/rule.yaml": "name: N\neach: position\nrequire: {title: Cook\n"},
        ("house/a/rule.yaml:4:1: not YAML: did not find expected ',' or '}' (while parsing a flow mapping)",),
    ),
    Case(
        "names of files",
        {"Top.yaml": RULE, "a/Rule.yaml": RULE, "a/b/c.yaml": RULE, "a/rule.yaaml": RULE, "roles/Clerk.yaml": CLERK},
        tuple(
            f"house/{name}:1:1: a rule stands in FOLDER/NAME.yaml, a profile in roles/ROLE.yaml; "
            "names are lower-case words joined by hyphens"
            for name in ("Top.yaml", "a/Rule.yaml", "a/b/c.yaml", "a/rule.yaaml", "roles/Clerk.yaml")
        ),
    ),
    Case(
        "one rule in two files",
        {"a/rule.yaml": RULE, "a/rule.yml": RULE},
        ('house/a/rule.yml:1:1: the rule "a/rule" is defined in house/a/rule.yaml too',),
    ),
]

ROLES = [
    Case(
        "role that is not the file's name",
        {"roles/clerk.yaml": "name: Clerk\nrole: clark\n"},
        ('house/roles/clerk.yaml:2:7: "role" must be the name of the file: clerk',),
    ),
    Case(
        "no role",
        {"roles/clerk.yaml": "name: Clerk\n"},
        ('house/roles/clerk.yaml:1:1: "role" must be the name of the file: clerk',),
    ),
    Case(
        "one role in two files",
        {"roles/clerk.yaml": CLERK, "roles/clerk.yml": CLERK},
        ('house/roles/clerk.yml:1:7: the role "clerk" is defined in house/roles/clerk.yaml too',),
    ),
    role("unknown field", "report_to: {role: clerk}\n", '3:1: unknown key "report_to"; did you mean "reports_to"?'),
    role(
        "unknown role in a field",
        "reports_to: {role: clrek}\n",
        '3:20: no loaded rulebook defines the role "clrek"; did you mean "clerk"?',
    ),
    role(
        "unknown role among several",
        "manages:\n  role: [clerk, clrek]\n",
        '4:17: no loaded rulebook defines the role "clrek"; did you mean "clerk"?',
    ),
    role("field without a role", "assists: {cites: []}\n", '3:10: "role" is missing'),
    role("field of another type", "reports_to: clerk\n", '3:13: "reports_to": expected a mapping, found the text "clerk"'),
    role(
        "unknown line",
        "reports_to: {role: clerk, line: doted}\n",
        '3:33: "line": expected one of solid, dotted, any, found the text "doted"; did you mean "dotted"?',
    ),
    role(
        "unknown unit type",
        "unit_type: {type: offce}\n",
        '3:12: no loaded rulebook defines the unit type "offce"; did you mean "office"?',
        rulebook=WITH_TYPES,
    ),
    role("placeholder in advice", "reports_to: {role: clerk, fix: '{x}'}\n", '3:32: {x}: "x" is no fact of a position'),
    role("empty list", "duties: []\n", '3:9: "duties": must not be empty'),
    role(
        "unknown key of a list's item",
        "duties:\n  - {id: tea}\n  - {id: cake, nmae: Cake}\n",
        '5:16: unknown key "nmae"; did you mean "name"?',
    ),
    role(
        "unknown key of an item below items",
        "duties:\n  severity: error\n  items:\n  - {id: tea}\n  - {id: cake, nmae: Cake}\n",
        '7:16: unknown key "nmae"; did you mean "name"?',
    ),
    role(
        "id that is none",
        "duties:\n  - {id: tea}\n  - {id: Bake cakes}\n",
        '5:10: "id": expected lower-case words joined by hyphens, found the text "Bake cakes"',
    ),
    role(
        "duty with two ids",
        "duties:\n  - {id: tea, name: Tea}\n  - {id: cake, name: Tea}\n",
        '5:22: the duty "Tea" has two ids: tea and cake',
    ),
    role(
        "unknown education",
        "requirements:\n  - {skill: tea}\n  - {education: colege}\n",
        f'5:17: "education": expected one of {LEVELS}, found "colege"; did you mean "college"?',
    ),
    role(
        "requirement of nothing",
        "requirements:\n  - {skill: tea}\n  - {cites: []}\n",
        '5:5: "requirements": name a skill, a level of education, years of experience, a certificate or fields of study',
    ),
    role(
        "a skill that is a certificate",
        "requirements:\n  - {skill: tea, certificate: tea}\n",
        '4:5: "requirements": a skill and a certificate are two requirements; write each by itself',
    ),
    role(
        "years that are none",
        "requirements:\n  - {experience: a while}\n",
        '4:18: "experience": expected a number of years, such as 3 or "3 years"; found "a while"',
    ),
    role(
        "more years than a life has",
        "requirements:\n  - {experience: 300}\n",
        '4:18: "experience": must be at most 100, found 300',
    ),
    role(
        "fields of study without an id",
        "requirements:\n  - fields_of_study: [{name: Tea}]\n",
        '4:23: "id" is missing',
    ),
    role(
        "a report of its own that it does not manage",
        "manages: {role: clerk, exclusive: true, own: [cook]}\n",
        '3:10: "manages": "own" names cook, which "role" does not; whoever answers to it alone is managed by it',
    ),
    role(
        "a rule on own reports without any",
        "manages: {role: clerk, exclusive: true}\nown_reports: {severity: info}\n",
        '1:1: "own_reports" is about the roles that "manages" names under "own", and it names none',
    ),
    role(
        "people below without a number",
        "headcount_below: {direct: true}\n",
        '3:18: "headcount_below": give "at_least", "at_most" or both',
    ),
    role(
        "people below of no number",
        "headcount_below: {at_least: 5, at_most: 3}\n",
        '3:18: "headcount_below": no number is at least 5 and at most 3',
    ),
    Case(
        "citations of a profile, a field and an item",
        {
            "roles/clerk.yaml": CLERK
            + "cites: [l.7]\nreports_to: {role: clerk, cites: [l.8]}\n"
            + "duties:\n  - {id: tea, cites: [l.1]}\n  - {id: cake, cites: [l.2, x.9]}\n",
            "rulebook.yaml": WITH_LAW,
            "law.tsv": LAW,
        },
        (
            'house/roles/clerk.yaml:3:9: no document has the statement "l.7"',
            'house/roles/clerk.yaml:4:35: no document has the statement "l.8"',
            'house/roles/clerk.yaml:7:29: no document has the statement "x.9"',
        ),
    ),
    # titles
    role(
        "title of two roles",
        "also_called: {en: [Boss]}\n",
        '3:14: the title "Boss" is a name of boss too, in house/roles/boss.yaml; give one a condition',
        roles__boss="role: boss\nname: Boss\n",
    ),
    role(
        "title that depends on the role",
        "also_called:\n  en:\n    - {title: X, where: {unit.head.role: clerk}}\n",
        '5:25: "unit.head.role" may depend on the role that is asked for; a title\'s condition asks for facts of the unit',
    ),
    role(
        "title that depends on duties, which the role helps to read",
        "also_called:\n  en:\n    - {title: X, where: {unit.head.duties: {exists: true}}}\n",
        '5:25: "unit.head.duties" may depend on the role that is asked for; a title\'s condition asks for facts of the unit',
    ),
    role(
        "title that depends on the position",
        "also_called:\n  en:\n    - {title: X, where: {headcount: 2}}\n",
        '5:25: "headcount" may depend on the role that is asked for; a title\'s condition asks for facts of the unit',
    ),
    role(
        "title on an unknown fact",
        "also_called:\n  en:\n    - {title: X, where: {unit.tpe: office}}\n",
        '5:26: "unit.tpe" is no fact of a unit; did you mean "type"?',
    ),
    role("title in an unknown language", "also_called:\n  de: [X]\n", '4:3: unknown key "de"; known are en, zh'),
]

RULEBOOKS = [
    Case(
        "missing keys",
        {"rulebook.yaml": "rulebook: house\n"},
        ('house/rulebook.yaml:1:1: "name" is missing', 'house/rulebook.yaml:1:1: "version" is missing'),
    ),
    Case("empty file", {"rulebook.yaml": ""}, ("house/rulebook.yaml:1:1: expected a mapping, found nothing",)),
    Case(
        "unknown key",
        {"rulebook.yaml": HEAD + "overide: {}\n"},
        ('house/rulebook.yaml:4:1: unknown key "overide"; did you mean "override"?',),
    ),
    Case(
        "name that is no id",
        {"rulebook.yaml": "rulebook: My House\nversion: 1\nname: x\n"},
        ('house/rulebook.yaml:1:11: "rulebook": expected lower-case words joined by hyphens, found the text "My House"',),
    ),
    Case(
        "statements that are not there",
        {"rulebook.yaml": WITH_LAW},
        ('house/rulebook.yaml:4:43: "law.tsv" cannot be read: no such file or directory',),
    ),
    Case(
        "statements outside",
        {"rulebook.yaml": WITH_LAW.replace("law.tsv", "../law.tsv")},
        ('house/rulebook.yaml:4:43: "../law.tsv" leads out of the rulebook\'s folder',),
    ),
    Case(
        "statements without a header",
        {"rulebook.yaml": WITH_LAW, "law.tsv": "l.1\tduty\tOne\t一\n"},
        ("house/law.tsv:1:1: the first line must be: id, kind, en, zh, with tabs between them (or commas, or semicolons)",),
    ),
    Case(
        "no statements",
        {"rulebook.yaml": WITH_LAW, "law.tsv": ""},
        ("house/law.tsv:1:1: the first line must be: id, kind, en, zh, with tabs between them (or commas, or semicolons)",),
    ),
    Case(
        "statements with other cells",
        {"rulebook.yaml": WITH_LAW, "law.tsv": LAW + "l.3\tduty\n\nl.4\tduty\ta\tb\tc\n\tduty\ta\tb\nl.1\tduty\ta\tb\n"},
        (
            "house/law.tsv:4:1: expected four cells with tabs between them, found 2",
            "house/law.tsv:6:1: expected four cells with tabs between them, found 5",
            "house/law.tsv:7:1: the id is missing",
            'house/law.tsv:8:1: "l.1" stands here again; first in line 2',
        ),
    ),
    Case(
        "not checkable",
        {"rulebook.yaml": WITH_LAW + "not_checkable: {l.1: x, l.11: y}\n", "law.tsv": LAW},
        ('house/rulebook.yaml:5:25: no document has the statement "l.11"; did you mean "l.1"?',),
    ),
    # extends
    Case(
        "extends nothing known",
        {"rulebook.yaml": HEAD + "extends: sales-organisation\n"},
        (f'house/rulebook.yaml:4:10: "sales-organisation" {NOT_FOUND}; did you mean "sales-organization"?',),
    ),
    Case(
        "extends itself",
        {"rulebook.yaml": HEAD + "extends: ../house\n"},
        (f'house/rulebook.yaml:4:10: "../house" leads back to this rulebook, or through more than {MOST_EXTENSIONS} others',),
    ),
    Case(
        "override and disable of no other rulebook",
        {"rulebook.yaml": HEAD + "override: {a/b: {severity: info}}\ndisable: [a/b]\n"},
        (
            'house/rulebook.yaml:4:1: "override" refines another rulebook; name it under "extends"',
            'house/rulebook.yaml:5:1: "disable" refines another rulebook; name it under "extends"',
        ),
    ),
    Case(
        "override and disable of nothing",
        {
            "rulebook.yaml": EXTENDING
            + "override:\n  ofice-manager/reports-to: {severity: info}\n"
            + "disable:\n  - office-manager/report-to\n  - office-manager\n"
        },
        (
            'house/rulebook.yaml:6:3: sales-organization has no rule or role "ofice-manager/reports-to"; '
            'did you mean "office-manager/reports-to"?',
            'house/rulebook.yaml:8:5: sales-organization has no rule "office-manager/report-to"; '
            'did you mean "office-manager/reports-to"?',
            'house/rulebook.yaml:9:5: sales-organization has no rule "office-manager"; did you mean "office-manager/title"?',
        ),
    ),
    Case(
        "override with unknown keys and roles",
        {
            "rulebook.yaml": EXTENDING
            + "override:\n  office-manager/reports-to: {sverity: info}\n  store-manager: {nme: x}\n"
            + "  sales-manager/reports-to: {role: sales-directr}\n"
        },
        (
            'house/rulebook.yaml:6:31: unknown key "sverity"; did you mean "severity"?',
            'house/rulebook.yaml:7:19: unknown key "nme"; did you mean "name"?',
            'house/rulebook.yaml:8:36: no loaded rulebook defines the role "sales-directr"; did you mean "sales-director"?',
        ),
    ),
    Case(
        "override of what a role is",
        {"rulebook.yaml": EXTENDING + "override:\n  office-manager: {role: outpost-manager}\n"},
        ('house/rulebook.yaml:6:20: "role" cannot be overridden; add a profile of its own',),
    ),
    Case(
        "defined again",
        {"rulebook.yaml": EXTENDING, "roles/office-manager.yaml": "role: office-manager\nname: X\n"},
        (
            'house/roles/office-manager.yaml:1:1: "office-manager" is defined by sales-organization already; '
            'refine it under "override" in rulebook.yaml',
        ),
    ),
]


def _named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CONDITIONS, ids=_named)
def test_a_wrong_condition_is_told_at_its_place(case: Case, tmp_path: Path) -> None:
    assert problems(tmp_path, case.files) == list(case.lines)


@pytest.mark.parametrize("case", RULES, ids=_named)
def test_a_wrong_rule_is_told_at_its_place(case: Case, tmp_path: Path) -> None:
    assert problems(tmp_path, case.files) == list(case.lines)


@pytest.mark.parametrize("case", ROLES, ids=_named)
def test_a_wrong_role_profile_is_told_at_its_place(case: Case, tmp_path: Path) -> None:
    assert problems(tmp_path, case.files) == list(case.lines)


@pytest.mark.parametrize("case", RULEBOOKS, ids=_named)
def test_a_wrong_rulebook_is_told_at_its_place(case: Case, tmp_path: Path) -> None:
    assert problems(tmp_path, case.files) == list(case.lines)


def test_a_role_of_two_rulebooks_is_told_with_both_places(tmp_path: Path) -> None:
    files = {"roles/office-manager.yaml": "name: X\nrole: office-manager\n"}
    first = shipped_folder() / "sales-organization/roles/office-manager.yaml"
    assert problems(tmp_path, files, "sales-organization") == [
        f'house/roles/office-manager.yaml:2:7: the role "office-manager" is defined in {first} too'
    ]


def test_a_rule_of_two_rulebooks_is_told_with_both_places(tmp_path: Path) -> None:
    first = shipped_folder() / "organization-basics/hierarchy/cycle.yaml"
    assert problems(tmp_path, {"hierarchy/cycle.yaml": RULE}) == [
        f'house/hierarchy/cycle.yaml:1:1: the rule "hierarchy/cycle" is defined in {first} too'
    ]


def test_a_title_of_two_rulebooks_is_told_with_both_places(tmp_path: Path) -> None:
    files = {"roles/clerk.yaml": CLERK + "also_called:\n  zh: [办事处主任]\n"}
    first = shipped_folder() / "sales-organization/roles/office-manager.yaml"
    assert problems(tmp_path, files, "sales-organization") == [
        f'house/roles/clerk.yaml:4:3: the title "办事处主任" is a name of office-manager too, in {first}; give one a condition'
    ]


def test_a_title_with_a_condition_may_be_another_role_elsewhere(tmp_path: Path) -> None:
    files = {
        "roles/clerk.yaml": CLERK + "also_called: {en: [{title: Boss, where: {unit.attributes.small: true}}]}\n",
        "roles/boss.yaml": "role: boss\nname: Boss\n",
    }
    assert set(load(tmp_path, files).profiles) == {"boss", "clerk"}


def test_problems_of_many_files_are_all_told_in_one_run(tmp_path: Path) -> None:
    files = {
        "rulebook.yaml": WITH_LAW + "not_checkable: {l.9: never}\n",
        "law.tsv": LAW,
        "roles/clerk.yaml": CLERK + "reports_to: {role: boss, cites: [l.8]}\nseverity: info\n",
        "roles/cook.yaml": "role: cook\nname: Cook\nreports_to: {role: boss}\n",
        "a/first.yaml": RULE.replace("title", "titel") + "message: '{'\ncites: [l.7]\n",
        "a/second.yaml": RULE + "severity: fatal\n",
    }
    assert problems(tmp_path, files) == [
        'house/a/first.yaml:3:11: "titel" is no fact of a position; did you mean "title"?',
        'house/a/first.yaml:4:10: a lone "{"; write "{{" for the character itself',
        'house/a/first.yaml:5:9: no document has the statement "l.7"',
        'house/a/second.yaml:4:11: "severity": expected one of error, warning, info, found the text "fatal"',
        f'house/roles/clerk.yaml:4:1: unknown key "severity"; known are {", ".join(RoleFile.model_fields)}',
        'house/roles/cook.yaml:3:20: no loaded rulebook defines the role "boss"',
        'house/rulebook.yaml:5:17: no document has the statement "l.9"',
    ]


def test_broken_files_are_all_told_in_one_run(tmp_path: Path) -> None:
    files = {"rulebook.yaml": WITH_LAW, "law.tsv": "id\n", "a/first.yaml": "a: [", "a/second.yaml": "- x\n", "Third.yaml": ""}
    assert problems(tmp_path, files) == [
        "house/Third.yaml:1:1: a rule stands in FOLDER/NAME.yaml, a profile in roles/ROLE.yaml; "
        "names are lower-case words joined by hyphens",
        "house/a/first.yaml:2:1: not YAML: did not find expected node content (while parsing a flow node)",
        "house/a/second.yaml:1:1: a rule or a profile is a mapping",
        "house/law.tsv:1:1: the first line must be: id, kind, en, zh, with tabs between them (or commas, or semicolons)",
    ]


def test_hidden_files_and_folders_are_no_part_of_a_rulebook(tmp_path: Path) -> None:
    files = {
        ".github/workflows/ci.yml": "x: 1\n",
        ".github/dependabot.yml": "x: 1\n",
        "a/.draft.yaml": "x: 1\n",
        "a/rule.yaml": RULE,
    }
    assert [rule.id for rule in load(tmp_path, files).rules if rule.rulebook == "house"] == ["a/rule"]


def test_rulebooks_that_extend_one_another_in_a_ring_are_told(tmp_path: Path) -> None:
    first = write_rulebook(tmp_path, {"rulebook.yaml": HEAD + "extends: ../second\n"}, "first")
    write_rulebook(tmp_path, {"rulebook.yaml": HEAD + "extends: ../first\n"}, "second")
    with pytest.raises(RulebookError) as caught:
        load_library([str(first)])
    assert relative(caught.value, tmp_path) == [
        f'second/rulebook.yaml:4:10: "../first" leads back to this rulebook, or through more than {MOST_EXTENSIONS} others'
    ]


def test_a_rulebook_outside_the_project_is_not_extended(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {}, "outside")
    project = tmp_path / "project" / "rules"
    house = write_rulebook(project, {"rulebook.yaml": HEAD + "extends: ../../../outside\n"})
    linked = write_rulebook(project, {"rulebook.yaml": HEAD.replace("house", "linked") + "extends: ../link\n"}, "linked")
    (project / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    for rulebook, name in ((house, "../../../outside"), (linked, "../link")):
        with pytest.raises(RulebookError) as caught:
            load_library([str(rulebook)])
        assert relative(caught.value, project) == [f'{rulebook.name}/rulebook.yaml:4:10: "{name}" {NOT_FOUND}']


def test_statements_reached_by_a_link_out_of_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.tsv").write_text(LAW, "utf-8")
    house = write_rulebook(tmp_path, {"rulebook.yaml": WITH_LAW})
    (house / "law.tsv").symlink_to(tmp_path / "secret.tsv")
    with pytest.raises(RulebookError) as caught:
        load_library([str(house)])
    assert relative(caught.value, tmp_path) == ['house/rulebook.yaml:4:43: "law.tsv" leads out of the rulebook\'s folder']


def test_a_rule_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    house = write_rulebook(tmp_path, {})
    (house / "a").mkdir()
    (house / "a/rule.yaml").write_bytes("name: 规则\n".encode("gb18030"))
    with pytest.raises(RulebookError) as caught:
        load_library([str(house)])
    assert relative(caught.value, tmp_path) == ["house/a/rule.yaml:1:7: not UTF-8 text; try --encoding gb18030"]


def test_a_folder_without_a_rulebook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_library([str(tmp_path)])
    assert str(caught.value) == (
        f'"{tmp_path}" is no shipped rulebook and no folder with a rulebook.yaml; '
        "shipped are internal-control, organization-basics, sales-organization, spans-and-layers"
    )


def test_the_program_tells_every_problem_and_exits_with_2(tmp_path: Path) -> None:
    write_rulebook(
        tmp_path,
        {"a/first.yaml": RULE.replace("title", "titel"), "a/second.yaml": RULE + "severity: fatal\n", "roles/clerk.yaml": CLERK},
    )
    (tmp_path / "design.yaml").write_text("positions: [{title: Clerk}]\n", "utf-8")
    done = run("check", "design.yaml", "--rulebook", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (
        2,
        "",
        [
            'house/a/first.yaml:3:11: "titel" is no fact of a position; did you mean "title"?',
            'house/a/second.yaml:4:11: "severity": expected one of error, warning, info, found the text "fatal"',
        ],
    )


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {"a/rule.yaml": "a: [\n"},
            "house/a/rule.yaml:2:1: not YAML: did not find expected node content (while parsing a flow node)",
        ),
        ({"rulebook.yaml": "[]"}, "house/rulebook.yaml:1:1: expected a mapping, found an empty list"),
        (
            {"roles/clerk.yaml": CLERK + "requirements: [{education: colege}]\n"},
            f'house/roles/clerk.yaml:3:28: "education": expected one of {LEVELS}, found "colege"; did you mean "college"?',
        ),
        ({"a/rule.yaml": RULE + "where: {role: [{a: b}]}\n"}, "house/a/rule.yaml:4:16: expected a value, found a mapping"),
    ],
    ids=["broken YAML", "no mapping", "unknown education", "role of another type"],
)
def test_no_broken_rulebook_is_an_internal_error_of_the_program(files: Files, line: str, tmp_path: Path) -> None:
    write_rulebook(tmp_path, files)
    (tmp_path / "design.yaml").write_text("positions: [{title: Clerk}]\n", "utf-8")
    done = run("check", "design.yaml", "--rulebook", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", [line])


def test_the_program_shows_nothing_of_a_rulebook_that_controls_a_terminal(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"a/rule.yaml": RULE.replace("title", '"ti\\e[31mtle"')})
    (tmp_path / "design.yaml").write_text("positions: [{title: Clerk}]\n", "utf-8")
    done = run("check", "design.yaml", "--rulebook", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        'house/a/rule.yaml:3:11: "ti\\x1b[31mtle" is no fact of a position\n',
    )


def test_a_rulebook_beside_the_program_loads_from_any_folder(tmp_path: Path) -> None:
    copied = tmp_path / "sales-organization"
    shutil.copytree(shipped_folder() / "sales-organization", copied)
    assert [rule.id for rule in load_library([str(copied)]).rules] == [rule.id for rule in load_library().rules]
    assert shipped_folder().is_relative_to(ROOT)


# one statement without a Chinese text, in every form that an editor or a spreadsheet saves
TABLE = "id\tkind\ten\tzh\nl.1\tduty\tOne, two\t一\nl.2\tduty\tTwo\n"
COMMAS = 'id,kind,en,zh\nl.1,duty,"One, two",一\nl.2,duty,Two,\n'


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode("utf-16"),
        COMMAS.encode(),
        COMMAS.replace("\n", "\r\n").encode("utf-8-sig"),
        'id;kind;en;zh\nl.1;duty;"One, two";一\n\nl.2;duty;Two\n'.encode(),
    ],
)
def test_statements_are_read_as_editors_and_spreadsheets_save_them(tmp_path: Path, content: bytes) -> None:
    folder = write_rulebook(tmp_path, {"rulebook.yaml": WITH_LAW})
    (folder / "law.tsv").write_bytes(content)

    read = read_folder(folder, None).statements

    assert [(each.id, dict(each.gloss)) for each in next(iter(read.values()))] == [
        ("l.1", {"en": "One, two", "zh": "一"}),
        ("l.2", {"en": "Two"}),
    ]


def test_statements_in_another_encoding_are_told_at_their_line_with_what_to_do(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"rulebook.yaml": WITH_LAW})
    (folder / "law.tsv").write_bytes(LAW.encode("gb18030"))

    with pytest.raises(RulebookError) as caught:
        read_folder(folder, None)

    path = (folder / "law.tsv").as_posix()
    what = "not UTF-8 text; save the file as UTF-8 (in Excel: CSV UTF-8), or as Unicode text, which is UTF-16"
    assert str(caught.value) == f"{path}:3:14: {what}"


def test_wrong_lines_of_comma_separated_statements_are_told_by_their_number(tmp_path: Path) -> None:
    files = {"rulebook.yaml": WITH_LAW, "law.tsv": 'id,kind,en,zh\nl.1,duty,"One\ntwo",一\nl.2,duty\n,duty,a,b\n'}
    assert problems(tmp_path, files) == [
        "house/law.tsv:4:1: expected four cells with commas between them, found 2",
        "house/law.tsv:5:1: the id is missing",
    ]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"a/rule.yaml": "name: N\neach: position\nrequire: {reports: {title: x}}\n"}, "多个对象没有名为“title”的要求"),
        ({"a/rule.yaml": "name: N\neach: unit\nrequire: {positions: {at_least: x}}\n"}, "“at_least”应为整数，实为"),
        ({"a/rule.yaml": RULE + "cites: [1]\n"}, "“1”引用了陈述，而该规则库没有文件（documents）"),
        ({"a/rule.yaml": RULE + "finding: {at: holdr}\n"}, "“holdr”不是设计中岗位的键"),
        ({"a/rule.yaml": RULE + "message: {}\n"}, "缺少文字，请写 en、zh 或两者"),
        ({"a/rule.yaml": RULE + "message: 'a } b'\n"}, "单独的“}”；要表示该字符本身，请写作“}}”"),
        ({"roles/clerk.yaml": CLERK + "reports_to: {role: bos}\n"}, "已加载的规则库中没有角色“bos”"),
        ({"rulebook.yaml": WITH_LAW, "law.tsv": "id\n"}, "第一行应为：id, kind, en, zh，以制表符（或逗号、分号）分隔"),
        ({"rulebook.yaml": EXTENDING + "disable: [a/b]\n"}, "sales-organization 中没有规则“a/b”"),
        ({"Rules/规则.yaml": RULE}, "可用拼音"),
    ],
)
def test_an_author_is_told_in_chinese_what_is_wrong(files: Files, line: str, tmp_path: Path) -> None:
    write_rulebook(tmp_path, files)
    done = run("--lang", "zh", "test", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert line in done.stderr
