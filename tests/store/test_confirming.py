"""When a list was last found to be its publisher's newest: known, or taken for unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sanctionscreen.model import PartialDate
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import (
    ImportOptions,
    Snapshot,
    Store,
    group_files,
    import_list,
    shipped_register_path,
)
from sanctionscreen.store.confirming import write_confirmed

PUBLISHED = PartialDate(2026, 10, 1)
MOMENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def snapshot(tmp_path: Path, sdn_csv: Callable[..., Path]) -> Snapshot:
    """A list of 1 October in a store."""
    (files,), _ = group_files([sdn_csv("ABEL, Baker")])
    register = load_register(shipped_register_path())
    store = Store(tmp_path / "store")
    return import_list(store, files, register, ImportOptions(PUBLISHED), MOMENT).snapshot


def _store(snapshot: Snapshot) -> Store:
    return Store(snapshot.folder.parents[1])


def test_an_import_confirms_nothing(snapshot: Snapshot) -> None:
    """A file that a user brings says nothing of what its publisher has by now."""
    assert _store(snapshot).confirmed(snapshot.ref, TODAY) is None


def test_a_confirmation_is_kept_and_moves_on(snapshot: Snapshot) -> None:
    """The last one counts; the snapshot itself is not touched."""
    folder = snapshot.folder.parent
    before = {path: path.read_bytes() for path in snapshot.folder.rglob("*") if path.is_file()}
    for day in (18, 20):
        write_confirmed(folder, snapshot, MOMENT.replace(day=day))
    assert _store(snapshot).confirmed(snapshot.ref, TODAY) == date(2026, 11, 20)
    assert all(path.read_bytes() == data for path, data in before.items())
    assert not list(folder.glob("*.part"))
    assert _store(snapshot).list_ids() == ("ofac-sdn",)


def test_no_damaged_confirmation_makes_a_list_younger(snapshot: Snapshot) -> None:
    """Whatever byte is changed, cut or swapped in, it is taken for none."""
    folder, store = snapshot.folder.parent, _store(snapshot)
    write_confirmed(folder, snapshot, MOMENT)
    (path,) = folder.glob(".confirmed-*")
    whole = path.read_bytes()
    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 1
        path.write_bytes(bytes(changed))
        assert store.confirmed(snapshot.ref, TODAY) is None, position
    for length in (0, 1, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert store.confirmed(snapshot.ref, TODAY) is None
    path.write_bytes(whole)
    assert store.confirmed(snapshot.ref, TODAY) is not None


def test_a_confirmation_is_of_one_snapshot(snapshot: Snapshot) -> None:
    """Renamed to stand beside another, it confirms neither."""
    folder, store = snapshot.folder.parent, _store(snapshot)
    write_confirmed(folder, snapshot, MOMENT)
    (path,) = folder.glob(".confirmed-*")
    path.rename(folder / f".confirmed-2026-10-02-{snapshot.sha256[:12]}.json")
    assert store.confirmed(snapshot.ref, TODAY) is None


def test_a_confirmation_of_the_future_counts_for_nothing(snapshot: Snapshot) -> None:
    """A clock that was wrong keeps no list fresh for ever; a day is a matter of time zones."""
    folder, store = snapshot.folder.parent, _store(snapshot)
    write_confirmed(folder, snapshot, MOMENT.replace(day=25))
    assert store.confirmed(snapshot.ref, TODAY) is None
    assert store.confirmed(snapshot.ref, date(2026, 11, 24)) == date(2026, 11, 25)
