"""Which tokens of a query, written as one word, agree with a listed word: hardly any do.

A name of three words has seven such joined texts. What two texts share if they agree is looked up
before anything is worked out of them: the same text, or one of the vocabulary's, or one letter's
difference in a table of bits, by hashes of the letters where they stand; the same key, skeleton or
sound among those of the listed words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.tables import letters
from sanctionscreen.index.keys import BASE
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.match.alignment import LONGEST_SOUNDING
from sanctionscreen.names.chinese import syllables_key
from sanctionscreen.names.kana import is_kana, sounds
from sanctionscreen.names.keys import consonants_of, is_vowelless, romanisation_keys, skeletons

_BITS = 25
_TEXTS_KEPT = 20_000
"""Joined texts kept: names are read twice, and companies repeat words."""
_MIX = 0x9E3779B97F4A7C15
_LONGEST = 256


class Texts(NamedTuple):
    """Texts as letters end to end, and where each begins."""

    start: Array
    letters: Array


class Spans(NamedTuple):
    """Joined tokens: the numbers of up to three tokens (-1 for none), as rows."""

    first: Array
    second: Array
    third: Array


class JoinFilter:
    """Tells which joined tokens may agree with a listed word.

    Args:
        singles: The listed words.
        sense_words: The words of which the vocabulary knows a sense.
    """

    def __init__(self, singles: Sequence[str], sense_words: Iterable[str]) -> None:
        self._bits = np.zeros(1 << _BITS - 3, np.uint8)
        _insert(self._bits, Texts(*letters([*singles, *sense_words])), len(singles))
        keys = romanisation_keys(singles)
        self._keys = frozenset(keys)
        self._skeletons = frozenset(
            skeleton
            for skeleton, text in zip(skeletons(keys), singles, strict=True)
            if skeleton is not None and len(text) >= w.SHORTEST_JOIN_FOR_SKELETON
        )
        self._syllables = frozenset(map(syllables_key, singles)) - {None}
        self._singles = singles
        self._agreeing: dict[str, bool] = {}
        self._sounding: dict[str, bool] = {}
        self._sounds_of_kana = _heard([text for text in singles if is_kana(text)])
        self._bare = frozenset(
            text for text in singles if len(text) >= w.SHORTEST_JOIN_FOR_EDIT and is_vowelless(text)
        )

    def alike(self, tokens: Texts, spans: Spans) -> Array:
        """For each span whether its text, or one of a letter's difference, may be a known word."""
        found = np.zeros(len(spans.first), np.bool_)
        positions, out = np.zeros(3, np.int64), np.zeros(_LONGEST, np.uint32)
        _probe(self._bits, tokens, spans, found, positions, out)
        return found

    def is_brief(self, tokens: Texts, spans: Spans) -> Array:
        """For each span whether it may sound like a word in kana: one of its tokens is short."""
        lengths = np.append(np.diff(tokens.start), _LONGEST)
        brief: Array = np.min([lengths[numbers] for numbers in spans], axis=0) <= LONGEST_SOUNDING
        return brief

    def agreeing(self, texts: Sequence[str]) -> list[bool]:
        """Which joined texts have a listed word's key, skeleton, consonants or syllables."""
        return _remembered(self._agreeing, texts, self._agree)

    def _agree(self, texts: Sequence[str]) -> list[bool]:
        keys = romanisation_keys(texts)
        return [
            key in self._keys
            or skeleton in self._skeletons
            or left == text
            or (left is not None and left in self._bare)
            or syllables_key(text) in self._syllables
            for text, key, skeleton, left in zip(
                texts, keys, skeletons(keys), consonants_of(texts), strict=True
            )
        ]

    def sounding(self, texts: Sequence[str]) -> list[bool]:
        """Which joined texts sound like a listed word, one of both in kana."""
        if not self._sounds_of_kana and not any(map(is_kana, texts)):
            return [False] * len(texts)
        return _remembered(self._sounding, texts, self._sound)

    def _sound(self, texts: Sequence[str]) -> list[bool]:
        return [
            sound in (self._sounds if is_kana(text) else self._sounds_of_kana)
            for text, sound in zip(texts, sounds(texts), strict=True)
        ]

    @cached_property
    def _sounds(self) -> frozenset[str]:
        return _heard(self._singles)


def _remembered(
    known: dict[str, bool], texts: Sequence[str], find: Callable[[list[str]], list[bool]]
) -> list[bool]:
    """What is found of texts, each looked at once as long as it is remembered."""
    if len(known) > _TEXTS_KEPT:
        known.clear()
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, find(new), strict=True))
    return [known[text] for text in texts]


def _heard(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(sound for sound in sounds(texts) if sound is not None)


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(31))) * np.uint64(_MIX)
    return value ^ (value >> np.uint64(29))


@compiled
def _set(bits: Array, value: np.uint64) -> None:
    mixed = _mixed(value)
    for shift in (np.uint64(64 - _BITS), np.uint64(7)):
        at = (mixed >> shift) & np.uint64((1 << _BITS) - 1)
        bits[at >> np.uint64(3)] |= np.uint8(1) << np.uint8(at & np.uint64(7))


@compiled
def _is_set(bits: Array, value: np.uint64) -> bool:
    mixed = _mixed(value)
    for shift in (np.uint64(64 - _BITS), np.uint64(7)):
        at = (mixed >> shift) & np.uint64((1 << _BITS) - 1)
        if not bits[at >> np.uint64(3)] >> np.uint8(at & np.uint64(7)) & np.uint8(1):
            return False
    return True


@compiled
def _polynomial(text: Array, low: int, high: int, left_out: int) -> np.uint64:
    """The polynomial of letters, without the one left out (-1: of all)."""
    value, power = np.uint64(0), np.uint64(1)
    for at in range(low, high):
        if at != left_out:
            power *= np.uint64(BASE)
            value += np.uint64(text[at]) * power
    return value


@compiled
def _insert(bits: Array, texts: Texts, words: int) -> None:
    """Puts texts in, and of the first ``words`` also what is left without one letter."""
    for each in range(len(texts.start) - 1):
        low, high = texts.start[each], texts.start[each + 1]
        _set(bits, _polynomial(texts.letters, low, high, -1))
        if each < words and high - low >= w.SHORTEST_JOIN_FOR_EDIT:
            for at in range(low, high):
                _set(bits, _polynomial(texts.letters, low, high, at))


@compiled
def _join(tokens: Texts, positions: Array, out: Array) -> int:
    """The letters of tokens end to end, as far as there is room; how many."""
    size = 0
    for token in positions:
        if token >= 0:
            for at in range(tokens.start[token], tokens.start[token + 1]):
                if size < len(out):
                    out[size] = tokens.letters[at]
                    size += 1
    return size


@compiled
def _probe(
    bits: Array, tokens: Texts, spans: Spans, found: Array, positions: Array, out: Array
) -> None:
    for span in range(len(found)):
        positions[0], positions[1] = spans.first[span], spans.second[span]
        positions[2] = spans.third[span]
        size = _join(tokens, positions, out)
        if size == len(out) or _is_set(bits, _polynomial(out, 0, size, -1)):
            found[span] = True
        elif size >= w.SHORTEST_JOIN_FOR_EDIT:
            for at in range(size):
                if _is_set(bits, _polynomial(out, 0, size, at)):
                    found[span] = True
                    break
