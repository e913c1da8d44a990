"""Partial dates: read from text, found inside names, and compared."""

from sanctionscreen.fields.dates.agreement import DateAgreement, compare_dates
from sanctionscreen.fields.dates.embedded import (
    EmbeddedDate,
    find_embedded_date,
    locate_embedded_date,
)
from sanctionscreen.fields.dates.text import DateOrder, ParsedDate, first_day, last_day, parse_date

__all__ = [
    "DateAgreement",
    "DateOrder",
    "EmbeddedDate",
    "ParsedDate",
    "compare_dates",
    "find_embedded_date",
    "first_day",
    "last_day",
    "locate_embedded_date",
    "parse_date",
]
