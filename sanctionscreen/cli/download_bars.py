"""A progress bar for each download on stderr, only where stderr is a terminal."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from sanctionscreen.store.downloading import Progress


class DownloadBars:
    """The bars of several downloads at once; they go away when all have ended.

    Args:
        stop: Once it is set, each download ends at its next block.
    """

    def __init__(self, stop: threading.Event) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        self._stop = stop
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def of(self, list_id: str) -> Progress:
        """The bar of one list; it appears with the first bytes."""
        task = self._bars.add_task(list_id, total=None, visible=False)

        def show(received: int, total: int | None) -> None:
            if self._stop.is_set():
                raise KeyboardInterrupt
            self._bars.update(task, completed=received, total=total, visible=True)

        return show
