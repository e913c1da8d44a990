"""Spark beside one process: ``python -m bench.scale.spark [--rows N] [--lists FILE] [--write]``.

Screens a generated book in one process, then on Spark with one, two and four partitions a core,
each once to warm the executors and once timed. Every outcome must be the same.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.marked import write_marked
from bench.scale.book import write_book
from bench.scale.cost import PAGE, SDN
from sanctionscreen import ScreenSettings, open_index
from sanctionscreen.counterparties import read_counterparties
from sanctionscreen.engines.frames import line_of, screen_spark
from sanctionscreen.index import ListIndex
from sanctionscreen.screening import iter_outcomes

ROWS = 200_000
PER_CORE = (1, 2, 4)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 where an outcome differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.spark", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--lists", type=Path, nargs="+", default=[SDN])
    parser.add_argument("--write", action="store_true", help="fill the table of docs/scale.md")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = open_index(given.lists, cache_dir=folder)
        write_book(folder / "book.csv", given.rows, index.name_texts())
        rate, plain = _one_process(folder / "book.csv", index)
        lines = [
            f"| {given.rows:,} rows, {index.name_count:,} listed names | cores | rows a second "
            "| a core, of one process | outcomes |",
            "|---|--:|--:|--:|---|",
            f"| one process | 1 | {rate:,.0f} | | |",
        ]
        print("\n".join(lines), flush=True)
        are_right = []
        for line, is_right in _on_spark(folder, index, given.cores, rate, plain):
            print(line, flush=True)
            lines.append(line)
            are_right.append(is_right)
    if given.write:
        write_marked(PAGE, "spark", "\n".join(lines))
    return 0 if all(are_right) else 1


def _one_process(book: Path, index: ListIndex) -> tuple[float, dict[int, Any]]:
    for _ in iter_outcomes(read_counterparties(book), index, ScreenSettings()):
        pass  # once to get warm, as the executors are
    started = time.perf_counter()
    outcomes = list(iter_outcomes(read_counterparties(book), index, ScreenSettings()))
    rate = len(outcomes) / (time.perf_counter() - started)
    return rate, {outcome.row: line_of(outcome) for outcome in outcomes}


def _on_spark(
    folder: Path, index: ListIndex, cores: int, rate: float, plain: dict[int, Any]
) -> Any:
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master(f"local[{cores}]").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    whole = session.read.csv(str(folder / "book.csv"), header=True)
    for each in PER_CORE:
        parts = str(folder / f"in-{each}")
        whole.repartition(cores * each).write.parquet(parts)
        screened = screen_spark(session.read.parquet(parts), index)
        screened.write.parquet(str(folder / f"warm-{each}"))
        started = time.perf_counter()
        screened.write.parquet(str(folder / f"out-{each}"))
        took = time.perf_counter() - started
        found = session.read.parquet(str(folder / f"out-{each}")).toLocalIterator()
        by_id = {line[1]: line[2:] for line in plain.values()}
        is_same = {line[1]: tuple(line)[2:] for line in found} == by_id
        per_core = len(plain) / took / cores
        cells = (
            f"Spark, partitions a core: {each}", f"{cores}", f"{len(plain) / took:,.0f}",
            f"{per_core / rate:.0%}", "the same" if is_same else "DIFFER",
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |", is_same
    session.stop()


if __name__ == "__main__":
    sys.exit(main())
