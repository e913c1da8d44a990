"""The US Consolidated Screening List, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    IdentifierType,
    Kind,
    ListedParty,
    Measure,
    NamePart,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.sources.us_csl_csv import SOURCE

HEADINGS = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,"
    "ids"
).split(",")
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
PERSON = {
    "_id": "21944", "source": SDN, "entity_number": "21944", "type": "Individual",
    "programs": "RUSSIA-EO14024", "name": "ABBAS, Rim", "title": "Employee",
    "addresses": "Main Street 1, Damascus, SY; SY", "alt_names": "ABAS, Reem; ABBASS, Rim",
    "dates_of_birth": "1973-03-25; circa 1974", "nationalities": "SY", "citizenships": "LB",
    "places_of_birth": "Damascus, Syria",
    "ids": "Female, Gender; SY, N0123, Passport; Subject to Risk, Secondary sanctions risk:",
}  # fmt: skip
CMIC = {
    "_id": "33114", "entity_number": "33114", "type": "Entity", "programs": "CMIC-EO13959",
    "source": "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury"
    " Department", "name": "SENSETIME GROUP LIMITED",
    "ids": "HK, 2162198, C.R. No.; 10 Dec 2021, Listing Date (CMIC); 08 Feb 2022, Effective Date"
    " (CMIC); 10 Dec 2022, Purchase/Sales For Divestment Date (CMIC); Male, Gender",
}  # fmt: skip
ENTITY_LIST = {
    "_id": "caeb24", "source": "Entity List (EL) - Bureau of Industry and Security",
    "name": "Beijing Sensetime Technology Development Co., Ltd.", "start_date": "2019-10-09",
    "federal_register_notice": "84 FR 54002",
    "alt_names": "Shangtang Technology Co., Ltd., and Sense Time; and STD",
}  # fmt: skip
CAPTA = PERSON | {"source": "Capta List (CAP) - Treasury Department", "name": "A BANK"}


def table(*records: dict[str, str]) -> str:
    """The publisher's table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, restval="")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def test_ofac_person(read_sample: Callable[..., ParsedList]) -> None:
    """A row of the SDN List keeps its OFAC number as the reference that links it."""
    (party,) = read_sample(SOURCE, table(PERSON)).parties
    assert (party.listed_id, party.kind) == ("us-csl:21944", Kind.PERSON)
    assert party.references == ("ofac-sdn:21944",)
    assert party.id_is_stable
    assert [(name.text, name.type) for name in party.names] == [
        ("ABBAS, Rim", NameType.PRIMARY),
        ("ABAS, Reem", NameType.STRONG),
        ("ABBASS, Rim", NameType.STRONG),
    ]
    assert party.names[0].parts == ((NamePart.FAMILY, "ABBAS"), (NamePart.GIVEN, "Rim"))
    assert [str(date) for date in party.birth_dates] == ["1973-03-25", "circa 1974"]
    assert party.nationalities == ("SY", "LB")
    assert [(place.country, place.text) for place in party.locations] == [
        ("SY", "Main Street 1, Damascus, SY"),
        ("SY", "SY"),
    ]
    assert [(i.type, i.value, i.country) for i in party.identifiers] == [
        (IdentifierType.PASSPORT, "N0123", "SY")
    ]
    assert "Secondary sanctions risk: Subject to Risk" in (party.remarks or "")
    assert party.designations[0].listed_on is None


def test_later_files_turn_the_numbers_around(read_sample: Callable[..., ParsedList]) -> None:
    """ "Passport, N0123, SY" of later files is the same number as "SY, N0123, Passport"."""
    later = PERSON | {"ids": "Gender, Female; Passport, N0123, SY"}
    (party,) = read_sample(SOURCE, table(later)).parties
    assert [(i.type, i.value, i.country) for i in party.identifiers] == [
        (IdentifierType.PASSPORT, "N0123", "SY")
    ]


def test_investment_restriction_has_its_dates(read_sample: Callable[..., ParsedList]) -> None:
    """A Chinese military company is no blocked party, and its three dates are there."""
    (party,) = read_sample(SOURCE, table(CMIC)).parties
    (designation,) = party.designations
    assert designation.programme == "NS-CMIC"
    assert designation.measures == (Measure.INVESTMENT_RESTRICTION,)
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert designation.effective == PartialDate(2022, 2, 8)
    assert designation.divest_by == PartialDate(2022, 12, 10)
    assert party.references == ("ofac-cons:33114",)


def test_export_list(read_sample: Callable[..., ParsedList]) -> None:
    """A row of BIS has the list as its programme, its notice, and an id that is no number."""
    (party,) = read_sample(SOURCE, table(ENTITY_LIST)).parties
    assert (party.kind, party.id_is_stable) == (Kind.UNKNOWN, False)
    (designation,) = party.designations
    assert (designation.programme, designation.measures) == ("BIS-EL", (Measure.EXPORT_CONTROL,))
    assert designation.listed_on == PartialDate(2019, 10, 9)
    assert designation.legal_basis == "84 FR 54002"
    assert {"Sense Time", "STD"} <= {name.text for name in party.names}


def test_one_tag_has_another_effect_on_another_list(
    read_sample: Callable[..., ParsedList],
) -> None:
    """A tag on the CAPTA List restricts correspondent accounts; on the SDN List it blocks."""
    (party,) = read_sample(SOURCE, table(CAPTA, PERSON)).parties
    assert [d.measures[0] for d in party.designations] == [
        Measure.CORRESPONDENT_ACCOUNT,
        Measure.ASSET_FREEZE,
    ]
    assert party.references == ("ofac-cons:21944", "ofac-sdn:21944")


def test_doubled_headings_are_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A file put together from pieces is refused, naming the line."""
    text = table(PERSON)
    headings = text.split("\r\n")[0]
    with pytest.raises(ListFormatError, match=r"sample:3: the line of headings stands twice"):
        read_sample(SOURCE, text + headings + "\r\n")


@pytest.mark.parametrize("cut", [30, 200])
def test_cut_row_is_refused(read_sample: Callable[..., ParsedList], cut: int) -> None:
    """A file that ends in the middle of a row is refused, wherever it is cut."""
    with pytest.raises(ListFormatError, match=r"cut short|unexpected end"):
        read_sample(SOURCE, table(CMIC, PERSON)[:-cut])


def test_unknown_source_list_is_a_problem(read_sample: Callable[..., ParsedList]) -> None:
    """A row of a list that nobody knows is not given a meaning."""
    with pytest.raises(ListFormatError, match="unknown source list 'Fashion Police'"):
        read_sample(SOURCE, table(PERSON | {"source": "Fashion Police"}))


def test_real_list_is_read_whole(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """Every row is read: alone, or joined with the party's row on another list."""
    parsed = read_real(SOURCE, "us_csl/consolidated_2022-05-16.csv.gz")
    joined = dict(parsed.unknown)["record that repeats an id (joined with the first)"]
    assert len(parsed.parties) + joined == 14160
    assert parsed.problems == ()
    sensetime = by_id(parsed)["us-csl:33114"]
    assert sensetime.designations[0].listed_on == PartialDate(2021, 12, 10)
    assert Measure.ASSET_FREEZE not in sensetime.designations[0].measures


def test_real_truncated_file_is_refused(shared_lists: Path) -> None:
    """The real file with the doubled headings is refused, and nothing of it is used."""
    file = open_source(shared_lists / "us_csl" / "csl_2023-11_truncated.csv")
    assert SOURCE.recognises(file)
    with pytest.raises(ListFormatError, match="headings stands twice"):
        SOURCE.read((file,), ReadOptions(ProgrammeRegister(())))
