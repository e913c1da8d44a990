"""Retrieval loses nothing: what it finds is what scoring every listed name finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sanctionscreen import ScreenSettings, open_index
from sanctionscreen.index import ListIndex
from sanctionscreen.match.name import match_names
from sanctionscreen.match.score import weight_for
from sanctionscreen.match.weights import BEYOND_NAME_MOST

QUERIES = (
    "Ri Yong Gil", "Lee Yong-gil", "리영길", "Ри Ён Гиль", "Myoswe Winn", "U Myo Swe Win",
    "Sense Time Group Ltd.", "Defence Industries Directorate, Myanmar", "KA PA SA",
    "Quarter Master General's Office", "Rapid Action Batalion", "Abdullah", "Kim", "Ocean 12",
    "上海弘漫动漫设计工作室", "زاكىر", "リ・ヨンギル", "မျိုးဆွေဝင်း",
    "General Trading Company LLC", "A B C", "China Mobile",
    "Muhammad Anwar", "J. Alam", "Khan", "Соин Дмитрий Юрьевич", "x", "12",
    "The Very Long Name of a Company of Trading and Industry of the People and Sons Ltd 7",
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """The shipped lists, compiled."""
    return open_index()


def reference(index: ListIndex, query: str, least: int, *, is_person: bool) -> Iterator[int]:
    """The slow path: every listed name scored, agreements computed anew."""
    prepared = index.preparer.prepare(query, is_person=is_person)
    assert prepared is not None
    for number in range(index.name_count):
        listed = index.prepared(number)
        if listed.is_person == is_person:
            match = match_names(prepared, listed, index.preparer)
            if match.weight >= least:
                yield number


def test_name_texts_are_the_names_as_published(index: ListIndex) -> None:
    """The texts that need no party decoded are those of the parties, one for one."""
    names = [index.listed_name(number).text for number in range(index.name_count)]
    assert len(names) > 1_000
    assert list(index.name_texts()) == names


@pytest.mark.parametrize("threshold", [50.0, 70.0])
@pytest.mark.parametrize("is_person", [True, False])
def test_candidates_lose_no_name(index: ListIndex, threshold: float, is_person: bool) -> None:
    """At the lowest threshold and the default one, all names that reach it are candidates."""
    least = weight_for(threshold) - BEYOND_NAME_MOST
    found = 0
    for query in QUERIES:
        prepared = index.preparer.prepare(query, is_person=is_person)
        assert prepared is not None
        expected = set(reference(index, query, least, is_person=is_person))
        got = {
            number
            for number in index.candidates(prepared, least)
            if match_names(prepared, index.prepared(number), index.preparer).weight >= least
        }
        assert got == expected, query
        found += len(expected)
    assert found > 10, ScreenSettings()
