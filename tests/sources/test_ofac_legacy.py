"""OFAC legacy CSV: the set's files joined, the remarks dug through, the end mark demanded."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.model import (
    Gender,
    IdentifierType,
    Kind,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.ofac_legacy import OFAC_LEGACY
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list

SAMPLES = Path(__file__).parent / "samples"
NAMES = ("ofac_legacy_sdn.csv", "ofac_legacy_alt.csv", "ofac_legacy_add.csv")
END = b"\x1a"


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


@pytest.fixture
def read_rows(tmp_path: Path, options: ReadOptions) -> Callable[..., ParsedList]:
    """Reads a set from the rows of its files; the end mark is added."""

    def read(*files: str, end: bytes = END) -> ParsedList:
        paths = []
        for number, rows in enumerate(files):
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_bytes(rows.replace("\n", "\r\n").encode() + end)
        return OFAC_LEGACY.read(tuple(open_source(path) for path in paths), options)

    return read


@pytest.fixture
def party_of(read_rows: Callable[..., ParsedList]) -> Callable[..., ParsedList]:
    """Reads one person with these remarks."""

    def read(remarks: str, *, kind: str = '"individual"', name: str = "HOLT, Ada") -> ListedParty:
        nulls = ",".join(["-0- "] * 7)
        row = f'5,"{name}",{kind},"SDGT",{nulls},"{remarks}"\n'
        (party,) = read_rows(row).parties
        return party

    return read


def _set(shared_lists: Path, *names: str) -> list[Path]:
    return [shared_lists / name for name in names]


def test_the_sample_set_is_joined(options: ReadOptions) -> None:
    """Aliases and addresses of the other files are their party's."""
    parsed = read_list([SAMPLES / name for name in NAMES], options)
    assert parsed.problems == parsed.unknown == ()
    person, company, vessel, aircraft = parsed.parties
    assert [(n.text, n.type) for n in person.names] == [
        ("BORVIK, Anselm Tarn", NameType.PRIMARY),
        ("The Glassmaker", NameType.WEAK),
        ("BORVICK, Anselm", NameType.STRONG),
        ("HOLT FERRO, Anselm", NameType.FORMER),
    ]
    assert [place.text for place in person.locations] == [
        "4-5 Kiln Street, Sakai, Osaka 590-0001, Japan",
        "Korea, North",
    ]
    assert (company.kind, vessel.kind, aircraft.kind) == (
        Kind.ORGANISATION, Kind.VESSEL, Kind.AIRCRAFT,
    )  # fmt: skip
    assert [d.programme_as_published for d in company.designations] == [
        "RUSSIA-EO14024", "UKRAINE-EO13662",
    ]  # fmt: skip


def test_what_the_set_lacks_is_noted(options: ReadOptions) -> None:
    """Files that are missing, listing dates and the day of publication: each has its note."""
    notes = "\n".join(read_list([SAMPLES / NAMES[0]], options).ref.notes)
    for missing in ("alt file", "add file", "comments file", "listing dates", "publication date"):
        assert missing in notes
    dated = ReadOptions(options.register, published=PartialDate(2021, 12, 10))
    parsed = read_list([SAMPLES / name for name in NAMES], dated)
    assert parsed.ref.published == PartialDate(2021, 12, 10)
    assert "publication date" not in "\n".join(parsed.ref.notes)


def test_the_parties_must_be_there(options: ReadOptions) -> None:
    """Aliases without their parties are no list."""
    with pytest.raises(ListError, match="file of the parties"):
        read_list([SAMPLES / NAMES[1], SAMPLES / NAMES[2]], options)
    with pytest.raises(ListError, match="both parties files"):
        read_list([SAMPLES / NAMES[0], SAMPLES / NAMES[0]], options)


