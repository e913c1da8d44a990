"""Organisations' names with another name of the same place, or the same legal form elsewhere."""

from __future__ import annotations

import pytest

from sanctionscreen import compare


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Myanma Foreign Trade Bank", "Burma Foreign Trade Bank"),
        ("Foreign Trade Bank DPRK",
         "Foreign Trade Bank of the Democratic People's Republic of Korea"),
        ("Iranian Oil Terminals Company", "Iran Oil Terminals Company"),
        ("ООО Группа Русская Энергия", "LLC Russian Energy Group"),
        ("AO Permskiy Zavod Mashinostroitel", "JSC Perm Plant Mashinostroitel"),
        ("Bank Sankt-Peterburg", "Bank St. Petersburg PJSC"),
    ],
)  # fmt: skip
def test_names_of_one_place_agree(query: str, listed: str) -> None:
    """A country's names and demonyms, and a city's in other languages, are one place."""
    result = compare(query, listed, kind="organisation")
    assert result.is_hit, result.evidence
    assert "same place" in [item.reason for item in result.evidence]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Korea Ryonbong Bank", "Iran Ryonbong Bank"),
        ("Perm Cartridge Plant", "Tula Cartridge Plant"),
    ],
)
def test_other_places_contradict(query: str, listed: str) -> None:
    """Two countries, and two cities of one country, are not the same place."""
    found = [item.reason for item in compare(query, listed, kind="organisation").evidence]
    assert "same place" not in found
    assert "another place" in found


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Krylovski Elevator", "OAO otkrytogo tipa KRYLOVSKI ELEVATOR"),
        ("Anka Enerji Ltd Sti", "Tasfiye Halinde Anka Enerji Limited Sirketi"),
        ("Aerocontinente S.A.", "WWW.AEROCONTINENTE.COM"),
        ("Luhansk Guard", "So-called 'Luhansk Guard'"),
        ("AKB Energobank", "JSCB ENERGOBANK"),
        ("Vistan", "Open Joint-Stock Company VISTAN"),
        ("Lazurit CDB", "Lazurit Central Design Bureau"),
        ("Belspetsvneshtekhnika GVTUP", "SFTUE Belspetsvneshtekhnika"),
    ],
)
def test_forms_cost_next_to_nothing(query: str, listed: str) -> None:
    """What stands at either end of a name and says what kind of body it is, is no difference."""
    result = compare(query, listed, kind="organisation")
    assert result.is_hit, result.evidence
    left = [item for item in result.evidence if item.reason.startswith("not in")]
    assert sum(item.weight for item in left) > -64


def test_the_number_sign_is_no_difference() -> None:
    """A number is one however it is written; another number is another body."""
    same = compare("No. 1 Mining Enterprise", "Mining Enterprise Number One", "organisation")
    other = compare("No. 1 Mining Enterprise", "Mining Enterprise Number Two", "organisation")
    assert same.is_hit, same.evidence
    assert not other.is_hit, other.evidence
