"""Which tokens an acronym may spare, as :mod:`sanctionscreen.match.acronyms` reads them."""

from __future__ import annotations

import numpy as np

from sanctionscreen.index.bulk.bounding import PARTICLE
from sanctionscreen.index.bulk.columns import FIRST, LETTERS, Book, Room
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.tables import BEGINNING
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.acronyms import DIGRAPHS, LEFT_OUT, SHORTEST_OF_AGREEING

_SOUNDS = np.zeros((len(DIGRAPHS), 5), np.int64)
for _at, _sound in enumerate(DIGRAPHS):
    _SOUNDS[_at, 0] = len(_sound)
    _SOUNDS[_at, 1 : len(_sound) + 1] = [ord(letter) for letter in _sound]

_IS_LEFT_OUT = np.array([role in LEFT_OUT for role in ROLES])
LENGTH, IS_ACRONYM, IS_LEFT, MAY_BEGIN = range(FIRST)
"""Columns of a token written down, before its first letters."""


@compiled
def spared_between(tokens: Array, name: int, book: Book, space: Room) -> tuple[np.int64, np.int64]:
    """The tokens of a query and of a listed name that acronyms may spare, as masks.

    An acronym spares itself and the words of the other side that it stands for; one that only
    repeats words spares itself.
    """
    ours = _query_written(tokens, book, space.written[0])
    theirs = _listed_written(name, book, space.written[1])
    query = _repeating(space.written[0], ours, space.written[1], theirs)
    listed = _repeating(space.written[1], theirs, space.written[0], ours)
    for at in range(ours):
        if space.written[0, at, IS_ACRONYM]:
            words = _spelled(space.written[0, at], space.written[1], theirs, -1)
            if words:
                query |= np.int64(1) << at
                listed |= words
    for at in range(theirs):
        if space.written[1, at, IS_ACRONYM]:
            words = _spelled(space.written[1, at], space.written[0], ours, -1)
            if words:
                listed |= np.int64(1) << at
                query |= words
    return query, listed


@compiled
def _repeating(own: Array, count: int, other: Array, others: int) -> np.int64:
    """The acronyms of one side that only repeat words of either."""
    found = np.int64(0)
    for at in range(count):
        if not own[at, IS_ACRONYM] or own[at, LENGTH] < SHORTEST_OF_AGREEING:
            continue
        if _spelled(own[at], own, count, at) or _spelled(own[at], other, others, -1):
            found |= np.int64(1) << at
    return found


@compiled
def _spelled(acronym: Array, words: Array, count: int, without: int) -> np.int64:
    """The words, as a mask, of all runs of two and more that an acronym may stand for."""
    found = np.int64(0)
    for start in range(count):
        if start == without or not words[start, MAY_BEGIN]:
            continue
        if words[start, FIRST] != acronym[FIRST]:
            continue
        reached, run, size = np.int64(1), np.int64(0), 0
        for at in range(start, count):
            if at == without:
                continue
            reached = _further(reached, acronym, words[at])
            if not reached:
                break
            run |= np.int64(1) << at
            size += 1
            if reached >> acronym[LENGTH] & 1 and size > 1:
                found |= run
    return found


@compiled
def _further(reached: np.int64, acronym: Array, word: Array) -> np.int64:
    """How many letters of an acronym may be spelled with one more word, as a mask."""
    after = reached if word[IS_LEFT] else np.int64(0)
    length = acronym[LENGTH]
    for done in range(length):
        if not reached >> done & 1:
            continue
        if acronym[FIRST + done] == word[FIRST]:
            after |= np.int64(1) << (done + 1)
        for sound in _SOUNDS:
            size = sound[0]
            if done + size > length or word[LENGTH] < size:
                continue
            for at in range(size):
                letter = sound[at + 1]
                if word[FIRST + at] != letter or acronym[FIRST + done + at] != letter:
                    break
            else:
                after |= np.int64(1) << (done + size)
    return after


@compiled
def _query_written(tokens: Array, book: Book, written: Array) -> int:
    words, count = book.words, 0
    for token in tokens:
        role = words.role[token]
        if role != BEGINNING:
            low, high = words.surface_start[token], words.surface_start[token + 1]
            letters = words.surface_letters[low:high]
            _write(letters, role, bool(words.acronym[token]), written[count])
        else:
            written[count] = 0
        count += 1
    return count


@compiled
def _listed_written(name: int, book: Book, written: Array) -> int:
    listed = book.listed
    start, end = listed.start[name], listed.start[name + 1]
    at = listed.text_start[name]
    for token in range(start, end):
        letters = listed.text[at : at + listed.bytes[token]]
        at += listed.bytes[token]
        if len(letters):
            _write(letters, listed.role[token], bool(listed.acronym[token]), written[token - start])
        else:
            written[token - start] = 0
    return int(end - start)


@compiled
def _write(letters: Array, role: int, is_acronym: bool, written: Array) -> None:
    written[LENGTH] = len(letters)
    written[IS_ACRONYM] = is_acronym
    written[IS_LEFT] = _IS_LEFT_OUT[role]
    written[MAY_BEGIN] = role != PARTICLE
    for at in range(min(len(letters), LETTERS)):
        written[FIRST + at] = letters[at]
