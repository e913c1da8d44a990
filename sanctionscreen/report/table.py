"""Table: the hits of a whole run ranked best first, then what was not screened, then counts."""

from __future__ import annotations

from itertools import chain
from typing import TypeAlias

from rich.text import Text

from sanctionscreen.model import Hit, Outcome, RowOutcome, RunInfo, Verdict
from sanctionscreen.ownership.words import ownership_text
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.plain import counted
from sanctionscreen.report.summary import summary_lines
from sanctionscreen.report.terminal import Terminal
from sanctionscreen.report.words import (
    BAND_STYLES,
    effect_text,
    main_reasons,
    name_text,
    place_text,
    programme_text,
    query_text,
)

WIDE_FROM = 120
"""Cells from which names, listing and reasons stand side by side."""

_Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Labels with their values, in the order shown."""

_OWNED = "Owned by blocked parties, by OFAC's 50 Percent Rule"
_DISCOUNTED = "Discounted: possible by name, under the threshold by other fields"
_DECIDED = "Decided: suppressed by a decision"
_SCORE_WIDTH = 9
_GAP = 2


class TableRenderer:
    """Keeps what it must rank (the hits) and what it must name; clear rows are only counted."""

    def open(self, run: RunInfo, options: RenderOptions) -> _TableRendering:
        return _TableRendering(run, options)


class _TableRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._terminal = Terminal(options.width, colour=options.colour)
        self._hits: list[Hit] = []
        self._discounted: list[Hit] = []
        self._decided: list[Hit] = []
        self._owned: list[str] = []
        self._not_screened: list[str] = []
        self._clear: list[str] = []
        self._warnings: list[str] = []

    def add(self, outcome: RowOutcome) -> str:
        place = place_text(outcome)
        self._hits.extend(outcome.hits)
        self._discounted.extend(outcome.discounted)
        if self._options.show_decided:
            self._decided.extend(outcome.decided)
        before = f"{place}: " if place else ""
        self._warnings.extend(f"{before}{warning}" for warning in outcome.warnings)
        if outcome.ownership is not None:
            self._owned.append(f"{before}{outcome.query}: {ownership_text(outcome.ownership)}")
        if outcome.outcome is Outcome.NOT_SCREENED:
            self._not_screened.append(f"{before}{_reason(outcome)}")
        elif outcome.outcome is not Outcome.HIT and self._options.show_clear:
            self._clear.append(f"{before}{outcome.query} ({outcome.outcome})")
        return ""

    def close(self, verdict: Verdict) -> str:
        sections = (
            self._hit_section(f"{counted(len(self._hits), 'hit')}, best first", self._hits),
            self._listing(_OWNED, self._owned),
            self._hit_section(_DISCOUNTED, self._discounted),
            self._hit_section(_DECIDED, self._decided),
            self._listing("Not screened", self._not_screened),
            self._listing("Clear", self._clear),
            self._listing("Rows with warnings", self._warnings),
            summary_lines(self._run, verdict, self._terminal),
        )
        blocks = [self._terminal.text(lines) for lines in sections if lines]
        return "\n".join(blocks)

    def _hit_section(self, title: str, hits: list[Hit]) -> list[Text]:
        if not hits:
            return []
        shown = sorted(hits, key=_rank)[: self._options.top]
        lines = self._terminal.paragraph(title, "bold")
        for hit in shown:
            lines += [Text(), *_hit_lines(hit, self._terminal)]
        if len(shown) < len(hits):
            rest = counted(len(hits) - len(shown), "more hit")
            lines += [Text(), *self._terminal.paragraph(f"... and {rest}, not shown here.")]
        return lines

    def _listing(self, title: str, items: list[str]) -> list[Text]:
        if not items:
            return []
        lines = self._terminal.paragraph(f"{title} ({len(items):,})", "bold")
        for item in items:
            lines += self._terminal.paragraph(item, indent=2)
        return lines


def _rank(hit: Hit) -> tuple[float, int, int, str]:
    return (-hit.score, -hit.match_weight, hit.row, hit.listed_id)


def _reason(row: RowOutcome) -> str:
    reason = row.reason or "no reason given"
    return f"{reason} [{row.query}]" if row.query else reason


def _hit_lines(hit: Hit, terminal: Terminal) -> list[Text]:
    style = BAND_STYLES[hit.band]
    score = [Text(f"{hit.score:5.1f}", style), Text(hit.band.value, style)]
    if hit.ofac_score is not None:
        score.append(Text(f"OFAC ~{hit.ofac_score}", "dim"))
    room = terminal.width - _SCORE_WIDTH - _GAP
    columns = (_names(hit), _listings(hit), _reasons(hit))
    if terminal.width < WIDE_FROM:
        stacked = _column(tuple(chain.from_iterable(columns)), terminal, room)
        return terminal.beside(((score, _SCORE_WIDTH), (stacked, room)), _GAP)
    third = (room - (len(columns) - 1) * _GAP) // len(columns)
    cells = ((_column(pairs, terminal, third), third) for pairs in columns)
    return terminal.beside(((score, _SCORE_WIDTH), *cells), _GAP)


def _column(pairs: _Pairs, terminal: Terminal, width: int) -> list[Text]:
    return [line for label, value in pairs for line in terminal.labelled(label, value, width)]


def _names(hit: Hit) -> _Pairs:
    matched, place = name_text(hit), place_text(hit)
    return (
        *((("row", place),) if place else ()),
        ("query", query_text(hit)),
        ("listed", f"{hit.listed_name} ({hit.kind})"),
        *((("matched", matched),) if matched is not None else ()),
    )


def _listings(hit: Hit) -> _Pairs:
    pairs: list[tuple[str, str]] = []
    for entry in hit.entries:
        pairs.append(("list", f"{entry.list_id} ({entry.listed_id})"))
        for designation in entry.designations:
            pairs.append(("programme", programme_text(designation)))
            pairs.append(("effect", effect_text(designation)))
    return tuple(pairs)


def _reasons(hit: Hit) -> _Pairs:
    decision = (("decision", hit.decision),) if hit.decision is not None else ()
    return (("why", main_reasons(hit.evidence)), *decision)
