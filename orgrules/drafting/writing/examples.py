"""Examples of a drafted profile: designs in which each of its fields is kept, and designs in which each is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from orgrules.design.levels import EDUCATION
from orgrules.drafting.writing.phrases import TERMS
from orgrules.drafting.writing.profiles import Profile
from orgrules.text import normalize

#: Titles of jobs that no handbook has: what an example takes for somebody else. The first that is like no title of the draft.
_OTHERS = {
    "en": ("Beekeeper", "Lighthouse Keeper", "Piano Tuner", "Juggler", "Quilter", "Falconer", "Glassblower", "Xylophonist"),
    "zh": ("无关岗位", "养蜂人", "灯塔看守", "钢琴调音", "钟表匠", "驯鹰人", "裱画匠", "吹糖人", "捏面人"),
}
_PEOPLE = {"en": "Anna Reed", "zh": "王芳"}
_OTHER_WORDS = {"en": "Something else", "zh": "其他"}
#: The order of the rules in an example's findings.
_FIELDS = (
    *(
        "title",
        "reports_to",
        "manages",
        "headcount_below",
        "unit_type",
        "duties",
        "requirements",
        "holder",
        "authority",
        "meetings",
    ),
    *("internal_relations", "external_relations", "career_path", "promoted_from", "rotates_with", "job_family"),
)
_ROLE_LISTS = ("career_path", "promoted_from", "rotates_with")


def examples(
    profile: Profile, titles: Mapping[str, str], unit_types: Mapping[str, str], language: str
) -> Iterator[dict[str, Any]]:
    """The examples of a profile; ``titles`` has a title of each role by its id, ``unit_types`` the names of types of units."""
    if not any(key in profile.values for key in _FIELDS):
        return
    stranger = _stranger(titles.values(), language)
    yield {"design": _kept(profile, titles, unit_types, language), "findings": {}}
    broken = _broken(profile, titles, stranger, language)
    found = [name.replace("_", "-") for name in _fields(profile) if name != "headcount_below"]
    if found:
        yield {"design": broken, "findings": {"own": found}}
    if "headcount_below" in profile.values:
        wrong = _wrong_number(profile.values["headcount_below"])
        report = {
            "id": "below",
            "title": titles[_first(profile.values["manages"]["role"])] if "manages" in profile.values else stranger,
        }
        own = {"id": "own", "title": profile.role.title}
        positions = [own, {**report, "reports_to": "own", "headcount": wrong}]
        yield {"design": {"positions": positions}, "findings": {"own": ["headcount-below"]}}


def _fields(profile: Profile) -> list[str]:
    return [name for name in _FIELDS if name in profile.values or (name == "holder" and "requirements" in profile.values)]


def _kept(profile: Profile, titles: Mapping[str, str], unit_types: Mapping[str, str], language: str) -> dict[str, Any]:
    values = profile.values
    own: dict[str, Any] = {"id": "own", "title": profile.role.title, "role": profile.role.id}
    design: dict[str, Any] = {}
    positions: list[dict[str, Any]] = []
    if "reports_to" in values:
        positions.append({"id": "above", "title": titles[_first(values["reports_to"]["role"])]})
        own |= _line(values["reports_to"], "above")
    positions.append(own)
    if "manages" in values or "headcount_below" in values:
        number = _right_number(values.get("headcount_below", {}))
        title = titles[_first(values["manages"]["role"])] if "manages" in values else _stranger(titles.values(), language)
        # the number is judged where somebody reports: of nobody, a post of no person
        headcount = {"headcount": number} if "headcount_below" in values else {}
        positions.append({"id": "below", "title": title, "reports_to": "own", **headcount})
    if "unit_type" in values:
        type_ = _first(values["unit_type"]["type"])
        design["units"] = [{"id": "unit", "name": unit_types[type_], "type": type_}]
        own["unit"] = "unit"
    own |= {key: [entry["id"] for entry in values[key]] for key in TERMS if key in values}
    own |= {key: [entry["role"] for entry in values[key]] for key in _ROLE_LISTS if key in values}
    if "job_family" in values:
        own["job_family"] = _first(values["job_family"]["value"])
    if "requirements" in values:
        asked, person = _met(values["requirements"])
        own |= {"requirements": asked, "holder": _PEOPLE[language]}
        design["people"] = [{"name": _PEOPLE[language], **person}]
    return {**{key: design[key] for key in ("units",) if key in design}, "positions": positions, **_people(design)}


def _broken(profile: Profile, titles: Mapping[str, str], stranger: str, language: str) -> dict[str, Any]:
    values = profile.values
    other = next((title for role, title in titles.items() if role != profile.role.id), profile.role.title)
    own: dict[str, Any] = {"id": "own", "title": other if "title" in values else profile.role.title, "role": profile.role.id}
    design: dict[str, Any] = {}
    positions: list[dict[str, Any]] = []
    if "reports_to" in values:
        positions.append({"id": "above", "title": stranger})
        own |= _line(values["reports_to"], "above")
    positions.append(own)
    if "manages" in values:
        headcount = {"headcount": _right_number(values["headcount_below"])} if "headcount_below" in values else {}
        positions.append({"id": "below", "title": stranger, "reports_to": "own", **headcount})
    if "unit_type" in values:
        design["units"] = [{"id": "unit", "name": _OTHER_WORDS[language], "type": _OTHER_WORDS[language]}]
        own["unit"] = "unit"
    own |= {key: [] for key in TERMS if key in values}
    own |= {key: [profile.role.id] for key in _ROLE_LISTS if key in values}
    if "job_family" in values:
        own["job_family"] = _OTHER_WORDS[language]
    if "requirements" in values:
        asked, person = _missed(values["requirements"], language)
        own |= {"requirements": asked, "holder": _PEOPLE[language]}
        design["people"] = [{"name": _PEOPLE[language], **person}]
    return {**{key: design[key] for key in ("units",) if key in design}, "positions": positions, **_people(design)}


def _people(design: Mapping[str, Any]) -> dict[str, Any]:
    return {"people": design["people"]} if "people" in design else {}


def _line(reports_to: Mapping[str, Any], above: str) -> dict[str, Any]:
    return {"dotted_line_to": [above]} if reports_to.get("line") == "dotted" else {"reports_to": above}


def _met(entries: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Requirements of a position, and what its holder has, where all is as the profile asks."""
    asked: dict[str, Any] = {}
    for entry in entries:
        for kind in ("education", "experience"):
            if kind in entry:
                asked[kind] = entry[kind]
    skills = [entry["skill"] for entry in entries if "skill" in entry]
    asked["skills"] = skills
    certificates = [entry["certificate"] for entry in entries if "certificate" in entry]
    fields = [entry["fields_of_study"][0]["id"] for entry in entries if "fields_of_study" in entry]
    if certificates:
        asked["certificates"] = certificates
    if fields:
        asked["fields_of_study"] = fields
    return asked, _held(asked)


