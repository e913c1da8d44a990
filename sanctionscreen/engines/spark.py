"""The engine of many machines: Apache Spark runs the same code on parts of the rows."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sanctionscreen.engines.base import Row
from sanctionscreen.engines.shipping import ship
from sanctionscreen.engines.worker import Task
from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.index import ListIndex
from sanctionscreen.model import PartialDate, RowOutcome
from sanctionscreen.screening.rows import ROWS_AT_ONCE, in_batches
from sanctionscreen.settings import ScreenSettings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TASKS_PER_CORE = 4
"""Between two jobs the cores wait for the slowest task: with a few each they wait little."""


class SparkEngine:
    """Screens rows that this process reads on the cores of a Spark cluster.

    Rows go out and outcomes come back in parts, job by job: memory stays flat on both sides. A
    part whose executor dies is screened again elsewhere, by Spark.
    """

    name = "spark"

    def __init__(self, session: SparkSession) -> None:
        self._context = session.sparkContext

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        task = Task(ship(self._context, index), settings, as_of)
        tasks = self._context.defaultParallelism * _TASKS_PER_CORE
        for some in in_batches(rows, tasks * ROWS_AT_ONCE):
            parts = [some[at : at + ROWS_AT_ONCE] for at in range(0, len(some), ROWS_AT_ONCE)]
            screened = 0
            for outcome in self._screen(parts, task):
                screened += 1
                yield outcome
            if screened != len(some):
                raise SanctionscreenError(f"Spark gave {screened} outcomes for {len(some)} rows")

    def _screen(self, parts: list[list[Row]], task: Task) -> Iterator[RowOutcome]:
        if not parts:
            return
        packed = [pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in parts]
        try:
            work = self._context.parallelize(packed, len(packed)).map(task.screen_packed)
            found = work.collect()
        except Exception as error:  # Spark's errors share no base class with ours
            raise _failed(error) from error
        for each in found:
            yield from pickle.loads(each)


def open_session(master: str | None) -> SparkSession:
    """A Spark session; without a master the one that Spark's own settings name.

    Raises:
        UsageError: pyspark is not installed, or there is no such master.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(
            "Spark is not installed",
            field="engine",
            hint="pip install 'sanctionscreen[spark]'; it needs Java 17",
        ) from error
    builder = SparkSession.builder.appName("sanctionscreen")
    if master is not None:
        builder = builder.master(master)
    try:
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except Exception as error:  # Java is missing, or the master cannot be reached
        raise _failed(error) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _failed(error: Exception) -> SanctionscreenError:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return SanctionscreenError(
        f"Spark could not do its work ({lines[0] if lines else type(error).__name__})",
        hint="See Spark's own log; nothing of this part was screened",
    )
