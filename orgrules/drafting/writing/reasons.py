"""Why a statement is in no field, or is asked of nobody, and which statements the label above them says that of."""

from __future__ import annotations

from orgrules.drafting.drafted import ReasonKind
from orgrules.drafting.model import Said
from orgrules.drafting.reading.labels import meaning_of
from orgrules.drafting.reading.meanings import Meaning
from orgrules.drafting.reading.progress import ends
from orgrules.locale import N_
from orgrules.text import is_chinese

WISHED = N_("it is wished for, and not asked for")
TRAIT = N_("it tells what somebody is like, which no design shows")
NO_TITLE = N_("it names no title")
UNKNOWN = N_("it belongs to no field")
NO_FIELD = N_("a profile has no field for it")
UNTITLED = N_("it stands under no title")
SUMS_UP = N_("it sums up what the post is for; its duties are checked each by itself")
ANSWERS = N_("it says what the post answers for, which no design shows")
NOBODY = N_("it names nobody")
NONE = N_("it says that there is none")
LOWER = N_("another sentence of the same job asks for more")
LOWEST = N_("there is nothing below it")

#: Nobody could tell what a text that is no longer is without its label: M2, 3 days.
_SHORT = 20


def no_field(said: Said) -> tuple[str, ReasonKind] | None:
    """Why a statement is in no field, where its label says so; None where nobody knows what it means."""
    meaning = _meaning(said.under)
    if meaning == "optional":
        return WISHED, "optional"
    return (NO_FIELD, "unknown") if meaning == "beside" else None


def with_label(said: Said) -> Said:
    """A statement with the words of its label before it, where they alone tell what it is about: ``Grade: S1``."""
    meaning = _meaning(said.under)
    is_unclear = meaning is None and len(said.text) <= _SHORT and not ends(said.text)
    if not said.under or not (meaning == "beside" or is_unclear):
        return said
    colon = "：" if any(map(is_chinese, said.under)) else ": "
    return said._replace(text=f"{said.under}{colon}{said.text}")


def _meaning(label: str) -> Meaning | None:
    """What a label announces; of two, as a table has them beside and above, the one above: ``Education: Desirable``."""
    return meaning_of(label) or meaning_of(label.rpartition(": ")[2])
