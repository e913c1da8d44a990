"""Which rows of a kept book a few listed parties may touch: the book is asked, not its rows.

The bound is that of retrieval (``docs/engine.md``): a pair of names weighs no more than the sum of
the most that each token of the query, or several written as one word, gives to the listed name.
What retrieval sums for each row over an index of lists, this sums for each listed name over the
tokens of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.index.agreeing import Agreeing, Found, Ints, runs
from sanctionscreen.index.book.joined import Joined
from sanctionscreen.index.book.kept import KeptBook
from sanctionscreen.index.book.sketch import BIRTH_DATE, CITY, COUNTRY, IDENTIFIER
from sanctionscreen.index.book.spans import SpanFilter
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.spellings import spellings

_LONG = 60
"""Tokens from which a name of the book is always looked at: its sums would run over."""
_LONG_LISTED = 62
_SHARE, _AGREEING = 1 << 20, 1 << 40
"""What a share and an agreeing name count for in a packed sum, which a float holds exactly."""
_MOST_SUMS = 60_000_000
"""Places of names in the book that are summed at most: for more, comparing them takes no longer."""


class TooMuchToLookUpError(SanctionscreenError):
    """So much is new that to compare every row with it takes no longer."""


class _Terms(NamedTuple):
    """What a token or span of the book gives to a listed name at most, packed; a row for each."""

    item: Ints
    name: Ints
    packed: Ints


class Newly(NamedTuple):
    """The listed parties that are new to a book, as an index has them."""

    arrays: Mapping[str, Array]
    form_text: Callable[[int], str]
    preparer: Preparer

    def singles(self) -> list[str]:
        """The words of their names: forms that are one token somewhere."""
        starts = np.asarray(self.arrays["posting_start"]).astype(np.int64)
        forms = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        chosen = np.unique(forms[np.asarray(self.arrays["posting_size"]) == 1])
        return [self.form_text(number) for number in chosen.tolist()]


def touched_rows(book: KeptBook, newly: Newly, threshold: int) -> list[int]:
    """The rows of a book in which listed parties may be found, by name or identifier, in order.

    Args:
        threshold: The weight (1/64 bit) that a hit must reach at least.

    Raises:
        TooMuchToLookUpError: it would take too long.
    """
    part = newly.arrays
    agreeing = Agreeing(part, newly.form_text, newly.preparer.frequencies)
    tokens = _token_terms(book, newly, agreeing)
    spans = _span_terms(book, newly, agreeing)
    least = _least(book.arrays["row_fields"], threshold)
    names = _reaching(book, part, tokens, spans, least)
    is_long = np.flatnonzero(book.arrays["name_size"] > _LONG)
    rows = book.arrays["name_row"][np.concatenate([names, is_long])]
    found: list[int] = np.unique(np.concatenate([rows, _by_identifier(book, part)])).tolist()
    return found


def _token_terms(book: KeptBook, newly: Newly, agreeing: Agreeing) -> _Terms:
    wanted = np.unique(np.asarray(newly.arrays["key_hash"]))
    hashes = book.arrays["key_hash"]
    lows = np.searchsorted(hashes, wanted, "left")
    counts = np.searchsorted(hashes, wanted, "right") - lows
    texts = np.unique(book.arrays["key_text"][runs(lows, counts)]).astype(np.int64)
    words = spellings(book.texts("text", texts.tolist()), newly.preparer.vocabulary)
    found = agreeing.find(words, [False] * len(texts))
    # From texts to the tokens that have them: the same one may be read and weighed in several ways.
    text_of = book.arrays["token_text"].astype(np.int64)
    order = np.argsort(text_of, kind="stable")
    owners = texts[found.owners]
    lows = np.searchsorted(text_of[order], owners, "left")
    counts = np.searchsorted(text_of[order], owners, "right") - lows
    items = order[runs(lows, counts)]
    at = np.repeat(np.arange(len(owners)), counts)
    weights = book.arrays["token_weight"].astype(np.int64)[items]
    is_person = book.arrays["token_is_person"][items]
    agreed = book.arrays["token_is_name"].astype(np.int64)[items]
    return _terms(newly.arrays, found, at, items, weights, is_person, agreed, is_joined=False)


def _span_terms(book: KeptBook, newly: Newly, agreeing: Agreeing) -> _Terms:
    vocabulary = newly.preparer.vocabulary
    joins = Joined(*(book.arrays[f"join_{name}"] for name in Joined._fields))
    chosen, texts = _chosen(book, SpanFilter(newly.singles(), vocabulary.senses), joins)
    words = spellings(texts, vocabulary)
    found = agreeing.find(words, [True] * len(texts))
    items, at = book.postings("join", chosen[found.owners])
    items = items.astype(np.int64)
    spans = book.arrays["span_tokens"].reshape(-1, 3)
    there = spans[items] >= 0
    weights = np.append(book.arrays["token_weight"], 0).astype(np.int64)[spans[items]].sum(axis=1)
    is_person = book.arrays["token_is_person"][spans[items, 0]]
    return _terms(
        newly.arrays, found, at, items, weights, is_person, there.sum(axis=1), is_joined=True
    )


def _chosen(book: KeptBook, spans: SpanFilter, joins: Joined) -> tuple[Array, list[str]]:
    """The spans that may agree with a listed word, and their texts."""
    by_letters = spans.by_letters(joins)
    asked = np.flatnonzero(by_letters | spans.by_keys(joins))
    surfaces = (*book.all_texts("surface"), "")
    rows = book.arrays["join_surfaces"].reshape(-1, 3)[asked].tolist()
    texts = ["".join([surfaces[number] for number in row]) for row in rows]
    kept = by_letters[asked] | np.array(spans.share_keys(texts), np.bool_)
    at = np.flatnonzero(kept)
    return asked[at], [texts[number] for number in at.tolist()]


def _terms(
    part: Mapping[str, Array],
    found: Found,
    at: Ints,
    items: Ints,
    weights: Ints,
    is_person: Array,
    agreed: Ints,
    *,
    is_joined: bool,
) -> _Terms:
    """The terms of items, each with the agreement (``at``) that it may have with a form."""
    starts = np.asarray(part["posting_start"]).astype(np.int64)
    forms = found.forms[at]
    counts = starts[forms + 1] - starts[forms]
    entry = runs(starts[forms], counts)
    each = np.repeat(np.arange(len(at)), counts)
    names = np.asarray(part["posting_name"])[entry].astype(np.int64)
    fits = np.asarray(part["name_is_person"])[names] == is_person[each]
    if is_joined:  # several tokens never agree with several
        fits &= np.asarray(part["posting_size"])[entry] == 1
    kept = np.flatnonzero(fits)
    entry, each, names = entry[kept], each[kept], names[kept]
    most = np.minimum(weights[each], found.ceilings[at[each]])
    gains = np.minimum(np.asarray(part["posting_weight"])[entry], most) - found.costs[at[each]]
    gains = np.maximum(gains, 0)
    shares = np.asarray(part["posting_share"])[entry].astype(np.int64)
    keys = items[each] << 32 | names
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    if not len(first):
        return _Terms(keys, keys, keys)
    packed = np.maximum.reduceat(gains[order], first)
    packed += np.maximum.reduceat(shares[order], first) * _SHARE
    packed += agreed[each][order][first] * _AGREEING
    return _Terms(keys[first] >> 32, keys[first] & 0xFFFFFFFF, packed)


def _reaching(
    book: KeptBook, part: Mapping[str, Array], tokens: _Terms, spans: _Terms, least: Array
) -> Array:
    """The names of the book that may weigh enough with any listed name."""
    least = least[book.arrays["name_row"]]
    initials = book.arrays["name_initials"].astype(np.int64)
    names = book.arrays["name_names"].astype(np.int64)
    sizes = np.diff(np.asarray(part["name_start"]).astype(np.int64))
    by_token, by_span = (np.argsort(each.name, kind="stable") for each in (tokens, spans))
    found = [np.zeros(0, np.int64)]
    summed = 0
    for listed in np.unique(np.concatenate([tokens.name, spans.name])).tolist():
        holders, packed = [], []
        for what, terms, order in (("token", tokens, by_token), ("span", spans, by_span)):
            low, high = np.searchsorted(terms.name[order], [listed, listed + 1])
            at = order[low:high]
            who, place = book.postings(what, terms.item[at])
            holders.append(who)
            packed.append(terms.packed[at][place])
        who = np.concatenate(holders)
        summed += len(who) + len(least) // 8
        if summed > _MOST_SUMS:
            raise TooMuchToLookUpError("too much has changed to be looked up in the book")
        sums = np.bincount(who, np.concatenate(packed), len(least)).astype(np.int64)
        is_person = bool(part["name_is_person"][listed])
        most = (sums & _SHARE - 1) + (sums >> 20 & _SHARE - 1)
        beside = w.INITIAL_SAME * is_person * initials
        at = np.flatnonzero(most + beside >= least)
        if is_person and sizes[listed] <= _LONG_LISTED:
            at = at[_persons(sums[at], names[at], part, listed) + beside[at] >= least[at]]
        found.append(at)
    return np.unique(np.concatenate(found))


def _persons(sums: Ints, names: Ints, part: Mapping[str, Array], listed: int) -> Ints:
    """The same less what those of the query's names cost that agree with nothing."""
    left = np.maximum(names - (sums >> 40), 0)
    spared = int(part["name_initials"][listed])
    share = np.where(left > 0, 0, sums >> 20 & _SHARE - 1)
    cost = w.RESEMBLING_NAME * np.maximum(left - spared, 0)
    bound: Ints = (sums & _SHARE - 1) + share - cost
    return bound


def _least(fields: Array, threshold: int) -> Array:
    """What the names of each row must weigh, by the fields that may add to them."""
    more = w.WEAK_ALIAS_TOO + w.BIRTH_DATE_SAME * (fields & BIRTH_DATE != 0)
    more = more + w.COUNTRY_SAME * (fields & COUNTRY != 0) + w.CITY_SAME * (fields & CITY != 0)
    more = np.where(fields & IDENTIFIER, w.BEYOND_NAME_MOST, np.minimum(more, w.BEYOND_NAME_MOST))
    least: Array = np.minimum(threshold - more, w.WHOLE_NAME)
    return least


def _by_identifier(book: KeptBook, part: Mapping[str, Array]) -> Array:
    wanted = np.unique(np.asarray(part["id_hash"]))
    hashes = book.arrays["id_hash"]
    lows = np.searchsorted(hashes, wanted, "left")
    counts = np.searchsorted(hashes, wanted, "right") - lows
    return book.arrays["id_row"][runs(lows, counts)]
