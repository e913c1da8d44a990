"""The UK Sanctions List, XML: since 28 January 2026 the only list of UK sanctions designations."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import IdentifierType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.uk_values import (
    UK_SANCTIONS_LIST,
    add_birthplaces,
    add_detail,
    add_document,
    add_uk_name,
    kind_of,
    measures_of,
)
from sanctionscreen.sources.xmlfields import text_at, texts_at
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_NAME_TAGS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
_ADDRESS_LINES = tuple(f"AddressLine{number}" for number in range(1, 7))
# The indicators say in true and false what SanctionsImposed says in words, and less of it.
_READ_BY_NAME = frozenset(
    "UniqueID IndividualEntityShip RegimeName SanctionsImposed SanctionsImposedIndicators"
    " DateDesignated LastUpdated Names Addresses".split()
)


class UkSanctionsListXml:
    """Reads ``UK-Sanctions-List.xml``; the listed id is the Unique ID ("GHR0082")."""

    name = "uk-sanctions-list-xml"
    title = "UK Sanctions List XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element and the first designation are the list's."""
        root = root_of(file)
        return root is not None and root.tag == "Designations" and b"<DateGenerated" in file.head

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(UK_SANCTIONS_LIST, file, options)
        published: PartialDate | None = None
        for record in stream_records(file, ("Designations",)):
            if record.element.tag == "Designation":
                _read_record(gathering, record)
            elif record.element.tag == "DateGenerated":
                parsed = parse_date(record.element.text or "", DateOrder.DMY)
                published = parsed.span.earliest if parsed else None
            else:
                gathering.unknown(f"element: Designations/{record.element.tag}")
        return gathering.finish(published)


def _read_record(gathering: Gathering, record: XmlRecord) -> None:
    element = record.element
    key = text_at(element, "UniqueID")
    kind = kind_of(text_at(element, "IndividualEntityShip"))
    if not key or kind is None:
        message = "no unique id" if not key else "neither individual, entity nor ship"
        gathering.problem(message, line=record.line, record=key or None)
        return
    draft = Draft(gathering, key, kind)
    for name in element.iterfind("Names/Name"):
        add_uk_name(
            draft,
            [text_at(name, tag) for tag in _NAME_TAGS],
            text_at(name, "NameType"),
            text_at(name, "AliasStrength"),
        )
    _read_designation(draft, element)
    for address in element.iterfind("Addresses/Address"):
        draft.add_location(
            *(text_at(address, line) for line in _ADDRESS_LINES),
            text_at(address, "AddressPostalCode"),
            country=text_at(address, "AddressCountry"),
            city=text_at(address, "AddressLine6"),
        )
    _count_strangers(draft, element)
    for child in element:
        if child.tag not in _READ_BY_NAME:
            _read_details(draft, child, f"Designation/{child.tag}")
    draft.finish(line=record.line)


def _read_designation(draft: Draft, element: Element) -> None:
    updated = draft.date(text_at(element, "LastUpdated"), "date of update")
    designate(
        draft,
        "uk",
        text_at(element, "RegimeName"),
        measures=measures_of(draft, text_at(element, "SanctionsImposed")),
        legal_basis=text_at(element, "RegimeName"),
        listed_on=draft.date(text_at(element, "DateDesignated"), "listing date"),
        amended=(updated,) if updated else (),
    )


def _count_strangers(draft: Draft, element: Element) -> None:
    """Counts what stands in names and addresses beside their parts."""
    known = {"Name": {*_NAME_TAGS, "NameType", "AliasStrength"}}
    known["Address"] = {*_ADDRESS_LINES, "AddressPostalCode", "AddressCountry"}
    for path in ("Names/Name", "Addresses/Address"):
        for item in element.iterfind(path):
            for child in item:
                if child.tag not in known[item.tag]:
                    draft.gathering.unknown(f"element: Designation/{path}/{child.tag}")


def _read_details(draft: Draft, element: Element, path: str) -> None:
    """Reads the details, which lie in lists of lists, by the names of their leaves."""
    if element.tag == "Passport":
        _read_document(draft, element, path, IdentifierType.PASSPORT)
    elif element.tag == "NationalIdentifier":
        _read_document(draft, element, path, IdentifierType.NATIONAL_ID)
    elif element.tag == "Location":
        add_birthplaces(draft, text_at(element, "TownOfBirth"), text_at(element, "CountryOfBirth"))
    elif len(element):
        for child in element:
            _read_details(draft, child, f"{path}/{child.tag}")
    elif not (element.text or "").strip():
        return
    elif not add_detail(draft, element.tag, element.text or ""):
        draft.gathering.unknown(f"element: {path}")


def _read_document(draft: Draft, element: Element, path: str, kind: IdentifierType) -> None:
    number, details = f"{element.tag}Number", f"{element.tag}AdditionalInformation"
    add_document(draft, kind, text_at(element, number), " ".join(texts_at(element, details)))
    for child in element:
        if child.tag not in (number, details):
            draft.gathering.unknown(f"element: {path}/{child.tag}")


SOURCE = UkSanctionsListXml()
