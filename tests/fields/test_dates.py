"""Dates read from text, found in names, and compared."""

from __future__ import annotations

import datetime
import lzma
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.fields.dates import (
    DateAgreement,
    DateOrder,
    compare_dates,
    find_embedded_date,
    locate_embedded_date,
    parse_date,
)
from sanctionscreen.model import DateSpan, PartialDate

READ = [
    ("1970-05-01", "1970-05-01"),
    ("1970/05/01", "1970-05-01"),
    ("19700501", "1970-05-01"),
    ("1970-05-01 00:00:00", "1970-05-01"),
    ("1970-05-01T00:00:00Z", "1970-05-01"),
    ("1970-05-01-05:00", "1970-05-01"),
    ("1970", "1970"),
    ("1970-05", "1970-05"),
    ("05/1970", "1970-05"),
    ("May 1970", "1970-05"),
    ("07OCT1952", "1952-10-07"),
    ("7 Oct 1952", "1952-10-07"),
    ("7-Oct-1952", "1952-10-07"),
    ("7th of October, 1952", "1952-10-07"),
    ("October 7, 1952", "1952-10-07"),
    ("1952 Oct 7", "1952-10-07"),
    ("7.10.1952", "1952-10-07"),
    ("13/04/1970", "1970-04-13"),
    ("04/13/1970", "1970-04-13"),
    ("1er août 1952", "1952-08-01"),
    ("7 février 1952", "1952-02-07"),
    ("7. März 1952", "1952-03-07"),
    ("7. Dezember 1952", "1952-12-07"),
    ("7 de octubre de 1952", "1952-10-07"),
    ("7 октября 1952 г.", "1952-10-07"),
    ("8 мая 1970", "1970-05-08"),
    ("1970年5月1日", "1970-05-01"),
    ("dd/mm/1945", "1945"),
    ("00/00/1945", "1945"),
    ("dd/05/1945", "1945-05"),
    ("1970-00-00", "1970"),
    ("circa 1960", "circa 1960"),
    ("c. 1960", "circa 1960"),
    ("Approximately 1955", "circa 1955"),
    ("circa 1951 to circa 1953", "circa 1951/1953"),
    ("circa 1951-1953", "circa 1951/1953"),
    ("1955-01-01/1955-12-31", "1955-01-01/1955-12-31"),
    ("1960 to 1962", "1960/1962"),
    ("1960-1962", "1960/1962"),
    ("Between Jan 1960 and 1962", "1960-01/1962"),
    ("29/02/2000", "2000-02-29"),
]
NOT_READ = [
    "", "Smith", "May", "12", "70", "1799", "3000", "1970-13", "31/02/1970", "2019-02-29",
    "7-Oct-52", "01/05/70", "1970.0", "25689", "May 12", "1962 to 1960", "12 de 1970",
    "mm/32/1945", "1970-05-01 and more", "N/A", "1970-05-01-02",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_written_date_is_read(text: str, expected: str) -> None:
    """Every spelling of a date that lists and spreadsheets use gives that date."""
    parsed = parse_date(text)
    assert parsed is not None
    assert str(parsed.span) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    """Impossible days, two-digit years and plain numbers are no dates."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "order", "expected", "is_ambiguous"),
    [
        ("03/04/1970", None, "1970-04-03", True),
        ("03/04/1970", DateOrder.DMY, "1970-04-03", False),
        ("03/04/1970", DateOrder.MDY, "1970-03-04", False),
        ("03/04/1970", DateOrder.YMD, "1970-04-03", True),
        ("05/05/1970", None, "1970-05-05", False),
        ("03.04.1970", None, "1970-04-03", False),
        ("03.04.1970", DateOrder.MDY, "1970-03-04", False),
        ("1970-03-04", DateOrder.MDY, "1970-03-04", False),
        ("03041970", None, "1970-04-03", True),
    ],
)
def test_ambiguous_dates_follow_the_order(
    text: str, order: DateOrder | None, expected: str, is_ambiguous: bool
) -> None:
    """The order decides between day and month; without it the reading is flagged."""
    parsed = parse_date(text, order)
    assert parsed is not None
    assert (str(parsed.span), parsed.is_ambiguous) == (expected, is_ambiguous)


def test_a_date_that_cannot_follow_the_order_says_so() -> None:
    """A day above 12 in the month's place shows that the order may be wrong for the file."""
    against, along = (
        parse_date("13/04/1970", DateOrder.MDY),
        parse_date("04/13/1970", DateOrder.MDY),
    )
    assert against is not None
    assert along is not None
    assert (against.contradicts_order, along.contradicts_order) == (True, False)


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_back_from_its_usual_spellings(day: datetime.date) -> None:
    """ISO, compact, day-month-name and dotted spellings of one day agree."""
    expected = DateSpan(*[PartialDate(day.year, day.month, day.day)] * 2)
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    for text in (
        day.isoformat(),
        day.isoformat().replace("-", ""),
        f"{day.day} {months[day.month - 1]} {day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
    ):
        parsed = parse_date(text)
        assert parsed is not None
        assert parsed.span == expected


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text makes the readers raise, and what is read is within the years that are sane."""
    parsed = parse_date(text)
    find_embedded_date(text)
    if parsed is not None:
        assert 1800 <= parsed.span.earliest.year <= parsed.span.latest.year <= 2100


@pytest.mark.parametrize(
    ("text", "rest", "expected"),
    [
        ("PUTIN 07OCT1952", "PUTIN", "1952-10-07"),
        ("PUTIN07OCT1952", "PUTIN", "1952-10-07"),
        ("Ivan Petrov (b. 1970-05-01)", "Ivan Petrov", "1970-05-01"),
        ("DOB: 01.05.1970 Ivan Petrov", "Ivan Petrov", "1970-05-01"),
        ("Ivan Petrov, DOB 01 May 1970", "Ivan Petrov", "1970-05-01"),
        ("John Smith 12/05/1970", "John Smith", "1970-05-12"),
        ("Ivan Petrov born 1970", "Ivan Petrov", "1970"),
        ("Ivan Petrov [DOB 1970]", "Ivan Petrov", "1970"),
        ("Ivan Petrov DOB 19700501", "Ivan Petrov", "1970-05-01"),
        ("Petrov, Ivan, May 1, 1970", "Petrov, Ivan", "1970-05-01"),
        ("Иванов Иван 07.10.1952 г.р.", "Иванов Иван", "1952-10-07"),
        ("Иванов (род. 7 октября 1952)", "Иванов", "1952-10-07"),
    ],
)
def test_a_birth_date_in_a_name_is_found(text: str, rest: str, expected: str) -> None:
    """The date goes out of the name, with its label and brackets."""
    found = find_embedded_date(text)
    assert found is not None
    assert (found[0], str(found[1])) == (rest, expected)


@pytest.mark.parametrize(
    "text",
    [
        "Fleet 12", "11420 Corp", "Studio 1954", "26 March Company", "B. 1970 Ltd",
        "April 26 Children's Animation Film Studio", "Ivan Petrov 19700501", "Bob. 1970 Ltd",
        "Order 12-05-1970-33", "Fund 2025/2026", "07OCT1952", "Ivan May",
    ],
)  # fmt: skip
def test_numbers_of_a_name_stay_in_it(text: str) -> None:
    """Numbers, years and days that belong to a company's name are no birth date."""
    assert find_embedded_date(text) is None


def test_an_embedded_date_follows_the_order_and_tells_doubt() -> None:
    """The order reaches dates inside names, and a doubtful one is flagged there too."""
    doubtful = locate_embedded_date("John Smith 12/05/1970")
    ordered = locate_embedded_date("John Smith 12/05/1970", DateOrder.MDY)
    assert doubtful is not None
    assert ordered is not None
    assert doubtful.parsed.is_ambiguous
    assert (str(ordered.parsed.span), ordered.parsed.is_ambiguous) == ("1970-12-05", False)


def span(text: str) -> DateSpan:
    parsed = parse_date(text)
    assert parsed is not None
    return parsed.span


@pytest.mark.parametrize(
    ("query", "listed", "agreement"),
    [
        ("1970-05-01", "1970-05-01", DateAgreement.SAME),
        ("1970-05-01", "circa 1970-05-01", DateAgreement.COMPATIBLE),
        ("1970-05-01", "1970", DateAgreement.COMPATIBLE),
        ("1970", "1970", DateAgreement.COMPATIBLE),
        ("1970-05", "1970-05-31", DateAgreement.COMPATIBLE),
        ("1961-07-01", "1960 to 1962", DateAgreement.COMPATIBLE),
        ("1970-05-04", "1970-04-05", DateAgreement.SWAPPED),
        ("1970-05-01", "1970-05-07", DateAgreement.SLIP),
        ("1960-05-01", "1970-05-01", DateAgreement.SLIP),
        ("1969-05-01", "1970-05-01", DateAgreement.SLIP),
        ("1999-05-01", "2000-05-01", DateAgreement.SLIP),
        ("1971-03-02", "1970", DateAgreement.YEAR_NEAR),
        ("circa 1960", "1961-12-31", DateAgreement.YEAR_NEAR),
        ("1970-06-15", "1970-01-01", DateAgreement.YEAR_NEAR),
        ("1972-03-02", "1970", DateAgreement.CONFLICT),
        ("1970-06-15", "1970-03-02", DateAgreement.CONFLICT),
        ("1970-06-15", "1985-03-02", DateAgreement.CONFLICT),
        ("1955", "1960 to 1962", DateAgreement.CONFLICT),
    ],
)
def test_two_dates_agree_to_one_degree(query: str, listed: str, agreement: DateAgreement) -> None:
    """Each kind of agreement is told, and the sides may be exchanged."""
    assert compare_dates(span(query), span(listed)) is agreement
    assert compare_dates(span(listed), span(query)) is agreement


def test_birth_dates_of_a_real_list_are_read(shared_lists: Path) -> None:
    """Every birth date of a full-size OFAC list in simple XML, as published, is understood."""
    with lzma.open(shared_lists / "ofac_sdn" / "REBUILT_sdn_2025-11-19.xml.xz") as stream:
        texts = [
            element.text or ""
            for _, element in ElementTree.iterparse(stream)
            if element.tag.endswith("}dateOfBirth")
        ]
    assert len(texts) > 5_000
    assert [text for text in texts if parse_date(text) is None] == []
