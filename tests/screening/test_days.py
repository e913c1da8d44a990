"""Days: two publications of one list differ in what was designated between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sanctionscreen import open_index
from sanctionscreen.model import PartialDate
from sanctionscreen.screening import as_of_notes
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import (
    ImportOptions,
    Store,
    group_files,
    import_list,
    shipped_register_path,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NINTH, TENTH = PartialDate(2021, 12, 9), PartialDate(2021, 12, 10)


def put(store: Store, path: Path, day: PartialDate | None = None) -> None:
    """Imports a list of that day."""
    (files,), _ = group_files([path])
    register = load_register(shipped_register_path())
    import_list(store, files, register, ImportOptions(day), NOW)


def test_the_designations_of_a_day_are_what_two_publications_differ_in(
    tmp_path: Path, shared_lists: Path
) -> None:
    """Between 9 and 10 December 2021 OFAC's SDN List grew by 25 parties, and lost none."""
    store = Store(tmp_path / "store")
    put(store, shared_lists / "ofac_sdn" / "sdn_2021-12-10.csv", TENTH)
    put(store, shared_lists / "ofac_sdn" / "sdn_2021-12-09.csv", NINTH)
    held = []
    for day in (NINTH, TENTH):
        index = open_index(["ofac-sdn"], store=store.path, as_of=day)
        assert as_of_notes(index, day) == ()
        held.append({party.listed_id for party in index.parties()})
    assert len(held[1] - held[0]) == 25
    assert held[0] - held[1] == set()
    assert "ofac-sdn:33936" in held[1]


def test_a_later_publication_only_reconstructs_a_day(tmp_path: Path, shared_lists: Path) -> None:
    """The whole SDN List of 2025 cannot tell who was on it in 2021 and is no longer."""
    store = Store(tmp_path / "store")
    put(store, shared_lists / "ofac_sdn" / "SDN_ADVANCED_2025-11-19.xml.bz2")
    nearest = store.current("ofac-sdn", date(2021, 12, 10))
    assert nearest is not None
    assert nearest.published == date(2025, 11, 19)
    assert nearest.counts.parties == 18_367
    assert store.as_of("ofac-sdn", date(2021, 12, 10)) is None


def test_reconstruction_is_noted_by_list(tmp_path: Path, sdn_csv: Callable[..., Path]) -> None:
    """A day before the oldest publication is noted, the day itself and later ones are not."""
    store = Store(tmp_path / "store")
    put(store, sdn_csv("ABEL, Baker"), TENTH)
    for day, count in ((NINTH, 1), (TENTH, 0), (PartialDate(2022, 1, 1), 0)):
        index = open_index(["ofac-sdn"], store=store.path, as_of=day)
        assert len(as_of_notes(index, day)) == count
    assert as_of_notes(index, None) == ()
