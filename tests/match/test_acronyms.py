"""Acronyms beside the words they stand for: they explain each other, and never make a hit."""

from __future__ import annotations

import pytest

from sanctionscreen import compare
from sanctionscreen.model import Evidence


def evidence(query: str, listed: str) -> tuple[Evidence, ...]:
    """The evidence of comparing two organisations' names."""
    return compare(query, listed, kind="organisation").evidence


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("NIKIMT Atomstroy", "Nauchno Issledovatelsky i Konstruktorsky Institut Montazhnoy "
         "Tekhnologii Atomstroy"),
        ("Scientific Manufacturing Group Vekprom", "SMG Vekprom LLC"),
        ("Makeyev SRC", "Makeyev State Rocket Center"),
        ("AO NTSLSK Astrofizika", "Natsionalniy Tsentr Lazernykh Sistem I Kompleksov Astrofizika"),
        ("АО ММЗ Авангард", "Московский Машиностроительный Завод Авангард"),
    ],
)  # fmt: skip
def test_an_acronym_stands_for_words_left_over(query: str, listed: str) -> None:
    """Beside a distinctive word, an acronym and what it stands for are one."""
    result = compare(query, listed, kind="organisation")
    assert result.is_hit, result.evidence
    assert "acronym" in [item.reason for item in result.evidence]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Korea National Insurance Corporation (KNIC)", "KOREA NATIONAL INSURANCE CORPORATION"),
        ("Korea National Insurance Corporation", "KOREA NATIONAL INSURANCE CORPORATION (KNIC)"),
    ],
)
def test_an_acronym_that_repeats_the_name_is_not_left_over(query: str, listed: str) -> None:
    """What stands in brackets after the name it abbreviates says nothing new."""
    result = compare(query, listed, kind="organisation")
    assert result.is_hit, result.evidence
    assert "acronym" in [item.reason for item in result.evidence]
    assert not [item for item in result.evidence if item.reason.startswith("not in")]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("XYZ Ltd", "Xenon Yttrium Zinc Ltd"),
        ("NIORDC", "National Iranian Oil Refining and Distribution Company"),
        ("KNF Vekprom", "SMG Vekprom"),
    ],
)
def test_an_acronym_weighs_nothing(query: str, listed: str) -> None:
    """Initials spare what leftovers cost, and are no evidence for a hit."""
    assert all(item.weight <= 0 for item in evidence(query, listed) if item.reason == "acronym")


def test_an_acronym_that_stands_for_nothing_is_left_over() -> None:
    """Other initials do not explain the words, so the names differ by more."""
    right = compare("Makeyev SRC", "Makeyev State Rocket Center", kind="organisation")
    wrong = compare("Makeyev SRK", "Makeyev State Rocket Center", kind="organisation")
    assert right.score > wrong.score
    assert "acronym" not in [item.reason for item in wrong.evidence]


def test_an_acronym_does_not_swallow_a_number() -> None:
    """A number between the words still contradicts another one."""
    found = evidence("Vekprom PW 6", "Vekprom Pump 5 Works")
    assert "another number" in [item.reason for item in found]


def test_persons_have_initials_but_no_acronyms() -> None:
    """A token of a person's name is not read as the initials of the other name's words."""
    found = compare("Anwar KM", "Anwar Khan Mohammad", kind="person").evidence
    assert "acronym" not in [item.reason for item in found]
