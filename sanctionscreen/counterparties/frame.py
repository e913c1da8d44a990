"""pandas data frames as rows; the only module that knows of pandas, and only when it is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sanctionscreen.counterparties.table import Cell, Notices, RawRow
from sanctionscreen.counterparties.workbook import text_of

if TYPE_CHECKING:
    import pandas as pd

_CHUNK = 10_000


class FrameReader:
    """A data frame; its column labels are the headings. Missing values are empty cells."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self.headings = tuple(" ".join(str(label).split()) for label in frame.columns)
        self.remarks = ("read from a data frame",)

    def rows(self, notices: Notices) -> Iterator[RawRow]:  # noqa: ARG002 (every reader's shape)
        """All rows; a frame has no lines, so that the line is the row."""
        row = 0
        for start in range(0, len(self._frame), _CHUNK):
            chunk = self._frame.iloc[start : start + _CHUNK]
            columns = [
                [None if is_missing else value for value, is_missing in zip(*pair, strict=True)]
                for pair in (
                    (chunk.iloc[:, i].tolist(), chunk.iloc[:, i].isna().tolist())
                    for i in range(len(self.headings))
                )
            ]
            for values in zip(*columns, strict=True):
                row += 1
                yield RawRow(row, row, tuple(_cell(value) for value in values))


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return tuple(text_of(each) for each in value if each is not None)
    return text_of(value)
