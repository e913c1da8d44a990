"""One entry of a curated list: from its YAML section to a listed party."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sanctionscreen.model import (
    DateBasis,
    Designation,
    Event,
    EventKind,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NamePart,
    NameType,
    PartialDate,
    PartyLink,
)
from sanctionscreen.sources.curated_values import (
    as_country,
    as_date,
    as_location,
    as_script,
    as_span,
    country_at,
    date_at,
    url_at,
)
from sanctionscreen.sources.programmes import Programme, ProgrammeRegister
from sanctionscreen.sources.scripts import script_of
from sanctionscreen.strict_yaml import Section, Value, nearest

_Item = TypeVar("_Item")

_ENTRY = (
    "id",
    "kind",
    "names",
    "designations",
    "birth_dates",
    "birthplaces",
    "nationalities",
    "gender",
    "identifiers",
    "locations",
    "positions",
    "remarks",
    "links",
    "references",
)
_ENTRY_REQUIRED = ("id", "kind", "names", "designations")
_NAME = ("text", "type", "script", "parts")
_DESIGNATION = (
    "programme",
    "as_published",
    "authority",
    "measures",
    "legal_basis",
    "listed_on",
    "effective",
    "divest_by",
    "expires",
    "events",
    "reference_url",
)
_IDENTIFIER = ("type", "value", "country", "label", "issued", "expires")
_EVENTS = tuple(kind.value for kind in EventKind if kind is not EventKind.LISTED)


def read_entry(item: Value, list_id: str, register: ProgrammeRegister) -> ListedParty | None:
    """Reads one entry; every fault in it is reported, and a faulty entry may be None."""
    section = item.section(_ENTRY, _ENTRY_REQUIRED)
    key, kind = section.text("id"), section.choice("kind", Kind)
    names = _each(section, "names", _name)
    designations = _each(section, "designations", lambda value: _designation(value, register))
    if names and names[0].type is not NameType.PRIMARY:
        item.fault("the first name is not of type primary", "Put the primary name first")
    party = ListedParty(
        listed_id=f"{list_id}:{key}",
        list_id=list_id,
        kind=kind or Kind.UNKNOWN,
        names=names,
        designations=designations,
        birth_dates=_each(section, "birth_dates", as_span),
        birthplaces=_each(section, "birthplaces", as_location),
        nationalities=_each(section, "nationalities", as_country),
        gender=section.choice("gender", Gender),
        identifiers=_each(section, "identifiers", _identifier),
        locations=_each(section, "locations", as_location),
        positions=section.texts("positions"),
        remarks=section.text("remarks"),
        links=_each(section, "links", _link),
        references=_references(section),
    )
    return party if key and kind and names and designations else None


def _each(section: Section, key: str, read: Callable[[Value], _Item | None]) -> tuple[_Item, ...]:
    """The members of the list at ``key``; one that says the same as another is a fault."""
    found: list[_Item] = []
    for value in section.items(key):
        item = read(value)
        if item is None:
            continue
        if item in found:
            value.fault("the same stands twice", "Keep one of the two")
        found.append(item)
    return tuple(found)


def _name(value: Value) -> ListedName | None:
    section = value.section(_NAME, ("text", "type"))
    text, kind = section.text("text"), section.choice("type", NameType)
    script = section.get("script")
    code = as_script(script) if script is not None else None
    parts = _each(section, "parts", _part)
    if not text or kind is None:
        return None
    return ListedName(text, kind, code or script_of(text), parts)


def _part(value: Value) -> tuple[NamePart, str] | None:
    section = value.section(tuple(part.value for part in NamePart))
    if len(section.members) != 1:
        value.fault("a part of a name is one line, such as 'family: Ri'")
        return None
    name, member = section.members[0]
    text = member.text()
    return (NamePart(name), text) if text else None


def _designation(value: Value, register: ProgrammeRegister) -> Designation | None:
    section = value.section(_DESIGNATION, ("programme",))
    programme = _programme(section, register)
    listed_on = date_at(section, "listed_on")
    measures = section.choices("measures", Measure)
    fields = (section.text("as_published"), section.text("authority"), section.text("legal_basis"))
    effective, divest_by = date_at(section, "effective"), date_at(section, "divest_by")
    expires, events = date_at(section, "expires"), _events(section, listed_on)
    url = url_at(section, "reference_url")
    if programme is None:
        return None
    return Designation(
        programme=programme.key,
        programme_as_published=fields[0] or (*programme.spellings, programme.key)[0],
        authority=fields[1] or programme.authority,
        measures=measures or programme.measures,
        legal_basis=fields[2] or programme.legal_basis,
        listed_on=listed_on,
        listed_on_basis=DateBasis.FILE if listed_on else DateBasis.UNKNOWN,
        effective=effective,
        divest_by=divest_by,
        expires=expires,
        events=events,
        reference_url=url,
    )


def _programme(section: Section, register: ProgrammeRegister) -> Programme | None:
    key = section.text("programme")
    programme = register.get(key) if key else None
    if key and programme is None:
        known = tuple(programme.key for programme in register.programmes)
        message = f"'{key}' is not in the programme register"
        section.fault_at("programme", message, _programme_hint(key, known))
    return programme


def _programme_hint(key: str, known: tuple[str, ...]) -> str:
    hint = nearest(key, known)
    own = "a list may define its own under 'programmes'"
    # All keys in one line would be no help.
    return (
        f"{hint}; {own}" if hint.startswith("Did you mean") else f"See lists/programmes.yml; {own}"
    )


def _events(section: Section, listed_on: PartialDate | None) -> tuple[Event, ...]:
    events = [Event(EventKind.LISTED, listed_on)] if listed_on else []
    for item in section.items("events"):
        members = item.section(_EVENTS).members
        if len(members) != 1:
            item.fault("an event is one line, such as 'delisted: 2023-05-04'")
            continue
        name, value = members[0]
        day = as_date(value)
        if day is None:
            continue
        if events and _day(day) < _day(events[-1].date):
            item.fault("the event is older than the one before it", "Put the oldest first")
        events.append(Event(EventKind(name), day))
    return tuple(events)


def _day(value: PartialDate) -> tuple[int, int, int]:
    return value.year, value.month or 12, value.day or 31


def _identifier(value: Value) -> Identifier | None:
    section = value.section(_IDENTIFIER, ("type", "value"))
    kind, number = section.choice("type", IdentifierType), section.text("value")
    country, label = country_at(section, "country"), section.text("label")
    issued, expires = date_at(section, "issued"), date_at(section, "expires")
    if kind is None or not number:
        return None
    return Identifier(kind, number, country, label, issued, expires)


def _link(value: Value) -> PartyLink | None:
    section = value.section(("relation", "listed_id", "name"), ("relation", "name"))
    relation, name = section.text("relation"), section.text("name")
    listed_id = section.text("listed_id")
    return PartyLink(relation, listed_id, name) if relation and name else None


def _references(section: Section) -> tuple[str, ...]:
    for value in section.items("references"):
        list_id, colon, key = value.text().partition(":")
        if not (list_id and colon and key):
            value.fault("a reference is <list>:<id>, such as ofac-sdn:33936")
    return section.texts("references")
