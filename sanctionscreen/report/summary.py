"""The end of every terminal report: what became of all rows, on which lists, and what is amiss."""

from __future__ import annotations

from rich.text import Text

from sanctionscreen.model import ListUse, RunInfo, Tally, Verdict, VerdictStatus
from sanctionscreen.report.plain import counted
from sanctionscreen.report.terminal import Terminal


def summary_lines(run: RunInfo, verdict: Verdict, terminal: Terminal) -> list[Text]:
    """Counts, threshold, notes and overrides, lists with their day, and every problem."""
    lines = terminal.paragraph(_tally_text(verdict.tally), "bold")
    if verdict.status is VerdictStatus.CLEAR:
        lines += terminal.paragraph("No possible match at this threshold on these lists.")
    lines += terminal.paragraph(" ".join(_run_sentences(run)))
    lists = ", ".join(_list_text(use) for use in run.lists)
    lines += terminal.paragraph(f"Lists: {lists or 'none'}.")
    for note in verdict.notes:
        lines += terminal.paragraph(f"Note: {note}.")
    for problem in verdict.problems:
        lines += terminal.paragraph(f"INCOMPLETE: {problem}", "bold red")
    return lines


def _tally_text(tally: Tally) -> str:
    parts = (
        f"{tally.hits:,} with hits",
        f"{tally.clear:,} clear",
        f"{tally.clear_by_decision:,} clear by decision",
        f"{tally.not_screened:,} not screened",
    )
    text = f"{counted(tally.rows, 'row')}: {', '.join(parts)}"
    more = {
        "with discounted hits": tally.discounted,
        "known from the baseline": tally.known_hits,
        "owned by blocked parties": tally.owned,
    }
    text = "; ".join((text, *(f"{count:,} {what}" for what, count in more.items() if count)))
    if tally.decided_hits:
        text += f". {counted(tally.decided_hits, 'hit')} suppressed by decisions (--show-decided)"
    return text


def _run_sentences(run: RunInfo) -> list[str]:
    sentences = [f"Threshold {run.threshold:g}."]
    if run.as_of is not None:
        sentences.append(f"As of {run.as_of}.")
    sentences.extend(f"Note: {note}." for note in run.notes)
    sentences.extend(f"Override: {override}." for override in run.overrides)
    return sentences


def _list_text(use: ListUse) -> str:
    ref = use.ref
    published = "undated" if ref.published is None else f"as of {ref.published}"
    age = "" if use.age_days is None else f", {counted(use.age_days, 'day')} old"
    return f"{ref.id} ({published}{age})"
