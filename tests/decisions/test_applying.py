"""Decisions: on the pair that was judged, as it was judged, and on no other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import decision_builders as build
import pytest

from sanctionscreen.decisions.applying import Decider
from sanctionscreen.decisions.decision import Decision, Judgement, Licence
from sanctionscreen.decisions.keeping import kept
from sanctionscreen.model import (
    Counterparty,
    Hit,
    HitStatus,
    ListedName,
    ListedParty,
    NameType,
    Outcome,
    QueryName,
    RejectedRow,
    RowOutcome,
)

ROW, ENTRY = build.row(), build.entry()
LISTS = ("ofac-sdn", "un-sc")


def applied(
    row: Counterparty, *hits: Hit, by: tuple[Decision, ...], today: date = build.TODAY
) -> RowOutcome:
    """The row's outcome after decisions."""
    return Decider(by, today).apply(row, build.outcome(row, *hits))


def notes(row: Counterparty, *hits: Hit, by: tuple[Decision, ...]) -> str:
    """What is said of the decisions after that one row."""
    decider = Decider(by, build.TODAY)
    decider.apply(row, build.outcome(row, *hits))
    return "\n".join(decider.notes(LISTS))


def test_a_false_positive_is_set_aside_and_said() -> None:
    """The row is clear by decision; the hit is kept apart, with who decided, until when, why."""
    result = applied(ROW, build.hit(ROW), by=(build.decision(ROW),))
    assert result.outcome is Outcome.CLEAR_BY_DECISION
    assert result.hits == ()
    (decided,) = result.decided
    assert decided.status is HitStatus.DECIDED
    for word in ("d-1", "false-positive", "A. Able", "2027-05-31", "see passport"):
        assert word in (decided.decision or "")
    assert notes(ROW, build.hit(ROW), by=(build.decision(ROW),)) == ""


def test_only_the_judged_party_is_set_aside() -> None:
    """A second hit of the row stays, and so does the row's outcome."""
    other = build.hit(ROW, build.entry("ofac-sdn:2"))
    result = applied(ROW, build.hit(ROW), other, by=(build.decision(ROW),))
    assert result.outcome is Outcome.HIT
    assert [h.listed_id for h in result.hits] == ["ofac-sdn:2"]
    assert [h.listed_id for h in result.decided] == ["ofac-sdn:1"]


def test_a_row_without_hits_stays_clear() -> None:
    """Clear by decision is a row that would be a hit; one with a decided near miss is clear."""
    discounted = build.hit(ROW, status=HitStatus.DISCOUNTED)
    result = applied(ROW, discounted, by=(build.decision(ROW),))
    assert result.outcome is Outcome.CLEAR
    assert result.discounted == ()
    assert [h.status for h in result.decided] == [HitStatus.DECIDED]


