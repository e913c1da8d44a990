"""What is measured: the package's name match, and the peers on the same pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import jellyfish
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bench.accuracy.pairs import NamePair, plain
from bench.lists_io import WORKERS
from sanctionscreen.match.name import NameMatch, match_names
from sanctionscreen.match.score import score_of
from sanctionscreen.model import Kind
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.screening.single import query_names

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a pair, its match weight (1/64 bit) and the evidence in one line."""

    score: float
    weight: int
    reasons: str


@lru_cache(maxsize=1)
def preparer() -> Preparer:
    """The shipped vocabulary and frequencies, once a process."""
    return Preparer(load_vocabulary(), load_frequencies())


def compare_names(query: str, listed: str, kind: Kind) -> Scored:
    """The match of two names as ``sanctionscreen.screening.compare`` makes it."""
    ours = preparer()
    is_person = ours.is_person(kind, listed)
    target = ours.prepare(listed, is_person=is_person)
    queries = [ours.prepare(name.text, is_person=is_person) for name in query_names(query)]
    matches = [
        match_names(q, target, ours) for q in queries if q is not None and target is not None
    ]
    best = max(matches, key=lambda match: match.weight, default=NameMatch(0, ()))
    reasons = "; ".join(
        f"{e.reason} [{e.query_value}|{e.listed_value}] {e.weight / 64:+.1f}" for e in best.evidence
    )
    return Scored(score_of(best.weight), best.weight, reasons)


def score_pairs(pairs: Sequence[NamePair]) -> list[Scored]:
    """Scores all pairs with the package."""
    with ProcessPoolExecutor(WORKERS) as pool:
        return list(pool.map(_score, pairs, chunksize=_CHUNK))


def _score(pair: NamePair) -> Scored:
    return compare_names(pair.query, pair.listed, pair.kind)


def _jellyfish(query: str, listed: str) -> float:
    return 100 * jellyfish.jaro_winkler_similarity(query, listed)


def _sorted_jaro_winkler(query: str, listed: str) -> float:
    one, other = (" ".join(sorted(text.split())) for text in (query, listed))
    return 100 * JaroWinkler.similarity(one, other)


PEERS: tuple[tuple[str, Callable[[str, str], float]], ...] = (
    ("rapidfuzz token_sort_ratio", fuzz.token_sort_ratio),
    ("rapidfuzz token_set_ratio", fuzz.token_set_ratio),
    ("rapidfuzz WRatio", fuzz.WRatio),
    ("rapidfuzz Jaro-Winkler, tokens sorted", _sorted_jaro_winkler),
    ("jellyfish Jaro-Winkler", _jellyfish),
)
"""Each scores 0-100; all get the names in Latin letters (anyascii) and lower case."""


def peer_scores(pairs: Sequence[NamePair], peer: Callable[[str, str], float]) -> list[float]:
    """Scores all pairs with a peer."""
    return [peer(plain(pair.query), plain(pair.listed)) for pair in pairs]
