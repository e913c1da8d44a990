"""Which hits wait for a reviewer, and how one walks through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import review_builders as build

from sanctionscreen.decisions.decision import Decision, Judgement
from sanctionscreen.decisions.drafting import Answers
from sanctionscreen.decisions.report_file import read_report
from sanctionscreen.model import HitStatus, RowOutcome
from sanctionscreen.review import progress as steps
from sanctionscreen.review.progress import Progress
from sanctionscreen.review.queue import Waiting, undecided
from sanctionscreen.review.sides import side_by_side

ANSWERS = Answers(Judgement.FALSE_POSITIVE, "another person", "A. Able", date(2027, 1, 1))


def waiting(
    tmp_path: Path, *outcomes: RowOutcome, decisions: tuple[Decision, ...] = (), **options: bool
) -> tuple[Waiting, ...]:
    """The queue of a report with these outcomes."""
    path = build.report(tmp_path / "report.json", *outcomes)
    return undecided(read_report(path.read_bytes(), "r"), decisions, build.TODAY, **options)


def three(tmp_path: Path) -> Progress:
    """Three rows, at the first."""
    rows = [build.row(number, name) for number, name in enumerate(("Ri", "Kim", "Pak"), start=1)]
    outcomes = [build.outcome(r, build.hit(r, score=90.0 - r.row)) for r in rows]
    return steps.begin(waiting(tmp_path, *outcomes))


def rows_of(queue: tuple[Waiting, ...]) -> list[int]:
    """The rows in the order of the queue."""
    return [each.row.row for each in queue]


def test_the_highest_score_comes_first_and_discounted_hits_last(tmp_path: Path) -> None:
    """Order is by score; what other fields discounted is shown only if asked for, and after."""
    one, two, three = (build.row(number) for number in (1, 2, 3))
    discounted = build.hit(three, score=99.0, status=HitStatus.DISCOUNTED)
    outcomes = (
        build.outcome(one, build.hit(one, score=71.0)),
        build.outcome(two, build.hit(two, score=95.0)),
        build.outcome(three, discounted),
    )
    assert rows_of(waiting(tmp_path, *outcomes)) == [2, 1]
    assert rows_of(waiting(tmp_path, *outcomes, with_discounted=True)) == [2, 1, 3]


def test_what_is_decided_does_not_wait(tmp_path: Path) -> None:
    """A true match in force and a suppressed hit are left out; one whose decision lapsed waits."""
    one, two, three = (build.row(number) for number in (1, 2, 3))
    true = build.hit(one, decision="d-1: true-match by A", judgement="true-match")
    gone = build.hit(two, status=HitStatus.DECIDED, judgement="false-positive")
    lapsed = build.hit(three, decision="d-3: false-positive lapsed: expired on 2026-01-01")
    outcomes = [
        build.outcome(r, h) for r, h in zip((one, two, three), (true, gone, lapsed), strict=True)
    ]
    assert rows_of(waiting(tmp_path, *outcomes)) == [3]


def test_a_decision_made_since_the_report_counts(tmp_path: Path) -> None:
    """A pair in the decisions file does not wait; expired, or for another row, it does."""
    query = build.row(1)
    outcome = build.outcome(query, build.hit(query))
    (only,) = waiting(tmp_path, outcome)
    decision = only.drafted(ANSWERS, build.TODAY)
    assert waiting(tmp_path, outcome, decisions=(decision,)) == ()
    expired = replace(decision, decided_on=date(2025, 1, 1), expires=date(2025, 2, 1))
    assert len(waiting(tmp_path, outcome, decisions=(expired,))) == 1
    other = replace(decision, counterparty_id="V-2")
    assert len(waiting(tmp_path, outcome, decisions=(other,))) == 1


def test_the_records_stand_side_by_side_with_what_agrees_and_conflicts(tmp_path: Path) -> None:
    """Both values of a field are on one line, with the word that the evidence gives it."""
    query = build.row(1)
    (only,) = waiting(tmp_path, build.outcome(query, build.hit(query)))
    lines = {line.label: line for line in side_by_side(only)}
    assert (lines["name"].query, lines["name"].listed) == ("Yong Gil Ri", "RI, Yoong Gil")
    born = lines["born"]
    assert (born.query, born.listed, born.mark) == ("1970", "1955", "conflicts")
    assert (lines["country"].query, lines["country"].listed) == ("KP", "KP")
    assert lines["country"].mark == "agrees"
    assert lines["remarks"].listed == "Linked to the ministry"
    assert "Lee Yong (weak alias)" in lines["other names"].listed
    assert "gender" not in lines


def test_skipping_goes_round_and_back_goes_the_other_way(tmp_path: Path) -> None:
    """After the last hit comes the first, before the first the last; skipped ones stay."""
    at = three(tmp_path)
    seen = []
    for _ in range(4):
        seen.append(at.place)
        at = steps.skip(at)
    assert seen == [0, 1, 2, 0]
    assert len(at.left) == 3
    assert steps.back(three(tmp_path)).place == 2


def test_a_decision_is_undone_in_the_reverse_order(tmp_path: Path) -> None:
    """Undo brings the last decided hit back to the screen, and then the one before it."""
    at = three(tmp_path)
    for _ in range(3):
        assert at.current is not None
        at = steps.decide(at, at.current.drafted(ANSWERS, build.TODAY))
    assert (at.place, at.left, at.counts) == (None, (), {Judgement.FALSE_POSITIVE: 3})
    at = steps.undo(at)
    assert (at.place, at.left) == (2, (2,))
    assert steps.undo(at).place == 1


def test_a_search_walks_only_what_it_shows(tmp_path: Path) -> None:
    """All words must be there; none found shows nothing; an empty search brings all back."""
    at = steps.search(three(tmp_path), "kim 1970")
    assert (at.place, at.left) == (1, (1,))
    assert steps.skip(at).place == 1
    nothing = steps.search(at, "nobody")
    assert (nothing.place, nothing.current) == (None, None)
    assert len(steps.search(nothing, "").left) == 3
