"""What must not change a score, and what may only lower it, for names of the real lists."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctionscreen import ScreenSettings, compare, open_index
from sanctionscreen.index import ListIndex
from sanctionscreen.match import weights as w
from sanctionscreen.match.alignment import Computed, agree_units, units
from sanctionscreen.match.name import match_names, whole_name_shares
from sanctionscreen.model import Counterparty, Kind, QueryName
from sanctionscreen.names.prepare import PreparedName, Role
from sanctionscreen.screening.rows import screen_row, screen_rows

_MANY = settings(max_examples=40, deadline=None, derandomize=True)
seeds = st.integers(min_value=0, max_value=1 << 30)


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """The shipped lists, compiled."""
    return open_index()


@pytest.fixture(scope="module")
def names(index: ListIndex) -> tuple[str, ...]:
    """Every name of the shipped lists, as published."""
    texts = index.name_texts()
    assert len(texts) > 1_000
    return texts


def row(name: str, number: int = 1) -> Counterparty:
    """A counterparty of one name and nothing else."""
    return Counterparty(row=number, line=number, id=None, names=(QueryName(name),))


def mistyped(text: str, rng: Random) -> str:
    """The text with a letter gone, so that pairs agree in part."""
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :] if len(text) > 4 else text


def most_by_tokens(query: PreparedName, listed: PreparedName, index: ListIndex) -> int:
    """The bound of retrieval: what each token of the query may give at most, added up."""
    agreeing = Computed(index.preparer)
    shares = whole_name_shares(listed)
    best = [0] * len(query.tokens)
    for ours in units(query):
        for theirs in units(listed):
            found = agree_units(ours, theirs, agreeing)
            if found is not None:
                gain = found[1] + sum(shares[theirs.start : theirs.start + theirs.size])
                for at in range(ours.start, ours.start + ours.size):
                    best[at] = max(best[at], -(-gain // ours.size))
    initials = sum(token.role is Role.INITIAL for token in query.tokens)
    return sum(best) + w.INITIAL_SAME * initials * query.is_person


@_MANY
@given(seed=seeds)
def test_the_order_of_words_changes_nothing(seed: int, names: tuple[str, ...]) -> None:
    """A person's name without tagged parts agrees as well in any order of its words."""
    rng = Random(seed)
    listed = rng.choice(names)
    words = mistyped(rng.choice(names), rng).replace(",", " ").split()
    if len({word.casefold() for word in words}) < len(words) or len(words) > 6:
        return  # a word twice may be paired either way
    once = compare(" ".join(words), listed, kind="person").score
    rng.shuffle(words)
    assert compare(" ".join(words), listed, kind="person").score == once


@_MANY
@given(seed=seeds)
def test_case_and_accents_change_nothing(seed: int, names: tuple[str, ...]) -> None:
    """Upper case, lower case and accents taken apart give the score of the name as published."""
    rng = Random(seed)
    listed, query = rng.choice(names), rng.choice(names)
    kind = rng.choice(tuple(Kind))
    once = compare(query, listed, kind=kind).score
    assert compare(query.swapcase().swapcase().casefold(), listed, kind=kind).score == once
    assert compare(unicodedata.normalize("NFD", query), listed, kind=kind).score == once


@_MANY
@given(seed=seeds)
def test_no_pair_weighs_more_than_its_tokens_may(
    seed: int, index: ListIndex, names: tuple[str, ...]
) -> None:
    """The per-token bound, by which retrieval drops pairs, holds for every pair tried."""
    rng = Random(seed)
    number = rng.randrange(index.name_count)
    listed = index.prepared(number)
    for text in (mistyped(names[number], rng), rng.choice(names), names[number][:35]):
        query = index.preparer.prepare(text, is_person=listed.is_person)
        if query is not None:
            weight = match_names(query, listed, index.preparer).weight
            assert weight <= most_by_tokens(query, listed, index)


@_MANY
@given(seed=seeds)
def test_raising_the_threshold_only_removes_hits(
    seed: int, index: ListIndex, names: tuple[str, ...]
) -> None:
    """Every hit at a higher threshold is one at a lower, with the same score."""
    rng = Random(seed)
    query = row(mistyped(rng.choice(names), rng))
    low, high = (screen_row(query, index, ScreenSettings(threshold=t)) for t in (60.0, 80.0))
    scores = {hit.listed_id: hit.score for hit in low.hits}
    assert len(low.hits) >= len(high.hits)
    for hit in high.hits:
        assert scores[hit.listed_id] == hit.score


def test_the_order_of_rows_changes_nothing(index: ListIndex, names: tuple[str, ...]) -> None:
    """Rows screened at once, in any order, have the outcomes of each by itself."""
    rng = Random(5)
    rows = [row(mistyped(name, rng), at) for at, name in enumerate(rng.sample(names, 40), 1)]
    alone = {each.row: screen_row(each, index, ScreenSettings()) for each in rows}
    rng.shuffle(rows)
    outcomes = screen_rows(rows, index, ScreenSettings())
    assert sum(bool(outcome.hits) for outcome in outcomes) > 30
    for outcome in outcomes:
        assert outcome == alone[outcome.row]


def test_another_field_never_raises_beyond_its_most(
    index: ListIndex, names: tuple[str, ...]
) -> None:
    """A field more, agreeing or not, moves a match by no more than its weight says, and an
    agreeing one never lowers it."""
    rng = Random(7)
    seen = 0
    for name in rng.sample(names, 40):
        bare = screen_row(row(name), index, ScreenSettings())
        for hit in bare.hits[:1]:
            countries = tuple(c for entry in hit.entries for c in entry.nationalities)[:1]
            if countries:
                more = replace(row(name), countries=countries)
                found = screen_row(more, index, ScreenSettings()).hits
                scores = {each.listed_id: each.match_weight for each in found}
                assert 0 <= scores[hit.listed_id] - hit.match_weight <= w.BEYOND_NAME_MOST
                seen += 1
    assert seen > 5


def test_adding_a_list_changes_no_score() -> None:
    """A party has the score that it has without the other lists."""
    one = open_index(["curated-myanmar"])
    every = open_index()
    seen = 0
    for text in list(one.name_texts())[:60]:
        alone = screen_row(row(text), one, ScreenSettings())
        beside = screen_row(row(text), every, ScreenSettings())
        scores = {entry.listed_id: hit.score for hit in beside.hits for entry in hit.entries}
        for hit in alone.hits:
            assert scores[hit.listed_id] >= hit.score
            seen += 1
    assert seen > 30
