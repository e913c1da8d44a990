"""The gate: counts a run's outcomes and says what the run ends in (DESIGN section 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sanctionscreen.fields.dates import first_day
from sanctionscreen.model import (
    Hit,
    ListRef,
    ListUse,
    Outcome,
    PartialDate,
    RowOutcome,
    RunInfo,
    Tally,
    Verdict,
    VerdictStatus,
)
from sanctionscreen.settings import AgePolicy, GatePolicy
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.catalogue import OFFICIAL_LISTS

CURATED_ONLY = "curated lists only; official lists not loaded"


@dataclass(slots=True)
class Tallier:
    """Counts outcomes as they come, so that a run needs no memory of its rows.

    Attributes:
        policy: Which hits count as gated.
        is_known: Whether a hit is in a baseline, and so counts as known, not as gated.
    """

    policy: GatePolicy = field(default_factory=GatePolicy)
    is_known: Callable[[RowOutcome, Hit], bool] | None = None
    _outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    _gated: int = 0
    _gated_discounted: int = 0
    _known: int = 0
    _decided_hits: int = 0
    _discounted: int = 0
    _warnings: int = 0
    _owned: int = 0

    def add(self, outcome: RowOutcome) -> None:
        """Counts one row."""
        self._outcomes[outcome.outcome] += 1
        is_hit = outcome.outcome is Outcome.HIT
        is_gated = is_hit and self._is_gated(outcome)
        self._gated += is_gated
        self._known += is_hit and not is_gated and self._has_known(outcome)
        self._gated_discounted += self.policy.discounted and any(
            not self._is_known_hit(outcome, hit) for hit in outcome.discounted
        )
        self._decided_hits += len(outcome.decided)
        self._discounted += bool(outcome.discounted)
        self._warnings += bool(outcome.warnings)
        self._owned += outcome.ownership is not None

    def add_clear(self, rows: int, warnings: int) -> None:
        """Counts rows in which nothing was found, so many of them with a warning."""
        self._outcomes[Outcome.CLEAR] += rows
        self._warnings += warnings

    def _is_gated(self, outcome: RowOutcome) -> bool:
        # A row that says "hit" and shows none is gated: in doubt the gate stays shut. So is one
        # that blocked parties own: neither a band nor a baseline says anything of that.
        if not outcome.hits or outcome.ownership is not None:
            return True
        return any(
            self.policy.catches(hit) and not self._is_known_hit(outcome, hit)
            for hit in outcome.hits
        )

    def _is_known_hit(self, outcome: RowOutcome, hit: Hit) -> bool:
        return self.is_known is not None and self.is_known(outcome, hit)

    def _has_known(self, outcome: RowOutcome) -> bool:
        return any(
            self.policy.catches(hit) and self._is_known_hit(outcome, hit) for hit in outcome.hits
        )

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
            known_hits=self._known,
            decided_hits=self._decided_hits,
            gated_discounted=self._gated_discounted,
            owned=self._owned,
        )


def tally(outcomes: Iterable[RowOutcome], policy: GatePolicy | None = None) -> Tally:
    """Counts all outcomes of a run; without a policy every hit is gated."""
    tallier = Tallier(policy or GatePolicy())
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
    if tally.gated_hits or tally.gated_discounted or tally.owned:
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


def age_problems(
    refs: Sequence[ListRef],
    policy: AgePolicy,
    day: date | PartialDate,
    confirmed: Mapping[str, date] | None = None,
) -> tuple[str, ...]:
    """One problem for each list that is older on a day than the policy allows.

    The command that mends it is part of each problem. An official list without a whole date, or
    with one still to come on that day, has no age that could be trusted. Curated lists and lists of
    one's own have a maximum only where the policy names them: what they hold does not change with
    time. No list at all may be dated after today: by a clock that is wrong, decisions and licences
    that have expired are in force.

    Args:
        confirmed: By list id the day on which it was last found to be the publisher's newest.
    """
    official = {each.id for each in OFFICIAL_LISTS}
    own = dict(policy.lists)
    found = []
    for ref in refs:
        problem = _clock_problem(ref, day)
        if problem is None and (ref.id in own or (ref.id in official and not ref.is_curated)):
            seen = (confirmed or {}).get(ref.id)
            problem = _age_problem(ref, own.get(ref.id, policy.default), day, seen)
        if problem is not None:
            found.append(f"{ref.id} {problem}")
    return tuple(found)


def _clock_problem(ref: ListRef, day: date | PartialDate) -> str | None:
    age = age_days(ref.published, day)
    # One day is a matter of time zones; more is a clock that is wrong.
    if age is None or age >= -1 or not isinstance(day, date):
        return None
    return f"is dated {-age} days after today: check the clock"


def _age_problem(
    ref: ListRef, most: int, day: date | PartialDate, confirmed: date | None
) -> str | None:
    age = age_days(ref.published, day, confirmed)
    if age is None:
        return "has no publication date, so its age is unknown"
    if age <= most:
        return None
    mending = (
        f"; to mend it, {mending_command(ref.id)}"
        if isinstance(day, date) and not ref.is_curated
        else ""
    )
    return f"is {age} days old, and {most} are allowed{mending}"


def age_days(
    published: PartialDate | None, day: date | PartialDate, confirmed: date | None = None
) -> int | None:
    """Days to a day from a list's date, or from when it was last confirmed to be the newest.

    None where the list has no whole date. A list that was confirmed on the day or later was the
    newest on it.
    """
    if published is None or published.month is None or published.day is None:
        return None
    today = day if isinstance(day, date) else first_day(day)
    since = date(published.year, published.month, published.day)
    if confirmed is not None and since <= today:
        since = max(since, min(confirmed, today))
    return (today - since).days


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
    tally = verdict.tally
    counts = {
        "hits-below-gate": tally.hits - tally.gated_hits - tally.known_hits,
        "known-hits": tally.known_hits,
        "decided-hits": tally.decided_hits,
        "gated-discounted": tally.gated_discounted,
        "owned-by-blocked": tally.owned,
    }
    remarks = [complete, *(f"{name}={count}" for name, count in counts.items() if count)]
    remarks.extend(f"override {override}" for override in run.overrides)
    if note := coverage_note(run):
        remarks.append(note)
    return remarks
