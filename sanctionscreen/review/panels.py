"""What is drawn of a hit: where it is from, both records, its designations, the waterfall."""

from __future__ import annotations

from itertools import accumulate

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sanctionscreen.decisions.report_file import ReportedHit
from sanctionscreen.model import Band, Evidence
from sanctionscreen.report.plain import bits, visible
from sanctionscreen.report.words import BAND_STYLES
from sanctionscreen.review.progress import Progress
from sanctionscreen.review.queue import Waiting
from sanctionscreen.review.sides import AGREES, CONFLICTS, side_by_side

_MARKS = {AGREES: "green", CONFLICTS: "bold red"}
_BAR = 24
"""Cells of the widest bar; the waterfall must fit 80 columns."""


def status_text(progress: Progress, report: str, decisions: str) -> Text:
    """How far the review is, in a line."""
    decided = len(progress.decided)
    parts = [f"{len(progress.left)} left", f"{decided} decided"]
    if progress.skipped:
        parts.append(f"{len(progress.skipped)} skipped")
    if progress.search:
        parts.append(f"search: {progress.search}")
    # The counts first: where the terminal is narrow, the paths are what is cut.
    return Text(visible(f"{', '.join(parts)}   {report} → {decisions}"), no_wrap=True)


def hit_panel(waiting: Waiting) -> RenderableType:
    """Everything of one hit."""
    return Group(
        _heading(waiting),
        Text(),
        _records(waiting),
        Text(),
        _designations(waiting.hit),
        Text(),
        _waterfall(waiting.hit.evidence),
    )


def queue_lines(progress: Progress, height: int) -> Text:
    """The hits around the one shown, as many as there is room for."""
    left = progress.left
    at = left.index(progress.place) if progress.place in left else 0
    first = max(0, min(at - height // 2, len(left) - height))
    lines = Text(no_wrap=True, overflow="ellipsis")
    for place in left[first : first + height]:
        hit, row = progress.queue[place].hit, progress.queue[place].row
        style = "reverse" if place == progress.place else ""
        mark = "·" if place in progress.skipped else " "
        name = visible(row.query or hit.listed_name)
        lines.append(f"{mark}{hit.score:5.1f} {name}", style)
        lines.append("\n")
    return lines


def _heading(waiting: Waiting) -> Text:
    row, hit = waiting.row, waiting.hit
    place = f"row {row.row}" + (f", line {row.line}" if row.line else "")
    place += f", id {row.counterparty_id}" if row.counterparty_id is not None else ""
    text = Text()
    text.append(f"{hit.score:.1f} {hit.band}", BAND_STYLES[Band(hit.band)] + " bold")
    text.append(f"  possible match, {visible(place)}\n")
    if waiting.is_discounted:
        text.append("discounted: other fields pushed it under the threshold\n", "yellow")
    if hit.decision is not None:
        text.append(visible(hit.decision) + "\n", "yellow")
    text.rstrip()
    return text


def _records(waiting: Waiting) -> Table:
    table = _table("field", "counterparty", "listed party", "")
    for line in side_by_side(waiting):
        style = _MARKS.get(line.mark, "")
        table.add_row(
            Text(line.label, "dim"),
            Text(visible(line.query), style),
            Text(visible(line.listed), style),
            Text(line.mark, style or "dim"),
        )
    return table


def _designations(hit: ReportedHit) -> Table:
    table = _table("listed as", "programme", "effect")
    for entry in hit.entries:
        for designation in entry.designations:
            values = dict(designation)
            programme = values.get("programme") or values.get("programme_as_published", "")
            authority = values.get("authority", "")
            dates = [
                f"{label} {values[key]}"
                for key, label in (
                    ("listed_on", "listed"),
                    ("effective", "effective"),
                    ("divest_by", "divest by"),
                    ("expires", "expires"),
                )
                if key in values
            ]
            effect = "; ".join([values.get("measures", "legal effect not stated"), *dates])
            table.add_row(
                Text(visible(entry.listed_id)),
                Text(visible(f"{programme}, {authority}")),
                Text(visible(effect)),
            )
    return table


def _waterfall(evidence: tuple[Evidence, ...]) -> Table:
    """Each piece of evidence as a bar that begins where the sum before it ended."""
    table = _table("reason", "query", "listed", "bits", "sum", "")
    sums = (0, *accumulate(piece.weight for piece in evidence))
    low, high = min(sums), max(sums)
    scale = _BAR / max(high - low, 1)
    for piece, before, after in zip(evidence, sums, sums[1:], strict=False):
        start = round((min(before, after) - low) * scale)
        length = max(1, round(abs(piece.weight) * scale)) if piece.weight else 0
        bar = " " * min(start, _BAR - 1) + "█" * length
        table.add_row(
            Text(visible(piece.reason)),
            Text(visible(piece.query_value)),
            Text(visible(piece.listed_value)),
            Text(bits(piece.weight)),
            Text(bits(after)),
            Text(bar, "green" if piece.weight >= 0 else "red", no_wrap=True),
        )
    table.add_row(Text("total", "bold"), "", "", "", Text(bits(sums[-1]), "bold"), "")
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, expand=True, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="right" if heading in _RIGHT else "left")
    return table


_RIGHT = ("bits", "sum")
