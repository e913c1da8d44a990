"""``check --since`` over the same book: what cannot have changed is passed on as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from sanctionscreen.cli.book import find_book, key_now, key_of, late_notices
from sanctionscreen.cli.outputs import OutputFiles, passed_on
from sanctionscreen.cli.progress import Progress
from sanctionscreen.cli.streams import put
from sanctionscreen.engines.processes import rarely_collected
from sanctionscreen.errors import EvidenceError, SanctionscreenError
from sanctionscreen.evidence.rows import row_of
from sanctionscreen.evidence.standing import Lines, Recorded, Restoring, lines_of, listed_ids
from sanctionscreen.index import numbers_by_id
from sanctionscreen.index.book import TooMuchToLookUpError
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.screening.since import find_anything, rows_touched

if TYPE_CHECKING:
    from sanctionscreen.cli.job import Job
    from sanctionscreen.cli.since import Since
    from sanctionscreen.counterparties import ReadingOptions
    from sanctionscreen.index import ListIndex
    from sanctionscreen.index.book import KeptBook
    from sanctionscreen.report.base import Rendering

Record = dict[str, Any]
Row = Counterparty | RejectedRow

_Piece: TypeAlias = "Recorded | tuple[Row, RowOutcome]"
"""Rows that are passed on, or one that is screened again."""
_Again: TypeAlias = "dict[int, tuple[Record, Row]]"
"""Rows that are screened again, each with its earlier record, by their places."""


@dataclass(slots=True)
class Standing:
    """The rows of an earlier run, of which only those that may have changed are looked at.

    Attributes:
        since: That run, and what has changed since.
        part: The entries that are new or changed; None where there are none.
        touched: The rows (counted from 0) that these may touch, ascending.
        others: The listed ids of all entries that are new, changed or gone.
        numbers: Of each entry its number in the index.
        is_decided: Whether decisions or a baseline had or have a say: what was found is then
            screened anew, for the file shows what they left of it.
    """

    since: Since
    book: KeptBook
    part: ListIndex | None
    touched: npt.NDArray[np.int64]
    others: frozenset[str]
    numbers: Mapping[str, int]
    is_decided: bool

    def stream(
        self, job: Job, rendering: Rendering, outputs: OutputFiles
    ) -> tuple[SanctionscreenError, ...]:
        """As :meth:`Job.stream`, with the same results."""
        progress = Progress()
        try:
            with rarely_collected():
                for some in lines_of(self.since.evidence):
                    for each in self._outcomes(some, job):
                        self._hand_on(each, job, rendering, outputs)
                    progress.update(job.tallier)
        except SanctionscreenError as error:
            return (error,)
        finally:
            progress.clear()
        return ()

    def _hand_on(self, each: _Piece, job: Job, rendering: Rendering, outputs: OutputFiles) -> None:
        if isinstance(each, tuple):
            row, outcome = each
            job.tallier.add(outcome)
            put(rendering.add(outcome))
            outputs.add(row, outcome)
            self.since.rows += 1
            return
        job.tallier.add_clear(each.count - len(each.found), each.warnings)
        for found in each.found.values():
            job.tallier.add(found)
        if job.judging.decisions is not None:
            job.judging.decider.meet(each.ids())
        for piece in passed_on(rendering, each):
            put(piece)
        outputs.pass_on(each)
        self.since.rows += each.count

    def late_notices(self, job: Job) -> tuple[str, ...]:
        """As :meth:`Job.late_notices`."""
        return late_notices(self.book, [file.name for file in job.files])

    def _outcomes(self, some: Lines, job: Job) -> Iterator[_Piece]:
        """The rows in their order, as many together as may be passed on."""
        again, left = self._looked_at(some, job)
        session = job.session
        screen = job.judging.screen(session.screen)
        rows = [row for _, row in again.values()]
        outcomes = iter_outcomes(rows, session.index, screen, as_of=session.as_of)
        low = 0
        for place, (record, row) in again.items():
            if low < place:
                yield some.between(low, place, left)
            low = place + 1
            self.since.follow(record)
            self.since.again += 1
            outcome = job.judging.apply(row, next(outcomes))
            yield row, replace(outcome, source=record["source"])
        if low < len(some):
            yield some.between(low, len(some), left)

    def _looked_at(self, some: Lines, job: Job) -> tuple[_Again, dict[int, RowOutcome]]:
        """The rows that are screened again, and those found that are not, by their places."""
        low, high = np.searchsorted(self.touched, (some.first, some.first + len(some)))
        asked = (self.touched[low:high] - some.first).tolist()
        was_found = frozenset(some.found.tolist())
        again: _Again = {}
        left: dict[int, RowOutcome] = {}
        try:
            places = sorted(was_found.union(asked))
            records = {place: json.loads(some.line(place)) for place in places}
            rows = {place: row_of(record["counterparty"]) for place, record in records.items()}
            finding = self._finding({place: rows[place] for place in asked}, job)
            restoring = Restoring(job.session.index, self.numbers, job.session.as_of)
            for place, record in records.items():
                row, is_found = rows[place], place in was_found
                if place in finding or (is_found and self._may_differ(row, record)):
                    again[place] = record, row
                elif is_found:
                    held = job.judging.apply(row, restoring.outcome(record))
                    left[place] = replace(held, source=record["source"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EvidenceError(
                f"a line of rows {some.first + 1:,} to {some.first + len(some):,} is not "
                f"understood ({type(error).__name__}: {error})",
                path=self.since.evidence.path,
                hint="Leave --since out to screen everything",
            ) from error
        return again, left

    def _may_differ(self, row: Row, record: Record) -> bool:
        """Whether what was found in a row may be another now, by what it is of."""
        if isinstance(row, RejectedRow):
            return False
        return self.is_decided or not self.others.isdisjoint(listed_ids(record))

    def _finding(self, rows: Mapping[int, Row], job: Job) -> set[int]:
        """The places of the rows in which new or changed entries are found."""
        known = {place: row for place, row in rows.items() if isinstance(row, Counterparty)}
        session = job.session
        found = find_anything(list(known.values()), self.part, session.screen, session.as_of)
        return {place for place, is_any in zip(known, found, strict=True) if is_any}


def open_standing(
    since: Since, job: Job, reading: ReadingOptions, near_misses: int | None, *, is_redacted: bool
) -> Standing | None:
    """What may be passed on as it stands; None, saying why, where every row has to be read."""
    before, index = since.evidence.head, job.session.index
    book = None
    if since.is_otherwise:
        since.why_read = "settings that decide a hit, or the version, are others"
    elif since.concerns_everything:
        since.why_read = "many entries are new or changed, so that all is screened"
    elif before["near_misses"] is not None or near_misses is not None or is_redacted:
        since.why_read = "near misses are looked for, or names hashed, row by row"
    elif before["ownership"] is not None:
        since.why_read = "the run before went by --ownership"
    elif key_of(before) != (key := key_now(job, reading)):
        since.why_read = "the inputs are others, or are read otherwise"
    elif (book := find_book(key)) is None or book.facts["rows"] != since.evidence.end["rows"]:
        since.why_read = "the names of the book are not kept in the cache"
    else:
        part = since.part(index)
        try:
            touched = rows_touched(book, part, job.session.screen)
        except TooMuchToLookUpError as error:
            since.why_read = error.message
            return None
        others = frozenset(key for change in since.changes for key in change.listed_ids)
        is_decided = job.judging.is_any or any((before["decisions"], before["baseline"]))
        return Standing(since, book, part, touched, others, numbers_by_id(index), is_decided)
    return None
