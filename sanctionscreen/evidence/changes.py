"""What changed between an earlier run and this one, and which outcomes changed by what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.evidence.writing import is_found
from sanctionscreen.index import EntryDigests
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.records import outcome_record

Record = dict[str, Any]
_PLACED = ("row", "line")


class Cause(StrEnum):
    """Why an outcome may be another than in the earlier run."""

    ROW = "row"
    LIST = "list"
    SETTINGS = "settings"
    VERSION = "version"
    DECISIONS = "decisions"
    OWNERSHIP = "ownership"


@dataclass(frozen=True, slots=True)
class ListChange:
    """What became of the entries of one list; those linked with a changed one count as changed.

    Attributes:
        new, changed, gone: Listed ids.
    """

    list_id: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def listed_ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.new, *self.changed, *self.gone)


def list_changes(before: EntryDigests, now: EntryDigests) -> tuple[ListChange, ...]:
    """The lists of which entries differ, in the order of the lists, those left out last."""
    found = []
    for list_id in dict.fromkeys((*now, *before)):
        old, new = before.get(list_id, {}), now.get(list_id, {})
        change = ListChange(
            list_id,
            tuple(key for key in new if key not in old),
            tuple(key for key in new if key in old and new[key] != old[key]),
            tuple(key for key in old if key not in new),
        )
        if change.listed_ids:
            found.append(change)
    return tuple(found)


class ChangeReport:
    """Compares outcomes with those of the earlier run, row by row, and says by what they differ.

    Attributes:
        counts: By its causes, how many outcomes are others.
    """

    def __init__(self, lists: tuple[ListChange, ...], causes: frozenset[Cause]) -> None:
        self.counts: Counter[tuple[Cause, ...]] = Counter()
        self._entries = {each for change in lists for each in change.listed_ids}
        self._causes = causes

    def line(self, outcome: RowOutcome, before: Record | None) -> str:
        """The line of a row whose outcome is another; empty where it is the same.

        Args:
            before: The record of the earlier outcome; None where the row is new, or another.

        Raises:
            SanctionscreenError: it is another, and nothing that changed explains it.
        """
        record = _unplaced(outcome_record(outcome))
        if before is not None and _unplaced(before) == record:
            return ""
        entries = sorted((_listed(record) ^ _listed(before)) | self._touched(record, before))
        causes = self._causes_of(before, record, entries)
        if not causes:
            raise SanctionscreenError(
                f"row {outcome.row} has another outcome than in the earlier run, and nothing that "
                "changed explains it",
                hint="Run without --since, and report this as a fault",
            )
        self.counts[causes] += 1
        return (
            json_text(
                {
                    "source": outcome.source,
                    "row": outcome.row,
                    "line": outcome.line or None,
                    "counterparty_id": outcome.counterparty_id,
                    "before": None if before is None else before["outcome"],
                    "outcome": record["outcome"],
                    "causes": list(causes),
                    "entries": entries,
                }
            )
            + "\n"
        )

    def _touched(self, record: Record, before: Record | None) -> set[str]:
        return (_listed(record) | _listed(before)) & self._entries

    def _causes_of(
        self, before: Record | None, record: Record, entries: list[str]
    ) -> tuple[Cause, ...]:
        if before is None:
            return (Cause.ROW,)
        found = set(self._causes)
        if self._entries.intersection(entries):
            found.add(Cause.LIST)
        if _owned(before) != _owned(record):
            found.add(Cause.OWNERSHIP)
        return tuple(cause for cause in Cause if cause in found)


def is_worth_comparing(
    row: Counterparty | RejectedRow, outcome: RowOutcome, *, was_clear: bool
) -> bool:
    """False where nothing was found in the same row, then and now."""
    return is_found(row, outcome) or not was_clear


def _owned(record: Record) -> Any:
    """What a row's owners make of it: of the same row nothing else adds a warning."""
    return record["ownership"], record["warnings"]


def _listed(record: Record | None) -> set[str]:
    """The listed ids of all that a row shows."""
    if record is None:
        return set()
    return {
        entry["listed_id"]
        for key in ("hits", "discounted", "decided")
        for hit in record[key]
        for entry in hit["entries"]
    }


def _unplaced(value: Any) -> Any:
    """A record without where its row stands, as it is read back from JSON."""
    if isinstance(value, dict):
        return {key: _unplaced(item) for key, item in value.items() if key not in _PLACED}
    if isinstance(value, list | tuple):
        return [_unplaced(item) for item in value]
    return value
