"""What a target of the Swiss list holds: identities, documents, sets of sanctions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Event, EventKind, IdentifierType, Measure, PartialDate
from sanctionscreen.sources.ch_seco_names import add_seco_name
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.published_text import un_references
from sanctionscreen.sources.xmlfields import attribute, text_at, texts_at

# Words of a set of sanctions ("Financial measures, annex 2"); without one the register decides.
_MEASURES = (
    ("travel", Measure.ENTRY_BAN),
    ("financial", Measure.ASSET_FREEZE),
    ("vessel", Measure.TRANSPORT),
    ("money and capital market", Measure.SECTORAL),
)
_IMO = re.compile(r"\bIMO(?: [Nn]umber| [Nn]o\.?)?[:\s]*(\d{7})\b")


@dataclass(slots=True)
class Context:
    """What targets refer to.

    Attributes:
        sets: Set of sanctions to its programme's key, the programme's title and its own text.
        places: Place to its text and country.
    """

    sets: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_identity(draft: Draft, context: Context, identity: Element) -> None:
    """Names, nationalities, birth dates, places and documents of one identity."""
    is_main = attribute(identity, "main") == "true"
    for name in identity.iterfind("name"):
        add_seco_name(draft, name, is_main=is_main)
    for country in identity.iterfind("nationality/country"):
        draft.add_nationality(attribute(country, "iso-code") or (country.text or ""))
    for day in identity.iterfind("day-month-year"):
        _read_birth_date(draft, day)
    for place in identity.iterfind("place-of-birth"):
        text, country_text = context.places.get(attribute(place, "place-id"), ("", ""))
        draft.add_birthplace(text, country=country_text)
    for address in identity.iterfind("address"):
        text, country_text = context.places.get(attribute(address, "place-id"), ("", ""))
        tags = ("c-o", "address-details", "p-o-box", "zip-code")
        parts = (text_at(address, tag) for tag in tags)
        draft.add_location(*parts, text, country=country_text, city=text)
        draft.add_remark(text_at(address, "remark"), "Address")
    for document in identity.iterfind("identification-document"):
        _read_document(draft, document)


def _read_birth_date(draft: Draft, day: Element) -> None:
    year, month, date = (attribute(day, name) for name in ("year", "month", "day"))
    calendar = attribute(day, "calendar")
    text = "-".join(part for part in (year, month.zfill(2), date.zfill(2)) if part.strip("0"))
    if calendar not in ("", "Gregorian"):
        draft.gathering.unknown(f"birth date in the {calendar} calendar")
        draft.add_remark(text, f"Birth date in the {calendar} calendar")
        return
    draft.add_birth_date(text, DateOrder.YMD, circa=attribute(day, "quality") == "low")


def _read_document(draft: Draft, document: Element) -> None:
    label = attribute(document, "document-type")
    issuer = document.find("issuer")
    draft.add_identifier(
        identifier_type(label.replace("-", " ")),
        text_at(document, "number"),
        country=attribute(issuer, "code") or text_at(document, "issuer"),
        label=label,
        issued=draft.date(text_at(document, "date-of-issue"), "date of issue"),
        expires=draft.date(text_at(document, "expiry-date"), "date of expiry"),
    )
    for tag in ("place-of-issue", "remark"):
        draft.add_remark(text_at(document, tag), label)


def read_designations(
    draft: Draft, context: Context, element: Element, events: tuple[Event, ...]
) -> None:
    """A designation for each set of sanctions that the target stands under."""
    listings = [e.date for e in events if e.kind in (EventKind.LISTED, EventKind.RELISTED)]
    listed_on: PartialDate | None = listings[0] if listings else None
    for set_id in texts_at(element, "sanctions-set-id"):
        key, title, text = context.sets.get(set_id, ("", "", ""))
        if not key:
            draft.gathering.unknown(f"set of sanctions: {set_id}")
        words = text.casefold()
        designate(
            draft,
            "ch",
            key,
            lookups=(title,),
            measures=tuple(measure for word, measure in _MEASURES if word in words),
            legal_basis=title,
            place=text,
            listed_on=listed_on,
        )
        draft.designations[-1] = replace(draft.designations[-1], events=events)
    for identifier in texts_at(element, "foreign-identifier"):
        references = un_references(identifier)
        draft.add_un_references(references)
        if not references:
            draft.add_remark(identifier, "Foreign identifier")


def read_texts(draft: Draft, subject: Element) -> None:
    """Justifications and further information; ships have their IMO number there."""
    for tag in ("justification", "other-information"):
        for text in texts_at(subject, tag):
            draft.add_remark(text, tag.replace("-", " ").capitalize())
            for number in _IMO.findall(text):
                draft.add_identifier(IdentifierType.IMO, number, label="IMO number")
