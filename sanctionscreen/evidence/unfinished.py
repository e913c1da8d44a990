"""What an interrupted run left of its evidence file: no seal, perhaps half a last line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from sanctionscreen.errors import EvidenceError
from sanctionscreen.evidence.reading import read_head
from sanctionscreen.evidence.writing import line_record
from sanctionscreen.model import Counterparty, RejectedRow, RowOutcome
from sanctionscreen.report.json_text import json_text
from sanctionscreen.screening.since import clear_outcome

Record = dict[str, Any]
Row = Counterparty | RejectedRow

HINT = "Leave --resume out to screen everything"
_ROW = re.compile(rb'\{"source": (\d{1,9}), "row_digest": "[0-9a-f]{32}", "found": (true|false), ')
_NEAR_MISSES = b', "near_misses": ['


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An evidence file without its end.

    No digest vouches for its lines. So a row counts as clear only where its line is, byte for
    byte, what this run would write of the row, as it reads it, with nothing found.
    """

    path: Path
    head: Record

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The whole lines of rows, each with its number in the file.

        Raises:
            EvidenceError: the file cannot be read any more.
        """
        try:
            with self.path.open("rb") as file:
                file.readline()
                for number, line in enumerate(file, start=2):
                    # The last line may have been cut off; the one before the seal is of no row.
                    if not line.endswith(b"\n") or line.startswith(b'{"rows": '):
                        return
                    yield number, line
        except OSError as error:
            raise EvidenceError(
                f"the file cannot be read ({error.strerror})", path=self.path, hint=HINT
            ) from error

    def was_clear(self, row: Row, number: int, line: bytes) -> bool:
        """Whether nothing was found in a row, by the line of it.

        Raises:
            EvidenceError: it is not the line of this row.
        """
        match = _ROW.match(line)
        if match is not None and match[2] == b"true":
            return False
        if match is None or not isinstance(row, Counterparty):
            self._refuse(row, number)
        outcome = replace(clear_outcome(row), source=int(match[1]))
        if not _is_line_of(line, row, outcome):
            self._refuse(row, number)
        return True

    def _refuse(self, row: Row, number: int) -> NoReturn:
        raise EvidenceError(
            f"the line is not that of row {row.row} as it is read now: the file was damaged, or "
            "rows are read by other options",
            path=self.path,
            line=number,
            hint=HINT,
        )


def _is_line_of(line: bytes, row: Row, outcome: RowOutcome) -> bool:
    text = json_text(line_record(row, outcome, None)).encode("utf-8", "backslashreplace")
    # Near misses are looked for anew, or were not asked for before.
    rest = line[len(text) - 1 :]
    return line.startswith(text[:-1]) and (rest == b"}\n" or rest.startswith(_NEAR_MISSES))


def open_unfinished(path: Path) -> Unfinished:
    """What an interrupted run left, by its head.

    Raises:
        EvidenceError: it cannot be read, or its first line is not whole.
    """
    try:
        return Unfinished(path, read_head(path))
    except EvidenceError as error:
        raise EvidenceError(error.message, path=path, line=error.line, hint=HINT) from error
