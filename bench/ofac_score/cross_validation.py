"""How well the inferred choices carry over: each typed name is left out and the rest chooses."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.ofac_score.choices import Choices, Emulation, all_choices

SLIDER = 80
"""Rows without a score were not shown with OFAC's slider here."""


@dataclass(frozen=True, slots=True)
class Observation:
    """An observed score, 0-100; None where the pair did not show."""

    query: str
    listed: str
    shown: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures over rows that had no part in the choice.

    Attributes:
        tied: How many combinations served the other rows equally well, in the mean; the figures
            are means over them.
    """

    combinations: int
    tied: float
    exact: float
    within_one: float
    mean_error: float


def cross_validate(rows: Sequence[Observation]) -> LeftOut:
    """Leaves out each typed name in turn and takes the combinations with the least error left.

    The combinations themselves were thought of with all rows in sight, so the figures are an
    upper bound of what to expect on new ones.
    """
    emulation = Emulation()
    combinations = list(all_choices())
    errors = [[_error(row, emulation, choices) for row in rows] for choices in combinations]
    left_out: list[tuple[float, float, float]] = []
    ties = []
    for query in dict.fromkeys(row.query for row in rows):
        inside = [n for n, row in enumerate(rows) if row.query == query]
        others = [n for n, row in enumerate(rows) if row.query != query]
        totals = [sum(found[n] for n in others) for found in errors]
        best = [found for found, total in zip(errors, totals, strict=True) if total == min(totals)]
        ties.append(len(best))
        for n in inside:
            values = [found[n] for found in best]
            left_out.append(
                (
                    statistics.fmean(value == 0 for value in values),
                    statistics.fmean(value <= 1 for value in values),
                    statistics.fmean(values),
                )
            )
    exact, within_one, mean_error = (statistics.fmean(each) for each in zip(*left_out, strict=True))
    return LeftOut(len(combinations), statistics.fmean(ties), exact, within_one, mean_error)


def _error(row: Observation, emulation: Emulation, choices: Choices) -> int:
    score = emulation.score(row.query, row.listed, choices)
    if row.shown is None:
        return max(score - SLIDER + 1, 0)
    return abs(score - row.shown)
