"""How rare a token is: shipped, versioned weights, never recomputed from a user's lists.

The table is made by ``python -m bench.weights`` from the official lists and background names;
a weight is -log2 of the share of names that hold the token, in units of 1/64 bit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sanctionscreen.names.arabic import TABLE as ARABIC_TABLE
from sanctionscreen.names.scripts import KANA_TABLE
from sanctionscreen.names.tables import DATA

UNIT = 64
"""Weights are integers in units of 1/64 bit (DESIGN section 5)."""

UNSEEN = 14 * UNIT
"""The weight of a token that neither the lists nor the background names hold."""

_SHORT = {1: 3 * UNIT, 2: 7 * UNIT, 3: 9 * UNIT, 4: 11 * UNIT}
# Few letters make few words: an unseen two-letter token coincides more than its absence from
# the table says. Ceilings by length, from the number of syllables of that length in use.

_LONG, _LONGEST, _LETTER = 9, 14, 2 * UNIT
# Many letters make many words: two long ones that nobody has seen do not meet by chance. Each
# letter beyond the ninth adds what a letter of a name tells at least (two bits), up to five.

KNOWN_UNDER = 12 * UNIT
"""Below this weight a token is a name of its own, not another one's misspelling."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Weights of tokens, of their romanisation keys and of their consonant skeletons."""

    tokens: Mapping[str, int]
    keys: Mapping[str, int]
    skeletons: Mapping[str, int]

    def token(self, text: str) -> int:
        """The weight of a token, 1/64 bit."""
        letters = len(text) if text.isascii() else 2 * len(text)  # a kana is two letters
        return min(self.tokens.get(text, unseen(letters)), _SHORT.get(letters, unseen(letters)))

    def key(self, key: str) -> int:
        """The weight of sharing a romanisation key, 1/64 bit.

        The table leaves out the keys that are spelled, and as rare, as a token.
        """
        most = _SHORT.get(len(key), unseen(len(key)))
        return min(self.keys.get(key, most), self.tokens.get(key, most), most)

    def skeleton(self, skeleton: str) -> int:
        """The weight of sharing a consonant skeleton, 1/64 bit."""
        return min(self.skeletons.get(skeleton, UNSEEN), _SHORT.get(len(skeleton) + 1, UNSEEN))

    def is_known(self, text: str) -> bool:
        """Whether the token is a frequent name in its own right."""
        return self.tokens.get(text, UNSEEN) < KNOWN_UNDER


def unseen(letters: int) -> int:
    """The weight of a token of so many letters that no table holds, 1/64 bit."""
    return UNSEEN + _LETTER * max(min(letters, _LONGEST) - _LONG, 0)


_FILES = ("token_weights.tsv", "key_weights.tsv", "skeleton_weights.tsv")
_TRANSLITERATION = (ARABIC_TABLE, KANA_TABLE)


def frequencies_digest() -> str:
    """sha256 over the shipped tables, those of transliteration too."""
    digest = hashlib.sha256()
    for name in (*_FILES, *_TRANSLITERATION):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def load_frequencies() -> Frequencies:
    """Reads the shipped tables."""
    return Frequencies(*(_read(name) for name in _FILES))


def _read(name: str) -> dict[str, int]:
    text = (DATA / name).read_text("utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    # No token holds a blank: cut at all blanks at once, it is read in half the time.
    cells = text.split()
    return dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
