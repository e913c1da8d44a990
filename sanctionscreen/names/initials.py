"""Initials of a person's name, each a word of one letter, however they are written."""

from __future__ import annotations

import re

from sanctionscreen.names.folding import fold
from sanctionscreen.names.vocabulary import Vocabulary

_IN_A_ROW = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_OF_TWO = re.compile(r"\b(?:Y[aeou]|[CKSZ]h|Ts|I[au]|J[aeu])\.", re.IGNORECASE)
"""What a romanisation makes of one letter: "Yu." is short for Yuryevich."""
_CYRILLIC = re.compile("\\b[ЮЯЖХЧШЩЦ]\\.", re.IGNORECASE)
_LETTERS_OF_ONE = frozenset({"yu", "ya", "zh", "kh", "ch", "sh", "shch", "ts"})


def initials_apart(text: str, words: Vocabulary) -> str:
    """The text with its initials set apart: "V. V. Putin" for "V.V. Putin".

    A title in initials ("H.E.") is left out: it says no more than any other.
    """

    def spaced(found: re.Match[str]) -> str:
        if _is_other(found.group(), words):
            return found.group()
        apart = found.group().replace(".", " ")
        return " " if " ".join(fold(apart)) in words.titles else apart

    def shortened(found: re.Match[str]) -> str:
        return found.group() if _is_other(found.group(), words) else f"{found.group()[0]}. "

    if "." not in text:
        return text
    apart = _IN_A_ROW.sub(spaced, _OF_TWO.sub(shortened, text))
    return apart if fold(apart) else text


def one_letter_each(folded: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The tokens with one letter for what one Cyrillic initial of the text became ("yu")."""
    if text.isascii() or not _CYRILLIC.search(text):
        return folded
    return tuple(word[0] if word in _LETTERS_OF_ONE else word for word in folded)


def _is_other(text: str, words: Vocabulary) -> bool:
    """Whether letters with dots are no initials but a title or a suffix ("Ph.D.")."""
    word = "".join(fold(text))
    return any(word in known for known in (words.titles, words.suffixes, words.context))
