"""Names that are cut, written without vowels, said twice, or beside another patronymic."""

from __future__ import annotations

import pytest

from sanctionscreen import ScreenSettings, compare
from sanctionscreen.match.name import match_names
from sanctionscreen.match.party import NameComparison, match_party
from sanctionscreen.model import (
    Counterparty,
    Kind,
    ListedName,
    ListedParty,
    NameType,
    QueryName,
)
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary

LONG = "Federalnoe Kazennoe Predpriiatie Avangard"


def score(query: str, listed: str, kind: str = "organisation") -> float:
    """The score of two names."""
    return compare(query, listed, kind=kind).score


def is_shown(query: str, names: tuple[str, ...]) -> bool:
    """Whether a person with these names is a hit for the query."""
    preparer = Preparer(load_vocabulary(), load_frequencies())
    listed = tuple(ListedName(text, NameType.PRIMARY) for text in names)
    party = ListedParty("own:1", "own", Kind.PERSON, listed, ())
    prepared = preparer.prepare(query, is_person=True)
    assert prepared is not None
    comparisons = []
    for name in listed:
        target = preparer.prepare(name.text, is_person=True)
        assert target is not None
        match = match_names(prepared, target, preparer)
        comparisons.append(NameComparison(QueryName(query), name, match))
    row = Counterparty(row=1, line=1, id=None, names=(QueryName(query),))
    found = match_party(row, party, comparisons, ScreenSettings())
    assert found is not None
    return found.is_shown


def test_a_name_cut_at_a_fields_width_is_a_hit() -> None:
    """Letter for letter the beginning of a listed name, of 30 characters and more."""
    threshold = ScreenSettings().threshold
    assert score(LONG[:35], LONG) >= threshold
    assert score(LONG[:35], LONG) < score(LONG, LONG)
    assert score(LONG[:25], LONG) < threshold
    assert score("Federalnoe Kazennoe Predpriyatie Av", LONG) < threshold


def test_a_cut_name_says_why_it_is_a_hit() -> None:
    """The evidence is the cut itself, and adds up to the weight."""
    found = compare(LONG[:35], LONG, kind="organisation")
    assert [item.reason for item in found.evidence] == ["cut short"]


@pytest.mark.parametrize(
    ("query", "listed"), [("Kbn Shipping LLC", "Koban Shipping LLC"), ("Kbrl", "Kabiral")]
)
def test_a_word_without_vowels_stands_for_it(query: str, listed: str) -> None:
    """One side written without vowels agrees; with other vowels it agrees less or not."""
    assert score(query, listed) > score(query.replace("b", "bu", 1), listed)


def test_the_ends_of_a_listed_name_may_be_one_word() -> None:
    """Lists put the family name first: spoken, it follows the last given name."""
    listed = "MARTINEZ DUARTE, Armando"
    assert score("Armandomartinez Duarte", listed, "person") >= ScreenSettings().threshold
    assert score("Duartearmando Martinez", listed, "person") >= ScreenSettings().threshold


def test_syllables_are_not_mistyped_and_keep_their_order() -> None:
    """In Hangul and Chinese another letter or order is another name; in Latin letters a slip."""
    assert score("은정 김", "KIM, Jong Un", "person") < score("정은 김", "KIM, Jong Un", "person")
    assert score("國華 李", "LI, Guihua", "person") < score("Guohua Li", "LI, Guihua", "person")


def test_a_single_letter_before_a_name_is_an_initial() -> None:
    """Between names "y" and "e" join them; before them they are short for a name."""
    assert score("E. Krivoruchko", "KRIVORUCHKO, Egor", "person") >= ScreenSettings().threshold
    assert score("Jose y Maria", "MARIA, Jose", "person") >= ScreenSettings().threshold


def test_a_second_spelling_in_brackets_costs_nothing() -> None:
    """ "Sergei (Sergey) Kozlov" is no other than Sergey Kozlov, and Ali Ali than Ali may be."""
    assert score("Sergei (Sergey) Kozlov", "KOZLOV, Sergey", "person") == score(
        "Sergey Kozlov", "KOZLOV, Sergey", "person"
    )
    assert score("Hasan Hasan Karimov", "KARIMOV, Hasan", "person") < score(
        "Hasan Karimov", "KARIMOV, Hasan", "person"
    )


def test_another_patronymic_counts_against_the_name_without_one() -> None:
    """The alias without a patronymic does not let somebody else's pass."""
    both = ("ZHAROV, Aleksandr Aleksandrovich", "ZHAROV, Aleksandr")
    assert is_shown("Aleksandr Zharov", both)
    assert is_shown("Aleksandr Alexandrovich Zharov", both)
    assert is_shown("Aleksandr Petrovich Zharov", both[1:])
    assert not is_shown("Aleksandr Petrovich Zharov", both)


def test_a_persons_name_ranks_above_a_body_called_after_one() -> None:
    """ "Song Kim" is somebody before it is short for a university."""
    person = score("song kim", "KIM, Song", "person")
    assert person > score("song kim", "KIM IL SUNG MILITARY UNIVERSITY") + 10
