"""Which entries are one party: by publishers' references and strong identifiers, never by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def link(parties: Sequence[ListedParty]) -> list[int]:
    """For each party the number of the first party that it is one with (its own, if none)."""
    leader = list(range(len(parties)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    first: dict[tuple[str, ...], int] = {}
    for number, party in enumerate(parties):
        for tie in _ties(party):
            other = find(first.setdefault(tie, number))
            mine = find(number)
            leader[max(mine, other)] = min(mine, other)
    return [find(number) for number in range(len(parties))]


def _ties(party: ListedParty) -> Iterator[tuple[str, ...]]:
    yield ("entry", party.listed_id)
    for reference in party.references:
        yield ("entry", reference)
    for item in party.identifiers:
        value = normalise_identifier(item.value)
        if item.type in _STRONG and is_comparable(value):
            # Two countries may give one number to two people; one publisher may list two
            # parties of different kinds (a ship and her owner) under one.
            yield ("identifier", item.type, item.country or "", value, party.kind)


def superseded(parties: Sequence[ListedParty], newer: dict[str, frozenset[str]]) -> set[int]:
    """Curated entries whose publisher's own list is loaded and newer than their list.

    Args:
        newer: Curated list id to the loaded official lists that are newer.
    """
    return {
        number
        for number, party in enumerate(parties)
        for reference in party.references
        if reference.partition(":")[0] in newer.get(party.list_id, frozenset())
    }


def repeated(parties: Sequence[ListedParty]) -> dict[int, str]:
    """US Consolidated Screening List entries that stand in a loaded OFAC list, by OFAC's own id.

    An entry for an id that the loaded list does not hold is none of them, whatever list it says
    it comes from: the screening list may be the newer one.

    Returns:
        The entry's number and the id of the OFAC list that it repeats.
    """
    held = {party.listed_id for party in parties if party.list_id in _OFAC}
    found: dict[int, str] = {}
    for number, party in enumerate(parties):
        if party.list_id == _SCREENING_LIST:
            ids = [ref for ref in party.references if ref.partition(":")[0] in _OFAC]
            if ids and held.issuperset(ids):
                found[number] = ids[0].partition(":")[0]
    return found
