"""Tables of a publisher: rows by heading, CSV files, and the headings that no rule covers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.opening import open_bytes
from sanctionscreen.sources.published_text import cell_text, squeeze

ROW_LIMIT = 4 * 1024**2
"""Characters of one row read at most; the longest known (in the US CSL) has 8,440."""

NO_END_MARK = (
    "the format has no end mark: a file cut short at the end of a line cannot be told from a"
    " whole one"
)
"""The note of every list whose format cannot say that the file is whole."""

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

    def require(self, path: Path, *headings: str) -> None:
        """Refuses a table without these columns.

        Raises:
            ListFormatError: a column is missing.
        """
        missing = [heading for heading in headings if not self.has(heading)]
        if missing:
            raise ListFormatError(
                f"the column '{missing[0]}' is missing from the line of headings",
                path=path,
                field=missing[0],
                hint="The format may have changed: look for a newer version of this tool",
            )

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
        ListFormatError: the text is not in the encoding, a quoted field is never closed, the last
            line is not ended, a row is absurdly long, or a character is in no text.
    """
    with open_bytes(path) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        lines = _Lines(text, path)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, tuple(cells)
                lines.begin_row()
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise ListFormatError(
                f"the file cannot be read as CSV from here on ({error})",
                path=path,
                line=line,
                hint=_FETCH_AGAIN,
            ) from error


def csv_table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Table:
    """A CSV file of which the first line holds the headings; every row has as many cells."""
    rows = csv_rows(path, delimiter=delimiter, encoding=encoding)
    _, headings = next(rows, (1, ()))
    return Table(headings, even_rows(path, headings, rows))


def even_rows(
    path: Path, headings: Cells, rows: Iterable[tuple[int, Cells]]
) -> Iterator[tuple[int, Cells]]:
    """The rows, each of which must have as many cells as there are headings.

    Raises:
        ListFormatError: one has more or fewer: a piece of the file is missing.
    """
    for line, cells in rows:
        if cells and len(cells) != len(headings):
            raise ListFormatError(
                f"the row has {len(cells)} cells where the headings have {len(headings)}:"
                " the file is damaged or cut short",
                path=path,
                line=line,
                hint=_FETCH_AGAIN,
            )
        yield line, cells


class _Lines:
    """The lines of a CSV file, each ended, none without bound."""

    def __init__(self, text: io.TextIOWrapper, path: Path) -> None:
        self._text = text
        self._path = path
        self._line = 0
        self._row_length = 0
        self._last = ""
        self._ends: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(ROW_LIMIT + 1)
        if not line:
            self._check_end()
            raise StopIteration
        self._last = line
        self._line += 1
        self._row_length += len(line)
        if self._row_length > ROW_LIMIT:
            self._refuse(f"a row of more than {ROW_LIMIT} characters")
        if "\x00" in line:
            self._refuse("the line holds a NUL character: the file is damaged, or in UTF-16")
        if self._line == 1:
            # Where lines end in CR and LF, a last CR is half an end.
            self._ends = ("\n",) if line.endswith("\r\n") else ("\n", "\r")
        return line

    def begin_row(self) -> None:
        """The lines from here on are those of another row."""
        self._row_length = 0

    def _check_end(self) -> None:
        """A cut file ends within a line; a last 0x1A is the end mark of OFAC and of old systems."""
        if self._last.strip(" \x1a") and not self._last.endswith(self._ends):
            self._refuse(
                "the last line has no end: the file may be cut short",
                "Fetch the file again; if it is whole, end its last line as the others are ended",
            )

    def _refuse(self, message: str, hint: str = _FETCH_AGAIN) -> NoReturn:
        raise ListFormatError(message, path=self._path, line=self._line, hint=hint)
