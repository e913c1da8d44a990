"""Publishers' own files, imported and looked up: one party on several lists, each with its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Entries = dict[str, dict[str, Any]]

IMPORTS = (
    (("ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2",), None),
    (tuple(f"ofac_cons/cons_{part}_2025-12-19.csv" for part in ("prim", "alt")), "2025-12-19"),
    (("us_csl/consolidated_2022-05-16.csv.gz",), "2022-05-16"),
    (("uk/REBUILT_UK-Sanctions-List_2026-08-22.xml.xz",), None),
    (("ca/sema-lmes_2025-05.xml",), "2025-05-01"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files are imported, once for all tests of this module."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def imported(cli: Cli, store: Path, shared_lists: Path) -> Path:
    """The store with every file in it."""
    if not any(store.iterdir()):
        for files, published in IMPORTS:
            day = () if published is None else ("--published", published)
            paths = [shared_lists / file for file in files]
            ended = cli("lists", "import", *paths, *day, "--store", store)
            assert ended.code == 0, ended.err
    return store


def _entries(cli: Cli, store: Path, name: str) -> Entries:
    """Every entry of every hit, by its list."""
    ended = cli("lookup", name, "--format", "json", "--store", store)
    assert ended.code == 1
    (outcome,) = json.loads(ended.out)["outcomes"]
    return {entry["list"]: entry for hit in outcome["hits"] for entry in hit["entries"]}


def test_the_same_name_under_two_effects(cli: Cli, imported: Path) -> None:
    """SenseTime: an investment restriction, and beside it the export control of another company."""
    entries = _entries(cli, imported, "SenseTime")
    (cmic,) = entries["ofac-cons"]["designations"]
    assert cmic["programme"] == "NS-CMIC"
    assert cmic["measures"] == ["investment restriction (not blocking)"]
    (entity_list,) = entries["us-csl"]["designations"]
    assert entries["us-csl"]["listed_name"].startswith("Beijing Sensetime")
    assert entity_list["programme"] == "BIS-EL"
    assert entity_list["measures"] == ["export control (not blocking)"]


def test_one_office_on_three_lists_each_with_its_date(cli: Cli, imported: Path) -> None:
    """The Quartermaster General Office: OFAC, the United Kingdom and Canada, in one look-up."""
    entries = _entries(cli, imported, "Quartermaster General Office")
    dates = {
        list_id: [designation["listed_on"] for designation in entry["designations"]]
        for list_id, entry in entries.items()
    }
    assert dates["ofac-sdn"] == ["2021-12-10"]
    assert dates["uk-sl"] == ["2021-12-10"]
    assert dates["ca-sema"] == ["2021-12-10"]
    # The shipped entries of that day gave way to the publishers' own lists.
    assert not [list_id for list_id in dates if list_id.startswith("curated-")]


def test_what_two_lists_say_alike_is_found_once(cli: Cli, imported: Path) -> None:
    """Entries of the screening list that repeat OFAC's are left out, and the notes count them."""
    lists = json.loads(cli("lookup", "SenseTime", "--format", "json", "--store", imported).out)
    (held,) = (each for each in lists["lists"] if each["id"] == "us-csl")
    assert held["parties"] < 6_000
    repeats = [note for note in held["notes"] if "left out" in note]
    assert [note.split("repeat ")[1].split()[0] for note in repeats] == ["ofac-cons", "ofac-sdn"]
