"""OFAC's dates: periods to partial dates, the same from every format."""

from __future__ import annotations

import pytest

from sanctionscreen.model import DateSpan, PartialDate
from sanctionscreen.sources.ofac_dates import ofac_text, single_date, span_from_text, span_of_days


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((1955, 1, 1), (1955, 12, 31), "1955"),
        ((1953, 8, 1), (1953, 8, 31), "1953-08"),
        ((1956, 2, 1), (1956, 2, 29), "1956-02"),
        ((1957, 2, 1), (1957, 2, 27), "1957-02-01/1957-02-27"),
        ((1951, 1, 1), (1953, 12, 31), "1951/1953"),
        ((1963, 10, 1), (1964, 12, 31), "1963-10/1964-12"),
        ((1963, 10, 1), (1963, 10, 1), "1963-10-01"),
        ((2020, 3, 4), (2020, 3, 9), "2020-03-04/2020-03-09"),
    ],
)
def test_periods_become_partial_dates(
    first: tuple[int, int, int], last: tuple[int, int, int], expected: str
) -> None:
    """A period of whole years or months is one; any other stays a range of days."""
    assert str(span_of_days(PartialDate(*first), PartialDate(*last))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01 Jan 1955 to 31 Dec 1955", "1955"),
        ("1955", "1955"),
        ("circa Aug 1953", "circa 1953-08"),
        ("1951 to 1953", "1951/1953"),
        ("07 Dec 1973", "1973-12-07"),
        ("12/10/2021", "2021-12-10"),
        ("2021-12-10", "2021-12-10"),
    ],
)
def test_texts_become_the_same_dates(text: str, expected: str) -> None:
    """OFAC's wordings give the dates that its XML gives; month before day in figures."""
    assert str(span_from_text(text)) == expected


@pytest.mark.parametrize("text", ["26 Mar 2004", "Aug 1953", "1991", "circa 1951 to 1953"])
def test_ofacs_wording_comes_back(text: str) -> None:
    """A date is shown as OFAC writes it."""
    span = span_from_text(text)
    assert span is not None
    assert ofac_text(span) == text


def test_unreadable_dates_are_none() -> None:
    """What is no date is not guessed."""
    assert span_from_text("unknown") is None
    assert span_from_text("31 Feb 1970") is None


def test_a_range_is_no_single_date() -> None:
    """Only one date is one date."""
    assert single_date(DateSpan(PartialDate(1951), PartialDate(1953))) is None
    assert single_date(DateSpan(PartialDate(1951), PartialDate(1951))) == PartialDate(1951)
    assert single_date(None) is None
