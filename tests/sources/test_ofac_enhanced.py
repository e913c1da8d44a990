"""OFAC enhanced XML: lists with their dates, and selections that are not the whole list."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import Measure, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ofac_enhanced import OFAC_ENHANCED
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register

SAMPLE = Path(__file__).parent / "samples" / "ofac_enhanced_sdn.xml"
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
        return OFAC_ENHANCED.read((open_source(path),), options)

    return with_changes


def test_the_sample_is_read_whole(read: Read) -> None:
    """Four parties with dates, names in other scripts, and nothing left over."""
    parsed = read()
    assert parsed.ref.id == "ofac-sdn"
    assert parsed.ref.published == PartialDate(2025, 11, 19)
    assert parsed.problems == parsed.unknown == parsed.ref.notes == ()
    person = parsed.parties[0]
    assert [(n.text, n.type, n.script) for n in person.names][:3] == [
        ("BORVIK, Anselm Tarn", NameType.PRIMARY, "Latn"),
        ("Ансельм Борвик", NameType.STRONG, "Cyrl"),
        ("أنسلم بورفيك", NameType.STRONG, "Arab"),
    ]
    assert [d.listed_on for d in person.designations] == [PartialDate(2021, 12, 10)]
    assert person.links[0].listed_id == "ofac-sdn:90002"
    assert parsed.parties[3].links[0].listed_id == "ofac-cons:99999"


def test_a_selection_says_so(read: Read) -> None:
    """A file that the user cut by programme is noted as not the whole list."""
    chosen = "<sanctionsPrograms><sanctionsProgram>IRGC</sanctionsProgram></sanctionsPrograms>"
    parsed = read(("</filters>", f"{chosen}<entityTypes/></filters>"))
    assert parsed.ref.notes == (
        "A selection, not the whole list: programmes IRGC only",
        "A selection, not the whole list: by entityTypes",
    )


def test_what_is_new_is_counted(read: Read) -> None:
    """New elements, attributes, features and lists are counted."""
    parsed = read(
        ('<entity id="90004">', '<entity id="90004" mood="new">'),
        ("Aircraft Model<", "Aircraft Colour<"),
        ("</entities>", "</entities><appendix/>"),
        ("</documentNumber>", "</documentNumber><seal/>"),
    )
    assert dict(parsed.unknown) == {
        "attribute: entity@mood": 1,
        "feature type: Aircraft Colour": 1,
        "element: sanctionsData/appendix": 1,
        "element: entity/identityDocuments/identityDocument/seal": 6,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<sanctionsList refId="1" id="1" datePublished="2012-09-19">SDN List</sanctionsList>', ""),
        ('<sanctionsProgram refId="1" id="1">SDGT</sanctionsProgram>', ""),
        ("<value>EP-GLS</value></namePart>", "<value/></namePart>"),
        ('<entity id="90004">', "<entity>"),
        ("<dataAsOf>2025-11-19T00:00:00</dataAsOf>", ""),
    ],
)
def test_what_must_be_there(read: Read, old: str, new: str) -> None:
    """Without an id, a name, a list, a programme or the file's day there is no list."""
    with pytest.raises(ListFormatError):
        read((old, new))


def test_cuts_are_refused(tmp_path: Path, options: ReadOptions) -> None:
    """Cut anywhere, the sample is an error."""
    whole = SAMPLE.read_bytes().rstrip()
    path = tmp_path / "cut.xml"
    for cut in random.Random(293).sample(range(200, len(whole)), 150):
        path.write_bytes(whole[:cut])
        with pytest.raises(ListFormatError):
            OFAC_ENHANCED.read((open_source(path),), options)


def test_real_selection(read_real: ReadReal) -> None:
    """A user's selection of August 2024: 293 parties, all of them dated."""
    parsed = read_real(OFAC_ENHANCED, "ofac_sdn/sdn_enhanced_IRGC_subset_2024-08-28.xml")
    assert len(parsed.parties) == 293
    assert parsed.problems == parsed.unknown == ()
    assert parsed.ref.notes == ("A selection, not the whole list: programmes IRGC only",)
    assert all(d.listed_on for p in parsed.parties for d in p.designations)


def test_real_consolidated_list(read_real: ReadReal) -> None:
    """The Consolidated List in a zip archive: 443 parties; SenseTime with all its dates."""
    parsed = read_real(OFAC_ENHANCED, "ofac_cons/CONS_ENHANCED_2025-02.zip")
    assert parsed.ref.id == "ofac-cons"
    assert len(parsed.parties) == 443
    assert parsed.problems == parsed.unknown == ()
    party = next(p for p in parsed.parties if p.listed_id == "ofac-cons:33114")
    (designation,) = party.designations
    assert designation.measures == (Measure.INVESTMENT_RESTRICTION,)
    assert designation.listed_on == PartialDate(2021, 12, 10)
    assert designation.divest_by == PartialDate(2022, 12, 10)
    assert "商湯集團有限公司" in {name.text for name in party.names}
