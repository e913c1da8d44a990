"""Australia's consolidated list (DFAT), XLSX: one row a name, rows of one party by reference."""

from __future__ import annotations

import re

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.opening import open_bytes, single
from sanctionscreen.sources.published_text import clean, dates_in, numbered, un_references
from sanctionscreen.sources.tables import Row, Table, combinations, values
from sanctionscreen.sources.workbooks import FILE_LIMIT, first_sheet, workbook_mentions

_LIST = ListTitle(
    id="au-dfat",
    title="Australian Sanctions Consolidated List",
    authority="Australia (DFAT)",
    url="https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
    licence="Creative Commons Attribution 4.0",
)
_NAME = "Name of Individual or Entity"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {
    "individual": Kind.PERSON,
    "entity": Kind.ORGANISATION,
    "vessel": Kind.VESSEL,
}
_NAME_TYPES = {
    "primary name": NameType.PRIMARY,
    "original script": NameType.STRONG,
    "alias": NameType.STRONG,
    "aka": NameType.STRONG,
    "formerly known as": NameType.FORMER,
    "previously listed as": NameType.FORMER,
}
_MEASURES = (
    ("Targeted Financial Sanction", Measure.ASSET_FREEZE),
    ("Travel Ban", Measure.ENTRY_BAN),
    ("Arms Embargo", Measure.ARMS_EMBARGO),
    ("Maritime Restriction", Measure.TRANSPORT),
)
_KNOWN = (
    *("Reference", _NAME, "Type", "Name Type", "Alias Strength", "Date of Birth"),
    *("Place of Birth", "Citizenship", "Address", "Additional Information"),
    *("Listing Information", "IMO Number", "Committees", "Control Date"),
    *("Instrument of Designation", *(heading for heading, _ in _MEASURES)),
)
_REFERENCE = re.compile(r"(\d+)[a-z0-9]*")
_FORMER = re.compile(r"\(?(?:previously|formerly) listed as\.?\)?", re.IGNORECASE)
_DATE = r"(\d{1,2}\s+[A-Z][a-z]+\.?,?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})"
# "Listed on ...", "Listed by the 1737 Committee on ...", "Designated under ... on ...": never
# "Relisted on", "last listed on" or "formerly listed on".
_LISTED = re.compile(
    r"(?<!last )(?<!formerly )(?<!re-)\b(?:listed|designated)\b(?! as)"
    rf"[^().;]{{0,90}}?\bon:?\s*{_DATE}",
    re.IGNORECASE,
)


class AuDfat:
    """Reads the workbook in its layouts of 2024 and 2026; the listed id is the reference's number.

    Rows are numbered "2", "2a", "2b": the number is the party, the letter its further names.
    """

    name = "au-dfat"
    title = "Australia DFAT consolidated list XLSX"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the workbook has the list's headings."""
        if file.head.startswith(_OLE):
            with open_bytes(file.path, FILE_LIMIT) as stream:
                return _NAME.encode() in stream.read()
        return workbook_mentions(file, _NAME, "Listing Information", "Control Date")

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        if file.head.startswith(_OLE):
            raise ListFormatError(
                "this is the list in the old Excel format (.xls), which cannot be read",
                path=file.path,
                hint="Open it in a spreadsheet program and save it as .xlsx",
            )
        gathering = Gathering(_LIST, file, options)
        rows = iter(first_sheet(file.path).rows)
        _, headings = next(rows, (1, ()))
        table = Table(headings, rows)
        table.require(file.path, "Reference", _NAME, "Type")
        for heading in table.unknown(_KNOWN):
            gathering.unknown(f"column: {heading}")
        for key, group in _grouped(gathering, table).items():
            _read_group(gathering, key, group)
        return gathering.finish(None)


def _grouped(gathering: Gathering, table: Table) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows():
        found = _REFERENCE.fullmatch(row.get("Reference"))
        if found:
            groups.setdefault(found[1], []).append(row)
        elif any(row.get(heading) for heading in table.headings if heading):
            gathering.problem("no reference", line=row.line, record=row.get(_NAME) or None)
    return groups


def _read_group(gathering: Gathering, key: str, rows: list[Row]) -> None:
    kinds = {text.casefold() for text in values(rows, "Type")}
    kind = _KINDS.get(kinds.pop()) if len(kinds) == 1 else None
    if kind is None:
        gathering.problem("no single type", line=rows[0].line, record=key)
        return
    draft = Draft(gathering, key, kind)
    for text, name_type, strength in combinations(rows, _NAME, "Name Type", "Alias Strength"):
        _read_name(draft, text, name_type, strength)
    for text in values(rows, "Date of Birth"):
        for date in dates_in(text):
            draft.add_birth_date(date)
    for text in values(rows, "Place of Birth"):
        for place in _parts(text):
            draft.add_birthplace(place)
    for text in values(rows, "Citizenship"):
        draft.add_nationality(text)
    for text in values(rows, "Address"):
        for address in _parts(text):
            draft.add_location(address)
    for text in values(rows, "IMO Number"):
        draft.add_identifier(IdentifierType.IMO, text, label="IMO Number")
    for text in values(rows, "Additional Information"):
        draft.add_remark(text)
        # Where the text begins with a reference it is this party's; others are further on.
        draft.add_un_references(un_references(text[:8]))
    _read_designations(draft, rows)
    draft.finish(line=rows[0].line)


def _read_name(draft: Draft, text: str, name_type: str, strength: str) -> None:
    kind = _NAME_TYPES.get(name_type.casefold())
    if kind is None:
        draft.gathering.unknown(f"name type: {name_type or '(none)'}")
        kind = NameType.STRONG
    if strength.casefold() == "weak":
        kind = NameType.WEAK
    elif strength and strength.casefold() != "strong":
        draft.gathering.unknown(f"alias strength: {strength}")
    if _FORMER.search(text):
        kind = NameType.FORMER
        text = _FORMER.sub(lambda found: "(" if found[0][0] == "(" != found[0][-1] else "", text)
        text = text.rstrip("(")
    for name in text.split(" / "):
        draft.add_name(name, kind)
        kind = NameType.STRONG if kind is NameType.PRIMARY else kind


def _parts(text: str) -> tuple[str, ...]:
    values = (value for part in text.split(";") for value in numbered(part))
    return tuple(value for value in map(clean, values) if value)


def _read_designations(draft: Draft, rows: list[Row]) -> None:
    columns = ("Committees", "Listing Information", "Control Date", "Instrument of Designation")
    flags = tuple(heading for heading, _ in _MEASURES)
    for cells in combinations(rows, *columns, *flags):
        committee, listing, changed, instrument = cells[:4]
        pairs = zip(_MEASURES, cells[4:], strict=True)
        control = draft.date(changed, "control date")
        designate(
            draft,
            "au",
            committee,
            measures=tuple(measure for (_, measure), flag in pairs if flag == "True"),
            legal_basis=instrument,
            listed_on=_listed_on(draft, listing),
            amended=(control,) if control else (),
        )
        draft.add_remark(listing, "Listing information")


def _listed_on(draft: Draft, listing: str) -> PartialDate | None:
    found = _LISTED.search(listing)
    if found:
        return draft.date(found[1], "listing date")
    # Some cells hold nothing but the date.
    return draft.date(listing, "listing date") if listing[:4].isdigit() else None


SOURCE = AuDfat()
