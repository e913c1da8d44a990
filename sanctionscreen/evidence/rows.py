"""What was screened, to a record of the evidence file and back."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from sanctionscreen.model import (
    Counterparty,
    DateSpan,
    Gender,
    Kind,
    NameOrigin,
    NamePart,
    PartialDate,
    QueryName,
    RejectedRow,
    RowWarning,
)

Record = dict[str, Any]


def row_record(row: Counterparty | RejectedRow) -> Record:
    """A row in plain values; what a row does not state is left out."""
    record: Record = {"row": row.row, "line": row.line, "id": row.id}
    if isinstance(row, RejectedRow):
        return record | {"query": row.query, "reason": row.reason}
    record["names"] = [_name_record(name) for name in row.names]
    stated: Record = {
        "kind": None if row.kind is Kind.UNKNOWN else str(row.kind),
        "birth_dates": [_span_record(span) for span in row.birth_dates],
        "countries": list(row.countries),
        "gender": None if row.gender is None else str(row.gender),
        "identifiers": list(row.identifiers),
        "cities": list(row.cities),
        "warnings": [[warning.code, warning.message] for warning in row.warnings],
    }
    return record | {key: value for key, value in stated.items() if value}


def row_digest(record: Record) -> str:
    """Of all that a row states, wherever in its file it stands: 128 bits."""
    stated = [value for key, value in record.items() if key not in ("row", "line")]
    keys = [key for key in record if key not in ("row", "line")]
    text = json.dumps([keys, stated], ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def row_of(record: Record) -> Counterparty | RejectedRow:
    """The row that a record was made of.

    Raises:
        KeyError, TypeError, ValueError: it was made of none.
    """
    row, line, identity = int(record["row"]), int(record["line"]), record["id"]
    if "reason" in record:
        return RejectedRow(row, line, identity, record["query"], record["reason"])
    gender = record.get("gender")
    return Counterparty(
        row=row,
        line=line,
        id=identity,
        names=tuple(map(_name_of, record["names"])),
        kind=Kind(record.get("kind", Kind.UNKNOWN)),
        birth_dates=tuple(map(_span_of, record.get("birth_dates", ()))),
        countries=tuple(record.get("countries", ())),
        gender=None if gender is None else Gender(gender),
        identifiers=tuple(record.get("identifiers", ())),
        cities=tuple(record.get("cities", ())),
        warnings=tuple(RowWarning(code, text) for code, text in record.get("warnings", ())),
    )


def _name_record(name: QueryName) -> Record:
    record: Record = {"text": name.text, "origin": str(name.origin)}
    if name.parts:
        record["parts"] = [[str(part), text] for part, text in name.parts]
    return record


def _name_of(record: Record) -> QueryName:
    parts = tuple((NamePart(part), text) for part, text in record.get("parts", ()))
    return QueryName(record["text"], NameOrigin(record["origin"]), parts)


def _span_record(span: DateSpan) -> Record:
    record: Record = {"earliest": str(span.earliest), "latest": str(span.latest)}
    return record | {"circa": True} if span.circa else record


def _span_of(record: Record) -> DateSpan:
    earliest, latest = _date(record["earliest"]), _date(record["latest"])
    return DateSpan(earliest, latest, bool(record.get("circa", False)))


def _date(text: str) -> PartialDate:
    return PartialDate(*map(int, text.split("-")))
