"""A table of damaged list files: ``python -m bench.hostile [--write] [--cuts N] [DIR]``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.hostile.bombs import GIGABYTES, write_bombs
from bench.hostile.damage import cases_of, content_of
from bench.hostile.reading import Reading, Result, Whole, read_damaged
from bench.lists.__main__ import DEFAULT_FOLDER, REPOSITORY, lists_in, peak_megabytes
from bench.marked import write_marked
from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list

PAGE = REPOSITORY / "docs" / "lists.md"
_CUTS = 8
"""Seeded cuts of each file that is too large for one at every kilobyte: 200 of them together."""

_REASONS = 3
_BOMB = f"{GIGABYTES} GB packed in 10 MB or less (zip, gzip, bzip2, xz)"
_HEADINGS = (
    *("damage", "files", "cases", *Result, "seconds at most", "MB at most"),
    "refused most often as",
)
_Found = list[tuple[str, str, Reading]]


@dataclass(slots=True)
class _Row:
    """What became of all cases of one kind."""

    files: int = 0
    results: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    megabytes: int = 0


def main(arguments: Sequence[str]) -> int:
    """Prints the table; each file's damages of a kind are read in a process of their own.

    Returns:
        1 where a shorter list was taken for the whole, or an error was no refusal.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--cuts", type=int, default=_CUTS, help="cuts of each full file")
    parser.add_argument("--write", action="store_true", help="into docs/lists.md")
    parser.add_argument("--one", nargs="*", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one is not None:
        return _one(given.one, given.cuts)
    if not given.folder.is_dir():
        print(f"{given.folder} is no folder of list files", file=sys.stderr)
        return 3
    rows: dict[str, _Row] = {}
    for paths in (*lists_in(given.folder), []):
        _add(rows, paths, given.cuts)
    text = _table(rows)
    print(text)
    if given.write:
        write_marked(PAGE, "bench.hostile", text)
    bad = sum(row.results[Result.SHORTER] + row.results[Result.CRASHED] for row in rows.values())
    return int(bad > 0)


def _add(rows: dict[str, _Row], paths: Sequence[Path], cuts: int) -> None:
    """Counts what a process of its own found on the files of one list; on none, on the bombs."""
    command = [sys.executable, "-m", "bench.hostile", "--cuts", str(cuts), "--one"]
    done = subprocess.run(
        [*command, *map(str, paths)], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY, check=True
    )
    for line in done.stdout.splitlines():
        found = json.loads(line)
        row = rows.setdefault(found["kind"], _Row())
        row.files += 1
        row.megabytes = max(row.megabytes, found["megabytes"])
        for name, result, seconds, reason in found["readings"]:
            row.results[result] += 1
            row.seconds = max(row.seconds, seconds)
            if result == Result.REFUSED:
                row.reasons[reason] += 1
            elif result != Result.WHOLE:
                print(f"{name}: {found['kind']}: {result}: {reason}", file=sys.stderr)


def _one(paths: Sequence[Path], cuts: int) -> int:
    """Damages and reads the files of one list; a line of JSON for each kind of damage."""
    options = ReadOptions(load_register(REPOSITORY / "lists" / "programmes.yml"))
    if not paths:
        _print(_BOMB, _bombs(options))
        return 0
    try:
        ref = read_list(paths, options).ref
    except SanctionscreenError:
        return 0  # Refused as it is: damage would prove nothing.
    whole = Whole(ref.counts.parties, ref.counts.names, ref.notes)
    found: dict[str, _Found] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, reading in _readings(paths, whole, options, cuts, Path(folder)):
            found.setdefault(kind, []).append((kind, name, reading))
    for kind, readings in found.items():
        _print(kind, readings)
    return 0


def _readings(
    paths: Sequence[Path], whole: Whole, options: ReadOptions, cuts: int, folder: Path
) -> Iterator[tuple[str, str, Reading]]:
    for number, path in enumerate(paths):
        for case in cases_of(content_of(path), cuts):
            target = folder / path.name
            case.write(path, target)
            files = [*paths[:number], target, *paths[number + 1 :]]
            yield case.kind, f"{path.name} ({case.detail})", read_damaged(files, whole, options)
            target.unlink()


def _bombs(options: ReadOptions) -> _Found:
    whole = Whole(1, 1, ())
    with tempfile.TemporaryDirectory() as folder:
        return [
            (_BOMB, path.name, read_damaged([path], whole, options))
            for path in write_bombs(Path(folder))
        ]


def _print(kind: str, readings: _Found) -> None:
    # The peak is that of the process so far: of the sound list too, where that is the larger.
    values = [(name, r.result, r.seconds, r.reason) for _, name, r in readings]
    print(json.dumps({"kind": kind, "megabytes": int(peak_megabytes()), "readings": values}))


def _table(rows: Mapping[str, _Row]) -> str:
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|---|{'--:|' * (len(_HEADINGS) - 2)}---|"]
    for kind, row in sorted(rows.items()):
        common = (f"{why} ({count})" for why, count in row.reasons.most_common(_REASONS))
        cells = (
            *(kind, row.files, row.results.total(), *(row.results[each] for each in Result)),
            *(f"{row.seconds:.1f}", row.megabytes, "; ".join(common).replace("|", "/")),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
