"""``check --since``: what an earlier run is good for, and what has changed since."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.engines import Row
from sanctionscreen.errors import EvidenceError, UsageError
from sanctionscreen.evidence.base import ABSENT, Base
from sanctionscreen.evidence.changes import (
    Cause,
    ChangeReport,
    ListChange,
    is_worth_comparing,
    list_changes,
)
from sanctionscreen.model import PartialDate, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.plain import counted
from sanctionscreen.screening.since import Changed, iter_since
from sanctionscreen.settings import ScreenSettings
from sanctionscreen.version import VERSION

if TYPE_CHECKING:
    from sanctionscreen.cli.judging import Judging
    from sanctionscreen.cli.running import Session
    from sanctionscreen.index import ListIndex

_EVERYTHING = frozenset({Cause.SETTINGS, Cause.VERSION})
"""Causes that may change the outcome of any row."""


@dataclass(slots=True)
class Since:
    """Screens what may have changed since an earlier run; an engine as any other.

    Attributes:
        changes: What has changed in the lists.
        causes: What has changed besides.
        again: How many rows were screened in full.
        rows: How many there were.
    """

    base: Base
    changes: tuple[ListChange, ...]
    causes: frozenset[Cause]
    report: ChangeReport
    name: str = "since"
    again: int = 0
    rows: int = 0
    absent: int = 0
    _places: deque[int] = field(default_factory=deque)

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        """As many outcomes as rows, in their order: those of a full run."""
        changed = Changed(self._part(index), self._were_clear)
        for outcome, is_again in iter_since(rows, index, settings, changed, as_of=as_of):
            self.rows += 1
            self.again += is_again
            yield outcome

    def _part(self, index: ListIndex) -> ListIndex | None:
        from sanctionscreen.index import part_of

        ids = {key for change in self.changes for key in (*change.new, *change.changed)}
        return part_of(index, ids) if ids and not self.causes & _EVERYTHING else None

    def _were_clear(self, rows: Sequence[Row]) -> list[bool]:
        from sanctionscreen.evidence.rows import row_digest, row_record

        places = self.base.places([row_digest(row_record(row)) for row in rows])
        self._places.extend(places)
        if self.causes & _EVERYTHING:
            return [False] * len(rows)
        return [self.base.was_clear(place) for place in places]

    def change(self, row: Row, outcome: RowOutcome) -> str:
        """The line of a row, if its outcome is another than before; asked in the rows' order."""
        place = self._places.popleft()
        self.absent += place == ABSENT
        if not is_worth_comparing(row, outcome, was_clear=self.base.was_clear(place)):
            return ""
        before = None if place == ABSENT else self.base.outcome(place)
        return self.report.line(outcome, before)

    def notes(self) -> tuple[str, ...]:
        """What the record of the run says of it."""
        found = self.base.evidence
        return (f"since the run {found.head['run']['run_id']}, evidence sha256:{found.sha256}",)

    def summary(self) -> Iterator[str]:
        """What changed, and what came of it, in a few lines."""
        head = self.base.evidence.head["run"]
        yield f"the run {head['run_id']} of {head['started']}"
        for change in self.changes:
            yield (
                f"list {change.list_id}: {len(change.new):,} new, {len(change.changed):,} changed, "
                f"{len(change.gone):,} gone"
            )
        if not self.changes:
            yield "lists: no entry changed"
        others = ", ".join(sorted(self.causes)) or "none"
        yield f"other changes: {others}"
        yield f"rows: {self.absent:,} new or changed, of {self.rows:,}; before {self.base.rows:,}"
        yield f"screened in full: {counted(self.again, 'row')} of {self.rows:,}"
        for causes, number in sorted(self.report.counts.items()):
            yield f"outcomes changed by {' and '.join(causes)}: {number:,}"


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed outcomes, one JSON line each."""

    path: Path | None
    since: Since
    is_resumable: bool = False

    def head(self, _run: RunInfo) -> str:
        """Nothing stands before the first row."""
        return ""

    def add(self, row: Row, outcome: RowOutcome) -> str:
        """The line of a row whose outcome is another."""
        return self.since.change(row, outcome)

    def close(self, _verdict: Verdict, _ended: datetime) -> str:
        """Nothing stands after the last row."""
        return ""

    def lines(self) -> tuple[str, ...]:
        """The summary."""
        return tuple(f"sanctionscreen: since: {line}" for line in self.since.summary())


def open_since(path: Path, session: Session, judging: Judging, baseline: Path | None) -> Since:
    """The earlier run that an evidence file is of, beside what is in force now.

    Raises:
        EvidenceError: the file cannot be the base of a run.
    """
    from sanctionscreen.evidence.base import open_base
    from sanctionscreen.index import entry_digests

    base = open_base(path)
    head = base.evidence.head
    try:
        changes = list_changes(head["compared"]["entries"], entry_digests(session.index))
        causes = frozenset(_causes(head, path, session, judging, baseline))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvidenceError(
            f"what the file records is not understood ({type(error).__name__}: {error})", path=path
        ) from error
    return Since(base, changes, causes, ChangeReport(changes, causes))


def _causes(
    head: dict[str, Any], path: Path, session: Session, judging: Judging, baseline: Path | None
) -> Iterator[Cause]:
    from sanctionscreen.cli.evidence import digest_of

    yield from screening_causes(head, path, session)
    is_same_day = head["run"]["started"][:10] == session.started.date().isoformat()
    judged = (head["decisions"], head["baseline"])
    if judged != (judging.decisions, digest_of(baseline)) or (any(judged) and not is_same_day):
        # Decisions expire: on another day the same file may decide otherwise.
        yield Cause.DECISIONS


def screening_causes(head: dict[str, Any], path: Path, session: Session) -> Iterator[Cause]:
    """Why, but for the lists, the same row may have another outcome than in an earlier run.

    Args:
        head: Of the evidence file of that run.
        path: The file.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is no such head.
        SettingsError: the settings in it are not understood.
    """
    from sanctionscreen.record import code_digest, versions
    from sanctionscreen.settings.files import settings_of

    run = head["run"]
    recorded = settings_of(json.dumps(head["settings"]).encode(), str(path)).screen
    as_of = None if session.as_of is None else str(session.as_of)
    if recorded != session.screen or run["as_of"] != as_of:
        yield Cause.SETTINGS
    now = {"sanctionscreen": VERSION, "code": code_digest(), **dict(versions())}
    before = {
        "sanctionscreen": run["tool_version"],
        "code": head["compared"]["code"],
        **run["versions"],
    }
    if before != now:
        yield Cause.VERSION


def check_since(since: Path | None, changes: Path | None, ownership: Path | None) -> None:
    """Refuses a file of changes where there is nothing that they could be changes from.

    Raises:
        UsageError: ``--changes`` without ``--since``, or ``--since`` with ``--ownership``.
    """
    if since is not None and ownership is not None:
        raise UsageError(
            "--since does not go with --ownership: who owns a row may change its outcome",
            field="ownership",
            hint="Leave --since out, to screen everything",
        )
    if changes is not None and since is None:
        raise UsageError(
            "--changes goes with --since only", field="changes", hint="Give --since EVIDENCE"
        )
