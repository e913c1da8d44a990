"""OpenSanctions ``targets.simple.csv``: one listed party a row, values divided by semicolons."""

from __future__ import annotations

import re

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.opensanctions_entity import KINDS, OPENSANCTIONS
from sanctionscreen.sources.tables import NO_END_MARK, Row, csv_table, headings_in_head

_COLUMNS = (
    *("id", "schema", "name", "aliases", "birth_date", "countries", "addresses"),
    *("identifiers", "sanctions", "phones", "emails", "program_ids", "dataset"),
    *("first_seen", "last_seen", "last_change"),
)
_IMO = re.compile(r"IMO\d{7}")


class OpensanctionsSimple:
    """Reads the table; the listed id is the row's id."""

    name = "opensanctions-simple"
    title = "OpenSanctions simple CSV"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line holds the table's headings."""
        headings = {*headings_in_head(file)}
        return {"id", "schema", "name", "aliases", "birth_date", "dataset"} <= headings

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(OPENSANCTIONS, file, options)
        gathering.notes.append(NO_END_MARK)
        table = csv_table(file.path)
        for heading in table.unknown(_COLUMNS):
            gathering.unknown(f"column: {heading}")
        seen: list[PartialDate] = []
        for row in table.rows():
            _read_row(gathering, row)
            parsed = parse_date(row.get("last_seen"))
            seen += [parsed.span.earliest] if parsed else []
        return gathering.finish(max(seen, key=str, default=None))


def _read_row(gathering: Gathering, row: Row) -> None:
    key, schema = row.get("id"), row.get("schema")
    if not key:
        gathering.problem("no id", line=row.line, record=row.get("name") or None)
        return
    if schema not in KINDS:
        gathering.unknown(f"schema: {schema}")
    draft = Draft(gathering, key, KINDS.get(schema, Kind.UNKNOWN))
    draft.add_name(row.get("name"), NameType.PRIMARY)
    for alias in _split(row, "aliases"):
        draft.add_name(alias, NameType.STRONG)
    for date in _split(row, "birth_date"):
        draft.add_birth_date(date, DateOrder.YMD)
    for country in _split(row, "countries"):
        # The column mixes nationality, registration and flag.
        draft.add_location(country=country)
    for address in _split(row, "addresses"):
        draft.add_location(address)
    for number in _split(row, "identifiers"):
        is_imo = _IMO.fullmatch(number)
        draft.add_identifier(IdentifierType.IMO if is_imo else IdentifierType.OTHER, number)
    for heading in ("phones", "emails"):
        for value in _split(row, heading):
            draft.add_contact(heading.rstrip("s"), value)
    sanctions = row.get("sanctions").strip('" ')
    draft.add_remark(sanctions, "Sanctions")
    for programme in _split(row, "program_ids") or _split(row, "dataset") or ("",):
        designate(draft, "opensanctions", programme)
    draft.finish(line=row.line)


def _split(row: Row, heading: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.get(heading).split(";") if part.strip())


SOURCE = OpensanctionsSimple()
