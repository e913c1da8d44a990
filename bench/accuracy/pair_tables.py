"""The pair benchmark: balanced pairs, figures of the package and its peers, calibration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from bench.accuracy.metrics import Figures, at_threshold, calibration, figures
from bench.accuracy.negatives import negatives
from bench.accuracy.output import Mistake, table
from bench.accuracy.pairs import NamePair, entries, positives
from bench.accuracy.scorers import PEERS, Scored, peer_scores, score_pairs
from sanctionscreen.model import Kind, ListedParty
from sanctionscreen.settings import ScreenSettings

DEFAULT = ScreenSettings().threshold
THRESHOLDS = (50.0, 55.0, 60.0, 65.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0)


def mine(parties: Sequence[ListedParty], count: int, rng: Random) -> list[NamePair]:
    """About ``count`` pairs, in each split and kind as many of one party as of two."""
    found = entries(parties)
    same: dict[tuple[str, Kind], list[NamePair]] = defaultdict(list)
    differ: dict[tuple[str, Kind], list[NamePair]] = defaultdict(list)
    others: list[NamePair] = []
    for pair in positives(found, rng):
        (same[pair.split, pair.kind] if pair.is_alike else others).append(pair)
    for pair in negatives(found, count, rng):
        differ[pair.split, pair.kind].append(pair)
    total = sum(map(len, same.values()))
    chosen = rng.sample(others, min(count // 10, len(others)))
    for key in sorted(same):
        wanted = round(count / 2 * len(same[key]) / total)
        size = min(wanted, len(same[key]), len(differ[key]))
        chosen += rng.sample(same[key], size) + rng.sample(differ[key], size)
    return chosen


def pair_tables(parties: Sequence[ListedParty], count: int, rng: Random) -> Iterator[str | Mistake]:
    """Markdown tables, and every pair on the wrong side of the default threshold."""
    mined = mine(parties, count, rng)
    scored = list(zip(mined, score_pairs(mined), strict=True))
    alike = [(pair, score) for pair, score in scored if pair.is_alike]
    yield "### Pairs mined from the lists\n"
    yield _by_split(alike)
    yield _by_threshold([item for item in alike if item[0].split == "test"])
    yield _with_peers([item for item in alike if item[0].split == "test"])
    yield _by(alike, "kind")
    yield _by_origin(alike)
    yield from _calibration(alike)
    reached = [score.score >= DEFAULT for pair, score in scored if not pair.is_alike]
    yield (
        f"Names of one party that are not spellings of one name (counted nowhere above): "
        f"{len(reached)}, of which {sum(reached)} reach the threshold.\n"
    )
    yield from _mistakes(alike)


Item = tuple[NamePair, Scored]
_HEADINGS = ("pairs", "best F1", "at", f"F1 at {DEFAULT:g}", "precision", "recall", "ROC-AUC", "AP")


def _row(found: Figures, at: float) -> tuple[str, ...]:
    def three(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}"

    return (
        str(found.pairs), three(found.best_f1), f"{at:.1f}", three(found.default_f1),
        three(found.precision), three(found.recall), f"{found.auc:.4f}",
        f"{found.average_precision:.4f}",
    )  # fmt: skip


def _ours(items: Sequence[Item]) -> tuple[str, ...]:
    """By score; ranked by the match weight, which does not saturate at 100."""
    same = [pair.is_same for pair, _ in items]
    by_score = figures([s.score for _, s in items], same, DEFAULT)
    by_weight = figures([float(s.weight) for _, s in items], same, None)
    row = list(_row(by_score, by_score.best_at))
    row[-2:] = [f"{by_weight.auc:.4f}", f"{by_weight.average_precision:.4f}"]
    return tuple(row)


def _by_split(items: Sequence[Item]) -> str:
    rows = [
        (split, *_ours([item for item in items if item[0].split == split]))
        for split in ("fit", "tune", "test")
    ]
    return table(("split", *_HEADINGS), rows)


def _by_threshold(items: Sequence[Item]) -> str:
    scores, same = [s.score for _, s in items], [pair.is_same for pair, _ in items]
    rows = []
    for threshold in THRESHOLDS:
        f1, precision, recall = at_threshold(scores, same, threshold)
        rows.append((f"{threshold:g}", *(f"{value:.3f}" for value in (precision, recall, f1))))
    return table(("threshold, test split", "precision", "recall", "F1"), rows)


def _with_peers(items: Sequence[Item]) -> str:
    pairs = [pair for pair, _ in items]
    same = [pair.is_same for pair in pairs]
    rows = [("sanctionscreen", *_ours(items))]
    for name, peer in PEERS:
        found = figures(peer_scores(pairs, peer), same, None)
        rows.append((name, *_row(found, found.best_at)))
    return table(("scorer, test split", *_HEADINGS), rows)


def _by(items: Sequence[Item], what: str) -> str:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[str(getattr(item[0], what))].append(item)
    rows = [(name, *_ours(group)) for name, group in sorted(groups.items())]
    return table((what, *_HEADINGS), rows)


def _by_origin(items: Sequence[Item]) -> str:
    groups: dict[tuple[bool, str], list[Item]] = defaultdict(list)
    for item in items:
        groups[not item[0].is_same, item[0].origin].append(item)
    rows = []
    for (differ, origin), group in sorted(groups.items()):
        shown = sum(score.score >= DEFAULT for _, score in group)
        share = shown / len(group)
        rows.append(
            ("different" if differ else "one party", origin, str(len(group)), f"{share:.1%}")
        )
    return table(("pairs of", "found as", "pairs", f"at {DEFAULT:g} and above"), rows)


def _calibration(items: Sequence[Item]) -> Iterator[str]:
    test = [item for item in items if item[0].split == "test"]
    bins, error = calibration([s.score for _, s in test], [p.is_same for p, _ in test])
    rows = [
        (f"{b.low:g}–{b.high:g}", str(b.pairs), f"{b.mean_score:.1f}", f"{b.share_same:.1f}")
        for b in bins
    ]
    yield table(("score, test split", "pairs", "mean score", "% one party"), rows)
    yield f"Expected calibration error: {error:.1f} points.\n"


def _mistakes(items: Sequence[Item]) -> Iterator[Mistake]:
    for pair, score in items:
        if (score.score >= DEFAULT) != pair.is_same:
            yield Mistake(
                "pairs", f"{pair.origin} ({pair.kind}, {pair.split})",
                "miss" if pair.is_same else "false alarm", pair.query, pair.listed,
                pair.listed_id, score.score, score.reasons,
            )  # fmt: skip
