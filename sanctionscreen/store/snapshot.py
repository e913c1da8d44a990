"""A snapshot: one publication of one list as the store keeps it, never changed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sanctionscreen.errors import ListError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.model import ListCounts, ListRef
from sanctionscreen.store.counting import ListStatistics

FILES = "files"
"""The folder within a snapshot's own that holds the files."""

IMPORTED = "import"
"""The origin of a list whose files the user gave."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A list file as received.

    Attributes:
        name: As it was called when it came.
        stored: As it is called in the store.
        is_packed: Whether the store packed it (gzip); what came compressed is kept as it came.
        size: Bytes as received.
        sha256: Of the bytes as received.
    """

    name: str
    stored: str
    is_packed: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One publication of a list.

    Attributes:
        ref: What the list said of itself when it came; its day is a whole one.
        fetched: When it came into the store.
        origin: ``IMPORTED``, or the address it was fetched from.
        source: Registry key of its format.
        mapping: Column mapping that a plain table is read with.
        statistics: What it holds, by type of name and by field; floors are compared with it.
        files: At least one.
        folder: Where it lies.
    """

    ref: ListRef
    fetched: datetime
    origin: str
    source: str
    mapping: tuple[tuple[str, str], ...]
    statistics: ListStatistics
    files: tuple[StoredFile, ...]
    folder: Path

    @property
    def list_id(self) -> str:
        return self.ref.id

    @property
    def published(self) -> date:
        """The publication day.

        Raises:
            ListError: the list has no day; the store keeps none such.
        """
        if self.ref.published is None:
            raise ListError("the snapshot has no publication date", path=self.folder)
        return first_day(self.ref.published)

    @property
    def sha256(self) -> str:
        return self.ref.sha256

    @property
    def counts(self) -> ListCounts:
        return self.ref.counts

    @property
    def title(self) -> str:
        return self.ref.title

    @property
    def paths(self) -> tuple[Path, ...]:
        """The stored files."""
        return tuple(self.folder / FILES / file.stored for file in self.files)

    @property
    def name(self) -> str:
        """What its folder is called."""
        return folder_name(self.published, self.sha256)


def folder_name(published: date, sha256: str) -> str:
    """The name of a snapshot's folder: its day, so that names sort by it, and its bytes."""
    return f"{published.isoformat()}-{sha256[:12]}"
