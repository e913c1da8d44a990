"""What goes into logs of a pipeline: rows and ids, no names, unless they were asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_builders as build
from test_report_contract import mixed_outcomes, render

from sanctionscreen.model import Band, HitStatus, Measure, NameType, Outcome, RowOutcome
from sanctionscreen.model.listed import ListedName
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import Level, findings_of, level_of
from sanctionscreen.report.registry import by_name

CI_FORMATS = pytest.mark.parametrize("name", ["sarif", "junit", "github", "markdown"])
SECRET, LISTED, ALIAS = "Zweifelhaft Trading", "PUBLISHED NAME LTD", "PUBLISHED ALIAS"


def secretive() -> tuple[RowOutcome, ...]:
    """Every outcome, with names, evidence and a reason that give the row away."""
    entry = build.party(LISTED, "own-list:7", names=(ListedName(LISTED, NameType.PRIMARY),))
    hit = build.hit(1, query=SECRET, matched_name=ALIAS, entries=(entry,))
    evidence = tuple(
        replace(e, query_value="zweifelhaft", listed_value="deckname") for e in hit.evidence
    )
    hit = replace(hit, evidence=evidence)
    discounted = replace(hit, row=2, line=3, status=HitStatus.DISCOUNTED)
    decided = replace(hit, row=3, line=4, status=HitStatus.DECIDED, decision=f"not {SECRET}")
    reason = f"the name is a placeholder: '{SECRET}'"
    return (
        build.outcome(1, hit, query=SECRET, warnings=(f"odd name {SECRET}",)),
        build.outcome(2, query=SECRET, discounted=(discounted,)),
        build.outcome(3, query=SECRET, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,)),
        build.not_screened(4, reason, query=SECRET),
        build.outcome(5, query=SECRET),
    )


@CI_FORMATS
def test_no_name_is_shown_unless_asked_for(name: str) -> None:
    """Row, line, id and listed id are there; the names of either side are not."""
    shown = render(by_name(name), secretive())
    hidden = render(by_name(name), secretive(), RenderOptions())
    for word in (SECRET, LISTED, ALIAS, "zweifelhaft", "deckname"):
        assert word not in hidden
    for word in ("own-list:7", "V-1", "V-4", "88.5", "the name is a placeholder", "one letter"):
        assert word in hidden, word
    assert SECRET in shown
    assert LISTED in shown


@CI_FORMATS
def test_a_decided_hit_is_shown_as_decided(name: str) -> None:
    """What a decision suppresses stays in the record, under its own word."""
    text = render(by_name(name), secretive(), RenderOptions())
    assert "decided match" in text


def test_a_clear_row_is_no_finding() -> None:
    """Of a clear row nothing is told; of the others one finding a hit or row."""
    found = [list(findings_of(outcome)) for outcome in secretive()]
    assert [len(each) for each in found] == [1, 1, 1, 1, 0]
    assert found[3][0].rule == "not-screened"


@pytest.mark.parametrize(
    ("band", "measure", "status", "level"),
    [
        (Band.EXACT, Measure.ASSET_FREEZE, HitStatus.OPEN, Level.ERROR),
        (Band.STRONG, Measure.ASSET_FREEZE, HitStatus.OPEN, Level.ERROR),
        (Band.STRONG, Measure.INVESTMENT_RESTRICTION, HitStatus.OPEN, Level.WARNING),
        (Band.POSSIBLE, Measure.ASSET_FREEZE, HitStatus.OPEN, Level.WARNING),
        (Band.WEAK, Measure.ASSET_FREEZE, HitStatus.OPEN, Level.NOTE),
        (Band.EXACT, Measure.ASSET_FREEZE, HitStatus.DECIDED, Level.NOTE),
        (Band.STRONG, Measure.ASSET_FREEZE, HitStatus.DISCOUNTED, Level.NOTE),
    ],
)
def test_the_level_goes_by_band_and_effect(
    band: Band, measure: Measure, status: HitStatus, level: Level
) -> None:
    """Only a sure hit on a freeze is an error; what waits for nobody is a note."""
    entry = build.party(designations=(build.designation(measures=(measure,)),))
    assert level_of(build.hit(1, band=band, status=status, entries=(entry,))) is level


def test_the_rule_is_the_programme_that_freezes() -> None:
    """Of several programmes the one with the gravest effect names the finding."""
    freeze = build.designation(programme="DPRK2", measures=(Measure.ASSET_FREEZE,))
    entry = build.party(designations=(build.designation(), freeze))
    (finding,) = findings_of(build.outcome(1, build.hit(1, entries=(entry,))))
    assert finding.rule == "DPRK2"
    assert finding.level is Level.ERROR


def test_an_unregistered_programme_keeps_its_own_spelling() -> None:
    """A programme that the register does not have is a rule all the same."""
    entry = build.party(
        designations=(build.designation(programme=None, programme_as_published="X"),)
    )
    (finding,) = findings_of(build.outcome(1, build.hit(1, entries=(entry,))))
    assert finding.rule == "X"


@CI_FORMATS
def test_each_row_is_named_with_its_own_input(name: str) -> None:
    """Rows of a second file are not taken for lines of the first."""
    run = build.run(inputs=("first.csv sha256:aa", "second.csv sha256:bb"))
    outcomes = tuple(replace(o, source=1) for o in mixed_outcomes())
    text = render(by_name(name), outcomes, run=run)
    assert "second.csv" in text
    assert "first.csv" not in text
    assert "sha256:aa" not in text
