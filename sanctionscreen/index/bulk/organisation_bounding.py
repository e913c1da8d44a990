"""The most that a pair of names weighs that are no persons'; ``docs/engine.md`` has the proof."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.bounding import (
    GENERIC,
    LEGAL_FORM,
    NUMBER,
    PARTICLE,
    PLACE,
    Agreed,
    is_must,
)
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.resembling import NAME, is_name
from sanctionscreen.index.bulk.tables import BEGINNING, Listed
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w

_PERSONS_SHARE = w.ORG_PERSONS_NAMES_SHARE[0] / w.ORG_PERSONS_NAMES_SHARE[1]


class Left(NamedTuple):
    """What is left over on one side of a pair of other names in every alignment.

    Attributes:
        cost: What it costs at least, 1/64 bit.
        number, place, own, generic, legal: How many tokens of each role.
        is_whole: Whether the name may agree whole all the same.
    """

    cost: int
    number: int
    place: int
    own: int
    generic: int
    legal: int
    is_whole: bool


@compiled
def organisation_bound(
    tokens: Array,
    words: Words,
    name: int,
    listed: Listed,
    agreed: Agreed,
    may_be_person: bool,
    is_latin: bool,
    counts: Array,
) -> int:
    """The most that a pair of other names weighs.

    Args:
        agreed: With the tokens that acronyms may spare among those that agree.
    """
    is_translated = bool(listed.is_latin[name]) != is_latin
    ours = _left_query(
        tokens, words, name, listed, agreed.query, may_be_person, is_translated, counts
    )
    theirs = _left_listed(tokens, words, name, listed, agreed.listed, is_translated, counts)
    number, place = min(ours.number, theirs.number), min(ours.place, theirs.place)
    own = min(ours.own, theirs.own)
    cost = ours.cost + theirs.cost + w.ORG_OTHER_LEGAL_FORM * min(ours.legal, theirs.legal)
    cost += w.ORG_CONTRADICTING_NUMBER * number + w.ORG_CONTRADICTING_PLACE * place
    if not is_translated:
        cost += w.ORG_CONTRADICTING_NAME * own
        cost += w.ORG_OTHER_BUSINESS * min(ours.generic, theirs.generic)
    gain = agreed.gain + agreed.share
    if not (ours.is_whole and theirs.is_whole and agreed.most > 0):
        gain = agreed.gain
        if may_be_person and not agreed.is_joined:
            # One name alone counts whole; several names of people weigh less by a share.
            several = gain - int(gain * _PERSONS_SHARE) - w.COMMON_NAME_TOO + 1
            gain = max(agreed.most, several)
    if number or place or (own and not is_translated):
        gain = min(gain, w.ORG_BESIDE_CONTRADICTION_MOST)
    return gain - cost


@compiled
def _left_query(
    tokens: Array,
    words: Words,
    name: int,
    listed: Listed,
    agreed: np.int64,
    may_be_person: bool,
    is_translated: bool,
    counts: Array,
) -> Left:
    cost, is_whole = 0, True
    counts[:] = 0
    for at in range(len(tokens)):
        token = tokens[at]
        role = words.role[token]
        if agreed >> at & 1 or role == BEGINNING:
            continue
        if words.may_be_particle[token] and listed.particles[name]:
            continue
        counts[role] += 1
        if may_be_person and words.is_beside[token]:
            cost += w.ORG_EXTRA_BESIDE_NAMES
        else:
            cost += _cost(role, words.left[token], is_translated)
        is_whole &= not (is_name(role) or role == NUMBER)
    return _left(cost, counts, is_whole)


@compiled
def _left_listed(
    tokens: Array,
    words: Words,
    name: int,
    listed: Listed,
    agreed: np.int64,
    is_translated: bool,
    counts: Array,
) -> Left:
    particles = 0
    for token in tokens:
        particles += words.role[token] == PARTICLE
    cost, is_whole = 0, True
    counts[:] = 0
    start = listed.start[name]
    for at in range(listed.start[name + 1] - start):
        role = listed.role[start + at]
        if agreed >> at & 1 or role == BEGINNING or (particles and listed.is_brief[start + at]):
            continue
        counts[role] += 1
        cost += _cost(role, listed.left[start + at], is_translated)
        is_whole &= not is_must(role)
    return _left(cost, counts, is_whole)


@compiled
def _cost(role: int, left: int, is_translated: bool) -> int:
    """What a token left over costs; between scripts it is mostly a translation."""
    if is_translated and role in (NAME, GENERIC):
        return min(left, w.OTHER_SCRIPT_LEFTOVER)
    return left


@compiled
def _left(cost: int, counts: Array, is_whole: bool) -> Left:
    return Left(
        cost, counts[NUMBER], counts[PLACE], counts[NAME], counts[GENERIC], counts[LEGAL_FORM],
        is_whole,
    )  # fmt: skip
