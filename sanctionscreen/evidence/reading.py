"""Reading an evidence file: every line, and whether it is as it was written."""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sanctionscreen.errors import EvidenceError
from sanctionscreen.evidence.writing import EVIDENCE_VERSION
from sanctionscreen.evidence.writing import seal_line as sealed

Record = dict[str, Any]

_AT_ONCE = 1 << 20
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
    head = read_head(path)
    with mapped(path) as data:
        if data[-1:] != b"\n":
            number = sum(1 for _ in _lines(path, may_lack_end=True))
            _refuse(path, "the line has no end: the file was cut short", number)
        seal_start = data.rfind(b"\n", 0, len(data) - 1) + 1
        end_start = data.rfind(b"\n", 0, seal_start - 1) + 1
        if not 0 < end_start < seal_start:
            _refuse(path, "the file ends before its last line: it is no whole evidence file")
        digest = hashlib.sha256()
        for start in range(0, seal_start, _AT_ONCE):
            digest.update(data[start : min(start + _AT_ONCE, seal_start)])
        end_line, seal_line = data[end_start:seal_start], data[seal_start:]
    seal = _record(path, None, seal_line)
    if set(seal) != {"sha256"}:
        _refuse(path, "the last line holds no sha256: the file was cut short")
    end = _record(path, None, end_line)
    _check_keys(path, None, end, _END_KEYS)
    is_as_written = seal_line == sealed(digest.hexdigest()).encode()
    digest.update(seal_line)
    return EvidenceFile(path, head, end, is_as_written, digest.hexdigest())


@contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap]:
    """The bytes of a file that is not empty, mapped into memory.

    Raises:
        EvidenceError: it cannot be read.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
    except (OSError, ValueError) as error:
        _refuse(path, f"the file cannot be read ({error})")


def read_head(path: Path) -> Record:
    """The first line of an evidence file, whatever follows.

    Raises:
        EvidenceError: it cannot be read, or is not that of an evidence file.
    """
    first = next(_lines(path), None)
    if first is None:
        _refuse(path, "the file is empty: it is no whole evidence file")
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


def _lines(path: Path, *, may_lack_end: bool = False) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LINE_LIMIT):
                number += 1
                if not line.endswith(b"\n") and not may_lack_end:
                    _refuse(path, "the line has no end: the file was cut short", number)
                yield number, line
    except OSError as error:
        _refuse(path, f"the file cannot be read ({error.strerror})")


def _record(path: Path, number: int | None, line: bytes) -> Record:
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


def _check_keys(path: Path, number: int | None, record: Record, keys: frozenset[str]) -> None:
    if missing := sorted(keys - record.keys()):
        _refuse(path, f"the line has no {', '.join(missing)}", number)


def _refuse(path: Path, message: str, line: int | None = None) -> NoReturn:
    raise EvidenceError(
        message,
        path=path,
        line=line,
        hint="Take the file from where it was archived; this one proves nothing",
    )
