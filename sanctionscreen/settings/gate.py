"""Which hits end a run in exit code 1."""

from __future__ import annotations

from dataclasses import dataclass

from sanctionscreen.errors import SettingsError
from sanctionscreen.model import Band, Hit, Measure

_RANKS = {band: rank for rank, band in enumerate(Band)}


@dataclass(frozen=True, slots=True)
class GateRule:
    """Catches a hit that fulfils all of its conditions.

    Attributes:
        band: Lowest band.
        score: Lowest score, 0-100.
        measures: At least one of them is a legal effect of the hit; none means any. A hit whose
            effect is not stated is caught too: in doubt the gate stays shut.
        lists: At least one entry of the hit is on one of these lists; none means any.
    """

    band: Band = Band.WEAK
    score: float = 0.0
    measures: tuple[Measure, ...] = ()
    lists: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 100:
            raise SettingsError(
                f"a score of {self.score:g} does not exist",
                field="gate.fail_on.score",
                hint="Give a score from 0 to 100",
            )

    def catches(self, hit: Hit) -> bool:
        """Whether a hit is at or above this gate."""
        return (
            _RANKS[hit.band] <= _RANKS[self.band]
            and hit.score >= self.score
            and self._is_of_measures(hit)
            and (not self.lists or any(entry.list_id in self.lists for entry in hit.entries))
        )

    def _is_of_measures(self, hit: Hit) -> bool:
        if not self.measures:
            return True
        effects = [d.measures for entry in hit.entries for d in entry.designations]
        return not effects or any(
            not measures or any(measure in self.measures for measure in measures)
            for measures in effects
        )


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """What the gate fails on: a hit that any of its rules catches.

    Attributes:
        rules: At least one; by default every hit is caught.
        discounted: Whether any possible match by name that other fields pushed under the
            threshold is caught too, whatever the rules say.
    """

    rules: tuple[GateRule, ...] = (GateRule(),)
    discounted: bool = False

    def __post_init__(self) -> None:
        if not self.rules:
            raise SettingsError("a gate needs at least one rule", field="gate.fail_on")

    def catches(self, hit: Hit) -> bool:
        """Whether a hit is at or above the gate."""
        return any(rule.catches(hit) for rule in self.rules)
