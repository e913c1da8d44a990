"""The European Union's financial sanctions list, CSV: a row for each detail of an entry."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import Kind, ListedName, Measure, NamePart, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft, Parts
from sanctionscreen.sources.eu_values import (
    EU_LIST,
    KINDS,
    add_eu_names,
    add_un_reference,
    country_text,
    identifier_type,
)
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import squeeze
from sanctionscreen.sources.scripts import script_of
from sanctionscreen.sources.tables import (
    NO_END_MARK,
    Cells,
    Row,
    Table,
    combinations,
    csv_rows,
    even_rows,
    first_line,
)

_FETCH_AGAIN = "Fetch the file again from its publisher"

# Our field: the heading in version 1.0, the heading in version 1.1.
_HEADINGS = {
    "key": ("EU_ref_num", "Entity_EU_ReferenceNumber"),
    "kind": ("Subject_type", "Entity_SubjectType_ClassificationCode"),
    "remark": ("Entity_remark", "Entity_Remark"),
    "un": ("", "Entity_UnitedNationId"),
    "listed": ("", "Entity_DesignationDate"),
    "details": ("", "Entity_DesignationDetails"),
    "programme": ("Programme", "Entity_Regulation_Programme"),
    "title": ("Leba_numtitle", "Entity_Regulation_NumberTitle"),
    "published": ("Leba_publication_date", "Entity_Regulation_PublicationDate"),
    "url": ("Leba_url", "Entity_Regulation_PublicationUrl"),
    "last": ("Naal_lastname", "NameAlias_LastName"),
    "first": ("Naal_firstname", "NameAlias_FirstName"),
    "middle": ("Naal_middlename", "NameAlias_MiddleName"),
    "whole": ("Naal_wholename", "NameAlias_WholeName"),
    "gender": ("Naal_gender", "NameAlias_Gender"),
    "name title": ("Naal_title", "NameAlias_Title"),
    "function": ("Naal_function", "NameAlias_Function"),
    "language": ("Naal_language", "NameAlias_NameLanguage"),
    "number": ("Addr_number", "Address_PoBox"),
    "street": ("Addr_street", "Address_Street"),
    "zip": ("Addr_zipcode", "Address_ZipCode"),
    "city": ("Addr_city", "Address_City"),
    "region": ("", "Address_Region"),
    "country": ("Addr_country", "Address_CountryIso2Code"),
    "contact": ("Addr_other", "Address_ContactInfo"),
    "born": ("Birt_date", "BirthDate_BirthDate"),
    "born year": ("", "BirthDate_Year"),
    "born place": ("Birt_place", "BirthDate_City"),
    "born country": ("Birt_country", "BirthDate_CountryIso2Code"),
    "document": ("Iden_number", "Identification_Number"),
    "document type": ("", "Identification_TypeCode"),
    "document country": ("Iden_country", "Identification_CountryIso2Code"),
    "citizenship": ("Citi_country", "Citizenship_CountryIso2Code"),
}
_DATE_HEADINGS = ("Date_file", "fileGenerationDate")
_KNOWN = tuple(heading for pair in _HEADINGS.values() for heading in pair if heading)
# The regulation behind each single detail, internal numbers, and details of version 1.1 that
# repeat others (the parts of a birth date, a country's name).
_PASSED_OVER = re.compile(
    r"(?i)^(?:date_file|filegenerationdate|.*logical_?id$|(?:naal|addr|birt|iden|citi)_leba_"
    r"|(?:naal|addr|birt|iden|citi)_programme$|.*_regulationlanguage$|entity_subjecttype$"
    r"|(?:namealias|address|birthdate|identification|citizenship)_regulation"
    r"|entity_regulation_(?:type|organisationtype|entryintoforcedate|remark)$"
    r"|.*_countrydescription$|birthdate_(?:day|month)$)"
)
_TYPED_NUMBER = re.compile(
    r"^(?P<number>.+?) \((?P<type>[a-z]+)-(?P<label>[^()]+)\)\s*(?P<rest>.*)$"
)


class EuFsfCsv:
    """Reads ``csvFullSanctionsList`` 1.0 and 1.1; the listed id is the EU reference number."""

    name = "eu-fsf-csv"
    title = "EU financial sanctions CSV"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line holds the list's headings."""
        line = first_line(file)
        return line.count(";") > 20 and any(
            all(name in line for name in names)
            for names in (("Date_file", "Naal_wholename"), (_DATE_HEADINGS[1], "NameAlias_Whole"))
        )

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(EU_LIST, file, options)
        gathering.notes.append(NO_END_MARK)
        encoding = _encoding(file)
        if encoding == "cp1252":
            gathering.notes.append(
                "the file is not in UTF-8, so it was saved again by a spreadsheet program:"
                " names in other scripts are lost"
            )
        rows = _unwrapped(file, csv_rows(file.path, delimiter=";", encoding=encoding))
        _, headings = next(rows)  # The recogniser saw them.
        table = Table(headings, even_rows(file.path, headings, rows))
        for heading in table.unknown(_KNOWN):
            if not _PASSED_OVER.match(heading):
                gathering.unknown(f"column: {heading}")
        groups: dict[str, list[Row]] = {}
        published: PartialDate | None = None
        for row in table.rows():
            published = published or _published(row, table.headings[0])
            if key := _get(row, "key"):
                groups.setdefault(key, []).append(row)
            else:
                gathering.problem("no EU reference number", line=row.line)
        for key, group in groups.items():
            _read_group(gathering, key, group)
        return gathering.finish(published)


