"""Which hits of a row are kept, once decisions have been applied to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sanctionscreen.model import Hit, RowOutcome

IsKnown = Callable[[RowOutcome, Hit], bool]


def kept(outcome: RowOutcome, max_hits: int, is_known: IsKnown | None = None) -> RowOutcome:
    """The row with so many hits at most, best first, and as many discounted ones.

    Hits that are not known go before those that are: a baseline, like a decision, may hide no
    new hit behind old ones.
    """
    return replace(
        outcome,
        hits=_best(outcome, outcome.hits, max_hits, is_known),
        discounted=_best(outcome, outcome.discounted, max_hits, is_known),
    )


def _best(
    outcome: RowOutcome, hits: tuple[Hit, ...], max_hits: int, is_known: IsKnown | None
) -> tuple[Hit, ...]:
    if len(hits) <= max_hits:
        return hits
    places = list(range(len(hits)))
    if is_known is not None:
        places.sort(key=lambda place: (is_known(outcome, hits[place]), place))
    return tuple(hits[place] for place in sorted(places[:max_hits]))
