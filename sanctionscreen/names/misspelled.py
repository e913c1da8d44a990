"""Misspelled words of legal forms, put right before the forms are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from sanctionscreen.names.frequencies import UNSEEN, Frequencies
from sanctionscreen.names.vocabulary import Vocabulary

_SHORTEST = 6
"""Letters from which a word one edit away from a legal form's is taken for it ("limiuted")."""


class Misspelled:
    """The long words of legal forms, found from one edit away by their deletion neighbourhood."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self._vocabulary = vocabulary
        self._frequencies = frequencies
        self._words = frozenset(
            word
            for form in vocabulary.legal_forms
            for word in form.split()
            if len(word) >= _SHORTEST and word.isascii()
        )

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for spelling in _shortened(word):
                near[spelling].append(word)
        return near

    def put_right(self, word: str) -> str:
        """The word of a legal form that this is one edit away from, or the word itself.

        A word that is known for anything else stays: "Limiter" may be a misspelling, "Limits"
        is a word.
        """
        if len(word) < _SHORTEST or word in self._words or self._is_known(word):
            return word
        near = sorted({legal for short in _shortened(word) for legal in self._near.get(short, ())})
        return next((legal for legal in near if _is_one_edit(word, legal)), word)

    def _is_known(self, word: str) -> bool:
        words = self._vocabulary
        return (
            word in words.senses
            or word in words.generic
            or word in words.places
            or not word.isalpha()
            or self._frequencies.token(word) < UNSEEN
        )


def _shortened(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _is_one_edit(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two next to each other are exchanged."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])