def test_remarks_of_a_person(party_of: Callable[..., ListedParty]) -> None:
    """Every kind of statement in the remarks text goes to its field."""
    party = party_of(
        "DOB 1962; alt. DOB circa Mar 1945; POB Giza, Egypt; nationality Egypt; citizen Libya; "
        "Gender Female; Passport X 12-3 (Egypt) issued 1999 expires 18 Jul 2005; alt. Passport "
        "RL 1794375 (Lebanon); SSN 523-33-8386 (United States); Registration Number HRA 738077 "
        "(Stuttgart) (Germany); Identification Number IMO 5342883; ICTY indictee; "
        "a.k.a. 'DUTCH, Ada'; f.k.a. 'Ada'; Linked To: HIZBALLAH."
    )
    assert [str(date) for date in party.birth_dates] == ["1962", "circa 1945-03"]
    assert party.birthplaces[0].country == "EG"
    assert party.nationalities == ("EG", "LY")
    assert party.gender is Gender.FEMALE
    assert [(i.type, i.value, i.country, i.issued, i.expires) for i in party.identifiers] == [
        (IdentifierType.PASSPORT, "X 12-3", "EG", PartialDate(1999), PartialDate(2005, 7, 18)),
        (IdentifierType.PASSPORT, "RL 1794375", "LB", None, None),
        (IdentifierType.TAX, "523-33-8386", "US", None, None),
        (IdentifierType.REGISTRATION, "HRA 738077 (Stuttgart)", "DE", None, None),
        (IdentifierType.REGISTRATION, "5342883", None, None, None),
    ]
    assert [(n.text, n.type) for n in party.names[1:]] == [
        ("DUTCH, Ada", NameType.WEAK),
        ("Ada", NameType.WEAK),
    ]
    assert [link.name for link in party.links] == ["HIZBALLAH"]
    assert party.remarks == "ICTY indictee"


def test_remarks_that_look_like_documents(party_of: Callable[..., ListedParty]) -> None:
    """A sentence that begins with a document's label is no number."""
    party = party_of(
        "License revoked; Passport of convenience; Driver's License No. 180839 (Mexico)"
    )
    assert [i.value for i in party.identifiers] == ["180839"]
    assert (party.remarks or "").split("\n") == ["License revoked", "Passport of convenience"]


def test_an_unlisted_label_is_read_by_its_form(
    read_rows: Callable[..., ParsedList],
) -> None:
    """A number under a label that is not in our list is read, and the label is counted."""
    nulls = ",".join(["-0- "] * 7)
    parsed = read_rows(f'5,"KILN",-0- ,"SDGT",{nulls},"Lunar Registration Code 77-X (Russia)."\n')
    (identifier,) = parsed.parties[0].identifiers
    assert (identifier.type, identifier.value) == (IdentifierType.REGISTRATION, "77-X")
    assert identifier.label == "Lunar Registration Code"
    assert dict(parsed.unknown) == {"document label: Lunar Registration Code": 1}


def test_several_programmes(read_rows: Callable[..., ParsedList]) -> None:
    """Programmes joined by brackets are as many designations."""
    nulls = ",".join(["-0- "] * 8)
    (party,) = read_rows(f'5,"KILN",-0- ,"NPWMD] [IFSR] [SDGT",{nulls}\n').parties
    assert [d.programme for d in party.designations] == ["NPWMD", "IFSR", "SDGT"]


def test_long_remarks_go_on_in_the_comments(read_rows: Callable[..., ParsedList]) -> None:
    """The continuation begins in the middle of a word; without it the rest is not guessed."""
    remarks = "x" * 980 + "; Passport KP004291"
    remarks = "x" * (1000 - len("; Passport KP004291")) + "; Passport KP004291"
    nulls = ",".join(["-0- "] * 7)
    row = f'5,"HOLT, Ada","individual","SDGT",{nulls},"{remarks}"\n'
    joined = read_rows(row, "5,\"7 (Egypt); a.k.a. 'DUTCH'.\"\n")
    (passport,) = joined.parties[0].identifiers
    assert (passport.value, passport.country) == ("KP0042917", "EG")
    assert joined.parties[0].names[1].text == "DUTCH"
    alone = read_rows(row)
    assert alone.parties[0].identifiers == ()
    assert "Passport KP004291 [cut off]" in (alone.parties[0].remarks or "")
    assert dict(alone.unknown) == {"remarks cut off after 1,000 characters": 1}


def test_rows_of_other_days_are_counted(read_rows: Callable[..., ParsedList]) -> None:
    """An alias of a party that is not in the set is counted, not dropped without a word."""
    nulls = ",".join(["-0- "] * 8)
    parsed = read_rows(f'5,"KILN",-0- ,"SDGT",{nulls}\n', '6,1,"aka","OTHER",-0- \n')
    assert dict(parsed.unknown) == {"row of the aliases file of no party": 1}


@pytest.mark.parametrize(
    "row",
    [
        '6,"",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
        '6,"KILN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
        '5,"AGAIN",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
        '6,"SHORT",-0- ,"SDGT"\n',
        'x,"KILN",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
    ],
)
def test_rows_that_cannot_be_read_fail_a_small_list(
    tmp_path: Path, options: ReadOptions, row: str
) -> None:
    """A row without name or programme, twice, short or without a number is never skipped."""
    good = "".join(
        f'{n},"KILN {n}",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
        for n in range(5, 40)
    )
    path = tmp_path / "sdn.csv"
    path.write_bytes((good + row).encode() + END)
    with pytest.raises(ListFormatError, match="of 36 records cannot be read") as caught:
        OFAC_LEGACY.read((open_source(path),), options)
    assert caught.value.line == 36


