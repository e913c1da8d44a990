"""The store: which lists and snapshots it holds, and which of them counts on a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanctionscreen.errors import ListError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.model import ListRef
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.confirming import read_confirmed
from sanctionscreen.store.manifest import read_manifest
from sanctionscreen.store.snapshot import Snapshot, folder_name

LIST_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What can be the id of a list: it is a folder's name, and the part before the colon of ids."""

_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Store:
    """Snapshots under one folder: ``<list id>/<published>-<sha256, 12 digits>/``.

    Of several snapshots of one day the one fetched last counts. Only the manifests that are asked
    for are read, so that a long history costs no time and a damaged one of long ago stops nobody
    who does not need it.

    Attributes:
        path: Need not exist: then the store is empty.
    """

    path: Path

    def list_ids(self) -> tuple[str, ...]:
        """The lists of which there is a snapshot, sorted.

        Raises:
            ListError: the folder cannot be read.
        """
        return tuple(name for name in self._folders(self.path) if self._days(name))

    def snapshots(self, list_id: str) -> tuple[Snapshot, ...]:
        """All snapshots of a list, oldest first.

        Raises:
            ListError: one of them is damaged.
        """
        found = (snapshot for day in self._days(list_id) for snapshot in self._of_day(list_id, day))
        return tuple(found)

    def folders(self, list_id: str) -> tuple[Path, ...]:
        """The folders of a list's snapshots, oldest first, sound or not.

        Raises:
            ListError: the folder cannot be read, or holds what is no snapshot.
        """
        self._days(list_id)
        return tuple(self.path / list_id / name for name in self._folders(self.path / list_id))

    def newest(self, list_id: str) -> Snapshot | None:
        """The snapshot with the newest publication date, never the last one imported.

        Raises:
            ListError: it is damaged; an older one does not stand in for it.
        """
        return self._last(list_id, lambda _: True)

    def as_of(self, list_id: str, day: date) -> Snapshot | None:
        """The newest snapshot published on or before a day.

        Raises:
            ListError: it is damaged.
        """
        return self._last(list_id, lambda published: published <= day)

    def published_on(self, list_id: str, day: date) -> Snapshot | None:
        """The snapshot published on this very day.

        Raises:
            ListError: it is damaged.
        """
        return self._last(list_id, lambda published: published == day)

    def named(self, list_id: str, name: str) -> Snapshot | None:
        """The snapshot whose folder has this name: one publication, also of a day with several.

        Raises:
            ListError: it is damaged.
        """
        if not LIST_ID.fullmatch(list_id) or not _FOLDER.fullmatch(name):
            return None
        folder = self.path / list_id / name
        if not folder.is_dir():
            return None
        snapshot = read_manifest(folder)
        _check_files(snapshot)
        return snapshot

    def snapshot_of(self, ref: ListRef) -> Snapshot | None:
        """The snapshot that a list came from; None where it came from elsewhere.

        Raises:
            ListError: it is damaged.
        """
        if ref.published is None or ref.published.day is None:
            return None
        return self.named(ref.id, folder_name(first_day(ref.published), ref.sha256))

    def current(self, list_id: str, day: date | None = None) -> Snapshot | None:
        """The snapshot to screen against.

        Args:
            day: None for the newest. Where none was published by then, the oldest is the nearest
                that there is; what it says of that day is reconstructed.

        Raises:
            ListError: it is damaged.
        """
        if day is None:
            return self.newest(list_id)
        days = self._days(list_id)
        if not days:
            return None
        return self.as_of(list_id, day) or self.published_on(list_id, days[0])

    def confirmed(self, ref: ListRef, today: date) -> date | None:
        """The day on which a list was last found to be what its publisher has, if that is known.

        Args:
            ref: Of any list; one that is not in the store was never confirmed.
            today: A confirmation that lies ahead of it does not count.
        """
        if ref.published is None or ref.published.day is None or not LIST_ID.fullmatch(ref.id):
            return None
        name = folder_name(first_day(ref.published), ref.sha256)
        moment = read_confirmed(self.path / ref.id, name, today)
        return None if moment is None else moment.date()

    def _last(self, list_id: str, fits: Callable[[date], bool]) -> Snapshot | None:
        days = [day for day in self._days(list_id) if fits(day)]
        return self._of_day(list_id, days[-1])[-1] if days else None

    def _of_day(self, list_id: str, day: date) -> list[Snapshot]:
        """The snapshots of one day, the one fetched last at the end."""
        prefix = f"{day.isoformat()}-"
        folder = self.path / list_id
        found = [
            read_manifest(folder / name)
            for name in self._folders(folder)
            if name.startswith(prefix)
        ]
        for snapshot in found:
            _check_files(snapshot)
        return sorted(found, key=lambda snapshot: (snapshot.fetched, snapshot.sha256))

    def _days(self, list_id: str) -> list[date]:
        if not LIST_ID.fullmatch(list_id):
            return []
        days = set()
        for name in self._folders(self.path / list_id):
            found = _FOLDER.fullmatch(name)
            try:
                days.add(date.fromisoformat(found[1] if found else name))
            except ValueError:
                raise ListError(
                    "this folder is no snapshot of a list",
                    path=self.path / list_id / name,
                    hint="Move it out of the store",
                ) from None
        return sorted(days)

    @staticmethod
    def _folders(folder: Path) -> list[str]:
        """The folders in a folder; a leading dot marks what is no part of the store's content."""
        try:
            entries = list(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise ListError(
                f"the store cannot be read ({error.strerror})",
                path=folder,
                hint="Check that you may read it",
            ) from error
        return sorted(e.name for e in entries if not e.name.startswith(".") and e.is_dir())


def _check_files(snapshot: Snapshot) -> None:
    """Refuses a snapshot of which a file is gone."""
    for path in snapshot.paths:
        if not path.is_file():
            raise ListError(
                "a file of a stored list is missing",
                path=path,
                hint=f"To mend it, {mending_command(snapshot.list_id)}",
            )
