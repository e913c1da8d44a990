"""The EU's financial sanctions list, CSV 1.0 and 1.1."""

from __future__ import annotations

from collections.abc import Callable

from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.eu_fsf_csv import SOURCE

OLD_HEADINGS = (
    "Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Leba_url;"
    "Programme;Entity_remark;Naal_logical_id;Entity_logical_id;Naal_leba_numtitle;"
    "Naal_leba_publication_date;Naal_leba_url;Naal_programme;Naal_lastname;Naal_firstname;"
    "Naal_middlename;Naal_wholename;Naal_gender;Naal_title;Naal_function;Naal_language;"
    "Birt_date;Birt_place;Birt_country;Iden_number;Iden_country;Citi_country;EU_ref_num"
).split(";")
NEW_HEADINGS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;"
    "Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_Type;"
    "Entity_Regulation_PublicationDate;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;"
    "Entity_Regulation_PublicationUrl;NameAlias_LastName;NameAlias_FirstName;"
    "NameAlias_MiddleName;NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_Gender;"
    "BirthDate_BirthDate;BirthDate_Year;BirthDate_City;BirthDate_CountryIso2Code;"
    "Identification_Number;Identification_TypeCode;Citizenship_CountryIso2Code"
).split(";")


def lines(headings: list[str], *records: dict[str, str]) -> list[str]:
    """The publisher's lines."""
    rows = (";".join(record.get(h, "") for h in headings) for record in records)
    return [";".join(headings), *rows]


OLD = {
    "Date_file": "04/07/2018",
    "Subject_type": "P",
    "Programme": "TAQA",
    "EU_ref_num": "EU.36.64",
    "Leba_publication_date": "2018-02-16",
    "Leba_numtitle": "2018/223 (OJ L43)",
}
OLD_NAME = OLD | {"Naal_wholename": "Robert Gabriel Mugabe", "Naal_lastname": "Mugabe",
                  "Naal_firstname": "Robert", "Naal_gender": "M"}  # fmt: skip
OLD_BIRTH = OLD | {"Birt_date": "1924-02-21", "Birt_place": "Kutama", "Leba_numtitle": "older",
                   "Leba_publication_date": "2002-09-13"}  # fmt: skip
OLD_PASSPORT = OLD | {"Iden_number": "AD001095 (passport-National passport) ((expired))"}


def test_details_on_many_rows_become_one_party(read_sample: Callable[..., ParsedList]) -> None:
    """Name, birth date and passport, each on a row of its own, belong to one entry."""
    text = "\n".join(lines(OLD_HEADINGS, OLD_NAME, OLD_BIRTH, OLD_PASSPORT)) + "\n"
    parsed = read_sample(SOURCE, text)
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2018, 7, 4)
    assert (party.listed_id, party.kind) == ("eu-fsf:EU.36.64", Kind.PERSON)
    assert [(n.text, n.type) for n in party.names] == [("Robert Gabriel Mugabe", NameType.PRIMARY)]
    assert [str(date) for date in party.birth_dates] == ["1924-02-21"]
    assert party.birthplaces[0].text == "Kutama"
    passport = party.identifiers[0]
    assert (passport.type, passport.value) == (IdentifierType.PASSPORT, "AD001095")
    (designation,) = party.designations
    assert designation.legal_basis == "2018/223 (OJ L43)"
    assert parsed.unknown == ()


def test_file_saved_again_by_a_spreadsheet(read_sample: Callable[..., ParsedList]) -> None:
    """One quoted field a line, Windows-1252, lost scripts: read, and the loss is told."""
    lost = OLD | {"Naal_wholename": "???????", "Naal_language": "BG"}
    quoted = [f'"{line}\t\t"' for line in lines(OLD_HEADINGS, OLD_NAME, lost)]
    parsed = read_sample(
        SOURCE, ("\n".join(quoted) + "\n").replace("Robert", "Róbert").encode("cp1252")
    )
    assert parsed.parties[0].primary_name.text == "Róbert Gabriel Mugabe"
    assert dict(parsed.unknown)["name that says nothing: no letters"] == 1
    assert any("names in other scripts are lost" in note for note in parsed.ref.notes)


def test_version_1_1(read_sample: Callable[..., ParsedList]) -> None:
    """The newer headings give the same party, with the listing date and the UN number."""
    record = {
        "fileGenerationDate": "01/05/2026",
        "Entity_EU_ReferenceNumber": "EU.36.64",
        "Entity_UnitedNationId": "QDi.043",
        "Entity_DesignationDate": "2002-02-21",
        "Entity_SubjectType_ClassificationCode": "P",
        "Entity_Regulation_Programme": "TAQA",
        "NameAlias_WholeName": "Robert Mugabe",
        "BirthDate_Year": "1924",
        "Identification_Number": "AD1",
        "Identification_TypeCode": "passport",
        "Citizenship_CountryIso2Code": "ZW",
    }
    parsed = read_sample(SOURCE, "\n".join(lines(NEW_HEADINGS, record)) + "\n")
    (party,) = parsed.parties
    assert party.references == ("un-sc:QDi.043",)
    assert party.designations[0].listed_on == PartialDate(2002, 2, 21)
    assert party.nationalities == ("ZW",)
    assert [str(date) for date in party.birth_dates] == ["1924"]
    assert parsed.unknown == ()


def test_real_sample_is_read(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """A thousand real lines give 93 entries and their names, and nothing unreadable."""
    parsed = read_real(SOURCE, "eu/eu_fsf_csv_1_0_first1000.csv")
    assert (len(parsed.parties), parsed.problems) == (93, ())
    assert parsed.ref.counts.names > 650
