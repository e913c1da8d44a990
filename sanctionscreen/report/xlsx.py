"""XLSX: a workbook with typed columns, one sheet each for hits, all rows, lists and settings."""

from __future__ import annotations

from collections.abc import Iterator

from sanctionscreen.gate import verdict_line
from sanctionscreen.model import Designation, Hit, ListUse, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import designation_texts, gravest, input_names, input_of
from sanctionscreen.report.records import list_record, run_record, verdict_record
from sanctionscreen.report.spool import Cell, Row, Spool
from sanctionscreen.report.words import evidence_text, programme_text
from sanctionscreen.report.workbook import Column, Sheet, Type, workbook_bytes

_BETWEEN = "; "

HIT_COLUMNS = (
    Column("file", 18),
    Column("row", 8, Type.NUMBER),
    Column("line", 8, Type.NUMBER),
    Column("counterparty_id", 16),
    Column("query", 32),
    Column("score", 8, Type.SCORE),
    Column("band", 10),
    Column("status", 12),
    Column("listed_name", 36),
    Column("matched_name", 36),
    Column("matched_name_type", 16),
    Column("kind", 14),
    Column("list", 22),
    Column("listed_id", 30),
    Column("programme", 26),
    Column("authority", 22),
    Column("measures", 36),
    Column("listed_on", 12, Type.DATE),
    Column("effective", 12, Type.DATE),
    Column("divest_by", 12, Type.DATE),
    Column("expires", 12, Type.DATE),
    Column("reference_url", 30),
    Column("designations", 50),
    Column("entries", 30),
    Column("evidence", 60),
    Column("ofac_score", 12, Type.NUMBER),
    Column("decision", 24),
)
ROW_COLUMNS = (
    Column("file", 18),
    Column("row", 8, Type.NUMBER),
    Column("line", 8, Type.NUMBER),
    Column("counterparty_id", 16),
    Column("query", 40),
    Column("outcome", 18),
    Column("hits", 8, Type.NUMBER),
    Column("best_score", 12, Type.SCORE),
    Column("discounted", 12, Type.NUMBER),
    Column("decided", 10, Type.NUMBER),
    Column("reason", 50),
    Column("warnings", 60),
)
_LIST_COLUMNS = (
    Column("id", 26),
    Column("title", 50),
    Column("authority", 26),
    Column("published", 12, Type.DATE),
    Column("age_days", 10, Type.NUMBER),
    Column("parties", 10, Type.NUMBER),
    Column("names", 10, Type.NUMBER),
    Column("weak_aliases", 12, Type.NUMBER),
    Column("publisher_url", 40),
    Column("licence", 24),
    Column("sha256", 66),
    Column("notes", 60),
)
_SETTING_COLUMNS = (Column("setting", 24), Column("value", 100))


class XlsxRenderer:
    """Keeps every row, compressed, and writes the workbook at the end."""

    def open(self, run: RunInfo, _options: RenderOptions) -> _XlsxRendering:
        return _XlsxRendering(run)


class _XlsxRendering:
    def __init__(self, run: RunInfo) -> None:
        self._run = run
        self._inputs = input_names(run)
        self._hits = Spool()
        self._rows = Spool()

    def add(self, outcome: RowOutcome) -> bytes:
        source = input_of(outcome, self._inputs)
        for hit in (*outcome.hits, *outcome.discounted, *outcome.decided):
            self._hits.add(_hit_row(hit, source))
        self._rows.add(_outcome_row(outcome, source))
        return b""

    def close(self, verdict: Verdict) -> bytes:
        settings = Spool(_setting_rows(self._run, verdict))
        lists = Spool(_list_row(use) for use in self._run.lists)
        return workbook_bytes(
            (
                Sheet("Hits", HIT_COLUMNS, self._hits),
                Sheet("All rows", ROW_COLUMNS, self._rows),
                Sheet("Lists", _LIST_COLUMNS, lists),
                Sheet("Settings", _SETTING_COLUMNS, settings),
            )
        )


def _hit_row(hit: Hit, source: str) -> Row:
    main = gravest(hit.designations)
    measures = (m.label for d in hit.designations for m in d.measures)
    return (
        source,
        hit.row,
        hit.line or None,
        hit.counterparty_id,
        hit.query,
        hit.score,
        hit.band.value,
        hit.status.value,
        hit.listed_name,
        hit.matched_name,
        hit.matched_name_type.value,
        hit.kind.value,
        hit.list,
        hit.listed_id,
        "" if main is None else programme_text(main),
        "" if main is None else main.authority,
        _BETWEEN.join(dict.fromkeys(measures)),
        *_dates(main),
        "" if main is None else main.reference_url or "",
        _BETWEEN.join(designation_texts(hit)),
        _BETWEEN.join(entry.listed_id for entry in hit.entries),
        _BETWEEN.join(evidence_text(e) for e in hit.evidence),
        hit.ofac_score,
        hit.decision,
    )


def _outcome_row(outcome: RowOutcome, source: str) -> Row:
    return (
        source,
        outcome.row,
        outcome.line or None,
        outcome.counterparty_id,
        outcome.query,
        outcome.outcome.value,
        len(outcome.hits),
        max((hit.score for hit in outcome.hits), default=None),
        len(outcome.discounted),
        len(outcome.decided),
        outcome.reason,
        _BETWEEN.join(outcome.warnings),
    )


def _list_row(use: ListUse) -> Row:
    values = list_record(use) | {"age_days": use.age_days}
    return tuple(_cell(values[column.heading]) for column in _LIST_COLUMNS)


def _setting_rows(run: RunInfo, verdict: Verdict) -> Iterator[Row]:
    """The verdict first: whoever opens the file sees whether the run was complete."""
    yield ("verdict", verdict_line(verdict, run))
    records = verdict_record(verdict) | run_record(run)
    # Ages are in the sheet of the lists.
    records.pop("age_days")
    for name, value in records.items():
        if isinstance(value, dict):
            yield from ((f"{name}: {key}", _cell(each)) for key, each in value.items())
        elif isinstance(value, list) and value:
            yield from ((name, _cell(each)) for each in value)
        else:
            yield (name, _cell(value))


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return _BETWEEN.join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is None or isinstance(value, int | float) else str(value)


def _dates(designation: Designation | None) -> Row:
    if designation is None:
        return (None,) * 4
    d = designation
    dates = (d.listed_on, d.effective, d.divest_by, d.expires)
    return tuple(None if date is None else str(date) for date in dates)
