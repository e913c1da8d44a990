"""The words of names that are no person's: legal forms, places and numbers in one spelling each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

from sanctionscreen.names.broken_forms import BrokenForms
from sanctionscreen.names.frequencies import Frequencies
from sanctionscreen.names.misspelled import Misspelled
from sanctionscreen.names.scripts import is_syllabic
from sanctionscreen.names.vocabulary import Vocabulary

ROMAN = {"i": "1", "v": "5", "x": "10"}  # at the end of a name ("Luanda I")
_KEPT = 65_536
"""Words of which what they are by themselves is kept."""


class Wording:
    """Divides names that are no person's into words, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self._vocabulary = vocabulary
        self._forms = _longest(vocabulary.legal_forms)
        self._places = _longest(vocabulary.place_phrases)
        self._broken = BrokenForms(vocabulary, frequencies)
        self._put_right = lru_cache(_KEPT)(Misspelled(vocabulary, frequencies).put_right)
        self._begins_nothing = lru_cache(_KEPT)(self._stands_alone)

    @cached_property
    def _han_pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._vocabulary.han_words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def han_words_apart(self, text: str) -> str:
        """Chinese without blanks: known words (the longest first) set apart as one token each."""
        if text.isascii():
            return text
        text = unicodedata.normalize("NFKC", text)
        if not is_syllabic(text):
            return text
        words = self._vocabulary.han_words
        return self._han_pattern.sub(lambda found: f" {words[found.group()]} ", text)

    def is_plain(self, token: str) -> bool:
        """Whether a token is a word of its own as it stands, whatever stands beside it."""
        return self._begins_nothing(token) and token not in self._broken.words

    def _stands_alone(self, token: str) -> bool:
        """Whether no form, place, number or row of letters begins here, and it is well spelled."""
        return (
            token not in self._forms
            and self._places.get(token, 0) < 2
            and not (len(token) == 1 and token.isalpha())
            and token not in self._vocabulary.numbers
            and not token.isdigit()
            and self._put_right(token) == token
        )

    def words(self, tokens: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """(canonical spelling, what stood there): numbers and legal forms get one spelling."""
        tokens = self._broken.mend(tokens)
        right = tuple(map(self._put_right, tokens))
        words = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if self._begins_nothing(token):
                words.append((token, token))
                at += 1
                continue
            size, word = self._word(tokens, right, at)
            words.append((word, "".join(tokens[at : at + size])))
            at += size
        return tuple(words)

    def _word(self, tokens: tuple[str, ...], right: tuple[str, ...], at: int) -> tuple[int, str]:
        """The word that begins here: of how many tokens, and its canonical spelling."""
        size, form = self._legal_form(right, at)
        if form is None:
            size = self._place_phrase(tokens, at) or _letters_in_row(tokens, at)
        surface = "".join(tokens[at : at + size])
        if size == 1 and form is None and right[at] != tokens[at]:
            form = right[at]
        numbers = self._vocabulary.numbers
        if form is None and surface in numbers and "".join(tokens[at : at + 2]) in numbers:
            size = min(2, len(tokens) - at)  # "twenty six"
            surface = "".join(tokens[at : at + size])
        number = numbers.get(surface)
        if number is None and surface in ROMAN and at > 0 and self._is_end(right, at + size):
            number = ROMAN[surface]
        return size, form or number or numeral(surface)

    def _legal_form(self, tokens: tuple[str, ...], at: int) -> tuple[int, str | None]:
        """The longest legal form that begins here, with its number of tokens."""
        forms, edge = self._vocabulary.legal_forms, self._vocabulary.edge_forms
        longest = self._forms.get(tokens[at], 0)
        for size in range(min(longest, len(tokens) - at, len(tokens) - 1), 0, -1):
            spelling = " ".join(tokens[at : at + size])
            # A name of short syllables alone ("Ka Pa Sa") has no abbreviated form at its edge.
            is_edge = (at == 0 or at + size == len(tokens)) and max(map(len, tokens)) > 2
            if spelling in forms and (is_edge or spelling not in edge):
                return size, forms[spelling]
        return 1, None

    def _is_end(self, tokens: tuple[str, ...], at: int) -> bool:
        """Whether nothing but a legal form follows."""
        if at == len(tokens):
            return True
        size, form = self._legal_form(tokens, at)
        return form is not None and at + size == len(tokens)

    def _place_phrase(self, tokens: tuple[str, ...], at: int) -> int:
        """How many tokens the longest place of several words that begins here has; 0 for none."""
        longest = self._places.get(tokens[at], 0)
        if longest < 2:
            return 0
        phrases = self._vocabulary.place_phrases
        sizes = range(min(longest, len(tokens) - at), 1, -1)
        return next((size for size in sizes if " ".join(tokens[at : at + size]) in phrases), 0)


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """For each first word the words of the longest phrase that begins with it."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def numeral(token: str) -> str:
    """A number without the zeros before it; any other token as it is."""
    return (token.lstrip("0") or "0") if token.isdigit() else token


def _letters_in_row(tokens: tuple[str, ...], at: int) -> int:
    """How many single letters stand in a row from here ("A-B-C" is one word); at least 1."""
    end = at
    while end < len(tokens) and len(tokens[end]) == 1 and tokens[end].isalpha():
        end += 1
    return max(end - at, 1)
