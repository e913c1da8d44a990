"""Whether names that do not agree may be one, misspelled: as the match has it, for many pairs."""

from __future__ import annotations

import numpy as np

from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.tables import Listed, Spelt
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match import weights as w
from sanctionscreen.match.leftovers import SHORTEST_OF_SLIP
from sanctionscreen.names.prepare import Role

NAME = ROLES.index(Role.NAME)
PATRONYMIC = ROLES.index(Role.PATRONYMIC)
MOST_LETTERS = 64
"""Letters from which a name is taken to resemble any other, so that there is room for the rest."""


@compiled
def is_name(role: int) -> bool:
    """Whether a token is one of a person's names."""
    return role in (NAME, PATRONYMIC)


@compiled
def resembles_any(
    tokens: Array,
    words: Words,
    agreed: np.int64,
    start: int,
    end: int,
    listed: Listed,
    spelt: Spelt,
    rows: Array,
) -> bool:
    """Whether a name of the query that agrees with nothing resembles any of the listed name's."""
    for at in range(len(tokens)):
        token = tokens[at]
        if is_name(words.role[token]) and not agreed >> at & 1:
            for other in range(start, end):
                form = listed.form[other]
                if is_name(listed.role[other]) and _resembles(token, words, form, spelt, rows):
                    return True
    return False


@compiled
def _resembles(token: int, words: Words, form: int, spelt: Spelt, rows: Array) -> bool:
    """As :func:`sanctionscreen.match.leftovers.resembles`; also where a name is very long."""
    low, high = words.text_start[token], words.text_start[token + 1]
    other, end = spelt.text_start[form], spelt.text_start[form + 1]
    if max(high - low, end - other) >= MOST_LETTERS:
        return True
    shortest = min(high - low, end - other)
    if words.is_known[token] and spelt.is_known[form]:
        if shortest < SHORTEST_OF_SLIP or abs((high - low) - (end - other)) > 1:
            return False
        return _distance(words.text_letters[low:high], spelt.text[other:end], rows) <= 1
    if shortest >= w.SHORTEST_FOR_EDIT:
        is_begun = True
        for at in range(shortest):
            is_begun &= words.text_letters[low + at] == spelt.text[other + at]
        if is_begun:
            return True
    low, high = words.key_start[token], words.key_start[token + 1]
    other, end = spelt.key_start[form], spelt.key_start[form + 1]
    longest = max(high - low, end - other)
    if longest >= MOST_LETTERS:
        return True
    return 5 * _distance(words.key_letters[low:high], spelt.key[other:end], rows) <= 2 * longest


@compiled
def _distance(one: Array, other: Array, rows: Array) -> int:
    """Edits between texts; an exchange of neighbours is one (optimal string alignment)."""
    for at in range(len(other) + 1):
        rows[0, at] = at
    for i in range(1, len(one) + 1):
        now, before, earlier = i % 3, (i - 1) % 3, (i - 2) % 3
        rows[now, 0] = i
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            best = min(rows[before, j] + 1, rows[now, j - 1] + 1, rows[before, j - 1] + differs)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, rows[earlier, j - 2] + 1)
            rows[now, j] = best
    return rows[len(one) % 3, len(other)]
