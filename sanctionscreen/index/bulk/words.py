"""The distinct tokens of queries as numbers, with columns of all that the loops ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from sanctionscreen.index.agreeing import Agreeing, Found
from sanctionscreen.index.bulk.tables import letters
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.acronyms import LEFT_OUT, letter_pairs, sound_pairs, sounds_of
from sanctionscreen.match.alignment import leftover, may_be_particle
from sanctionscreen.match.leftovers import counts_beside_names
from sanctionscreen.names.prepare import PreparedName, Preparer, Token
from sanctionscreen.names.spellings import spellings

TEXTS_KEPT = 100_000
"""Tokens and texts kept; all are forgotten when there are more, and the common ones come back."""
MOST_SOUNDS = 4
_AT_ONCE = 1_000
"""Texts looked up at once: each has up to some hundred spellings, which take room."""


class Words(NamedTuple):
    """Columns of tokens.

    Attributes:
        text: The number of its text among :class:`Agreements`.
        left: What it costs left over, 1/64 bit.
        is_beside: Whether it counts as another name where the query may be a person's.
        own, sounds, first: For acronyms: pairs of letters within its sounds; the last letters of
            these; its first letter.
    """

    text: Array
    weight: Array
    role: Array
    left: Array
    is_beside: Array
    may_be_particle: Array
    acronym: Array
    own: Array
    sounds: Array
    first: Array
    is_left_out: Array
    is_known: Array
    text_start: Array
    text_letters: Array
    key_start: Array
    key_letters: Array
    surface_start: Array
    surface_letters: Array


class Agreements(NamedTuple):
    """The forms that texts may agree with.

    Attributes:
        length: Letters of each text.
        start: Where the forms of each begin.
        form, cost, ceiling, classes: As in :class:`sanctionscreen.index.agreeing.Found`.
    """

    length: Array
    start: Array
    form: Array
    cost: Array
    ceiling: Array
    classes: Array


class WordBook:
    """Numbers the tokens of queries, and looks up each of their texts once."""

    def __init__(self, agreeing: Agreeing, preparer: Preparer) -> None:
        self._agreeing = agreeing
        self._preparer = preparer
        self.forget()

    def forget(self) -> None:
        """Empties the book."""
        self.texts: dict[tuple[str, bool], int] = {}
        self.tokens: list[Token] = []
        self._numbers: dict[tuple[str, str, int, str], int] = {}
        self._rows: list[tuple[object, ...]] = []
        self._words = _no_words()
        self._spelt: list[list[str]] = [[], [], []]
        self._agreements = Agreements(
            np.zeros(0, np.int64), np.zeros(1, np.int64), *(np.zeros(0, np.int32) for _ in range(4))
        )

    @property
    def is_full(self) -> bool:
        return len(self.texts) > TEXTS_KEPT

    def numbers(self, names: Iterable[PreparedName]) -> list[list[int]]:
        """The numbers of each name's tokens."""
        known = self._numbers
        found = []
        for name in names:
            row = []
            for token in name.tokens:
                key = (token.form.text, token.role, token.weight, token.surface)
                number = known.get(key)
                if number is None:
                    number = known[key] = self._add(token, name)
                row.append(number)
            found.append(row)
        return found

    def _add(self, token: Token, name: PreparedName) -> int:
        text = self.texts.setdefault((token.form.text, False), len(self.texts))
        sounds = [ord(each[-1]) for each in sounds_of(token.surface)][:MOST_SOUNDS]
        self.tokens.append(token)
        spelt = (token.text, token.form.key, token.surface)
        for texts, text_of in zip(self._spelt, spelt, strict=True):
            texts.append(text_of)
        self._rows.append(
            (
                text,
                token.weight,
                ROLES.index(token.role),
                leftover(token, name, is_query=True),
                counts_beside_names(token),
                may_be_particle(token),
                letter_pairs(token),
                sound_pairs(token),
                (*sounds, *(0,) * (MOST_SOUNDS - len(sounds))),
                ord(token.surface[0]),
                token.role in LEFT_OUT,
                token.form.is_known,
            )
        )
        return len(self.tokens) - 1

    def text_numbers(self, texts: Iterable[str]) -> list[int]:
        """The numbers of joined texts."""
        return [self.texts.setdefault((text, True), len(self.texts)) for text in texts]

    def words(self) -> Words:
        """The columns of all tokens so far."""
        if self._rows:
            new = [np.array(column) for column in zip(*self._rows, strict=True)]
            new += [column for texts in self._spelt for column in letters(texts)]
            self._words = Words(*map(_longer, self._words, new, Words._fields))
            self._rows, self._spelt = [], [[], [], []]
        return self._words

    def agreements(self) -> Agreements:
        """What all texts so far may agree with."""
        done = len(self._agreements.start) - 1
        new = list(islice(self.texts, done, None))
        if new:
            found = [self._found(new[at : at + _AT_ONCE]) for at in range(0, len(new), _AT_ONCE)]
            counts, *columns = (np.concatenate(parts) for parts in zip(*found, strict=True))
            old = self._agreements
            self._agreements = Agreements(
                np.append(old.length, [len(text) for text, _ in new]),
                np.append(old.start, np.cumsum(counts) + old.start[-1]),
                *map(np.append, old[2:], columns),
            )
        return self._agreements

    def _found(self, new: Sequence[tuple[str, bool]]) -> tuple[Array, ...]:
        """How many forms each text may agree with, and columns of these."""
        words = spellings([text for text, _ in new], self._preparer.vocabulary)
        found = once(self._agreeing.find(words, [is_joined for _, is_joined in new]))
        columns = (found.forms, found.costs, found.ceilings, found.classes)
        counts = np.bincount(found.owners, minlength=len(new))
        return counts, *(each.astype(np.int32) for each in columns)

    def forms_at(self, number: int) -> list[int]:
        """The forms that a text, looked up before, may agree with, by its number."""
        low, high = self._agreements.start[number : number + 2].tolist()
        forms: list[int] = self._agreements.form[low:high].tolist()
        return forms


def once(found: Found) -> Found:
    """Each pair of a token and a form once: with its least cost and its most weight."""
    order = np.lexsort((found.forms, found.owners))
    owners, forms = found.owners[order], found.forms[order]
    if not len(order):
        return found
    first = np.flatnonzero(np.append(True, (owners[1:] != owners[:-1]) | (forms[1:] != forms[:-1])))
    return Found(
        owners[first],
        forms[first],
        np.minimum.reduceat(found.costs[order], first),
        np.maximum.reduceat(found.ceilings[order], first),
        np.bitwise_or.reduceat(found.classes[order], first),
    )


def _longer(old: Array, new: Array, column: str) -> Array:
    """A column with rows at its end; where texts begin, the new ones begin after the old."""
    if column.endswith("_start"):
        return np.concatenate([old, new[1:] + old[-1]])
    return np.concatenate([old, new.astype(old.dtype)])


def _no_words() -> Words:
    kinds = (
        np.int32, np.int32, np.uint8, np.int32, np.bool_, np.bool_, np.uint64, np.uint64,
        np.uint32, np.uint32, np.bool_, np.bool_,
    )  # fmt: skip
    columns = [np.zeros(0, kind) for kind in kinds]
    columns[Words._fields.index("sounds")] = np.zeros((0, MOST_SOUNDS), np.uint32)
    for _ in range(3):
        columns += [np.zeros(1, np.int64), np.zeros(0, np.uint32)]
    return Words(*columns)
