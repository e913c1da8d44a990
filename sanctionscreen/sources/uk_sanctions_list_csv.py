"""The UK Sanctions List, CSV: a line with the report's date, then headings and rows."""

from __future__ import annotations

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.tables import (
    NO_END_MARK,
    Row,
    Table,
    combinations,
    csv_rows,
    even_rows,
    heading_key,
    headings_in_head,
)
from sanctionscreen.sources.uk_rows import (
    NAME_HEADINGS,
    NATIONAL_ID,
    PASSPORT,
    add_addresses,
    add_columns,
    add_names,
    document_columns,
    grouped,
    start,
)
from sanctionscreen.sources.uk_values import (
    UK_SANCTIONS_LIST,
    add_birthplaces,
    add_document,
    measures_of,
)

_KEY = "Unique ID"
_KIND = "Designation Type"
_ADDRESS = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code")
_DETAILS = (
    "OFSI Group ID",
    "UN Reference Number",
    "Title",
    "Name non-latin script",
    "Designation source",
    "Other Information",
    "UK Statement of Reasons",
    "Phone number",
    "Website",
    "Email address",
    "D.O.B",
    "Nationality(/ies)",
    "Position",
    "Gender",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Business registration number (s)",
    "IMO number",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
    "Hull identification number (HIN)",
)
_NATIONAL_ID_COLUMNS = ("National Identifier number", "National Identifier additional information")
_PASSPORT_COLUMNS = ("Passport number", "Passport additional information")
_KNOWN = (
    *(_KEY, _KIND, *NAME_HEADINGS, "Name type", "Alias strength", *_ADDRESS, "Address Country"),
    *("Regime Name", "Sanctions Imposed", "Date Designated", "Last Updated"),
    *("Town of birth", "Country of birth", *_NATIONAL_ID_COLUMNS, *_PASSPORT_COLUMNS, *_DETAILS),
    # The characters of a name say what its script is.
    *("Non-latin script type", "Non-latin script language"),
)


class UkSanctionsListCsv:
    """Reads ``UK-Sanctions-List.csv``; the listed id is the Unique ID ("GHR0082")."""

    name = "uk-sanctions-list-csv"
    title = "UK Sanctions List CSV"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first or the second line holds the list's headings."""
        return any(_is_heading(headings_in_head(file, line=line)) for line in (1, 2))

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(UK_SANCTIONS_LIST, file, options)
        gathering.notes.append(NO_END_MARK)
        table, published = _open(file)
        for heading in table.unknown(_KNOWN):
            gathering.unknown(f"column: {heading}")
        for key, rows in grouped(gathering, table, _KEY).items():
            _read_record(gathering, key, rows)
        return gathering.finish(published)


def _is_heading(cells: tuple[object, ...]) -> bool:
    keys = {heading_key(str(cell)) for cell in cells}
    return {"uniqueid", "name6", "regimename", "datedesignated"} <= keys


def _open(file: SourceFile) -> tuple[Table, PartialDate | None]:
    """The table, and the date of the line above it ("Report Date: 22-Aug-2026")."""
    rows = csv_rows(file.path)
    published: PartialDate | None = None
    for _, cells in rows:
        if _is_heading(cells):
            return Table(cells, even_rows(file.path, cells, rows)), published
        for cell in cells:
            parsed = parse_date(str(cell).rpartition(":")[2], DateOrder.DMY)
            published = parsed.span.earliest if parsed else published
    raise ListFormatError("the line of headings is missing", path=file.path, line=1)


def _read_record(gathering: Gathering, key: str, rows: list[Row]) -> None:
    draft = start(gathering, key, rows, _KIND)
    if draft is None:
        return
    add_names(draft, rows, "Name type", "Alias strength")
    _read_designations(draft, rows)
    add_addresses(draft, rows, _ADDRESS, "Address Country")
    add_columns(draft, rows, _DETAILS)
    for town, country in combinations(rows, "Town of birth", "Country of birth"):
        add_birthplaces(draft, town, country)
    for number, details in document_columns(rows, *_PASSPORT_COLUMNS):
        add_document(draft, PASSPORT, number, details)
    for number, details in document_columns(rows, *_NATIONAL_ID_COLUMNS):
        add_document(draft, NATIONAL_ID, number, details)
    draft.finish(line=rows[0].line)


def _read_designations(draft: Draft, rows: list[Row]) -> None:
    columns = ("Regime Name", "Sanctions Imposed", "Date Designated", "Last Updated")
    for regime, imposed, designated, changed in combinations(rows, *columns):
        updated = draft.date(changed, "date of update")
        designate(
            draft,
            "uk",
            regime,
            measures=measures_of(draft, imposed),
            legal_basis=regime,
            listed_on=draft.date(designated, "listing date"),
            amended=(updated,) if updated else (),
        )


SOURCE = UkSanctionsListCsv()
