"""The designations of 10 December 2021: every one of them, with its programme and effect."""

from __future__ import annotations

from collections import Counter

import pytest

from sanctionscreen.model import Kind, ListedParty, NameType, PartialDate
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import load_list, resolve, shipped_register_path

DAY = PartialDate(2021, 12, 10)
FREEZE = "asset freeze (blocking)"
SECONDARY = "secondary-sanctions risk"
ENTRY = "entry ban"
OTHER = "other measure (see the programme)"

US = "curated-us-2021-12-10"
UK = "curated-uk-2021-12-10"
CA = "curated-ca-2021-12-10"
STATE = "curated-us-7031c-2021-12-10"

# list, id, primary name, programme, first measure
DESIGNATIONS = (
    (US, "30184", "CENTRAL PUBLIC PROSECUTORS OFFICE", "DPRK2", FREEZE),
    (US, "31042", "MOXING CARTOON", "DPRK3", FREEZE),
    (US, "33536", "MYANMAR WAR VETERANS ORGANIZATION", "BURMA-EO14014", FREEZE),
    (US, "33537", "DIRECTORATE OF DEFENSE INDUSTRIES", "BURMA-EO14014", FREEZE),
    (US, "33538", "QUARTERMASTER GENERAL OFFICE", "BURMA-EO14014", FREEZE),
    (US, "33936", "RI, Yong Gil", "DPRK2", FREEZE),
    (US, "33951", "RAPID ACTION BATTALION", "GLOMAG", FREEZE),
    (US, "33952", "AHMED, Benazir", "GLOMAG", FREEZE),
    (US, "33953", "AL-MAMUN, Chowdhury Abdullah", "GLOMAG", FREEZE),
    (US, "33954", "KHAN, Mohammad Anwar Latif", "GLOMAG", FREEZE),
    (US, "33955", "SORWAR, Tofayel Mustafa", "GLOMAG", FREEZE),
    (US, "33973", "WIN, Myo Swe", "BURMA-EO14014", FREEZE),
    (US, "34016", "OO, Saw Myint", "BURMA-EO14014", FREEZE),
    (US, "34017", "KO, Maung", "BURMA-EO14014", FREEZE),
    (US, "34018", "NAN, Khat Htein", "BURMA-EO14014", FREEZE),
    (US, "34020", "EUROPEAN INSTITUTE JUSTO", "DPRK3", FREEZE),
    (US, "34021", "SOIN, Dmitriy Yurevich", "DPRK3", FREEZE),
    (US, "34022", "SEK STUDIO", "DPRK3", FREEZE),
    (US, "34023", "NINGS CARTOON STUDIO", "DPRK3", FREEZE),
    (US, "34024", "LU, Hezheng", "DPRK3", FREEZE),
    (US, "34025", "SHANGHAI HONGMAN CARTOON AND ANIMATION DESIGN STUDIO", "DPRK3", FREEZE),
    (US, "34076", "AZAD, Khan Mohammad", "GLOMAG", FREEZE),
    (US, "34077", "ALAM, Mohammad Jahangir", "GLOMAG", FREEZE),
    (US, "34079", "ZAKIR, Shohrat", "GLOMAG", FREEZE),
    (US, "34119", "TUNIYAZ, Erken", "GLOMAG", FREEZE),
    (
        "curated-ns-cmic",
        "33114",
        "SENSETIME GROUP LIMITED",
        "NS-CMIC",
        "investment restriction (not blocking)",
    ),
    (UK, "GHR0082", "Furqan Bangalzai", "UK-GLOBAL-HUMAN-RIGHTS", FREEZE),
    (UK, "MYA0030", "Myanmar War Veterans Organisation", "UK-MYANMAR", FREEZE),
    (UK, "MYA0031", "Quarter Master General Office", "UK-MYANMAR", FREEZE),
    (UK, "MYA0032", "Directorate for Defence Industries", "UK-MYANMAR", FREEZE),
    (UK, "MYA0033", "Directorate for Defence Procurement", "UK-MYANMAR", FREEZE),
    (CA, "burma-1-1-55", "Myanmar War Veterans Organization", "CA-BURMA", FREEZE),
    (CA, "burma-1-1-56", "Ministry of Defence Quartermaster General Office", "CA-BURMA", FREEZE),
    (CA, "burma-1-1-57", "Myanmar Directorate of Defence Industries", "CA-BURMA", FREEZE),
    (CA, "burma-1-1-58", "Myanmar Directorate of Procurement", "CA-BURMA", FREEZE),
    (STATE, "ahmed-benazir", "Benazir Ahmed", "US-7031C", ENTRY),
    (STATE, "ahmed-miftah-uddin", "Miftah Uddin Ahmed", "US-7031C", ENTRY),
    (STATE, "chen-mingguo", "Chen Mingguo", "US-7031C", ENTRY),
    (STATE, "hettiarachchi-chandana", "Chandana Hettiarachchi", "US-7031C", ENTRY),
    (STATE, "hu-lianhe", "Hu Lianhe", "US-7031C", ENTRY),
    (STATE, "kandiho-abel", "Abel Kandiho", "US-7031C", ENTRY),
    (STATE, "kenyukh-ihar", "Ihar Kenyukh", "US-7031C", ENTRY),
    (STATE, "marin-torres-mario-plutarco", "Mario Plutarco Marin Torres", "US-7031C", ENTRY),
    (STATE, "ratnayake-sunil", "Sunil Ratnayake", "US-7031C", ENTRY),
    (STATE, "shapetska-yauheni", "Yauheni Shapetska", "US-7031C", ENTRY),
    (STATE, "tuniyaz-erken", "Erken Tuniyaz", "US-7031C", ENTRY),
    (STATE, "zakir-shohrat", "Shohrat Zakir", "US-7031C", ENTRY),
)

