"""The store: which snapshot counts on a day, and what a damaged or foreign folder ends in."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import (
    ImportOptions,
    Snapshot,
    Store,
    check_files,
    group_files,
    import_list,
    shipped_register_path,
)

Sdn = Callable[..., Path]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAYS = (date(2021, 12, 9), date(2021, 12, 10), date(2022, 1, 31))


@pytest.fixture
def store(tmp_path: Path, sdn_csv: Sdn) -> Store:
    """Three snapshots of the SDN List, imported in no order of their days."""
    store = Store(tmp_path / "store")
    register = load_register(shipped_register_path())
    for number in (1, 2, 0):
        (files,), _ = group_files([sdn_csv(*["ABEL, Baker"] * (number + 1), name=f"{number}.csv")])
        day = DAYS[number]
        options = ImportOptions(PartialDate(day.year, day.month, day.day))
        import_list(store, files, register, options, NOW)
    return store


def day_of(snapshot: Snapshot | None) -> date | None:
    """The day of a snapshot, if there is one."""
    return None if snapshot is None else snapshot.published


def test_snapshots_are_in_the_order_of_their_days(store: Store) -> None:
    """History is that of the publisher, not that of the imports."""
    assert store.list_ids() == ("ofac-sdn",)
    assert tuple(day_of(s) for s in store.snapshots("ofac-sdn")) == DAYS
    assert [s.counts.parties for s in store.snapshots("ofac-sdn")] == [1, 2, 3]
    assert day_of(store.newest("ofac-sdn")) == DAYS[-1]


@pytest.mark.parametrize(
    ("day", "as_of", "current"),
    [
        (date(2021, 12, 8), None, DAYS[0]),
        (DAYS[0], DAYS[0], DAYS[0]),
        (DAYS[1], DAYS[1], DAYS[1]),
        (date(2021, 12, 11), DAYS[1], DAYS[1]),
        (date(2026, 1, 1), DAYS[2], DAYS[2]),
    ],
)
def test_as_of_is_the_newest_published_by_that_day(
    store: Store, day: date, as_of: date | None, current: date
) -> None:
    """Before the first snapshot there is none, and the oldest is what a day is rebuilt from."""
    assert day_of(store.as_of("ofac-sdn", day)) == as_of
    assert day_of(store.current("ofac-sdn", day)) == current
    assert day_of(store.current("ofac-sdn")) == DAYS[2]


def test_a_store_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """Without an import nothing is stored, and no list is taken for an empty one."""
    store = Store(tmp_path / "none")
    assert store.list_ids() == ()
    assert store.current("ofac-sdn") is None
    assert store.snapshots("../ofac-sdn") == ()


def test_a_damaged_newest_snapshot_is_never_replaced_by_an_older(store: Store) -> None:
    """A list that cannot be trusted is an error that names its file; others are untouched."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    manifest = newest.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-10])
    with pytest.raises(ListError, match="damaged") as caught:
        store.newest("ofac-sdn")
    assert caught.value.path == str(manifest)
    assert "lists import" in str(caught.value)
    assert day_of(store.as_of("ofac-sdn", DAYS[1])) == DAYS[1]


def test_any_byte_of_a_manifest_counts(store: Store) -> None:
    """Every single changed byte of a manifest is found, also of white space."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    manifest = newest.folder / "manifest.json"
    sound = manifest.read_bytes()
    for place in range(0, len(sound), 7):
        changed = bytearray(sound)
        changed[place] ^= 1
        manifest.write_bytes(changed)
        with pytest.raises(ListError, match="manifest"):
            store.newest("ofac-sdn")
    manifest.write_bytes(sound)
    assert store.newest("ofac-sdn") == newest


@pytest.mark.parametrize(
    ("key", "value"),
    [("schema_version", 2), ("files", []), ("fetched", "2026-11-23T09:00:00"), ("extra", 1)],
)
def test_a_manifest_of_another_form_is_refused(store: Store, key: str, value: object) -> None:
    """A manifest that another version wrote, or a hand, is not half understood."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    manifest = newest.folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), key: value}))
    with pytest.raises(ListError, match="damaged"):
        store.newest("ofac-sdn")


@pytest.mark.parametrize("name", ["2022-01-31-0123456789ab", "2022-02-01-0123456789ab"])
def test_a_snapshot_under_another_name_is_refused(store: Store, name: str) -> None:
    """A folder cannot be made the newest by renaming it."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    newest.folder.rename(newest.folder.with_name(name))
    with pytest.raises(ListError, match="belongs to ofac-sdn/2022-01-31"):
        store.newest("ofac-sdn")


def test_a_missing_file_is_named(store: Store) -> None:
    """A snapshot without its file is not opened."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    newest.paths[0].unlink()
    with pytest.raises(ListError, match="missing") as caught:
        store.newest("ofac-sdn")
    assert caught.value.path == str(newest.paths[0])


def test_a_changed_file_is_named(store: Store) -> None:
    """Every byte of a stored file is under its digest."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    check_files(newest)
    (path,) = newest.paths
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ListError, match="damaged") as caught:
        check_files(newest)
    assert caught.value.path == str(path)


def test_a_folder_that_is_no_snapshot_is_an_error(store: Store) -> None:
    """A snapshot renamed out of sight does not leave an older one as the current."""
    newest = store.newest("ofac-sdn")
    assert newest is not None
    newest.folder.rename(newest.folder.with_name("kept for later"))
    with pytest.raises(ListError, match="no snapshot"):
        store.newest("ofac-sdn")


def test_a_read_only_store_is_read(store: Store) -> None:
    """Reading leaves no trace, so a store may lie where nobody may write."""
    paths = [store.path, *store.path.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        assert day_of(store.newest("ofac-sdn")) == DAYS[2]
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
