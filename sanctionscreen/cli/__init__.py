"""The command line: the only place that reads the clock or the environment, or opens output."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

__all__ = ["main"]

_ALLOCATIONS = 200_000
"""So many more objects than were freed, and garbage is looked for; by default 700."""


def main() -> NoReturn:
    """Runs the command line and exits with one of 0, 1, 2 and 3."""
    # What is loaded stays: to look for garbage among it takes a tenth of the time of a look-up.
    gc.set_threshold(_ALLOCATIONS)
    # numpy starts threads for products of dense matrices, of which there are none here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imported here: libraries take a while to load, and Ctrl-C meanwhile is no traceback either.
    try:
        from sanctionscreen.cli.entry import main as run
    except KeyboardInterrupt:
        print("sanctionscreen: ERROR (exit 3) interrupted before it began", file=sys.stderr)
        sys.exit(3)
    run()
