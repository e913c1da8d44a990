"""OFAC advanced XML: everything the file states, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    DateBasis,
    Event,
    EventKind,
    Gender,
    IdentifierType,
    Kind,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ofac_advanced import OFAC_ADVANCED
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register

SAMPLE = Path(__file__).parent / "samples" / "ofac_advanced_sdn.xml"
NOVEMBER_2025 = "ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2"
MAY_2024 = "ofac_sdn/SDN_ADVANCED_2024-05-29.xml.bz2"

ReadReal = Callable[[ListSource, str], ParsedList]
Read = Callable[..., ParsedList]


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


@pytest.fixture
def read(tmp_path: Path, options: ReadOptions) -> Read:
    """Reads the sample after replacing texts in it, each of which must be there."""

    def with_changes(*changes: tuple[str, str]) -> ParsedList:
        text = SAMPLE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "changed.xml"
        path.write_text(text, encoding="utf-8")
        return OFAC_ADVANCED.read((open_source(path),), options)

    return with_changes


def _by_id(parsed: ParsedList) -> dict[str, ListedParty]:
    return {party.listed_id: party for party in parsed.parties}


def test_the_list_says_what_it_is(read: Read) -> None:
    """List id, publication date and counts come from the file; nothing is left over."""
    parsed = read()
    assert parsed.ref.id == "ofac-sdn"
    assert parsed.ref.published == PartialDate(2025, 11, 19)
    assert (parsed.ref.counts.parties, parsed.ref.counts.weak_aliases) == (4, 3)
    assert parsed.problems == ()
    assert parsed.unknown == ()


def test_names_of_a_person(read: Read) -> None:
    """Each name has its form, rank and script; the primary one comes first, wherever it stood."""
    party = _by_id(read())["ofac-sdn:90001"]
    assert [(name.text, name.type, name.script) for name in party.names] == [
        ("BORVIK, Anselm Tarn", NameType.PRIMARY, "Latn"),
        ("The Glassmaker", NameType.WEAK, "Latn"),
        ("Ансельм Борвик", NameType.STRONG, "Cyrl"),
        ("أنسلم بورفيك", NameType.STRONG, "Arab"),
        ("BORVICK, Anselm", NameType.STRONG, "Latn"),
        ("HOLT FERRO, Anselm", NameType.FORMER, "Latn"),
    ]


def test_facts_of_a_person(read: Read) -> None:
    """Dates, places, countries, gender, title, documents and addresses each in their field."""
    party = _by_id(read())["ofac-sdn:90001"]
    assert party.kind is Kind.PERSON
    assert party.gender is Gender.MALE
    assert [str(date) for date in party.birth_dates] == [
        "1955", "circa 1953-08", "1951/1953", "1954-02-03",
    ]  # fmt: skip
    assert [(p.text, p.country) for p in party.birthplaces] == [("Pyongyang, Korea, North", "KP")]
    assert party.nationalities == ("KP", "SY")
    assert party.positions == ("Director; Master Blower",)
    assert [(p.text, p.country, p.city) for p in party.locations] == [
        ("4-5 Kiln Street, Sakai, Osaka 590-0001, Japan", "JP", "Sakai"),
        ("窯通り4-5, 堺市, Japan", "JP", "堺市"),
        ("Korea, North", "KP", None),
    ]
    passport, national, mail, coin = party.identifiers
    assert (passport.type, passport.value, passport.country) == (
        IdentifierType.PASSPORT, "KP0042917", "KP",
    )  # fmt: skip
    assert (passport.issued, passport.expires) == (PartialDate(2020, 3, 4), PartialDate(2030, 3, 3))
    assert national.label == "National ID No. (fraudulent)"
    assert (mail.type, mail.value) == (IdentifierType.CONTACT, "anselm@glass.example")
    assert coin.type is IdentifierType.CRYPTO


def test_remarks_keep_what_has_no_field(read: Read) -> None:
    """Comments, and values that OFAC calls false, are kept for the reader."""
    remarks = (_by_id(read())["ofac-sdn:90001"].remarks or "").split("\n")
    assert "Brother of KPi.033; all branches" in remarks
    assert "Birthdate 03 Feb 1954: OFAC calls this value false" in remarks
    assert "Digital Currency Address - XBT: No forks." in remarks


def test_a_reference_in_a_comment_is_not_the_partys_own(read: Read) -> None:
    """The UN reference of a brother does not make the two one party."""
    assert _by_id(read())["ofac-sdn:90001"].references == ("ofac-cons:90001",)


def test_a_designation(read: Read) -> None:
    """Programme, basis, date and effects, with the secondary risk that the party's facts state."""
    (designation,) = _by_id(read())["ofac-sdn:90001"].designations
    assert (designation.programme, designation.programme_as_published) == ("DPRK2", "DPRK2")
    assert designation.legal_basis == "Executive Order 13687 (North Korea)"
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert designation.listed_on_basis is DateBasis.FILE
    assert designation.events == (Event(EventKind.LISTED, PartialDate(2021, 12, 10)),)
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.SECONDARY)
    assert (
        designation.reference_url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=90001"
    )


