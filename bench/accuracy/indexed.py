"""An index shared with worker processes, and work spread over them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from bench.accuracy.pairs import split_of
from bench.accuracy.scorers import preparer
from bench.lists_io import WORKERS
from sanctionscreen.index import ListIndex
from sanctionscreen.index.build import build
from sanctionscreen.index.layout import load, save
from sanctionscreen.model import ListedParty
from sanctionscreen.sources.base import ParsedList

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index on disk, opened, with the groups of its parties by listed id."""

    path: Path
    index: ListIndex
    groups: dict[str, int]

    def group(self, listed_id: str) -> int:
        """The number that linked entries share."""
        return self.groups[listed_id]

    def reported(self) -> list[ListedParty]:
        """The parties of the part that is reported, by which nothing was chosen."""
        index, parties = self.index, tuple(self.index.parties())
        return [
            party
            for number, party in enumerate(parties)
            if split_of(parties[min(index.group_members(index.group_of(number)))].listed_id)
            == "test"
        ]


def compiled(lists: Iterable[ParsedList], folder: Path, name: str) -> Indexed:
    """Compiles lists to an index in a folder and opens it."""
    chosen = tuple(lists)
    parties = [party for item in chosen for party in item.parties]
    path = folder / f"{name}.bin"
    save(path, build(parties, [item.ref for item in chosen], preparer()))
    return opened(path)


@lru_cache(maxsize=4)
def opened(path: Path) -> Indexed:
    """Opens a compiled index, once a process."""
    index = ListIndex(load(path))
    groups = {party.listed_id: index.group_of(i) for i, party in enumerate(index.parties())}
    return Indexed(path, index, groups)


def spread(
    work: Callable[[Indexed, Sequence[Item]], list[Result]],
    items: Sequence[Item],
    indexed: Indexed,
) -> list[Result]:
    """Applies work to many items at once in two processes that map the same index, in order."""
    chunks = [items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK)]
    with ProcessPoolExecutor(WORKERS) as pool:
        found = pool.map(partial(_apply, work, indexed.path), chunks)
        return [result for results in found for result in results]


def _apply(
    work: Callable[[Indexed, Sequence[Item]], list[Result]], path: Path, items: Sequence[Item]
) -> list[Result]:
    return work(opened(path), items)
