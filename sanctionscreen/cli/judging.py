"""What stands between screening and the gate: decisions, a baseline, and how many hits are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.cli.running import shown_path
from sanctionscreen.decisions.applying import Decider
from sanctionscreen.decisions.keeping import kept
from sanctionscreen.errors import UsageError
from sanctionscreen.model import Counterparty, Hit, RejectedRow, RowOutcome, RunInfo
from sanctionscreen.settings import ScreenSettings, Settings

if TYPE_CHECKING:
    from sanctionscreen.decisions.baseline import Baseline
    from sanctionscreen.decisions.reading import Decisions

_EVERY = 1_000_000
"""Hits a row kept until decisions are applied: those they suppress may use up no place."""
_KNOWN = "known: in the baseline"


@dataclass(frozen=True, slots=True)
class Judging:
    """Applies decisions and a baseline to outcomes.

    Attributes:
        decisions: sha256 of the decisions file, or None without one.
        decisions_text: What stands in it.
        notes: Which files they are from, for the record of the run.
    """

    decider: Decider
    baseline: Baseline | None
    max_hits: int
    decisions: str | None
    decisions_text: str | None
    notes: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        """Whether there are decisions or a baseline at all."""
        return self.decisions is not None or self.baseline is not None

    def screen(self, settings: ScreenSettings) -> ScreenSettings:
        """The settings to screen with: all hits are kept where some of them may be set aside."""
        return replace(settings, max_hits=_EVERY) if self.is_any else settings

    def apply(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> RowOutcome:
        """The outcome of a row as decisions and the baseline leave it."""
        outcome = self.decider.apply(row, outcome)
        if self.baseline is None:
            return kept(outcome, self.max_hits)
        outcome = kept(outcome, self.max_hits, self.baseline.is_known)
        hits = tuple(self._marked(outcome, hit) for hit in outcome.hits)
        discounted = tuple(self._marked(outcome, hit) for hit in outcome.discounted)
        return replace(outcome, hits=hits, discounted=discounted)

    def is_known(self, outcome: RowOutcome, hit: Hit) -> bool:
        """Whether a hit stands in the baseline."""
        return self.baseline is not None and self.baseline.is_known(outcome, hit)

    def _marked(self, outcome: RowOutcome, hit: Hit) -> Hit:
        if hit.decision is not None or not self.is_known(outcome, hit):
            return hit
        return replace(hit, decision=_KNOWN)

    def differences(self, run: RunInfo) -> tuple[str, ...]:
        """How the run differs from the one that the baseline is of."""
        return () if self.baseline is None else self.baseline.differences(run)

    def late_notes(self, list_ids: Sequence[str]) -> tuple[str, ...]:
        """What is known of the decisions after the last row."""
        return self.decider.notes(list_ids)


def open_judging(
    settings: Settings, baseline: Path | None, today: date, decided: Decisions | None = None
) -> Judging:
    """Reads the decisions and the baseline of a command, before anything is screened.

    Args:
        decided: Decisions that were read already; None reads the file that the settings name.

    Raises:
        UsageError: one of them is missing, or not understood.
    """
    notes: list[str] = []
    digest, text, decider = None, None, Decider((), today)
    if decided is None and settings.decisions is not None:
        from sanctionscreen.decisions.reading import load_decisions

        decided = load_decisions(Path(settings.decisions))
    if decided is not None:
        digest, text, decider = decided.sha256, decided.text, Decider(decided.all, today)
        notes.append(f"decisions of {shown_path(decided.path)} sha256:{digest}")
    known = None
    if baseline is not None:
        known, note = _open_baseline(baseline, settings)
        notes.append(note)
    return Judging(decider, known, settings.screen.max_hits, digest, text, tuple(notes))


def _open_baseline(path: Path, settings: Settings) -> tuple[Baseline, str]:
    from sanctionscreen.decisions.baseline import Baseline
    from sanctionscreen.decisions.report_file import read_report

    report = read_report(report_bytes(path), str(path))
    note = f"baseline {shown_path(str(path))}, run {report.run_id}"
    return Baseline(report, settings.gate), note


def report_bytes(path: Path) -> bytes:
    """The bytes of a report.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the report cannot be read ({error.strerror})",
            path=path,
            hint="Check the path and its permissions",
        ) from error
