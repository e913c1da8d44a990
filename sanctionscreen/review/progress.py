"""Where a reviewer is in the queue, and what was decided so far: a value, changed by replacing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from sanctionscreen.decisions.decision import Decision, Judgement
from sanctionscreen.review.queue import Waiting


@dataclass(frozen=True, slots=True)
class Progress:
    """A queue with a place in it.

    Attributes:
        queue: All hits that waited when the review began.
        place: Of the hit shown, in ``queue``; None where none is left to show.
        decided: Place and decision of each that was decided, in the order of deciding.
        skipped: Places passed over in this session.
        search: Only hits that it shows are walked.
        order: Places that the search shows, in their order.
    """

    queue: tuple[Waiting, ...]
    place: int | None
    order: tuple[int, ...]
    decided: tuple[tuple[int, Decision], ...] = ()
    skipped: frozenset[int] = frozenset()
    search: str = ""

    @property
    def current(self) -> Waiting | None:
        """The hit shown."""
        return None if self.place is None else self.queue[self.place]

    @property
    def left(self) -> tuple[int, ...]:
        """Places of what the search shows and nobody has decided."""
        done = {place for place, _ in self.decided}
        return tuple(place for place in self.order if place not in done)

    @property
    def counts(self) -> dict[Judgement, int]:
        """Decisions of the session by judgement."""
        return dict(Counter(decision.judgement for _, decision in self.decided))


def begin(queue: tuple[Waiting, ...]) -> Progress:
    """At the first hit."""
    return Progress(queue, 0 if queue else None, tuple(range(len(queue))))


def decide(progress: Progress, decision: Decision) -> Progress:
    """The hit shown is decided; the next one that is left is shown."""
    assert progress.place is not None
    done = replace(progress, decided=(*progress.decided, (progress.place, decision)))
    return replace(done, place=_after(done, progress.place))


def skip(progress: Progress) -> Progress:
    """The hit shown stays undecided; the next one is shown, after the last one the first."""
    if progress.place is None:
        return progress
    skipped = progress.skipped | {progress.place}
    return replace(progress, skipped=skipped, place=_after(progress, progress.place))


def back(progress: Progress) -> Progress:
    """The undecided hit before, before the first one the last."""
    left = progress.left
    if not left:
        return progress
    at = bisect_left(left, progress.place if progress.place is not None else 0)
    return replace(progress, place=left[at - 1])


def undo(progress: Progress) -> Progress:
    """The last decision is gone, and its hit is shown again, whatever the search says."""
    if not progress.decided:
        return progress
    *decided, (place, _) = progress.decided
    order = progress.order if place in progress.order else tuple(sorted((*progress.order, place)))
    return replace(progress, decided=tuple(decided), place=place, order=order)


def search(progress: Progress, words: str) -> Progress:
    """Only hits with all these words are walked from now on; no words bring all back."""
    order = tuple(n for n, each in enumerate(progress.queue) if each.is_shown_by(words))
    found = replace(progress, search=words.strip(), order=order)
    if progress.place in found.left:
        return found
    return replace(found, place=_after(found, -1 if progress.place is None else progress.place))


def _after(progress: Progress, place: int) -> int | None:
    """The next place that is left; after the last the first."""
    left = progress.left
    if not left:
        return None
    at = bisect_left(left, place + 1)
    return left[at % len(left)]
