"""The fields beside the name: dates, countries, kind, gender, identifiers, cities."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sanctionscreen.counterparties.headings import heading_key
from sanctionscreen.counterparties.lint import ambiguous_date, is_placeholder, tidy
from sanctionscreen.fields.countries import CountryReading, read_countries
from sanctionscreen.fields.dates import DateOrder, ParsedDate, parse_date
from sanctionscreen.model import DateSpan, Gender, Kind, RowWarning

_SEVERAL = re.compile(r"[;|\n\r]+")
_SEVERAL_DATES = re.compile(r"[;|\n\r]+|\s+(?:or|ou|oder)\s+")
_ROUNDED = re.compile(r"^\d(?:[.,]\d+)?E\+\d+$", re.IGNORECASE)
_CACHED = 20_000
"""Different values of one column kept read; files repeat countries and dates."""
_WORDS_CACHED = 1_000
"""The same of columns that hold a few words."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a cell says, and what was odd about it."""

    birth_dates: tuple[DateSpan, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    warnings: tuple[RowWarning, ...] = ()


class ValueReader:
    """Reads the cells of one file; remembers what it has read, within bounds."""

    def __init__(self, order: DateOrder | None) -> None:
        self._order = order
        self.countries = lru_cache(maxsize=_CACHED)(_read_country_cell)
        self.birth_dates = lru_cache(maxsize=_CACHED)(self._read_dates)

    def _read_dates(self, text: str) -> Values:
        whole = parse_date(text, self._order)
        if whole is not None:
            return Values((whole.span,), warnings=tuple(_doubts(text, whole, self._order)))
        dates: list[DateSpan] = []
        warnings: list[RowWarning] = []
        for piece in map(tidy, _SEVERAL_DATES.split(text)):
            if not piece or not any(char.isalnum() for char in piece) or is_placeholder(piece):
                continue
            parsed = parse_date(piece, self._order)
            if parsed is None:
                message = f"the birth date {piece!r} is not understood: screened without it"
                warnings.append(RowWarning("birth-date", message))
                continue
            dates.append(parsed.span)
            warnings.extend(_doubts(piece, parsed, self._order))
        return Values(birth_dates=tuple(dict.fromkeys(dates)), warnings=tuple(warnings))


def read_identifiers(text: str) -> Values:
    """Identifiers of a cell, as written; several are separated by ";" or line breaks."""
    pieces = [tidy(piece) for piece in _SEVERAL.split(text)]
    found = [piece for piece in pieces if any(c.isalnum() for c in piece)]
    kept = [piece for piece in found if not _ROUNDED.match(piece) and not is_placeholder(piece)]
    warnings = tuple(
        RowWarning(
            "identifier",
            f"the identifier {piece!r} was rounded by a spreadsheet: screened without it",
        )
        for piece in found
        if _ROUNDED.match(piece)
    )
    return Values(identifiers=tuple(dict.fromkeys(kept)), warnings=warnings)


@lru_cache(maxsize=_WORDS_CACHED)
def read_kind(text: str) -> Kind | None:
    """The kind that a cell names, in several languages, or None where it is not understood."""
    found = _words("kind").get(heading_key(text))
    return None if found is None else Kind(found)


@lru_cache(maxsize=_WORDS_CACHED)
def read_gender(text: str, heading: str) -> Gender | None:
    """The gender that a cell names, or None where it is not understood.

    "M" in a column headed "Sexo" is *masculino* in Portuguese and *mujer* in Spanish: None.
    """
    key = heading_key(text)
    if key == "m" and heading_key(heading) == "sexo":
        return None
    found = _words("gender").get(key)
    return None if found is None else Gender(found)


def _read_country_cell(text: str) -> Values:
    if text.strip() == "na":
        message = 'the country "na" is read as "not available": write "NA" for Namibia'
        return Values(warnings=(RowWarning("country", message),))
    reading: CountryReading = read_countries(text)
    warnings = tuple(
        RowWarning("country", f"the country {piece!r} is not understood: screened without it")
        for piece in reading.unknown
    )
    return Values(countries=reading.codes, warnings=warnings)


def _doubts(text: str, parsed: ParsedDate, order: DateOrder | None) -> list[RowWarning]:
    doubts = []
    if parsed.is_ambiguous:
        doubts.append(ambiguous_date(f"{parsed.span}, from {text!r}"))
    if parsed.contradicts_order:
        message = f"the date {text!r} is not in the order {order}: is the date order right?"
        doubts.append(RowWarning("date-order", message))
    return doubts


@cache
def _words(name: str) -> dict[str, str]:
    path = Path(__file__).with_name("data") / "values.json"
    data = json.loads(path.read_text(encoding="utf-8"))[name]
    return {heading_key(word): value for value, words in data.items() for word in words}
