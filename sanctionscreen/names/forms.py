"""A token's spelling, with all that depends on it alone."""

from __future__ import annotations

from dataclasses import dataclass

from sanctionscreen.names.chinese import syllables_key
from sanctionscreen.names.kana import sound
from sanctionscreen.names.keys import consonants, is_vowelless, skeleton_of_key


@dataclass(frozen=True, slots=True)
class Form:
    """A token's spelling with all that depends on it alone; what few tokens need, when asked."""

    text: str
    weight: int
    key: str
    senses: tuple[str, ...]
    is_known: bool
    has_digit: bool
    is_kana: bool

    @property
    def skeleton(self) -> str | None:
        return skeleton_of_key(self.key)

    @property
    def sound(self) -> str | None:
        return sound(self.text)

    @property
    def consonants(self) -> str | None:
        return consonants(self.text)

    @property
    def syllables(self) -> str | None:
        return syllables_key(self.text)

    @property
    def is_vowelless(self) -> bool:
        return is_vowelless(self.text)
