"""CSV: one line a hit, and one line for every row without hits, so that rows reconcile."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sanctionscreen.model import Designation, Evidence, Hit, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.plain import bits

ROW_COLUMNS = (
    "run_id",
    "row",
    "line",
    "counterparty_id",
    "query",
    "outcome",
    "reason",
    "warnings",
)
HIT_COLUMNS = (
    "status",
    "score",
    "band",
    "ofac_score",
    "listed_id",
    "list",
    "listed_name",
    "matched_name",
    "matched_name_type",
    "kind",
    "programme",
    "programme_as_published",
    "authority",
    "measures",
    "listed_on",
    "listed_on_basis",
    "effective",
    "divest_by",
    "expires",
    "reference_url",
    "entries",
    "evidence",
    "decision",
    "judgement",
)
_BETWEEN = " | "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvRenderer:
    """Values of several designations stand in the same order in each of their columns."""

    def open(self, run: RunInfo, _options: RenderOptions) -> _CsvRendering:
        return _CsvRendering(run.run_id)


class _CsvRendering:
    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._head = csv_lines([(*ROW_COLUMNS, *HIT_COLUMNS)])

    def add(self, outcome: RowOutcome) -> str:
        row = row_cells(self._run_id, outcome)
        hits = (*outcome.hits, *outcome.discounted, *outcome.decided)
        cells = [hit_cells(hit) for hit in hits] or [("",) * len(HIT_COLUMNS)]
        return self._take_head() + csv_lines((*row, *hit) for hit in cells)

    def close(self, _verdict: Verdict) -> str:
        return self._take_head()

    def _take_head(self) -> str:
        head, self._head = self._head, ""
        return head


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet runs as a formula: a leading apostrophe makes it text.

    Source: OWASP, "CSV Injection" (what starts a formula, full-width forms included).
    """
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def csv_lines(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as CSV, each cell safe in a spreadsheet."""
    text = io.StringIO()
    # RFC 4180 ends lines with CRLF; Python before 3.13 quotes a lone CR only with that ending.
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        # A NUL ends a cell for many readers, and some refuse the whole file.
        writer.writerow([cell and safe_cell(cell.replace("\0", "\\x00")) for cell in row])
    return text.getvalue()


def row_cells(run_id: str, outcome: RowOutcome) -> tuple[str, ...]:
    """The cells of ``ROW_COLUMNS``."""
    return (
        run_id,
        str(outcome.row),
        str(outcome.line or ""),
        outcome.counterparty_id or "",
        outcome.query,
        outcome.outcome.value,
        outcome.reason or "",
        _BETWEEN.join(outcome.warnings),
    )


def hit_cells(hit: Hit) -> tuple[str, ...]:
    """The cells of ``HIT_COLUMNS``."""
    return (
        hit.status.value,
        str(hit.score),
        hit.band.value,
        "" if hit.ofac_score is None else str(hit.ofac_score),
        hit.listed_id,
        hit.list,
        hit.listed_name,
        hit.matched_name,
        hit.matched_name_type.value,
        hit.kind.value,
        *_designation_cells(hit.designations),
        _BETWEEN.join(entry.listed_id for entry in hit.entries),
        _BETWEEN.join(_evidence_text(e) for e in hit.evidence),
        hit.decision or "",
        hit.judgement or "",
    )


def _designation_cells(designations: tuple[Designation, ...]) -> tuple[str, ...]:
    columns: tuple[list[str], ...] = (
        [d.programme or "" for d in designations],
        [d.programme_as_published for d in designations],
        [d.authority for d in designations],
        ["; ".join(m.label for m in d.measures) for d in designations],
        [str(d.listed_on or "") for d in designations],
        [d.listed_on_basis.value for d in designations],
        [str(d.effective or "") for d in designations],
        [str(d.divest_by or "") for d in designations],
        [str(d.expires or "") for d in designations],
        [d.reference_url or "" for d in designations],
    )
    return tuple(_BETWEEN.join(column) for column in columns)


def _evidence_text(evidence: Evidence) -> str:
    # The reason first: a cell that begins with the weight's sign would look like a formula.
    weight = bits(evidence.weight)
    return f"{evidence.reason} {weight}: {evidence.query_value} ~ {evidence.listed_value}"
