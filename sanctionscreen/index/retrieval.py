"""The listed names that may reach a weight, for many queries at once: none that can is dropped.

Terms of the bound are summed over each query's tokens as one sparse product; what passes is held
against the bounds of :mod:`sanctionscreen.match.bounds`. ``docs/engine.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from sanctionscreen.index.agreeing import Ints, runs
from sanctionscreen.index.born import BirthYears
from sanctionscreen.index.candidates import Candidates, Lookup, Wanted
from sanctionscreen.index.differing import Differing
from sanctionscreen.index.gains import MOST_TOKENS, Sums, unpacked
from sanctionscreen.index.layout import Array
from sanctionscreen.index.leftover import LeftOver
from sanctionscreen.index.terms import TermCache, TermTable
from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import letter_pairs
from sanctionscreen.match.bounds import (
    FACTS,
    Bools,
    NameFacts,
    Pairs,
    facts,
    organisation_bound,
    person_bound,
)
from sanctionscreen.match.cutting import letters_of
from sanctionscreen.match.leftovers import counts_beside_names
from sanctionscreen.names.prepare import PreparedName, Preparer
from sanctionscreen.names.roles import Role

_SOME = 4
"""Pairs of a query that are scored sooner than held against a sharper bound."""
_NONE: frozenset[str] = frozenset()
_FEW = 8
"""Queries up to which sums are found by sorting; the import of scipy takes longer."""


class Retrieval:
    """Candidates of prepared queries among the names of an index."""

    def __init__(
        self,
        arrays: Mapping[str, Array],
        form_text: Callable[[int], str],
        preparer: Preparer,
        agreement: Lookup,
    ) -> None:
        self._preparer = preparer
        self._terms = TermCache(arrays, form_text, preparer)
        self._agreement = agreement
        self._facts = NameFacts(*(np.asarray(arrays[f"name_{fact}"]) for fact in FACTS))
        self._name_start = np.asarray(arrays["name_start"]).astype(np.int64)
        self._surfaces = np.asarray(arrays["token_surface"])
        self._surface_start = np.asarray(arrays["surface_start"])
        self._surface_bytes = np.asarray(arrays["surface_bytes"])
        self._acronyms = np.asarray(arrays["token_acronym"]).astype(np.int64)
        self._births = BirthYears(arrays)
        self._left_over = LeftOver(arrays)
        self._differing = Differing(arrays, form_text, preparer)

    def candidates(self, wanted: Sequence[Wanted]) -> list[Candidates]:
        """For each query the names, of its reading, that may reach the weight wanted."""
        queries = [each.name for each in wanted]
        asked, wanted = wanted, [_beside_initials(each) for each in wanted]
        table = self._terms.table(queries)
        rows, names, packed = _sums(table, np.array([each.least for each in wanted], np.int64))
        sums = unpacked(packed)
        least = self._least(wanted, rows, names)
        columns = _columns([facts(query.tokens) for query in queries])
        kept = np.zeros(len(rows), bool)
        is_person = np.array([query.is_person for query in queries], bool)[rows]
        for reading, may_reach in ((True, self._persons), (False, self._organisations)):
            at = np.flatnonzero(is_person == reading)
            pairs = self._pairs(sums, columns, rows, names, at)
            kept[at] = may_reach(queries, table, rows[at], names[at], pairs, least[at])
        is_long = np.array([len(query.tokens) > MOST_TOKENS for query in queries], bool)[rows]
        chosen = np.flatnonzero(kept | is_long)
        ends = np.searchsorted(rows[chosen], np.arange(len(queries) + 1)).tolist()
        found = names[chosen].tolist()
        return [
            self._candidates(each, found[low:high])
            for each, (low, high) in zip(asked, pairwise(ends), strict=True)
        ]

    def _least(self, wanted: Sequence[Wanted], rows: Ints, names: Ints) -> Ints:
        """The weight that each pair must reach."""
        may_agree = self._births.may_agree([each.born for each in wanted], rows, names)
        least = np.array([(each.least_apart, each.least) for each in wanted], np.int64)
        return least[rows, may_agree.astype(np.int64)]

    def _candidates(self, wanted: Wanted, names: list[int]) -> Candidates:
        texts = self._terms.agreeing_texts(wanted.name) if names else {}
        needed = [wanted.least] * len(names)
        return Candidates(names, needed, lambda text: texts.get(text, _NONE), self._agreement)

    def _pairs(self, sums: Sums, query: NameFacts, rows: Ints, names: Ints, at: Ints) -> Pairs:
        return Pairs(
            sums.gains[at],
            sums.shares[at],
            sums.covered[at],
            sums.names[at],
            sums.common[at],
            query.taken(rows[at]),
            self._facts.taken(names[at]),
        )

    def _persons(
        self,
        queries: Sequence[PreparedName],
        table: TermTable,
        rows: Ints,
        names: Ints,
        pairs: Pairs,
        least: Ints,
    ) -> Bools:
        fits = person_bound(pairs) >= least
        at = np.flatnonzero(fits & (pairs.left_query() > 0))
        both = np.minimum(pairs.left_query(), pairs.left_listed())[at]
        spared = pairs.listed.initials + pairs.listed.particles
        bounds = self._differing.bounds(
            queries, table, rows[at], names[at], pairs.gains[at], both, spared[at]
        )
        fits[at] = bounds >= least[at]
        return fits

    def _organisations(
        self,
        queries: Sequence[PreparedName],
        table: TermTable,
        rows: Ints,
        names: Ints,
        pairs: Pairs,
        least: Ints,
    ) -> Bools:
        terms, at = _flattened(table.rows, rows)
        _, agrees = table.at(terms, names[at])
        counted, _ = _flattened([_beside_names(query) for query in queries], rows)
        extra = np.bincount(at, (counted != 0) & ~agrees, len(rows)).astype(np.int64)
        cut, _ = _flattened(
            [[t.role is Role.BEGINNING for t in query.tokens] for query in queries], rows
        )
        is_cut = np.bincount(at, (cut != 0) & agrees, len(rows)) > 0
        by_query, by_listed = self._acronyms_between(queries, rows, names, pairs)
        either = by_query | by_listed
        query_spared = either | (pairs.query.repeats > 0)
        listed_spared = either | (pairs.listed.repeats > 0)
        kept = organisation_bound(pairs, extra, query_spared, listed_spared) >= least
        self._drop_left_over(
            queries, table, rows, names, pairs, least, kept, query_spared | listed_spared
        )
        for pair in np.flatnonzero(is_cut & ~kept).tolist():
            kept[pair] = self._goes_on(queries[rows[pair]], int(names[pair]))
        return kept

    def _drop_left_over(
        self,
        queries: Sequence[PreparedName],
        table: TermTable,
        rows: Ints,
        names: Ints,
        pairs: Pairs,
        least: Ints,
        kept: Bools,
        is_spared: Bools,
    ) -> None:
        """Holds kept pairs of a query against what is left over token by token, where many are."""
        asked = np.flatnonzero(kept & ~is_spared)
        ends = np.searchsorted(rows[asked], np.arange(len(queries) + 1)).tolist()
        for number, (low, high) in enumerate(pairwise(ends)):
            if high - low <= _SOME:
                continue
            at, query = asked[low:high], queries[number]
            bounds = self._left_over.bounds(
                query, table.rows[number], table, self._terms.agreeing_forms(query),
                names[at], pairs.taken(at),
            )  # fmt: skip
            kept[at] = bounds >= least[at]

    def _goes_on(self, query: PreparedName, name: int) -> bool:
        """Whether a listed name begins with all letters of the query: it may be cut short."""
        low, high = self._name_start[name : name + 2].tolist()
        theirs = b""
        for surface in self._surfaces[low:high].tolist():
            start, end = self._surface_start[surface : surface + 2].tolist()
            theirs += self._surface_bytes[start:end].tobytes()
        return theirs.startswith(letters_of(query).encode())

    def _acronyms_between(
        self, queries: Sequence[PreparedName], rows: Ints, names: Ints, pairs: Pairs
    ) -> tuple[Bools, Bools]:
        """Whether a token of the query may be spelled by the listed words, and the reverse."""
        of_query, at = _flattened([tuple(map(letter_pairs, q.tokens)) for q in queries], rows)
        fits = (of_query != 0) & (of_query & ~pairs.listed.spelled[at] == 0)
        by_query = np.bincount(at, fits, len(rows)) > 0
        counts = self._name_start[names + 1] - self._name_start[names]
        of_listed = self._acronyms[runs(self._name_start[names], counts)]
        at = np.repeat(np.arange(len(rows)), counts)
        fits = (of_listed != 0) & (of_listed & ~pairs.query.spelled[at] == 0)
        return by_query, np.bincount(at, fits, len(rows)) > 0


def _beside_initials(wanted: Wanted) -> Wanted:
    """What the words must weigh: an initial agrees with any name, and no term counts that."""
    initials = sum(token.role is Role.INITIAL for token in wanted.name.tokens)
    most = w.INITIAL_SAME * initials * wanted.name.is_person
    return replace(wanted, least=wanted.least - most, least_apart=wanted.least_apart - most)


def _sums(table: TermTable, least: Ints) -> tuple[Ints, Ints, Ints]:
    """Query, name and packed sum of each pair whose gains and shares reach ``least``, in order.

    Of queries of more than MOST_TOKENS every pair, since the fields of their sums may run over.
    """
    counts = np.array([sum(row >= 0 for row in rows) for rows in table.rows], np.int64)
    used = np.array([row for rows in table.rows for row in rows if row >= 0], np.int64)
    owners = np.repeat(np.arange(len(table.rows)), counts)
    summed = _by_sorting if len(table.rows) <= _FEW else _by_product
    rows, names, packed = summed(table, owners, used)
    sums = unpacked(packed)
    is_long = np.array([len(each) > MOST_TOKENS for each in table.rows], bool)
    kept = np.flatnonzero((sums.gains + sums.shares >= least[rows]) | is_long[rows])
    return rows[kept], names[kept], packed[kept]


def _by_sorting(table: TermTable, owners: Ints, used: Ints) -> tuple[Ints, Ints, Ints]:
    lows = np.searchsorted(table.keys, used << 32)
    counts = np.searchsorted(table.keys, used + 1 << 32) - lows
    at = runs(lows, counts)
    keys = np.repeat(owners, counts) << 32 | (table.keys[at] & 0xFFFFFFFF)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    sums = np.add.reduceat(table.packed[at][order], first) if len(first) else table.packed[:0]
    return keys[first] >> 32, keys[first] & 0xFFFFFFFF, sums


def _by_product(table: TermTable, owners: Ints, used: Ints) -> tuple[Ints, Ints, Ints]:
    from scipy.sparse import csr_matrix

    count = int(used.max(initial=-1)) + 1
    width = int((table.keys & 0xFFFFFFFF).max(initial=0)) + 1
    starts = np.searchsorted(table.keys, np.arange(count + 1) << 32)
    terms = csr_matrix(
        (table.packed, (table.keys & 0xFFFFFFFF).astype(np.int32), starts), shape=(count, width)
    )
    ends = np.searchsorted(owners, np.arange(len(table.rows) + 1))
    tokens = csr_matrix((np.ones(len(used), np.int64), used, ends), shape=(len(table.rows), count))
    product = tokens @ terms
    product.sort_indices()
    rows = np.repeat(np.arange(len(table.rows)), np.diff(product.indptr))
    return rows, product.indices.astype(np.int64), product.data


def _columns(found: Sequence[tuple[int, ...]]) -> NameFacts:
    return NameFacts(*np.array(found, np.int64).reshape(-1, len(FACTS)).T)


def _flattened(values: Sequence[Sequence[int]], rows: Ints) -> tuple[Ints, Ints]:
    """The values of each pair's query, end to end, and the pair that each belongs to."""
    counts = np.array([len(each) for each in values], np.int64)
    flat = np.array([value for each in values for value in each], np.int64)
    starts = np.cumsum(counts) - counts
    return flat[runs(starts[rows], counts[rows])], np.repeat(np.arange(len(rows)), counts[rows])


def _beside_names(query: PreparedName) -> tuple[int, ...]:
    if not query.may_be_person:
        return (0,) * len(query.tokens)
    return tuple(int(counts_beside_names(token)) for token in query.tokens)
