"""From tokens to pairs of a query and a listed name that may reach what they must."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.bounding import (
    INITIAL,
    NUMBER,
    Agreed,
    is_name,
    organisation_bound,
    person_bound,
)
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.fields import AskedColumns, PartyFields, needed
from sanctionscreen.index.bulk.tables import BEGINNING, LONGEST, Listed, Postings, Spelt, Units
from sanctionscreen.index.bulk.words import Agreements, Words
from sanctionscreen.index.keys import Class
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import PAIR_BITS

_MOST_UNITS = 512
"""Room for the units of ``LONGEST`` tokens."""
_MOST_LINKS = 1 << 20
"""Forms that all units of a query may agree with; of a query with more, nothing is found here."""


_JOINED = sum(
    1 << kind
    for kind in (
        Class.SAME, Class.ROMANISATION, Class.VARIANT, Class.SOUND, Class.SOUND_OF_KANA
    )
)  # fmt: skip
"""Classes in which joined tokens of any length may agree with one."""
_SKELETON = 1 << Class.SKELETON

SEEN, SUM, SHARE, AGREEING, UNIT, GAVE, SHARED = range(7)
"""Columns of :attr:`Room.state`."""


class Queries(NamedTuple):
    """Names of one reading: their tokens, and joined tokens that agree with a listed word.

    Attributes:
        start, token: Where each query's tokens begin; the number of each.
        join_start, mask, weight, size, text: The joined tokens of each query: their places as a
            mask, their weight together (1/64 bit), how many, and their text.
        is_person, may_be_person, is_latin: Of each query.
    """

    start: Array
    token: Array
    join_start: Array
    mask: Array
    weight: Array
    size: Array
    text: Array
    is_person: bool
    may_be_person: Array
    is_latin: Array


class Book(NamedTuple):
    """All columns that are read, of listed names and of words."""

    postings: Postings
    units: Units
    listed: Listed
    spelt: Spelt
    fields: PartyFields
    words: Words
    agreements: Agreements


class Room(NamedTuple):
    """Working space, used again for each query.

    Attributes:
        state: By listed name (:data:`SEEN` and so on): for which query it was seen, what the query's
            units may give to it, with the whole name's share apart, which tokens do, as a mask;
            the last unit that did, and what it gave.
        touched: The names of the query.
        heads, linked: By form: the first of its links, and for which query.
        unit, cost, ceiling, classes, following: Of each link.
        masks, weights, sizes, texts, is_begun: The units of the query; the last tells its first
            letters from its words.
        gains, uncommons, covers: Of each token of a pair, what agreeing gives at most: of the
            query's, the same less what common names take back, of the listed name's.
    """

    state: Array
    touched: Array
    heads: Array
    linked: Array
    unit: Array
    cost: Array
    ceiling: Array
    classes: Array
    following: Array
    masks: Array
    weights: Array
    sizes: Array
    texts: Array
    is_begun: Array
    gains: Array
    uncommons: Array
    covers: Array


def room(names: int, forms: int) -> Room:
    """Room for an index of so many names and forms."""
    links = _MOST_LINKS
    return Room(
        np.full((names, 8), -1, np.int64), np.zeros(names, np.int32),
        np.zeros(forms, np.int32), np.full(forms, -1, np.int64),
        *(np.zeros(links, np.int32) for _ in range(5)),
        *(np.zeros(_MOST_UNITS, np.int64) for _ in range(4)), np.zeros(_MOST_UNITS, np.bool_),
        *(np.zeros(64, np.int64) for _ in range(3)),
    )  # fmt: skip


@compiled
def find(
    queries: Queries, asked: AskedColumns, book: Book, space: Room, first: int, out: Array
) -> tuple[int, int]:
    """Fills ``out`` with (query, name, weight needed) from query ``first`` on, as many as fit.

    Returns:
        How many pairs, and the first query that was not looked at.
    """
    count = 0
    for query in range(first, len(queries.start) - 1):
        number = _units(queries, query, book.words, space)
        touched = _sums(query, number, book, space)
        if touched < 0 or count + touched > len(out):
            return count, query
        count = _weighed(queries, query, touched, asked, book, space, out, count)
    return count, len(queries.start) - 1


@compiled
def _units(queries: Queries, query: int, words: Words, space: Room) -> int:
    """Lays out the units of a query; how many there are."""
    number = 0
    for at in range(queries.start[query], queries.start[query + 1]):
        token = queries.token[at]
        place = at - queries.start[query]
        if number < _MOST_UNITS and place < LONGEST:
            space.masks[number] = np.int64(1) << place
            space.weights[number] = words.weight[token]
            space.sizes[number] = 1
            space.texts[number] = words.text[token]
            space.is_begun[number] = words.role[token] == BEGINNING
            number += 1
    for at in range(queries.join_start[query], queries.join_start[query + 1]):
        if number < _MOST_UNITS:
            space.masks[number] = queries.mask[at]
            space.weights[number] = queries.weight[at]
            space.sizes[number] = queries.size[at]
            space.texts[number] = queries.text[at]
            space.is_begun[number] = False
            number += 1
    return number


@compiled
def _sums(stamp: int, units: int, book: Book, space: Room) -> int:
    """Links the forms that the units agree with, and sums what they may give to each name.

    Returns:
        How many names there are; -1 where there is no room.
    """
    touched = links = 0
    agreements, postings = book.agreements, book.postings
    for unit in range(units):
        text = space.texts[unit]
        for at in range(agreements.start[text], agreements.start[text + 1]):
            form = agreements.form[at]
            low, high = postings.start[form], postings.start[form + 1]
            if low == high:
                continue
            if links == len(space.unit):
                return -1
            space.following[links] = space.heads[form] if space.linked[form] == stamp else -1
            space.heads[form], space.linked[form] = links, stamp
            space.unit[links] = unit
            space.cost[links], space.ceiling[links] = agreements.cost[at], agreements.ceiling[at]
            space.classes[links] = agreements.classes[at]
            links += 1
            most = min(space.weights[unit], np.int64(agreements.ceiling[at]))
            for entry in range(low, high):
                if space.sizes[unit] > 1 and postings.size[entry] > 1:
                    continue
                gain = min(np.int64(postings.weight[entry]), most) - agreements.cost[at]
                name = postings.name[entry]
                state = space.state[name]
                if state[SEEN] != stamp:
                    state[SEEN], state[SUM], state[SHARE] = stamp, 0, 0
                    state[AGREEING], state[UNIT] = 0, -1
                    space.touched[touched] = name
                    touched += 1
                if state[UNIT] != unit:
                    state[UNIT], state[GAVE], state[SHARED] = unit, 0, 0
                    state[AGREEING] |= space.masks[unit]
                more = max(gain - state[GAVE], 0)
                state[SUM] += more
                state[GAVE] += more
                more = max(postings.share[entry] - state[SHARED], 0)
                state[SHARE] += more
                state[SHARED] += more
    return touched


@compiled
def _weighed(
    queries: Queries,
    query: int,
    touched: int,
    asked: AskedColumns,
    book: Book,
    space: Room,
    out: Array,
    count: int,
) -> int:
    """Puts out the names whose bound reaches what the pair must weigh."""
    start, end = queries.start[query], queries.start[query + 1]
    tokens = queries.token[start:end]
    least = asked.least[query]
    spelled = np.uint64(0) if queries.is_person else _spelled(tokens, book.words)
    beside = w.INITIAL_SAME * _initials(tokens, book.words) if queries.is_person else 0
    for number in range(touched):
        name = space.touched[number]
        most = space.state[name, SUM] + space.state[name, SHARE] + beside
        if most < least:
            continue
        wanted = needed(asked, book.fields, query, name)
        if not book.listed.is_long[name]:
            most = beside + _query_bound(queries, query, tokens, name, book, space)
            if most < wanted:
                continue
            agreed = _agreed(query, tokens, name, book, space)
            if queries.is_person:
                bound = beside + person_bound(
                    tokens, book.words, name, book.listed, book.spelt, agreed, wanted - beside
                )
            elif agreed.is_begun and _is_cut(tokens, name, book):
                bound = wanted
            else:
                bound = organisation_bound(
                    tokens, book.words, name, book.listed, agreed,
                    queries.may_be_person[query], queries.is_latin[query], spelled,
                )  # fmt: skip
            if bound < wanted:
                continue
        out[count, 0], out[count, 1], out[count, 2] = query, name, wanted
        count += 1
    return count


@compiled
def _initials(tokens: Array, words: Words) -> int:
    count = 0
    for token in tokens:
        count += words.role[token] == INITIAL
    return count


@compiled
def _query_bound(
    queries: Queries, query: int, tokens: Array, name: int, book: Book, space: Room
) -> int:
    """The most that a pair weighs by what its query's tokens lack; the first look, and a short one."""
    words, listed = book.words, book.listed
    agreeing = space.state[name, AGREEING]
    spared = listed.initials[name]
    cost, is_whole = 0, True
    for at in range(len(tokens)):
        token = tokens[at]
        if agreeing >> at & 1:
            if words.role[token] == BEGINNING and _is_cut(tokens, name, book):
                return space.state[name, SUM] + space.state[name, SHARE]
            continue
        role = words.role[token]
        if words.may_be_particle[token] and listed.particles[name]:
            continue
        letters = words.acronym[token]
        if letters and not queries.is_person and letters & ~listed.spelled[name] == 0:
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
    if is_whole:
        return space.state[name, SUM] + space.state[name, SHARE] - cost
    return space.state[name, SUM] - cost


