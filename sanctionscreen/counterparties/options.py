"""How a file of counterparties is to be read: column mapping, date order, encoding and the like."""

from __future__ import annotations

import codecs
import difflib
from dataclasses import dataclass
from enum import StrEnum

from sanctionscreen.errors import UsageError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Kind


class Field(StrEnum):
    """What a column can hold."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    MIDDLE_NAME = "middle_name"
    ID = "id"
    BIRTH_DATE = "birth_date"
    COUNTRY = "country"
    KIND = "kind"
    GENDER = "gender"
    IDENTIFIER = "identifier"
    CITY = "city"


NAME_FIELDS = (Field.NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME)

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a user says about a file; everything has a default found from the file.

    Attributes:
        columns: (field, heading) pairs as given with ``--column field=heading``. A field that is
            named here is read from these columns only; naming one of the name fields replaces
            all name columns.
        date_order: Of dates of three numbers where the year does not come first.
        encoding: A Python codec name; found from the bytes where None.
        delimiter: One character, or ``tab``; found from the first rows where None.
        sheet: Of a workbook; its first visible one where None.
        kind_default: For rows whose kind is not given or not understood.

    Raises:
        UsageError: a field, encoding or delimiter that does not exist.
    """

    columns: tuple[tuple[str, str], ...] = ()
    date_order: DateOrder | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    kind_default: Kind = Kind.UNKNOWN

    def __post_init__(self) -> None:
        for field, _ in self.columns:
            _check_field(field)
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.delimiter is not None and (
            len(self.delimiter_character or "") != 1
            or self.delimiter_character in ('"', "\n", "\r")
        ):
            raise UsageError(
                f"{self.delimiter!r} is no delimiter",
                field="delimiter",
                hint="Give one character, or tab",
            )

    @property
    def delimiter_character(self) -> str | None:
        """The delimiter itself, with names such as ``tab`` resolved."""
        if self.delimiter is None:
            return None
        return _DELIMITERS.get(self.delimiter.casefold(), self.delimiter)

    def headings_of(self, *fields: Field) -> tuple[tuple[Field, str], ...]:
        """The columns given for these fields, in the order given."""
        return tuple((Field(field), heading) for field, heading in self.columns if field in fields)


def _check_field(field: str) -> None:
    known = [str(each) for each in Field]
    if field in known:
        return
    close = difflib.get_close_matches(field.casefold().replace(" ", "_"), known, n=1)
    meant = f"Did you mean {close[0]}? " if close else ""
    raise UsageError(
        f"there is no field {field!r} to map a column to",
        field="column",
        hint=f"{meant}Fields are {', '.join(known)}",
    )


def _check_encoding(encoding: str) -> None:
    try:
        # Codecs such as "hex" exist but give no text.
        is_text = isinstance(codecs.decode(b"", encoding), str)
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise UsageError(
            f"there is no text encoding {encoding!r}",
            field="encoding",
            hint="Give for instance utf-8, utf-16, windows-1251 or windows-1252",
        )
