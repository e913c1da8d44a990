"""Locations, documents, dates and relations of OFAC's advanced XML, each as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sanctionscreen.model import DateSpan, Location, PartialDate
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_dates import ofac_text, span_of_days
from sanctionscreen.sources.ofac_places import PART_TYPES, address
from sanctionscreen.sources.ofac_reference import ReferenceValues, UnreadableRecordError

_GREGORIAN = "Gregorian"


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document or registration; it stands apart from its party."""

    label: str
    number: str
    country: str
    issued: DateSpan | None
    expires: DateSpan | None
    note: str
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """What ties a party to another one."""

    kind: str
    other: str


def read_locations(
    element: Element, values: ReferenceValues, gathering: Gathering
) -> tuple[Location, ...]:
    """A place: once in Latin script, and once in each other script that it is given in."""
    country, code = _country(element, values)
    scripts: dict[str, dict[str, str]] = {"": {}}
    for part in element.iterfind("LocationPart"):
        name = values.text("LocPartType", part.get("LocPartTypeID"))
        if name not in PART_TYPES:
            gathering.unknown(f"location part: {name}")
            name = "REGION"
        for value in part.iterfind("LocationPartValue"):
            is_main = value.get("Primary") != "false"
            script = "" if is_main else (value.findtext("Comment") or "other")
            scripts.setdefault(script, {})[name] = (value.findtext("Value") or "").strip()
    made = (address(parts, country, gathering, code) for parts in scripts.values())
    return tuple(place for place in made if place is not None)


def _country(element: Element, values: ReferenceValues) -> tuple[str, str | None]:
    """The name of a place's country, and its code where the file has one."""
    area = element.find("LocationAreaCode")
    if area is not None:
        found = values.element("AreaCode", area.get("AreaCodeID"))
        return found.get("Description") or "", (found.text or "").strip() or None
    country = element.find("LocationCountry")
    if country is not None:
        found = values.element("Country", country.get("CountryID"))
        return (found.text or "").strip(), found.get("ISO2")
    return "", None


def read_document(
    element: Element, values: ReferenceValues, places: Callable[[str], str]
) -> Document:
    """A document.

    Args:
        element: The ``IDRegDocument``.
        values: The file's reference values.
        places: The text of a location by its id.
    """
    country_id = element.get("IssuedBy-CountryID")
    country = values.text("Country", country_id) if country_id else ""
    dates = dict(_document_dates(element, values))
    issued, expires = dates.pop("Issue Date", None), dates.pop("Expiration Date", None)
    notes = [
        (element.findtext("IssuingAuthority") or "").strip(),
        (element.findtext("Comment") or "").strip(),
        _issued_in(element.get("IssuedIn-LocationID"), places, country),
    ]
    unusual = [f"{name} {ofac_text(span)}" for name, span in dates.items()]
    return Document(
        label=values.text("IDRegDocType", element.get("IDRegDocTypeID")),
        number=(element.findtext("IDRegistrationNo") or "").strip(),
        country=country,
        issued=issued,
        expires=expires,
        note="; ".join(note for note in (*notes, *unusual) if note),
        is_valid=values.text("Validity", element.get("ValidityID")) == "Valid",
    )


def _document_dates(element: Element, values: ReferenceValues) -> list[tuple[str, DateSpan]]:
    return [
        (
            values.text("IDRegDocDateType", date.get("IDRegDocDateTypeID")),
            read_period(date.find("DatePeriod"), values),
        )
        for date in element.iterfind("DocumentDate")
    ]


def _issued_in(location: str | None, places: Callable[[str], str], country: str) -> str:
    """The place of issue, where it says more than the country does."""
    text = places(location) if location else ""
    return f"issued in {text}" if text and text != country else ""


def read_relation(element: Element, values: ReferenceValues) -> tuple[str, Relation]:
    """The id of the party that a relation starts from, and the relation."""
    kind = values.text("RelationType", element.get("RelationTypeID"))
    if element.get("Former") == "true":
        kind = f"formerly {kind}"
    remarks = [(element.findtext("Comment") or "").strip()]
    period = element.find("DatePeriod")
    if period is not None:
        remarks.append(_period_text(period, values))
    note = "; ".join(remark for remark in remarks if remark)
    start, end = element.get("From-ProfileID"), element.get("To-ProfileID")
    if not start or not end:
        raise UnreadableRecordError("the relation does not say between whom it is")
    return start, Relation(f"{kind} ({note})" if note else kind, end)


def _period_text(period: Element, values: ReferenceValues) -> str:
    """A period of a relation, which may be open at its end."""
    _check_calendar(period, values)
    parts = (("from", _side_text(period.find("Start"))), ("to", _side_text(period.find("End"))))
    return " ".join(f"{word} {text}" for word, text in parts if text)


def _side_text(side: Element | None) -> str:
    if side is None:
        return ""
    return ofac_text(span_of_days(read_day(side.find("From")), read_day(side.find("To"))))


def read_period(period: Element | None, values: ReferenceValues) -> DateSpan:
    """A period of days: the first and the last that it can mean.

    Raises:
        UnreadableRecordError: it is missing, open, or in another calendar.
    """
    start = period.find("Start") if period is not None else None
    end = period.find("End") if period is not None else None
    if period is None or start is None or end is None:
        raise UnreadableRecordError("a date has no beginning or no end")
    _check_calendar(period, values)
    first, last = read_day(start.find("From")), read_day(end.find("To"))
    if last < first:
        raise UnreadableRecordError(f"a date ends ({last}) before it begins ({first})")
    is_circa = start.get("Approximate") == "true" or end.get("Approximate") == "true"
    return span_of_days(first, last, circa=is_circa)


def _check_calendar(period: Element, values: ReferenceValues) -> None:
    calendar = values.text("CalendarType", period.get("CalendarTypeID"))
    if calendar != _GREGORIAN:
        raise UnreadableRecordError(f"a date is in the calendar {calendar}")


def read_day(element: Element | None) -> PartialDate:
    """A day of three elements.

    Raises:
        UnreadableRecordError: one of them is missing or no number.
    """
    try:
        if element is None:
            raise ValueError("no day")
        year, month, day = (int(element.findtext(tag) or "") for tag in ("Year", "Month", "Day"))
    except ValueError as error:
        raise UnreadableRecordError(f"a date cannot be read ({error})") from error
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise UnreadableRecordError(f"there is no day {year}-{month}-{day}")
    return PartialDate(year, month, day)


def count_unknown_tags(gathering: Gathering, element: Element, known: frozenset[str]) -> None:
    """Counts the elements of a record whose name is in none of the reader's rules."""
    for tag in sorted({child.tag for child in element.iter()} - known):
        number = sum(1 for _ in element.iter(tag))
        gathering.unknown(f"element: {element.tag}/{tag}", number)
