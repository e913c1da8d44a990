"""Writes the mined lexicon: ``python -m bench.lexicon [--lists DIR] [--out DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.lexicon.contrast import contrasts
from bench.lexicon.linking import KnownWords, Link, spellings
from bench.lexicon.remainders import parties, remainders, unlearned
from bench.lists_io import SHARED, read_lists
from sanctionscreen.version import VERSION

LISTS = ("ofac-sdn", "ofac-cons", "un-sc", "uk-sl", "eu-fsf", "ca-sema", "au-dfat", "jp-mof")
"""Those of which ``python -m bench.accuracy`` makes its pairs, so that its parties of the split
test stay unseen: another publisher's file would show them again."""

_SPLITS = ("fit", "tune")
_DATA = Path(__file__).resolve().parents[2] / "sanctionscreen" / "names" / "data"
_FILE = "mined_variants.tsv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the file anew; 2 where the list files are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.lexicon", description=__doc__)
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of list files")
    parser.add_argument("--out", type=Path, default=_DATA, help="folder to write to")
    parser.add_argument(
        "--split", action="append", choices=_SPLITS, help="learn from these parties only"
    )
    options = parser.parse_args(arguments)
    if not options.lists.is_dir():
        print(f"{options.lists}: no list files there. Give --lists DIR", file=sys.stderr)
        return 2
    listed = [party for item in read_lists(options.lists, LISTS) for party in item.parties]
    splits = tuple(options.split or _SPLITS)
    found = parties(listed, splits)
    items = remainders(found)
    known = _known({token for item in items for token in (*item.query, *item.listed)})
    links = spellings(items, contrasts(listed, splits), known)
    text = "".join([*header(len(found), splits, len(links)), *rows(links)])
    (options.out / _FILE).write_text(text, "ascii", newline="\n")
    print(f"{_FILE}: {len(links)} rows")
    return 0


def _known(tokens: Iterable[str]) -> KnownWords:
    forms = [unlearned().form(token) for token in tokens]
    return KnownWords(
        frozenset(form.text for form in forms if form.is_known),
        frozenset(
            form.text
            for form in forms
            if any(sense.startswith("variant:") for sense in form.senses)
        ),
    )


def header(people: int, splits: Sequence[str], pairs: int) -> Iterable[str]:
    """What the file is and how it was made, in lines that the loader skips."""
    return (
        f"# {_FILE} of sanctionscreen {VERSION}, made by: python -m bench.lexicon\n",
        "# Spellings that the lists' own aliases put for each other in people's names:\n",
        "# two tokens, and in the names of how many people.\n",
        f"# Learned from {people} people (of the splits {' and '.join(splits)}: see\n",
        f"# bench/accuracy/pairs.py) of {', '.join(LISTS)}\n",
        f"# Rows: {pairs}\n",
    )


def rows(links: Iterable[Link]) -> list[str]:
    """One line a pair, sorted."""
    return sorted(f"{link.one}\t{link.other}\t{link.support}\n" for link in links)


if __name__ == "__main__":
    sys.exit(main())
