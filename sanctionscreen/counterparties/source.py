"""The bytes of an input: a file, or a stream kept aside so that it can be read twice."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from sanctionscreen.errors import InputError

_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of a stream kept in memory; more goes to a temporary file."""
_HEAD = 64 * 1024


class Source:
    """An input that can be opened from its start any number of times.

    Attributes:
        name: What messages call it.
        sha256: Of all its bytes.
        head: Its first 64 KiB.

    Raises:
        InputError: it is missing, a directory, not readable or empty.
    """

    def __init__(self, origin: Path | BinaryIO) -> None:
        self._path: Path | None = None
        self._spool: IO[bytes] | None = None
        if not isinstance(origin, Path):
            self.name = "standard input"
            self._keep(origin)
        else:
            self.name = str(origin)
            _check_file(origin)
            if origin.is_file():
                self._path = origin
            else:
                # A named pipe, as in `check <(zcat vendors.csv.gz)`, can be read once only.
                with _opened(origin) as pipe:
                    self._keep(pipe)
        digest = hashlib.sha256()
        with self.open() as stream:
            self.head = stream.read(_HEAD)
            chunk = self.head
            while chunk:
                digest.update(chunk)
                chunk = stream.read(1024 * 1024)
        self.sha256 = digest.hexdigest()
        if not self.head:
            raise InputError(
                "the file is empty",
                path=self.name,
                hint="Nothing was screened; give a file with a heading row and data rows",
            )

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes from the start."""
        if self._spool is not None:
            self._spool.seek(0)
            yield cast(BinaryIO, self._spool)
            return
        assert self._path is not None
        with _opened(self._path) as stream:
            yield stream

    def _keep(self, stream: BinaryIO) -> None:
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (kept)
        weakref.finalize(self, self._spool.close)
        shutil.copyfileobj(stream, self._spool)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _check_file(path: Path) -> None:
    try:
        is_directory, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not exists:
        raise InputError("there is no such file", path=path, hint="Check the path")
    if is_directory:
        raise InputError("this is a directory", path=path, hint="Name the files in it")


def _unreadable(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(
        f"the file cannot be read ({reason})", path=path, hint="Check its permissions"
    )
