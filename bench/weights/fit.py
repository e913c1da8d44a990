"""Fits what classes of agreement cost, beside those in use: ``python -m bench.weights.fit``.

Logistic regression with a ridge penalty (le Cessie and van Houwelingen 1992) over the pairs of
the part to look at: a pair's weight is what it is in use, less a change for each of its
agreements by their class. The penalty draws changes to none. Costs stay over zero, as the rules
of matching want them (an agreement never weighs more than its token), and are rounded to quarters
of a bit. Each half of the pairs is fitted by itself too: what is not stable is noise. Then both
sets of costs are tried on the part to choose by; the part that is reported is never read.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bench.accuracy.metrics import figures
from bench.accuracy.output import table
from bench.accuracy.pairs import NamePair
from bench.accuracy.scorers import Scored, score_pairs
from bench.weights.rates import mined_pairs
from sanctionscreen.match import weights as w
from sanctionscreen.match.score import score_of
from sanctionscreen.names.frequencies import UNIT
from sanctionscreen.settings import ScreenSettings

Floats = npt.NDArray[np.float64]

CLASSES = {
    "spelling variant": w.COST_VARIANT,
    "form of the same word": w.COST_WORD,
    "same place": w.COST_PLACE,
    "spelling seen on the lists": w.COST_MINED,
    "romanisation": w.COST_ROMANISATION,
    "nickname": w.COST_NICKNAME,
    "same name in another language": w.COST_EQUIVALENT,
    "one letter differs": w.COST_EDIT_LONG,
    "two letters differ": w.COST_TWO_EDITS,
    "same consonants": w.COST_SKELETON,
    "written without vowels": w.COST_VOWELLESS,
    "same sound in kana": w.COST_SOUND,
    "joined tokens": w.COST_JOIN,
    "split tokens": w.COST_JOIN,
}
"""The reasons that are fitted and the cost in use; of one letter's difference that of long words,
since the other costs of edits lie above it by what they do now."""
_HELD = "does not outweigh"
"""A pair so limited weighs the same whatever its agreements cost."""
RIDGE = 20.0
"""Pairs' worth of belief in the costs in use."""
_STEPS = 30
_QUARTER = UNIT // 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both sets of costs and what they do; 2 where the list files are missing."""
    pairs = mined_pairs("python -m bench.weights.fit", __doc__, arguments)
    if pairs is None:
        return 2
    scored = list(zip(pairs, score_pairs(pairs), strict=True))
    print(report(scored))
    return 0


def report(scored: Sequence[tuple[NamePair, Scored]]) -> str:
    """The tables: costs in use and fitted, and the figures of both on the part to choose by."""
    parts = {part: [item for item in scored if item[0].split == part] for part in ("fit", "tune")}
    to_fit = [item for item in parts["fit"] if _HELD not in item[1].reasons]
    fits = [fitted(items) for items in (to_fit, to_fit[::2], to_fit[1::2])]
    counts = _counts([score for _, score in to_fit]).sum(axis=0)
    rows = [
        (reason, f"{int(count)}", *(f"{cost / UNIT:g}" for cost in (in_use, *found)))
        for reason, count, in_use, found in zip(
            CLASSES, counts, CLASSES.values(), zip(*fits, strict=True), strict=True
        )
    ]
    headings = ("agreement", "pairs", "in use", "fitted", "one half", "the other half")
    in_use = list(CLASSES.values())
    tried = (("in use", in_use), ("fitted", fits[0]))
    lines = [(title, *_tried(parts["tune"], costs)) for title, costs in tried]
    figures_of = table(("costs, tune split", "best F1", "F1 at the default", "ROC-AUC"), lines)
    return table(headings, rows) + "\n" + figures_of


def fitted(scored: Sequence[tuple[NamePair, Scored]]) -> list[int]:
    """The costs that fit best, 1/64 bit, in the order of the classes."""
    counts = _counts([score for _, score in scored])
    weights = np.array([score.weight / UNIT for _, score in scored])
    same = np.array([pair.is_same for pair, _ in scored], float)
    changes = _regressed(weights, counts, same)
    costs = (round((cost / UNIT - change) * 4) for cost, change in
             zip(CLASSES.values(), changes.tolist(), strict=True))  # fmt: skip
    return [max(cost, 0) * _QUARTER for cost in costs]


def _regressed(weights: Floats, counts: Floats, same: Floats) -> Floats:
    """Newton's method on the penalised likelihood; the changes in bits."""
    columns = np.column_stack([np.ones(len(weights)), weights, counts])
    penalty = np.diag([0.0, 0.0, *[RIDGE] * counts.shape[1]])
    found = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (same - chance) - penalty @ found
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + penalty
        found += np.linalg.solve(curve, slope)
    per_bit = found[1] if found[1] > 0 else math.log(2)
    changes: Floats = found[2:] / per_bit
    return changes


def _counts(scores: Sequence[Scored]) -> Floats:
    """How many agreements of each class a pair has: a row a pair."""
    return np.array([[_count(score.reasons, reason) for reason in CLASSES] for score in scores])


def _count(reasons: str, reason: str) -> float:
    return float(sum(item.startswith(reason) for item in reasons.split("; ")))


def _tried(scored: Sequence[tuple[NamePair, Scored]], costs: Sequence[int]) -> tuple[str, ...]:
    saved = np.array([old - new for old, new in zip(CLASSES.values(), costs, strict=True)])
    counts = _counts([score for _, score in scored])
    found = [
        score_of(score.weight if _HELD in score.reasons else score.weight + int(change))
        for (_, score), change in zip(scored, counts @ saved, strict=True)
    ]
    result = figures(found, [pair.is_same for pair, _ in scored], ScreenSettings().threshold)
    at_default = "" if result.default_f1 is None else f"{result.default_f1:.4f}"
    return f"{result.best_f1:.4f}", at_default, f"{result.auc:.4f}"


if __name__ == "__main__":
    sys.exit(main())
