"""Times cold look-ups on the shipped lists: ``python -m bench.startup [--runs N]``."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

COMMAND = (sys.executable, "-m", "sanctionscreen.cli", "lookup", "Ri Yong Gil")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the first run, which compiles the index, and the median of those after it."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as cache:
        first = seconds(cache)
        after = sorted(seconds(cache) for _ in range(runs))
    print("| cold `lookup` of one name, whole process | seconds |")
    print("|---|--:|")
    print(f"| first, compiling the shipped lists | {first:.2f} |")
    print(f"| then, median of {runs} | {statistics.median(after):.2f} |")
    print(f"| then, slowest of {runs} | {after[-1]:.2f} |")
    return 0


def seconds(cache: str) -> float:
    """One run in a process of its own; it must find its hit."""
    started = time.perf_counter()
    done = subprocess.run(
        COMMAND, env=os.environ | {"SANCTIONSCREEN_CACHE": cache}, capture_output=True, check=False
    )
    took = time.perf_counter() - started
    if done.returncode != 1:
        raise SystemExit(f"the look-up ended in {done.returncode}: {done.stderr.decode()}")
    return took


if __name__ == "__main__":
    sys.exit(main())