@compiled
def _agreed(stamp: int, tokens: Array, name: int, book: Book, space: Room) -> Agreed:
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
        link = space.heads[form] if space.linked[form] == stamp else -1
        while link >= 0:
            unit, cost, ceiling = space.unit[link], space.cost[link], space.ceiling[link]
            classes, link = space.classes[link], space.following[link]
            size, other = space.sizes[unit], units.size[entry]
            if size > 1 and other > 1:
                continue
            if size != other and not classes & _JOINED:
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
                gain -= w.COST_JOIN
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
    query: int,
    listed: int,
    most: int,
    is_joined: bool,
    is_begun: bool,
    book: Book,
    space: Room,
) -> Agreed:
    gain = uncommon = covered = share = 0
    least, is_common = 1 << 40, False
    for at in range(len(tokens)):
        gain += space.gains[at]
        uncommon += space.uncommons[at]
        is_common |= space.uncommons[at] < space.gains[at]
        if query >> at & 1 and is_name(book.words.role[tokens[at]]):
            least = min(least, space.uncommons[at])
    for at in range(book.listed.start[name + 1] - book.listed.start[name]):
        covered += space.covers[at]
    for entry in range(book.units.start[name], book.units.start[name + 1]):
        if book.units.size[entry] == 1 and book.units.mask[entry] & listed:
            share += book.units.share[entry]
    gain = min(gain, covered)
    uncommon = min(uncommon + w.COMMON_NAME_TOO * is_common, gain)
    return Agreed(query, listed, gain, uncommon, least, most, share, is_joined, is_begun)


@compiled
def _spelled(tokens: Array, words: Words) -> int:
    """As :func:`sanctionscreen.match.acronyms.spelled_pairs`."""
    bits = np.uint64(0)
    for at in range(len(tokens)):
        bits |= words.own[tokens[at]]
        for following in range(at + 1, len(tokens)):
            other = tokens[following]
            for sound in words.sounds[tokens[at]]:
                if sound:
                    bit = (np.int64(sound) * 26 + np.int64(words.first[other])) % PAIR_BITS
                    bits |= np.uint64(1) << np.uint64(bit)
            if not words.is_left_out[other]:
                break
    return bits


@compiled
def _is_cut(tokens: Array, name: int, book: Book) -> bool:
    """Whether the listed name begins with all letters of the query and goes on, as far as seen."""
    words, listed = book.words, book.listed
    at, end = listed.text_start[name], listed.text_start[name + 1]
    for token in tokens:
        if words.role[token] == BEGINNING:
            continue
        for letter in words.surface_letters[words.surface_start[token] : words.surface_start[token + 1]]:
            if letter > 127:
                return True
            if at == end or listed.text[at] != letter:
                return at < end and listed.text[at] > 127
            at += 1
    return at < end
