"""What a run reads stays the same until its end, or the run is not complete."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from list_builders import un_list
from pipeline_builders import LIST, VENDORS, Pipeline

from sanctionscreen.cli import running


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Has something happen after the last row of the next run, before its end is noted."""
    start = running.now()

    def arrange(action: Callable[[], None], back: timedelta = timedelta(0)) -> None:
        calls = 0

        def now() -> object:
            nonlocal calls
            calls += 1
            if calls == 2:
                action()
                return start - back
            return start

        monkeypatch.setattr(running, "now", now)

    return arrange


def _remove_snapshot(folder: Path) -> None:
    shutil.rmtree(next((folder / "lists").glob("un-sc/2*")))


HAPPENINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a list is removed": (lambda f: (f / "team.yml").unlink(), "team.yml: is gone since"),
    "a stored list is removed": (_remove_snapshot, "is gone since"),
    "a list is edited": (
        lambda f: (f / "team.yml").write_text(LIST + "# edited\n", encoding="utf-8"),
        "team.yml: changed during the run",
    ),
    "rows are added": (
        lambda f: (f / "vendors.csv").write_text(VENDORS + "V4,Ri Yong Gil,\n", encoding="utf-8"),
        "vendors.csv: changed during the run",
    ),
    "a decision is added": (
        lambda f: (f / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8"),
        "decisions.yaml: changed during the run",
    ),
}


@pytest.mark.parametrize("name", HAPPENINGS)
@pytest.mark.parametrize("is_hit", [True, False])
def test_what_changes_during_the_run_is_found(
    pipeline: Pipeline, meanwhile: Callable[..., None], name: str, is_hit: bool
) -> None:
    """Never 0, never a report or evidence of it: 3, or 1 where there was a hit, and the file is
    named."""
    action, words = HAPPENINGS[name]
    (pipeline.folder / "un.xml").write_bytes(un_list(40))
    pipeline.cli("lists", "import", "un.xml", "--store", "lists")
    if not is_hit:
        pipeline.write("vendors.csv", "name\nNordlys Fiskeri AS\n")
    run = ("--store", "lists", "--lists", "un-sc", "--add-lists", "team.yml", "--evidence", "e.txt")
    assert pipeline.gate(*run).code == int(is_hit)
    for path in (pipeline.report, pipeline.folder / "e.txt"):
        path.unlink()

    meanwhile(lambda: action(pipeline.folder) and None)
    ended = pipeline.gate(*run)
    assert ended.code == (1 if is_hit else 3)
    assert "INCOMPLETE" in ended.verdict
    assert words in ended.verdict
    assert "no output file was written" in ended.err
    assert not pipeline.report.exists()
    assert not (pipeline.folder / "e.txt").exists()


def test_a_clock_set_back_during_the_run_is_found(
    pipeline: Pipeline, meanwhile: Callable[..., None]
) -> None:
    """A run that ends before it began is not complete; a correction by seconds is nothing."""
    pipeline.write("vendors.csv", "name\nNordlys Fiskeri AS\n")
    meanwhile(lambda: None, timedelta(seconds=5))
    assert pipeline.gate("--evidence", "e.txt").code == 0
    meanwhile(lambda: None, timedelta(hours=2))
    ended = pipeline.gate("--evidence", "e.txt")
    assert ended.code == 3
    assert "the clock was set back during the run" in ended.verdict


@pytest.mark.parametrize(
    ("days", "code", "words"),
    [
        (-400, 1, "check the clock"),
        (-30, 1, "check the clock"),
        (-1, 1, "which is still to come"),
        (1, 0, "CLEAR"),
        (30, 3, "is 33 days old"),
        (400, 1, "expired on 2027-05-31"),
    ],
)
def test_a_wrong_clock_opens_no_gate(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, days: int, code: int, words: str
) -> None:
    """Back: lists and decisions are of the future; forward: lists are stale, decisions expire."""
    pipeline.write("vendors.csv", "id,name\nV1,Dragomir Zelenka\n")
    (pipeline.folder / "un.xml").write_bytes(un_list(40))
    pipeline.cli("lists", "import", "un.xml", "--store", "lists")
    run = ("--store", "lists", "--lists", "un-sc", "--add-lists", "team.yml")
    pipeline.gate(*run)
    pipeline.decide(1)
    assert pipeline.gate(*run).code == 0
    moment = running.now() + timedelta(days=days)
    monkeypatch.setattr(running, "now", lambda: moment)
    ended = pipeline.gate(*run)
    assert ended.code == code
    assert words in ended.err


def test_a_list_of_ones_own_is_not_of_the_future(pipeline: Pipeline) -> None:
    """Own lists have no maximum age, and yet show a clock that is wrong; 0 otherwise."""
    pipeline.write("vendors.csv", "name\nNordlys Fiskeri AS\n")
    assert pipeline.gate().code == 0
    pipeline.write("team.yml", LIST.replace("2026-11-01", "2026-12-24"))
    ended = pipeline.gate()
    assert ended.code == 3
    assert "team-list is dated 31 days after today: check the clock" in ended.verdict
