"""Names as other hands write them: initials, Wade-Giles, the Arabic article, misread letters."""

from __future__ import annotations

import pytest

from sanctionscreen import ScreenSettings, compare

DEFAULT = ScreenSettings().threshold


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("V.V. Putin", "PUTIN, Vladimir Vladimirovich", id="together"),
        pytest.param("Putin V.V.", "PUTIN, Vladimir Vladimirovich", id="behind"),
        pytest.param("Путин В.В.", "PUTIN, Vladimir Vladimirovich", id="cyrillic"),
        pytest.param("D. Y. Soin", "SOIN, Dmitriy Yurevich", id="y-is-no-particle"),
        pytest.param("Soin D.Yu.", "SOIN, Dmitriy Yurevich", id="letter-of-two"),
        pytest.param("Соин Д.Ю.", "SOIN, Dmitriy Yurevich", id="cyrillic-letter-of-two"),
        pytest.param("H.E. Dmitriy Soin", "SOIN, Dmitriy Yurevich", id="title-in-initials"),
        pytest.param("Haji Gurg", "GURG", id="title-beside-one-name"),
        pytest.param("Wang Chi-p'ing", "WANG, Jiping", id="wade-giles"),
        pytest.param("Chang Kuo-hua", "ZHANG, Guohua", id="wade-giles-family-name-too"),
        pytest.param("Hsia Paolung", "XIA, Baolong", id="wade-giles-joined"),
        pytest.param("Jalal al-Din Haqqani", "HAQQANI, Jalaluddin", id="article-assimilated"),
        pytest.param("Abdessalam Zuhair", "ZUHAIR, Abd al-Salam", id="article-joined"),
        pytest.param("Ahmed Aouad", "AWAD, Ahmad", id="french-w"),
        pytest.param("arnadou Koufa", "KOUFA, Amadou", id="misread-m"),
        pytest.param("이영길", "RI, Yong Gil", id="korean-lee"),
        pytest.param("Wiktor Janukowytsch", "YANUKOVYCH, Viktor Fedorovych", id="german-ukrainian"),
    ],
)
def test_a_person_is_found_as_others_write_the_name(query: str, listed: str) -> None:
    """Another way to write the whole name is a hit at the default threshold."""
    assert compare(query, listed, kind="person").score >= DEFAULT


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("A.B. Putin", "PUTIN, Vladimir Vladimirovich", id="other-initials"),
        pytest.param("이영철", "RI, Yong Gil", id="another-syllable"),
        pytest.param("Ferney Caro", "CARO URIAS, Efrain", id="consonants-behind-a-vowel"),
        pytest.param("John Smith", "MAJOR, John", id="a-title-that-is-a-name"),
    ],
)
def test_what_only_looks_so_is_no_hit(query: str, listed: str) -> None:
    """The readings that find more do not make other people hits."""
    assert compare(query, listed, kind="person").score < DEFAULT


def test_two_pinyin_names_are_not_one_by_wade_giles() -> None:
    """Names that only pinyin can be are told apart by its letters."""
    found = compare("Zhang Zhengguo", "ZHANG, Chengguo", kind="person")
    assert "Wade-Giles" not in {item.reason for item in found.evidence}


@pytest.mark.parametrize(
    ("query", "listed", "is_hit"),
    [
        ("Institute No. Twenty-Two", "22 INSTITUTE", True),
        ("Institute No. Twenty-Three", "22 INSTITUTE", False),
        ("Mahan Airlines", "MAHAN AIR", True),
    ],
)
def test_numbers_of_two_words_and_forms_of_air(query: str, listed: str, is_hit: bool) -> None:
    """A number may be written in two words, and an airline be called Air."""
    assert (compare(query, listed, kind="organisation").score >= DEFAULT) is is_hit


def test_a_word_that_only_sounds_like_one_in_kana_is_no_hit_by_itself() -> None:
    """Three consonants in common are many words', and no whole name by themselves."""
    assert compare("Retoco", "ラティク", kind="organisation").score < DEFAULT
    assert compare("Al-Qaida", "アルカイダ", kind="organisation").score >= DEFAULT
