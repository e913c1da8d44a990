"""Reading an evidence file: every line, and whether it is as it was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sanctionscreen.errors import EvidenceError
from sanctionscreen.evidence.writing import EVIDENCE_VERSION
from sanctionscreen.evidence.writing import seal_line as sealed

Record = dict[str, Any]

_LINE_LIMIT = 64 * 1024**2
_HEAD_KEYS = frozenset(
    (
        *("evidence_version", "run", "lists", "settings", "reading", "inputs", "allowed"),
        *("decisions", "decisions_text", "baseline", "redacted", "near_misses", "compared"),
    )
)
_END_KEYS = frozenset(("rows", "verdict", "ended"))
_ROW_KEYS = frozenset(("source", "outcome"))


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """An evidence file that was read once to its end.

    Attributes:
        head: Run, lists, settings, inputs, decisions, overrides.
        end: The verdict, and when the run ended.
        is_as_written: Whether the digest in the last line is that of the lines before it.
        sha256: Of the whole file, as it is.
    """

    path: Path
    head: Record
    end: Record
    is_as_written: bool
    sha256: str

    def rows(self) -> Iterator[Record]:
        """The lines of the rows, read anew.

        Raises:
            EvidenceError: a line is none of a row.
        """
        lines = _lines(self.path)
        next(lines)
        for number, line in lines:
            record = _record(self.path, number, line)
            if "rows" in record:
                return
            _check_keys(self.path, number, record, _ROW_KEYS)
            yield record


def open_evidence(path: Path) -> EvidenceFile:
    """Reads an evidence file once, for its digest, its head and its end.

    Raises:
        EvidenceError: it cannot be read, is no evidence file, or was cut short.
    """
    digest = hashlib.sha256()
    last: list[tuple[int, bytes]] = []
    head: Record | None = None
    for number, line in _lines(path):
        if head is None:
            head = _head(path, line)
        if len(last) == 2:
            digest.update(last.pop(0)[1])
        last.append((number, line))
    if head is None or len(last) < 2:
        _refuse(path, "the file ends before its last line: it is no whole evidence file")
    digest.update(last[0][1])
    (end_number, end_line), (seal_number, seal_line) = last
    end = _record(path, end_number, end_line)
    seal = _record(path, seal_number, seal_line)
    if set(seal) != {"sha256"}:
        _refuse(path, "the last line holds no sha256: the file was cut short", seal_number)
    _check_keys(path, end_number, end, _END_KEYS)
    is_as_written = seal_line == sealed(digest.hexdigest()).encode()
    digest.update(seal_line)
    return EvidenceFile(path, head, end, is_as_written, digest.hexdigest())


def read_head(path: Path) -> Record:
    """The first line of an evidence file, whatever follows.

    Raises:
        EvidenceError: it cannot be read, or is not that of an evidence file.
    """
    first = next(_lines(path), None)
    if first is None:
        _refuse(path, "the file is empty")
    return _head(path, first[1])


def _head(path: Path, line: bytes) -> Record:
    head = _record(path, 1, line)
    version = head.get("evidence_version")
    if version is None:
        _refuse(path, "the first line is not that of an evidence file", 1)
    if version != EVIDENCE_VERSION:
        _refuse(path, f"version {version!r} of the format is not known to this version", 1)
    _check_keys(path, 1, head, _HEAD_KEYS)
    return head


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LINE_LIMIT):
                number += 1
                if not line.endswith(b"\n"):
                    _refuse(path, "the line has no end: the file was cut short", number)
                yield number, line
    except OSError as error:
        _refuse(path, f"the file cannot be read ({error.strerror})")


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        record = json.loads(line, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        _refuse(path, f"the line is not JSON ({error})", number)
    if not isinstance(record, dict):
        _refuse(path, "the line is no object", number)
    return record


def _object(pairs: list[tuple[str, Any]]) -> Record:
    # Readers differ on which of two counts: what one shows is not what another verified.
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _check_keys(path: Path, number: int, record: Record, keys: frozenset[str]) -> None:
    if missing := sorted(keys - record.keys()):
        _refuse(path, f"the line has no {', '.join(missing)}", number)


def _refuse(path: Path, message: str, line: int | None = None) -> NoReturn:
    raise EvidenceError(
        message,
        path=path,
        line=line,
        hint="Take the file from where it was archived; this one proves nothing",
    )
