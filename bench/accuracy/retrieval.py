"""Altered names of listed parties, looked up in an index of OFAC SDN and UN names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bench.accuracy.alterations import ALTERATIONS, Alteration, subject
from bench.accuracy.indexed import Indexed, spread
from bench.accuracy.output import Mistake, table
from bench.accuracy.scorers import compare_names
from sanctionscreen.model import Hit, Kind, ListedParty, NameType
from sanctionscreen.screening.rows import screen_rows
from sanctionscreen.screening.single import single
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
    """What a look-up gave: scores of the hits, best first, and the place of the right party.

    Attributes:
        place: Its position among the hits from 0, or None; entries linked to it count as it.
        score: Its score, also where it is a weak alias that is shown whatever the threshold.
    """

    place: int | None
    score: float | None
    scores: tuple[float, ...]

    def is_found(self, threshold: float) -> bool:
        """Whether the right party is a hit at a threshold."""
        return self.score is not None and self.score >= threshold

    def is_first(self, threshold: float) -> bool:
        """Whether it is a hit, and no other party stands before it."""
        return self.place == 0 and self.is_found(threshold)


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


def look_up(indexed: Indexed, items: Sequence[Altered]) -> list[Found]:
    """Screens altered names down to the lowest threshold that is reported."""
    settings = ScreenSettings(threshold=THRESHOLDS[0])
    outcomes = screen_rows([single(item.query) for item in items], indexed.index, settings)
    return [
        _found(indexed, item, outcome.hits) for item, outcome in zip(items, outcomes, strict=True)
    ]


def _found(indexed: Indexed, item: Altered, hits: Sequence[Hit]) -> Found:
    right = indexed.group(item.listed_id)
    scores = tuple(hit.score for hit in hits)
    for place, hit in enumerate(hits):
        if indexed.group(hit.listed_id) == right:
            # A tie goes to whichever comes first by id: both are first.
            tied = sum(score > hit.score for score in scores[:place])
            return Found(tied, hit.score, scores)
    return Found(None, None, scores)


def retrieval_tables(indexed: Indexed, count: int, seed: str) -> Iterator[str | Mistake]:
    """Recall and rank by class, and every name missed or, where it should not be, found."""
    items = altered_names(indexed.reported(), count, seed)
    found = spread(look_up, items, indexed)
    by_class: dict[str, list[tuple[Altered, Found]]] = defaultdict(list)
    for item, result in zip(items, found, strict=True):
        by_class[item.title].append((item, result))
    same = [result for item, result in zip(items, found, strict=True) if item.is_same]
    yield "### Altered names of listed parties (OFAC SDN and UN)\n"
    yield table(_HEADINGS, [_row(title, group) for title, group in by_class.items()])
    yield table(
        ("threshold", "found", "first of those found", "hits a name"),
        [_at(threshold, same) for threshold in THRESHOLDS],
    )
    for item, result in zip(items, found, strict=True):
        if result.is_found(DEFAULT) != item.is_same:
            yield _mistake(item)


DEFAULT = ScreenSettings().threshold
THRESHOLDS = (60.0, 65.0, DEFAULT, 75.0, 80.0, 85.0, 90.0)
_HEADINGS = ("class", "names", *(f"found at {t:g}" for t in THRESHOLDS), "first", "median score")


def _row(title: str, group: Sequence[tuple[Altered, Found]]) -> tuple[str, ...]:
    results = [result for _, result in group]
    scores = sorted(r.score for r in results if r.score is not None and r.is_found(DEFAULT))
    label = title if group[0][0].is_same else f"{title} (found: a false alarm)"
    return (
        label, str(len(group)), *(_share(r.is_found(t) for r in results) for t in THRESHOLDS),
        _share(r.is_first(DEFAULT) for r in results if r.is_found(DEFAULT)),
        f"{scores[len(scores) // 2]:.0f}" if scores else "",
    )  # fmt: skip


def _at(threshold: float, results: Sequence[Found]) -> tuple[str, ...]:
    hits = sum(score >= threshold for result in results for score in result.scores)
    return (
        f"{threshold:g}", _share(result.is_found(threshold) for result in results),
        _share(r.is_first(threshold) for r in results if r.is_found(threshold)),
        f"{hits / len(results):.2f}",
    )  # fmt: skip


def _share(found: Iterable[bool]) -> str:
    values = tuple(found)
    return f"{sum(values) / len(values):.1%}" if values else ""


def _mistake(item: Altered) -> Mistake:
    scored = compare_names(item.query, item.listed, item.kind)
    return Mistake(
        "altered", item.title, "miss" if item.is_same else "false alarm", item.query, item.listed,
        item.listed_id, scored.score, scored.reasons,
    )  # fmt: skip
