"""The United Nations Security Council Consolidated List, XML."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import clean, un_references
from sanctionscreen.sources.xmlfields import attribute, count_unknown, text_at, texts_at
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_LIST = ListTitle(
    id="un-sc",
    title="United Nations Security Council Consolidated List",
    authority="UN Security Council",
    url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
)
_CONTAINERS = ("CONSOLIDATED_LIST", "INDIVIDUALS", "ENTITIES")
_KINDS = {"INDIVIDUAL": Kind.PERSON, "ENTITY": Kind.ORGANISATION}

# In the order in which the parts are written. The UN does not say which part is the family name
# (it comes first for Koreans and last for others), so they are not tagged.
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME")
_QUALITIES = {
    "good": NameType.STRONG,
    "a.k.a.": NameType.STRONG,
    "aka": NameType.STRONG,
    "low": NameType.WEAK,
    "f.k.a.": NameType.FORMER,
    "fka": NameType.FORMER,
    "": NameType.STRONG,
}
_FORMER_NOTES = ("previously listed as", "formerly listed as", "formerly known as")
_PLACE = ("NOTE", "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_COMMON = (
    "DATAID VERSIONNUM UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON NAME_ORIGINAL_SCRIPT COMMENTS1"
    " LIST_TYPE LIST_TYPE/VALUE LAST_DAY_UPDATED LAST_DAY_UPDATED/VALUE SUBMITTED_ON"
    # Sorting keys, and a link to Interpol's search page that names no party.
    " SORT_KEY SORT_KEY_LAST_MOD HAS_INTERPOL_LINK INTERPOL_LINK"
).split()
_PERSONAL = (
    "GENDER TITLE TITLE/VALUE DESIGNATION DESIGNATION/VALUE NATIONALITY NATIONALITY/VALUE"
    " SUBMITTED_BY"
).split()
_NESTED = {
    "ALIAS": "QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE".split(),
    "ADDRESS": _PLACE,
    "DATE_OF_BIRTH": "TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE".split(),
    "PLACE_OF_BIRTH": _PLACE,
    "DOCUMENT": (
        "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY COUNTRY_OF_ISSUE"
        " CITY_OF_ISSUE DATE_OF_ISSUE DATE_OF_EXPIRY NOTE"
    ).split(),
}


# The file is XML Schema's: a date may carry a time zone ("2015-07-01-04:00"), which says nothing.
_ZONE = re.compile(r"(?<=^\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$")


def _known_paths() -> frozenset[str]:
    paths: set[str] = set()
    for record in _KINDS:
        paths.update(f"{record}/{name}" for name in (*_COMMON, *_PERSONAL, *_NAME_PARTS))
        for nested, names in _NESTED.items():
            paths.add(f"{record}/{record}_{nested}")
            paths.update(f"{record}/{record}_{nested}/{name}" for name in names)
    return frozenset(paths)


_KNOWN = _known_paths()


class UnXml:
    """Reads ``consolidated.xml`` of the UN; the listed id is the permanent reference number."""

    name = "un-xml"
    title = "UN Security Council consolidated XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is the UN's."""
        root = root_of(file)
        return root is not None and root.tag == "CONSOLIDATED_LIST"

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        for record in stream_records(file, _CONTAINERS):
            if record.element.tag in _KINDS:
                _read_record(gathering, record)
            else:
                gathering.unknown(f"element: {'/'.join(record.parents)}/{record.element.tag}")
        return gathering.finish(_generated(file))


def _date_at(element: Element, path: str) -> str:
    return _ZONE.sub("", text_at(element, path))


def _generated(file: SourceFile) -> PartialDate | None:
    parsed = parse_date(attribute(root_of(file), "dateGenerated"))
    return parsed.span.earliest if parsed else None


def _read_record(gathering: Gathering, record: XmlRecord) -> None:
    element = record.element
    count_unknown(gathering, element, _KNOWN)
    reference = text_at(element, "REFERENCE_NUMBER").rstrip(".")
    if not reference:
        name = " ".join(text_at(element, part) for part in _NAME_PARTS)
        gathering.problem("no reference number", line=record.line, record=name.strip())
        return
    reference = next(iter(un_references(reference)), reference)
    draft = Draft(gathering, reference, _KINDS[element.tag])
    _read_names(draft, element)
    _read_designation(draft, element)
    _read_person(draft, element)
    for address in element.iterfind(f"{element.tag}_ADDRESS"):
        draft.add_location(
            *(text_at(address, part) for part in _PLACE[:-1]),
            country=text_at(address, "COUNTRY"),
            city=text_at(address, "CITY"),
        )
    draft.add_remark(text_at(element, "COMMENTS1"))
    draft.finish(line=record.line)


