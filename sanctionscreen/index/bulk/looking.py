"""The first look at a pair: the most that it weighs by what its query's tokens lack."""

from __future__ import annotations

import numpy as np

from sanctionscreen.index.bulk.bounding import INITIAL, NUMBER
from sanctionscreen.index.bulk.columns import AGREEING, SHARE, SUM, Book, Queries, Room
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.resembling import is_name
from sanctionscreen.index.bulk.tables import BEGINNING, Listed
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import PAIR_BITS


@compiled
def initials_of(tokens: Array, words: Words) -> int:
    count = 0
    for token in tokens:
        count += words.role[token] == INITIAL
    return count


@compiled
def names_of(tokens: Array, words: Words) -> np.int64:
    """The tokens, as a mask, that are names and cannot be mistyped particles."""
    found = np.int64(0)
    for at in range(len(tokens)):
        if is_name(words.role[tokens[at]]) and not words.may_be_particle[tokens[at]]:
            found |= np.int64(1) << at
    return found


@compiled
def _may_be_acronym(
    tokens: Array, words: Words, name: int, listed: Listed, spelled: np.uint64
) -> bool:
    """Whether a token of either side may stand for words of the other, by pairs of letters."""
    for token in tokens:
        letters = words.acronym[token]
        if letters and letters & ~listed.spelled[name] == 0:
            return True
    for at in range(listed.start[name], listed.start[name + 1]):
        letters = listed.acronym[at]
        if letters and letters & ~spelled == 0:
            return True
    return False


@compiled
def query_bound(
    queries: Queries,
    query: int,
    tokens: Array,
    name: int,
    book: Book,
    space: Room,
    spelled: np.uint64,
    repeating: np.int64,
) -> int:
    """The most that a pair weighs by what its query's tokens lack.

    Args:
        spelled, repeating: As of :func:`spelled_by` and :func:`repeating_words`; of persons'
            names nothing.
    """
    words, listed = book.words, book.listed
    agreeing = space.state[name, AGREEING] | repeating
    spared = listed.initials[name]
    cost, is_whole = 0, True
    for at in range(len(tokens)):
        token = tokens[at]
        if agreeing >> at & 1:
            if words.role[token] == BEGINNING and is_cut(tokens, name, book):
                return space.state[name, SUM] + space.state[name, SHARE]
            continue
        role = words.role[token]
        if words.may_be_particle[token] and listed.particles[name]:
            continue
        if queries.is_person:
            if is_name(role):
                if spared:
                    spared -= 1
                else:
                    cost += w.RESEMBLING_NAME
                is_whole = False
        else:
            is_whole &= not (is_name(role) or role == NUMBER)
            if queries.may_be_person[query] and words.is_beside[token]:
                cost += w.ORG_EXTRA_BESIDE_NAMES
    if is_whole and cost == 0:
        return space.state[name, SUM] + space.state[name, SHARE]
    if not queries.is_person and _may_be_acronym(tokens, words, name, listed, spelled):
        return space.state[name, SUM] + space.state[name, SHARE]
    return space.state[name, SUM] + is_whole * space.state[name, SHARE] - cost


@compiled
def repeating_words(tokens: Array, words: Words) -> np.int64:
    """The tokens, as a mask, that may be acronyms of the others."""
    found = np.int64(0)
    for at in range(len(tokens)):
        letters = words.acronym[tokens[at]]
        if letters and letters & ~spelled_by(tokens, words, at) == 0:
            found |= np.int64(1) << at
    return found


@compiled
def spelled_by(tokens: Array, words: Words, without: int) -> np.uint64:
    """As :func:`sanctionscreen.match.acronyms.spelled_pairs`, without one token (-1: of all)."""
    bits = np.uint64(0)
    for at in range(len(tokens)):
        if at == without:
            continue
        bits |= words.own[tokens[at]]
        for following in range(at + 1, len(tokens)):
            if following == without:
                continue
            other = tokens[following]
            for sound in words.sounds[tokens[at]]:
                if sound:
                    bit = (np.int64(sound) * 26 + np.int64(words.first[other])) % PAIR_BITS
                    bits |= np.uint64(1) << np.uint64(bit)
            if not words.is_left_out[other]:
                break
    return bits


@compiled
def is_cut(tokens: Array, name: int, book: Book) -> bool:
    """Whether the listed name begins with all letters of the query and goes on, as far as seen."""
    words, listed = book.words, book.listed
    at, end = listed.text_start[name], listed.text_start[name + 1]
    for token in tokens:
        if words.role[token] == BEGINNING:
            continue
        low, high = words.surface_start[token], words.surface_start[token + 1]
        for letter in words.surface_letters[low:high]:
            if letter > 127:
                return True
            if at == end or listed.text[at] != letter:
                return at < end and listed.text[at] > 127
            at += 1
    return at < end
