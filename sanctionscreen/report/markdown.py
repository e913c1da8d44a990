"""Markdown: a comment for a pull request, of bounded length, with the verdict first."""

from __future__ import annotations

import heapq
import re

from sanctionscreen.model import Hit, HitStatus, RowOutcome, RunInfo, Tally, Verdict, VerdictStatus
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import (
    OWNERSHIP,
    Finding,
    Level,
    findings_of,
    input_names,
    input_of,
    row_text,
    title_of,
    what_text,
    why_text,
)
from sanctionscreen.report.plain import counted, visible
from sanctionscreen.report.words import effect_text, programme_text

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65,536 characters, GitLab more; the rest is for what a bot adds."""

MARKER = "<!-- sanctionscreen -->"
"""By which a bot finds the comment that it wrote before."""

_MOST_ROWS = 200
_LONG = 2_000
"""Characters of a paragraph; as numeric references they may be six times as many."""
_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>()#+!|~@&"'$:]""")
_HEADINGS = {
    VerdictStatus.CLEAR: "no possible match",
    VerdictStatus.HITS: "possible matches",
    VerdictStatus.INCOMPLETE: "could not complete",
}


class MarkdownRenderer:
    """Keeps the best hits only, and counts the others."""

    def open(self, run: RunInfo, options: RenderOptions) -> _MarkdownRendering:
        return _MarkdownRendering(run, options)


class _MarkdownRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._inputs = input_names(run)
        self._best: list[tuple[tuple[bool, float, int], Finding]] = []
        self._most = min(_MOST_ROWS, options.top or _MOST_ROWS)
        self._count = 0

    def add(self, outcome: RowOutcome) -> str:
        for finding in findings_of(outcome):
            self._count += 1
            # The count is unequal for any two, so that findings themselves are never compared.
            item = (_worth(finding, self._count), finding)
            if len(self._best) < self._most:
                heapq.heappush(self._best, item)
            else:
                heapq.heappushpop(self._best, item)
        return ""

    def close(self, verdict: Verdict) -> str:
        foot = self._foot()
        lines = [MARKER, f"## sanctionscreen: {_HEADINGS[verdict.status]}", "", *_summary(verdict)]
        room = MOST_CHARACTERS - sum(len(line) + 1 for line in (*lines, *foot))
        table, shown = self._table(room)
        lines += table
        if shown < self._count:
            rest = counted(self._count - shown, "more finding")
            lines += ["", f"… and {rest}, not shown here: see the report of the run."]
        return "\n".join([*lines, *foot]) + "\n"

    def _table(self, room: int) -> tuple[list[str], int]:
        ranked = [finding for _, finding in sorted(self._best, key=lambda b: b[0], reverse=True)]
        names = ("query", "listed name") if self._options.show_names else ()
        cells = ("place", "what", "score", *names, "listed id", "programme and effect", "why")
        lines = ["", _line(cells), _line(("---",) * len(cells))]
        room -= sum(len(line) + 1 for line in lines) + 200
        shown = 0
        for finding in ranked:
            line = _line(self._cells(finding))
            room -= len(line) + 1
            if room < 0:
                break
            lines.append(line)
            shown += 1
        return (lines if shown else []), shown

    def _cells(self, finding: Finding) -> tuple[str, ...]:
        hit, show_names = finding.hit, self._options.show_names
        place = _place(finding, self._inputs)
        if hit is None:
            query = (_text(finding.outcome.query), "") if show_names else ()
            why = _text(row_text(finding, show_names=show_names), 600)
            return (_text(place), f"**{title_of(finding)}**", "", *query, "", "", why)
        what = _text(what_text(hit))
        return (
            _text(place),
            f"**{what}**" if finding.level is Level.ERROR else what,
            f"{hit.score:.1f} {hit.band}",
            *((_text(hit.query), _text(hit.listed_name)) if show_names else ()),
            _text(hit.listed_id),
            _effects(hit),
            _text(why_text(hit, show_names=show_names)),
        )

    def _foot(self) -> list[str]:
        run = self._run
        uses = (f"{u.ref.id} ({u.ref.published or 'undated'})" for u in run.lists)
        lists = _text(", ".join(uses) or "none", _LONG)
        notes = [f"Note: {note}." for note in run.notes]
        notes += [f"Override: {override}." for override in run.overrides]
        settings = f"Threshold {run.threshold:g}; {_text(_as_of(run))}run {_text(run.run_id)}."
        return [
            "",
            f"Lists: {lists}",
            "",
            settings,
            *(["", _text(" ".join(notes), _LONG)] if notes else []),
            "",
            "A hit is a possible match that a person has to decide. This is not legal advice.",
        ]


def _worth(finding: Finding, count: int) -> tuple[bool, float, int]:
    """Rows that blocked parties own first, then open hits by score, then rows not screened, then
    what is discounted or decided."""
    hit = finding.hit
    if hit is None:
        return (True, 200.0 if finding.rule == OWNERSHIP else 0.0, -count)
    return (hit.status is HitStatus.OPEN, hit.score, -count)


def _summary(verdict: Verdict) -> list[str]:
    lines = [f"**{_tally(verdict.tally)}**"]
    if verdict.problems:
        lines += ["", f"**INCOMPLETE:** {_text('; '.join(verdict.problems), _LONG)}"]
    return lines


def _tally(tally: Tally) -> str:
    parts = (
        f"{tally.hits:,} with hits",
        f"{tally.clear:,} clear",
        f"{tally.clear_by_decision:,} clear by decision",
        f"{tally.not_screened:,} not screened",
        f"{tally.discounted:,} with discounted hits",
        *((f"{tally.owned:,} owned by blocked parties",) if tally.owned else ()),
    )
    return f"{counted(tally.rows, 'row')}: {', '.join(parts)}"


def _as_of(run: RunInfo) -> str:
    return "" if run.as_of is None else f"as of {run.as_of}; "


def _place(finding: Finding, inputs: tuple[str, ...]) -> str:
    outcome = finding.outcome
    if not outcome.line:
        return outcome.counterparty_id or "typed name"
    identity = "" if outcome.counterparty_id is None else f" ({outcome.counterparty_id})"
    return f"{input_of(outcome, inputs)} line {outcome.line}{identity}"


def _effects(hit: Hit) -> str:
    texts = (f"{programme_text(d)}: {effect_text(d)}" for d in hit.designations)
    return _text("; ".join(dict.fromkeys(texts)), 600)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str, most: int = 300) -> str:
    """Text that Markdown takes for nothing but text: no link, mention, table cell or HTML."""
    text = visible(text)
    if len(text) > most:
        text = f"{text[: most - 1]}…"
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", text)
