"""Prints the accuracy figures as Markdown: ``python -m bench.accuracy [--quick] [--out DIR]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench.accuracy.indexed import compiled
from bench.accuracy.innocents import innocents_tables, read_innocents
from bench.accuracy.known import known_tables
from bench.accuracy.output import Mistake, write_mistakes
from bench.accuracy.pair_tables import pair_tables
from bench.accuracy.retrieval import retrieval_tables
from bench.accuracy.un_people import un_tables
from bench.lists_io import SHARED, read_lists
from sanctionscreen.sources.base import ParsedList

PARTS = ("known", "pairs", "altered", "un", "innocents")
SEED = "accuracy"
_INDEXED = ("ofac-sdn", "un-sc")
# Lists of other kinds (export control, procurement) and old files are not in the pairs.
_PAIRED = ("ofac-sdn", "ofac-cons", "un-sc", "uk-sl", "eu-fsf", "ca-sema", "au-dfat", "jp-mof")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: pairs, altered names a class, innocents (None: all of them).

    Attributes:
        un, un_innocents: Altered names a class of people on the UN list, and innocents beside.
    """

    pairs: int
    altered: int
    un: int
    un_innocents: int
    innocents: int | None
    innocents_all_lists: int


FULL = Sizes(40_000, altered=300, un=50, un_innocents=10_000, innocents=None,
             innocents_all_lists=10_000)  # fmt: skip
QUICK = Sizes(6_000, altered=50, un=10, un_innocents=2_000, innocents=3_000,
              innocents_all_lists=0)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the parts asked for; 2 where the development data is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller samples, fewer lists")
    parser.add_argument("--out", type=Path, help="folder for every miss and false alarm")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of lists and data")
    parser.add_argument("--innocents", type=int, help="how many of the people on no list")
    parser.add_argument("--altered", type=int, help="how many altered names a class")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part")
    options = parser.parse_args(arguments)
    if not (options.shared / "lists").is_dir():
        print(f"{options.shared}: no list files there. Give --shared DIR", file=sys.stderr)
        return 2
    parts = options.part or PARTS
    mistakes: list[Mistake] = []
    sizes = QUICK if options.quick else FULL
    if options.altered is not None:
        sizes = replace(sizes, altered=options.altered, un=max(options.altered // 6, 1))
    if options.innocents is not None:
        sizes = replace(
            sizes,
            innocents=options.innocents,
            innocents_all_lists=min(options.innocents // 4, sizes.innocents_all_lists),
            un_innocents=min(options.innocents // 4, sizes.un_innocents),
        )
    for item in run(options.shared, sizes, parts, options.quick):
        if isinstance(item, Mistake):
            mistakes.append(item)
        else:
            print(item, flush=True)
    if options.out is not None:
        write_mistakes(options.out, mistakes)
    return 0


def run(
    shared: Path, sizes: Sizes, parts: Sequence[str], is_quick: bool
) -> Iterator[str | Mistake]:
    """All tables and mistakes, part by part, each with its time."""
    if "known" in parts:
        yield from known_tables(shared / "bench")
    wanted = _INDEXED if is_quick and "pairs" not in parts else _PAIRED
    lists = read_lists(shared / "lists", wanted if is_quick else None)
    if "pairs" in parts:
        parties = [p for item in lists if item.ref.id in _PAIRED for p in item.parties]
        yield from _timed(pair_tables(parties, sizes.pairs, Random(SEED)))
    if not {"altered", "un", "innocents"}.isdisjoint(parts):
        with tempfile.TemporaryDirectory() as folder:
            yield from _with_index(shared, lists, Path(folder), sizes, parts)


def _with_index(
    shared: Path,
    lists: Sequence[ParsedList],
    folder: Path,
    sizes: Sizes,
    parts: Sequence[str],
) -> Iterator[str | Mistake]:
    indexed = compiled([item for item in lists if item.ref.id in _INDEXED], folder, "sdn-un")
    if "altered" in parts:
        yield from _timed(retrieval_tables(indexed, sizes.altered, SEED))
    if "un" in parts:
        people, _ = read_innocents(shared / "bench", sizes.un_innocents)
        yield from _timed(un_tables(indexed, people, sizes.un, SEED))
    if "innocents" in parts:
        people, total = read_innocents(shared / "bench", sizes.innocents)
        yield from _timed(innocents_tables(people, indexed, "OFAC SDN and UN", total))
        if sizes.innocents_all_lists:
            people, total = read_innocents(shared / "bench", sizes.innocents_all_lists)
            every = compiled(lists, folder, "all")
            title = f"all {len(lists)} lists"
            yield from _timed(innocents_tables(people, every, title, total))


def _timed(items: Iterable[str | Mistake]) -> Iterator[str | Mistake]:
    start = time.perf_counter()
    yield from items
    yield f"({time.perf_counter() - start:.0f} s)\n"


if __name__ == "__main__":
    sys.exit(main())