def _missed(entries: list[dict[str, Any]], language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    asked: dict[str, Any] = {}
    levels = list(EDUCATION.names)
    for entry in entries:
        if "education" in entry:
            asked["education"] = levels[EDUCATION.rank(entry["education"]) - 1]
        if "experience" in entry:
            asked["experience"] = 0
    asked["skills"] = []
    for kind, key in (("certificate", "certificates"), ("fields_of_study", "fields_of_study")):
        if any(kind in entry for entry in entries):
            asked[key] = []
    return asked, _held({**asked, **({"fields_of_study": _OTHER_WORDS[language]} if "fields_of_study" in asked else {})})


def _held(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {("field_of_study" if key == "fields_of_study" else key): value for key, value in asked.items()}


def _right_number(limits: Mapping[str, Any]) -> int:
    return int(limits.get("at_least") or limits.get("at_most", 1))


def _wrong_number(limits: Mapping[str, Any]) -> int:
    return int(limits["at_most"]) + 1 if "at_most" in limits else int(limits["at_least"]) - 1


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value)


def _stranger(titles: Any, language: str) -> str:
    known = [normalize(title) for title in titles]

    def likeness(title: str) -> float:
        return max((SequenceMatcher(None, normalize(title), other).ratio() for other in known), default=0.0)

    return min(_OTHERS[language], key=likeness)