# id, birth dates, birthplaces, nationalities, identifier values
FACTS = (
    ("33936", "1955-01-01/1955-12-31", None, "KP", ()),
    ("33952", "1963-10-01", "Gopalganj, Bangladesh", "BD", ("B00002095", "5051953882")),
    ("33953", "1964-01-12", "Sunamganj, Bangladesh", "BD", ("8224061617",)),
    ("33954", "1971-12-01", "Bogra, Bangladesh", "BD", ("1590698127721",)),
    ("33955", "1973-12-07", "Sunamganj, Bangladesh", "BD", ("19739116242567589",)),
    ("33973", "1961-01-21", "Natalin, Burma", "MM", ("DM005096", "7PAKHANAN008087")),
    ("34016", "1965-02-02", "Hpapun, Burma", "MM", ("3KAKAYAN164612",)),
    ("34017", "1950-06-17", None, "MM", ("1MAKATANAING033491",)),
    ("34018", "1959-04-01", "Mogaung, Burma", "MM", ("1MAKANAN069429",)),
    ("34021", "1969-08-07", None, "RU", ()),
    ("34024", "1974-04-06", "Shanghai, China", "CN", ("31010619740406283X",)),
    ("34076", "1974-10-15", "Barisal, Bangladesh", "BD", ("2650898262191",)),
    ("34077", "1973-10-19", "Dinajpur, Bangladesh", "BD", ("BG0011847",)),
    ("34079", "1953-08", "Yining City, Xinjiang, China", "CN", ()),
    ("34119", "1961-12", "Aksu, Xinjiang, China", "CN", ()),
)

