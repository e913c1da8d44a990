"""The World Bank's debarred firms, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.wb_debarred import SOURCE

FIRM = {
    "MANDT": "300", "SUPP_ID": 329186, "SUPP_NAME": "ALPHA LTD (FORMERLY BETA PTE LTD.)",
    "SUPP_TYPE_CODE": "F", "LAND1": "NG", "COUNTRY_NAME": "Nigeria", "SUPP_CITY": "LAGOS",
    "SUPP_ADDR": "10 AVENUE", "SUPP_ZIP_CODE": None, "DEBAR_FROM_DATE": "2017-01-24",
    "DEBAR_TO_DATE": "2999-12-31", "DEBAR_REASON": "Procurement Guidelines, 1.14",
    "ADD_SUPP_INFO": "(also d/b/a Gamma, Delta Co., Ltd) (Reg. No: 42-017) (方正公司)*356",
    "ELIG_STAT": "DEBARRED", "LAST_REFRESH_DATE": "2026-02-21T19:00:06.107Z",
}  # fmt: skip
PERSON = FIRM | {
    "SUPP_ID": 7, "SUPP_NAME": "MR. IYKE AMBROSE", "SUPP_TYPE_CODE": "I", "ADD_SUPP_INFO": "*1",
    "ELIG_STAT": "X-DEBARRED", "DEBAR_TO_DATE": "2030-05-25",
}  # fmt: skip


def document(*records: object) -> str:
    """An answer of the bank's service."""
    return json.dumps({"response": {"ZPROCSUPP": list(records)}})


def test_firm(read_sample: Callable[..., ParsedList]) -> None:
    """Further names and a number are taken out of the free text; a permanent bar has no end."""
    parsed = read_sample(SOURCE, document(FIRM))
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2026, 2, 21)
    assert (party.listed_id, party.kind) == ("wb-debarred:329186", Kind.ORGANISATION)
    assert [(name.text, name.type) for name in party.names] == [
        ("ALPHA LTD (FORMERLY BETA PTE LTD.)", NameType.PRIMARY),
        ("BETA PTE LTD.", NameType.FORMER),
        ("Gamma", NameType.STRONG),
        ("Delta Co., Ltd", NameType.STRONG),
        ("方正公司", NameType.STRONG),
    ]
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.REGISTRATION,
        "42-017",
    )
    assert (party.locations[0].text, party.locations[0].country) == (
        "10 AVENUE, LAGOS, Nigeria",
        "NG",
    )
    (designation,) = party.designations
    assert designation.programme == "WB-DEBARRED"
    assert designation.measures == (Measure.PROCUREMENT_BAN,)
    assert designation.listed_on == PartialDate(2017, 1, 24)
    assert designation.expires is None
    assert parsed.unknown == ()


def test_cross_debarred_person(read_sample: Callable[..., ParsedList]) -> None:
    """A person, the bank's word for the bar, and its end are kept."""
    (party,) = read_sample(SOURCE, document(PERSON)).parties
    assert party.kind is Kind.PERSON
    assert party.designations[0].programme_as_published == "Cross-debarred"
    assert party.designations[0].expires == PartialDate(2030, 5, 25)


def test_unknown_member_and_status_are_counted(read_sample: Callable[..., ParsedList]) -> None:
    """What the bank adds shows in the counts."""
    parsed = read_sample(SOURCE, document(FIRM | {"MOOD": "grim", "ELIG_STAT": "FORGIVEN"}))
    assert dict(parsed.unknown) == {"member: MOOD": 1, "status: FORGIVEN": 1}


def test_answer_without_records_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """An error in the list's place is not an empty list."""
    text = json.dumps({"response": {"ZPROCSUPP": {"SUPP_ID": "error"}}})
    with pytest.raises(ListFormatError, match="no list of records"):
        read_sample(SOURCE, text)


def test_real_list_is_read_whole(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """All 1,370 records are read, with nothing unknown, and the list says where it is shaky."""
    parsed = read_real(SOURCE, "wb/wb-data_2026-03-15.json")
    assert (len(parsed.parties), parsed.problems, parsed.unknown) == (1370, (), ())
    assert str(parsed.ref.published) == "2026-02-21"
    assert any("out of step" in note for note in parsed.ref.notes)
