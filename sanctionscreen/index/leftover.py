"""What names of bodies weigh at most once what is left over on both sides is counted.

The same bound as of the loops (``bulk.organisation_bounding``), for the pairs of a few queries:
token by token, which the bound from counts alone (``match.bounds``) is too wide for where many
listed names have the query's common words. ``docs/engine.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sanctionscreen.index.agreeing import Ints, runs
from sanctionscreen.index.gains import unpacked
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.index.terms import TermTable
from sanctionscreen.match import weights as w
from sanctionscreen.match.alignment import leftover, may_be_particle
from sanctionscreen.match.bounds import MUST, Bools, Pairs
from sanctionscreen.match.leftovers import counts_beside_names
from sanctionscreen.match.name import NAMES
from sanctionscreen.names.prepare import PreparedName, Role

_CONTRADICTING = (
    (Role.NUMBER, w.ORG_CONTRADICTING_NUMBER),
    (Role.PLACE, w.ORG_CONTRADICTING_PLACE),
    (Role.NAME, w.ORG_CONTRADICTING_NAME),
    (Role.GENERIC, w.ORG_OTHER_BUSINESS),
    (Role.LEGAL_FORM, w.ORG_OTHER_LEGAL_FORM),
)
"""What a left-over token of a role costs beside one of the same role on the other side."""
_HOLDING = (Role.NUMBER, Role.PLACE, Role.NAME)
"""Roles that hold what agrees under a limit where they contradict."""
_TRANSLATED = (Role.NAME, Role.GENERIC)
"""Roles that contradict nothing between scripts, and cost little: a translation mostly."""


@dataclass(frozen=True, slots=True)
class _Side:
    """Of one side of each pair: what is left over costs, how often in each role, and whether the
    name may agree whole all the same."""

    cost: Ints
    counts: tuple[Ints, ...]
    is_whole: Bools


class LeftOver:
    """What listed names' tokens cost where they are left over."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._starts = np.asarray(arrays["name_start"]).astype(np.int64)
        self._forms = np.asarray(arrays["token_form"])
        self._roles = np.asarray(arrays["token_role"])
        self._left = np.asarray(arrays["token_left"])
        self._is_brief = np.asarray(arrays["token_is_brief"])
        self._is_latin = np.asarray(arrays["name_is_latin"])

    def bounds(
        self,
        query: PreparedName,
        terms: tuple[int, ...],
        table: TermTable,
        agreeing: Ints,
        names: Ints,
        pairs: Pairs,
    ) -> Ints:
        """The most that a query weighs with each of these names; acronyms are not considered.

        Args:
            terms: The numbers of its tokens' terms in the table.
            agreeing: The forms that may agree with any of its units, ascending.
        """
        shape = (len(names), len(terms))
        packed, agrees = table.at(
            np.tile(np.array(terms, np.int64), len(names)), np.repeat(names, len(terms))
        )
        is_joined = (unpacked(packed).covered.reshape(shape) > 1).any(axis=1)
        is_translated = (self._is_latin[names] != 0) != query.is_latin
        ours = _left_query(
            query, np.logical_not(agrees).reshape(shape), pairs.listed.particles, is_translated
        )
        theirs = self._left_listed(names, agreeing, pairs.query.particles > 0, is_translated)
        cost = ours.cost + theirs.cost
        is_held = np.zeros(len(names), bool)
        for (role, each), one, other in zip(
            _CONTRADICTING, ours.counts, theirs.counts, strict=True
        ):
            both = np.minimum(one, other)
            if role in _TRANSLATED:
                both = np.where(is_translated, 0, both)
            cost = cost + each * both
            if role in _HOLDING:
                is_held |= both > 0
        gains = pairs.gains + np.where(ours.is_whole & theirs.is_whole, pairs.shares, 0)
        gains = np.where(is_held, np.minimum(gains, w.ORG_BESIDE_CONTRADICTION_MOST), gains)
        # Which tokens of a listed name a joined form covers is not known here.
        bounds: Ints = np.where(is_joined, pairs.gains + pairs.shares, gains - cost)
        return bounds

    def _left_listed(
        self, names: Ints, agreeing: Ints, has_particles: Bools, is_translated: Bools
    ) -> _Side:
        counts = self._starts[names + 1] - self._starts[names]
        at = runs(self._starts[names], counts)
        pair = np.repeat(np.arange(len(names)), counts)
        forms, roles = self._forms[at], self._roles[at]
        place = np.minimum(np.searchsorted(agreeing, forms), max(len(agreeing) - 1, 0))
        is_left = agreeing[place] != forms if len(agreeing) else np.ones(len(forms), bool)
        is_left &= roles != ROLES.index(Role.BEGINNING)
        is_left &= ~(has_particles[pair] & (self._is_brief[at] != 0))
        at, pair, roles = at[is_left], pair[is_left], roles[is_left]
        cost = self._left[at].astype(np.int64)
        is_cheap = is_translated[pair] & np.isin(roles, [ROLES.index(r) for r in _TRANSLATED])
        cost = np.where(is_cheap, np.minimum(cost, w.OTHER_SCRIPT_LEFTOVER), cost)
        must = np.isin(roles, [ROLES.index(role) for role in MUST])
        return _Side(
            np.bincount(pair, cost, len(names)).astype(np.int64),
            tuple(
                np.bincount(pair[roles == ROLES.index(role)], minlength=len(names))
                for role, _ in _CONTRADICTING
            ),
            np.bincount(pair[must], minlength=len(names)) == 0,
        )


def _left_query(
    query: PreparedName, is_left: Bools, listed_particles: Ints, is_translated: Bools
) -> _Side:
    """The query's side.

    Args:
        is_left: For each pair (a row) and token, whether nothing may agree with it.
    """
    tokens = query.tokens
    is_beginning = np.array([token.role is Role.BEGINNING for token in tokens])
    is_brief = np.array([may_be_particle(token) for token in tokens])
    left = is_left & ~is_beginning & ~(is_brief & (listed_particles > 0)[:, None])
    costs, between = [], []
    for token in tokens:
        cost = leftover(token, query, is_query=True)
        cheap = min(cost, w.OTHER_SCRIPT_LEFTOVER) if token.role in _TRANSLATED else cost
        if query.may_be_person and counts_beside_names(token):
            cost = cheap = w.ORG_EXTRA_BESIDE_NAMES
        costs.append(cost)
        between.append(cheap)
    needed = np.array([token.role in NAMES or token.role is Role.NUMBER for token in tokens])
    return _Side(
        np.where(is_translated, left @ np.array(between), left @ np.array(costs)),
        tuple(
            left @ np.array([token.role is role for token in tokens], np.int64)
            for role, _ in _CONTRADICTING
        ),
        ~(left & needed).any(axis=1),
    )
