"""What is odd in a decisions file that can be read: duplicates, expiry, unknown lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sanctionscreen.decisions.decision import Decision, Judgement

SOON = timedelta(days=30)
"""Before its expiry a decision is announced, so that a review comes before the gate fails."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; an error makes the lint fail."""

    line: int
    field: str
    message: str
    is_error: bool


def lint(
    decisions: Sequence[Decision], list_ids: Sequence[str], today: date
) -> tuple[Finding, ...]:
    """Everything odd, in the order of the file.

    Args:
        list_ids: Every list that there is.
    """
    found = [
        *(finding for decision in decisions for finding in _of_one(decision, list_ids, today)),
        *_duplicates(decisions, today),
    ]
    return tuple(sorted(found, key=lambda finding: finding.line))


def _of_one(decision: Decision, list_ids: Sequence[str], today: date) -> Iterator[Finding]:
    for name in dict.fromkeys(entry.list_id for entry in decision.entries):
        if name not in list_ids:
            message = f"{decision.id}: there is no list '{name}'"
            yield Finding(decision.line, "listed", message, is_error=True)
    if decision.decided_on > today:
        message = f"{decision.id}: {decision.time_problem(today)}"
        yield Finding(decision.line, "date", message, is_error=True)
    elif (problem := decision.time_problem(today)) is not None:
        yield Finding(decision.line, "expires", f"{decision.id}: {problem}", is_error=False)
    elif decision.last_day - today <= SOON:
        days = (decision.last_day - today).days
        message = f"{decision.id}: expires on {decision.last_day}, in {days} days"
        yield Finding(decision.line, "expires", message, is_error=False)


def _duplicates(decisions: Sequence[Decision], today: date) -> Iterator[Finding]:
    """Decisions in force on a pair that has one already; an expired one is history."""
    in_force: list[Decision] = []
    for decision in decisions:
        if not is_live(decision, today):
            continue
        for other in in_force:
            if is_same_pair(decision, other):
                what = "contradicts" if decision.judgement != other.judgement else "repeats"
                message = f"{decision.id}: {what} {other.id} at line {other.line}"
                yield Finding(decision.line, "id", message, is_error=True)
                break
        in_force.append(decision)


def is_live(decision: Decision, today: date) -> bool:
    """Whether time has left a decision in force; a true match outlasts its date of review."""
    is_true = decision.judgement is Judgement.TRUE_MATCH
    return is_true or decision.time_problem(today) is None


def is_same_pair(first: Decision, second: Decision) -> bool:
    """Whether two decisions are on the same counterparty, as it is, and the same listed party."""
    return (
        first.counterparty_id == second.counterparty_id
        and sorted(first.counterparty) == sorted(second.counterparty)
        and not set(first.entries).isdisjoint(second.entries)
    )
