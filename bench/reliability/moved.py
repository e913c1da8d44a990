"""The command line under a clock that is wrong: ``python -m bench.reliability.moved DAYS LATER …``.

The clock is read in one place only, which ``tests/test_architecture.py`` holds to; here it says
the time so many days from now, and from the second reading on so many days later still.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from sanctionscreen.cli import main, running


def _moved(clock: Callable[[], datetime], days: float, later: float) -> Callable[[], datetime]:
    by = [timedelta(days=days), timedelta(days=days + later)]

    def now() -> datetime:
        return clock() + (by.pop(0) if len(by) > 1 else by[0])

    return now


if __name__ == "__main__":
    running.now = _moved(running.now, float(sys.argv[1]), float(sys.argv[2]))
    del sys.argv[1:3]
    main()
