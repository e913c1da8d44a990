"""What every source of the registry owes: run over our samples and every real file."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.countries import is_country_code
from sanctionscreen.model import (
    DateBasis,
    EventKind,
    ListedParty,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ReadOptions
from sanctionscreen.sources.opening import open_source, sha256_of
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import SOURCES, read_list, recognise

SAMPLES = Path(__file__).parent / "samples"
PUBLISHED = PartialDate(2025, 11, 19)

# Source, list id, and the files of one list. The two advanced SDN files are read whole in
# test_ofac_advanced.py; one of them is enough here.
OURS = [
    ("ofac-advanced-xml", "ofac-sdn", ["ofac_advanced_sdn.xml"]),
    ("ofac-simple-xml", "ofac-sdn", ["ofac_simple_sdn.xml"]),
    ("ofac-enhanced-xml", "ofac-sdn", ["ofac_enhanced_sdn.xml"]),
    (
        "ofac-legacy-csv",
        "ofac-sdn",
        ["ofac_legacy_sdn.csv", "ofac_legacy_alt.csv", "ofac_legacy_add.csv"],
    ),
]
_CONS = "ofac_cons/cons_{}_2025-12-19.csv"
REAL = [
    ("ofac-advanced-xml", "ofac-cons", ["ofac_cons/CONS_ADVANCED_2020-03-17.xml"]),
    ("ofac-simple-xml", "ofac-cons", ["ofac_cons/consolidated_2021-08-20.xml"]),
    ("ofac-simple-xml", "ofac-cons", ["ofac_cons/consolidated_2021-12-10.xml"]),
    ("ofac-simple-xml", "ofac-cons", ["ofac_cons/consolidated_2025-06-30.xml"]),
    ("ofac-simple-xml", "ofac-sdn", ["ofac_sdn/REBUILT_sdn_2025-11-19.xml.xz"]),
    ("ofac-enhanced-xml", "ofac-cons", ["ofac_cons/CONS_ENHANCED_2025-02.zip"]),
    ("ofac-enhanced-xml", "ofac-sdn", ["ofac_sdn/sdn_enhanced_IRGC_subset_2024-08-28.xml"]),
    ("ofac-legacy-csv", "ofac-sdn", ["ofac_sdn/sdn_2021-12-10.csv"]),
    (
        "ofac-legacy-csv",
        "ofac-cons",
        [_CONS.format(part) for part in ("prim", "alt", "add", "comments")],
    ),
    ("un-xml", "un-sc", ["un/consolidated_2021-12.xml"]),
    ("un-xml", "un-sc", ["un/consolidated_2026-08.xml"]),
    ("uk-sanctions-list-xml", "uk-sl", ["uk/uk_fcdo_trimmed_live_2026-09-02.xml"]),
    ("uk-sanctions-list-xml", "uk-sl", ["uk/REBUILT_UK-Sanctions-List_2026-08-22.xml.xz"]),
    ("uk-ofsi-conlist", "uk-ofsi", ["uk/ConList_2022-05.xlsx"]),
    ("uk-ofsi-conlist", "uk-ofsi", ["uk/REWRITTEN_ConList_2025-04-10.csv.xz"]),
    ("eu-fsf-xml", "eu-fsf", ["eu/eu_fsf_sample_2020-04-15.xml"]),
    ("eu-fsf-xml", "eu-fsf", ["eu/REBUILT_xmlFullSanctionsList_1_1_2026-05-01.xml.xz"]),
    ("ca-sema-xml", "ca-sema", ["ca/sema-lmes_2022-05-11.xml"]),
    ("ca-sema-xml", "ca-sema", ["ca/sema-lmes_2025-05.xml"]),
    ("ch-seco-xml", "ch-seco", ["ch/seco_trimmed_live_2026-08-27.xml"]),
    ("au-dfat", "au-dfat", ["au/regulation8_consolidated_2024-12.xlsx"]),
    ("us-csl-csv", "us-csl", ["us_csl/consolidated_2022-05-16.csv.gz"]),
    ("jp-mof", "jp-mof", ["jp/shisantouketsu_2026-03-05.xlsx"]),
    ("wb-debarred", "wb-debarred", ["wb/wb-data_2026-03-15.json"]),
    ("ua-nsdc", "ua-nsdc", ["ua/ua_2022-04.xlsx"]),
]
ALL = [*OURS, *REAL]
RECOGNISED = [pytest.param(source, names, id=names[0]) for source, _, names in ALL]
READ = [pytest.param(list_id, names, id=names[0]) for _, list_id, names in ALL]
TWICE = [pytest.param(names, id=names[0]) for _, _, names in OURS]
CUT = [pytest.param(names, id=names[0]) for _, _, names in ALL if names[0].endswith(".xml")]


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    register = load_register(repository / "lists" / "programmes.yml")
    return ReadOptions(register, published=PUBLISHED)


@pytest.fixture
def paths(request: pytest.FixtureRequest) -> Callable[[list[str]], list[Path]]:
    """Where a case's files are; real ones skip the test where they are absent."""

    def find(names: list[str]) -> list[Path]:
        if all((SAMPLES / name).is_file() for name in names):
            return [SAMPLES / name for name in names]
        folder: Path = request.getfixturevalue("shared_lists")
        return [folder / name for name in names]

    return find


