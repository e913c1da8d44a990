"""The UK Sanctions List, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList
from sanctionscreen.sources.uk_sanctions_list_csv import SOURCE

HEADINGS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,"
    "Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,"
    "National Identifier additional information,Passport number,Passport additional information,"
    "Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,"
    "Business registration number (s),IMO number,Current owner/operator (s),"
    "Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,"
    "Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)"
).split(",")
BASE = {
    "Last Updated": "18/12/2021",
    "Unique ID": "GHR0082",
    "OFSI Group ID": "14167",
    "Regime Name": "The Myanmar (Sanctions) Regulations 2021",
    "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "Date Designated": "10/12/2021",
    "D.O.B": "dd/mm/1945",
    "Passport number": "(1) P1 (2) P2",
    "Passport additional information": "(1) lost (2) new",
    "Address Line 6": "Karachi",
    "Address Country": "Pakistan",
}
PRIMARY = BASE | {"Name 6": "BANGALZAI", "Name 1": "Furqan", "Name type": "Primary Name"}
ALIAS = BASE | {"Name 6": "AZAM", "Name type": "Alias", "Alias strength": "Low quality a.k.a"}


def table(*rows: dict[str, str], headings: list[str] = HEADINGS, report: bool = True) -> str:
    """The publisher's table: the report's date, the headings, the rows."""
    out = io.StringIO()
    if report:
        out.write("Report Date: 22-Aug-2026\r\n")
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_rows_of_one_id_become_one_party(read_sample: Callable[..., ParsedList]) -> None:
    """Names and addresses that stand on many rows belong to one designation."""
    other = ALIAS | {"Address Line 6": "Quetta", "D.O.B": "01/03/1958"}
    parsed = read_sample(SOURCE, table(PRIMARY, ALIAS, other))
    assert parsed.ref.published == PartialDate(2026, 8, 22)
    (party,) = parsed.parties
    assert (party.listed_id, party.kind) == ("uk-sl:GHR0082", Kind.PERSON)
    assert [(name.text, name.type) for name in party.names] == [
        ("Furqan BANGALZAI", NameType.PRIMARY),
        ("AZAM", NameType.WEAK),
    ]
    assert [place.city for place in party.locations] == ["Karachi", "Quetta"]
    assert [str(date) for date in party.birth_dates] == ["1945", "1958-03-01"]
    assert [(i.type, i.value) for i in party.identifiers] == [
        (IdentifierType.PASSPORT, "P1"),
        (IdentifierType.PASSPORT, "P2"),
    ]
    assert party.references == ("uk-ofsi:14167",)
    (designation,) = party.designations
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.ENTRY_BAN)
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert parsed.unknown == ()


def test_unknown_column_is_counted(read_sample: Callable[..., ParsedList]) -> None:
    """A column that the publisher adds shows in the list's counts."""
    parsed = read_sample(SOURCE, table(PRIMARY, headings=[*HEADINGS, "Shoe size"], report=False))
    assert dict(parsed.unknown) == {"column: Shoe size": 1}
    assert parsed.ref.published is None


def test_row_without_id_is_a_problem(read_sample: Callable[..., ParsedList]) -> None:
    """A row that belongs to no designation fails the small list, with its line."""
    with pytest.raises(ListFormatError, match=r"sample:4: .*no Unique ID"):
        read_sample(SOURCE, table(PRIMARY, {"Name 6": "NOBODY"}))
