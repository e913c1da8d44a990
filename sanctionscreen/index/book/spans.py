"""Which spans of a book may agree with a listed word, by what is kept of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sanctionscreen.index.book.joined import (
    BARE,
    BRIEF,
    HARD,
    NOT_ASCII,
    UNSURE,
    WITH_A,
    Joined,
    ends,
    has_hard,
    polynomials,
    steady,
    steady_of,
)
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.names.chinese import syllables_key, texts_of_key
from sanctionscreen.names.kana import is_kana
from sanctionscreen.names.keys import consonants_of, is_vowelless, romanisation_keys, skeletons

_BITS = 22
_MIX = np.uint64(0x9E3779B97F4A7C15)


class SpanFilter:
    """Tells which spans may agree with a listed word; never that one cannot which can.

    Args:
        singles: The listed words.
        sense_words: The words of which the vocabulary knows a sense.
    """

    def __init__(self, singles: Sequence[str], sense_words: Iterable[str]) -> None:
        syllables = {key for text in singles if (key := syllables_key(text)) is not None}
        others = [text for key in sorted(syllables) for text in texts_of_key(key)]
        self._whole = _bits(polynomials([*singles, *sense_words, *others])[1])
        long = [text for text in singles if len(text) >= w.SHORTEST_JOIN_FOR_EDIT]
        self._begins, self._ends = _ends_of(long, is_first=True), _ends_of(long, is_first=False)
        keys = romanisation_keys(singles)
        self._keys = frozenset(keys)
        found = skeletons(keys)
        self._skeletons = frozenset(each for each in found if each is not None)
        # A plain text and its key have the same steady letters; of a listed word the key tells, and
        # of one that shares the consonants its own.
        kept = [
            (steady(spelling), has_hard(key), text)
            for key, text in zip(keys, singles, strict=True)
            for spelling in (key, text)
        ]
        self._with_a = _BySteady([(steady(key, WITH_A), has_hard(key)) for key in keys])
        self._long = _BySteady(
            [(k, hard) for k, hard, x in kept if len(x) >= w.SHORTEST_JOIN_FOR_SKELETON]
        )
        self._bare = _BySteady([(k, hard) for k, hard, x in kept if is_vowelless(x)])
        self._any = _BySteady([(k, hard) for k, hard, _ in kept])
        self._consonants = frozenset(filter(None, consonants_of(singles)))
        self._has_kana = any(map(is_kana, singles))

    def by_letters(self, spans: Joined) -> Array:
        """Which spans may be a known word, another romanisation of a listed one in Chinese, within
        one edit of one, or sound like it."""
        kept: Array = _is_set(self._whole, spans.whole)
        if self._has_kana:
            kept |= spans.facts & BRIEF != 0
        kept |= spans.facts & NOT_ASCII != 0
        is_long = spans.length >= w.SHORTEST_JOIN_FOR_EDIT
        kept |= is_long & _is_set(self._begins, _with_length(spans.begins, spans.length))
        kept |= is_long & _is_set(self._ends, _with_length(spans.ends, spans.length))
        kept |= spans.length == np.iinfo(np.uint8).max
        return kept

    def by_keys(self, spans: Joined) -> Array:
        """Which spans may share the key, the skeleton or the consonants of a listed word."""
        is_hard = spans.facts & HARD != 0
        kept: Array = self._with_a.has(spans.with_a, is_hard) | (spans.facts & UNSURE != 0)
        is_long = spans.length >= w.SHORTEST_JOIN_FOR_SKELETON
        kept |= is_long & self._long.has(spans.consonants, is_hard)
        kept |= self._bare.has(spans.consonants, is_hard)
        is_bare = spans.facts & BARE != 0
        kept |= is_bare & self._any.has(spans.consonants, is_hard)
        return kept

    def share_keys(self, texts: Sequence[str]) -> list[bool]:
        """Which texts do share the key, the skeleton or the consonants of a listed word."""
        keys = romanisation_keys(texts)
        return [
            key in self._keys or skeleton in self._skeletons or left in self._consonants
            for key, skeleton, left in zip(keys, skeletons(keys), consonants_of(texts), strict=True)
        ]


class _BySteady:
    """Steady letters of listed words, as bits: of all, and of those with a hard letter."""

    def __init__(self, words: Sequence[tuple[str, bool]]) -> None:
        self._all = _bits(steady_of([letters for letters, _ in words]).hash)
        self._hard = _bits(steady_of([letters for letters, is_hard in words if is_hard]).hash)

    def has(self, hashes: Array, is_hard: Array) -> Array:
        found: Array = np.where(is_hard, _is_set(self._hard, hashes), _is_set(self._all, hashes))
        return found


def _ends_of(texts: Sequence[str], *, is_first: bool) -> Array:
    """Bits of one end of each text, with each length within one of its own."""
    letters = np.array([ends(text, is_first) for text in texts], np.uint64)
    lengths = np.array([len(text) for text in texts], np.int64)
    near = [_with_length(letters, lengths + by) for by in (-1, 0, 1)]
    return _bits(np.concatenate(near))


def _with_length(letters: Array, lengths: Array) -> Array:
    mixed: Array = letters ^ (lengths.astype(np.uint64) << np.uint64(58))
    return mixed


def _bits(values: Array) -> Array:
    bits = np.zeros(1 << _BITS, np.bool_)
    bits[_slots(values)] = True
    return bits


def _is_set(bits: Array, values: Array) -> Array:
    found: Array = bits[_slots(values)]
    return found


def _slots(values: Array) -> Array:
    mixed = (values ^ (values >> np.uint64(31))) * _MIX
    slots: Array = (mixed >> np.uint64(64 - _BITS)).astype(np.int64)
    return slots
