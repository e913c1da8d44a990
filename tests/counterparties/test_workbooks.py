"""XLSX workbooks: values as text, sheets, damage."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from openpyxl import Workbook

from sanctionscreen.errors import InputError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow


def workbook(*rows: tuple[Any, ...], **sheets: list[tuple[Any, ...]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_are_read_as_a_person_sees_them(opened) -> None:
    """Whole numbers lose ".0", dates are dates, and NA is Namibia."""
    content = workbook(
        ("ID", "Name", "DOB", "Country", "Passport"),
        (1001.0, "Ivan Petrov", datetime.datetime(1970, 4, 3), "NA", 123456789),
    )
    (row,) = opened(content)
    assert isinstance(row, Counterparty)
    assert (row.id, row.query, row.countries) == ("1001", "Ivan Petrov", ("NA",))
    assert [str(date) for date in row.birth_dates] == ["1970-04-03"]
    assert row.identifiers == ("123456789",)
    assert (row.row, row.line, row.warnings) == (1, 2, ())


def test_error_values_are_missing(opened) -> None:
    """#N/A in a name leaves nothing to screen; elsewhere the value is missing."""
    found = list(opened(workbook(("Name", "Country"), ("#N/A", "US"), ("Foo Bar", "#REF!"))))
    assert isinstance(found[0], RejectedRow)
    assert found[1].countries == ()
    assert found[1].warnings == ()


def test_empty_rows_are_counted_and_lines_are_the_sheets(opened) -> None:
    """Gaps are skipped with a notice; the line is the row number that the spreadsheet shows."""
    counterparties = opened(
        workbook((), ("Name", "Country"), ("Foo Bar", "US"), (), ("Baz Qux", "US"), (), ())
    )
    assert [(row.row, row.line) for row in counterparties] == [(1, 3), (2, 5)]
    assert "blank rows skipped: 1 (first: line 4)" in counterparties.notices


def test_the_first_sheet_is_read_and_the_others_are_said(opened) -> None:
    """Another sheet is read when named, and a missing one is a usage error with the names."""
    content = workbook(("Name",), ("Foo Bar",), Vendors=[("Name",), ("Baz Qux",)])
    first = opened(content)
    assert [row.query for row in first] == ["Foo Bar"]
    assert first.notices[0] == "read as a workbook, sheet 'Sheet'; sheets not read: Vendors"
    assert [row.query for row in opened(content, sheet="Vendors")] == ["Baz Qux"]
    with pytest.raises(UsageError, match=r"no sheet 'Vendor'.*Sheet, Vendors"):
        opened(content, sheet="Vendor")


def test_a_hidden_first_sheet_is_passed_over(opened) -> None:
    """What the user sees first is what is read."""
    book = Workbook()
    assert book.active is not None
    book.active.append(("Name",))
    book.active.append(("Hidden One",))
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Shown")
    shown.append(("Name",))
    shown.append(("Foo Bar",))
    target = io.BytesIO()
    book.save(target)
    assert [row.query for row in opened(target.getvalue())] == ["Foo Bar"]


def test_a_value_beyond_the_headings_rejects_its_row(opened) -> None:
    """A row pushed to the right by a stray comma keeps that shape in a workbook."""
    found = list(opened(workbook(("Name", "Country"), ("Petrov", "Ivan", "RU"), ("Foo Bar", "US"))))
    assert [type(row) for row in found] == [RejectedRow, Counterparty]
    assert "may have shifted" in found[0].reason


def test_numbers_that_a_spreadsheet_rounded_are_said(opened) -> None:
    """A registration number of 18 digits typed as a number has lost its end."""
    counterparties = opened(workbook(("Name", "Tax ID"), ("Foo Bar", 911100006000373410)))
    list(counterparties)
    assert any("numbers of more than 15 digits" in text for text in counterparties.notices)


@pytest.mark.parametrize("rows", [(), (("Name",),), ((), ())])
def test_a_workbook_without_data_is_an_error(opened, rows: tuple[Any, ...]) -> None:
    """An empty sheet or headings alone screen nothing."""
    with pytest.raises(InputError, match=r"is empty|no data row"):
        opened(workbook(*rows))


def test_a_damaged_workbook_is_an_error(opened) -> None:
    """Cut off, or with a broken sheet inside, it is refused."""
    content = workbook(("Name",), *[(f"Foo Bar {i}",) for i in range(500)])
    with pytest.raises(InputError, match="damaged or cut off"):
        opened(content[:-200])
    damaged = bytearray(content)
    start = damaged.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[start : start + 400] = bytes(400)
    with pytest.raises(InputError, match="cannot be read"):
        list(opened(bytes(damaged)))
