"""The compiled piece of one list: an update of one list compiles that one, and no other."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.index import layout
from sanctionscreen.index.build import build
from sanctionscreen.index.codec import decode
from sanctionscreen.index.layout import Array
from sanctionscreen.index.linking import Entry, entry_of
from sanctionscreen.model import ListedParty, ListRef, NameType
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.sources.base import ParsedList

_ENTRIES, _NAMES, _WEAK = "piece_entries", "piece_names", "piece_weak"
"""What a piece has beside the arrays of an index of its list alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An index of one list alone, and what joins it with others.

    Attributes:
        entries: What each party is linked by.
        names, weak: How many names, and weak aliases, each party has.
    """

    arrays: Mapping[str, Array]
    ref: ListRef
    entries: tuple[Entry, ...]
    names: Array
    weak: Array


def compile_piece(parsed: ParsedList, preparer: Preparer) -> dict[str, Array]:
    """The arrays of a list's piece."""
    parties = parsed.parties
    weak = [sum(name.type is NameType.WEAK for name in party.names) for party in parties]
    return {
        **build(parties, [parsed.ref], preparer),
        _ENTRIES: _entries_bytes(parties),
        _NAMES: np.array([len(party.names) for party in parties], dtype=np.uint32),
        _WEAK: np.array(weak, dtype=np.uint32),
    }


def piece_of(arrays: Mapping[str, Array]) -> Piece:
    """The piece that these arrays are."""
    ref = decode(ListRef, arrays["ref_bytes"].tobytes())
    entries = tuple(
        Entry(listed_id, list_id, tuple(references), tuple(map(tuple, numbers)))
        for listed_id, list_id, references, numbers in json.loads(arrays[_ENTRIES].tobytes())
    )
    return Piece(arrays, ref, entries, arrays[_NAMES], arrays[_WEAK])


def kept_piece(path: Path | None, compiled: Callable[[], dict[str, Array]]) -> Piece:
    """A list's piece from the cache, where it is there and sound; else compiled, and kept.

    Args:
        path: In the cache; None where there is none.
        compiled: Reads the list and compiles it.
    """
    if path is None:
        return piece_of(compiled())
    try:
        found = layout.load(path)
        found.check()
    except (OSError, IndexDamagedError):
        arrays: Mapping[str, Array] = compiled()
        with contextlib.suppress(OSError):  # a cache that cannot be written is slower, not wrong
            layout.save(path, arrays)
            arrays = layout.load(path)  # mapped: only one list at a time is held in memory
        return piece_of(arrays)
    with contextlib.suppress(OSError):
        path.touch()
    return piece_of(found)


def _entries_bytes(parties: Sequence[ListedParty]) -> Array:
    entries = [
        (entry.listed_id, entry.list_id, entry.references, entry.numbers)
        for entry in map(entry_of, parties)
    ]
    return np.frombuffer(json.dumps(entries, separators=(",", ":")).encode(), dtype=np.uint8)
