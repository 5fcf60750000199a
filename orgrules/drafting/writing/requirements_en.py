"""Requirements in English, as data and as patterns: ``Bachelor's degree in Marketing, 3+ years of sales experience``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orgrules.drafting.model import Field
from orgrules.drafting.writing.requirements import Asked, Requirement, either, level_words, lowest

_LEVELS = {word: level for word, level in level_words(chinese=False).items() if len(word) > 2} | {
    "bachelor's": "bachelor",
    "master's": "master",
    "associate's": "college",
    "university degree": "bachelor",
    "doctorate": "doctorate",
    "ph.d": "doctorate",
    "ph.d.": "doctorate",
    "ged": "secondary",
    "ba/bs": "bachelor",
    "bs/ba": "bachelor",
    "b.a.": "bachelor",
    "b.s.": "bachelor",
    "b.sc.": "bachelor",
    "m.sc.": "master",
    "high school": "secondary",
}
_LEVEL = rf"(?<![\w-])(?:{either(_LEVELS)})(?![\w-])"
_FIELD_ENDS = (
    r"(?=$|[;.(]|\bor equivalent|\s+(?:with|plus|required|is required|from|preferred)\b|,?\s+(?:and\s+)?(?:at least|minimum|\d))"
)
_EQUIVALENT = r"or equivalent\b(?:\s+(?:experience|qualifications?|combination[^;.]*))?"
_EDUCATION = re.compile(
    rf"(?:\b(?:an?|at least|minimum(?: of)?|completed|possess(?:es)?|holds?|have|has|must)\s+)*"
    rf"(?P<levels>{_LEVEL}(?:(?:\s*/\s*|\s+or\s+(?:an?\s+)?)"
    rf"{_LEVEL})*)(?:['’]s?)?(?:\s+(?:degree|diploma|education|level|graduate|qualification|certificate))*"
    rf"(?:\s+or\s+(?:above|higher|equivalent)|\s+and above)?"
    rf"(?:\s+required)?(?:\s+(?:in|of|with a major in|majoring in)\s+(?P<fields>[^;.()]+?){_FIELD_ENDS})?"
    rf"(?:\s*,?\s*{_EQUIVALENT})?",
    re.IGNORECASE,
)
_STUDIED = re.compile(
    rf"\b(?:degree|diploma|major(?:ed|ing)?|studies)\s+(?:in|of)\s+(?P<fields>[^;.()]+?){_FIELD_ENDS}"
    rf"(?:\s*,?\s*{_EQUIVALENT})?",
    re.IGNORECASE,
)
_WORDS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}  # noqa: SIM905
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(_WORDS)})"
_EXPERIENCE = re.compile(
    rf"(?:\b(?:at least|a minimum of|minimum(?: of)?|min\.?|no less than|more than|over|with|have|has|an?)\s+)*"
    rf"(?<![\w.])(?P<number>{_NUMBER})"
    rf"(?:\s*\(\d+\))?\s*(?P<half>and a half\s+)?(?:\+|plus|or more)?\s*(?:(?:-|–|—|to)\s*{_NUMBER})?\s*\+?\s*"
    rf"(?P<unit>years?|yrs?\.?|months?)(?:['’]s?)?"
    r"(?:\s+or more|\s+minimum)?(?P<rest>[^;.]*?(?:experience|\bin\b|\bas\b|\bof\s+(?!age\b)\w)[^;.]*|\s*$)",
    re.IGNORECASE,
)
#: Of what kind some of the years are: no field says.
_PART_OF = re.compile(
    rf",?\s*(?:including|of which|with)?\s*(?:at least\s+)?{_NUMBER}\s+of\s+(?:them|which|these)\b[^;.]*"
    rf"|,?\s*\b(?:including|of which)\s+(?:at least\s+)?{_NUMBER}\+?\s+years?\b[^;.]*",
    re.IGNORECASE,
)
#: Where the words about an experience end and those about something else begin.
_NEXT = re.compile(
    r",\s*(?:and\s+)?(?=[^,;]*\b(?:certif\w+|licen[cs]e\w*|skills?|degree|PMP|CPA|CFA|ACCA)\b)"
    r"|,\s*(?:and\s+)?(?=(?:strong|excellent|good|solid|proficien|knowledge|ability|able|fluen|certifi|valid|familiar)\w*\b)"
    r"|\s+and\s+(?:an?\s+)?(?=(?:strong|excellent|good|solid|proficien|knowledge|ability|able|fluen|certifi|valid|familiar)\w*\b)",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"\b(?:certificates?|certifications?|licen[cs]es?|certified|licensed|chartered|CPA|PMP|CFA|ACCA|CIPD|SHRM-?CP)\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:preferred|preferably|a plus|desirable|desired|nice to have"
    r"|(?:an? )?advantage(?:ous)?|ideally|bonus|an asset|optional|would be)\b|^no\b.*\b(?:required|necessary|needed)\b"
    r"|^(?:none|not)(?: (?:formally )?(?:required|necessary|needed|essential|specified|applicable))?$"
    r"|^(?:full )?training (?:is |will be )?(?:given|provided)$",
    re.IGNORECASE,
)
#: What is asked for stands before it: five years of experience, ideally in retail.
_WISHED_BEHIND = re.compile(r"(?P<comma>,)\s*(?:and\s+|but\s+)?(?:ideally|preferably)\b[^,]*$", re.IGNORECASE)
_OF_A_PERSON = re.compile(
    r"\b(?:aged?|male|female|gender|years old|marital|physically fit|good health|appearance)\b", re.IGNORECASE
)

_TRAITS = """
enthusiasm enthusiastic honest honesty integrity responsible responsibility reliable reliability dependable
hardworking hard-working diligent diligence patient patience friendly confident confidence sincere sincerity
optimistic optimism positive passion passionate energetic energy self-motivated motivated motivation self-starter
self-discipline self-disciplined ambitious ambition loyal loyalty trustworthy mature maturity careful conscientious
devoted devotion dedicated dedication committed commitment proactive cheerful outgoing polite courteous punctual fair
fairness caring compassionate compassion empathetic empathy kind kindness approachable helpful
rigorous rigour character personality upright tolerant dynamic driven ethical ethics
""".split()  # noqa: SIM905 - a table
_AROUND_TRAITS = """
a an the of for to and or with in at be is are has have must should very highly strong high good great excellent sense
level work job own person individual attitude ethic spirit team always self other others us our nature by one's their
full
""".split()  # noqa: SIM905 - a table
_LEAD = re.compile(
    r"^(?:(?:must|should|shall|will|be|is|are|have|has|having|possess(?:es|ing)?|demonstrates?d?|the|an?|with|to"
    r"|strong|excellent|good|solid|proven|sound|effective|outstanding|exceptional|well-developed"
    r"|superior|high level of|working|thorough"
    r"|in-depth|basic|advanced|some|required"
    r"|ability to|able to|capable of|skilled (?:in|at|with)|proficien(?:t|cy) (?:in|with|at)|knowledge of"
    r"|familiar(?:ity)? with|experienced? (?:in|with|of|as)"
    r"|understanding of|fluent in|fluency in|command of|track record (?:of|in)"
    r"|competen(?:t|ce) (?:in|with)|expertise in|use of|using)\s+)+",
    re.IGNORECASE,
)
_LIST_LEAD = re.compile(r"(?:proficien\w+|knowledge|familiar\w*|skilled|fluen\w+|command|expertise|competen\w+)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:skills?|abilities|ability|knowledge|techniques)$", re.IGNORECASE)


#: Marks of Chinese that an English list may be written with.
_MARKS = str.maketrans({"、": ", ", "，": ", ", "；": "; ", "。": ". "})


def read(text: str, under: Field) -> Requirement:
    """What a sentence says."""
    asked: list[Asked] = []
    wished: list[str] = []
    traits: list[str] = []
    left: list[str] = []
    for sentence in _sentences(text.translate(_MARKS)):
        required, optional = _apart(sentence)
        wished += optional
        for clause in required:
            if _OF_A_PERSON.search(clause) and not _EXPERIENCE.search(clause):
                traits.append(clause)
                continue
            parts_of_years = [part[0].strip(" ,") for part in _PART_OF.finditer(clause)]
            found, rest = _of_clause(_PART_OF.sub("", clause), under)
            if any(each.kind == "experience" for each in asked):
                # one number of years is all that a profile holds
                parts_of_years += [clause] if any(each.kind == "experience" for each in found) else []
                found = [each for each in found if each.kind != "experience"]
            left += parts_of_years
            asked += found
            for part in rest:
                skills = list(_skills(part, is_list=under == "skills"))
                are_traits = [_is_trait(skill) for skill in skills]
                asked += [Asked("skill", skill) for skill, is_trait in zip(skills, are_traits, strict=True) if not is_trait]
                traits += [skill for skill, is_trait in zip(skills, are_traits, strict=True) if is_trait]
                left += [] if skills else [part]
    return Requirement(tuple(asked), tuple(wished), tuple(traits), tuple(left))


def _sentences(text: str) -> Iterator[str]:
    for part in re.split(r"[;\n]+|(?<=[a-z)])\.(?=\s|$)", text):
        sentence = part.strip(" .,:;•-")
        if sentence:
            yield sentence


def _apart(sentence: str) -> tuple[list[str], list[str]]:
    """What a sentence requires, and what it only wishes for: all of it, but where it says itself that a part is required."""
    if not _WISHED.search(sentence):
        return [sentence], []
    behind = _WISHED_BEHIND.search(sentence)
    if behind is not None and not _WISHED.search(sentence[: behind.start()]):
        return [sentence[: behind.start()].strip()], [sentence[behind.end("comma") :].strip()]
    clauses = [clause.strip() for clause in re.split(r",\s*(?:but\s+)?|\s+but\s+", sentence)]
    first = _EDUCATION.match(clauses[0])
    is_divided = any(re.search(r"\brequired\b|\bmust\b|\bminimum\b", clause, re.IGNORECASE) for clause in clauses) or (
        first is not None and first.end() == len(clauses[0]) and len(clauses) == 2
    )
    if not is_divided:
        return [], [sentence]
    wished = [clause for clause in clauses if _WISHED.search(clause)]
    return [clause for clause in clauses if clause not in wished], wished


def _of_clause(clause: str, under: Field) -> tuple[list[Asked], list[str]]:
    asked: list[Asked] = []
    rest = clause
    education = _EDUCATION.search(rest) if under != "certificates" else None
    if education is not None:
        words = re.findall(_LEVEL, education["levels"], re.IGNORECASE)
        asked.append(Asked("education", lowest(_LEVELS[word.lower().replace("’", "'")] for word in words)))
    else:
        education = _STUDIED.search(rest)
    if education is not None:
        names = _fields_of_study(education["fields"] or "")
        asked += [Asked("fields_of_study", names)] if names else []
        rest = rest[: education.start()] + " ; " + rest[education.end() :]
    years = _EXPERIENCE.search(rest)
    if years is not None and (years["rest"].strip() or under == "experience"):
        asked.append(Asked("experience", _number_of_years(years)))
        after = _NEXT.search(rest, years.end("unit"))
        rest = rest[: years.start()] + " ; " + (rest[after.end() :] if after else rest[years.end() :])
    parts = [part for part in (_joined_off(part) for part in rest.split(" ; ")) if part]
    if under == "fields_of_study" and not asked:
        return [Asked("fields_of_study", names)] if (names := _fields_of_study(rest)) else [], []
    others: list[str] = []
    for part in parts:
        if under == "certificates" or _CERTIFICATE.search(part):
            asked.append(Asked("certificate", _certificate(part)))
        else:
            others.append(part)
    return asked, others


def _joined_off(text: str) -> str:
    bare = re.sub(r"^(?:[\s,.:-]|(?:and|or|with|plus)\s)+|(?:[\s,.:-]|\s(?:and|or|with|plus|of))+$", "", text)
    if re.fullmatch(r"(?:an?\s+)?level \d+|an?|the", bare, re.IGNORECASE):  # what stood before a diploma
        return ""
    return "" if bare.lower() in ("and", "or", "with", "required", "is required", "related field", "or related field") else bare


def _number_of_years(found: re.Match[str]) -> float:
    text = found["number"].lower()
    number = float(_WORDS.get(text, 0)) or float(text)
    number += 0.5 if found["half"] else 0
    if found["unit"].lower().startswith("month"):
        number /= 12
    return int(number) if number == int(number) else round(number, 2)


def _fields_of_study(text: str) -> tuple[str, ...]:
    parts = re.split(r"\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and/or)\s+|\s*/\s*", text.strip())
    names = [re.sub(r"^(?:an?|the|any|other|closely)\s+", "", part.strip(), flags=re.IGNORECASE) for part in parts]
    is_open = re.compile(
        r"(?:closely )?(?:related|similar|relevant|equivalent)\b.*|(?:field|discipline|subject)s?|other.*", re.IGNORECASE
    )
    return tuple(dict.fromkeys(name for name in names if name and not is_open.fullmatch(name)))


def _certificate(text: str) -> str:
    bare = re.sub(
        r"^(?:(?:must|should|have|has|holds?|holding|hold|possess(?:es|ion of)?|valid|current|an?|the|be|required|relevant)\s+)+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return _capital(re.sub(r"\s+(?:is\s+)?(?:required|needed)$", "", bare or text, flags=re.IGNORECASE))


def _is_trait(text: str) -> bool:
    words = re.findall(r"[a-z'-]+", text.lower())
    return any(word in _TRAITS for word in words) and all(word in _TRAITS or word in _AROUND_TRAITS for word in words)


def _skills(part: str, *, is_list: bool) -> Iterator[str]:
    for piece in _listed(part, is_list=is_list):
        name = skill_name(piece)
        if re.search("[a-z]{2}", name, re.IGNORECASE):
            yield name


def _listed(part: str, *, is_list: bool) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+(?=[^,]*$))(?![^(]*\))", part)]
    pieces = [piece for piece in pieces if piece]
    if any(map(_SAME.match, pieces[1:])):
        return [part]
    if _is_trait(part) or len(pieces) == 1:
        return pieces if len(pieces) > 1 else [part]
    if any(map(_OWN_LEAD.match, pieces[1:])):  # each is a clause of its own
        return pieces
    has_commas = "," in part
    end = _ENDS.search(pieces[-1])
    if all(map(_is_trait, pieces)) or all(_ENDS.search(piece) or _is_trait(piece) for piece in pieces):
        return pieces
    if end and has_commas and all(len(piece.split()) <= 5 for piece in pieces):
        return [piece if _ENDS.search(piece) or _is_trait(piece) else f"{piece} {end[0]}" for piece in pieces]
    if is_list and has_commas and all(len(piece.split()) <= 3 for piece in pieces):
        return pieces
    if has_commas and _LIST_LEAD.match(_LEAD_WORDS.sub("", part)) and all(len(piece.split()) <= 6 for piece in pieces):
        return pieces
    return [part]


#: What goes on about the same thing.
_SAME = re.compile(r"(?:both|including|such as|e\.?g\.?|especially|particularly|preferably|or|etc)\b", re.IGNORECASE)
_OWN_LEAD = re.compile(
    r"(?:strong|excellent|good|solid|proven|outstanding|knowledge|ability|able|proficien\w+|fluen\w+|familiar\w*|understanding|experience)\b",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^(?:(?:must|should|be|have|has|strong|excellent|good|solid|working|thorough|basic|advanced)\s+)+", re.IGNORECASE
)


def skill_name(text: str) -> str:
    """What a skill is called: the words for how good somebody is at it are left out."""
    bare = _LEAD.sub("", text.strip(" ,.")).strip()
    bare = re.sub(r"\s+(?:is\s+|are\s+)?(?:required|essential|a must)$", "", bare or text.strip(), flags=re.IGNORECASE)
    return _capital(bare)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
