"""The consolidated list of OFSI, XLSX and CSV: retired on 28 January 2026, for historic files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import Measure, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import cell_text, clean
from sanctionscreen.sources.tables import (
    NO_END_MARK,
    Cells,
    Row,
    Table,
    combinations,
    csv_rows,
    even_rows,
    headings_in_head,
    values,
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
from sanctionscreen.sources.uk_values import add_birthplaces, add_detail, add_document
from sanctionscreen.sources.workbooks import WORKBOOK_MAGIC, first_sheet, workbook_mentions

_LIST = ListTitle(
    id="uk-ofsi",
    title="OFSI consolidated list of asset freeze targets (retired)",
    authority="HM Treasury (OFSI)",
    url="https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
    licence="Open Government Licence v3.0",
)
_RETIRED = (
    "retired: since 28 January 2026 the UK Sanctions List (uk-sl) is the only list of UK sanctions"
    " designations, and this list is no longer kept"
)
_KEY = "Group ID"
_ADDRESS = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code")
_DETAILS = ("Title", "Name Non-Latin Script", "DOB", "Nationality", "Position")
_DESIGNATION = ("Regime", "Listed On", "UK Sanctions List Date Designated", "Last Updated")
_PASSPORT_COLUMNS = ("Passport Number", "Passport Details")
_NATIONAL_ID_COLUMNS = ("National Identification Number", "National Identification Details")
_KNOWN = (
    *(_KEY, "Group Type", *NAME_HEADINGS, "Alias Type", "Alias Quality", *_ADDRESS, "Country"),
    *("Town of Birth", "Country of Birth", "Other Information", *_DESIGNATION, *_DETAILS),
    *(*_PASSPORT_COLUMNS, *_NATIONAL_ID_COLUMNS),
    # The characters of a name say what its script is.
    *("Non-Latin Script Type", "Non-Latin Script Language"),
)
_UN_REFERENCE_WIDTH = 10
_LABEL = re.compile(
    r"\((UK Sanctions List Ref|UN Ref|UK Statement of Reasons|Gender|Phone number|Email address"
    r"|Type of entity|Website|Parent company|Subsidiaries|Business Reg No|IMO number|Flag of ship"
    r"|Type of ship|Tonnage of ship|Length of ship|Year built|Current owners|Previous flags|Fax)\)"
    r"\s?:",
)


class UkOfsiConlist:
    """Reads ``ConList``; the listed id is the Group ID."""

    name = "uk-ofsi-conlist"
    title = "OFSI ConList (retired)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the headings are the list's, in a workbook or on the second line of a CSV."""
        if workbook_mentions(file, "Alias Quality", "Group ID", "Name Non-Latin Script"):
            return True
        return {"Name 6", "Alias Quality", "Group ID"} <= {*headings_in_head(file, line=2)}

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        gathering.notes.append(_RETIRED)
        rows = _all_rows(file)
        _, first = next(rows, (1, ()))
        _, headings = next(rows, (2, ()))
        if not file.head.startswith(WORKBOOK_MAGIC):
            gathering.notes.append(NO_END_MARK)
            rows = even_rows(file.path, headings, rows)
        table = Table(headings, rows)
        table.require(file.path, _KEY, "Group Type", "Name 6")
        for heading in table.unknown(_KNOWN):
            gathering.unknown(f"column: {heading}")
        for key, group in grouped(gathering, table, _KEY).items():
            _read_group(gathering, key, group)
        return gathering.finish(_last_updated(first))


def _all_rows(file: SourceFile) -> Iterator[tuple[int, Cells]]:
    if file.head.startswith(WORKBOOK_MAGIC):
        return iter(first_sheet(file.path).rows)
    return csv_rows(file.path)


def _last_updated(cells: Cells) -> PartialDate | None:
    """The date of the first line: "Last Updated", "10/04/2025"."""
    parsed = parse_date(cell_text(cells[1]) if len(cells) > 1 else "", DateOrder.DMY)
    return parsed.span.earliest if parsed else None


def _read_group(gathering: Gathering, key: str, rows: list[Row]) -> None:
    draft = start(gathering, key, rows, "Group Type")
    if draft is None:
        return
    add_names(draft, rows, "Alias Type", "Alias Quality")
    _read_designations(draft, rows)
    add_addresses(draft, rows, _ADDRESS, "Country")
    add_columns(draft, rows, _DETAILS)
    for town, country in combinations(rows, "Town of Birth", "Country of Birth"):
        add_birthplaces(draft, town, country)
    for number, details in document_columns(rows, *_PASSPORT_COLUMNS):
        add_document(draft, PASSPORT, number, details)
    for number, details in document_columns(rows, *_NATIONAL_ID_COLUMNS):
        add_document(draft, NATIONAL_ID, number, details)
    for text in values(rows, "Other Information"):
        _read_other_information(draft, text)
    draft.finish(line=rows[0].line)


def _read_designations(draft: Draft, rows: list[Row]) -> None:
    for regime, listed, designated, changed in combinations(rows, *_DESIGNATION):
        updated = draft.date(changed, "date of update")
        designate(
            draft,
            "uk",
            regime,
            # The list holds asset freeze targets, whatever else their regime does.
            otherwise=(Measure.ASSET_FREEZE,),
            listed_on=draft.date(listed, "listing date"),
            amended=(updated,) if updated else (),
        )
        if designated != listed:
            draft.add_remark(designated, "Designated on the UK Sanctions List")


def _read_other_information(draft: Draft, text: str) -> None:
    """Takes "(UN Ref):TAi.002. (Gender):Male Further text" apart at its labels."""
    pieces = _LABEL.split(text)
    draft.add_remark(pieces[0], "Other information")
    for label, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        value = piece.strip()
        if label == "UK Sanctions List Ref":
            reference, _, rest = value.partition(" ")
            draft.references.append(f"uk-sl:{reference.rstrip('.')}")
            draft.add_remark(rest, "Other information")
        elif label == "UN Ref":
            # The reference comes first; those further on are other parties'.
            add_detail(draft, label, value[:_UN_REFERENCE_WIDTH])
            draft.add_remark(value, "Other information")
        elif label == "Gender":
            gender, _, rest = value.partition(" ")
            draft.add_gender(clean(gender).rstrip("."))
            draft.add_remark(rest, "Other information")
        elif value:
            add_detail(draft, label, value if label == "UK Statement of Reasons" else _bare(value))


def _bare(value: str) -> str:
    return value.rstrip(" .;")


SOURCE = UkOfsiConlist()
