"""The vocabulary files: valid, sorted, plain, without doubles, and right in what they promise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanctionscreen.names.folding import fold

DATA = Path("sanctionscreen") / "names" / "data"
SECTIONS = {
    "business_words": {"version", "ambiguous", "words"},
    "honorifics": {"version", "ambiguous", "hard", "phrases", "soft", "suffixes"},
    "legal_forms": {"version", "ambiguous", "forms"},
    "nicknames": {"version", "ambiguous", "equivalents", "nicknames"},
    "numbers": {"version", "ambiguous", "ideographs", "numbers"},
    "particles": {"version", "ambiguous", "context", "organisation", "person"},
    "places": {"version", "ambiguous", "cities", "countries", "exonyms", "phrases"},
    "variants": {"version", "ambiguous", "groups"},
}
FILES = sorted(SECTIONS)
PHRASES_ALLOWED = {"honorifics", "legal_forms", "numbers"}
ONE_NAME = (
    "mohammed~muhammad mohd~mohammad yusuf~youssef aleksandr~oleksandr serhiy~siarhei "
    "volodymyr~uladzimir gaddafi~qadhafi ri~lee pak~bak choe~choi zhang~cheung xu~hsu "
    "vladimirovich~volodymyrovych hussein~hossein"
)
DISTINCT_NAMES = (
    "hassan~hussein ahmad~mahmoud ahmed~mohammed hamed~hamid salem~salim salah~saleh "
    "samer~samir rahim~rahman said~sayed maria~mario vladimirovich~vladimirovna "
    "vladimir~vladislav petrovich~pavlovich zhang~zhao"
)
ABBREVIATIONS = (
    "group~grp communication~comm commerce~comm service~srvces company~comp technology~tech "
    "international~intl engineering~inzhiniring defence~defense trade~تجارة"
)
LEGAL_FORMS = {
    "ооо": "llc",
    "limited liability comp": "llc",
    "obshchestvo s ogranichennoi otvetstvennostyu": "llc",
    "публичное акционерное общество": "jsc_public",
    "d o o": "doo",
    "有限公司": "co_ltd",
    "s a de c v": "sa_de_cv",
    "gmbh and co kg": "gmbh_co_kg",
}
PLAIN_LATIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


class StrictLoader(yaml.SafeLoader):
    """Refuses a mapping that holds a key twice, which YAML loaders let pass in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubles = [key for key, count in Counter(map(str, keys)).items() if count > 1]
        assert not doubles, f"line {node.start_mark.line + 1}: twice the keys {doubles}"
        return super().construct_mapping(node, deep=deep)


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    """The files as text, by name."""
    return {name: (repository / DATA / f"{name}.yml").read_text("utf-8") for name in FILES}


@pytest.fixture(scope="module")
def data(texts: dict[str, str]) -> dict[str, Any]:
    """The files as values, by name; a key that a mapping holds twice fails here."""
    # StrictLoader is a SafeLoader: it builds plain values only.
    return {name: yaml.load(text, Loader=StrictLoader) for name, text in texts.items()}


