"""Evidence sorted as OFAC's assessment steps ask: how much of the name, and what else."""

from __future__ import annotations

from dataclasses import dataclass

from sanctionscreen.model import Evidence

_OTHER_FIELDS = ("identifier", "birth", "country", "gender", "city", "beyond the name")
_KIND = "kind of party"
_NOT_WORDS = ("in part only", "alias")
"""Evidence of the name as a whole: its values are whole names, not words of them."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many words of a name agree, of all that the evidence speaks of."""

    agreeing: int
    compared: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evidence of a hit by step of OFAC FAQ 5.

    Attributes:
        name: Evidence from the names alone.
        kind: Evidence from the kinds of party.
        agreeing, conflicting: Evidence from other fields, for and against.
    """

    name: tuple[Evidence, ...]
    kind: tuple[Evidence, ...]
    agreeing: tuple[Evidence, ...]
    conflicting: tuple[Evidence, ...]

    @property
    def query_coverage(self) -> Coverage:
        """Of the words of the query name."""
        return _coverage([(e.query_value, e.weight >= 0) for e in self._words])

    @property
    def listed_coverage(self) -> Coverage:
        """Of the words of the listed name."""
        return _coverage([(e.listed_value, e.weight >= 0) for e in self._words])

    @property
    def _words(self) -> list[Evidence]:
        return [e for e in self.name if not _speaks_of(e, *_NOT_WORDS)]


def assess(evidence: tuple[Evidence, ...]) -> Assessment:
    """Sorts the evidence of one hit; no piece is in two groups."""
    kind = tuple(e for e in evidence if _speaks_of(e, _KIND))
    other = tuple(e for e in evidence if _speaks_of(e, *_OTHER_FIELDS))
    return Assessment(
        name=tuple(e for e in evidence if e not in kind and e not in other),
        kind=kind,
        agreeing=tuple(e for e in other if e.weight >= 0),
        # What only limits the sum compares no values, and is no conflict.
        conflicting=tuple(e for e in other if e.weight < 0 and e.query_value),
    )


def _speaks_of(evidence: Evidence, *words: str) -> bool:
    return any(word in evidence.reason for word in words)


def _coverage(values: list[tuple[str, bool]]) -> Coverage:
    agreeing = [word for value, agrees in values if agrees for word in value.split()]
    # A word left over may be named twice: as left over, and as contradicting another.
    against = {word for value, agrees in values if not agrees for word in value.split()}
    return Coverage(len(agreeing), len(agreeing) + len(against))
