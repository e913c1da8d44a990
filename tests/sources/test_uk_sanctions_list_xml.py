"""The UK Sanctions List, XML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    DateSpan,
    Gender,
    IdentifierType,
    Kind,
    ListedParty,
    Measure,
    NamePart,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.uk_sanctions_list_xml import SOURCE

REBUILT = "uk/REBUILT_UK-Sanctions-List_2026-08-22.xml.xz"
FRAGMENTS = "uk/uk_fcdo_trimmed_fragments_2026-08-26.xml"
PERSON = """<Designation><LastUpdated>14/04/2026</LastUpdated>
<DateDesignated>10/12/2021</DateDesignated><UniqueID>GHR0082</UniqueID>
<OFSIGroupID>14167</OFSIGroupID><UNReferenceNumber>TAI.002</UNReferenceNumber>
<Names><Name><Name1>Furqan </Name1><Name2/><Name6>BANGALZAI</Name6>
<NameType>Primary name</NameType></Name>
<Name><Name6>AZAM</Name6><NameType>ALias</NameType>
<AliasStrength>Low quality a.k.a</AliasStrength></Name>
<Name><Name1>Farooq</Name1><Name6>BANGALZAI</Name6><NameType>Primary Name Variation</NameType>
</Name><Name><NameType>Primary Name Variation</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>فرقان</NameNonLatinScript></NonLatinName>
</NonLatinNames>
<RegimeName>The Myanmar (Sanctions) Regulations 2021</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UK</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban|Ban on tea</SanctionsImposed>
<OtherInformation>Held in prison.</OtherInformation><UKStatementofReasons>
</UKStatementofReasons>
<Addresses><Address><AddressLine1>Central prison</AddressLine1>
<AddressLine6>Karachi</AddressLine6><AddressCountry>Pakistan</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB><DOB>01/03/1958</DOB></DOBs>
<PassportDetails><Passport><PassportNumber>P045</PassportNumber>
<PassportAdditionalInformation>Afghan</PassportAdditionalInformation></Passport></PassportDetails>
<Nationalities><Nationality>Pakistan</Nationality></Nationalities>
<Positions><Position>Commander</Position></Positions><Genders><Gender>Male</Gender></Genders>
<BirthDetails><Location><TownOfBirth>Quetta</TownOfBirth>
<CountryOfBirth>Pakistan</CountryOfBirth></Location></BirthDetails>
<Moods><Mood>grim</Mood></Moods></Individual></IndividualDetails></Designation>"""
SHIP = """<Designation><DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR0075</UniqueID>
<Names><Name><Name6>Petrel 8</Name6><NameType>Primary name</NameType></Name></Names>
<RegimeName>The Myanmar (Sanctions) Regulations 2021</RegimeName>
<IndividualEntityShip>Ship</IndividualEntityShip>
<SanctionsImposed>Prohibition of port entry</SanctionsImposed>
<ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
<CurrentOwnerOperators><CurrentOwnerOperator>Shipping Co</CurrentOwnerOperator>
</CurrentOwnerOperators><CurrentBelievedFlagOfShips>
<CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
</Ship></ShipDetails></Designation>"""


def document(*records: str) -> str:
    """A whole list around some records."""
    return (
        f"<Designations><DateGenerated>20/08/2026</DateGenerated>{''.join(records)}</Designations>"
    )


def test_person_is_read_field_by_field(read_sample: Callable[..., ParsedList]) -> None:
    """Untidy name types, stray blanks and "dd/mm/1945" come out clean."""
    parsed = read_sample(SOURCE, document(PERSON))
    party = parsed.parties[0]
    assert parsed.ref.published == PartialDate(2026, 8, 20)
    assert (party.listed_id, party.kind) == ("uk-sl:GHR0082", Kind.PERSON)
    assert [(name.text, name.type, name.script) for name in party.names] == [
        ("Furqan BANGALZAI", NameType.PRIMARY, "Latn"),
        ("AZAM", NameType.WEAK, "Latn"),
        ("Farooq BANGALZAI", NameType.STRONG, "Latn"),
        ("فرقان", NameType.STRONG, "Arab"),
    ]
    assert party.names[0].parts == ((NamePart.GIVEN, "Furqan"), (NamePart.FAMILY, "BANGALZAI"))
    assert party.names[1].parts == ()
    assert party.birth_dates == (
        DateSpan(PartialDate(1945), PartialDate(1945)),
        DateSpan(PartialDate(1958, 3, 1), PartialDate(1958, 3, 1)),
    )
    assert party.references == ("uk-ofsi:14167", "un-sc:TAi.002")
    assert party.gender is Gender.MALE
    assert party.nationalities == ("PK",)
    assert party.birthplaces[0].country == "PK"
    assert (party.locations[0].text, party.locations[0].city) == (
        "Central prison, Karachi, Pakistan",
        "Karachi",
    )
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.PASSPORT,
        "P045",
    )


def test_measures_are_those_of_the_file(read_sample: Callable[..., ParsedList]) -> None:
    """What is imposed on the party goes before the regime's measures; news is counted."""
    parsed = read_sample(SOURCE, document(PERSON))
    designation = parsed.parties[0].designations[0]
    assert designation.programme == "UK-MYANMAR"
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.ENTRY_BAN, Measure.OTHER)
    unknown = dict(parsed.unknown)
    assert unknown["measure: Ban on tea"] == 1
    assert unknown["element: Designation/IndividualDetails/Individual/Moods/Mood"] == 1


