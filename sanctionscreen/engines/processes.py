"""The engine of one machine: several processes that map the same index."""

from __future__ import annotations

import gc
import multiprocessing
import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sanctionscreen import screening
from sanctionscreen.engines.base import Row
from sanctionscreen.engines.packing import (
    pack_outcomes,
    pack_rows,
    unpack_outcomes,
    unpack_rows,
)
from sanctionscreen.errors import EngineError, SanctionscreenError
from sanctionscreen.index import ListIndex, load_index
from sanctionscreen.index.book import Sketch, sketch_of
from sanctionscreen.model import PartialDate, RowOutcome
from sanctionscreen.settings import ScreenSettings

ROWS_AT_ONCE = 4_000
"""What a process gets at a time: enough for its loops, few enough to wait for."""
ROWS_FROM = 8_000
"""Rows from which starting processes is sooner than doing the work here."""
_WAITING = 2
"""Batches that wait for each process, so that none is ever idle and memory is flat."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Spreads rows over processes; a job of few rows stays in this one.

    Attributes:
        workers: How many processes; one does the work here.
        rows_from: Rows from which others are started.
        sketched: Takes what is kept of the rows, in their order; None where nothing is.
    """

    workers: int
    rows_from: int = ROWS_FROM
    sketched: Callable[[Sketch], None] | None = None
    name: str = "local"

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        batches = _Ahead(screening.in_batches(rows, ROWS_AT_ONCE))
        if self.workers == 1 or not batches.has(self.rows_from):
            with rarely_collected():
                for batch in batches:
                    yield from screening.iter_outcomes(batch, index, settings, as_of=as_of)
                    if self.sketched is not None:
                        self.sketched(sketch_of(batch, index.preparer))
            return
        with tempfile.TemporaryDirectory(prefix="sanctionscreen-") as folder:
            path = index.path
            if path is None:
                path = Path(folder) / "index.bin"
                index.save(path)
            yield from self._spread(
                batches, _Task(path, settings, as_of, self.sketched is not None)
            )

    def _spread(self, batches: _Ahead, task: _Task) -> Iterator[RowOutcome]:
        pool = ProcessPoolExecutor(
            self.workers, multiprocessing.get_context("spawn"), _begin, (task,)
        )
        waiting: deque[tuple[Sequence[Row], Future[_Done]]] = deque()
        broken: list[SanctionscreenError] = []
        try:
            for batch in _until_broken(batches, broken):
                waiting.append((batch, pool.submit(_screen, pack_rows(batch))))
                if len(waiting) > self.workers * _WAITING:
                    yield from self._done(*waiting.popleft())
            while waiting:
                yield from self._done(*waiting.popleft())
            if broken:
                raise broken[0]
        except BrokenProcessPool as error:
            raise EngineError(
                "a process that screened rows ended before its work was done",
                hint="Its rows are not screened. Run again, with --workers 1 if memory was short",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)

    def _done(self, rows: Sequence[Row], found: Future[_Done]) -> list[RowOutcome]:
        packed, sketch = found.result()
        if self.sketched is not None and sketch is not None:
            self.sketched(sketch)
        return unpack_outcomes(rows, packed)


class _Ahead:
    """Batches of rows, some of them read ahead to see how many there are."""

    def __init__(self, batches: Iterator[list[Row]]) -> None:
        self._batches = batches
        self._read: deque[list[Row]] = deque()
        self._error: SanctionscreenError | None = None

    def has(self, rows: int) -> bool:
        """Whether there are so many rows."""
        while sum(map(len, self._read)) < rows:
            try:
                self._read.append(next(self._batches))
            except StopIteration:
                return False
            except SanctionscreenError as error:
                self._error = error  # what was read before comes first
                return False
        return True

    def __iter__(self) -> Iterator[list[Row]]:
        while self._read:
            yield self._read.popleft()
        if self._error is not None:
            raise self._error
        yield from self._batches


def _until_broken(
    batches: Iterable[list[Row]], broken: list[SanctionscreenError]
) -> Iterator[list[Row]]:
    """The batches; where reading them breaks off, the error waits for the outcomes before it."""
    try:
        yield from batches
    except SanctionscreenError as error:
        broken.append(error)


_Done: TypeAlias = tuple[bytes, Sketch | None]
"""Packed outcomes, and what is kept of the rows."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What every process needs beside the rows."""

    index: Path
    settings: ScreenSettings
    as_of: PartialDate | None
    is_sketched: bool


class _Worker:
    """A process's own: set once when it begins, by what starts it."""

    task: _Task
    index: ListIndex


def _begin(task: _Task) -> None:
    import signal

    # Ctrl-C is for the process that reads and writes; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.task, _Worker.index = task, load_index(task.index)
    gc.freeze()
    gc.set_threshold(_ALLOCATED)


def _end_with_parent() -> None:
    """Ends this process once the one that started it is gone: killed, that ends nothing itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _screen(packed: bytes) -> _Done:
    rows, task, index = unpack_rows(packed), _Worker.task, _Worker.index
    outcomes = list(screening.iter_outcomes(rows, index, task.settings, as_of=task.as_of))
    sketch = sketch_of(rows, index.preparer) if task.is_sketched else None
    return pack_outcomes(rows, outcomes), sketch


_ALLOCATED = 500_000
"""Objects between two searches for cycles, of which this work makes none: the default of 700
spends a third of the time on walking through caches."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Lets the search for garbage in cycles wait while rows are screened."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATED, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
