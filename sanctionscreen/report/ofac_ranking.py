"""A ranking by OFAC-style score in each output format: both scores, and why they disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from rich.text import Text

from sanctionscreen.errors import UsageError
from sanctionscreen.model import RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.csv_table import (
    HIT_COLUMNS,
    ROW_COLUMNS,
    csv_lines,
    hit_cells,
    row_cells,
)
from sanctionscreen.report.json_object import JsonRendering
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.plain import counted
from sanctionscreen.report.records import Record, hit_record, outcome_record
from sanctionscreen.report.summary import summary_lines
from sanctionscreen.report.terminal import Terminal
from sanctionscreen.report.words import BAND_STYLES, effect_text, programme_text
from sanctionscreen.screening.ofac_ranking import OfacRanking, RankedName, RankStatus

RankingText: TypeAlias = Callable[[OfacRanking, RunInfo, Verdict, RenderOptions], str]

RANKED_BY = "ofac_score"
_SCORE_WIDTH = 12
_GAP = 2
_EMULATION = (
    "OFAC ~ is an emulation of OFAC's own search (docs/ofac-score.md). It decides nothing: the "
    "outcome below is that of our own score."
)


def ranking_text(format_name: str) -> RankingText:
    """What writes a ranking in a format.

    Raises:
        UsageError: the format has no rankings.
    """
    found = _FORMATS.get(format_name)
    if found is None:
        raise UsageError(
            f"the output format {format_name!r} holds no ranking",
            field="rank-by",
            hint=f"Choose one of: {', '.join(_FORMATS)}",
        )
    return found


def ranking_record(ranking: OfacRanking) -> Record:
    """The outcome with all ranked names in place of its hits, in the order of the ranking.

    A record of a hit has ``ofac_note`` besides, and the ``status`` ``no-hit`` where only OFAC's
    search would show the party; ``outcome`` is that of our own score.
    """
    names = [hit_record(ranked.hit) | _of_ranking(ranked) for ranked in ranking.names]
    return outcome_record(ranking.outcome) | {
        "ranked_by": RANKED_BY,
        "hits": names,
        "discounted": [],
    }


def _of_ranking(ranked: RankedName) -> Record:
    return {"status": ranked.status.value, "ofac_note": ranked.note}


def _json(ranking: OfacRanking, run: RunInfo, verdict: Verdict, _options: RenderOptions) -> str:
    rendering = JsonRendering(run)
    return rendering.add_record(ranking_record(ranking)) + rendering.close(verdict)


def _json_lines(
    ranking: OfacRanking, run: RunInfo, _verdict: Verdict, _options: RenderOptions
) -> str:
    return json_text(ranking_record(ranking) | {"run_id": run.run_id}) + "\n"


def _csv(ranking: OfacRanking, run: RunInfo, _verdict: Verdict, _options: RenderOptions) -> str:
    row = row_cells(run.run_id, ranking.outcome)
    status = HIT_COLUMNS.index("status")
    lines = []
    for ranked in ranking.names:
        cells = list(hit_cells(ranked.hit))
        cells[status] = ranked.status.value
        lines.append((*row, *cells, ranked.note or ""))
    nothing = (*row, *("" for _ in HIT_COLUMNS), "")
    return csv_lines([(*ROW_COLUMNS, *HIT_COLUMNS, "ofac_note"), *(lines or [nothing])])


def _table(ranking: OfacRanking, run: RunInfo, verdict: Verdict, options: RenderOptions) -> str:
    terminal = Terminal(options.width, colour=options.colour)
    shown = [ranked for ranked in ranking.names if ranked.ofac_score >= run.threshold]
    below = [ranked for ranked in ranking.names if ranked.ofac_score < run.threshold]
    reason = ranking.outcome.reason
    title = f"By OFAC-style score: {counted(len(shown), 'name')} at {run.threshold:g} or more"
    only_ours = f"Hits here that OFAC's search would not show at {run.threshold:g}"
    sections = [
        *_section(title, shown, terminal, options.top),
        *(_section(only_ours, below, terminal, options.top) if below else ()),
        *(terminal.paragraph(f"Not screened: {reason}") if reason else ()),
        *_warnings(ranking, terminal),
        *terminal.paragraph(_EMULATION),
        *summary_lines(run, verdict, terminal),
    ]
    return terminal.text(sections)


def _warnings(ranking: OfacRanking, terminal: Terminal) -> list[Text]:
    texts = (f"Warning: {warning}" for warning in ranking.outcome.warnings)
    return [line for text in texts for line in terminal.paragraph(text)]


def _section(
    title: str, names: Sequence[RankedName], terminal: Terminal, top: int | None
) -> list[Text]:
    lines = terminal.paragraph(title, "bold")
    for ranked in names[:top]:
        lines += [Text(), *_name_lines(ranked, terminal)]
    left = len(names) - len(names[:top])
    if left:
        lines += [Text(), *terminal.paragraph(f"... and {counted(left, 'more name')}, not shown.")]
    return [*lines, Text()]


def _name_lines(ranked: RankedName, terminal: Terminal) -> list[Text]:
    hit = ranked.hit
    is_open = ranked.status is RankStatus.OPEN
    style = BAND_STYLES[hit.band] if is_open else "dim"
    says = hit.band.value if is_open else ranked.status.value.replace("-", " ")
    scores = [
        Text(f"OFAC ~{hit.ofac_score}", "bold"),
        Text(f"ours {hit.score:.1f}", style),
        Text(f"({says})", style),
    ]
    pairs = [("listed", f"{hit.matched_name} ({hit.matched_name_type.replace('-', ' ')})")]
    if hit.matched_name != hit.listed_name:
        pairs.append(("party", hit.listed_name))
    for entry in hit.entries:
        pairs.append(("list", f"{entry.list_id} ({entry.listed_id})"))
        for designation in entry.designations:
            pairs.append(("programme", programme_text(designation)))
            pairs.append(("effect", effect_text(designation)))
    if ranked.note is not None:
        pairs.append(("why", ranked.note))
    room = terminal.width - _SCORE_WIDTH - _GAP
    column = [line for label, value in pairs for line in terminal.labelled(label, value, room)]
    return terminal.beside(((scores, _SCORE_WIDTH), (column, room)), _GAP)


_FORMATS: dict[str, RankingText] = {
    "table": _table,
    "card": _table,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
}
