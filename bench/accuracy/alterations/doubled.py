"""Two alterations at once: a name arranged otherwise, and mistyped."""

from __future__ import annotations

from random import Random

from bench.accuracy.alterations.arranging import ARRANGEMENTS
from bench.accuracy.alterations.base import Alteration, Subject
from bench.accuracy.alterations.typing_errors import TYPING_ERRORS

_ARRANGED = ("order reversed", "hyphens and apostrophes", "title added", "words around the name")
_MISTYPED = ("one typo", "letters exchanged", "letter dropped", "letter doubled", "spelled by ear")


def _both(item: Subject, rng: Random) -> str | None:
    arranging = rng.choice([a for a in ARRANGEMENTS if a.title in _ARRANGED])
    if arranging.is_person not in (None, item.is_person):
        return None
    text = arranging.make(item, rng)
    if text is None:
        return None
    mistyping = rng.choice([a for a in TYPING_ERRORS if a.title in _MISTYPED])
    return mistyping.make(Subject(item.party, item.name, (), tuple(text.split())), rng)


DOUBLES = (Alteration("arranged otherwise and mistyped", _both),)
