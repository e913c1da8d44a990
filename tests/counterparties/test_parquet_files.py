"""Parquet files: values as text, damage."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest

from sanctionscreen.errors import InputError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow

pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
pytest.importorskip("pyarrow.parquet")


def parquet(**columns: Any) -> bytes:
    target = io.BytesIO()
    pa.parquet.write_table(pa.table(columns), target)
    return target.getvalue()


def test_values_are_read_as_a_person_sees_them(opened) -> None:
    """Whole numbers lose ".0", dates are dates, lists are several values, nulls are empty."""
    content = parquet(
        id=[1001.0, 1002.0],
        name=["Ivan Petrov", "Foo Bar Ltd"],
        dob=[datetime.date(1970, 4, 3), None],
        country=[["RU", "NA"], None],
        passport=[123456789, None],
    )
    person, company = opened(content)
    assert isinstance(person, Counterparty)
    assert (person.id, person.query, person.countries) == ("1001", "Ivan Petrov", ("RU", "NA"))
    assert [str(date) for date in person.birth_dates] == ["1970-04-03"]
    assert person.identifiers == ("123456789",)
    assert (person.row, person.line) == (1, 1)
    assert (company.query, company.birth_dates, company.countries) == ("Foo Bar Ltd", (), ())


def test_more_rows_than_are_read_at_once(opened) -> None:
    """Every row is one item, in the order of the file."""
    names = [f"Company {number}" for number in range(25_000)]
    assert [row.query for row in opened(parquet(name=names))] == names


def test_bytes_that_are_no_text_are_not_screened(opened) -> None:
    """A name as bytes is read where it is UTF-8, and else rejected with the reason."""
    found = list(opened(parquet(name=["Łódź".encode(), b"\xff\xfe"])))
    assert found[0].query == "Łódź"
    assert isinstance(found[1], RejectedRow)
    assert "UTF-8" in found[1].reason


def test_a_damaged_file_is_an_error(opened) -> None:
    """Cut anywhere, or with a byte of its footer changed, it is never read as fewer rows."""
    content = parquet(name=[f"Name {number}" for number in range(5_000)])
    for end in (4, 100, len(content) // 2, len(content) - 1):
        with pytest.raises(InputError, match=r"damaged or cut off"):
            list(opened(content[:end]))


def test_a_value_that_python_cannot_hold_is_an_error(opened) -> None:
    """A date after the year 9999 ends the reading with a message, not with a traceback."""
    content = parquet(name=["Ivan Petrov"], dob=pa.array([10_000_000], pa.int32()).cast("date32"))
    with pytest.raises(InputError, match="damaged or cut off"):
        list(opened(content))


def test_a_file_without_a_name_column_is_an_error(opened) -> None:
    """As in every other format."""
    with pytest.raises(UsageError):
        opened(parquet(amount=[1, 2]))
