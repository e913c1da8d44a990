"""OFSI's retired consolidated list, XLSX and CSV."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.model import (
    Gender,
    IdentifierType,
    Kind,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.uk_ofsi_conlist import SOURCE

HEADINGS = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,"
    "Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,"
    "Nationality,Passport Number,Passport Details,National Identification Number,"
    "National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,"
    "Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,"
    "Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
).split(",")
BASE = {
    "DOB": "00/00/1963",
    "Town of Birth": "(1) Palaro (2) Gulu",
    "Country of Birth": "(1) to (2) Uganda",
    "Nationality": "(1) Uganda (2) Sudan",
    "National Identification Number": "(1) 123 (2) -",
    "Group Type": "Individual",
    "Regime": "Myanmar",
    "Listed On": "10/12/2021",
    "UK Sanctions List Date Designated": "31/12/2020",
    "Last Updated": "10/12/2021",
    "Group ID": "14167",
    "Other Information": "(UK Sanctions List Ref):GHR0082. (UN Ref):TAi.002. Leader of the army of"
    " QDi.001. (Phone number):+92 1 (Gender):Male",
}
PRIMARY = BASE | {"Name 6": "KONY", "Name 1": "Joseph", "Alias Type": "Primary name"}
ALIAS = BASE | {"Name 6": "LE MESSIE", "Alias Type": "AKA", "Alias Quality": "Low quality"}
FORMER = BASE | {"Name 6": "OLD NAME", "Alias Type": "FKA", "Address 6": "Kampala"}


def rows(*records: dict[str, str]) -> list[list[str]]:
    """The publisher's table."""
    first = ["Last Updated", "04/05/2022", *[""] * (len(HEADINGS) - 2)]
    return [first, HEADINGS, *([record.get(h, "") for h in HEADINGS] for record in records)]


def test_workbook_rows_become_one_party(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """Rows of one group, one for each name and address, are one party with each value once."""
    parsed = read_sample(SOURCE, workbook({"Data": rows(PRIMARY, ALIAS, FORMER)}))
    assert parsed.ref.published == PartialDate(2022, 5, 4)
    (party,) = parsed.parties
    assert (party.listed_id, party.kind) == ("uk-ofsi:14167", Kind.PERSON)
    assert [(name.text, name.type) for name in party.names] == [
        ("Joseph KONY", NameType.PRIMARY),
        ("LE MESSIE", NameType.WEAK),
        ("OLD NAME", NameType.FORMER),
    ]
    assert [str(date) for date in party.birth_dates] == ["1963"]
    assert [place.text for place in party.birthplaces] == ["Palaro, Uganda", "Gulu, Uganda"]
    assert party.nationalities == ("UG", "SD")
    assert party.gender is Gender.MALE
    assert [(i.type, i.value) for i in party.identifiers] == [
        (IdentifierType.NATIONAL_ID, "123"),
        (IdentifierType.CONTACT, "+92 1"),
    ]
    assert parsed.unknown == ()


def test_references_are_the_partys_own(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A UN number of another party further on in the text is no reference of this one."""
    parsed = read_sample(SOURCE, workbook({"Data": rows(PRIMARY)}))
    assert parsed.parties[0].references == ("uk-sl:GHR0082", "un-sc:TAi.002")


def test_list_says_that_it_is_retired(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """Whoever loads this list is told that it is no longer kept."""
    parsed = read_sample(SOURCE, workbook({"Data": rows(PRIMARY)}))
    assert any("retired: since 28 January 2026" in note for note in parsed.ref.notes)


def test_csv_and_dates(read_sample: Callable[..., ParsedList]) -> None:
    """The CSV form is read alike; a regime outside the register is still an asset freeze."""
    text = "\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in row)
        for row in rows(PRIMARY | {"Regime": "Unheard Of"})
    )
    party = read_sample(SOURCE, text + "\n").parties[0]
    (designation,) = party.designations
    assert (designation.programme, designation.measures) == (None, (Measure.ASSET_FREEZE,))
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert "Designated on the UK Sanctions List: 31/12/2020" in (party.remarks or "")


@pytest.mark.parametrize(
    ("name", "groups", "published"),
    [
        ("uk/ConList_2022-05.xlsx", 3430, "2022-05-04"),
        ("uk/REWRITTEN_ConList_2025-04-10.csv.xz", 4686, "2025-04-10"),
    ],
)
def test_real_lists_are_read_whole(
    read_real: Callable[[ListSource, str], ParsedList], name: str, groups: int, published: str
) -> None:
    """Every group of the real lists is read, with every regime known."""
    parsed = read_real(SOURCE, name)
    assert (len(parsed.parties), str(parsed.ref.published)) == (groups, published)
    assert parsed.problems == ()
    assert not [what for what, _ in parsed.unknown if not what.startswith(("country", "birth"))]


def test_five_designations_of_10_december_2021(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """The five UK designations of that day are there under their group ids and references."""
    parsed = read_real(SOURCE, "uk/ConList_2022-05.xlsx")
    day = PartialDate(2021, 12, 10)
    found = [
        party.listed_id
        for party in parsed.parties
        if any(designation.listed_on == day for designation in party.designations)
    ]
    assert sorted(found) == [f"uk-ofsi:{number}" for number in range(14163, 14168)]
    bangalzai = by_id(parsed)["uk-ofsi:14167"]
    assert bangalzai.references == ("uk-sl:GHR0082",)
    assert len(bangalzai.names) == 6
    assert len(bangalzai.locations) == 2
