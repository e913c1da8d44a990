"""Applies decisions to outcomes: to the pair that was judged, as it was judged, and to no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sanctionscreen.decisions.decision import Decision, JudgedEntry, Judgement
from sanctionscreen.decisions.fingerprints import (
    Fingerprint,
    changed_fields,
    entry_fingerprint,
    row_fingerprint,
)
from sanctionscreen.model import (
    Counterparty,
    Hit,
    HitStatus,
    ListedParty,
    Outcome,
    RejectedRow,
    RowOutcome,
)

_NAMED = 20
"""Decisions that match nothing named in a report; a file for two inputs has many for the other."""


def concerns(decision: Decision, hit: Hit) -> bool:
    """Whether a decision is on the listed party of a hit, changed since or not.

    An id that a publisher merged or renumbered is followed through the entries linked with it,
    and through the ids that an entry itself refers to.
    """
    judged = set(decision.listed_ids)
    return any(
        entry.listed_id in judged or not judged.isdisjoint(entry.references)
        for entry in hit.entries
    )


def lapses(decision: Decision, judged: Fingerprint, hit: Hit, today: date) -> tuple[str, ...]:
    """Why a decision on this row and party is no longer in force; none where it is.

    A true match does not lapse with time: it would only be forgotten.
    """
    reasons = []
    problem = decision.time_problem(today)
    if problem is not None and decision.judgement is not Judgement.TRUE_MATCH:
        reasons.append(problem)
    if changed := changed_fields(decision.counterparty, judged):
        reasons.append(f"the counterparty changed: {', '.join(changed)}")
    now = {entry.listed_id for entry in hit.entries}
    gone = [entry for entry in decision.entries if entry.listed_id not in now]
    for entry in hit.entries:
        if (reason := _entry_change(entry, decision, gone)) is not None:
            reasons.append(reason)
    return tuple(reasons)


def _entry_change(
    entry: ListedParty, decision: Decision, gone: Sequence[JudgedEntry]
) -> str | None:
    fingerprint = entry_fingerprint(entry)
    before = next((e for e in decision.entries if e.listed_id == entry.listed_id), None)
    if before is not None:
        changed = changed_fields(before.fingerprint, fingerprint)
        return f"{entry.listed_id} changed: {', '.join(changed)}" if changed else None
    # The same entry of the same list under another id is followed; any other one is news.
    if any(e.list_id == entry.list_id and e.fingerprint == fingerprint for e in gone):
        return None
    before = next((e for e in gone if e.listed_id in entry.references), None)
    if before is not None:
        fields = ", ".join(changed_fields(before.fingerprint, fingerprint))
        return f"{entry.listed_id} (judged as {before.listed_id}) changed: {fields}"
    return f"{entry.listed_id} is new to this party"


def decided_hit(
    hit: Hit, judged: Fingerprint, decisions: Sequence[Decision], today: date
) -> tuple[Hit, tuple[tuple[Decision, tuple[str, ...]], ...]]:
    """A hit as the decisions on its row leave it.

    Returns:
        The hit, and the decisions on its party with the reasons why each has lapsed. A true
        match in force keeps the hit open, whatever else was decided.
    """
    found = tuple(
        (decision, lapses(decision, judged, hit, today))
        for decision in decisions
        if concerns(decision, hit)
    )
    in_force = [decision for decision, reasons in found if not reasons]
    true = [d for d in in_force if d.judgement is Judgement.TRUE_MATCH]
    if true:
        judged_true = replace(
            hit, decision=_text(true[-1], today), judgement=str(Judgement.TRUE_MATCH)
        )
        return judged_true, found
    if in_force:
        # The one that lasts longest, so that the text says until when the hit is suppressed.
        best = max(in_force, key=lambda d: (d.last_day, d.line))
        decided = replace(
            hit,
            status=HitStatus.DECIDED,
            decision=_text(best, today),
            judgement=str(best.judgement),
        )
        return decided, found
    if found:
        decision, reasons = found[-1]
        text = f"{decision.id}: {decision.judgement} lapsed: {'; '.join(reasons)}"
        return replace(hit, decision=text), found
    return hit, found


def _text(decision: Decision, today: date) -> str:
    parts = [
        f"{decision.id}: {decision.judgement} by {decision.reviewer} on {decision.decided_on}",
        f"until {decision.last_day}: {decision.reason}",
    ]
    if decision.second_reviewer is not None:
        parts[0] += f" with {decision.second_reviewer}"
    if decision.licence is not None:
        parts.insert(1, f"licence {decision.licence.number}")
    if (problem := decision.time_problem(today)) is not None:
        parts.append(f"to be reviewed: {problem}")
    return ", ".join(parts)


class Decider:
    """Applies the decisions of a file to rows as they come, and keeps account of each."""

    def __init__(self, decisions: Sequence[Decision], today: date) -> None:
        """Has seen no row yet; expiry is judged on ``today``."""
        self._all = tuple(decisions)
        self._today = today
        self._by_id: dict[str, list[Decision]] = defaultdict(list)
        self._by_fingerprint: dict[Fingerprint, list[Decision]] = defaultdict(list)
        self._used: set[str] = set()
        self._lapsed: dict[str, tuple[str, ...]] = {}
        self._rows: set[str] = set()
        for decision in decisions:
            if decision.counterparty_id is not None:
                self._by_id[decision.counterparty_id].append(decision)
            else:
                self._by_fingerprint[_sorted(decision.counterparty)].append(decision)

    def apply(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> RowOutcome:
        """The outcome of a row after decisions, with the fingerprint that they go by."""
        if row.id is not None and row.id in self._by_id:
            self._rows.add(row.id)
        if isinstance(row, RejectedRow) or not (outcome.hits or outcome.discounted):
            return outcome
        judged = row_fingerprint(row)
        outcome = replace(outcome, judged=judged, stated=row.stated)
        decisions = (
            self._by_fingerprint.get(_sorted(judged)) if row.id is None else self._by_id.get(row.id)
        )
        return outcome if not decisions else self._decide(outcome, decisions)

    def meet(self, ids: Iterable[str]) -> None:
        """Notes ids of rows in which there is nothing to decide."""
        self._rows.update(self._by_id.keys() & set(ids))

    def _decide(self, outcome: RowOutcome, decisions: Sequence[Decision]) -> RowOutcome:
        hits = [self._hit(hit, outcome.judged, decisions) for hit in outcome.hits]
        discounted = [self._hit(hit, outcome.judged, decisions) for hit in outcome.discounted]
        left = _without_decided(hits)
        is_cleared = outcome.outcome is Outcome.HIT and not left
        return replace(
            outcome,
            outcome=Outcome.CLEAR_BY_DECISION if is_cleared else outcome.outcome,
            hits=left,
            discounted=_without_decided(discounted),
            decided=tuple(h for h in (*hits, *discounted) if h.status is HitStatus.DECIDED),
        )

    def _hit(self, hit: Hit, judged: Fingerprint, decisions: Sequence[Decision]) -> Hit:
        result, found = decided_hit(hit, judged, decisions, self._today)
        has_one_in_force = any(not reasons for _, reasons in found)
        for decision, reasons in found:
            # One that a later decision replaced is history, not news.
            if has_one_in_force:
                self._used.add(decision.id)
            else:
                self._lapsed[decision.id] = reasons
        return result

    def notes(self, list_ids: Sequence[str]) -> tuple[str, ...]:
        """What must be said after the last row: decisions that lapsed, or match nothing.

        Args:
            list_ids: Of the lists that were screened.
        """
        lapsed, idle = [], []
        for decision in self._all:
            name = f"decision {decision.id} ({decision.pair})"
            if decision.id in self._used:
                continue
            if (reasons := self._lapsed.get(decision.id)) is not None:
                lapsed.append(f"{name} lapsed: {'; '.join(reasons)}")
            else:
                idle.append(f"{name} matches nothing: {self._why_idle(decision, list_ids)}")
        more = len(idle) - _NAMED
        rest = [f"{more} more decisions match nothing"] if more > 0 else []
        return (*lapsed, *idle[:_NAMED], *rest)

    def _why_idle(self, decision: Decision, list_ids: Sequence[str]) -> str:
        if not any(entry.list_id in list_ids for entry in decision.entries):
            return "none of its lists was screened"
        if decision.counterparty_id is None:
            return "no row is as it was judged, or no longer a hit"
        if decision.counterparty_id not in self._rows:
            return "there is no such row"
        return "the row has no such hit any more"


def _without_decided(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if hit.status is not HitStatus.DECIDED)


def _sorted(fingerprint: Fingerprint) -> Fingerprint:
    """The order of the fields in a file says nothing."""
    return tuple(sorted(fingerprint))
