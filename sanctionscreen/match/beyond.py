"""Evidence beyond the name: birth date, country, gender, kind, city."""

from __future__ import annotations

from collections.abc import Iterator

from sanctionscreen.fields.countries import country_name
from sanctionscreen.fields.dates import DateAgreement, compare_dates
from sanctionscreen.match import weights as w
from sanctionscreen.model import Counterparty, Evidence, Kind, ListedParty
from sanctionscreen.names.folding import fold

_BIRTH_DATE = {
    DateAgreement.SAME: ("same birth date", w.BIRTH_DATE_SAME),
    DateAgreement.COMPATIBLE: ("compatible birth date", w.BIRTH_DATE_COMPATIBLE),
    DateAgreement.SWAPPED: ("birth date with day and month swapped", w.BIRTH_DATE_SWAPPED),
    DateAgreement.SLIP: ("birth date one digit or one year off", w.BIRTH_DATE_SLIP),
    DateAgreement.YEAR_NEAR: ("birth year near", w.BIRTH_DATE_YEAR_NEAR),
    DateAgreement.CONFLICT: ("another birth date", w.BIRTH_DATE_CONFLICT),
}


def beyond_name(query: Counterparty, listed: ListedParty, name_weight: int) -> tuple[Evidence, ...]:
    """What the other fields say; conflicts always count, agreement only above the name floor.

    The sum of what agrees is held under BEYOND_NAME_MOST by an evidence item of its own, so that
    retrieval can count on the bound.
    """
    found = [
        item
        for item in (
            _birth_date(query, listed),
            _country(query, listed),
            _gender(query, listed),
            _kind(query, listed),
            _city(query, listed),
        )
        if item is not None and (item.weight <= 0 or name_weight >= w.NAME_FLOOR)
    ]
    agreeing = sum(item.weight for item in found if item.weight > 0)
    if agreeing > w.BEYOND_NAME_MOST:
        over = w.BEYOND_NAME_MOST - agreeing
        found.append(Evidence("most that fields beyond the name may add", "", "", over))
    return tuple(found)


def most_beyond_name(query: Counterparty, *, may_birth_dates_agree: bool) -> int:
    """The most that a query's fields and a weak alias may add to a name's weight, 1/64 bit."""
    if query.identifiers:  # a shared one shows what the names have in common, from afar too
        return w.BEYOND_NAME_MOST
    most = (
        w.WEAK_ALIAS_TOO
        + w.BIRTH_DATE_SAME * may_birth_dates_agree
        + w.COUNTRY_SAME * bool(query.countries)
        + w.CITY_SAME * bool(query.cities)
    )
    return min(most, w.BEYOND_NAME_MOST)


def _birth_date(query: Counterparty, listed: ListedParty) -> Evidence | None:
    comparisons = [
        (*_BIRTH_DATE[compare_dates(ours, theirs)], str(ours), str(theirs))
        for ours in query.birth_dates
        for theirs in listed.birth_dates
    ]
    if not comparisons:
        return None
    reason, weight, ours, theirs = max(comparisons, key=lambda c: (c[1], c[0], c[2], c[3]))
    return Evidence(reason, ours, theirs, weight)


def _country(query: Counterparty, listed: ListedParty) -> Evidence | None:
    theirs = tuple(countries_of(listed))
    if not query.countries or not theirs:
        return None
    shared = sorted(set(query.countries) & set(theirs))
    if shared:
        name = country_name(shared[0])
        return Evidence("same country", name, name, w.COUNTRY_SAME)
    return Evidence(
        "another country",
        ", ".join(query.countries),
        ", ".join(dict.fromkeys(theirs)),
        w.COUNTRY_CONFLICT,
    )


def countries_of(listed: ListedParty) -> Iterator[str]:
    """The countries of a party: of its nationalities, birthplaces and addresses."""
    yield from listed.nationalities
    for place in (*listed.birthplaces, *listed.locations):
        if place.country is not None:
            yield place.country


def _gender(query: Counterparty, listed: ListedParty) -> Evidence | None:
    if query.gender is None or listed.gender is None or query.gender == listed.gender:
        return None
    return Evidence("another gender", query.gender, listed.gender, w.GENDER_CONFLICT)


def _kind(query: Counterparty, listed: ListedParty) -> Evidence | None:
    if Kind.UNKNOWN in (query.kind, listed.kind) or query.kind == listed.kind:
        return None
    return Evidence("another kind of party", query.kind, listed.kind, w.KIND_CONFLICT)


def _city(query: Counterparty, listed: ListedParty) -> Evidence | None:
    places = [place.city or place.text for place in (*listed.locations, *listed.birthplaces)]
    for city in query.cities:
        words = fold(city)
        for place in places:
            if words and " ".join(words) in " ".join(fold(place)):
                return Evidence("same city", city, place, w.CITY_SAME)
    return None
