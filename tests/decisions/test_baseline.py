"""Baselines: what a gate already knew, and reports that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import decision_builders as build
import pytest

from sanctionscreen.decisions.baseline import Baseline
from sanctionscreen.decisions.fingerprints import row_fingerprint
from sanctionscreen.decisions.report_file import read_report
from sanctionscreen.errors import UsageError
from sanctionscreen.gate import Tallier, judge
from sanctionscreen.model import (
    Band,
    Hit,
    HitStatus,
    ListCounts,
    ListRef,
    ListUse,
    Measure,
    RowOutcome,
    RunInfo,
)
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.json_object import JsonRenderer
from sanctionscreen.settings import GatePolicy, GateRule

ROW = build.row()
STRONG = GatePolicy((GateRule(Band.STRONG),))


def run(*lists: str, **changes: object) -> RunInfo:
    """A run over these lists."""
    refs = [ListRef(each, each, "a", None, None, None, "0", ListCounts(1, 1, 0)) for each in lists]
    made = RunInfo("r", "1", (), "s", 70.0, None, (), tuple(ListUse(ref, None) for ref in refs))
    return replace(made, **changes)  # type: ignore[arg-type]


def judged(*hits: Hit, row: Any = ROW) -> RowOutcome:
    """The outcome of a row, with its fingerprint."""
    return replace(build.outcome(row, *hits), judged=row_fingerprint(row))


def report_of(*outcomes: RowOutcome, run_: RunInfo | None = None) -> bytes:
    """A report as the program writes it."""
    rendering = JsonRenderer().open(run_ or run("ofac-sdn"), RenderOptions())
    tallier = Tallier()
    text = ""
    for outcome in outcomes:
        tallier.add(outcome)
        text += str(rendering.add(outcome))
    return (text + str(rendering.close(judge(tallier.tally)))).encode()


def baseline(*outcomes: RowOutcome, policy: GatePolicy | None = None) -> Baseline:
    """The baseline of a report with these outcomes."""
    return Baseline(read_report(report_of(*outcomes), "r.json"), policy or GatePolicy())


HIT = build.hit(ROW)
KNOWN: dict[str, Hit] = {
    "the same": HIT,
    "in a lower band": replace(HIT, band=Band.POSSIBLE, score=75.0),
    "with a new alias": build.hit(ROW, build.entry("ofac-sdn:1", "RI, Yong Gil", "Ri Il")),
}
NEW: dict[str, Hit] = {
    "another party": build.hit(ROW, build.entry("ofac-sdn:2")),
    "on one more list": build.hit(ROW, build.entry(), build.entry("un-sc:1")),
    "in a higher band": replace(HIT, band=Band.EXACT, score=99.0),
    "under one more programme": build.hit(
        ROW, build.entry(designations=(build.designation(), build.designation("NPWMD")))
    ),
    "under another measure": build.hit(
        ROW, build.entry(designations=(build.designation("DPRK2", Measure.ENTRY_BAN),))
    ),
}


@pytest.mark.parametrize("what", [*KNOWN, *NEW])
def test_a_hit_is_known_or_new(what: str) -> None:
    """Known is the same hit, or less of one; whatever adds to it makes it new."""
    before = baseline(judged(HIT))
    hit = (KNOWN | NEW)[what]
    assert before.is_known(judged(hit), hit) is (what in KNOWN)


@pytest.mark.parametrize(
    "row",
    [build.row(2), replace(ROW, birth_dates=()), replace(ROW, id=None)],
    ids=["another id", "another birth date", "no id"],
)
def test_another_row_is_not_known(row: Any) -> None:
    """The same party as a hit of another row, or of a row that changed, is new."""
    hit = build.hit(row)
    assert not baseline(judged(HIT)).is_known(judged(hit, row=row), hit)


def test_a_hit_below_todays_gate_was_not_known_then() -> None:
    """A hit that the gate let pass in the baseline is new when it reaches the gate."""
    weak = replace(HIT, band=Band.STRONG, score=88.0)
    policy = GatePolicy((GateRule(score=90.0),))
    above = replace(weak, score=91.0)
    assert not baseline(judged(weak), policy=policy).is_known(judged(above), above)
    assert baseline(judged(above), policy=policy).is_known(judged(above), above)


def test_discounted_and_decided_hits_are_no_known_ones() -> None:
    """What was only discounted, or decided, is new as an open hit; discounted again it is not."""
    discounted = replace(HIT, status=HitStatus.DISCOUNTED)
    only_discounted = baseline(judged(discounted))
    assert not only_discounted.is_known(judged(HIT), HIT)
    assert only_discounted.is_known(judged(discounted), discounted)
    decided = replace(judged(), decided=(replace(HIT, status=HitStatus.DECIDED),))
    assert not baseline(decided).is_known(judged(HIT), HIT)


def test_the_gate_fails_on_new_hits_only() -> None:
    """Known hits are counted, and a new one beside them shuts the gate."""
    before = baseline(judged(HIT))
    for hits, code in (((HIT,), 0), ((HIT, NEW["another party"]), 1)):
        tallier = Tallier(GatePolicy(discounted=True), before.is_known)
        tallier.add(judged(*hits))
        verdict = judge(tallier.tally)
        assert (verdict.exit_code, verdict.tally.known_hits) == (code, 1 - code)
        assert verdict.tally.hits == 1
    tallier = Tallier(GatePolicy(discounted=True), before.is_known)
    tallier.add(judged(replace(NEW["another party"], status=HitStatus.DISCOUNTED)))
    assert judge(tallier.tally).exit_code == 1


def test_a_baseline_of_another_run_says_how() -> None:
    """Lists, threshold, settings, version and an incomplete run are compared."""
    there = run("ofac-sdn", "un-sc")
    before = Baseline(read_report(report_of(judged(HIT), run_=there), "r"), STRONG)
    assert before.differences(there) == ()
    other = run("ofac-sdn", "eu-fsf", threshold=80.0, tool_version="2")
    text = "\n".join(before.differences(other))
    for words in ("without eu-fsf", "with un-sc too", "threshold 70", "version 1"):
        assert words in text
    assert "other settings" in before.differences(replace(there, settings_digest="t"))[0]
    incomplete = Baseline(read_report(report_of(), "r"), STRONG)
    assert "INCOMPLETE" in incomplete.differences(run("ofac-sdn"))[0]


def _drop(*path: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


def _put(value: Any, *path: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


DAMAGE: dict[str, Callable[[Any], None]] = {
    "no verdict": _drop("verdict"),
    "a row less": _drop("outcomes", 0),
    "a hit less": _put([], "outcomes", 0, "hits"),
    "another schema": _put(99, "schema_version"),
    "no fingerprint": _put({}, "outcomes", 0, "judged"),
    "no entry": _put([], "outcomes", 0, "hits", 0, "entries"),
    "no entry's fingerprint": _drop("outcomes", 0, "hits", 0, "entries", 0, "fingerprint"),
    "a score in words": _put("high", "outcomes", 0, "hits", 0, "score"),
    "a score that is true": _put(True, "outcomes", 0, "hits", 0, "score"),
    "no such band": _put("huge", "outcomes", 0, "hits", 0, "band"),
    "row in words": _put("one", "outcomes", 0, "row"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_report_is_refused(what: str) -> None:
    """A report that is not whole is no baseline, and the error names the file."""
    data = json.loads(report_of(judged(HIT)))
    DAMAGE[what](data)
    with pytest.raises(UsageError) as caught:
        read_report(json.dumps(data).encode(), "r.json")
    assert (caught.value.exit_code, caught.value.path) == (2, "r.json")


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"{}", b"\xff\xfe", b"name\nRi\n", b'{"run": 1, "run": 2}', b"[" * 9999,
     report_of(judged(HIT))[:-30]],
)  # fmt: skip
def test_what_is_no_report_is_refused(data: bytes) -> None:
    """Another file, or half a report, ends in 2."""
    with pytest.raises(UsageError) as caught:
        read_report(data, "r.json")
    assert caught.value.exit_code == 2
