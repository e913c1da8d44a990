"""The UN Security Council list, XML."""

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
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.un_xml import SOURCE

PERSON = """<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME> RI </FIRST_NAME><SECOND_NAME>WON HO</SECOND_NAME><THIRD_NAME/>
<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.033.</REFERENCE_NUMBER>
<LISTED_ON>2016-11-30-05:00</LISTED_ON><GENDER>Male</GENDER>
<NAME_ORIGINAL_SCRIPT>리원호</NAME_ORIGINAL_SCRIPT><COMMENTS1>Stationed in Syria.</COMMENTS1>
<TITLE><VALUE>Mr</VALUE></TITLE><DESIGNATION><VALUE>Official</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<LAST_DAY_UPDATED><VALUE>2017-06-02</VALUE><VALUE>2016-12-14</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Lee Won Ho; Yi Won-ho</ALIAS_NAME>
</INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Tall</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ri Old</ALIAS_NAME>
<NOTE>previously listed as</NOTE></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><CITY>Damascus</CITY><COUNTRY>Syrian Arab Republic</COUNTRY>
</INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1965</YEAR>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR>
<TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Pyongyang</CITY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
<NUMBER>diplomatic passport no. 381310014</NUMBER><ISSUING_COUNTRY>China</ISSUING_COUNTRY>
<DATE_OF_ISSUE>2014-05-04</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
<SORT_KEY/><SORT_KEY_LAST_MOD/>{extra}</INDIVIDUAL>"""
ENTITY = """<ENTITY><DATAID>2</DATAID><FIRST_NAME>AIR LAKES (AL) ; LAKES COMPANY</FIRST_NAME>
<UN_LIST_TYPE>Unheard Of</UN_LIST_TYPE><REFERENCE_NUMBER>CDe.003</REFERENCE_NUMBER>
<LISTED_ON>2007-03-29</LISTED_ON>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Lakes</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY>"""


def document(persons: str = PERSON.format(extra=""), entities: str = ENTITY) -> str:
    """A whole list around some records."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<CONSOLIDATED_LIST dateGenerated="2026-08-01T23:00:03.110Z">'
        f"<INDIVIDUALS>{persons}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    )


def test_person_is_read_field_by_field(read_sample: Callable[..., ParsedList]) -> None:
    """A person's names, dates, countries, numbers and designation come out as published."""
    parsed = read_sample(SOURCE, document())
    party = parsed.parties[0]
    assert parsed.ref.published == PartialDate(2026, 8, 1)
    assert (party.listed_id, party.kind) == ("un-sc:KPi.033", Kind.PERSON)
    assert [(name.text, name.type, name.script) for name in party.names] == [
        ("RI WON HO", NameType.PRIMARY, "Latn"),
        ("리원호", NameType.STRONG, "Hang"),
        ("Lee Won Ho", NameType.STRONG, "Latn"),
        ("Yi Won-ho", NameType.STRONG, "Latn"),
        ("The Tall", NameType.WEAK, "Latn"),
        ("Ri Old", NameType.FORMER, "Latn"),
    ]
    assert party.birth_dates == (
        DateSpan(PartialDate(1964, 7, 17), PartialDate(1964, 7, 17)),
        DateSpan(PartialDate(1965), PartialDate(1965), circa=True),
        DateSpan(PartialDate(1960), PartialDate(1962)),
    )
    assert party.nationalities == ("KP",)
    assert party.gender is Gender.MALE
    assert (party.locations[0].country, party.locations[0].city) == ("SY", "Damascus")
    assert party.positions == ("Official",)
    passport = party.identifiers[0]
    assert (passport.type, passport.value) == (IdentifierType.PASSPORT, "381310014")
    assert (passport.country, passport.issued) == ("CN", PartialDate(2014, 5, 4))
    assert "Stationed in Syria." in (party.remarks or "")


