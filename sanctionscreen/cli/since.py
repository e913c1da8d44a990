"""``check --since``: what an earlier run is good for, and what has changed since."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.engines import Engine, Row
from sanctionscreen.errors import EvidenceError, UsageError
from sanctionscreen.evidence.base import ABSENT, Base, open_base, open_base_file
from sanctionscreen.evidence.changes import (
    Cause,
    ChangeReport,
    ListChange,
    is_worth_comparing,
    list_changes,
)
from sanctionscreen.model import PartialDate, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.plain import counted
from sanctionscreen.screening.rows import in_batches
from sanctionscreen.screening.since import ROWS_AT_ONCE, Changed, iter_since
from sanctionscreen.settings import ScreenSettings
from sanctionscreen.version import VERSION

if TYPE_CHECKING:
    from sanctionscreen.cli.book import Keeper
    from sanctionscreen.cli.judging import Judging
    from sanctionscreen.cli.running import Session
    from sanctionscreen.evidence.reading import EvidenceFile
    from sanctionscreen.index import ListIndex

Record = dict[str, Any]
_SKETCHED_AT_ONCE = 4_000
_EVERYTHING = frozenset({Cause.SETTINGS, Cause.VERSION})
"""Causes that may change the outcome of any row."""
_MANY = 1_000
"""Entries from which it takes longer to compare rows with them than with all."""


@dataclass(slots=True)
class Since:
    """Screens what may have changed since an earlier run; an engine as any other.

    Attributes:
        changes: What has changed in the lists.
        causes: What has changed besides.
        engine: Screens everything, where everything may have changed.
        keeper: Keeps the names of the book for the next run, where all rows are read.
        again: How many rows were screened in full.
        rows: How many there were.
        why_read: Why all rows are read; empty where those that are the same are passed on.
    """

    evidence: EvidenceFile
    changes: tuple[ListChange, ...]
    causes: frozenset[Cause]
    report: ChangeReport
    engine: Engine
    name: str = "since"
    keeper: Keeper | None = None
    again: int = 0
    rows: int = 0
    absent: int = 0
    why_read: str = ""
    _places: deque[int | Record] = field(default_factory=deque)
    _base: Base | None = None

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        """As many outcomes as rows, in their order: those of a full run."""
        self._base = open_base(self.evidence)
        if self.concerns_everything:
            placed = self._placed(rows, self._base)
            for outcome in self.engine.outcomes(placed, index, settings, as_of=as_of):
                self.rows += 1
                self.again += 1
                yield outcome
            return
        changed = Changed(self.part(index), partial(self._were_clear, self._base, index))
        for outcome, is_again in iter_since(rows, index, settings, changed, as_of=as_of):
            self.rows += 1
            self.again += is_again
            yield outcome

    def part(self, index: ListIndex) -> ListIndex | None:
        """An index of the entries that are new or changed; None where there are none."""
        from sanctionscreen.index import part_of

        ids = self._others()
        return part_of(index, ids) if ids else None

    def _others(self) -> set[str]:
        """The listed ids of entries that are new or changed."""
        return {key for change in self.changes for key in (*change.new, *change.changed)}

    def _placed(self, rows: Iterable[Row], base: Base) -> Iterator[Row]:
        """The rows, while it is noted where each stands in the base."""
        for some in in_batches(rows, ROWS_AT_ONCE):
            self._places.extend(base.places(some))
            yield from some

    def _were_clear(self, base: Base, index: ListIndex, rows: Sequence[Row]) -> list[bool]:
        from sanctionscreen.index.book import sketch_of

        places = base.places(rows)
        self._places.extend(places)
        if self.keeper is not None:
            for at in range(0, len(rows), _SKETCHED_AT_ONCE):
                some = rows[at : at + _SKETCHED_AT_ONCE]
                self.keeper.add(sketch_of(some, index.preparer))
        return [base.was_clear(place) for place in places]

    @property
    def concerns_everything(self) -> bool:
        """Whether the outcome of any row may be another, or so many that all are screened."""
        return self.is_otherwise or len(self._others()) > _MANY

    @property
    def is_otherwise(self) -> bool:
        """Whether rows are screened in another way than before, whatever the lists say."""
        return bool(self.causes & _EVERYTHING)

    def follow(self, record: Record) -> None:
        """The record, in the earlier run, of a row of which :meth:`change` is asked next."""
        self._places.append(record)

    def change(self, row: Row, outcome: RowOutcome) -> str:
        """The line of a row, if its outcome is another than before; asked in the rows' order."""
        place = self._places.popleft()
        if not isinstance(place, int):
            if not is_worth_comparing(row, outcome, was_clear=not place["found"]):
                return ""
            return self.report.line(outcome, place["outcome"])
        assert self._base is not None, "places are those of the base"
        self.absent += place == ABSENT
        if not is_worth_comparing(row, outcome, was_clear=self._base.was_clear(place)):
            return ""
        before = None if place == ABSENT else self._base.outcome(place)
        return self.report.line(outcome, before)

    def notes(self) -> tuple[str, ...]:
        """What the record of the run says of it."""
        found = self.evidence
        return (f"since the run {found.head['run']['run_id']}, evidence sha256:{found.sha256}",)

    def summary(self) -> Iterator[str]:
        """What changed, and what came of it, in a few lines."""
        head = self.evidence.head["run"]
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
        before = self.evidence.end["rows"]
        yield f"rows: {self.absent:,} new or changed, of {self.rows:,}; before {before:,}"
        if self.why_read:
            yield f"every row was read: {self.why_read}"
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

    def pass_on(self, _lines: bytes, _rows: int) -> bytes:
        """Nothing: their outcomes are the same."""
        return b""

    def close(self, _verdict: Verdict, _ended: datetime) -> str:
        """Nothing stands after the last row."""
        return ""

    def lines(self) -> tuple[str, ...]:
        """The summary."""
        return tuple(f"sanctionscreen: since: {line}" for line in self.since.summary())


def open_since(
    path: Path,
    session: Session,
    judging: Judging,
    baseline: Path | None,
    engine: Engine,
    keeper: Keeper | None = None,
) -> Since:
    """The earlier run that an evidence file is of, beside what is in force now.

    Args:
        engine: Screens everything, where everything may have changed.
        keeper: Keeps the names of the book for the next run.

    Raises:
        EvidenceError: the file cannot be the base of a run.
    """
    from sanctionscreen.index import entry_digests

    evidence = open_base_file(path)
    head = evidence.head
    try:
        changes = list_changes(head["compared"]["entries"], entry_digests(session.index))
        causes = frozenset(_causes(head, path, session, judging, baseline))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvidenceError(
            f"what the file records is not understood ({type(error).__name__}: {error})", path=path
        ) from error
    return Since(evidence, changes, causes, ChangeReport(changes, causes), engine, keeper=keeper)


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
