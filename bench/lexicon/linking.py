"""Which left-over tokens are spellings of each other, counted over parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.lexicon.remainders import Pair, Remainder
from bench.lexicon.resemblance import may_be_one, resemblance

_ALIKE_FROM = 0.65
"""Least resemblance of two spellings: below it one party's several names are learned as one."""
_SHORTEST = 3
"""Fewer letters are particles and syllables, which resemble by chance."""
_SUPPORT = 2
"""Parties that must have a pair: those of one party only add no hit among unseen parties."""
_KNOWN_SUPPORT = 4
_KNOWN_LENGTH = 7
"""The same for two frequent names, and their least letters: Hamed and Hamid, Salem and Salim are
put for each other, and are two names; Vladimirovich and Volodimirovich are one."""
_PARTIES_A_CONTRAST = 2
"""Parties that must have a pair for each time it was seen to be two names."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two tokens put for each other, and the number of parties in whose names they are."""

    one: str
    other: str
    support: int


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Tokens that are names of their own.

    Attributes:
        frequent: Frequent names.
        grouped: Those of ``names/data/variants.yml``: two of them that agree in no group were
            held apart by hand (Hassan and Hussein).
    """

    frequent: frozenset[str]
    grouped: frozenset[str]


def spellings(
    items: Sequence[Remainder], contrasts: Mapping[Pair, int], words: KnownWords
) -> list[Link]:
    """Tokens that resemble each other, in enough parties and against the contrasts; sorted."""
    parties: dict[Pair, set[int]] = defaultdict(set)
    for item in items:
        for pair in _alike(item):
            parties[pair].add(item.party)
    return [
        Link(*pair, len(parties[pair]))
        for pair in sorted(parties)
        if _is_supported(pair, len(parties[pair]), words)
        and contrasts.get(pair, 0) * _PARTIES_A_CONTRAST <= len(parties[pair])
    ]


def _alike(item: Remainder) -> list[Pair]:
    """The pairs of a remainder one to one, the most alike first."""
    if not item.has_agreed and min(len(item.query), len(item.listed)) == 1:
        return []
    options = sorted(
        (-resemblance(one, other), one, other)
        for one in set(item.query)
        for other in set(item.listed)
        if one != other and may_be_one(one, other)
    )
    found: list[Pair] = []
    used: set[str] = set()
    for distance, one, other in options:
        if -distance >= _ALIKE_FROM and one not in used and other not in used:
            used |= {one, other}
            found.append((min(one, other), max(one, other)))
    return found


def _is_supported(pair: Pair, support: int, words: KnownWords) -> bool:
    if min(map(len, pair)) < _SHORTEST or all(token in words.grouped for token in pair):
        return False
    if all(token in words.frequent for token in pair):
        return support >= _KNOWN_SUPPORT and min(map(len, pair)) >= _KNOWN_LENGTH
    return support >= _SUPPORT
