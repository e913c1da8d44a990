"""Prints how often spellings of one name agree by each class: ``python -m bench.weights.rates``.

Over development pairs (the parts to look at and to choose by, never the one that is reported):
the share of each reason among the reasons of pairs of one party and of pairs of two, and log2 of
their ratio. What a class costs (``match/weights.py``) is to follow how much less it tells than
the same spelling does.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from bench.accuracy.output import table
from bench.accuracy.pair_tables import mine
from bench.accuracy.pairs import NamePair
from bench.accuracy.scorers import Scored, score_pairs
from bench.lists_io import SHARED, read_lists

PARTS = frozenset({"fit", "tune"})
_PAIRED = ("ofac-sdn", "ofac-cons", "un-sc", "uk-sl", "eu-fsf", "ca-sema", "au-dfat", "jp-mof")
_SMOOTHING = 0.5
"""Added to each count (Jeffreys' prior): a reason never seen is not impossible."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 2 where the list files are missing."""
    pairs = mined_pairs("python -m bench.weights.rates", __doc__, arguments)
    if pairs is None:
        return 2
    print(rates(list(zip(pairs, score_pairs(pairs), strict=True))))
    return 0


def mined_pairs(
    prog: str, description: str | None, arguments: Sequence[str] | None
) -> list[NamePair] | None:
    """The pairs of names, not of the part that is reported, that a command is asked to go by.

    None, saying so, where the list files are missing.
    """
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of list files")
    parser.add_argument("--pairs", type=int, default=40_000, help="about how many pairs")
    options = parser.parse_args(arguments)
    if not options.lists.is_dir():
        print(f"{options.lists}: no list files there. Give --lists DIR", file=sys.stderr)
        return None
    parties = [party for item in read_lists(options.lists, _PAIRED) for party in item.parties]
    mined = mine(parties, options.pairs, Random("accuracy"))
    return [pair for pair in mined if pair.split in PARTS and pair.is_alike]


def rates(scored: Iterable[tuple[NamePair, Scored]]) -> str:
    """The table of reasons, the most frequent first."""
    same: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    for pair, score in scored:
        (same if pair.is_same else differ).update(_reasons(score.reasons))
    exact = _bits("same", same, differ)
    reasons = sorted(same | differ, key=lambda reason: (-same[reason], reason))
    rows = [
        (
            reason,
            str(same[reason]),
            str(differ[reason]),
            f"{_bits(reason, same, differ):+.1f}",
            f"{_bits(reason, same, differ) - exact:+.1f}",
        )
        for reason in reasons
    ]
    return table(("reason", "of one party", "of two", "bits", "beside the same spelling"), rows)


def _reasons(text: str) -> list[str]:
    return [item.partition(" [")[0] for item in text.split("; ") if item]


def _bits(reason: str, same: Mapping[str, int], differ: Mapping[str, int]) -> float:
    shares = [
        (counts.get(reason, 0) + _SMOOTHING) / (sum(counts.values()) + _SMOOTHING)
        for counts in (same, differ)
    ]
    return math.log2(shares[0] / shares[1])


if __name__ == "__main__":
    sys.exit(main())
