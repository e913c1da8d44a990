"""Arabic script (Arabic, Persian, Urdu, Pashto, Kurdish, Uyghur) to Latin letters.

Short vowels are not written, so no rule tells "Hasan" from "Hosn". A word is looked up among
those that the official lists give in both scripts (``names/data/arabic_names.tsv``, made by
``python -m bench.transliteration``); of other words the consonants and long vowels are written,
and an "a" set where a syllable would have no vowel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from anyascii import anyascii

from sanctionscreen.names.tables import read_table

TABLE = "arabic_names.tsv"
RUN = "\u0600-\u06ff\u0750-\u077f"
"""The range of the script, for regular expressions."""

# What the languages write differently, and hamza on its seats, as one letter each.
_GROUPS = ("اأإآٱ", "یىيئېےۍ", "کكڪ", "گګ", "هةہھۀۂ", "وؤۋ", "تٹټ", "دڈډ", "رڑړڕ", "نںڼ", "لڵ",
           "شښ", "ژږ", "زځ", "سڅ")  # fmt: skip
_SAME = {ord(char): group[0] for group in _GROUPS for char in group} | {ord("ء"): "", ord("ـ"): ""}
_CONSONANTS = dict(
    zip(
        "بپتثجچحخدذرزژسشصضطظغفقکگلمنهڭ",
        "b p t th j ch h kh d dh r z zh s sh s d t z gh f q k g l m n h ng".split(),
        strict=True,
    )
)
_VOWELS = {"ا": "a", "ع": "a", "و": "u", "ی": "i"}
# Letters that write vowels: a text with them (Uyghur, Sorani) spells its vowels out.
_VOWELLED = {"ە": "e", "ې": "e", "ۆ": "o", "ۇ": "u", "ۈ": "u", "ى": "i", "ی": "i", "و": "o",
             "ۋ": "w", "ا": "a", "ي": "y", "ئ": ""}  # fmt: skip
_VOWELLED_MARKS = frozenset("ەېۆۇۈ")
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 4
# Names of two words that are as often written as one.
_GOD = "الله"
_FIRST_PARTS = {"عبدال": "abdul"}
_LAST_PARTS = {_GOD: "ullah", "الدین": "uddin"}
_SHORTEST_PART = 3


def latin(run: str) -> str:
    """Returns a run of Arabic script in Latin letters; the article becomes a word of its own."""
    text = "".join(char for char in run if not unicodedata.combining(char))
    text = _WORD.sub(lambda found: f" {_word(found.group())} ", text)
    return text if text.isascii() else anyascii(text)


def plain(word: str) -> str:
    """A word with one spelling of each letter, as the table has it."""
    bare = "".join(char for char in word if not unicodedata.combining(char))
    return bare.translate(_SAME)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return read_table(TABLE)


def _word(word: str) -> str:
    if not _VOWELLED_MARKS.isdisjoint(word):
        letters = _CONSONANTS | _VOWELLED
        return "".join(letters.get(char) or letters.get(plain(char), "") for char in word)
    word = plain(word)
    if word == _GOD:
        return "allah"
    if word in _names():
        return _names()[word]
    if word.startswith(_ARTICLE) and len(word) >= _SHORTEST_WITH_ARTICLE:
        return "al " + _stem(word[len(_ARTICLE) :])
    return _stem(word)


def _stem(word: str) -> str:
    """A word without its article: as the table has it, of two known words, or by its letters."""
    names = _names()
    if word in names:
        return names[word]
    for first, spelling in _FIRST_PARTS.items():
        if word.startswith(first) and len(word) > len(first):
            return spelling + _stem(word[len(first) :])
    for last, spelling in _LAST_PARTS.items():
        if word.endswith(last) and len(word) > len(last):
            return _stem(word[: -len(last)]) + spelling
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        if word[:cut] in names and word[cut:] in names:
            return names[word[:cut]] + names[word[cut:]]
    return letters(word)


def letters(word: str) -> str:
    """The letters of a plain word, with vowels set ("frzat" is "farzat")."""
    return with_vowels(_parts(word))


def with_vowels(parts: Sequence[tuple[str, bool]]) -> str:
    """Joins (letters, whether they are a vowel), with an "a" where a syllable lacks a vowel.

    Syllables begin with one consonant and end in none or one.
    """
    out: list[str] = []
    is_onset = False  # whether the last part is a consonant that still needs a vowel
    for at, (text, is_vowel) in enumerate(parts):
        is_last = at == len(parts) - 1
        if is_vowel:
            is_onset = False
        elif is_onset:
            out.append("a")
            is_onset = False
        else:
            is_onset = not out or out[-1][-1:] not in "aeiou"
            is_onset = is_onset or (not is_last and parts[at + 1][1])
            if is_last and is_onset and out:
                out.append("a")
        out.append(text)
    return "".join(out)


def _parts(word: str) -> list[tuple[str, bool]]:
    """The Latin letters of each letter, and whether it is a vowel where it stands."""
    parts: list[tuple[str, bool]] = []
    for at, char in enumerate(word):
        before = word[at - 1] if at else ""
        after = word[at + 1 : at + 2]
        is_consonant = not before or before in "اع" or after in ("ا", "ع")
        if char in "وی" and (is_consonant or char + after == "وی" or word[at + 1 :] == "ه"):
            parts.append(("w" if char == "و" else "y", False))
        elif char in _VOWELS:
            parts.append((_VOWELS[char], True))
        elif char == "ه" and before and not after:
            parts.append(("eh" if before not in _VOWELS else "h", before not in _VOWELS))
        else:
            parts.append((_CONSONANTS.get(char) or anyascii(char).lower(), False))
    return parts
