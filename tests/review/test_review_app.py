"""The review driven by keys, without a terminal: what is pressed is what the file holds."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import review_builders as build
from textual.pilot import Pilot
from textual.widgets import Static

from sanctionscreen.cli.review import open_review
from sanctionscreen.decisions.decision import Decision
from sanctionscreen.decisions.reading import load_decisions
from sanctionscreen.errors import UsageError
from sanctionscreen.review.app import ReviewApp

KEYS = {"false-positive": "f", "true-match": "t", "licensed": "l"}
EXPIRES = "2027-06-30"


@dataclass
class Session:
    """A review in a folder, with the keys of its forms."""

    folder: Path
    size: tuple[int, int] = (120, 40)
    apps: list[ReviewApp] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "decisions.yaml"

    def run(self, drive: Callable[[Pilot[Any], ReviewApp], Awaitable[None]]) -> ReviewApp:
        """Opens the review, drives it and leaves it where the driver left it."""
        app = open_review(
            self.folder / "report.json", self.file, build.TODAY,
            reviewer="A. Able", expires=EXPIRES,
        )  # fmt: skip

        async def session() -> None:
            async with app.run_test(size=self.size) as pilot:
                await pilot.pause()
                await drive(pilot, app)

        asyncio.run(session())
        return app

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return load_decisions(self.file).all if self.file.exists() else ()


async def fill(pilot: Pilot[Any], name: str, text: str) -> None:
    """Types a text into a field of the form."""
    field_ = pilot.app.screen.query_one(f"#{name}")
    field_.focus()
    await pilot.pause()
    await pilot.press("end", "ctrl+u", *("space" if c == " " else c for c in text))


async def judge(pilot: Pilot[Any], judgement: str, reason: str) -> None:
    """Judges the hit shown by keys."""
    await pilot.press(KEYS[judgement])
    await pilot.pause()
    await fill(pilot, "reason", reason)
    if judgement == "licensed":
        await fill(pilot, "licence", "GL 8K")
        await fill(pilot, "licence_expires", "2027-01-31")
    await pilot.press("enter")
    await pilot.pause()


def shown(app: ReviewApp) -> str:
    """What the hit's panel holds, as plain text."""
    from rich.console import Console

    console = Console(width=100, record=True, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    console.print(app.query_one("#hit", Static).content)
    console.file.close()
    return console.export_text()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A review of eight hits."""
    build.queue_of(tmp_path / "report.json", 8)
    return Session(tmp_path)


def test_the_decisions_written_are_the_decisions_made(session: Session) -> None:
    """A whole queue is worked through with every key; the file holds just that, in that order."""
    wanted = [
        (1, "false-positive", "another birth year"),
        (3, "true-match", "same passport"),
        (4, "licensed", "wind down"),
        (5, "false-positive", "a company"),
        (6, "false-positive", "another city"),
        (7, "true-match", "admitted"),
        (8, "false-positive", "other kind"),
        (2, "licensed", "humanitarian"),
    ]

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        for row, judgement, reason in wanted:
            while app.progress.current is not None and app.progress.current.row.row != row:
                await pilot.press("s")
                await pilot.pause()
            await judge(pilot, judgement, reason)
            assert [d.reason for d in session.decisions][-1] == reason, "on disk at once"
        assert app.progress.current is None
        assert "Nothing is left" in str(app.query_one("#hit", Static).content)

    session.run(drive)
    made = [
        (int(str(d.counterparty_id)[2:]), str(d.judgement), d.reason) for d in session.decisions
    ]
    assert made == wanted
    for decision in session.decisions:
        assert (decision.reviewer, str(decision.expires)) == ("A. Able", EXPIRES)
        assert decision.decided_on == build.TODAY
        is_licensed = decision.judgement == "licensed"
        assert (decision.licence is not None) is is_licensed
        if decision.licence is not None:
            assert decision.licence.number == "GL 8K"
            assert decision.licence.expires == date(2027, 1, 31)


def test_what_was_decided_does_not_come_again(session: Session) -> None:
    """A second session over the same report shows only what the first left."""

    async def first(pilot: Pilot[Any], _app: ReviewApp) -> None:
        for _ in range(3):
            await judge(pilot, "false-positive", "other")

    session.run(first)

    async def second(pilot: Pilot[Any], app: ReviewApp) -> None:
        assert len(app.progress.queue) == 5
        await judge(pilot, "true-match", "the same")

    session.run(second)
    assert [d.judgement.value for d in session.decisions] == ["false-positive"] * 3 + ["true-match"]


def test_undo_takes_the_decision_out_of_the_file(session: Session) -> None:
    """The file is byte for byte what it was, down to not being there."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        await judge(pilot, "false-positive", "first")
        before = session.file.read_bytes()
        await judge(pilot, "false-positive", "second")
        await pilot.press("u")
        await pilot.pause()
        assert session.file.read_bytes() == before
        assert app.progress.current is not None
        assert app.progress.current.row.row == 2
        await pilot.press("u")
        await pilot.pause()
        assert not session.file.exists()
        await pilot.press("u")
        await judge(pilot, "true-match", "third")

    session.run(drive)
    assert [(d.reason, d.counterparty_id) for d in session.decisions] == [("third", "V-1")]


def test_a_form_refuses_what_cannot_be_recorded(session: Session) -> None:
    """No reason, no such day, a day gone by, one person twice: it says so, and nothing is made."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("enter")
        problem = app.screen.query_one("#form-problem", Static)
        assert "Reason" in str(problem.content)
        await fill(pilot, "reason", "other")
        for day in ("2027-02-30", "2026-11-23", "2127-01-01", "soon"):
            await fill(pilot, "expires", day)
            await pilot.press("enter")
            await pilot.pause()
            assert "Last day" in str(problem.content), day
        await fill(pilot, "expires", EXPIRES)
        await fill(pilot, "second_reviewer", "a. able")
        await pilot.press("enter")
        await pilot.pause()
        assert "another person" in str(problem.content)
        await pilot.press("escape")
        await pilot.pause()
        assert app.progress.decided == ()

    session.run(drive)
    assert session.decisions == ()


def test_answers_are_filled_in_as_last_time(session: Session) -> None:
    """Reviewer, expiry and the reason of the same judgement stand in the next form."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        await judge(pilot, "false-positive", "another person")
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.progress.decided) == 2

    session.run(drive)
    assert [d.reason for d in session.decisions] == ["another person"] * 2


