"""Which column of a plain CSV holds what: by its heading, or by a mapping."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFormatError, UsageError
from sanctionscreen.sources.published_text import squeeze
from sanctionscreen.sources.tables import heading_key
from sanctionscreen.strict_yaml import nearest

_HEADINGS = {
    "name": "name|full name|entity name|company name|legal name|party name|listed name|name of "
    "party|name of entity|organisation name|organization name|vessel name",
    "id": "id|entry id|list id|record id|uid|reference|ref",
    "kind": "kind|type|entity type|party type",
    "aliases": "aliases|alias|aka|a.k.a.|also known as|other names|alternative names|alt names",
    "birth_date": "birth date|date of birth|dob|birthdate|born",
    "country": "country|countries|country of residence|country code|jurisdiction",
    "nationality": "nationality|nationalities|citizenship",
    "identifier": "identifier|identifiers|id number|passport|passport number|passport no|tax id|"
    "tax number|vat number|registration number|company number|national id|lei|imo|imo number|bic|"
    "swift",
    "programme": "programme|program|sanctions programme|sanctions program|programmes|programs",
    "remarks": "remarks|remark|reason|reasons|notes|note|comment|comments",
    "listed_on": "listed on|date listed|listing date|date added|added on",
}
"""Our fields, and the usual headings of each."""

FIELDS = tuple(_HEADINGS)
_BY_KEY = {
    heading_key(heading): field
    for field, headings in _HEADINGS.items()
    for heading in headings.split("|")
}
# A party can have several passports and registers; of everything else one column is enough.
_MANY = ("identifier", "remarks")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file.

    Attributes:
        headings: As in the file.
        positions: (our field, 0-based position), in the order of the file.
    """

    headings: tuple[str, ...]
    positions: tuple[tuple[str, int], ...]

    @property
    def names(self) -> tuple[int, ...]:
        """The positions of the name columns; one in a file that can be read."""
        return self.of("name")

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that stand for no field of ours."""
        known = {position for _, position in self.positions}
        named = enumerate(self.headings)
        return tuple(name for position, name in named if name and position not in known)

    def of(self, field: str) -> tuple[int, ...]:
        """The positions of a field's columns."""
        return tuple(position for name, position in self.positions if name == field)

    def check(self, path: Path) -> None:
        """Refuses columns that leave in doubt what is screened.

        Raises:
            ListFormatError: there is no name column, or there are two of one field.
        """
        hint = "Say which column is which with a column mapping"
        if not self.names:
            raise ListFormatError(
                f"no column holds names; the headings are: {', '.join(self.headings) or 'none'}",
                path=path,
                line=1,
                field="name",
                hint=f"{hint}, or head it 'name'",
            )
        for field in FIELDS:
            found = self.of(field)
            if len(found) > 1 and field not in _MANY:
                both = " and ".join(f"'{self.headings[position]}'" for position in found)
                raise ListFormatError(
                    f"more than one column holds the {field}: {both}",
                    path=path,
                    line=1,
                    field=field,
                    hint=hint,
                )


def find_columns(headings: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Columns:
    """Finds our fields among the headings; a field of the mapping is taken from there alone.

    Raises:
        UsageError: the mapping names a field that does not exist, or a column that is not there.
    """
    names = tuple(squeeze(heading) for heading in headings)
    keys = tuple(heading_key(name) for name in names)
    mapped: dict[int, str] = {}
    for field, heading in mapping:
        if field not in FIELDS:
            raise UsageError(f"'{field}' is no field of a list", hint=nearest(field, FIELDS))
        if heading_key(heading) not in keys:
            raise UsageError(f"no column is headed '{heading}'", hint=nearest(heading, names))
        mapped[keys.index(heading_key(heading))] = field
    taken = set(mapped.values())
    positions = []
    for position, key in enumerate(keys):
        found = mapped.get(position) or _BY_KEY.get(key)
        if found and (position in mapped or found not in taken):
            positions.append((found, position))
    return Columns(names, tuple(positions))
