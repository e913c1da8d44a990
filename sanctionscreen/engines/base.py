"""The shape of an engine: rows in, as many outcomes out, whoever does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sanctionscreen.index import ListIndex
from sanctionscreen.model import Counterparty, PartialDate, RejectedRow, RowOutcome
from sanctionscreen.settings import ScreenSettings

Row = Counterparty | RejectedRow


class Engine(Protocol):
    """Screens rows; every engine gives the outcomes of every other, in the order of the rows."""

    @property
    def name(self) -> str:
        """As given with ``--engine``."""

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        """As many outcomes as rows, in their order.

        Where reading the rows breaks off, the outcomes of those before come first, and then the
        error.

        Raises:
            SanctionscreenError: a part of the work was not done; no row of it is clear.
        """
