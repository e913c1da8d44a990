"""``review``: the undecided hits of a report, one after the other, at a terminal."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.deciding import decisions_path
from sanctionscreen.cli.decisions_file import DecisionsFile
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.judging import report_bytes
from sanctionscreen.cli.streams import say
from sanctionscreen.errors import UsageError
from sanctionscreen.report.plain import counted

if TYPE_CHECKING:
    from sanctionscreen.review.app import ReviewApp


def review(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT.json", help="A report of check, as JSON.")
    ],
    decisions: o.Decisions = None,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Fills in who decides.")
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Fills in the last day of a decision."),
    ] = None,
    discounted: Annotated[
        bool, typer.Option("--discounted", help="Show discounted hits too, after the others.")
    ] = False,
    settings: o.SettingsFile = None,
) -> int:
    """Decide on the hits of a report, one after the other, at a terminal.

    Both records stand side by side; a key judges, and the decision is in the decisions file before
    the next hit is shown. Press ? for the keys.

    Exit codes: 0 ended, 2 the report, the file or an option is not understood.
    """
    file = decisions_path(effective(settings, Given(decisions=decisions)).decisions)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review needs a terminal",
            hint="Use `sanctionscreen decisions add` in a script",
        )
    app = open_review(
        report, file, running.now().date(), reviewer=reviewer or "", expires=expires or "",
        with_discounted=discounted,
    )  # fmt: skip
    app.run()
    progress = app.progress
    left = len(progress.queue) - len(progress.decided)
    say(
        f"sanctionscreen: {counted(len(progress.decided), 'decision')} added to {file}, "
        f"{counted(left, 'hit')} left undecided"
    )
    return 0


def open_review(
    report: Path,
    decisions: Path,
    today: date,
    *,
    reviewer: str = "",
    expires: str = "",
    with_discounted: bool = False,
) -> ReviewApp:
    """The review of a report, ready to run.

    Args:
        today: Decisions are dated with it.
        reviewer, expires: Fill in the first form.

    Raises:
        UsageError: the report or the decisions file is not understood, or ``expires`` is no day
            that a decision can end on.
    """
    from sanctionscreen.decisions.drafting import read_last_day
    from sanctionscreen.decisions.report_file import read_report
    from sanctionscreen.review.app import Names, ReviewApp
    from sanctionscreen.review.forms import Defaults
    from sanctionscreen.review.progress import begin
    from sanctionscreen.review.queue import undecided

    if expires:
        read_last_day(expires, "expires", today)
    found = read_report(report_bytes(report), str(report))
    recorder = DecisionsFile(decisions)
    queue = undecided(found, recorder.all, today, with_discounted=with_discounted)
    names = Names(running.shown_path(str(report)), running.shown_path(str(decisions)))
    return ReviewApp(begin(queue), recorder, names, Defaults(reviewer, expires), today)
