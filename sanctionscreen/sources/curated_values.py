"""The single values of a curated list: dates, spans of dates, countries, scripts, addresses."""

from __future__ import annotations

import re
from datetime import date

from sanctionscreen.fields.countries import country_code
from sanctionscreen.model import DateSpan, Location, PartialDate
from sanctionscreen.strict_yaml import Section, Value, nearest

# fmt: off
SCRIPTS = (
    "Arab", "Armn", "Beng", "Bopo", "Cyrl", "Deva", "Ethi", "Geor", "Grek", "Gujr", "Guru",
    "Hang", "Hani", "Hans", "Hant", "Hebr", "Hira", "Jpan", "Kana", "Khmr", "Knda", "Kore",
    "Laoo", "Latn", "Mlym", "Mong", "Mymr", "Orya", "Sinh", "Syrc", "Taml", "Telu", "Thaa",
    "Thai", "Tibt",
)
# fmt: on
"""ISO 15924 codes that a name may have."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CIRCA = "circa "
_DATE_HINT = "Write YYYY-MM-DD, YYYY-MM or YYYY"


def as_date(value: Value) -> PartialDate | None:
    """A date in ISO form, of which the day, or month and day, may be left out."""
    text = value.text()
    parsed = _date(text)
    if text and parsed is None:
        value.fault(f"'{text}' is not a date", _DATE_HINT)
    return parsed


def as_span(value: Value) -> DateSpan | None:
    """A date, or two with a slash between them, with "circa" before it where it is one."""
    text = value.text()
    first, slash, last = text.removeprefix(_CIRCA).partition("/")
    earliest, latest = _date(first), _date(last if slash else first)
    if earliest is None or latest is None or _start(latest) < _start(earliest):
        if text:
            value.fault(
                f"'{text}' is not a date or a range of dates",
                _DATE_HINT + "; a range as earliest/latest; 'circa ' before either",
            )
        return None
    return DateSpan(earliest, latest, circa=text.startswith(_CIRCA))


def as_country(value: Value) -> str | None:
    """An ISO 3166-1 alpha-2 code."""
    text = value.text()
    if not text:
        return None
    code = country_code(text)
    if code != text:
        hint = f"Did you mean {code}" if code else "Use ISO 3166-1 alpha-2, such as MM or KP"
        value.fault(f"'{text}' is not a country code", hint)
        return None
    return text


def as_script(value: Value) -> str | None:
    """An ISO 15924 code out of ``SCRIPTS``."""
    text = value.text()
    if text and text not in SCRIPTS:
        value.fault(f"'{text}' is not the code of a script", nearest(text, SCRIPTS))
        return None
    return text or None


def as_flag(value: Value) -> bool:
    """``true`` or ``false``."""
    text = value.text()
    if text and text not in ("true", "false"):
        value.fault(f"'{text}' is neither true nor false")
    return text == "true"


def as_number(value: Value) -> int:
    """A whole number, zero or more."""
    text = value.text()
    if text and not (text.isascii() and text.isdigit()):
        value.fault(f"'{text}' is not a whole number")
        return 0
    return int(text or 0)


def as_url(value: Value) -> str | None:
    """An http or https address."""
    text = value.text()
    if text and not text.startswith(("https://", "http://")):
        value.fault(f"'{text}' is not an address", "Begin it with https://")
        return None
    return text or None


def as_location(value: Value) -> Location | None:
    """An address or place, with its country and city where they are known."""
    section = value.section(("text", "country", "city"), ("text",))
    text = section.text("text")
    country, city = country_at(section, "country"), section.text("city")
    return Location(text, country, city) if text else None


def date_at(section: Section, key: str) -> PartialDate | None:
    """The date at ``key``, or None where the key is absent."""
    value = section.get(key)
    return as_date(value) if value is not None else None


def country_at(section: Section, key: str) -> str | None:
    """The country code at ``key``, or None where the key is absent."""
    value = section.get(key)
    return as_country(value) if value is not None else None


def url_at(section: Section, key: str) -> str | None:
    """The address at ``key``, or None where the key is absent."""
    value = section.get(key)
    return as_url(value) if value is not None else None


def _date(text: str) -> PartialDate | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year or 0, month if month else None, day if day else None)


def _start(value: PartialDate) -> tuple[int, int, int]:
    return value.year, value.month or 1, value.day or 1
