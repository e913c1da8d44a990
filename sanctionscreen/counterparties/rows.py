"""One raw row to one counterparty, or to the reason why nothing in it can be compared."""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeVar

from sanctionscreen.counterparties.headings import Column, Layout
from sanctionscreen.counterparties.lint import Linted, lint_name, tidy
from sanctionscreen.counterparties.naming import NameField, Naming, texts_of
from sanctionscreen.counterparties.options import Field, ReadingOptions
from sanctionscreen.counterparties.table import Notices, RawRow
from sanctionscreen.counterparties.values import (
    ValueReader,
    read_gender,
    read_identifiers,
    read_kind,
)
from sanctionscreen.counterparties.widths import width_of
from sanctionscreen.model import (
    Counterparty,
    DateSpan,
    Gender,
    Kind,
    NameOrigin,
    QueryName,
    RejectedRow,
    RowWarning,
)

_T = TypeVar("_T")


class RowBuilder:
    """Builds the rows of one file, in their order.

    Keeps eight bytes of every id seen, to tell duplicates; nothing else grows with the file.
    """

    def __init__(
        self,
        layout: Layout,
        options: ReadingOptions,
        cut_widths: dict[int, int],
        notices: Notices,
    ) -> None:
        self._id_columns = layout.of(Field.ID)
        self._birth_date_columns = layout.of(Field.BIRTH_DATE)
        self._country_columns = layout.of(Field.COUNTRY)
        self._kind_columns = layout.of(Field.KIND)
        self._gender_columns = layout.of(Field.GENDER)
        self._identifier_columns = layout.of(Field.IDENTIFIER)
        self._city_columns = layout.of(Field.CITY)
        self._naming = Naming(layout)
        self._options = options
        self._cut_widths = dict(cut_widths)
        self._notices = notices
        self._values = ValueReader(options.date_order)
        self._ids: set[bytes] = set()

    def build(self, raw: RawRow) -> Counterparty | RejectedRow:
        """The one item that a raw row becomes."""
        if raw.problem is not None:
            return RejectedRow(raw.row, raw.line, None, raw.text, raw.problem)
        identity = next((text for _, text in _filled(raw, self._id_columns)), None)
        kind = self._kind(raw)
        linted = [
            (field, lint_name(field.raw, kind, self._options.date_order))
            for field in self._naming.fields(raw.cells)
        ]
        names = _query_names(linted)
        if not names:
            shown = tidy(linted[0][0].raw) if linted else ""
            reason = linted[0][1].rejection if linted else None
            return RejectedRow(raw.row, raw.line, identity, shown, reason or "the name is empty")
        warnings = [*self._name_warnings(linted), *self._id_warnings(identity)]
        birth_dates, countries = self._dates_and_countries(raw, linted, warnings)
        return Counterparty(
            row=raw.row,
            line=raw.line,
            id=identity,
            names=names,
            kind=kind,
            birth_dates=birth_dates,
            countries=countries,
            gender=self._gender(raw),
            identifiers=self._identifiers(raw, warnings),
            cities=tuple(text for _, text in _filled(raw, self._city_columns)),
            warnings=tuple(warnings),
        )

    def _kind(self, raw: RawRow) -> Kind:
        for column, text in _filled(raw, self._kind_columns):
            kind = read_kind(text)
            if kind is not None:
                return self._options.kind_default if kind is Kind.UNKNOWN else kind
            self._notices.count(
                f"kinds not understood in column {column.heading!r}, "
                f"read as {self._options.kind_default}",
                raw.line,
            )
        return self._options.kind_default

    def _gender(self, raw: RawRow) -> Gender | None:
        for column, text in _filled(raw, self._gender_columns):
            gender = read_gender(text, column.heading)
            if gender is not None:
                return gender
            self._notices.count(f"genders not understood in column {column.heading!r}", raw.line)
        return None

    def _dates_and_countries(
        self, raw: RawRow, linted: list[tuple[NameField, Linted]], warnings: list[RowWarning]
    ) -> tuple[tuple[DateSpan, ...], tuple[str, ...]]:
        birth_dates: list[DateSpan] = []
        for _, text in _filled(raw, self._birth_date_columns):
            values = self._values.birth_dates(text)
            birth_dates.extend(values.birth_dates)
            warnings.extend(values.warnings)
        for _, each in linted:
            birth_dates.extend(each.birth_dates)
        countries: list[str] = []
        for _, text in _filled(raw, self._country_columns):
            values = self._values.countries(text)
            countries.extend(values.countries)
            warnings.extend(values.warnings)
        return _unique(birth_dates), _unique(countries)

    def _identifiers(self, raw: RawRow, warnings: list[RowWarning]) -> tuple[str, ...]:
        identifiers: list[str] = []
        for _, text in _filled(raw, self._identifier_columns):
            values = read_identifiers(text)
            identifiers.extend(values.identifiers)
            warnings.extend(values.warnings)
        return _unique(identifiers)

    def _name_warnings(self, linted: list[tuple[NameField, Linted]]) -> list[RowWarning]:
        warnings: list[RowWarning] = []
        for field, each in linted:
            if each.rejection is not None:
                warnings.append(RowWarning("name-left-out", f"{each.rejection}; not screened"))
            warnings.extend(each.warnings)
            warnings.extend(self._cut_warning(field))
        return warnings

    def _cut_warning(self, field: NameField) -> list[RowWarning]:
        width = self._cut_widths.get(-1 if field.column is None else field.column)
        if width is None:
            return []
        length = width_of(field.raw)
        if length > width and field.column is not None:
            # A longer name after all: the column has no such width.
            del self._cut_widths[field.column]
        if length != width:
            return []
        message = f"the name is exactly {width} characters long, like others: it may be cut off"
        return [RowWarning("truncated", message)]

    def _id_warnings(self, identity: str | None) -> list[RowWarning]:
        if identity is None:
            return []
        digest = blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if digest in self._ids:
            return [RowWarning("duplicate-id", f"the id {identity!r} is there more than once")]
        self._ids.add(digest)
        return []


def _filled(raw: RawRow, columns: tuple[Column, ...]) -> list[tuple[Column, str]]:
    return [
        (column, tidy(text))
        for column in columns
        if (cell := raw.cells[column.index])
        for text in texts_of(cell)
        if text and not text.isspace()
    ]


def _unique(values: list[_T]) -> tuple[_T, ...]:
    return tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))


def _query_names(linted: list[tuple[NameField, Linted]]) -> tuple[QueryName, ...]:
    """Whole fields first, then their parts, each text once."""
    if len(linted) == 1 and not linted[0][1].parts:
        field, each = linted[0]
        return (QueryName(each.text, parts=field.parts),) if each.text else ()
    found: dict[str, QueryName] = {}
    for field, each in linted:
        if each.text and each.text not in found:
            origin = NameOrigin.OTHER_COLUMN if found else NameOrigin.WHOLE
            found[each.text] = QueryName(each.text, origin, field.parts)
    for _, each in linted:
        for part in each.parts:
            found.setdefault(part, QueryName(part, NameOrigin.PART))
    return tuple(found.values())
