"""How often two tokens tell different parties apart, or stand side by side in one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from bench.accuracy.pairs import Entry, entries
from bench.lexicon.remainders import Pair, learned_tokens, unlearned
from sanctionscreen.model import Kind, ListedParty

Rest = tuple[str, tuple[str, ...]]
_MOST_NAMESAKES = 300
"""A rest that more names share ("Kim ...") says nothing of any two of them."""


def contrasts(listed: Sequence[ListedParty], splits: Collection[str]) -> Counter[Pair]:
    """For each pair of tokens how often it was seen *not* to be two spellings of one.

    Counted: the parties that have both tokens in one name (Hassan Hussein), and the names of
    which people of one list share all but this token (brothers, namesakes).
    """
    counts: Counter[Pair] = Counter()
    by_rest: dict[Rest, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for entry in entries(listed):
        if entry.split in splits and entry.party.kind is Kind.PERSON:
            names = sorted(set(_names(entry)))
            counts.update(sorted({pair for name in names for pair in _within(name)}))
            for name in names:
                for i, token in enumerate(name):
                    rest = (_list_of(entry), (*name[:i], *name[i + 1 :]))
                    by_rest[rest][token].add(entry.group)
    for owners in by_rest.values():
        counts.update(_apart(owners))
    return counts


def _names(entry: Entry) -> Iterator[tuple[str, ...]]:
    for name in entry.names:
        prepared = unlearned().prepare(name.text, is_person=True)
        if prepared and len(tokens := learned_tokens(prepared.tokens)) > 1:
            yield tuple(sorted(tokens))


def _list_of(entry: Entry) -> str:
    return entry.party.listed_id.split(":", 1)[0]


def _within(name: Iterable[str]) -> Iterator[Pair]:
    yield from combinations(sorted(set(name)), 2)


def _apart(owners: dict[str, set[int]]) -> Iterator[Pair]:
    if 1 < len(owners) <= _MOST_NAMESAKES:
        for one, other in combinations(sorted(owners), 2):
            if not owners[one] & owners[other]:
                yield one, other
