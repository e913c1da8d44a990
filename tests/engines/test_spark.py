"""Spark: the outcomes of one machine, however the rows are spread and whoever dies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spark_builders import Lines, killing, lines

from sanctionscreen.index import ListIndex

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")


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
    mortal = frame.mapInArrow(killing(str(flag), generations=0), frame.schema)
    assert lines(screen_spark(mortal, index)) == plain
    assert flag.exists()
