"""The rows of an earlier run as they stand in its evidence file, passed on without being read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sanctionscreen.errors import EvidenceError
from sanctionscreen.evidence.base import refuse
from sanctionscreen.evidence.reading import EvidenceFile
from sanctionscreen.index import ListIndex
from sanctionscreen.model import (
    Band,
    Evidence,
    Hit,
    HitStatus,
    NameType,
    Outcome,
    PartialDate,
    RowOutcome,
)
from sanctionscreen.screening.rows import entries_in_force

Record = dict[str, Any]

_ROW = re.compile(rb'\{"source": \d+, "row_digest": "[0-9a-f]{32}", "found": (true|false), ')
_NO_WARNING = b', "warnings": [], "decided": '
_ID = re.compile(rb'"counterparty": \{"row": \d+, "line": \d+, "id": (null|"(?:[^"\\]|\\.)*"), ')


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of some rows, one after the other.

    Attributes:
        first: The first row, counted from 0.
        lines: Their bytes.
        found: Whether anything was found in each.
    """

    first: int
    lines: bytes
    starts: tuple[int, ...]
    found: tuple[bool, ...]

    def line(self, place: int) -> bytes:
        """One line."""
        return self.lines[self.starts[place] : self.starts[place + 1]]

    def between(self, low: int, high: int) -> ClearRows:
        """Rows of which nothing was found in any."""
        return ClearRows(self.lines[self.starts[low] : self.starts[high]], high - low)


@dataclass(frozen=True, slots=True)
class ClearRows:
    """Rows in which nothing was found, as they stand."""

    lines: bytes
    count: int

    @property
    def warnings(self) -> int:
        """How many of them have a warning."""
        # In a string a quotation mark is escaped: this cannot stand in one.
        return self.count - self.lines.count(_NO_WARNING)

    def ids(self) -> Iterator[str]:
        """The ids of those that have one."""
        return (json.loads(text) for text in _ID.findall(self.lines) if text != b"null")

    def outcomes(self) -> Iterator[RowOutcome]:
        """What became of each."""
        for line in self.lines.splitlines(keepends=True):
            yield outcome_of(json.loads(line), ())


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row in which something was found, as it stands, with what became of it."""

    lines: bytes
    outcome: RowOutcome
    count: int = 1

    def outcomes(self) -> Iterator[RowOutcome]:
        yield self.outcome


def lines_of(evidence: EvidenceFile, at_once: int) -> Iterator[Lines]:
    """All rows of an evidence file, so many at once.

    Raises:
        EvidenceError: a line is none of a row, or there are more or fewer of them than it says.
    """
    rows = evidence.end["rows"]
    try:
        with evidence.path.open("rb") as file:
            file.readline()
            for first in range(0, rows, at_once):
                some = [file.readline() for _ in range(min(at_once, rows - first))]
                matches = [_ROW.match(line) for line in some]
                if None in matches:
                    number = first + matches.index(None) + 2
                    refuse(evidence.path, "the line is none of a row", number)
                sizes: npt.NDArray[np.int64] = np.cumsum([0, *map(len, some)])
                found = tuple(match is not None and match[1] == b"true" for match in matches)
                yield Lines(first, b"".join(some), tuple(sizes.tolist()), found)
            if not file.readline().startswith(b'{"rows": '):
                refuse(evidence.path, "the file holds other rows than it counts", rows + 2)
    except OSError as error:
        raise EvidenceError(
            f"the file cannot be read ({error.strerror})", path=evidence.path
        ) from error


def listed_ids(record: Record) -> set[str]:
    """The listed ids of all that an outcome shows."""
    return {
        entry["listed_id"]
        for key in ("hits", "discounted", "decided")
        for hit in record["outcome"][key]
        for entry in hit["entries"]
    }


class Restoring:
    """Turns outcomes that were recorded back into what they were before decisions.

    Entries are those of the index: they must be what they were, as their digests tell.
    """

    def __init__(
        self, index: ListIndex, numbers: Mapping[str, int], as_of: PartialDate | None
    ) -> None:
        self._index = index
        self._numbers = numbers
        self._as_of = as_of

    def outcome(self, record: Record) -> RowOutcome:
        """The outcome on a row's line.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        return outcome_of(
            record,
            tuple(self._hit(hit, HitStatus.OPEN) for hit in record["outcome"]["hits"]),
            tuple(self._hit(h, HitStatus.DISCOUNTED) for h in record["outcome"]["discounted"]),
        )

    def _hit(self, record: Record, status: HitStatus) -> Hit:
        first = self._numbers[record["entries"][0]["listed_id"]]
        group = entries_in_force(self._index, self._index.group_of(first), self._as_of)
        by_id = {entry.listed_id: entry for entry in group}
        evidence = tuple(
            Evidence(e["reason"], e["query_value"], e["listed_value"], e["weight"])
            for e in record["evidence"]
        )
        return Hit(
            row=record["row"],
            line=record["line"] or 0,
            counterparty_id=record["counterparty_id"],
            query=record["query"],
            score=record["score"],
            match_weight=sum(item.weight for item in evidence),
            band=Band(record["band"]),
            matched_name=record["matched_name"],
            matched_name_type=NameType(record["matched_name_type"]),
            entries=tuple(by_id[entry["listed_id"]] for entry in record["entries"]),
            evidence=evidence,
            ofac_score=record["ofac_score"],
            status=status,
        )


def outcome_of(
    record: Record, hits: tuple[Hit, ...], discounted: tuple[Hit, ...] = ()
) -> RowOutcome:
    """The outcome on a row's line, with its hits."""
    held = record["outcome"]
    return RowOutcome(
        held["row"],
        held["line"] or 0,
        held["counterparty_id"],
        held["query"],
        Outcome(held["outcome"]),
        held["reason"],
        hits,
        discounted,
        tuple(held["warnings"]),
        source=record["source"],
    )
