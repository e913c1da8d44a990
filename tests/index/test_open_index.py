"""Opening an index over stored lists: from the cache without their files, else from sound ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanctionscreen import open_index
from sanctionscreen.errors import ListError
from sanctionscreen.index import compiling, opening
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register
from sanctionscreen.store import (
    ImportOptions,
    ListLocation,
    Store,
    group_files,
    import_list,
    load_list,
    shipped_register_path,
)

Sdn = Callable[..., Path]
NINTH, TENTH = PartialDate(2021, 12, 9), PartialDate(2021, 12, 10)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def put(store: Path, path: Path, day: PartialDate) -> None:
    """Imports a list of that day."""
    (files,), _ = group_files([path])
    register = load_register(shipped_register_path())
    import_list(Store(store), files, register, ImportOptions(day), NOW)


@pytest.fixture
def store(tmp_path: Path, sdn_csv: Sdn) -> Path:
    """The SDN List of two days, the later one with a party more."""
    folder = tmp_path / "store"
    put(folder, sdn_csv("ABEL, Baker"), NINTH)
    put(folder, sdn_csv("ABEL, Baker", "CARL, Dora"), TENTH)
    return folder


def test_the_store_adds_to_the_shipped_lists(store: Path) -> None:
    """Without a store the shipped lists are opened, with one its lists as well."""
    shipped = [ref.id for ref in open_index().refs]
    refs = open_index(store=store).refs
    assert [ref.id for ref in refs] == [*shipped, "ofac-sdn"]
    assert refs[-1].published == TENTH


def test_a_day_opens_the_snapshot_of_that_day(store: Path, tmp_path: Path) -> None:
    """Two days of one list are two indexes, also in one cache."""
    for day, parties in ((NINTH, 1), (TENTH, 2), (None, 2), (NINTH, 1)):
        index = open_index(["ofac-sdn"], store=store, as_of=day, cache_dir=tmp_path / "cache")
        assert len(index) == parties
        assert index.refs[0].published == (day or TENTH)


def test_a_cached_index_opens_without_reading_the_lists(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second opening reads the manifests only, however long the lists are."""
    before = open_index(["ofac-sdn"], store=store, cache_dir=tmp_path / "cache")

    def refuse(*_: object) -> None:
        raise AssertionError("a list was read")

    monkeypatch.setattr(compiling, "load_list", refuse)
    after = open_index(["ofac-sdn"], store=store, cache_dir=tmp_path / "cache")
    assert list(after.parties()) == list(before.parties())


def test_a_new_snapshot_is_seen_at_once(store: Path, tmp_path: Path, sdn_csv: Sdn) -> None:
    """An index compiled before an import is not opened after it."""
    cache = tmp_path / "cache"
    assert len(open_index(["ofac-sdn"], store=store, cache_dir=cache)) == 2
    put(store, sdn_csv("EVE, Frank", "GINA, Hal", "IDA, Jo"), PartialDate(2021, 12, 11))
    assert len(open_index(["ofac-sdn"], store=store, cache_dir=cache)) == 3


def test_a_damaged_stored_file_stops_the_compilation(store: Path) -> None:
    """A list that is not what was received is never compiled, and no other takes its place."""
    (path,) = (store / "ofac-sdn").glob("2021-12-10-*/files/*")
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)
    with pytest.raises(ListError, match="damaged") as caught:
        open_index(store=store)
    assert caught.value.path == str(path)


def test_the_cache_keeps_a_few_indexes_only(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Daily updates do not fill the disk; what was opened last is kept."""
    monkeypatch.setattr(opening, "_INDEXES_KEPT", 2)
    monkeypatch.setattr(opening, "_PIECES_KEPT", 3)
    cache = tmp_path / "cache"
    for day in (NINTH, TENTH, NINTH):
        open_index(["ofac-sdn"], store=store, as_of=day, cache_dir=cache)
    open_index(["curated-ns-cmic"], cache_dir=cache)
    assert len(list(cache.glob("index-*.bin"))) == 2
    assert len(list(cache.glob("piece-*.bin"))) == 3


def test_an_update_compiles_the_list_that_changed_and_no_other(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a selection that was compiled before in another company only the new list is read."""
    cache = tmp_path / "cache"
    open_index(["ofac-sdn", "curated-ns-cmic"], store=store, cache_dir=cache)
    read: list[str | None] = []

    def note(location: ListLocation, register: ProgrammeRegister) -> ParsedList:
        read.append(location.id)
        return load_list(location, register)

    monkeypatch.setattr(compiling, "load_list", note)
    chosen = ["ofac-sdn", "curated-ns-cmic", "curated-uk-2021-12-10"]
    index = open_index(chosen, store=store, cache_dir=cache)
    assert read == ["curated-uk-2021-12-10"]
    assert list(index.parties()) == list(open_index(chosen, store=store).parties())


def test_a_damaged_piece_is_compiled_anew(store: Path, tmp_path: Path) -> None:
    """A byte changed in any piece changes nothing in what is opened."""
    cache = tmp_path / "cache"
    lists = ["ofac-sdn", "curated-ns-cmic"]
    before = open_index(lists, store=store, cache_dir=cache)
    (whole,) = cache.glob("index-*.bin")
    wanted = whole.read_bytes()
    whole.unlink()
    for piece in cache.glob("piece-*.bin"):
        changed = bytearray(piece.read_bytes())
        changed[-100] ^= 1
        piece.write_bytes(bytes(changed))
    after = open_index(lists, store=store, cache_dir=cache)
    assert whole.read_bytes() == wanted
    assert list(after.parties()) == list(before.parties())
