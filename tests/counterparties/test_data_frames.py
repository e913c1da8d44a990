"""pandas data frames as counterparties."""

from __future__ import annotations

import pandas as pd
import pytest

from sanctionscreen.counterparties import ReadingOptions, frame_counterparties
from sanctionscreen.errors import InputError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow


def test_a_frame_is_read_like_a_file() -> None:
    """Missing values are missing, "NA" is Namibia, whole floats and dates read as in a file."""
    frame = pd.DataFrame(
        {
            "vendor id": [1.0, 2.0, None],
            "name": ["Ivan Petrov", "Foo Bar", None],
            "dob": [pd.Timestamp("1970-05-01"), pd.NaT, pd.NaT],
            "country": ["NA", None, "US"],
        }
    )
    counterparties = frame_counterparties(frame)
    first, second, third = counterparties
    assert isinstance(first, Counterparty)
    assert (first.id, first.countries, first.row, first.line) == ("1", ("NA",), 1, 1)
    assert [str(date) for date in first.birth_dates] == ["1970-05-01"]
    assert isinstance(second, Counterparty)
    assert (second.birth_dates, second.countries) == ((), ())
    assert isinstance(third, RejectedRow)
    assert third.reason == "the name is empty"
    assert counterparties.sha256 is None


def test_columns_of_a_frame_can_be_mapped() -> None:
    """The same options apply to frames and files."""
    frame = pd.DataFrame({"who": ["Ivan Petrov"], 7: ["RU"]})
    options = ReadingOptions(columns=(("name", "who"), ("country", "7")))
    (row,) = frame_counterparties(frame, options)
    assert isinstance(row, Counterparty)
    assert (row.query, row.countries) == ("Ivan Petrov", ("RU",))


def test_a_frame_longer_than_a_chunk_keeps_its_rows() -> None:
    """Rows are numbered through, and every one is an item."""
    frame = pd.DataFrame({"name": [f"Ivan Petrov {i}" for i in range(25_001)]})
    assert [row.row for row in frame_counterparties(frame)] == list(range(1, 25_002))


def test_an_empty_or_nameless_frame_is_an_error() -> None:
    """Nothing to screen is never clear."""
    with pytest.raises(InputError, match="no data row"):
        frame_counterparties(pd.DataFrame({"name": []}))
    with pytest.raises(UsageError, match="no column is recognised"):
        frame_counterparties(pd.DataFrame({"foo": ["x"]}))
