"""Counterparties of a file, stream or data frame, streamed one row at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sanctionscreen.counterparties.formats import open_reader
from sanctionscreen.counterparties.headings import Layout, lay_out
from sanctionscreen.counterparties.naming import texts_of
from sanctionscreen.counterparties.options import Field, ReadingOptions
from sanctionscreen.counterparties.rows import RowBuilder
from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow, RowReader
from sanctionscreen.counterparties.widths import cut_width
from sanctionscreen.errors import InputError
from sanctionscreen.model import Counterparty, RejectedRow

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE_ROWS = 10_000
"""Rows read ahead to see that there are any, and whether names are cut at a fixed width."""


class Counterparties:
    """The rows of one input; each iteration reads it from the start, in flat memory.

    Every data row is exactly one item. A wholly blank line is no row; it is counted in the
    notices.

    Attributes:
        name: What messages call the input.
        sha256: Of the input's bytes; None for a data frame.
        columns: The mapping used, as (field, heading), the primary name first.
    """

    def __init__(
        self, reader: RowReader, options: ReadingOptions, name: str, sha256: str | None
    ) -> None:
        self._reader = reader
        self._options = options
        self.name = name
        self.sha256 = sha256
        self._layout = lay_out(reader.headings, options, name)
        self.columns = tuple((str(each.field), each.heading) for each in self._layout.columns)
        sample = list(islice(self._rows(Notices()), _SAMPLE_ROWS))
        if not sample:
            raise InputError(
                "there is a heading row and no data row",
                path=name,
                hint="Nothing was screened; is this the right file?",
            )
        self._cut_widths = _cut_widths(sample, self._layout)
        self._notices = self._first_notices()

    @property
    def notices(self) -> tuple[str, ...]:
        """Remarks about the whole input; those counted by row are complete after an iteration."""
        return self._notices.texts()

    def __iter__(self) -> Iterator[Counterparty | RejectedRow]:
        """The rows in their order.

        Raises:
            InputError: the input is damaged further on; what came before is not the whole.
        """
        self._notices = self._first_notices()
        builder = RowBuilder(self._layout, self._options, self._cut_widths, self._notices)
        for raw in self._rows(self._notices):
            yield builder.build(raw)

    def _rows(self, notices: Notices) -> Iterator[RawRow]:
        try:
            yield from self._reader.rows(notices)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                f"the input could not be read to its end ({error})",
                path=self.name,
                hint="Nothing after this can be trusted; run again",
            ) from error

    def _first_notices(self) -> Notices:
        notices = Notices(self._reader.remarks)
        if self._layout.unused:
            notices.add(f"columns not used: {', '.join(self._layout.unused)}")
        headings = self._reader.headings
        for column, width in self._cut_widths.items():
            notices.add(
                f"no name in column {headings[column]!r} is longer than {width} characters and "
                "some have exactly that length: they may be cut off"
            )
        return notices


def read_counterparties(
    origin: Path | BinaryIO, options: ReadingOptions | None = None
) -> Counterparties:
    """Opens a file of counterparties: CSV, TSV, XLSX, JSON Lines or Parquet, recognised by content.

    Args:
        origin: A path, or a stream of bytes such as standard input, which is kept aside (in
            memory up to 32 MiB, then in a temporary file).
        options: What the user says about the file.

    Raises:
        InputError: the file is missing, empty, damaged, in no known format or has no data row.
        UsageError: no name column, or an option that does not fit the file.
    """
    source = Source(origin)
    chosen = options or ReadingOptions()
    return Counterparties(open_reader(source, chosen), chosen, source.name, source.sha256)


def frame_counterparties(
    frame: pd.DataFrame, options: ReadingOptions | None = None
) -> Counterparties:
    """The rows of a pandas data frame; a row's ``line`` is its position, counted from 1.

    Raises:
        InputError: the frame has no row.
        UsageError: no name column, or a mapped column that is not there.
    """
    from sanctionscreen.counterparties.frame import FrameReader

    return Counterparties(FrameReader(frame), options or ReadingOptions(), "data frame", None)


def _cut_widths(sample: list[RawRow], layout: Layout) -> dict[int, int]:
    """Columns of whole names that seem cut, with the width."""
    found = {}
    for column in layout.of(Field.NAME):
        texts = (
            text
            for row in sample
            if row.problem is None
            for text in texts_of(row.cells[column.index])
        )
        width = cut_width(texts)
        if width is not None:
            found[column.index] = width
    return found
