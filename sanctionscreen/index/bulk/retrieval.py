"""Candidates of many queries at once: prepared names to numbers, through the loops, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from sanctionscreen.index.agreeing import Agreeing
from sanctionscreen.index.bulk.columns import SEEN, Book, Queries, room
from sanctionscreen.index.bulk.fields import asked_columns, party_fields
from sanctionscreen.index.bulk.joining import JoinFilter, Spans, Texts
from sanctionscreen.index.bulk.kernel import find
from sanctionscreen.index.bulk.tables import LONGEST, Units, listed, postings, spelt
from sanctionscreen.index.bulk.words import WordBook
from sanctionscreen.index.candidates import Candidates, Lookup, Wanted
from sanctionscreen.index.layout import Array
from sanctionscreen.match.alignment import LONGEST_SOUNDING, joined_places
from sanctionscreen.names.prepare import PreparedName, Preparer

_PAIRS_AT_ONCE = 1 << 18
_TEXTS_KEPT = 4_096
_NONE: frozenset[str] = frozenset()


class BulkRetrieval:
    """Finds for each of many queries the names that may reach what their pair must weigh."""

    def __init__(
        self,
        arrays: Mapping[str, Array],
        form_text: Callable[[int], str],
        preparer: Preparer,
        agreement: Lookup,
    ) -> None:
        self._agreement = agreement
        self._words = WordBook(Agreeing(arrays, form_text, preparer.frequencies), preparer)
        self._listed = listed(arrays)
        self._spelt = spelt(arrays, form_text, preparer)
        self._fields = party_fields(arrays)
        self._by_reading = {
            is_person: postings(arrays, is_person=is_person) for is_person in (True, False)
        }
        self._filter = JoinFilter(_singles(arrays, form_text), preparer.vocabulary.senses)
        self._room = room(len(arrays["name_party"]), len(arrays["form_start"]) - 1)
        self._out = np.zeros((_PAIRS_AT_ONCE, 3), np.int64)
        self._forms = lru_cache(_TEXTS_KEPT)(self._forms_at)
        self._text = lru_cache(_TEXTS_KEPT)(form_text)

    def candidates(self, wanted: Sequence[Wanted]) -> list[Candidates | None]:
        """For each query its candidates; None of one that is too long to be looked at here."""
        if self._words.is_full:
            self._words.forget()
            self._forms.cache_clear()
        found: list[Candidates | None] = [None] * len(wanted)
        for is_person in (True, False):
            chosen = [
                number
                for number, each in enumerate(wanted)
                if each.name.is_person == is_person and len(each.name.tokens) <= LONGEST
            ]
            if chosen:
                reading = self._reading([wanted[number] for number in chosen], is_person)
                for number, got in zip(chosen, reading, strict=True):
                    found[number] = got
        return found

    def _reading(self, wanted: Sequence[Wanted], is_person: bool) -> list[Candidates | None]:
        names = [each.name for each in wanted]
        columns = self._queries(names, is_person)
        by_form, by_name = self._by_reading[is_person]
        book = Book(
            by_form, by_name, self._listed, self._spelt, self._fields,
            self._words.words(), self._words.agreements(),
        )  # fmt: skip
        fields = asked_columns(wanted)
        found: list[Candidates | None] = []
        while len(found) < len(names):
            first = len(found)
            self._room.state[:, SEEN] = -1
            self._room.heads.fill(-1)
            count, after = find(columns, fields, book, self._room, first, self._out)
            if after == first:
                found.append(None)
                continue
            pairs = self._out[:count]
            ends = np.searchsorted(pairs[:, 0], np.arange(first, after + 1)).tolist()
            order = np.lexsort((pairs[:, 1], pairs[:, 0]))
            numbers, needed = pairs[order, 1].tolist(), pairs[order, 2].tolist()
            for low, high in pairwise(ends):
                chosen = numbers[low:high]
                texts = self._texts_among(chosen, by_name)
                found.append(Candidates(chosen, needed[low:high], texts, self._agreement))
        return found

    def _texts_among(self, names: list[int], units: Units) -> Callable[[str], frozenset[str]]:
        """Tells which tokens of some listed names may agree with a text of a query."""
        forms: set[int] = set()

        def texts(text: str) -> frozenset[str]:
            if not forms:
                for name in names:
                    forms.update(units.form[units.start[name] : units.start[name + 1]].tolist())
            found = self._agreeing(text) & forms
            return frozenset(map(self._text, found)) if found else _NONE

        return texts

    def _agreeing(self, text: str) -> frozenset[int]:
        """The forms that may agree with a text of a query, as it stands or as joined."""
        numbers = (self._words.texts.get((text, is_joined)) for is_joined in (False, True))
        found = [self._forms(number) for number in numbers if number is not None]
        return found[0] if len(found) == 1 else frozenset().union(*found)

    def _forms_at(self, number: int) -> frozenset[int]:
        return frozenset(self._words.forms_at(number))

    def _queries(self, names: Sequence[PreparedName], is_person: bool) -> Queries:
        numbers = self._words.numbers(names)
        starts = np.append(0, np.cumsum([len(each) for each in numbers])).astype(np.int64)
        tokens = np.array([number for each in numbers for number in each], np.int64)
        words = self._words.words()
        places = [joined_places(name) for name in names]
        owner = np.repeat(np.arange(len(names)), [len(each) for each in places])
        flat = [(*each, -1)[:3] for name in places for each in name]
        at = np.array(flat, np.int64).reshape(-1, 3)
        is_there = at >= 0
        numbered = np.where(is_there, tokens[starts[owner][:, None] + np.maximum(at, 0)], -1)
        spans = Spans(*np.ascontiguousarray(numbered.T))
        surfaces = Texts(words.surface_start, words.surface_letters)
        chosen, texts = self._kept(spans, surfaces)
        weights = np.where(is_there, words.weight[np.maximum(numbered, 0)], 0).sum(axis=1)
        lengths = np.diff(words.surface_start)[np.maximum(numbered, 0)]
        shortest = np.where(is_there, lengths, LONGEST_SOUNDING + 1).min(axis=1, initial=99)
        masks = np.where(is_there, np.int64(1) << np.maximum(at, 0), 0).sum(axis=1)
        return Queries(
            starts,
            tokens,
            np.searchsorted(owner[chosen], np.arange(len(names) + 1)),
            masks[chosen],
            weights[chosen].astype(np.int64),
            is_there.sum(axis=1)[chosen],
            np.array(self._words.text_numbers(texts), np.int64),
            shortest[chosen] <= LONGEST_SOUNDING,
            is_person,
            np.array([name.may_be_person for name in names], np.bool_),
            np.array([name.is_latin for name in names], np.bool_),
        )

    def _kept(self, spans: Spans, surfaces: Texts) -> tuple[Array, list[str]]:
        """The joined tokens that may agree with a listed word, and their texts."""
        alike = self._filter.alike(surfaces, spans)
        tokens = self._words.tokens
        rows = zip(spans.first.tolist(), spans.second.tolist(), spans.third.tolist(), strict=True)
        texts = [
            tokens[one].surface + tokens[two].surface + (tokens[more].surface if more >= 0 else "")
            for one, two, more in rows
        ]
        rest = np.flatnonzero(~alike).tolist()
        others = [texts[at] for at in rest]
        is_brief = self._filter.is_brief(surfaces, spans)
        for at, agrees in zip(rest, self._filter.agreeing(others), strict=True):
            alike[at] = agrees
        brief = [at for at in rest if is_brief[at]]
        sounding = self._filter.sounding([texts[at] for at in brief])
        for at, agrees in zip(brief, sounding, strict=True):
            alike[at] |= agrees
        chosen = np.flatnonzero(alike)
        return chosen, [texts[at] for at in chosen.tolist()]


def _singles(arrays: Mapping[str, Array], form_text: Callable[[int], str]) -> list[str]:
    """The listed words: forms that are a token somewhere, not several written as one."""
    starts = np.asarray(arrays["posting_start"]).astype(np.int64)
    forms = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    chosen = np.unique(forms[np.asarray(arrays["posting_size"]) == 1])
    return [form_text(number) for number in chosen.tolist()]
