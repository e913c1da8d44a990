"""The most that a pair of names can weigh, from counts alone: what retrieval drops, and why.

Everything here follows from the rules in :mod:`sanctionscreen.match.name`, for arrays of pairs:
a whole name's share is kept only where nothing that names is left over on either side, and what
is left over costs at least what is counted here. ``docs/engine.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import repeats_itself, spelled_pairs
from sanctionscreen.match.alignment import LONGEST_PARTICLE
from sanctionscreen.match.name import NAMES
from sanctionscreen.names.prepare import IDENTIFYING, Role, Token

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MUST = IDENTIFYING - {Role.SOFT_TITLE}
LEAST_EXTRA = min(w.EXTRA_NAME, w.OMITTED_PATRONYMIC)
LEAST_OMITTED = min(w.OMITTED_NAME, w.OMITTED_PATRONYMIC)


@dataclass(frozen=True, slots=True)
class NameFacts:
    """Counts over the tokens of a name, or of names as columns.

    Attributes:
        names: Tokens that are names or patronymics.
        must: Tokens without which the name does not agree whole.
        initials: Initials, which may stand for a name.
        particles: Particles, which a short name may be a misspelling of.
        short: Names as short as a particle.
        repeats: Whether one of the tokens is an acronym of others.
        spelled: Pairs of letters that acronyms of the name's words may have.
    """

    names: Ints
    must: Ints
    initials: Ints
    particles: Ints
    short: Ints
    repeats: Ints
    spelled: Ints

    def taken(self, at: Ints) -> NameFacts:
        """Some of the names, or some several times, as 64-bit numbers."""
        return NameFacts(*(getattr(self, fact)[at].astype(np.int64) for fact in FACTS))


FACTS = tuple(NameFacts.__dataclass_fields__)
"""The names of the columns."""


def facts(tokens: Iterable[Token]) -> tuple[int, ...]:
    """The columns of :class:`NameFacts` for one name."""
    tokens = tuple(tokens)
    return (
        sum(token.role in NAMES for token in tokens),
        sum(token.role in MUST for token in tokens),
        sum(token.role is Role.INITIAL for token in tokens),
        sum(token.role is Role.PARTICLE for token in tokens),
        sum(token.role in NAMES and len(token.text) <= LONGEST_PARTICLE for token in tokens),
        repeats_itself(tokens),
        spelled_pairs(tokens),
    )


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a query and a listed name, as columns.

    Attributes:
        gains, shares, covered, agreeing, common: As in :class:`sanctionscreen.index.gains.Sums`.
        query, listed: The facts of both names.
    """

    gains: Ints
    shares: Ints
    covered: Ints
    agreeing: Ints
    common: Ints
    query: NameFacts
    listed: NameFacts

    def taken(self, at: Ints) -> Pairs:
        """Some of the pairs."""
        return Pairs(
            self.gains[at],
            self.shares[at],
            self.covered[at],
            self.agreeing[at],
            self.common[at],
            self.query.taken(at),
            self.listed.taken(at),
        )

    def left_query(self) -> Ints:
        """The fewest of the query's names that are left over; initials may stand for some."""
        return _left(self.query, self.listed, self.agreeing)

    def left_listed(self) -> Ints:
        """The fewest of the listed names that are left over."""
        return _left(self.listed, self.query, self.covered)

    def may_be_whole(self) -> Bools:
        """Whether all that names on either side may agree; a particle may be mistyped."""
        ours = self.query.names - np.minimum(self.query.short, self.listed.particles)
        theirs = self.listed.must - np.minimum(self.listed.short, self.query.particles)
        return (ours <= self.agreeing) & (theirs <= self.covered)


def _left(name: NameFacts, other: NameFacts, agreeing: Ints) -> Ints:
    spared = other.initials + np.minimum(other.particles, name.short)
    left: Ints = np.maximum(name.names - agreeing - spared, 0)
    return left


def person_bound(pairs: Pairs) -> Ints:
    """The most that pairs of persons' names weigh, 1/64 bit."""
    whole = pairs.may_be_whole()
    # Common names keep company: each beyond the first gives something back, unless all agrees.
    common = w.COMMON_NAME_TOO * np.maximum(pairs.common - 1, 0)
    left_query, left_listed = pairs.left_query(), pairs.left_listed()
    both = np.minimum(left_query, left_listed)
    omitted = np.where(
        pairs.query.names == 1, min(LEAST_OMITTED, w.OMITTED_BESIDE_ONE), LEAST_OMITTED
    )
    cost = w.RESEMBLING_NAME * both + LEAST_EXTRA * (left_query - both)
    cost += omitted * (left_listed - both)
    return pairs.gains + np.where(whole, pairs.shares, -common) - cost


def differing_bound(gains: Ints, least_gain: Ints, extra: Ints, both: Ints) -> Ints:
    """The most that pairs of persons' names weigh whose left-over names resemble none.

    Either every token that may agree does. Then what is left over contradicts what is left over
    of the listed name, and what agrees counts up to BESIDE_CONTRADICTION_MOST; or it is extra.
    Or one that may agree is left over as well, since two agree with the same one, and at least
    the least gain is gone.

    Args:
        extra: What the query's left-over names cost if nothing is left over of the listed name.
        both: The fewest names left over on both sides.
    """
    held = np.minimum(gains, w.BESIDE_CONTRADICTION_MOST) - w.CONTRADICTING_NAME * both
    every = np.where(both > 0, held, gains - extra)
    most: Ints = np.maximum(every, gains - least_gain - w.RESEMBLING_NAME)
    return most


def cost_of_extra(role: Role) -> int:
    """What a left-over token of a query costs if it contradicts none and resembles none."""
    return w.OMITTED_PATRONYMIC if role is Role.PATRONYMIC else w.EXTRA_NAME


def organisation_bound(
    pairs: Pairs, extra_names: Ints, is_query_spared: Bools, is_listed_spared: Bools
) -> Ints:
    """The most that pairs of other names weigh, 1/64 bit.

    Args:
        extra_names: How many of the query's tokens that agree with nothing count beside names,
            where the query may as well be a person's name; else 0.
        is_query_spared: Whether left-over words of the query may cost nothing: an acronym stands
            for them.
        is_listed_spared: Whether left-over words of the listed name may cost nothing.
    """
    mistyped = np.minimum(pairs.query.short, pairs.listed.particles)
    brief = np.minimum(pairs.listed.short, pairs.query.particles)
    may_be_whole = (pairs.query.names - mistyped <= pairs.agreeing) | is_query_spared
    may_be_whole &= (pairs.listed.must - brief <= pairs.covered) | is_listed_spared
    extra = np.maximum(extra_names - mistyped, 0)
    cost = np.where(is_query_spared, 0, w.ORG_EXTRA_BESIDE_NAMES * extra)
    return pairs.gains + np.where(may_be_whole, pairs.shares, 0) - cost
