"""The engine of one machine: in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanctionscreen.engines.base import Row
from sanctionscreen.index import ListIndex
from sanctionscreen.model import PartialDate, RowOutcome
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings


class _Local:
    name = "local"

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        return iter_outcomes(rows, index, settings, as_of=as_of)


LOCAL = _Local()
