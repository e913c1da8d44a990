"""Near misses: who came closest to a row without reaching the threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sanctionscreen.index import ListIndex
from sanctionscreen.model import Counterparty, Hit, PartialDate, RejectedRow, RowOutcome
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import LOWEST_THRESHOLD, ScreenSettings

KEPT = 3
"""Near misses of a row, best first."""

_EVERY = 1_000_000
_Pair = tuple[Counterparty | RejectedRow, RowOutcome]
Near = tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NearMisses:
    """Finds them by screening rows again at a lower threshold; no outcome changes by it.

    Attributes:
        settings: Of the run.
        points: How far under each threshold; none is lower than 50.
        at_once: Rows to look at together, which is sooner than one by one.
    """

    index: ListIndex
    settings: ScreenSettings
    points: int
    as_of: PartialDate | None
    at_once: int = 1_000

    def of(self, pairs: Sequence[_Pair]) -> list[Near]:
        """Those of each row, by what became of it."""
        settings = self._lower()
        rows = (row for row, _ in pairs)
        again = iter_outcomes(rows, self.index, settings, as_of=self.as_of)
        return [self._of(outcome, each) for (_, outcome), each in zip(pairs, again, strict=True)]

    def _lower(self) -> ScreenSettings:
        now = self.settings
        return replace(
            now,
            threshold=self._under(now.threshold),
            list_thresholds=tuple((k, self._under(v)) for k, v in now.list_thresholds),
            measure_thresholds=tuple((k, self._under(v)) for k, v in now.measure_thresholds),
            max_hits=_EVERY,
        )

    def _under(self, threshold: float) -> float:
        return max(LOWEST_THRESHOLD, threshold - self.points)

    def _of(self, outcome: RowOutcome, again: RowOutcome) -> Near:
        known = {
            entry.listed_id
            for hit in (*outcome.hits, *outcome.discounted, *outcome.decided)
            for entry in hit.entries
        }
        near = (
            hit
            for hit in again.hits
            if hit.score < self.settings.threshold_for(hit.entries)
            and known.isdisjoint(entry.listed_id for entry in hit.entries)
        )
        return tuple(islice(near, KEPT))


def with_near_misses(
    pairs: Iterable[_Pair], finder: NearMisses | None
) -> Iterator[tuple[_Pair, Near | None]]:
    """Each row with its near misses; None of all where nobody asked for them."""
    if finder is None:
        yield from ((pair, None) for pair in pairs)
        return
    waiting = iter(pairs)
    while some := list(islice(waiting, finder.at_once)):
        yield from zip(some, finder.of(some), strict=True)
