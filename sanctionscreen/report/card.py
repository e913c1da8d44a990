"""Card: one hit in the order of OFAC's own assessment steps (FAQ 5), then its sum of evidence."""

from __future__ import annotations

from rich.text import Text

from sanctionscreen.model import (
    Hit,
    HitStatus,
    ListedParty,
    ListUse,
    Outcome,
    RowOutcome,
    RunInfo,
    Verdict,
)
from sanctionscreen.ownership.words import ownership_text
from sanctionscreen.report.assessment import Assessment, assess
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.listing import held_pairs
from sanctionscreen.report.plain import counted
from sanctionscreen.report.summary import summary_lines
from sanctionscreen.report.terminal import Terminal
from sanctionscreen.report.waterfall import waterfall_lines
from sanctionscreen.report.words import (
    BAND_STYLES,
    effect_text,
    evidence_text,
    name_text,
    place_text,
    programme_text,
    query_text,
)


class CardRenderer:
    """Writes each row's cards as they come."""

    def open(self, run: RunInfo, options: RenderOptions) -> _CardRendering:
        return _CardRendering(run, options)


class _CardRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._terminal = Terminal(options.width, colour=options.colour)
        self._lists = {use.ref.id: use for use in run.lists}

    def add(self, outcome: RowOutcome) -> str:
        shown = outcome.hits[: self._options.top]
        lines: list[Text] = []
        decided = outcome.decided if self._options.show_decided else ()
        for hit in (*shown, *outcome.discounted, *decided):
            lines += [*_card(hit, self._lists, self._terminal), Text()]
        if len(shown) < len(outcome.hits):
            rest = counted(len(outcome.hits) - len(shown), "more hit")
            lines += [*self._terminal.paragraph(f"... and {rest}, not shown here."), Text()]
        lines += self._row_lines(outcome)
        return self._terminal.text(lines)

    def _row_lines(self, outcome: RowOutcome) -> list[Text]:
        lines: list[Text] = []
        place = f" ({text})" if (text := place_text(outcome)) else ""
        if outcome.ownership is not None:
            text = f"{outcome.query}{place}: {ownership_text(outcome.ownership)}"
            lines += self._terminal.paragraph(text, "bold red")
        if outcome.outcome is Outcome.NOT_SCREENED:
            reason = outcome.reason or "no reason given"
            lines += self._terminal.paragraph(f"Not screened{place}: {reason}", "bold red")
        elif outcome.outcome is not Outcome.HIT and self._options.show_clear:
            text = f"{outcome.outcome.capitalize()}{place}: {outcome.query}"
            lines += self._terminal.paragraph(text)
        for warning in outcome.warnings:
            lines += self._terminal.paragraph(f"Warning{place}: {warning}")
        return lines

    def close(self, verdict: Verdict) -> str:
        return self._terminal.text(summary_lines(self._run, verdict, self._terminal))


def _card(hit: Hit, lists: dict[str, ListUse], terminal: Terminal) -> list[Text]:
    assessment = assess(hit.evidence)
    style = BAND_STYLES[hit.band]
    what = "possible match" if hit.status is HitStatus.OPEN else f"{hit.status} match"
    heading = f"{hit.listed_name}: {what}, score {hit.score:.1f} ({hit.band})"
    lines = terminal.paragraph(heading, f"bold {style}")
    lines += terminal.labelled("query", query_text(hit), terminal.width)
    if place := place_text(hit):
        lines += terminal.labelled("row", place, terminal.width)
    for number, entry in enumerate(hit.entries):
        lines += _entry_lines(entry, lists, terminal, is_linked=number > 0)
    for label, value in (
        *((("decision", hit.decision),) if hit.decision is not None else ()),
        ("kind", _kind_text(hit, assessment)),
        *_name_pairs(hit, assessment),
        *_other_pairs(hit, assessment),
        *_ofac_pairs(hit),
    ):
        lines += terminal.labelled(label, value, terminal.width)
    return lines + terminal.paragraph("evidence", "dim") + waterfall_lines(hit.evidence, terminal)


def _entry_lines(
    entry: ListedParty, lists: dict[str, ListUse], terminal: Terminal, *, is_linked: bool
) -> list[Text]:
    """Step 1: which list, programme, date and effect; a linked entry has its own of each."""
    use = lists.get(entry.list_id)
    pairs = [("list", entry.listed_id if use is None else f"{entry.listed_id}, {use.ref.title}")]
    if is_linked:
        pairs[0] = ("also on", f"{pairs[0][1]}: {entry.primary_name.text}")
    for designation in entry.designations:
        programme = f"{programme_text(designation)}, {designation.authority}"
        pairs += [("programme", programme), ("effect", effect_text(designation))]
        if designation.reference_url is not None:
            pairs.append(("see", designation.reference_url))
    return [
        line for label, value in pairs for line in terminal.labelled(label, value, terminal.width)
    ]


def _kind_text(hit: Hit, assessment: Assessment) -> str:
    """Step 2: is the query a person and the listed party a ship?"""
    compared = "; ".join(evidence_text(e) for e in assessment.kind)
    return f"{hit.kind} ({compared})" if compared else f"{hit.kind}, no conflict"


def _name_pairs(hit: Hit, assessment: Assessment) -> list[tuple[str, str]]:
    """Step 3: how much of the name."""
    query, listed = assessment.query_coverage, assessment.listed_coverage
    text = (
        f"{query.agreeing} of {counted(query.compared, 'word')} of the query, "
        f"{listed.agreeing} of {listed.compared} of the listed name agree"
    )
    matched = name_text(hit) or hit.matched_name
    return [("matched", matched), ("name", text if query.compared else "not compared")]


def _other_pairs(hit: Hit, assessment: Assessment) -> list[tuple[str, str]]:
    """Step 4: what else agrees, what conflicts, and what the entry has to compare by hand."""
    return [
        ("agrees", "; ".join(map(evidence_text, assessment.agreeing)) or "no other field"),
        ("conflicts", "; ".join(map(evidence_text, assessment.conflicting)) or "no other field"),
        *held_pairs(hit.party),
    ]


def _ofac_pairs(hit: Hit) -> list[tuple[str, str]]:
    if hit.ofac_score is None:
        return []
    return [("OFAC score", f"{hit.ofac_score} (an emulation of OFAC's own search)")]
