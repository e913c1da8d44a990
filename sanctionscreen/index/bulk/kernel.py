"""From tokens to pairs of a query and a listed name that may reach what they must."""

from __future__ import annotations

import numpy as np

from sanctionscreen.index.bulk.acronyms import spared_between
from sanctionscreen.index.bulk.bounding import Agreed, person_bound, with_spared
from sanctionscreen.index.bulk.columns import (
    AGREEING,
    GAVE,
    MARKS,
    MOST_UNITS,
    SEEN,
    SHARE,
    SHARED,
    SUM,
    UNIT,
    Book,
    Queries,
    Room,
)
from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.fields import AskedColumns, needed
from sanctionscreen.index.bulk.looking import (
    initials_of,
    is_cut,
    names_of,
    query_bound,
    repeating_words,
    spelled_by,
)
from sanctionscreen.index.bulk.organisation_bounding import organisation_bound
from sanctionscreen.index.bulk.pairing import agreed_between
from sanctionscreen.index.bulk.tables import BEGINNING, LONGEST
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w


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
        if number < MOST_UNITS and place < LONGEST:
            space.masks[number] = np.int64(1) << place
            space.weights[number] = words.weight[token]
            space.sizes[number] = 1
            space.texts[number] = words.text[token]
            space.is_begun[number] = words.role[token] == BEGINNING
            space.may_sound[number] = True
            number += 1
    for at in range(queries.join_start[query], queries.join_start[query + 1]):
        if number < MOST_UNITS:
            space.masks[number] = queries.mask[at]
            space.weights[number] = queries.weight[at]
            space.sizes[number] = queries.size[at]
            space.texts[number] = queries.text[at]
            space.is_begun[number] = False
            space.may_sound[number] = queries.may_sound[at]
            number += 1
    return number


@compiled
def _sums(stamp: int, units: int, book: Book, space: Room) -> int:
    """Links the forms that the units agree with, and sums what they may give to each name.

    Returns:
        How many names there are; -1 where there is no room.
    """
    touched = links = 0
    space.marks[:] = False
    agreements, postings = book.agreements, book.postings
    for unit in range(units):
        text, size, weight = space.texts[unit], space.sizes[unit], space.weights[unit]
        for at in range(agreements.start[text], agreements.start[text + 1]):
            form, cost = agreements.form[at], agreements.cost[at]
            low, high = postings.start[form], postings.start[form + 1]
            if low == high:
                continue
            if links == len(space.links):
                return -1
            following = space.heads[form, 0] if space.heads[form, 1] == stamp else -1
            space.heads[form, 0], space.heads[form, 1] = links, stamp
            space.marks[form & (MARKS - 1)] = True
            space.links[links, 0], space.links[links, 1] = unit, cost
            space.links[links, 2] = agreements.ceiling[at]
            space.links[links, 3], space.links[links, 4] = agreements.classes[at], following
            links += 1
            most = min(weight, np.int64(agreements.ceiling[at]))
            for entry in range(low, high):
                if size > 1 and postings.rows[entry, 3] > 1:
                    continue
                gain = min(np.int64(postings.rows[entry, 1]), most) - cost
                name = postings.rows[entry, 0]
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
                more = max(postings.rows[entry, 2] - state[SHARED], 0)
                state[SHARE] += more
                state[SHARED] += more
    return touched


@compiled
def _organisations(
    queries: Queries,
    query: int,
    tokens: Array,
    name: int,
    book: Book,
    agreed: Agreed,
    wanted: int,
    space: Room,
) -> int:
    """The most that a pair of other names weighs; acronyms are read only where they decide."""
    may_be_person, is_latin = queries.may_be_person[query], queries.is_latin[query]
    bound = organisation_bound(
        tokens, book.words, name, book.listed, agreed, may_be_person, is_latin, space.counts
    )
    if bound >= wanted or agreed.gain + agreed.share < wanted:
        return bound
    ours, theirs = spared_between(tokens, name, book, space)
    if not (ours & ~agreed.query or theirs & ~agreed.listed):
        return bound
    return organisation_bound(
        tokens, book.words, name, book.listed, with_spared(agreed, ours, theirs),
        may_be_person, is_latin, space.counts,
    )  # fmt: skip


@compiled
def _told(
    tokens: Array, words: Words, is_person: bool
) -> tuple[int, np.int64, np.uint64, np.int64]:
    """Of a person's query what initials add, and its names; of another's as :func:`query_bound`
    asks."""
    if is_person:
        beside = w.INITIAL_SAME * initials_of(tokens, words)
        return beside, names_of(tokens, words), np.uint64(0), np.int64(0)
    return 0, np.int64(0), spelled_by(tokens, words, -1), repeating_words(tokens, words)


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
    beside, names, spelled, repeating = _told(tokens, book.words, queries.is_person)
    for number in range(touched):
        name = space.touched[number]
        most = space.state[name, SUM] + beside
        if most + space.state[name, SHARE] < least:
            continue
        # What the fields say lies elsewhere in memory: first what shows that it need not be asked.
        if not book.listed.is_long[name]:
            if most < least and names & ~space.state[name, AGREEING]:
                continue
            most = beside + query_bound(
                queries, query, tokens, name, book, space, spelled, repeating
            )
            if most < least:
                continue
        wanted = needed(asked, book.fields, query, name)
        if not book.listed.is_long[name]:
            if most < wanted:
                continue
            agreed = agreed_between(query, tokens, name, book, space)
            if queries.is_person:
                bound = beside + person_bound(
                    tokens, book.words, name, book.listed, book.spelt, agreed, wanted - beside,
                    space.rows,
                )  # fmt: skip
            elif agreed.is_begun and is_cut(tokens, name, book):
                bound = wanted
            else:
                bound = _organisations(queries, query, tokens, name, book, agreed, wanted, space)
            if bound < wanted:
                continue
        out[count, 0], out[count, 1], out[count, 2] = query, name, wanted
        count += 1
    return count
