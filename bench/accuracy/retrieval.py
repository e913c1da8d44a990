"""Altered names of listed parties, looked up in an index of OFAC SDN and UN names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bench.accuracy.alterations import ALTERATIONS, Alteration, subject
from bench.accuracy.indexed import Indexed, spread
from bench.accuracy.output import Mistake, table
from bench.accuracy.scorers import compare_names
from sanctionscreen.model import Kind, ListedParty, NameType
from sanctionscreen.screening.single import lookup
from sanctionscreen.settings import ScreenSettings

_TRIES = 40
"""Parties tried for each name wanted: many alterations apply to few names."""


@dataclass(frozen=True, slots=True)
class Altered:
    """An altered name, the class, and the listed name and party that it was made from."""

    title: str
    is_same: bool
    query: str
    listed: str
    kind: Kind
    listed_id: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave: rank and score of the right party (None: not shown), hits in all."""

    rank: int | None
    score: float | None
    hits: int


def altered_names(parties: Sequence[ListedParty], count: int, seed: str) -> list[Altered]:
    """Up to ``count`` altered names a class."""
    return [
        item for alteration in ALTERATIONS for item in _of_class(alteration, parties, count, seed)
    ]


def _of_class(
    alteration: Alteration, parties: Sequence[ListedParty], count: int, seed: str
) -> Iterator[Altered]:
    rng = Random(f"{seed} {alteration.title}")
    fitting = [p for p in parties if alteration.is_person in (None, p.kind is Kind.PERSON)]
    # Longest first choice: scripts other than Latin are on few parties, so look at all of those.
    if alteration.scripts != ("Latn",):
        fitting = [p for p in fitting if any(n.script in alteration.scripts for n in p.names)]
    made = 0
    for party in rng.sample(fitting, min(len(fitting), count * _TRIES)):
        names = [
            n for n in party.names
            if n.script in alteration.scripts and n.type is not NameType.WEAK
        ]  # fmt: skip
        if made == count:
            return
        if names and (query := alteration.make(subject(party, names[0]), rng)):
            made += 1
            yield Altered(
                alteration.title, alteration.is_same, query, names[0].text, party.kind,
                party.listed_id,
            )  # fmt: skip


def look_up(indexed: Indexed, item: Altered) -> Found:
    """Screens an altered name; entries linked to the right party count as it."""
    outcome = lookup(item.query, index=indexed.index, settings=ScreenSettings())
    right = indexed.group(item.listed_id)
    for rank, hit in enumerate(outcome.hits, start=1):
        if indexed.group(hit.listed_id) == right:
            return Found(rank, hit.score, len(outcome.hits))
    return Found(None, None, len(outcome.hits))


def retrieval_tables(indexed: Indexed, count: int, seed: str) -> Iterator[str | Mistake]:
    """Recall and rank by class, and every name missed or, where it should be, found."""
    parties = tuple(indexed.index.parties())
    items = altered_names(parties, count, seed)
    found = spread(look_up, items, indexed)
    by_class: dict[str, list[tuple[Altered, Found]]] = defaultdict(list)
    for item, result in zip(items, found, strict=True):
        by_class[item.title].append((item, result))
    yield "### Altered names of listed parties (OFAC SDN and UN)\n"
    yield table(_HEADINGS, [_row(title, group) for title, group in by_class.items()])
    same = [result for item, result in zip(items, found, strict=True) if item.is_same]
    first = sum(result.rank == 1 for result in same) / len(same)
    shown = sum(result.rank is not None for result in same) / len(same)
    yield f"All classes that name the party: {shown:.2%} found, {first:.2%} first.\n"
    for item, result in zip(items, found, strict=True):
        if (result.rank is not None) != item.is_same:
            yield _mistake(item)


_HEADINGS = ("class", "names", "found", "first", "in the first 3", "median score", "hits a name")


def _row(title: str, group: Sequence[tuple[Altered, Found]]) -> tuple[str, ...]:
    results = [result for _, result in group]
    ranks = [result.rank for result in results if result.rank is not None]
    scores = sorted(result.score for result in results if result.score is not None)
    label = title if group[0][0].is_same else f"{title} (found: a false alarm)"
    count = len(group)
    return (
        label, str(count), f"{len(ranks) / count:.1%}", f"{ranks.count(1) / count:.1%}",
        f"{sum(rank <= 3 for rank in ranks) / count:.1%}",
        f"{scores[len(scores) // 2]:.0f}" if scores else "",
        f"{sum(result.hits for result in results) / count:.1f}",
    )  # fmt: skip


def _mistake(item: Altered) -> Mistake:
    scored = compare_names(item.query, item.listed, item.kind)
    return Mistake(
        "altered", item.title, "miss" if item.is_same else "false alarm", item.query, item.listed,
        item.listed_id, scored.score, scored.reasons,
    )  # fmt: skip
