"""OFAC's four formats say the same of the same party, each as far as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sanctionscreen.model import ListedParty, NameType
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ofac_advanced import OFAC_ADVANCED
from sanctionscreen.sources.ofac_enhanced import OFAC_ENHANCED
from sanctionscreen.sources.ofac_simple import OFAC_SIMPLE
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list

SAMPLES = Path(__file__).parent / "samples"
OTHERS = (
    ("ofac_simple_sdn.xml",),
    ("ofac_enhanced_sdn.xml",),
    ("ofac_legacy_sdn.csv", "ofac_legacy_alt.csv", "ofac_legacy_add.csv"),
)
ReadReal = Callable[[ListSource, str], ParsedList]
Facts = dict[str, object]


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


def _plain(text: str) -> str:
    """Without case, and with the one kind of quotation mark that the CSV can hold."""
    return text.casefold().replace('"', "'")


def _facts(party: ListedParty) -> Facts:
    """What every format can hold."""
    latin = [name for name in party.names if name.text.isascii()]
    return {
        "kind": party.kind,
        "primary name": _plain(party.names[0].text),
        "names": {_plain(name.text) for name in latin},
        "weak": {_plain(name.text) for name in latin if name.type is NameType.WEAK},
        "former": {_plain(name.text) for name in latin if name.type is NameType.FORMER},
        "birth dates": {str(date) for date in party.birth_dates},
        "birthplaces": {(place.text, place.country) for place in party.birthplaces},
        "nationalities": set(party.nationalities),
        "gender": party.gender,
        "positions": {_plain(position) for position in party.positions},
        "identifiers": {
            (i.type, i.value, i.country, (i.label or "").replace(" (fraudulent)", ""), i.issued,
             i.expires)
            for i in party.identifiers
        },
        "addresses": {(p.text, p.country) for p in party.locations if p.text.isascii()},
        "programmes": {(d.programme, d.programme_as_published) for d in party.designations},
    }  # fmt: skip


def _differences(first: Sequence[ListedParty], second: Sequence[ListedParty]) -> Counter[str]:
    """For the parties that both hold: how many differ, fact by fact."""
    others = {party.listed_id: party for party in second}
    found: Counter[str] = Counter()
    for party in first:
        other = others.get(party.listed_id)
        if other is not None:
            found["parties"] += 1
            mine, theirs = _facts(party), _facts(other)
            found.update(name for name in mine if mine[name] != theirs[name])
    return found


@pytest.mark.parametrize("names", OTHERS, ids=lambda names: str(names[0]))
def test_the_samples_agree(names: tuple[str, ...], options: ReadOptions) -> None:
    """Our four samples describe the same four parties: the facts are equal."""
    advanced = read_list([SAMPLES / "ofac_advanced_sdn.xml"], options).parties
    other = read_list([SAMPLES / name for name in names], options).parties
    assert _differences(advanced, other) == Counter({"parties": 4})


@pytest.mark.parametrize("names", OTHERS[:2], ids=lambda names: str(names[0]))
def test_the_samples_have_the_same_effects(names: tuple[str, ...], options: ReadOptions) -> None:
    """Measures are the same, though one format states them and the others imply them."""
    advanced = read_list([SAMPLES / "ofac_advanced_sdn.xml"], options).parties
    other = read_list([SAMPLES / name for name in names], options).parties
    for mine, theirs in zip(advanced, other, strict=True):
        assert {d.programme: d.measures for d in mine.designations} == {
            d.programme: d.measures for d in theirs.designations
        }


def test_advanced_and_csv_agree_on_thirteen_thousand_parties(
    read_real: ReadReal, shared_lists: Path, options: ReadOptions
) -> None:
    """May 2024 in advanced XML and January 2024 in CSV: but for OFAC's changes in between, equal.

    The changes (renamed Zimbabwe programme, newly found numbers, moved addresses) touch fewer than
    3 parties in 1,000 in every field but the addresses.
    """
    advanced = read_real(OFAC_ADVANCED, "ofac_sdn/SDN_ADVANCED_2024-05-29.xml.bz2").parties
    files = ("sdn_2024-01-11", "alt_2024-01-08", "add_2024-01-08", "sdn_comments_2024-01-08")
    paths = [shared_lists / "ofac_sdn" / f"{name}.csv" for name in files]
    found = _differences(advanced, read_list(paths, options).parties)
    assert found.pop("parties") == 13_713
    assert found.pop("addresses") < 13_713 * 0.01
    assert all(number <= 13_713 * 0.0035 for number in found.values()), found


def test_enhanced_and_simple_agree_on_the_consolidated_list(read_real: ReadReal) -> None:
    """January 2025 and June 2025: the lists that one states are those that the other implies."""
    enhanced = read_real(OFAC_ENHANCED, "ofac_cons/CONS_ENHANCED_2025-02.zip").parties
    simple = read_real(OFAC_SIMPLE, "ofac_cons/consolidated_2025-06-30.xml").parties
    found = _differences(enhanced, simple)
    assert found.pop("parties") == 443
    # OFAC put a test of its own in a name, changed two numbers, and ended the SYRIA programme.
    assert found == Counter({"identifiers": 2, "primary name": 1, "names": 1, "programmes": 1})


def test_rebuilt_simple_list_agrees_where_it_can(read_real: ReadReal) -> None:
    """The same day rebuilt as simple XML: dates, documents and programmes of 18,367 parties."""
    advanced = read_real(OFAC_ADVANCED, "ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2").parties
    simple = read_real(OFAC_SIMPLE, "ofac_sdn/REBUILT_sdn_2025-11-19.xml.xz").parties
    found = _differences(advanced, simple)
    assert found["parties"] == 18_367
    exact = ("kind", "birth dates", "birthplaces", "gender", "positions", "identifiers",
             "programmes", "addresses")  # fmt: skip
    assert all(found[name] <= 2 for name in exact), found
