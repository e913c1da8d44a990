"""How far a birth date of the query agrees with a listed one."""

from __future__ import annotations

from enum import StrEnum

from sanctionscreen.fields.dates.text import first_day, last_day
from sanctionscreen.model import DateSpan, PartialDate


class DateAgreement(StrEnum):
    """In falling strength; exactly one holds for any two dates."""

    SAME = "same day"
    COMPATIBLE = "compatible"
    SWAPPED = "day and month swapped"
    SLIP = "one-digit slip"
    YEAR_NEAR = "within a year"
    CONFLICT = "conflict"


def compare_dates(query: DateSpan, listed: DateSpan) -> DateAgreement:
    """Compares two birth dates.

    - SAME: both are one full day, the same one, and neither is "circa".
    - COMPATIBLE: the days they can mean overlap (a year and a day in it, a range, "circa").
    - SWAPPED: two full days of one year with day and month exchanged.
    - SLIP: two full days of which one digit of YYYYMMDD differs, or which lie exactly one
      year apart (1969-12-31 and 1970-12-31).
    - YEAR_NEAR: no overlap, but the years differ by at most one and at least one side is
      partial, a range or circa; also two full days of one year of which one is 1 January, which
      registers write for "some day of that year" (common for Afghan and Somali birth dates).
    - CONFLICT: everything else.

    The result does not depend on which side is the query.
    """
    query_day, listed_day = _full_day(query), _full_day(listed)
    if query_day and listed_day:
        return _compare_days(query_day, listed_day)
    overlap = first_day(query.earliest) <= last_day(listed.latest) and first_day(
        listed.earliest
    ) <= last_day(query.latest)
    if overlap:
        return DateAgreement.COMPATIBLE
    gap = max(
        listed.earliest.year - query.latest.year,
        query.earliest.year - listed.latest.year,
    )
    return DateAgreement.YEAR_NEAR if gap <= 1 else DateAgreement.CONFLICT


def _full_day(span: DateSpan) -> PartialDate | None:
    is_exact = span.earliest == span.latest and span.earliest.day is not None and not span.circa
    return span.earliest if is_exact else None


def _compare_days(query: PartialDate, listed: PartialDate) -> DateAgreement:
    if query == listed:
        return DateAgreement.SAME
    same_year = query.year == listed.year
    if same_year and (query.month, query.day) == (listed.day, listed.month):
        return DateAgreement.SWAPPED
    same_day = (query.month, query.day) == (listed.month, listed.day)
    one_year_apart = same_day and abs(query.year - listed.year) == 1
    if one_year_apart or _digits_differing(query, listed) == 1:
        return DateAgreement.SLIP
    if same_year and any((day.month, day.day) == (1, 1) for day in (query, listed)):
        return DateAgreement.YEAR_NEAR
    return DateAgreement.CONFLICT


def _digits_differing(query: PartialDate, listed: PartialDate) -> int:
    return sum(a != b for a, b in zip(str(query), str(listed), strict=True))
