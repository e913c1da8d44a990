"""When a snapshot was last found to be what its publisher has: age is counted from then.

A publisher may leave a list as it is for months. What `lists update` asks for and gets unchanged is
as fresh as on that day, whatever the day of its publication. A file that the user imports says
nothing of what the publisher has by now, so an import confirms nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from sanctionscreen.store.notes import read_note, write_note
from sanctionscreen.store.snapshot import Snapshot

_AHEAD = timedelta(days=1)
"""A confirmation that lies further ahead comes from a clock that was wrong, and counts for
nothing."""


def write_confirmed(folder: Path, snapshot: Snapshot, moment: datetime) -> None:
    """Notes that the publisher's address gave this snapshot; the caller holds the list's lock.

    Args:
        folder: The list's in the store.
        moment: With its time zone.

    Raises:
        OSError: it cannot be written.
    """
    values = {"snapshot": snapshot.name, "confirmed": moment.isoformat(timespec="seconds")}
    write_note(_path(folder, snapshot.name), values)


def read_confirmed(folder: Path, snapshot: str, today: date) -> datetime | None:
    """When a snapshot was last confirmed; None where that is not known.

    Args:
        folder: The list's in the store.
        snapshot: Its name.
    """
    values = read_note(_path(folder, snapshot)) or {}
    if values.get("snapshot") != snapshot:
        return None
    try:
        moment = datetime.fromisoformat(values.get("confirmed") or "")
    except ValueError:
        return None
    is_possible = moment.tzinfo is not None and moment.date() <= today + _AHEAD
    return moment if is_possible else None


def _path(folder: Path, snapshot: str) -> Path:
    return folder / f".confirmed-{snapshot}.json"
