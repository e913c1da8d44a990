"""Figures over scored pairs: best F1, ROC-AUC, average precision, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]

BINS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """How well scores tell pairs of one party from pairs of two.

    Attributes:
        best_f1, best_at: The highest F1 of any threshold, and that threshold.
        default_f1: F1 at the scorer's default threshold, where it has one.
        auc: Area under the ROC curve, ties counted half.
        average_precision: Mean precision over the recalled positives, without interpolation.
    """

    pairs: int
    best_f1: float
    best_at: float
    default_f1: float | None
    precision: float | None
    recall: float | None
    auc: float
    average_precision: float


@dataclass(frozen=True, slots=True)
class Bin:
    """One tenth of the score range: its pairs, their mean score and the share that are one."""

    low: float
    high: float
    pairs: int
    mean_score: float
    share_same: float


def figures(scores: Sequence[float], same: Sequence[bool], default: float | None) -> Figures:
    """All figures of one scorer; ``default`` is its default threshold.

    Raises:
        ValueError: the pairs are all of one party, or none is.
    """
    values, labels = np.array(scores, dtype=np.float64), np.array(same, dtype=bool)
    if labels.all() or not labels.any():
        raise ValueError("figures need pairs of one party and pairs of two")
    thresholds, hits, shown = _steps(values, labels)
    f1 = 2 * hits / (shown + labels.sum())
    best = int(np.argmax(f1))
    f1_then, precision, recall = (
        (None, None, None) if default is None else at_threshold(scores, same, default)
    )
    return Figures(
        len(values), float(f1[best]), float(thresholds[best]), f1_then, precision, recall,
        _auc(values, labels), _average_precision(hits, shown, int(labels.sum())),
    )  # fmt: skip


def calibration(scores: Sequence[float], same: Sequence[bool]) -> tuple[tuple[Bin, ...], float]:
    """Bins of scores 0-100, and the expected calibration error in points of 100."""
    values, labels = np.array(scores, dtype=np.float64), np.array(same, dtype=bool)
    width = 100 / BINS
    where = np.minimum((values // width).astype(int), BINS - 1)
    bins = tuple(
        Bin(
            number * width,
            (number + 1) * width,
            int(chosen.sum()),
            float(values[chosen].mean()),
            100 * float(labels[chosen].mean()),
        )
        for number in range(BINS)
        if (chosen := where == number).any()
    )
    error = sum(item.pairs * abs(item.mean_score - item.share_same) for item in bins)
    return bins, error / len(values)


def _steps(values: Scores, labels: Labels) -> tuple[Scores, Scores, Scores]:
    """Each distinct score from the highest down, with what is at or above it."""
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    hits = np.cumsum(labels[order]).astype(np.float64)[last]
    shown = np.arange(1.0, len(values) + 1)[last]
    return ordered[last], hits, shown


def at_threshold(
    scores: Sequence[float], same: Sequence[bool], threshold: float
) -> tuple[float, float, float]:
    """F1, precision and recall of the pairs at or above a threshold."""
    values, labels = np.array(scores, dtype=np.float64), np.array(same, dtype=bool)
    shown = values >= threshold
    hits = float((shown & labels).sum())
    precision, recall = hits / max(float(shown.sum()), 1.0), hits / float(labels.sum())
    return 2 * hits / float(shown.sum() + labels.sum()), precision, recall


def _auc(values: Scores, labels: Labels) -> float:
    """The share of positive-negative pairs in the right order (Mann and Whitney 1947)."""
    distinct, where = np.unique(values, return_inverse=True)
    positives = np.bincount(where[labels], minlength=len(distinct))
    negatives = np.bincount(where[~labels], minlength=len(distinct))
    below = np.cumsum(negatives) - negatives
    won = float((positives * (below + negatives / 2)).sum())
    return won / (float(positives.sum()) * float(negatives.sum()))


def _average_precision(hits: Scores, shown: Scores, positives: int) -> float:
    recalled = np.diff(np.concatenate(([0.0], hits))) / positives
    return float((hits / shown * recalled).sum())
