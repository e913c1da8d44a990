"""Compiled, memory-mapped lists: build, save, open, candidates."""

from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.opening import open_index

__all__ = ["ListIndex", "open_index"]
