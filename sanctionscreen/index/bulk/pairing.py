"""What may agree between a query and one listed name, and the most that each token gets of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sanctionscreen.index.bulk.bounding import Agreed
from sanctionscreen.index.bulk.columns import MARKS, Book, Room
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.resembling import is_name
from sanctionscreen.index.keys import Class
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w

_JOINED = sum(
    1 << kind
    for kind in (
        Class.SAME, Class.ROMANISATION, Class.VARIANT, Class.SYLLABLES,
    )
)  # fmt: skip
"""Classes in which joined tokens of any length may agree with one."""
_SOUNDS = 1 << Class.SOUND | 1 << Class.SOUND_OF_KANA
_SKELETON = 1 << Class.SKELETON


@compiled
def agreed_between(stamp: int, tokens: Array, name: int, book: Book, space: Room) -> Agreed:
    """What may agree between the query, whose forms are linked, and a listed name."""
    units = book.units
    start, end = units.start[name], units.start[name + 1]
    query = listed = np.int64(0)
    most, is_joined, is_begun = 0, False, False
    space.gains[:] = 0
    space.uncommons[:] = 0
    space.covers[:] = 0
    for entry in range(start, end):
        form = units.form[entry]
        if not space.marks[form & (MARKS - 1)]:
            continue
        link = space.heads[form, 0] if space.heads[form, 1] == stamp else -1
        while link >= 0:
            unit, cost, ceiling = space.links[link, 0], space.links[link, 1], space.links[link, 2]
            classes, link = space.links[link, 3], space.links[link, 4]
            size, other = space.sizes[unit], units.size[entry]
            if size > 1 and other > 1:
                continue
            may_sound = classes & _SOUNDS and space.may_sound[unit] and units.may_sound[entry]
            if size != other and not (classes & _JOINED or may_sound):
                if size == 1 and cost <= w.COST_MINED:
                    query |= space.masks[unit]  # it may spell again what agrees, and cost nothing
                if not classes & ~_SOUNDS:
                    continue
                length = min(book.agreements.length[space.texts[unit]], book.listed.length[form])
                if length < w.SHORTEST_JOIN_FOR_EDIT:
                    continue
                if classes == _SKELETON and length < w.SHORTEST_JOIN_FOR_SKELETON:
                    continue
            if space.is_begun[unit] or units.is_begun[entry]:
                is_begun |= space.is_begun[unit] and units.is_begun[entry]
                continue
            gain = min(space.weights[unit], np.int64(units.weight[entry]), np.int64(ceiling)) - cost
            if size != other:
                gain -= w.COST_JOIN + w.COST_JOIN_INEXACT * (cost > w.COST_ROMANISATION)
            gain = max(gain, 0)
            query |= space.masks[unit]
            listed |= units.mask[entry]
            is_joined |= size > 1
            most = max(most, gain)
            _spread(space.gains, space.masks[unit], -(-gain // size))
            _spread(space.covers, units.mask[entry], -(-gain // other))
            if units.is_name[entry]:
                gain = _uncommon(gain)
            _spread(space.uncommons, space.masks[unit], -(-gain // size))
    return _summed(tokens, name, query, listed, most, is_joined, is_begun, book, space)


@compiled
def _uncommon(gain: int) -> int:
    """The most that a name gives which is common if it gives less than it might."""
    if w.COMMON_NAME_TOO < gain < w.COMMON_NAME_UNDER:
        return max(gain - w.COMMON_NAME_TOO, w.COMMON_NAME_TOO)
    return gain


@compiled
def _spread(places: Array, mask: int, gain: int) -> None:
    """Raises the tokens of a unit to what each gets of a gain."""
    at = 0
    while mask:
        if mask & 1:
            places[at] = max(places[at], gain)
        mask >>= 1
        at += 1


@compiled
def _summed(
    tokens: Array,
    name: int,
    query: np.int64,
    listed: np.int64,
    most: int,
    is_joined: bool,
    is_begun: bool,
    book: Book,
    space: Room,
) -> Agreed:
    gain = uncommon = covered = share = 0
    least: Any = np.int64(1 << 40)
    least_covered: Any = least
    is_common = False
    for at in range(len(tokens)):
        gain += space.gains[at]
        uncommon += space.uncommons[at]
        is_common |= space.uncommons[at] < space.gains[at]
        if query >> at & 1 and is_name(book.words.role[tokens[at]]):
            least = min(least, space.uncommons[at])
    start = book.listed.start[name]
    for at in range(book.listed.start[name + 1] - start):
        covered += space.covers[at]
        if listed >> at & 1 and is_name(book.listed.role[start + at]):
            least_covered = min(least_covered, space.covers[at])
    for entry in range(book.units.start[name], book.units.start[name + 1]):
        if book.units.size[entry] == 1 and book.units.mask[entry] & listed:
            share += book.units.share[entry]
    is_apart = bool(gain == covered and min(least, least_covered) >= w.FURTHER_NAME)
    gain = min(gain, covered)
    uncommon += w.COMMON_NAME_TOO * is_common
    without = min(uncommon - least, gain)
    uncommon = min(uncommon, gain)
    return Agreed(
        query, listed, gain, uncommon, without, most, share, is_joined, is_begun,
        bool(is_apart),
    )  # fmt: skip
