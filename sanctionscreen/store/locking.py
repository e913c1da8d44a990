"""One writer at a time: a lock that the operating system gives up when its holder ends.

A lock file that only exists would outlive a killed process, and whether its holder still runs
cannot be asked on every platform; a lock on an open file needs no such guess.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanctionscreen.errors import ListError

LOCK = ".lock"
WAIT_SECONDS = 10.0
"""How long a writer waits for another; writing the largest list known takes 5 seconds."""

_POLL_SECONDS = 0.1
# Windows locks bytes, and others cannot read those: the lock lies beyond the text of the file.
_LOCKED_BYTE = 1 << 30


@contextmanager
def locked(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Holds the lock of a folder.

    Args:
        folder: Must exist.
        wait: Seconds to wait for another holder.

    Raises:
        ListError: another process keeps the lock, or the folder cannot be written.
    """
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise ListError(
            f"the store cannot be written ({error.strerror})",
            path=path,
            hint="Check that you may write there, or name another: --store DIR",
        ) from error
    try:
        _acquire(handle, path, time.monotonic() + wait)
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}".encode())
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, until: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= until:
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 200).decode("utf-8", "replace") or "another process"
            raise ListError(
                f"the store is being changed by {holder}",
                path=path,
                hint="Wait until it has ended, and try again",
            )
        time.sleep(_POLL_SECONDS)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
