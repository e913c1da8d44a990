"""``decisions add``: a reviewer's judgement on a hit of a report, into the decisions file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.decisions_file import DecisionsFile
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.judging import report_bytes
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.decisions.decision import Judgement, Licence
from sanctionscreen.errors import UsageError

_T = TypeVar("_T")


def add(
    report: Annotated[
        Path, typer.Option(metavar="REPORT.json", help="A report of check, as JSON.")
    ],
    row: Annotated[int, typer.Option(metavar="N", help="Row of the report.")],
    listed: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Listed party, where the row has several hits."),
    ] = None,
    judgement: Annotated[Judgement | None, typer.Option(help="What the reviewer found.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    reviewer: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided.")] = None,
    expires: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Last day on which it is in force."),
    ] = None,
    second_reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who reviewed it as well.")
    ] = None,
    licence: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Licence of the authority, with 'licensed'."),
    ] = None,
    licence_expires: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Last day of the licence."),
    ] = None,
    decisions: o.Decisions = None,
    settings: o.SettingsFile = None,
) -> int:
    """Add a decision on one hit of a report to the decisions file.

    At a terminal it asks for what is missing. What stands in the file stays as it is.

    Exit codes: 0 added, 2 the report, the file or an option is not understood.
    """
    from sanctionscreen.decisions.drafting import (
        Answers,
        draft,
        find_hit,
        read_last_day,
        read_text,
    )
    from sanctionscreen.decisions.report_file import read_report

    path = decisions_path(effective(settings, Given(decisions=decisions)).decisions)
    today = running.now().date()
    found = read_report(report_bytes(report), str(report))
    judged, hit = find_hit(found, row, listed)
    say(f"sanctionscreen: row {row} {judged.query!r}, {hit.listed_ids[0]} {hit.listed_name!r}")
    chosen = _needed("judgement", judgement, Judgement)
    answers = Answers(
        chosen,
        _needed("reason", reason, read_text),
        _needed("reviewer", reviewer, read_text),
        _needed("expires", expires, lambda text: read_last_day(text, "expires", today)),
        None if second_reviewer is None else read_text(second_reviewer),
        _licence(chosen, licence, licence_expires, today),
    )
    decision = DecisionsFile(path).add(draft(judged, hit, answers, today), today)
    put(f"{decision.id}\n")
    flush()
    place = running.shown_path(str(path))
    say(f"sanctionscreen: {decision.judgement} added to {place} ({decision.pair})")
    return 0


def decisions_path(path: str | None) -> Path:
    """The file that a command adds to.

    Raises:
        UsageError: neither the command nor the settings name one.
    """
    if path is None:
        raise UsageError(
            "there is no decisions file to add to",
            field="decisions",
            hint="Name one with --decisions FILE, or in the settings",
        )
    return Path(path).resolve()


def _needed(name: str, given: str | None, read: Callable[[str], _T]) -> _T:
    """A value as given, or as typed at a terminal, asked for again until it can be read.

    Raises:
        UsageError: it is missing and there is nobody to ask, or it cannot be read.
    """
    option = name.replace("_", "-")
    if given is not None:
        return read(given)
    if not is_terminal():
        raise UsageError(f"--{option} is missing", field=option, hint="Give it, or use a terminal")
    while True:
        label = name.replace("_", " ").capitalize()
        if name == "judgement":
            label += f" ({', '.join(Judgement)})"
        typed = str(typer.prompt(label, err=True))
        try:
            return read(typed)
        except (UsageError, ValueError) as error:
            say(f"sanctionscreen: {error}")


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def _licence(
    judgement: Judgement, number: str | None, expires: str | None, today: date
) -> Licence | None:
    from sanctionscreen.decisions.drafting import read_last_day, read_text

    if judgement is not Judgement.LICENSED:
        if number is not None or expires is not None:
            raise UsageError("a licence goes with the judgement 'licensed' only", field="licence")
        return None
    return Licence(
        _needed("licence", number, read_text),
        _needed(
            "licence_expires", expires, lambda text: read_last_day(text, "licence-expires", today)
        ),
    )
