"""A file in the making, under a name that looks unfinished until it is whole."""

from __future__ import annotations

import codecs
import contextlib
import glob
import os
from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.report.base import Piece

_PART_SUFFIX = ".part"
_LEFT_SUFFIX = ".interrupted"


def left_path(path: Path) -> Path:
    """Where an interrupted run leaves what it wrote of a file: a name that looks unfinished."""
    return path.with_name(path.name + _LEFT_SUFFIX)


def find_left(path: Path) -> list[Path]:
    """What interrupted runs, and killed ones, left of a file; the newest first."""
    parts = path.parent.glob(f".{glob.escape(path.name)}.*{_PART_SUFFIX}")
    found = [each for each in (left_path(path), *parts) if each.is_file()]
    return sorted(found, key=lambda each: (-each.stat().st_mtime_ns, each.name))


class PartFile:
    """One file in the making."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}{_PART_SUFFIX}")
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

    def leave(self, *, is_resumed: bool) -> Path | None:
        """Keeps what there is of it for a run that resumes this one; where, if it can be kept.

        Args:
            is_resumed: What is there already is of the same run: the longer one stays.
        """
        path = left_path(self._path)
        try:
            if not self._file.closed:
                self.finish()
            size = self._part.stat().st_size
            if not (is_resumed and path.is_file() and path.stat().st_size > size):
                self._part.replace(path)
        except (OSError, SanctionscreenError):
            return None
        return path

    def forget(self) -> None:
        """Removes what an interrupted run left: now the whole file is there."""
        with contextlib.suppress(OSError):
            left_path(self._path).unlink(missing_ok=True)

    def discard(self) -> None:
        """Leaves nothing behind; after ``keep`` it does nothing."""
        with contextlib.suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)
