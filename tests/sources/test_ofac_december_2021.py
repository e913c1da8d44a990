"""The designations of 10 December 2021, as every OFAC file that holds them states them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.model import (
    IdentifierType,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ofac_advanced import OFAC_ADVANCED
from sanctionscreen.sources.ofac_legacy import OFAC_LEGACY
from sanctionscreen.sources.ofac_simple import OFAC_SIMPLE
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register

THE_DAY = PartialDate(2021, 12, 10)
ReadReal = Callable[[ListSource, str], ParsedList]

# Number, primary name, programme, birth date, strong aliases, weak aliases: from the CSV files of
# the day, whose entities are in capitals.
EXPECTED = (
    (30184, "CENTRAL PUBLIC PROSECUTORS OFFICE", "DPRK2", "", (), ()),
    (31042, "MOXING CARTOON", "DPRK3", "", ("SHANGHAI MOXING CULTURAL MEDIA CO LTD",), ()),
    (33536, "MYANMAR WAR VETERANS ORGANIZATION", "BURMA-EO14014", "",
     ("MYANMAR WAR VETERAN ORGANIZATION", "MYANMAR WAR VETERAN'S ORGANIZATION"), ()),
    (33537, "DIRECTORATE OF DEFENSE INDUSTRIES", "BURMA-EO14014", "",
     ("MINISTRY OF DEFENSE DIRECTORATE OF DEFENSE INDUSTRIES",
      "MYANMA DEFENSE PRODUCTS INDUSTRY", "MYANMAR DEFENSE PRODUCTS INDUSTRY"),
     ("KA PA SA", "DEFENSE PRODUCTS INDUSTRIES")),
    (33538, "QUARTERMASTER GENERAL OFFICE", "BURMA-EO14014", "",
     ("QUARTERMASTER GENERAL'S OFFICE", "OFFICE OF THE QUARTERMASTER GENERAL"), ()),
    (33936, "RI, Yong Gil", "DPRK2", "1955",
     ("RI, Yong Gi", "RI, Yo'ng-kil", "YI, Yo'ng-kil"), ()),
    (33951, "RAPID ACTION BATTALION", "GLOMAG", "", ("RAB FORCES",), ()),
    (33952, "AHMED, Benazir", "GLOMAG", "1963-10-01", (), ()),
    (33953, "AL-MAMUN, Chowdhury Abdullah", "GLOMAG", "1964-01-12",
     ("ABDULLAH AL MAMUN, Chowdhury",), ()),
    (33954, "KHAN, Mohammad Anwar Latif", "GLOMAG", "1971-12-01", ("KHAN, Anwar Latif",), ()),
    (33955, "SORWAR, Tofayel Mustafa", "GLOMAG", "1973-12-07",
     ("SARWAR, Tofail Mostafa", "SAROWAR, Tofael Mostafa"), ()),
    (33973, "WIN, Myo Swe", "BURMA-EO14014", "1961-01-21", ("WIN, U Myo Swe",), ()),
    (34016, "OO, Saw Myint", "BURMA-EO14014", "1965-02-02",
     ("OO, U Saw Myint", "KYAING, Pauk"), ()),
    (34017, "KO, Maung", "BURMA-EO14014", "1950-06-17", ("KO, U Maung",), ()),
    (34018, "NAN, Khat Htein", "BURMA-EO14014", "1959-04-01",
     ("NAN, Khet Htein", "NAN, U Khet Htein"), ()),
    (34020, "EUROPEAN INSTITUTE JUSTO", "DPRK3", "",
     ("EUROPEAN INSTITUTE YUSTO", "EUROPEAN INSTITUTE JUSTO JUSTICE",
      "EUROPEAN INSTITUTE YUSTO JUSTICE"), ()),
    (34021, "SOIN, Dmitriy Yurevich", "DPRK3", "1969-08-07",
     ("SOIN, Dmitry Yuryevich", "SOYIN, Dmitriy Yuryevich"), ()),
    (34022, "SEK STUDIO", "DPRK3", "",
     ("APRIL 26 CHILDREN'S ANIMATION FILM STUDIO", "SCIENTIFIC EDUCATION KOREA STUDIO"), ()),
    (34023, "NINGS CARTOON STUDIO", "DPRK3", "",
     ("CHONGQING CITY NINGSE ANIMATION DEVELOPMENT CO., LTD.",
      "CHONGQING NINGSE CARTOON & ANIMATION DEVELOPMENT CO., LTD.",
      "CHONGQING NINGSE CARTOON AND ANIMATION DEVELOPMENT CO., LTD."), ()),
    (34024, "LU, Hezheng", "DPRK3", "1974-04-06", (), ()),
    (34025, "SHANGHAI HONGMAN CARTOON AND ANIMATION DESIGN STUDIO", "DPRK3", "",
     ("SHANGHAI HONGMAN ANIMATION DESIGN STUDIO",), ()),
    (34076, "AZAD, Khan Mohammad", "GLOMAG", "1974-10-15", (), ("AZAD, K M",)),
    (34077, "ALAM, Mohammad Jahangir", "GLOMAG", "1973-10-19", (), ()),
    (34079, "ZAKIR, Shohrat", "GLOMAG", "1953-08",
     ("ZAKIR, Shohret", "ZHAKER, Xuekelaiti", "SHOHRAT, Zakir"), ()),
    (34119, "TUNIYAZ, Erken", "GLOMAG", "1961-12",
     ("TUNIYAZ, Erkin", "TUNIYAZI, Arkin", "TUNIYAZI, Aierken", "TUNIAZ, Alken"), ()),
)  # fmt: skip


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


@pytest.fixture(scope="module")
def advanced(read_real: ReadReal) -> dict[str, ListedParty]:
    """The November 2025 file."""
    parsed = read_real(OFAC_ADVANCED, "ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2")
    return {party.listed_id: party for party in parsed.parties}


@pytest.fixture(scope="module")
def legacy(shared_lists: Path, options: ReadOptions) -> dict[str, ListedParty]:
    """The CSV set of January 2022."""
    names = ("sdn_2022-01-31.csv", "alt_2022-01_resaved.csv", "add_2022-01.csv")
    files = tuple(open_source(shared_lists / "ofac_sdn" / name) for name in names)
    return {party.listed_id: party for party in OFAC_LEGACY.read(files, options).parties}


def _texts(party: ListedParty, *kinds: NameType) -> set[str]:
    return {
        name.text.casefold() for name in party.names if name.type in kinds and name.script == "Latn"
    }


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: str(row[0]))
def test_the_advanced_xml_holds_each_of_them(
    row: tuple[int, str, str, str, tuple[str, ...], tuple[str, ...]],
    advanced: dict[str, ListedParty],
) -> None:
    """Name, aliases by rank, programme, day, birth date: of each of the 25."""
    _check(advanced[f"ofac-sdn:{row[0]}"], row)
    assert [d.listed_on for d in advanced[f"ofac-sdn:{row[0]}"].designations] == [THE_DAY]


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: str(row[0]))
def test_the_csv_holds_each_of_them(
    row: tuple[int, str, str, str, tuple[str, ...], tuple[str, ...]],
    legacy: dict[str, ListedParty],
) -> None:
    """The same from the legacy CSV, weak aliases from the remarks; only the day is not in it."""
    _check(legacy[f"ofac-sdn:{row[0]}"], row)
    assert [d.listed_on for d in legacy[f"ofac-sdn:{row[0]}"].designations] == [None]


def _check(
    party: ListedParty, row: tuple[int, str, str, str, tuple[str, ...], tuple[str, ...]]
) -> None:
    _, name, programme, birth_date, strong, weak = row
    if "," in name:
        assert party.names[0].text == name
    assert party.names[0].text.casefold() == name.casefold()
    assert _texts(party, NameType.STRONG, NameType.FORMER) == {s.casefold() for s in strong}
    assert _texts(party, NameType.WEAK) == {text.casefold() for text in weak}
    assert [d.programme_as_published for d in party.designations] == [programme]
    assert Measure.ASSET_FREEZE in party.designations[0].measures
    assert [str(date) for date in party.birth_dates] == ([birth_date] if birth_date else [])


def test_exactly_these_were_listed_that_day(
    advanced: dict[str, ListedParty], shared_lists: Path, options: ReadOptions
) -> None:
    """The advanced XML's dates and the difference of two days' CSV give the same 25."""
    expected = {f"ofac-sdn:{row[0]}" for row in EXPECTED}
    dated = {
        listed_id
        for listed_id, party in advanced.items()
        if any(designation.listed_on == THE_DAY for designation in party.designations)
    }
    assert dated == expected
    before, after = (
        OFAC_LEGACY.read((open_source(shared_lists / "ofac_sdn" / name),), options).parties
        for name in ("sdn_2021-12-09.csv", "sdn_2021-12-10.csv")
    )
    assert (len(before), len(after)) == (9_121, 9_146)
    added = {party.listed_id for party in after} - {party.listed_id for party in before}
    assert added == expected


def test_forms_in_other_scripts_are_there(advanced: dict[str, ListedParty]) -> None:
    """Names in Chinese and Uyghur stand beside the Latin ones, with their script."""
    zakir = advanced["ofac-sdn:34079"].names
    assert {(n.text, n.script) for n in zakir if n.script != "Latn"} == {
        ("扎克尔 雪克来提", "Hans"),
        ("شۆھرەت زاكىر", "Arab"),
    }
    nings = advanced["ofac-sdn:34023"].names
    assert [n.script for n in nings if n.script != "Latn"] == ["Hans"]


@pytest.mark.parametrize("source", ["advanced", "legacy"])
def test_documents_and_places(source: str, request: pytest.FixtureRequest) -> None:
    """Passports, national and company numbers, birthplaces and nationalities, from both."""
    parties: dict[str, ListedParty] = request.getfixturevalue(source)
    ahmed = parties["ofac-sdn:33952"]
    passport = next(i for i in ahmed.identifiers if i.type is IdentifierType.PASSPORT)
    assert (passport.value, passport.country) == ("B00002095", "BD")
    assert (passport.issued, passport.expires) == (PartialDate(2020, 3, 4), PartialDate(2030, 3, 3))
    assert [(p.text, p.country) for p in ahmed.birthplaces] == [("Gopalganj, Bangladesh", "BD")]
    assert ahmed.nationalities == ("BD",)
    assert [link.name.casefold() for link in ahmed.links] == ["rapid action battalion"]
    assert ahmed.links[0].listed_id == "ofac-sdn:33951"
    win = parties["ofac-sdn:33973"]
    assert win.positions == ("Bago Region Chief Minister",)
    assert {(i.type, i.value) for i in win.identifiers} == {
        (IdentifierType.PASSPORT, "DM005096"),
        (IdentifierType.NATIONAL_ID, "7PAKHANAN008087"),
    }
    justo = parties["ofac-sdn:34020"]
    assert {(i.type, i.value, i.country) for i in justo.identifiers} == {
        (IdentifierType.TAX, "7706101758", "RU"),
        (IdentifierType.REGISTRATION, "1027739267819", "RU"),
    }
    assert [place.city for place in justo.locations] == ["Moscow"]
    assert [p.text for p in parties["ofac-sdn:33951"].locations] == [
        "RAB Forces Headquarters, Cargo Admin Building, Shahjalal International Airport, "
        "Kurmitola, Dhaka 1229, Bangladesh"
    ]


def test_sensetime_is_an_investment_restriction(read_real: ReadReal) -> None:
    """SenseTime, added to the Consolidated List that day: not blocked, with its three dates."""
    before = read_real(OFAC_SIMPLE, "ofac_cons/consolidated_2021-08-20.xml").parties
    after = read_real(OFAC_SIMPLE, "ofac_cons/consolidated_2021-12-10.xml").parties
    assert (len(before), len(after)) == (432, 433)
    (added,) = {p.listed_id for p in after} - {p.listed_id for p in before}
    assert added == "ofac-cons:33114"
    party = next(p for p in after if p.listed_id == added)
    assert [name.text for name in party.names] == ["SENSETIME GROUP LIMITED", "SENSETIME GROUP LTD"]
    (designation,) = party.designations
    assert designation.programme == "NS-CMIC"
    assert designation.measures == (Measure.INVESTMENT_RESTRICTION,)
    assert designation.listed_on == THE_DAY
    assert designation.effective == PartialDate(2022, 2, 8)
    assert designation.divest_by == PartialDate(2022, 12, 10)
