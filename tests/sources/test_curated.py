"""Curated lists: what a good file becomes."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from sanctionscreen.model import (
    DateBasis,
    DateSpan,
    Designation,
    Event,
    EventKind,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    ListCounts,
    ListedName,
    ListedParty,
    Location,
    Measure,
    NamePart,
    NameType,
    PartialDate,
    PartyLink,
)
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.curated import CURATED_YAML, validate
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register

FULL = """\
id: own-watch
title: Our own watch list
authority: Example Ltd
publisher_url: https://example.com/watch
as_of: 2024-05-06
licence: internal
history_complete: true
notes:
  - Kept by the compliance team.
floors:
  parties: 2
  names: 4
  weak_aliases: 1
programmes:
  - key: OWN-WATCH
    publisher: own
    title: Watched parties
    authority: Example Ltd
    legal_basis: Board decision 7
    measures: [services-ban]
entries:
  - id: 00123
    kind: person
    names:
      - text: RI, Yong Gil
        type: primary
        parts:
          - family: Ri
          - given: Yong
          - given: Gil
      - text: 리영길
        type: weak-alias
        script: Kore
      - text: Ри Ён Гиль
        type: strong-alias
    designations:
      - programme: DPRK2
        as_published: DPRK2
        authority: Somebody
        measures: [asset-freeze, secondary-sanctions-risk]
        legal_basis: Executive Order 13687
        listed_on: 2021-12-10
        effective: 2022-01
        divest_by: 2023
        expires: 2030-01-01
        events:
          - amended: 2022-03-04
          - delisted: 2023-04-05
          - relisted: 2023-04-06
        reference_url: https://example.com/1
      - programme: OWN-WATCH
    birth_dates:
      - 1955-01-01/1955-12-31
      - 1953-08
      - circa 1960
      - 1961
    birthplaces:
      - text: Pyongyang, Korea, North
        country: KP
        city: Pyongyang
    nationalities:
      - KP
      - NO
    gender: male
    identifiers:
      - type: passport
        value: 0012345
        country: KP
        label: Passport No.
        issued: 2019-02-05
        expires: 2029-02
    locations:
      - text: Korea, North
    positions:
      - Chief of the General Staff
    remarks: 'Secondary sanctions risk: North Korea'
    links:
      - relation: Leader of
        listed_id: own-watch:2
        name: Office
      - relation: Owned by
        name: Somebody else
    references:
      - ofac-sdn:33936
  - id: '2'
    kind: organisation
    names:
      - text: 'NO'
        type: primary
    designations:
      - programme: OWN-WATCH
"""


@pytest.fixture(scope="module")
def register(repository: Path) -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(repository / "lists" / "programmes.yml")


def read(path: Path, register: ProgrammeRegister, list_id: str | None = None) -> ParsedList:
    """Reads a curated list as a run does."""
    return CURATED_YAML.read((open_source(path),), ReadOptions(register, list_id=list_id))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A list that uses every key there is."""
    path = tmp_path / "watch.yml"
    path.write_text(FULL, encoding="utf-8")
    return path


def test_the_header_becomes_the_list_reference(full: Path, register: ProgrammeRegister) -> None:
    """What the header says, the digest of the bytes and the counts reach the report."""
    ref = read(full, register).ref
    assert (ref.id, ref.title, ref.authority) == ("own-watch", "Our own watch list", "Example Ltd")
    assert (ref.publisher_url, ref.licence) == ("https://example.com/watch", "internal")
    assert ref.published == PartialDate(2024, 5, 6)
    assert ref.counts == ListCounts(parties=2, names=4, weak_aliases=1)
    assert ref.sha256 == hashlib.sha256(full.read_bytes()).hexdigest()
    assert ref.is_curated
    assert ref.history_complete
    assert ref.notes == ("Kept by the compliance team.",)