def lists(value: object) -> Iterator[list[Any]]:
    """All lists of plain values inside ``value``."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from lists(item)
    elif isinstance(value, list):
        if any(isinstance(item, list) for item in value):
            for item in value:
                yield from lists(item)
        else:
            yield value


def mappings(value: object) -> Iterator[Mapping[Any, Any]]:
    """All mappings inside ``value``, itself included."""
    if isinstance(value, Mapping):
        yield value
        for item in value.values():
            yield from mappings(item)


def spellings(value: object) -> Iterator[Any]:
    """All plain values of all lists inside ``value``."""
    for items in lists(value):
        yield from items


def folded(text: str) -> str:
    """One spelling as the tokens of a name would show it."""
    return " ".join(fold(text))


def body(content: Mapping[str, Any]) -> dict[str, Any]:
    """A file without its version and its notes on ambiguous words."""
    return {key: value for key, value in content.items() if key not in {"version", "ambiguous"}}


@pytest.mark.parametrize("name", FILES)
def test_has_its_sections_and_explains_itself(
    name: str, texts: dict[str, str], data: dict[str, Any]
) -> None:
    """Each file starts with a comment on source, format and extension, and has its sections."""
    opening = texts[name].split("version:")[0]
    assert all(line.startswith("#") for line in opening.splitlines())
    assert {"Source", "Format", "To extend"} <= set(re.findall(r"# (\w[\w ]*):", opening))
    assert set(data[name]) == SECTIONS[name]
    assert data[name]["version"] == 1
    assert all(body(data[name]).values())


@pytest.mark.parametrize("name", FILES)
def test_keys_and_lists_are_sorted_without_doubles(name: str, data: dict[str, Any]) -> None:
    """Mappings are sorted by key and lists by word, so that a change shows as one line."""
    for mapping in mappings(body(data[name])):
        if not mapping.keys() <= {"variants", "translations"}:
            assert list(mapping) == sorted(mapping)
    assert list(data[name]["ambiguous"]) == sorted(data[name]["ambiguous"])
    for items in lists(data[name]):
        assert items == sorted(set(items)), items


@pytest.mark.parametrize("name", FILES)
def test_spellings_are_folded_text(name: str, data: dict[str, Any]) -> None:
    """Spellings are text (no YAML "no" read as false), folded to letters, single words or
    phrases where the file allows them; Latin ones are plain already."""
    for text in spellings(body(data[name])):
        assert isinstance(text, str), text
        assert text == text.casefold().strip(), text
        assert folded(text), text
        if name not in PHRASES_ALLOWED and text not in body(data[name]).get("phrases", ()):
            assert " " not in text, text
        if text.isascii():
            assert PLAIN_LATIN.fullmatch(text), text
            assert folded(text) == text


@pytest.mark.parametrize("name", FILES)
def test_ambiguous_words_are_words_of_the_file(name: str, data: dict[str, Any]) -> None:
    """A note on an ambiguous word belongs to a spelling that the file holds, and gives a reason."""
    held = {folded(text) for text in spellings(body(data[name]))}
    for mapping in mappings(body(data[name])):
        held |= {folded(str(key)) for key in mapping}
    for word, reason in data[name]["ambiguous"].items():
        assert isinstance(word, str)
        assert word in held, word
        assert len(reason) >= 4, word


@pytest.mark.parametrize(
    "paths",
    [
        "legal_forms.forms",
        "numbers.numbers",
        "numbers.ideographs",
        "places.cities places.countries",
        "places.exonyms",
    ],
)
def test_a_spelling_has_one_meaning(paths: str, data: dict[str, Any]) -> None:
    """No spelling, as folded, leads to two legal forms, two numerals or two countries."""
    meaning: dict[str, str] = {}
    for name, section in (path.split(".") for path in paths.split()):
        for key, items in data[name][section].items():
            for text in items:
                assert meaning.setdefault(folded(text), str(key)) == str(key), text


def test_titles_stand_in_one_list(data: dict[str, Any]) -> None:
    """A title is hard, soft, a suffix or a phrase, never two of them."""
    seen: dict[str, str] = {}
    for section, items in body(data["honorifics"]).items():
        for text in items:
            assert seen.setdefault(folded(text), section) == section, text


def test_place_codes_are_two_capital_letters(data: dict[str, Any]) -> None:
    """Places lead to ISO 3166-1 codes, Norway's among them (YAML reads a bare NO as false)."""
    for section in ("cities", "countries"):
        codes = list(data["places"][section])
        assert all(isinstance(code, str) and re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert "norway" in data["places"]["countries"]["NO"]


def test_exonyms_and_phrases_are_places(data: dict[str, Any]) -> None:
    """A city's other names are cities of its country; a place of several words is a known one."""
    country = {
        folded(text): code
        for section in ("cities", "countries")
        for code, items in data["places"][section].items()
        for text in items
    }
    for city, others in data["places"]["exonyms"].items():
        assert {country[folded(text)] for text in others} == {country[city]}, city
    phrases = data["places"]["phrases"]
    assert {"hong kong", "russian federation"} <= set(phrases)
    assert all(" " in text and text.replace(" ", "") in country for text in phrases)


def test_business_words_do_not_repeat_themselves(data: dict[str, Any]) -> None:
    """Each word has other spellings, none of them twice; and no word is another one's English
    spelling: a turbine plant is no pump plant."""
    words = data["business_words"]["words"]
    assert {"turbine", "pump", "prison", "colony", "ship", "port", "south"} <= words.keys()
    for word, forms in words.items():
        variants, translations = forms.get("variants", []), forms.get("translations", [])
        assert forms.keys() <= {"variants", "translations"}
        assert variants or translations, word
        assert word not in translations
        assert not words.keys() & set(variants), word
        assert not set(variants) & set(translations), word


def test_nicknames_do_not_repeat_themselves(data: dict[str, Any]) -> None:
    """Each name has other forms, and is not its own."""
    for section in ("nicknames", "equivalents"):
        for name, forms in data["nicknames"][section].items():
            assert forms, name
            assert name not in forms, name


def test_no_group_of_variants_contains_another(data: dict[str, Any]) -> None:
    """Groups hold two spellings and more of two letters and more, none within another one."""
    groups = [frozenset(group) for group in data["variants"]["groups"]]
    assert all(len(group) >= 2 and min(map(len, group)) >= 2 for group in groups)
    holders: dict[str, list[frozenset[str]]] = {}
    for group in groups:
        for token in group:
            holders.setdefault(token, []).append(group)
    for holding in holders.values():
        for first, second in combinations(holding, 2):
            assert not first <= second, sorted(first)
            assert not second <= first, sorted(second)


def test_numerals_are_right(data: dict[str, Any]) -> None:
    """Words lead to their numeral; initials and family names are no numbers."""
    numerals = {text: key for key, items in data["numbers"]["numbers"].items() for text in items}
    expected = {"twelfth": 12, "12th": 12, "xii": 12, "двенадцатый": 12, "forty two": 42}
    assert {text: numerals.get(text) for text in expected} == expected
    assert not numerals.keys() & {"i", "v", "x", "c", "d", "m", "l", "xi", "dos", "yi", "il"}
    assert sorted(data["numbers"]["numbers"]) == list(range(101))


@pytest.mark.parametrize("pair", ONE_NAME.split())
def test_one_name_is_one_group(pair: str, data: dict[str, Any]) -> None:
    """Spellings that edit distance cannot join stand in one group."""
    assert any(set(pair.split("~")) <= set(group) for group in data["variants"]["groups"])


@pytest.mark.parametrize("pair", DISTINCT_NAMES.split())
def test_distinct_names_stay_apart(pair: str, data: dict[str, Any]) -> None:
    """Names that only look alike share no group, however they chain."""
    groups = data["variants"]["groups"]
    first, second = pair.split("~")
    assert any(first in group or second in group for group in groups)
    assert not any(first in group and second in group for group in groups)


@pytest.mark.parametrize(("spelling", "form"), LEGAL_FORMS.items())
def test_legal_forms_of_the_lists_are_known(spelling: str, form: str, data: dict[str, Any]) -> None:
    """Spellings of the lists and of auditors' tests lead to their form."""
    assert spelling in data["legal_forms"]["forms"][form]


@pytest.mark.parametrize("pair", ABBREVIATIONS.split())
def test_business_abbreviations_are_known(pair: str, data: dict[str, Any]) -> None:
    """Abbreviations and translations that users complained of lead to their words."""
    word, spelling = pair.split("~")
    forms = data["business_words"]["words"][word]
    assert spelling in forms.get("variants", []) + forms.get("translations", [])


def test_every_file_is_as_large_as_it_was_meant(data: dict[str, Any]) -> None:
    """A file cut short by a bad edit is noticed: the counts have floors."""
    floors = {"legal_forms": 110, "business_words": 700, "nicknames": 440, "variants": 1500}
    for name, floor in floors.items():
        assert max(map(len, body(data[name]).values())) >= floor, name
    assert sum(map(len, data["places"]["cities"].values())) >= 300


def test_legal_forms_cover_the_names_on_a_list(data: dict[str, Any], shared_lists: Path) -> None:
    """Seven in ten organisations on the SDN list carry a known form at one end of their name."""
    text = (shared_lists / "ofac_sdn" / "sdn_2024-01-11.csv").read_text("latin-1")
    names = [fold(name) for name in re.findall(r'^\d+,"([^"]+)",-0- ', text, flags=re.MULTILINE)]
    assert len(names) > 3000
    known = {folded(text) for text in spellings(data["legal_forms"]["forms"])}
    carrying = [
        name
        for name in names
        if any(
            " ".join(part) in known
            for count in range(1, min(7, len(name)))
            for part in (name[:count], name[-count:])
        )
    ]
    assert len(carrying) / len(names) >= 0.7
