"""Altered names of people on the UN list, in an index of UN and OFAC names, beside a peer.

What counts is the share found first at the threshold at which few innocents are shown: each
scorer gets the threshold at which it shows as many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bench.accuracy.alterations import ALTERATIONS, Alteration, Subject, subject
from bench.accuracy.indexed import Indexed, spread
from bench.accuracy.output import Mistake, table
from bench.accuracy.pairs import plain
from bench.accuracy.retrieval import DEFAULT
from bench.accuracy.scorers import compare_names
from bench.lists_io import WORKERS
from sanctionscreen.match.score import score_of, weight_for
from sanctionscreen.model import Counterparty, Hit, Kind, ListedName, ListedParty, NameType
from sanctionscreen.names.folding import fold
from sanctionscreen.screening.rows import screen_rows
from sanctionscreen.screening.single import single
from sanctionscreen.settings import ScreenSettings

Result = TypeVar("Result")

LIST = "un-sc"
BY_NAME_MOST, WITH_FIELDS_MOST = 0.002, 0.001
"""Share of innocents shown, by name and with birth date and nationality."""
_LOWEST = ScreenSettings(threshold=50.0)
_PEERS_CHUNK = 200
_PEERS_PEOPLE = 2_000
"""Innocents by whom the peer's threshold is set: it compares each with every name."""
_PARTICLES = frozenset("al el bin ibn de la del abu abd der van von da dos bint ould ben".split())


def _one_left_out(item: Subject, rng: Random) -> str | None:
    tokens = item.tokens
    places = [i for i, t in enumerate(tokens) if t.lower() not in _PARTICLES]
    if len(places) < 3:
        return None
    place = rng.choice(places)
    return " ".join(tokens[:place] + tokens[place + 1 :])


