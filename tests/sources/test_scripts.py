"""The script of a name, told from its characters."""

from __future__ import annotations

import pytest

from sanctionscreen.sources.scripts import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("RI, Yong Gil", "Latn"),
        ("José Đặng Ülkü", "Latn"),
        ("Соин Дмитрий", "Cyrl"),
        ("زاكىر", "Arab"),
        ("重庆市柠⾊动漫发展有限公司", "Hani"),
        ("アル・ラシード信託", "Jpan"),
        ("アリ・コニー", "Kana"),
        ("리원호", "Hang"),
        ("Տիգրան", "Armn"),
        ("ციხე", "Geor"),
        ("תרבות", "Hebr"),
        ("မြန်မာ", "Mymr"),
        ("Νίκος", "Grek"),
        ("7-28", "Latn"),
        ("", "Latn"),
    ],
)
def test_scripts_of_the_lists(text: str, script: str) -> None:
    """Each script that occurs in the lists is told, and digits alone count as Latin."""
    assert script_of(text) == script


def test_most_letters_decide() -> None:
    """A Latin abbreviation in a Cyrillic name does not make it Latin."""
    assert script_of("ООО IBS Экспертиза") == "Cyrl"
