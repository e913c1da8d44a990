"""An earlier run as the base of a later one: which rows it screened, and what became of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from sanctionscreen.errors import EvidenceError
from sanctionscreen.evidence.reading import EvidenceFile, open_evidence
from sanctionscreen.evidence.rows import row_digest, row_record
from sanctionscreen.model import Counterparty, RejectedRow

Record = dict[str, Any]

_ROW = re.compile(rb'\{"source": \d+, "row_digest": "([0-9a-f]{32})", "found": (true|false), ')
_AT_ONCE = 1 << 16
ABSENT = -1
"""The place of a row that the earlier run did not have."""


@dataclass(frozen=True, slots=True)
class Base:
    """The rows of an evidence file by their digests, in 24 bytes a row.

    Attributes:
        rows: How many the earlier run had.
    """

    evidence: EvidenceFile
    rows: int
    _high: npt.NDArray[np.uint64]
    _low: npt.NDArray[np.uint64]
    _places: npt.NDArray[np.int64]

    def places(self, rows: Sequence[Counterparty | RejectedRow]) -> list[int]:
        """For each row where its line begins, or ``ABSENT``; see :meth:`was_clear`."""
        digests = [row_digest(row_record(row)) for row in rows]
        if not digests:
            return []
        wanted = np.frombuffer(bytes.fromhex("".join(digests)), ">u8").astype(np.uint64)
        high, low = wanted[::2], wanted[1::2]
        first = np.searchsorted(self._high, high, "left")
        last = np.searchsorted(self._high, high, "right")
        found = np.full(len(high), ABSENT, np.int64)
        # Digests that share their first half are too rare to be worth more than a loop.
        for step in range(int((last - first).max(initial=0))):
            at = np.minimum(first + step, len(self._high) - 1)
            is_same = (first + step < last) & (self._low[at] == low) & (found == ABSENT)
            found[is_same] = self._places[at[is_same]]
        result: list[int] = found.tolist()
        return result

    def was_clear(self, place: int) -> bool:
        """Whether the earlier run found nothing at all in the row of a place."""
        return place != ABSENT and not place & 1

    def outcome(self, place: int) -> Record:
        """What became of the row of a place.

        Raises:
            EvidenceError: the file changed while it was read.
        """
        try:
            with self.evidence.path.open("rb") as file:
                file.seek(place >> 1)
                record: Record = json.loads(file.readline())["outcome"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EvidenceError(
                "the file changed while it was read", path=self.evidence.path
            ) from error
        return record


def open_base_file(path: Path) -> EvidenceFile:
    """An evidence file that can be the base of a run.

    Raises:
        EvidenceError: it cannot be read, is not whole or not as it was written, or holds no names.
    """
    found = open_evidence(path)
    if not found.is_as_written:
        refuse(path, "its sha256 is not that in its last line: the file was changed")
    if found.head["redacted"]:
        raise EvidenceError(
            "names are hashed in it, so that no row can be told to be the same",
            path=path,
            hint="Keep an evidence file without --redact for --since, or leave --since out",
        )
    return found


def open_base(found: EvidenceFile) -> Base:
    """The rows of such a file.

    Raises:
        EvidenceError: it cannot be read, or is not whole.
    """
    path = found.path
    high: list[npt.NDArray[np.uint64]] = []
    low: list[npt.NDArray[np.uint64]] = []
    places: list[npt.NDArray[np.int64]] = []
    digests: list[bytes] = []
    starts: list[int] = []
    for start, digest, is_found in _rows(path, found.end["rows"]):
        digests.append(digest)
        starts.append(start << 1 | is_found)
        if len(digests) == _AT_ONCE:
            _gather(digests, starts, high, low, places)
    _gather(digests, starts, high, low, places)
    highs, lows, starts_of = np.concatenate(high), np.concatenate(low), np.concatenate(places)
    # Of equal rows one with something found comes first: none of them is taken to be clear.
    order = np.lexsort((starts_of >> 1, 1 - (starts_of & 1), lows, highs))
    return Base(found, len(highs), highs[order], lows[order], starts_of[order])


def _gather(
    digests: list[bytes],
    starts: list[int],
    high: list[npt.NDArray[np.uint64]],
    low: list[npt.NDArray[np.uint64]],
    places: list[npt.NDArray[np.int64]],
) -> None:
    """Packs what was read so far, and empties the lists for what follows."""
    halves = np.frombuffer(bytes.fromhex(b"".join(digests).decode()), ">u8").astype(np.uint64)
    high.append(halves[::2])
    low.append(halves[1::2])
    places.append(np.array(starts, np.int64))
    digests.clear()
    starts.clear()


def _rows(path: Path, rows: int) -> Iterator[tuple[int, bytes, bool]]:
    """Of each row where its line begins, its digest, and whether something was found."""
    with path.open("rb") as file:
        start = len(file.readline())
        for number in range(2, rows + 2):
            line = file.readline()
            match = _ROW.match(line)
            if match is None:
                refuse(path, "the line is none of a row", number)
            yield start, match[1], match[2] == b"true"
            start += len(line)
        if not file.readline().startswith(b'{"rows": '):
            refuse(path, "the file holds other rows than it counts", rows + 2)


def refuse(path: Path, message: str, line: int | None = None) -> NoReturn:
    raise EvidenceError(
        message,
        path=path,
        line=line,
        hint="Take the file from where it was archived, or leave --since out to screen everything",
    )
