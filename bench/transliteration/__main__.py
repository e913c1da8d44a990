"""Writes the table of names in Arabic script: ``python -m bench.transliteration [--lists DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from bench.accuracy.pairs import SPLITS, entries
from bench.lists_io import SHARED, read_lists
from bench.transliteration.aligning import Counts, spellings
from sanctionscreen.names.arabic import TABLE
from sanctionscreen.names.frequencies import Frequencies, load_frequencies
from sanctionscreen.version import VERSION

_DATA = Path(__file__).resolve().parents[2] / "sanctionscreen" / "names" / "data"
_LISTS = ("ofac-sdn", "ofac-cons", "un-sc", "uk-sl", "eu-fsf", "ca-sema", "au-dfat", "jp-mof")
"""Those of the accuracy benchmark, so that linked entries are in the same split here and there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the table anew; 2 where the list files are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.transliteration", description=__doc__)
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of list files")
    parser.add_argument("--out", type=Path, default=_DATA, help="folder to write to")
    options = parser.parse_args(arguments)
    if not options.lists.is_dir():
        print(f"{options.lists}: no list files there. Give --lists DIR", file=sys.stderr)
        return 2
    parties = [party for item in read_lists(options.lists, _LISTS) for party in item.parties]
    # The parties of the split "test" are kept to report on, so nothing is learnt from them.
    learning = [entry for entry in entries(parties) if entry.split != SPLITS[-1]]
    rows = choose(spellings(learning), load_frequencies())
    lines = (f"{word}\t{latin}\t{parties}\n" for word, latin, parties in rows)
    text = "".join([*_header(len(rows)), *lines])
    (options.out / TABLE).write_text(text, "utf-8", newline="\n")
    print(f"{TABLE}: {len(rows)} rows")
    return 0


def choose(counts: Counts, frequencies: Frequencies) -> list[tuple[str, str, int]]:
    """For each word the spelling of most parties, ties by how common it is; and its parties."""
    return [(word, *_best(counts[word].items(), frequencies)) for word in sorted(counts)]


def _best(items: Collection[tuple[str, int]], frequencies: Frequencies) -> tuple[str, int]:
    return min(items, key=lambda item: (-item[1], frequencies.token(item[0]), item[0]))


def _header(rows: int) -> Iterable[str]:
    return (
        f"# {TABLE} of sanctionscreen {VERSION}, made by: python -m bench.transliteration\n",
        "# A word in Arabic script (one spelling of each letter, no article), the Latin spelling\n",
        "# that most parties have for it, and how many parties have it. From the lists:\n",
        f"# {', '.join(_LISTS)}.\n",
        f"# Rows: {rows}\n",
    )


if __name__ == "__main__":
    sys.exit(main())
