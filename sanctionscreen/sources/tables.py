"""Tables of a publisher: rows by heading, CSV files, and the headings that no rule covers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.opening import open_bytes
from sanctionscreen.sources.published_text import cell_text, squeeze

_FETCH_AGAIN = "Fetch the file again from its publisher"

Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One data row; ``line`` is its 1-based line in a CSV file or row in a sheet."""

    line: int
    _cells: Cells
    _positions: dict[str, int]

    def raw(self, heading: str) -> object:
        """The cell's value; None where the column is missing or the row is short."""
        position = self._positions.get(heading_key(heading))
        if position is None or position >= len(self._cells):
            return None
        return self._cells[position]

    def get(self, heading: str) -> str:
        """The cell's text with single blanks; empty where there is none."""
        return squeeze(cell_text(self.raw(heading)))


class Table:
    """A heading line and the rows under it. Headings are compared by letters and digits only."""

    def __init__(self, headings: Cells, rows: Iterable[tuple[int, Cells]]) -> None:
        self.headings = tuple(squeeze(cell_text(heading)) for heading in headings)
        self._rows = rows
        self._positions: dict[str, int] = {}
        for position, heading in enumerate(self.headings):
            if heading:
                self._positions.setdefault(heading_key(heading), position)

    def has(self, *headings: str) -> bool:
        """Whether all these columns are there."""
        return all(heading_key(heading) in self._positions for heading in headings)

    def unknown(self, known: Iterable[str]) -> tuple[str, ...]:
        """The headings that are not among the known ones."""
        keys = {heading_key(heading) for heading in known}
        return tuple(h for h in self.headings if h and heading_key(h) not in keys)

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything."""
        for line, cells in self._rows:
            if any(cell not in (None, "") for cell in cells):
                yield Row(line, cells, self._positions)


def values(rows: Iterable[Row], heading: str) -> tuple[str, ...]:
    """The texts of one column over the rows of one record, each once."""
    return tuple(dict.fromkeys(text for text in (row.get(heading) for row in rows) if text))


def combinations(rows: Iterable[Row], *headings: str) -> tuple[tuple[str, ...], ...]:
    """The texts of several columns together, each combination once, empty ones left out."""
    found = dict.fromkeys(tuple(row.get(heading) for heading in headings) for row in rows)
    return tuple(texts for texts in found if any(texts))


def heading_key(heading: str) -> str:
    """What identifies a heading: its letters and digits, without case."""
    return "".join(character for character in heading.casefold() if character.isalnum())


def first_line(file: SourceFile) -> str:
    """The first line of a text file, as far as a recogniser sees it."""
    return file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")


def headings_in_head(file: SourceFile, delimiter: str = ",", line: int = 1) -> tuple[str, ...]:
    """The cells of a line of a text file that a recogniser sees; none for a binary file."""
    text = file.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if "\x00" in text:
        return ()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _ in range(line):
            cells = next(rows)
    except (StopIteration, csv.Error):
        return ()
    return tuple(squeeze(cell) for cell in cells)


def csv_rows(
    path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV file with the 1-based line on which each begins.

    Raises:
        ListFormatError: the text is not in the encoding, or a quoted field is never closed.
    """
    with open_bytes(path) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, tuple(cells)
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise ListFormatError(
                f"the file cannot be read as CSV from here on ({error})",
                path=path,
                line=line,
                hint=_FETCH_AGAIN,
            ) from error


def csv_table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Table:
    """A CSV file of which the first line holds the headings."""
    rows = csv_rows(path, delimiter=delimiter, encoding=encoding)
    _, headings = next(rows, (1, ()))
    return Table(headings, rows)
