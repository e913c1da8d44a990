"""The tokens of a book's names that may be written as one word, and what tells which may agree.

A row has some seven such spans, and hardly one agrees with a listed word. So what tells it is
kept of each, worked out from its tokens without making its text: a hash of the letters, of the
first and last few, and of those letters that no rule of the keys ever changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sanctionscreen.index.agreeing import runs
from sanctionscreen.index.keys import BASE, powers
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.alignment import LONGEST_PARTICLE, LONGEST_SOUNDING
from sanctionscreen.names.prepare import Role

_BEGINNING = ROLES.index(Role.BEGINNING)
_VOWELS = re.compile("[aeiou]")
_HARD_LETTERS, _HARD_KEYS = re.compile("[dstz]"), re.compile("[cdstzCJS]")
_REPEATED = re.compile(r"(.)\1+")
_LIPS = str.maketrans("pfw", "vvv")
_PLAIN = re.compile(r"(?!.*(?:rn|ou[aeijy]))[a-z2-79]*")
"""Texts of which the keys keep the steady letters: 0, 1 and 8 may be read as o, l and b, "rn" as m,
and "ou" before a vowel as v."""
_MAY_BEGIN_ABDUL = re.compile("abd(?:al|[aeiou][nrsz]|[aeiou]?$)|ab?$")
_MAY_END_IN_UDDIN = re.compile("d(?:ee|ie|i|y)ne?$|^(?:(?:ee|ie|e|i|y)?ne?|e)$")
"""Beginnings and ends of which the keys make one Arabic article."""
CONSONANTS, WITH_A = re.compile("[^bglmnrv]+"), re.compile("[^abglmnrv]+")
_INVERSE = np.uint64(pow(BASE, -1, 1 << 64))
FIRST, LAST = 4, 3
"""Letters at either end, of which one edit in a word of eight letters leaves one end as it is."""
UNSURE, BARE, BRIEF, HARD, NOT_ASCII = 1, 2, 4, 8, 16
"""Facts of a span: keys may change its steady letters; it has no vowel after the first letter; one
of its tokens is so short that it may sound like a word in kana; it has a d, s, t or z, of which
every key leaves something; it has letters that are not ASCII (kana)."""
_NO_VOWEL, _NONE_AFTER_FIRST, _ENDS_IN_U, _WILD, _HARD, _NOT_ASCII, _ABDUL, _UDDIN = (
    1 << bit for bit in range(8)
)


def steady(text: str, others: re.Pattern[str] = CONSONANTS) -> str:
    """The letters of a text that its keys keep in their order, repeated ones once.

    No rule of :func:`sanctionscreen.names.keys.romanisation_key` takes or makes one of them, but
    that p, f and w may become f or v, as which they count here, and a final "au" or "ou" "ov";
    and but in texts that are told as :data:`UNSURE`.
    """
    return _REPEATED.sub(r"\1", others.sub("", text.translate(_LIPS)))


def has_hard(key: str) -> bool:
    """Whether a romanisation key has what d, s, t or z become in it."""
    return _HARD_KEYS.search(key) is not None


def spans_of(
    starts: Array, tokens: Array, roles: Array, lengths: Array, is_person: Array
) -> tuple[Array, Array]:
    """The spans of names as :func:`sanctionscreen.match.alignment.joined_places` has them.

    Args:
        starts, tokens: Where the tokens of each name begin, and their numbers.
        roles, lengths, is_person: Of each number.

    Returns:
        Three token numbers of each distinct span (-1 for none); span and name, each time.
    """
    counts = np.diff(starts)
    if len(tokens):
        counts = counts - (roles[tokens[starts[1:] - 1]] == _BEGINNING)
    numbers = tokens[runs(starts[:-1], counts)].astype(np.int64)
    names = np.repeat(np.arange(len(counts)), counts)
    at = np.arange(len(numbers))
    pairs = at[:-1][names[:-1] == names[1:]]
    triples = at[:-2][names[:-2] == names[2:]]
    is_short = lengths[numbers] <= LONGEST_PARTICLE
    triples = triples[is_short[triples] | is_short[triples + 1] | is_short[triples + 2]]
    of_person = is_person[numbers] == 1
    turned = pairs[of_person[pairs]]
    firsts = np.flatnonzero(np.append(True, names[1:] != names[:-1])[: len(names)])
    lasts = np.append(firsts, len(names))[1:] - 1
    ringed = of_person[firsts] & (lasts - firsts > 1)
    found = [
        (pairs, pairs + 1, None),
        (triples, triples + 1, triples + 2),
        (turned + 1, turned, None),
        (lasts[ringed], firsts[ringed], None),
    ]
    one = np.concatenate([numbers[each[0]] for each in found])
    two = np.concatenate([numbers[each[1]] for each in found])
    none = [np.full(len(each[0]), -1) if each[2] is None else numbers[each[2]] for each in found]
    holders = np.concatenate([names[each[0]] for each in found])
    spans, numbered = distinct_rows(np.stack([one, two, np.concatenate(none)], axis=1))
    return spans, np.stack([numbered, holders], axis=1)


MOST_TOKENS = 1 << 21
"""Distinct tokens that a packed span has room for."""


def distinct_rows(spans: Array) -> tuple[Array, Array]:
    """The distinct rows of three numbers under :data:`MOST_TOKENS`, and which each row is."""
    packed = spans[:, 0] << 42 | spans[:, 1] << 21 | spans[:, 2] + 1
    kept, numbered = np.unique(packed, return_inverse=True)
    mask = MOST_TOKENS - 1
    rows = np.stack([kept >> 42, kept >> 21 & mask, (kept & mask) - 1], axis=1)
    return rows.astype(np.int64), numbered


class Steady(NamedTuple):
    """Of texts the first and last steady letter (0 for none), how many, and their polynomial."""

    first: Array
    last: Array
    size: Array
    letters: Array

    @property
    def hash(self) -> Array:
        """One number of each."""
        found: Array = self.letters + self.size.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
        return found


def steady_of(texts: Sequence[str]) -> Steady:
    """The columns of texts that hold steady letters only."""
    count, letters = polynomials(texts)
    ends = [(ord(text[0]), ord(text[-1])) if text else (0, 0) for text in texts]
    first, last = np.array(ends, np.int64).reshape(-1, 2).T
    return Steady(first, last, count, letters)


def polynomials(texts: Sequence[str]) -> tuple[Array, Array]:
    """Lengths and polynomials of texts."""
    length = np.array([len(text) for text in texts], np.int64)
    starts = np.append(0, np.cumsum(length))
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(joined, np.uint32).astype(np.uint64)
    places = np.arange(len(letters)) - np.repeat(starts[:-1], length)
    terms = letters * powers(int(length.max(initial=0)) + 1)[places]
    sums = np.append(np.uint64(0), np.cumsum(terms, dtype=np.uint64))
    return length, sums[starts[1:]] - sums[starts[:-1]]


class Joined(NamedTuple):
    """What is kept of each span of surfaces.

    Attributes:
        length: Letters, at most 255.
        whole: The polynomial of the letters.
        begins, ends: A hash of the first and the last few letters.
        consonants, with_a: A hash of the steady letters.
        facts: Bits (:data:`UNSURE` and so on).
    """

    length: Array
    whole: Array
    begins: Array
    ends: Array
    consonants: Array
    with_a: Array
    facts: Array


def joined(surfaces: Sequence[str], spans: Array) -> Joined:
    """The columns of spans, from those of their surfaces; -1 is the empty one."""
    texts = [*surfaces, ""]
    lengths, polynomial = polynomials(texts)
    table = _table(int(lengths.max()) * spans.shape[1])
    whole = np.zeros(len(spans), np.uint64)
    length = np.zeros(len(spans), np.int64)
    for column in spans.T:
        whole += polynomial[column] * table[length]
        length += lengths[column]
    firsts, lasts = ([ends(text, is_first) for text in texts] for is_first in (True, False))
    return Joined(
        np.minimum(length, 255).astype(np.uint8),
        whole,
        _end(spans, lengths, firsts, FIRST),
        _end(spans[:, ::-1], lengths, lasts, LAST),
        _steady_joined(spans, steady_of([steady(text) for text in texts])).hash,
        _steady_joined(spans, steady_of([steady(text, WITH_A) for text in texts])).hash,
        _facts_joined(spans, texts, lengths),
    )


def ends(text: str, is_first: bool) -> int:
    """The letters at one end of a text as a number, that nearest to the end in the lowest bits."""
    letters = text[:FIRST] if is_first else text[: -LAST - 1 : -1]
    return sum(ord(letter) % (1 << 15) << 15 * place for place, letter in enumerate(letters))


def _end(spans: Array, lengths: Array, letters: Sequence[int], most: int) -> Array:
    numbers = np.array(letters, np.uint64)
    found = np.zeros(len(spans), np.uint64)
    size = np.zeros(len(spans), np.int64)
    for column in spans.T:
        shift = np.minimum(15 * size, 63).astype(np.uint64)
        found |= np.where(size < most, numbers[column] << shift, np.uint64(0))
        size += lengths[column]
    kept: Array = found & np.uint64((1 << 15 * most) - 1)
    return kept


def _steady_joined(spans: Array, parts: Steady) -> Steady:
    """Letters that repeat across a seam count once."""
    firsts = np.zeros(len(spans), np.int64)
    count, last = firsts.copy(), firsts.copy()
    letters = np.zeros(len(spans), np.uint64)
    table = _table(int(parts.size.max()) * spans.shape[1])
    for column in spans.T:
        first, own = parts.first[column], parts.letters[column]
        is_repeated = (first == last) & (first != 0)
        lead = first.astype(np.uint64) * np.uint64(BASE)
        own = np.where(is_repeated, (own - lead) * _INVERSE, own)
        letters += own * table[count]
        count += parts.size[column] - is_repeated
        firsts = np.where(firsts == 0, first, firsts)
        last = np.where(first != 0, parts.last[column], last)
    return Steady(firsts, last, count, letters)


def _facts(text: str) -> int:
    return (
        _NO_VOWEL * (_VOWELS.search(text) is None)
        | _NONE_AFTER_FIRST * (_VOWELS.search(text, 1) is None)
        | _ENDS_IN_U * (text == "u" or text.endswith(("au", "ou")))
        | _HARD * (_HARD_LETTERS.search(text) is not None)
        | _NOT_ASCII * (not text.isascii())
        | _WILD * (_PLAIN.fullmatch(text) is None)
        | _ABDUL * (_MAY_BEGIN_ABDUL.match(text) is not None)
        | _UDDIN * (_MAY_END_IN_UDDIN.search(text) is not None)
    )


def _facts_joined(spans: Array, texts: Sequence[str], lengths: Array) -> Array:
    each = np.array([_facts(text) for text in texts], np.uint8)[spans]
    last = np.where(spans[:, 2] >= 0, each[:, 2], each[:, 1])
    is_unsure = (each & _WILD).any(axis=1) | (last & (_ENDS_IN_U | _UDDIN) != 0)
    is_unsure |= (each[:, 0] & _ABDUL != 0) | _meets_at_seam(spans, texts)
    is_bare = (each[:, 0] & _NONE_AFTER_FIRST != 0) & (each[:, 1:] & _NO_VOWEL != 0).all(axis=1)
    brief = np.where(spans >= 0, lengths[spans], LONGEST_SOUNDING + 1).min(axis=1)
    found = UNSURE * is_unsure | BARE * is_bare | BRIEF * (brief <= LONGEST_SOUNDING)
    found = found | HARD * (each & _HARD).any(axis=1)
    found = found | NOT_ASCII * (each & _NOT_ASCII).any(axis=1)
    facts_of: Array = found.astype(np.uint8)
    return facts_of


def _meets_at_seam(spans: Array, texts: Sequence[str]) -> Array:
    """Where one token ends and another begins with what makes "rn", or "ou" before a vowel."""
    ends_in_r = np.array([text.endswith("r") for text in texts])[spans]
    ends_in_o = np.array([text.endswith("o") for text in texts])[spans]
    ends_in_ou = np.array([text.endswith("ou") or text == "u" for text in texts])[spans]
    begins = np.array([ord(text[0]) if text else 0 for text in texts])[spans]
    found = np.zeros(len(spans), np.bool_)
    for one, two in ((0, 1), (1, 2)):
        found |= ends_in_r[:, one] & (begins[:, two] == ord("n"))
        found |= ends_in_o[:, one] & (begins[:, two] == ord("u"))
        found |= ends_in_ou[:, one] & np.isin(begins[:, two], [ord(vowel) for vowel in "aeijy"])
    return found


def _table(longest: int) -> Array:
    """The powers of ``BASE``, from the zeroth."""
    return np.concatenate([np.ones(1, np.uint64), powers(longest)])
