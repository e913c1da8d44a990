"""The EU's financial sanctions list, XML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    DateBasis,
    DateSpan,
    EventKind,
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
from sanctionscreen.sources.eu_fsf_xml import SOURCE

PERSON = """<sanctionEntity designationDate="2008-07-03" designationDetails=""
 unitedNationId="QDi.043" euReferenceNumber="EU.2026.82" logicalId="1">
<remark>UNSC resolution.</remark>
<regulation regulationType="amendment" organisationType="commission" publicationDate="2019-04-08"
 entryIntoForceDate="2019-04-09" numberTitle="2019/555 (OJ L97)" programme="TAQA" logicalId="2">
<publicationUrl>https://example.eu/act</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Абу Зейд" function="" title=""
 nameLanguage="RU" strong="true" regulationLanguage="en" logicalId="3">
<regulationSummary regulationType="amendment" publicationDate="2012-07-06" numberTitle="x"
 publicationUrl="y"/></nameAlias>
<nameAlias firstName="" wholeName="The Bold" strong="false" nameLanguage="" logicalId="4"/>
<nameAlias firstName="Abid" middleName="" lastName="Hammadou" wholeName="Abid Hammadou" gender="M"
 function="Emir" title="Colonel" nameLanguage="" strong="true" logicalId="5"/>
<citizenship countryIso2Code="DZ" countryDescription="ALGERIA"/>
<citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
<birthdate circa="true" calendarType="GREGORIAN" city="Deb-Deb" year="1958" countryIso2Code="DZ"
 countryDescription="ALGERIA"/>
<birthdate circa="false" calendarType="GREGORIAN" year="1964" monthOfYear="3"
 countryIso2Code="00" countryDescription="UNKNOWN"/>
<birthdate circa="false" calendarType="ISLAMIC" year="1343" countryIso2Code="00"/>
<address city="Tunis" street="23 50th Street" zipCode="" countryIso2Code="TN"
 countryDescription="TUNISIA" mood="grim"><remark>Old address</remark></address>
<identification number="488555" diplomatic="true" knownFalse="true" issuedBy="Office"
 countryIso2Code="00" identificationTypeCode="passport"
 identificationTypeDescription="National passport"/>
{extra}</sanctionEntity>"""


def document(*records: str) -> str:
    """A whole list around some records."""
    return (
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export" globalFileId="1"'
        f' generationDate="2020-04-15T15:29:22.497+02:00">{"".join(records)}</export>'
    )


def test_person_is_read_field_by_field(read_sample: Callable[..., ParsedList]) -> None:
    """The English strong name leads; weak names, partial dates and countries are told apart."""
    parsed = read_sample(SOURCE, document(PERSON.format(extra="")))
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2020, 4, 15)
    assert (party.listed_id, party.kind) == ("eu-fsf:EU.2026.82", Kind.PERSON)
    assert [(name.text, name.type, name.script) for name in party.names] == [
        ("Abid Hammadou", NameType.PRIMARY, "Latn"),
        ("Абу Зейд", NameType.STRONG, "Cyrl"),
        ("The Bold", NameType.WEAK, "Latn"),
    ]
    assert party.names[0].parts == ((NamePart.GIVEN, "Abid"), (NamePart.FAMILY, "Hammadou"))
    assert party.birth_dates == (
        DateSpan(PartialDate(1958), PartialDate(1958), circa=True),
        DateSpan(PartialDate(1964, 3), PartialDate(1964, 3)),
    )
    assert party.nationalities == ("DZ",)
    assert party.gender is Gender.MALE
    assert party.positions == ("Emir",)
    assert party.references == ("un-sc:QDi.043",)
    assert [place.country for place in party.birthplaces] == ["DZ"]
    assert (party.locations[0].text, party.locations[0].country) == (
        "23 50th Street, Tunis, TUNISIA",
        "TN",
    )
    assert (party.identifiers[0].type, party.identifiers[0].country) == (
        IdentifierType.PASSPORT,
        None,
    )
    assert "known to be false" in (party.remarks or "")


def test_islamic_year_is_no_gregorian_one(read_sample: Callable[..., ParsedList]) -> None:
    """A year of another calendar is kept in the remarks and counted, never taken as ours."""
    parsed = read_sample(SOURCE, document(PERSON.format(extra="")))
    assert all(span.earliest.year != 1343 for span in parsed.parties[0].birth_dates)
    assert "islamic calendar: 1343" in (parsed.parties[0].remarks or "")
    assert dict(parsed.unknown)["birth date in the islamic calendar"] == 1


def test_unknown_attribute_is_counted(read_sample: Callable[..., ParsedList]) -> None:
    """An attribute or element that no rule covers is counted under its path."""
    unknown = dict(read_sample(SOURCE, document(PERSON.format(extra="<vessel/>"))).unknown)
    assert unknown["attribute: sanctionEntity/address@mood"] == 1
    assert unknown["element: sanctionEntity/vessel"] == 1


def test_regulation_date_is_no_listing_date(read_sample: Callable[..., ParsedList]) -> None:
    """The date of the latest amendment is a change; the listing date is the entry's own."""
    (designation,) = read_sample(SOURCE, document(PERSON.format(extra=""))).parties[0].designations
    assert designation.programme == "EU-TAQA"
    assert designation.measures == (Measure.ASSET_FREEZE,)
    assert designation.legal_basis == "2019/555 (OJ L97)"
    assert designation.listed_on == PartialDate(2008, 7, 3)
    assert designation.events[-1].kind is EventKind.AMENDED
    undated = document(PERSON.format(extra="").replace('designationDate="2008-07-03" ', ""))
    (designation,) = read_sample(SOURCE, undated).parties[0].designations
    assert designation.listed_on is None
    assert designation.listed_on_basis is DateBasis.UNKNOWN


