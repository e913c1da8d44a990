"""A kept book: the rows that new entries may touch are found without comparing any."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lossless_builders import HOSTILE, THRESHOLDS, TYPICAL, queries, rows_of, sample, screened

from sanctionscreen import open_index
from sanctionscreen.index import ListIndex
from sanctionscreen.index.book import Gatherer, KeptBook, joined, open_book, sketch_of, spans
from sanctionscreen.match.alignment import joined_places
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Counterparty, Outcome, RejectedRow
from sanctionscreen.names.keys import consonants, romanisation_key, romanisation_keys, skeleton
from sanctionscreen.settings import ScreenSettings

_NUMBER = 40
"""Of a listed party."""
_WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0158", min_size=1, max_size=14)
_PIECES = st.lists(
    st.sampled_from(
        "abd a ab al ul el r rr s nn z d din deen ne n e in y i ou o u oua rn na rahman nur j gh h"
        " bei pei jing ching ming xiao hsiao".split()
    ),
    min_size=1,
    max_size=3,
).map("".join)
"""What several rules of the keys make one article, letter or syllable of."""


@pytest.fixture(scope="session")
def shipped() -> ListIndex:
    """All shipped lists."""
    return open_index()


@pytest.fixture(scope="session")
def real(shared_lists: Path, tmp_path_factory: pytest.TempPathFactory) -> ListIndex:
    """The UN's list, in which names of persons have many parts."""
    path = shared_lists / "un" / "consolidated_2026-08.xml"
    return open_index([path], cache_dir=tmp_path_factory.mktemp("cache"))


def kept(rows: Sequence[Counterparty | RejectedRow], index: ListIndex, folder: Path) -> KeptBook:
    """A book of these rows, gathered in pieces as several processes do."""
    gatherer = Gatherer()
    for at in range(0, len(rows), 700):
        gatherer.add(sketch_of(rows[at : at + 700], index.preparer))
    gatherer.save(folder / "book.bin", index.preparer.vocabulary, {"notices": []})
    book = open_book(folder / "book.bin")
    assert book is not None
    return book


def lost(
    index: ListIndex, rows: Sequence[Counterparty], book: KeptBook, numbers: Sequence[int], at: int
) -> tuple[list[str], int]:
    """Of the rows in which parties of these numbers are found: those that are not looked up."""
    part = index.part(numbers)
    chosen = ScreenSettings(threshold=THRESHOLDS[at])
    touched = set(part.touched_rows(book, weight_for(chosen.lowest_threshold)))
    outcomes = screened(part, rows, chosen, is_bulk=True)
    found = [
        number
        for number, outcome in enumerate(outcomes)
        if outcome.discounted or outcome.outcome is Outcome.HIT
    ]
    return [rows[number].query for number in found if number not in touched], len(found)


