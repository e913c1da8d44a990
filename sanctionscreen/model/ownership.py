"""Ownership by blocked parties: the arithmetic by which an entity counts as owned, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class BlockedAs:
    """A listed party that an owner is taken for: by an open hit, or by a decision.

    Attributes:
        programmes: Those that freeze assets.
        judgement: Of the decision in force; None for a hit that nobody has decided.
    """

    listed_id: str
    listed_name: str
    score: float
    programmes: tuple[str, ...]
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A share that a blocked owner holds.

    Attributes:
        owner: As the ownership file names it.
        percent: Exact, 0-100.
        line: Of the ownership file.
        blocked_as: Why the owner is blocked; none where it is so by being owned itself.
    """

    owner: str
    percent: Fraction
    line: int
    blocked_as: tuple[BlockedAs, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnershipStep:
    """An entity with all its blocked holders."""

    owned: str
    holdings: tuple[Holding, ...]

    @property
    def total(self) -> Fraction:
        """Percent held by blocked parties together."""
        # Imported here: few runs have owners, and every look-up would pay for it.
        from fractions import Fraction

        return sum((each.percent for each in self.holdings), Fraction(0))


@dataclass(frozen=True, slots=True)
class Ownership:
    """Why a row counts as owned: its own step, then one for each holder that is owned itself."""

    steps: tuple[OwnershipStep, ...]

    @property
    def total(self) -> Fraction:
        """Percent of the row's entity that blocked parties hold together."""
        return self.steps[0].total
