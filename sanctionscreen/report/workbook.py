"""Sheets to the bytes of an XLSX workbook: typed cells, never a formula, always the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sanctionscreen.report.plain import well_formed
from sanctionscreen.report.spool import Cell, Spool

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Below the heading. What is beyond goes on in a further sheet."""

_MOST_CHARACTERS = 32_767
_CUT = " … (cut: a cell holds no more)"
_CREATED = datetime(1980, 1, 1)
"""A workbook says when it was made; the run's time is in its settings sheet."""


class Type(Enum):
    TEXT = auto()
    NUMBER = auto()
    SCORE = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its width in characters. A date that is not whole stays text in its cell."""

    heading: str
    width: int
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings that stay in view and can be filtered."""

    title: str
    columns: tuple[Column, ...]
    rows: Spool


def workbook_bytes(sheets: tuple[Sheet, ...]) -> bytes:
    """The workbook as a file's bytes.

    Rows wait in a temporary folder while they are written, so that memory stays flat.
    """
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        workbook = Workbook(target, options | {"strings_to_urls": False})
        workbook.set_properties({"title": "sanctionscreen", "created": _CREATED})
        formats = _formats(workbook)
        for sheet in sheets:
            _write(workbook, sheet, formats)
        workbook.close()
    return target.getvalue()


def _formats(workbook: Workbook) -> dict[Type | None, Format]:
    top = {"valign": "top"}
    return {
        None: workbook.add_format({"bold": True, "bg_color": "#E7ECF2", "bottom": 1}),
        Type.TEXT: workbook.add_format(top),
        Type.NUMBER: workbook.add_format(top | {"num_format": "0"}),
        Type.SCORE: workbook.add_format(top | {"num_format": "0.0"}),
        Type.DATE: workbook.add_format(top | {"num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _write(workbook: Workbook, sheet: Sheet, formats: dict[Type | None, Format]) -> None:
    rows = iter(sheet.rows)
    left, number = len(sheet.rows), 1
    while left > 0 or number == 1:
        title = sheet.title if number == 1 else f"{sheet.title} ({number})"
        worksheet = workbook.add_worksheet(title)
        count = min(left, MOST_ROWS)
        _head(worksheet, sheet.columns, count, formats)
        for place, row in enumerate(islice(rows, count), start=1):
            for index, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                _write_cell(worksheet, place, index, column.type, cell, formats[column.type])
        left, number = left - count, number + 1


def _head(
    worksheet: Worksheet,
    columns: tuple[Column, ...],
    count: int,
    formats: dict[Type | None, Format],
) -> None:
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, count, len(columns) - 1)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, column.width)
        worksheet.write_string(0, index, column.heading, formats[None])


def _write_cell(
    worksheet: Worksheet, row: int, column: int, kind: Type, cell: Cell, style: Format
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float):
        worksheet.write_number(row, column, cell, style)
    elif kind is Type.DATE and (day := _whole_date(cell)) is not None:
        worksheet.write_datetime(row, column, day, style)
    else:
        # Always as a string: "=cmd|..." in a name is a name.
        worksheet.write_string(row, column, _fitting(cell), style)


def _whole_date(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The calendar of a workbook begins in 1900.
    return datetime(day.year, day.month, day.day) if day.year >= 1900 else None


def _fitting(text: str) -> str:
    # Excel counts code units of UTF-16, of which some letters take two.
    units = well_formed(text).encode("utf-16-le")
    if len(units) <= 2 * _MOST_CHARACTERS:
        return units.decode("utf-16-le")
    return units[: 2 * (_MOST_CHARACTERS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