def test_cut_un_number_links_nobody(read_sample: Callable[..., ParsedList]) -> None:
    """ "QDi.43" may be QDi.430 to QDi.439: it is counted, and links no other party."""
    parsed = read_sample(SOURCE, document(PERSON.format(extra="").replace("QDi.043", "QDi.43")))
    assert parsed.parties[0].references == ()
    assert dict(parsed.unknown)["UN reference: QDi.43"] == 1


def test_repeated_reference_number_is_one_party(read_sample: Callable[..., ParsedList]) -> None:
    """Two records of one EU number become one party with the names of both, and are counted."""
    second = PERSON.format(extra="").replace("Abid Hammadou", "Another Name")
    parsed = read_sample(SOURCE, document(PERSON.format(extra=""), second))
    (party,) = parsed.parties
    assert {"Abid Hammadou", "Another Name"} <= {name.text for name in party.names}
    assert dict(parsed.unknown)["record that repeats an id (joined with the first)"] == 1


def test_cut_file_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A file that ends in the middle is an error, not a short list."""
    with pytest.raises(ListFormatError, match="cut short"):
        read_sample(SOURCE, document(PERSON.format(extra=""))[:-9])


def test_real_list_is_read_whole(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """Every entry of the full list is read, with every programme known."""
    parsed = read_real(SOURCE, "eu/REBUILT_xmlFullSanctionsList_1_1_2026-05-01.xml.xz")
    assert (len(parsed.parties), str(parsed.ref.published)) == (5860, "2026-05-01")
    assert parsed.problems == ()
    assert sum(count for _, count in parsed.unknown) < 20
    assert not [what for what, _ in parsed.unknown if what.startswith(("programme", "element"))]
    qusay = by_id(parsed)["eu-fsf:EU.39.56"]
    assert qusay.primary_name.text == "Qusay Saddam Hussein Al-Tikriti"


def test_real_sample_is_read(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """The seven real records are six parties, because two share one EU number."""
    parsed = read_real(SOURCE, "eu/eu_fsf_sample_2020-04-15.xml")
    assert len(parsed.parties) == 6
    assert parsed.problems == ()
