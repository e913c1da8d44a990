"""OFAC's dates: periods of days to partial dates, and back to OFAC's own wording."""

from __future__ import annotations

from calendar import monthrange

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import DateSpan, PartialDate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def span_of_days(first: PartialDate, last: PartialDate, *, circa: bool = False) -> DateSpan:
    """The span that a period means: 1 January to 31 December of a year is just that year.

    OFAC writes a birth year in one format as "1955", in the next as "01 Jan 1955 to 31 Dec 1955".
    """
    if _begins_year(first) and _ends_year(last):
        return DateSpan(PartialDate(first.year), PartialDate(last.year), circa)
    if _begins_month(first) and _ends_month(last):
        return DateSpan(
            PartialDate(first.year, first.month), PartialDate(last.year, last.month), circa
        )
    return DateSpan(first, last, circa)


def span_from_text(text: str) -> DateSpan | None:
    """A date, partial date or range as OFAC writes it; None where it cannot be read."""
    parsed = parse_date(text, DateOrder.MDY)
    if parsed is None:
        return None
    span = parsed.span
    return span_of_days(span.earliest, span.latest, circa=span.circa)


def single_date(span: DateSpan | None) -> PartialDate | None:
    """The date of a span that is one date; None for a range."""
    return span.earliest if span is not None and span.earliest == span.latest else None


def ofac_text(span: DateSpan) -> str:
    """The span in OFAC's own wording: "26 Mar 2004", "Aug 1953", "circa 1951 to 1953"."""
    text = _date_text(span.earliest)
    if span.latest != span.earliest:
        text += f" to {_date_text(span.latest)}"
    return f"circa {text}" if span.circa else text


def _date_text(date: PartialDate) -> str:
    text = f"{date.year}"
    if date.month is not None:
        text = f"{_MONTHS[date.month - 1]} {text}"
        if date.day is not None:
            text = f"{date.day:02d} {text}"
    return text


def _begins_year(date: PartialDate) -> bool:
    return (date.month, date.day) in ((None, None), (1, 1))


def _ends_year(date: PartialDate) -> bool:
    return (date.month, date.day) in ((None, None), (12, 31))


def _begins_month(date: PartialDate) -> bool:
    return date.month is not None and date.day in (None, 1)


def _ends_month(date: PartialDate) -> bool:
    if date.month is None:
        return False
    return date.day is None or date.day == monthrange(date.year, date.month)[1]
