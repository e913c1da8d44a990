"""What a user says of a party beside its name, read from options."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sanctionscreen.errors import UsageError
from sanctionscreen.model import DateSpan, Kind


@dataclass(frozen=True, slots=True)
class PartyFields:
    """Fields of one party, understood."""

    birth_date: DateSpan | None
    country: str | None
    kind: Kind
    identifier: str | None

    def digest(self, name: str) -> str:
        """sha256 over all that was asked, as a file's would be over its bytes."""
        parts = (name, self.birth_date, self.country, self.kind, self.identifier)
        text = repr(tuple(None if part is None else str(part) for part in parts))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def party_fields(
    birth_date: str | None, country: str | None, kind: Kind, identifier: str | None
) -> PartyFields:
    """Reads the options; what is not understood is refused, never left out.

    Raises:
        UsageError: the date is none, or could be two days; the country is unknown.
    """
    return PartyFields(_birth_date(birth_date), _country(country), kind, identifier)


def _birth_date(text: str | None) -> DateSpan | None:
    from sanctionscreen.fields.dates import parse_date

    if text is None:
        return None
    parsed = parse_date(text)
    hint = "Write it as YYYY-MM-DD, YYYY-MM or YYYY"
    if parsed is None:
        raise UsageError(f"{text!r} is not a date", field="birth-date", hint=hint)
    if parsed.is_ambiguous:
        raise UsageError(f"{text!r} could be two days", field="birth-date", hint=hint)
    return parsed.span


def _country(text: str | None) -> str | None:
    from sanctionscreen.fields.countries import country_code

    if text is None:
        return None
    code = country_code(text)
    if code is None:
        raise UsageError(
            f"{text!r} names no single country",
            field="country",
            hint="Give its name or its two-letter ISO 3166 code",
        )
    return code
