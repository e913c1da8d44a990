"""Looking at what the store holds, the damaged too: every file hashed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListError
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.manifest import read_manifest
from sanctionscreen.store.snapshot import Snapshot
from sanctionscreen.store.writing import check_files


@dataclass(frozen=True, slots=True)
class Inspected:
    """A snapshot as it was found.

    Attributes:
        snapshot: None where not even its manifest can be trusted.
        error: Why it cannot be used; None where it is sound.
    """

    list_id: str
    folder: Path
    snapshot: Snapshot | None
    error: ListError | None


def inspect_all(store: Store) -> Iterator[Inspected]:
    """Every snapshot of every list, oldest first within a list; also those that are damaged.

    Raises:
        ListError: the store itself cannot be read.
    """
    for list_id in store.list_ids():
        for folder in store.folders(list_id):
            yield _inspected(list_id, folder)


def inspect_newest(store: Store, list_id: str) -> Inspected | None:
    """The snapshot that is screened against; None where there is none.

    Raises:
        ListError: the store itself cannot be read.
    """
    folder = store.path / list_id
    try:
        newest = store.newest(list_id)
    except ListError as error:
        return Inspected(list_id, folder, None, error)
    return None if newest is None else _inspected(list_id, newest.folder)


def _inspected(list_id: str, folder: Path) -> Inspected:
    snapshot = None
    try:
        snapshot = read_manifest(folder)
        check_files(snapshot)
    except ListError as error:
        return Inspected(list_id, folder, snapshot, error)
    return Inspected(list_id, folder, snapshot, None)
