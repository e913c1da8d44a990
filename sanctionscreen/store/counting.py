"""What a list holds, counted, and what it lost since it was counted before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import Kind, ListedParty, NameType

FIELDS = (
    *("kind", "gender", "birth_dates", "birthplaces", "nationalities", "identifiers"),
    *("locations", "positions", "remarks", "links", "references"),
    *("name_parts", "names_in_other_scripts"),
    *("programme", "measures", "listed_on", "legal_basis", "reference_url"),
)
"""Fields whose filling is counted, as parties that have the field at all."""

_KEYS = ("parties", "names", "filled")


@dataclass(frozen=True, slots=True)
class ListStatistics:
    """What a list holds; two readings of one list are compared by it.

    Attributes:
        names: Names of each type, in the order of ``NameType``.
        filled: Parties that have each of ``FIELDS``, in that order.
    """

    parties: int
    names: tuple[tuple[NameType, int], ...]
    filled: tuple[tuple[str, int], ...]

    @property
    def all_names(self) -> int:
        """Names of every type."""
        return sum(count for _, count in self.names)

    @property
    def weak_aliases(self) -> int:
        """Names that the publisher calls weak."""
        return dict(self.names)[NameType.WEAK]

    def to_record(self) -> dict[str, object]:
        """The statistics as plain values for JSON; ``from_record`` reads them again."""
        return {
            "parties": self.parties,
            "names": {name_type.value: count for name_type, count in self.names},
            "filled": dict(self.filled),
        }

    @staticmethod
    def from_record(record: object) -> ListStatistics:
        """Reads what ``to_record`` wrote.

        Raises:
            ListFormatError: a value is missing, unknown or not a count that a list can have.
        """
        values = _mapping(record, "statistics", _KEYS)
        parties = _count(values["parties"], "parties")
        names = _counts(values["names"], "names", tuple(kind.value for kind in NameType))
        filled = _counts(values["filled"], "filled", FIELDS)
        for field, count in filled:
            if count > parties:
                raise _unreadable(f"{count} of {parties} parties cannot have it", field)
        return ListStatistics(parties, tuple((NameType(key), n) for key, n in names), filled)


@dataclass(frozen=True, slots=True)
class Floor:
    """How much a count may fall from one snapshot of a list to the next.

    Attributes:
        share: Of the earlier count. Between publications half a year apart or less no count of the
            real lists at hand fell by more; over years two did (the gender on the UN list by 11 %
            in four, positions on OFAC's SDN List by 23 % in one and a half), which then has to be
            accepted by hand.
        slack: A fall by so many is always allowed: in a short list it is an ordinary delisting.
    """

    share: float = 0.05
    slack: int = 3

    def lowest(self, previous: int) -> int:
        """The lowest count that is allowed after ``previous``."""
        return previous - max(self.slack, int(previous * self.share))


DEFAULT_FLOOR = Floor()


def statistics_of(parties: Iterable[ListedParty]) -> ListStatistics:
    """Counts the parties of a list, their names, and the fields that they have."""
    number = 0
    names: Counter[NameType] = Counter()
    filled: Counter[str] = Counter()
    for party in parties:
        number += 1
        names.update(name.type for name in party.names)
        filled.update(_filled_fields(party))
    return ListStatistics(
        number,
        tuple((name_type, names[name_type]) for name_type in NameType),
        tuple((field, filled[field]) for field in FIELDS),
    )


def losses(
    previous: ListStatistics, current: ListStatistics, floor: Floor = DEFAULT_FLOOR
) -> tuple[str, ...]:
    """Sentences, without full stops, for all that fell by more than the floor allows.

    A list without parties is always a loss, whatever it held before. Names are compared by type as
    well: strong names that are all of a sudden weak leave the number of names as it was.
    """
    if current.parties == 0:
        return ("the list holds no party",)
    pairs = zip(_measures(previous), _measures(current), strict=True)
    return tuple(
        f"{what}: {now:,}, where there were {before:,} ({before - now:,} fewer, "
        f"and {before - floor.lowest(before):,} are allowed)"
        for (what, before), (_, now) in pairs
        if now < floor.lowest(before)
    )


def _measures(statistics: ListStatistics) -> Iterator[tuple[str, int]]:
    yield "parties", statistics.parties
    yield "names", statistics.all_names
    for name_type, count in statistics.names:
        yield f"names of the type {name_type}", count
    for field, count in statistics.filled:
        yield f"parties with {field.replace('_', ' ')}", count


def _filled_fields(party: ListedParty) -> Iterator[str]:
    designations = party.designations
    has = {
        "kind": party.kind is not Kind.UNKNOWN,
        "gender": party.gender is not None,
        "birth_dates": bool(party.birth_dates),
        "birthplaces": bool(party.birthplaces),
        "nationalities": bool(party.nationalities),
        "identifiers": bool(party.identifiers),
        "locations": bool(party.locations),
        "positions": bool(party.positions),
        "remarks": party.remarks is not None,
        "links": bool(party.links),
        "references": bool(party.references),
        "name_parts": any(name.parts for name in party.names),
        "names_in_other_scripts": any(name.script != "Latn" for name in party.names),
        "programme": any(d.programme is not None for d in designations),
        "measures": any(d.measures for d in designations),
        "listed_on": any(d.listed_on is not None for d in designations),
        "legal_basis": any(d.legal_basis is not None for d in designations),
        "reference_url": any(d.reference_url is not None for d in designations),
    }
    return (field for field in FIELDS if has[field])


def _mapping(value: object, field: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _unreadable("not a mapping", field)
    for key in (*keys, *value):
        if key not in value:
            raise _unreadable(f"{key!r} is missing", field)
        if key not in keys:
            raise _unreadable(f"{key!r} is unknown", field)
    return value


def _counts(value: object, field: str, keys: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    values = _mapping(value, field, keys)
    return tuple((key, _count(values[key], f"{field}.{key}")) for key in keys)


def _count(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _unreadable(f"{value!r} is not a count", field)
    return value


def _unreadable(message: str, field: str) -> ListFormatError:
    return ListFormatError(
        f"the statistics of a list cannot be read: {message}",
        field=field,
        hint="Import or update the list again",
    )
