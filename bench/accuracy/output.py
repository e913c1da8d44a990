"""Markdown tables, and the files of misses and false alarms."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """One miss or false alarm, with what the package says of it."""

    part: str
    group: str
    what: str
    query: str
    listed: str
    listed_id: str
    score: float
    reasons: str


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def write_mistakes(folder: Path, mistakes: Sequence[Mistake]) -> None:
    """Writes one tab-separated file a part, in the order found."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in dict.fromkeys(item.part for item in mistakes):
        path = folder / f"{part}.tsv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow([field.name for field in fields(Mistake)])
            writer.writerows(astuple(item) for item in mistakes if item.part == part)
