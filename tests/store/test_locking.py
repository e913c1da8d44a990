"""The lock of the store: one writer, and none that outlives its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError
from sanctionscreen.store.locking import locked

HOLD = """
import sys
from pathlib import Path
from sanctionscreen.store.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """Two writers at once never happen; the message names the process."""
    with (
        locked(tmp_path),
        pytest.raises(ListError, match=r"changed by process \d+ on"),
        locked(tmp_path, wait=0.0),
    ):
        pass
    with locked(tmp_path, wait=0.0):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    """Nobody has to delete a lock file by hand."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(ListError, match=f"process {holder.pid} "), locked(tmp_path, wait=0.0):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path, wait=5.0):
        pass


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Without a lock nothing is written."""
    with pytest.raises(ListError, match="cannot be written"), locked(tmp_path / "none"):
        pass
