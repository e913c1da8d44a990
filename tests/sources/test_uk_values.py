"""Details that the United Kingdom's lists have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.model import IdentifierType, Kind, Measure
from sanctionscreen.sources.base import ReadOptions, SourceFile
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.sources.uk_values import (
    UK_SANCTIONS_LIST,
    add_birthplaces,
    add_detail,
    measures_of,
)


@pytest.fixture
def draft() -> Draft:
    """An organisation in the making."""
    file = SourceFile(Path("list"), b"")
    gathering = Gathering(UK_SANCTIONS_LIST, file, ReadOptions(ProgrammeRegister(())))
    return Draft(gathering, "RUS0001", Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5087007192", [("registration", "5087007192")]),
        ("INN: 7704366170", [("tax-id", "7704366170")]),
        ("1117746568829 (Russia). Tax ID No. 7735579027 (Russia)",
         [("registration", "1117746568829"), ("tax-id", "7735579027")]),
        ("9709056472 - Russia INN", [("tax-id", "9709056472")]),
        ("Legal Entity Identifier: 5299008ONRYZRO61SY92", [("lei", "5299008ONRYZRO61SY92")]),
        ("(1) 42 (2) TIN - 43", [("registration", "42"), ("tax-id", "43")]),
    ],
)  # fmt: skip
def test_registration_numbers(draft: Draft, text: str, numbers: list[tuple[str, str]]) -> None:
    """Numbers are taken apart and typed by the words around them."""
    assert add_detail(draft, "Business Reg No", text)
    assert [(i.type, i.value) for i in draft.identifiers] == [
        (IdentifierType(kind), value) for kind, value in numbers
    ]


def test_unknown_heading_is_told(draft: Draft) -> None:
    """A detail without a rule is not taken, so that the reader can count it."""
    assert not add_detail(draft, "Shoe size", "42")


def test_towns_and_countries_in_one_order(draft: Draft) -> None:
    """Numbered towns meet the countries of the same number; one country is everyone's."""
    add_birthplaces(draft, "(1) Palaro (2) Khartoum", "(1) Uganda (2) Sudan")
    add_birthplaces(draft, "(1) Tiaret (2) Tunis", "Algeria")
    assert [place.country for place in draft.birthplaces] == ["UG", "SD", "DZ", "DZ"]


def test_measures_by_their_beginnings(draft: Draft) -> None:
    """The file's remarks behind a measure make no difference."""
    text = 'Asset freeze|Shipping sanctions: (see "Other information")|Trust Services Sanctions'
    assert measures_of(draft, text) == (
        Measure.ASSET_FREEZE,
        Measure.TRANSPORT,
        Measure.SERVICES_BAN,
    )
