"""Importing: a list is read whole, checked, and only then put into the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sanctionscreen.errors import ListError, ListFormatError, UsageError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.model import ListRef, PartialDate
from sanctionscreen.sources.base import ParsedList, Problem, ReadOptions
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store.catalogue import OFFICIAL_LISTS, shipped_lists
from sanctionscreen.store.counting import statistics_of
from sanctionscreen.store.grouping import FileSet
from sanctionscreen.store.keeping import LIST_ID, Store
from sanctionscreen.store.loading import check_own_id
from sanctionscreen.store.snapshot import IMPORTED, Snapshot
from sanctionscreen.store.writing import write_snapshot

_PLAIN = "plain-csv"
_WITHOUT_ID = (
    _PLAIN,
    *("opensanctions-ftm", "opensanctions-nested", "opensanctions-simple", "senzing-json"),
)
"""Formats whose files do not say which list they are."""

_LONGEST_ID = 60
_DEVICES = frozenset({"con", "prn", "aux", "nul"})
_AHEAD = timedelta(days=1)
"""A publisher may be a day ahead of the clock in use (UTC)."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the files do not say themselves.

    Attributes:
        published: The publication day, for files without one inside.
        list_id: The id, for formats that leave it open.
        mapping: Column mapping of a plain CSV.
        origin: Where the files come from.
        presumed: The publication day where neither the files nor ``published`` say one.
        review: Sees the snapshot before it is stored, and gives back what is to be stored; an
            error of its own refuses the list.
    """

    published: PartialDate | None = None
    list_id: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    origin: str = IMPORTED
    presumed: PartialDate | None = None
    review: Callable[[Snapshot], Snapshot] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A list in the store.

    Attributes:
        is_new: False where the same bytes were there already.
        is_current: Whether it is the one to screen against; a newer one may be there.
        problems: Records that could not be read.
        unknown: What no rule of the reader covers, with counts.
    """

    snapshot: Snapshot
    is_new: bool
    is_current: bool
    problems: tuple[Problem, ...]
    unknown: tuple[tuple[str, int], ...]


def import_list(
    store: Store,
    files: FileSet,
    register: ProgrammeRegister,
    options: ImportOptions,
    fetched: datetime,
) -> Imported:
    """Reads the files of one list and stores them as a snapshot.

    Args:
        fetched: The moment, with its time zone.

    Raises:
        UsageError: an option does not fit the files.
        ListError: the list is not whole, has no publication date, or cannot be stored.
    """
    check_options(options)
    _check_fit(files, options)
    published = options.published or options.presumed
    parsed = read_list(
        files.paths, ReadOptions(register, published, options.list_id, options.mapping)
    )
    path = files.paths[0]
    check_own_id(parsed.ref, path)
    check_id(parsed.ref.id)
    _check_published(parsed.ref, options, fetched, path)
    drafted = _drafted(parsed, files, options, fetched)
    if options.review is not None:
        drafted = options.review(drafted)
    snapshot, is_new = write_snapshot(store, drafted, files.paths)
    newest = store.newest(snapshot.list_id)
    is_current = newest is not None and newest.folder == snapshot.folder
    return Imported(snapshot, is_new, is_current, parsed.problems, parsed.unknown)


def check_options(options: ImportOptions) -> None:
    """Refuses an id that is no id, or is that of a list whose own files say so.

    Raises:
        UsageError: see above.
    """
    if options.list_id is None:
        return
    check_id(options.list_id)
    taken = (*(path.stem for path in shipped_lists()), *(each.id for each in OFFICIAL_LISTS))
    if options.list_id in taken:
        raise UsageError(
            f"'{options.list_id}' is the id of a list of its own",
            field="id",
            hint="Its publisher's files are recognised without --id; choose another for yours",
        )


def check_id(list_id: str) -> None:
    """Refuses what cannot be a list's id, which is a folder's name on every system.

    Raises:
        UsageError: see above.
    """
    if not LIST_ID.fullmatch(list_id) or len(list_id) > _LONGEST_ID or list_id in _DEVICES:
        raise UsageError(
            f"'{list_id}' cannot be the id of a list",
            field="id",
            hint="Use small letters, digits and hyphens, as in own-suppliers",
        )


def _check_fit(files: FileSet, options: ImportOptions) -> None:
    path = files.paths[0]
    if options.list_id is not None and files.source not in _WITHOUT_ID:
        raise UsageError(
            "the file itself says which list it is", path=path, field="id", hint="Leave --id out"
        )
    if options.mapping and files.source != _PLAIN:
        raise UsageError(
            f"a mapping is for a plain CSV, and this file is in the format {files.source}",
            path=path,
            field="mapping",
            hint="Leave --mapping out",
        )


def _check_published(ref: ListRef, options: ImportOptions, fetched: datetime, path: Path) -> None:
    """Each snapshot has one whole day, which the file's own words outrank."""
    published = ref.published
    if published is None or published.day is None:
        raise ListError(
            "the file does not say on which day it was published",
            path=path,
            field="published",
            hint="Say so: sanctionscreen lists import FILE --published YYYY-MM-DD",
        )
    if options.published is not None and published != options.published:
        raise ListError(
            f"the file says that it was published on {published}, not on {options.published}",
            path=path,
            field="published",
            hint="Leave --published out: it is for files without a date inside",
        )
    if first_day(published) > (fetched + _AHEAD).date():
        raise ListFormatError(
            f"the publication date {published} is in the future",
            path=path,
            field="published",
            hint="Check the date, and the clock of this machine",
        )


def _drafted(
    parsed: ParsedList, files: FileSet, options: ImportOptions, fetched: datetime
) -> Snapshot:
    """The snapshot before its files are copied."""
    return Snapshot(
        ref=parsed.ref,
        fetched=fetched,
        origin=options.origin,
        source=files.source,
        mapping=options.mapping,
        statistics=statistics_of(parsed.parties),
        files=(),
        folder=files.paths[0].parent,
    )
