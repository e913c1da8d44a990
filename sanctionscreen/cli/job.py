"""The files of a run: opened before any is screened, then row by row to judged outcomes."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sanctionscreen.cli.judging import Judging
from sanctionscreen.cli.outputs import OutputFiles
from sanctionscreen.cli.progress import Progress
from sanctionscreen.cli.running import Session
from sanctionscreen.cli.streams import put
from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.gate import Tallier
from sanctionscreen.model import RowOutcome, RunInfo
from sanctionscreen.record import Input
from sanctionscreen.report.base import Rendering

if TYPE_CHECKING:
    from sanctionscreen.cli.standing import Standing
    from sanctionscreen.counterparties import ReadingOptions
    from sanctionscreen.engines import Engine, Row
    from sanctionscreen.ownership.stage import OwnershipStage

STDIN = "-"
_SEVERAL_FILES = "several inputs: rows and lines start anew in each, in the order of the inputs"
_Sources: TypeAlias = "deque[tuple[int, Row]]"
"""Rows on their way, each with the number of its file."""


class Rows(Protocol):
    """Rows to screen, of a file or of a record."""

    @property
    def sha256(self) -> str | None: ...

    @property
    def columns(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def notices(self) -> tuple[str, ...]: ...

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class File:
    """An input as the user named it, and what was known of it before its rows were read."""

    name: str
    counterparties: Rows
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Files to screen, and the count of what becomes of their rows.

    Attributes:
        engine: What screens them; None is this process.
        notes: For the record of the run.
        standing: What of an earlier run is passed on, so that no row need be read.
    """

    session: Session
    files: tuple[File, ...]
    tallier: Tallier
    judging: Judging
    engine: Engine | None = None
    notes: tuple[str, ...] = ()
    ownership: OwnershipStage | None = None
    standing: Standing | None = None

    def run(self) -> RunInfo:
        """The record of the run, as far as it is known before the first row."""
        notes = [f"{file.name}: {notice}" for file in self.files for notice in file.notices]
        several = (_SEVERAL_FILES,) if len(self.files) > 1 else ()
        inputs = [Input(file.name, file.counterparties.sha256 or "unknown") for file in self.files]
        judging = self.judging
        notes = [*several, *notes, *judging.notes, *self.notes]
        if self.ownership is not None:
            inputs.append(Input(self.ownership.shares.name, self.ownership.shares.sha256))
            notes += self.ownership.notes
        run = self.session.run(inputs, notes, decisions=judging.decisions)
        return replace(run, notes=(*run.notes, *judging.differences(run)))

    def stream(self, rendering: Rendering, outputs: OutputFiles) -> tuple[SanctionscreenError, ...]:
        """Screens row by row; what stopped it before the end is returned, not lost."""
        if self.standing is not None:
            return self.standing.stream(self, rendering, outputs)
        progress = Progress()
        stopped: list[SanctionscreenError] = []
        try:
            for row, outcome in self.outcomes(stopped):
                put(rendering.add(outcome))
                outputs.add(row, outcome)
                progress.update(self.tallier)
        finally:
            progress.clear()
        return tuple(stopped)

    def outcomes(self, stopped: list[SanctionscreenError]) -> Iterator[tuple[Row, RowOutcome]]:
        """Each row with what becomes of it; what ends the run early goes to ``stopped``."""
        judged = self._judged(stopped)
        for row, outcome in judged if self.ownership is None else self.ownership.applied(judged):
            self.tallier.add(outcome)
            yield row, outcome

    def _judged(self, stopped: list[SanctionscreenError]) -> Iterator[tuple[Row, RowOutcome]]:
        from sanctionscreen.engines import Processes

        session = self.session
        sources: _Sources = deque()
        rows = self._rows(sources)
        try:
            screen = self.judging.screen(session.screen)
            engine = self.engine or Processes(1)
            found = engine.outcomes(rows, session.index, screen, as_of=session.as_of)
            for outcome in found:
                source, row = sources.popleft()
                judged = self.judging.apply(row, outcome)
                yield row, replace(judged, source=source) if source else judged
        except UsageError:
            raise
        except SanctionscreenError as error:
            # Hits found so far outrank the damage: the verdict reports both.
            stopped.append(error)

    def _rows(self, sources: _Sources) -> Iterator[Row]:
        """The rows of all files; ``sources`` gets each with the number of its file."""
        for number, file in enumerate(self.files):
            for row in file.counterparties:
                if self.ownership is not None:
                    self.ownership.meet(row)
                sources.append((number, row))
                yield row
        # Last: by now it is known which parties of the ownership file are rows of the inputs.
        for row in () if self.ownership is None else self.ownership.rows():
            sources.append((len(self.files), row))
            yield row

    def late_notes(self) -> tuple[str, ...]:
        """What became of the decisions, and of the parties of the ownership file."""
        notes = self.judging.late_notes([ref.id for ref in self.session.index.refs])
        return notes if self.ownership is None else (*notes, *self.ownership.late_notes())

    def late_notices(self) -> tuple[str, ...]:
        """What the rows brought to light of their files."""
        if self.standing is not None:
            return self.standing.late_notices(self)
        return tuple(
            f"{file.name}: {notice}"
            for file in self.files
            for notice in file.counterparties.notices
            if notice not in file.notices
        )


def open_ownership(path: Path | None) -> OwnershipStage | None:
    """The ownership file of a run, if it has one.

    Raises:
        InputError: it cannot be read, or its shares make no sense.
    """
    if path is None:
        return None
    from sanctionscreen.ownership.shares import read_shares
    from sanctionscreen.ownership.stage import OwnershipStage

    return OwnershipStage(read_shares(path))


def read_files(files: Sequence[str], options: ReadingOptions) -> tuple[File, ...]:
    """Opens every file before any is screened.

    Raises:
        UsageError: stdin is named twice, or a column does not exist.
        InputError: a file is missing, empty or not readable.
    """
    from sanctionscreen.counterparties import read_counterparties

    if files.count(STDIN) > 1:
        raise UsageError("stdin can be read only once", hint="Give - once")
    opened = []
    for name in files:
        source = sys.stdin.buffer if name == STDIN else Path(name)
        found = read_counterparties(source, options)
        opened.append(File(name, found, found.notices))
    return tuple(opened)
