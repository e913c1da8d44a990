"""The query side: one row to screen, or the reason why a row cannot be screened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sanctionscreen.model.listed import DateSpan, Gender, Kind, NamePart


class NameOrigin(StrEnum):
    """How a query name was taken from its row."""

    WHOLE = "whole field"
    PART = "part of the field"
    OTHER_COLUMN = "further name column"


@dataclass(frozen=True, slots=True)
class QueryName:
    """A name to screen; ``parts`` are given where the file tags them (family, given, middle)."""

    text: str
    origin: NameOrigin = NameOrigin.WHOLE
    parts: tuple[tuple[NamePart, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowWarning:
    """Something odd in a row that was screened all the same."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Counterparty:
    """One row to screen.

    Attributes:
        row: 1-based data row. ``line``: 1-based line in the file where the row begins.
        names: At least one; the first is what outputs show as ``query``.
        countries: ISO 3166-1 alpha-2.
        identifiers: As written, separators kept.
    """

    row: int
    line: int
    id: str | None
    names: tuple[QueryName, ...]
    kind: Kind = Kind.UNKNOWN
    birth_dates: tuple[DateSpan, ...] = ()
    countries: tuple[str, ...] = ()
    gender: Gender | None = None
    identifiers: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    warnings: tuple[RowWarning, ...] = ()

    @property
    def query(self) -> str:
        return self.names[0].text if self.names else ""

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """What the row says of itself, as field and value; what it leaves open is left out."""
        values = (
            ("names", "; ".join(name.text for name in self.names)),
            ("kind", "" if self.kind is Kind.UNKNOWN else str(self.kind)),
            ("birth_dates", ", ".join(map(str, self.birth_dates))),
            ("countries", ", ".join(self.countries)),
            ("gender", "" if self.gender is None else str(self.gender)),
            ("identifiers", "; ".join(self.identifiers)),
            ("cities", "; ".join(self.cities)),
        )
        return tuple((name, value) for name, value in values if value)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of which nothing can be compared: its outcome is ``not-screened``."""

    row: int
    line: int
    id: str | None
    query: str
    reason: str