# Names beside the primary ones, as the publishers give them: id, type, names.
ALIASES = (
    (
        "31042",
        NameType.STRONG,
        ("SHANGHAI MOXING CULTURAL MEDIA CO LTD", "上海墨星⽂化传播有限公司"),
    ),
    ("33536", NameType.STRONG, ("MYANMAR WAR VETERAN'S ORGANIZATION",)),
    ("33537", NameType.WEAK, ("KA PA SA", "DEFENSE PRODUCTS INDUSTRIES")),
    ("33537", NameType.STRONG, ("MYANMA DEFENSE PRODUCTS INDUSTRY",)),
    ("33538", NameType.STRONG, ("OFFICE OF THE QUARTERMASTER GENERAL",)),
    ("33936", NameType.STRONG, ("RI, Yong Gi", "RI, Yo'ng-kil", "YI, Yo'ng-kil")),
    ("33951", NameType.STRONG, ("RAB FORCES",)),
    ("33973", NameType.STRONG, ("WIN, U Myo Swe",)),
    ("34016", NameType.STRONG, ("OO, U Saw Myint", "KYAING, Pauk")),
    ("34020", NameType.PRIMARY, ("Европейский Институт ЮСТО".upper(),)),
    ("34022", NameType.STRONG, ("APRIL 26 CHILDREN'S ANIMATION FILM STUDIO",)),
    ("34023", NameType.STRONG, ("重庆市柠⾊动漫发展有限公司",)),
    ("34025", NameType.STRONG, ("上海弘漫动漫设计工作室",)),
    ("34076", NameType.WEAK, ("AZAD, K M",)),
    ("34079", NameType.PRIMARY, ("扎克尔 雪克来提", "شۆھرەت زاكىر")),
    ("34119", NameType.STRONG, ("TUNIYAZ, Erkin", "TUNIYAZI, Aierken", "TUNIAZ, Alken")),
    ("MYA0032", NameType.STRONG, ("Ka Pa Sa", "Karkweye Pyitsu Setyoun")),
    ("GHR0082", NameType.STRONG, ("Abdullah", "Farooq Bangalzai", "Farhan Brohi")),
    ("burma-1-1-58", NameType.STRONG, ("Directorate of Defence Procurement",)),
    ("33114", NameType.STRONG, ("SENSETIME GROUP LTD",)),
    ("33114", NameType.PRIMARY, ("商湯集團有限公司",)),
)


@pytest.fixture(scope="module")
def parties() -> dict[str, ListedParty]:
    """Every party of the shipped lists, by its listed id."""
    register = load_register(shipped_register_path())
    lists = [load_list(location, register) for location in resolve(None)]
    return {party.listed_id: party for parsed in lists for party in parsed.parties}


@pytest.fixture(scope="module")
def of_the_day(parties: dict[str, ListedParty]) -> dict[str, ListedParty]:
    """The parties listed on 10 December 2021, by the publisher's id."""
    return {
        listed_id.partition(":")[2]: party
        for listed_id, party in parties.items()
        if any(designation.listed_on == DAY for designation in party.designations)
    }


@pytest.mark.parametrize(("list_id", "key", "name", "programme", "label"), DESIGNATIONS)
def test_each_designation_is_there(
    parties: dict[str, ListedParty], list_id: str, key: str, name: str, programme: str, label: str
) -> None:
    """Name, programme, date and legal effect of each designation of the day."""
    party = parties[f"{list_id}:{key}"]
    assert party.primary_name.text == name
    (designation,) = party.designations
    assert designation.programme == programme
    assert designation.listed_on == DAY
    assert designation.measures[0].label == label


def test_nothing_else_is_dated_that_day(of_the_day: dict[str, ListedParty]) -> None:
    """The table above is all of it: no party more, in no other list."""
    assert sorted(of_the_day) == sorted(key for _, key, *_ in DESIGNATIONS)


def test_the_counts_of_the_publisher(of_the_day: dict[str, ListedParty]) -> None:
    """OFAC added 15 people and 10 entities, under four programmes."""
    added = [party for party in of_the_day.values() if party.list_id == US]
    assert Counter(party.kind for party in added) == {Kind.PERSON: 15, Kind.ORGANISATION: 10}
    assert Counter(party.designations[0].programme for party in added) == {
        "GLOMAG": 9,
        "BURMA-EO14014": 7,
        "DPRK2": 2,
        "DPRK3": 7,
    }


