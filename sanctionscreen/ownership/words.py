"""Ownership in words: the sum, and why each holder counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanctionscreen.model import Holding, Ownership, OwnershipStep

if TYPE_CHECKING:
    from fractions import Fraction

_DIGITS = 200
"""Exact: a percentage has 40 decimals at most, and so has a sum of them."""

NOT_COMPUTED = (
    "ownership: computed by OFAC's 50 Percent Rule (guidance of 13 August 2014) for every asset "
    "freeze; the tests of the United Kingdom (more than 50 %, or control) and of the European "
    "Union (ownership or control) are others, and are not computed"
)


def percent_text(percent: Fraction) -> str:
    """A percentage with all its digits: ``49.99 %``."""
    from decimal import Context, Decimal

    value = Context(prec=_DIGITS).divide(Decimal(percent.numerator), Decimal(percent.denominator))
    text = format(value, "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def ownership_text(ownership: Ownership, *, show_names: bool = True) -> str:
    """The whole arithmetic in a sentence; without names, lines of the ownership file stand."""
    steps = (_step(step, number, show_names) for number, step in enumerate(ownership.steps))
    whom = "blocked parties" if _is_certain(ownership) else "possibly blocked parties"
    return f"owned {percent_text(ownership.total)} by {whom}: {'; '.join(steps)}"


def _is_certain(ownership: Ownership) -> bool:
    """Whether a reviewer has confirmed every blocked owner."""
    return all(
        taken.judgement is not None
        for step in ownership.steps
        for holding in step.holdings
        for taken in holding.blocked_as
    )


def _step(step: OwnershipStep, number: int, show_names: bool) -> str:
    total = percent_text(step.total)
    held = " + ".join(_holding(each, show_names) for each in step.holdings)
    sum_text = f"{held} = {total}" if len(step.holdings) > 1 else held
    if number == 0:
        return sum_text
    owned = f"{step.owned!r}" if show_names else "the holder owned itself"
    return f"{owned} is owned {total}: {sum_text}"


def _holding(holding: Holding, show_names: bool) -> str:
    who = f"{holding.owner!r}" if show_names else f"line {holding.line}"
    if not holding.blocked_as:
        return f"{percent_text(holding.percent)} by {who} (owned itself)"
    texts = []
    for taken in holding.blocked_as:
        state = taken.judgement or f"possible match, score {taken.score:.1f}"
        texts.append(f"{taken.listed_id}, {', '.join(taken.programmes)}, {state}")
    return f"{percent_text(holding.percent)} by {who} ({'; '.join(texts)})"
