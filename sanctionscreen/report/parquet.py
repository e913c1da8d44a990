"""Parquet: one row a hit, and one for every row without hits, in typed and nested columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Hit, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import input_names, input_of
from sanctionscreen.report.json_object import run_file
from sanctionscreen.report.records import Record, hit_record

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 10_000
RUN_KEY = "sanctionscreen.run"
"""Under which the file's metadata hold run, lists and verdict, as the ``.run.json`` of a CSV."""


class ParquetRenderer:
    """Needs pyarrow, which is no dependency of the package."""

    def open(self, run: RunInfo, _options: RenderOptions) -> _ParquetRendering:
        """Begins a file.

        Raises:
            UsageError: pyarrow is not installed.
        """
        try:
            import pyarrow.parquet
        except ImportError as error:
            raise UsageError(
                "Parquet needs pyarrow, which is not installed",
                field="output",
                hint="Run: pip install 'sanctionscreen[parquet]'",
            ) from error
        schema = _schema()
        sink = io.BytesIO()
        return _ParquetRendering(run, schema, sink, pyarrow.parquet.ParquetWriter(sink, schema))


class _ParquetRendering:
    def __init__(self, run: RunInfo, schema: pa.Schema, sink: io.BytesIO, writer: Any) -> None:
        self._run = run
        self._schema = schema
        self._sink = sink
        self._writer = writer
        self._inputs = input_names(run)
        self._rows: list[Record] = []

    def add(self, outcome: RowOutcome) -> bytes:
        row = self._row(outcome)
        hits = (*outcome.hits, *outcome.discounted, *outcome.decided)
        self._rows += [row | _hit(hit) for hit in hits] or [row]
        if len(self._rows) >= _AT_ONCE:
            self._write()
        return b""

    def _row(self, outcome: RowOutcome) -> Record:
        return {
            "run_id": self._run.run_id,
            "file": input_of(outcome, self._inputs),
            "row": outcome.row,
            "line": outcome.line or None,
            "counterparty_id": outcome.counterparty_id,
            "query": outcome.query,
            "outcome": outcome.outcome.value,
            "reason": outcome.reason,
            "warnings": list(outcome.warnings),
        }

    def _write(self) -> None:
        import pyarrow as pa

        rows = [{name: _encodable(value) for name, value in row.items()} for row in self._rows]
        self._writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))
        self._rows = []

    def close(self, verdict: Verdict) -> bytes:
        if self._rows:
            self._write()
        self._writer.add_key_value_metadata({RUN_KEY: run_file(self._run, verdict)})
        self._writer.close()
        return self._sink.getvalue()


def _hit(hit: Hit) -> Record:
    """The published fields of a hit; those of its row stand there already."""
    record = hit_record(hit)
    return record | {"match_weight": hit.match_weight}


def _encodable(value: object) -> object:
    """A value of which every text is UTF-8: half a character becomes its escape."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [_encodable(each) for each in value]
    if isinstance(value, dict):
        return {name: _encodable(each) for name, each in value.items()}
    return value


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    designation = pa.struct(
        [
            *((name, text) for name in ("programme", "programme_as_published", "authority")),
            ("measures", texts),
            *((name, text) for name in ("listed_on", "listed_on_basis", "effective")),
            *((name, text) for name in ("divest_by", "expires", "reference_url")),
        ]
    )
    entry = pa.struct([(name, text) for name in ("listed_id", "list", "listed_name")])
    evidence = pa.struct(
        [
            *((name, text) for name in ("reason", "query_value", "listed_value")),
            ("weight", pa.int32()),
        ]
    )
    return pa.schema(
        [
            pa.field("run_id", text, nullable=False),
            pa.field("file", text, nullable=False),
            pa.field("row", pa.int64(), nullable=False),
            ("line", pa.int64()),
            ("counterparty_id", text),
            pa.field("query", text, nullable=False),
            pa.field("outcome", text, nullable=False),
            ("reason", text),
            ("warnings", texts),
            ("status", text),
            ("score", pa.float64()),
            ("band", text),
            ("match_weight", pa.int32()),
            ("ofac_score", pa.int32()),
            ("listed_id", text),
            ("list", text),
            ("listed_name", text),
            ("matched_name", text),
            ("matched_name_type", text),
            ("kind", text),
            ("designations", pa.list_(designation)),
            ("entries", pa.list_(entry)),
            ("evidence", pa.list_(evidence)),
            ("decision", text),
            ("judgement", text),
        ]
    )
