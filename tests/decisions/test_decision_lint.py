"""The lint of decisions: what fails, and what is only announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import decision_builders as build

from sanctionscreen.decisions.decision import Decision, Judgement
from sanctionscreen.decisions.linting import lint

ROW = build.row()
FIRST = build.decision(ROW, line=3)
LISTS = ("ofac-sdn", "un-sc")


def found(*decisions: Decision) -> list[tuple[bool, str]]:
    """Each finding: whether it is an error, and its words."""
    return [(each.is_error, each.message) for each in lint(decisions, LISTS, build.TODAY)]


def test_a_sound_file_has_no_finding() -> None:
    """Two decisions on two parties of one row, in force for months."""
    assert found(FIRST, build.decision(ROW, build.entry("un-sc:2"), id="d-2")) == []


def test_a_second_decision_on_the_pair_is_an_error() -> None:
    """Also one that says the opposite; after an expired one it is a renewal."""
    same = replace(FIRST, id="d-2", line=9)
    assert found(FIRST, same) == [(True, "d-2: repeats d-1 at line 3")]
    opposite = replace(same, judgement=Judgement.TRUE_MATCH)
    assert found(FIRST, opposite) == [(True, "d-2: contradicts d-1 at line 3")]
    old = replace(FIRST, expires=build.TODAY - timedelta(days=1))
    assert found(old, same) == [(False, f"d-1: expired on {old.expires}")]


def test_expiry_is_announced() -> None:
    """From 30 days before."""
    soon = replace(FIRST, expires=build.TODAY + timedelta(days=30))
    assert found(soon) == [(False, f"d-1: expires on {soon.expires}, in 30 days")]
    assert found(replace(FIRST, expires=build.TODAY + timedelta(days=31))) == []


def test_an_unknown_list_and_a_future_date_are_errors() -> None:
    """Neither could ever apply."""
    assert found(build.decision(ROW, build.entry("ofac-snd:1"))) == [
        (True, "d-1: there is no list 'ofac-snd'")
    ]
    later = replace(FIRST, decided_on=build.TODAY + timedelta(days=1))
    assert [is_error for is_error, _ in found(later)] == [True]
