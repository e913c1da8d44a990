"""Rows that an earlier run found clear, against nothing but the entries that changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanctionscreen.index import ListIndex
from sanctionscreen.index.book import KeptBook
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Counterparty, Outcome, PartialDate, RejectedRow, RowOutcome
from sanctionscreen.screening.rows import in_batches, iter_outcomes, screen_rows
from sanctionscreen.settings import ScreenSettings

Row = Counterparty | RejectedRow
_FEW = 450
ROWS_AT_ONCE = 20_000
"""Few of them are screened again in full, and for a few the engine takes as long as for many."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What of the lists an earlier run did not see as it is now.

    Attributes:
        part: The entries that are new or changed, with all that are linked with them; None
            where there are none.
        were_clear: For rows, whether the earlier run found nothing at all in the same row,
            under the same settings and the same code.
    """

    part: ListIndex | None
    were_clear: Callable[[Sequence[Row]], Sequence[bool]]


def iter_since(
    rows: Iterable[Row],
    index: ListIndex,
    settings: ScreenSettings,
    changed: Changed,
    *,
    as_of: PartialDate | None = None,
) -> Iterator[tuple[RowOutcome, bool]]:
    """The outcomes of :func:`iter_outcomes`, each with whether its row was screened in full.

    A row is compared with an entry by the two and the entries linked with it alone. So a row in
    which nothing was found can now be a hit (or discounted) only by an entry that is new or
    changed, or that is linked with one; where those give nothing either, it is clear. Every
    other row is screened in full.
    """
    for some in in_batches(rows, ROWS_AT_ONCE):
        left = _still_clear(some, settings, changed, as_of)
        again = [row for row, is_left in zip(some, left, strict=True) if not is_left]
        outcomes = iter_outcomes(again, index, settings, as_of=as_of)
        for row, is_left in zip(some, left, strict=True):
            yield (clear_outcome(row), False) if is_left else (next(outcomes), True)


def _still_clear(
    rows: Sequence[Row],
    settings: ScreenSettings,
    changed: Changed,
    as_of: PartialDate | None,
) -> list[bool]:
    left = list(changed.were_clear(rows))
    if changed.part is None:
        return left
    places = [place for place, is_left in enumerate(left) if is_left]
    known = [row for row in (rows[place] for place in places) if isinstance(row, Counterparty)]
    outcomes = screen_rows(known, changed.part, settings, as_of=as_of)
    for place, outcome in zip(places, outcomes, strict=True):
        left[place] = not _is_anything(outcome)
    return left


def _is_anything(outcome: RowOutcome) -> bool:
    return outcome.outcome is not Outcome.CLEAR or bool(outcome.discounted)


def rows_touched(
    book: KeptBook, part: ListIndex | None, settings: ScreenSettings
) -> npt.NDArray[np.int64]:
    """The rows (counted from 0) of a kept book in which entries may be found at all, ascending.

    Raises:
        TooMuchToLookUpError: to compare every row with them takes no longer.
    """
    if part is None:
        return np.zeros(0, np.int64)
    return np.array(part.touched_rows(book, weight_for(settings.lowest_threshold)), np.int64)


def find_anything(
    rows: Sequence[Counterparty],
    part: ListIndex | None,
    settings: ScreenSettings,
    as_of: PartialDate | None,
) -> list[bool]:
    """In which rows entries are found, be it to be set aside."""
    if part is None:
        return [False] * len(rows)
    # So few at once that they are found without compiled loops, which take longer to open.
    return [
        _is_anything(outcome)
        for at in range(0, len(rows), _FEW)
        for outcome in screen_rows(rows[at : at + _FEW], part, settings, as_of=as_of)
    ]


def clear_outcome(row: Row) -> RowOutcome:
    """What becomes of a row in which nothing is found: all of it is in the row itself."""
    assert isinstance(row, Counterparty), "a rejected row was never clear"
    warnings = tuple(item.message for item in row.warnings)
    return RowOutcome(
        row.row, row.line, row.id, row.query, Outcome.CLEAR, hits=(), warnings=warnings
    )
