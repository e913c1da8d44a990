"""Retrieval across scripts: Latin letters find names that are listed in kana, and the reverse."""

from __future__ import annotations

import pytest

from sanctionscreen.index import ListIndex
from sanctionscreen.index.build import build
from sanctionscreen.match.name import match_names
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Kind, ListedName, ListedParty, NameType
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.settings import ScreenSettings

LISTED = (
    "アレクサンドル・ヴォリフォヴィチ",
    "デニス・マイダノフ",
    "Andrey PATRUSHEV",
    "حسین شریعتمداری",
    "Ivan BABICH",
)


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """Five people, each listed under one name in one script."""
    parties = [
        ListedParty(f"own:{number}", "own", Kind.PERSON, (ListedName(text, NameType.PRIMARY),), ())
        for number, text in enumerate(LISTED)
    ]
    preparer = Preparer(load_vocabulary(), load_frequencies())
    return ListIndex(build(parties, (), preparer))


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Denis Maidanov", "デニス・マイダノフ"),
        ("デニース・マイダノフ", "デニス・マイダノフ"),
        ("アンドレイ・パトルシェフ", "Andrey PATRUSHEV"),
        ("Hossein Shariatmadari", "حسین شریعتمداری"),
        ("イワン・バビチ", "Ivan BABICH"),
    ],
)
def test_a_name_is_found_in_the_other_script(index: ListIndex, query: str, listed: str) -> None:
    """Of all listed names the one of the same sound is a candidate, and alone is a hit."""
    least = weight_for(ScreenSettings().threshold)
    prepared = index.preparer.prepare(query, is_person=True)
    assert prepared is not None
    reached = [
        index.listed_name(number).text
        for number in index.candidates(prepared, least)
        if match_names(prepared, index.prepared(number), index.preparer).weight >= least
    ]
    assert reached == [listed]
