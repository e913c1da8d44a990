"""The gate: what a run ends in, and the line that says so."""

from __future__ import annotations

import pytest

from sanctionscreen.gate import coverage_note, judge, tally, verdict_line
from sanctionscreen.model import (
    Band,
    Designation,
    Hit,
    HitStatus,
    Kind,
    ListCounts,
    ListedName,
    ListedParty,
    ListRef,
    ListUse,
    Measure,
    NameType,
    Outcome,
    PartialDate,
    RowOutcome,
    RunInfo,
    Tally,
    VerdictStatus,
)
from sanctionscreen.settings import GatePolicy, GateRule

PARTY = ListedParty(
    "curated-x:1",
    "curated-x",
    Kind.PERSON,
    (ListedName("RI, Yong Gil", NameType.PRIMARY),),
    (Designation("DPRK2", "DPRK2", "US Treasury (OFAC)", (Measure.ASSET_FREEZE,)),),
)


def hit(band: Band, status: HitStatus = HitStatus.OPEN) -> Hit:
    """A hit of that band."""
    name = PARTY.primary_name
    return Hit(
        1, 2, None, "Ri Yong Gil", 90.0, 900, band, name.text, name.type, (PARTY,), (), None, status
    )


def row(outcome: Outcome, *bands: Band) -> RowOutcome:
    """A row with that outcome and hits of these bands."""
    return RowOutcome(1, 2, None, "Ri Yong Gil", outcome, hits=tuple(hit(b) for b in bands))


def gate(band: Band) -> GatePolicy:
    """A gate on that band and those above."""
    return GatePolicy((GateRule(band),))


HIT = row(Outcome.HIT, Band.STRONG)
CLEAR = row(Outcome.CLEAR)
DECIDED = row(Outcome.CLEAR_BY_DECISION)
NOT_SCREENED = row(Outcome.NOT_SCREENED)


def list_use(
    list_id: str, published: PartialDate | None, age: int | None, curated: bool
) -> ListUse:
    """A list as a run used it."""
    counts = ListCounts(1, 1, 0)
    ref = ListRef(list_id, "t", "a", None, published, None, "00", counts, is_curated=curated)
    return ListUse(ref, age)


CURATED = list_use("curated-x", PartialDate(2025, 12, 19), 339, curated=True)
OFFICIAL = list_use("ofac-sdn", PartialDate(2026, 11, 20), 3, curated=False)


def run(*lists: ListUse, overrides: tuple[str, ...] = ()) -> RunInfo:
    """A run over these lists."""
    return RunInfo("id", "0.1.0", (), "digest", 70.0, None, (), lists, overrides=overrides)


@pytest.mark.parametrize(
    ("outcomes", "exit_code", "status", "complete"),
    [
        ((CLEAR,), 0, VerdictStatus.CLEAR, True),
        ((CLEAR, DECIDED), 0, VerdictStatus.CLEAR, True),
        ((CLEAR, HIT), 1, VerdictStatus.HITS, True),
        ((CLEAR, NOT_SCREENED), 3, VerdictStatus.INCOMPLETE, False),
        ((HIT, NOT_SCREENED), 1, VerdictStatus.HITS, False),
        ((), 3, VerdictStatus.INCOMPLETE, False),
    ],
)
def test_what_a_run_ends_in(
    outcomes: tuple[RowOutcome, ...], exit_code: int, status: VerdictStatus, complete: bool
) -> None:
    """1 for hits, which outrank incompleteness; 3 for rows not screened and for no rows; else 0."""
    verdict = judge(tally(outcomes))
    assert (verdict.exit_code, verdict.status, verdict.complete) == (exit_code, status, complete)
    assert bool(verdict.problems) is not complete


def test_a_problem_makes_a_clear_run_incomplete() -> None:
    """A problem elsewhere (a reconstructed day, a damaged file) is 3, and 1 beside a hit."""
    assert judge(tally([CLEAR]), problems=("x",)).exit_code == 3
    verdict = judge(tally([HIT]), problems=("x",))
    assert verdict.exit_code == 1
    assert not verdict.complete


def test_rows_not_screened_may_be_allowed() -> None:
    """With the recorded override, rows not screened do not stop a run."""
    verdict = judge(tally([CLEAR, NOT_SCREENED]), allow_not_screened=True)
    assert verdict.exit_code == 0
    assert verdict.complete


def test_a_run_that_screened_nothing_is_never_clear() -> None:
    """Where no row at all was screened, no override makes it clear."""
    verdict = judge(tally([NOT_SCREENED, NOT_SCREENED]), allow_not_screened=True)
    assert verdict.exit_code == 3
    assert "no row could be screened" in verdict.problems