CHANGES = {
    "expired on 2026-11-22": (
        ROW, ENTRY, {"expires": build.TODAY - timedelta(days=1)},
    ),
    "still to come": (ROW, ENTRY, {"decided_on": build.TODAY + timedelta(days=1)}),
    "the counterparty changed: birth dates": (
        replace(ROW, birth_dates=(build.born(1955),)), ENTRY, {},
    ),
    "the counterparty changed: names": (replace(ROW, names=(QueryName("Ri Il"),)), ENTRY, {}),
    "ofac-sdn:1 changed: names": (
        ROW, build.entry("ofac-sdn:1", "RI, Yong Gil", "Yong Gil Ri Jr"), {},
    ),
    "ofac-sdn:1 changed: programmes": (
        ROW, build.entry(designations=(build.designation(), build.designation("NPWMD"))), {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", CHANGES)
def test_a_decision_lapses_and_says_why(words: str) -> None:
    """The hit is open again; hit and notes name the reason, with the field that changed."""
    row, entry, changes = CHANGES[words]
    decision = build.decision(ROW, **changes)
    result = applied(row, build.hit(row, entry), by=(decision,))
    assert result.outcome is Outcome.HIT
    assert result.decided == ()
    assert result.hits[0].status is HitStatus.OPEN
    assert words in (result.hits[0].decision or "")
    assert words in notes(row, build.hit(row, entry), by=(decision,))
    assert "lapsed" in (result.hits[0].decision or "")


def test_the_last_day_is_in_force() -> None:
    """A decision that expires today still applies today."""
    decision = build.decision(ROW, expires=build.TODAY)
    assert applied(ROW, build.hit(ROW), by=(decision,)).outcome is Outcome.CLEAR_BY_DECISION


def test_a_true_match_is_always_a_hit() -> None:
    """Neither its expiry nor a false positive on the same pair sets it aside."""
    true = build.decision(ROW, id="d-2", judgement=Judgement.TRUE_MATCH)
    old = replace(true, expires=build.TODAY - timedelta(days=9))
    for each in (true, old):
        for others in ((), (build.decision(ROW),)):
            result = applied(ROW, build.hit(ROW), by=(*others, each))
            assert result.outcome is Outcome.HIT
            assert "true-match" in (result.hits[0].decision or "")
    assert "to be reviewed: expired" in (
        applied(ROW, build.hit(ROW), by=(old,)).hits[0].decision or ""
    )


def test_a_licence_lasts_until_its_own_expiry() -> None:
    """The earlier of the two dates ends it."""
    licence = Licence("DPRK-2026-1", build.TODAY)
    decision = build.decision(ROW, judgement=Judgement.LICENSED, licence=licence)
    result = applied(ROW, build.hit(ROW), by=(decision,))
    assert result.outcome is Outcome.CLEAR_BY_DECISION
    assert "licence DPRK-2026-1" in (result.decided[0].decision or "")
    late = applied(ROW, build.hit(ROW), by=(decision,), today=build.TODAY + timedelta(days=1))
    assert late.outcome is Outcome.HIT
    assert "licence DPRK-2026-1 expired" in (late.hits[0].decision or "")


def test_a_new_list_reopens() -> None:
    """A party that is now on a second list is more than what was judged; one that left a list
    is not."""
    second = build.entry("un-sc:7")
    both = build.hit(ROW, ENTRY, second)
    result = applied(ROW, both, by=(build.decision(ROW),))
    assert result.outcome is Outcome.HIT
    assert "un-sc:7 is new to this party" in (result.hits[0].decision or "")
    on_both = build.decision(ROW, ENTRY, second)
    assert applied(ROW, both, by=(on_both,)).outcome is Outcome.CLEAR_BY_DECISION
    assert applied(ROW, build.hit(ROW), by=(on_both,)).outcome is Outcome.CLEAR_BY_DECISION


def test_a_renumbered_entry_is_followed() -> None:
    """Through a linked entry, or the id that the new one refers to; not if it changed as well."""
    linked = build.entry("un-sc:7")
    decision = build.decision(ROW, ENTRY, linked)
    renumbered = replace(ENTRY, listed_id="ofac-sdn:999")
    through = build.hit(ROW, renumbered, linked)
    assert applied(ROW, through, by=(decision,)).outcome is Outcome.CLEAR_BY_DECISION
    merged = replace(renumbered, references=("ofac-sdn:1",))
    alone = build.decision(ROW)
    assert applied(ROW, build.hit(ROW, merged), by=(alone,)).outcome is Outcome.CLEAR_BY_DECISION
    assert applied(ROW, build.hit(ROW, renumbered), by=(alone,)).outcome is Outcome.HIT
    changed = replace(merged, names=(*merged.names, ListedName("Ri Il", NameType.STRONG)))
    result = applied(ROW, build.hit(ROW, changed), by=(alone,))
    assert result.outcome is Outcome.HIT
    assert "ofac-sdn:999 (judged as ofac-sdn:1) changed: names" in (result.hits[0].decision or "")


def test_a_row_without_an_id_goes_by_its_fingerprint() -> None:
    """The same data is the same row; anything else, or an id, is another."""
    row = replace(ROW, id=None)
    decision = build.decision(row)
    assert applied(row, build.hit(row), by=(decision,)).outcome is Outcome.CLEAR_BY_DECISION
    for other in (ROW, replace(row, birth_dates=())):
        assert applied(other, build.hit(other), by=(decision,)).outcome is Outcome.HIT
    assert applied(row, build.hit(row), by=(build.decision(ROW),)).outcome is Outcome.HIT


def test_a_renewed_decision_silences_the_old_one() -> None:
    """An expired decision with a newer one on its pair is history, and not reported."""
    old = build.decision(ROW, id="d-0", expires=date(2026, 7, 1))
    assert notes(ROW, build.hit(ROW), by=(old, build.decision(ROW))) == ""
    assert "d-0" in notes(ROW, build.hit(ROW), by=(old,))


def test_decisions_that_match_nothing_are_named_with_the_reason() -> None:
    """No such row, no such hit, and no such list are told apart."""
    away = build.decision(build.row(8), id="d-8")
    elsewhere = build.decision(ROW, build.entry("eu-fsf:1"), id="d-9")
    assert "d-1" in notes(ROW, by=(build.decision(ROW),))
    assert "no such hit" in notes(ROW, by=(build.decision(ROW),))
    assert "no such row" in notes(ROW, by=(away,))
    assert "none of its lists" in notes(ROW, by=(elsewhere,))
    many = tuple(build.decision(build.row(n), id=f"d-{n}") for n in range(50, 90))
    assert "20 more decisions match nothing" in notes(ROW, by=many)


def test_a_row_that_was_not_screened_stays_so() -> None:
    """A decision clears no row that could not be read."""
    rejected = RejectedRow(1, 2, "V-1", "", "the name is empty")
    outcome = RowOutcome(1, 2, "V-1", "", Outcome.NOT_SCREENED, rejected.reason)
    assert Decider((build.decision(ROW),), build.TODAY).apply(rejected, outcome) == outcome


def test_decided_hits_use_up_no_place() -> None:
    """With room for one hit, the one that is left is shown, not cut away by those set aside."""
    new = build.hit(ROW, build.entry("ofac-sdn:2"), score=71.0)
    result = kept(applied(ROW, build.hit(ROW), new, by=(build.decision(ROW),)), 1)
    assert [h.listed_id for h in result.hits] == ["ofac-sdn:2"]


def test_known_hits_use_up_no_place() -> None:
    """Where not all can be kept, hits that no baseline has go first, in their own order."""
    entries = [build.entry(f"ofac-sdn:{n}") for n in range(4)]
    outcome = build.outcome(ROW, *(build.hit(ROW, each) for each in entries))
    result = kept(outcome, 2, lambda _, hit: hit.listed_id != "ofac-sdn:3")
    assert [h.listed_id for h in result.hits] == ["ofac-sdn:0", "ofac-sdn:3"]


def _random_row(random: random.Random, number: int) -> Counterparty:
    names = ("Yong Gil Ri", "Ri Yong Gil", "Yong Gil Lee", "Ri Il")
    return build.row(
        number,
        random.choice(names),
        id=random.choice((None, "V-1", "V-2", "v-1")),
        birth_dates=random.choice(((), (build.born(1970),), (build.born(1955),))),
        countries=random.choice(((), ("KP",), ("KR",))),
    )


def _random_entry(random: random.Random) -> ListedParty:
    return build.entry(
        random.choice(("ofac-sdn:1", "ofac-sdn:2", "un-sc:1")),
        random.choice(("RI, Yong Gil", "Ri Il")),
        birth_dates=random.choice(((), (build.born(1955),))),
        designations=(build.designation(random.choice(("DPRK2", "NPWMD"))),),
        references=random.choice(((), ("ofac-sdn:1",), ("un-sc:1",))),
    )


@pytest.mark.parametrize("seed", range(20))
def test_a_decision_never_reaches_another_row_or_party(seed: int) -> None:
    """Over random rows and parties, a hit is set aside only where id, every judged field of the
    row, and every entry are as they were judged."""
    source = random.Random(seed)
    decided = 0
    for number in range(200):
        judged, row = _random_row(source, 1), _random_row(source, number)
        before = tuple(_random_entry(source) for _ in range(source.randint(1, 2)))
        now = tuple(_random_entry(source) for _ in range(source.randint(1, 2)))
        # Half of the time one side is the same, or else hardly any decision would apply.
        row = source.choice((row, replace(judged, row=number)))
        now = source.choice((now, before))
        result = applied(row, build.hit(row, *now), by=(build.decision(judged, *before),))
        if result.outcome is not Outcome.CLEAR_BY_DECISION:
            continue
        decided += 1
        assert row.id == judged.id
        assert (row.birth_dates, row.countries) == (judged.birth_dates, judged.countries)
        assert sorted(row.query.split()) == sorted(judged.query.split())
        kinds = {(e.list_id, e.names, e.birth_dates, e.designations) for e in before}
        assert {(e.list_id, e.names, e.birth_dates, e.designations) for e in now} <= kinds
        ids = {e.listed_id for e in before}
        assert any(e.listed_id in ids or ids & set(e.references) for e in now)
    assert decided