def test_each_list_keeps_its_own_programme_and_date(read: Read) -> None:
    """A party on two lists: what blocks since 2022 is not what was sectoral since 2014."""
    blocking, sectoral = _by_id(read())["ofac-sdn:90002"].designations
    assert blocking.programme_as_published == "RUSSIA-EO14024"
    assert blocking.listed_on == PartialDate(2022, 2, 24)
    assert Measure.ASSET_FREEZE in blocking.measures
    assert sectoral.programme_as_published == "UKRAINE-EO13662"
    assert sectoral.listed_on == PartialDate(2014, 7, 29)
    assert sectoral.measures == (Measure.SECTORAL,)
    assert sectoral.legal_basis == "Executive Order 13662 (Ukraine)"


def test_a_vessel(read: Read) -> None:
    """IMO and MMSI numbers, call sign and flag; a flag that OFAC calls false is not the flag."""
    party = _by_id(read())["ofac-sdn:90003"]
    assert party.kind is Kind.VESSEL
    assert {(i.type, i.value) for i in party.identifiers} == {
        (IdentifierType.IMO, "9074729"),
        (IdentifierType.MMSI, "572000001"),
        (IdentifierType.CALL_SIGN, "T2EU4"),
    }
    assert party.nationalities == ("IR",)
    assert [name.type for name in party.names] == [NameType.PRIMARY, NameType.WEAK]
    assert Measure.SECONDARY in party.designations[0].measures


def test_relations(read: Read) -> None:
    """Ties name the other party, also where it stands on OFAC's other list only."""
    parties = _by_id(read())
    (former,) = parties["ofac-sdn:90001"].links
    assert former.relation == "formerly Acting for or on behalf of (from Jan 2015 to 14 Apr 2020)"
    assert (former.listed_id, former.name) == ("ofac-sdn:90002", "Glasswork Trading Co., Ltd.")
    (outside,) = parties["ofac-sdn:90004"].links
    assert outside.listed_id == "ofac-cons:99999"


def test_both_namespaces_are_read(read: Read) -> None:
    """The namespace before 2024 and no namespace at all give the same parties."""
    today = (
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
    )
    old = read((f'xmlns="{today}"', 'xmlns="http://www.un.org/sanctions/1.0"'))
    none = read((f' xmlns="{today}"', ""))
    assert old.parties == none.parties == read().parties


def test_the_list_is_told_by_its_entries(read: Read) -> None:
    """A file whose parties stand on the Consolidated List is that list."""
    parsed = read(
        (">SDN List<", ">Consolidated List<"), ('ID="91512">Consolidated', 'ID="91512">X')
    )
    assert parsed.ref.id == "ofac-cons"
    assert parsed.parties[0].listed_id == "ofac-cons:90001"
    assert parsed.parties[0].references == ("ofac-sdn:90001",)


def test_a_teams_own_list_id(options: ReadOptions) -> None:
    """The options' list id replaces the source's own in every id of the list."""
    own = ReadOptions(options.register, list_id="our-sdn")
    parsed = OFAC_ADVANCED.read((open_source(SAMPLE),), own)
    assert parsed.ref.id == "our-sdn"
    assert {party.listed_id.partition(":")[0] for party in parsed.parties} == {"our-sdn"}
    assert parsed.parties[0].links[0].listed_id == "our-sdn:90002"


def test_what_is_new_is_counted(read: Read) -> None:
    """New feature types, elements, alias parts, lists and programmes are counted, and kept."""
    parsed = read(
        ('"26">Title', '"26">Shoe Size'),
        ("<Comment>Brother", "<Novelty/><Comment>Brother"),
        ("<SanctionsEntryLinks />", "<SanctionsEntryLinks><L/></SanctionsEntryLinks><More/>"),
        ("<Comment>DPRK2", "<Comment>MARS-EO99999"),
    )
    assert dict(parsed.unknown) == {
        "feature type: Shoe Size": 1,
        "element: DistinctParty/Novelty": 1,
        "element: SanctionsEntryLinks/L": 1,
        "element: Sanctions/More": 1,
        "programme: MARS-EO99999": 1,
    }
    party = _by_id(parsed)["ofac-sdn:90001"]
    assert "Shoe Size: Director; Master Blower" in (party.remarks or "")
    assert party.designations[0].programme is None
    assert party.designations[0].programme_as_published == "MARS-EO99999"
    assert Measure.ASSET_FREEZE in party.designations[0].measures


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('AliasTypeID="1403"', 'AliasTypeID="7"', "no AliasType with the id 7"),
        ('<NamePartGroup ID="l1"', '<NamePartGroup ID="other"', "part of a name"),
        ("<Comment>DPRK2</Comment>", "<Comment />", "no programme"),
        ('ProfileID="90001" ListID', 'ProfileID="90009" ListID', "a part of the list only"),
        ("<Year>1955</Year>", "<Year>55th</Year>", "date cannot be read"),
        ('FixedRef="90002"><Comment>', 'FixedRef="90001"><Comment>', "twice"),
    ],
)
def test_an_unreadable_record_fails_a_small_list(read: Read, old: str, new: str, why: str) -> None:
    """One unreadable party of four is too many, and the error says which and why."""
    with pytest.raises(ListFormatError, match=why) as caught:
        read((old, new))
    assert caught.value.path


