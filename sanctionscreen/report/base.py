"""The shape of every output format: text for each outcome as it comes, and at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sanctionscreen.model import RowOutcome, RunInfo, Verdict


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render. ``width`` is the terminal's in cells; ``show_clear`` lists clear rows too."""

    width: int = 80
    colour: bool = False
    show_clear: bool = False
    top: int | None = None


class Rendering(Protocol):
    """One output in the making. What ``add`` and ``close`` return is written in that order."""

    def add(self, outcome: RowOutcome) -> str: ...

    def close(self, verdict: Verdict) -> str: ...


class Renderer(Protocol):
    """One output format; does no I/O."""

    name: str
    suffixes: tuple[str, ...]

    def open(self, run: RunInfo, options: RenderOptions) -> Rendering: ...
