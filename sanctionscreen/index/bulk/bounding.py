"""The most that a pair of names can weigh, token by token; ``docs/engine.md`` has the proof.

Every bound follows from the rules in :mod:`sanctionscreen.match.name`. What agrees counts for the
most that any alignment gives it; what agrees with nothing on the other side is left over in every
alignment, and costs at least what is counted here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.resembling import PATRONYMIC, is_name, resembles_any
from sanctionscreen.index.bulk.tables import Listed, Spelt
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match import weights as w
from sanctionscreen.match.bounds import LEAST_EXTRA, LEAST_OMITTED
from sanctionscreen.names.prepare import Role

INITIAL = ROLES.index(Role.INITIAL)
PARTICLE = ROLES.index(Role.PARTICLE)
GENERIC = ROLES.index(Role.GENERIC)
PLACE = ROLES.index(Role.PLACE)
NUMBER = ROLES.index(Role.NUMBER)
LEGAL_FORM = ROLES.index(Role.LEGAL_FORM)
_OMITTED_BESIDE_ONE = min(LEAST_OMITTED, w.OMITTED_BESIDE_ONE)


class Agreed(NamedTuple):
    """What may agree between a query and a listed name.

    Attributes:
        query, listed: The tokens that agree with anything, as masks.
        gain: The most that they weigh together, without the whole name's share, 1/64 bit.
        uncommon: The same less what common names take back in a name that agrees in part.
        without: The same if one of the query's names that may agree is left over.
        most: The most that any unit gives.
        share: The most that they get on top where the whole name agrees.
        is_joined: Whether several tokens of the query agree as one.
        is_begun: Whether both may begin with the same letters, so that the query may be cut short.
        is_apart: Whether each name that may agree, left over instead, takes more than it spares:
            no two of one side vie for one of the other.
    """

    query: np.int64
    listed: np.int64
    gain: int
    uncommon: int
    without: int
    most: int
    share: int
    is_joined: bool
    is_begun: bool
    is_apart: bool


@compiled
def with_spared(agreed: Agreed, query: np.int64, listed: np.int64) -> Agreed:
    """The same with tokens that, left over, cost nothing."""
    return Agreed(
        agreed.query | query, agreed.listed | listed, agreed.gain, agreed.uncommon,
        agreed.without, agreed.most, agreed.share, agreed.is_joined, agreed.is_begun,
        agreed.is_apart,
    )  # fmt: skip


@compiled
def is_must(role: int) -> bool:
    """Whether a listed token left over leaves the name in part."""
    return is_name(role) or role in (GENERIC, PLACE, NUMBER)


class Names(NamedTuple):
    """The names among a query's tokens, and what is left over of them in every alignment.

    Attributes:
        all, left: How many there are, and are left over; ``brief`` of these may be particles.
        initials, particles: What may stand for a listed name.
        extra: What those left over cost if they contradict nothing, 1/64 bit.
    """

    all: int
    left: int
    brief: int
    initials: int
    particles: int
    extra: int


@compiled
def person_bound(
    tokens: Array,
    words: Words,
    name: int,
    listed: Listed,
    spelt: Spelt,
    agreed: Agreed,
    needed: int,
    rows: Array,
) -> int:
    """The most that a pair of persons' names weighs."""
    ours = _names(tokens, words, agreed.query)
    omitted, must = _omitted(name, listed, agreed.listed)
    briefs = min(ours.particles, listed.short[name])
    mistyped = min(listed.particles[name], ours.brief)
    spared = listed.initials[name] + mistyped
    left = max(ours.left - spared, 0)
    lacking = max(omitted - ours.initials - briefs, 0)
    both = min(left, lacking)
    is_whole = agreed.most > 0 and ours.left <= mistyped and must <= briefs
    further = w.FURTHER_NAME * agreed.is_apart
    cost = w.RESEMBLING_NAME * both + LEAST_EXTRA * (left - both)
    cost += further * max(left - both - 1, 0)
    if ours.all == 1:
        cost += _OMITTED_BESIDE_ONE * (lacking - both)
    else:
        cost += LEAST_OMITTED * (lacking - both) + further * max(lacking - both - 1, 0)
    bound = (agreed.gain + agreed.share if is_whole else agreed.uncommon) - cost
    if bound < needed or left == 0 or is_whole:
        return bound
    start, end = listed.start[name], listed.start[name + 1]
    if resembles_any(tokens, words, agreed.query, start, end, listed, spelt, rows):
        return bound
    # Either all that may agree does, and what is left over contradicts or is extra; or a name
    # that may agree is left over as well, and what it gives is gone.
    every = min(agreed.uncommon, w.BESIDE_CONTRADICTION_MOST) - w.CONTRADICTING_NAME * both
    every -= LEAST_EXTRA * (left - both)
    if both == 0:
        every = agreed.uncommon
        if spared == 0:
            every -= ours.extra + w.FURTHER_NAME * (left - 1)
    besides = 0 if spared else ours.extra
    return max(every, agreed.without - w.RESEMBLING_NAME - besides)


@compiled
def _names(tokens: Array, words: Words, agreed: np.int64) -> Names:
    count = left = brief = initials = particles = extra = 0
    for at in range(len(tokens)):
        token = tokens[at]
        role = words.role[token]
        initials += role == INITIAL
        particles += role == PARTICLE
        if is_name(role):
            count += 1
            if not agreed >> at & 1:
                left += 1
                brief += words.may_be_particle[token]
                extra += w.OMITTED_PATRONYMIC if role == PATRONYMIC else w.EXTRA_NAME
    return Names(count, left, brief, initials, particles, extra)


@compiled
def _omitted(name: int, listed: Listed, agreed: np.int64) -> tuple[int, int]:
    """How many listed names are left over, and tokens without which the name is not whole."""
    omitted = must = 0
    start = listed.start[name]
    for at in range(listed.start[name + 1] - start):
        if not agreed >> at & 1:
            role = listed.role[start + at]
            omitted += is_name(role)
            must += is_must(role)
    return omitted, must