@pytest.mark.parametrize("source", ["shipped", "real"])
def test_no_row_in_which_anything_is_found_is_passed_over(
    source: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Altered names, hostile and of all scripts, against a few new parties at every threshold."""
    index = request.getfixturevalue(source)
    parties = sample(index.parties(), 400, 3)
    rows = rows_of(queries(parties, 2_500, 4), parties, 5)
    book = kept(rows, index, tmp_path)
    ids = {party.listed_id for party in parties}
    numbers = [n for n in range(len(index)) if index.party_at(n).listed_id in ids]
    rng, found = Random(6), 0
    for at in range(len(THRESHOLDS)):
        for count in (1, 20, 150):
            missing, some = lost(index, rows, book, sorted(rng.sample(numbers, count)), at)
            assert missing == []
            found += some
    assert found > 1_000


def test_few_rows_are_looked_at(shipped: ListIndex, tmp_path: Path) -> None:
    """New parties touch their own rows, and of those of others hardly any."""
    listed = shipped.party_at(_NUMBER).primary_name.text
    rows = rows_of([*TYPICAL * 20, listed], sample(shipped.parties(), 9, 1), 2)
    rows = [Counterparty(r.row, r.line, r.id, r.names) for r in rows]
    part = shipped.part([_NUMBER])
    touched = part.touched_rows(kept(rows, shipped, tmp_path), weight_for(70))
    assert len(rows) - 1 in touched
    assert len(touched) < len(rows) // 10


def test_spans_are_those_of_the_alignment(shipped: ListIndex, tmp_path: Path) -> None:
    """Which tokens of a name may be one word is told as the alignment tells it."""
    texts = [*HOSTILE, *TYPICAL, "Abd al Rahman bin Ali", "Kim Jong Un Trading Company Limited"]
    parties = sample(shipped.parties(), 9, 1)
    rows = rows_of([text for text in texts if text], parties, 2)
    book = kept(rows, shipped, tmp_path)
    surfaces = (*book.all_texts("surface"), "")
    triples = book.arrays["join_surfaces"].reshape(-1, 3).tolist()
    seen = {"".join(surfaces[number] for number in triple) for triple in triples}
    expected = set()
    for row in rows:
        for is_person in (True, False):
            name = shipped.preparer.prepare(row.query, is_person=is_person)
            for places in () if name is None else joined_places(name):
                assert name is not None
                expected.add("".join(name.tokens[place].surface for place in places))
    assert seen == expected


def test_keys_of_names_keep_their_steady_letters(shipped: ListIndex, tmp_path: Path) -> None:
    """The same, of all tokens of listed and altered names that may be written as one word."""
    parties = list(shipped.parties())
    book = kept(rows_of(queries(parties, 6_000, 7), parties, 8), shipped, tmp_path)
    surfaces = (*book.all_texts("surface"), "")
    triples = book.arrays["join_surfaces"].reshape(-1, 3).tolist()
    texts = ["".join(surfaces[number] for number in triple) for triple in triples]
    facts = book.arrays["join_facts"]
    sure = np.flatnonzero(facts & joined.UNSURE == 0)
    keys = romanisation_keys([texts[at] for at in sure.tolist()])
    assert len(keys) > 10_000
    for column, others in (("with_a", joined.WITH_A), ("consonants", joined.CONSONANTS)):
        letters = joined.steady_of([joined.steady(key, others) for key in keys])
        assert (letters.hash == book.arrays[f"join_{column}"][sure]).all()
    hard = facts[sure] & joined.HARD != 0
    assert all(joined.has_hard(key) for key, is_hard in zip(keys, hard, strict=True) if is_hard)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(_WORDS | _PIECES, min_size=2, max_size=3))
def test_keys_keep_the_steady_letters(words: list[str]) -> None:
    """What two words that share a key have in common is told from the words, joined or not."""
    columns = joined.joined(words, np.array([[*range(len(words)), -1, -1][:3]]))
    if columns.facts[0] & joined.UNSURE:
        return
    text = "".join(words)
    key = romanisation_key(text)
    for others, told in (
        (joined.WITH_A, columns.with_a),
        (joined.CONSONANTS, columns.consonants),
    ):
        assert joined.steady_of([joined.steady(key, others)]).hash[0] == told[0]
    for left in (skeleton(text), consonants(text)):
        if left is not None:
            assert joined.steady_of([joined.steady(left)]).hash[0] == columns.consonants[0]
    if columns.facts[0] & joined.HARD:
        assert joined.has_hard(key)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(_WORDS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_a_span_within_one_edit_of_a_listed_word_is_kept(words: list[str], rng: Random) -> None:
    """Wherever the letter is that was left out, put in, changed or swapped."""
    text = "".join(words)
    at = rng.randrange(len(text))
    listed = rng.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + "q" + text[at:],
            text[:at] + "q" + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        ]
    )
    if min(len(listed), len(text)) < 8:
        return
    columns = joined.joined(words, np.array([[*range(len(words)), -1][:3]]))
    assert spans.SpanFilter([listed], ()).by_letters(columns)[0]


@pytest.mark.parametrize(
    ("listed", "tokens"),
    [
        ("hsiaoping", ["xiao", "ping"]),
        ("peiching", ["bei", "jing"]),
        ("xiaoming", ["hsiao", "ming"]),
        ("abdulrahman", ["abd", "al", "rahman"]),
        ("jalaluddin", ["jalal", "al", "din"]),
        ("brn", ["ba", "ran"]),
    ],
)
def test_a_span_spelled_by_another_scheme_is_kept(listed: str, tokens: list[str]) -> None:
    """Wade-Giles for pinyin, the Arabic article run together, a word without its vowels."""
    columns = joined.joined(tokens, np.array([[*range(len(tokens)), -1][:3]]))
    found = spans.SpanFilter([listed], ())
    assert found.by_letters(columns)[0] or found.by_keys(columns)[0]


def test_a_damaged_book_is_none(shipped: ListIndex, tmp_path: Path) -> None:
    """One byte another, or the file cut short: it is not taken for a book, and tells no row."""
    rows = rows_of(list(TYPICAL), sample(shipped.parties(), 9, 1), 2)
    kept(rows, shipped, tmp_path)
    path = tmp_path / "book.bin"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[-1:])
    assert open_book(path) is None
    assert open_book(tmp_path / "nowhere.bin") is None


def test_rejected_rows_keep_their_place(shipped: ListIndex, tmp_path: Path) -> None:
    """A row that has no name is counted, so that those after it are told by their own number."""
    rows: list[Counterparty | RejectedRow] = [
        RejectedRow(1, 2, None, "", "the name is empty"),
        *rows_of(
            ["Acme Industries Ltd", shipped.party_at(_NUMBER).primary_name.text],
            sample(shipped.parties(), 9, 1),
            2,
        ),
    ]
    book = kept(rows, shipped, tmp_path)
    assert 2 in shipped.part([_NUMBER]).touched_rows(book, weight_for(70))
    assert book.facts["rows"] == 3
