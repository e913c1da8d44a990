"""Compiled, memory-mapped lists: build, save, open, candidates."""

from sanctionscreen.index.born import born
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.opening import open_index
from sanctionscreen.index.retrieval import Wanted

__all__ = ["ListIndex", "Wanted", "born", "open_index"]
