"""Rows kept until the end of a run in little memory, for formats that are written at once."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]

_AT_ONCE = 2_000


class Spool:
    """Rows in order; all but the last few are compressed."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._packed: list[bytes] = []
        self._last: list[Row] = []
        self._count = 0
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return self._count

    def add(self, row: Row) -> None:
        self._last.append(row)
        self._count += 1
        if len(self._last) == _AT_ONCE:
            # marshal is for this process only: what it writes is never stored.
            self._packed.append(zlib.compress(marshal.dumps(self._last), 1))
            self._last = []

    def __iter__(self) -> Iterator[Row]:
        for packed in self._packed:
            yield from marshal.loads(zlib.decompress(packed))
        yield from self._last
