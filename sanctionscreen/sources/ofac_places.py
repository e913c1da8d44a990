"""OFAC's addresses and birthplaces, with the same text from each of its formats."""

from __future__ import annotations

from collections.abc import Mapping

from sanctionscreen.fields.countries import country_code
from sanctionscreen.model import Location
from sanctionscreen.sources.gathering import Gathering

NO_COUNTRY = "undetermined"
"""OFAC's word where it knows no country."""

_REGION = "Region: "
"""What the simple formats have before a region in place of a country."""

_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
PART_TYPES = frozenset((*_STREET, "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION", "Unknown"))
"""OFAC's types of address parts that are understood here."""


def address(
    parts: Mapping[str, str], country: str, gathering: Gathering, code: str | None = None
) -> Location | None:
    """An address as OFAC prints it: streets, "City, State Postal", region, country.

    Args:
        parts: OFAC's part type to its text.
        country: The country's name as published.
        gathering: Counts a country that is not known.
        code: Its ISO 3166-1 alpha-2 code, where the file has it.

    Returns:
        The address, or None where nothing is stated.
    """
    city = " ".join(parts.get("CITY", "").split())
    state = parts.get("STATE/PROVINCE", "")
    town = ", ".join(part for part in (city, state) if part)
    town = " ".join(part for part in (town, parts.get("POSTAL CODE", "")) if part)
    lines = [*(parts.get(name, "") for name in _STREET), town, parts.get("Unknown", "")]
    region = parts.get("REGION", "")
    return _located(lines, country or f"{_REGION}{region}", gathering, code, city or None)


def printed_address(street: str, town: str, country: str, gathering: Gathering) -> Location | None:
    """An address from the CSV, which prints the town with its state and postal code."""
    return _located([street, town], country, gathering, None, _city_of(town))


def birthplace(text: str) -> Location | None:
    """A birthplace ("Giza, Egypt"); it often ends in a country."""
    text = " ".join(text.split())
    if not text:
        return None
    parts = text.split(", ")
    # "Pyongyang, Korea, North": two parts are one country.
    is_inverted = parts[-1].casefold() in _INVERTED
    return Location(text, country_code(", ".join(parts[-2:] if is_inverted else parts[-1:])))


def _located(
    lines: list[str], country: str, gathering: Gathering, code: str | None, city: str | None
) -> Location | None:
    country = "" if country.casefold() == NO_COUNTRY else country
    shown = country.removeprefix(_REGION).strip()
    text = ", ".join(" ".join(line.split()) for line in (*lines, shown) if line.strip())
    if not text:
        return None
    code = code or country_code(country)
    is_place = country in _PAST_COUNTRIES or country.startswith(_REGION)
    if country and code is None and not is_place:
        gathering.unknown(f"country: {country}")
    return Location(text, code, city)


_INVERTED = frozenset(
    (
        "north",
        "south",
        "the",
        "british",
        "u.s.",
        "isle of",
        "republic of the",
        "democratic republic of the",
        "the republic of",
    )
)
"""What OFAC puts behind the name of a country, in lower case ("Korea, North")."""

_PAST_COUNTRIES = frozenset(("Netherlands Antilles",))
"""OFAC's countries that no longer are one, and of which no single one took the place."""


def _city_of(town: str) -> str | None:
    """The city of "Dhaka 1229" or "Guangzhou, Guangdong 510000": without state and number."""
    words = town.split(",")[0].split()
    numbered = (i for i, word in enumerate(words) if i and any(c.isdigit() for c in word))
    return " ".join(words[: next(numbered, len(words))]) or None