def test_ship_has_imo_number_flag_and_owner(read_sample: Callable[..., ParsedList]) -> None:
    """A ship's number, flag and owner are not mistaken for a person's details."""
    party = read_sample(SOURCE, document(SHIP)).parties[0]
    assert party.kind is Kind.VESSEL
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.IMO,
        "IMO9562233",
    )
    assert party.locations[0].country == "KM"
    assert party.links[0].name == "Shipping Co"
    assert party.designations[0].measures == (Measure.TRANSPORT,)


def test_unknown_kind_is_a_problem(read_sample: Callable[..., ParsedList]) -> None:
    """A designation that is neither individual, entity nor ship is not guessed."""
    with pytest.raises(ListFormatError, match="DPR0075"):
        read_sample(SOURCE, document(SHIP.replace(">Ship<", ">Submarine<")))


def test_real_list_is_read_whole(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """Every designation of the full list is read, with every regime and measure known."""
    parsed = read_real(SOURCE, REBUILT)
    assert len(parsed.parties) == 6349
    assert str(parsed.ref.published) == "2026-08-22"
    assert parsed.problems == ()
    assert [what for what, _ in parsed.unknown if not what.startswith("country: ")] == []


def test_five_designations_of_10_december_2021(
    read_real: Callable[[ListSource, str], ParsedList],
) -> None:
    """The five UK designations of that day are there, with names, regime and measures."""
    parsed = read_real(SOURCE, REBUILT)
    day = PartialDate(2021, 12, 10)
    found = {
        party.listed_id: party.primary_name.text.upper()
        for party in parsed.parties
        if any(designation.listed_on == day for designation in party.designations)
    }
    assert found == {
        "uk-sl:MYA0030": "MYANMAR WAR VETERANS ORGANISATION",
        "uk-sl:MYA0031": "QUARTER MASTER GENERAL OFFICE",
        "uk-sl:MYA0032": "DIRECTORATE FOR DEFENCE INDUSTRIES",
        "uk-sl:MYA0033": "DIRECTORATE FOR DEFENCE PROCUREMENT",
        "uk-sl:GHR0082": "FURQAN BANGALZAI",
    }


def test_real_fragments(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """Real details (two birthplaces, a passport, a ship) are read without anything unknown."""
    parsed = read_real(SOURCE, FRAGMENTS)
    person = by_id(parsed)["uk-sl:AFG0006"]
    assert [place.text for place in person.birthplaces] == [
        "Lakhi village, Afghanistan",
        "Darvishan, Afghanistan",
    ]
    assert person.references == ("uk-ofsi:7172", "un-sc:TAi.002")
    assert by_id(parsed)["uk-sl:DPR0075"].kind is Kind.VESSEL
    assert parsed.unknown == ()
