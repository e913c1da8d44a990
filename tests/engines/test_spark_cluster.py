"""Spark with executors that are processes of their own, one of which is killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from spark_builders import Lines, killing, lines, start

from sanctionscreen.index import ListIndex

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")


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