def test_another_person_with_the_same_file_loses_nothing(session: Session) -> None:
    """A decision added by somebody else meanwhile stays, and one on the same pair is refused."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        await judge(pilot, "false-positive", "mine")
        elsewhere = open_review(session.folder / "report.json", session.file, build.TODAY)
        other = elsewhere.progress.queue[0]
        answers = app.progress.decided[0][1]
        from sanctionscreen.decisions.drafting import Answers

        elsewhere._recorder.add(
            other.drafted(
                Answers(answers.judgement, "theirs", "B. Baker", answers.expires), build.TODAY
            ),
            build.TODAY,
        )
        await judge(pilot, "true-match", "mine too")
        assert len(app.progress.decided) == 1, "the pair was decided elsewhere"
        await pilot.press("s")
        await judge(pilot, "true-match", "and the next")

    session.run(drive)
    assert [d.reason for d in session.decisions] == ["mine", "theirs", "and the next"]


def test_a_full_disk_leaves_the_hit_undecided(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written is not counted as decided, and the reviewer is told."""

    def refuse(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        monkeypatch.setattr(os, "fsync", refuse)
        await judge(pilot, "false-positive", "other")
        monkeypatch.undo()
        assert app.progress.decided == ()
        await judge(pilot, "false-positive", "other")

    session.run(drive)
    assert len(session.decisions) == 1
    assert {path.name for path in session.folder.iterdir()} == {"report.json", "decisions.yaml"}


def test_keys_go_through_the_queue(session: Session) -> None:
    """Letters, the space bar and the arrows skip and go back; up and down scroll the hit."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        places = []
        for key in ("s", "space", "right", "b", "left", "down", "pagedown"):
            await pilot.press(key)
            await pilot.pause()
            places.append(app.progress.place)
        assert places == [1, 2, 3, 2, 1, 1, 1]

    session.run(drive)


def test_search_and_help_by_keys(session: Session) -> None:
    """/ walks what is found, Escape brings all back, ? shows every key."""

    async def drive(pilot: Pilot[Any], app: ReviewApp) -> None:
        await pilot.press("slash", *"v-7", "enter")
        await pilot.pause()
        assert app.progress.left == (6,)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.progress.left) == 8
        await pilot.press("question_mark")
        await pilot.pause()
        assert type(app.screen).__name__ == "Help"
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1

    session.run(drive)


def test_the_panel_has_both_records_and_a_waterfall_that_adds_up(session: Session) -> None:
    """Fields, marks, programme, effect, every reason and the total are on the screen."""

    async def drive(_pilot: Pilot[Any], app: ReviewApp) -> None:
        text = shown(app)
        for part in ("Yong Gil Ri", "RI, Yoong Gil", "1970", "1955", "conflicts", "agrees",
                     "asset freeze (blocking)", "DPRK2", "one letter differs", "+14.06",
                     "row 1, line 2, id V-1"):  # fmt: skip
            assert part in text, part
        total = sum(e.weight for e in build.EVIDENCE) / 64
        assert f"{total:+.2f}" in text.splitlines()[-1]

    session.run(drive)


@pytest.mark.parametrize("name", ["[red]x[/red]", "\x1b[31mred", "a\u202eb", "<img src=x>"])
def test_no_name_steers_the_screen(tmp_path: Path, name: str) -> None:
    """Markup stays text, and control characters are shown as escapes."""
    query = build.row(1, name)
    outcome = build.outcome(query, build.hit(query, matched_name=name, entries=(
        build.entry(name=name),)))  # fmt: skip
    build.report(tmp_path / "report.json", outcome)

    async def drive(_pilot: Pilot[Any], app: ReviewApp) -> None:
        text = shown(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        if name.isprintable():
            assert name in text

    Session(tmp_path).run(drive)


def test_it_fits_a_terminal_of_80_columns(tmp_path: Path) -> None:
    """Without room beside the hit the queue is left out, and the hit is there in full."""
    build.queue_of(tmp_path / "report.json", 3)

    async def drive(_pilot: Pilot[Any], app: ReviewApp) -> None:
        assert not app.query_one("#queue").display
        assert app.query_one("#hit").size.width <= 80

    Session(tmp_path, size=(80, 24)).run(drive)


@pytest.mark.skipif(os.name == "nt", reason="a hang-up is sent as a signal here")
def test_a_session_that_is_cut_off_loses_nothing(tmp_path: Path) -> None:
    """Killed in the middle, as when SSH breaks, every decision made is in the file, whole."""
    build.queue_of(tmp_path / "report.json", 40)
    script = f"""
import asyncio, os, signal
from datetime import date
from pathlib import Path
from sanctionscreen.cli.review import open_review
folder = Path({str(tmp_path)!r})
app = open_review(folder / "report.json", folder / "decisions.yaml", date(2026, 11, 24),
                  reviewer="A", expires="2027-01-01")
async def go():
    async with app.run_test() as pilot:
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("x", "enter")
        for count in range(1, 40):
            await pilot.pause()
            print(len(app.progress.decided), flush=True)
            if count == 25:
                os.kill(os.getpid(), signal.SIGKILL)
            await pilot.press("f", "enter")
asyncio.run(go())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    made = int(done.stdout.split()[-1])
    assert made >= 20
    assert len(load_decisions(tmp_path / "decisions.yaml").all) == made


def test_a_last_day_that_cannot_be_is_refused_before_the_screen(session: Session) -> None:
    """What would fail at every hit fails at the start, as a usage error."""
    with pytest.raises(UsageError, match="not within"):
        open_review(session.folder / "report.json", session.file, build.TODAY, expires="2020-01-01")
