"""The kept names of a book, opened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.index.agreeing import runs
from sanctionscreen.index.layout import Array, Arrays, load


@dataclass(frozen=True, slots=True)
class KeptBook:
    """The names of the rows of a book, as :class:`Gatherer` kept them.

    Attributes:
        facts: What was said of it when it was kept; ``rows`` is how many rows it has.
    """

    arrays: Arrays
    facts: dict[str, Any]

    def texts(self, what: str, numbers: Sequence[int]) -> list[str]:
        """Some of the texts that were kept under a name."""
        starts, data = self.arrays[f"{what}_start"], self.arrays[f"{what}_bytes"]
        return [
            data[starts[number] : starts[number + 1]].tobytes().decode("utf-8", "surrogatepass")
            for number in numbers
        ]

    def all_texts(self, what: str) -> list[str]:
        """All texts that were kept under a name."""
        whole = self.arrays[f"{what}_bytes"].tobytes()
        starts = self.arrays[f"{what}_start"].tolist()
        return [whole[low:high].decode("utf-8", "surrogatepass") for low, high in pairwise(starts)]

    def postings(self, what: str, numbers: Array) -> tuple[Array, Array]:
        """The names that hold some tokens or spans, with the place of each in ``numbers``."""
        starts = self.arrays[f"{what}_posting_start"]
        counts = starts[numbers + 1] - starts[numbers]
        names = self.arrays[f"{what}_posting_name"][runs(starts[numbers], counts)]
        return names, np.repeat(np.arange(len(numbers)), counts)


def open_book(path: Path) -> KeptBook | None:
    """The book that a file keeps, every byte of it checked; None where there is no sound one."""
    try:
        arrays = load(path)
        arrays.check()
        return KeptBook(arrays, json.loads(arrays["facts"].tobytes()))
    except (OSError, IndexDamagedError, KeyError, ValueError):
        return None
