"""The two techniques of OFAC's search (FAQ 249): whole strings, and part against part.

Each rule names the observed score that it was inferred from; ``docs/ofac-score.md`` says how far
to trust it.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Jaro, Levenshtein

from sanctionscreen.match.ofac_jaro import (
    common_prefix,
    jaro_winkler_shortfall,
    soundex,
    soundex_difference,
)

SHORT_PART = 2
"""Typed parts of so many characters are dropped where a longer one was typed ("UN" in
"KIM JONG UN", which finds five people at 100)."""

# Apostrophes (with modifier letters such as ʻ) and commas are observed to be ignored, full stops
# and the rest are taken to be. Hyphens stay: they part words, but count in the whole string.
_IGNORED = re.compile(r"[^\w\s-]|[_\u02b0-\u02ff]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def typed_parts(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The typed parts that count, and those dropped as short (only where others are left).

    None where nothing was typed in Latin letters: "Владимир Путин" finds nothing, not even a
    Cyrillic name into which a Latin letter has slipped.
    """
    parts = _parts(query) if is_latin(query) else ()
    kept = tuple(part for part in parts if len(part) > SHORT_PART)
    if not kept:
        return parts, ()
    return kept, tuple(part for part in parts if len(part) <= SHORT_PART)


def listed_parts(listed: str) -> tuple[str, ...]:
    """The parts of a listed name; none where it is not written in Latin letters.

    OFAC publishes Putin's name in Cyrillic too, and still "Владимир Путин" finds nothing.
    """
    return _parts(listed) if is_latin(listed) else ()


def is_latin(name: str) -> bool:
    """Whether a name has a plain Latin letter, or nothing but ASCII (a number)."""
    return name.isascii() or _LATIN_LETTER.search(name) is not None


def whole_string(name: str) -> str:
    """What the whole-string technique compares: capitals without blanks, commas, apostrophes.

    Hyphens stay: "BASHIR-UD-DIN" and "BASHIQ" show 87, and would show 88 without. With blanks
    left in, "GEORGE BUSH" and "GEO HIT" would be 75 where 72 shows.
    """
    return "".join(_IGNORED.sub("", name.upper()).split())


def whole_score(query: str, listed: str) -> int:
    """The whole-string technique on two strings from ``whole_string``, 0-100.

    It needs no common first letter: "OSAMA BIN LADEN" and "USAMA BIN LADEN NETWORK" show 84.
    """
    missing, whole = jaro_winkler_shortfall(query, listed)
    return rounded_mean(100 * (whole - missing), whole)


def whole_score_bound(query: str, listed: str) -> int:
    """A score, 0-100, that ``whole_score`` cannot exceed, found many times faster.

    RapidFuzz rounds half a transposition down, which can only raise Jaro.
    """
    missing = 1 - Jaro.similarity(query, listed)
    return int(100.5 + 1e-6 - (100 - 10 * common_prefix(query, listed)) * missing)


def part_score(typed: str, listed: str) -> int | None:
    """The score of one typed part and one listed part, 0-100; None where they are not compared.

    Compared are parts with the same first letter whose edit distance is at most half the typed
    part's length (FAQ 249's first letter and 50 %): "GEORGE" reaches "GORDO" at three edits of
    six letters, "JOHN" does not reach "JOHNSON" at three of four.

    Nine tenths of the score are Jaro-Winkler's and one tenth comes with being compared; the
    fraction is cut off. "PATINO" for "PUTIN" (Jaro-Winkler 84.0) shows 85, "OBORON" for
    "O'BRIEN" (82.2) shows 84. Parts that sound different get a fifth less: "POLIN" for "PUTIN"
    counts 62 (the one such observation).
    """
    allowed = len(typed) // 2
    if typed[0] != listed[0]:
        return None
    if Levenshtein.distance(typed, listed, score_cutoff=allowed) > allowed:
        return None
    missing, whole = jaro_winkler_shortfall(typed, listed)
    points = 100 * whole - 90 * missing
    return points // whole if sounds_alike(typed, listed) else 8 * points // (10 * whole)


def sounds_alike(typed: str, listed: str) -> bool:
    """Whether two parts agree fully in Soundex, in the sense of Transact-SQL's DIFFERENCE."""
    return soundex_difference(soundex(typed), soundex(listed)) == 4


def rounded_mean(total: int, count: int) -> int:
    """``total / count`` rounded half to even, as .NET does: 65.5 shows as 66, 62.5 as 62."""
    if not count:
        return 0
    quotient, rest = divmod(total, count)
    return quotient + int(2 * rest > count or (2 * rest == count and quotient % 2 == 1))


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name in capitals: hyphens part, apostrophes and commas vanish."""
    return tuple(_IGNORED.sub("", name.upper()).replace("-", " ").split())
