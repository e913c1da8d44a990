"""What the loops read and write: queries, all columns of the lists, and working space."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.fields import PartyFields
from sanctionscreen.index.bulk.resembling import MOST_LETTERS
from sanctionscreen.index.bulk.tables import Listed, Postings, Spelt, Units
from sanctionscreen.index.bulk.words import Agreements, Words
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.acronyms import LONGEST as LONGEST_ACRONYM

MOST_UNITS = 512
"""Room for the units of ``LONGEST`` tokens."""
MARKS = 1 << 12
MOST_LINKS = 1 << 20
"""Forms that all units of a query may agree with; of a query with more, nothing is found here."""


FIRST, LETTERS = 4, LONGEST_ACRONYM
"""Where the letters of a token written down begin, and how many there are."""
SEEN, SUM, SHARE, AGREEING, UNIT, GAVE, SHARED = range(7)
"""Columns of :attr:`Room.state`."""


class Queries(NamedTuple):
    """Names of one reading: their tokens, and joined tokens that agree with a listed word.

    Attributes:
        start, token: Where each query's tokens begin; the number of each.
        join_start, mask, weight, size, text, may_sound: The joined tokens of each query: their
            places as a mask, their weight together (1/64 bit), how many, their text, and whether
            one is so short that they may agree by their sound.
        is_person, may_be_person, is_latin: Of each query.
    """

    start: Array
    token: Array
    join_start: Array
    mask: Array
    weight: Array
    size: Array
    text: Array
    may_sound: Array
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
        state: By listed name (:data:`SEEN` and so on): for which query it was seen, what the
            query's units may give to it, with the whole name's share apart, which tokens do, as a
            mask; the last unit that did, and what it gave.
        touched: The names of the query.
        marks: Whether any form of a number with these last bits is linked: most are not, and then
            the next, which lie apart in memory, need not be read.
        heads: By form: the first of its links, and for which query.
        links: Of each unit, cost, ceiling, classes, the following link of the form.
        masks, weights, sizes, texts, is_begun, may_sound: The units of the query; ``is_begun``
            tells its first letters from its words.
        written: The tokens of both names of a pair, for acronyms.
        counts, rows: For what is left over by role, and for edits between two texts.
        gains, uncommons, covers: Of each token of a pair, what agreeing gives at most: of the
            query's, the same less what common names take back, of the listed name's.
    """

    state: Array
    touched: Array
    marks: Array
    heads: Array
    links: Array
    masks: Array
    weights: Array
    sizes: Array
    texts: Array
    is_begun: Array
    may_sound: Array
    gains: Array
    uncommons: Array
    covers: Array
    written: Array
    counts: Array
    rows: Array


def room(names: int, forms: int) -> Room:
    """Room for an index of so many names and forms."""
    units = [np.zeros(MOST_UNITS, np.int64) for _ in range(4)]
    flags = [np.zeros(MOST_UNITS, np.bool_) for _ in range(2)]
    places = [np.zeros(64, np.int64) for _ in range(3)]
    return Room._make(
        [
            np.full((names, 8), -1, np.int64), np.zeros(names, np.int32),
            np.zeros(MARKS, np.bool_), np.full((forms, 2), -1, np.int32),
            np.zeros((MOST_LINKS, 5), np.int32), *units, *flags, *places,
            np.zeros((2, 64, FIRST + LETTERS), np.int64), np.zeros(len(ROLES), np.int64),
            np.zeros((3, MOST_LETTERS), np.int64),
        ]
    )  # fmt: skip
