"""The gate: counts a run's outcomes and says what the run ends in (DESIGN section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sanctionscreen.model import (
    Band,
    ListUse,
    Outcome,
    RowOutcome,
    RunInfo,
    Tally,
    Verdict,
    VerdictStatus,
)

CURATED_ONLY = "curated lists only; official lists not loaded"
_RANKS = {band: rank for rank, band in enumerate(Band)}


@dataclass(slots=True)
class Tallier:
    """Counts outcomes as they come, so that a run needs no memory of its rows.

    Attributes:
        fail_on: Lowest band of a hit that counts as gated.
    """

    fail_on: Band = Band.WEAK
    _outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    _gated: int = 0
    _discounted: int = 0
    _warnings: int = 0

    def add(self, outcome: RowOutcome) -> None:
        """Counts one row."""
        self._outcomes[outcome.outcome] += 1
        self._gated += outcome.outcome is Outcome.HIT and self._is_gated(outcome)
        self._discounted += bool(outcome.discounted)
        self._warnings += bool(outcome.warnings)

    def _is_gated(self, outcome: RowOutcome) -> bool:
        # A row that says "hit" and shows none is gated: in doubt the gate stays shut.
        ranks = [_RANKS[hit.band] for hit in outcome.hits]
        return min(ranks, default=0) <= _RANKS[self.fail_on]

    @property
    def tally(self) -> Tally:
        """The counts so far; every one of them counts rows."""
        return Tally(
            rows=sum(self._outcomes.values()),
            hits=self._outcomes[Outcome.HIT],
            clear=self._outcomes[Outcome.CLEAR],
            clear_by_decision=self._outcomes[Outcome.CLEAR_BY_DECISION],
            not_screened=self._outcomes[Outcome.NOT_SCREENED],
            discounted=self._discounted,
            warnings=self._warnings,
            gated_hits=self._gated,
        )


def tally(outcomes: Iterable[RowOutcome], fail_on: Band = Band.WEAK) -> Tally:
    """Counts all outcomes of a run."""
    tallier = Tallier(fail_on)
    for outcome in outcomes:
        tallier.add(outcome)
    return tallier.tally


def judge(
    tally: Tally, *, problems: tuple[str, ...] = (), allow_not_screened: bool = False
) -> Verdict:
    """Says what a run ends in: 1 for gated hits, else 3 if it is not complete, else 0.

    Args:
        tally: The counts of the run.
        problems: What else kept the run from being complete.
        allow_not_screened: Rows that were not screened do not make the run incomplete; a run of
            which no row at all was screened stays incomplete.
    """
    problems = (*problems, *_row_problems(tally, allow_not_screened))
    if tally.gated_hits:
        status, exit_code = VerdictStatus.HITS, 1
    elif problems:
        status, exit_code = VerdictStatus.INCOMPLETE, 3
    else:
        status, exit_code = (VerdictStatus.HITS if tally.hits else VerdictStatus.CLEAR), 0
    return Verdict(status, exit_code, not problems, tally, problems)


def _row_problems(tally: Tally, allow_not_screened: bool) -> tuple[str, ...]:
    if tally.rows == 0:
        return ("there was no row to screen",)
    if tally.not_screened == tally.rows:
        return ("no row could be screened",)
    if tally.not_screened and not allow_not_screened:
        rows = "1 row was" if tally.not_screened == 1 else f"{tally.not_screened} rows were"
        return (f"{rows} not screened",)
    return ()


def coverage_note(run: RunInfo) -> str | None:
    """What must be said of a run that no official list was part of."""
    return CURATED_ONLY if all(use.ref.is_curated for use in run.lists) else None


def verdict_line(verdict: Verdict, run: RunInfo) -> str:
    """The verdict in one line for logs: status, counts, lists with day and age, then remarks."""
    tally = verdict.tally
    counts = (
        f"hits={tally.hits} clear={tally.clear} clear-by-decision={tally.clear_by_decision} "
        f"not-screened={tally.not_screened} discounted={tally.discounted} rows={tally.rows}"
    )
    lists = ",".join(_list_text(use) for use in run.lists) or "none"
    parts = (f"sanctionscreen: {verdict.status} {counts} lists={lists}", *_remarks(verdict, run))
    return "; ".join(parts)


def _list_text(use: ListUse) -> str:
    published = "undated" if use.ref.published is None else str(use.ref.published)
    age = "" if use.age_days is None else f"({use.age_days}d)"
    return f"{use.ref.id}@{published}{age}"


def _remarks(verdict: Verdict, run: RunInfo) -> list[str]:
    complete = "complete" if verdict.complete else f"INCOMPLETE: {', '.join(verdict.problems)}"
    below_gate = verdict.tally.hits - verdict.tally.gated_hits
    remarks = [complete]
    if below_gate:
        remarks.append(f"hits-below-gate={below_gate}")
    remarks.extend(f"override {override}" for override in run.overrides)
    if note := coverage_note(run):
        remarks.append(note)
    return remarks
