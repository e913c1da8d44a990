"""Rows and outcomes on their way between processes of one machine, as plain tuples.

Most rows are clear: of them nothing comes back but that they are. The objects of the others are
pickled; what is packed here never leaves the machine, nor outlives the run.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sanctionscreen.engines.base import Row
from sanctionscreen.model import (
    Counterparty,
    DateSpan,
    Gender,
    Kind,
    NameOrigin,
    NamePart,
    Outcome,
    PartialDate,
    QueryName,
    RejectedRow,
    RowOutcome,
    RowWarning,
)

_ORIGINS = {origin.value: origin for origin in NameOrigin}
_KINDS = {kind.value: kind for kind in Kind}
_REST = ((), (), None, (), (), ())
"""The fields of most rows after kind."""


def pack_rows(rows: Sequence[Row]) -> bytes:
    """Rows as bytes."""
    return marshal.dumps([_packed(row) for row in rows])


def unpack_rows(packed: bytes) -> list[Row]:
    """The rows that :func:`pack_rows` packed."""
    return [_unpacked(*each) for each in marshal.loads(packed)]


def _packed(row: Row) -> tuple[Any, ...]:
    if isinstance(row, RejectedRow):
        return (row.row, row.line, row.id, row.query, row.reason)
    names = tuple(
        (each.text, each.origin.value, tuple((part.value, text) for part, text in each.parts))
        for each in row.names
    )
    rest = (
        tuple(_packed_span(each) for each in row.birth_dates),
        row.countries,
        None if row.gender is None else row.gender.value,
        row.identifiers,
        row.cities,
        tuple((each.code, each.message) for each in row.warnings),
    )
    return (row.row, row.line, row.id, names, row.kind.value, None if rest == _REST else rest)


def _unpacked(row: int, line: int, key: str | None, names: Any, kind: str, rest: Any = ...) -> Row:
    if rest is ...:
        return RejectedRow(row, line, key, names, kind)
    query = tuple(
        QueryName(
            text,
            _ORIGINS[origin],
            tuple([(NamePart(p), part) for p, part in parts]) if parts else (),
        )
        for text, origin, parts in names
    )
    if rest is None:
        return Counterparty(row, line, key, query, _KINDS[kind])
    dates, countries, gender, identifiers, cities, warnings = rest
    return Counterparty(
        row,
        line,
        key,
        query,
        _KINDS[kind],
        tuple(map(_unpacked_span, dates)),
        countries,
        None if gender is None else Gender(gender),
        identifiers,
        cities,
        tuple(RowWarning(*each) for each in warnings),
    )


def _packed_span(span: DateSpan) -> tuple[Any, ...]:
    ends = ((each.year, each.month, each.day) for each in (span.earliest, span.latest))
    return (*ends, span.circa)


@lru_cache(maxsize=10_000)
def _unpacked_span(packed: tuple[Any, ...]) -> DateSpan:
    earliest, latest, circa = packed
    return DateSpan(PartialDate(*earliest), PartialDate(*latest), circa)


def pack_outcomes(rows: Sequence[Row], outcomes: Sequence[RowOutcome]) -> bytes:
    """Outcomes as bytes: the places of those that are more than clear, and these."""
    places = [
        place
        for place, (row, outcome) in enumerate(zip(rows, outcomes, strict=True))
        if not _is_clear(row, outcome)
    ]
    return pickle.dumps((places, [outcomes[place] for place in places]), pickle.HIGHEST_PROTOCOL)


def unpack_outcomes(rows: Sequence[Row], packed: bytes) -> list[RowOutcome]:
    """The outcomes of rows, which :func:`pack_outcomes` packed."""
    places, others = pickle.loads(packed)
    outcomes = [clear(row) for row in rows]
    for place, outcome in zip(places, others, strict=True):
        outcomes[place] = outcome
    return outcomes


def _is_clear(row: Row, outcome: RowOutcome) -> bool:
    """Whether the outcome is what :func:`clear` makes of the row."""
    return outcome.outcome is Outcome.CLEAR and outcome == clear(row)


def clear(row: Row) -> RowOutcome:
    """The outcome of a row in which nothing is found."""
    warnings = row.warnings if isinstance(row, Counterparty) else ()
    return RowOutcome(
        row.row,
        row.line,
        row.id,
        row.query,
        Outcome.CLEAR,
        warnings=tuple(each.message for each in warnings),
    )
