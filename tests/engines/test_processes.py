"""Rows spread over processes come back as from one; what breaks is an error, never clear."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.engines import Processes, Row, processes
from sanctionscreen.engines.packing import (
    clear,
    pack_outcomes,
    pack_rows,
    unpack_outcomes,
    unpack_rows,
)
from sanctionscreen.errors import InputError, SanctionscreenError
from sanctionscreen.index import ListIndex
from sanctionscreen.model import (
    Counterparty,
    DateSpan,
    Gender,
    Kind,
    NameOrigin,
    NamePart,
    Outcome,
    PartialDate,
    QueryName,
    RejectedRow,
    RowOutcome,
    RowWarning,
)
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings

SETTINGS = ScreenSettings()
_texts = st.text(max_size=12)
_dates = st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12))
_names = st.builds(
    QueryName,
    _texts,
    st.sampled_from(NameOrigin),
    st.lists(st.tuples(st.sampled_from(NamePart), _texts), max_size=2).map(tuple),
)


def _some(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=2).map(tuple)


_counterparties = st.builds(
    Counterparty,
    st.integers(1, 1 << 40),
    st.integers(1, 1 << 40),
    st.none() | _texts,
    st.lists(_names, min_size=1, max_size=3).map(tuple),
    st.sampled_from(Kind),
    _some(st.builds(DateSpan, _dates, _dates, st.booleans())),
    _some(_texts),
    st.none() | st.sampled_from(Gender),
    _some(_texts),
    _some(_texts),
    _some(st.builds(RowWarning, _texts, _texts)),
)
_rejected = st.builds(
    RejectedRow, st.integers(1, 99), st.integers(1, 99), st.none() | _texts, _texts, _texts
)
_rows = st.lists(_counterparties | _rejected, max_size=5)


@given(rows=_rows)
def test_rows_survive_packing(rows: list[Row]) -> None:
    """Every field of every row, rejected ones among them."""
    assert unpack_rows(pack_rows(rows)) == rows


@given(rows=_rows, reasons=st.lists(st.none() | _texts, min_size=5, max_size=5))
def test_outcomes_survive_packing(rows: list[Row], reasons: list[str | None]) -> None:
    """Clear rows, of which nothing is sent, and those not screened, each in its place."""
    outcomes = [
        clear(row)
        if reason is None
        else RowOutcome(row.row, row.line, row.id, row.query, Outcome.NOT_SCREENED, reason)
        for row, reason in zip(rows, reasons, strict=False)
    ]
    assert unpack_outcomes(rows, pack_outcomes(rows, outcomes)) == outcomes


def test_hits_survive_packing(rows: list[Row], index: ListIndex) -> None:
    """Hits with their entries and evidence are what they were."""
    some = rows[:60]
    outcomes = list(iter_outcomes(some, index, SETTINGS))
    assert any(each.hits for each in outcomes)
    assert unpack_outcomes(some, pack_outcomes(some, outcomes)) == outcomes


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of so few rows that a small book is spread over several processes."""
    monkeypatch.setattr(processes, "ROWS_AT_ONCE", 50)


def _mixed(rows: list[Row]) -> list[Row]:
    """Rows of a book with a rejected one and one with a warning among them."""
    named = next(row for row in rows if isinstance(row, Counterparty))
    warned = Counterparty(
        9_001, 9_001, "W", named.names, warnings=(RowWarning("odd", "the date is odd"),)
    )
    return [*rows[:120], RejectedRow(9_000, 9_000, "R", "", "no name"), warned, *rows[120:220]]


@pytest.mark.usefixtures("small")
def test_several_processes_give_what_one_gives(rows: list[Row], index: ListIndex) -> None:
    """In the order of the rows, with rejected rows as not screened, and with warnings."""
    mixed = _mixed(rows)
    expected = list(iter_outcomes(mixed, index, SETTINGS))
    assert list(Processes(2, rows_from=1).outcomes(mixed, index, SETTINGS)) == expected
    assert expected[120].outcome is Outcome.NOT_SCREENED
    assert expected[121].warnings == ("the date is odd",)


@pytest.mark.usefixtures("small")
def test_a_reading_error_comes_after_the_outcomes_before_it(
    rows: list[Row], index: ListIndex
) -> None:
    """What was read is screened in full, and only then the error is raised."""

    def broken() -> Iterator[Row]:
        yield from rows[:130]
        raise InputError("the disk is gone")

    found: list[RowOutcome] = []
    with pytest.raises(InputError, match="the disk is gone"):
        _keep(found, Processes(2, rows_from=60).outcomes(broken(), index, SETTINGS))
    assert found == list(iter_outcomes(rows[:130], index, SETTINGS))


def _keep(found: list[RowOutcome], outcomes: Iterator[RowOutcome]) -> None:
    """Keeps each as it comes, so that those before an error are seen."""
    for each in outcomes:
        found.append(each)


class _Deadly:
    """Ends the process that unpickles it, as the system does where memory is short."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


@pytest.mark.usefixtures("small")
def test_a_killed_process_is_an_error_and_never_clear(
    rows: list[Row], index: ListIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of a process that ended are no outcomes: the run stops and says what to do."""
    sent: list[int] = []

    def pack(batch: list[Row]) -> object:
        sent.append(len(batch))
        return pack_rows(batch) if len(sent) == 1 else _Deadly()

    monkeypatch.setattr(processes, "pack_rows", pack)
    found: list[RowOutcome] = []
    with pytest.raises(SanctionscreenError, match="ended before its work was done"):
        _keep(found, Processes(2, rows_from=1).outcomes(rows[:200], index, SETTINGS))
    assert found == list(iter_outcomes(rows[: len(found)], index, SETTINGS))
    assert len(found) <= 50
