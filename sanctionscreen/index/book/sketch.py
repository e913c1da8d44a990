"""What is kept of some rows: the tokens of their prepared names, and which fields they state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np

from sanctionscreen.fields.identifiers import normalise_identifier
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.model import Counterparty, RejectedRow
from sanctionscreen.names.prepare import Preparer, Token

BIRTH_DATE, COUNTRY, CITY, IDENTIFIER = 1, 2, 4, 8
"""Bits of the fields that may add to a name's weight (:func:`most_beyond_name`)."""

TokenKey = tuple[bool, str, int, int, str]
"""Whether it is read as a person's; its text, its role's number, its weight, what stood there."""


class Sketch(NamedTuple):
    """Some rows in a row; a rejected one has no name.

    Attributes:
        fields: The fields that each row states, as bits.
        rows: The row of each name, counted from the first of these.
        starts: Where the tokens of each name begin, and where the last ends.
        tokens: Of each token its number in ``keys``.
        keys: The distinct tokens.
        identifiers: Row and hash of each identifier.
    """

    fields: Array
    rows: Array
    starts: Array
    tokens: Array
    keys: tuple[TokenKey, ...]
    identifiers: tuple[tuple[int, int], ...]


def sketch_of(rows: Sequence[Counterparty | RejectedRow], preparer: Preparer) -> Sketch:
    """The sketch of some rows, of which each name is read as a person's and as another's."""
    seen: dict[int, int] = {}
    kept: list[tuple[bool, Token]] = []  # which keeps their addresses theirs
    tokens: list[int] = []
    starts, owners = [0], []
    fields = np.zeros(len(rows), np.uint8)
    identifiers: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        if isinstance(row, RejectedRow):
            continue
        fields[number] = _fields(row)
        identifiers += ((number, identifier_hash(value)) for value in row.identifiers)
        for name in row.names:
            for is_person in (True, False):
                prepared = preparer.prepare(name.text, is_person=is_person)
                if prepared is None:
                    continue
                for token in prepared.tokens:
                    at = seen.get(id(token))
                    if at is None:
                        at = seen[id(token)] = len(kept)
                        kept.append((is_person, token))
                    tokens.append(at)
                starts.append(len(tokens))
                owners.append(number)
    numbers: dict[TokenKey, int] = {}
    new = [numbers.setdefault(_key(*each), len(numbers)) for each in kept]
    return Sketch(
        fields,
        np.array(owners, np.int32),
        np.array(starts, np.int32),
        np.array(new, np.int32)[np.array(tokens, np.int64)],
        tuple(numbers),
        tuple(identifiers),
    )


def _key(is_person: bool, token: Token) -> TokenKey:
    return is_person, token.text, _ROLES[token.role], token.weight, token.surface


_ROLES = {role: number for number, role in enumerate(ROLES)}


def _fields(row: Counterparty) -> int:
    return (
        BIRTH_DATE * bool(row.birth_dates)
        | COUNTRY * bool(row.countries)
        | CITY * bool(row.cities)
        | IDENTIFIER * bool(row.identifiers)
    )


def identifier_hash(value: str) -> int:
    """As an index of lists keeps it: equal for equal identifiers, and now and then for others."""
    return crc32(normalise_identifier(value).encode())
