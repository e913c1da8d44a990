"""The fit of what classes of agreement cost keeps the rules of matching."""

from __future__ import annotations

from bench.accuracy.pairs import NamePair
from bench.accuracy.scorers import Scored
from bench.weights.fit import CLASSES, fitted, report
from sanctionscreen.match.score import score_of
from sanctionscreen.model import Kind
from sanctionscreen.names.frequencies import UNIT


def item(*, is_same: bool, bits: float, reason: str, split: str = "fit") -> tuple[NamePair, Scored]:
    """A pair with one agreement and the weight that it has in use."""
    pair = NamePair("a", "b", Kind.PERSON, is_same, "one list", split, True, "x:1", "x:2")
    weight = int(bits * UNIT)
    return pair, Scored(score_of(weight), weight, f"{reason} [a|b] {bits:+.1f}")


def pairs(reason: str, *, same: int, differ: int) -> list[tuple[NamePair, Scored]]:
    """Pairs of many weights, those of one party a little heavier."""
    return [
        *(item(is_same=True, bits=5 + n % 9, reason=reason) for n in range(same)),
        *(item(is_same=False, bits=3 + n % 9, reason=reason) for n in range(differ)),
    ]


def test_a_class_that_misleads_costs_more_and_one_that_is_right_less() -> None:
    """Costs follow how often pairs that agree so are one party's, and never fall under zero."""
    mixed = [
        *pairs("romanisation", same=300, differ=20),
        *pairs("two letters differ", same=20, differ=300),
        *pairs("same", same=200, differ=200),
    ]
    costs = dict(zip(CLASSES, fitted(mixed), strict=True))
    assert costs["two letters differ"] > CLASSES["two letters differ"]
    assert costs["romanisation"] <= CLASSES["romanisation"]
    assert min(costs.values()) >= 0
    assert all(cost % (UNIT // 4) == 0 for cost in costs.values())


def test_a_class_that_no_pair_has_keeps_its_cost() -> None:
    """Without evidence nothing changes, but for rounding to a quarter of a bit."""
    costs = dict(zip(CLASSES, fitted(pairs("same", same=100, differ=100)), strict=True))
    assert costs["nickname"] == CLASSES["nickname"]


def test_the_report_tries_both_sets_on_the_part_to_choose_by() -> None:
    """The figures beside each other are of the tune part, never of the fit part."""
    tune = [
        item(is_same=True, bits=15, reason="same", split="tune"),
        item(is_same=False, bits=1, reason="same", split="tune"),
    ]
    text = report([*pairs("romanisation", same=50, differ=50), *tune])
    assert "| in use | 1.0000 | 1.0000 | 1.0000 |" in text