@pytest.mark.parametrize(("source", "names"), RECOGNISED)
def test_one_source_recognises_each_file(
    source: str, names: list[str], paths: Callable[[list[str]], list[Path]]
) -> None:
    """A file is in one format only: no other source but the general table claims it."""
    for path in paths(names):
        file = open_source(path)
        claims = {s.name for s in SOURCES if s.recognises(file)}
        assert claims - {"plain-csv"} == {source}
        assert recognise(file).name == source


@pytest.mark.parametrize(("list_id", "names"), READ)
def test_a_list_is_whole_and_well_formed(
    list_id: str,
    names: list[str],
    paths: Callable[[list[str]], list[Path]],
    options: ReadOptions,
) -> None:
    """What a source hands on keeps the promises of the model, for every party."""
    files = paths(names)
    parsed = read_list(files, options)
    ref = parsed.ref
    assert ref.id == list_id
    assert ref.sha256 == sha256_of(*files)
    assert ref.title
    assert ref.authority
    assert ref.published is not None
    assert ref.counts.parties == len(parsed.parties) > 0
    assert ref.counts.names == sum(len(party.names) for party in parsed.parties)
    assert ref.counts.weak_aliases == sum(
        name.type is NameType.WEAK for party in parsed.parties for name in party.names
    )
    ids = Counter(party.listed_id for party in parsed.parties)
    assert ids.most_common(1)[0][1] == 1
    for party in parsed.parties:
        _check_party(party, list_id)
    # Every value a reader did not understand is counted, and there are not many.
    assert sum(number for _, number in parsed.unknown) <= 0.15 * len(parsed.parties) + 5


def _check_party(party: ListedParty, list_id: str) -> None:
    where = party.listed_id
    assert where.startswith(f"{list_id}:"), where
    assert len(where) > len(list_id) + 1, where
    assert party.list_id == list_id, where
    assert party.names[0].type is NameType.PRIMARY, where
    assert len(set(party.names)) == len(party.names), where
    for name in party.names:
        assert name.text == " ".join(name.text.split()), where
        assert any(character.isalnum() for character in name.text), where
        assert len(name.script) == 4, where
        assert all(text.strip() for _, text in name.parts), where
    assert party.designations, where
    for designation in party.designations:
        assert designation.programme_as_published, where
        assert designation.authority, where
        assert designation.measures, where
        is_known = designation.listed_on is not None
        assert (designation.listed_on_basis is DateBasis.UNKNOWN) is not is_known, where
        if is_known:
            listed = [e.date for e in designation.events if e.kind is EventKind.LISTED]
            assert designation.listed_on in listed, where
    for code in (*party.nationalities, *(place.country for place in party.locations)):
        assert code is None or is_country_code(code), where
    for span in party.birth_dates:
        assert str(span.earliest)[:4] <= str(span.latest)[:4], where
        _check_day(span.earliest)
        _check_day(span.latest)
    for identifier in party.identifiers:
        assert identifier.value.strip(), where
    assert where not in party.references, where


def _check_day(day: PartialDate) -> None:
    date(day.year, day.month or 1, day.day or 1)


@pytest.mark.parametrize("names", TWICE)
def test_reading_twice_gives_the_same(
    names: list[str],
    paths: Callable[[list[str]], list[Path]],
    options: ReadOptions,
    tmp_path: Path,
) -> None:
    """Same bytes, same parties; compressed, only the digest differs."""
    files = paths(names)
    first = read_list(files, options)
    assert first == read_list(files, options)
    packed = []
    for path in files:
        packed.append(tmp_path / path.name)
        packed[-1].write_bytes(gzip.compress(path.read_bytes()))
    again = read_list(packed, options)
    assert again.parties == first.parties
    assert again.ref.sha256 != first.ref.sha256


@pytest.mark.parametrize("names", CUT)
def test_a_cut_document_is_never_a_shorter_list(
    names: list[str],
    paths: Callable[[list[str]], list[Path]],
    options: ReadOptions,
    tmp_path: Path,
) -> None:
    """An XML list cut at a tenth, half, or its last bytes is refused by its own reader."""
    (path,) = paths(names)
    whole = path.read_bytes()
    for size in (len(whole) // 10, len(whole) // 2, len(whole.rstrip()) - 2):
        cut = tmp_path / "cut.xml"
        cut.write_bytes(whole[:size])
        with pytest.raises(ListFormatError) as caught:
            read_list([cut], options)
        assert caught.value.path == str(cut)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_source_takes_what_is_not_its_own(source: ListSource, tmp_path: Path) -> None:
    """Pages of error, other people's XML, JSON and binary are in no format at all."""
    strangers = {
        "error page": b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>",
        "other XML": b"<rss version='2.0'><channel><title>News</title></channel></rss>",
        "other JSON": b'{"status": "ok", "items": []}',
        "text": b"Dear reader\nthis is a letter.\n",
        "binary": bytes(range(256)) * 20,
        "denial": b"Access Denied\n",
    }
    for name, content in strangers.items():
        path = tmp_path / "stranger"
        path.write_bytes(content)
        file = open_source(path)
        assert not source.recognises(file), name
