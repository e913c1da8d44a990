"""Dates read from text: whole, partial, approximate and ranges, never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sanctionscreen.fields.dates.months import month_numbers, without_accents
from sanctionscreen.model import DateSpan, PartialDate

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100


class DateOrder(StrEnum):
    """How dates of three numbers are written where the year does not come first."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as read from text.

    Attributes:
        is_ambiguous: Day and month could be the other way round and no order was given.
        contradicts_order: The text can only be read against the order that was given.
    """

    span: DateSpan
    is_ambiguous: bool = False
    contradicts_order: bool = False


_PLAIN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_CIRCA = re.compile(
    r"^(?:circa|c\.|ca\.?|approx(?:imately|\.)?|about|around|environ|vers|env\.|um|ungefahr"
    r"|aproximadamente|hacia|около|примерно|~)\s*(?=\S)"
)
_RANGES = (
    re.compile(r"^(?:between|entre|zwischen) (.+?) (?:and|et|y|und) (.+)$"),
    re.compile(r"^(?:from |von |de |du )?(.+?) (?:to|through|until|bis|a|au|-|–|—) (.+)$"),
    re.compile(r"^(\d{4}(?:-\d\d){0,2})/(\d{4}(?:-\d\d){0,2})$"),
    re.compile(r"^(\d{4}) ?[-–—] ?(\d{4})$"),
)
_DECADE = re.compile(r"^(\d{3}0)'?s$")
_TIME = re.compile(
    r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|[+-]\d{2}:?\d{2}))?$"
    r"|(?<=^\d{4}-\d{2}-\d{2})(?:z|[+-]\d{2}:\d{2})$"
)
_UNKNOWN = r"00|dd|mm|xx|\?\?|--|__|\*\*"
_PART = rf"(\d{{1,2}}|{_UNKNOWN})"
_YEAR_FIRST = re.compile(rf"^(\d{{4}})([-/. ]){_PART}\2{_PART}$")
_YEAR_MONTH = re.compile(r"^(\d{4})[-/.](\d{2}|xx|mm|\?\?)$")
_YEAR_LAST = re.compile(rf"^{_PART}([-/. ]){_PART}\2(\d{{4}})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2}|mm|xx|\?\?)[-/.](\d{4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{4})$")
_YEAR = re.compile(r"^\d{4}$")
_EAST_ASIAN = str.maketrans({"年": "-", "月": "-", "日": None, "년": "-", "월": "-", "일": None})
_WORDS = re.compile(r"(\d+)(?:(?:st|nd|rd|th|er|º|ª|-?го|-?е)(?![^\W\d_]))?|([^\W\d_]+)")
_SEPARATORS = re.compile(r"^[\s.,/-]*$")
_FILLERS = frozenset({"of", "the", "de", "del", "den", "г", "год", "года", "le"})


def parse_date(text: str, order: DateOrder | None = None) -> ParsedDate | None:
    """Reads one date, partial date or range of dates.

    Years are 1800-2100 and of four digits, days are real calendar days. Numbers separated by
    dots are day.month.year unless ``order`` says otherwise (no country writes month.day.year);
    with slashes or hyphens and no order they are read as day/month/year and flagged where the
    other reading is a real day too.

    Args:
        text: What the file says, e.g. ``07OCT1952``, ``circa 1960``, ``1955-01-01/1955-12-31``.
        order: How three numbers are to be read; ISO dates are always year-month-day.

    Returns:
        The date, or None for what is no date.
    """
    if plain := _PLAIN.match(text):
        # Nearly all dates of a big file are plain ISO dates.
        return _parsed(_from_parts(plain[1], plain[2], plain[3]))
    cleaned = without_accents(unicodedata.normalize("NFKC", text)).translate(_EAST_ASIAN)
    cleaned = " ".join(cleaned.split()).rstrip("- .,").strip()
    return _one_date(cleaned, order) or _range(cleaned, order) or _about(cleaned, order)


def _about(text: str, order: DateOrder | None) -> ParsedDate | None:
    circa = _CIRCA.match(text)
    if not circa:
        return None
    rest = text[circa.end() :]
    parsed = _one_date(rest, order) or _range(rest, order)
    return parsed and replace(parsed, span=replace(parsed.span, circa=True))


def _range(text: str, order: DateOrder | None) -> ParsedDate | None:
    decade = _DECADE.match(text)
    if decade:
        year = int(decade[1])
        return _parsed(_partial(year), _partial(year + 9))
    for pattern in _RANGES:
        found = pattern.match(text)
        if not found:
            continue
        first, last = (_one_date(end, order) or _about(end, order) for end in (found[1], found[2]))
        if first is None or last is None:
            continue
        if first_day(first.span.earliest) > last_day(last.span.latest):
            return None
        return ParsedDate(
            DateSpan(first.span.earliest, last.span.latest, first.span.circa or last.span.circa),
            first.is_ambiguous or last.is_ambiguous,
            first.contradicts_order or last.contradicts_order,
        )
    return None


def _one_date(text: str, order: DateOrder | None) -> ParsedDate | None:
    time = _TIME.search(text)
    if time:
        timed = _one_date(text[: time.start()], order)
        return timed if timed and timed.span.earliest.day is not None else None
    if found := _YEAR_FIRST.match(text):
        return _parsed(_from_parts(found[1], found[3], found[4]))
    if found := _YEAR_LAST.match(text):
        return _year_last(found[1], found[3], found[4], found[2], order)
    if found := _YEAR_MONTH.match(text):
        return _parsed(_from_parts(found[1], found[2], "dd"))
    if found := _MONTH_YEAR.match(text):
        return _parsed(_from_parts(found[2], found[1], "dd"))
    if found := _COMPACT.match(text):
        return _parsed(_from_parts(found[1], found[2][:2], found[2][2:])) or _year_last(
            found[1][:2], found[1][2:], found[2], "", order
        )
    if _YEAR.match(text):
        return _parsed(_partial(int(text)))
    return _with_month_word(text)


def _year_last(
    first: str, second: str, year: str, separator: str, order: DateOrder | None
) -> ParsedDate | None:
    day_first = _from_parts(year, second, first)
    month_first = _from_parts(year, first, second)
    if day_first == month_first or day_first is None or month_first is None:
        # Only one reading is a real date, and it is no guess.
        only = day_first or month_first
        against = day_first if order is DateOrder.MDY else month_first
        has_given_order = order in (DateOrder.DMY, DateOrder.MDY) and day_first != month_first
        parsed = _parsed(only)
        return parsed and replace(parsed, contradicts_order=has_given_order and only == against)
    if order is DateOrder.MDY:
        return _parsed(month_first)
    parsed = _parsed(day_first)
    is_whole = day_first.day is not None and month_first.day is not None
    is_ambiguous = is_whole and order is not DateOrder.DMY and separator != "."
    return parsed and replace(parsed, is_ambiguous=is_ambiguous)


def _with_month_word(text: str) -> ParsedDate | None:
    if not _SEPARATORS.match(_WORDS.sub("", text)):
        return None
    tokens = [m[1] or m[2] for m in _WORDS.finditer(text)]
    tokens = [token for token in tokens if token not in _FILLERS]
    months = [i for i, token in enumerate(tokens) if token in month_numbers()]
    numbers = [token for token in tokens if token.isdigit()]
    if len(months) != 1 or len(numbers) != len(tokens) - 1 or len(numbers) not in (1, 2):
        return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) != 1 or len(days) != len(numbers) - 1:
        return None
    if days and numbers[0] in years and months[0] != 1:
        return None
    month = month_numbers()[tokens[months[0]]]
    return _parsed(_partial(int(years[0]), month, int(days[0]) if days else None))


def _from_parts(year: str, month: str, day: str) -> PartialDate | None:
    month_number = int(month) if month.isdigit() else 0
    day_number = int(day) if day.isdigit() else 0
    if month_number == 0 and day_number > 31:
        return None
    # A day without its month says no more than the year.
    return _partial(int(year), month_number or None, (day_number or None) if month_number else None)


def _partial(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def _parsed(earliest: PartialDate | None, latest: PartialDate | None = None) -> ParsedDate | None:
    if earliest is None:
        return None
    return ParsedDate(DateSpan(earliest, latest or earliest))


def first_day(value: PartialDate) -> date:
    """The first calendar day that a partial date can mean."""
    return date(value.year, value.month or 1, value.day or 1)


def last_day(value: PartialDate) -> date:
    """The last calendar day that a partial date can mean."""
    if value.day is not None and value.month is not None:
        return date(value.year, value.month, value.day)
    month = value.month or 12
    following = date(value.year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
