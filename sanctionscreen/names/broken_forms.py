"""Legal forms of several words that are run together with a neighbour, broken, or misspelled.

"Limited Liability Companyrimera" and "Joint sock Company Aktiv" hold a legal form, of which the
words around the damage tell what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sanctionscreen.names.frequencies import Frequencies
from sanctionscreen.names.keys import consonants
from sanctionscreen.names.vocabulary import Vocabulary

_SHORTEST = 4
"""Letters of a form's words that are looked for inside another word, or broken."""
_SHORTEST_LEFT = 3
"""Letters of what stands before or behind such a word."""
_MOST_WORDS = 5
"""Words of the forms of which one may be misspelled."""

_Tokens = tuple[str, ...]


class BrokenForms:
    """Mends the legal forms of several words in a name."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self._vocabulary = vocabulary
        self._frequencies = frequencies
        self._forms = vocabulary.legal_forms
        phrases = [tuple(form.split()) for form in vocabulary.legal_forms if " " in form]
        self.words = frozenset(word for words in phrases for word in words)
        self._most = max(map(len, phrases))
        self._gaps: dict[_Tokens, set[str]] = defaultdict(set)
        for words in phrases:
            if 3 <= len(words) <= _MOST_WORDS:
                for at, word in enumerate(words):
                    if len(word) >= _SHORTEST:
                        self._gaps[_with_gap(words, at)].add(word)

    def mend(self, tokens: _Tokens) -> _Tokens:
        """The tokens with their broken forms put right; most names come back as they are."""
        if self.words.isdisjoint(tokens):
            return tokens
        for at in range(len(tokens)):
            if at < len(tokens):
                tokens = self._mended(tokens, at)
        return tokens

    def _mended(self, tokens: _Tokens, at: int) -> _Tokens:
        before, token, after = tokens[:at], tokens[at], tokens[at + 1 :]
        if after and token + after[0] in self.words and not self._is_in_form(tokens, at):
            joined = (*before, token + after[0], *after[1:])
            if self._is_in_form(joined, at):
                return joined
        neighbours = (*before[-1:], *after[:1])
        if token in self.words or self._is_word(token) or self.words.isdisjoint(neighbours):
            return tokens
        for word in self._meant(tokens, at):
            return (*before, word, *after)
        if token in self._frequencies.tokens:
            return tokens
        is_complete = bool(after) and self._is_in_form(tokens, at + 1)
        for start, end in self._parts(token):
            if start not in self.words and is_complete:
                continue  # "Flytechgroup Limited Liability Company" lacks no word
            apart = (*before, start, end, *after)
            if self._is_in_form(apart, at) or self._is_in_form(apart, at + 1):
                return apart
        return tokens

    def _is_word(self, token: str) -> bool:
        words = self._vocabulary
        return token in words.senses or token in words.generic or token in words.places

    def _parts(self, token: str) -> Iterator[tuple[str, str]]:
        """Ways to see a word of a legal form at either end of a token, the longest first."""
        for size in range(len(token) - _SHORTEST_LEFT, _SHORTEST - 1, -1):
            if token[:size] in self.words:
                yield token[:size], token[size:]
            if token[-size:] in self.words:
                yield token[:-size], token[-size:]

    def _is_in_form(self, tokens: _Tokens, at: int) -> bool:
        """Whether the token is one of several words that are a legal form."""
        starts = range(max(at - self._most + 1, 0), at + 1)
        return any(
            " ".join(tokens[start:end]) in self._forms
            for start in starts
            for end in range(max(at + 1, start + 2), min(start + self._most, len(tokens)) + 1)
        )

    def _meant(self, tokens: _Tokens, at: int) -> Iterator[str]:
        """The words of legal forms that the words around a token leave a gap for."""
        for size in range(_MOST_WORDS, 2, -1):
            for start in range(max(at - size + 1, 0), min(at, len(tokens) - size) + 1):
                gap = _with_gap(tokens[start : start + size], at - start)
                for word in sorted(self._gaps.get(gap, ())):
                    if _is_misspelled(tokens[at], word):
                        yield word


def _with_gap(words: _Tokens, at: int) -> _Tokens:
    return (*words[:at], "", *words[at + 1 :])


def _is_misspelled(token: str, word: str) -> bool:
    """Whether one letter in three is wrong at most, or only the vowels are missing."""
    most = max(1, len(word) // 3)
    if abs(len(token) - len(word)) > most:
        return token == consonants(word)
    return token == consonants(word) or _edits(token, word) <= most


def _edits(one: str, other: str) -> int:
    """Letters wrong, missing, too many, or exchanged with the next (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, theirs in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]
