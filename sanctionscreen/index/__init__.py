"""Compiled, memory-mapped lists: build, save, open, candidates."""

from sanctionscreen.index.born import born
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.opening import load_index, open_index
from sanctionscreen.index.parts import EntryDigests, entry_digests, part_of
from sanctionscreen.index.retrieval import Wanted

__all__ = [
    "EntryDigests",
    "ListIndex",
    "Wanted",
    "born",
    "entry_digests",
    "load_index",
    "open_index",
    "part_of",
]
