"""A table of runs with faults: ``python -m bench.reliability [--write] [--mutations N] …``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.marked import write_marked
from bench.reliability.damaged_files import damaged_files
from bench.reliability.ending import REPOSITORY, Case, Result
from bench.reliability.faults import faults
from bench.reliability.killing import killings
from bench.reliability.scene import build

PAGE = REPOSITORY / "docs" / "reliability.md"
_HEADINGS = ("fault", "runs", *Result)


def main(arguments: Sequence[str]) -> int:
    """Prints the table.

    Returns:
        1 where a run was wrong: 0 in spite of a fault, an unknown code, half a file, a lost row.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.reliability", description=__doc__)
    parser.add_argument("--mutations", type=int, default=1000, help="of all files together")
    parser.add_argument("--kills", type=int, default=40, help="of each command")
    parser.add_argument("--lists", type=int, default=18, help="lists that go during a run")
    parser.add_argument("--rows", type=int, default=3000, help="of the file screened meanwhile")
    parser.add_argument("--seed", type=int, default=20211210)
    parser.add_argument("--write", action="store_true", help="into docs/reliability.md")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        scene = build(Path(name), given.rows)
        found = (
            *killings(scene, given.kills, given.seed),
            *faults(scene, given.lists, given.seed),
            *damaged_files(scene, given.mutations, given.seed),
        )
    for case in found:
        if case.result is Result.WRONG:
            print(f"{case.kind}: {case.detail}: {case.words}", file=sys.stderr)
    text = table(found)
    print(text)
    if given.write:
        write_marked(PAGE, "bench.reliability", text)
    return int(any(case.result is Result.WRONG for case in found))


def table(cases: Iterable[Case]) -> str:
    """What became of the runs, by kind of fault, in the order in which they came."""
    rows: dict[str, Counter[Result]] = {}
    for case in cases:
        rows.setdefault(case.kind, Counter())[case.result] += 1
    rows["all"] = sum(rows.values(), Counter())
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|---|{'--:|' * (len(_HEADINGS) - 1)}"]
    for kind, counts in rows.items():
        cells = (kind, counts.total(), *(counts[result] for result in Result))
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