def test_designation_has_programme_dates_and_events(
    read_sample: Callable[..., ParsedList],
) -> None:
    """The committee is found in the register; listing and changes are dated from the file."""
    designation = read_sample(SOURCE, document()).parties[0].designations[0]
    assert (designation.programme, designation.programme_as_published) == ("UN-DPRK", "DPRK")
    assert designation.measures == (Measure.ASSET_FREEZE,)
    assert designation.listed_on == PartialDate(2016, 11, 30)
    assert designation.listed_on_basis is DateBasis.FILE
    assert [(event.kind, str(event.date)) for event in designation.events] == [
        (EventKind.LISTED, "2016-11-30"),
        (EventKind.AMENDED, "2016-12-14"),
        (EventKind.AMENDED, "2017-06-02"),
    ]


def test_unknown_programme_is_kept_and_counted(read_sample: Callable[..., ParsedList]) -> None:
    """A committee that the register lacks keeps its spelling, without a key, and is counted."""
    parsed = read_sample(SOURCE, document())
    designation = parsed.parties[1].designations[0]
    assert (designation.programme, designation.programme_as_published) == (None, "Unheard Of")
    assert dict(parsed.unknown)["programme: Unheard Of"] == 1


def test_entity_names_are_divided(read_sample: Callable[..., ParsedList]) -> None:
    """Two names in one field are two names, and a former name is marked as one."""
    party = read_sample(SOURCE, document()).parties[1]
    assert party.kind is Kind.ORGANISATION
    assert [(name.text, name.type) for name in party.names] == [
        ("AIR LAKES (AL)", NameType.PRIMARY),
        ("LAKES COMPANY", NameType.STRONG),
        ("Old Lakes", NameType.FORMER),
    ]


def test_unknown_elements_are_counted(read_sample: Callable[..., ParsedList]) -> None:
    """An element that no rule covers is counted under its path, in a record and beside it."""
    person = PERSON.format(extra="<MOOD>grim</MOOD><MOOD>glad</MOOD>")
    parsed = read_sample(SOURCE, document(person, ENTITY + "<SHIP/>"))
    unknown = dict(parsed.unknown)
    assert unknown["element: INDIVIDUAL/MOOD"] == 2
    assert unknown["element: CONSOLIDATED_LIST/ENTITIES/SHIP"] == 1


def test_record_without_reference_fails_the_small_list(
    read_sample: Callable[..., ParsedList],
) -> None:
    """One unreadable record in three is more than 1 %, so that the list is not loaded."""
    nameless = "<ENTITY><FIRST_NAME>NO NUMBER</FIRST_NAME></ENTITY>"
    with pytest.raises(ListFormatError, match=r"1 of 3 records.*NO NUMBER.*no reference number"):
        read_sample(SOURCE, document(entities=ENTITY + nameless))


def test_list_without_records_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A well-formed file that holds nobody is an error, never an empty list."""
    with pytest.raises(ListFormatError, match="no record"):
        read_sample(SOURCE, document("", ""))


@pytest.mark.parametrize(
    ("name", "parties", "published"),
    [
        ("un/consolidated_2021-12.xml", 970, "2021-12-17"),
        ("un/consolidated_2026-02.xml", 1003, "2026-02-27"),
        ("un/consolidated_2026-08.xml", 1011, "2026-08-01"),
    ],
)
def test_real_lists_are_read_whole(
    read_real: Callable[[ListSource, str], ParsedList], name: str, parties: int, published: str
) -> None:
    """Every record of the real lists is read, with every committee known."""
    parsed = read_real(SOURCE, name)
    assert (len(parsed.parties), str(parsed.ref.published)) == (parties, published)
    assert parsed.problems == ()
    assert parsed.ref.counts.weak_aliases > 600
    assert not [what for what, _ in parsed.unknown if not what.startswith("country: ")]


def test_real_entry_with_several_names_in_one_field(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """Names that the UN packs into one alias ("Qasim Soleimani; Qasem Sulaimani") are names."""
    party = by_id(read_real(SOURCE, "un/consolidated_2026-08.xml"))["un-sc:IRi.039"]
    texts = {name.text: name.type for name in party.names}
    assert texts["Qasem Sulaimani"] is NameType.STRONG
    assert texts["Sardar Soleimani"] is NameType.WEAK
