"""Importing: a list comes into the store whole, under its own day and bytes, or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError, UsageError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import (
    Imported,
    ImportOptions,
    Store,
    group_files,
    import_list,
    load_list,
    resolve,
    shipped_register_path,
)

Sdn = Callable[..., Path]
Import = Callable[..., Imported]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = PartialDate(2021, 12, 10)
OWN = """\
id: {id}
title: Own
authority: Us
as_of: {day}
entries:
  - id: a
    kind: person
    names: [{{text: Abel Baker, type: primary}}]
    designations: [{{programme: OWN-LIST}}]
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that is not there yet."""
    return Store(tmp_path / "store")


@pytest.fixture
def put(store: Store) -> Import:
    """Imports the files of one list."""

    def run(
        *paths: Path,
        published: PartialDate | None = None,
        list_id: str | None = None,
        mapping: tuple[tuple[str, str], ...] = (),
        fetched: datetime = NOW,
    ) -> Imported:
        (files,), refused = group_files(paths)
        assert refused == ()
        options = ImportOptions(published, list_id, mapping)
        return import_list(store, files, load_register(shipped_register_path()), options, fetched)

    return run


def content(store: Store) -> dict[str, bytes]:
    """Every file of the store but its lock, with its bytes."""
    paths = (path for path in store.path.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(store.path).as_posix(): path.read_bytes() for path in paths}


def test_a_list_is_stored_with_its_day_counts_and_bytes(
    store: Store, put: Import, sdn_csv: Sdn
) -> None:
    """The snapshot lies under its list and day, and holds the file as it was received."""
    path = sdn_csv("ABEL, Baker", "CARL, Dora")
    received = path.read_bytes()
    imported = put(path, published=DAY)
    snapshot = imported.snapshot
    sha256 = hashlib.sha256(received).hexdigest()
    assert (imported.is_new, imported.is_current) == (True, True)
    assert snapshot.folder == store.path / "ofac-sdn" / f"2021-12-10-{sha256[:12]}"
    assert (snapshot.sha256, snapshot.published) == (sha256, date(2021, 12, 10))
    assert (snapshot.counts.parties, snapshot.fetched, snapshot.origin) == (2, NOW, "import")
    (stored,) = snapshot.paths
    assert gzip.decompress(stored.read_bytes()) == received
    assert store.newest("ofac-sdn") == snapshot


def test_a_stored_list_is_screened_as_the_file_was(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """What is read from the store has the parties, day and digest of the file received."""
    snapshot = put(sdn_csv("ABEL, Baker"), published=DAY).snapshot
    (location,) = resolve(["ofac-sdn"], store=store)
    parsed = load_list(location, load_register(shipped_register_path()))
    assert [party.listed_id for party in parsed.parties] == ["ofac-sdn:1"]
    assert (parsed.ref.sha256, parsed.ref.published) == (snapshot.sha256, DAY)


def test_a_file_that_came_packed_is_kept_as_it_came(put: Import, sdn_csv: Sdn) -> None:
    """A compressed file is not packed again; its digest is that of the bytes received."""
    plain = sdn_csv("ABEL, Baker")
    packed = plain.with_name("sdn.csv.gz")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    (stored,) = put(packed, published=DAY).snapshot.paths
    assert stored.read_bytes() == packed.read_bytes()


def test_the_same_bytes_twice_change_nothing(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """A second import says that the list is there already, and touches no file."""
    path = sdn_csv("ABEL, Baker")
    put(path, published=DAY)
    before = content(store)
    again = put(path, published=DAY, fetched=NOW + timedelta(days=1))
    assert not again.is_new
    assert again.is_current
    assert content(store) == before


def test_two_stores_of_one_file_have_the_same_bytes(
    tmp_path: Path, store: Store, put: Import, sdn_csv: Sdn
) -> None:
    """Neither the clock of the file system nor the machine leaves a trace in a snapshot."""
    path = sdn_csv("ABEL, Baker")
    put(path, published=DAY)
    os.utime(path, (1, 1))
    (files,), _ = group_files([path])
    other = Store(tmp_path / "other")
    register = load_register(shipped_register_path())
    import_list(other, files, register, ImportOptions(DAY), NOW)
    assert content(other) == content(store)
    assert len(content(store)) == 2


def test_an_older_list_imported_last_is_not_the_current_one(
    store: Store, put: Import, sdn_csv: Sdn
) -> None:
    """The newest publication date counts, never the order of the imports."""
    put(sdn_csv("ABEL, Baker", "CARL, Dora"), published=DAY)
    older = put(sdn_csv("ABEL, Baker", name="old.csv"), published=PartialDate(2021, 12, 9))
    assert (older.is_new, older.is_current) == (True, False)
    newest = store.newest("ofac-sdn")
    assert newest is not None
    assert newest.published == date(2021, 12, 10)


def test_of_one_day_the_later_fetched_counts(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """A publisher may correct a list on the same day; two of one moment cannot be told apart."""
    put(sdn_csv("ABEL, Baker"), published=DAY)
    corrected = sdn_csv("ABEL, Baker", "CARL, Dora", name="corrected.csv")
    with pytest.raises(ListError, match="which of the two is newer"):
        put(corrected, published=DAY)
    later = put(corrected, published=DAY, fetched=NOW + timedelta(hours=1))
    assert store.newest("ofac-sdn") == later.snapshot


def test_a_file_without_a_date_needs_one(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """Nothing is stored under a guessed day."""
    with pytest.raises(ListError, match="--published") as caught:
        put(sdn_csv("ABEL, Baker"))
    assert caught.value.exit_code == 3
    assert store.list_ids() == ()


def test_a_file_with_a_date_keeps_it(put: Import, tmp_path: Path) -> None:
    """``--published`` cannot give a file another day than it says itself."""
    path = tmp_path / "own.yml"
    path.write_text(OWN.format(id="own-a", day="2024-01-01"), encoding="utf-8")
    with pytest.raises(ListError, match="published on 2024-01-01, not on 2021-12-10"):
        put(path, published=DAY)
    assert put(path).snapshot.published == date(2024, 1, 1)


def test_a_list_of_the_future_is_refused(put: Import, sdn_csv: Sdn) -> None:
    """A mistyped year does not become the newest snapshot for years to come."""
    with pytest.raises(ListFormatError, match="in the future"):
        put(sdn_csv("ABEL, Baker"), published=PartialDate(2062, 11, 23))


def test_a_list_cut_short_leaves_the_store_as_it_was(
    store: Store, put: Import, sdn_csv: Sdn
) -> None:
    """A file that is not whole is refused before anything is written."""
    put(sdn_csv("ABEL, Baker"), published=DAY)
    before = content(store)
    cut = sdn_csv("ABEL, Baker", "CARL, Dora", name="cut.csv")
    cut.write_bytes(cut.read_bytes().removesuffix(b"\x1a"))
    with pytest.raises(ListFormatError, match="cut short"):
        put(cut, published=PartialDate(2021, 12, 11))
    assert content(store) == before


@pytest.mark.parametrize("taken", ["curated-myanmar", "ofac-sdn"])
def test_an_own_list_may_not_pose_as_another(put: Import, tmp_path: Path, taken: str) -> None:
    """An own file under the id of a shipped or an official list never stands in for it."""
    path = tmp_path / "own.yml"
    path.write_text(OWN.format(id=taken, day="2024-01-01"), encoding="utf-8")
    with pytest.raises(ListFormatError, match="an id of its own"):
        put(path)


@pytest.mark.parametrize("wrong", ["ofac-sdn", "curated-myanmar", "Own List", "../own", "con", ""])
def test_an_id_that_cannot_be_given_is_a_usage_error(
    store: Store, put: Import, tmp_path: Path, wrong: str
) -> None:
    """``--id`` takes ids of lists of one's own, which are names of folders on every system."""
    path = tmp_path / "deny.csv"
    path.write_text("name\nAbel Baker\n", encoding="utf-8")
    with pytest.raises(UsageError):
        put(path, published=DAY, list_id=wrong)
    assert store.list_ids() == ()


