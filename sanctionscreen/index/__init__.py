"""Compiled, memory-mapped lists: build, save, open, candidates."""

from sanctionscreen.index.born import UNKNOWN, Born, born
from sanctionscreen.index.candidates import Wanted
from sanctionscreen.index.facts import country_bits, gender_bit, kind_number
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.opening import load_index, open_index
from sanctionscreen.index.parts import EntryDigests, entry_digests, numbers_by_id, part_of

__all__ = [
    "UNKNOWN",
    "Born",
    "EntryDigests",
    "ListIndex",
    "Wanted",
    "born",
    "country_bits",
    "entry_digests",
    "gender_bit",
    "kind_number",
    "load_index",
    "numbers_by_id",
    "open_index",
    "part_of",
]
