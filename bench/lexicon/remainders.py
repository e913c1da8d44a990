"""What two names of one party leave over when aligned: words that the package lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from bench.accuracy.pairs import entries
from bench.lists_io import WORKERS
from sanctionscreen.match.alignment import Computed, align
from sanctionscreen.model import Kind, ListedParty
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import PreparedName, Preparer, Role, Token
from sanctionscreen.names.vocabulary import is_mined, load_vocabulary

_LEARNED_FROM = frozenset({Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE})
_CLOSE = frozenset({"one letter differs", "two letters differ", "same consonants"})
"""Agreements that a known variant would make dearer: learned from as well."""
_CHUNK = 100


Pair = tuple[str, str]
"""Two tokens in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Party:
    """The distinct strong names of a person, in all linked entries."""

    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remainder:
    """The tokens that two names of one party do not share.

    Attributes:
        party: Its number: evidence is counted by party, not by pair of names.
        query, listed: Tokens left over in each, in their order; a single pair of them where
            they agree already, by edits or consonants only.
        has_agreed: Whether the names agree in another token.
    """

    party: int
    query: tuple[str, ...]
    listed: tuple[str, ...]
    has_agreed: bool


def parties(listed: Sequence[ListedParty], splits: Collection[str]) -> tuple[Party, ...]:
    """The people to learn from: those of the given splits of :mod:`bench.accuracy.pairs`."""
    grouped: dict[int, set[str]] = defaultdict(set)
    for entry in entries(listed):
        if entry.split in splits and entry.party.kind is Kind.PERSON:
            grouped[entry.group].update(name.text for name in entry.names)
    return tuple(Party(group, tuple(sorted(names))) for group, names in sorted(grouped.items()))


@lru_cache(maxsize=1)
def unlearned() -> Preparer:
    """A preparer without the mined lexicon: the same lists give the same lexicon again."""
    vocabulary = load_vocabulary()
    senses = {
        token: kept
        for token, all_senses in vocabulary.senses.items()
        if (kept := tuple(sense for sense in all_senses if not is_mined(sense)))
    }
    return Preparer(replace(vocabulary, senses=senses), load_frequencies())


def remainders(found: Iterable[Party]) -> list[Remainder]:
    """Aligns all pairs of names of each party, in the order of the parties."""
    with ProcessPoolExecutor(WORKERS) as pool:
        return [item for items in pool.map(_of_party, found, chunksize=_CHUNK) for item in items]


def _of_party(party: Party) -> list[Remainder]:
    preparer = unlearned()
    prepared = [preparer.prepare(text, is_person=True) for text in party.names]
    distinct = {tuple(t.text for t in name.tokens): name for name in prepared if name is not None}
    pairs = combinations((distinct[key] for key in sorted(distinct)), 2)
    return sorted(
        {item for pair in pairs for item in _of_pair(party.number, *pair, preparer)},
        key=lambda item: (item.query, item.listed, item.has_agreed),
    )


def _of_pair(
    party: int, query: PreparedName, listed: PreparedName, preparer: Preparer
) -> Iterator[Remainder]:
    pairs = align(query, listed, Computed(preparer))
    firm = [pair for pair in pairs if pair.weight > 0]
    for pair in pairs:
        if pair.reason in _CLOSE:
            one = learned_tokens(query.tokens[pair.query.start :][:1])
            other = learned_tokens(listed.tokens[pair.listed.start :][:1])
            if one and other:
                yield Remainder(party, one, other, len(firm) > 1)
    left_query = _left(query, sum(pair.query.mask for pair in pairs))
    left_listed = _left(listed, sum(pair.listed.mask for pair in pairs))
    if left_query and left_listed:
        yield Remainder(party, left_query, left_listed, bool(firm))


def _left(name: PreparedName, taken: int) -> tuple[str, ...]:
    return learned_tokens(token for i, token in enumerate(name.tokens) if not taken >> i & 1)


def learned_tokens(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The tokens of which something can be learned: no particles, initials or numbers.

    Nor kana, which agree with Latin letters by their sound.
    """
    return tuple(
        token.text
        for token in tokens
        if token.role in _LEARNED_FROM
        and len(token.text) > 1
        and token.text.isascii()
        and not token.form.has_digit
    )
