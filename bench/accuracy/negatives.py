"""The nearest names of different parties of one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from bench.accuracy.pairs import Entry, NamePair, plain
from bench.lists_io import WORKERS
from sanctionscreen.model import Kind, NamePart
from sanctionscreen.names.folding import fold

_SAMPLE = 3000
_BLOCK_MOST = 40

Named = tuple[str, str, Entry]
"""A name as published, the same for the peers, and whose it is."""


def negatives(found: Sequence[Entry], count: int, rng: Random) -> Iterator[NamePair]:
    """About ``count`` pairs: half the nearest of a sample, half namesakes and sister bodies."""
    by_list: dict[tuple[str, Kind, str], list[Named]] = defaultdict(list)
    for entry in found:
        party = entry.party
        for name in entry.names[:2]:
            if text := plain(name.text):
                by_list[party.list_id, party.kind, entry.split].append((name.text, text, entry))
    total = sum(map(len, by_list.values()))
    seen: set[tuple[str, str]] = set()
    for names in by_list.values():
        wanted = max(1, round(count * len(names) / total))
        for pair in (*_nearest(names, wanted, rng), *_related(names, wanted, rng)):
            key = (min(pair.query, pair.listed), max(pair.query, pair.listed))
            if key not in seen:
                seen.add(key)
                yield pair


def _nearest(names: list[Named], wanted: int, rng: Random) -> Iterator[NamePair]:
    """For each of a sample the nearest of another party, by two peers' measures in turn."""
    pool = rng.sample(names, min(_SAMPLE, len(names)))
    measures: tuple[tuple[str, Callable[..., float]], ...] = (
        ("nearest by token_sort_ratio", fuzz.token_sort_ratio),
        ("nearest by WRatio", fuzz.WRatio),
    )
    for origin, measure in measures:
        queries = rng.sample(names, min(-(-wanted // 4), len(names)))
        yield from _best_of(queries, pool, measure, origin)


def _best_of(
    queries: list[Named], pool: list[Named], measure: Callable[..., float], origin: str
) -> Iterator[NamePair]:
    scores: Any = process.cdist(
        [text for _, text, _ in queries], [text for _, text, _ in pool],
        scorer=measure, workers=WORKERS, dtype=np.float32,
    )  # fmt: skip
    for query, row in zip(queries, scores, strict=True):
        for at in np.argsort(-row, kind="stable")[:10]:
            if _may_differ(query[2], pool[at][2]):
                yield _negative(query, pool[at], origin)
                break


def _related(names: list[Named], wanted: int, rng: Random) -> Iterator[NamePair]:
    """Namesakes and relatives share the family name, sister bodies their rarest word."""
    blocks: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        if key := _block(named[2], named[0]):
            blocks[key].append(named)
    full = [block for _, block in sorted(blocks.items()) if len(block) > 1]
    options = [named for block in full for named in block]
    of = {id(named): block for block in full for named in block}
    for query in rng.sample(options, min(-(-wanted // 2), len(options))):
        block = of[id(query)]
        others = rng.sample(block, min(_BLOCK_MOST, len(block)))
        others.sort(key=lambda other: -fuzz.token_sort_ratio(query[1], other[1]))
        for other in others:
            if _may_differ(query[2], other[2]):
                is_person = query[2].party.kind is Kind.PERSON
                yield _negative(query, other, "same family name" if is_person else "sister body")
                break


def _block(entry: Entry, text: str) -> str | None:
    if entry.party.kind is Kind.PERSON:
        parts = dict(next((n.parts for n in entry.names if n.text == text), ()))
        family = parts.get(NamePart.FAMILY) or text.partition(",")[0]
        return " ".join(fold(family)) or None
    return max(fold(text), key=lambda token: (len(token), token), default=None)


def _may_differ(one: Entry, other: Entry) -> bool:
    """Not one party under two entries: another group, no name and no birth date shared."""
    if one.group == other.group or set(one.party.birth_dates) & set(other.party.birth_dates):
        return False
    mine = {tuple(sorted(fold(name.text))) for name in one.party.names}
    theirs = {tuple(sorted(fold(name.text))) for name in other.party.names}
    return not mine & theirs


def _negative(query: Named, listed: Named, origin: str) -> NamePair:
    return NamePair(
        query[0], listed[0], listed[2].party.kind, False, origin, listed[2].split, True,
        query[2].party.listed_id, listed[2].party.listed_id,
    )  # fmt: skip
