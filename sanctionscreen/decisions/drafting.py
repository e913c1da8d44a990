"""From a hit of a report to a decision: fingerprints are the report's, the rest the reviewer's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanctionscreen.decisions.decision import Decision, JudgedEntry, Judgement, Licence
from sanctionscreen.decisions.reading import LONGEST, parse_day
from sanctionscreen.decisions.report_file import Report, ReportedHit, ReportedRow
from sanctionscreen.errors import UsageError

_NO_NAME = "(no name)"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reviewer says of a hit."""

    judgement: Judgement
    reason: str
    reviewer: str
    expires: date
    second_reviewer: str | None = None
    licence: Licence | None = None


def find_hit(report: Report, row: int, listed_id: str | None) -> tuple[ReportedRow, ReportedHit]:
    """The hit of a row, which must be one only: that of ``listed_id``, or the row's only one.

    Raises:
        UsageError: there is no such row or hit, or there are several.
    """
    rows = [each for each in report.rows if each.row == row]
    if not rows:
        raise UsageError(f"the report has no row {row}", path=report.path, field="row")
    found = [
        (each, hit)
        for each in rows
        for hit in each.all_hits
        if listed_id is None or listed_id in hit.listed_ids
    ]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(dict.fromkeys(hit.listed_ids[0] for each in rows for hit in each.all_hits))
    if not ids:
        raise UsageError(f"row {row} of the report has no hit", path=report.path, field="row")
    if not found:
        raise UsageError(
            f"row {row} has no hit with {listed_id}",
            path=report.path, field="listed", hint=f"Its hits: {ids}",
        )  # fmt: skip
    if len({id(each) for each, _ in found}) > 1:
        raise UsageError(
            f"several inputs of the report have a row {row} with a hit",
            path=report.path, field="row", hint="Name the party with --listed, or screen one file",
        )  # fmt: skip
    raise UsageError(
        f"row {row} has {len(found)} hits",
        path=report.path, field="listed", hint=f"Choose one with --listed: {ids}",
    )  # fmt: skip


def draft(row: ReportedRow, hit: ReportedHit, answers: Answers, today: date) -> Decision:
    """The decision, without an id yet."""
    return Decision(
        id="",
        counterparty_id=row.counterparty_id,
        query=_shown(row.query),
        counterparty=row.judged,
        listed_name=_shown(hit.listed_name),
        entries=tuple(JudgedEntry(each.listed_id, each.fingerprint) for each in hit.entries),
        judgement=answers.judgement,
        reason=answers.reason,
        reviewer=answers.reviewer,
        decided_on=today,
        expires=answers.expires,
        second_reviewer=answers.second_reviewer,
        licence=answers.licence,
    )


def read_text(text: str) -> str:
    """A text that a reviewer typed.

    Raises:
        UsageError: it is empty.
    """
    if not text.strip():
        raise UsageError("a text is empty", hint="Say who decided, and why")
    return text.strip()


def read_last_day(text: str, field: str, today: date) -> date:
    """The last day of a decision, or of a licence, as a reviewer typed it.

    Raises:
        UsageError: it is no day, has passed, or is too far off.
    """
    try:
        day = parse_day(text.strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is not a day", field=field, hint="Write it as YYYY-MM-DD"
        ) from None
    if not today <= day <= today + LONGEST:
        raise UsageError(
            f"{day} is not within {LONGEST.days // 366} years from today",
            field=field,
            hint="Give the day on which the decision is to be reviewed",
        )
    return day


def _shown(text: str) -> str:
    """A name for the reader: half characters, which no file can hold, are replaced."""
    return text.encode("utf-8", "replace").decode().strip() or _NO_NAME
