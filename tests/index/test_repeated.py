"""Entries of the US Consolidated Screening List that repeat a loaded OFAC list are left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen import open_index
from sanctionscreen.index.linking import repeated
from sanctionscreen.model import Kind, ListedName, ListedParty, ListRef, NameType

Sdn = Callable[..., Path]
_HEADINGS = (
    "_id", "source", "entity_number", "type", "programs", "name", "alt_names", "source_list_url",
)  # fmt: skip
_SDN = "Specially Designated Nationals (SDN) - Treasury Department"
_SSI = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
_BIS = "Entity List (EL) - Bureau of Industry and Security"
# OFAC's 1 and 2 stand in the SDN List of these tests; 77 is newer than it, 3 on another list.
_ROWS = (
    ("1", _SDN, "1", "Individual", "SDGT", "ABEL, Baker"),
    ("2", _SDN, "2", "Individual", "SDGT", "CARL, Dora"),
    ("77", _SDN, "77", "Individual", "SDGT", "NOVAK, Eva"),
    ("3", _SSI, "3", "Entity", "UKRAINE-EO13662", "FIRST BANK"),
    ("caeb", _BIS, "", "", "", "Fourth Works"),
)


@pytest.fixture
def csl(tmp_path: Path) -> Path:
    """A screening list with two entries of the SDN List, and three that are not on it."""
    path = tmp_path / "consolidated.csv"
    lines = [",".join(_HEADINGS), *(",".join((*(f'"{c}"' for c in row), "", "")) for row in _ROWS)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _party(listed_id: str, *references: str) -> ListedParty:
    names = (ListedName("ABEL", NameType.PRIMARY),)
    list_id = listed_id.partition(":")[0]
    return ListedParty(listed_id, list_id, Kind.PERSON, names, (), references=references)


def _ref(refs: tuple[ListRef, ...], list_id: str) -> ListRef:
    return next(ref for ref in refs if ref.id == list_id)


def test_entries_of_a_loaded_ofac_list_are_left_out_and_counted(csl: Path, sdn_csv: Sdn) -> None:
    """Two entries stand in the SDN List: they are left out, and the note and counts say so."""
    index = open_index([csl, sdn_csv("ABEL, Baker", "CARL, Dora")])
    ref = _ref(index.refs, "us-csl")
    assert ref.counts.parties == 3
    assert "2 entries repeat ofac-sdn and are left out" in ref.notes
    assert not any("gave way" in note for note in ref.notes)
    assert _ref(index.refs, "ofac-sdn").counts.parties == 2
    assert len(index) == 5


def test_one_repeated_entry_is_told_in_the_singular(csl: Path, sdn_csv: Sdn) -> None:
    """An entry that the loaded list does not hold stays, also where it says it comes from it."""
    ref = _ref(open_index([csl, sdn_csv("ABEL, Baker")]).refs, "us-csl")
    assert ref.counts.parties == 4
    assert "1 entry repeats ofac-sdn and is left out" in ref.notes


def test_without_the_ofac_list_everything_is_screened(csl: Path) -> None:
    """Alone, the screening list is whole."""
    ref = _ref(open_index([csl]).refs, "us-csl")
    assert ref.counts.parties == len(_ROWS)
    assert not any("left out" in note for note in ref.notes)


def test_each_ofac_list_answers_for_its_own_entries() -> None:
    """The same number on the other OFAC list, or on a list of one's own, is another entry."""
    entry = _party("us-csl:1", "ofac-cons:1")
    assert repeated((entry, _party("ofac-sdn:1"))) == {}
    assert repeated((entry, _party("own-list:1", "ofac-cons:1"))) == {}
    assert repeated((_party("ofac-cons:1"), entry)) == {1: "ofac-cons"}


def test_an_entry_on_two_ofac_lists_needs_both() -> None:
    """What only one of the two lists would show may not be lost."""
    entry = _party("us-csl:1", "ofac-cons:1", "ofac-sdn:1")
    assert repeated((entry, _party("ofac-sdn:1"))) == {}
    both = (entry, _party("ofac-sdn:1"), _party("ofac-cons:1"))
    assert set(repeated(both)) == {0}


def test_other_lists_keep_entries_that_refer_to_ofac() -> None:
    """Other publishers' entries are linked to OFAC's, never left out."""
    assert repeated((_party("un-sc:QDi.1", "ofac-sdn:1"), _party("ofac-sdn:1"))) == {}
