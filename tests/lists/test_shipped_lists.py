"""The shipped lists as a whole: they load, hold what they say, and repeat nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure
from sanctionscreen.sources.base import ParsedList
from sanctionscreen.sources.curated import validate
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register
from sanctionscreen.store import (
    ListLocation,
    load_list,
    resolve,
    shipped_lists,
    shipped_register_path,
)

# What each list is known to hold; a smaller number means that something was lost.
COUNTS = {
    "curated-ca-2021-12-10": (4, 7, 0),
    "curated-myanmar": (144, 351, 30),
    "curated-north-korea": (529, 1188, 83),
    "curated-ns-cmic": (68, 211, 27),
    "curated-uk-2021-12-10": (5, 13, 0),
    "curated-us-2021-12-10": (25, 77, 3),
    "curated-us-7031c-2021-12-10": (12, 12, 0),
}


@pytest.fixture(scope="module")
def register() -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(shipped_register_path())


@pytest.fixture(scope="module")
def lists(register: ProgrammeRegister) -> dict[str, ParsedList]:
    """The shipped lists by id."""
    loaded = [load_list(location, register) for location in resolve(None)]
    return {parsed.ref.id: parsed for parsed in loaded}


def test_each_list_holds_what_it_should(lists: dict[str, ParsedList]) -> None:
    """Parties, names and weak aliases of every shipped list."""
    held = {
        list_id: (
            parsed.ref.counts.parties,
            parsed.ref.counts.names,
            parsed.ref.counts.weak_aliases,
        )
        for list_id, parsed in lists.items()
    }
    assert held == COUNTS


@pytest.mark.parametrize("path", shipped_lists(), ids=lambda path: path.stem)
def test_floors_are_the_counts(path: Path, register: ProgrammeRegister, tmp_path: Path) -> None:
    """Taking the last party out of a shipped list takes it below its floor."""
    assert validate(path, register) == ()
    entries = path.read_text(encoding="utf-8").split("\n  - id: ")
    shorter = tmp_path / path.name
    shorter.write_text("\n  - id: ".join(entries[:-1]), encoding="utf-8")
    with pytest.raises(ListFormatError, match="its floor is"):
        load_list(ListLocation(shorter, path.stem), register)


def test_every_header_is_complete(lists: dict[str, ParsedList]) -> None:
    """Each list says whose it is, of which day, under which licence, and what it leaves out."""
    for parsed in lists.values():
        ref = parsed.ref
        assert ref.published is not None
        assert ref.published.day is not None
        assert ref.licence
        assert (ref.publisher_url or "").startswith("https://")
        assert ref.notes
        if not ref.history_complete:
            assert any("not in this list" in note or "not known" in note for note in ref.notes)


def test_no_party_stands_in_two_lists(lists: dict[str, ParsedList]) -> None:
    """An OFAC party is in one of the lists only, so that a hit is not counted twice."""
    references = Counter(
        reference
        for parsed in lists.values()
        if parsed.ref.authority == "US Treasury (OFAC)"
        for party in parsed.parties
        for reference in party.references
    )
    assert len(references) == 25 + 144 + 529 + 68
    assert set(references.values()) == {1}


def test_every_designation_is_dated_and_has_a_page(lists: dict[str, ParsedList]) -> None:
    """Programme, date, measures and the publisher's page are known for every designation."""
    designations = [
        designation
        for parsed in lists.values()
        for party in parsed.parties
        for designation in party.designations
    ]
    assert len(designations) > 787
    for designation in designations:
        assert designation.programme
        assert designation.measures
        assert designation.listed_on is not None
        assert designation.listed_on.day is not None
        assert (designation.reference_url or "").startswith("https://")


def test_parties_carry_all_their_designations(lists: dict[str, ParsedList]) -> None:
    """A party under several programmes has each of them."""
    by_id = {party.listed_id: party for party in lists["curated-north-korea"].parties}
    programmes = [d.programme for d in by_id["curated-north-korea:53174"].designations]
    assert programmes == ["BURMA-EO14014", "DPRK"]
    on_both = [d.programme for d in by_id["curated-north-korea:28263"].designations]
    assert on_both == ["CYBER2", "DPRK3"]


def test_a_party_of_a_lesser_list_is_not_called_blocked(lists: dict[str, ParsedList]) -> None:
    """OFAC's Burma directive bans financial services to MOGE and does not block it."""
    by_id = {party.listed_id: party for party in lists["curated-myanmar"].parties}
    (designation,) = by_id["curated-myanmar:46072"].designations
    assert designation.measures == (Measure.SERVICES_BAN,)
    assert designation.programme_as_published == "BURMA-EO14014"
    others = [party for key, party in by_id.items() if key != "curated-myanmar:46072"]
    assert all(Measure.ASSET_FREEZE in d.measures for p in others for d in p.designations)


def test_vessels_and_aircraft_have_their_numbers(lists: dict[str, ParsedList]) -> None:
    """North Korean vessels are found by IMO number, aircraft are there at all."""
    parties = lists["curated-north-korea"].parties
    kinds = Counter(party.kind for party in parties)
    assert kinds[Kind.VESSEL] == 105
    assert kinds[Kind.AIRCRAFT] == 16
    vessels = [party for party in parties if party.kind is Kind.VESSEL]
    numbered = [p for p in vessels if any(i.type is IdentifierType.IMO for i in p.identifiers)]
    assert len(numbered) >= 100


def test_entries_are_in_the_order_of_their_ids(lists: dict[str, ParsedList]) -> None:
    """The files stay easy to compare: a new entry has one place only."""
    for parsed in lists.values():
        keys = [party.listed_id.partition(":")[2] for party in parsed.parties]
        numeric = all(key.isdigit() for key in keys)
        assert keys == sorted(keys, key=(lambda key: (int(key), key)) if numeric else None)
