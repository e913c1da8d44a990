"""Lines for a terminal: wrapped to its width in cells, styled, never steered by their content."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from sanctionscreen.report.plain import visible

NARROWEST = 40
"""Cells; a narrower terminal wraps by itself."""


class Terminal:
    """Turns styled lines into text of one width, with colour codes or without.

    The environment is not asked: ``width`` and ``colour`` alone decide.
    """

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = max(width, NARROWEST)
        self._colour = colour
        self._console = Console(
            file=io.StringIO(),
            width=self.width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            legacy_windows=False,
            highlight=False,
            _environ={},
        )

    def text(self, lines: Iterable[Text]) -> str:
        """The lines as text, each ended by a newline."""
        if not self._colour:
            return "".join(f"{line.plain.rstrip()}\n" for line in lines)
        with self._console.capture() as capture:
            for line in lines:
                line.rstrip()
                self._console.print(line, soft_wrap=True)
        return capture.get()

    def wrap(self, text: str, width: int, style: str = "") -> list[Text]:
        """A text of any origin in lines of at most ``width`` cells; long words are folded."""
        lines = Text(visible(text), style).wrap(self._console, width, overflow="fold")
        return list(lines) or [Text()]

    def paragraph(self, text: str, style: str = "", *, indent: int = 0) -> list[Text]:
        """A text over the whole width, each line indented."""
        lines = self.wrap(text, self.width - indent, style)
        return [Text(" " * indent).append_text(line) for line in lines]

    def beside(self, columns: Sequence[tuple[Sequence[Text], int]], gap: int = 2) -> list[Text]:
        """Columns of lines, each with its width in cells, set side by side."""
        height = max(len(lines) for lines, _ in columns)
        return [_row(columns, index, gap) for index in range(height)]

    def labelled(self, label: str, value: str, width: int, style: str = "") -> list[Text]:
        """A value behind its label, wrapped under itself."""
        room = width - LABEL_WIDTH
        column = self.wrap(value, room, style)
        return self.beside((([Text(label, "dim")], LABEL_WIDTH), (column, room)), gap=0)


LABEL_WIDTH = 12


def _row(columns: Sequence[tuple[Sequence[Text], int]], index: int, gap: int) -> Text:
    row = Text()
    for lines, width in columns:
        cell = lines[index].copy() if index < len(lines) else Text()
        cell.pad_right(width - cell.cell_len + gap)
        row.append_text(cell)
    return row
