"""Words of Arabic script beside their Latin spellings, in the names of one listed party."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from bench.accuracy.pairs import Entry
from sanctionscreen.names.arabic import RUN, letters, plain
from sanctionscreen.names.folding import fold
from sanctionscreen.names.keys import romanisation_key

_ARABIC = re.compile(f"[{RUN}]+")
_ARTICLE = "ال"
# Consonants that languages and romanisations exchange, or leave out beside a vowel.
_LOOSE = str.maketrans({"d": "z", "g": "k", "C": "S", "h": "", "v": "", "y": ""})
_VOWELS = re.compile("[aeiou]")
_REPEATED = re.compile(r"(.)\1+")
_SHORTEST = 2

Counts = dict[str, Counter[str]]
"""Word in Arabic script (in one spelling of its letters) to the parties by Latin spelling."""


def spellings(found: Iterable[Entry]) -> Counts:
    """Counts over parties (linked entries are one) how each word is spelled in Latin letters."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in found:
        groups[entry.group].append(entry)
    counts: Counts = defaultdict(Counter)
    for members in groups.values():
        texts = [name.text for entry in members for name in entry.party.names]
        for word, token in sorted(_aligned(texts)):
            counts[word][token] += 1
    return counts


def _aligned(texts: Sequence[str]) -> set[tuple[str, str]]:
    """Each word with the tokens that it may be, name by name; the nearest of each name."""
    words = {word for text in texts for word in _words(text)}
    found: set[tuple[str, str]] = set()
    for text in texts:
        if text.isascii() or not _ARABIC.search(text):
            tokens = [token for token in fold(text) if token.isalpha() and token.isascii()]
            for word in words:
                found.update((word, token) for token in _nearest(word, tokens))
    return found


def _words(text: str) -> Iterator[str]:
    for run in _ARABIC.findall(text):
        for part in re.findall(r"[^\W\d_]+", run):
            word = plain(part)
            if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1:
                word = word[len(_ARTICLE) :]
            if len(word) >= _SHORTEST:
                yield word


def _nearest(word: str, tokens: Iterable[str]) -> list[str]:
    """The token with the same consonants that is most like the word's own letters, if any."""
    spelled = letters(word)
    consonants = _consonants(spelled)
    options = [
        (OSA.distance(spelled, token), token)
        for token in tokens
        if _may_be(spelled, consonants, token)
    ]
    return [min(options)[1]] if options else []


def _may_be(spelled: str, consonants: str, token: str) -> bool:
    """Names of one consonant or none ("Ali", "Issa") must be alike in their vowels too."""
    if _consonants(token) != consonants:
        return False
    return len(consonants) > 1 or OSA.distance(spelled, token) * 2 <= len(spelled)


def _consonants(token: str) -> str:
    return _REPEATED.sub(r"\1", _VOWELS.sub("", romanisation_key(token).translate(_LOOSE)))
