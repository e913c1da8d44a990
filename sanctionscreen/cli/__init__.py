"""The command line: the only place that reads the clock or the environment, or opens output."""

from __future__ import annotations

import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Runs the command line and exits with one of 0, 1, 2 and 3."""
    # Imported here: libraries take a while to load, and Ctrl-C meanwhile is no traceback either.
    try:
        from sanctionscreen.cli.entry import main as run
    except KeyboardInterrupt:
        print("sanctionscreen: ERROR (exit 3) interrupted before it began", file=sys.stderr)
        sys.exit(3)
    run()
