"""OFAC's name parts: the form shown, the meaning of each part, the rank of a name."""

from __future__ import annotations

import pytest

from sanctionscreen.model import NamePart, NameType
from sanctionscreen.sources.ofac_names import (
    listed_name,
    name_type,
    person_from_display,
    script_code,
)

L, F, M = "Last Name", "First Name", "Middle Name"
PATRONYMIC, MATRONYMIC = "Patronymic", "Matronymic"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([(L, "Ri"), (F, "Yong Gil")], "RI, Yong Gil"),
        ([(F, "Redi"), (L, "Gul"), (M, "Hussein"), (M, "Khal")], "GUL, Redi Hussein Khal"),
        ([(M, "Alfonso"), (PATRONYMIC, "Chang"), (MATRONYMIC, "Navarro"), (F, "Luis")],
         "CHANG NAVARRO, Luis Alfonso"),
        ([(MATRONYMIC, "Garzon"), (PATRONYMIC, "Zapata"), (F, "Tatiana")],
         "ZAPATA GARZON, Tatiana"),
        ([(L, "Gaziyev"), (F, "Tarkhan"), (PATRONYMIC, "Ismailovich")],
         "GAZIYEV, Tarkhan Ismailovich"),
        ([(L, "CASTRO"), (L, "RODRIGUEZ"), (F, "Raul")], "CASTRO RODRIGUEZ, Raul"),
        ([(L, "Enayatullah"), ("Nickname", "Maulawi")], "ENAYATULLAH, Maulawi"),
        ([(L, "The Chess Player")], "The Chess Player"),
        ([("Nickname", "El Mayo")], "El Mayo"),
        ([("Entity Name", "Nings Cartoon Studio")], "Nings Cartoon Studio"),
        ([("Entity Name", "Jund al-Khilafa"), ("Entity Name", "Jund al-Khilafa")],
         "Jund al-Khilafa"),
        ([("Vessel Name", "SEA GLASS")], "SEA GLASS"),
    ],
)  # fmt: skip
def test_names_are_shown_as_ofac_shows_them(parts: list[tuple[str, str]], text: str) -> None:
    """The order of parts of different kinds in the file makes no difference to the text."""
    is_distinct = len({label for label, _ in parts}) == len(parts)
    for order in (parts, parts[::-1]) if is_distinct else (parts,):
        name = listed_name(order, NameType.PRIMARY, "Latn")
        assert name is not None
        assert name.text == text


def test_parts_keep_their_meaning() -> None:
    """A Spanish "patronymic" is a family name; beside a last name a patronymic is one."""
    spanish = listed_name(
        [(F, "Raul"), (PATRONYMIC, "Flores"), (MATRONYMIC, "Haro")], NameType.PRIMARY, "Latn"
    )
    russian = listed_name(
        [(L, "Soin"), (F, "Dmitriy"), (PATRONYMIC, "Yurevich")], NameType.PRIMARY, "Latn"
    )
    assert spanish is not None
    assert russian is not None
    assert spanish.parts == (
        (NamePart.FAMILY, "Flores"),
        (NamePart.MATRONYMIC, "Haro"),
        (NamePart.GIVEN, "Raul"),
    )
    assert russian.parts == (
        (NamePart.FAMILY, "Soin"),
        (NamePart.GIVEN, "Dmitriy"),
        (NamePart.PATRONYMIC, "Yurevich"),
    )


@pytest.mark.parametrize(
    ("script", "family", "given", "text"),
    [
        ("Cyrl", "Кириенко", "Сергей", "Сергей Кириенко"),
        ("Arab", "\u202bمنزوی", "عظیم\u202c", "عظیم منزوی"),
        ("Hans", "扎克尔", "雪克来提", "扎克尔 雪克来提"),
    ],
)
def test_other_scripts_stand_in_their_own_order(
    script: str, family: str, given: str, text: str
) -> None:
    """A name in its own script has no comma, no capitals, and no marks of writing direction."""
    name = listed_name([(L, family), (F, given)], NameType.STRONG, script)
    assert name is not None
    assert name.text == text
    assert name.script == script


def test_a_name_of_nothing_is_no_name() -> None:
    """Parts without text, or of invisible marks only, give no name."""
    assert listed_name([(L, " "), (F, "\u200e")], NameType.PRIMARY, "Latn") is None


def test_the_csv_and_the_xml_give_the_same_name() -> None:
    """OFAC's display form is read back into the same parts."""
    shown = person_from_display("AL-MAMUN, Chowdhury Abdullah", NameType.PRIMARY)
    tagged = listed_name([(L, "AL-MAMUN"), (F, "Chowdhury Abdullah")], NameType.PRIMARY, "Latn")
    assert shown == tagged


@pytest.mark.parametrize(
    ("is_primary", "is_weak", "alias", "expected"),
    [
        (True, False, "Name", NameType.PRIMARY),
        (False, False, "A.K.A.", NameType.STRONG),
        (False, False, "N.K.A.", NameType.STRONG),
        (False, False, "F.K.A.", NameType.FORMER),
        (False, False, "fka", NameType.FORMER),
        (False, True, "A.K.A.", NameType.WEAK),
        (False, True, "F.K.A.", NameType.WEAK),
    ],
)
def test_ranks(is_primary: bool, is_weak: bool, alias: str, expected: NameType) -> None:
    """A low-quality name is weak whatever else it is; a former one says so."""
    assert name_type(is_primary=is_primary, is_weak=is_weak, alias_type=alias) is expected


def test_scripts() -> None:
    """OFAC's words for scripts become ISO codes; an unknown word is told from the text."""
    assert script_code("Chinese Simplified", "商汤") == "Hans"
    assert script_code("Hebrew", "כהן") == "Hebr"
    assert script_code("Glagolitic?", "Иванов") == "Cyrl"
