"""The shape of every output format: a piece for each outcome as it comes, and one at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from sanctionscreen.model import RowOutcome, RunInfo, Verdict

Piece: TypeAlias = str | bytes
"""Text, or the bytes of a binary format; a format gives only one of the two."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render.

    Attributes:
        width: The terminal's, in cells.
        show_clear: Lists clear rows too, where the format would only count them.
        top: Shows that many hits at most; all count.
        show_names: Shows names in the formats bound for logs of a pipeline, which others may read.
        show_decided: Lists hits that decisions suppress, where the format would only count them.
    """

    width: int = 80
    colour: bool = False
    show_clear: bool = False
    top: int | None = None
    show_names: bool = False
    show_decided: bool = False


class Rendering(Protocol):
    """One output in the making. What ``add`` and ``close`` return is written in that order."""

    def add(self, outcome: RowOutcome) -> Piece: ...

    def close(self, verdict: Verdict) -> Piece: ...


@runtime_checkable
class TakesRecorded(Protocol):
    """A rendering that passes on, as text, what an earlier run recorded of rows."""

    def add_recorded(self, lines: bytes) -> Piece:
        """What :meth:`Rendering.add` gives for each row.

        Args:
            lines: Of an evidence file, without near misses; one a row.
        """


class Renderer(Protocol):
    """One output format; does no I/O."""

    def open(self, run: RunInfo, options: RenderOptions) -> Rendering: ...
