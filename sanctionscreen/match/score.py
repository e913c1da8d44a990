"""The one published table from match weight to score, monotone, 0-100."""

from __future__ import annotations

from bisect import bisect_left

from sanctionscreen.match.weights import bits

# (match weight in bits, score in tenths); straight lines between, flat outside.
_TABLE = (
    (-20.0, 0),
    (-12.0, 15),
    (-8.0, 35),
    (-4.0, 60),
    (-2.0, 100),
    (0.0, 170),
    (2.0, 240),
    (4.0, 290),
    (5.5, 430),
    (6.5, 540),
    (7.5, 620),
    (9.25, 700),
    (11.5, 770),
    (14.25, 850),
    (16.0, 905),
    (18.0, 955),
    (19.5, 970),
    (22.0, 985),
    (26.0, 1000),
)
_WEIGHTS = tuple(bits(weight) for weight, _ in _TABLE)
_SCORES = tuple(score for _, score in _TABLE)


def score_of(weight: int) -> float:
    """The score of a match weight (1/64 bit), with one decimal."""
    if weight <= _WEIGHTS[0]:
        return _SCORES[0] / 10
    if weight >= _WEIGHTS[-1]:
        return _SCORES[-1] / 10
    i = bisect_left(_WEIGHTS, weight)
    low, high = _WEIGHTS[i - 1], _WEIGHTS[i]
    rise = _SCORES[i] - _SCORES[i - 1]
    return (_SCORES[i - 1] + rise * (weight - low) // (high - low)) / 10


def weight_for(score: float) -> int:
    """The lowest match weight (1/64 bit) whose score is at least ``score``."""
    low, high = _WEIGHTS[0], _WEIGHTS[-1]
    while low < high:
        middle = (low + high) // 2
        if score_of(middle) >= score:
            high = middle
        else:
            low = middle + 1
    return low
