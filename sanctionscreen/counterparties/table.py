"""The shape that every file format is read into: headings and raw rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

Cell = str | tuple[str, ...]
"""A cell's text; several where the format holds lists (JSON, Parquet)."""


def cell_of(value: Any, text_of: Callable[[Any], str]) -> Cell:
    """A value as a cell: of a list each that has a text, null and NaN as nothing."""

    def text(one: Any) -> str:
        return "" if one is None or one != one else text_of(one)

    return tuple(filter(None, map(text, value))) if isinstance(value, list) else text(value)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One data row as it stands in the file.

    Attributes:
        row: 1-based data row.
        line: 1-based line of the file (row of the sheet) where it begins.
        cells: As many as there are headings; where ``problem`` is given, the row's raw text.
        problem: Why the row cannot be told apart into cells.
    """

    row: int
    line: int
    cells: tuple[Cell, ...]
    problem: str | None = None

    @property
    def text(self) -> str:
        """The row as one line of text, for showing."""
        parts = (cell if isinstance(cell, str) else "; ".join(cell) for cell in self.cells)
        return " ".join(" | ".join(part for part in parts if part).split())


class Notices:
    """Remarks about a whole file, gathered while its rows stream by."""

    def __init__(self, texts: tuple[str, ...] = ()) -> None:
        self._texts = list(texts)
        self._counted: dict[str, tuple[int, int]] = {}

    def add(self, text: str) -> None:
        """Adds a remark."""
        self._texts.append(text)

    def count(self, text: str, line: int) -> None:
        """Counts one more row (at ``line``) to which a remark applies."""
        number, first = self._counted.get(text, (0, line))
        self._counted[text] = (number + 1, first)

    def texts(self) -> tuple[str, ...]:
        """All remarks, those counted with their number and first line."""
        counted = (
            f"{text}: {number:,} (first: line {first})"
            for text, (number, first) in self._counted.items()
        )
        return (*self._texts, *counted)


class RowReader(Protocol):
    """A file in one format, opened as far as its headings."""

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is known of the whole file before its rows are read."""
        ...

    def rows(self, notices: Notices) -> Iterator[RawRow]:
        """All data rows from the first, each time it is called."""
        ...
