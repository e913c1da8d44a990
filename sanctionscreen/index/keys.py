"""The hashed keys under which every agreeing spelling of a token can be found.

For each class of :mod:`sanctionscreen.match.agreement` a key that two agreeing tokens share: the
spelling, the romanisation key, the skeleton, each sense, the sound, and for edits the deletion
neighbourhood (two strings within k edits share a string left after at most k deletions each;
Mor and Fraenkel 1982). A shared hash is a candidate only: agreement itself decides.

The hash is a polynomial of the letters modulo 2^64 (Karp and Rabin 1987), so that the hash of a
string without one letter follows from sums over its beginnings, for many strings at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sanctionscreen.match.agreement import edits_allowed
from sanctionscreen.names.keys import consonants
from sanctionscreen.names.spellings import Spellings

Hashes = npt.NDArray[np.uint32]
_Words = npt.NDArray[np.uint64]

BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(BASE, -1, 1 << 64)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Class(IntEnum):
    """What two tokens share; each has hashes of its own."""

    SAME = 0
    ROMANISATION = 1
    SKELETON = 2
    SOUND = 3
    SOUND_OF_KANA = 4
    VARIANT = 5
    WORD = 6
    PLACE = 7
    MINED = 8
    NICKNAME = 9
    EQUIVALENT = 10
    EDITS = 11
    VOWELS_LEFT_OUT = 12
    VOWELS_PUT_IN = 13
    SYLLABLES = 14


_SALTS = np.array([(int(kind) + 1) * 0x2545F4914F6CDD1D % (1 << 64) for kind in Class], np.uint64)
_Owners = npt.NDArray[np.uint32]
_Part = tuple[Class, list[tuple[int, str]]]
"""A class, and what tokens (their positions) share in it."""

_SENSES = ("variant", "word", "place", "mined", "nickname", "equivalent")


@dataclass(frozen=True, slots=True)
class Keys:
    """Hashed keys: for each the token (its position) that has it, and its class."""

    hashes: Hashes
    owners: _Owners
    classes: npt.NDArray[np.uint8]


def keys_of(words: Spellings, most_edits: Sequence[int], *, is_query: bool) -> Keys:
    """All keys of some tokens, for the index or to look them up in it (``is_query``).

    Args:
        most_edits: For each token, how many edits are looked for at most.
    """
    parts = [
        (Class.SAME, list(enumerate(words.texts))),
        (Class.ROMANISATION, list(enumerate(words.keys))),
        (
            Class.SKELETON,
            [(i, text) for i, text in enumerate(words.skeletons) if text is not None],
        ),
        (
            Class.SYLLABLES,
            [(i, text) for i, text in enumerate(words.syllables) if text is not None],
        ),
        *_senses(words),
        *_sounds(words, is_query=is_query),
        *_consonants(words, is_query=is_query),
    ]
    # All at once: the few tokens of one name cost as many calls of numpy as those of a list.
    whole = [item for _, items in parts for item in items]
    near, near_owners = _edits(words.texts, most_edits)
    kinds = [*(kind for kind, _ in parts), Class.EDITS]
    classes = np.repeat(np.array(kinds, np.uint8), [*(len(items) for _, items in parts), len(near)])
    values = np.concatenate([_hash([text for _, text in whole]), near])
    owners = np.fromiter((i for i, _ in whole), np.uint32, len(whole))
    return Keys(_mixed(values, classes), np.concatenate([owners, near_owners]), classes)


def _senses(words: Spellings) -> Iterator[_Part]:
    with_senses = [(i, senses) for i, senses in enumerate(words.senses) if senses]
    for kind in _SENSES:
        items = [(i, s) for i, senses in with_senses for s in senses if s.startswith(f"{kind}:")]
        yield Class[kind.upper()], items


def _sounds(words: Spellings, *, is_query: bool) -> Iterator[_Part]:
    """Kana are looked up everywhere, Latin letters among kana."""
    heard = [(i, text) for i, text in enumerate(words.sounds) if text is not None]
    kana = words.kana
    yield Class.SOUND_OF_KANA, [(i, t) for i, t in heard if kana[i] or is_query]
    yield Class.SOUND, [(i, t) for i, t in heard if kana[i] == is_query]


def _consonants(words: Spellings, *, is_query: bool) -> Iterator[_Part]:
    """Words without vowels are looked up everywhere, other words among those without."""
    found = [(i, left) for i, text in enumerate(words.texts) if (left := consonants(text))]
    bare = [(i, left) for i, left in found if left == words.texts[i]]
    yield Class.VOWELS_LEFT_OUT, (bare if is_query else found)
    yield Class.VOWELS_PUT_IN, (found if is_query else bare)


def _mixed(values: _Words, classes: npt.NDArray[np.uint8]) -> Hashes:
    mixed = values ^ _SALTS[classes]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _hash(texts: Sequence[str]) -> _Words:
    """The polynomial of each text."""
    values = np.zeros(len(texts), np.uint64)
    for positions, letters in _by_length(texts):
        values[positions] = (letters * powers(letters.shape[1])).sum(axis=1, dtype=np.uint64)
    return values


def _edits(texts: Sequence[str], most_edits: Sequence[int]) -> tuple[_Words, _Owners]:
    """The deletion neighbourhoods of the tokens that may differ by an edit, and their tokens."""
    edits = [
        min(edits_allowed(len(text)), most) for text, most in zip(texts, most_edits, strict=True)
    ]
    values, tokens = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
    for wanted in (1, 2):
        owners = np.array([i for i, count in enumerate(edits) if count == wanted], np.uint32)
        for positions, letters in _by_length([texts[i] for i in owners.tolist()]):
            left = _deletions(letters, wanted)
            values.append(left.ravel())
            tokens.append(np.repeat(owners[positions], left.shape[1]))
    return np.concatenate(values), np.concatenate(tokens)


def _deletions(letters: _Words, edits: int) -> _Words:
    """Polynomials of strings of one length without up to that many letters, a row each."""
    terms = letters * powers(letters.shape[1])
    sums = np.concatenate(
        [np.zeros((len(terms), 1), np.uint64), np.cumsum(terms, axis=1, dtype=np.uint64)], axis=1
    )
    whole = sums[:, -1:]
    once = np.uint64(_INVERSE)
    left = [whole, sums[:, :-1] + (whole - sums[:, 1:]) * once]
    if edits == 2:
        first, second = np.triu_indices(letters.shape[1], 1)
        left.append(
            sums[:, first]
            + (sums[:, second] - sums[:, first + 1]) * once
            + (whole - sums[:, second + 1]) * once * once
        )
    return np.concatenate(left, axis=1)


@lru_cache(maxsize=256)
def powers(count: int) -> _Words:
    return np.cumprod(np.full(count, BASE, np.uint64), dtype=np.uint64)


def distinct(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Values once each, ascending; numpy's own function loads masked arrays for it."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def _by_length(texts: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.int64], _Words]]:
    """The letters of texts of one length as a matrix, with the texts' positions."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    for length in distinct(lengths[lengths > 0]).tolist():
        positions = np.flatnonzero(lengths == length)
        joined = "".join(texts[i] for i in positions.tolist())
        letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        yield positions, letters.astype(np.uint64).reshape(-1, length)
