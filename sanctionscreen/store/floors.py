"""What a list may have lost since its publication before: more is refused, or accepted by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sanctionscreen.errors import ListError
from sanctionscreen.store.counting import losses
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.manifest import read_manifest
from sanctionscreen.store.snapshot import Snapshot

_TOLD = 4
"""Counts that fell which are told, parties first: where half a list is gone, all of them fell."""


def reviewed(
    drafted: Snapshot, store: Store, accept_drop: str | None, *, where: Path | str, command: str
) -> Snapshot:
    """Refuses a list that lost more than its floor allows.

    It is compared with the newest stored snapshot that was published before it, or on its day: a
    list of years ago that is imported for its history is smaller than today's and no loss.

    Args:
        accept_drop: Why a loss is accepted; it is noted in the snapshot.
        where: What the list came from.
        command: What was run, for the hint.

    Raises:
        ListError: it lost too much.
    """
    previous = previous_to(drafted, store)
    if previous is None:
        return drafted
    lost = losses(previous.statistics, drafted.statistics)
    if not lost:
        return drafted
    more = len(lost) - _TOLD
    text = "; ".join(lost[:_TOLD]) + (f"; and {more} more counts" if more > 0 else "")
    if accept_drop is None:
        raise ListError(
            f"{drafted.list_id} is not stored: compared with the snapshot of "
            f"{previous.published} it lost too much: {text}",
            path=where,
            hint=f"If the publisher did delist them: {command} --accept-drop REASON",
        )
    note = f"accepted with losses ({accept_drop}): {text}"
    return replace(drafted, ref=replace(drafted.ref, notes=(*drafted.ref.notes, note)))


def previous_to(drafted: Snapshot, store: Store) -> Snapshot | None:
    """The newest snapshot of another content, published by the day of this one, that can be read.

    One that is damaged is passed over: it is what an update or an import is to mend.
    """
    for folder in reversed(store.folders(drafted.list_id)):
        if folder.name == drafted.name or folder.name[:10] > drafted.published.isoformat():
            continue
        try:
            return read_manifest(folder)
        except ListError:
            continue
    return None
