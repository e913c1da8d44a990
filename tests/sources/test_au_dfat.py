"""Australia's consolidated list, XLSX in its layouts, and the old XLS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.au_dfat import SOURCE
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister

OLD = (
    "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,"
    "Citizenship,Address,Additional Information,Listing Information,Committees,Control Date"
).split(",")
NEW = (
    "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,"
    "Place of Birth,Citizenship,Address,Additional Information,Listing Information,IMO Number,"
    "Committees,Control Date,Instrument of Designation,Targeted Financial Sanction,Travel Ban,"
    "Arms Embargo,Maritime Restriction"
).split(",")
BASE: dict[str, object] = {
    "Type": "Individual",
    "Date of Birth": "1945, Approximately 1946",
    "Place of Birth": "Pashmul village, Afghanistan",
    "Citizenship": "Afghanistan;Pakistan",
    "Address": "Kabul, Afghanistan; Quetta, Pakistan",
    "Additional Information": "TAi.002. A close associate of Mullah Mohammed Omar (TAi.004).",
    "Listing Information": "Listed by UN 1267 Committee on 25 January 2001 (amended on 3 Sep 2003)",
    "Committees": "1988 (Taliban)",
    "Control Date": datetime(2026, 4, 14),
    "Instrument of Designation": "A Regulation 2013",
    "Targeted Financial Sanction": True,
    "Travel Ban": True,
    "Arms Embargo": False,
    "Maritime Restriction": False,
}
PRIMARY = BASE | {"Reference": 2, "Name Type": "Primary Name"}
PRIMARY |= {"Name of Individual or Entity": "MOHAMMAD HASSAN AKHUND"}
SCRIPT = BASE | {"Reference": "2a", "Name Type": "Original Script"}
SCRIPT |= {"Name of Individual or Entity": "محمد حسن أخوند"}
WEAK = BASE | {"Reference": "2b1", "Name Type": "Alias", "Alias Strength": "Weak"}
WEAK |= {"Name of Individual or Entity": "The Tall"}
FORMER = BASE | {"Reference": "2c ", "Name Type": "aka "}
FORMER |= {"Name of Individual or Entity": "Old Name (previously listed as)"}
SHIP = {"Reference": 7, "Name of Individual or Entity": "Petrel / Petrol", "Type": "Vessel"}
SHIP |= {"Name Type": "Primary name", "IMO Number": 9288693, "Committees": "Unheard Of"}
SHIP |= {"Maritime Restriction": True, "Control Date": datetime(2026, 4, 14)}


def sheet(headings: list[str], *records: dict[str, object]) -> dict[str, list[list[object]]]:
    """The publisher's sheet."""
    return {"List": [list(headings), *([record.get(h) for h in headings] for record in records)]}


def test_rows_of_one_number_are_one_party(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """Rows "2", "2a", "2b1" are one party with its names, ranked as published."""
    content = workbook(sheet(NEW, PRIMARY, SCRIPT, WEAK, FORMER))
    parsed = read_sample(SOURCE, content)
    (party,) = parsed.parties
    assert (party.listed_id, party.kind) == ("au-dfat:2", Kind.PERSON)
    assert [(name.text, name.type, name.script) for name in party.names] == [
        ("MOHAMMAD HASSAN AKHUND", NameType.PRIMARY, "Latn"),
        ("محمد حسن أخوند", NameType.STRONG, "Arab"),
        ("The Tall", NameType.WEAK, "Latn"),
        ("Old Name", NameType.FORMER, "Latn"),
    ]
    assert [str(date) for date in party.birth_dates] == ["1945", "circa 1946"]
    assert party.nationalities == ("AF", "PK")
    assert len(party.locations) == 2
    assert party.references == ("un-sc:TAi.002",)
    (designation,) = party.designations
    assert designation.programme == "AU-UN-TALIBAN"
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.ENTRY_BAN)
    assert designation.listed_on == PartialDate(2001, 1, 25)
    assert designation.legal_basis == "A Regulation 2013"
    assert parsed.unknown == ()


def test_layout_of_2024_takes_the_measures_of_the_register(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """Without columns for measures those of the committee count."""
    (party,) = read_sample(SOURCE, workbook(sheet(OLD, PRIMARY))).parties
    assert party.designations[0].measures == (Measure.ASSET_FREEZE,)


def test_ship(read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]) -> None:
    """A vessel has its IMO number, two names in one cell, and an unknown committee is counted."""
    parsed = read_sample(SOURCE, workbook(sheet(NEW, SHIP)))
    (party,) = parsed.parties
    assert party.kind is Kind.VESSEL
    assert [name.text for name in party.names] == ["Petrel", "Petrol"]
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.IMO,
        "9288693",
    )
    assert party.designations[0].measures == (Measure.TRANSPORT,)
    assert dict(parsed.unknown) == {"programme: Unheard Of": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Listed on: 22 Dec. 2017", PartialDate(2017, 12, 22)),
        ("Designated under the Autonomous Sanctions Regulations 2011 on 2 March 2012 (x)",
         PartialDate(2012, 3, 2)),
        ("Instrument of first listing: List 2001. Last listed on: 13/09/2025", None),
        ("Relisted on 12 January 2024", None),
        ("Formerly listed on the RBA list as 2008IRN0020", None),
    ],
)  # fmt: skip
def test_only_the_first_listing_dates_the_listing(
    read_sample: Callable[..., ParsedList],
    workbook: Callable[..., bytes],
    text: str,
    expected: PartialDate | None,
) -> None:
    """A renewal is no listing date; without the first listing there is none."""
    content = workbook(sheet(OLD, PRIMARY | {"Listing Information": text}))
    assert read_sample(SOURCE, content).parties[0].designations[0].listed_on == expected


def test_row_without_reference_is_a_problem(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A name that belongs to no number fails the small list, with its row."""
    content = workbook(sheet(OLD, PRIMARY, PRIMARY | {"Reference": None}))
    with pytest.raises(ListFormatError, match=r"sample:3: .*no reference"):
        read_sample(SOURCE, content)


@pytest.mark.parametrize(
    ("name", "rows", "parties"),
    [
        ("au/dfat_2026-08.xlsx", 11_068, 3846),
        ("au/regulation8_consolidated_2024-12.xlsx", 9553, 3062),
    ],
)
def test_real_lists_are_read_whole(
    read_real: Callable[[ListSource, str], ParsedList], name: str, rows: int, parties: int
) -> None:
    """Every row of both layouts gives its name to a party, with every committee known."""
    parsed = read_real(SOURCE, name)
    assert (len(parsed.parties), parsed.problems) == (parties, ())
    # A few names stand twice in one party, a few hold a form in another script.
    assert rows - 60 < parsed.ref.counts.names <= rows + 60
    assert not [what for what, _ in parsed.unknown if not what.startswith(("birth", "country"))]


def test_old_excel_format_is_refused_with_a_way_out(shared_lists: Path) -> None:
    """An .xls file is recognised as this list, and refused with what to do."""
    file = open_source(shared_lists / "au" / "regulation8_consolidated_2022-05.xls")
    assert SOURCE.recognises(file)
    with pytest.raises(ListFormatError, match=r"old Excel format.*save it as \.xlsx"):
        SOURCE.read((file,), ReadOptions(ProgrammeRegister(())))
