"""What every engine promises, over all engines that there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sanctionscreen.engines import Engine, Processes, Row
from sanctionscreen.errors import InputError
from sanctionscreen.index import ListIndex
from sanctionscreen.model import Outcome, RowOutcome
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings

SETTINGS = ScreenSettings(threshold=75, max_hits=3)


@pytest.fixture(params=["alone", "local", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine."""
    if request.param == "alone":
        return Processes(1)
    if request.param == "local":
        return Processes(2, rows_from=8)
    session = request.getfixturevalue("spark")
    from sanctionscreen.engines.spark import SparkEngine

    return SparkEngine(session)


@pytest.fixture(scope="module")
def plain(rows: list[Row], index: ListIndex) -> list[RowOutcome]:
    """The outcomes of one process."""
    return list(iter_outcomes(rows, index, SETTINGS))


def test_outcomes_are_those_of_one_process(
    engine: Engine, rows: list[Row], index: ListIndex, plain: list[RowOutcome]
) -> None:
    """Every outcome whole, hits, evidence and all, in the order of the rows."""
    assert list(engine.outcomes(rows, index, SETTINGS)) == plain
    assert {each.outcome for each in plain} == {Outcome.HIT, Outcome.CLEAR, Outcome.NOT_SCREENED}


def test_rows_before_a_break_come_first(
    engine: Engine, rows: list[Row], index: ListIndex, plain: list[RowOutcome]
) -> None:
    """Where reading ends in an error, what was read is screened, and then the error comes."""

    def broken() -> Iterator[Row]:
        yield from rows[:7]
        raise InputError("the disk is gone")

    outcomes = engine.outcomes(broken(), index, SETTINGS)
    assert [next(outcomes) for _ in range(7)] == plain[:7]
    with pytest.raises(InputError, match="the disk is gone"):
        next(outcomes)


def test_no_rows_give_no_outcomes(engine: Engine, index: ListIndex) -> None:
    """An empty input is no error of the engine's."""
    assert list(engine.outcomes([], index, SETTINGS)) == []