def test_no_rows_are_never_clear() -> None:
    """An empty input is incomplete whatever is allowed."""
    assert judge(Tally(), allow_not_screened=True).exit_code == 3


@pytest.mark.parametrize("fail_on", list(Band))
@pytest.mark.parametrize("band", list(Band))
def test_the_gate_counts_its_band_and_those_above(fail_on: Band, band: Band) -> None:
    """``--fail-on strong`` ends in 1 for strong and exact hits and in 0 for the others."""
    order = [Band.WEAK, Band.POSSIBLE, Band.STRONG, Band.EXACT]
    verdict = judge(tally([row(Outcome.HIT, band)], gate(fail_on)))
    assert verdict.exit_code == (order.index(band) >= order.index(fail_on))
    assert verdict.status is VerdictStatus.HITS


def test_the_best_hit_of_a_row_gates_it() -> None:
    """A weak hit first does not hide a strong one."""
    counts = tally([row(Outcome.HIT, Band.WEAK, Band.EXACT)], gate(Band.STRONG))
    assert (counts.hits, counts.gated_hits) == (1, 1)


def test_hits_below_the_gate_are_not_called_clear() -> None:
    """Exit 0 with hits below the gate says HITS, and how many are below it."""
    verdict = judge(tally([row(Outcome.HIT, Band.POSSIBLE)], gate(Band.STRONG)))
    line = verdict_line(verdict, run(OFFICIAL))
    assert verdict.exit_code == 0
    assert line.startswith("sanctionscreen: HITS hits=1 ")
    assert "hits-below-gate=1" in line


def test_a_hit_outcome_without_hits_is_gated() -> None:
    """In doubt the gate stays shut."""
    assert judge(tally([row(Outcome.HIT)], gate(Band.EXACT))).exit_code == 1


def test_counts_are_rows() -> None:
    """A row with three hits counts once, and rows in are outcomes out."""
    counts = tally(
        [row(Outcome.HIT, Band.WEAK, Band.WEAK, Band.WEAK), CLEAR, DECIDED, NOT_SCREENED]
    )
    assert counts == Tally(4, 1, 1, 1, 1, 0, 0, 1)


def test_discounted_rows_are_counted_and_stay_clear() -> None:
    """A row with only a discounted hit is clear, and is in the count of discounted ones."""
    discounted = (hit(Band.WEAK, HitStatus.DISCOUNTED),)
    counts = tally([RowOutcome(1, 2, None, "x", Outcome.CLEAR, discounted=discounted)])
    assert (counts.clear, counts.discounted, counts.gated_hits) == (1, 1, 0)


def test_the_verdict_line_as_published() -> None:
    """Status, counts, and each list with its day and age, in one line."""
    verdict = judge(tally([HIT] * 3 + [CLEAR] * 96 + [DECIDED]))
    line = verdict_line(verdict, run(OFFICIAL, CURATED))
    assert line == (
        "sanctionscreen: HITS hits=3 clear=96 clear-by-decision=1 not-screened=0 discounted=0 "
        "rows=100 lists=ofac-sdn@2026-11-20(3d),curated-x@2025-12-19(339d); complete"
    )


def test_the_verdict_line_says_incomplete_beside_hits() -> None:
    """A hit outranks incompleteness, and the line says both."""
    line = verdict_line(judge(tally([HIT, NOT_SCREENED])), run(OFFICIAL))
    assert line.startswith("sanctionscreen: HITS ")
    assert "INCOMPLETE: 1 row was not screened" in line


def test_the_verdict_line_says_where_only_curated_lists_were_screened() -> None:
    """Curated lists alone are not sanctions screening, and the line says so; with an official
    list it does not."""
    verdict = judge(tally([CLEAR]))
    note = "curated lists only; official lists not loaded"
    assert note in verdict_line(verdict, run(CURATED))
    assert note not in verdict_line(verdict, run(CURATED, OFFICIAL))
    assert coverage_note(run(CURATED)) == note
    assert coverage_note(run(OFFICIAL)) is None


def test_the_verdict_line_shows_undated_lists_and_overrides() -> None:
    """A list without a date says so, and an override is repeated with its reason."""
    undated = list_use("deny", None, None, curated=False)
    line = verdict_line(
        judge(tally([CLEAR])), run(undated, overrides=("allow-not-screened: known test rows",))
    )
    assert "lists=deny@undated;" in line
    assert "override allow-not-screened: known test rows" in line
    assert "\n" not in line
