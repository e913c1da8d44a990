"""The shipped OFAC lists against other files of the publisher than they were made from."""

from __future__ import annotations

import csv
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import pytest

from sanctionscreen.model import ListedParty, NameType
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.ca_sema_xml import SOURCE as CA_SEMA_XML
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import NON_SDN, ProgrammeRegister, load_register
from sanctionscreen.store import load_list, resolve, shipped_register_path

Rows = dict[str, list[str]]
OFAC_LISTS = ("curated-myanmar", "curated-north-korea", "curated-us-2021-12-10", "curated-ns-cmic")
MOGE = "46072"
DPRK = {"DPRK", "DPRK2", "DPRK3", "DPRK4", "DPRK-NKSPEA"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CMIC_DATE = re.compile(r"(\w+)(?: For Divestment)? Date \(CMIC\) (\d\d \w{3} \d{4})")
# User names of two people: the XML keeps their small letters, the CSV has no case.
LOWER_CASE = {"TIANYINYIN0404", "SNOWSJOHN", "BLACKJACK1987", "KHALEESI"}


@pytest.fixture(scope="module")
def register() -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(shipped_register_path())


@pytest.fixture(scope="module")
def parties(register: ProgrammeRegister) -> dict[str, ListedParty]:
    """The parties of the shipped OFAC lists, by OFAC's id."""
    lists = [load_list(location, register) for location in resolve(OFAC_LISTS)]
    return {p.listed_id.partition(":")[2]: p for parsed in lists for p in parsed.parties}


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a legacy CSV; its last byte is 0x1A, and latin-1 takes any byte."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 1:
                yield [cell.strip() for cell in row]


def entries(file: IO[bytes]) -> dict[str, ElementTree.Element]:
    """The entries of a simple XML file by id; tags without their namespace."""
    root = ElementTree.parse(file).getroot()
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return {entry.findtext("uid", ""): entry for entry in root.iter("sdnEntry")}


def shown(element: ElementTree.Element) -> str:
    """A name as the CSV shows it."""
    return ", ".join(filter(None, (element.findtext("lastName"), element.findtext("firstName"))))


def latin(party: ListedParty, *types: NameType) -> set[str]:
    """The Latin names of these types, without the case of user names."""
    names = {n.text for n in party.names if n.script == "Latn" and (not types or n.type in types)}
    return {name.upper() if name.upper() in LOWER_CASE else name for name in names}


def simple_names(entry: ElementTree.Element) -> dict[str, set[str]]:
    """All names of a simple XML entry, and the weak ones."""
    aliases = list(entry.iter("aka"))
    weak = {shown(aka) for aka in aliases if aka.findtext("category") == "weak"}
    return {"all": {shown(entry), *map(shown, aliases)}, "weak": weak - {shown(entry)}}


def test_the_day_of_the_diff(shared_lists: Path, parties: dict[str, ListedParty]) -> None:
    """The 25 are exactly the rows by which OFAC's CSV of the day is longer than the day before."""
    folder = shared_lists / "ofac_sdn"
    before = {row[0] for row in rows(folder / "sdn_2021-12-09.csv")}
    added = {r[0]: r for r in rows(folder / "sdn_2021-12-10.csv") if r[0] not in before}
    held = {k: p for k, p in parties.items() if p.list_id == "curated-us-2021-12-10"}
    assert len(added) == 25
    assert {key: row[1] for key, row in added.items()} == {
        key: party.primary_name.text for key, party in held.items()
    }
    assert {key: row[3] for key, row in added.items()} == {
        key: party.designations[0].programme_as_published for key, party in held.items()
    }


def test_the_simple_xml_has_the_same_parties_and_names(
    shared_lists: Path, parties: dict[str, ListedParty]
) -> None:
    """Whole programmes are in the lists, with every strong and weak Latin name and no other."""
    with lzma.open(shared_lists / "ofac_sdn" / "REBUILT_sdn_2025-11-19.xml.xz") as file:
        published = entries(file)
    chosen = {}
    for key, entry in published.items():
        programmes = {program.text for program in entry.iter("program")}
        if programmes & (DPRK | {"BURMA-EO14014"}):
            chosen[key] = entry
    of_the_day = {k for k, p in parties.items() if p.list_id == "curated-us-2021-12-10"}
    on_sdn = {k for k, p in parties.items() if p.list_id != "curated-ns-cmic"} - {MOGE}
    assert on_sdn == set(chosen) | of_the_day
    for key, entry in chosen.items():
        names, party = simple_names(entry), parties[key]
        assert latin(party) == names["all"], key
        assert latin(party, NameType.WEAK) == names["weak"], key
        assert sorted(d.programme_as_published for d in party.designations) == sorted(
            program.text or "" for program in entry.iter("program")
        )
        assert len(party.birth_dates) == len(list(entry.iter("dateOfBirth"))), key


def test_the_legacy_csv_says_the_same_of_birth_dates(
    shared_lists: Path, parties: dict[str, ListedParty]
) -> None:
    """Birth dates read from the XML are those that OFAC writes out in its CSV's remarks."""
    compared = 0
    for row in rows(shared_lists / "ofac_sdn" / "sdn_2024-01-11.csv"):
        party = parties.get(row[0])
        if party is None or party.list_id == "curated-ns-cmic":
            continue
        published = re.findall(r"(?:^|; )(?:alt\. )?DOB ([^;]*?)(?=;|\.?$)", row[11])
        assert sorted(map(iso, published)) == sorted(map(str, party.birth_dates)), row[0]
        compared += len(published)
    assert compared > 250


def iso(text: str) -> str:
    """A date of the legacy CSV ("01 Jan 1955 to 31 Dec 1955") in the form of our lists."""
    text, circa = text.removeprefix("circa "), "circa " if text.startswith("circa ") else ""
    days = []
    for day in text.split(" to "):
        parts = day.split()[::-1]
        numbers = [parts[0], *(f"{MONTHS.index(part) + 1:02d}" for part in parts[1:2]), *parts[2:]]
        days.append("-".join(numbers))
    return circa + "/".join(days)


def test_the_legacy_csv_names_are_held(shared_lists: Path, parties: dict[str, ListedParty]) -> None:
    """Primary names and aliases of OFAC's CSV of January 2024 are all in the lists."""
    folder = shared_lists / "ofac_sdn"
    primary = {row[0]: row[1] for row in rows(folder / "sdn_2024-01-11.csv")}
    common = [key for key in primary if key in parties and key != MOGE]
    assert len(common) > 550
    for key in common:
        assert parties[key].primary_name.text == primary[key]
    missing = [
        (row[0], row[3])
        for row in rows(folder / "alt_2024-01-08.csv")
        if row[0] in common and row[3] not in latin(parties[row[0]])
    ]
    # OFAC replaced the quotation marks in these two afterwards.
    assert [key for key, _ in missing] == ["22488", "22488"]


def test_the_cmic_list_is_whole(shared_lists: Path, parties: dict[str, ListedParty]) -> None:
    """Ids, names, aliases and all three dates of the newest NS-CMIC file."""
    folder = shared_lists / "ofac_cons"
    published = {
        r[0]: r for r in rows(folder / "cons_prim_2025-12-19.csv") if r[3] == "CMIC-EO13959"
    }
    held = {k: p for k, p in parties.items() if p.list_id == "curated-ns-cmic"}
    assert set(held) == set(published)
    aliases: dict[str, set[str]] = {key: {row[1]} for key, row in published.items()}
    for row in rows(folder / "cons_alt_2025-12-19.csv"):
        if row[0] in aliases:
            aliases[row[0]].add(row[3])
    for key, row in published.items():
        (designation,) = held[key].designations
        dates = dict(
            re.findall(r"(\w+)(?: For Divestment)? Date \(CMIC\) (\d\d \w{3} \d{4})", row[11])
        )
        assert str(designation.listed_on) == iso(dates["Listing"])
        assert str(designation.effective) == iso(dates["Effective"])
        assert str(designation.divest_by) == iso(dates["Sales"])
        strong = latin(held[key], NameType.PRIMARY, NameType.STRONG, NameType.FORMER)
        assert strong == aliases[key], key


def test_the_cmic_lists_weak_aliases(shared_lists: Path, parties: dict[str, ListedParty]) -> None:
    """Weak aliases, which the CSV hides in its remarks, are those of the simple XML."""
    path = shared_lists / "ofac_cons" / "consolidated_2025-06-30.xml"
    with path.open("rb") as file:
        published = entries(file)
    held = {k: p for k, p in parties.items() if p.list_id == "curated-ns-cmic"}
    for key, party in held.items():
        assert latin(party, NameType.WEAK) == simple_names(published[key])["weak"]
    assert sum(len(latin(party, NameType.WEAK)) for party in held.values()) == 27


def test_the_canadian_entries_refer_to_the_publishers_file(
    shared_lists: Path, register: ProgrammeRegister
) -> None:
    """The references of the Canadian list are the ids under which Canada's own file is read."""
    path = shared_lists / "ca" / "sema-lmes_2025-05.xml"
    official = CA_SEMA_XML.read((open_source(path),), ReadOptions(register))
    names = {party.listed_id: [n.text for n in party.names] for party in official.parties}
    (location,) = resolve(["curated-ca-2021-12-10"])
    for party in load_list(location, register).parties:
        (reference,) = party.references
        assert names[reference] == [name.text for name in party.names]


def test_every_ofac_tag_is_registered(shared_lists: Path, register: ProgrammeRegister) -> None:
    """No tag in any OFAC file at hand is missing from the register."""
    tags: set[str] = set()
    for path in sorted((shared_lists / "ofac_sdn").glob("sdn_20*.csv")):
        tags |= {tag for row in rows(path) for tag in row[3].split("] [")}
    for path in sorted((shared_lists / "ofac_cons").glob("consolidated_*.xml")):
        with path.open("rb") as file:
            tags |= {p.text or "" for e in entries(file).values() for p in e.iter("program")}
    with lzma.open(shared_lists / "ofac_sdn" / "REBUILT_sdn_2025-11-19.xml.xz") as file:
        tags |= {p.text or "" for e in entries(file).values() for p in e.iter("program")}
    assert len(tags) > 80
    assert [tag for tag in sorted(tags) if register.find("us-ofac", tag) is None] == []


def test_every_tag_that_stands_alone_off_the_sdn_list_has_its_lesser_effect(
    shared_lists: Path, register: ProgrammeRegister
) -> None:
    """A party of the consolidated list under one tag alone is never taken for a blocked one."""
    path = shared_lists / "ofac_cons" / "cons_prim_2025-12-19.csv"
    alone = {row[3] for row in rows(path) if "] [" not in row[3]}
    assert len(alone) == 8
    for tag in sorted(alone):
        found = register.find("us-ofac", NON_SDN + tag) or register.find("us-ofac", tag)
        assert found is not None
        assert "asset-freeze" not in [measure.value for measure in found.measures]