def test_north_korea_designations_carry_secondary_risk(
    of_the_day: dict[str, ListedParty],
) -> None:
    """OFAC states the secondary-sanctions risk for the North Korean parties, and for no other."""
    at_risk = {
        key
        for key, party in of_the_day.items()
        if SECONDARY in [measure.label for measure in party.designations[0].measures]
    }
    north_korean = {key for _, key, _, programme, _ in DESIGNATIONS if programme.startswith("DPRK")}
    assert at_risk == north_korean


def test_sensetime_may_be_held_until_the_divestment_date(
    of_the_day: dict[str, ListedParty],
) -> None:
    """SenseTime's listing restricts investment from the effective date, and does not block."""
    (designation,) = of_the_day["33114"].designations
    assert [measure.label for measure in designation.measures] == [
        "investment restriction (not blocking)"
    ]
    assert designation.programme_as_published == "CMIC-EO13959"
    assert designation.effective == PartialDate(2022, 2, 8)
    assert designation.divest_by == PartialDate(2022, 12, 10)
    assert [number.value for number in of_the_day["33114"].identifiers] == ["2162198"]


def test_the_united_kingdoms_person_is_banned_from_entry_too(
    of_the_day: dict[str, ListedParty],
) -> None:
    """UK measures are those of the entry: the bodies are not banned from travelling."""
    labels = {
        key: [measure.label for measure in of_the_day[key].designations[0].measures]
        for key in ("GHR0082", "MYA0031")
    }
    assert labels == {"GHR0082": [FREEZE, ENTRY, OTHER], "MYA0031": [FREEZE, OTHER]}


@pytest.mark.parametrize(("key", "birth", "place", "nationality", "numbers"), FACTS)
def test_facts_of_the_people(
    of_the_day: dict[str, ListedParty],
    key: str,
    birth: str,
    place: str | None,
    nationality: str,
    numbers: tuple[str, ...],
) -> None:
    """Birth dates, birthplaces, nationalities and document numbers of the fifteen people."""
    party = of_the_day[key]
    assert [str(span) for span in party.birth_dates] == [birth]
    assert [location.text for location in party.birthplaces] == ([place] if place else [])
    assert party.nationalities == (nationality,)
    assert sorted(number.value for number in party.identifiers) == sorted(numbers)


def test_documents_have_their_dates_and_countries(of_the_day: dict[str, ListedParty]) -> None:
    """A passport is told from a national number, with its country and validity."""
    passport, number = of_the_day["33952"].identifiers
    assert (passport.label, passport.country) == ("Passport", "BD")
    assert (str(passport.issued), str(passport.expires)) == ("2020-03-04", "2030-03-03")
    assert (number.label, number.issued) == ("National ID No.", None)


@pytest.mark.parametrize(("key", "kind", "names"), ALIASES)
def test_further_names_keep_their_rank(
    of_the_day: dict[str, ListedParty], key: str, kind: NameType, names: tuple[str, ...]
) -> None:
    """Strong, weak and non-Latin names stand in the list as published."""
    held = [name.text for name in of_the_day[key].names if name.type is kind]
    assert set(names) <= set(held)


def test_links_and_offices_are_kept(of_the_day: dict[str, ListedParty]) -> None:
    """OFAC's own ties between parties and the offices they hold are in the lists."""
    assert [link.name for link in of_the_day["34025"].links] == ["LU, Hezheng"]
    assert [link.listed_id for link in of_the_day["33952"].links] == ["ofac-sdn:33951"]
    assert of_the_day["34018"].positions == ("Kachin State Chief Minister",)


def test_one_person_on_two_lists_is_tied_by_the_publishers_id(
    of_the_day: dict[str, ListedParty],
) -> None:
    """The three people of both statements refer to OFAC's entry; the other nine to none."""
    tied = {
        key: party.references
        for key, party in of_the_day.items()
        if party.list_id == STATE and party.references
    }
    assert tied == {
        "ahmed-benazir": ("ofac-sdn:33952",),
        "tuniyaz-erken": ("ofac-sdn:34119",),
        "zakir-shohrat": ("ofac-sdn:34079",),
    }
    for key in ("33952", "34119", "34079"):
        assert of_the_day[key].references == (f"ofac-sdn:{key}",)
