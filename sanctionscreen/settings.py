"""Screening settings: frozen values with a digest, never written to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from sanctionscreen.errors import SettingsError
from sanctionscreen.model import Band


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
        threshold: Lowest score of a hit, 50-100.
        strong_from, exact_from: Lowest score of those bands.
        weak_aliases: What names that the publisher calls weak may do.
        max_hits: Hits kept a row, best first; the row's outcome counts them all.
    """

    threshold: float = 70.0
    strong_from: float = 85.0
    exact_from: float = 97.0
    weak_aliases: WeakAliasPolicy = WeakAliasPolicy.CORROBORATE
    max_hits: int = 50

    def __post_init__(self) -> None:
        if not LOWEST_THRESHOLD <= self.threshold <= 100:
            raise SettingsError(
                f"a threshold of {self.threshold:g} is not offered",
                field="threshold",
                hint=f"Give a score from {LOWEST_THRESHOLD:g} to 100",
            )
        if self.max_hits < 1:
            raise SettingsError("at least one hit a row must be kept", field="max_hits")

    @property
    def digest(self) -> str:
        """sha256 over the canonical JSON of every value."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def band(self, score: float) -> Band:
        """The band of a score of a hit; what lies under the threshold is ``weak``."""
        if score >= self.exact_from:
            return Band.EXACT
        if score >= self.strong_from:
            return Band.STRONG
        if score >= self.threshold:
            return Band.POSSIBLE
        return Band.WEAK
