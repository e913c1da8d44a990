"""Plain CSV deny lists: what a row becomes, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError, UsageError
from sanctionscreen.model import (
    DateBasis,
    DateSpan,
    Event,
    EventKind,
    Identifier,
    IdentifierType,
    Kind,
    ListCounts,
    Location,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.plain_csv import PLAIN_CSV
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register

FULL = (
    "ID,Full name,Type,Aliases,Date of birth,Country,Nationality,Passport,LEI,Programme,"
    "Reason,Listed on,Owner\n"
    'P-7,"Smith, John",Individual,"Jon Smith; Смит Джон;N/A",1970-05-06,"Cuba; KP",British,'
    "X1; X2,,DPRK2,Fraud,2024-02-03,team A\n"
    "P-8,Acme Trading Ltd,company,,,,,,529900T8BM49AURSDO55,AML case,,,\n"
)


@pytest.fixture(scope="module")
def register(repository: Path) -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(repository / "lists" / "programmes.yml")


def read(
    folder: Path,
    register: ProgrammeRegister,
    content: str | bytes,
    *,
    published: PartialDate | None = None,
    list_id: str | None = None,
    mapping: tuple[tuple[str, str], ...] = (),
) -> ParsedList:
    """Writes a file, and reads it as a run does."""
    path = folder / "Deny list 2024.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    file = open_source(path)
    assert PLAIN_CSV.recognises(file)
    return PLAIN_CSV.read((file,), ReadOptions(register, published, list_id, mapping))


def test_a_row_becomes_a_party(tmp_path: Path, register: ProgrammeRegister) -> None:
    """Every known column of a row is found in the listed party."""
    person, company = read(tmp_path, register, FULL).parties
    assert person.listed_id == "own-deny-list-2024:P-7"
    assert person.id_is_stable
    assert person.kind is Kind.PERSON
    assert [(name.text, name.type, name.script) for name in person.names] == [
        ("Smith, John", NameType.PRIMARY, "Latn"),
        ("Jon Smith", NameType.STRONG, "Latn"),
        ("Смит Джон", NameType.STRONG, "Cyrl"),
    ]
    birth = PartialDate(1970, 5, 6)
    assert person.birth_dates == (DateSpan(birth, birth),)
    assert person.locations == (Location("Cuba", "CU"), Location("KP", "KP"))
    assert person.nationalities == ("GB",)
    assert person.identifiers == (
        Identifier(IdentifierType.PASSPORT, "X1", label="Passport"),
        Identifier(IdentifierType.PASSPORT, "X2", label="Passport"),
    )
    assert person.remarks == "Fraud"
    assert company.kind is Kind.ORGANISATION
    assert company.identifiers[0].type is IdentifierType.LEI


def test_the_designation_of_a_row(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A programme of the register is taken from there; any other word is kept as published."""
    parsed = read(tmp_path, register, FULL)
    known, other = (party.designations[0] for party in parsed.parties)
    assert (known.programme, known.measures) == ("DPRK2", (Measure.ASSET_FREEZE,))
    assert known.listed_on == PartialDate(2024, 2, 3)
    assert known.events == (Event(EventKind.LISTED, PartialDate(2024, 2, 3)),)
    assert (other.programme, other.programme_as_published) == ("OWN-LIST", "AML case")
    assert other.measures == (Measure.OTHER,)
    assert (other.listed_on, other.listed_on_basis) == (None, DateBasis.UNKNOWN)


