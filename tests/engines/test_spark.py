"""Spark: the outcomes of one machine, however the rows are spread and whoever dies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import start

from sanctionscreen.engines import Row
from sanctionscreen.index import ListIndex
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")
Lines = dict[int, tuple[Any, ...]]


@pytest.fixture(scope="module")
def plain(rows: list[Row], index: ListIndex) -> Lines:
    """The lines of one machine, by row."""
    from sanctionscreen.engines.frames import _line

    return {each.row: _line(each) for each in iter_outcomes(rows, index, ScreenSettings())}


def lines(frame: Any) -> Lines:
    """The lines of a screened frame, by row."""
    return {each["row"]: tuple(each) for each in frame.collect()}


@pytest.mark.parametrize("partitions", [2, 4, 8])
def test_a_frame_gives_the_outcomes_of_one_machine(
    spark: Any, book: Path, index: ListIndex, plain: Lines, tmp_path: Path, partitions: int
) -> None:
    """One, two and four partitions a core, from Parquet and to Parquet: every value the same."""
    from sanctionscreen.engines.frames import screen_spark

    whole = spark.read.csv(str(book), header=True).coalesce(1)
    whole.repartitionByRange(partitions, "id").write.parquet(str(tmp_path / "in"))
    by_id = {line[1]: line[2:] for line in plain.values()}
    screened = screen_spark(spark.read.parquet(str(tmp_path / "in")), index)
    screened.write.parquet(str(tmp_path / "out"))
    found = lines(spark.read.parquet(str(tmp_path / "out")))
    assert sorted(found) == sorted(plain)
    assert {line[1]: line[2:] for line in found.values()} == by_id


def test_rows_are_numbered_in_their_order(
    spark: Any, book: Path, index: ListIndex, plain: Lines
) -> None:
    """A file's rows have the numbers that one machine gives them."""
    from sanctionscreen.engines.frames import screen_spark

    assert lines(screen_spark(spark.read.csv(str(book), header=True), index)) == plain


def test_a_killed_worker_changes_nothing(
    spark: Any, book: Path, index: ListIndex, plain: Lines, tmp_path: Path
) -> None:
    """A Python worker dies while it screens: its part is screened again, and all is there."""
    from sanctionscreen.engines.frames import screen_spark

    flag = tmp_path / "killed"
    frame = spark.read.csv(str(book), header=True)
    screened = screen_spark(frame.mapInArrow(killing(str(flag), generations=0), frame.schema), index)
    assert lines(screened) == plain
    assert flag.exists()


def test_a_killed_executor_changes_nothing(
    book: Path, index: ListIndex, plain: Lines, tmp_path: Path
) -> None:
    """One of two executors, each a process of its own, dies: another one does its work."""
    from sanctionscreen.engines.frames import screen_spark

    flag = tmp_path / "killed"
    session = start("local-cluster[2,1,1024]")
    try:
        frame = session.read.csv(str(book), header=True).repartition(4)
        whole = frame.mapInArrow(killing(str(flag), generations=2), frame.schema)
        found = lines(screen_spark(frame, index))
        assert {line[1]: line[2:] for line in found.values()} == {
            line[1]: line[2:] for line in plain.values()
        }
        again = lines(screen_spark(whole, index))
    finally:
        session.stop()
    assert flag.exists()
    assert sorted(again) == sorted(plain)
    assert {line[1]: line[2:] for line in again.values()} == {
        line[1]: line[2:] for line in plain.values()
    }


def killing(flag: str, *, generations: int) -> Any:
    """What kills, once and after the first job of a frame, the worker that runs it.

    Args:
        generations: 0 for the Python worker itself; 2 for the executor above it and its daemon.
    """

    def run(batches: Any) -> Any:
        import os
        import signal

        for number, batch in enumerate(batches):
            if number == 0 and "sanctionscreen_at" not in batch.schema.names:
                try:
                    os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    yield batch
                    continue
                victim = os.getpid()
                for _ in range(generations):
                    with open(f"/proc/{victim}/stat") as file:
                        victim = int(file.read().rsplit(")", 1)[1].split()[1])
                os.kill(victim, signal.SIGKILL)
            yield batch

    return run
