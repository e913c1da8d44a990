"""The rows of an earlier run as they stand in its evidence file, passed on without being read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sanctionscreen.evidence.base import refuse
from sanctionscreen.evidence.reading import EvidenceFile, mapped
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
_LIKE = b'{"source": 0, "row_digest": "................................", "found": '
_NO_WARNING = b', "warnings": [], "decided": '
_ID = re.compile(rb'"counterparty": \{"row": \d+, "line": \d+, "id": (null|"(?:[^"\\]|\\.)*"), ')
_OUTCOME = b', "outcome": {"schema_version": '
_SOURCE = len('{"source": ')
_CLEAR = re.compile(
    rb', "outcome": \{"schema_version": \d+, "row": (\d+), "line": (\d+|null), '
    rb'"counterparty_id": (null|"[^"\\]*"), "query": "([^"\\]*)", "outcome": "clear", '
    rb'"reason": null, "hits": \[\], "discounted": \[\], "warnings": \[\], "decided": \[\], '
    rb'"judged": \{\}, "ownership": null\}\}$'
)
"""What most lines end in; others are read as JSON."""
_BYTES_AT_ONCE = 1 << 25


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of some rows, one after the other.

    Attributes:
        first: The first row, counted from 0.
        lines: Their bytes.
        starts: Where each begins, and where the last ends.
        found: Those in which anything was found, ascending, counted from 0 among these.
    """

    first: int
    lines: bytes
    starts: npt.NDArray[np.int64]
    found: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, place: int) -> bytes:
        """One line."""
        return self.lines[self.starts[place] : self.starts[place + 1]]

    def between(self, low: int, high: int, found: Mapping[int, RowOutcome]) -> Recorded:
        """Rows that are passed on.

        Args:
            found: What became of those in which anything was found, by their places among these.
        """
        return Recorded(
            self.lines[self.starts[low] : self.starts[high]],
            high - low,
            {place - low: found[place] for place in found if low <= place < high},
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """Rows as an earlier run recorded them.

    Attributes:
        found: What became of those in which anything was found, by their places.
    """

    lines: bytes
    count: int
    found: Mapping[int, RowOutcome]

    @property
    def warnings(self) -> int:
        """How many of those in which nothing was found have a warning."""
        # In a string a quotation mark is escaped: this cannot stand in one.
        have = self.count - self.lines.count(_NO_WARNING)
        return have - sum(bool(outcome.warnings) for outcome in self.found.values())

    def ids(self) -> Iterator[str]:
        """The ids of those that have one."""
        return (json.loads(text) for text in _ID.findall(self.lines) if text != b"null")

    def outcomes(self) -> Iterator[RowOutcome]:
        """What became of each."""
        for place, line in enumerate(self.lines.splitlines()):
            known = self.found.get(place)
            if known is not None:
                yield known
                continue
            match = _CLEAR.match(line, line.find(_OUTCOME))
            yield outcome_of(json.loads(line), ()) if match is None else _clear(line, match)


def _clear(line: bytes, match: re.Match[bytes]) -> RowOutcome:
    """The outcome of a row in which nothing was found and of which nothing was said."""
    row, number, identity, query = match.groups()
    return RowOutcome(
        int(row),
        0 if number == b"null" else int(number),
        None if identity == b"null" else identity[1:-1].decode(),
        query.decode(),
        Outcome.CLEAR,
        source=int(line[_SOURCE : line.index(b",", _SOURCE)]),
    )


def lines_of(evidence: EvidenceFile) -> Iterator[Lines]:
    """All rows of an evidence file, some at once.

    Raises:
        EvidenceError: a line is none of a row, or there are more or fewer of them than it says.
    """
    rows, first = evidence.end["rows"], 0
    with mapped(evidence.path) as data:
        at = data.find(b"\n") + 1
        while first < rows:
            # To the end of a line, and no further than the last row.
            block = data[at : data.rfind(b"\n", at, at + _BYTES_AT_ONCE) + 1]
            block = block or data[at : data.find(b"\n", at) + 1]
            ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n"))[: rows - first] + 1
            if not len(ends):
                refuse(evidence.path, "the file holds fewer rows than it counts", first + 2)
            block = block[: ends[-1]]
            starts = np.append(0, ends)
            yield Lines(first, block, starts, _found(evidence, block, starts, first))
            first += len(ends)
            at += len(block)
        if data[at : at + 9] != b'{"rows": ':
            refuse(evidence.path, "the file holds other rows than it counts", rows + 2)


def _found(
    evidence: EvidenceFile, block: bytes, starts: npt.NDArray[np.int64], first: int
) -> npt.NDArray[np.int64]:
    """The lines of rows in which anything was found."""
    letters = np.frombuffer(block, np.uint8)
    if int(np.diff(starts).min()) > len(_LIKE):
        like = np.frombuffer(_LIKE, np.uint8)
        asked = np.flatnonzero(like != ord("."))
        told = letters[starts[:-1, None] + len(_LIKE)]
        begin = letters[starts[:-1, None] + asked]
        if (begin == like[asked]).all() and np.isin(told, (ord("t"), ord("f"))).all():
            return np.flatnonzero(told[:, 0] == ord("t"))
    matches = [_ROW.match(block, low) for low in starts[:-1].tolist()]
    if None in matches:
        refuse(evidence.path, "the line is none of a row", first + matches.index(None) + 2)
    return np.flatnonzero([match is not None and match[1] == b"true" for match in matches])


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
