"""A Spark data frame of counterparties to one of outcomes, without a row passing by the driver."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sanctionscreen.counterparties import ReadingOptions, frame_counterparties
from sanctionscreen.engines.base import Row
from sanctionscreen.engines.shipping import ship
from sanctionscreen.engines.worker import Task
from sanctionscreen.errors import UsageError
from sanctionscreen.index import ListIndex
from sanctionscreen.model import Counterparty, PartialDate, RowOutcome
from sanctionscreen.settings import ScreenSettings

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

SCHEMA = (
    "row bigint, counterparty_id string, query string, outcome string, reason string, "
    "hits int, discounted int, score double, band string, listed_id string, listed_name string, "
    "list string, evidence string, warnings array<string>"
)
_AT = "sanctionscreen_at"
_IN_PARTITION = 33
"""Bits of ``monotonically_increasing_id`` that count within a partition (Spark's documentation)."""
_OF_WHOLE_FILES = frozenset({"duplicate-id", "truncated"})
"""Remarks that need all rows in their order, which no executor sees."""


def screen_spark(
    frame: DataFrame,
    index: ListIndex,
    settings: ScreenSettings | None = None,
    *,
    options: ReadingOptions | None = None,
    as_of: PartialDate | None = None,
) -> DataFrame:
    """Screens a Spark data frame; as many rows come out as go in.

    The index goes to each executor once, as one file that its Python workers map into memory.
    The outcomes are those of one machine, but for the remarks on duplicate ids and on names cut
    at a fixed width.

    Args:
        frame: Usual headings are found; its partitions and their order must be the same each
            time that it is computed, for ``row`` counts along them.
        options: Column mapping, date order and the like.

    Returns:
        Columns ``row`` (from 1), ``counterparty_id``, ``query``, ``outcome``, ``reason``,
        ``hits`` and ``discounted`` (how many), then ``score``, ``band``, ``listed_id``,
        ``listed_name``, ``list`` of the best hit, ``evidence`` (all hits, those discounted with
        them, as JSON), and ``warnings``.

    Raises:
        UsageError: there is no column of names.
    """
    from pyspark.sql import functions as f

    chosen = options or ReadingOptions()
    _check_columns(frame, chosen)
    counts = {
        row["part"]: row["count"]
        for row in frame.groupBy(f.spark_partition_id().alias("part")).count().collect()
    }
    before, total = {}, 0
    for part in sorted(counts):
        before[part] = total
        total += counts[part]
    task = Task(ship(frame.sparkSession.sparkContext, index), settings or ScreenSettings(), as_of)
    numbered = frame.withColumn(_AT, f.monotonically_increasing_id())
    with warnings.catch_warnings():
        # Spark warns of pandas 3, to which it hands nothing here: Arrow is all that passes.
        warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
        return numbered.mapInArrow(_Batches(task, chosen, before), SCHEMA)


def _check_columns(frame: DataFrame, options: ReadingOptions) -> None:
    """Tells now of a missing column, not when a job fails."""
    import pyarrow as pa

    if _AT in frame.columns:
        raise UsageError(f"the frame has a column {_AT!r} already", hint="Rename it")
    frame_counterparties(pa.table({name: ["x"] for name in frame.columns}).to_pandas(), options)


@dataclass(frozen=True)
class _Batches:
    """Screens the batches of one partition."""

    task: Task
    options: ReadingOptions
    before: Mapping[int, int]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            if batch.num_rows:
                outcomes = list(self.task.screen(self._rows(batch)))
                columns = zip(*map(line_of, outcomes), strict=True)
                arrays = [
                    pa.array(column, each.type)
                    for column, each in zip(columns, _schema(), strict=True)
                ]
                yield pa.RecordBatch.from_arrays(arrays, schema=_schema())

    def _rows(self, batch: pa.RecordBatch) -> Iterator[Row]:
        frame = batch.to_pandas()
        places = frame.pop(_AT).tolist()
        for place, row in zip(places, frame_counterparties(frame, self.options), strict=True):
            number = self.before[place >> _IN_PARTITION] + (place & (1 << _IN_PARTITION) - 1) + 1
            row = replace(row, row=number, line=number)
            if isinstance(row, Counterparty):
                kept = tuple(each for each in row.warnings if each.code not in _OF_WHOLE_FILES)
                row = replace(row, warnings=kept)
            yield row


def _schema() -> pa.Schema:
    import pyarrow as pa

    types = {"bigint": pa.int64(), "int": pa.int32(), "double": pa.float64()}
    text = pa.string()
    parts = (item.strip().split(" ", 1) for item in SCHEMA.split(","))
    return pa.schema(
        [
            (name, pa.list_(text) if kind.startswith("array") else types.get(kind, text))
            for name, kind in parts
        ]
    )


def line_of(outcome: RowOutcome) -> tuple[Any, ...]:
    """An outcome as a line of the screened frame."""
    best = outcome.hits[0] if outcome.hits else None
    return (
        outcome.row, outcome.counterparty_id, outcome.query, str(outcome.outcome), outcome.reason,
        len(outcome.hits), len(outcome.discounted),
        *((best.score, str(best.band), best.listed_id, best.listed_name, best.list) if best
          else (None,) * 5),
        _evidence(outcome), list(outcome.warnings),
    )  # fmt: skip


def _evidence(outcome: RowOutcome) -> str | None:
    """Every hit with the sum that makes its score."""
    found = [
        {
            "status": str(hit.status),
            "score": hit.score,
            "band": str(hit.band),
            "ofac_score": hit.ofac_score,
            "matched_name": hit.matched_name,
            "matched_name_type": str(hit.matched_name_type),
            "entries": [entry.listed_id for entry in hit.entries],
            "programmes": [each.programme or each.programme_as_published for each in of_hit],
            "evidence": [[e.reason, e.query_value, e.listed_value, e.weight] for e in hit.evidence],
        }
        for hit in (*outcome.hits, *outcome.discounted)
        for of_hit in (hit.designations,)
    ]
    return json.dumps(found, ensure_ascii=False) if found else None
