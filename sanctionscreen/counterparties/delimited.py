"""CSV and TSV: exact lines and field counts for every row, and no row moved by a comma."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sanctionscreen.counterparties.lines import Lines, text_lines
from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow
from sanctionscreen.errors import InputError

_CANDIDATES = ",;\t|"
_SAMPLE_RECORDS = 50
_SEPARATOR_LINE = re.compile(r'^sep=([^" \r\n])\s*$', re.IGNORECASE)
_MISPLACED_QUOTE = "quotes inside a quoted field are not doubled"
_LEAST_COLUMNS_TO_TELL = 4
"""In narrower tables an address of two lines can look like a swallowed row."""


class DelimitedReader:
    """A CSV or TSV file, opened as far as its headings.

    Raises:
        InputError: no heading row, a byte that is not in the encoding, a NUL byte, a line or
            field that is too long, or a quote that is never closed.
    """

    def __init__(self, source: Source, encoding: str, delimiter: str | None) -> None:
        self._source = source
        self._encoding = encoding
        self._skipped = 0
        self._delimiter = delimiter or self._find_delimiter()
        with self._records() as records:
            heading_row = next((record for record in records if record[1]), None)
        if heading_row is None:
            raise InputError(
                "the file holds blank lines only", path=source.name, hint="Nothing was screened"
            )
        line, headings, problem = heading_row
        if problem:
            raise InputError(
                f"the heading row cannot be read: {problem}",
                path=source.name,
                line=line,
                hint="Correct the heading row",
            )
        self.headings = tuple(" ".join(cell.strip("\ufeff").split()) for cell in headings)
        shown = {"\t": "tab"}.get(self._delimiter, self._delimiter)
        self.remarks = (f"read as {encoding}, fields separated by {shown}",)

    def rows(self, notices: Notices) -> Iterator[RawRow]:
        """All data rows; blank lines are counted, and are no rows."""
        width = len(self.headings)
        row = 0
        with self._records() as records:
            is_heading = True
            for line, cells, problem in records:
                if not cells:
                    notices.count("blank lines skipped", line)
                    continue
                if is_heading:
                    is_heading = False
                    continue
                row += 1
                problem = problem or self._shift(cells, width)
                yield RawRow(row, line, tuple(cells), problem)

    def _shift(self, cells: list[str], width: int) -> str | None:
        """Why a row's cells may not stand under their headings."""
        if len(cells) != width:
            return (
                f"{len(cells)} fields where the heading row has {width}: the fields may have "
                "shifted; put quotes around a field that holds the delimiter"
            )
        whole = "".join(cells)
        if width < _LEAST_COLUMNS_TO_TELL or not ("\n" in whole or "\r" in whole):
            return None
        for cell in cells:
            if "\n" in cell or "\r" in cell:
                lines = cell.splitlines()
                if any(part.count(self._delimiter) >= width - 1 for part in lines):
                    return (
                        f"a quoted field runs over {len(lines)} lines and holds what look like "
                        "whole rows: a closing quote may be missing"
                    )
        return None

    def _find_delimiter(self) -> str:
        """The delimiter that gives most of the first rows as many fields as the heading row.

        A first line ``sep=;``, as spreadsheets write it, decides.
        """
        with text_lines(self._source, self._encoding) as lines:
            sample = list(islice(lines, _SAMPLE_RECORDS * 4))
        marked = _SEPARATOR_LINE.match(sample[0]) if sample else None
        if marked:
            self._skipped = 1
            return marked[1]
        best, best_merit = ",", (0.0, 0)
        for candidate in _CANDIDATES:
            merit = _merit(sample, candidate)
            if merit > best_merit:
                best, best_merit = candidate, merit
        return best

    @contextmanager
    def _records(self) -> Iterator[Iterator[tuple[int, list[str], str | None]]]:
        with text_lines(self._source, self._encoding) as lines:
            for _ in range(self._skipped):
                next(lines)
            yield self._parse(lines)

    def _parse(self, lines: Lines) -> Iterator[tuple[int, list[str], str | None]]:
        """Records as (line where it begins, cells, problem)."""
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True, skipinitialspace=True)
        while True:
            lines.record.clear()
            first = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                opened = first + _line_of_last_quote(lines.record, self._delimiter)
                is_misplaced_quote = "expected after" in str(error)
                if lines.number > first or not is_misplaced_quote:
                    raise self._unreadable(error, opened) from error
                yield first, [lines.record[0].strip()], _MISPLACED_QUOTE
            else:
                yield first, cells, None

    def _unreadable(self, error: csv.Error, line: int) -> InputError:
        if "field larger" in str(error):
            message = "a field that begins here is longer than 131,072 characters"
        elif "unexpected end" in str(error):
            message = "a quoted field begins here and the file ends before its closing quote"
        else:
            message = "a quoted field begins here and is not closed where it should be"
        return InputError(
            message,
            path=self._source.name,
            line=line,
            hint="The file may be cut off, or a quote too many; nothing after it can be trusted",
        )


def _merit(sample: list[str], delimiter: str) -> tuple[float, int]:
    """Share of the sample's records as wide as the first, and that width; 0 for one column."""
    reader: Any = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
    try:
        widths = [len(cells) for cells in islice(reader, _SAMPLE_RECORDS) if cells]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _line_of_last_quote(record: list[str], delimiter: str) -> int:
    """Lines of a record before the one in which its last quoted field was opened."""
    opened = 0
    is_quoted, at_start = False, True
    for number, line in enumerate(record):
        for char in line:
            if char == '"' and (is_quoted or at_start):
                opened = opened if is_quoted else number
                is_quoted = not is_quoted
                at_start = False
            elif not is_quoted:
                at_start = char == delimiter or (at_start and char == " ")
    return opened
