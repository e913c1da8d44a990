"""Countries and embargoed regions, read from codes, names, publishers' spellings and demonyms."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any


class Region(StrEnum):
    """Regions under territorial sanctions of their own; ISO 3166-2 lists them under Ukraine."""

    CRIMEA = "crimea"
    DONETSK = "donetsk"
    LUHANSK = "luhansk"
    KHERSON = "kherson"
    ZAPORIZHZHIA = "zaporizhzhia"


@dataclass(frozen=True, slots=True)
class CountryReading:
    """What a country field says.

    Attributes:
        codes: ISO 3166-1 alpha-2 (and XK for Kosovo), each once, in the order of the text.
        unknown: Parts of the text that are no country we know.
    """

    codes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


_NO_CODE = ""
"""For what is understood and yet no present country: "USSR", "unknown", "stateless"."""

# "na" and "no" are words as well as codes: only upper case makes them Namibia and Norway.
_WORDS_TOO = frozenset({"NA", "NO"})
_QUALIFIER = re.compile(
    r"^(?:possibly|probably|believed to be|region:|citizen of|national of|now|currently"
    r"|former(?:ly)?|resident (?:of|in)|гражданин|гражданка)\s+"
    r"|\s+(?:passport|citizenship|nationality|nationals?|citizens?|by birth)$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|currently)\s+(?P<name>[^()]+?)\s*\)?$", re.IGNORECASE)
_BRACKET = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<inside>[^()]*)\)\s*$")
_COLON = re.compile(r"^[^:]+:\s*(?P<name>.+)$")
_HARD_SEPARATOR = re.compile(r"[;\n\r|•]+|\(\d+(?:-\d+)?\)(?:\s*to\s*\(\d+\))?")
_SOFT_SEPARATORS = (
    re.compile(r"/(?:or\b)?"),
    re.compile(r"\.\s+"),
    re.compile(r",|&|\b(?:and|or)\b"),
)


def country_code(text: str) -> str | None:
    """The one country that a text names.

    States that split up (USSR, Yugoslavia, Czechoslovakia, Serbia and Montenegro, Netherlands
    Antilles) have several successors and give None; renamed ones give today's code (Zaire CD,
    Burma MM, East Germany DE, "Ukrainian SSR" UA). "NA" is Namibia; "na" is
    "not available". "Korea" alone
    and "Congolese" are either of two countries: None.

    Returns:
        ISO 3166-1 alpha-2, "XK" for Kosovo, or None where no single country is named.
    """
    reading = read_countries(text)
    return reading.codes[0] if len(reading.codes) == 1 and not reading.unknown else None


def read_countries(text: str) -> CountryReading:
    """All countries of a field, which may hold several ("(1) Russia (2) Ukraine", "Iran; Iraq")."""
    normalised = unicodedata.normalize("NFKC", text)
    whole = _single(" ".join(normalised.split()))
    if whole is not None:
        return CountryReading((whole,) if whole != _NO_CODE else ())
    codes: list[str] = []
    unknown: list[str] = []
    for part in _HARD_SEPARATOR.split(normalised):
        cleaned = " ".join(part.split())
        if not any(c.isalnum() for c in cleaned):
            continue
        found = _codes(cleaned)
        if found is None:
            unknown.append(cleaned)
        else:
            codes.extend(code for code in found if code != _NO_CODE)
    return CountryReading(tuple(dict.fromkeys(codes)), tuple(unknown))


def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code; the code itself where there is none."""
    entry = _data()["countries"].get(code)
    return code if entry is None else str(entry["name"])


def is_country_code(code: str) -> bool:
    """Whether a text is an ISO 3166-1 alpha-2 code of today, or XK."""
    return code in _data()["countries"]


def region_of(text: str) -> Region | None:
    """The embargoed region that a place text mentions ("Yalta, Krimea"), or None."""
    words = f" {_key(text)} "
    return next((region for name, region in _region_names() if f" {name} " in words), None)


def _codes(text: str) -> tuple[str, ...] | None:
    """Codes of a text without hard separators; None where a part of it is not understood."""
    whole = _single(text)
    if whole is not None:
        return (whole,)
    for separator in _SOFT_SEPARATORS:
        parts = [part.strip() for part in separator.split(text) if part.strip()]
        found = [_single(part) for part in parts]
        if len(parts) > 1 and None not in found:
            return tuple(code for code in found if code is not None)
    return None


def _single(text: str) -> str | None:
    text = text.strip().rstrip(".,") if len(text) > 6 else text.strip()
    by_code = _by_code(text)
    if by_code is not None:
        return by_code
    key = _key(text)
    if key in _lookup():
        return _lookup()[key]
    return _by_form(text) if key else None


def _by_code(text: str) -> str | None:
    code = text.upper()
    if len(text) == 2 and text != code and code in _WORDS_TOO:
        return None
    if len(text) == 2 or (len(text) == 3 and text == code):
        return _alpha_codes().get(code)
    return None


def _by_form(text: str) -> str | None:
    """Reads the forms in which publishers wrap a name; each step leaves a shorter text."""
    bracket = _BRACKET.match(text)
    now = _NOW.search(text)
    if now and now.start() > 0:
        return _single(now["name"])
    if bracket:
        inverted = _lookup().get(_key(f"{bracket['inside']} {bracket['before']}"))
        return inverted if inverted is not None else _single(bracket["before"])
    qualified = _QUALIFIER.sub("", text).strip()
    if qualified and qualified != text:
        return _single(qualified)
    if colon := _COLON.match(text):
        return _single(colon["name"])
    before, comma, after = text.partition(",")
    if comma:
        # "Korea, North"; a plain list of countries ("Estonia, Russia") is read elsewhere.
        text = f"{after} {before}"
    key = _key(text)
    return _lookup().get(key, _lookup().get(_without_government(key)))


def _without_government(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[0] in _words("government"):
        words = words[1:]
    return " ".join(words)


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = folded.replace("и\u0306", "й")
    kept = "".join(
        c if c.isalnum() else "" if unicodedata.combining(c) or c in ".'’ʻ`" else " "
        for c in folded
    )
    words = kept.replace("ё", "е").split()
    return " ".join(word for word in words if word not in _words("fillers")) or " ".join(words)


@cache
def _data() -> dict[str, Any]:
    # importlib.resources would add a third to the import time of this module.
    table = Path(__file__).with_name("data") / "countries.json"
    loaded: dict[str, Any] = json.loads(table.read_text(encoding="utf-8"))
    return loaded


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_data()["words"][name])


@cache
def _lookup() -> dict[str, str]:
    """Key of every name, demonym and place to its code, or to "" for no present country."""
    data = _data()
    table = {_key(name): _NO_CODE for name in (*data["dissolved"], *data["no_country"])}
    for code, entry in data["countries"].items():
        for field in ("names", "demonyms", "places"):
            table.update((_key(name), code) for name in entry.get(field, ()))
        table[_key(entry["name"])] = code
    table.pop("", None)
    return table


@cache
def _alpha_codes() -> dict[str, str]:
    data = _data()
    table = {code: _NO_CODE for code in (*data["dissolved"], *data["no_country"]) if len(code) <= 3}
    for code, entry in data["countries"].items():
        table[code] = table[entry["alpha3"]] = code
        table.update((other, code) for other in entry.get("other_codes", ()))
    return table


@cache
def _region_names() -> tuple[tuple[str, Region], ...]:
    return tuple(
        (_key(name), Region(region))
        for region, names in _data()["regions"].items()
        for name in names
    )
