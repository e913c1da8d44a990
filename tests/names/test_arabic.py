"""Arabic script to Latin letters."""

from __future__ import annotations

import pytest

from sanctionscreen.model import Kind
from sanctionscreen.names.folding import fold
from sanctionscreen.screening.single import compare
from sanctionscreen.settings import ScreenSettings


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("محمد", ("mohammad",)),
        ("حسین", ("hossein",)),
        ("حبیب\u200cالله", ("habib", "allah")),
        ("عبدالبتول", ("abdulbatul",)),
        ("المدني", ("al", "madani")),
        ("ﻣﺤﻤﺪ", ("mohammad",)),
        ("محـــمد", ("mohammad",)),
    ],
)
def test_known_names_get_their_vowels(text: str, tokens: tuple[str, ...]) -> None:
    """Names that the lists give in both scripts are written as the lists write them."""
    assert fold(text) == tokens


@pytest.mark.parametrize(("one", "other"), [("علي", "علی"), ("أحمد", "احمد"), ("فاطمة", "فاطمه"),
                                            ("مُحَمَّد", "محمد"), ("كريم", "کریم")])  # fmt: skip
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    """Arabic and Persian letters, hamza and vowel marks make no difference."""
    assert fold(one) == fold(other) != ()


def test_an_unknown_word_can_be_spoken() -> None:
    """A word that no list has keeps its consonants, with a vowel in every syllable."""
    assert fold("قطبزر") == ("qatbazar",)


@pytest.mark.parametrize(
    ("arabic", "latin", "other"),
    [
        ("حسین شریعتمداری", "Hossein Shariatmadari", "Hassan Rouhani"),
        ("سمير حسن", "Samir HASSAN", "Samir HUSSEIN"),
        ("محمد یوسف الحاصوري", "AL-HASOURI, Muhammad Yousef", "AL-HASSAN, Muhammad Khalid"),
        ("يوسف المداني", "YUSUF AL-MADANI", "YUSUF AL-MALIKI"),
    ],
)
def test_a_name_in_arabic_script_reaches_its_latin_spelling(
    arabic: str, latin: str, other: str
) -> None:
    """A person listed in one script is found in the other, a namesake is not."""
    least = ScreenSettings().threshold
    for query, listed in ((arabic, latin), (latin, arabic)):
        assert compare(query, listed, Kind.PERSON).score >= least
    assert compare(arabic, other, Kind.PERSON).score < least


def test_two_names_in_arabic_script_stay_two() -> None:
    """Names of the same consonants that the script tells apart do not become one."""
    assert fold("حسن") != fold("حسين")
    assert fold("محمد") != fold("محمود")
