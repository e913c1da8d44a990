"""What a run reads must be the same until its end: else its record would be of something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from sanctionscreen.model import ListRef

_SLACK = timedelta(minutes=1)
"""Clocks are set right by seconds all the time; an end before the start is no such correction."""

_State: TypeAlias = tuple[int, int] | None


class Watch:
    """Files that a run reads, as they are when it begins; streams are none."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._states = {path: _state(path) for path in paths if path.is_file()}

    def add(self, paths: Iterable[Path]) -> None:
        """Files that are known later."""
        self._states |= {path: _state(path) for path in paths if path not in self._states}

    def problems(self) -> tuple[str, ...]:
        """A problem for each file that is gone or another now."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[str]:
        for path, before in self._states.items():
            now = _state(path)
            if now != before:
                what = "is gone since the run began" if now is None else "changed during the run"
                yield f"{path}: {what}; run again"


def stored_files(refs: Iterable[ListRef], store: Path) -> tuple[Path, ...]:
    """The files in the store that lists of a run were compiled from."""
    from sanctionscreen.store import Store

    kept = Store(store)
    found = (kept.snapshot_of(ref) for ref in refs)
    return tuple(path for snapshot in found if snapshot is not None for path in snapshot.paths)


def clock_problems(started: datetime, ended: datetime) -> tuple[str, ...]:
    """Whether the clock was set back meanwhile: ages and expiries were judged by it."""
    if ended >= started - _SLACK:
        return ()
    return (f"the clock was set back during the run, from {started} to {ended}; run again",)


def _state(path: Path) -> _State:
    """What changes with a file's content: its size, the time of the last change."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
