"""Labelled name pairs mined from the official lists.

Positives are names of one party: its names on one list, or on several lists that quote each
other's references or share a strong identifier. Negatives are names of different parties of one
list, the nearest that can be found. Only parties of one list are taken for different: across
lists the same party stands without any link too often.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from anyascii import anyascii
from rapidfuzz import fuzz, utils

from sanctionscreen.index.linking import link
from sanctionscreen.model import Kind, ListedName, ListedParty, NameType

SPLITS = ("fit", "fit", "tune", "test")
"""Half of the parties to look at, a quarter to choose by, a quarter to report."""
_PAIRS_A_PARTY = 4
_ALIKE_FROM = 60.0
"""Names of one party below this token_set_ratio are other names (a nom de guerre, a new company
name), not spellings of one: counted apart, since no name matcher can join them."""


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names, and whether they are one party's.

    Attributes:
        origin: How it was found, for the tables.
        split: fit, tune or test; all pairs of one party are in one.
        is_alike: Whether a positive pair is two spellings rather than two names.
    """

    query: str
    listed: str
    kind: Kind
    is_same: bool
    origin: str
    split: str
    is_alike: bool
    query_id: str
    listed_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed party with the group of linked entries that it belongs to."""

    party: ListedParty
    group: int
    split: str

    @property
    def names(self) -> tuple[ListedName, ...]:
        return tuple(n for n in self.party.names if n.type is not NameType.WEAK)


def entries(parties: Sequence[ListedParty]) -> tuple[Entry, ...]:
    """All parties with their groups; the split follows the group's first listed id."""
    groups = link(parties)
    return tuple(
        Entry(party, group, split_of(parties[group].listed_id))
        for party, group in zip(parties, groups, strict=True)
    )


def split_of(listed_id: str) -> str:
    """The part of a group of linked entries, by the id of its first."""
    return SPLITS[hashlib.sha256(listed_id.encode()).digest()[0] % len(SPLITS)]


def plain(text: str) -> str:
    """A name for the peers: Latin letters, lower case, punctuation to blanks."""
    return utils.default_process(anyascii(text))


def positives(found: Sequence[Entry], rng: Random) -> Iterator[NamePair]:
    """Up to four pairs of names of each group of linked entries."""
    by_group: dict[int, list[Entry]] = defaultdict(list)
    for entry in found:
        by_group[entry.group].append(entry)
    for members in by_group.values():
        names: dict[str, tuple[ListedName, Entry]] = {}
        for entry in members:
            for name in entry.names:
                names.setdefault(plain(name.text) or name.text, (name, entry))
        options = list(combinations(names.values(), 2))
        for one, other in rng.sample(options, min(_PAIRS_A_PARTY, len(options))):
            if rng.random() < 0.5:
                one, other = other, one
            if one[1].party.kind is other[1].party.kind:
                yield _positive(*one, *other)


def _positive(query: ListedName, whose: Entry, listed: ListedName, entry: Entry) -> NamePair:
    origin = "several lists" if whose.party is not entry.party else "one list"
    alike = fuzz.token_set_ratio(plain(query.text), plain(listed.text)) >= _ALIKE_FROM
    if query.script != listed.script:
        origin = "two scripts"
    return NamePair(
        query.text, listed.text, entry.party.kind, True, origin, entry.split, alike,
        whose.party.listed_id, entry.party.listed_id,
    )  # fmt: skip
