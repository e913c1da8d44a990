"""What a million rows costs, by how much is on the lists: ``python -m bench.scale.cost``.

Screens a generated book on one core against lists of growing size, and prints core-seconds for a
million rows: reading the book, and screening it. ``--write`` fills the table of docs/scale.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.lists_io import SHARED
from bench.marked import write_marked
from bench.scale.book import write_book
from sanctionscreen import ScreenSettings, open_index
from sanctionscreen.counterparties import read_counterparties
from sanctionscreen.screening import iter_outcomes

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
FOLDER = SHARED / "lists"
SDN = FOLDER / "ofac_sdn" / "SDN_ADVANCED_2025-11-19.xml.bz2"
UN = FOLDER / "un" / "consolidated_2026-08.xml"
EU = FOLDER / "eu" / "REBUILT_xmlFullSanctionsList_1_1_2026-05-01.xml.xz"
SELECTIONS: tuple[tuple[str, tuple[Path, ...]], ...] = (
    ("UN", (UN,)),
    ("EU", (EU,)),
    ("OFAC SDN", (SDN,)),
    ("OFAC SDN, UN, EU", (SDN, UN, EU)),
)
ROWS = 200_000
_MILLION, _BILLION = 1_000_000, 1_000_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.cost", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--write", action="store_true", help="fill the table of docs/scale.md")
    given = parser.parse_args(arguments)
    lines = [
        f"| lists ({given.rows:,} rows) | listed names | core-seconds for a million rows "
        "| of them reading | rows a second a core | a billion rows, core-hours |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    print("\n".join(lines), flush=True)
    with tempfile.TemporaryDirectory() as name:
        for title, files in SELECTIONS:
            lines.append(_line(title, files, given.rows, Path(name)))
            print(lines[-1], flush=True)
    if given.write:
        write_marked(PAGE, "cost", "\n".join(lines))
    return 0


def _line(title: str, files: tuple[Path, ...], rows: int, folder: Path) -> str:
    index = open_index(files, cache_dir=folder)
    write_book(folder / "book.csv", rows, index.name_texts())
    counterparties = read_counterparties(folder / "book.csv")
    settings = ScreenSettings()
    first = [row for row, _ in zip(counterparties, range(2_000), strict=False)]
    list(iter_outcomes(first, index, settings))  # Compiled loops and caches are warm then.
    started = time.process_time()
    read = sum(1 for _ in counterparties)
    reading = time.process_time() - started
    started = time.process_time()
    done = sum(1 for _ in iter_outcomes(counterparties, index, settings))
    whole = time.process_time() - started
    if not read == done == rows:
        raise SystemExit(f"{read} rows were read and {done} screened, of {rows}")
    cells = (
        title, f"{index.name_count:,}", f"{whole / rows * _MILLION:,.0f}",
        f"{reading / rows * _MILLION:,.0f}", f"{rows / whole:,.0f}",
        f"{whole / rows * _BILLION / 3600:,.0f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
