"""Left-over names of persons that resemble none of the listed ones, for many pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sanctionscreen.index.agreeing import Ints, runs
from sanctionscreen.index.gains import unpacked
from sanctionscreen.index.keys import distinct
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.index.terms import TermTable
from sanctionscreen.match.bounds import Bools, cost_of_extra, differing_bound
from sanctionscreen.match.name import NAMES, resembles
from sanctionscreen.names.prepare import PreparedName, Preparer, Token

_NAME_ROLES = [ROLES.index(role) for role in sorted(NAMES)]
_MANY = 1 << 40


class Differing:
    """Tells which pairs are left with names that differ, and what such a pair weighs at most."""

    def __init__(
        self, arrays: Mapping[str, Array], form_text: Callable[[int], str], preparer: Preparer
    ) -> None:
        self._starts = np.asarray(arrays["name_start"]).astype(np.int64)
        self._forms = np.asarray(arrays["token_form"])
        self._is_name = np.isin(np.asarray(arrays["token_role"]), _NAME_ROLES)
        self._form_text = form_text
        self._preparer = preparer

    def bounds(
        self,
        queries: Sequence[PreparedName],
        table: TermTable,
        rows: Ints,
        names: Ints,
        gains: Ints,
        both: Ints,
        spared: Ints,
    ) -> Ints:
        """The most that pairs weigh; their gains where a left-over name resembles a listed one.

        Args:
            both: The fewest names left over on both sides; ``spared``: how many left-over
                names the listed name's initials and particles may stand for.
        """
        tokens = [tuple(t for t in query.tokens if t.role in NAMES) for query in queries]
        terms = [
            tuple(n for n, t in zip(each, query.tokens, strict=True) if t.role in NAMES)
            for each, query in zip(table.rows, queries, strict=True)
        ]
        starts = np.cumsum([0, *map(len, tokens)])
        counts = np.diff(starts)[rows]
        token = runs(starts[:-1][rows], counts)
        pair = np.repeat(np.arange(len(rows)), counts)
        flat = [t for each in tokens for t in each]
        numbers = np.array([n for each in terms for n in each], np.int64)
        packed, agrees = table.at(numbers[token], names[pair])
        least = np.full(len(rows), _MANY, np.int64)
        np.minimum.at(least, pair[agrees], unpacked(packed[agrees]).gains)
        costs = np.array([cost_of_extra(t.role) for t in flat], np.int64)
        extra = np.bincount(pair[~agrees], costs[token[~agrees]], len(rows)).astype(np.int64)
        extra[spared > 0] = 0
        bounds = differing_bound(gains, least, extra, both)
        alike = self._resembling(flat, token[~agrees], names[pair[~agrees]])
        similar = np.zeros(len(rows), bool)
        similar[pair[~agrees][alike]] = True
        return np.where(similar, gains, bounds)

    def _resembling(self, flat: Sequence[Token], token: Ints, names: Ints) -> Bools:
        """Whether each token (its number) resembles any of the names in a listed name."""
        counts = self._starts[names + 1] - self._starts[names]
        listed = runs(self._starts[names], counts)
        at = np.repeat(np.arange(len(token)), counts)
        kept = np.flatnonzero(self._is_name[listed])
        at, forms = at[kept], self._forms[listed[kept]].astype(np.int64)
        alike = np.zeros(len(token), bool)
        if not len(at):
            return alike
        # Common names stand in many listed ones: each two spellings are compared once.
        pairs = token[at] << 32 | forms
        each = distinct(pairs)
        form = self._preparer.form
        ours = [flat[number].form for number in (each >> 32).tolist()]
        theirs = [form(self._form_text(number)) for number in (each & 0xFFFFFFFF).tolist()]
        distances = cpdist(
            [each.key for each in ours], [each.key for each in theirs], scorer=OSA.distance
        )
        are_alike = np.fromiter(map(resembles, ours, theirs, distances.tolist()), bool, len(each))
        alike[at[are_alike[np.searchsorted(each, pairs)]]] = True
        return alike
