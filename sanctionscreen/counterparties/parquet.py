"""Parquet files: one row after the other, in flat memory; needs pyarrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow, cell_of
from sanctionscreen.counterparties.workbook import text_of
from sanctionscreen.errors import InputError, SanctionscreenError, UsageError

_ROWS_AT_ONCE = 10_000


class ParquetReader:
    """A Parquet file; its columns are the headings, nulls and NaN are empty cells.

    Lists are several values; a value with parts of its own is text as JSON. A Parquet file has no
    lines, so that the line is the row.

    Raises:
        UsageError: pyarrow is not installed.
        InputError: the file cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        with self._open() as file:
            names = list(file.schema_arrow.names)
        self.headings = tuple(" ".join(name.split()) for name in names)
        self.remarks = ("read as a Parquet file",)

    def rows(self, notices: Notices) -> Iterator[RawRow]:  # noqa: ARG002 (every reader's shape)
        """All rows, in the order of the file."""
        row = 0
        with self._open() as file:
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, use_threads=False):
                columns = [column.to_pylist() for column in batch.columns]
                for values in zip(*columns, strict=True):
                    row += 1
                    yield _raw_row(row, values)

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            import pyarrow.parquet
        except ImportError as error:
            raise UsageError(
                "this is a Parquet file, and pyarrow, which reads it, is not installed",
                path=self._source.name,
                hint="Run: pip install 'sanctionscreen[parquet]'",
            ) from error
        with self._source.open() as stream:
            try:
                with pyarrow.parquet.ParquetFile(stream) as file:
                    yield file
            except SanctionscreenError:
                raise
            except Exception as error:  # values out of range come as whatever Python raises
                reason = str(error).strip().partition("\n")[0]
                raise InputError(
                    f"the Parquet file is damaged or cut off ({reason})",
                    path=self._source.name,
                    hint="Write it again; what was read of it is not the whole",
                ) from error


def _raw_row(row: int, values: tuple[Any, ...]) -> RawRow:
    try:
        return RawRow(row, row, tuple(cell_of(value, _text) for value in values))
    except UnicodeDecodeError:
        cells = tuple(cell_of(value, repr) for value in values)
        return RawRow(row, row, cells, "a value is bytes that are no text in UTF-8")


def _text(value: Any) -> str:
    if isinstance(value, bytes):  # older writers do not say that bytes are text
        return value.decode("utf-8")
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=text_of)
    return text_of(value)
