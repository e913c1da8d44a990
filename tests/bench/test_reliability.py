"""Faults on purpose, a few of each kind: none opens the gate. ``bench.reliability`` has many."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.reliability import faults, whole
from bench.reliability.__main__ import table
from bench.reliability.damaged_files import damaged_files, judge_rows
from bench.reliability.ending import Case, Ended, Result, rows_of
from bench.reliability.killing import killings
from bench.reliability.scene import Scene, build


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The repository that is broken."""
    with pytest.MonkeyPatch.context() as patch:
        # What the campaign sets for itself is put back for the tests after it.
        for name in ("SANCTIONSCREEN_CACHE", "SANCTIONSCREEN_STORE"):
            patch.setenv(name, "")
        yield build(tmp_path_factory.mktemp("scene"), 400)


def none_wrong(cases: Iterator[Case]) -> list[Case]:
    """All cases, after it is seen that none is wrong."""
    found = list(cases)
    assert [case for case in found if case.result is Result.WRONG] == []
    return found


def test_mutated_files_open_no_gate(scene: Scene) -> None:
    """Of 90 random changes each ends in 1, 2 or 3, or is seen to have changed nothing."""
    found = none_wrong(damaged_files(scene, 90, 1))
    assert {case.kind for case in found} >= {"settings mutated", "evidence mutated"}
    assert {Result.HIT, Result.USAGE, Result.INCOMPLETE} <= {case.result for case in found}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_killed_command_leaves_nothing_half_done(scene: Scene) -> None:
    """Two kills of each command: never 0 before its end, never half a file."""
    assert len(none_wrong(killings(scene, 2, 2))) == 6


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_report_that_cannot_be_written_is_3(scene: Scene) -> None:
    """Standard output on a full disk, in every form."""
    found = none_wrong(faults.full_streams(scene))
    assert {case.result for case in found} == {Result.INCOMPLETE}


@pytest.mark.skipif(sys.platform == "win32", reason="no disk can be made small")
def test_a_full_disk_leaves_all_files_or_none(scene: Scene) -> None:
    """With room for some of the output files there is none; with room for all there are all."""
    sound = whole.sound(scene.folder)
    found = none_wrong(faults.full_disks(scene, sound, (64, 16384)))
    checks = [case.result for case in found if case.kind == "disk full: check"]
    assert checks == [Result.INCOMPLETE, Result.SAME]


def test_broken_decisions_are_2(scene: Scene) -> None:
    """Missing, a folder, binary, deep: refused before anything is screened."""
    found = none_wrong(faults.broken_decisions(scene, random.Random(1)))
    assert {case.result for case in found} == {Result.USAGE}


def test_the_campaign_sees_a_lost_row(scene: Scene) -> None:
    """A report without a row that is in the file, or with another outcome, is wrong; so is 0
    where the line with the hit is still there. A tool that lost something would be found out."""
    data = scene.path("vendors.csv").read_bytes()
    ended = scene.gate("vendors.csv")
    assert judge_rows(ended, scene.with_hit, data, data)[0] is Result.HIT
    shorter = scene.gate("clear.csv")
    assert judge_rows(shorter, scene.with_hit, data, data) == (Result.WRONG, "V10 was lost")
    other = Ended(0, ended.out.replace(b'"clear"', b'"hit"', 1), ended.err)
    assert judge_rows(other, scene.with_hit, data, data)[0] is Result.WRONG
    for code, err in (
        (4, "sanctionscreen: x"),
        (3, "Traceback"),
        (2, "sanctionscreen: oh"),
        (3, ""),
    ):
        assert judge_rows(Ended(code, b"", err), scene.with_hit, data, data)[0] is Result.WRONG
    assert rows_of(ended.out).count == 12


def test_the_table_counts_every_case() -> None:
    """One line a kind of fault and one for all, with a column for each result."""
    cases = [Case("a", "", Result.HIT), Case("a", "", Result.WRONG), Case("b", "", Result.HIT)]
    lines = table(cases).splitlines()
    assert lines[2:] == [
        "| a | 2 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "| b | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "| all | 3 | 2 | 0 | 0 | 0 | 0 | 0 | 1 |",
    ]
