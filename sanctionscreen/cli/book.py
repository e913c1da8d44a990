"""The names of a book that was screened, kept beside the compiled lists for the next run."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.cli.running import cache_dir

if TYPE_CHECKING:
    from sanctionscreen.cli.job import Job
    from sanctionscreen.counterparties import ReadingOptions
    from sanctionscreen.index.book import Gatherer, KeptBook, Sketch

_KEPT = 4
"""Books kept, those used last: each takes some 350 bytes a row."""
MOST_ROWS = 500_000
"""Rows up to which a book is kept: it is put together in memory."""


class BookKey(str):
    """What the names of a run's rows are kept under: the same for the same rows, read alike."""

    __slots__ = ()


def key_of(head: Mapping[str, Any]) -> BookKey:
    """That of a run that was recorded, by the head of its evidence."""
    return _key(head, head["compared"]["code"], head["run"]["versions"])


def key_now(job: Job, reading: ReadingOptions) -> BookKey:
    """That of a run of this version."""
    from sanctionscreen.cli.evidence import rows_head
    from sanctionscreen.record import code_digest, versions

    return _key(rows_head(job, reading), code_digest(), dict(versions()))


def _key(head: Mapping[str, Any], code: str, versions: Mapping[str, str]) -> BookKey:
    parts = {
        "inputs": [(each["sha256"], each["columns"]) for each in head["inputs"]],
        "reading": head["reading"],
        "settings": [head["settings"].get(key) for key in ("columns", "date_order")],
        "code": code,
        "versions": versions,
    }
    return BookKey(hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32])


def _path(key: BookKey) -> Path:
    return cache_dir() / f"book-{key}.bin"


def find_book(key: BookKey) -> KeptBook | None:
    """The names of the rows of a run; None where they were not kept, or are damaged."""
    from sanctionscreen.index.book import open_book

    path = _path(key)
    book = open_book(path)
    if book is not None:
        with contextlib.suppress(OSError):
            path.touch()
    return book


@dataclass(slots=True)
class Keeper:
    """Gathers the names of a book while its rows are screened."""

    _gatherer: Gatherer | None = field(default=None)

    def __post_init__(self) -> None:
        from sanctionscreen.index.book import Gatherer

        self._gatherer = Gatherer()

    def add(self, sketch: Sketch) -> None:
        """The rows that come next."""
        if self._gatherer is None:
            return
        self._gatherer.add(sketch)
        if self._gatherer.rows > MOST_ROWS or self._gatherer.is_full:
            self._gatherer = None

    def keep(self, job: Job, reading: ReadingOptions) -> None:
        """Keeps the book, where all its rows were met; a cache that cannot be written does not."""
        gatherer = self._gatherer
        if gatherer is None or gatherer.rows != job.tallier.tally.rows:
            return
        notices = [
            [notice for notice in file.counterparties.notices if notice not in file.notices]
            for file in job.files
        ]
        path = _path(key_now(job, reading))
        with contextlib.suppress(OSError):
            vocabulary = job.session.index.preparer.vocabulary
            gatherer.save(path, vocabulary, {"notices": notices})
            _forget_older(path.parent)


def late_notices(book: KeptBook, names: Sequence[str]) -> tuple[str, ...]:
    """What the rows brought to light of their files, which have these names now."""
    return tuple(
        f"{name}: {notice}"
        for name, notices in zip(names, book.facts["notices"], strict=True)
        for notice in notices
    )


def _forget_older(folder: Path) -> None:
    found = sorted(folder.glob("book-*.bin"), key=lambda path: -path.stat().st_mtime_ns)
    for path in found[_KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()
