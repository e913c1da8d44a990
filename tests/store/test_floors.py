"""Floors for imports: a list is compared with the publication before it, and with no later one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError
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
from sanctionscreen.store.floors import reviewed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Put = Callable[..., Snapshot]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store")


@pytest.fixture
def put(store: Store, sdn_csv: Callable[..., Path]) -> Put:
    """Imports an SDN List of so many parties and such a day under the floors."""
    register = load_register(shipped_register_path())

    def run(parties: int, day: int, reason: str | None = None) -> Snapshot:
        names = [f"QUOMBAR, Zed{'abcdefghij'[n % 10] * (n + 1)}" for n in range(parties)]
        path = sdn_csv(*names, name=f"sdn-{day}.csv")
        (files,), _ = group_files([path])
        options = ImportOptions(
            PartialDate(2026, 11, day),
            review=lambda drafted: reviewed(drafted, store, reason, where=path, command="do it"),
        )
        return import_list(store, files, register, options, NOW.replace(minute=day)).snapshot

    return run


def test_a_list_that_lost_half_is_refused(store: Store, put: Put) -> None:
    """The message tells the losses, the file, and the command that accepts them."""
    put(20, 10)
    with pytest.raises(ListError, match="parties: 10, where there were 20") as caught:
        put(10, 11)
    assert caught.value.exit_code == 3
    assert "do it --accept-drop REASON" in str(caught.value)
    assert "sdn-11.csv" in str(caught.value)
    assert [snapshot.counts.parties for snapshot in store.snapshots("ofac-sdn")] == [20]


def test_an_older_and_smaller_list_is_history(store: Store, put: Put) -> None:
    """A list of the years before today's has nothing to be compared with but what was before."""
    put(20, 10)
    put(10, 1)
    with pytest.raises(ListError, match="compared with the snapshot of 2026-11-01"):
        put(5, 5)
    put(9, 5)
    assert [snapshot.counts.parties for snapshot in store.snapshots("ofac-sdn")] == [10, 9, 20]


def test_an_accepted_loss_is_noted(put: Put) -> None:
    """Reason and losses stay with the snapshot."""
    put(20, 10)
    *_, note = put(10, 11, "they were delisted").ref.notes
    assert "they were delisted" in note
    assert "parties: 10, where there were 20" in note


def test_a_damaged_snapshot_is_passed_over(put: Put) -> None:
    """The list is held against the last one whose counts can be trusted."""
    put(20, 10)
    newest = put(21, 11)
    path = newest.folder / "manifest.json"
    content = json.loads(path.read_bytes())
    content["statistics"]["parties"] = 10
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ListError, match="compared with the snapshot of 2026-11-10"):
        put(10, 12)
