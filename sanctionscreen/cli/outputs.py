"""Output files: written under a temporary name beside, and renamed only when whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sanctionscreen.cli.options import is_same_file
from sanctionscreen.cli.part_files import PartFile
from sanctionscreen.cli.streams import say
from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import Piece, Rendering, RenderOptions, TakesRecorded
from sanctionscreen.report.json_object import run_file
from sanctionscreen.report.registry import OutputFormat, by_suffix

_RUN_SUFFIX = ".run.json"


@dataclass(frozen=True, slots=True)
class Target:
    """An output file with its format, checked before anything is read."""

    path: Path
    output_format: OutputFormat

    @property
    def run_path(self) -> Path | None:
        """The file beside it for the run and the verdict, where its own text holds rows only."""
        if not self.output_format.run_beside:
            return None
        return self.path.with_name(self.path.name + _RUN_SUFFIX)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file it leaves."""
        return (self.path,) if self.run_path is None else (self.path, self.run_path)


def plan(
    outputs: Sequence[Path] | None, inputs: Sequence[Path], records: Sequence[Path] = ()
) -> tuple[Target, ...]:
    """The output files of a command.

    Args:
        outputs: As given; the format goes by the suffix.
        inputs: Files that are read, and so never overwritten.
        records: The evidence file and the like, which are written beside them.

    Raises:
        UsageError: a suffix is unknown, a directory is missing, or two files are one.
    """
    targets = tuple(Target(path, by_suffix(path)) for path in outputs or ())
    taken = list(inputs)
    for target in targets:
        for path in target.paths:
            _check(path, taken)
            taken.append(path)
    for path in records:
        _check(path, taken)
        taken.append(path)
    return targets


def _check(path: Path, taken: list[Path]) -> None:
    if any(is_same_file(path, other) for other in taken):
        raise UsageError(
            "this file is read or written already", path=path, hint="Name another output file"
        )
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise UsageError("no file can be written here", path=path, hint="Check the directory")


class Record(Protocol):
    """What follows a run row by row beside its reports: the evidence, or what changed.

    ``path`` is the file that its pieces go to; None where only what it counts is wanted. A run
    that is interrupted can be resumed from what stands there, or not.
    """

    @property
    def path(self) -> Path | None: ...

    @property
    def is_resumable(self) -> bool: ...

    def head(self, run: RunInfo) -> str: ...

    def add(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> str: ...

    def pass_on(self, lines: bytes, rows: int) -> bytes:
        """Adds rows that an earlier run recorded, and that are the same now."""
        ...

    def close(self, verdict: Verdict, ended: datetime) -> str: ...

    def lines(self) -> Iterable[str]:
        """What the log of the run says of it."""
        ...


def _write(part: PartFile | None, piece: Piece) -> None:
    if part is not None:
        part.write(piece)


class Recorded(Protocol):
    """Rows as an earlier run recorded them."""

    @property
    def lines(self) -> bytes: ...

    @property
    def count(self) -> int: ...

    def outcomes(self) -> Iterable[RowOutcome]: ...


def passed_on(rendering: Rendering, rows: Recorded) -> Iterator[Piece]:
    """What a rendering gives for rows that an earlier run recorded."""
    if isinstance(rendering, TakesRecorded):
        yield rendering.add_recorded(rows.lines)
        return
    for outcome in rows.outcomes():
        yield rendering.add(outcome)


class OutputFiles:
    """All output files of a run, each filled as outcomes come."""

    def __init__(
        self,
        targets: Sequence[Target],
        run: RunInfo,
        options: RenderOptions,
        records: Sequence[Record] = (),
        *,
        is_resumed: bool = False,
    ) -> None:
        self._run = run
        self._is_resumed = is_resumed
        self._records: list[tuple[PartFile | None, Record]] = []
        self._parts: list[PartFile] = []
        self._renderings: list[tuple[PartFile, Rendering]] = []
        self._run_files: list[PartFile] = []
        try:
            for target in targets:
                self._open(target, options)
            for record in records:
                part = None if record.path is None else self._part(record.path, "utf-8")
                self._records.append((part, record))
                _write(part, record.head(run))
        except SanctionscreenError:
            self.discard()
            raise

    def _open(self, target: Target, options: RenderOptions) -> None:
        part = self._part(target.path, target.output_format.file_encoding)
        self._renderings.append((part, target.output_format.renderer.open(self._run, options)))
        if target.run_path is not None:
            self._run_files.append(self._part(target.run_path, "utf-8"))

    def _part(self, path: Path, encoding: str) -> PartFile:
        part = PartFile(path, encoding)
        self._parts.append(part)
        return part

    def add(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> None:
        for part, rendering in self._renderings:
            part.write(rendering.add(outcome))
        for recorded, record in self._records:
            _write(recorded, record.add(row, outcome))

    def pass_on(self, rows: Recorded) -> None:
        """Adds rows that an earlier run recorded, and that are the same now."""
        for part, rendering in self._renderings:
            for piece in passed_on(rendering, rows):
                part.write(piece)
        for recorded, record in self._records:
            _write(recorded, record.pass_on(rows.lines, rows.count))

    def keep(self, verdict: Verdict, ended: datetime, notes: tuple[str, ...] = ()) -> None:
        """Ends every file and gives it its name.

        Args:
            verdict: Of the run.
            ended: When its last row was screened.
            notes: What came to light after the files were begun.

        Raises:
            SanctionscreenError: a file cannot be written or replaced; none is kept then.
        """
        for part, rendering in self._renderings:
            part.write(rendering.close(verdict))
        run = replace(self._run, notes=(*self._run.notes, *notes))
        for part in self._run_files:
            part.write(run_file(run, verdict))
        for recorded, record in self._records:
            _write(recorded, record.close(verdict, ended))
        # On a full disk none of them may tell of a run that another one could not be written of.
        for part in self._parts:
            part.finish()
        kept: list[PartFile] = []
        try:
            for part in self._parts:
                part.keep()
                kept.append(part)
        except SanctionscreenError:
            for part in kept:
                part.withdraw()
            raise
        for part in self._resumable():
            part.forget()

    def leave(self) -> None:
        """What a run that resumes this one needs stays, under names that look unfinished."""
        for part in self._resumable():
            if (path := part.leave(is_resumed=self._is_resumed)) is not None:
                say(
                    f"sanctionscreen: {path} holds what was screened; the same command with "
                    "--resume takes it over"
                )

    def _resumable(self) -> Iterator[PartFile]:
        for part, record in self._records:
            if part is not None and record.is_resumable:
                yield part

    def discard(self) -> None:
        """Removes what was not kept."""
        for part in self._parts:
            part.discard()


@contextlib.contextmanager
def output_files(
    targets: Sequence[Target],
    run: RunInfo,
    options: RenderOptions,
    records: Sequence[Record] = (),
    *,
    is_resumed: bool = False,
) -> Iterator[OutputFiles]:
    """Output files, and those of records, that are gone again unless they were kept.

    Args:
        is_resumed: The run goes on where another was interrupted.
    """
    files = OutputFiles(targets, run, options, records, is_resumed=is_resumed)
    try:
        yield files
    except KeyboardInterrupt:
        files.leave()
        raise
    finally:
        files.discard()
