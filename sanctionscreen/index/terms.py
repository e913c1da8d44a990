"""The terms of the retrieval bound for the tokens of many queries, kept from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanctionscreen.index.agreeing import Agreeing, Ints
from sanctionscreen.index.gains import Agreements, Postings, QueryToken, Terms, UnitGains
from sanctionscreen.index.keys import distinct
from sanctionscreen.index.layout import Array
from sanctionscreen.match.alignment import Unit, units
from sanctionscreen.match.name import NAMES
from sanctionscreen.names.prepare import PreparedName, Preparer
from sanctionscreen.names.spellings import spellings

_ROW = 1 << 32
_TEXTS_KEPT = 200_000
_TERMS_KEPT = 6_000_000
"""Both caches are emptied when they are full: simplest, and the common tokens come back at once."""

_Key = tuple[bool, bool, tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, slots=True)
class TermTable:
    """The distinct terms of some queries, one below the other.

    Attributes:
        rows: For each query, for each of its tokens, the number of its terms; -1 for none.
        keys: ``number << 32 | name`` of every term, ascending; ``packed``: the terms.
    """

    rows: tuple[tuple[int, ...], ...]
    keys: Ints
    packed: Ints

    def at(self, rows: Ints, names: Ints) -> tuple[Ints, Ints]:
        """For pairs of a token's terms and a name: the term, or 0, and whether there is one."""
        if not len(self.keys):
            return np.zeros(len(rows), np.int64), np.zeros(len(rows), bool)
        wanted = rows * _ROW + names
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        is_there = (self.keys[at] == wanted) & (rows >= 0)
        return np.where(is_there, self.packed[at], 0), is_there


class TermCache:
    """Finds what agrees with tokens, and what each may give to the listed names."""

    def __init__(
        self, arrays: Mapping[str, Array], form_text: Callable[[int], str], preparer: Preparer
    ) -> None:
        self._preparer = preparer
        self._form_text = form_text
        self._agreeing = Agreeing(arrays, form_text, preparer.frequencies)
        self._postings = {
            is_person: Postings(arrays, is_person=is_person) for is_person in (True, False)
        }
        self._agreements: dict[tuple[str, bool], Agreements | None] = {}
        self._texts: dict[tuple[str, bool], frozenset[str]] = {}
        self._terms: dict[_Key, Terms] = {}
        self._size = 0

    def agreeing_texts(self, query: PreparedName) -> dict[str, frozenset[str]]:
        """For each unit of a query of the last table: the listed tokens that may agree with it."""
        texts: dict[str, frozenset[str]] = {}
        for unit in units(query):
            key = (unit.text, unit.size > 1)
            listed = self._texts.get(key)
            if listed is None:
                found = self._agreements[key]
                forms = found.forms.tolist() if found else ()
                listed = self._texts[key] = frozenset(map(self._form_text, forms))
            if listed:
                texts[unit.text] = texts.get(unit.text, listed) | listed
        return texts

    def agreeing_forms(self, query: PreparedName) -> Ints:
        """The forms that may agree with any unit of a query of the last table, ascending."""
        found = (self._agreements[unit.text, unit.size > 1] for unit in units(query))
        forms = [each.forms for each in found if each is not None]
        return distinct(np.concatenate([np.zeros(0, np.int64), *forms]))

    def table(self, queries: Sequence[PreparedName]) -> TermTable:
        """The terms of all tokens of some queries."""
        units_of = [units(query) for query in queries]
        if len(self._agreements) > _TEXTS_KEPT:
            self._agreements.clear()
            self._texts.clear()
        if self._size > _TERMS_KEPT:
            self._terms.clear()
            self._size = 0
        self._look_up((unit.text, unit.size > 1) for each in units_of for unit in each)
        keys = [self._keys(*each) for each in zip(queries, units_of, strict=True)]
        numbers = {key: 0 for each in keys for key in each if key is not None}
        for number, key in enumerate(numbers):
            numbers[key] = number
        self._compute([key for key in numbers if key not in self._terms])
        terms = [self._terms[key] for key in numbers]
        sizes = [len(each.names) for each in terms]
        names = np.concatenate([np.zeros(0, np.int64), *(each.names for each in terms)])
        return TermTable(
            tuple(tuple(-1 if key is None else numbers[key] for key in each) for each in keys),
            np.repeat(np.arange(len(terms)) * _ROW, sizes) + names,
            np.concatenate([np.zeros(0, np.int64), *(each.packed for each in terms)]),
        )

    def _look_up(self, wanted: Iterable[tuple[str, bool]]) -> None:
        new = [key for key in dict.fromkeys(wanted) if key not in self._agreements]
        if not new:
            return
        words = spellings([text for text, _ in new], self._preparer.vocabulary)
        found = self._agreeing.find(words, [is_joined for _, is_joined in new])
        ends = np.searchsorted(found.owners, np.arange(len(new) + 1)).tolist()
        for key, low, high in zip(new, ends[:-1], ends[1:], strict=True):
            self._agreements[key] = (
                Agreements(found.forms[low:high], found.costs[low:high], found.ceilings[low:high])
                if high > low
                else None
            )

    def _keys(self, query: PreparedName, query_units: tuple[Unit, ...]) -> list[_Key | None]:
        agreeing = [u for u in query_units if self._agreements[u.text, u.size > 1] is not None]
        keys: list[_Key | None] = []
        for position, token in enumerate(query.tokens):
            covering = tuple((u.text, u.weight, u.size) for u in agreeing if u.mask >> position & 1)
            is_name = token.role in NAMES
            keys.append((query.is_person, is_name, covering) if covering else None)
        return keys

    def _compute(self, keys: Sequence[_Key]) -> None:
        for is_person, postings in self._postings.items():
            chosen = [key for key in keys if key[0] == is_person]
            tokens = [self._token(is_name, covering) for _, is_name, covering in chosen]
            for key, terms in zip(chosen, postings.terms(tokens), strict=True):
                self._terms[key] = terms
                self._size += len(terms.names)

    def _token(self, is_name: bool, covering: tuple[tuple[str, int, int], ...]) -> QueryToken:
        found = [
            UnitGains(weight, size, agreements)
            for text, weight, size in covering
            if (agreements := self._agreements[text, size > 1]) is not None
        ]
        return QueryToken(tuple(found), is_name)
