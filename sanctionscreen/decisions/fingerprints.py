"""Fingerprints: what was judged of a counterparty and of a listed entry, a digest a field."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

from sanctionscreen.fields.identifiers import normalise_identifier
from sanctionscreen.model import Counterparty, Kind, ListedParty

Fingerprint: TypeAlias = tuple[tuple[str, str], ...]
"""Field to digest, in the order of the fields; a field without a value is left out."""

ROW_FIELDS = (
    "names", "kind", "birth_dates", "countries", "gender", "identifiers", "cities",
)  # fmt: skip
ENTRY_FIELDS = (
    "kind", "names", "birth_dates", "birthplaces", "nationalities", "gender", "identifiers",
    "addresses", "programmes", "measures",
)  # fmt: skip
DIGEST_LENGTH = 16
"""Hexadecimal digits: 64 bits tell the values of one field of one party apart."""


def row_fingerprint(row: Counterparty) -> Fingerprint:
    """What a decision judges of a counterparty: every field that screening compares.

    Case, blanks and the order of values change nothing. The order of a name's words counts only
    where the row has no id: then the fingerprint alone says which row it is.
    """
    is_ordered = row.id is None
    return _fingerprint(
        {
            "names": (_name(name.text, is_ordered=is_ordered) for name in row.names),
            "kind": () if row.kind is Kind.UNKNOWN else (str(row.kind),),
            "birth_dates": map(str, row.birth_dates),
            "countries": row.countries,
            "gender": () if row.gender is None else (str(row.gender),),
            "identifiers": map(normalise_identifier, row.identifiers),
            "cities": map(_text, row.cities),
        }
    )


def entry_fingerprint(entry: ListedParty) -> Fingerprint:
    """What a decision judges of a listed entry.

    Left out is what publishers reword without saying anything new of who the party is: remarks,
    positions, reference addresses, the ranking of names, and listing dates.
    """
    return _fingerprint(
        {
            "kind": () if entry.kind is Kind.UNKNOWN else (str(entry.kind),),
            "names": (_name(name.text, is_ordered=False) for name in entry.names),
            "birth_dates": map(str, entry.birth_dates),
            "birthplaces": (_text(place.text) for place in entry.birthplaces),
            "nationalities": entry.nationalities,
            "gender": () if entry.gender is None else (str(entry.gender),),
            "identifiers": (
                f"{item.type} {item.country or ''} {normalise_identifier(item.value)}"
                for item in entry.identifiers
            ),
            "addresses": (_text(place.text) for place in entry.locations),
            "programmes": (_text(d.programme_as_published) for d in entry.designations),
            "measures": (str(m) for d in entry.designations for m in d.measures),
        }
    )


def changed_fields(before: Fingerprint, now: Fingerprint) -> tuple[str, ...]:
    """The fields that differ, in words, in the order in which they stand."""
    old, new = dict(before), dict(now)
    names = dict.fromkeys((*old, *new))
    return tuple(field_words(name) for name in names if old.get(name) != new.get(name))


def field_words(name: str) -> str:
    """A field as a reader knows it: ``birth_dates`` are birth dates."""
    return name.replace("_", " ")


def _fingerprint(fields: dict[str, Iterable[str]]) -> Fingerprint:
    values = ((name, sorted({value for value in found if value})) for name, found in fields.items())
    return tuple((name, _digest(found)) for name, found in values if found)


def _digest(values: list[str]) -> str:
    # JSON keeps values apart, and escapes half characters, which no encoding takes.
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:DIGEST_LENGTH]


def _text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name(text: str, *, is_ordered: bool) -> str:
    words = _text(text).replace(",", " ").split()
    return " ".join(words if is_ordered else sorted(words))
