"""The US Consolidated Screening List, CSV: several values in one cell, divided by semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import squeeze
from sanctionscreen.sources.tables import (
    NO_END_MARK,
    Cells,
    Row,
    Table,
    csv_rows,
    even_rows,
    headings_in_head,
)
from sanctionscreen.sources.us_csl_record import CSL, CslIdentifier, CslRecord, read_csl_record

_COLUMNS = (
    *("_id", "source", "entity_number", "type", "programs", "name", "title", "addresses"),
    *("federal_register_notice", "start_date", "end_date", "standard_order"),
    *("license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage"),
    *("gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url"),
    *("alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth"),
    *("source_information_url", "ids"),
)
_REMARKS = (
    ("Remarks", "remarks"),
    ("License requirement", "license_requirement"),
    ("License policy", "license_policy"),
    ("Standard order", "standard_order"),
    ("Vessel type", "vessel_type"),
    ("Gross tonnage", "gross_tonnage"),
    ("Gross registered tonnage", "gross_registered_tonnage"),
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_FETCH_AGAIN = "Fetch the file again; the list is only used whole"


class UsCslCsv:
    """Reads ``consolidated.csv``; the listed id is the file's ``_id``."""

    name = "us-csl-csv"
    title = "US Consolidated Screening List CSV"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line holds the list's headings."""
        return {"_id", "source", "entity_number", "alt_names"} <= {*headings_in_head(file)}

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(CSL, file, options)
        gathering.notes.append(NO_END_MARK)
        rows = csv_rows(file.path)
        _, headings = next(rows)  # The recogniser saw them.
        table = Table(headings, even_rows(file.path, headings, _in_one_piece(file, headings, rows)))
        for heading in table.unknown(_COLUMNS):
            gathering.unknown(f"column: {heading}")
        is_value_first = _is_value_first(file)
        for row in table.rows():
            read_csl_record(gathering, _record(row, is_value_first), row.line)
        return gathering.finish(None)


def _in_one_piece(
    file: SourceFile, headings: Cells, rows: Iterator[tuple[int, Cells]]
) -> Iterator[tuple[int, Cells]]:
    """Refuses a file that is joined from pieces."""
    for line, cells in rows:
        if cells == headings:
            raise ListFormatError(
                "the line of headings stands twice: the file is put together from pieces,"
                " and its end may be missing",
                path=file.path,
                line=line,
                hint=_FETCH_AGAIN,
            )
        yield line, cells


def _record(row: Row, is_value_first: bool) -> CslRecord:
    remarks = tuple((label, row.get(column)) for label, column in _REMARKS)
    return CslRecord(
        id=row.get("_id"),
        source=row.get("source"),
        entity_number=row.get("entity_number"),
        type=row.get("type"),
        name=row.get("name"),
        programs=_split(row.get("programs")),
        alt_names=_split(row.get("alt_names")),
        addresses=tuple(_address(text) for text in _split(row.get("addresses"))),
        dates_of_birth=_split(row.get("dates_of_birth")),
        places_of_birth=_split(row.get("places_of_birth")),
        nationalities=_split(row.get("nationalities")),
        citizenships=_split(row.get("citizenships")),
        ids=tuple(_identifier(text, is_value_first) for text in _split(row.get("ids"))),
        title=row.get("title"),
        federal_register_notice=row.get("federal_register_notice"),
        start_date=row.get("start_date"),
        end_date=row.get("end_date"),
        url=row.get("source_information_url"),
        call_sign=row.get("call_sign"),
        vessel_flag=row.get("vessel_flag"),
        vessel_owner=row.get("vessel_owner"),
        remarks=remarks,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in map(squeeze, text.split("; ")) if part.strip(";"))


def _address(text: str) -> tuple[str, str]:
    rest, _, country = text.rpartition(", ")
    return (rest, country) if _COUNTRY.fullmatch(country) else (text, "")


def _is_value_first(file: SourceFile) -> bool:
    """Files of 2022 write "CN, 9150..., Registration Number", later ones turn it around."""
    head = file.head
    first, last = (head.count(words) for words in (b"ale, Gender", b"Gender, "))
    if first == last:
        first, last = (head.count(words) for words in (b", Passport", b"Passport, "))
    return first > last


def _identifier(text: str, is_value_first: bool) -> CslIdentifier:
    pieces = text.split(", ")
    if is_value_first:
        pieces.reverse()
    label, *rest = pieces
    country = rest.pop() if len(rest) > 1 and _COUNTRY.fullmatch(rest[-1]) else ""
    if is_value_first:
        rest.reverse()
    return CslIdentifier(label, ", ".join(rest), country)


SOURCE = UsCslCsv()