def test_a_file_without_its_date_is_refused(read: Read) -> None:
    """A list of an unknown day is no list."""
    with pytest.raises(ListFormatError, match="date of issue"):
        read(("<DateOfIssue ", "<DayOfIssue "), ("</DateOfIssue>", "</DayOfIssue>"))


def test_cuts_are_refused(tmp_path: Path, options: ReadOptions) -> None:
    """Cut anywhere, the sample is an error and never a shorter list."""
    whole = SAMPLE.read_bytes()
    end = whole.index(b"</Sanctions>") + len(b"</Sanctions>")
    path = tmp_path / "cut.xml"
    for cut in random.Random(34119).sample(range(200, end), 150):
        path.write_bytes(whole[:cut])
        with pytest.raises(ListFormatError):
            OFAC_ADVANCED.read((open_source(path),), options)


def test_the_whole_sdn_list(read_real: ReadReal) -> None:
    """November 2025: every party, name, document and date of the file; nothing unknown."""
    parsed = read_real(OFAC_ADVANCED, NOVEMBER_2025)
    assert parsed.ref.id == "ofac-sdn"
    assert parsed.ref.published == PartialDate(2025, 11, 19)
    assert parsed.problems == ()
    assert parsed.unknown == ()
    parties = parsed.parties
    assert Counter(party.kind for party in parties) == {
        Kind.ORGANISATION: 9359,
        Kind.PERSON: 7303,
        Kind.VESSEL: 1370,
        Kind.AIRCRAFT: 335,
    }
    names = [name for party in parties for name in party.names]
    # 48,482 documented names, of which 13 repeat another name of their party.
    assert len(names) == 48_469
    assert sum(name.type is NameType.PRIMARY for name in names) == 18_367
    assert sum(name.type is NameType.WEAK for name in names) > 4_321
    assert Counter(name.script for name in names)["Cyrl"] > 3_500
    assert sum(len(party.birth_dates) for party in parties) >= 7_983
    types = Counter(i.type for party in parties for i in party.identifiers)
    assert types[IdentifierType.CRYPTO] > 750
    assert types[IdentifierType.IMO] > 1_100
    assert all(d.listed_on for party in parties for d in party.designations)
    assert all(d.programme for party in parties for d in party.designations)


def test_the_sdn_list_of_may_2024(read_real: ReadReal) -> None:
    """May 2024: 14,984 parties, in the same namespace and form."""
    parsed = read_real(OFAC_ADVANCED, MAY_2024)
    assert len(parsed.parties) == 14_984
    assert parsed.problems == ()
    assert parsed.unknown == ()


def test_the_consolidated_list_in_the_old_namespace(read_real: ReadReal) -> None:
    """March 2020: 375 parties of the non-SDN lists, most of them sectoral and not blocked."""
    parsed = read_real(OFAC_ADVANCED, "ofac_cons/CONS_ADVANCED_2020-03-17.xml")
    assert parsed.ref.id == "ofac-cons"
    assert len(parsed.parties) == 375
    assert parsed.unknown == ()
    sectoral = [
        party
        for party in parsed.parties
        if {m for d in party.designations for m in d.measures} == {Measure.SECTORAL}
    ]
    assert len(sectoral) == 287
    vtb = _by_id(parsed)["ofac-cons:17013"]
    assert [d.listed_on for d in vtb.designations] == [PartialDate(2014, 7, 29)]


def test_an_incoherent_file_is_refused(shared_lists: Path, options: ReadOptions) -> None:
    """A cut-out whose entries belong to parties that are not in it is no list."""
    file = open_source(shared_lists / "ofac_sdn" / "sdn_advanced_subset_2024-02-23.xml")
    with pytest.raises(ListFormatError, match="67 of the 67 parties that it has"):
        OFAC_ADVANCED.read((file,), options)


def test_the_compressed_list_cut_anywhere_is_refused(
    shared_lists: Path, options: ReadOptions, tmp_path: Path
) -> None:
    """The published file cut at seeded places never passes for a shorter list."""
    whole = (shared_lists / NOVEMBER_2025).read_bytes()
    path = tmp_path / "cut.bz2"
    for cut in random.Random(18_367).sample(range(1_000, len(whole) // 8), 3):
        path.write_bytes(whole[:cut])
        with pytest.raises(ListFormatError):
            OFAC_ADVANCED.read((open_source(path),), options)
