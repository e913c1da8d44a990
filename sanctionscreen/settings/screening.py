"""What decides a hit: thresholds, bands and the policy on weak aliases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from sanctionscreen.errors import SettingsError
from sanctionscreen.model import Band, ListedParty, Measure


class WeakAliasPolicy(StrEnum):
    """What a weak alias may do (OFAC FAQ 122-125: not expected to trigger by itself)."""

    IGNORE = "ignore"
    CORROBORATE = "corroborate"
    FULL = "full"


LOWEST_THRESHOLD = 50.0
"""Below it retrieval has no bound to prove (DESIGN section 5)."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What decides a hit.

    Attributes:
        threshold: Lowest score of a hit, 50-100, where nothing below says otherwise.
        strong_from, exact_from: Lowest score of those bands.
        weak_aliases: What names that the publisher calls weak may do.
        max_hits: Hits kept a row, best first; the row's outcome counts them all.
        list_thresholds: Of the lists with these ids.
        measure_thresholds: Of parties under these measures.
        list_weak_aliases: The policy of the lists with these ids.
    """

    threshold: float = 70.0
    strong_from: float = 85.0
    exact_from: float = 97.0
    weak_aliases: WeakAliasPolicy = WeakAliasPolicy.CORROBORATE
    max_hits: int = 50
    list_thresholds: tuple[tuple[str, float], ...] = ()
    measure_thresholds: tuple[tuple[Measure, float], ...] = ()
    list_weak_aliases: tuple[tuple[str, WeakAliasPolicy], ...] = ()

    def __post_init__(self) -> None:
        for place, value in self._thresholds():
            if not LOWEST_THRESHOLD <= value <= 100:
                raise SettingsError(
                    f"a threshold of {value:g} is not offered",
                    field=place,
                    hint=f"Give a score from {LOWEST_THRESHOLD:g} to 100",
                )
        if not 0 <= self.strong_from <= self.exact_from <= 100:
            raise SettingsError(
                f"bands from {self.strong_from:g} and {self.exact_from:g} are not in order",
                field="bands",
                hint="Give 0 <= strong <= exact <= 100",
            )
        if self.max_hits < 1:
            raise SettingsError("at least one hit a row must be kept", field="max_hits")

    def _thresholds(self) -> Iterable[tuple[str, float]]:
        yield "threshold", self.threshold
        yield from ((f"thresholds.lists.{name}", value) for name, value in self.list_thresholds)
        yield from ((f"thresholds.measures.{m}", value) for m, value in self.measure_thresholds)

    @property
    def digest(self) -> str:
        """sha256 over the canonical JSON of every value."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def lowest_threshold(self) -> float:
        """The lowest threshold in force; retrieval works with it, so that nothing is lost."""
        return min(value for _, value in self._thresholds())

    def threshold_for(self, entries: Iterable[ListedParty]) -> float:
        """The threshold of a party, over its linked entries: the lowest that any of them has.

        Each measure of an entry has the lower of its list's threshold and its own where they
        are set, and the default where neither is.
        """
        if not self.list_thresholds and not self.measure_thresholds:
            return self.threshold
        return min((self._of_entry(entry) for entry in entries), default=self.lowest_threshold)

    def _of_entry(self, entry: ListedParty) -> float:
        of_list = [value for name, value in self.list_thresholds if name == entry.list_id]
        measures = {measure for d in entry.designations for measure in d.measures}
        of_measures = [
            [*of_list, *(value for each, value in self.measure_thresholds if each is measure)]
            for measure in measures
        ]
        return min(min(found, default=self.threshold) for found in (of_measures or [of_list]))

    def for_party(self, party: ListedParty, linked: Iterable[ListedParty] = ()) -> ScreenSettings:
        """The settings as they are for one entry and those linked with it."""
        if not (self.list_thresholds or self.measure_thresholds or self.list_weak_aliases):
            return self
        return replace(
            self,
            threshold=self.threshold_for((party, *linked)),
            weak_aliases=self.weak_aliases_of(party.list_id),
            list_thresholds=(),
            measure_thresholds=(),
            list_weak_aliases=(),
        )

    def weak_aliases_of(self, list_id: str) -> WeakAliasPolicy:
        """The policy on weak aliases for the entries of a list."""
        return dict(self.list_weak_aliases).get(list_id, self.weak_aliases)

    def band(self, score: float) -> Band:
        """The band of a score of a hit; what lies under every threshold is ``weak``."""
        if score >= self.exact_from:
            return Band.EXACT
        if score >= self.strong_from:
            return Band.STRONG
        if score >= self.lowest_threshold:
            return Band.POSSIBLE
        return Band.WEAK