def test_every_field_of_an_entry_is_read(full: Path, register: ProgrammeRegister) -> None:
    """Nothing of an entry is lost on its way to the listed party."""
    assert read(full, register).parties[0] == ListedParty(
        listed_id="own-watch:00123",
        list_id="own-watch",
        kind=Kind.PERSON,
        names=(
            ListedName(
                "RI, Yong Gil",
                NameType.PRIMARY,
                "Latn",
                (
                    (NamePart.FAMILY, "Ri"),
                    (NamePart.GIVEN, "Yong"),
                    (NamePart.GIVEN, "Gil"),
                ),
            ),
            ListedName("리영길", NameType.WEAK, "Kore"),
            ListedName("Ри Ён Гиль", NameType.STRONG, "Cyrl"),
        ),
        designations=(FIRST_DESIGNATION, OWN_DESIGNATION),
        birth_dates=(
            DateSpan(PartialDate(1955, 1, 1), PartialDate(1955, 12, 31)),
            DateSpan(PartialDate(1953, 8), PartialDate(1953, 8)),
            DateSpan(PartialDate(1960), PartialDate(1960), circa=True),
            DateSpan(PartialDate(1961), PartialDate(1961)),
        ),
        birthplaces=(Location("Pyongyang, Korea, North", "KP", "Pyongyang"),),
        nationalities=("KP", "NO"),
        gender=Gender.MALE,
        identifiers=(
            Identifier(
                IdentifierType.PASSPORT,
                "0012345",
                "KP",
                "Passport No.",
                PartialDate(2019, 2, 5),
                PartialDate(2029, 2),
            ),
        ),
        locations=(Location("Korea, North"),),
        positions=("Chief of the General Staff",),
        remarks="Secondary sanctions risk: North Korea",
        links=(
            PartyLink("Leader of", "own-watch:2", "Office"),
            PartyLink("Owned by", None, "Somebody else"),
        ),
        references=("ofac-sdn:33936",),
    )


FIRST_DESIGNATION = Designation(
    programme="DPRK2",
    programme_as_published="DPRK2",
    authority="Somebody",
    measures=(Measure.ASSET_FREEZE, Measure.SECONDARY),
    legal_basis="Executive Order 13687",
    listed_on=PartialDate(2021, 12, 10),
    listed_on_basis=DateBasis.FILE,
    effective=PartialDate(2022, 1),
    divest_by=PartialDate(2023),
    expires=PartialDate(2030, 1, 1),
    events=(
        Event(EventKind.LISTED, PartialDate(2021, 12, 10)),
        Event(EventKind.AMENDED, PartialDate(2022, 3, 4)),
        Event(EventKind.DELISTED, PartialDate(2023, 4, 5)),
        Event(EventKind.RELISTED, PartialDate(2023, 4, 6)),
    ),
    reference_url="https://example.com/1",
)
OWN_DESIGNATION = Designation(
    programme="OWN-WATCH",
    programme_as_published="OWN-WATCH",
    authority="Example Ltd",
    measures=(Measure.SERVICES_BAN,),
    legal_basis="Board decision 7",
)


def test_words_that_yaml_takes_for_values_stay_words(
    full: Path, register: ProgrammeRegister
) -> None:
    """Norway's code and a company called NO are not read as false, and ids keep their zeros."""
    first, second = read(full, register).parties
    assert "NO" in first.nationalities
    assert first.listed_id.endswith(":00123")
    assert second.primary_name.text == "NO"


def test_the_options_may_rename_the_list(full: Path, register: ProgrammeRegister) -> None:
    """A list id given on reading replaces the file's own, in the parties too."""
    parsed = read(full, register, list_id="own-other")
    assert parsed.ref.id == "own-other"
    assert {party.list_id for party in parsed.parties} == {"own-other"}
    assert parsed.parties[1].listed_id == "own-other:2"


def test_a_compressed_list_is_read(full: Path, register: ProgrammeRegister) -> None:
    """A curated list may be kept compressed; its digest is that of the file as it lies there."""
    packed = full.with_suffix(".yml.gz")
    packed.write_bytes(gzip.compress(full.read_bytes(), mtime=0))
    parsed = read(packed, register)
    assert parsed.parties == read(full, register).parties
    assert parsed.ref.sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()


def test_a_good_list_has_no_problems(full: Path, register: ProgrammeRegister) -> None:
    """What can be read validates."""
    assert validate(full, register) == ()


@pytest.mark.parametrize(
    ("head", "is_curated"),
    [
        (b"id: x\ntitle: y\n", True),
        (b"# comment\n\nauthority: A\r\nentries:\r\n", True),
        (b"\xef\xbb\xbfid: x\nentries: []\n", True),
        (b"id,name\n1,Smith\n", False),
        (b"<?xml version='1.0'?>", False),
        (b'{"id": 1, "title": 2}', False),
        (b"title: a novel\n", False),
        (b"id: \x00\x00title: ", False),
    ],
)
def test_curated_lists_are_recognised_by_content(head: bytes, is_curated: bool) -> None:
    """Two keys of a curated list's header tell it from every other format."""
    assert CURATED_YAML.recognises(SourceFile(Path("whatever.txt"), head)) is is_curated