def test_what_is_not_understood_is_counted(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A column no rule knows, and a programme outside the register, are in the load's report."""
    assert read(tmp_path, register, FULL).unknown == (
        ("column: Owner", 1),
        ("programme: AML case (kept as own list)", 1),
    )


def test_the_list_reference(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A deny list is named for its file, unless the options name it."""
    ref = read(tmp_path, register, FULL).ref
    assert (ref.id, ref.title) == ("own-deny-list-2024", "Own list Deny list 2024.csv")
    assert ref.counts == ListCounts(parties=2, names=4, weak_aliases=0)
    renamed = read(tmp_path, register, FULL, list_id="own-fraud", published=PartialDate(2024, 1, 2))
    assert renamed.ref.id == "own-fraud"
    assert renamed.ref.published == PartialDate(2024, 1, 2)
    assert renamed.parties[0].listed_id == "own-fraud:P-7"


def test_rows_without_ids_have_a_digest(tmp_path: Path, register: ProgrammeRegister) -> None:
    """Without an id the party is known by name and birth date, and marked as unstable."""
    text = "name,dob\nJohn Smith,1970-05-06\nJohn Smith,1980\n"
    first, second = read(tmp_path, register, text).parties
    again = read(tmp_path, register, text).parties
    assert not first.id_is_stable
    assert first.listed_id != second.listed_id
    assert (first, second) == again


@pytest.mark.parametrize(
    "text",
    [
        "name;country\nSmith & Co;Cuba\n",
        "\ufeffName\tCountry\r\nSmith & Co\tCuba\r\n",
        "ENTITY NAME|Country\nSmith & Co|CU\n",
        "company_name,country\n\n,\nSmith & Co,Cuba\n\n",
    ],
)
def test_delimiters_marks_and_headings_differ(
    tmp_path: Path, register: ProgrammeRegister, text: str
) -> None:
    """The files of spreadsheets in several countries are read alike, blank rows passed over."""
    (party,) = read(tmp_path, register, text).parties
    assert party.primary_name.text == "Smith & Co"
    assert party.locations[0].country == "CU"


def test_a_file_of_names_alone_is_a_list(tmp_path: Path, register: ProgrammeRegister) -> None:
    """One column headed "name" is enough."""
    parsed = read(tmp_path, register, "name\nJohn Smith\nJane Smith\n")
    assert [party.primary_name.text for party in parsed.parties] == ["John Smith", "Jane Smith"]
    assert {party.kind for party in parsed.parties} == {Kind.UNKNOWN}


def test_a_mapping_names_the_columns(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A mapping finds columns under any heading, and overrules what a heading suggests."""
    text = "Bezeichnung,Name,Firma\nn1,Smith Ltd,Jones GmbH\n"
    mapping = (("name", "Firma"), ("id", "Bezeichnung"))
    parsed = read(tmp_path, register, text, mapping=mapping)
    assert parsed.parties[0].primary_name.text == "Jones GmbH"
    assert parsed.parties[0].listed_id.endswith(":n1")
    assert parsed.unknown == (("column: Name", 1),)


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("firm,country\nA,Cuba\n", 1, "name", "headings are: firm, country"),
        ("name,full name\nA,B\n", 1, "name", "'name' and 'full name'"),
        ("name,dob,date of birth\nA,,\n", 1, "birth_date", "more than one column"),
        ("name,country\nA,Cuba\nB\n", 3, None, "has 1 fields"),
        ("name,country\nA,Cuba,x\n", 2, None, "has 3 fields"),
        ("name,country\nA,Cuba\n ,Cuba\n", 3, "name", "no name"),
        ("name,country\nN/A,Cuba\n", 2, "name", "no name"),
        ('name,country\n"A\nB",Cuba\nC,Nowhere\n', 4, "country", "'Nowhere' is no country"),
        ("name,dob\nA,1970-13-01\n", 2, "birth_date", "YYYY-MM-DD"),
        ("name,dob\nA,03/04/1970\n", 2, "birth_date", "either way"),
        ("name,listed on\nA,soon\n", 2, "listed_on", "not a date"),
        ("name,listed on\nA,2020 to 2021\n", 2, "listed_on", "not one date"),
        ("name,type\nA,gizmo\n", 2, "kind", "no kind of party"),
        ("name,id\nA,1\nB,1\n", 3, None, "stand in line 2 already"),
        ("name,dob\nA,1970\nA,1970\n", 3, None, "name and birth date"),
        ("name,country\n", None, None, "holds no row"),
        ('name,country\nA,"Cuba\n', 2, None, "CSV"),
        (b"name,country\nA,C\xfcba\n", 2, None, "CSV"),
    ],
)
def test_bad_files_are_refused(
    tmp_path: Path,
    register: ProgrammeRegister,
    text: str | bytes,
    line: int | None,
    field: str | None,
    words: str,
) -> None:
    """A file in which anything is in doubt is refused with line, field and what to do."""
    with pytest.raises(ListFormatError) as caught:
        read(tmp_path, register, text)
    assert words in str(caught.value)
    assert caught.value.path is not None
    assert caught.value.path.endswith("Deny list 2024.csv")
    if words != "CSV":
        assert (caught.value.line, caught.value.field) == (line, field)


def test_an_empty_file_is_no_list(tmp_path: Path) -> None:
    """A file without content is refused before any reader sees it."""
    path = tmp_path / "empty.csv"
    path.write_bytes(b"\n")
    with pytest.raises(ListFormatError, match="empty"):
        open_source(path)


@pytest.mark.parametrize(
    ("mapping", "words"),
    [((("nmae", "Firma"),), "Did you mean 'name'"), ((("name", "Frima"),), "Did you mean 'Firma'")],
)
def test_a_wrong_mapping_is_a_usage_error(
    tmp_path: Path, register: ProgrammeRegister, mapping: tuple[tuple[str, str], ...], words: str
) -> None:
    """A mapping of a field or column that does not exist is never ignored."""
    with pytest.raises(UsageError, match=words):
        read(tmp_path, register, "Firma,Land\nA,Cuba\n", mapping=mapping)


@pytest.mark.parametrize(
    "head",
    [
        b"<xml>,<b>\n",
        b'{"name": 1, "x": 2}\n',
        b"PK\x03\x04\x00,\x00",
        b"%PDF-1.4,x\n",
        b"one line\n",
    ],
)
def test_other_formats_are_left_alone(tmp_path: Path, head: bytes) -> None:
    """What cannot be a table is not taken for one."""
    path = tmp_path / "file"
    path.write_bytes(head)
    assert not PLAIN_CSV.recognises(replace(open_source(_text(tmp_path)), path=path, head=head))


def _text(folder: Path) -> Path:
    path = folder / "text"
    path.write_text("x", encoding="utf-8")
    return path
