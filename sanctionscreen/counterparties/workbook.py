"""XLSX workbooks: one sheet as text, dates as dates and numbers without ".0"."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow
from sanctionscreen.errors import InputError, SanctionscreenError, UsageError

_EXACT_DIGITS = 10**15
"""A spreadsheet keeps 15 digits of a number; what is longer was rounded when it was typed."""
_BEYOND = "a value stands to the right of the last heading: the fields may have shifted"
_ROUNDED = "numbers of more than 15 digits, which the spreadsheet has rounded: store them as text"


class WorkbookReader:
    """One sheet of an XLSX workbook; its first row that is not empty holds the headings.

    Formulas give the value that the spreadsheet stored; error values (#N/A) count as missing.

    Raises:
        UsageError: there is no sheet of that name.
        InputError: the workbook cannot be read, or the sheet is empty.
    """

    def __init__(self, source: Source, sheet: str | None) -> None:
        self._source = source
        self._sheet = ""
        with self._open() as book:
            names = [each.title for each in book.worksheets]
            visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
            if sheet is not None and sheet not in names:
                raise UsageError(
                    f"the workbook has no sheet {sheet!r}",
                    path=source.name,
                    field="sheet",
                    hint=f"Its sheets are {', '.join(names)}",
                )
            self._sheet = sheet or next(iter(visible or names), "")
        heading_row = next(self._filled_rows(Notices()), None) if self._sheet else None
        if heading_row is None:
            raise InputError(
                f"the sheet {self._sheet!r} is empty",
                path=source.name,
                hint=f"Name another with --sheet: {', '.join(names)}",
            )
        self.headings = tuple(" ".join(cell.split()) for cell in heading_row[1])
        others = [name for name in names if name != self._sheet]
        unread = f"; sheets not read: {', '.join(others)}" if others else ""
        self.remarks = (f"read as a workbook, sheet {self._sheet!r}{unread}",)

    def rows(self, notices: Notices) -> Iterator[RawRow]:
        """All rows below the headings that hold anything; wholly empty ones are counted."""
        width = len(self.headings)
        for row, (line, cells) in enumerate(self._filled_rows(notices)):
            if row == 0:
                continue
            beyond = any(cells[width:])
            problem = _BEYOND if beyond else None
            padded = (*cells[:width], *[""] * (width - len(cells)))
            yield RawRow(row, line, cells if beyond else padded, problem)

    def _filled_rows(self, notices: Notices) -> Iterator[tuple[int, tuple[str, ...]]]:
        blank: list[int] = []
        is_heading = True
        with self._open() as book:
            sheet = book[self._sheet]
            sheet.reset_dimensions()
            for line, values in enumerate(_quietly(sheet.iter_rows(values_only=False)), start=1):
                cells = tuple(self._text(cell, line, notices) for cell in values)
                if not any(cells):
                    blank.append(line)
                    continue
                if not is_heading:
                    # Rows after the last filled one are the sheet's empty rest, not gaps.
                    for number in blank:
                        notices.count("blank rows skipped", number)
                blank.clear()
                is_heading = False
                yield line, _trimmed(cells)

    @contextmanager
    def _open(self) -> Iterator[Any]:
        # Imported when a workbook is read: a run that reads none need not pay for it.
        load_workbook = import_module("openpyxl").load_workbook
        with self._source.open() as stream:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    book = load_workbook(stream, read_only=True, data_only=True)
            except Exception as error:  # openpyxl lets whatever its parsers raise pass
                raise self._damaged(error) from error
            try:
                yield book
            except SanctionscreenError:
                raise
            except Exception as error:  # damage deep in a part shows only when it is read
                raise self._damaged(error) from error
            finally:
                book.close()

    def _damaged(self, error: Exception) -> InputError:
        return InputError(
            f"the workbook cannot be read ({type(error).__name__}: {error})",
            path=self._source.name,
            hint="Open it in a spreadsheet program and save it again, or export it as CSV",
        )

    def _text(self, cell: Any, line: int, notices: Notices) -> str:
        value = cell.value
        if value is None or cell.data_type == "e":
            return ""
        if isinstance(value, int | float) and abs(value) >= _EXACT_DIGITS:
            notices.count(_ROUNDED, line)
        return text_of(value)


def text_of(value: object) -> str:
    """A spreadsheet's or data frame's value as text."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        has_time = value.time() != datetime.time()
        return value.isoformat(sep=" ") if has_time else value.date().isoformat()
    return str(value)


def _quietly(rows: Iterator[Any]) -> Iterator[Any]:
    """Rows without openpyxl's warnings; what it warns of comes as an error value."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
