"""Text to plain tokens: Unicode folding, transliteration, word boundaries."""

from __future__ import annotations

import re
import unicodedata

from sanctionscreen.names.kana import KANA
from sanctionscreen.names.scripts import to_latin

# U+02BC-like letters, primes and the many apostrophes: they join ("Yo'ng" is one syllable,
# "General's" one word).
_APOSTROPHES = re.compile("['\u2018\u2019\u201a\u201b\u02b9-\u02bf\u02c8\u0060\u00b4\u2032\uff07]")
# "d.o.o.", "J.S.C", "U.S.A.": letters with dots between are one word; "K. M. Azad" is not.
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,}[^\W\d_]?\b|[^\W\d_](?:\.[^\W\d_])+\b)")
_AMPERSAND = re.compile(r"[&+\uff0b]")
_WORD = re.compile(f"[a-z0-9]+|[{KANA}]+")
_UNPLAIN = re.compile('[^a-zA-Z0-9 ,()/"-]')
"""What may join or split words of an ASCII text, or not be there at all."""
# Letters that NFD leaves whole but that mean a plain one.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
     "ı": "i", "ə": "a", "ŋ": "ng", "ħ": "h", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y"}
)  # fmt: skip


def fold(text: str) -> tuple[str, ...]:
    """Returns the plain tokens of a text: lower-case ASCII letters and digits, or katakana.

    NFKC and case folding, apostrophes dropped, dotted letters joined, every script but kana in
    Latin letters, diacritics dropped; whatever is no letter or digit separates. Idempotent on
    the joined result. The tuple is empty where nothing is left.
    """
    if text.isascii() and not _UNPLAIN.search(text):
        return tuple(_WORD.findall(text.lower()))
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text)
    text = _APOSTROPHES.sub("", text)
    if "." in text:
        text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = _AMPERSAND.sub(" and ", text)
    if not text.isascii():
        text = text.translate(_UNMARKED)
        if not text.isascii():
            text = to_latin(text).lower()
        text = _APOSTROPHES.sub("", text)
    return tuple(_WORD.findall(text))


class _Unmarked(dict[int, str]):
    """Letters without diacritics, Latin and Greek ones: elsewhere they are letters' parts.

    For ``str.translate``; what it was asked once it keeps.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)
        if len(base) > 1 and base[0] < "\u0400":
            char = base[0]
        elif unicodedata.combining(char) and char < "\u0370":
            char = ""
        self[code] = char
        return char


_UNMARKED = _Unmarked(_PLAIN)
