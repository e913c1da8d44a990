"""``check --evidence``: the record of a run, as it goes along."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome, RunInfo, Verdict

if TYPE_CHECKING:
    from sanctionscreen.cli.job import Job
    from sanctionscreen.cli.running import Session
    from sanctionscreen.counterparties import ReadingOptions
    from sanctionscreen.evidence.near import NearMisses
    from sanctionscreen.evidence.writing import EvidenceText
    from sanctionscreen.ownership.shares import Shares

Row = Counterparty | RejectedRow


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence file of a run.

    Attributes:
        settings: What of its head is known before the lists are recorded.
        near: Finds the near misses, if they are asked for.
    """

    path: Path
    text: EvidenceText
    settings: Mapping[str, Any]
    near: NearMisses | None
    _waiting: list[tuple[Row, RowOutcome]] = field(default_factory=list)

    @property
    def is_resumable(self) -> bool:
        """Whether its rows can be told, and are what they are by themselves."""
        return not self.settings["redacted"] and self.settings["ownership"] is None

    def head(self, run: RunInfo) -> str:
        """Its first line."""
        from sanctionscreen.report.records import list_record, run_record

        lists = [list_record(use) for use in run.lists]
        return self.text.head({"run": run_record(run), "lists": lists, **self.settings})

    def add(self, row: Row, outcome: RowOutcome) -> str:
        """The line of a row, or those of the rows that waited for it."""
        if self.near is None:
            return self.text.add(row, outcome)
        self._waiting.append((row, outcome))
        return self._lines() if len(self._waiting) == self.near.at_once else ""

    def pass_on(self, lines: bytes, rows: int) -> bytes:
        """The lines of rows that are the same as in an earlier run, as they stand there."""
        self.text.pass_on(lines, rows)
        return lines

    def _lines(self) -> str:
        if self.near is None:
            return ""
        found = self.near.of(self._waiting)
        pairs = zip(self._waiting, found, strict=True)
        text = "".join(self.text.add(row, outcome, near) for (row, outcome), near in pairs)
        self._waiting.clear()
        return text

    def close(self, verdict: Verdict, ended: datetime) -> str:
        """Its last lines."""
        from sanctionscreen.report.records import verdict_record

        moment = ended.isoformat(timespec="seconds")
        end = {"verdict": verdict_record(verdict), "ended": moment}
        return self._lines() + self.text.close(end)

    def lines(self) -> tuple[str, ...]:
        """What the log of the run says of it: its sha256 there is out of an editor's reach."""
        sha256 = self.text.sha256
        return () if sha256 is None else (f"sanctionscreen: evidence {self.path} sha256:{sha256}",)


def open_evidence(
    path: Path | None,
    is_redacted: bool,
    job: Job,
    reading: ReadingOptions,
    baseline: Path | None,
    allowed: Mapping[str, str | None],
    near_misses: int | None,
) -> Evidence | None:
    """The evidence file that a command asks for, if it does.

    Raises:
        UsageError: names are to be hashed, and there is no key, or no file.
    """
    if path is None:
        for option, is_given in (("redact", is_redacted), ("near-misses", near_misses is not None)):
            if is_given:
                raise UsageError(f"--{option} goes with --evidence FILE only", field=option)
        return None
    from sanctionscreen.evidence.redaction import KEY_VARIABLE, redactor_of
    from sanctionscreen.evidence.writing import EvidenceText

    redactor = redactor_of(os.environ.get(KEY_VARIABLE)) if is_redacted else None
    settings = {
        **rows_head(job, reading),
        "allowed": dict(allowed),
        "decisions": job.judging.decisions,
        # With names, so that a replay needs no file that has moved on since; without, none.
        "decisions_text": None if is_redacted else job.judging.decisions_text,
        "baseline": digest_of(baseline),
        "ownership": None if job.ownership is None else _ownership(job.ownership.shares),
        "redacted": is_redacted,
        "near_misses": near_misses,
        "compared": compared(job.session),
    }
    return Evidence(path, EvidenceText(redactor), settings, near_finder(job, near_misses))


def rows_head(job: Job, reading: ReadingOptions) -> dict[str, Any]:
    """What of the head says how the rows were read."""
    inputs = [
        {
            "name": file.name,
            "sha256": file.counterparties.sha256,
            "columns": [list(pair) for pair in file.counterparties.columns],
        }
        for file in job.files
    ]
    return {
        "settings": job.session.settings.mapping(),
        "reading": {
            "encoding": reading.encoding,
            "delimiter": reading.delimiter,
            "sheet": reading.sheet,
            "kind": str(reading.kind_default),
        },
        "inputs": inputs,
    }


def near_finder(job: Job, points: int | None) -> NearMisses | None:
    """What finds the near misses of a run, if they are asked for."""
    if points is None:
        return None
    from sanctionscreen.evidence.near import NearMisses

    session = job.session
    return NearMisses(session.index, session.screen, points, session.as_of)


def compared(session: Session) -> dict[str, Any]:
    """What rows are compared with, by which a later run sees what has changed since."""
    from sanctionscreen.index import entry_digests
    from sanctionscreen.record import code_digest

    return {"code": code_digest(), "entries": entry_digests(session.index)}


def _ownership(shares: Shares) -> dict[str, str]:
    return {"name": shares.name, "sha256": shares.sha256}


def digest_of(path: Path | None) -> str | None:
    """The sha256 of a report that a run goes by, if it does."""
    if path is None:
        return None
    import hashlib

    from sanctionscreen.cli.judging import report_bytes

    return hashlib.sha256(report_bytes(path)).hexdigest()
