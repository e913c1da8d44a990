"""Opens a review of many hits: ``python -m bench.review [--hits N] [--runs N]``.

Each run is a process of its own: the report is read, the queue ordered, the screen drawn without a
terminal, and then some decisions are made.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 24)
REPOSITORY = Path(__file__).resolve().parents[2]
_DECISIONS = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints medians over all runs."""
    parser = argparse.ArgumentParser(prog="python -m bench.review", description=__doc__)
    parser.add_argument("--hits", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one is not None:
        print(json.dumps(one(given.one)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_report(folder / "report.json", given.hits)
        size = (folder / "report.json").stat().st_size / 1e6
        runs = [measured(folder) for _ in range(given.runs)]
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    print(f"| review of {given.hits:,} hits ({size:.1f} MB of JSON), median of {given.runs} | |")
    print("|---|--:|")
    print(f"| open: report read, queue ordered, first hit drawn | {middle['open']:.2f} s |")
    print(f"| of it reading the report | {middle['read']:.2f} s |")
    print(f"| loading the program before that | {middle['load']:.2f} s |")
    print(f"| one decision, from the key to the disk and the next hit | {middle['decide']:.3f} s |")
    return 0


def write_report(path: Path, hits: int) -> None:
    """A report of that many hits: those of the example file, over and over."""
    done = subprocess.run(
        [sys.executable, "-m", "sanctionscreen.cli", "check", "--format", "json",
         str(REPOSITORY / "examples" / "counterparties.csv")],
        capture_output=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    found = [outcome for outcome in report["outcomes"] if outcome["hits"]]
    outcomes, count = [], 0
    while count < hits:
        source = found[len(outcomes) % len(found)]
        kept = source["hits"][: hits - count]
        count += len(kept)
        number = len(outcomes) + 1
        outcomes.append(
            source | {"row": number, "line": number + 1, "counterparty_id": f"C-{number}",
                      "hits": kept}
        )  # fmt: skip
    report["outcomes"] = outcomes
    report["verdict"] |= {"rows": len(outcomes), "hits": len(outcomes)}
    path.write_text(json.dumps(report), encoding="utf-8")


def measured(folder: Path) -> dict[str, float]:
    """One run in a process of its own, with a new decisions file."""
    (folder / "decisions.yaml").unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.review", "--one", str(folder)],
        capture_output=True, text=True, check=True, cwd=REPOSITORY,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(folder: Path) -> dict[str, float]:
    """Seconds to load, to read, to open, and to decide."""
    begun = time.perf_counter()
    import sanctionscreen.decisions.reading
    import sanctionscreen.review.app  # noqa: F401
    from sanctionscreen.cli.review import open_review
    from sanctionscreen.decisions.report_file import read_report

    loaded = time.perf_counter()
    read_report((folder / "report.json").read_bytes(), "report.json")
    read = time.perf_counter() - loaded
    times: dict[str, float] = {}

    async def session() -> None:
        begun = time.perf_counter()
        app = open_review(
            folder / "report.json", folder / "decisions.yaml", TODAY,
            reviewer="A. Able", expires="2027-11-23",
        )  # fmt: skip
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            times["open"] = time.perf_counter() - begun
            begun = time.perf_counter()
            for _ in range(_DECISIONS):
                await pilot.press("f")
                await pilot.pause()
                await pilot.press("x", "enter")
                await pilot.pause()
            times["decide"] = (time.perf_counter() - begun) / _DECISIONS
            assert len(app.progress.decided) == _DECISIONS

    asyncio.run(session())
    return {"load": loaded - begun, "read": read, **times}


if __name__ == "__main__":
    sys.exit(main())
