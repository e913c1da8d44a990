"""What is asked of an index for one name, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sanctionscreen.index.born import UNKNOWN, Born
from sanctionscreen.match.agreement import Agreement
from sanctionscreen.names.prepare import PreparedName

Lookup = Callable[[str, str], Agreement | None]
_ALWAYS = 1 << 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """A prepared query, and the name weight (1/64 bit) that a listed name must reach.

    Attributes:
        least: Where all that the row says beyond its names may agree, and add to it.
        least_apart: Where birth dates cannot; not below ``least``.
        bare: Where nothing adds to it; not below ``least_apart``.
        born, countries, has_city, kind, gender: What the row says, as bits where several may be
            (:mod:`sanctionscreen.index.facts`); nothing of it where all may agree.
    """

    name: PreparedName
    least: int
    least_apart: int
    bare: int = -_ALWAYS
    born: Born = UNKNOWN
    countries: int = 0
    has_city: bool = False
    kind: int = 0
    gender: int = 0


class Candidates:
    """The listed names that may reach a query's weight, and how their tokens agree with it.

    Attributes:
        names: Their numbers, ascending.
        needed: The name weight (1/64 bit) under which each is no hit, nor one that fields push
            under the threshold.
    """

    def __init__(
        self,
        names: list[int],
        needed: list[int],
        texts: Callable[[str], frozenset[str]],
        agreement: Lookup,
    ) -> None:
        self.names = names
        self.needed = needed
        self._texts = texts
        self._agreement = agreement

    def __call__(self, query: str, listed: str) -> Agreement | None:
        """How a token of the query agrees with one of a candidate."""
        return self._agreement(query, listed)

    def among(self, query: str) -> frozenset[str]:
        """The tokens of the candidates that may agree with one of the query."""
        return self._texts(query)
