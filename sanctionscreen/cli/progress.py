"""A line of progress on stderr for runs over a second, only where stderr is a terminal."""

from __future__ import annotations

import sys
import time

from sanctionscreen.gate import Tallier

_SILENT_SECONDS = 1.0
_BETWEEN_SECONDS = 0.2


class Progress:
    """How many rows are screened; the total is not known before a stream ends."""

    def __init__(self) -> None:
        self._is_wanted = sys.stderr.isatty()
        self._next = time.monotonic() + _SILENT_SECONDS
        self._is_shown = False

    def update(self, tallier: Tallier) -> None:
        """Shows the counts so far, at most five times a second."""
        if not self._is_wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN_SECONDS
        self._is_shown = True
        tally = tallier.tally
        text = f"{tally.rows:,} rows screened, {tally.hits:,} with hits"
        print(f"\r{text:<60}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line away again."""
        if self._is_shown:
            print(f"\r{'':<60}\r", end="", file=sys.stderr, flush=True)
