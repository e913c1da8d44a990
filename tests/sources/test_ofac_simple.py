"""OFAC simple XML: its count must hold; what it cannot say is said to be missing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import DateBasis, Kind, ListedParty, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ofac_simple import OFAC_SIMPLE
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register

SAMPLE = Path(__file__).parent / "samples" / "ofac_simple_sdn.xml"
ReadReal = Callable[[ListSource, str], ParsedList]
Read = Callable[..., ParsedList]


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


@pytest.fixture
def read(tmp_path: Path, options: ReadOptions) -> Read:
    """Reads the sample after replacing texts in it, each of which must be there."""

    def with_changes(*changes: tuple[str, str]) -> ParsedList:
        text = SAMPLE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "changed.xml"
        path.write_text(text, encoding="utf-8")
        return OFAC_SIMPLE.read((open_source(path),), options)

    return with_changes


def _by_id(parsed: ParsedList) -> dict[str, ListedParty]:
    return {party.listed_id: party for party in parsed.parties}


def test_the_sample_is_read_whole(read: Read) -> None:
    """Parties of all four kinds, the publication date, and a note on what the format lacks."""
    parsed = read()
    assert parsed.ref.id == "ofac-sdn"
    assert parsed.ref.published == PartialDate(2025, 11, 19)
    assert [p.kind for p in parsed.parties] == [
        Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL, Kind.AIRCRAFT,
    ]  # fmt: skip
    assert parsed.problems == parsed.unknown == ()
    assert any("no listing dates" in note for note in parsed.ref.notes)


def test_a_missing_date_is_shown_as_missing(read: Read) -> None:
    """The format has no listing dates, and none is made up."""
    for party in read().parties:
        for designation in party.designations:
            assert designation.listed_on is None
            assert designation.listed_on_basis is DateBasis.UNKNOWN
            assert designation.events == ()


def test_ties_in_the_remarks_find_their_party(read: Read) -> None:
    """A tie that states a name leads to the party of that name, also with a full stop in it."""
    parties = _by_id(read())
    (link,) = parties["ofac-sdn:90001"].links
    assert (link.listed_id, link.name) == ("ofac-sdn:90002", "GLASSWORK TRADING CO., LTD.")
    assert parties["ofac-sdn:90001"].remarks is not None
    assert "Linked To" not in parties["ofac-sdn:90001"].remarks


@pytest.mark.parametrize("count", ["3", "5", "8197", "", "many"])
def test_a_count_that_does_not_hold_is_refused(read: Read, count: str) -> None:
    """The file must hold exactly as many records as it says."""
    with pytest.raises(ListFormatError):
        read(("<Record_Count>4<", f"<Record_Count>{count}<"))


def test_an_entry_that_cannot_be_read_is_refused(read: Read) -> None:
    """One of four entries without a programme is too many."""
    with pytest.raises(ListFormatError, match="programme"):
        read(("<programList><program>SDGT</program></programList>", ""))


def test_what_is_new_is_counted(read: Read) -> None:
    """A new element and a new kind of party are counted, and the party is kept."""
    parsed = read(
        ("<sdnType>Aircraft</sdnType>", "<sdnType>Airship</sdnType><balloon/>"),
        ("<program>DPRK2</program>", "<program>MARS</program>"),
    )
    assert dict(parsed.unknown) == {
        "element: sdnEntry/balloon": 1,
        "party type: Airship": 1,
        "programme: MARS": 1,
    }
    assert _by_id(parsed)["ofac-sdn:90004"].kind is Kind.UNKNOWN


def test_the_old_namespace_is_read(read: Read) -> None:
    """The namespace before 2024 gives the same parties."""
    today = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
    assert read((today, "http://tempuri.org/sdnList.xsd")).parties == read().parties


def test_cuts_are_refused(tmp_path: Path, options: ReadOptions) -> None:
    """Cut anywhere, the sample is an error."""
    whole = SAMPLE.read_bytes().rstrip()
    path = tmp_path / "cut.xml"
    for cut in random.Random(433).sample(range(200, len(whole)), 150):
        path.write_bytes(whole[:cut])
        with pytest.raises(ListFormatError):
            OFAC_SIMPLE.read((open_source(path),), options)


def test_a_fragment_of_the_list_is_refused(shared_lists: Path, options: ReadOptions) -> None:
    """Eight well-formed entries of a list that says it has 8,197 are not the list."""
    file = open_source(shared_lists / "ofac_sdn" / "sdn_simple_sample_2020-04-22.xml")
    with pytest.raises(ListFormatError, match="8197 records and holds 8"):
        OFAC_SIMPLE.read((file,), options)


def test_the_consolidated_list(read_real: ReadReal) -> None:
    """June 2025: 443 parties, each with the effect of the list within the list that it is on."""
    parsed = read_real(OFAC_SIMPLE, "ofac_cons/consolidated_2025-06-30.xml")
    assert parsed.ref.id == "ofac-cons"
    assert len(parsed.parties) == 443
    assert parsed.unknown == ()
    parties = _by_id(parsed)

    def effects(number: int) -> dict[str | None, set[Measure]]:
        designations = parties[f"ofac-cons:{number}"].designations
        return {d.programme: set(d.measures) for d in designations}

    # Bank of Kunlun, a Palestinian legislator, Sberbank (sectoral, and blocked since 2022).
    assert effects(15268) == {"CAPTA-561": {Measure.CORRESPONDENT_ACCOUNT}}
    assert effects(9640) == {"NS-PLC": {Measure.OTHER}}
    assert effects(17018)["SSI"] == {Measure.SECTORAL}
    assert Measure.ASSET_FREEZE in effects(17018)["RUSSIA-EO14024"]
    investments = [
        party
        for party in parsed.parties
        if any(d.programme == "NS-CMIC" for d in party.designations)
    ]
    assert len(investments) == 68
    for party in investments:
        (designation,) = (d for d in party.designations if d.programme == "NS-CMIC")
        assert designation.measures == (Measure.INVESTMENT_RESTRICTION,)
        assert designation.listed_on is not None
        assert designation.divest_by is not None


def test_weak_aliases_keep_their_rank(read_real: ReadReal) -> None:
    """The 70 weak aliases of June 2025 are weak."""
    parsed = read_real(OFAC_SIMPLE, "ofac_cons/consolidated_2025-06-30.xml")
    weak = [n for p in parsed.parties for n in p.names if n.type is NameType.WEAK]
    assert len(weak) == 70
