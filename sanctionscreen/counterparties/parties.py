"""Several names in one field: where it divides, and which of the parts are worth screening."""

from __future__ import annotations

import re
from functools import cache

from sanctionscreen.model import Kind
from sanctionscreen.names.folding import fold
from sanctionscreen.names.vocabulary import Vocabulary, load_vocabulary

# Between two names of one party, or of one acting for another: divides any field.
_RELATION = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:c/o|care of|a/?k/?a|a\.k\.a\.|f/?k/?a|f\.k\.a\.|d/?b/?a|d\.b\.a\."
    r"|t/a|trading as|doing business as|formerly known as|also known as|on behalf of|for and on "
    r"behalf of|attn\.?|z\. ?hd\.?|p/a)(?=[\s:.])[\s:.]*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[;；|\n\r]+|\s[/\\+]\s")
# Inside words ("Petrov/Sidorov") a slash divides only into names ("Import/Export Ltd").
_SLASH = re.compile(r"(?<=[^\W\d_]{2})[/\\](?=[^\W\d_]{2})")
# Between two people ("Ivan AND Maria Petrov"), but also inside many a company's name.
# A capital letter alone is an initial ("Maria E Garcia Lopez").
_AND = re.compile(r"\s+(?:and|und|et|oder|or|ou|и|та|или|(?-i:[yei]))\s+|\s*&\s*", re.IGNORECASE)
# What every separator above holds; most names have none, and this is fast to see.
_SEPARATOR_SIGNS = frozenset(";；|\n\r/\\+&")
_SEPARATOR_WORDS = frozenset(
    {"and", "und", "et", "y", "e", "и", "та", "i", "oder", "or", "ou", "или"}
    | {"care", "aka", "fka", "dba", "trading", "doing", "formerly", "also", "behalf"}
    | {"attn", "attn.", "attn:", "aka:", "z.hd.", "z.", "a.k.a.", "f.k.a.", "d.b.a."}
)
_EDGES = " \t,.;:-–—/\\|()[]&+"
_LONGEST_PERSON = 8
"""Words; what is longer is no person's name, nor that of two."""


def parts_of(text: str, kind: Kind) -> tuple[str, ...]:
    """The names into which a field divides; empty where it is one name.

    "c/o", "a/k/a" and the like divide any field; so do ";", a line break, " / " and a slash
    between words. "and" and "&" divide where both sides are full names of people ("Ivan Petrov
    and Maria Petrova", "John & Mary Smith") or both have a legal form ("A Ltd and B Ltd"),
    but not "Johnson & Johnson" or "Trade and Development Bank". A part that is a business word
    or a legal form alone is no name.
    """
    if _SEPARATOR_SIGNS.isdisjoint(text) and _SEPARATOR_WORDS.isdisjoint(text.casefold().split()):
        return ()
    related = [piece for piece in _RELATION.split(text) if piece.strip(_EDGES)]
    is_related = len(related) > 1
    pieces = [
        part
        for piece in related
        for signed in _divided(piece, _SIGNS)
        for part in _divided_into_names(signed, _SLASH)
    ]
    is_signed = len(pieces) > 1
    found: list[str] = []
    for piece in pieces:
        people = _joined_parties(piece, kind)
        found += people or ([piece] if is_signed else [])
    least_words = 1 if is_related or _could_be_people(text) else 2
    worthwhile = (part for part in found if len(fold(part)) >= least_words and holds_name(part))
    return tuple(dict.fromkeys(part for part in worthwhile if part != text))


def holds_name(text: str) -> bool:
    """Whether a part of a field says who somebody is, beyond legal forms and business words.

    A place with a business word does ("Bank of China"), either alone does not.
    """
    vocabulary = _vocabulary()
    empty = (vocabulary.legal_forms, vocabulary.particles, vocabulary.titles)
    words = [
        word
        for word in fold(text)
        if len(word) > 1 and not word.isdigit() and not any(word in known for known in empty)
    ]
    places = [word for word in words if word in vocabulary.places]
    common = [word for word in words if word in vocabulary.generic]
    is_told = any(word not in places and word not in common for word in words)
    return is_told or (len(words) > 1 and bool(places) and bool(common))


def _divided(text: str, separator: re.Pattern[str]) -> list[str]:
    return [
        piece for part in separator.split(text) if (piece := " ".join(part.split()).strip(_EDGES))
    ]


def _divided_into_names(text: str, separator: re.Pattern[str]) -> list[str]:
    pieces = _divided(text, separator)
    return pieces if all(map(holds_name, pieces)) else [text]


def _joined_parties(text: str, kind: Kind) -> list[str]:
    sides = _divided(text, _AND)
    if len(sides) < 2:
        return []
    if all(_has_legal_form(side) and holds_name(side) for side in sides):
        return sides
    if kind not in (Kind.PERSON, Kind.UNKNOWN) or not all(map(_could_be_people, sides)):
        return []
    *firsts, last = (side.split() for side in sides)
    if len(last) < 2 or any(word in _vocabulary().particles for word in fold(last[0])):
        return []
    # "John & Mary Smith": who has one word only shares the last one's family name.
    completed = [words if len(words) > 1 else [*words, last[-1]] for words in firsts]
    return [" ".join(words) for words in (*completed, last)]


def _could_be_people(text: str) -> bool:
    """Whether no word speaks of an organisation."""
    vocabulary = _vocabulary()
    words = fold(text)
    return 0 < len(words) <= _LONGEST_PERSON and not any(
        word in vocabulary.generic or word in vocabulary.legal_forms or word.isdigit()
        for word in words
    )


def _has_legal_form(text: str) -> bool:
    words = fold(text)
    return len(words) > 1 and any(
        " ".join(words[start:]) in _vocabulary().legal_forms for start in range(1, len(words))
    )


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()