def test_cuts_are_refused(tmp_path: Path, options: ReadOptions) -> None:
    """Cut at any byte, also just before the end mark, a file is an error."""
    for name in NAMES:
        whole = (SAMPLES / name).read_bytes()
        assert whole.endswith(END)
        others = [SAMPLES / other for other in NAMES if other != name]
        cut = tmp_path / name
        cuts = random.Random(9146).sample(range(1, len(whole)), min(100, len(whole) - 1))
        for size in {*cuts, len(whole) - 1}:
            cut.write_bytes(whole[:size])
            with pytest.raises(ListError):
                read_list([cut, *others], options)


def test_rows_behind_the_end_mark_are_refused(tmp_path: Path, options: ReadOptions) -> None:
    """Two files put behind each other are no file."""
    path = tmp_path / "twice.csv"
    path.write_bytes((SAMPLES / NAMES[0]).read_bytes() * 2)
    with pytest.raises(ListError):
        read_list([path], options)


def test_a_file_saved_by_a_spreadsheet_is_read_with_a_note(
    read_rows: Callable[..., ParsedList],
) -> None:
    """Without quotes and end mark the file may be whole or not: it is read, and a note says so."""
    nulls = ",".join(["-0- "] * 8)
    parsed = read_rows(f"5,KILN,-0- ,SDGT,{nulls}\n", end=b"")
    assert len(parsed.parties) == 1
    assert any("cannot be checked" in note for note in parsed.ref.notes)


def test_the_real_set_of_january_2024(shared_lists: Path, options: ReadOptions) -> None:
    """13,827 parties with the aliases and addresses of the other files."""
    parsed = read_list(
        _set(
            shared_lists,
            "ofac_sdn/sdn_2024-01-11.csv",
            "ofac_sdn/alt_2024-01-08.csv",
            "ofac_sdn/add_2024-01-08.csv",
            "ofac_sdn/sdn_comments_2024-01-08.csv",
        ),
        options,
    )
    assert parsed.ref.id == "ofac-sdn"
    assert parsed.problems == ()
    ranks = [name.type for party in parsed.parties for name in party.names]
    assert ranks.count(NameType.PRIMARY) == 13_827
    assert ranks.count(NameType.STRONG) + ranks.count(NameType.FORMER) > 17_000
    assert ranks.count(NameType.WEAK) > 3_300
    assert sum(1 for party in parsed.parties if party.locations) > 11_000
    assert all(d.programme for party in parsed.parties for d in party.designations)


def test_the_real_set_with_a_file_saved_again(shared_lists: Path, options: ReadOptions) -> None:
    """January 2022: 9,052 parties; the alt file, saved again without quotes, joins as well."""
    names = ("sdn_2022-01-31.csv", "alt_2022-01_resaved.csv", "add_2022-01.csv")
    parsed = read_list([shared_lists / "ofac_sdn" / name for name in names], options)
    assert len(parsed.parties) == 9_052
    ranks = [name.type for party in parsed.parties for name in party.names]
    assert ranks.count(NameType.STRONG) > 12_000
    assert any("alt_2022-01_resaved.csv" in note for note in parsed.ref.notes)


def test_the_real_consolidated_set(shared_lists: Path, options: ReadOptions) -> None:
    """December 2025: 442 parties of the non-SDN lists, told by their programmes."""
    names = [f"ofac_cons/cons_{part}_2025-12-19.csv" for part in ("prim", "alt", "add", "comments")]
    parsed = read_list(_set(shared_lists, *names), options)
    assert parsed.ref.id == "ofac-cons"
    assert len(parsed.parties) == 442
    assert parsed.unknown == ()
    sensetime = next(p for p in parsed.parties if p.listed_id == "ofac-cons:33114")
    assert [n.text for n in sensetime.names] == ["SENSETIME GROUP LIMITED", "SENSETIME GROUP LTD"]
    (designation,) = sensetime.designations
    assert designation.measures == (Measure.INVESTMENT_RESTRICTION,)
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert designation.divest_by == PartialDate(2022, 12, 10)


def test_real_cuts_are_refused(shared_lists: Path, options: ReadOptions, tmp_path: Path) -> None:
    """The published file cut at seeded places is never a shorter list."""
    whole = (shared_lists / "ofac_cons" / "cons_prim_2025-12-19.csv").read_bytes()
    path = tmp_path / "cut.csv"
    for size in [*random.Random(442).sample(range(1, len(whole)), 25), len(whole) - 1]:
        path.write_bytes(whole[:size])
        with pytest.raises(ListError):
            read_list([path], options)
