"""An evidence file in the making: a head, a line for each row, an end, and a digest over all."""

from __future__ import annotations

import hashlib
from typing import Any

from sanctionscreen.evidence.near import Near
from sanctionscreen.evidence.redaction import Redactor
from sanctionscreen.evidence.rows import row_digest, row_record
from sanctionscreen.model import Counterparty, Hit, Outcome, RejectedRow, RowOutcome
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.records import hit_record, outcome_record

EVIDENCE_VERSION = 2

_Record = dict[str, Any]
_NEAR_KEYS = ("score", "listed_id", "list", "listed_name", "matched_name", "evidence")


def line_record(
    row: Counterparty | RejectedRow,
    outcome: RowOutcome,
    redactor: Redactor | None,
    near: Near | None = None,
) -> _Record:
    """What stands on the line of a row: the row as it was screened, and what became of it.

    With a redactor the row itself is left out: a replay needs the input beside the file.

    Args:
        near: Its near misses; None where nobody asked for any.
    """
    record: _Record = dict(outcome_record(outcome))
    line: _Record = {"source": outcome.source}
    if redactor is None:
        held = row_record(row)
        line |= {"row_digest": row_digest(held), "found": is_found(row, outcome)}
        line |= {"counterparty": held, "outcome": record}
    else:
        line["outcome"] = redactor.outcome(record)
    if near is not None:
        records = [_near_record(hit) for hit in near]
        line["near_misses"] = [
            each if redactor is None else redactor.near_miss(each) for each in records
        ]
    return line


def _near_record(hit: Hit) -> _Record:
    record = hit_record(hit)
    return {key: record[key] for key in _NEAR_KEYS}


def is_found(row: Counterparty | RejectedRow, outcome: RowOutcome) -> bool:
    """Whether a row is more than clear with nothing found, not even what was set aside.

    Who owns it may add a warning to those that it has by itself.
    """
    if isinstance(row, RejectedRow) or outcome.outcome is not Outcome.CLEAR:
        return True
    return bool(
        outcome.hits
        or outcome.discounted
        or outcome.decided
        or len(outcome.warnings) != len(row.warnings)
    )


def seal_line(sha256: str) -> str:
    """The last line: it has one spelling only, so that none of its bytes can change unseen."""
    return json_text({"sha256": sha256}) + "\n"


class EvidenceText:
    """The text of an evidence file, piece by piece; each piece is whole lines.

    The last line holds the sha256 of all bytes (UTF-8) before it.

    Attributes:
        sha256: Of the whole file, once it is closed.
    """

    sha256: str | None = None

    def __init__(self, redactor: Redactor | None) -> None:
        self._redactor = redactor
        self._digest = hashlib.sha256()
        self._rows = 0

    def head(self, record: _Record) -> str:
        """What is known before the first row."""
        return self._line({"evidence_version": EVIDENCE_VERSION, **record})

    def add(
        self, row: Counterparty | RejectedRow, outcome: RowOutcome, near: Near | None = None
    ) -> str:
        """The line of a row."""
        self._rows += 1
        return self._line(line_record(row, outcome, self._redactor, near))

    def pass_on(self, lines: bytes, rows: int) -> None:
        """Counts lines in that an earlier run wrote of the same rows."""
        self._rows += rows
        self._digest.update(lines)

    def close(self, record: _Record) -> str:
        """What is known after the last row, and the digest."""
        end = self._line({"rows": self._rows, **record})
        seal = seal_line(self._digest.hexdigest())
        self._digest.update(seal.encode())
        self.sha256 = self._digest.hexdigest()
        return end + seal

    def _line(self, record: _Record) -> str:
        text = json_text(record) + "\n"
        self._digest.update(text.encode("utf-8", "backslashreplace"))
        return text
