"""The shape of every source: a recogniser of files by content, and a reader of listed parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sanctionscreen.model import ListedParty, ListRef, PartialDate
from sanctionscreen.sources.programmes import ProgrammeRegister


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be read: where, and why."""

    path: str
    line: int | None
    record: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A list file read whole.

    Attributes:
        problems: Records that could not be read; more than a small share fails the load.
        unknown: Elements, columns or values no rule of the reader covers, with their counts.
    """

    ref: ListRef
    parties: tuple[ListedParty, ...]
    problems: tuple[Problem, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file on disk with its first bytes (decompressed where it is .xz/.bz2/.gz/.zip)."""

    path: Path
    head: bytes


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader cannot find in the file.

    Attributes:
        published: The publication date, for formats without one inside.
        list_id: Replaces the source's own list id (a team's own files).
        mapping: Column mapping for plain tables: (our field, their heading).
    """

    register: ProgrammeRegister
    published: PartialDate | None = None
    list_id: str | None = None
    mapping: tuple[tuple[str, str], ...] = field(default=())


class ListSource(Protocol):
    """One publisher's file format."""

    name: str
    """Registry key, e.g. ``ofac-advanced-xml``."""
    title: str

    def recognises(self, file: SourceFile) -> bool:
        """Whether the content (never the file's name) is in this format."""
        ...

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads one list (several files where the format is a set).

        Raises:
            ListFormatError: the content is not whole, or not in this format.
        """
        ...
