"""The US Consolidated Screening List, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, PartialDate
from sanctionscreen.sources.base import ParsedList
from sanctionscreen.sources.us_csl_json import SOURCE

PERSON = {
    "id": "21944", "source": "Specially Designated Nationals (SDN) - Treasury Department",
    "entity_number": 21944, "type": "Individual", "programs": ["RUSSIA-EO14024"],
    "name": "ABBAS, Rim", "title": None, "alt_names": ["ABAS, Reem"], "citizenships": ["LB"],
    "addresses": [{"address": "Main Street 1", "city": "Damascus", "state": None,
                   "postal_code": None, "country": "SY"}],
    "dates_of_birth": ["1973-03-25"], "nationalities": ["SY"], "places_of_birth": [],
    "ids": [{"type": "Passport", "number": "N0123", "country": "SY", "issue_date": "2010-01-02",
             "expiration_date": None}, {"type": "Gender", "number": "Female", "country": None}],
    "source_list_url": "https://example.org", "remarks": "A remark", "start_date": None,
}  # fmt: skip


def document(*records: object, **members: object) -> str:
    """An answer of the service."""
    return json.dumps({"results": list(records)} | members)


def test_person(read_sample: Callable[..., ParsedList]) -> None:
    """The record comes out as the same record of the CSV file would."""
    (party,) = read_sample(SOURCE, document(PERSON, total=1)).parties
    assert (party.listed_id, party.kind) == ("us-csl:21944", Kind.PERSON)
    assert party.references == ("ofac-sdn:21944",)
    assert [name.text for name in party.names] == ["ABBAS, Rim", "ABAS, Reem"]
    assert party.locations[0].text == "Main Street 1, Damascus, SY"
    passport = party.identifiers[0]
    assert (passport.type, passport.issued) == (IdentifierType.PASSPORT, PartialDate(2010, 1, 2))
    assert party.designations[0].measures == (Measure.ASSET_FREEZE,)


def test_answer_that_holds_one_page_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """An answer that states more records than it holds is one page, not the list."""
    with pytest.raises(ListFormatError, match="states 14160 records and holds 1"):
        read_sample(SOURCE, document(PERSON, total=14160))


def test_unknown_member_is_counted(read_sample: Callable[..., ParsedList]) -> None:
    """A member that no rule covers is counted."""
    assert dict(read_sample(SOURCE, document(PERSON | {"mood": "grim"})).unknown) == {
        "member: mood": 1
    }


@pytest.mark.parametrize("text", [document(PERSON)[:-5], document(PERSON).replace('"SY"', "NaN")])
def test_damaged_json_is_refused(read_sample: Callable[..., ParsedList], text: str) -> None:
    """A document that is cut or holds what is no JSON is refused."""
    with pytest.raises(ListFormatError, match="no whole JSON"):
        read_sample(SOURCE, text)


def test_results_that_are_no_list_are_refused(read_sample: Callable[..., ParsedList]) -> None:
    """An error message in the list's place is not an empty list."""
    text = json.dumps({"results": "no", "x": {"alt_names": 1, "source_list_url": 2}})
    with pytest.raises(ListFormatError, match="no list of records"):
        read_sample(SOURCE, text)
