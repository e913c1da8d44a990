"""A Markdown table of all list files of a folder: ``python -m bench.lists [--write] [DIR]``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.marked import write_marked
from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.model import NameType
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.notices import PROGRAMME, REPEATED
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list, recognise

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_FOLDER = REPOSITORY.parent / "shared" / "lists"
PAGE = REPOSITORY / "docs" / "lists.md"
NOT_LISTS = frozenset((".md", ".xsd"))

# Files that are one list together; the first holds the parties.
SETS = (
    (
        "ofac_sdn/sdn_2024-01-11.csv",
        "ofac_sdn/alt_2024-01-08.csv",
        "ofac_sdn/add_2024-01-08.csv",
        "ofac_sdn/sdn_comments_2024-01-08.csv",
    ),
    (
        "ofac_sdn/sdn_2022-01-31.csv",
        "ofac_sdn/alt_2022-01_resaved.csv",
        "ofac_sdn/add_2022-01.csv",
    ),
    tuple(f"ofac_cons/cons_{part}_2025-12-19.csv" for part in ("prim", "alt", "add", "comments")),
)
OTHERWISE_COUNTED = (PROGRAMME, REPEATED)
HEADINGS = (
    "files",
    "format",
    "list",
    "published",
    "parties",
    "primary",
    "strong",
    "weak",
    "former",
    "listing dates",
    "birth dates",
    "identifiers",
    "unknown programmes",
    "unknown elements or values",
    "records not read",
    "seconds",
    "MB",
)


def main(arguments: Sequence[str]) -> int:
    """Prints the table; each list is read in a process of its own, for its own peak memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--write", action="store_true", help="into docs/lists.md")
    parser.add_argument("--one", nargs="+", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(_measure(given.one)))
        return 0
    if not given.folder.is_dir():
        print(f"{given.folder} is no folder of list files", file=sys.stderr)
        return 3
    rows = [
        f"| {' | '.join(HEADINGS)} |",
        f"|{'---|' * 4}{'--:|' * (len(HEADINGS) - 4)}",
        *(_row(given.folder, paths) for paths in lists_in(given.folder)),
    ]
    text = "".join(f"{row}\n" for row in rows)
    print(text, end="")
    if given.write:
        write_marked(PAGE, "bench.lists", text)
    return 0


def lists_in(folder: Path) -> Iterator[list[Path]]:
    """The files of each list, in the order of their names."""
    members = {name: files for files in SETS for name in files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or path.suffix in NOT_LISTS or path.name.startswith("."):
            continue
        files = members.get(name, (name,))
        if files[0] == name:
            yield [folder / file for file in files]


def _row(folder: Path, paths: list[Path]) -> str:
    names = ", ".join(path.relative_to(folder).as_posix() for path in paths)
    done = subprocess.run(
        [sys.executable, "-m", "bench.lists", "--one", *map(str, paths)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    if done.returncode:
        cells = ["crashed", done.stderr.strip().splitlines()[-1]]
    else:
        cells = [str(cell) for cell in json.loads(done.stdout)]
    cells += [""] * (len(HEADINGS) - 1 - len(cells))
    return f"| {' | '.join([names, *(cell.replace('|', '/') for cell in cells)])} |"


def _measure(paths: list[Path]) -> list[object]:
    """The cells of one list behind its files' names, or the reason why it is refused."""
    options = ReadOptions(load_register(REPOSITORY / "lists" / "programmes.yml"))
    started = time.perf_counter()
    try:
        source = recognise(open_source(paths[0])).name
    except SanctionscreenError as error:
        return ["none", f"refused: {error.message}"]
    try:
        parsed = read_list(paths, options)
    except SanctionscreenError as error:
        return [source, f"refused: {error.message}"]
    seconds = time.perf_counter() - started
    return [source, *_counts(parsed), f"{seconds:.1f}", peak_megabytes()]


def _counts(parsed: ParsedList) -> list[object]:
    names = [name.type for party in parsed.parties for name in party.names]
    designations = [d for party in parsed.parties for d in party.designations]
    dated = sum(designation.listed_on is not None for designation in designations)
    return [
        parsed.ref.id,
        str(parsed.ref.published or "not stated"),
        len(parsed.parties),
        *(
            names.count(kind)
            for kind in (NameType.PRIMARY, NameType.STRONG, NameType.WEAK, NameType.FORMER)
        ),
        f"{100 * dated / len(designations):.0f} %",
        sum(len(party.birth_dates) for party in parsed.parties),
        sum(len(party.identifiers) for party in parsed.parties),
        sum(designation.programme is None for designation in designations),
        sum(number for what, number in parsed.unknown if not what.startswith(OTHERWISE_COUNTED)),
        len(parsed.problems),
    ]


def peak_megabytes() -> str:
    """Peak resident memory of this process; not to be had on Windows."""
    try:
        import resource
    except ImportError:
        return "-"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{peak / (1024**2 if sys.platform == 'darwin' else 1024):.0f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
