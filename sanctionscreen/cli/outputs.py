"""Output files: written under a temporary name beside, and renamed only when whole."""

from __future__ import annotations

import codecs
import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sanctionscreen.cli.options import is_same_file
from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import Piece, Rendering, RenderOptions
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

    ``path`` is the file that its pieces go to; None where only what it counts is wanted.
    """

    @property
    def path(self) -> Path | None: ...

    def head(self, run: RunInfo) -> str: ...

    def add(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> str: ...

    def close(self, verdict: Verdict, ended: datetime) -> str: ...

    def lines(self) -> Iterable[str]:
        """What the log of the run says of it."""
        ...


class _PartFile:
    """One file in the making."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        # Bytes, so that line ends stay those of the format on every platform.
        with self._as_lost():
            self._file = self._part.open("wb")
        self._encoder = codecs.getincrementalencoder(encoding)("backslashreplace")

    @contextlib.contextmanager
    def _as_lost(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SanctionscreenError(
                f"the file cannot be written ({error.strerror})",
                path=self._path,
                hint="No output file of this run was kept; make room, or name another place",
            ) from error

    def write(self, piece: Piece) -> None:
        """Adds to it.

        Raises:
            SanctionscreenError: the disk is full, or gone; so of the methods below.
        """
        with self._as_lost():
            self._file.write(piece if isinstance(piece, bytes) else self._encoder.encode(piece))

    def finish(self) -> None:
        """Puts all of it on disk, under its temporary name."""
        with self._as_lost():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def keep(self) -> None:
        """Gives it its name, once finished: after a power cut it is whole, or not there."""
        with self._as_lost():
            self._part.replace(self._path)

    def withdraw(self) -> None:
        """Takes back what was kept already."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Leaves nothing behind; after ``keep`` it does nothing."""
        with contextlib.suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)


def _write(part: _PartFile | None, piece: str) -> None:
    if part is not None:
        part.write(piece)


class OutputFiles:
    """All output files of a run, each filled as outcomes come."""

    def __init__(
        self,
        targets: Sequence[Target],
        run: RunInfo,
        options: RenderOptions,
        records: Sequence[Record] = (),
    ) -> None:
        self._run = run
        self._records: list[tuple[_PartFile | None, Record]] = []
        self._parts: list[_PartFile] = []
        self._renderings: list[tuple[_PartFile, Rendering]] = []
        self._run_files: list[_PartFile] = []
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

    def _part(self, path: Path, encoding: str) -> _PartFile:
        part = _PartFile(path, encoding)
        self._parts.append(part)
        return part

    def add(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> None:
        for part, rendering in self._renderings:
            part.write(rendering.add(outcome))
        for recorded, record in self._records:
            _write(recorded, record.add(row, outcome))

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
        kept: list[_PartFile] = []
        try:
            for part in self._parts:
                part.keep()
                kept.append(part)
        except SanctionscreenError:
            for part in kept:
                part.withdraw()
            raise

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
) -> Iterator[OutputFiles]:
    """Output files, and those of records, that are gone again unless they were kept."""
    files = OutputFiles(targets, run, options, records)
    try:
        yield files
    finally:
        files.discard()
