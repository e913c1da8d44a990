"""The listed names that may reach a weight, for many queries at once: none that can is dropped.

Terms of the bound are summed over each query's tokens as one sparse product; what passes is held
against the bounds of :mod:`sanctionscreen.match.bounds`. ``docs/engine.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from sanctionscreen.index.agreeing import Ints, runs
from sanctionscreen.index.differing import Differing
from sanctionscreen.index.gains import MOST_TOKENS, Sums, unpacked
from sanctionscreen.index.layout import Array
from sanctionscreen.index.terms import TermCache, TermTable
from sanctionscreen.match.agreement import Agreement, agree
from sanctionscreen.match.alignment import Agreeing
from sanctionscreen.match.bounds import (
    FACTS,
    Bools,
    NameFacts,
    Pairs,
    counts_beside_names,
    facts,
    letters_of_acronym,
    organisation_bound,
    person_bound,
)
from sanctionscreen.names.prepare import PreparedName, Preparer

_AGREEMENTS_CACHED = 200_000
_FEW = 8
"""Queries up to which sums are found by sorting; the import of scipy takes longer."""


class Candidates:
    """The listed names that may reach a query's weight, and how their tokens agree with it."""

    def __init__(
        self, names: list[int], texts: Mapping[str, frozenset[str]], agreement: Agreeing
    ) -> None:
        self.names = names
        self._texts = texts
        self._agreement = agreement

    def agreement(self, query: str, listed: str) -> Agreement | None:
        """How a token of the query agrees with one of a candidate."""
        return self._agreement(query, listed) if listed in self._texts.get(query, ()) else None


class Retrieval:
    """Candidates of prepared queries among the names of an index."""

    def __init__(
        self, arrays: Mapping[str, Array], form_text: Callable[[int], str], preparer: Preparer
    ) -> None:
        self._preparer = preparer
        self._terms = TermCache(arrays, form_text, preparer)
        self._agreement = lru_cache(_AGREEMENTS_CACHED)(self._find_agreement)
        self._facts = NameFacts(*(np.asarray(arrays[f"name_{fact}"]) for fact in FACTS))
        self._name_start = np.asarray(arrays["name_start"]).astype(np.int64)
        self._acronyms = np.asarray(arrays["token_acronym"])
        self._differing = Differing(arrays, form_text, preparer)

    def candidates(self, queries: Sequence[PreparedName], least: Sequence[int]) -> list[Candidates]:
        """For each query the names, of its reading, that may reach its ``least`` (1/64 bit)."""
        table = self._terms.table(queries)
        rows, names, packed = _sums(table, np.array(least, np.int64))
        sums = unpacked(packed)
        wanted = np.array(least, np.int64)[rows]
        kept = np.zeros(len(rows), bool)
        is_person = np.array([query.is_person for query in queries], bool)[rows]
        columns = _columns([facts(query.tokens) for query in queries])
        for reading, may_reach in ((True, self._persons), (False, self._organisations)):
            at = np.flatnonzero(is_person == reading)
            pairs = self._pairs(sums, columns, rows, names, at)
            kept[at] = may_reach(queries, table, rows[at], names[at], pairs, wanted[at])
        is_long = np.array([len(query.tokens) > MOST_TOKENS for query in queries], bool)[rows]
        chosen = np.flatnonzero(kept | is_long)
        ends = np.searchsorted(rows[chosen], np.arange(len(queries) + 1)).tolist()
        found = names[chosen].tolist()
        return [
            self._candidates(query, found[low:high])
            for query, (low, high) in zip(queries, pairwise(ends), strict=True)
        ]

    def _candidates(self, query: PreparedName, names: list[int]) -> Candidates:
        texts = self._terms.agreeing_texts(query) if names else {}
        return Candidates(names, texts, self._agreement)

    def _find_agreement(self, query: str, listed: str) -> Agreement | None:
        form = self._preparer.form
        return agree(form(query), form(listed), self._preparer.frequencies)

    def _pairs(self, sums: Sums, query: NameFacts, rows: Ints, names: Ints, at: Ints) -> Pairs:
        return Pairs(
            sums.gains[at],
            sums.shares[at],
            sums.covered[at],
            sums.names[at],
            sums.common[at],
            _taken(query, rows[at]),
            _taken(self._facts, names[at]),
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
        extra = _extra_names(queries, table, rows, names)
        acronym = self._may_have_acronym(queries, rows, names, pairs)
        return organisation_bound(pairs, extra, acronym) >= least

    def _may_have_acronym(
        self, queries: Sequence[PreparedName], rows: Ints, names: Ints, pairs: Pairs
    ) -> Bools:
        """Whether a token of one name may be spelled by beginnings of words of either."""
        letters = [tuple(map(letters_of_acronym, query.tokens)) for query in queries]
        of_query, at = _flattened(letters, rows)
        seen = np.zeros(len(rows), bool)
        for beginnings in (pairs.listed.beginnings, pairs.query.beginnings):
            seen[at[(of_query != 0) & (of_query & ~beginnings[at] == 0)]] = True
        counts = self._name_start[names + 1] - self._name_start[names]
        of_listed = self._acronyms[runs(self._name_start[names], counts)].astype(np.int64)
        at = np.repeat(np.arange(len(rows)), counts)
        for beginnings in (pairs.query.beginnings, pairs.listed.beginnings):
            seen[at[(of_listed != 0) & (of_listed & ~beginnings[at] == 0)]] = True
        return seen


def _sums(table: TermTable, least: Ints) -> tuple[Ints, Ints, Ints]:
    """Query, name and packed sum of each pair whose gains and shares reach ``least``, in order."""
    counts = np.array([sum(row >= 0 for row in rows) for rows in table.rows], np.int64)
    used = np.array([row for rows in table.rows for row in rows if row >= 0], np.int64)
    owners = np.repeat(np.arange(len(table.rows)), counts)
    summed = _by_sorting if len(table.rows) <= _FEW else _by_product
    rows, names, packed = summed(table, owners, used)
    sums = unpacked(packed)
    kept = np.flatnonzero(sums.gains + sums.shares >= least[rows])
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


def _taken(columns: NameFacts, at: Ints) -> NameFacts:
    return NameFacts(*(getattr(columns, fact)[at].astype(np.int64) for fact in FACTS))


def _flattened(values: Sequence[Sequence[int]], rows: Ints) -> tuple[Ints, Ints]:
    """The values of each pair's query, end to end, and the pair that each belongs to."""
    counts = np.array([len(each) for each in values], np.int64)
    flat = np.array([value for each in values for value in each], np.int64)
    starts = np.cumsum(counts) - counts
    return flat[runs(starts[rows], counts[rows])], np.repeat(np.arange(len(rows)), counts[rows])


def _extra_names(
    queries: Sequence[PreparedName], table: TermTable, rows: Ints, names: Ints
) -> Ints:
    """How many tokens of each query count beside names and agree with nothing of the name."""
    counted = [counts_beside_names(query) for query in queries]
    terms, at = _flattened(table.rows, rows)
    is_counted, _ = _flattened(counted, rows)
    _, is_there = table.at(terms, names[at])
    extra = (is_counted != 0) & ~is_there
    return np.bincount(at[extra], minlength=len(rows)).astype(np.int64)
