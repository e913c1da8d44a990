"""Whether two tokens are spellings of one, by which reason, at what cost.

Every class is decided by equality of a key or by an edit distance of at most k (Damerau's
optimal string alignment), so that an index can find all pairs that agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sanctionscreen.match import weights as w
from sanctionscreen.names.chinese import may_be_wade_giles
from sanctionscreen.names.frequencies import Frequencies
from sanctionscreen.names.prepare import Form


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named reason, what it costs, and the most that it can weigh (both 1/64 bit)."""

    reason: str
    cost: int
    ceiling: int

    def weight(self, query_weight: int, listed_weight: int) -> int:
        """The commoner token's weight under the ceiling, less the cost."""
        return min(query_weight, listed_weight, self.ceiling) - self.cost


SOUND = "same sound in kana"
_UNLIMITED = 1 << 20
_EXACT = Agreement("same", w.COST_EXACT, _UNLIMITED)
_SENSES = {
    "variant": Agreement("spelling variant", w.COST_VARIANT, _UNLIMITED),
    "word": Agreement("form of the same word", w.COST_WORD, _UNLIMITED),
    "place": Agreement("same place", w.COST_PLACE, _UNLIMITED),
    "mined": Agreement("spelling seen on the lists", w.COST_MINED, _UNLIMITED),
    "nickname": Agreement("nickname", w.COST_NICKNAME, _UNLIMITED),
    "equivalent": Agreement("same name in another language", w.COST_EQUIVALENT, _UNLIMITED),
}


def agree(query: Form, listed: Form, frequencies: Frequencies) -> Agreement | None:
    """The cheapest class in which two tokens agree, None where they do not."""
    if query.text == listed.text:
        return _EXACT
    found = [
        agreement
        for agreement in (
            _by_sense(query, listed) if query.senses and listed.senses else None,
            _by_romanisation(query, listed, frequencies),
            _by_edits(query, listed),
            _by_skeleton(query, listed, frequencies),
            _by_sound(query, listed),
            _by_syllables(query, listed),
            _by_consonants(query, listed),
        )
        if agreement is not None
    ]
    known = min(query.weight, listed.weight)
    return max(found, key=lambda a: (a.weight(known, known), -a.cost, a.reason), default=None)


def _by_sense(query: Form, listed: Form) -> Agreement | None:
    shared = [sense for sense in query.senses if sense in listed.senses]
    classes = [_SENSES[sense.split(":", 1)[0]] for sense in shared]
    return min(classes, key=lambda a: (a.cost, a.reason), default=None)


def _by_romanisation(query: Form, listed: Form, frequencies: Frequencies) -> Agreement | None:
    if query.key != listed.key or query.text.isdigit() or len(query.key) < w.SHORTEST_FOR_EDIT - 1:
        return None
    return Agreement("romanisation", w.COST_ROMANISATION, frequencies.key(query.key))


def edits_allowed(length: int) -> int:
    """How many edits a token of that many letters may differ by and still agree."""
    if not w.SHORTEST_FOR_EDIT <= length <= w.LONGEST_FOR_EDIT:
        return 0
    return 1 if length < w.SHORTEST_FOR_TWO_EDITS else 2


def _by_edits(query: Form, listed: Form) -> Agreement | None:
    """Two frequent names one edit apart (Mario, Maria) are two names, not a misspelling."""
    length = min(len(query.text), len(listed.text))
    allowed = edits_allowed(length)
    if not allowed or (query.is_known and listed.is_known) or query.has_digit or listed.has_digit:
        return None
    distance = OSA.distance(query.text, listed.text, score_cutoff=allowed)
    if distance > allowed:
        return None
    if distance == 2:
        return Agreement("two letters differ", w.COST_TWO_EDITS, _UNLIMITED)
    if length >= 6:
        return Agreement("one letter differs", w.COST_EDIT_LONG, _UNLIMITED)
    cost = w.COST_EDIT if length == 5 else w.COST_EDIT_SHORT
    if query.is_known or listed.is_known:
        cost += w.COST_EDIT_TO_KNOWN
    return Agreement("one letter differs", cost, _UNLIMITED)


def _by_skeleton(query: Form, listed: Form, frequencies: Frequencies) -> Agreement | None:
    if query.skeleton is None or query.skeleton != listed.skeleton:
        return None
    if query.is_known and listed.is_known:
        return None
    if (query.key[0] in "aeiou") != (listed.key[0] in "aeiou"):
        return None  # "Efrain" is no "Ferney"
    return Agreement("same consonants", w.COST_SKELETON, frequencies.skeleton(query.skeleton))


def _by_sound(query: Form, listed: Form) -> Agreement | None:
    """Where one is in kana: whatever kana cannot tell apart agrees."""
    if query.sound is None or query.sound != listed.sound:
        return None
    if not query.is_kana and not listed.is_kana:
        return None
    if _is_mixed(query) or _is_mixed(listed):
        return None
    return Agreement(SOUND, w.COST_SOUND, w.SOUND_LETTER * len(query.sound))


def _is_mixed(form: Form) -> bool:
    """Whether kana and other letters are joined, which nobody writes as one word."""
    return form.is_kana and any(map(str.isascii, form.text))


def _by_syllables(query: Form, listed: Form) -> Agreement | None:
    """Where one is pinyin and the other may be Wade-Giles; names in use elsewhere are neither."""
    if query.is_known or listed.is_known or query.syllables is None:
        return None
    if query.syllables != listed.syllables:
        return None
    if not (may_be_wade_giles(query.text) or may_be_wade_giles(listed.text)):
        return None
    return Agreement("Wade-Giles", w.COST_SYLLABLES, _UNLIMITED)


def _by_consonants(query: Form, listed: Form) -> Agreement | None:
    """Where one is written without vowels, and has the other's consonants."""
    if query.is_vowelless == listed.is_vowelless or query.consonants != listed.consonants:
        return None
    return Agreement("written without vowels", w.COST_VOWELLESS, _UNLIMITED)