_LEFT_OUT = Alteration("one of three names and more left out", _one_left_out, is_person=True)
_MIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "arranged otherwise",
        ("order reversed", "two words joined", "one word split", "hyphens and apostrophes",
         "title added", "another strong alias"),
    ),
    (
        "mistyped once",
        ("one typo", "letters exchanged", "letter dropped", "letter doubled"),
    ),
    (
        "spelled otherwise",
        ("spelled by ear", "vowels of one word dropped", "misread by a scanner",
         "Arabic name, other romanisation"),
    ),
    ("left out", (_LEFT_OUT.title,)),
    ("two alterations", ("two typos", "arranged otherwise and mistyped")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """An altered name with what a counterparty file may hold beside it."""

    mix: str
    text: str
    listed: str
    party: ListedParty
    row: Counterparty


@dataclass(frozen=True, slots=True)
class Ranked:
    """The weight of the right party, or None, and the most that any other one weighs."""

    weight: int | None
    others: int | None

    def is_found(self, least: int) -> bool:
        return self.weight is not None and self.weight >= least

    def is_first(self, least: int) -> bool:
        """Found, and nobody else has a higher score."""
        if self.weight is None or self.weight < least:
            return False
        return self.others is None or score_of(self.others) <= score_of(self.weight)


def queries(indexed: Indexed, count: int, seed: str, *, with_fields: bool) -> list[Query]:
    """Up to ``count`` altered names a class, of any strong name in Latin letters."""
    people = [p for p in indexed.reported() if p.list_id == LIST and p.kind is Kind.PERSON]
    by_title = {a.title: a for a in (*ALTERATIONS, _LEFT_OUT)}
    found = []
    for mix, titles in _MIXES:
        for title in titles:
            rng = Random(f"{seed} {title}")
            made = (
                (party, name, query)
                for party in rng.sample(people, len(people))
                for name in [rng.choice(_latin(party))]
                if (query := by_title[title].make(subject(party, name), rng))
            )
            for party, listed, text in islice(made, count):
                row = _row(text, party, with_fields)
                found.append(Query(mix, text, listed.text, party, row))
    return found


def _latin(party: ListedParty) -> list[ListedName]:
    names = [n for n in party.names if n.script == "Latn" and n.type is not NameType.WEAK]
    return names or [party.names[0]]


def _row(query: str, party: ListedParty, with_fields: bool) -> Counterparty:
    row = single(query)
    if not with_fields:
        return row
    dates = tuple(party.birth_dates[:1]) or row.birth_dates
    return replace(row, birth_dates=dates, countries=tuple(party.nationalities[:1]))


def rank(indexed: Indexed, items: Sequence[Query]) -> list[Ranked]:
    """Where the right party stands; unlinked entries of the same person count as it."""
    outcomes = screen_rows([item.row for item in items], indexed.index, _LOWEST)
    return [
        _ranked(indexed, item, outcome.hits) for item, outcome in zip(items, outcomes, strict=True)
    ]


def _ranked(indexed: Indexed, item: Query, hits: Sequence[Hit]) -> Ranked:
    right = indexed.group(item.party.listed_id)
    weight = others = None
    for hit in hits:
        if any(indexed.group(entry.listed_id) == right for entry in hit.entries):
            weight = hit.match_weight if weight is None else weight
        elif others is None and not any(_is_same_person(item.party, e) for e in hit.entries):
            others = hit.match_weight
    return Ranked(weight, others)


def _is_same_person(one: ListedParty, other: ListedParty) -> bool:
    """OFAC lists most of these people as well, and seldom quotes the UN's number."""
    shared = _names(one) & _names(other)
    return bool(shared) or bool(set(one.birth_dates) & set(other.birth_dates))


def _names(party: ListedParty) -> set[tuple[str, ...]]:
    return {tuple(sorted(fold(name.text))) for name in party.names}


def best_weights(indexed: Indexed, people: Sequence[Counterparty]) -> list[int]:
    """The weight of each innocent's best hit; far below any threshold where there is none."""
    outcomes = screen_rows(list(people), indexed.index, _LOWEST)
    return [o.hits[0].match_weight if o.hits else -1 for o in outcomes]


def un_tables(
    indexed: Indexed, people: Sequence[Counterparty], count: int, seed: str
) -> Iterator[str | Mistake]:
    """Recall at the threshold that shows few innocents, with and without other fields."""
    bare = [replace(p, kind=Kind.UNKNOWN, birth_dates=(), countries=(), gender=None)
            for p in people]  # fmt: skip
    known = [replace(p, gender=None) for p in people]
    peer = _Peer(indexed)
    yield f"### Altered names of people on the UN list ({len(people)} innocents)\n"
    for fields, innocents, most in ((False, bare, BY_NAME_MOST), (True, known, WITH_FIELDS_MOST)):
        least = threshold_weight(spread(best_weights, innocents, indexed), most)
        items = queries(indexed, count, seed, with_fields=fields)
        results = spread(rank, items, indexed)
        what = "name, birth date and nationality" if fields else "name alone"
        yield f"By {what}; {most:.1%} of innocents are shown at {score_of(least):.1f}:\n"
        columns: list[tuple[str, list[bool] | None]] = [
            ("names", None),
            (f"first at {score_of(least):.1f}", [r.is_first(least) for r in results]),
            (f"found at {DEFAULT:g}", [r.is_found(weight_for(DEFAULT)) for r in results]),
            (f"first at {DEFAULT:g}", [r.is_first(weight_for(DEFAULT)) for r in results]),
        ]
        if not fields:
            columns.append(("WRatio first", peer.first(items, bare[:_PEERS_PEOPLE], most)))
        yield _by_mix(items, columns)
        yield from (
            _mistake(item, fields)
            for item, result in zip(items, results, strict=True)
            if not result.is_first(least)
        )


def threshold_weight(weights: Sequence[int], most: float) -> int:
    """The lowest weight at which at most this share is shown, and not under a score of 50."""
    ordered = sorted(weights, reverse=True)
    return max(ordered[int(most * len(ordered))] + 1, weight_for(_LOWEST.threshold))


def _by_mix(items: Sequence[Query], columns: Sequence[tuple[str, list[bool] | None]]) -> str:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        groups[item.mix].append(number)
        if item.mix != "two alterations":
            groups["all single alterations"].append(number)
    rows = [
        (mix, *(str(len(at)) if values is None else f"{_mean(values, at):.1%}"
                for _, values in columns))
        for mix, at in groups.items()
    ]  # fmt: skip
    return table(("alterations", *(heading for heading, _ in columns)), rows)


def _mean(values: Sequence[bool], at: Sequence[int]) -> float:
    return sum(values[number] for number in at) / len(at)


def _mistake(item: Query, fields: bool) -> Mistake:
    scored = compare_names(item.text, item.listed, Kind.PERSON)
    group = f"{item.mix}, {'with fields' if fields else 'by name'}"
    return Mistake(
        "un", group, "not first", item.text, item.listed, item.party.listed_id, scored.score,
        scored.reasons,
    )  # fmt: skip


class _Peer:
    """RapidFuzz's WRatio over every strong name of the index."""

    def __init__(self, indexed: Indexed) -> None:
        self._indexed = indexed
        self._parties = tuple(indexed.index.parties())
        names = [
            (text, number)
            for number, party in enumerate(self._parties)
            for text in sorted({plain(n.text) for n in party.names if n.type is not NameType.WEAK})
            if text
        ]
        self._names = [text for text, _ in names]
        self._owners = np.array([number for _, number in names])

    def first(
        self, items: Sequence[Query], people: Sequence[Counterparty], most: float
    ) -> list[bool]:
        """Whether each right party is first at the threshold that shows so many innocents."""
        best = self._each([p.query for p in people], lambda _, row: float(row.max()))
        least = sorted(best, reverse=True)[int(most * len(best))] + 0.01
        return self._each(
            [item.text for item in items], lambda at, row: self._is_first(items[at], row, least)
        )

    def _each(
        self, texts: Sequence[str], of: Callable[[int, npt.NDArray[np.float32]], Result]
    ) -> list[Result]:
        found = []
        for start in range(0, len(texts), _PEERS_CHUNK):
            chunk = [plain(text) for text in texts[start : start + _PEERS_CHUNK]]
            scores = process.cdist(
                chunk, self._names, scorer=fuzz.WRatio, workers=WORKERS, dtype=np.float32
            )
            found += [of(start + at, row) for at, row in enumerate(scores)]
        return found

    def _is_first(self, item: Query, row: npt.NDArray[np.float32], least: float) -> bool:
        right = self._indexed.group(item.party.listed_id)
        above = self._owners[row >= least]
        ours = [n for n in set(above.tolist()) if self._is_right(n, right)]
        if not ours:
            return False
        mine = max(float(row[self._owners == number].max()) for number in ours)
        ahead = set(self._owners[row > mine].tolist())
        return all(
            self._is_right(n, right) or _is_same_person(item.party, self._parties[n]) for n in ahead
        )

    def _is_right(self, number: int, group: int) -> bool:
        return self._indexed.index.group_of(number) == group
