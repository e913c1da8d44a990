"""The string comparisons behind OFAC's search: its form of Jaro–Winkler, and Soundex.

Each deviation from the textbook (Winkler 1990) was found by trying the variants on observed
scores; ``docs/ofac-score.md`` has the figures with and without each.
"""

from __future__ import annotations

from operator import ne

LONGEST_PREFIX = 5
"""Letters of common beginning that count, where Winkler has 4 (a loop over 0 to 4 inclusive would
do it). "GEORGE BUSH" and "GEORGY MASLOV" show 85; with 4 they would show 82."""

_SOUNDEX_DIGITS = {
    letter: digit
    for digit, letters in enumerate(("BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"), start=1)
    for letter in letters
}


def jaro_winkler_shortfall(query: str, listed: str) -> tuple[int, int]:
    """One minus Jaro–Winkler, as numerator and denominator, so that no rounding is ours.

    Deviations from the textbook: the common beginning counts up to 5 letters, not 4, and also
    where Jaro is below 0.7; half of an odd number of transposed letters is not rounded down
    ("GEORGE BUSH" and "GERD KNUTSEN" show 71, not 73). The search window is the textbook's, half
    the longer string less one; half the shorter, as in the SimMetrics libraries, misses
    "GEORGE BUSH" and "GEORGIEVA, Elena Aleksandrovna" by 3.
    """
    if query == listed:
        return 0, 1
    matched, opposite = _matched_letters(query, listed)
    count = len(matched)
    if not count:
        return 1, 1
    transposed = sum(map(ne, matched, opposite))
    lengths = len(query) * len(listed)
    whole = 6 * count * lengths
    jaro = 2 * count * count * (len(query) + len(listed)) + (2 * count - transposed) * lengths
    return (10 - common_prefix(query, listed)) * (whole - jaro), 10 * whole


def _matched_letters(query: str, listed: str) -> tuple[list[str], list[str]]:
    """The letters that Jaro matches, in the query's order and in the listed name's."""
    reach = max(max(len(query), len(listed)) // 2 - 1, 0)
    unused = listed
    matched: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(query):
        place = unused.find(letter, max(index - reach, 0), index + reach + 1)
        if place >= 0:
            matched.append(letter)
            places.append(place)
            unused = f"{unused[:place]}\0{unused[place + 1 :]}"
    places.sort()
    return matched, [listed[place] for place in places]


def common_prefix(query: str, listed: str) -> int:
    """The length of the common beginning, at most ``LONGEST_PREFIX``."""
    length = 0
    for one, other in zip(query[:LONGEST_PREFIX], listed, strict=False):
        if one != other:
            break
        length += 1
    return length


def soundex(part: str) -> str:
    """The American Soundex code (US patent 1,261,167; National Archives rules): P350 for PUTIN.

    A letter without a digit separates equal digits, except H and W. A part that does not begin
    with a letter has the code 0000, as in Transact-SQL.
    """
    if not part[:1].isalpha():
        return "0000"
    code = part[0]
    previous = _SOUNDEX_DIGITS.get(part[0])
    for letter in part[1:]:
        digit = _SOUNDEX_DIGITS.get(letter)
        if digit is not None and digit != previous:
            code += str(digit)
        if letter not in "HW":
            previous = digit
    return f"{code}000"[:4]


def soundex_difference(query_code: str, listed_code: str) -> int:
    """How much two Soundex codes agree, 0 to 4, as Transact-SQL's ``DIFFERENCE`` counts it.

    Digits count wherever they stand, so P350 (PUTIN) and P530 (PUNTI) agree in full.
    """
    if query_code == listed_code:
        return 4
    first = int(query_code[0] == listed_code[0])
    digits = query_code[1:]
    if digits in listed_code:
        return first + 3
    if digits[1:] in listed_code or digits[:2] in listed_code:
        return first + 2
    return first + sum(digit in listed_code for digit in digits)
