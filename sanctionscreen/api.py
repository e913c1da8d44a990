"""Whole runs in memory, for use from Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sanctionscreen.errors import InputError
from sanctionscreen.gate import Tallier, judge
from sanctionscreen.index import ListIndex
from sanctionscreen.model import (
    Counterparty,
    Outcome,
    PartialDate,
    RejectedRow,
    RowOutcome,
    ScreeningReport,
)
from sanctionscreen.record import Input, record_run
from sanctionscreen.screening import as_of_notes, iter_outcomes
from sanctionscreen.settings import ScreenSettings

if TYPE_CHECKING:
    import pandas as pd


def screen(
    counterparties: Iterable[Counterparty | RejectedRow],
    *,
    index: ListIndex,
    settings: ScreenSettings | None = None,
    as_of: PartialDate | None = None,
) -> ScreeningReport:
    """Screens counterparties and keeps every outcome.

    Returns:
        As many outcomes as rows, in their order, and the verdict, whose ``exit_code`` is what
        the command line would end with.
    """
    settings = settings or ScreenSettings()
    digest = hashlib.sha256()
    tallier = Tallier()
    outcomes = []
    for outcome in iter_outcomes(_hashed(counterparties, digest), index, settings, as_of=as_of):
        tallier.add(outcome)
        outcomes.append(outcome)
    notes = as_of_notes(index, as_of)
    run = record_run(
        [Input("counterparties", digest.hexdigest())], index.refs, settings, as_of, notes=notes
    )
    verdict = judge(tallier.tally, problems=notes, allow_not_screened=False)
    return ScreeningReport(run, tuple(outcomes), verdict)


def _hashed(
    rows: Iterable[Counterparty | RejectedRow], digest: hashlib._Hash
) -> Iterator[Counterparty | RejectedRow]:
    for row in rows:
        digest.update(repr(row).encode())
        yield row


def screen_frame(
    frame: pd.DataFrame,
    *,
    index: ListIndex,
    settings: ScreenSettings | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Screens a pandas frame; returns one line a row, on the frame's own index.

    Args:
        columns: Our field to the frame's column (``{"name": "Vendor"}``); usual headings are
            found without it.

    Returns:
        Columns ``outcome``, ``reason``, ``hits`` (how many), ``score``, ``band``,
        ``listed_id``, ``listed_name``, ``list``, ``programme``, ``measures`` and ``listed_on``,
        the last eight of the best hit.

    Raises:
        UsageError: a column is not there, or none holds names.
        InputError: the frame has no rows.
    """
    import pandas as pd

    from sanctionscreen.counterparties import ReadingOptions, frame_counterparties

    if frame.empty:
        raise InputError("the frame has no rows", hint="Give a frame with at least one row")
    options = ReadingOptions(columns=tuple((columns or {}).items()))
    rows = frame_counterparties(frame, options)
    report = screen(rows, index=index, settings=settings)
    return pd.DataFrame([_line(outcome) for outcome in report.outcomes], index=frame.index)


def _line(outcome: RowOutcome) -> dict[str, object]:
    best = outcome.hits[0] if outcome.hits else None
    designations = best.designations if best else ()
    measures = dict.fromkeys(m.label for d in designations for m in d.measures)
    dates = dict.fromkeys(str(d.listed_on) for d in designations if d.listed_on)
    programmes = dict.fromkeys(d.programme or d.programme_as_published for d in designations)
    return {
        "outcome": str(outcome.outcome),
        "reason": outcome.reason if outcome.outcome is Outcome.NOT_SCREENED else None,
        "hits": len(outcome.hits),
        "score": best.score if best else None,
        "band": str(best.band) if best else None,
        "listed_id": best.listed_id if best else None,
        "listed_name": best.listed_name if best else None,
        "list": best.list if best else None,
        "programme": "; ".join(programmes) if best else None,
        "measures": "; ".join(measures) if best else None,
        "listed_on": "; ".join(dates) if best else None,
    }
