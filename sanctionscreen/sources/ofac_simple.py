"""OFAC's simple XML (sdn.xml, consolidated.xml): no dates of listing, Latin names only."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import DateSpan, Kind, ListedName, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_dates import single_date, span_from_text
from sanctionscreen.sources.ofac_designations import add_implied_designations
from sanctionscreen.sources.ofac_labels import is_feature
from sanctionscreen.sources.ofac_lists import (
    CONS,
    NO_DATES,
    SDN,
    finished,
    is_non_sdn,
    resolve_links,
)
from sanctionscreen.sources.ofac_names import name_type, person_name, visible
from sanctionscreen.sources.ofac_places import address
from sanctionscreen.sources.ofac_record import KINDS, OfacRecord
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.xmlfields import count_unknown, text_at, texts_at
from sanctionscreen.sources.xmlstream import root_of, stream_records

_ROOT = "sdnList"
_KNOWN = frozenset(
    f"sdnEntry/{path}"
    for path in """
    uid firstName lastName title sdnType remarks programList programList/program
    akaList akaList/aka akaList/aka/uid akaList/aka/type akaList/aka/category
    akaList/aka/firstName akaList/aka/lastName
    addressList addressList/address addressList/address/uid addressList/address/address1
    addressList/address/address2 addressList/address/address3 addressList/address/city
    addressList/address/stateOrProvince addressList/address/postalCode addressList/address/country
    idList idList/id idList/id/uid idList/id/idType idList/id/idNumber idList/id/idCountry
    idList/id/issueDate idList/id/expirationDate
    nationalityList nationalityList/nationality nationalityList/nationality/uid
    nationalityList/nationality/country nationalityList/nationality/mainEntry
    citizenshipList citizenshipList/citizenship citizenshipList/citizenship/uid
    citizenshipList/citizenship/country citizenshipList/citizenship/mainEntry
    dateOfBirthList dateOfBirthList/dateOfBirthItem dateOfBirthList/dateOfBirthItem/uid
    dateOfBirthList/dateOfBirthItem/dateOfBirth dateOfBirthList/dateOfBirthItem/mainEntry
    placeOfBirthList placeOfBirthList/placeOfBirthItem placeOfBirthList/placeOfBirthItem/uid
    placeOfBirthList/placeOfBirthItem/placeOfBirth placeOfBirthList/placeOfBirthItem/mainEntry
    vesselInfo vesselInfo/callSign vesselInfo/vesselType vesselInfo/vesselFlag
    vesselInfo/vesselOwner vesselInfo/tonnage vesselInfo/grossRegisteredTonnage
    """.split()
)
_ADDRESS = {
    "ADDRESS1": "address1",
    "ADDRESS2": "address2",
    "ADDRESS3": "address3",
    "CITY": "city",
    "STATE/PROVINCE": "stateOrProvince",
    "POSTAL CODE": "postalCode",
}
_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
}
_REPEATED = (
    ("nationalityList/nationality/country", "Nationality Country"),
    ("citizenshipList/citizenship/country", "Citizenship Country"),
    ("dateOfBirthList/dateOfBirthItem/dateOfBirth", "Birthdate"),
    ("placeOfBirthList/placeOfBirthItem/placeOfBirth", "Place of Birth"),
)


class _OfacSimple:
    """The registered source."""

    name = "ofac-simple-xml"
    title = "OFAC XML (sdn.xml, consolidated.xml)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is that of OFAC's simple XML; its namespace may change."""
        root = root_of(file)
        return root is not None and root.tag == _ROOT

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the SDN or the Consolidated List; the file must hold as many records as it says."""
        file = single(files, self.name)
        gathering = Gathering(SDN, file, options)
        records: list[tuple[OfacRecord, tuple[str, ...]]] = []
        information: Element | None = None
        for item in stream_records(file, (_ROOT,)):
            if item.element.tag == "publshInformation":
                information = item.element
            elif item.element.tag == "sdnEntry":
                _take(item.element, item.line, gathering, records)
            else:
                gathering.unknown(f"element: {item.element.tag}")
        published, stated = _information(information, file)
        is_sdn = not is_non_sdn(tag for _, tags in records for tag in tags)
        if not is_sdn:
            gathering.title = CONS
            gathering.list_id = options.list_id or CONS.id
        gathering.notes.append(NO_DATES)
        resolve_links(gathering, [record for record, _ in records])
        for record, tags in records:
            record.add_other_list()
            add_implied_designations(record, tags, is_sdn=is_sdn)
            record.draft.finish()
        return finished(gathering, files, published, stated)


OFAC_SIMPLE = _OfacSimple()


def _information(element: Element | None, file: SourceFile) -> tuple[PartialDate, int]:
    """The publication date and the number of records that the file states."""
    date = text_at(element, "Publish_Date") if element is not None else ""
    count = text_at(element, "Record_Count") if element is not None else ""
    published = single_date(span_from_text(date))
    if published is None or not count.isdigit():
        raise ListFormatError(
            "the file does not say when it was published and how many records it holds",
            path=file.path,
            field="publshInformation",
            hint="Fetch the file again from its publisher",
        )
    return published, int(count)


def _take(
    entry: Element,
    line: int,
    gathering: Gathering,
    records: list[tuple[OfacRecord, tuple[str, ...]]],
) -> None:
    count_unknown(gathering, entry, _KNOWN)
    uid, tags = text_at(entry, "uid"), texts_at(entry, "programList/program")
    kind = KINDS.get(text_at(entry, "sdnType").casefold(), Kind.UNKNOWN)
    name = _name(entry, kind, NameType.PRIMARY)
    if not uid or not tags or name is None:
        missing = "an id" if not uid else "a programme" if not tags else "a name"
        gathering.problem(f"the entry has not {missing}", line=line, record=uid or None)
        return
    if kind is Kind.UNKNOWN:
        gathering.unknown(f"party type: {text_at(entry, 'sdnType')}")
    record = OfacRecord(gathering, uid, kind)
    record.draft.names.append(name)
    _add_aliases(record, entry, kind)
    _add_facts(record, entry)
    for place in entry.iterfind("addressList/address"):
        parts = {part: text_at(place, tag) for part, tag in _ADDRESS.items()}
        located = address(parts, text_at(place, "country"), gathering)
        if located:
            record.draft.locations.append(located)
    records.append((record, tags))


def _name(element: Element, kind: Kind, rank: NameType) -> ListedName | None:
    family = visible(element.findtext("lastName"))
    given = visible(element.findtext("firstName"))
    if kind is Kind.PERSON:
        return person_name(family, given, rank)
    text = " ".join(part for part in (given, family) if part)
    return ListedName(text, rank) if text else None


def _add_aliases(record: OfacRecord, entry: Element, kind: Kind) -> None:
    for alias in entry.iterfind("akaList/aka"):
        rank = name_type(
            is_primary=False,
            is_weak=text_at(alias, "category") == "weak",
            alias_type=text_at(alias, "type"),
        )
        name = _name(alias, kind, rank)
        if name is None:
            record.draft.gathering.unknown("name without text")
        else:
            record.draft.names.append(name)


def _add_facts(record: OfacRecord, entry: Element) -> None:
    record.draft.add_position(text_at(entry, "title"))
    for path, label in _REPEATED:
        for text in texts_at(entry, path):
            record.add_feature(label, text)
    for tag, label in _VESSEL.items():
        if text := text_at(entry, f"vesselInfo/{tag}"):
            record.add_feature(label, text)
    for identity in entry.iterfind("idList/id"):
        _add_identity(record, identity)
    record.add_comment_with_links(text_at(entry, "remarks"))


def _add_identity(record: OfacRecord, identity: Element) -> None:
    """An entry of the id list, in which OFAC keeps many features as well."""
    label, value = text_at(identity, "idType"), text_at(identity, "idNumber")
    if is_feature(label):
        record.add_feature(label, value)
        return
    record.add_document(
        label,
        value,
        country=text_at(identity, "idCountry"),
        issued=_date(record, text_at(identity, "issueDate")),
        expires=_date(record, text_at(identity, "expirationDate")),
    )


def _date(record: OfacRecord, text: str) -> DateSpan | None:
    span = span_from_text(text) if text else None
    if text and span is None:
        record.draft.gathering.unknown(f"date of a document: {text}")
    return span
