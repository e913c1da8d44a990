"""Countries read from every spelling that lists and files use."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.fields.countries import (
    Region,
    country_code,
    country_name,
    is_country_code,
    read_countries,
    region_of,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NA", "NA"),
        ("NAM", "NA"),
        ("Namibia", "NA"),
        ("DE", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("UK", "GB"),
        ("XK", "XK"),
        ("U.S.A.", "US"),
        ("Korea, North", "KP"),
        ("DPRK", "KP"),
        ("Democratic People's Republic of Korea (North Korea)", "KP"),
        ("Korea, Republic of", "KR"),
        ("Burma", "MM"),
        ("Myanmar (Burma) / Myanmar (Birmanie)", "MM"),
        ("Burma / Birmanie", "MM"),
        ("Russia / Russie", "RU"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo (Democratic Republic)", "CD"),
        ("CONGO, Democratic Republic of (was Zaire)", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Cote d Ivoire", "CI"),
        ("côte d’ivoire", "CI"),
        ("Bahamas, The", "BS"),
        ("Region: Gaza", "PS"),
        ("Zaire", "CD"),
        ("East Germany", "DE"),
        ("Ukrainian SSR (now Ukraine)", "UA"),
        ("Former USSR Currently Belarus", "BY"),
        ("Bangladeshi", "BD"),
        ("Syrian", "SY"),
        ("Possibly Ethiopian", "ET"),
        ("Tunisian passport", "TN"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Kuba", "CU"),
        ("Habana", "CU"),
        ("Soudan", "SD"),
        ("Birmanie", "MM"),
        ("Россия", "RU"),
        ("Йемен", "YE"),
        ("Kasachstan", "KZ"),
        ("Krimea", "UA"),
        ("Federal Republic of Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Guinea", "GN"),
        ("Guinea Bissau", "GW"),
        ("South Sudan", "SS"),
        ("Georgia", "GE"),
    ],
)
def test_a_country_is_read(text: str, code: str) -> None:
    """Codes, names, publishers' spellings, demonyms and exonyms give the ISO code."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "na", "N/A", "no", "Atlantis", "Korea", "Congolese", "USSR", "Yugoslavia", "unknown",
     "republic", "Sudan/South Sudan", "-0-", "12345"],
)  # fmt: skip
def test_what_names_no_single_country_gives_none(text: str) -> None:
    """Unknown, dissolved, missing and double countries are no code."""
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("(1) Russia (2) Ukraine", ("RU", "UA"), ()),
        ("Croatia;Montenegro;Russia;Serbia", ("HR", "ME", "RU", "RS"), ()),
        ("Estonia, Russia", ("EE", "RU"), ()),
        ("Germany. Russia", ("DE", "RU"), ()),
        ("Sudan/or South Sudan", ("SD", "SS"), ()),
        ("Iran / unknown", ("IR",), ()),
        ("Iran; Atlantis", ("IR",), ("Atlantis",)),
        ("USSR", (), ()),
        ("United Kingdom of Great Britain and Northern\nIreland", ("GB",), ()),
        ("Bonaire, Sint Eustatius and Saba", ("BQ",), ()),
    ],
)
def test_several_countries_of_a_field_are_read(
    text: str, codes: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    """Lists of countries are divided, and what is no country is handed back."""
    reading = read_countries(text)
    assert (reading.codes, reading.unknown) == (codes, unknown)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Yalta, Krimea", Region.CRIMEA),
        ("Region: Crimea", Region.CRIMEA),
        ("Республика Крым", Region.CRIMEA),
        ("Krim", Region.CRIMEA),
        ("Donezk", Region.DONETSK),
        ("Lugansk People's Republic", Region.LUHANSK),
        ("Paris", None),
        ("Kriminal", None),
        ("DPR Korea", None),
    ],
)
def test_an_embargoed_region_is_seen_in_a_place(text: str, region: Region | None) -> None:
    """Spellings of the regions are found as words of an address, never inside another word."""
    assert region_of(text) is region


def test_every_code_is_read_from_its_own_name() -> None:
    """The English name of each country of ISO 3166-1 leads back to its code."""
    codes = [a + b for a in map(chr, range(65, 91)) for b in map(chr, range(65, 91))]
    known = [code for code in codes if is_country_code(code)]
    assert len(known) == 250
    assert [code for code in known if country_code(country_name(code)) != code] == []
    assert [code for code in known if country_code(code) != code] == []


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader raise, and only codes of countries come out."""
    assert all(is_country_code(code) for code in read_countries(text).codes)


def unread(texts: set[str]) -> list[str]:
    assert len(texts) > 50
    return sorted(text for text in texts if read_countries(text).unknown)


def test_ofac_country_names_are_read(shared_lists: Path) -> None:
    """Every country and area of OFAC's own reference tables is understood."""
    texts: set[str] = set()
    with bz2.open(shared_lists / "ofac_sdn" / "SDN_ADVANCED_2025-11-19.xml.bz2") as stream:
        for _, element in ElementTree.iterparse(stream):
            tag = element.tag.rpartition("}")[2]
            if tag == "Country":
                texts.add(element.text or "")
            elif tag == "AreaCode":
                texts.add(element.get("Description", ""))
            elif tag == "ReferenceValueSets":
                break
    assert unread(texts) == []


def test_un_country_names_are_read(shared_lists: Path) -> None:
    """Every nationality and country of the UN list but two whole sentences is understood."""
    texts: set[str] = set()
    for path in sorted((shared_lists / "un").glob("*.xml")):
        for element in ElementTree.parse(path).iter():
            if element.tag in ("COUNTRY", "COUNTRY_OF_ISSUE", "ISSUING_COUNTRY"):
                texts.add(element.text or "")
            elif element.tag in ("NATIONALITY", "NATIONALITY2"):
                texts |= {value.text or "" for value in element.iter("VALUE")}
    assert unread(texts) == [
        "Kuwaiti citizenship withdrawn in 2002",
        "United States. Also believed to hold Syrian nationality",
    ]


def test_us_csl_and_world_bank_countries_are_read(shared_lists: Path) -> None:
    """Codes of the Consolidated Screening List and names of the World Bank are understood."""
    texts: set[str] = set()
    with gzip.open(
        shared_lists / "us_csl" / "consolidated_2022-05-16.csv.gz", "rt", encoding="utf-8"
    ) as stream:
        for row in csv.DictReader(stream):
            texts |= {code.strip() for code in row["nationalities"].split(";")}
            texts |= {code.strip() for code in row["citizenships"].split(";")}
    answer = json.loads((shared_lists / "wb" / "wb-data_2026-03-15.json").read_bytes())
    (firms,) = answer["response"].values()
    texts |= {firm["COUNTRY_NAME"] or "" for firm in firms}
    assert unread(texts) == []
