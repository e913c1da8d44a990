"""Many tokens at once: all that depends on their spelling alone, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanctionscreen.names.chinese import syllables_key
from sanctionscreen.names.kana import is_kana, sounds
from sanctionscreen.names.keys import romanisation_keys, skeletons
from sanctionscreen.names.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Spellings:
    """Columns over tokens: what :class:`~sanctionscreen.names.prepare.Form` holds of each."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    skeletons: tuple[str | None, ...]
    senses: tuple[tuple[str, ...], ...]
    sounds: tuple[str | None, ...]
    kana: tuple[bool, ...]
    syllables: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.texts)


def spellings(texts: Sequence[str], vocabulary: Vocabulary) -> Spellings:
    """The columns of these tokens, some twenty times faster than one token after another."""
    keys = romanisation_keys(texts)
    senses = vocabulary.senses
    return Spellings(
        tuple(texts),
        tuple(keys),
        tuple(skeletons(keys)),
        tuple(senses.get(text, ()) for text in texts),
        tuple(sounds(texts)),
        tuple(map(is_kana, texts)),
        tuple(map(syllables_key, texts)),
    )
