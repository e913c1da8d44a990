"""Compiled, memory-mapped lists: build, save, open, candidates."""

from sanctionscreen.index.born import UNKNOWN, Born, born
from sanctionscreen.index.candidates import Wanted
from sanctionscreen.index.facts import country_bits, gender_bit, kind_number
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.opening import open_index

__all__ = [
    "UNKNOWN",
    "Born",
    "ListIndex",
    "Wanted",
    "born",
    "country_bits",
    "gender_bit",
    "kind_number",
    "open_index",
]