def _encoding(file: SourceFile) -> str:
    """UTF-8, as published, or the code page of a spreadsheet program.

    Raises:
        ListFormatError: the text is UTF-8 with damage in it; in the code page every byte would
            pass for a letter.
    """
    whole_lines = file.head.rpartition(b"\n")[0]
    text = whole_lines.decode("utf-8-sig", "replace")
    if "\ufffd" not in text:
        return "utf-8-sig"
    # Text in a code page holds pairs of bytes that are a letter in UTF-8 only by rare accident.
    letters = sum(character > "\x7f" for character in text)
    if letters - text.count("\ufffd") > text.count("\ufffd"):
        raise ListFormatError(
            "the text is damaged: bytes stand in it that are not UTF-8",
            path=file.path,
            hint=_FETCH_AGAIN,
        )
    return "cp1252"


def _unwrapped(file: SourceFile, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """Takes lines apart that were saved again as one quoted field each."""
    for line, cells in rows:
        if len(cells) == 1 and ";" in str(cells[0]):
            try:
                cells = tuple(next(csv.reader([str(cells[0])], delimiter=";")))
            except csv.Error as error:
                raise ListFormatError(
                    f"the line cannot be taken apart ({error})",
                    path=file.path,
                    line=line,
                    hint=_FETCH_AGAIN,
                ) from error
        yield line, tuple(squeeze(str(cell).replace("\\n", " ")) for cell in cells)


def _published(row: Row, heading: str) -> PartialDate | None:
    parsed = parse_date(row.get(heading), DateOrder.DMY)
    return parsed.span.earliest if parsed else None


def _get(row: Row, field: str) -> str:
    return next((text for h in _HEADINGS[field] if h and (text := row.get(h))), "")


def _heading(rows: list[Row], field: str) -> str:
    """The heading of a field in this file; any, where no row has a value."""
    return next((h for h in _HEADINGS[field] if h and any(row.get(h) for row in rows)), field)


def _sets(rows: list[Row], *fields: str) -> tuple[tuple[str, ...], ...]:
    return combinations(rows, *(_heading(rows, field) for field in fields))


def _read_group(gathering: Gathering, key: str, rows: list[Row]) -> None:
    kind = KINDS.get(_get(rows[0], "kind").casefold())
    if kind is None:
        gathering.problem("neither person nor enterprise", line=rows[0].line, record=key)
        return
    draft = Draft(gathering, key, kind)
    _read_names(draft, rows)
    _read_designations(draft, rows)
    for number, street, code, city, region, country in _sets(
        rows, "number", "street", "zip", "city", "region", "country"
    ):
        draft.add_location(
            number, street, code, city, region, country=country_text(country), city=city
        )
    for born, year in _sets(rows, "born", "born year"):
        draft.add_birth_date(born or year, DateOrder.YMD)
    for place, country in _sets(rows, "born place", "born country"):
        draft.add_birthplace(place, country=country_text(country))
    for (country,) in _sets(rows, "citizenship"):
        draft.add_nationality(country_text(country))
    for number, code, country in _sets(rows, "document", "document type", "document country"):
        _read_document(draft, number, code, country_text(country))
    for field in ("remark", "details", "contact", "name title"):
        for (text,) in _sets(rows, field):
            draft.add_remark(text, field.capitalize() if field != "remark" else "")
    for (text,) in _sets(rows, "un"):
        add_un_reference(draft, text)
    draft.finish(line=rows[0].line)


def _read_names(draft: Draft, rows: list[Row]) -> None:
    names: list[ListedName] = []
    languages: list[str] = []
    fields = ("whole", "first", "middle", "last", "language")
    for whole, first, middle, last, language in _sets(rows, *fields):
        tagged = ((NamePart.GIVEN, first), (NamePart.MIDDLE, middle), (NamePart.FAMILY, last))
        parts: Parts = tuple((part, text) for part, text in tagged if text)
        text = whole or " ".join(text for _, text in parts)
        if text:
            names.append(ListedName(text, NameType.STRONG, script_of(text), parts))
            languages.append(language.upper())
    add_eu_names(draft, names, languages)
    for (gender,) in _sets(rows, "gender"):
        draft.add_gender(gender)
    for (function,) in _sets(rows, "function"):
        if draft.kind is Kind.PERSON:
            draft.add_position(function)
        else:
            draft.add_remark(function, "Function")


def _read_designations(draft: Draft, rows: list[Row]) -> None:
    # The rows of an entry name the regulation behind each detail: of a programme, the latest.
    latest: dict[str, tuple[str, str, str]] = {}
    for programme, published, title, url in _sets(rows, "programme", "published", "title", "url"):
        if programme not in latest or published > latest[programme][0]:
            latest[programme] = (published, title, url)
    dates = [cells[0] for cells in _sets(rows, "listed")]
    for programme, (published, title, url) in latest.items():
        changed = draft.date(published, "date of regulation", DateOrder.YMD)
        designate(
            draft,
            "eu",
            programme,
            otherwise=(Measure.ASSET_FREEZE,),
            legal_basis=title,
            listed_on=draft.date(dates[0], "listing date", DateOrder.YMD) if dates else None,
            amended=(changed,) if changed else (),
            url=url,
        )


def _read_document(draft: Draft, number: str, code: str, country: str) -> None:
    """Version 1.0 writes the type into the number: "A1 (passport-National passport) (...)"."""
    found = _TYPED_NUMBER.match(number)
    if found:
        kind = identifier_type(draft, found["type"])
        draft.add_identifier(kind, found["number"], country=country, label=found["label"])
        draft.add_remark(found["rest"].strip("() "), found["number"])
    else:
        kind = identifier_type(draft, code)
        draft.add_identifier(kind, number, country=country, label=code)


SOURCE = EuFsfCsv()
