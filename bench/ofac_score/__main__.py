"""Prints the OFAC-style score's figures: ``python -m bench.ofac_score [SCORES.csv]``."""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.ofac_score.cross_validation import SLIDER, Observation, cross_validate
from sanctionscreen.match.ofac_ranking import OfacNames
from sanctionscreen.match.ofac_score import ofac_score

SHARED = Path(__file__).resolve().parents[3] / "shared"
SDN_FILES = (("sdn_2024-01-11.csv", 1), ("alt_2024-01-08.csv", 3))
"""Legacy CSV files with the column of the name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One observed score and ours, 0-100; ``shown`` is None where the pair did not show."""

    query: str
    listed: str
    shown: int | None
    ours: int

    @property
    def error(self) -> int:
        """How far ours is off; for a pair that did not show, how far above the slider."""
        if self.shown is None:
            return max(self.ours - SLIDER + 1, 0)
        return abs(self.ours - self.shown)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of a file of observed scores, and ranking times over the SDN names."""
    parser = argparse.ArgumentParser(prog="python -m bench.ofac_score", description=__doc__)
    default = SHARED / "bench" / "ofac_scores_dev.csv"
    parser.add_argument("scores", nargs="?", type=Path, default=default)
    path: Path = parser.parse_args(arguments).scores
    if not path.is_file():
        print(f"{path}: not found. Give a CSV with query_name, listed_name, ofac_score")
        return 2
    rows = read_rows(path)
    print_figures(rows)
    print_left_out(rows)
    print_times(tuple(dict.fromkeys(row.query for row in rows)))
    return 0


def read_rows(path: Path) -> tuple[Row, ...]:
    """Every row of a file of observed scores, with our score beside it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Row(
                query=row["query_name"],
                listed=row["listed_name"],
                shown=None if row["ofac_score"] == "-1" else int(row["ofac_score"]),
                ours=ofac_score(row["query_name"], row["listed_name"]),
            )
            for row in csv.DictReader(file)
        )


def print_figures(rows: Sequence[Row]) -> None:
    """Agreement over all rows, then query by query, then every row that is off."""
    print(f"{'query':24} {'rows':>5} {'exact':>7} {'within 1':>9} {'mean error':>11}")
    groups: dict[str, list[Row]] = {"all": list(rows)}
    for row in rows:
        groups.setdefault(row.query, []).append(row)
    for title, group in groups.items():
        exact = sum(row.error == 0 for row in group) / len(group)
        near = sum(row.error <= 1 for row in group) / len(group)
        mean = statistics.fmean(row.error for row in group)
        print(f"{title:24} {len(group):5} {exact:7.1%} {near:9.1%} {mean:11.2f}")
    hidden = [row for row in rows if row.shown is None]
    print(f"not shown at {SLIDER}: {len(hidden)}, of which {_above(hidden)} score {SLIDER} or more")
    for row in rows:
        if row.error:
            print(f"off by {row.error}: {row.query!r} {row.listed!r} {row.shown} ours {row.ours}")


def print_left_out(rows: Sequence[Row]) -> None:
    """The figures where each typed name is left out of the choosing of what was inferred."""
    found = cross_validate([Observation(row.query, row.listed, row.shown) for row in rows])
    print(
        f"each typed name left out, {found.combinations} combinations of the inferred choices "
        f"({found.tied:.1f} equally good): exact {found.exact:.1%}, within 1 "
        f"{found.within_one:.1%}, mean error {found.mean_error:.2f}"
    )


def _above(rows: Sequence[Row]) -> int:
    return sum(row.ours >= SLIDER for row in rows)


def print_times(queries: Sequence[str]) -> None:
    """How long a warm ranking of all SDN names takes, in milliseconds."""
    folder = SHARED / "lists" / "ofac_sdn"
    if not all((folder / file_name).is_file() for file_name, _ in SDN_FILES):
        print(f"no ranking times: the SDN files are not in {folder}")
        return
    names: list[str] = []
    for file_name, column in SDN_FILES:
        with (folder / file_name).open(encoding="utf-8", newline="") as file:
            names += [row[column] for row in csv.reader(file) if len(row) > column]
    start = time.perf_counter()
    prepared = OfacNames(names)
    print(f"{len(names)} names prepared in {time.perf_counter() - start:.2f} s")
    for minimum, limit in ((50, None), (50, 50), (70, None), (80, None)):
        title = "every name" if limit is None else f"the best {limit}"
        times = []
        for query in (*queries, "GENERAL TRADING COMPANY LLC", "ABU MOHAMMAD ALI"):
            start = time.perf_counter()
            prepared.rank(query, minimum=minimum, limit=limit)
            times.append(1000 * (time.perf_counter() - start))
        print(
            f"ranking, {title} at {minimum} or more: "
            f"median {statistics.median(times):.1f} ms, max {max(times):.1f} ms"
        )


if __name__ == "__main__":
    sys.exit(main())