def test_an_id_or_mapping_that_does_not_fit_is_a_usage_error(put: Import, sdn_csv: Sdn) -> None:
    """An option that would do nothing is refused."""
    path = sdn_csv("ABEL, Baker")
    with pytest.raises(UsageError, match="Leave --id out"):
        put(path, published=DAY, list_id="own-a")
    with pytest.raises(UsageError, match="Leave --mapping out"):
        put(path, published=DAY, mapping=(("name", "Supplier"),))


def test_a_plain_csv_is_stored_under_an_id_with_its_mapping(
    store: Store, put: Import, tmp_path: Path
) -> None:
    """The mapping given at the import is the one that the stored file is read with."""
    path = tmp_path / "deny list.csv"
    path.write_text("Supplier,name\nAbel Baker,no name\n", encoding="utf-8")
    mapping = (("name", "Supplier"),)
    snapshot = put(path, published=DAY, list_id="own-deny", mapping=mapping).snapshot
    assert snapshot.title == "Own list deny list.csv"
    (location,) = resolve(["own-deny"], store=store)
    parsed = load_list(location, load_register(shipped_register_path()))
    assert [party.primary_name.text for party in parsed.parties] == ["Abel Baker"]
    assert parsed.ref.title == snapshot.title


def test_a_damaged_snapshot_is_mended_by_its_file(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """Importing the same file again puts a sound snapshot in place of a damaged one."""
    path = sdn_csv("ABEL, Baker")
    snapshot = put(path, published=DAY).snapshot
    before = content(store)
    snapshot.paths[0].write_bytes(b"damaged")
    assert put(path, published=DAY).is_new
    assert content(store) == before


def test_what_a_killed_import_left_is_cleared(store: Store, put: Import, sdn_csv: Sdn) -> None:
    """A half-written folder is never a snapshot, and goes with the next import."""
    left = store.path / "ofac-sdn" / ".part-2021-12-10-0123456789ab" / "files"
    left.mkdir(parents=True)
    assert store.list_ids() == ()
    put(sdn_csv("ABEL, Baker"), published=DAY)
    assert not left.exists()


def test_a_full_disk_leaves_the_store_as_it_was(
    store: Store, put: Import, sdn_csv: Sdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where writing fails in the middle, the list is not stored, and the error says so."""
    put(sdn_csv("ABEL, Baker"), published=DAY)
    before = content(store)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ListError, match="No space left"):
        put(sdn_csv("CARL, Dora", name="new.csv"), published=PartialDate(2021, 12, 11))
    assert content(store) == before


def test_a_file_that_changes_while_it_is_read_is_refused(
    store: Store, put: Import, sdn_csv: Sdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is what was read."""
    path = sdn_csv("ABEL, Baker")
    from sanctionscreen.sources.registry import read_list as read
    from sanctionscreen.store import importing

    def read_and_change(*arguments: object) -> object:
        parsed = read(*arguments)  # type: ignore[arg-type]
        path.write_bytes(b"something else")
        return parsed

    monkeypatch.setattr(importing, "read_list", read_and_change)
    with pytest.raises(ListError, match="changed while it was read"):
        put(path, published=DAY)
    assert store.list_ids() == ()
