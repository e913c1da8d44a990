"""What a Python worker of an executor does: rows in, outcomes out, with nothing but the package."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanctionscreen.engines.base import Row
from sanctionscreen.index import ListIndex, load_index
from sanctionscreen.model import PartialDate, RowOutcome
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker needs beside the rows.

    Attributes:
        index_file: Its name among the files that Spark has brought to the executor.
    """

    index_file: str
    settings: ScreenSettings
    as_of: PartialDate | None

    def screen(self, rows: Iterable[Row]) -> Iterator[RowOutcome]:
        """As many outcomes as rows, in their order."""
        from pyspark import SparkFiles

        index = _opened(Path(SparkFiles.get(self.index_file)))
        return iter_outcomes(rows, index, self.settings, as_of=self.as_of)

    def screen_packed(self, packed: bytes) -> bytes:
        """The same, for rows and outcomes on their way between processes."""
        rows: Sequence[Row] = pickle.loads(packed)
        return pickle.dumps(tuple(self.screen(rows)), pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=2)
def _opened(path: Path) -> ListIndex:
    """Mapped once for a Python worker, which Spark keeps from task to task; the name is its sha256.

    Raises:
        IndexDamagedError: it is not as it was sent: the task fails, and Spark tries it elsewhere.
    """
    return load_index(path)
