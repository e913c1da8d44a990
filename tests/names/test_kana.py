"""Names in kana: one spelling each, and the sound that Latin spellings share."""

from __future__ import annotations

import pytest

from sanctionscreen.model import Kind
from sanctionscreen.names.folding import fold
from sanctionscreen.names.kana import romaji, sound
from sanctionscreen.screening.single import compare
from sanctionscreen.settings import ScreenSettings


@pytest.mark.parametrize(
    ("kana", "reading"),
    [
        ("デニス", "denisu"),
        ("アブドゥル", "abuduru"),
        ("ヴャチェスラフ", "vyachesurafu"),
        ("ティモシェンコ", "timoshenko"),
        ("リョン", "ryon"),
        ("ウィルソン", "wiruson"),
        ("ジェイムズ", "jeimuzu"),
    ],
)
def test_kana_read_with_voicing_and_digraphs(kana: str, reading: str) -> None:
    """Voiced kana and the small kana of foreign words are read as such."""
    assert romaji(kana) == reading


@pytest.mark.parametrize(
    "spellings",
    [
        ("アリー・ハッサン", "アリ・ハサン"),
        ("ありーはっさん", "アリハサン"),
        ("ｱﾘｰ", "アリ"),
        ("ヂャーヴェド", "ジャヴェド"),
    ],
)
def test_length_marks_and_syllabaries_do_not_matter(spellings: tuple[str, str]) -> None:
    """Long vowels, doubling, half-width forms and hiragana are one spelling."""
    one, other = map(fold, spellings)
    assert one == other != ()


def test_business_words_in_kana_are_the_english_ones() -> None:
    """What a company calls itself in kana is compared as the word that it means."""
    assert fold("コリア・シッピング・コーポレーション") == ("korea", "shipping", "corporation")


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("アレクサンドル", "aleksandr"),
        ("モハンマド", "mohammad"),
        ("ラヴロヴァ", "lavrova"),
        ("オシポフ", "osipov"),
        ("イワン", "ivan"),
        ("イゴリ", "igor"),
        ("ウラジミル", "vladimir"),
        ("アリ", "ali"),
    ],
)
def test_what_kana_cannot_tell_apart_sounds_the_same(kana: str, latin: str) -> None:
    """l and r, v and b, f and h, and the vowels that kana put in do not count."""
    assert sound(kana) == sound(latin) is not None


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("アリ", "omar"), ("ハサン", "hussein"), ("イワン", "oleg"), ("ムハンマド", "mahmoud")],
)
def test_other_names_sound_different(kana: str, latin: str) -> None:
    """The sound does not join names that kana tell apart."""
    assert sound(kana) != sound(latin)


@pytest.mark.parametrize(
    ("kana", "latin", "other"),
    [
        ("アンドレイ・パトルシェフ", "Andrey PATRUSHEV", "Andrey PETROSYAN"),
        ("ヴャチェスラフ・ダムジンツルノフ", "Vyacheslav DAMDINTSURUNOV", "Vyacheslav DANILOV"),
        ("アブ・モハンマド・アミヌッラー", "Abu Mohammad Aminullah", "Abu Mohammad Habibullah"),
    ],
)
def test_a_name_in_kana_reaches_its_latin_spelling(kana: str, latin: str, other: str) -> None:
    """A person listed in one script is found in the other, a namesake is not."""
    least = ScreenSettings().threshold
    for query, listed in ((kana, latin), (latin, kana)):
        assert compare(query, listed, Kind.PERSON).score >= least
    assert compare(kana, other, Kind.PERSON).score < least


def test_two_names_in_latin_letters_do_not_agree_by_sound() -> None:
    """Only kana merge l and r: between Latin spellings these stay two names."""
    reasons = {e.reason for e in compare("Lamar Vilken", "Ramar Birken", Kind.PERSON).evidence}
    assert "same sound in kana" not in reasons
