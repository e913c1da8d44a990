"""Which column holds what: usual headings in several languages, or the mapping that was given."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sanctionscreen.counterparties.options import NAME_FIELDS, Field, ReadingOptions
from sanctionscreen.errors import InputError, UsageError

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRAILING_NUMBER = re.compile(r"\s*\d{1,2}$")
_ROLES = frozenset(
    {"vendor", "supplier", "customer", "client", "counterparty", "party", "payee", "beneficiary"}
    | {"partner", "merchant", "employee", "member", "investor", "shareholder", "applicant"}
    | {"company", "entity", "organisation", "organization", "person", "individual"}
    | {"legal", "registered", "primary", "main", "current", "holder", "owner"}
)
_SHOWN_HEADINGS = 30
_RANKS = ("primary", "further", "fallback")
_FALLBACK = _RANKS.index("fallback")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading in its place, and the field it is read as."""

    field: Field
    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The mapping of a file's columns; the primary name column comes first."""

    columns: tuple[Column, ...]
    unused: tuple[str, ...]

    def of(self, field: Field) -> tuple[Column, ...]:
        """The columns of one field, in the order in which they are read."""
        return tuple(column for column in self.columns if column.field is field)


def lay_out(headings: tuple[str, ...], options: ReadingOptions, name: str) -> Layout:
    """Maps the columns of a file.

    Given columns go before found ones. Of the usual headings, those of a primary name ("Name",
    "Firma", "Наименование") come before those of further names ("Alias"), and a bare role
    ("Vendor", "Company") is a name only where there is neither of "Name" and its parts. Every
    name column is screened.

    Raises:
        UsageError: no column holds names, or a given heading is not there.
        InputError: two columns with the same heading are both mapped.
    """
    columns = [*_given(headings, options, name), *_found(headings, options)]
    fields = {column.field for column in columns}
    if Field.NAME not in fields and Field.FAMILY_NAME not in fields:
        raise UsageError(
            f"no column is recognised as the name; the headings are {_shown(headings)}",
            path=name,
            field="name",
            hint='Say which one it is, for instance --column name="Vendor name"',
        )
    _check_repeated(headings, columns, name)
    used = {column.index for column in columns}
    unused = (heading for index, heading in enumerate(headings) if index not in used and heading)
    return Layout(tuple(columns), tuple(dict.fromkeys(unused)))


def _given(headings: tuple[str, ...], options: ReadingOptions, name: str) -> list[Column]:
    columns = []
    for field, heading in options.headings_of(*Field):
        indices = [i for i, each in enumerate(headings) if each == " ".join(heading.split())]
        if not indices:
            wanted = heading_key(heading)
            indices = [i for i, each in enumerate(headings) if heading_key(each) == wanted]
        if not indices:
            close = difflib.get_close_matches(heading, headings, n=1, cutoff=0.5)
            meant = f"Did you mean {close[0]!r}? " if close else ""
            raise UsageError(
                f"there is no column {heading!r}",
                path=name,
                field=f"column {field}",
                hint=f"{meant}The headings are {_shown(headings)}",
            )
        columns += [Column(field, index, headings[index]) for index in indices]
    return columns


def _found(headings: tuple[str, ...], options: ReadingOptions) -> list[Column]:
    given = {field for field, _ in options.headings_of(*Field)}
    if given & set(NAME_FIELDS):
        given |= set(NAME_FIELDS)
    taken = {heading for _, heading in options.headings_of(*Field)}
    ranked: list[tuple[int, Column]] = []
    for index, heading in enumerate(headings):
        meaning = _meaning(heading)
        if meaning is not None and meaning[0] not in given and heading not in taken:
            ranked.append((meaning[1], Column(meaning[0], index, heading)))
    has_name = any(
        rank == 0 and column.field in (Field.NAME, Field.FAMILY_NAME) for rank, column in ranked
    )
    ranked.sort(key=lambda each: each[0])
    return [column for rank, column in ranked if not (has_name and rank == _FALLBACK)]


def _meaning(heading: str) -> tuple[Field, int] | None:
    """The field of a heading, and its rank among the headings of that field."""
    for text in (heading, _BRACKETS.sub(" ", heading)):
        key = heading_key(text)
        for candidate in (key, _TRAILING_NUMBER.sub("", key), _without_role(key)):
            if candidate in _vocabulary():
                return _vocabulary()[candidate]
    return None


def _without_role(key: str) -> str:
    first, _, rest = key.partition(" ")
    return _TRAILING_NUMBER.sub("", rest) if first in _ROLES else key


def heading_key(text: str) -> str:
    """A heading without case, accents and signs: "VendorName*" and "vendor_name" are one."""
    decomposed = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text)).casefold()
    kept = (
        "" if unicodedata.combining(c) else c if c.isalnum() else " "
        for c in decomposed.replace("\u0438\u0306", "й")
    )
    return " ".join("".join(kept).split())


def _check_repeated(headings: tuple[str, ...], columns: list[Column], name: str) -> None:
    for column in columns:
        if headings.count(column.heading) > 1:
            raise InputError(
                f"the heading {column.heading!r} is there {headings.count(column.heading)} times",
                path=name,
                field=str(column.field),
                hint="Give each column a heading of its own",
            )


def _shown(headings: tuple[str, ...]) -> str:
    shown = ", ".join(repr(heading[:60]) for heading in headings[:_SHOWN_HEADINGS])
    return shown + (", ..." if len(headings) > _SHOWN_HEADINGS else "")


@cache
def _vocabulary() -> dict[str, tuple[Field, int]]:
    path = Path(__file__).with_name("data") / "headings.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    table: dict[str, tuple[Field, int]] = {}
    for field in Field:
        sections = data[field] if isinstance(data[field], dict) else {"primary": data[field]}
        for rank, section in enumerate(_RANKS):
            for heading in sections.get(section, ()):
                table.setdefault(heading_key(heading), (field, rank))
    return table
