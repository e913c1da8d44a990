"""Every listed name ranked by its OFAC-style score for one query, as OFAC's result list is."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from sanctionscreen.match.ofac_parts import (
    listed_parts,
    part_score,
    rounded_mean,
    typed_parts,
    whole_score,
    whole_score_bound,
    whole_string,
)

LOWEST_SHOWN = 50
"""Where the slider of OFAC's search ends."""


class OfacNames:
    """Listed names prepared once, to be ranked for many queries.

    Scores are those of ``ofac_score``. A name without a part that a typed part may be compared
    with scores 0 there, so only names met under their parts' first letters are looked at.
    """

    __slots__ = ("_by_letter", "_whole")

    def __init__(self, listed_names: Sequence[str]) -> None:
        by_letter: dict[str, dict[str, list[int]]] = {}
        for position, name in enumerate(listed_names):
            for part in dict.fromkeys(listed_parts(name)):
                by_letter.setdefault(part[0], {}).setdefault(part, []).append(position)
        self._by_letter = by_letter
        self._whole = tuple(whole_string(name) for name in listed_names)

    def rank(
        self, query: str, *, minimum: int = LOWEST_SHOWN, limit: int | None = None
    ) -> tuple[tuple[int, int], ...]:
        """The listed names OFAC's search would show, best first; equals in listed order.

        Args:
            minimum: Lowest score shown, at least 1.
            limit: The most names returned, at least 1; all where None.

        Returns:
            Position in ``listed_names`` and score, 0-100, of each.
        """
        text = whole_string(query)
        scored = self._parts_scores(query)
        bounded = []
        for position, parts in scored.items():
            bound = max(parts, whole_score_bound(text, self._whole[position]))
            if bound >= minimum:
                bounded.append((bound, position))
        bounded.sort(reverse=True)
        shown: list[tuple[int, int]] = []
        best: list[int] = []
        for bound, position in bounded:
            if limit is not None and len(best) == limit and bound < best[0]:
                break
            score = scored[position]
            if bound > score:
                score = max(score, whole_score(text, self._whole[position]))
            if score >= minimum:
                shown.append((position, score))
                if limit is not None:
                    keep = heapq.heappush if len(best) < limit else heapq.heappushpop
                    keep(best, score)
        shown.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(shown[:limit])

    def _parts_scores(self, query: str) -> dict[int, int]:
        """The part technique's score for each name of which a part is near a typed one."""
        typed, _ = typed_parts(query)
        totals: dict[int, int] = {}
        for part in typed:
            for position, score in self._best_of_part(part).items():
                totals[position] = totals.get(position, 0) + score
        return {position: rounded_mean(total, len(typed)) for position, total in totals.items()}

    def _best_of_part(self, typed: str) -> dict[int, int]:
        """The best score of one typed part in each name that has a part near enough."""
        best: dict[int, int] = {}
        for listed, positions in self._by_letter.get(typed[0], {}).items():
            score = part_score(typed, listed)
            if score is not None:
                for position in positions:
                    if score > best.get(position, -1):
                        best[position] = score
        return best
