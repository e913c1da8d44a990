"""The waterfall: a comparison as the sum of its evidence, in bits, down to score and verdict."""

from __future__ import annotations

from itertools import accumulate

from rich.text import Text

from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Comparison, Evidence
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.plain import bits
from sanctionscreen.report.terminal import Terminal

_GAP = 2
_NUMBER_WIDTH = 7
_HEADINGS = ("reason", "query", "listed", "bits", "sum")


def waterfall_text(comparison: Comparison, threshold: float, options: RenderOptions) -> str:
    """The whole sum: what was compared, each reason, total, score, threshold and verdict."""
    terminal = Terminal(options.width, colour=options.colour)
    lines = terminal.labelled("query", comparison.query, terminal.width)
    lines += terminal.labelled("listed", comparison.listed, terminal.width)
    lines += [Text(), *waterfall_lines(comparison.evidence, terminal), Text()]
    for label, value in _result(comparison, threshold):
        lines += terminal.labelled(label, value, terminal.width)
    return terminal.text(lines)


def waterfall_lines(evidence: tuple[Evidence, ...], terminal: Terminal) -> list[Text]:
    """Evidence in order, with weights in bits and the running sum; the last sum is the total."""
    lines = _line(_HEADINGS, terminal, "dim")
    sums = accumulate(e.weight for e in evidence)
    for piece, so_far in zip(evidence, sums, strict=True):
        texts = (piece.reason, piece.query_value, piece.listed_value)
        lines += _line((*texts, bits(piece.weight), bits(so_far)), terminal)
    total = bits(sum(e.weight for e in evidence))
    return lines + _line(("total", "", "", "", total), terminal, "bold")


def _line(cells: tuple[str, ...], terminal: Terminal, style: str = "") -> list[Text]:
    room = terminal.width - 2 * _NUMBER_WIDTH - (len(cells) - 1) * _GAP
    widths = (room - 2 * (room // 3), room // 3, room // 3)
    texts = [
        (terminal.wrap(cell, width, style), width)
        for cell, width in zip(cells[:3], widths, strict=True)
    ]
    numbers = [([Text(cell.rjust(_NUMBER_WIDTH), style)], _NUMBER_WIDTH) for cell in cells[3:]]
    return terminal.beside((*texts, *numbers), _GAP)


def _result(comparison: Comparison, threshold: float) -> tuple[tuple[str, str], ...]:
    verdict = "hit (possible match)" if comparison.is_hit else _no_hit(comparison, threshold)
    ofac = comparison.ofac_score
    return (
        ("weight", f"{bits(comparison.match_weight)} bits"),
        ("score", f"{comparison.score:.1f}"),
        ("threshold", f"{threshold:g}, from {bits(weight_for(threshold))} bits"),
        *((("OFAC score", f"{ofac} (an emulation)"),) if ofac is not None else ()),
        *((("", comparison.ofac_note),) if comparison.ofac_note is not None else ()),
        ("verdict", verdict),
    )


def _no_hit(comparison: Comparison, threshold: float) -> str:
    """What would have been needed; a weak alias can be no hit at any weight."""
    missing = weight_for(threshold) - comparison.match_weight
    return f"no hit: {missing / 64:.2f} bits short" if missing > 0 else "no hit: see the reasons"
