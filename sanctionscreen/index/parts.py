"""What tells an entry of an index from what it was, and an index of some of its entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from sanctionscreen.index.listindex import ListIndex

_DIGEST_BYTES = 12
_STRING = rb'"([^"\\]*)"'
_IDS = re.compile(rb'\{"listed_id":' + _STRING + rb',"list_id":' + _STRING)
EntryDigests = dict[str, dict[str, str]]
"""By list id, by listed id, the digest of an entry and of all that is linked with it."""


@lru_cache(maxsize=1)
def entry_digests(index: ListIndex) -> EntryDigests:
    """What each entry, with all entries that are linked with it, holds.

    A row is compared with an entry by what the entry and its linked entries hold, and by nothing
    else of the index: where the digest is the same, so is what comes of it.
    """
    found: EntryDigests = {ref.id: {} for ref in index.refs}
    groups: dict[int, str] = {}
    for number, (listed_id, list_id) in enumerate(_all_ids(index)):
        group = index.group_of(number)
        digest = groups.get(group)
        if digest is None:
            digest = groups[group] = _digest(map(index.encoded, index.group_members(group)))
        found[list_id][listed_id] = digest
    return found


def numbers_by_id(index: ListIndex) -> dict[str, int]:
    """The number of each entry."""
    return {listed_id: number for number, (listed_id, _) in enumerate(_all_ids(index))}


@lru_cache(maxsize=1)
def _all_ids(index: ListIndex) -> tuple[tuple[str, str], ...]:
    return tuple(_ids(index.encoded(number)) for number in range(len(index)))


def _ids(data: bytes) -> tuple[str, str]:
    """Listed id and list id of an entry; most stand as they are, at its beginning."""
    match = _IDS.match(data)
    if match is None:
        record = json.loads(data)
        return record["listed_id"], record["list_id"]
    return match[1].decode(), match[2].decode()


def _digest(entries: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for entry in entries:
        digest.update(len(entry).to_bytes(8, "little"))
        digest.update(entry)
    return digest.hexdigest()


def part_of(index: ListIndex, listed_ids: set[str]) -> ListIndex:
    """An index of these entries alone; those that are linked must all be among them."""
    return index.part([n for n, (key, _) in enumerate(_all_ids(index)) if key in listed_ids])
