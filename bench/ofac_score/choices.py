"""The OFAC-style score with its inferred choices as parameters, to learn what each is worth.

Slow and plain on purpose, and apart from the package: ``tests/bench/test_ofac_choices.py`` holds
the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rapidfuzz.distance import Levenshtein

from sanctionscreen.match.ofac_parts import (
    listed_parts,
    rounded_mean,
    sounds_alike,
    typed_parts,
    whole_string,
)


@dataclass(frozen=True, slots=True)
class JaroChoice:
    """The form of Jaro-Winkler: letters of common beginning, and how transpositions count."""

    prefix: int = 5
    rounds_transpositions: bool = False


@dataclass(frozen=True, slots=True)
class WholeChoice:
    """What the whole-string technique compares."""

    keeps_hyphens: bool = True
    keeps_blanks: bool = False


@dataclass(frozen=True, slots=True)
class PartChoice:
    """How one part is scored against another.

    Attributes:
        jaro_share: Of 100 points, those of Jaro-Winkler; the rest comes with being compared.
        different: What is left of 20 twentieths where the parts sound different.
        by_typed: Half of the typed part's length may be edits, else half of the longer's.
        same_letter: Whether the first letters must agree.
    """

    jaro_share: int = 90
    different: int = 16
    by_typed: bool = True
    same_letter: bool = True


@dataclass(frozen=True, slots=True)
class Choices:
    """One emulation; the defaults are the package's."""

    jaro: JaroChoice = JaroChoice()
    whole: WholeChoice = WholeChoice()
    part: PartChoice = PartChoice()


def all_choices() -> Iterator[Choices]:
    """Every combination that is tried."""
    jaro = [JaroChoice(*each) for each in product((4, 5, 6), (False, True))]
    whole = [WholeChoice(*each) for each in product((True, False), repeat=2)]
    part = [
        PartChoice(*each)
        for each in product((100, 95, 90, 85), (20, 18, 16, 14), (True, False), (True, False))
    ]
    return (Choices(*each) for each in product(jaro, whole, part))


class Emulation:
    """Scores pairs under any choices, remembering the two techniques of each pair."""

    def __init__(self) -> None:
        self._wholes: dict[tuple[str, str, JaroChoice, WholeChoice], int] = {}
        self._parts: dict[tuple[str, str, JaroChoice, PartChoice], int | None] = {}

    def score(self, query: str, listed: str, choices: Choices) -> int:
        """The higher technique, 0-100; 0 where no part is near another."""
        key = (query, listed, choices.jaro, choices.part)
        if key not in self._parts:
            self._parts[key] = _parts_score(*key)
        parts = self._parts[key]
        if parts is None:
            return 0
        whole = (query, listed, choices.jaro, choices.whole)
        if whole not in self._wholes:
            self._wholes[whole] = _whole_score(*whole)
        return max(parts, self._wholes[whole])


def _whole_score(query: str, listed: str, jaro: JaroChoice, whole: WholeChoice) -> int:
    compared = []
    for name in (query, listed):
        text = name if whole.keeps_hyphens else name.replace("-", "")
        words = [whole_string(word) for word in text.split()]
        compared.append((" " if whole.keeps_blanks else "").join(filter(None, words)))
    score = 100 * jaro_winkler(compared[0], compared[1], jaro)
    return rounded_mean(score.numerator, score.denominator)


def _parts_score(query: str, listed: str, jaro: JaroChoice, part: PartChoice) -> int | None:
    """The mean over the typed parts; None where none of them is near a listed one."""
    typed, _ = typed_parts(query)
    best = [
        max(
            (s for each in listed_parts(listed) if (s := _pair(t, each, jaro, part)) >= 0),
            default=-1,
        )
        for t in typed
    ]
    if max(best, default=-1) < 0:
        return None
    return rounded_mean(sum(max(score, 0) for score in best), len(best))


def _pair(typed: str, listed: str, jaro: JaroChoice, part: PartChoice) -> int:
    """The score of two parts; -1 where they are not compared."""
    longest = len(typed) if part.by_typed else max(len(typed), len(listed))
    if part.same_letter and typed[0] != listed[0]:
        return -1
    if Levenshtein.distance(typed, listed) > longest // 2:
        return -1
    points = part.jaro_share * jaro_winkler(typed, listed, jaro) + 100 - part.jaro_share
    return int(points if sounds_alike(typed, listed) else points * part.different / 20)


def jaro_winkler(query: str, listed: str, choice: JaroChoice) -> Fraction:
    """Jaro-Winkler similarity, exactly."""
    reach = max(max(len(query), len(listed)) // 2 - 1, 0)
    free = list(range(len(listed)))
    matched: list[tuple[int, int]] = []
    for place, letter in enumerate(query):
        near = (p for p in free if listed[p] == letter and abs(p - place) <= reach)
        found = next(near, None)
        if found is not None:
            free.remove(found)
            matched.append((place, found))
    count = len(matched)
    if not count:
        return Fraction(0)
    opposite = sorted(place for _, place in matched)
    pairs = zip(matched, opposite, strict=True)
    halves = sum(query[q] != listed[p] for (q, _), p in pairs)
    transposed = Fraction(halves // 2) if choice.rounds_transpositions else Fraction(halves, 2)
    jaro = Fraction(count, len(query)) + Fraction(count, len(listed)) + (count - transposed) / count
    prefix = 0
    for one, other in zip(query[: choice.prefix], listed, strict=False):
        if one != other:
            break
        prefix += 1
    return 1 - (1 - jaro / 3) * Fraction(10 - prefix, 10)
