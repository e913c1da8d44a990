"""``check --evidence``: the record of a run, as it goes along."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome, RunInfo, Verdict

if TYPE_CHECKING:
    from sanctionscreen.cli.job import Job
    from sanctionscreen.counterparties import ReadingOptions
    from sanctionscreen.evidence.writing import EvidenceText
    from sanctionscreen.ownership.shares import Shares


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence file of a run.

    Attributes:
        settings: What of its head is known before the lists are recorded.
    """

    path: Path
    text: EvidenceText
    settings: Mapping[str, Any]

    def head(self, run: RunInfo) -> str:
        """Its first line."""
        from sanctionscreen.report.records import list_record, run_record

        lists = [list_record(use) for use in run.lists]
        return self.text.head({"run": run_record(run), "lists": lists, **self.settings})

    def add(self, row: Counterparty | RejectedRow, outcome: RowOutcome) -> str:
        """The line of a row."""
        return self.text.add(row, outcome)

    def close(self, verdict: Verdict) -> str:
        """Its last two lines."""
        from sanctionscreen.cli.running import now
        from sanctionscreen.report.records import verdict_record

        ended = now().isoformat(timespec="seconds")
        return self.text.close({"verdict": verdict_record(verdict), "ended": ended})


def open_evidence(
    path: Path | None,
    is_redacted: bool,
    job: Job,
    reading: ReadingOptions,
    baseline: Path | None,
    allowed: Mapping[str, str | None],
) -> Evidence | None:
    """The evidence file that a command asks for, if it does.

    Raises:
        UsageError: names are to be hashed, and there is no key, or no file.
    """
    if path is None:
        if is_redacted:
            raise UsageError("--redact goes with --evidence FILE only", field="redact")
        return None
    from sanctionscreen.evidence.redaction import KEY_VARIABLE, redactor_of
    from sanctionscreen.evidence.writing import EvidenceText

    redactor = redactor_of(os.environ.get(KEY_VARIABLE)) if is_redacted else None
    inputs = [
        {
            "name": file.name,
            "sha256": file.counterparties.sha256,
            "columns": [list(pair) for pair in file.counterparties.columns],
        }
        for file in job.files
    ]
    settings = {
        "settings": job.session.settings.mapping(),
        "reading": {
            "encoding": reading.encoding,
            "delimiter": reading.delimiter,
            "sheet": reading.sheet,
            "kind": str(reading.kind_default),
        },
        "inputs": inputs,
        "allowed": dict(allowed),
        "decisions": job.judging.decisions,
        "baseline": _digest(baseline),
        "ownership": None if job.ownership is None else _ownership(job.ownership.shares),
        "redacted": is_redacted,
    }
    return Evidence(path, EvidenceText(redactor), settings)


def _ownership(shares: Shares) -> dict[str, str]:
    return {"name": shares.name, "sha256": shares.sha256}


def _digest(path: Path | None) -> str | None:
    if path is None:
        return None
    import hashlib

    from sanctionscreen.cli.judging import report_bytes

    return hashlib.sha256(report_bytes(path)).hexdigest()