def _read_names(draft: Draft, element: Element) -> None:
    parts = (text_at(element, part) for part in _NAME_PARTS)
    draft.add_name(" ".join(part for part in parts if part), NameType.PRIMARY)
    for original in texts_at(element, "NAME_ORIGINAL_SCRIPT"):
        draft.add_name(original, NameType.STRONG)
    for alias in element.iterfind(f"{element.tag}_ALIAS"):
        quality, note = text_at(alias, "QUALITY"), text_at(alias, "NOTE")
        kind = _QUALITIES.get(quality.casefold())
        if kind is None:
            draft.gathering.unknown(f"alias quality: {quality}")
            kind = NameType.STRONG
        text = text_at(alias, "ALIAS_NAME")
        if any(former in f"{note} {text}".casefold() for former in _FORMER_NOTES):
            kind = NameType.FORMER
            text = text.replace("(previously listed as)", "")
        elif note:
            draft.add_remark(f"{text}: {note}", "Alias")
        draft.add_name(text, kind)
        draft.add_birth_date(_date_at(alias, "DATE_OF_BIRTH"))
        draft.add_birthplace(
            text_at(alias, "CITY_OF_BIRTH"), country=text_at(alias, "COUNTRY_OF_BIRTH")
        )


def _read_designation(draft: Draft, element: Element) -> None:
    updates = (
        draft.date(_ZONE.sub("", text), "date of update", DateOrder.YMD)
        for text in texts_at(element, "LAST_DAY_UPDATED/VALUE")
    )
    designate(
        draft,
        "un",
        text_at(element, "UN_LIST_TYPE"),
        listed_on=draft.date(_date_at(element, "LISTED_ON"), "listing date", DateOrder.YMD),
        amended=[update for update in updates if update],
    )
    draft.add_remark(text_at(element, "SUBMITTED_BY"), "Submitted by")
    draft.add_remark(text_at(element, "SUBMITTED_ON"), "Submitted on")


def _read_person(draft: Draft, element: Element) -> None:
    for title in texts_at(element, "TITLE/VALUE"):
        draft.add_remark(title, "Title")
    for position in texts_at(element, "DESIGNATION/VALUE"):
        draft.add_position(position)
    for nationality in texts_at(element, "NATIONALITY/VALUE"):
        draft.add_nationality(nationality)
    draft.add_gender(text_at(element, "GENDER"))
    for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        _read_birth_date(draft, birth)
    for place in element.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        draft.add_birthplace(
            *(text_at(place, part) for part in _PLACE[1:-1]), country=text_at(place, "COUNTRY")
        )
        draft.add_remark(text_at(place, "NOTE"), "Birthplace")
    for document in element.iterfind("INDIVIDUAL_DOCUMENT"):
        _read_document(draft, document)


def _read_birth_date(draft: Draft, birth: Element) -> None:
    note = text_at(birth, "NOTE")
    kind = text_at(birth, "TYPE_OF_DATE").upper()
    circa = kind == "APPROXIMATELY" or note.casefold().startswith("approx")
    if kind not in ("", "EXACT", "APPROXIMATELY", "BETWEEN"):
        draft.gathering.unknown(f"type of birth date: {kind}")
    first, last = text_at(birth, "FROM_YEAR"), text_at(birth, "TO_YEAR")
    text = f"{first}-{last}" if first and last else first or last
    text = _date_at(birth, "DATE") or text_at(birth, "YEAR") or text
    draft.add_birth_date(text, DateOrder.YMD, circa=circa)
    if note and not note.casefold().startswith("approx"):
        draft.add_remark(f"{text}: {note}" if text else note, "Birth date")


def _read_document(draft: Draft, document: Element) -> None:
    number, note = text_at(document, "NUMBER"), clean(text_at(document, "NOTE"))
    first, second = text_at(document, "TYPE_OF_DOCUMENT"), text_at(document, "TYPE_OF_DOCUMENT2")
    label = second or first
    country = text_at(document, "ISSUING_COUNTRY") or text_at(document, "COUNTRY_OF_ISSUE")
    draft.add_identifier(
        _document_type(first, second),
        number,
        country=country,
        label=label.rstrip(": "),
        issued=draft.date(_date_at(document, "DATE_OF_ISSUE"), "date of issue"),
        expires=draft.date(_date_at(document, "DATE_OF_EXPIRY"), "date of expiry"),
    )
    place = text_at(document, "CITY_OF_ISSUE")
    rest = ", ".join(part for part in (f"issued in {place}" if place else "", note) if part)
    if rest:
        draft.add_remark(f"{number}: {rest}" if number else rest, label.rstrip(": ") or "Document")


def _document_type(first: str, second: str) -> IdentifierType:
    found = identifier_type(second)
    return identifier_type(first) if found is IdentifierType.OTHER else found


SOURCE = UnXml()
