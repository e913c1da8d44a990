"""Which entries are one party: by publishers' references and strong identifiers, never by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanctionscreen.fields.identifiers import is_comparable, normalise_identifier
from sanctionscreen.model import IdentifierType, ListedParty

_STRONG = frozenset(
    {
        IdentifierType.PASSPORT,
        IdentifierType.NATIONAL_ID,
        IdentifierType.TAX,
        IdentifierType.REGISTRATION,
        IdentifierType.IMO,
        IdentifierType.LEI,
        IdentifierType.CRYPTO,
    }
)

_SCREENING_LIST = "us-csl"
_OFAC = frozenset({"ofac-sdn", "ofac-cons"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry is linked by.

    Attributes:
        references: Publishers' own, to other entries.
        numbers: Its strong identifiers, each as what must agree.
    """

    listed_id: str
    list_id: str
    references: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]


def entry_of(party: ListedParty) -> Entry:
    """What links a party."""
    return Entry(party.listed_id, party.list_id, party.references, tuple(_numbers(party)))


def link(parties: Iterable[ListedParty]) -> list[int]:
    """For each party the number of the first party that it is one with (its own, if none)."""
    return link_entries([entry_of(party) for party in parties])


def link_entries(entries: Sequence[Entry]) -> list[int]:
    """For each entry the number of the first entry that it is one with (its own, if none)."""
    leader = list(range(len(entries)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    first: dict[tuple[str, ...], int] = {}
    for number, entry in enumerate(entries):
        for tie in _ties(entry):
            other = find(first.setdefault(tie, number))
            mine = find(number)
            leader[max(mine, other)] = min(mine, other)
    return [find(number) for number in range(len(entries))]


def _ties(entry: Entry) -> Iterator[tuple[str, ...]]:
    yield ("entry", entry.listed_id)
    for reference in entry.references:
        yield ("entry", reference)
    yield from entry.numbers


def _numbers(party: ListedParty) -> Iterator[tuple[str, ...]]:
    for item in party.identifiers:
        value = normalise_identifier(item.value)
        if item.type in _STRONG and is_comparable(value):
            # Two countries may give one number to two people; one publisher may list two
            # parties of different kinds (a ship and her owner) under one.
            yield ("identifier", item.type, item.country or "", value, party.kind)


def superseded(
    entries: Sequence[Entry | ListedParty], newer: Mapping[str, frozenset[str]]
) -> set[int]:
    """Curated entries whose publisher's own list is loaded and newer than their list.

    Args:
        newer: Curated list id to the loaded official lists that are newer.
    """
    return {
        number
        for number, entry in enumerate(entries)
        for reference in entry.references
        if reference.partition(":")[0] in newer.get(entry.list_id, frozenset())
    }


def repeated(entries: Sequence[Entry | ListedParty]) -> dict[int, str]:
    """US Consolidated Screening List entries that stand in a loaded OFAC list, by OFAC's own id.

    An entry for an id that the loaded list does not hold is none of them, whatever list it says
    it comes from: the screening list may be the newer one.

    Returns:
        The entry's number and the id of the OFAC list that it repeats.
    """
    held = {entry.listed_id for entry in entries if entry.list_id in _OFAC}
    found: dict[int, str] = {}
    for number, entry in enumerate(entries):
        if entry.list_id == _SCREENING_LIST:
            ids = [ref for ref in entry.references if ref.partition(":")[0] in _OFAC]
            if ids and held.issuperset(ids):
                found[number] = ids[0].partition(":")[0]
    return found
